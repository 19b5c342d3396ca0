import { instant, localDate } from '@disclosure/kernel';
import { computeClock } from './clock.ts';
import { firstCalendarEdition } from './first-edition.ts';
import type { LimitTerms } from './limit.ts';
import type { Clock, ClockEffect } from './types.ts';
import { workingCalendar } from './working-calendar.ts';

const calendar = workingCalendar(firstCalendarEdition);
const reply: LimitTerms = { length: 20, unit: 'WORKING_DAYS', direction: 'FORWARD', rollOver: false };
const d = localDate;

let seq = 0;
type More = Partial<Omit<ClockEffect, 'until'>> & { until?: string };
function effect(kind: ClockEffect['effect'], on: string, { until, ...more }: More = {}): ClockEffect {
  seq += 1;
  return { effect: kind, on: d(on), clause: 'R-33', seq, ...(until === undefined ? {} : { until: d(until) }), ...more };
}
const start = (on: string, more?: More) => effect('START', on, more);
const reset = (on: string, more?: More) => effect('RESET', on, more);
const suspend = (on: string, subject: string, more?: More) => effect('SUSPEND', on, { subject, ...more });
const resume = (on: string, subject: string, more?: More) => effect('RESUME', on, { subject, ...more });
const extend = (on: string, days: number, more?: More) => effect('EXTEND', on, { days, clause: 'A2-9', ...more });
const stop = (on: string, more?: More) => effect('STOP', on, more);
const clock = (effects: ClockEffect[], today = '2026-09-01', limit = reply): Clock => computeClock(limit, effects, calendar, d(today));
const due = (effects: ClockEffect[], today?: string): string | null => clock(effects, today).dueOn;

