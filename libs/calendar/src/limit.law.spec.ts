import { instant, localDate } from '@disclosure/kernel';
import { firstCalendarEdition } from './first-edition.ts';
import { countLimit } from './limit.ts';
import type { LimitTerms } from './limit.ts';
import { warningDays, warningInstants } from './warnings.ts';
import { workingCalendar } from './working-calendar.ts';

const calendar = workingCalendar(firstCalendarEdition);
const d = localDate;
const limit = (length: number, unit: LimitTerms['unit'], more: Partial<LimitTerms> = {}): LimitTerms => ({ length, unit, direction: 'FORWARD', rollOver: false, ...more });
const dueOn = (terms: LimitTerms, from: string) => countLimit(terms, d(from), calendar).dueOn;
const back = { direction: 'BACKWARD' } as const;
const roll = { rollOver: true } as const;

describe('limits in working days', () => {
  it('T03: a clarification notice for a request of Tuesday 2026-09-01 goes out by Thursday 09-10 (R-30)', () => {
    expect(dueOn(limit(7, 'WORKING_DAYS'), '2026-09-01')).toBe('2026-09-10');
  });
  it('T05: a third party served on Thursday 2026-09-10 answers by Thursday 10-08, after 中秋节 and 国庆节 (R-32)', () => {
    expect(dueOn(limit(15, 'WORKING_DAYS'), '2026-09-10')).toBe('2026-10-08');
  });
  it('T19: a fee noticed on Tuesday 2026-09-15 is paid by Monday 10-19 (R-42)', () => {
    expect(dueOn(limit(20, 'WORKING_DAYS'), '2026-09-15')).toBe('2026-10-19');
  });
  it('counts back over 国庆节 and 中秋节: four working days before Thursday 2026-10-08 is Thursday 09-24', () => {
    // 09-30, 09-29, 09-28 are worked; 09-25 to 09-27 are off; 09-24 is the fourth, 09-23 the fifth.
    expect(dueOn(limit(4, 'WORKING_DAYS', back), '2026-10-08')).toBe('2026-09-24');
    expect(dueOn(limit(5, 'WORKING_DAYS', back), '2026-10-08')).toBe('2026-09-23');
  });
  it('takes the civil date in China of an instant: 23:30 UTC on Monday is Tuesday', () => {
    expect(countLimit(limit(7, 'WORKING_DAYS'), instant('2026-08-31T23:30:00Z'), calendar).dueOn).toBe('2026-09-10');
  });
});

describe('limits in calendar days', () => {
  it('T20: 60 days from Monday 2026-08-03 end on Friday 10-02 and move to Thursday 10-08, with what was rolled over (CAL-03)', () => {
    const end = countLimit(limit(60, 'DAYS', roll), d('2026-08-03'), calendar);
    expect(end).toMatchObject({ dueOn: '2026-10-08', dueAt: null, provisional: false, calendarRevision: 1 });
    expect(end.excludedDays.map(({ date, reason }) => `${date} ${reason}`)).toEqual(['02', '03', '04', '05', '06', '07'].map((day) => `2026-10-${day} 国庆节`));
  });
  it('stay where they end without roll-over, and on a make-up working day with it: Sunday 2026-09-20', () => {
    expect(dueOn(limit(60, 'DAYS'), '2026-08-03')).toBe('2026-10-02');
    expect(dueOn(limit(10, 'DAYS', roll), '2026-09-10')).toBe('2026-09-20');
  });
  it('T16: 30 days back from Friday 2026-11-20 is Wednesday 10-21; a day off would move it to the working day before', () => {
    expect(dueOn(limit(30, 'DAYS', back), '2026-11-20')).toBe('2026-10-21');
    expect(countLimit(limit(30, 'DAYS', { ...back, ...roll }), d('2026-11-02'), calendar)).toMatchObject({ dueOn: '2026-09-30', excludedDays: [{ date: '2026-10-01' }, { date: '2026-10-02' }, { date: '2026-10-03' }] });
  });
  it('are provisional only where the calendar of a year without an arrangement may move them', () => {
    expect(countLimit(limit(30, 'DAYS'), d('2026-12-20'), calendar).provisional).toBe(false);
    expect(countLimit(limit(30, 'DAYS', roll), d('2026-12-20'), calendar).provisional).toBe(true);
    expect(countLimit(limit(5, 'DAYS', roll), d('2026-12-20'), calendar).provisional).toBe(false);
  });
});

describe('limits in months and in hours', () => {
  it('T20: six months from Monday 2026-03-02 end on Wednesday 09-02; from 08-31 on the last of February', () => {
    expect(dueOn(limit(6, 'MONTHS', roll), '2026-03-02')).toBe('2026-09-02');
    expect(dueOn(limit(6, 'MONTHS'), '2025-08-31')).toBe('2026-02-28');
    expect(dueOn(limit(1, 'MONTHS', back), '2026-03-31')).toBe('2026-02-28');
  });
  it('T13: 24 hours run through the night and 春节 (CAL-06)', () => {
    expect(countLimit(limit(24, 'HOURS'), instant('2026-02-16T22:15:00+08:00'), calendar)).toEqual({ dueOn: '2026-02-17', dueAt: '2026-02-17T14:15:00.000Z', provisional: false, calendarRevision: 1, excludedDays: [] });
    expect(countLimit(limit(24, 'HOURS', back), instant('2026-02-16T22:15:00+08:00'), calendar).dueAt).toBe('2026-02-15T14:15:00.000Z');
    expect(countLimit(limit(24, 'HOURS'), d('2026-02-16'), calendar).dueAt).toBe('2026-02-16T16:00:00.000Z');
  });
});

describe('warnings (CLK-15)', () => {
  it('come three working days before, on the day and on the day after: Saturday 2026-10-10 is worked', () => {
    expect(warningDays(d('2026-10-13'), calendar)).toEqual([
      { kind: 'DUE_SOON', on: '2026-10-09' },
      { kind: 'DUE_TODAY', on: '2026-10-13' },
      { kind: 'OVERDUE', on: '2026-10-14' },
    ]);
  });
  it('reach back over 国庆节: due Thursday 2026-10-08, warned on Monday 09-28', () => {
    expect(warningDays(d('2026-10-08'), calendar)[0]).toEqual({ kind: 'DUE_SOON', on: '2026-09-28' });
  });
  it('leave out the first where it would come before the limit has begun, as of the 2 working days of T17', () => {
    expect(warningDays(d('2026-09-03'), calendar, { startedOn: d('2026-09-01') }).map(({ kind }) => kind)).toEqual(['DUE_TODAY', 'OVERDUE']);
    expect(warningDays(d('2026-09-03'), calendar, { workingDaysBefore: 1, startedOn: d('2026-09-01') })[0]).toEqual({ kind: 'DUE_SOON', on: '2026-09-02' });
    expect(warningDays(d('2026-09-03'), calendar, { workingDaysBefore: 0 }).map(({ kind }) => kind)).toEqual(['DUE_TODAY', 'OVERDUE']);
  });
  it('of hours come when a quarter is left, and when they have passed: six hours before the end of T13', () => {
    expect(warningInstants(instant('2026-02-16T22:00:00+08:00'), instant('2026-02-17T22:00:00+08:00'))).toEqual([
      { kind: 'DUE_SOON', at: '2026-02-17T08:00:00.000Z' },
      { kind: 'OVERDUE', at: '2026-02-17T14:00:00.001Z' },
    ]);
  });
});
