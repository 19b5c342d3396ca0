import type { Attempt } from '@disclosure/workflow';
import { HOLDS } from './conditions.ts';
import type { RequestState } from './request.state.ts';

/** The tables of one round: with the next they stand as if they had not begun. */
const OF_A_ROUND: readonly string[] = [...HOLDS.map(({ table }) => table), 'proposal', 'extension'];

/** The moves that make a round's tables stand as if they had not begun, but for one that the row itself moves. */
export const clearsRound = <I>(when: (attempt: Attempt<RequestState, I>) => boolean, but?: string) =>
  OF_A_ROUND.filter((table) => table !== but).map((table) => ({ table, to: 'NONE', when: (attempt: Attempt<RequestState, I>) => when(attempt) && (attempt.state.positions[table] ?? 'NONE') !== 'NONE' }));

/** The moves by which a row opens the next round: back to the lead division (to the office where there was none yet), nothing drafted, nothing held. */
export function opensRound<I>(when: (attempt: Attempt<RequestState, I>) => boolean) {
  return [
    { table: 'request', to: 'ASSIGNED', or: ['ACCEPTED'], towards: ({ state }: Attempt<RequestState, I>) => (state.leadDivision === null ? 'ACCEPTED' : 'ASSIGNED'), when },
    ...clearsRound(when),
  ];
}

/** The state on the first event of a new round: the round before is kept as it was, its reply, clearance and service are nobody's of the new one. */
export function nextRound(state: RequestState): RequestState {
  const { proposal, letter, clearanceId, releaseId, servedOn, servedLate } = state;
  return {
    ...state, rounds: [...state.rounds, { round: state.round - 1, proposal, letter, clearanceId, releaseId, servedOn, servedLate }],
    proposal: null, drafters: [], letter: null, letterNumber: null, clearanceId: null, releaseId: null, sealed: false, servedOn: null, servedLate: null, serviceProved: false, archivedOn: null, extensionProposedDays: null, endOutcome: null, abandonedFrom: null, prepared: null, onTheSpot: null,
  };
}