describe('the reply clock of a request received on Tuesday 2026-09-01', () => {
  const received = start('2026-09-01');

  it('is due on Tuesday 2026-09-29: Sunday 09-20 is worked, Friday 09-25 is 中秋节 (R-33)', () => {
    const { dueOn, state, startedOn, provisional, calendarRevision, segments } = clock([received]);
    expect({ dueOn, state, startedOn, provisional, calendarRevision }).toEqual({ dueOn: '2026-09-29', state: 'RUNNING', startedOn: '2026-09-01', provisional: false, calendarRevision: 1 });
    expect(segments).toHaveLength(1);
    expect(segments[0]).toMatchObject({ from: '2026-09-01', to: '2026-09-29', effect: 'START', daysCounted: 20 });
    expect(segments[0]?.excludedDays.map(({ date, reason }) => `${date} ${reason}`)).toEqual([
      '2026-09-05 周末', '2026-09-06 周末', '2026-09-12 周末', '2026-09-13 周末', '2026-09-19 周末',
      '2026-09-25 中秋节', '2026-09-26 中秋节', '2026-09-27 中秋节',
    ]);
  });

  it('leaves out seven working days while a third party is asked from 09-08 to 09-17, so it is due on Wednesday 2026-10-14 after 国庆节 (R-33)', () => {
    const asked = [received, suspend('2026-09-08', 'third', { reason: '征求第三方意见期间' }), resume('2026-09-17', 'third')];
    const { dueOn, segments } = clock(asked, '2026-09-18');
    expect(dueOn).toBe('2026-10-14');
    expect(segments.map(({ from, to, effect, daysCounted }) => [from, to, effect, daysCounted])).toEqual([
      ['2026-09-01', '2026-09-08', 'START', 5],
      ['2026-09-08', '2026-09-17', 'SUSPEND', 0],
      ['2026-09-17', '2026-10-14', 'RESUME', 15],
    ]);
    expect(segments[1]?.excludedDays.map(({ date, reason }) => `${date.slice(5)} ${reason}`)).toEqual([
      '09-09 征求第三方意见期间', '09-10 征求第三方意见期间', '09-11 征求第三方意见期间', '09-12 周末', '09-13 周末',
      '09-14 征求第三方意见期间', '09-15 征求第三方意见期间', '09-16 征求第三方意见期间', '09-17 征求第三方意见期间',
    ]);
  });

  it('with that consultation and the full extension of 20 working days is due on Wednesday 2026-11-11 (A2-9)', () => {
    const { dueOn, extended, segments } = clock([received, suspend('2026-09-08', 'third'), resume('2026-09-17', 'third'), extend('2026-09-20', 20)]);
    expect([dueOn, extended]).toEqual(['2026-11-11', true]);
    expect(segments.map(({ from, to, effect, clause, daysCounted }) => [from, to, effect, clause, daysCounted]).slice(-2)).toEqual([
      ['2026-09-17', '2026-10-14', 'RESUME', 'R-33', 15],
      ['2026-10-14', '2026-11-11', 'EXTEND', 'A2-9', 20],
    ]);
  });

  it('leaves out 17 working days when the letter was served on 09-10 and its 15 working days ended without an answer on Thursday 10-08: due 2026-10-28 (R-32)', () => {
    expect(due([received, suspend('2026-09-08', 'third', { until: '2026-10-08' })])).toBe('2026-10-28');
    // An answer that comes after the limit changes nothing.
    expect(due([received, suspend('2026-09-08', 'third', { until: '2026-10-08' }), resume('2026-10-20', 'third')])).toBe('2026-10-28');
    // One before it does.
    expect(due([received, suspend('2026-09-08', 'third', { until: '2026-10-08' }), resume('2026-09-17', 'third')])).toBe('2026-10-14');
  });

  it('stands still up to the last day of a consultation that nobody answers, but on the day of an answer runs again', () => {
    const limited = suspend('2026-09-08', 'third', { until: '2026-10-08', clause: 'R-32' });
    const look = (today: string, ...more: ClockEffect[]) => {
      const { state, dueOn, remainingWorkingDays } = clock([received, limited, ...more], today);
      return [state, dueOn, remainingWorkingDays];
    };
    expect(look('2026-10-08')).toEqual(['SUSPENDED', '2026-10-28', null]);
    expect(look('2026-10-09')).toEqual(['RUNNING', '2026-10-28', 14]);
    expect(look('2026-10-08', resume('2026-10-20', 'third'))).toEqual(['SUSPENDED', '2026-10-28', null]);
    expect(look('2026-09-16', resume('2026-09-17', 'third'))).toEqual(['SUSPENDED', '2026-10-14', null]);
    expect(look('2026-09-17', resume('2026-09-17', 'third'))).toEqual(['RUNNING', '2026-10-14', 15]);
  });

  it('names the clause by which time counts again: that of the answer, or of the limit that lapsed', () => {
    const limited = suspend('2026-09-08', 'third', { until: '2026-10-08', clause: 'R-32' });
    const again = (...more: ClockEffect[]) => clock([received, limited, ...more]).segments.at(-1);
    expect(again()).toMatchObject({ effect: 'RESUME', clause: 'R-32', daysCounted: 15 });
    expect(again(resume('2026-10-20', 'third', { clause: 'A2-15' }))).toMatchObject({ effect: 'RESUME', clause: 'R-32' });
    expect(again(resume('2026-09-17', 'third', { clause: 'A2-15' }))).toMatchObject({ effect: 'RESUME', clause: 'A2-15' });
  });

  it('learns the end of a consultation when its receipt is proved, by a second SUSPEND of the same subject', () => {
    const sent = suspend('2026-09-08', 'third');
    expect(due([received, sent])).toBeNull();
    expect(due([received, sent, suspend('2026-09-10', 'third', { until: '2026-10-08' })])).toBe('2026-10-28');
  });

  it('is due on Monday 2026-10-26 when the clarification asked for on 09-08 comes in on Monday 09-21 (R-30)', () => {
    const { dueOn, startedOn, segments } = clock([received, suspend('2026-09-08', 'clarification', { reason: '等待申请人补正期间' }), reset('2026-09-21', { subject: 'clarification', clause: 'R-30' })], '2026-09-22');
    expect([dueOn, startedOn]).toEqual(['2026-10-26', '2026-09-21']);
    expect(segments.map(({ from, to, effect, daysCounted, discarded }) => [from, to, effect, daysCounted, discarded])).toEqual([
      ['2026-09-01', '2026-09-08', 'START', 5, true],
      ['2026-09-08', '2026-09-21', 'SUSPEND', 0, true],
      ['2026-09-21', '2026-10-26', 'RESET', 20, false],
    ]);
  });

  it('is due on Tuesday 2026-11-03 when the fee is paid on Wednesday 09-30, the day after being the first (R-42)', () => {
    expect(due([received, suspend('2026-09-15', 'fee'), reset('2026-09-30', { subject: 'fee' })])).toBe('2026-11-03');
  });

  it('has no due date while a clarification is awaited, and nothing is late', () => {
    const { state, dueOn, remainingWorkingDays, late, segments } = clock([received, suspend('2026-09-08', 'clarification')], '2026-12-01');
    expect({ state, dueOn, remainingWorkingDays, late }).toEqual({ state: 'SUSPENDED', dueOn: null, remainingWorkingDays: null, late: false });
    expect(segments.at(-1)).toMatchObject({ from: '2026-09-08', to: null, effect: 'SUSPEND', daysCounted: 0 });
    expect(segments.at(-1)?.excludedDays.at(-1)?.date).toBe('2026-12-01');
  });

  it('is stopped by service on the due day in time, and on the day after too late (CAL-09)', () => {
    expect(clock([received, stop('2026-09-29')], '2026-12-01')).toMatchObject({ state: 'STOPPED', stoppedOn: '2026-09-29', late: false, dueOn: '2026-09-29', remainingWorkingDays: null });
    const tooLate = clock([received, stop('2026-09-30')], '2026-12-01');
    expect(tooLate).toMatchObject({ state: 'STOPPED', late: true, dueOn: '2026-09-29' });
    expect(tooLate.segments.map(({ effect, daysCounted }) => [effect, daysCounted])).toEqual([['START', 21], ['STOP', 0]]);
  });

  it('counts what is left: 20 on the first day, 0 on the due day, -1 on the day after, which is late', () => {
    const left = (today: string) => [clock([received], today).remainingWorkingDays, clock([received], today).late];
    expect(left('2026-09-01')).toEqual([20, false]);
    expect(left('2026-09-29')).toEqual([0, false]);
    expect(left('2026-09-30')).toEqual([-1, true]);
  });

  it('leaves out the union of two consultations that overlap, once (CAL-07)', () => {
    const third = [suspend('2026-09-08', 'third', { reason: '征求第三方意见期间' }), resume('2026-09-15', 'third')];
    const agency = [suspend('2026-09-10', 'agency', { reason: '征求其他机关意见期间' }), resume('2026-09-17', 'agency')];
    const { dueOn, segments } = clock([received, ...third, ...agency]);
    expect(dueOn).toBe('2026-10-14'); // as one consultation from 09-08 to 09-17
    expect(segments.filter(({ effect }) => effect === 'SUSPEND').map(({ from, to }) => [from, to])).toEqual([
      ['2026-09-08', '2026-09-10'], ['2026-09-10', '2026-09-15'], ['2026-09-15', '2026-09-17'],
    ]);
    expect(segments[2]?.excludedDays[0]?.reason).toBe('征求第三方意见期间、征求其他机关意见期间');
  });

  it('goes on standing still for one consultation when the other is answered', () => {
    const both = [received, suspend('2026-09-08', 'third'), suspend('2026-09-09', 'agency'), resume('2026-09-10', 'third')];
    expect(clock(both, '2026-09-11')).toMatchObject({ state: 'SUSPENDED', dueOn: null });
    expect(clock([...both, resume('2026-09-17', 'agency')], '2026-09-17')).toMatchObject({ state: 'RUNNING', dueOn: '2026-10-14' });
  });

  it('carries a consultation that is still out over a RESET, and leaves out what it takes from there', () => {
    const effects = [received, suspend('2026-09-08', 'third'), suspend('2026-09-09', 'clarification'), reset('2026-09-14', { subject: 'clarification' }), resume('2026-09-17', 'third')];
    // From Monday 09-14: 09-15, 09-16, 09-17 are not counted; the 20th working day after Thursday 09-17.
    expect(due(effects)).toBe(calendar.addWorkingDays(d('2026-09-17'), 20).dueOn);
    // A RESET that names no subject ends all that was awaited.
    const plain = [received, suspend('2026-09-08', 'third'), reset('2026-09-14'), resume('2026-09-17', 'third')];
    expect(due(plain)).toBe(calendar.addWorkingDays(d('2026-09-14'), 20).dueOn);
  });

  it('keeps an extension over a RESET: it is granted once in a round, and T02 begins where T01 ends', () => {
    const { dueOn, extended } = clock([received, extend('2026-09-02', 20), suspend('2026-09-03', 'fee'), reset('2026-09-30', { subject: 'fee' })]);
    expect([dueOn, extended]).toEqual([calendar.addWorkingDays(d('2026-09-30'), 40).dueOn, true]);
  });

  it('is replaced by the period of a delayed reply, which a later extension or consultation puts off (R-35)', () => {
    const delayed = effect('REPLACE', '2026-09-22', { until: '2026-12-15', clause: 'R-35' });
    const replaced = clock([received, delayed]);
    expect(replaced.dueOn).toBe('2026-12-15');
    expect(replaced.segments.map(({ effect: kind, clause }) => [kind, clause])).toEqual([['START', 'R-33'], ['REPLACE', 'R-35']]);
    expect(due([received, delayed, extend('2026-12-01', 3)])).toBe('2026-12-18');
    expect(due([received, delayed, suspend('2026-12-01', 'third'), resume('2026-12-03', 'third')])).toBe('2026-12-17');
    // What was left out before it is in its date already.
    expect(due([received, suspend('2026-09-08', 'third'), resume('2026-09-10', 'third'), delayed])).toBe('2026-12-15');
    // And a RESET makes it void: the whole period counts anew.
    expect(due([received, delayed, suspend('2026-09-23', 'fee'), reset('2026-09-30', { subject: 'fee' })])).toBe('2026-11-03');
  });

  it('still stands still for a letter sent on the last day, Tuesday 09-29, and no more for one sent after it', () => {
    expect(clock([received, suspend('2026-09-29', 'third')], '2026-10-09')).toMatchObject({ state: 'SUSPENDED', dueOn: null, late: false });
    expect(clock([received, suspend('2026-09-30', 'third')], '2026-10-09')).toMatchObject({ state: 'RUNNING', dueOn: '2026-09-29', late: true });
  });

  it('does not end before the answer to a letter sent on the last day: in on Sunday 10-18, due on Monday 10-19', () => {
    const answered = (on: string) => clock([received, suspend('2026-09-29', 'third'), resume(on, 'third')], on);
    expect(answered('2026-10-16')).toMatchObject({ dueOn: '2026-10-16', late: false, remainingWorkingDays: 0 });
    expect(answered('2026-10-18')).toMatchObject({ dueOn: '2026-10-19', late: false, remainingWorkingDays: 1 });
    expect(answered('2026-10-18').segments.map(({ daysCounted }) => daysCounted)).toEqual([20, 0, 0]);
    // Extended, the extension begins after that Sunday.
    const extended = clock([received, extend('2026-09-29', 5), suspend('2026-09-29', 'third'), resume('2026-10-18', 'third')]);
    expect([extended.dueOn, extended.segments.map(({ from, effect: kind, daysCounted }) => [from, kind, daysCounted]).at(-1)]).toEqual(['2026-10-23', ['2026-10-18', 'EXTEND', 5]]);
  });

  it('is not late when it is stopped while a consultation is out', () => {
    expect(clock([received, suspend('2026-09-08', 'third'), stop('2026-11-20')], '2026-11-24')).toMatchObject({ state: 'STOPPED', late: false });
  });

  it('ignores what comes after STOP, and begins again with a RESET', () => {
    const stopped = [received, stop('2026-09-10')];
    expect(clock([...stopped, extend('2026-09-11', 20), suspend('2026-09-11', 'third'), stop('2026-09-20')])).toMatchObject({ state: 'STOPPED', stoppedOn: '2026-09-10', extended: false });
    const again = clock([...stopped, reset('2026-09-21')], '2026-09-22');
    expect(again).toMatchObject({ state: 'RUNNING', stoppedOn: null, dueOn: '2026-10-26' });
    expect(again.segments.map(({ effect: kind, discarded }) => [kind, discarded])).toEqual([['START', true], ['STOP', true], ['RESET', false]]);
  });

  it('orders by legal day, then by place in the stream, whatever the order of reading', () => {
    const effects = [received, suspend('2026-09-08', 'third'), resume('2026-09-17', 'third'), extend('2026-09-20', 20)];
    expect(clock([...effects].reverse())).toEqual(clock(effects));
    const [first, second] = [effect('REPLACE', '2026-09-22', { until: '2026-11-02' }), effect('REPLACE', '2026-09-22', { until: '2026-11-09' })];
    expect(due([second, first, received])).toBe('2026-11-09');
  });

  it('takes a letter answered on the day it was sent for nothing, and NONE for nothing', () => {
    expect(clock([received, suspend('2026-09-08', 'third'), resume('2026-09-08', 'third'), effect('NONE', '2026-09-09')])).toEqual(clock([received]));
  });
});

