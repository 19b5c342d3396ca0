import { addDays, addHours, addMonths, dateOf, isLocalDate, startOf } from '@disclosure/kernel';
import type { Instant, LocalDate } from '@disclosure/kernel';
import type { ExcludedDay, WorkingCalendar } from './types.ts';

/** What counting needs to know of a limit; the law's `TimeLimit` fits. */
export interface LimitTerms {
  readonly length: number;
  readonly unit: 'WORKING_DAYS' | 'DAYS' | 'HOURS' | 'MONTHS';
  readonly direction: 'FORWARD' | 'BACKWARD';
  /** A limit in days or months that ends on a day off moves to a working day (CAL-03). */
  readonly rollOver: boolean;
}

export interface LimitEnd {
  /** The last day (BACKWARD: the latest day on which the thing may still be done). */
  readonly dueOn: LocalDate;
  /** For limits in hours only. */
  readonly dueAt: Instant | null;
  readonly provisional: boolean;
  readonly calendarRevision: number;
  /** Of a limit in working days: every day off on the way. In days or months: those that it rolled over. */
  readonly excludedDays: readonly ExcludedDay[];
}

/**
 * Where a limit ends that begins (BACKWARD: that is counted back) from a day or an instant.
 * The day itself is not counted (CAL-02); hours run through nights and holidays, and from a mere date they run from its
 * beginning (CAL-06). A month ends on the day of the same number, or on the month's last day.
 * A limit in days or months that ends on a day off moves to the next working day (CAL-03); counted backwards it moves to
 * the working day before, since what must be done "at least 30 days before" must not be done later for a holiday's sake.
 */
export function countLimit(limit: LimitTerms, from: LocalDate | Instant, calendar: WorkingCalendar): LimitEnd {
  const sign = limit.direction === 'FORWARD' ? 1 : -1;
  const day = isLocalDate(from) ? from : dateOf(from);
  switch (limit.unit) {
    case 'WORKING_DAYS':
      return { ...(sign === 1 ? calendar.addWorkingDays(day, limit.length) : calendar.subtractWorkingDays(day, limit.length)), dueAt: null };
    case 'HOURS': {
      const dueAt = addHours(isLocalDate(from) ? startOf(from) : from, sign * limit.length);
      return { dueOn: dateOf(dueAt), dueAt, provisional: false, calendarRevision: calendar.revision, excludedDays: [] };
    }
    case 'DAYS':
      return settle(limit, addDays(day, sign * limit.length), calendar);
    case 'MONTHS':
      return settle(limit, addMonths(day, sign * limit.length), calendar);
  }
}

/** The calendar speaks on a limit in days or months only where it may roll over, so only there can it be provisional. */
function settle(limit: LimitTerms, end: LocalDate, calendar: WorkingCalendar): LimitEnd {
  const { revision: calendarRevision } = calendar;
  if (!limit.rollOver) return { dueOn: end, dueAt: null, provisional: false, calendarRevision, excludedDays: [] };
  const forward = limit.direction === 'FORWARD';
  const dueOn = forward ? calendar.nextWorkingDay(end) : calendar.previousWorkingDay(end);
  return {
    dueOn,
    dueAt: null,
    provisional: calendar.day(end).provisional || calendar.day(dueOn).provisional,
    calendarRevision,
    excludedDays: forward ? calendar.daysOffBetween(addDays(end, -1), dueOn) : calendar.daysOffBetween(dueOn, end),
  };
}
