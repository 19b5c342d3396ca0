import { epochDay, yearOf } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import type { CalendarBook, Counted, Day, ExcludedDay, WorkingCalendar } from './types.ts';
import { layOut, marksOf } from './year-table.ts';
import type { YearTable } from './year-table.ts';

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
/** More than all working days between 1900 and 2199. */
const MOST_WORKING_DAYS = 100_000;

/** An entry of a table that is there by construction. */
function at<T>(table: ArrayLike<T>, index: number): T {
  const value = table[index];
  if (value === undefined) throw new RangeError(`outside the calendar: ${index}`);
  return value;
}

class TabledCalendar implements WorkingCalendar {
  readonly revision: number;
  readonly #marks: ReturnType<typeof marksOf>;
  readonly #years = new Map<number, YearTable>();

  constructor(book: CalendarBook) {
    this.revision = book.revision;
    this.#marks = marksOf(book);
  }

  day(date: LocalDate): Day {
    const year = this.#year(yearOf(date));
    return at(year.days, epochDay(date) - year.first);
  }

  isWorkingDay(date: LocalDate): boolean {
    return this.day(date).isWorkingDay;
  }

  addWorkingDays(from: LocalDate, n: number): Counted {
    const dueOn = n === 0 ? from : this.#nth(yearOf(from), this.#workedUpTo(from) + whole(n));
    return this.#counted(dueOn, n === 0 ? this.day(from).provisional : this.isProvisional(from, dueOn), this.daysOffBetween(from, dueOn));
  }

  subtractWorkingDays(from: LocalDate, n: number): Counted {
    const year = this.#year(yearOf(from));
    const before = at(year.worked, epochDay(from) - year.first);
    const dueOn = n === 0 ? from : this.#nth(yearOf(from), before - whole(n) + 1);
    const daysOff = this.#daysOff(epochDay(dueOn), epochDay(from));
    return this.#counted(dueOn, this.#touchesProvisional(yearOf(dueOn), yearOf(from)), daysOff);
  }

  workingDaysBetween(from: LocalDate, to: LocalDate): number {
    if (to < from) return 0 - this.workingDaysBetween(to, from);
    let count = this.#workedUpTo(to) - this.#workedUpTo(from);
    for (let year = yearOf(from); year < yearOf(to); year++) count += this.#year(year).workingDays.length;
    return count;
  }

  nextWorkingDay(date: LocalDate): LocalDate {
    return this.isWorkingDay(date) ? date : this.#nth(yearOf(date), this.#workedUpTo(date) + 1);
  }

  previousWorkingDay(date: LocalDate): LocalDate {
    return this.isWorkingDay(date) ? date : this.#nth(yearOf(date), this.#workedUpTo(date));
  }

  daysOffBetween(from: LocalDate, to: LocalDate): readonly ExcludedDay[] {
    return this.#daysOff(epochDay(from) + 1, epochDay(to) + 1);
  }

  isProvisional(from: LocalDate, to: LocalDate): boolean {
    if (to <= from) return false;
    // The day after 31 December is the first that is looked at.
    const first = from.endsWith('-12-31') ? yearOf(from) + 1 : yearOf(from);
    return this.#touchesProvisional(first, yearOf(to));
  }

  #year(year: number): YearTable {
    const known = this.#years.get(year);
    if (known) return known;
    if (year < FIRST_YEAR || year > LAST_YEAR) throw new RangeError(`the calendar ends before the year ${year}`);
    const table = layOut(year, this.#marks);
    this.#years.set(year, table);
    return table;
  }

  /** Working days from 1 January to the date, both included. */
  #workedUpTo(date: LocalDate): number {
    const year = this.#year(yearOf(date));
    return at(year.worked, epochDay(date) - year.first + 1);
  }

  /** The working day with this number, counted from 1 within `year`; numbers outside it reach into the years beside it. */
  #nth(year: number, number: number): LocalDate {
    let left = number;
    let inYear = year;
    while (left < 1) {
      inYear -= 1;
      left += this.#year(inYear).workingDays.length;
    }
    while (left > this.#year(inYear).workingDays.length) {
      left -= this.#year(inYear).workingDays.length;
      inYear += 1;
    }
    const table = this.#year(inYear);
    return at(table.days, at(table.workingDays, left - 1)).date;
  }

  /** The days off in [from, until), by epoch day: slices of the years' own lists. */
  #daysOff(from: number, until: number): readonly ExcludedDay[] {
    const found: ExcludedDay[] = [];
    for (let day = from; day < until; ) {
      const year = this.#yearOfDay(day);
      const [start, end] = [day - year.first, Math.min(until, year.next) - year.first];
      const [a, b] = [start - at(year.worked, start), end - at(year.worked, end)];
      for (let index = a; index < b; index++) found.push(at(year.daysOff, index));
      day = year.first + end;
    }
    return found;
  }

  #yearOfDay(day: number): YearTable {
    // A mean year is 365.2425 days: the guess is off by one at most, and only at a year's end.
    let year = 1970 + Math.floor(day / 365.2425);
    if (day < this.#year(year).first) year -= 1;
    else if (day >= this.#year(year).next) year += 1;
    return this.#year(year);
  }

  #touchesProvisional(first: number, last: number): boolean {
    for (let year = first; year <= last; year++) if (!this.#marks.arranged.has(year)) return true;
    return false;
  }

  #counted(dueOn: LocalDate, provisional: boolean, excludedDays: readonly ExcludedDay[]): Counted {
    return { dueOn, provisional, calendarRevision: this.revision, excludedDays };
  }
}

function whole(n: number): number {
  if (!Number.isInteger(n) || n < 0 || n > MOST_WORKING_DAYS) throw new RangeError(`not a number of working days: ${n}`);
  return n;
}

/**
 * Makes a book ready to count with (CAL-01). Years are laid out when they are first asked for and kept, so hold on to the
 * calendar for as long as its revision is in use. A year without an arrangement is provisional (CAL-05).
 */
export const workingCalendar = (book: CalendarBook): WorkingCalendar => new TabledCalendar(book);
