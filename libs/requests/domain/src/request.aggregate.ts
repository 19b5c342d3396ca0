import { appointmentsOf } from '@disclosure/organisation';
import type { Actor, Role } from '@disclosure/organisation';
import { assertWorkflow, emptyState, subjectsOf } from '@disclosure/workflow';
import type { Aggregate, DecisionFacts, StoredEvent } from '@disclosure/workflow';
import type { LocalDate } from '@disclosure/kernel';
import type { DecidedItem, Letter, RequestState } from './request.state.ts';
import { clarificationTable, contributionTable, extensionTable, keepingTable, promotionTable, proposalTable, requestTable } from './request.workflow.ts';
import type { ApplicantKind, FormOfProvision, MeansOfService, Stage, SubmissionChannel } from './vocabulary.ts';

/** What each event says, as far as the fold reads it. */
interface Payloads {
  readonly RequestSubmitted: { agencyId: string; channel: SubmissionChannel; applicantKind: ApplicantKind; form: FormOfProvision; means: MeansOfService; receivedOn?: LocalDate; number?: string };
  readonly RequestRegistered: { number: string };
  readonly RequestAssigned: { leadDivisionId: string; supportingDivisionIds?: readonly string[] };
  readonly ExtensionProposed: { workingDays: number };
  readonly ReplyProposalDrafted: { items: readonly DecidedItem[]; isMajor: boolean; digest: string; attachments: number };
  readonly ReplyLetterDrafted: Letter;
  readonly ReplyLetterSignedOff: Letter & { clearanceId: string };
  readonly ReplyServed: { late: boolean };
  readonly PromotionProposed: { similarRequestId?: string };
  readonly DeadlineWarned: { limit: string; kind: string; dueOn: string };
}

/** 厅机关 offices that act on every request of the department, whatever the division. */
const WHOLE_AGENCY: readonly Role[] = ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD', 'DISCLOSURE_DEPUTY', 'PRINCIPAL_LEADER', 'LEGAL_OFFICER', 'AUDITOR'];
const OF_DIVISION: readonly Role[] = ['CASE_HANDLER', 'DIVISION_HEAD', 'SUPERVISING_DEPUTY'];

/** The disclosure request (政府信息公开申请). */
export const requestAggregate: Aggregate<RequestState> = assertWorkflow({
  name: 'DisclosureRequest',
  context: 'requests',
  tables: [requestTable, clarificationTable, proposalTable, contributionTable, extensionTable, promotionTable, keepingTable],
  principalLimit: 'T01',
  initial: (id) => ({
    ...emptyState(id), agencyId: '', channel: null, applicantKind: null, form: null, means: null, submittedOn: null, receivedOn: null, number: null, leadDivision: null, supportingDivisions: [], clarifications: [],
    extensionProposedDays: null, proposal: null, drafters: [], letter: null, letterNumber: null, clearanceId: null, sealed: false, servedOn: null, servedLate: null, similar: [], warnings: [], erased: false,
  }),
  evolve,
  roles: rolesOn,
});

