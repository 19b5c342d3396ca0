import type { Instant, LocalDate } from '@disclosure/kernel';
import { axisOf } from './clock-axis.ts';
import type { Axis } from './clock-axis.ts';
import { fold } from './clock-run.ts';
import type { Exclusion, Run } from './clock-run.ts';
import { segmentsOf } from './clock-segments.ts';
import type { LimitTerms } from './limit.ts';
import type { Clock, ClockEffect, ClockState, WorkingCalendar } from './types.ts';

/**
 * Computes a clock from the effects of the events on one limit: a pure fold, ordered by legal day, then by place in the
 * stream (foundations 3). Nothing of it is ever stored as the truth; what is stored can be computed again (CAL-08).
 *
 * - START, RESET: the whole period from that day, which is not counted itself (CLK-01, CLK-03, FEE-08). A RESET keeps an
 *   extension and a consultation that is still out, and nothing else of the run before it (see `reset` in clock-run.ts).
 * - SUSPEND … RESUME: (day of sending, day of the answer] is not counted; without an answer by `until`, `until` is the last
 *   day left out; a clarification or a fee is awaited until its RESET. What overlaps is left out once (CLK-07, CAL-07). A
 *   suspension that begins on the last day still begins in time; one that begins later changes nothing any more.
 * - EXTEND: so many units after the base period (CLK-06). REPLACE: from then on `until` is the due date (CLK-14); time not
 *   counted after that day puts it off like any other.
 * - STOP: the day that the law takes as done (CAL-09). Whatever comes after it is ignored, save START and RESET; so is
 *   whatever comes before the first START.
 *
 * A limit counted BACKWARD fixes the latest day before an event: it cannot be suspended, so SUSPEND and RESUME do nothing,
 * EXTEND moves it further back, and its effects are ordered by the stream alone. `today` may be an instant, which only limits in hours can tell from its date.
 * Throws a RangeError without a START or RESET, on EXTEND without `days`, on REPLACE without `until`: faults of the caller.
 */
export function computeClock(limit: LimitTerms, effects: readonly ClockEffect[], calendar: WorkingCalendar, today: LocalDate | Instant): Clock {
  const axis = axisOf(limit, calendar);
  const forward = limit.direction === 'FORWARD';
  const { run, discarded } = fold(axis, effects, forward);
  const now = axis.now(today);
  const exclusions = forward ? run.exclusions : [];
  const end = endOfRun(axis, run, exclusions, limit.length);
  const due = end?.due ?? null;
  const effective = due === null ? exclusions : exclusions.filter(({ from }) => from <= due);
  const state = stateOf(run, effective, now);
  const dueOn = due === null ? null : axis.date(due);
  const soFar = Math.max(run.from, now);
  return {
    state,
    startedOn: run.by.on,
    dueOn,
    dueAt: due === null ? null : axis.instant(due),
    provisional: axis.provisional(run.from, end?.counted ?? soFar, end?.due ?? soFar),
    calendarRevision: calendar.revision,
    remainingWorkingDays: state === 'RUNNING' && dueOn !== null ? calendar.workingDaysBetween(axis.date(now), dueOn) : null,
    stoppedOn: run.stop?.effect.on ?? null,
    late: due !== null && (run.stop ? run.stop.at > due : now > due),
    extended: run.granted !== null,
    segments: [
      ...discarded.flatMap(({ run: old, until }) =>
        segmentsOf(axis, limit, {
          run: old,
          exclusions: forward ? old.exclusions : [],
          until,
          end: forward ? until : (endOfRun(axis, old, [], limit.length)?.due ?? null),
          baseEnd: null,
          now,
          discarded: true,
        }),
      ),
      ...segmentsOf(axis, limit, {
        run,
        exclusions: effective,
        until: run.stop?.at ?? due,
        end: !forward ? due : run.stop ? run.stop.at : (end?.counted ?? null),
        baseEnd: run.extension ? (endOfRun(axis, { ...run, extension: null }, exclusions, limit.length)?.reached ?? null) : null,
        now,
        discarded: false,
      }),
    ],
  };
}

interface End {
  /** Where the last unit is counted. */
  readonly counted: number;
  /** That, or the last day left out where that is later: only when nothing was left to count any more. */
  readonly reached: number;
  readonly due: number;
}

/** Where a run ends; null when a suspension that began in time has no known end. */
function endOfRun(axis: Axis, run: Run, exclusions: readonly Exclusion[], length: number): End | null {
  const anchor = run.replaced?.at ?? run.from;
  const extension = run.extension?.units ?? 0;
  let counted = run.replaced ? run.replaced.due : axis.end(run.from, length + extension);
  if (run.replaced && extension !== 0) counted = axis.end(counted, extension);
  let floor = -Infinity;
  for (const { from, to } of union(exclusions, anchor)) {
    if (from > axis.settle(counted, floor)) break;
    if (to === Infinity) return null;
    counted = axis.putOff(counted, from, to);
    floor = to;
  }
  return { counted, reached: Math.max(counted, floor), due: axis.settle(counted, floor) };
}

/** The exclusions after `anchor` as stretches that do not overlap, in order (CAL-07: union, not sum). */
function union(exclusions: readonly Exclusion[], anchor: number): { from: number; to: number }[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of exclusions.map(({ from, to }) => ({ from: Math.max(from, anchor), to })).sort((a, b) => a.from - b.from)) {
    if (to <= from) continue;
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

function stateOf(run: Run, exclusions: readonly Exclusion[], now: number): ClockState {
  if (run.stop) return 'STOPPED';
  return exclusions.some(({ from, to, answered }) => from <= now && (answered ? now < to : now <= to)) ? 'SUSPENDED' : 'RUNNING';
}
