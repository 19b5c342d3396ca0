import { addDays, addMonths, chineseDate, dateOf, epochDay, fromEpochDay, instant, isLocalDate, localDate, startOf, weekday, withOffset } from './time.ts';

describe('LocalDate', () => {
  it('refuses dates that do not exist', () => {
    for (const text of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '1800-01-01', 'x']) expect(isLocalDate(text)).toBe(false);
    expect(isLocalDate('2028-02-29')).toBe(true);
  });
  it('counts days as the Gregorian calendar does, over four centuries', () => {
    expect(epochDay(localDate('1970-01-01'))).toBe(0);
    expect(epochDay(localDate('2000-03-01'))).toBe(11_017);
    for (let day = -25_000; day < 80_000; day += 37) expect(epochDay(fromEpochDay(day))).toBe(day);
    expect(addDays(localDate('2026-12-31'), 1)).toBe('2027-01-01');
  });
  it('knows weekdays: 24 November 2026 is a Tuesday, 4 January 2026 a Sunday', () => {
    expect(weekday(localDate('2026-11-24'))).toBe(2);
    expect(weekday(localDate('2026-01-04'))).toBe(7);
  });
  it('keeps to the month’s last day', () => expect(addMonths(localDate('2026-01-31'), 1)).toBe('2026-02-28'));
  it('writes dates as letters do (DOC-03)', () => expect(chineseDate(localDate('2026-03-05'))).toBe('2026年3月5日'));
});

describe('Instant', () => {
  it('gives the civil date in China: 16:00 UTC is the next day', () => {
    expect(dateOf(instant('2026-02-09T15:59:59Z'))).toBe('2026-02-09');
    expect(dateOf(instant('2026-02-09T16:00:00Z'))).toBe('2026-02-10');
  });
  it('begins a day at midnight in China', () => expect(startOf(localDate('2026-02-10'))).toBe('2026-02-09T16:00:00.000Z'));
  it('shows the offset', () => expect(withOffset(instant('2026-02-10T01:00:00Z'))).toBe('2026-02-10T09:00:00+08:00'));
});
