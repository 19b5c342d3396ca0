import type { LocalDate } from '@disclosure/kernel';
import { positionIn } from '@disclosure/workflow';
import type { DecisionFacts } from '@disclosure/workflow';
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
