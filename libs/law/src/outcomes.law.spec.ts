import { localDate } from '@disclosure/kernel';
import { firstLawEdition as book } from './first-edition.ts';
import { groundOn, lawfulCombination, outcomeOn, reportRowOf } from './lookup.ts';

const on = localDate('2026-03-16');
const withholding = ['STATE_SECRET', 'FORBIDDEN_BY_LAW', 'SECURITY_AND_STABILITY', 'THIRD_PARTY_RIGHTS', 'INTERNAL_AFFAIRS', 'DELIBERATIVE', 'ENFORCEMENT_FILE'];

describe('outcomes and grounds', () => {
  it('withhold on one of the report’s first seven grounds, in its order', () => {
    expect(outcomeOn(book, 'WITHHELD', on).grounds).toEqual(withholding);
    expect(withholding.map((id) => groundOn(book, id, on).reportRow)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
  it('accept only lawful combinations', () => {
    const allowed = book.outcomes.flatMap(({ id }) => [null, ...book.grounds.map((ground) => ground.id)].filter((ground) => lawfulCombination(book, id, ground, on)).map((ground) => `${id}+${ground ?? ''}`));
    const bare = ['ALREADY_PUBLISHED', 'DISCLOSED', 'NOT_HELD', 'REQUIRES_CREATION', 'STILL_UNCLEAR', 'OTHER_AGENCY', 'REPEATED', 'PETITION_MATTER', 'PUBLISHED_MATERIAL', 'UNREASONABLE_VOLUME', 'CONFIRM_OR_REISSUE', 'SPECIAL_REGIME', 'NOT_CLARIFIED', 'FEE_UNPAID', 'WITHDRAWN'];
    expect([...allowed].sort()).toEqual([
      ...bare.map((id) => `${id}+`),
      ...withholding.map((id) => `WITHHELD+${id}`),
      ...[...withholding, 'NOT_GOVERNMENT_INFORMATION'].map((id) => `PARTLY_DISCLOSED+${id}`),
    ].sort());
    expect(lawfulCombination(book, 'SOMETHING', null, on)).toBe(false);
    expect(lawfulCombination(book, 'WITHHELD', 'SOMETHING', on)).toBe(false);
    expect(lawfulCombination(book, 'FEE_UNPAID', null, localDate('2020-12-31'))).toBe(false);
  });
  it('fall in the 21 result rows of the annual report, every row reached', () => {
    const rows = new Set(book.outcomes.flatMap(({ id, grounds }) => (grounds.length === 0 ? [reportRowOf(book, id, null, on)] : grounds.map((ground) => reportRowOf(book, id, ground, on)))));
    expect([...rows].sort()).toEqual([
      'DISCLOSED', 'PARTLY_DISCLOSED', ...withholding.map((id) => `WITHHELD_${id}`), 'WITHHELD_SPECIAL_REGIME',
      'UNAVAILABLE_NOT_HELD', 'UNAVAILABLE_REQUIRES_CREATION', 'UNAVAILABLE_STILL_UNCLEAR',
      'NOT_PROCESSED_PETITION_MATTER', 'NOT_PROCESSED_REPEATED', 'NOT_PROCESSED_PUBLISHED_MATERIAL', 'NOT_PROCESSED_UNREASONABLE_VOLUME', 'NOT_PROCESSED_CONFIRM_OR_REISSUE',
      'OTHER_NOT_CLARIFIED', 'OTHER_FEE_UNPAID', 'OTHER',
    ].sort());
    expect(rows.size).toBe(21);
    expect(() => reportRowOf(book, 'DISCLOSED', 'STATE_SECRET', on)).toThrow('no lawful combination');
  });
  it('count what is not held and what another agency holds in one row', () => {
    expect(reportRowOf(book, 'NOT_HELD', null, on)).toBe(reportRowOf(book, 'OTHER_AGENCY', null, on));
  });
  it('never let approval not given or what is no government information be a ground for a whole request', () => {
    expect(groundOn(book, 'APPROVAL_NOT_GIVEN', on).uses).toEqual(['PUBLICATION']);
    expect(groundOn(book, 'NOT_GOVERNMENT_INFORMATION', on).uses).toEqual(['REQUEST_PART']);
  });
  it('must carry what their article asks for', () => {
    expect(outcomeOn(book, 'NOT_HELD', on).mustCarry).toEqual(['searchRecord']); // DEC-04
    expect(outcomeOn(book, 'WITHHELD', on).mustCarry).toEqual(['reasons']); // R-36-3
    expect(outcomeOn(book, 'REPEATED', on).mustCarry).toEqual(['earlierRequest']); // DEC-06
    expect(outcomeOn(book, 'PETITION_MATTER', on).mustCarry).toEqual(['properChannel']); // DEC-07
  });
  it('cover each answer type of the Regulations once', () => {
    const codes = book.outcomes.flatMap((outcome) => outcome.codes);
    expect([...codes].sort()).toEqual(['G1', 'G2', 'N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8', 'O1', 'O2', 'O3', 'P1', 'P2', 'U1', 'U2', 'U3', 'U4', 'X1', 'X2', 'X3', 'X4', 'X5']);
  });
});
