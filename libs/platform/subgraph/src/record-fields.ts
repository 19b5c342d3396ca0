import type { Refusal } from '@disclosure/kernel';
import { refusalShape } from '@disclosure/platform-graphql';
import { availableActions, deadlinesOf } from '@disclosure/workflow';
import type { Aggregate, AggregateState, AvailableAction, Deadline, StoredEvent } from '@disclosure/workflow';
import type { Actor } from '@disclosure/organisation';
import type { DecisionFacts } from '@disclosure/workflow';

/** `availableActions` in the graph's shape. */
export function availableActionShapes<S extends AggregateState>(aggregate: Aggregate<S>, state: S, actor: Actor, facts: DecisionFacts): object[] {
  return availableActions(aggregate, state, actor, facts).map((available: AvailableAction) => ({
    action: available.action,
    title: available.title,
    sentence: available.sentence,
    refusals: available.refusals.map((refusal: Refusal) => refusalShape(refusal)),
    deadlineEffects: available.deadlineEffects.map(({ limit, effect }) => ({ limit, effect, sentence: effectSentence(facts, limit, effect) })),
    nextState: available.nextState,
    nextHolder: available.nextHolder,
  }));
}

const EFFECT_SENTENCES: Readonly<Record<string, string>> = {
  START: '开始计算', RESET: '重新计算', SUSPEND: '暂停计算', RESUME: '恢复计算', EXTEND: '延长', REPLACE: '改定届满日', STOP: '终止', NONE: '不受影响',
};

function effectSentence(facts: DecisionFacts, limit: string, effect: string): string {
  const title = facts.law.limits.find((candidate) => candidate.id === limit)?.title ?? limit;
  return `${title}${EFFECT_SENTENCES[effect] ?? effect}。`;
}

/** `deadlines` in the graph's shape; `clock` is the principal one of the present round. */
export function deadlineShapes(state: AggregateState, facts: DecisionFacts): readonly Deadline[] {
  return deadlinesOf(state, facts);
}

/** One line of a record's timeline: what happened, in whose capacity, by which clause. */
export interface TimelineEntry {
  readonly seq: number;
  readonly event: string;
  readonly title: string;
  readonly recordedAt: string;
  readonly effectiveOn: string;
  readonly clause: string;
  readonly actingAs: string;
}
export type { StoredEvent };
