import type { LocalDate } from '@disclosure/kernel';
import type { StoredEvent } from '@disclosure/workflow';
import type { DecidedItem, Letter, RequestState } from './request.state.ts';
import { nextRound } from './rounds.ts';
import type { ApplicantKind, FormOfProvision, FormPart, MeansOfService, Stage, SubmissionChannel } from './vocabulary.ts';

/**
 * The state with what drafting the letter changed: other words are another package, which a clearance of the one before does not fit, and who
 * wrote them does not sign them.
 */
export function edited(state: RequestState, { payload, actor }: { readonly payload: StoredEvent['payload']; readonly actor?: StoredEvent['actor'] }): RequestState {
  const { digest, gives, principalItem } = payload as { readonly digest?: string; readonly gives?: boolean; readonly principalItem?: number };
  if (state.proposal === null) return state;
  const drafters = digest !== undefined && actor?.kind === 'OFFICER' ? [...new Set([...state.drafters, actor.personId])] : state.drafters;
  return { ...state, drafters, proposal: { ...state.proposal, ...(digest === undefined ? {} : { digest }), ...(gives === undefined ? {} : { gives }), ...(principalItem === undefined ? {} : { principalItem }) } };
}

/** What events do to the state, by their type. Each procedure brings its own; together they are the aggregate's fold. */
export type Folds = Readonly<Record<string, (state: RequestState, event: StoredEvent) => RequestState>>;

/** An event's payload as its fold reads it. */
export const said = <P>(event: StoredEvent): P => event.payload as unknown as P;

/** The main line, clarification, proposal, contributions, extension, promotion and keeping. */
export const mainFolds: Folds = {
  RequestSubmitted: (state, event) => {
    const { agencyId, channel, applicantKind, form, means, number, assistance, oralConfirmation, missingParts = [] } = said<{ missingParts?: readonly FormPart[]; assistance?: object; oralConfirmation?: object; agencyId: string; channel: SubmissionChannel; applicantKind: ApplicantKind; form: FormOfProvision; means: MeansOfService; number?: string }>(event);
    const receivedOn = event.effects.find((effect) => effect.limit === 'T01')?.on ?? null;
    return { ...state, agencyId, channel, applicantKind, form, means, submittedOn: event.effectiveOn, receivedOn, number: number ?? null, lawOn: receivedOn, missingParts, assisted: assistance !== undefined, oralConfirmed: channel === 'ORAL' ? oralConfirmation !== undefined : null };
  },
  // The law of the day of receipt stays the case's law (foundations 2).
  RequestRegistered: (state, event) => ({ ...state, assisted: state.assisted || event.payload['assistance'] !== undefined, receivedOn: event.effectiveOn, number: said<{ number: string }>(event).number, lawOn: event.effectiveOn }),
  RequestAssigned: (state, event) => {
    const { leadDivisionId, supportingDivisionIds } = said<{ leadDivisionId: string; supportingDivisionIds?: readonly string[] }>(event);
    return { ...state, leadDivision: leadDivisionId, supportingDivisions: supportingDivisionIds ?? [] };
  },
  ClarificationRequested: (state, event) => ({ ...state, clarifications: [...state.clarifications, { round: event.round, noticeOn: event.effectiveOn, receivedOn: event.effectiveOn, suppliedOn: null }] }),
  ClarificationProposed: (state, event) => ({ ...state, clarificationProposal: { round: event.round, proposedOn: event.effectiveOn } }),
  ClarificationNoticeReceived: (state, event) => ({ ...state, clarifications: state.clarifications.map((item) => (item.round === event.round ? { ...item, receivedOn: event.effectiveOn } : item)) }),
  ContactAttempted: (state, event) => ({ ...state, contactAttempts: [...state.contactAttempts, event.effectiveOn] }),
  OralRequestConfirmed: (state) => ({ ...state, oralConfirmed: true }),
  ClarificationSupplied: (state, event) => {
    const item = state.clarifications.at(-1);
    const supplied = { ...item, round: event.round, noticeOn: item?.noticeOn ?? event.effectiveOn, receivedOn: item?.receivedOn ?? event.effectiveOn, suppliedOn: event.effectiveOn };
    // Late with good reason: the next round has the clarification that the one before asked for, and asks for no other (CLK-05).
    return item?.round === event.round ? { ...state, missingParts: [], clarifications: [...state.clarifications.slice(0, -1), supplied] } : nextRound({ ...state, missingParts: [], clarifications: [...state.clarifications, supplied] });
  },
  RequestDeemedAbandoned: (state, event) => ({ ...state, endOutcome: 'NOT_CLARIFIED', abandonedFrom: said<{ from: Stage }>(event).from }),
  RequestWithdrawn: (state) => ({ ...state, endOutcome: 'WITHDRAWN' }),
  ExtensionProposed: (state, event) => ({ ...state, extensionProposedDays: said<{ workingDays: number }>(event).workingDays }),
  ReplyPeriodExtended: (state) => ({ ...state, extensionProposedDays: null }),
  ReplyProposalDrafted: (state, event) => {
    // Older events do not say whether anything is given: they gave.
    const { items, isMajor, digest, attachments, gives = true } = said<{ items: readonly DecidedItem[]; isMajor: boolean; digest: string; attachments: number; gives?: boolean }>(event);
    const draftedBy = event.actor.kind === 'OFFICER' ? event.actor.personId : '';
    return { ...state, proposal: { items, isMajor, digest, attachments, gives, draftedBy }, drafters: [...new Set([...state.drafters, draftedBy])], letter: null, clearanceId: null, sealed: false };
  },
  ReplyLetterDrafted: (state, event) => {
    const { number, form, docx, pdf } = said<Letter>(event);
    return { ...edited(state, event), letter: { number, form, docx, pdf }, letterNumber: number };
  },
  // What is signed is the letter of that day, rendered anew.
  ReplyLetterSignedOff: (state, event) => {
    const { clearanceId, number, form, docx, pdf } = said<Letter & { clearanceId: string }>(event);
    return { ...state, clearanceId, letter: { number, form, docx, pdf } };
  },
  ReplyLetterSealed: (state) => ({ ...state, sealed: true }),
  ReplyServed: (state, event) => {
    const { late, releaseId, means, proof } = said<{ late: boolean; releaseId: string; means: string; proof?: object }>(event);
    // Online the platform is its own witness; by any other means somebody's receipt is.
    return { ...state, servedOn: event.effectiveOn, servedLate: late, releaseId, serviceProved: means === 'ONLINE' || proof !== undefined };
  },
  PromotionProposed: (state, event) => {
    const { similarRequestId } = said<{ similarRequestId?: string }>(event);
    return { ...state, similar: similarRequestId === undefined ? state.similar : [...new Set([...state.similar, similarRequestId])] };
  },
  DeadlineWarned: (state, event) => {
    const { limit, kind, dueOn } = said<{ limit: string; kind: string; dueOn: LocalDate }>(event);
    return { ...state, warnings: [...state.warnings, `${limit}:${kind}:${dueOn}`] };
  },
  ApplicantErased: (state) => ({ ...state, erased: true }),
};
