import { err, isLocalDate, ok, weekday, yearOf } from '@disclosure/kernel';
import type { LocalDate, Refusal, Result } from '@disclosure/kernel';
import { statutoryHolidays } from './statutory-holidays.ts';
import type { CalendarBook, CalendarYear } from './types.ts';

type NamedDay = CalendarYear['daysOff'][number];

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'] as const;
const weekdayName = (date: LocalDate): string => `星期${WEEKDAYS[weekday(date) - 1] ?? ''}`;
const isWeekend = (date: LocalDate): boolean => weekday(date) >= 6;

/** No article speaks on the form of a file, so the refusals of the import cite none. */
const refusal = (code: string, field: string, message: string, facts?: Refusal['facts']): Refusal => ({ code, message, field, clause: null, ...(facts && { facts }) });

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/**
 * Takes a reviewed file of one year's arrangement (`{ year, papers, days: [{ name, date, isOffDay }] }`) as an arrangement.
 * Gives all that is wrong with it at once. A paper may reach into December before and January after its year; a file that
 * leaves a statutory holiday on a working day is incomplete (the empty file that exists before the notice is one of these).
 */
export function parseCalendarYear(json: unknown): Result<CalendarYear, readonly Refusal[]> {
  if (!isRecord(json)) return err([refusal('CALENDAR_FILE_MALFORMED', '', '文件内容应为一个 JSON 对象，包含 year、papers、days 三项。')]);
  const { year, papers, days } = json;
  const refusals: Refusal[] = [];
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1901 || year > 2198) {
    return err([refusal('CALENDAR_YEAR_INVALID', 'year', 'year 应为四位整数年份，例如 2027。')]);
  }
  const notices = Array.isArray(papers) ? papers.filter(isText).map((paper) => paper.trim()) : [];
  if (!Array.isArray(papers) || papers.length === 0 || notices.length !== papers.length) {
    refusals.push(refusal('CALENDAR_PAPERS_MISSING', 'papers', 'papers 应列出放假安排所依据的通知（名称或网址），至少一项。'));
  }
  if (!Array.isArray(days) || days.length === 0) {
    refusals.push(refusal('CALENDAR_DAYS_MISSING', 'days', `文件没有列出 ${year} 年的任何放假或者调休日期，可能通知尚未发布，不能导入。`, { year }));
    return err(refusals);
  }
  const seen = new Map<LocalDate, { index: number; isOffDay: boolean }>();
  const daysOff: NamedDay[] = [];
  const workedDays: NamedDay[] = [];
  days.forEach((entry: unknown, index) => {
    const field = `days.${index}`;
    const [nth, from] = [`第 ${index + 1} 项`, refusals.length];
    if (!isRecord(entry)) {
      refusals.push(refusal('CALENDAR_DAY_MALFORMED', field, `${nth}应为一个对象，包含 name、date、isOffDay 三项。`));
      return;
    }
    const { name, date, isOffDay } = entry;
    if (!isText(name)) refusals.push(refusal('CALENDAR_DAY_NAME_MISSING', `${field}.name`, `${nth}没有写明节日名称。`));
    if (typeof isOffDay !== 'boolean') refusals.push(refusal('CALENDAR_DAY_KIND_INVALID', `${field}.isOffDay`, `${nth}的 isOffDay 应为 true(放假)或者 false(上班)。`));
    if (typeof date !== 'string' || !isLocalDate(date)) {
      refusals.push(refusal('CALENDAR_DATE_INVALID', `${field}.date`, `${nth}的日期「${String(date)}」不是有效日期，应写作 ${year}-01-01 的形式。`));
      return;
    }
    if (!isText(name) || typeof isOffDay !== 'boolean') return;
    if (date < `${year - 1}-12-01` || date > `${year + 1}-01-31`) {
      refusals.push(refusal('CALENDAR_DAY_OUTSIDE_YEAR', `${field}.date`, `${nth}的日期 ${date} 不属于 ${year} 年的安排（最多前及上年 12 月、后及次年 1 月）。`, { date, year }));
    }
    const earlier = seen.get(date);
    if (earlier) {
      const before = `第 ${earlier.index + 1} 项`;
      refusals.push(
        earlier.isOffDay === isOffDay
          ? refusal('CALENDAR_DAY_DUPLICATE', `${field}.date`, `${nth}的日期 ${date} 与${before}重复。`, { date })
          : refusal('CALENDAR_DAY_CONTRADICTORY', `${field}.isOffDay`, `${nth}与${before}矛盾：${date} 既列为放假，又列为上班。`, { date }),
      );
    }
    if (!isOffDay && !isWeekend(date)) {
      refusals.push(refusal('CALENDAR_WORKED_DAY_ON_WEEKDAY', `${field}.date`, `${nth}：${date} 是${weekdayName(date)}，本来就是工作日，不能列为调休上班日。`, { date, weekday: weekday(date) }));
    }
    if (!earlier) seen.set(date, { index, isOffDay });
    if (refusals.length === from) (isOffDay ? daysOff : workedDays).push({ date, name: name.trim() });
  });
  // Only of a file that is otherwise in order: a day refused above would be reported as missing a second time.
  if (refusals.length === 0) refusals.push(...missingHolidays(year, seen));
  return refusals.length > 0 ? err(refusals) : ok({ year, notices, daysOff: daysOff.sort(byDate), workedDays: workedDays.sort(byDate) });
}

