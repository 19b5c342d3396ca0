import type { Refusal } from '@disclosure/kernel';
import type { Actor } from '@disclosure/organisation';
import { deadlinesOf } from './deadlines.ts';
import type { Deadline } from './deadlines.ts';
import { eventOf, wrongPlace } from './decide.ts';
import { findAction } from './define.ts';
import { apply } from './fold.ts';
import type { Aggregate, AggregateState, Attempt, DecisionFacts, StoredEvent } from './types.ts';

/** What a step would do, or why it could not be taken. */
export interface Preview<S extends AggregateState> {
  readonly refusals: readonly Refusal[];
  /** The state then; as it is now where something refuses. */
  readonly state: S;
  readonly before: readonly Deadline[];
  readonly after: readonly Deadline[];
}

/**
 * What a step would do to a record, before it is taken: position, guards, effects and fold are the ones that the mutation uses, so that a
 * preview cannot say anything else. Several steps are taken one after the other (an extension is proposed, then granted). Who asks need
 * not be who will act: roles are not judged, so whoever calls this decides who may see the record. Nothing is stored. Throws on
 * an action that no table knows.
 */
export function preview<S extends AggregateState>(aggregate: Aggregate<S>, state: S, steps: readonly { readonly action: string; readonly input: unknown }[], actor: Actor, facts: DecisionFacts): Preview<S> {
  const before = deadlinesOf(state, facts);
  let then = state;
  for (const { action, input } of steps) {
    const found = findAction(aggregate, action);
    if (!found) throw new Error(`${aggregate.name} has no action ${action}`);
    const attempt: Attempt<S, unknown> = { state: then, input, facts, actor, roles: aggregate.roles(then, actor, facts) };
    const subject = found.row.subject?.(attempt);
    const misplaced = wrongPlace(found, attempt, subject);
    const refusals = misplaced ? [misplaced] : found.row.guards.flatMap((guard) => guard.check(attempt) ?? []);
    if (refusals.length > 0) return { refusals, state, before, after: before };
    const role = found.row.by[0];
    if (role === undefined) throw new Error(`nobody may take ${action}`);
    const event: StoredEvent = {
      ...eventOf(found, attempt, subject, role), id: '', streamId: then.id, seq: then.seq + 1, version: 1, recordedAt: facts.now, actor, actingAs: { role, divisionId: null },
      revisions: { calendar: facts.calendar.revision, law: facts.law.revision, organisation: facts.organisation.revision }, commandId: null,
    };
    then = apply(aggregate, then, event);
  }
  return { refusals: [], state: then, before, after: deadlinesOf(then, facts) };
}
