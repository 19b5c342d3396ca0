/**
 * Invariants, and a naive oracle: it walks the calendar one day at a time and asks of each day only whether it is worked
 * and whether anybody is being waited for. It shares no code with the clock but the list of working days.
 */
import { addDays, fromEpochDay, localDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import fc from 'fast-check';
import { computeClock } from './clock.ts';
import { firstCalendarEdition } from './first-edition.ts';
import { countLimit } from './limit.ts';
import type { LimitTerms } from './limit.ts';
import type { ClockEffect } from './types.ts';
import { workingCalendar } from './working-calendar.ts';

const calendar = workingCalendar(firstCalendarEdition);
const first = 17_532; // 2018-01-01
const date = fc.integer({ min: first, max: first + 365 * 9 + 200 }).map(fromEpochDay);
const workingDays = (length: number): LimitTerms => ({ length, unit: 'WORKING_DAYS', direction: 'FORWARD', rollOver: false });

interface Waiting { readonly subject: string; readonly from: number; readonly days: number | null; readonly until: number | null }
/** Up to four waits by subjects of their own, from some day after the start, answered after some days or not, with or without a limit of their own. */
const waits = fc.array(fc.record({ from: fc.integer({ min: 0, max: 60 }), days: fc.option(fc.integer({ min: 0, max: 40 })), until: fc.option(fc.integer({ min: 0, max: 30 })) }), { maxLength: 4 })
  .map((list) => list.map((wait, index): Waiting => ({ ...wait, subject: `subject-${index}` })));
const endedWaits = waits.map((list) => list.filter(({ days, until }) => days !== null || until !== null));

function effectsOf(start: LocalDate, list: readonly Waiting[]): ClockEffect[] {
  const effects: ClockEffect[] = [{ effect: 'START', on: start, clause: 'R-33', seq: 0 }];
  for (const { subject, from, days, until } of list) {
    const on = addDays(start, from);
    effects.push({ effect: 'SUSPEND', on, subject, clause: 'R-33', seq: effects.length, ...(until === null ? {} : { until: addDays(on, until) }) });
    if (days !== null) effects.push({ effect: 'RESUME', on: addDays(on, days), subject, clause: 'R-33', seq: effects.length });
  }
  return effects;
}

/**
 * Day by day: each worked day on which nobody is waited for counts one. A wait counts if it began while the period still
 * ran, its last day included; one that is on when nothing is left to count keeps the period open to the wait's last day,
 * and on from a day off to the next worked one. Null: no end in sight.
 */
function naiveDueDate(start: LocalDate, length: number, list: readonly Waiting[]): LocalDate | null {
  const spans = list.map(({ from, days, until }) => ({ from, to: from + Math.min(days ?? Infinity, until ?? Infinity) }));
  let left = length;
  let due: number | null = null;
  for (let day = 1; day < 3000; day++) {
    const waiting = spans.some(({ from, to }) => from < day && day <= to && (due === null || from <= due));
    const works = calendar.isWorkingDay(addDays(start, day));
    if (waiting) {
      if (due !== null) due = day;
    } else if (works) {
      if (due !== null && calendar.isWorkingDay(addDays(start, due))) return addDays(start, due);
      left -= 1;
      if (left <= 0) due = day;
    }
  }
  return null;
}

const clock = (effects: readonly ClockEffect[], length = 20, today = localDate('2026-12-31')) => computeClock(workingDays(length), effects, calendar, today);
const dueNumber = (due: LocalDate | null): string => due ?? '9999-12-31';

describe('working days', () => {
  const n = fc.integer({ min: 0, max: 600 });

  it('agree with a walk from day to day, reasons and all', () => {
    fc.assert(fc.property(date, fc.integer({ min: 1, max: 80 }), (from, count) => {
      const off: LocalDate[] = [];
      let day = from;
      for (let left = count; left > 0; ) {
        day = addDays(day, 1);
        if (calendar.isWorkingDay(day)) left -= 1;
        else off.push(day);
      }
      const counted = calendar.addWorkingDays(from, count);
      expect(counted.dueOn).toBe(day);
      expect(counted.excludedDays.map((excluded) => excluded.date)).toEqual(off);
      expect(counted.excludedDays.every(({ reason }) => reason.length > 0)).toBe(true);
      expect(counted.provisional).toBe(day > '2026-12-31');
    }));
  });
  it('between a day and the n-th after it are n', () => {
    fc.assert(fc.property(date, n, (from, count) => {
      const { dueOn } = calendar.addWorkingDays(from, count);
      expect(calendar.workingDaysBetween(from, dueOn)).toBe(count);
      expect(calendar.workingDaysBetween(dueOn, from)).toBe(0 - count);
      if (count > 0) expect(calendar.isWorkingDay(dueOn)).toBe(true);
    }));
  });
  it('added and taken away again lead back to a working day', () => {
    fc.assert(fc.property(date, n, (any, count) => {
      const from = calendar.nextWorkingDay(any);
      expect(calendar.subtractWorkingDays(calendar.addWorkingDays(from, count).dueOn, count).dueOn).toBe(from);
      expect(calendar.addWorkingDays(calendar.subtractWorkingDays(from, count).dueOn, count).dueOn).toBe(from);
    }));
  });
  it('are monotone in the day and in the number, and add up', () => {
    fc.assert(fc.property(date, date, n, n, (a, b, m, k) => {
      const [early, late] = a <= b ? [a, b] : [b, a];
      const due = (from: LocalDate, count: number) => calendar.addWorkingDays(from, count).dueOn;
      if (m > 0) expect(due(early, m) <= due(late, m)).toBe(true);
      expect(due(a, m) <= due(a, m + k)).toBe(true);
      if (m > 0) expect(due(due(a, m), k)).toBe(due(a, m + k));
      expect(calendar.workingDaysBetween(early, late)).toBeGreaterThanOrEqual(0);
    }));
  });
});

describe('a clock in working days', () => {
  const length = fc.integer({ min: 1, max: 45 });

  it('agrees with a walk from day to day', () => {
    fc.assert(fc.property(date, length, waits, (start, count, list) => {
      expect(clock(effectsOf(start, list), count).dueOn).toBe(naiveDueDate(start, count, list));
    }), { numRuns: 2000 });
  });
  it('does not care in which order its effects are read, nor which of the waits came first', () => {
    fc.assert(fc.property(date, waits, fc.infiniteStream(fc.nat()), (start, list, random) => {
      const effects = effectsOf(start, list);
      const shuffled = effects.map((effect) => ({ effect, by: random.next().value as number })).sort((a, b) => a.by - b.by).map(({ effect }) => effect);
      expect(clock(shuffled)).toEqual(clock(effects));
      expect(clock(effectsOf(start, [...list].reverse())).dueOn).toBe(clock(effects).dueOn);
    }));
  });
  it('is never due earlier for one wait more, nor for an extension', () => {
    fc.assert(fc.property(date, waits, fc.integer({ min: 1, max: 20 }), (start, list, days) => {
      const less = effectsOf(start, list.slice(1));
      const more = effectsOf(start, list);
      expect(dueNumber(clock(more).dueOn) >= dueNumber(clock(less).dueOn)).toBe(true);
      const extended = clock([...more, { effect: 'EXTEND', on: addDays(start, 1), days, clause: 'A2-9', seq: 1000 }]).dueOn;
      expect(dueNumber(extended) >= dueNumber(clock(more).dueOn)).toBe(true);
    }));
  });
  it('with an extension is due as a limit of both lengths would be', () => {
    fc.assert(fc.property(date, endedWaits, length, fc.integer({ min: 1, max: 20 }), (start, list, count, days) => {
      const effects = effectsOf(start, list);
      const extended = clock([...effects, { effect: 'EXTEND', on: start, days, clause: 'A2-9', seq: 1000 }], count);
      expect(extended.dueOn).toBe(clock(effects, count + days).dueOn);
    }));
  });
  it('accounts for its time without a gap: the segments count the whole period and name every other day', () => {
    fc.assert(fc.property(date, length, endedWaits, fc.option(fc.integer({ min: 1, max: 20 })), (start, count, list, days) => {
      const effects = effectsOf(start, list);
      if (days !== null) effects.push({ effect: 'EXTEND', on: addDays(start, 1), days, clause: 'A2-9', seq: 1000 });
      const { segments, dueOn } = clock(effects, count);
      if (dueOn === null) throw new Error('every wait has an end');
      expect(segments.reduce((sum, { daysCounted }) => sum + daysCounted, 0)).toBe(count + (days ?? 0));
      expect(segments[0]?.from).toBe(start);
      expect(segments.at(-1)?.to).toBe(dueOn);
      segments.slice(1).forEach(({ from }, index) => expect(from).toBe(segments[index]?.to));
      // Each day of (start, due] was counted or is named once with a reason.
      const named = segments.flatMap(({ excludedDays }) => excludedDays.map((day) => day.date));
      expect(new Set(named).size).toBe(named.length);
      let all = 0;
      for (let day = start; day < dueOn; day = addDays(day, 1)) all += 1;
      // Save one: the worked day to which the end rolls over from a wait that ended on a day off, when nothing was left to count.
      const waitEndedOnDayOff = segments.some(({ effect, to }) => effect === 'SUSPEND' && to !== null && !calendar.isWorkingDay(to) && calendar.nextWorkingDay(to) === dueOn);
      expect(waitEndedOnDayOff ? [0, 1] : [0]).toContain(all - named.length - count - (days ?? 0));
    }));
  });
  it('stopped on or before its due date is never late, and after it always; the segments count what was used', () => {
    fc.assert(fc.property(date, waits, fc.integer({ min: 0, max: 120 }), (start, list, after) => {
      const on = addDays(start, after);
      const effects = effectsOf(start, list).filter((effect) => effect.on <= on);
      const before = clock(effects).dueOn;
      const stopped = clock([...effects, { effect: 'STOP', on, clause: 'R-33', seq: 1000 }]);
      expect(stopped.state).toBe('STOPPED');
      expect(stopped.late).toBe(stopped.dueOn !== null && on > stopped.dueOn);
      if (before === null || on <= before) expect(stopped.late).toBe(false);
      const used = stopped.segments.reduce((sum, { daysCounted }) => sum + daysCounted, 0);
      if (!stopped.late) expect(used).toBeLessThanOrEqual(20);
      else expect(used).toBeGreaterThanOrEqual(20);
    }));
  });
  it('after a RESET knows nothing of what was before, save an extension', () => {
    fc.assert(fc.property(date, waits, fc.integer({ min: 0, max: 60 }), (start, list, after) => {
      const on = addDays(start, after);
      const effects: ClockEffect[] = [...effectsOf(start, list).filter((effect) => effect.on <= on), { effect: 'RESET', on, clause: 'R-30', seq: 1000 }];
      expect(clock(effects)).toMatchObject({ startedOn: on, dueOn: calendar.addWorkingDays(on, 20).dueOn });
    }));
  });
  it('is suspended without a due date only while somebody is waited for who has no limit', () => {
    fc.assert(fc.property(date, waits, fc.integer({ min: 0, max: 200 }), (start, list, after) => {
      const { dueOn, state, remainingWorkingDays, late } = clock(effectsOf(start, list), 20, addDays(start, after));
      if (dueOn === null) expect(late).toBe(false);
      if (list.every(({ days, until }) => days !== null || until !== null)) expect(dueOn).not.toBeNull();
      expect(remainingWorkingDays === null).toBe(state === 'SUSPENDED' || dueOn === null);
    }));
  });
});

describe('limits of every unit, without anything in between', () => {
  const terms = fc.record({
    length: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom('WORKING_DAYS' as const, 'DAYS' as const, 'MONTHS' as const, 'HOURS' as const),
    direction: fc.constantFrom('FORWARD' as const, 'BACKWARD' as const),
    rollOver: fc.boolean(),
  });
  it('end where the bare limit ends', () => {
    fc.assert(fc.property(date, terms, (start, limit) => {
      const bare = countLimit(limit, start, calendar);
      const running = computeClock(limit, [{ effect: 'START', on: start, clause: 'R-33', seq: 0 }], calendar, start);
      expect(running).toMatchObject({ dueOn: bare.dueOn, dueAt: bare.dueAt, provisional: bare.provisional });
      expect(running.dueOn !== null && (limit.direction === 'FORWARD' ? running.dueOn >= start : running.dueOn <= start)).toBe(true);
    }));
  });
  it('roll over to working days, away from the day that they are counted from', () => {
    fc.assert(fc.property(date, terms, (start, limit) => {
      if (limit.unit !== 'DAYS' && limit.unit !== 'MONTHS') return;
      const [plain, rolled] = [countLimit({ ...limit, rollOver: false }, start, calendar).dueOn, countLimit({ ...limit, rollOver: true }, start, calendar).dueOn];
      expect(calendar.isWorkingDay(rolled)).toBe(true);
      expect(limit.direction === 'FORWARD' ? rolled >= plain : rolled <= plain).toBe(true);
    }));
  });
});
