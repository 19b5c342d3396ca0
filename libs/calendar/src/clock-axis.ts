import { addDays, endOf, epochDay, fromEpochDay, instant, instantOfEpoch, isLocalDate, dateOf, millisecondsBetween, startOf } from '@disclosure/kernel';
import type { Instant, LocalDate } from '@disclosure/kernel';
import { countLimit } from './limit.ts';
import type { LimitTerms } from './limit.ts';
import type { ClockEffect, ExcludedDay, WorkingCalendar } from './types.ts';

/**
 * The line that a clock runs on: whole days (positions are epoch days) or, for limits in hours, milliseconds since 1970.
 * A stretch is always (from, to]: the day of an event is not counted, the last day is (CAL-02).
 */
export interface Axis {
  /** Where a period begins that an effect starts. */
  start(effect: ClockEffect): number;
  /** Where any other effect takes hold. */
  point(effect: ClockEffect): number;
  /** The last position of a date. */
  close(date: LocalDate): number;
  now(today: LocalDate | Instant): number;
  /** Where a period of so many units ends, before it rolls over. */
  end(from: number, length: number): number;
  /**
   * The due date of an end: rolled over to a working day where the limit says so, and never before `floor`, the last day
   * left out. Who asks a third party on the last day is not late on the Friday before because the answer came on a Sunday.
   */
  settle(end: number, floor: number): number;
  /** Units in (from, to]. */
  units(from: number, to: number): number;
  /** An end put off by the units in (from, to], which were not counted. */
  putOff(end: number, from: number, to: number): number;
  date(position: number): LocalDate;
  instant(position: number): Instant | null;
  /** The days of (from, to] that do not count, with reasons; `reason` is given where nothing of the stretch counts. */
  excluded(from: number, to: number, reason: string | null): readonly ExcludedDay[];
  /** Whether the calendar had to guess on the way from a start to an end and its due date. */
  provisional(from: number, end: number, due: number): boolean;
}

const DAY = (position: number): LocalDate => fromEpochDay(position);

/** What working days, calendar days and months have in common: they stand on dates. */
function dates(limit: LimitTerms, calendar: WorkingCalendar): Pick<Axis, 'start' | 'point' | 'close' | 'now' | 'end' | 'date' | 'instant'> {
  return {
    start: ({ on }) => epochDay(on),
    point: ({ on }) => epochDay(on),
    close: epochDay,
    now: (today) => epochDay(isLocalDate(today) ? today : dateOf(today)),
    end: (from, length) => epochDay(countLimit({ ...limit, length, rollOver: false }, DAY(from), calendar).dueOn),
    date: DAY,
    instant: () => null,
  };
}

function workingDays(limit: LimitTerms, calendar: WorkingCalendar): Axis {
  return {
    ...dates(limit, calendar),
    settle: (end, floor) => (floor > end ? epochDay(calendar.nextWorkingDay(DAY(floor))) : end),
    units: (from, to) => calendar.workingDaysBetween(DAY(from), DAY(to)),
    putOff: (end, from, to) => epochDay(calendar.addWorkingDays(DAY(end), calendar.workingDaysBetween(DAY(from), DAY(to))).dueOn),
    excluded(from, to, reason) {
      if (reason === null) return calendar.daysOffBetween(DAY(from), DAY(to));
      const excluded: ExcludedDay[] = [];
      for (let day = from + 1; day <= to; day++) {
        const { date, isWorkingDay, name } = calendar.day(DAY(day));
        excluded.push({ date, reason: isWorkingDay ? reason : (name ?? '周末') });
      }
      return excluded;
    },
    provisional: (from, _end, due) => (from <= due ? calendar.isProvisional(DAY(from), DAY(due)) : calendar.isProvisional(DAY(due - 1), DAY(from - 1))),
  };
}

function calendarDays(limit: LimitTerms, calendar: WorkingCalendar): Axis {
  return {
    ...dates(limit, calendar),
    settle(end, floor) {
      const last = DAY(Math.max(end, floor));
      if (!limit.rollOver) return epochDay(last);
      return epochDay(limit.direction === 'FORWARD' ? calendar.nextWorkingDay(last) : calendar.previousWorkingDay(last));
    },
    units: (from, to) => to - from,
    putOff: (end, from, to) => end + (to - from),
    excluded(from, to, reason) {
      const excluded: ExcludedDay[] = [];
      if (reason !== null) for (let day = from + 1; day <= to; day++) excluded.push({ date: DAY(day), reason });
      return excluded;
    },
    provisional: (_from, end, due) => limit.rollOver && (calendar.day(DAY(end)).provisional || calendar.day(DAY(due)).provisional),
  };
}

const EPOCH = instantOfEpoch(0);
const HOUR = 3_600_000;

function hours(limit: LimitTerms): Axis {
  const milliseconds = (at: Instant): number => millisecondsBetween(EPOCH, at);
  const close = (date: LocalDate): number => milliseconds(endOf(date));
  const date = (position: number): LocalDate => dateOf(instantOfEpoch(position));
  const sign = limit.direction === 'FORWARD' ? 1 : -1;
  return {
    start: ({ at, on }) => milliseconds(at === undefined ? startOf(on) : instant(at)),
    point: ({ at, on }) => (at === undefined ? close(on) : milliseconds(instant(at))),
    close,
    now: (today) => milliseconds(isLocalDate(today) ? startOf(today) : today),
    end: (from, length) => from + sign * length * HOUR,
    settle: Math.max,
    units: (from, to) => (to - from) / HOUR,
    putOff: (end, from, to) => end + (to - from),
    date,
    instant: instantOfEpoch,
    excluded(from, to, reason) {
      const excluded: ExcludedDay[] = [];
      if (reason !== null && to > from) for (let day = date(from); day <= date(to); day = addDays(day, 1)) excluded.push({ date: day, reason });
      return excluded;
    },
    provisional: () => false,
  };
}

export function axisOf(limit: LimitTerms, calendar: WorkingCalendar): Axis {
  switch (limit.unit) {
    case 'WORKING_DAYS':
      return workingDays(limit, calendar);
    case 'HOURS':
      return hours(limit);
    case 'DAYS':
    case 'MONTHS':
      return calendarDays(limit, calendar);
  }
}
