import { summaryOf } from './coverage.ts';
import type { Coverage, CoverageReport, Naming } from './coverage.ts';

const NOTES: Readonly<Record<Naming, string>> = { NAMED: '', ONLY_THROUGH_ARTICLE: '(only through the article)', UNNAMED: '—' };
const line = (label: string, files: readonly string[], naming: Naming): string => `    ${label}  ${files.length > 0 ? files.join(', ') : NOTES[naming]}`;
const entry = (covered: Coverage): string => [`${covered.id}  ${covered.title}`, line('code ', covered.code, covered.inCode), line('tests', covered.tests, covered.inTests)].join('\n');

/** Ids in lines of bearable length. */
function wrapped(ids: readonly string[]): string {
  const lines: string[] = [''];
  for (const id of ids) {
    const last = lines.at(-1) ?? '';
    if (last.length + id.length > 110) lines.push(id);
    else lines[lines.length - 1] = last === '' ? id : `${last} ${id}`;
  }
  return lines.map((text) => `    ${text}`).join('\n');
}

/** The report for people: every clause, every rule, what nothing names yet, and the figures. */
export function printReport(report: CoverageReport): string {
  const unnamed = (entries: readonly Coverage[]): string[] => entries.filter(({ inCode, inTests }) => inCode === 'UNNAMED' && inTests === 'UNNAMED').map(({ id }) => id);
  const untested = (entries: readonly Coverage[]): string[] => entries.filter(({ inCode, inTests }) => inCode === 'NAMED' && inTests !== 'NAMED').map(({ id }) => id);
  const lists = ([
    ['Clauses that nothing names', unnamed(report.clauses)],
    ['Clauses that code names and no test', untested(report.clauses)],
    ['Items named only through their article', report.clauses.filter(({ inCode, inTests }) => inCode !== 'NAMED' && inTests !== 'NAMED' && (inCode === 'ONLY_THROUGH_ARTICLE' || inTests === 'ONLY_THROUGH_ARTICLE')).map(({ id }) => id)],
    ['Rules that nothing names', unnamed(report.rules)],
    ['Rules that code names and no test', untested(report.rules)],
  ] as const).filter(([, ids]) => ids.length > 0);
  const counts = summaryOf(report);
  const width = Math.max(...counts.map(({ name }) => name.length));
  const column = (text: string | number): string => String(text).padStart(9);
  return [
    'CLAUSES OF ANNEXES 1–4', ...report.clauses.map(entry), '',
    'RULES', ...report.rules.map(entry), '',
    ...lists.flatMap(([title, ids]) => [`${title} (${ids.length})`, wrapped(ids), '']),
    ...(report.unknown.length === 0 ? [] : ['Cited in code, but not in the book of law', ...report.unknown.map(({ id, files }) => `    ${id}  ${files.join(', ')}`), '']),
    'SUMMARY',
    `${''.padEnd(width)}${['total', 'code', 'tests', 'through', 'unnamed'].map(column).join('')}`,
    ...counts.map((count) => `${count.name.padEnd(width)}${[count.total, count.inCode, count.inTests, count.onlyThroughArticle, count.unnamed].map(column).join('')}`),
    '(through: items that only their article speaks for)',
  ].join('\n');
}
