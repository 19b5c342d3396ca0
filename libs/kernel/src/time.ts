/**
 * Values of time travel as text (foundations 1): they compare with `<` and `===`, are keys, and go to JSON, rows and the
 * graph as they are. Calendar arithmetic is on integers; native Temporal is used for months and instants, and never leaves.
 */
declare const localDateBrand: unique symbol;
declare const instantBrand: unique symbol;

/** A civil date in China, `YYYY-MM-DD`, years 1900–2199. */
export type LocalDate = string & { readonly [localDateBrand]: true };
/** A point of time, ISO 8601 in UTC with milliseconds: `2026-02-10T01:00:00.000Z`. Sorts as text. */
export type Instant = string & { readonly [instantBrand]: true };

const CHINA = '+08:00';
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthLength = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0));

/** True when the text is a date that exists (`2026-02-29` is none). */
export function isLocalDate(text: string): text is LocalDate {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
}

/** Takes a date that is known to be one (a literal, a stored row); throws a RangeError otherwise. For input use `isLocalDate`. */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`not a date: ${text}`);
  return text;
}

/** Normalises an ISO 8601 instant with zone or offset to UTC; throws a RangeError otherwise. */
export function instant(text: string): Instant {
  return Temporal.Instant.from(text).toString({ smallestUnit: 'millisecond' }) as Instant;
}

/** True when the text is an ISO 8601 instant with a zone or an offset. */
export function isInstant(text: string): boolean {
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}

/** The civil date in China at an instant. */
export function dateOf(at: Instant): LocalDate {
  // Before four in the afternoon, UTC, it is the same date in China: the common case, without an object.
  if (at.length === 24 && at.slice(11, 13) < '16') return at.slice(0, 10) as LocalDate;
  return Temporal.Instant.from(at).toZonedDateTimeISO(CHINA).toPlainDate().toString() as LocalDate;
}

/** The instant at which a civil date begins in China, plus so many hours. */
export function startOf(date: LocalDate, hours = 0): Instant {
  return instant(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: CHINA, plainTime: '00:00' }).add({ hours }).toInstant().toString());
}

/** The last millisecond of a civil date in China: a limit in days ends here. */
export function endOf(date: LocalDate): Instant {
  return addMilliseconds(startOf(addDays(date, 1)), -1);
}

/** An instant moved by hours, which run through nights and holidays (CAL-06). */
export function addHours(at: Instant, hours: number): Instant {
  return instant(Temporal.Instant.from(at).add({ hours }).toString());
}

export function addMilliseconds(at: Instant, milliseconds: number): Instant {
  return instant(Temporal.Instant.from(at).add({ milliseconds }).toString());
}

/** Milliseconds from `a` to `b`, negative when `b` is earlier. */
export function millisecondsBetween(a: Instant, b: Instant): number {
  return Temporal.Instant.from(b).epochMilliseconds - Temporal.Instant.from(a).epochMilliseconds;
}

/** The instant of so many milliseconds since 1970. */
export function instantOfEpoch(milliseconds: number): Instant {
  return instant(Temporal.Instant.fromEpochMilliseconds(milliseconds).toString());
}

/** Days since 1970-01-01 of a civil date: integers are what calendar arithmetic counts on. */
export function epochDay(date: LocalDate): number {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(date.slice(8, 10)) - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** The civil date so many days after 1970-01-01: the inverse of `epochDay`. */
export function fromEpochDay(day: number): LocalDate {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const month = mp + (mp < 10 ? 3 : -9);
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const dayOfMonth = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}` as LocalDate;
}

export const addDays = (date: LocalDate, days: number): LocalDate => fromEpochDay(epochDay(date) + days);
export const daysBetween = (from: LocalDate, to: LocalDate): number => epochDay(to) - epochDay(from);

/** The same day so many months on; the month's last day where it has none (31 January + 1 month is 28 or 29 February). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ months }, { overflow: 'constrain' }).toString() as LocalDate;
}

export const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));
/** 1 = Monday … 7 = Sunday. */
export const weekday = (date: LocalDate): number => ((((epochDay(date) + 3) % 7) + 7) % 7) + 1;

/** `2026年3月5日`, as letters write it (DOC-03): Arabic figures, full year, no leading zero. */
export const chineseDate = (date: LocalDate): string => `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
/** `2026年3月5日 09:30`, in UTC+8. */
export function chineseDateTime(at: Instant): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(CHINA);
  return `${chineseDate(dateOf(at))} ${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`;
}
/** `2026-03-05T09:30:00+08:00`, as the graph shows instants. */
export function withOffset(at: Instant): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(CHINA).toString({ smallestUnit: 'second', timeZoneName: 'never' });
}
