/**
 * A second opinion on our own table: the package chinese-days, and what it knows of the moon. It computes with the local
 * time of the process and is wrong in some zones, so only its pure data (the published days) and its lunar arithmetic under
 * a fixed zone are asked; never at run time.
 */
import { createRequire } from 'node:module';
import { addDays, epochDay, localDate, weekday } from '@disclosure/kernel';
import { firstCalendarEdition } from './first-edition.ts';
import { LUNAR_YEARS, statutoryHolidays } from './statutory-holidays.ts';
import { workingCalendar } from './working-calendar.ts';

interface ChineseDays {
  getSolarDateFromLunar(lunar: string): { date: string };
  getSolarTermDate(year: number, month: number, term: string): string;
}

const require = createRequire(import.meta.url);
const published = require('chinese-days/dist/chinese-days.json') as { holidays: Record<string, string>; workdays: Record<string, string> };

const zone = process.env['TZ'];
let moon: ChineseDays;
beforeAll(() => {
  process.env['TZ'] = 'Asia/Shanghai';
  moon = require('chinese-days') as ChineseDays;
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

it('agrees with chinese-days on every day of 2018–2026, also on what the holiday is called', () => {
  const calendar = workingCalendar(firstCalendarEdition);
  const different: string[] = [];
  let days = 0;
  for (let date = localDate('2018-01-01'); date <= '2026-12-31'; date = addDays(date, 1)) {
    days += 1;
    const theirs = date in published.workdays || (!(date in published.holidays) && weekday(date) <= 5);
    const day = calendar.day(date);
    if (day.isWorkingDay !== theirs) different.push(date);
    const theirName = (published.holidays[date] ?? published.workdays[date])?.split(',')[1];
    if (day.name !== null && theirName !== undefined && !day.name.includes(theirName)) different.push(`${date} ${day.name} ${theirName}`);
  }
  expect(days).toBe(epochDay(localDate('2027-01-01')) - epochDay(localDate('2018-01-01')));
  expect(different).toEqual([]);
});

it('agrees with its moon and sun on 春节, 清明节, 端午节 and 中秋节 to the end of our table', () => {
  const first = (year: number, name: string) => [...statutoryHolidays(year)].filter(([, holiday]) => holiday.split('、').includes(name)).map(([date]) => date);
  for (let year = LUNAR_YEARS.first; year <= LUNAR_YEARS.last; year++) {
    expect(first(year, '春节')[year >= 2025 ? 1 : 0]).toBe(moon.getSolarDateFromLunar(`${year}-1-1`).date);
    expect(first(year, '清明节')).toEqual([moon.getSolarTermDate(year, 4, 'pure_brightness')]);
    expect(first(year, '端午节')).toEqual([moon.getSolarDateFromLunar(`${year}-5-5`).date]);
    expect(first(year, '中秋节')).toEqual([moon.getSolarDateFromLunar(`${year}-8-15`).date]);
  }
});
