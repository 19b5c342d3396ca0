import type { LocalDate } from '@disclosure/kernel';

/** One year's arrangement by the State Council. */
export interface CalendarYear {
  readonly year: number;
  /** The paper that fixed it, and those that changed it within the year. */
  readonly notices: readonly string[];
  /** In order of date. A paper may fix days at the end of the year before or the beginning of the next. */
  readonly daysOff: readonly { readonly date: LocalDate; readonly name: string }[];
  /** Weekend days that are worked (调休上班日). */
  readonly workedDays: readonly { readonly date: LocalDate; readonly name: string }[];
}

/** The book of the calendar, one numbered revision of it. Immutable. */
export interface CalendarBook {
  readonly revision: number;
  readonly years: readonly CalendarYear[];
}

export type DayKind = 'WORKING_DAY' | 'MAKE_UP_WORKING_DAY' | 'WEEKEND' | 'HOLIDAY';

export interface Day {
  readonly date: LocalDate;
  readonly isWorkingDay: boolean;
  readonly kind: DayKind;
  /** The holiday's name, or of a make-up working day the holiday it is worked for; null on ordinary days. */
  readonly name: string | null;
  /** True in a year without an arrangement: weekends and the fixed statutory holidays only. */
  readonly provisional: boolean;
}

export interface ExcludedDay {
  readonly date: LocalDate;
  /** In Chinese: `周末`, `国庆节`, `征求第三方意见期间`. */
  readonly reason: string;
}

export interface Counted {
  readonly dueOn: LocalDate;
  readonly provisional: boolean;
  readonly calendarRevision: number;
  readonly excludedDays: readonly ExcludedDay[];
}

/**
 * The calendar ready to count with. `n` working days on from a day: that day is not counted (CAL-02).
 * Throws a RangeError where a count leaves the years 1900–2199 or `n` is not a whole number ≥ 0.
 */
export interface WorkingCalendar {
  readonly revision: number;
  day(date: LocalDate): Day;
  isWorkingDay(date: LocalDate): boolean;
  /** The n-th working day after `from` (n ≥ 0; 0 gives `from` itself). */
  addWorkingDays(from: LocalDate, n: number): Counted;
  /** The n-th working day before `from`; `excludedDays` are the days off in [due, from). */
  subtractWorkingDays(from: LocalDate, n: number): Counted;
  /** Working days in (from, to]; negative when `to` is before `from`. */
  workingDaysBetween(from: LocalDate, to: LocalDate): number;
  /** `date` itself when it is a working day, else the next one. */
  nextWorkingDay(date: LocalDate): LocalDate;
  /** `date` itself when it is a working day, else the one before. */
  previousWorkingDay(date: LocalDate): LocalDate;
  /** The days off in (from, to], with reasons. */
  daysOffBetween(from: LocalDate, to: LocalDate): readonly ExcludedDay[];
  /** True when (from, to] has a day in a year without an arrangement. */
  isProvisional(from: LocalDate, to: LocalDate): boolean;
}

export type ClockEffectKind = 'START' | 'RESET' | 'SUSPEND' | 'RESUME' | 'EXTEND' | 'REPLACE' | 'STOP' | 'NONE';

/** One effect of an event on one limit, as it is recorded in the stream. */
export interface ClockEffect {
  readonly effect: ClockEffectKind;
  /** The legal day of the effect. */
  readonly on: LocalDate;
  /** The instant, for limits in hours; without it START and RESET count from the beginning of the day, the others from its end. */
  readonly at?: string | undefined;
  /** Which suspension a RESUME ends; effects of one subject belong together. */
  readonly subject?: string | undefined;
  /** EXTEND: by so much of the limit's unit. */
  readonly days?: number | undefined;
  /** REPLACE: the new due date. SUSPEND: the last day that it can run to (a consultation's own limit), where there is one. */
  readonly until?: LocalDate | undefined;
  /** SUSPEND: why time is not counted, in Chinese: `征求第三方意见期间`. */
  readonly reason?: string | undefined;
  readonly clause: string;
  /** Order within a day: position of the event in its stream. */
  readonly seq: number;
}

export type ClockState = 'RUNNING' | 'SUSPENDED' | 'STOPPED';

/** A stretch (from, to] of the clock's life: `from` is the day of the effect and not counted, `to` is its last day; null: still open. */
export interface ClockSegment {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly effect: ClockEffectKind;
  readonly clause: string;
  /** Units of the limit counted in this segment (calendar days of a limit in months; of one in hours with fractions). */
  readonly daysCounted: number;
  /** True in a run that a RESET made void: what was counted there counts no more. */
  readonly discarded: boolean;
  readonly excludedDays: readonly ExcludedDay[];
}

export interface Clock {
  readonly state: ClockState;
  /** The day from which the present run counts: that of START, or of the last RESET. */
  readonly startedOn: LocalDate;
  /** The due date; null only while the clock is suspended without a known end: then nobody can say. */
  readonly dueOn: LocalDate | null;
  /** For limits in hours. */
  readonly dueAt: string | null;
  readonly provisional: boolean;
  readonly calendarRevision: number;
  /** Working days left after `today`, negative when overdue (0 also on days off after the due date); null while suspended or stopped. */
  readonly remainingWorkingDays: number | null;
  readonly stoppedOn: LocalDate | null;
  readonly late: boolean;
  readonly extended: boolean;
  readonly segments: readonly ClockSegment[];
}
