import { computeClock } from '@disclosure/calendar';
import type { Clock } from '@disclosure/calendar';
import type { LocalDate } from '@disclosure/kernel';
import { findLimitOn, limitOn } from '@disclosure/law';
import type { LimitId } from '@disclosure/law';
import type { AggregateState, DecisionFacts } from './types.ts';

/** One limit of a record: of a subject (which consultation) and a round, with its computed clock. */
export interface Deadline {
  readonly limit: LimitId;
  readonly title: string;
  readonly subject: string | null;
  readonly round: number;
  readonly clause: string;
  readonly clock: Clock;
}

/**
 * Every deadline of a record, computed from its recorded effects, the law it keeps and the calendar of today's book:
 * nothing is stored that could disagree (CAL-08). Pure; microseconds.
 */
export function deadlinesOf(state: AggregateState, facts: Pick<DecisionFacts, 'calendar' | 'law' | 'today'>): readonly Deadline[] {
  const groups = new Map<string, AggregateState['effects'][number][]>();
  for (const effect of state.effects) {
    // A suspension names its own subject within the principal limit; other limits are told apart by subject.
    const starts = effect.effect === 'START';
    const key = `${effect.limit}|${effect.round}|${startedFor(state, effect.limit, effect.round, effect.subject) ?? ''}`;
    if (!groups.has(key) && !starts) continue;
    groups.set(key, [...(groups.get(key) ?? []), effect]);
  }
  return [...groups.values()].map((effects) => {
    const first = effects[0] as AggregateState['effects'][number];
    // An old case keeps its law; a limit that is younger than the case (a reconsideration of a later year) is that of its own beginning.
    const limit = (state.lawOn === null ? null : findLimitOn(facts.law, first.limit, state.lawOn)) ?? limitOn(facts.law, first.limit, first.on);
    // A limit whose length is the department's to set carries it in the effect that starts it.
    const length = first.days ?? limit.length;
    return {
      limit: first.limit,
      title: limit.title,
      subject: first.subject ?? null,
      round: first.round,
      clause: limit.clause,
      clock: computeClock({ length, unit: limit.unit, direction: limit.direction, rollOver: limit.rollOver }, effects, facts.calendar, facts.today),
    };
  });
}

/** The subject under which a limit was started in this round, so that suspensions with subjects of their own still belong to it. */
function startedFor(state: AggregateState, limit: LimitId, round: number, subject: string | undefined): string | undefined {
  const starts = state.effects.filter((effect) => effect.limit === limit && effect.round === round && effect.effect === 'START');
  return starts.some((effect) => effect.subject === subject) ? subject : starts[0]?.subject;
}

// The guards of a record ask for the same clocks again and again. States and facts never change, so an answer stays right as long as both are there.
const answers = new WeakMap<AggregateState, WeakMap<object, Map<string, Deadline | null>>>();

/** The clock of one limit in the present round, null where it has not started. Only that limit's clocks are computed, and once. */
export function clockOf(state: AggregateState, limit: LimitId, facts: Pick<DecisionFacts, 'calendar' | 'law' | 'today'>, subject?: string): Deadline | null {
  const ofState = answers.get(state) ?? new WeakMap<object, Map<string, Deadline | null>>();
  const known = ofState.get(facts) ?? new Map<string, Deadline | null>();
  answers.set(state, ofState.set(facts, known));
  const key = `${limit}|${subject ?? ''}`;
  const answer = known.get(key);
  if (answer !== undefined) return answer;
  const effects = state.effects.filter((effect) => effect.limit === limit && effect.round === state.round);
  const deadline = deadlinesOf({ ...state, effects }, facts).find((candidate) => subject === undefined || candidate.subject === subject) ?? null;
  known.set(key, deadline);
  return deadline;
}

/** The due date of a limit as of now; null when not started or suspended. */
export function dueOn(state: AggregateState, limit: LimitId, facts: Pick<DecisionFacts, 'calendar' | 'law' | 'today'>, subject?: string): LocalDate | null {
  return clockOf(state, limit, facts, subject)?.clock.dueOn ?? null;
}
