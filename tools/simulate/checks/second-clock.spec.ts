import { firstCalendarEdition, workingCalendar } from '@disclosure/calendar';
import { localDate } from '@disclosure/kernel';
import { BEYOND, secondClock } from './second-clock.ts';

const calendar = workingCalendar(firstCalendarEdition);
const effect = (seq: number, kind: string, on: string, more: object = {}) => ({ seq, effect: kind, on: localDate(on), ...more });
const due = (...effects: Parameters<typeof secondClock>[0]) => secondClock(effects, 20, (day) => calendar.isWorkingDay(day));
const received = effect(1, 'START', '2026-02-09'); // a Monday; 春节 15–23 February, worked are Saturdays 14 and 28

describe('the second count of days', () => {
  it('counts twenty working days after the day of receipt', () => expect(due(received)).toBe('2026-03-13'));
  it('adds an extension', () => expect(due(received, effect(2, 'EXTEND', '2026-03-02', { days: 10 }))).toBe('2026-03-27'));
  it('leaves out from the day after the letter to the day of the answer', () => expect(due(received, effect(2, 'SUSPEND', '2026-03-02', { subject: 'c' }), effect(3, 'RESUME', '2026-03-09', { subject: 'c' }))).toBe('2026-03-20'));
  it('leaves out to the end of the answer’s own limit where none came', () => expect(due(received, effect(2, 'SUSPEND', '2026-03-02', { subject: 'c' }), effect(3, 'SUSPEND', '2026-03-02', { subject: 'c', until: localDate('2026-03-09') }))).toBe('2026-03-20'));
  it('leaves out once what overlaps', () => expect(due(received, effect(2, 'SUSPEND', '2026-03-02', { subject: 'a' }), effect(3, 'SUSPEND', '2026-03-03', { subject: 'b' }), effect(4, 'RESUME', '2026-03-06', { subject: 'a' }), effect(5, 'RESUME', '2026-03-09', { subject: 'b' }))).toBe('2026-03-20'));
  it('knows no day while something is awaited', () => expect(due(received, effect(2, 'SUSPEND', '2026-02-10', { subject: 'r1' }))).toBeNull());
  it('counts anew from a reset', () => expect(due(received, effect(2, 'SUSPEND', '2026-02-10', { subject: 'r1' }), effect(3, 'RESET', '2026-03-02', { subject: 'r1' }))).toBe('2026-03-30'));
  it('takes the day that replaces it, and what was counted where it stopped', () => {
    expect(due(received, effect(2, 'REPLACE', '2026-03-02', { until: localDate('2026-04-07') }), effect(3, 'STOP', '2026-04-01'))).toBe('2026-04-07');
    expect(due(received, effect(2, 'SUSPEND', '2026-03-13', { subject: 'r1' }), effect(3, 'STOP', '2026-03-20'))).toBe('2026-03-13');
  });
  it('extends a day that was fixed', () => expect(due(received, effect(2, 'REPLACE', '2026-03-02', { until: localDate('2026-04-07') }), effect(3, 'EXTEND', '2026-03-05', { days: 10 }))).toBe('2026-04-21'));
  it('says so where it does not know', () => expect(due(received, effect(2, 'REPLACE', '2026-03-02', { until: localDate('2026-04-07') }), effect(3, 'SUSPEND', '2026-03-03'))).toBe(BEYOND));
});
