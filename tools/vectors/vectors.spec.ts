import { readFileSync } from 'node:fs';
import { computeClock, firstCalendarEdition, workingCalendar } from '@disclosure/calendar';
import type { ClockEffect } from '@disclosure/calendar';
import { localDate } from '@disclosure/kernel';
import { computeFee, feeScheduleOn, firstLawEdition } from '@disclosure/law';
import { REPORT_ROWS, reportFaults, reportTable, rowsOfYear } from '@disclosure/requests-domain';
import type { ReportCase, ReportCount } from '@disclosure/requests-domain';

const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(`./data/${name}.json`, import.meta.url), 'utf8')) as T;
const calendar = workingCalendar(firstCalendarEdition);

describe('the published vectors are what our own code answers', () => {
  const days = read<{ yearly: Record<string, number>; cases: { from: string; workingDays: number; dueOn: string }[] }>('working-days');
  it.each(days.cases)('working days: $from + $workingDays', ({ from, workingDays, dueOn }) => expect(calendar.addWorkingDays(localDate(from), workingDays).dueOn).toBe(dueOn));
  it.each(Object.entries(days.yearly))('working days of %s', (year, count) => expect(calendar.workingDaysBetween(localDate(`${Number(year) - 1}-12-31`), localDate(`${year}-12-31`))).toBe(count));

  const clocks = read<{ limit: Parameters<typeof computeClock>[0]; cases: { name: string; dueOn: string; effects: Omit<ClockEffect, 'seq' | 'clause'>[] }[] }>('clock');
  it.each(clocks.cases)('clock: $name', ({ effects, dueOn }) => {
    expect(computeClock(clocks.limit, effects.map((effect, index) => ({ ...effect, clause: 'R-33', seq: index + 1 })), calendar, localDate('2026-12-31')).dueOn).toBe(dueOn);
  });

  const fees = read<{ cases: { method: 'PER_ITEM' | 'PER_PAGE'; count: number; total: number }[] }>('fee');
  it.each(fees.cases)('fee: $method $count', ({ method, count, total }) => expect(computeFee(feeScheduleOn(firstLawEdition, method, localDate('2026-02-09')), count).total).toBe(total * 100));

  it('report: each case in its rows, and the table adds up', () => {
    const { year, cases, expected } = read<{ year: number; cases: ReportCase[]; expected: Record<string, Record<string, number>> }>('report');
    const counts: ReportCount[] = [];
    for (const each of cases) for (const row of rowsOfYear(each, year)) counts.push({ row, kind: each.kind, count: cases.filter((other) => other.kind === each.kind && rowsOfYear(other, year).includes(row)).length });
    const table = reportTable(counts);
    expect(reportFaults(table)).toEqual([]);
    const cells = Object.fromEntries(table.rows.filter(({ total }) => total > 0).map(({ row, byKind }) => [row.id, Object.fromEntries(Object.entries(byKind).filter(([, count]) => count > 0))]));
    expect(cells).toEqual(expected);
    expect(REPORT_ROWS.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(expected)));
  });
});
