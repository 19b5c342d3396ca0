import fc from 'fast-check';
import { firstLawEdition } from '@disclosure/law';
import { localDate } from '@disclosure/kernel';
import { emptyState } from '@disclosure/workflow';
import { APPLICANT_KIND_LIST, REPORT_GROUPS, REPORT_ROWS, reportFaults, reportRowFor, reportTable, rowsOfYear } from './report.rule.ts';
import type { ReportCase, ReportCount } from './report.rule.ts';
import { requestAggregate } from './request.aggregate.ts';
import type { DecidedItem, RequestState } from './request.state.ts';

const item = (outcome: string, ground: string | null = null): DecidedItem => ({ outcome, ground, bases: [], disclosureId: null, agencyId: null, earlierRequestId: null });
const served = (...items: DecidedItem[]): RequestState => ({
  ...requestAggregate.initial('r'), ...emptyState('r'), positions: { request: 'SERVED' }, servedOn: localDate('2026-03-13'), lawOn: localDate('2026-02-09'),
  proposal: { items, isMajor: false, digest: '', draftedBy: 'p-handler', attachments: 0, gives: true },
});

describe('one row of the annual report for every end (DEC-01, AR7)', () => {
  it.each([
    [[item('DISCLOSED')], 'DISCLOSED'],
    [[item('ALREADY_PUBLISHED')], 'DISCLOSED'],
    [[item('WITHHELD', 'DELIBERATIVE')], 'WITHHELD_DELIBERATIVE'],
    [[item('NOT_HELD')], 'UNAVAILABLE_NOT_HELD'],
    [[item('OTHER_AGENCY')], 'UNAVAILABLE_NOT_HELD'],
    [[item('SPECIAL_REGIME')], 'WITHHELD_SPECIAL_REGIME'],
    [[item('REPEATED')], 'NOT_PROCESSED_REPEATED'],
    // Severance counts only as severance, whatever else the case decides.
    [[item('DISCLOSED'), item('WITHHELD', 'STATE_SECRET')], 'PARTLY_DISCLOSED'],
    [[item('NOT_HELD'), item('PARTLY_DISCLOSED', 'THIRD_PARTY_RIGHTS')], 'PARTLY_DISCLOSED'],
    // Without severance the outcome that stands first in the table is the principal one.
    [[item('REPEATED'), item('NOT_HELD')], 'UNAVAILABLE_NOT_HELD'],
  ])('%#: %j', (items, row) => expect(reportRowFor(served(...items), firstLawEdition)).toBe(row));

  it('by the item that the office named, unless what is given and withheld makes it partly disclosed', () => {
    const named = (principalItem: number, ...items: DecidedItem[]): RequestState => { const state = served(...items); return { ...state, proposal: { ...(state.proposal as NonNullable<typeof state.proposal>), principalItem } }; };
    expect(reportRowFor(named(0, item('REPEATED'), item('NOT_HELD')), firstLawEdition)).toBe('NOT_PROCESSED_REPEATED');
    expect(reportRowFor(named(1, item('DISCLOSED'), item('WITHHELD', 'STATE_SECRET')), firstLawEdition)).toBe('PARTLY_DISCLOSED');
  });

  it('gives the ends without a reply their rows, archived or not, and open cases none', () => {
    const at = (stage: string, endOutcome: RequestState['endOutcome']): string | null => reportRowFor({ ...requestAggregate.initial('r'), lawOn: localDate('2026-02-09'), positions: { request: stage }, endOutcome }, firstLawEdition);
    expect(at('ABANDONED', 'NOT_CLARIFIED')).toBe('OTHER_NOT_CLARIFIED');
    expect(at('ARCHIVED', 'FEE_UNPAID')).toBe('OTHER_FEE_UNPAID');
    expect(at('WITHDRAWN', 'WITHDRAWN')).toBe('OTHER');
    expect(at('NOT_PROCESSED', 'UNREASONABLE_VOLUME')).toBe('NOT_PROCESSED_UNREASONABLE_VOLUME');
    expect(at('DRAFTING', null)).toBeNull();
    expect(reportRowFor(requestAggregate.initial('r'), firstLawEdition)).toBeNull();
  });

  it('knows every row that the law book counts in, and no two of one name', () => {
    const ids = REPORT_ROWS.map((row) => row.id);
    expect(new Set(ids).size).toBe(25);
    for (const outcome of firstLawEdition.outcomes) for (const ground of outcome.grounds.length > 0 && outcome.reportRow.includes('*') ? outcome.grounds : ['']) expect(ids).toContain(outcome.reportRow.replace('*', ground));
    expect(REPORT_GROUPS.map((group) => group.sumOf?.length)).toEqual([8, 3, 5, 3]);
  });
});

