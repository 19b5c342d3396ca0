import type { LocalDate } from '@disclosure/kernel';
import { findLimitOn } from '@disclosure/law';
import { dueOn, positionIn } from '@disclosure/workflow';
import type { Attempt, DecisionFacts } from '@disclosure/workflow';
import type { ReviewState } from './review.type.ts';

/** Working days that a round of review may take inside the department, so that the disclosure's own limit can be kept. Ours to set: no clause does. */
export const REVIEW_WORKING_DAYS = 5;

/** States in which somebody still has to act. */
export const UNDER_REVIEW: readonly string[] = ['OPEN', 'DIVISION_REVIEWED', 'DEPUTY_APPROVED', 'REFERRED_TO_SECRECY_OFFICE', 'REFERRED_OUTSIDE'];

/** The day by which the present round should be decided; null once it is. Computed, never stored. */
export function reviewDueOn(state: ReviewState, { calendar }: Pick<DecisionFacts, 'calendar'>): LocalDate | null {
  if (state.roundOpenedOn === null || !UNDER_REVIEW.includes(positionIn(state, 'review'))) return null;
  return calendar.addWorkingDays(state.roundOpenedOn, REVIEW_WORKING_DAYS).dueOn;
}

/** The limit after which silence of whoever was asked outside is told (CLK-16). It is theirs, not ours: the reply clock of a request runs on meanwhile. */
export const DETERMINATION_LIMIT = 'T23-DETERMINATION';

/** For `effects`: a law book may have ended the limit; then nobody's time runs. */
export const determinationTimed = ({ state, facts }: Attempt<ReviewState, unknown>): boolean => findLimitOn(facts.law, DETERMINATION_LIMIT, state.lawOn ?? facts.today) !== null;
/** For `effects`: the limit runs in this round. */
export const determinationAwaited = ({ state }: Pick<Attempt<ReviewState, unknown>, 'state'>): boolean =>
  positionIn(state, 'review') === 'REFERRED_OUTSIDE' && state.effects.some(({ limit, effect, round }) => limit === DETERMINATION_LIMIT && effect === 'START' && round === state.round);

/** The last day for the answer from outside; null where nothing is asked there, or it has answered. Computed, never stored. */
export const determinationDueOn = (state: ReviewState, facts: Pick<DecisionFacts, 'calendar' | 'law' | 'today'>): LocalDate | null =>
  (determinationAwaited({ state }) ? dueOn(state, DETERMINATION_LIMIT, facts) : null);

/** The subject of `reminder` under which silence from outside was warned of in the present round. */
export const outsideWarning = ({ round }: Pick<ReviewState, 'round'>): string => `${round}:outside`;