function missingHolidays(year: number, listed: ReadonlyMap<LocalDate, { readonly isOffDay: boolean }>): Refusal[] {
  return [...statutoryHolidays(year)]
    .filter(([date]) => (isWeekend(date) ? listed.get(date)?.isOffDay === false : listed.get(date)?.isOffDay !== true))
    .map(([date, name]) => refusal('CALENDAR_STATUTORY_HOLIDAY_MISSING', 'days', `${date}（${weekdayName(date)}）是法定节假日（${name}），文件没有列为放假，请核对是否完整。`, { date, name }));
}

const byDate = (a: NamedDay, b: NamedDay): number => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0);

const withYears = (book: CalendarBook, years: readonly CalendarYear[]): CalendarBook => ({ revision: book.revision + 1, years: [...years].sort((a, b) => a.year - b.year) });

/** The next revision of a book, in which a year is arranged so; it takes the place of an earlier arrangement of that year. */
export const withYear = (book: CalendarBook, year: CalendarYear): CalendarBook => withYears(book, [...book.years.filter((other) => other.year !== year.year), year]);

/**
 * The next revision of a book, in which one day is corrected (an emergency, a slip in the file). The day leaves every list
 * that names it and enters the one that it needs, if any; `name` is the holiday, or the holiday that a weekend is worked for.
 * Refused in a year without an arrangement: a single day must not make the rest of a provisional year look certain.
 */
export function correctDay(book: CalendarBook, date: LocalDate, isWorkingDay: boolean, name: string | null): Result<CalendarBook, readonly Refusal[]> {
  const year = yearOf(date);
  if (!book.years.some((other) => other.year === year)) {
    return err([refusal('CALENDAR_YEAR_NOT_ARRANGED', 'date', `${year} 年的放假安排尚未导入，请先导入该年安排，再更正其中的日期。`, { date, year })]);
  }
  const holiday = name?.trim() ?? '';
  const needsList = isWorkingDay ? isWeekend(date) : !isWeekend(date) || holiday !== '';
  if (needsList && holiday === '') {
    return err([refusal('CALENDAR_DAY_NAME_MISSING', 'name', isWorkingDay ? `${date} 是${weekdayName(date)}，改为上班须写明为哪个节日调休。` : `${date} 是${weekdayName(date)}，改为放假须写明节日名称。`, { date })]);
  }
  const others = (days: readonly NamedDay[]): NamedDay[] => days.filter((day) => day.date !== date);
  const added: NamedDay[] = needsList ? [{ date, name: holiday }] : [];
  return ok(
    withYears(
      book,
      book.years.map((each) => ({
        ...each,
        daysOff: [...others(each.daysOff), ...(each.year === year && !isWorkingDay ? added : [])].sort(byDate),
        workedDays: [...others(each.workedDays), ...(each.year === year && isWorkingDay ? added : [])].sort(byDate),
      })),
    ),
  );
}