describe('a year', () => {
  const year = 2026;
  it.each([
    ['received and answered within it', '2026-02-09', '2026-03-13', ['NEW_THIS_YEAR', 'DISCLOSED']],
    ['received on 31 December, answered in the next', '2026-12-31', '2027-01-20', ['NEW_THIS_YEAR', 'CARRIED_FORWARD']],
    ['carried over, answered on 1 January', '2025-12-20', '2026-01-01', ['CARRIED_OVER', 'DISCLOSED']],
    ['carried over and still open', '2025-12-20', null, ['CARRIED_OVER', 'CARRIED_FORWARD']],
    ['of another year', '2025-02-09', '2025-12-31', []],
    ['of the next', '2027-01-04', null, []],
  ])('%s', (_title, receivedOn, closedOn, rows) => {
    expect(rowsOfYear({ kind: 'NATURAL_PERSON', receivedOn: localDate(receivedOn), closedOn: closedOn === null ? null : localDate(closedOn), row: closedOn === null ? null : 'DISCLOSED' }, year)).toEqual(rows);
  });

  const cases = fc.array(fc.record({
    kind: fc.constantFrom(...APPLICANT_KIND_LIST), month: fc.integer({ min: -12, max: 11 }), lasts: fc.option(fc.integer({ min: 0, max: 14 })),
    row: fc.constantFrom(...REPORT_ROWS.slice(2, -2).map((row) => row.id)),
  }), { maxLength: 60 }).map((drawn): ReportCase[] => drawn.map(({ kind, month, lasts, row }) => {
    const on = (n: number) => localDate(`${year + Math.floor(n / 12)}-${String((((n % 12) + 12) % 12) + 1).padStart(2, '0')}-15`);
    return { kind, receivedOn: on(month), closedOn: lasts === null ? null : on(month + lasts), row: lasts === null ? null : row };
  }));
  const countsOf = (all: readonly ReportCase[], of: number): ReportCount[] => all.flatMap((each) => rowsOfYear(each, of).map((row) => ({ row, kind: each.kind, count: 1 })))
    .reduce<ReportCount[]>((counts, next) => { const known = counts.find((count) => count.row === next.row && count.kind === next.kind); return known ? counts.map((count) => (count === known ? { ...count, count: count.count + 1 } : count)) : [...counts, next]; }, []);

  it('adds up for whatever cases there are, and what one year carries forward the next carries over (AR1–AR4)', () => {
    fc.assert(fc.property(cases, (all) => {
      const [this_, next] = [reportTable(countsOf(all, year)), reportTable(countsOf(all, year + 1))];
      expect(reportFaults(this_)).toEqual([]);
      const value = (table: typeof this_, id: string) => table.rows.find(({ row }) => row.id === id)?.byKind;
      expect(value(next, 'CARRIED_OVER')).toEqual(value(this_, 'CARRIED_FORWARD'));
    }), { numRuns: 200 });
  });

  it('says which cells do not add up', () => {
    const table = reportTable([{ row: 'NEW_THIS_YEAR', kind: 'NATURAL_PERSON', count: 2 }, { row: 'DISCLOSED', kind: 'NATURAL_PERSON', count: 1 }]);
    expect(reportFaults(table).map((fault) => fault.check)).toEqual(['AR1', 'AR1']);
    expect(reportFaults({ rows: table.rows.map((row) => ({ ...row, total: row.total + 1 })) }).map((fault) => fault.check)).toContain('AR3');
  });
});
