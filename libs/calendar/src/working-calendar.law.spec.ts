import { addDays, localDate } from '@disclosure/kernel';
import { firstCalendarEdition } from './first-edition.ts';
import { LUNAR_YEARS, statutoryHolidays } from './statutory-holidays.ts';
import { workingCalendar } from './working-calendar.ts';

const calendar = workingCalendar(firstCalendarEdition);
const d = localDate;

describe('the working days of a year (State Council, CAL-01)', () => {
  it.each([[2018, 250], [2019, 250], [2020, 249], [2021, 250], [2022, 249], [2023, 249], [2024, 251], [2025, 248], [2026, 248]])('%i has %i', (year, count) => {
    expect(calendar.workingDaysBetween(d(`${year - 1}-12-31`), d(`${year}-12-31`))).toBe(count);
  });
  it('has 21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23 in the months of 2026', () => {
    const ends = ['01-31', '02-28', '03-31', '04-30', '05-31', '06-30', '07-31', '08-31', '09-30', '10-31', '11-30', '12-31'].map((day) => d(`2026-${day}`));
    expect(ends.map((end, month) => calendar.workingDaysBetween(month === 0 ? d('2025-12-31') : (ends[month - 1] ?? end), end))).toEqual([21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]);
  });
});

describe('the n-th working day after a day (R-33, the day itself is not counted)', () => {
  it.each([
    ['Wednesday 2025-12-31, before 元旦; Sunday 01-04 is worked', '2025-12-31', ['2026-01-05', '2026-01-12', '2026-01-22', '2026-01-29', '2026-03-04']],
    ['Monday 2026-02-09, before 春节; Saturdays 02-14 and 02-28 are worked', '2026-02-09', ['2026-02-11', '2026-02-25', '2026-03-06', '2026-03-13', '2026-04-13']],
    ['Friday 2026-02-13, before 春节', '2026-02-13', ['2026-02-24', '2026-03-02', '2026-03-12', '2026-03-19', '2026-04-17']],
    ['Wednesday 2026-04-29, before 劳动节; Saturday 05-09 is worked', '2026-04-29', ['2026-05-06', '2026-05-12', '2026-05-22', '2026-05-29', '2026-06-29']],
    ['Friday 2026-09-18; Sunday 09-20 is worked for 国庆节', '2026-09-18', ['2026-09-21', '2026-09-29', '2026-10-15', '2026-10-22', '2026-11-19']],
    ['Thursday 2026-09-24, before 中秋节; Saturday 10-10 is worked', '2026-09-24', ['2026-09-29', '2026-10-12', '2026-10-22', '2026-10-29', '2026-11-26']],
  ])('%s', (_title, from, expected) => {
    expect([2, 7, 15, 20, 40].map((n) => calendar.addWorkingDays(d(from), n).dueOn)).toEqual(expected);
  });

  it('lists the days off on the way with their reasons', () => {
    expect(calendar.addWorkingDays(d('2026-02-13'), 2)).toEqual({
      dueOn: '2026-02-24',
      provisional: false,
      calendarRevision: 1,
      excludedDays: [15, 16, 17, 18, 19, 20, 21, 22, 23].map((day) => ({ date: `2026-02-${day}`, reason: '春节' })),
    });
  });

  it('counts back from Tuesday 2026-02-24 over 春节 to Saturday 02-14, which is worked', () => {
    expect(calendar.subtractWorkingDays(d('2026-02-24'), 1).dueOn).toBe('2026-02-14');
    expect(calendar.subtractWorkingDays(d('2026-01-05'), 2).dueOn).toBe('2025-12-31');
    expect(calendar.subtractWorkingDays(d('2026-01-05'), 2).excludedDays.map(({ date }) => date)).toEqual(['2026-01-01', '2026-01-02', '2026-01-03']);
  });

  it('gives the day itself for no working days, also on a day off', () => {
    expect(calendar.addWorkingDays(d('2026-02-15'), 0)).toMatchObject({ dueOn: '2026-02-15', excludedDays: [] });
    expect(calendar.subtractWorkingDays(d('2026-02-15'), 0)).toMatchObject({ dueOn: '2026-02-15', excludedDays: [] });
  });

  it('throws on what is no number of working days, and beyond its last year', () => {
    for (const n of [-1, 0.5, Number.NaN, 1e9]) expect(() => calendar.addWorkingDays(d('2026-02-15'), n)).toThrow(RangeError);
    expect(() => calendar.addWorkingDays(d('2199-12-01'), 300)).toThrow('the calendar ends before the year 2200');
  });
});

