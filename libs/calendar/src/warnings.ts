import { addDays, addMilliseconds, millisecondsBetween } from '@disclosure/kernel';
import type { Instant, LocalDate } from '@disclosure/kernel';
import type { WorkingCalendar } from './types.ts';

export type WarningKind = 'DUE_SOON' | 'DUE_TODAY' | 'OVERDUE';

export interface DayWarning {
  readonly kind: WarningKind;
  readonly on: LocalDate;
}

export interface InstantWarning {
  readonly kind: Exclude<WarningKind, 'DUE_TODAY'>;
  readonly at: Instant;
}

/**
 * The days on which a due date is warned of, once each (CLK-15): some working days before (3 unless the department sets
 * another number), on the day, and on the day after, when it is overdue. A limit shorter than the warning has no time
 * before it: with `startedOn` a first warning that would come before the start, or on it, is left out.
 */
export function warningDays(dueOn: LocalDate, calendar: WorkingCalendar, { workingDaysBefore = 3, startedOn }: { workingDaysBefore?: number; startedOn?: LocalDate } = {}): readonly DayWarning[] {
  const soonOn = calendar.subtractWorkingDays(dueOn, workingDaysBefore).dueOn;
  const soon: DayWarning[] = soonOn < dueOn && (startedOn === undefined || soonOn > startedOn) ? [{ kind: 'DUE_SOON', on: soonOn }] : [];
  return [...soon, { kind: 'DUE_TODAY', on: dueOn }, { kind: 'OVERDUE', on: addDays(dueOn, 1) }];
}

/**
 * The instants at which a limit in hours is warned of: when a quarter of its time is left, and when it has passed.
 * "Due today" says nothing of hours. Overdue is the first millisecond after `dueAt`, which is itself still in time.
 */
export function warningInstants(startedAt: Instant, dueAt: Instant): readonly InstantWarning[] {
  const quarter = Math.floor(millisecondsBetween(startedAt, dueAt) / 4);
  return [
    { kind: 'DUE_SOON', at: addMilliseconds(dueAt, -quarter) },
    { kind: 'OVERDUE', at: addMilliseconds(dueAt, 1) },
  ];
}
