import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { firstLawEdition as book } from '@disclosure/law';
import { coverageOf, summaryOf } from './coverage.ts';
import type { Coverage, CoverageReport } from './coverage.ts';
import { printReport } from './print.ts';
import { idsIn, scanTree } from './scan.ts';

const families = new Set(['CLK', 'REM']);

describe('idsIn', () => {
  it('finds clauses and rules, whatever stands around them', () => {
    expect([...idsIn("clause: 'A1-17-2', // R-33, CLK-06; (A2-9). R-33-3 A1-14-2-3", families)].sort()).toEqual(['A1-14-2-3', 'A1-17-2', 'A2-9', 'CLK-06', 'R-33', 'R-33-3']);
  });
  it('takes a run for all its rules', () => {
    expect([...idsIn('REM-01..03 CLK-07–08', families)]).toEqual(['REM-01', 'REM-02', 'REM-03', 'CLK-07', 'CLK-08']);
  });
  it('takes no part of a longer id, and no strange family', () => {
    expect([...idsIn('GPLI-31 ARL-23 XA1-17 A1-17-x UTF-16 A5-1 A1 BR-33 SHA-256', families)]).toEqual([]);
  });
});

describe('law coverage of a tree', () => {
  const root = mkdtempSync(join(tmpdir(), 'law-coverage-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  let report: CoverageReport;
  beforeAll(() => {
    write('libs/requests/domain/src/extension.workflow.ts', "clause: 'A2-9' // CLK-06, A1-17-3, R-99");
    write('libs/requests/domain/src/extension.law.spec.ts', "it('extends once (A2-9)') // R-98");
    write('libs/requests/domain/node_modules/x/index.ts', 'A2-3');
    write('libs/law/src/rules/clocks.rules.ts', 'A2-4 CLK-01');
    write('libs/law/src/limits.ts', 'A1-19');
    write('libs/requests/docs/notes.ts', 'A2-5');
    write('libs/requests/readme.md', 'A2-6');
    write('apps/standalone/start.ts', 'nothing');
    write('tools/check.e2e-spec.ts', 'REM-01..02');
    report = coverageOf(book, scanTree(root, families));
  });
  afterAll(() => rmSync(root, { recursive: true }));
  const find = (id: string): Coverage | undefined => [...report.clauses, ...report.rules].find((covered) => covered.id === id);

  it('tells code from tests', () => {
    expect(find('A2-9')).toMatchObject({ code: ['libs/requests/domain/src/extension.workflow.ts'], tests: ['libs/requests/domain/src/extension.law.spec.ts'], inCode: 'NAMED', inTests: 'NAMED' });
    expect(find('CLK-06')).toMatchObject({ inCode: 'NAMED', inTests: 'UNNAMED' });
    expect(find('REM-02')).toMatchObject({ code: [], tests: ['tools/check.e2e-spec.ts'] });
  });
  it('counts an article by its items, and an item by itself alone', () => {
    expect(find('A1-17')).toMatchObject({ kind: 'ARTICLE', code: ['libs/requests/domain/src/extension.workflow.ts'], inCode: 'NAMED' });
    expect(find('A1-17-3')).toMatchObject({ kind: 'ITEM', inCode: 'NAMED', inTests: 'UNNAMED' });
    expect(find('A1-17-2')).toMatchObject({ inCode: 'UNNAMED', code: [] });
    expect(find('A1-19-4')).toMatchObject({ inCode: 'ONLY_THROUGH_ARTICLE', code: [] });
  });
  it('leaves out the law itself, documents and packages', () => {
    for (const id of ['A2-3', 'A2-4', 'A2-5', 'A2-6', 'CLK-01']) expect(find(id)).toMatchObject({ inCode: 'UNNAMED', inTests: 'UNNAMED' });
  });
  it('names what code cites and the book lacks', () => {
    expect(report.unknown).toEqual([{ id: 'R-99', files: ['libs/requests/domain/src/extension.workflow.ts'] }]);
  });
  it('sums up by annex and section', () => {
    const summary = new Map(summaryOf(report).map((count) => [count.name, count]));
    expect(summary.get('annex 1, articles')).toEqual({ name: 'annex 1, articles', total: 26, inCode: 2, inTests: 0, onlyThroughArticle: 0, unnamed: 24 });
    expect(summary.get('annex 1, items')).toMatchObject({ total: 42, inCode: 1, onlyThroughArticle: 11, unnamed: 30 });
    expect(summary.get('all clauses')?.total).toBe(133);
    expect(summary.get('all rules')).toMatchObject({ total: 195, inCode: 1, inTests: 2, unnamed: 192 });
  });
  it('prints all of it for people', () => {
    const text = printReport(report);
    expect(text).toContain('A2-9  附件2第九条\n    code   libs/requests/domain/src/extension.workflow.ts\n    tests  libs/requests/domain/src/extension.law.spec.ts');
    expect(text).toContain('A1-19-4  附件1第十九条第(四)项\n    code   (only through the article)\n    tests  —');
    expect(text).toMatch(/Clauses that nothing names \(\d+\)\n {4}A1-1 A1-2/);
    expect(text).toMatch(/all rules\s+195\s+1\s+2\s+0\s+192/);
  });
});
