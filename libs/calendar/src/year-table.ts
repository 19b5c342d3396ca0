import { epochDay, fromEpochDay, localDate } from '@disclosure/kernel';
import { statutoryHolidays } from './statutory-holidays.ts';
import type { CalendarBook, Day, DayKind, ExcludedDay } from './types.ts';

/** One year laid out for counting: every question about it is a look-up. */
export interface YearTable {
  /** Epoch day of 1 January, and of 1 January of the next year. */
  readonly first: number;
  readonly next: number;
  readonly provisional: boolean;
  readonly days: readonly Day[];
  /** `worked[i]`: working days among the first `i` days. */
  readonly worked: Int16Array;
  /** Index within the year of each working day, in order. */
  readonly workingDays: Int16Array;
  /** The days off, in order: the one at index `i` of the year stands at `i - worked[i]`. */
  readonly daysOff: readonly ExcludedDay[];
}

interface Marks {
  readonly off: ReadonlyMap<string, string>;
  readonly worked: ReadonlyMap<string, string>;
  readonly arranged: ReadonlySet<number>;
}

/** What the papers of a book say of single dates. Where two papers name the same day, the later year's speaks last. */
export function marksOf(book: CalendarBook): Marks {
  const off = new Map<string, string>();
  const worked = new Map<string, string>();
  for (const year of [...book.years].sort((a, b) => a.year - b.year)) {
    for (const { date, name } of year.daysOff) {
      off.set(date, name);
      worked.delete(date);
    }
    for (const { date, name } of year.workedDays) {
      worked.set(date, name);
      off.delete(date);
    }
  }
  return { off, worked, arranged: new Set(book.years.map(({ year }) => year)) };
}

/** Listed as worked: a working day; listed as off: none; else Monday to Friday. */
export function layOut(year: number, marks: Marks): YearTable {
  const first = epochDay(localDate(`${year}-01-01`));
  const next = year === 2199 ? first + 365 : epochDay(localDate(`${year + 1}-01-01`));
  const provisional = !marks.arranged.has(year);
  const statutory = provisional ? statutoryHolidays(year) : null;
  const length = next - first;
  const days: Day[] = [];
  const daysOff: ExcludedDay[] = [];
  const worked = new Int16Array(length + 1);
  const workingDays: number[] = [];
  for (let index = 0; index < length; index++) {
    const date = fromEpochDay(first + index);
    const isWeekend = (((first + index + 3) % 7) + 7) % 7 >= 5;
    const holiday = marks.off.get(date) ?? (marks.worked.has(date) ? undefined : statutory?.get(date));
    const makeUp = marks.worked.get(date);
    const kind: DayKind = makeUp !== undefined ? 'MAKE_UP_WORKING_DAY' : holiday !== undefined ? 'HOLIDAY' : isWeekend ? 'WEEKEND' : 'WORKING_DAY';
    const isWorkingDay = kind === 'WORKING_DAY' || kind === 'MAKE_UP_WORKING_DAY';
    days.push(Object.freeze({ date, isWorkingDay, kind, name: makeUp ?? holiday ?? null, provisional }));
    worked[index + 1] = (worked[index] ?? 0) + (isWorkingDay ? 1 : 0);
    if (isWorkingDay) workingDays.push(index);
    else daysOff.push(Object.freeze({ date, reason: holiday ?? '周末' }));
  }
  return { first, next, provisional, days, worked, workingDays: Int16Array.from(workingDays), daysOff };
}