describe('a reply clock that reaches a year without an arrangement (CAL-05)', () => {
  it('says that it is provisional: received Friday 2026-12-11, due Monday 2027-01-11, 元旦 being a Friday', () => {
    expect(clock([start('2026-12-11')], '2026-12-14')).toMatchObject({ dueOn: '2027-01-11', provisional: true });
  });
  it('is not provisional when it ends with Thursday 2026-12-31', () => {
    expect(clock([start('2026-12-03')], '2026-12-14')).toMatchObject({ dueOn: '2026-12-31', provisional: false });
  });
});

describe('limits in hours, days and months', () => {
  const hours: LimitTerms = { length: 5, unit: 'HOURS', direction: 'FORWARD', rollOver: false };
  const found = start('2026-10-01', { at: '2026-10-01T23:00:00+08:00' });

  it('T12: five hours from discovery at 23:00 on 国庆节 end at 04:00 the next day (CAL-06)', () => {
    const running = computeClock(hours, [found], calendar, instant('2026-10-02T04:00:00+08:00'));
    expect(running).toMatchObject({ dueOn: '2026-10-02', dueAt: '2026-10-01T20:00:00.000Z', late: false, provisional: false });
    expect(computeClock(hours, [found], calendar, instant('2026-10-02T04:00:00.001+08:00')).late).toBe(true);
    expect(computeClock(hours, [found, stop('2026-10-02', { at: '2026-10-02T03:59:00+08:00' })], calendar, d('2026-10-08')).late).toBe(false);
    expect(computeClock(hours, [found, stop('2026-10-02', { at: '2026-10-02T04:01:00+08:00' })], calendar, d('2026-10-08')).late).toBe(true);
  });

  it('hours stand still between instants, are extended in hours, and are reset', () => {
    const between = [suspend('2026-10-01', 'x', { at: '2026-10-01T23:30:00+08:00' }), resume('2026-10-02', 'x', { at: '2026-10-02T00:30:00+08:00' })];
    const { dueAt, segments } = computeClock(hours, [found, ...between, extend('2026-10-02', 2)], calendar, d('2026-10-02'));
    expect(dueAt).toBe('2026-10-01T23:00:00.000Z');
    expect(segments.map(({ effect: kind, daysCounted }) => [kind, daysCounted])).toEqual([['START', 0.5], ['SUSPEND', 0], ['RESUME', 4.5], ['EXTEND', 2]]);
    expect(computeClock(hours, [found, reset('2026-10-02', { at: '2026-10-02T01:00:00+08:00' })], calendar, d('2026-10-02')).dueAt).toBe('2026-10-01T22:00:00.000Z');
  });

  it('T20: 60 days from Monday 2026-08-03 end on Friday 10-02, in 国庆节, and move to Thursday 10-08 (CAL-03)', () => {
    const days: LimitTerms = { length: 60, unit: 'DAYS', direction: 'FORWARD', rollOver: true };
    const { dueOn, segments } = clock([start('2026-08-03')], '2026-08-03', days);
    expect(dueOn).toBe('2026-10-08');
    expect(segments[0]?.daysCounted).toBe(60);
    // Two days not counted: raw end Sunday 10-04, the same working day.
    expect(clock([start('2026-08-03'), suspend('2026-08-04', 'x'), resume('2026-08-06', 'x')], '2026-08-06', days).dueOn).toBe('2026-10-08');
    expect(clock([start('2026-08-03'), suspend('2026-08-04', 'x'), resume('2026-08-11', 'x')], '2026-08-06', days).dueOn).toBe('2026-10-09');
    // Asked in the days that it rolled over: the period ends no earlier than the answer.
    expect(clock([start('2026-08-03'), suspend('2026-10-06', 'x'), resume('2026-10-12', 'x')], '2026-10-12', days).dueOn).toBe('2026-10-12');
  });

  it('T20: six months from Monday 2026-08-31 end on the last day of February 2027, a Sunday: Monday 2027-03-01, provisional', () => {
    const months: LimitTerms = { length: 6, unit: 'MONTHS', direction: 'FORWARD', rollOver: true };
    expect(clock([start('2026-08-31')], '2026-09-01', months)).toMatchObject({ dueOn: '2027-03-01', provisional: true });
  });

  it('T16: counts 30 days back from the start of a procurement, and is late after that day', () => {
    const back: LimitTerms = { length: 30, unit: 'DAYS', direction: 'BACKWARD', rollOver: false };
    const planned = start('2026-11-20');
    const early = clock([planned], '2026-10-01', back);
    expect(early).toMatchObject({ dueOn: '2026-10-21', late: false, state: 'RUNNING' });
    expect(early.segments).toMatchObject([{ from: '2026-10-21', to: '2026-11-20', daysCounted: 30 }]);
    expect(clock([planned], '2026-10-22', back).late).toBe(true);
    expect(clock([planned, stop('2026-10-21')], '2026-11-20', back)).toMatchObject({ state: 'STOPPED', stoppedOn: '2026-10-21', late: false });
    expect(clock([planned, stop('2026-10-22')], '2026-11-20', back)).toMatchObject({ state: 'STOPPED', late: true });
    // The procurement is put off: the day is counted back from its new beginning.
    expect(clock([planned, reset('2026-11-30')], '2026-10-22', back)).toMatchObject({ dueOn: '2026-10-31', late: false });
    expect(clock([planned, extend('2026-10-01', 5)], '2026-10-01', back).dueOn).toBe('2026-10-16');
    expect(clock([planned, suspend('2026-10-01', 'x')], '2026-10-01', back)).toMatchObject({ dueOn: '2026-10-21', state: 'RUNNING' });
  });
});

describe('faults of the caller', () => {
  it('throws without a START, on EXTEND without days and on REPLACE without a date', () => {
    expect(() => clock([stop('2026-09-01')])).toThrow('a clock needs a START');
    expect(() => clock([start('2026-09-01'), effect('EXTEND', '2026-09-02')])).toThrow('EXTEND on 2026-09-02 names no days');
    expect(() => clock([start('2026-09-01'), effect('REPLACE', '2026-09-02')])).toThrow('REPLACE on 2026-09-02 names no until');
  });
});
