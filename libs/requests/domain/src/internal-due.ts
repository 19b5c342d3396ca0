import type { LocalDate } from '@disclosure/kernel';
import { findLimitOn } from '@disclosure/law';
import { clockOf, positionIn } from '@disclosure/workflow';
import type { DecisionFacts } from '@disclosure/workflow';
import type { RequestState } from './request.state.ts';

/**
 * The day by which the division's reply proposal is to be at the office, so many working days before the reply is due (A2-11): it moves with that day,
 * and is never before the period began. Null while nobody knows when the reply is due.
 */
export function proposalDueOn(state: RequestState, facts: Pick<DecisionFacts, 'calendar' | 'law' | 'today'>): LocalDate | null {
  const clock = clockOf(state, 'T01', facts)?.clock;
  // A law of before knows no such limit.
  const limit = findLimitOn(facts.law, 'T01-PROPOSAL', state.lawOn ?? facts.today);
  if (!clock || clock.dueOn === null || clock.state === 'STOPPED' || limit === null) return null;
  const on = facts.calendar.subtractWorkingDays(clock.dueOn, limit.length).dueOn;
  return on > clock.startedOn ? on : clock.dueOn;
}

/** Whether the division still owes it. */
export const owesProposal = (state: RequestState): boolean => ['ASSIGNED', 'DRAFTING'].includes(positionIn(state, 'request')) && positionIn(state, 'proposal') !== 'SUBMITTED';
