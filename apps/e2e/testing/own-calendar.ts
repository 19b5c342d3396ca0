/**
 * A calendar of the tester's own, to hold the platform's dates against: typed from the State Council's notices on 2025 and 2026
 * (issued 2024-11-12 and 2025-11-04), counted with its own arithmetic, and importing nothing of the product.
 */
type Span = readonly [from: string, to: string];

const OFF: readonly Span[] = [
  ['2025-01-01', '2025-01-01'], ['2025-01-28', '2025-02-04'], ['2025-04-04', '2025-04-06'], ['2025-05-01', '2025-05-05'], ['2025-05-31', '2025-06-02'], ['2025-10-01', '2025-10-08'],
  ['2026-01-01', '2026-01-03'], ['2026-02-15', '2026-02-23'], ['2026-04-04', '2026-04-06'], ['2026-05-01', '2026-05-05'], ['2026-06-19', '2026-06-21'], ['2026-09-25', '2026-09-27'], ['2026-10-01', '2026-10-07'],
];
const WORKED = ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11', '2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];
/** Of 2027 no notice is known: the thirteen days that the statute fixes, by the lunar calendar of that year. */
export const STATUTE_2027: readonly string[] = ['01-01', '02-05', '02-06', '02-07', '02-08', '04-05', '05-01', '05-02', '06-09', '09-15', '10-01', '10-02', '10-03'].map((day) => `2027-${day}`);

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const lengthOf = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : ([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] as number));
const two = (n: number): string => String(n).padStart(2, '0');
const parts = (day: string): [number, number, number] => day.split('-').map(Number) as [number, number, number];

export function dayAfter(day: string): string {
  const [year, month, date] = parts(day);
  if (date < lengthOf(year, month)) return `${year}-${two(month)}-${two(date + 1)}`;
  return month < 12 ? `${year}-${two(month + 1)}-01` : `${year + 1}-01-01`;
}

/** 0 is Sunday. The first of January 2025 was a Wednesday. */
function weekday(day: string): number {
  const [year, month, date] = parts(day);
  let days = date - 1;
  for (let earlier = 2025; earlier < year; earlier += 1) days += isLeap(earlier) ? 366 : 365;
  for (let earlier = 1; earlier < month; earlier += 1) days += lengthOf(year, earlier);
  return (3 + days) % 7;
}

/** Whether people work on that day of 2025 to 2027; `changed` is what a later arrangement says of some days. */
export function isWorkingDay(day: string, changed: ReadonlyMap<string, boolean> = new Map()): boolean {
  const arranged = changed.get(day);
  if (arranged !== undefined) return arranged;
  if (WORKED.includes(day)) return true;
  if (OFF.some(([from, to]) => day >= from && day <= to) || STATUTE_2027.includes(day)) return false;
  return ![0, 6].includes(weekday(day));
}

export interface Counting {
  /** Stretches that are not counted: after the first day, to the last. They may overlap. */
  readonly without?: readonly Span[];
  readonly changed?: ReadonlyMap<string, boolean>;
}

/** The n-th working day after a day, which is not counted itself (CAL-02). */
export function workingDaysAfter(day: string, n: number, { without = [], changed }: Counting = {}): string {
  let [last, left] = [day, n];
  while (left > 0) {
    last = dayAfter(last);
    if (isWorkingDay(last, changed) && !without.some(([from, to]) => last > from && last <= to)) left -= 1;
  }
  return last;
}

/** Calendar days, or months; what ends on a day off ends on the next working day (CAL-03). */
export function calendarDaysAfter(day: string, n: number): string {
  let last = day;
  for (let left = n; left > 0; left -= 1) last = dayAfter(last);
  return workingDayFrom(last);
}
export function monthsAfter(day: string, n: number): string {
  const [year, month, date] = parts(day);
  const [years, inYear] = [year + Math.floor((month - 1 + n) / 12), ((month - 1 + n) % 12) + 1];
  return workingDayFrom(`${years}-${two(inYear)}-${two(Math.min(date, lengthOf(years, inYear)))}`);
}
function workingDayFrom(day: string): string {
  return isWorkingDay(day) ? day : workingDayFrom(dayAfter(day));
}