function evolve(state: RequestState, event: StoredEvent): RequestState {
  const said = <T extends keyof Payloads>(_type: T): Payloads[T] => event.payload as unknown as Payloads[T];
  switch (event.type) {
    case 'RequestSubmitted': {
      const { agencyId, channel, applicantKind, form, means, number } = said('RequestSubmitted');
      const receivedOn = event.effects.find((effect) => effect.limit === 'T01')?.on ?? null;
      return { ...state, agencyId, channel, applicantKind, form, means, submittedOn: event.effectiveOn, receivedOn, number: number ?? null, lawOn: receivedOn };
    }
    // The law of the day of receipt stays the case's law (foundations 2).
    case 'RequestRegistered': return { ...state, receivedOn: event.effectiveOn, number: said('RequestRegistered').number, lawOn: event.effectiveOn };
    case 'RequestAssigned': { const { leadDivisionId, supportingDivisionIds } = said('RequestAssigned'); return { ...state, leadDivision: leadDivisionId, supportingDivisions: supportingDivisionIds ?? [] }; }
    case 'ClarificationRequested': return { ...state, clarifications: [...state.clarifications, { round: event.round, noticeOn: event.effectiveOn, suppliedOn: null }] };
    case 'ClarificationSupplied': return { ...state, clarifications: state.clarifications.map((item) => (item.round === event.round ? { ...item, suppliedOn: event.effectiveOn } : item)) };
    case 'ExtensionProposed': return { ...state, extensionProposedDays: said('ExtensionProposed').workingDays };
    case 'ReplyPeriodExtended': return { ...state, extensionProposedDays: null };
    case 'ReplyProposalDrafted': {
      const { items, isMajor, digest, attachments } = said('ReplyProposalDrafted');
      const draftedBy = event.actor.kind === 'OFFICER' ? event.actor.personId : '';
      return { ...state, proposal: { items, isMajor, digest, attachments, draftedBy }, drafters: [...new Set([...state.drafters, draftedBy])], letter: null, clearanceId: null, sealed: false };
    }
    case 'ReplyLetterDrafted': { const { number, form, docx, pdf } = said('ReplyLetterDrafted'); return { ...state, letter: { number, form, docx, pdf }, letterNumber: number }; }
    // What is signed is the letter of that day, rendered anew.
    case 'ReplyLetterSignedOff': { const { clearanceId, number, form, docx, pdf } = said('ReplyLetterSignedOff'); return { ...state, clearanceId, letter: { number, form, docx, pdf } }; }
    case 'ReplyLetterSealed': return { ...state, sealed: true };
    case 'ReplyServed': return { ...state, servedOn: event.effectiveOn, servedLate: said('ReplyServed').late };
    case 'PromotionProposed': { const { similarRequestId } = said('PromotionProposed'); return { ...state, similar: similarRequestId === undefined ? state.similar : [...new Set([...state.similar, similarRequestId])] }; }
    case 'DeadlineWarned': { const { limit, kind, dueOn } = said('DeadlineWarned'); return { ...state, warnings: [...state.warnings, `${limit}:${kind}:${dueOn}`] }; }
    case 'ApplicantErased': return { ...state, erased: true };
    default: return state;
  }
}

function rolesOn(state: RequestState, actor: Actor, facts: DecisionFacts): ReadonlyMap<Role, string | null> {
  const roles = new Map<Role, string | null>();
  switch (actor.kind) {
    case 'PUBLIC': if (state.seq === 0) roles.set('PUBLIC', null); break;
    case 'TIMER': roles.set('TIMER', null); break;
    case 'APPLICANT': if (actor.caseId === state.id && state.seq > 0) roles.set('APPLICANT', null); break;
    case 'OFFICER': {
      // The lead first: whoever serves two divisions of a case acts for the lead unless only the other fits.
      const involved = [state.leadDivision, ...state.supportingDivisions].filter((division) => division !== null);
      const held = appointmentsOf(facts.organisation, actor.personId, facts.today);
      for (const { office } of held) if (WHOLE_AGENCY.includes(office)) roles.set(office, null);
      for (const division of involved) for (const { office, divisionId } of held) if (divisionId === division && OF_DIVISION.includes(office) && !roles.has(office)) roles.set(office, division);
      break;
    }
    default: break;
  }
  return roles;
}

/** What is shown as the state: an open hold before the stage. */
export function shownState(state: RequestState): Stage | 'AWAITING_CLARIFICATION' {
  if (state.positions['clarification'] === 'AWAITING_CLARIFICATION') return 'AWAITING_CLARIFICATION';
  return stageOf(state);
}

export function stageOf(state: RequestState): Stage {
  const stage = state.positions['request'];
  if (stage === undefined) throw new Error(`request ${state.id} has no stage`);
  return stage as Stage;
}

/** The contributions asked of supporting divisions. */
export const contributionsOf = (state: RequestState): readonly { readonly divisionId: string; readonly status: string; readonly version: number }[] =>
  subjectsOf(state, 'contribution').map(({ subject, position }) => ({ divisionId: subject, status: position, version: state.versions[`contribution:${subject}`] ?? 0 }));
