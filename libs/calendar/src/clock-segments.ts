import type { Axis } from './clock-axis.ts';
import type { Exclusion, Run } from './clock-run.ts';
import type { LimitTerms } from './limit.ts';
import type { ClockEffectKind, ClockSegment } from './types.ts';

interface Stretch {
  readonly run: Run;
  readonly exclusions: readonly Exclusion[];
  /** Where the account ends: the stop, the due date, or the RESET that made it void; null while nobody knows the due date. */
  readonly until: number | null;
  /** Where counting ends: before `until` when the end rolls over to a working day. Of a limit counted BACKWARD: its latest day. */
  readonly end: number | null;
  /** Where the base period ends and its extension begins, if it was extended. */
  readonly baseEnd: number | null;
  readonly now: number;
  readonly discarded: boolean;
}

/**
 * The account of one run: stretches (from, to] that join without a gap, each with what it counted, what it left out and
 * why. The counted units of all stretches that were not discarded are the units counted until the due date, or the stop.
 */
export function segmentsOf(axis: Axis, limit: LimitTerms, stretch: Stretch): readonly ClockSegment[] {
  const { run, discarded } = stretch;
  const segments = limit.direction === 'FORWARD' ? forward(axis, stretch) : backward(axis, stretch);
  if (!run.stop) return segments;
  const on = run.stop.effect.on;
  return [...segments, { from: on, to: on, effect: 'STOP', clause: run.stop.effect.clause, daysCounted: 0, discarded, excludedDays: [] }];
}

function forward(axis: Axis, { run, exclusions, until, end, baseEnd, now, discarded }: Stretch): readonly ClockSegment[] {
  const last = until ?? Infinity;
  const marks = [run.from, last, ...exclusions.flatMap(({ from, to }) => [from, to]), ...(run.replaced ? [run.replaced.at] : []), ...(baseEnd === null ? [] : [baseEnd])];
  const cuts = [...new Set(marks)].filter((mark) => mark >= run.from && mark <= last).sort((a, b) => a - b);
  // A clock that was stopped or reset on the day it began has counted nothing, and says so in one segment.
  if (cuts.length === 1) cuts.push(run.from);
  return cuts.slice(1).map((to, index): ClockSegment => {
    const from = cuts[index] ?? to;
    const covering = exclusions.filter((exclusion) => exclusion.from <= from && exclusion.to >= to && from < to);
    // An open stretch is told as far as today.
    const known = Number.isFinite(to) ? to : Math.max(from, now);
    const toDate = Number.isFinite(to) ? axis.date(to) : null;
    const first = covering[0];
    if (first) {
      const reason = [...new Set(covering.map((exclusion) => exclusion.reason))].join('、');
      return { from: axis.date(from), to: toDate, effect: 'SUSPEND', clause: first.clause, daysCounted: 0, discarded, excludedDays: axis.excluded(from, known, reason) };
    }
    const counted = Math.max(from, Math.min(known, end ?? known));
    const { effect, clause } = cause(run, exclusions, baseEnd, from);
    return { from: axis.date(from), to: toDate, effect, clause, daysCounted: axis.units(from, counted), discarded, excludedDays: axis.excluded(from, known, null) };
  });
}

/** What made time count from here. */
function cause(run: Run, exclusions: readonly Exclusion[], baseEnd: number | null, from: number): { effect: ClockEffectKind; clause: string } {
  if (run.extension && from === baseEnd) return { effect: 'EXTEND', clause: run.extension.clause };
  if (run.replaced && from === run.replaced.at) return { effect: 'REPLACE', clause: run.replaced.clause };
  const ended = exclusions.find(({ to }) => to === from);
  if (ended && from > run.from) return { effect: 'RESUME', clause: ended.resumedBy };
  return { effect: run.by.effect, clause: run.by.clause };
}

/** A limit counted back has one stretch: from its latest day to the event that it is counted from. */
function backward(axis: Axis, { run, end: due, discarded }: Stretch): readonly ClockSegment[] {
  if (due === null) return [];
  return [
    {
      from: axis.date(due),
      to: axis.date(run.from),
      effect: run.replaced ? 'REPLACE' : run.extension ? 'EXTEND' : run.by.effect,
      clause: run.replaced?.clause ?? run.extension?.clause ?? run.by.clause,
      daysCounted: axis.units(due, run.from),
      discarded,
      excludedDays: axis.excluded(due, run.from, null),
    },
  ];
}