describe('single days', () => {
  const day = (date: string) => {
    const { isWorkingDay, kind, name, provisional } = calendar.day(d(date));
    return [isWorkingDay, kind, name, provisional];
  };
  it('knows an ordinary Monday, a Saturday, a holiday, a make-up working day', () => {
    expect(day('2026-03-02')).toEqual([true, 'WORKING_DAY', null, false]);
    expect(day('2026-03-07')).toEqual([false, 'WEEKEND', null, false]);
    expect(day('2026-10-05')).toEqual([false, 'HOLIDAY', '国庆节', false]);
    expect(day('2026-09-20')).toEqual([true, 'MAKE_UP_WORKING_DAY', '国庆节', false]);
  });
  it('has 春节 of 2020 to Sunday 02-02 for the epidemic: Friday 01-31 and Saturday 02-01 are off, Sunday 01-19 was worked', () => {
    expect(['2020-01-31', '2020-02-01', '2020-02-02'].map(day)).toEqual(Array(3).fill([false, 'HOLIDAY', '春节', false]));
    expect(day('2020-01-19')).toEqual([true, 'MAKE_UP_WORKING_DAY', '春节', false]);
    expect(day('2020-02-03')).toEqual([true, 'WORKING_DAY', null, false]);
  });
  it('has four days of 劳动节 in 2019, Sundays 04-28 and 05-05 worked for them', () => {
    expect(['2019-05-02', '2019-05-03'].map((date) => day(date)[1])).toEqual(['HOLIDAY', 'HOLIDAY']);
    expect(['2019-04-28', '2019-05-05'].map((date) => day(date)[1])).toEqual(['MAKE_UP_WORKING_DAY', 'MAKE_UP_WORKING_DAY']);
  });
  it('takes Monday 2018-12-31 and Saturday 2018-12-29 from the notice for 2019', () => {
    expect(day('2018-12-31')).toEqual([false, 'HOLIDAY', '元旦', false]);
    expect(day('2018-12-29')).toEqual([true, 'MAKE_UP_WORKING_DAY', '元旦', false]);
  });
  it('names both papers of 2019 and of 2020, and one of each other year', () => {
    expect(firstCalendarEdition.years.map(({ year, notices }) => [year, notices.length])).toEqual([[2018, 1], [2019, 2], [2020, 2], [2021, 1], [2022, 1], [2023, 1], [2024, 1], [2025, 1], [2026, 1]]);
  });
  it('moves to the next or the previous working day, over 国庆节', () => {
    expect([calendar.nextWorkingDay(d('2026-10-02')), calendar.previousWorkingDay(d('2026-10-02')), calendar.nextWorkingDay(d('2026-10-08'))]).toEqual(['2026-10-08', '2026-09-30', '2026-10-08']);
  });
});

describe('a year without an arrangement (CAL-05)', () => {
  it('has weekends and the statutory holidays of 2027, and is provisional', () => {
    const off: string[] = [];
    for (let date = d('2027-01-01'); date <= '2027-12-31'; date = addDays(date, 1)) {
      const day = calendar.day(date);
      expect(day.provisional).toBe(true);
      if (day.kind === 'HOLIDAY') off.push(`${date.slice(5)} ${day.name ?? ''}`);
    }
    expect(off).toEqual([
      '01-01 元旦', '02-05 春节', '02-06 春节', '02-07 春节', '02-08 春节', '04-05 清明节', '05-01 劳动节', '05-02 劳动节', '06-09 端午节', '09-15 中秋节',
      '10-01 国庆节', '10-02 国庆节', '10-03 国庆节',
    ]);
  });
  it('is provisional exactly when the count touches it: Thursday 2026-12-31 is the last certain day', () => {
    expect(calendar.addWorkingDays(d('2026-12-30'), 1)).toMatchObject({ dueOn: '2026-12-31', provisional: false });
    expect(calendar.addWorkingDays(d('2026-12-30'), 2)).toMatchObject({ dueOn: '2027-01-04', provisional: true });
    expect(calendar.addWorkingDays(d('2026-12-31'), 1)).toMatchObject({ dueOn: '2027-01-04', provisional: true });
    // Only the day that is not counted lies in 2017, for which the book has no paper.
    expect(calendar.addWorkingDays(d('2017-12-31'), 1)).toMatchObject({ dueOn: '2018-01-02', provisional: false });
    expect(calendar.subtractWorkingDays(d('2027-01-04'), 1)).toMatchObject({ dueOn: '2026-12-31', provisional: true });
  });
  it('had one day of 劳动节 and no 除夕 before 2025', () => {
    expect([...statutoryHolidays(2024).keys()]).not.toContain('2024-02-09');
    expect(statutoryHolidays(2024).size).toBe(11);
    expect(statutoryHolidays(2026).size).toBe(13);
  });
  it('joins 中秋节 and 国庆节 where they fall on one day (2031-10-01)', () => {
    expect(statutoryHolidays(2031).get(d('2031-10-01'))).toBe('国庆节、中秋节');
  });
  it('knows the moving holidays to 2050, and beyond only those with a fixed date', () => {
    expect(statutoryHolidays(LUNAR_YEARS.last).size).toBe(13);
    expect([...statutoryHolidays(LUNAR_YEARS.last + 1).values()]).toEqual(['元旦', '劳动节', '劳动节', '国庆节', '国庆节', '国庆节']);
  });
});
