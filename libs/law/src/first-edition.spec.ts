import { isLocalDate, localDate } from '@disclosure/kernel';
import { firstLawEdition as book } from './first-edition.ts';
import { clause, clausesOfAnnex, findClause, findLimitOn, findRule, limitOn, rule } from './lookup.ts';

describe('the first edition of the book of law', () => {
  const known = new Set(book.clauses.map(({ id }) => id));

  it('has every clause once, with its text, and every parent', () => {
    expect(known.size).toBe(book.clauses.length);
    for (const { id, text, title, parent } of book.clauses) {
      expect([id, text.length > 0, title.length > 0]).toEqual([id, true, true]);
      if (parent !== null) expect([id, known.has(parent)]).toEqual([id, true]);
    }
  });
  it('never passes a gist off as the words of the law', () => {
    expect(book.clauses.filter(({ verbatim }) => verbatim).every(({ annex }) => annex !== null)).toBe(true);
    expect(book.clauses.filter(({ id }) => id.startsWith('R-')).some(({ verbatim }) => verbatim)).toBe(false);
  });
  it('holds the 195 rules, each id once, section by section', () => {
    expect(book.rules).toHaveLength(195);
    expect(new Set(book.rules.map(({ id }) => id)).size).toBe(195);
    const counts: Record<string, number> = {};
    for (const { section } of book.rules) counts[section.slice(0, 1)] = (counts[section.slice(0, 1)] ?? 0) + 1;
    expect(counts).toEqual({ A: 9, B: 22, C: 16, D: 18, E: 11, F: 15, G: 15, H: 14, I: 8, J: 7, K: 12, L: 13, M: 19, N: 6, O: 10 });
  });
  it('numbers the rules of each family from 01 without a gap', () => {
    const families = new Map<string, string[]>();
    for (const { id } of book.rules) families.set(id.slice(0, 3), [...(families.get(id.slice(0, 3)) ?? []), id.slice(4)]);
    for (const [family, numbers] of families) expect([family, numbers]).toEqual([family, numbers.map((_, index) => String(index + 1).padStart(2, '0'))]);
  });
  it('cites only clauses that it has', () => {
    const citing = [...book.rules, ...book.limits, ...book.grounds, ...book.outcomes].flatMap(({ id, clauses }) => clauses.map((cited) => ({ id, cited })));
    citing.push(...[...book.remedies.map((remedy) => ({ id: remedy.class, cited: remedy.clause })), ...book.fees.map((fee) => ({ id: fee.method, cited: fee.clause }))]);
    expect(citing.filter(({ cited }) => !known.has(cited))).toEqual([]);
    expect(citing.length).toBeGreaterThan(250);
  });
  it('reads a rule’s source as its table means it', () => {
    expect(rule(book, 'PRO-01')).toMatchObject({ clauses: ['R-26', 'A1-13'], certainty: 'FULL_TEXT', validFrom: '2019-05-15' });
    expect(rule(book, 'CLK-08').clauses).toEqual(['R-33-3']);
    // Section E: after 109号 a bare number is an article of the fee rules, not of the Regulations.
    expect(rule(book, 'FEE-03')).toMatchObject({ clauses: ['SC-2020-109-4'], certainty: 'EXCERPT', validFrom: '2021-01-01' });
    expect(rule(book, 'REM-08').clauses).toEqual(['ARL-54', 'ARL-70', 'ARL-88']);
    expect(rule(book, 'PRO-07').clauses).toEqual(['A3-8', 'A3-9', 'SSL-35', 'SSLI-42']);
    expect(rule(book, 'PRC-06').clauses).toEqual(['GPLI-43']);
    expect(rule(book, 'PRC-18').clauses).toEqual(['A4']);
    // The weakest of several sources counts.
    expect(rule(book, 'CAL-02').certainty).toBe('DESIGN');
    expect(rule(book, 'INT-03').certainty).toBe('GENERAL_KNOWLEDGE');
  });
  it('marks as sure only what rests on a text that was read', () => {
    for (const { id, source, certainty } of book.rules) expect([id, certainty === 'FULL_TEXT']).toEqual([id, !/\[[E2KD]/.test(source)]);
  });
  it('dates everything', () => {
    for (const entry of [...book.rules, ...book.limits, ...book.grounds, ...book.outcomes, ...book.remedies, ...book.fees]) {
      expect(isLocalDate(entry.validFrom) && (entry.validTo === null || entry.validFrom <= entry.validTo)).toBe(true);
    }
  });
  it('finds by id, and tells a fault from an absence', () => {
    expect(clause(book, 'A1-17-2').title).toBe('附件1第十七条第(二)项');
    expect(clause(book, 'R-33').verbatim).toBe(false);
    expect(findClause(book, 'A9-1')).toBeNull();
    expect(() => clause(book, 'A9-1')).toThrow('revision 1) has no clause A9-1');
    expect(findRule(book, 'CLK-99')).toBeNull();
    const before = localDate('2019-05-14');
    expect(findLimitOn(book, 'T01', before)).toBeNull();
    expect(() => limitOn(book, 'T01', before)).toThrow('no limit T01 on 2019-05-14');
  });
  it('lists an annex in the order of its text, articles and items', () => {
    expect(clausesOfAnnex(book, 4).map(({ id }) => id)).toEqual(['A4-1', 'A4-2', 'A4-3', 'A4-3-1', 'A4-3-2', 'A4-4', 'A4-5', 'A4-5-1', 'A4-5-2', 'A4-6', 'A4-6-1', 'A4-6-2', 'A4-6-3']);
    expect([1, 2, 3].map((annex) => clausesOfAnnex(book, annex).length)).toEqual([68, 35, 17]);
    expect(clausesOfAnnex(book, 5)).toEqual([]);
    expect(clause(book, 'A5').text).toBe('吉林省工业和信息化厅关于政策文件解读工作实施方案');
  });
});
