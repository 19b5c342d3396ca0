/**
 * A second opinion on our own table: the package chinese-days, and what it knows of the moon. It computes with the local
 * time of the process and is wrong in some zones, so only its pure data (the published days) and its lunar arithmetic under
 * a fixed zone are asked; never at run time.
 */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { addDays, epochDay, localDate, weekday } from '@disclosure/kernel';
import { firstCalendarEdition } from './first-edition.ts';
import { LUNAR_YEARS, statutoryHolidays } from './statutory-holidays.ts';
import { workingCalendar } from './working-calendar.ts';

const require = createRequire(import.meta.url);
const published = require('chinese-days/dist/chinese-days.json') as { holidays: Record<string, string>; workdays: Record<string, string> };

/** 春节, 清明节, 端午节, 中秋节 of each year as chinese-days computes them, in a process of its own that lives in UTC+8. */
function moonAndSun(first: number, last: number): Record<string, readonly string[]> {
  const script = `
    const { getSolarDateFromLunar: moon, getSolarTermDate: sun } = require('chinese-days');
    const years = {};
    for (let y = ${first}; y <= ${last}; y++) {
      years[y] = [moon(y + '-1-1').date, sun(y, 4, 'pure_brightness'), moon(y + '-5-5').date, moon(y + '-8-15').date];
    }
    console.log(JSON.stringify(years));`;
  const options = { cwd: import.meta.dirname, env: { ...process.env, TZ: 'Asia/Shanghai', NODE_OPTIONS: '' }, encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, ['-e', script], options)) as Record<string, readonly string[]>;
}

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
  const theirs = moonAndSun(LUNAR_YEARS.first, LUNAR_YEARS.last);
  for (let year = LUNAR_YEARS.first; year <= LUNAR_YEARS.last; year++) {
    const days = (name: string) => [...statutoryHolidays(year)].filter(([, holiday]) => holiday.split('、').includes(name)).map(([date]) => date);
    const newYear = days('春节')[year >= 2025 ? 1 : 0];
    expect([newYear, ...days('清明节'), ...days('端午节'), ...days('中秋节')]).toEqual(theirs[year]);
  }
});
