import type { Axis } from './clock-axis.ts';
import type { ClockEffect } from './types.ts';

/** A stretch (from, to] that is not counted; `to` is Infinity while nobody knows its end. */
export interface Exclusion {
  readonly from: number;
  readonly to: number;
  readonly reason: string;
  readonly clause: string;
  /** True when an answer ended it: on that day the clock runs again, while on the last day of a lapsed one it still stands. */
  readonly answered: boolean;
  /** The clause by which time counts again. */
  readonly resumedBy: string;
}

interface OpenSuspension {
  readonly from: number;
  readonly until: number;
  readonly reason: string;
  readonly clause: string;
}

/** One run of a clock: from START, or from the last RESET, which makes the run before it void. */
export interface Run {
  readonly by: ClockEffect;
  readonly from: number;
  readonly exclusions: Exclusion[];
  readonly open: Map<string, OpenSuspension>;
  /** Units added after the base period, and the clause of the last EXTEND. */
  extension: { readonly units: number; readonly clause: string } | null;
  /** All that was ever granted in this clock: a RESET keeps it. */
  granted: { readonly units: number; readonly clause: string } | null;
  replaced: { readonly at: number; readonly due: number; readonly clause: string } | null;
  stop: { readonly at: number; readonly effect: ClockEffect } | null;
}

const subjectOf = (effect: ClockEffect): string => effect.subject ?? '';

function close(run: Run, subject: string, at: number, clause: string): void {
  const open = run.open.get(subject);
  if (!open) return;
  run.open.delete(subject);
  const lapsed = open.until < at;
  // Answered on the day it was sent: nothing was left out.
  if (Math.min(open.until, at) <= open.from) return;
  run.exclusions.push({ from: open.from, to: Math.min(open.until, at), reason: open.reason, clause: open.clause, answered: !lapsed, resumedBy: lapsed ? open.clause : clause });
}

function suspend(axis: Axis, run: Run, effect: ClockEffect): void {
  const [subject, from] = [subjectOf(effect), axis.point(effect)];
  const until = effect.until === undefined ? Infinity : axis.close(effect.until);
  const open = run.open.get(subject);
  if (open && open.until >= from) {
    // The same consultation once more: its own limit has become known (it runs from the third party's receipt), or has changed.
    if (effect.until !== undefined) run.open.set(subject, { ...open, until });
    return;
  }
  close(run, subject, from, effect.clause);
  run.open.set(subject, { from, until, reason: effect.reason ?? '中止计算期间', clause: effect.clause });
}

/**
 * What a RESET leaves of the run before it. What awaited this clarification or this fee ends with it, by its subject (and so
 * does a suspension without one); a consultation that is still out goes on, and what it takes from here is not counted
 * either. An extension once granted is kept: it is granted once in a round, a RESET stays in its round, and T02
 * begins at the end of T01, wherever that has moved. The reading rejected: that the full period anew is 20 working days
 * whatever was granted; a payment could then bring forward the date that the applicant was told. A delayed reply's date
 * (REPLACE) is void, since the whole period counts anew.
 */
function reset(axis: Axis, run: Run, effect: ClockEffect): Run {
  const next = begin(axis, effect);
  for (const [subject, open] of run.open) {
    if (effect.subject === undefined || subject === '' || subject === effect.subject || open.until <= next.from) continue;
    next.open.set(subject, { ...open, from: Math.max(open.from, next.from) });
  }
  next.granted = run.granted;
  next.extension = run.granted;
  return next;
}

const begin = (axis: Axis, by: ClockEffect): Run => ({ by, from: axis.start(by), exclusions: [], open: new Map(), extension: null, granted: null, replaced: null, stop: null });

function required<K extends 'days' | 'until'>(effect: ClockEffect, key: K): NonNullable<ClockEffect[K]> {
  const value = effect[key];
  if (value === undefined) throw new RangeError(`${effect.effect} on ${effect.on} names no ${key}`);
  return value;
}

/**
 * Folds the effects into runs; the last is the one that counts. The order is that of the legal day, then of the stream; of
 * a limit counted backwards that of the stream alone, since its START names a day that lies ahead of all that is done for it.
 * Nothing but START or RESET moves a clock that was stopped.
 */
export function fold(axis: Axis, effects: readonly ClockEffect[], forward: boolean): { readonly run: Run; readonly discarded: readonly { readonly run: Run; readonly until: number }[] } {
  const ordered = [...effects].sort((a, b) => (!forward || a.on === b.on ? a.seq - b.seq : a.on < b.on ? -1 : 1));
  const discarded: { run: Run; until: number }[] = [];
  let run: Run | null = null;
  for (const effect of ordered) {
    if (effect.effect === 'START' || effect.effect === 'RESET') {
      const next: Run = run && effect.effect === 'RESET' ? reset(axis, run, effect) : begin(axis, effect);
      if (run) {
        const until = Math.max(run.from, run.stop ? run.stop.at : next.from);
        for (const subject of [...run.open.keys()]) close(run, subject, until, effect.clause);
        discarded.push({ run, until });
      }
      run = next;
      continue;
    }
    if (!run || run.stop) continue;
    switch (effect.effect) {
      case 'SUSPEND':
        suspend(axis, run, effect);
        break;
      case 'RESUME':
        close(run, subjectOf(effect), axis.point(effect), effect.clause);
        break;
      case 'EXTEND': {
        const units = required(effect, 'days');
        run.extension = { units: (run.extension?.units ?? 0) + units, clause: effect.clause };
        run.granted = { units: (run.granted?.units ?? 0) + units, clause: effect.clause };
        break;
      }
      case 'REPLACE':
        run.replaced = { at: axis.point(effect), due: axis.close(required(effect, 'until')), clause: effect.clause };
        run.extension = null;
        break;
      case 'STOP':
        run.stop = { at: axis.point(effect), effect };
        for (const subject of [...run.open.keys()]) close(run, subject, run.stop.at, effect.clause);
        break;
      case 'NONE':
        break;
    }
  }
  if (!run) throw new RangeError('a clock needs a START');
  for (const { from, until, reason, clause } of run.open.values()) run.exclusions.push({ from, to: until, reason, clause, answered: false, resumedBy: clause });
  return { run, discarded };
}
