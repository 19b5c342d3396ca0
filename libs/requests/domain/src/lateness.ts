import type { LocalDate } from '@disclosure/kernel';
import type { OrganisationBook } from '@disclosure/organisation';
import { apply, deadlinesOf } from '@disclosure/workflow';
import type { DecisionFacts, StoredEvent } from '@disclosure/workflow';
import { requestAggregate, stageOf } from './request.aggregate.ts';
import type { RequestState } from './request.state.ts';
import type { Stage } from './vocabulary.ts';

/** A stretch of handling that counted against the reply period: where the case lay, with whom, and for how many working days. */
export interface TimeUsed { readonly stage: Stage; readonly divisionId: string | null; readonly workingDays: number }

/** Why a reply is late, and because of whom: the stage that used most of the time, and all stages in order. */
export interface Lateness extends TimeUsed {
  /** Working days after the due date. */
  readonly overdueWorkingDays: number;
  readonly byStage: readonly TimeUsed[];
}

/**
 * Attributes a late reply of the present round (spec, "Late, and because of whom"): every counted working day of the period, and every
 * one after it, belongs to the stage and the division that had the case at its end. Days that the clock leaves out, or that a
 * reset made void, are nobody's. Null while nothing is late. Pure: from the events, the calendar and the organisation alone.
 */
export function lateness(events: readonly StoredEvent[], facts: Pick<DecisionFacts, 'calendar' | 'law' | 'today' | 'organisation'>): Lateness | null {
  let state = requestAggregate.initial(events[0]?.streamId ?? '');
  const states = events.map((event) => (state = apply(requestAggregate, state, event)));
  const clock = deadlinesOf(state, facts).find(({ limit, round }) => limit === 'T01' && round === state.round)?.clock;
  if (!clock || !clock.late || clock.dueOn === null) return null;
  const end = clock.stoppedOn ?? facts.today;
  const leftOut = new Set(clock.segments.filter(({ discarded }) => !discarded).flatMap(({ excludedDays }) => excludedDays.map(({ date }) => date)));

  const used = new Map<string, TimeUsed>();
  let at: LocalDate = clock.startedOn;
  let holder: Pick<TimeUsed, 'stage' | 'divisionId'> | null = null;
  const spend = (until: LocalDate): void => {
    const to = until < end ? until : end;
    if (holder === null || to <= at) return;
    const worked = facts.calendar.workingDaysBetween(at, to) - [...leftOut].filter((date) => date > at && date <= to && facts.calendar.isWorkingDay(date)).length;
    const key = `${holder.stage}|${holder.divisionId ?? ''}`;
    used.set(key, { ...holder, workingDays: (used.get(key)?.workingDays ?? 0) + worked });
    at = to;
  };
  events.forEach((event, index) => {
    const after = states[index] as RequestState;
    // Entered later than it happened, or the other way round: the legal day counts.
    if (event.effectiveOn > at) spend(event.effectiveOn);
    holder = { stage: stageOf(after), divisionId: holderOf(after, facts.organisation) };
  });
  spend(end);
  const byStage = [...used.values()].filter(({ workingDays }) => workingDays > 0);
  const most = byStage.reduce<TimeUsed | null>((best, next) => (best === null || next.workingDays >= best.workingDays ? next : best), null);
  return most && { ...most, overdueWorkingDays: facts.calendar.workingDaysBetween(clock.dueOn, end), byStage };
}

/** Who has the case in a stage: the disclosure office, the lead division, or the leaders whose signature it waits for. */
function holderOf(state: RequestState, organisation: OrganisationBook): string | null {
  const ofKind = (kind: string): string | null => organisation.divisions.find((division) => division.agencyId === state.agencyId && division.kind === kind)?.id ?? null;
  switch (stageOf(state)) {
    case 'ASSIGNED': case 'DRAFTING': case 'REPLY_DRAFTED': return state.leadDivision;
    case 'DIVISION_APPROVED': case 'REPLY_PROOFREAD': return ofKind('LEADERSHIP') ?? state.leadDivision;
    case 'DEPUTY_APPROVED': return state.proposal?.isMajor ? (ofKind('LEADERSHIP') ?? state.leadDivision) : ofKind('DISCLOSURE_OFFICE');
    default: return ofKind('DISCLOSURE_OFFICE');
  }
}
