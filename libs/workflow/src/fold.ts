import type { Instant } from '@disclosure/kernel';
import { positionKey } from './define.ts';
import type { Aggregate, AggregateState, StoredEvent } from './types.ts';

/** The generic part of a state that no event has touched. */
export function emptyState(id: string): AggregateState {
  return { id, seq: 0, round: 1, lawOn: null, effects: [], signatures: [], versions: {}, positions: {} };
}

/** Folds one event: first what is common to all aggregates (positions, effects, signatures, versions), then the aggregate's own. */
export function apply<S extends AggregateState>(aggregate: Aggregate<S>, state: S, event: StoredEvent): S {
  if (event.seq !== state.seq + 1) throw new Error(`${aggregate.name} ${event.streamId}: event ${event.seq} after ${state.seq}`);
  const positions = { ...state.positions };
  for (const move of event.moves) positions[positionKey(move.table, move.subject)] = move.to;
  const common: AggregateState = {
    id: state.id,
    seq: event.seq,
    round: event.round,
    lawOn: state.lawOn,
    effects: event.effects.length === 0 ? state.effects : [...state.effects, ...event.effects.map((effect) => ({ ...effect, seq: event.seq, clause: event.clause }))],
    signatures: event.signature === null ? state.signatures : [...state.signatures, { ...event.signature, round: event.round, seq: event.seq, on: event.effectiveOn }],
    versions: { ...state.versions, [event.part]: (state.versions[event.part] ?? 0) + 1 },
    positions,
  };
  return aggregate.evolve({ ...state, ...common }, event);
}

/** The state of a stream, whole or as it was known at an instant (`knownAt`: events recorded later are left out). */
export function fold<S extends AggregateState>(aggregate: Aggregate<S>, id: string, events: readonly StoredEvent[], knownAt?: Instant): S {
  let state = aggregate.initial(id);
  for (const event of events) {
    if (knownAt !== undefined && event.recordedAt > knownAt) break;
    state = apply(aggregate, state, event);
  }
  return state;
}
