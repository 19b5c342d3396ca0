/**
 * The statutory holidays themselves (全国年节及纪念日放假办法), which hold before anybody has arranged a year: what a
 * provisional year counts with (CAL-05). A holiday that falls on a weekend stays where it is: the day that makes up for it
 * is the State Council's to choose, and nobody can know it before.
 */
import { addDays, localDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';

/**
 * 春节(正月初一), 清明节, 端午节, 中秋节 as month and day: astronomy, not law, so a table and no formula. By GB/T 33661 in the
 * time of UTC+8: the new moon of 2027-02-06 is at 23:56 there, of 2030-02-03 at 00:07, where calculators by rule of thumb err.
 */
const LUNAR: Readonly<Record<number, readonly [string, string, string, string]>> = {
  2018: ['02-16', '04-05', '06-18', '09-24'],
  2019: ['02-05', '04-05', '06-07', '09-13'],
  2020: ['01-25', '04-04', '06-25', '10-01'],
  2021: ['02-12', '04-04', '06-14', '09-21'],
  2022: ['02-01', '04-05', '06-03', '09-10'],
  2023: ['01-22', '04-05', '06-22', '09-29'],
  2024: ['02-10', '04-04', '06-10', '09-17'],
  2025: ['01-29', '04-04', '05-31', '10-06'],
  2026: ['02-17', '04-05', '06-19', '09-25'],
  2027: ['02-06', '04-05', '06-09', '09-15'],
  2028: ['01-26', '04-04', '05-28', '10-03'],
  2029: ['02-13', '04-04', '06-16', '09-22'],
  2030: ['02-03', '04-05', '06-05', '09-12'],
  2031: ['01-23', '04-05', '06-24', '10-01'],
  2032: ['02-11', '04-04', '06-12', '09-19'],
  2033: ['01-31', '04-04', '06-01', '09-08'],
  2034: ['02-19', '04-05', '06-20', '09-27'],
  2035: ['02-08', '04-05', '06-10', '09-16'],
  2036: ['01-28', '04-04', '05-30', '10-04'],
  2037: ['02-15', '04-04', '06-18', '09-24'],
  2038: ['02-04', '04-05', '06-07', '09-13'],
  2039: ['01-24', '04-05', '05-27', '10-02'],
  2040: ['02-12', '04-04', '06-14', '09-20'],
  2041: ['02-01', '04-04', '06-03', '09-10'],
  2042: ['01-22', '04-04', '06-22', '09-28'],
  2043: ['02-10', '04-05', '06-11', '09-17'],
  2044: ['01-30', '04-04', '05-31', '10-05'],
  2045: ['02-17', '04-04', '06-19', '09-25'],
  2046: ['02-06', '04-04', '06-08', '09-15'],
  2047: ['01-26', '04-05', '05-29', '10-04'],
  2048: ['02-14', '04-04', '06-15', '09-22'],
  2049: ['02-02', '04-04', '06-04', '09-11'],
  2050: ['01-23', '04-04', '06-23', '09-30'],
};

/** The years for which the moving holidays are known; outside them only those with a fixed date are given. */
export const LUNAR_YEARS = { first: 2018, last: 2050 } as const;

/** The statutory holidays of a year by date, under the law as it stood for that year (two days more from 2025 on). */
export function statutoryHolidays(year: number): ReadonlyMap<LocalDate, string> {
  const holidays = new Map<LocalDate, string>();
  const add = (name: string, first: string, days: number, shift = 0): void => {
    const from = localDate(`${year}-${first}`);
    for (let day = 0; day < days; day++) {
      const date = addDays(from, day + shift);
      const known = holidays.get(date);
      holidays.set(date, known === undefined ? name : `${known}、${name}`);
    }
  };
  const since2025 = year >= 2025;
  add('元旦', '01-01', 1);
  add('劳动节', '05-01', since2025 ? 2 : 1);
  add('国庆节', '10-01', 3);
  const moving = LUNAR[year];
  if (moving) {
    // From 2025 on 除夕 is a holiday too.
    if (since2025) add('春节', moving[0], 4, -1);
    else add('春节', moving[0], 3);
    add('清明节', moving[1], 1);
    add('端午节', moving[2], 1);
    add('中秋节', moving[3], 1);
  }
  return holidays;
}
