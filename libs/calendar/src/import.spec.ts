import { addDays, localDate } from '@disclosure/kernel';
import { firstCalendarEdition } from './first-edition.ts';
import { correctDay, parseCalendarYear, withYear } from './import.ts';
import { statutoryHolidays } from './statutory-holidays.ts';
import type { CalendarBook, CalendarYear } from './types.ts';
import { workingCalendar } from './working-calendar.ts';

const d = localDate;

interface FileDay { name: unknown; date: unknown; isOffDay: unknown }

/** A file such as the notice for 2027 might become: its statutory holidays, and what is added. */
function file(year: number, ...more: FileDay[]) {
  const statutory = [...statutoryHolidays(year)].map(([date, name]) => ({ name, date, isOffDay: true }));
  return { year, papers: [`《国务院办公厅关于${year}年部分节假日安排的通知》`], days: [...statutory, ...more] as FileDay[] };
}

function parsed(json: unknown): CalendarYear {
  const result = parseCalendarYear(json);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function corrected(book: CalendarBook, ...change: [date: string, isWorkingDay: boolean, name: string | null]): CalendarBook {
  const result = correctDay(book, d(change[0]), change[1], change[2]);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function refused(json: unknown): string[] {
  const result = parseCalendarYear(json);
  if (result.ok) throw new Error('was not refused');
  for (const { message, clause } of result.error) {
    expect(message).toMatch(/[\u4e00-\u9fff]/);
    expect(clause).toBeNull();
  }
  return result.error.map(({ code, field }) => `${code} ${field ?? ''}`);
}

describe('a reviewed file of a year', () => {
  it('becomes the arrangement that it says, in order of date', () => {
    const year = parsed(file(2027, { name: '春节', date: '2027-02-20', isOffDay: false }, { name: '春节', date: '2027-02-09', isOffDay: true }, { name: '元旦', date: '2026-12-31', isOffDay: true }));
    expect(year.year).toBe(2027);
    expect(year.notices).toEqual(['《国务院办公厅关于2027年部分节假日安排的通知》']);
    expect(year.daysOff[0]).toEqual({ date: '2026-12-31', name: '元旦' });
    expect(year.daysOff.map(({ date }) => date)).toEqual([...year.daysOff.map(({ date }) => date)].sort());
    expect(year.workedDays).toEqual([{ date: '2027-02-20', name: '春节' }]);
  });

  it('gives back every year of our own edition unchanged', () => {
    for (const year of firstCalendarEdition.years) {
      const days = [...year.daysOff.map((day) => ({ ...day, isOffDay: true })), ...year.workedDays.map((day) => ({ ...day, isOffDay: false }))];
      expect(parsed({ year: year.year, papers: year.notices, days: days.reverse() })).toEqual(year);
    }
  });

  it('is refused when it is no object, has no year, no papers or no days (the file that exists before the notice)', () => {
    expect(refused('[]')).toEqual(['CALENDAR_FILE_MALFORMED ']);
    expect(refused([])).toEqual(['CALENDAR_FILE_MALFORMED ']);
    expect(refused({ year: '2027', papers: [], days: [] })).toEqual(['CALENDAR_YEAR_INVALID year']);
    expect(refused({ year: 2027, papers: [], days: [] })).toEqual(['CALENDAR_PAPERS_MISSING papers', 'CALENDAR_DAYS_MISSING days']);
    expect(refused({ ...file(2027), papers: [''] })).toEqual(['CALENDAR_PAPERS_MISSING papers']);
  });

  it.each<[string, FileDay, string[]]>([
    ['a date that does not exist', { name: '春节', date: '2027-02-29', isOffDay: true }, ['CALENDAR_DATE_INVALID days.13.date']],
    ['a date in another form', { name: '春节', date: '2027/2/9', isOffDay: true }, ['CALENDAR_DATE_INVALID days.13.date']],
    ['a day of another year', { name: '春节', date: '2026-02-09', isOffDay: true }, ['CALENDAR_DAY_OUTSIDE_YEAR days.13.date']],
    ['a day twice', { name: '元旦', date: '2027-01-01', isOffDay: true }, ['CALENDAR_DAY_DUPLICATE days.13.date']],
    ['a day off that is worked too', { name: '劳动节', date: '2027-05-01', isOffDay: false }, ['CALENDAR_DAY_CONTRADICTORY days.13.isOffDay']],
    ['a worked day on Tuesday 2027-02-09', { name: '春节', date: '2027-02-09', isOffDay: false }, ['CALENDAR_WORKED_DAY_ON_WEEKDAY days.13.date']],
    ['a day without a name', { name: ' ', date: '2027-02-09', isOffDay: true }, ['CALENDAR_DAY_NAME_MISSING days.13.name']],
    ['a day of no kind', { name: '春节', date: '2027-02-09', isOffDay: 'yes' }, ['CALENDAR_DAY_KIND_INVALID days.13.isOffDay']],
    ['several faults of one day, all of them', { name: '', date: 'soon', isOffDay: 1 }, ['CALENDAR_DAY_NAME_MISSING days.13.name', 'CALENDAR_DAY_KIND_INVALID days.13.isOffDay', 'CALENDAR_DATE_INVALID days.13.date']],
  ])('is refused for %s', (_title, day, expected) => {
    expect(refused(file(2027, day))).toEqual(expected);
  });

  it('is refused for an entry that is no object', () => {
    expect(refused({ ...file(2027), days: [null] })).toEqual(['CALENDAR_DAY_MALFORMED days.0']);
  });

  it('is refused when it leaves a statutory holiday on a working day: cut off before Friday 2027-10-01', () => {
    const cut = file(2027);
    const result = parseCalendarYear({ ...cut, days: cut.days.filter(({ date }) => date !== '2027-10-01') });
    expect(result).toMatchObject({ ok: false, error: [{ code: 'CALENDAR_STATUTORY_HOLIDAY_MISSING', message: '2027-10-01（星期五）是法定节假日（国庆节），文件没有列为放假，请核对是否完整。' }] });
  });
});

describe('a new revision', () => {
  const arranged = withYear(firstCalendarEdition, parsed(file(2027, { name: '元旦', date: '2026-12-31', isOffDay: true }, { name: '元旦', date: '2026-12-26', isOffDay: false })));

  it('makes the new year certain and moves what counted with a provisional one, into the year before too', () => {
    expect(arranged.revision).toBe(2);
    const [before, after] = [workingCalendar(firstCalendarEdition), workingCalendar(arranged)];
    expect(before.addWorkingDays(d('2026-12-30'), 2)).toMatchObject({ dueOn: '2027-01-04', provisional: true, calendarRevision: 1 });
    expect(after.addWorkingDays(d('2026-12-30'), 2)).toMatchObject({ dueOn: '2027-01-05', provisional: false, calendarRevision: 2 });
    expect(after.day(d('2026-12-26'))).toMatchObject({ kind: 'MAKE_UP_WORKING_DAY', name: '元旦' });
  });

  it('takes the place of an earlier arrangement of the year and leaves the earlier book as it was', () => {
    const again = withYear(arranged, parsed(file(2027)));
    expect(again.revision).toBe(3);
    expect(again.years.filter(({ year }) => year === 2027)).toHaveLength(1);
    expect(workingCalendar(again).isWorkingDay(d('2026-12-31'))).toBe(true);
    expect(workingCalendar(arranged).isWorkingDay(d('2026-12-31'))).toBe(false);
    expect(firstCalendarEdition.years).toHaveLength(9);
  });
});

describe('the correction of one day', () => {
  const after = (book: CalendarBook, date: string) => workingCalendar(book).day(d(date));

  it('makes an epidemic: Tuesday 2026-02-24 is off for 春节, as a new revision', () => {
    const book = corrected(firstCalendarEdition, '2026-02-24', false, '春节');
    expect(book.revision).toBe(2);
    expect(after(book, '2026-02-24')).toMatchObject({ isWorkingDay: false, kind: 'HOLIDAY', name: '春节' });
    expect(after(firstCalendarEdition, '2026-02-24').isWorkingDay).toBe(true);
  });

  it('goes both ways on every kind of day, and touches no other day', () => {
    for (const [date, name] of [['2026-03-02', '某节'], ['2026-03-07', '某节'], ['2026-10-05', '国庆节'], ['2026-02-14', '春节'], ['2018-12-31', '元旦']] as const) {
      for (const isWorkingDay of [true, false]) {
        const book = corrected(firstCalendarEdition, date, isWorkingDay, name);
        expect([date, after(book, date).isWorkingDay]).toEqual([date, isWorkingDay]);
        for (const by of [-1, 1]) expect(after(book, addDays(d(date), by))).toEqual(after(firstCalendarEdition, addDays(d(date), by)));
      }
    }
  });

  it('gives back an ordinary weekend without a name', () => {
    expect(after(corrected(firstCalendarEdition, '2026-02-14', false, null), '2026-02-14')).toMatchObject({ kind: 'WEEKEND', name: null });
    expect(after(corrected(firstCalendarEdition, '2026-10-05', true, null), '2026-10-05')).toMatchObject({ kind: 'WORKING_DAY', name: null });
  });

  it('is refused without a name where one is needed, and in a year without an arrangement', () => {
    for (const [date, isWorkingDay] of [['2026-03-02', false], ['2026-03-07', true]] as const) {
      expect(correctDay(firstCalendarEdition, d(date), isWorkingDay, ' ')).toMatchObject({ ok: false, error: [{ code: 'CALENDAR_DAY_NAME_MISSING', field: 'name' }] });
    }
    expect(correctDay(firstCalendarEdition, d('2027-02-10'), false, '春节')).toMatchObject({ ok: false, error: [{ code: 'CALENDAR_YEAR_NOT_ARRANGED', facts: { year: 2027 } }] });
  });
});
