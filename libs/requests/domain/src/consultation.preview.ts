import type { LocalDate, Refusal } from '@disclosure/kernel';
import type { Actor } from '@disclosure/organisation';
import { clockOf, dueOn, preview } from '@disclosure/workflow';
import type { DecisionFacts } from '@disclosure/workflow';
import { answerLimit, openConsultations } from './consultation.guards.ts';
import type { ConsultationKind } from './consultation.state.ts';
import { requestAggregate } from './request.aggregate.ts';
import type { RequestState } from './request.state.ts';

export interface ConsultationPlan { readonly kind: ConsultationKind; readonly sentOn: LocalDate; readonly receivedOn: LocalDate; /** Null: nobody answers. */ readonly answeredOn: LocalDate | null }
export interface ConsultationPreview { readonly refusals: readonly Refusal[]; readonly answerBy: LocalDate | null; readonly dueOnBefore: LocalDate | null; readonly dueOn: LocalDate | null; readonly provisional: boolean; readonly workingDaysExcluded: number | null }

const UNWRITTEN = { text: '', commitment: '' };

/** What a consultation would do to the due date: its steps are taken on their days by the functions of the mutations, and nothing is stored. Says what refuses any of them. */
export function previewConsultation(state: RequestState, facts: DecisionFacts, { kind, sentOn, receivedOn, answeredOn }: ConsultationPlan, actor: Actor): ConsultationPreview {
  const consultationId = 'preview';
  const asked = new Set(state.consultations.filter(({ id }) => openConsultations(state).includes(id)).map(({ agencyId }) => agencyId));
  const agencyId = facts.organisation.agencies.find(({ id, isOwn }) => !isOwn && !asked.has(id))?.id ?? '';
  const steps = [
    { on: sentOn, action: kind === 'AGENCY' ? 'consultAgency' : 'consultThirdParty', input: { consultationId, content: UNWRITTEN, ...(kind === 'AGENCY' ? { agencyId } : { thirdParty: { sealed: '' } }) } },
    { on: receivedOn, action: 'recordConsultationReceipt', input: { consultationId, receivedOn } },
    ...(answeredOn === null ? [] : [{ on: answeredOn, action: kind === 'AGENCY' ? 'answerAgencyConsultation' : 'answerThirdPartyConsultation', input: { consultationId, result: 'CONSENT', answeredOn } }]),
  ];
  const dueOnBefore = dueOn(state, 'T01', facts);
  let then = state;
  for (const { on, ...step } of steps) {
    const taken = preview(requestAggregate, then, [step], actor, { ...facts, today: on });
    if (taken.refusals.length > 0) return { refusals: taken.refusals, answerBy: null, dueOnBefore, dueOn: null, provisional: false, workingDaysExcluded: null };
    then = taken.state;
  }
  const clock = clockOf(then, 'T01', facts)?.clock;
  const due = clock?.dueOn ?? null;
  return {
    refusals: [], answerBy: dueOn(then, answerLimit(kind), facts, consultationId), dueOnBefore, dueOn: due, provisional: clock?.provisional ?? false,
    workingDaysExcluded: due === null || dueOnBefore === null ? null : facts.calendar.workingDaysBetween(dueOnBefore, due),
  };
}
