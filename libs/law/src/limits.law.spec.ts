import { localDate } from '@disclosure/kernel';
import { firstLawEdition as book } from './first-edition.ts';
import { limitOn } from './lookup.ts';
import type { LimitId, TimeUnit } from './types.ts';

/** Written by hand from the articles, not from the table under test: id, length, unit, the clause that people are told. */
const expected: readonly (readonly [LimitId, number, TimeUnit, string])[] = [
  ['T01', 20, 'WORKING_DAYS', 'A1-17-4'],
  ['T01-PROPOSAL', 7, 'WORKING_DAYS', 'A2-11'],
  ['T02', 20, 'WORKING_DAYS', 'A1-17-3'],
  ['T03', 7, 'WORKING_DAYS', 'A1-17-2'],
  ['T04', 15, 'WORKING_DAYS', 'A2-10'],
  ['T04-REASONS', 15, 'WORKING_DAYS', 'A2-17'],
  ['T04-DELAYED-REPLY', 15, 'WORKING_DAYS', 'A2-17'],
  ['T05', 15, 'WORKING_DAYS', 'A2-15'],
  ['T05-RECEIPT', 10, 'WORKING_DAYS', 'R-32'],
  ['T06', 15, 'WORKING_DAYS', 'A1-19-8'],
  ['T06-REFERRAL', 15, 'WORKING_DAYS', 'A1-19-4'],
  ['T07', 20, 'WORKING_DAYS', 'A1-13'],
  ['T08', 0, 'DAYS', 'A2-6'],
  ['T09', 20, 'WORKING_DAYS', 'A2-19'],
  ['T10', 1, 'MONTHS', 'R-49'],
  ['T11', 3, 'WORKING_DAYS', 'A5'],
  ['T12', 5, 'HOURS', 'A6'],
  ['T13', 24, 'HOURS', 'A6'],
  ['T14', 48, 'HOURS', 'A6'],
  ['T15', 14, 'DAYS', 'A7'],
  ['T16', 30, 'DAYS', 'A4-4'],
  ['T17', 2, 'WORKING_DAYS', 'A4-4'],
  ['T18', 2, 'WORKING_DAYS', 'A4-4'],
  ['T19', 20, 'WORKING_DAYS', 'A2-22'],
  ['T20', 60, 'DAYS', 'A1-18'],
  ['T20-SUIT', 6, 'MONTHS', 'A1-18'],
  ['T20-SUIT-AFTER-RECONSIDERATION', 15, 'DAYS', 'A1-18'],
  ['T21', 10, 'WORKING_DAYS', 'A1-18'],
  ['T21-SIMPLIFIED', 5, 'WORKING_DAYS', 'A1-18'],
  ['T21-EVIDENCE', 15, 'DAYS', 'A1-18'],
  ['T21-OPINION', 60, 'DAYS', 'A1-18'],
  ['T22', 7, 'WORKING_DAYS', 'A1-13'],
  ['T23', 24, 'HOURS', 'A3-10'],
  ['T23-DETERMINATION', 10, 'WORKING_DAYS', 'A3-4'],
];
const on = localDate('2026-07-01');

describe('the statutory limits', () => {
  it.each(expected)('%s is %d %s (%s)', (id, length, unit, clause) => {
    const limit = limitOn(book, id, on);
    expect(limit).toMatchObject({ length, unit, clause });
    expect(limit.clauses[0]).toBe(clause);
  });
  it('are all there, each once on a day', () => {
    expect(book.limits.map(({ id }) => id)).toEqual(expected.map(([id]) => id));
  });
  it('say the number that the notice says', () => {
    const text = (id: string): string => book.clauses.find((clause) => clause.id === id)?.text ?? '';
    expect(text('A2-9')).toContain(`自收到申请之日起${limitOn(book, 'T01', on).length}个工作日内予以答复`);
    expect(text('A1-17-3')).toContain(`延长期限最长不超过${limitOn(book, 'T02', on).length}个工作日`);
    expect(text('A2-10')).toContain(`自收到申请之日起${limitOn(book, 'T03', on).length}个工作日内一次性告知`);
    expect(text('A2-15')).toContain(`自收到征求意见书之日起${limitOn(book, 'T05', on).length}个工作日内提出意见`);
    expect(text('A2-16')).toContain(`自收到征求意见书之日起${limitOn(book, 'T06', on).length}个工作日内提出意见`);
    expect(text('A1-13')).toContain(`自该信息形成或者变更之日起的${limitOn(book, 'T07', on).length}个工作日内`);
    expect(text('A4-4')).toContain(`自政府信息形成或变更之日起${limitOn(book, 'T07', on).length}个工作日内`);
  });
  it('count backwards for procurement intentions (PRC-01) and for what is due inside before the reply (A2-11) alone', () => {
    expect(book.limits.filter(({ direction }) => direction === 'BACKWARD').map(({ id }) => id)).toEqual(['T01-PROPOSAL', 'T16']);
  });
  it('move on from a day off where procedure law says so: reconsideration and suits, in calendar days and months (CAL-03)', () => {
    expect(book.limits.filter(({ rollOver }) => rollOver).map(({ id }) => id)).toEqual(['T20', 'T20-SUIT', 'T20-SUIT-AFTER-RECONSIDERATION', 'T21-EVIDENCE', 'T21-OPINION']);
  });
  it('leave to the department what the law leaves open', () => {
    expect(book.limits.filter(({ configurable }) => configurable).map(({ id }) => id)).toEqual(['T01-PROPOSAL', 'T04', 'T04-REASONS', 'T04-DELAYED-REPLY', 'T05-RECEIPT', 'T06-REFERRAL', 'T09', 'T23-DETERMINATION']);
  });
  it('do not know of a fee before 2021, nor of ten working days for a defence before 2024', () => {
    expect(() => limitOn(book, 'T19', localDate('2020-12-31'))).toThrow();
    expect(() => limitOn(book, 'T21', localDate('2023-12-31'))).toThrow();
    expect(limitOn(book, 'T21', localDate('2024-01-01')).length).toBe(10);
  });
});

describe('a book from before a limit', () => {
  const without = (id: LimitId) => ({ ...book, limits: book.limits.filter((limit) => limit.id !== id) });
  const on = localDate('2026-02-09');
  it('has that of the first edition, not on a day on which an entry of the book has ended', () => {
    expect(limitOn(without('T06-REFERRAL'), 'T06-REFERRAL', on)).toMatchObject({ length: 15, certainty: 'DESIGN' });
    expect(() => limitOn(without('T21'), 'T21', localDate('2023-12-31'))).toThrow('T21');
    expect(() => limitOn({ ...book, limits: book.limits.map((limit) => (limit.id === 'T06-REFERRAL' ? { ...limit, validTo: localDate('2025-12-31') } : limit)) }, 'T06-REFERRAL', on)).toThrow('T06-REFERRAL');
  });
});
