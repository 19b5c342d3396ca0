import { agencyOf, appointmentsOf } from '@disclosure/organisation';
import type { Actor, Role } from '@disclosure/organisation';
import { assertWorkflow, emptyState, subjectsOf } from '@disclosure/workflow';
import type { Aggregate, DecisionFacts } from '@disclosure/workflow';
import { nothingAfter } from './after-reply.state.ts';
import { archiveFolds } from './archive.workflow.ts';
import { objected } from './consultation.guards.ts';
import { nothingConsulted } from './consultation.state.ts';
import { consultationFolds, consultationTable } from './consultation.workflow.ts';
import { contestFolds, contestTable } from './contest.workflow.ts';
import { factFolds, factTable } from './fact.workflow.ts';
import { remedyFolds, remedyTable } from './remedy.workflow.ts';
import { disputeFolds, disputeTable } from './dispute.workflow.ts';
import { feeFolds, feeTable } from './fee.workflow.ts';
import { noHolds } from './holds.state.ts';
import { onTheSpotFolds } from './on-the-spot.workflow.ts';
import { nothingReferred } from './referral.state.ts';
import { foldReferrals, requestReferralTable } from './referral.workflow.ts';
import { reasonsFolds, reasonsTable } from './reasons.workflow.ts';
import { mainFolds } from './request.folds.ts';
import type { Folds } from './request.folds.ts';
import type { RequestState } from './request.state.ts';
import { clarificationTable, contributionTable, extensionTable, keepingTable, promotionTable, proposalTable, requestTable } from './request.workflow.ts';
import { nothingRenewed } from './tracking.state.ts';
import { trackingFolds } from './tracking.workflow.ts';
import { HOLDS } from './conditions.ts';
import type { HoldState, Stage } from './vocabulary.ts';

/** Every procedure of a request, each in a file of its own: the main line, the holds that interrupt it, what runs beside it. */
const TABLES = [
  requestTable, clarificationTable, proposalTable, contributionTable, extensionTable, promotionTable, keepingTable,
  reasonsTable, feeTable, disputeTable,
  consultationTable, requestReferralTable, contestTable, remedyTable, factTable,
];
const FOLDS: Folds = { ...mainFolds, ...reasonsFolds, ...feeFolds, ...disputeFolds, ...onTheSpotFolds, ...consultationFolds, ...archiveFolds, ...contestFolds, ...remedyFolds, ...factFolds, ...trackingFolds };


/** 厅机关 offices that act on every request of the department, whatever the division. */
export const WHOLE_AGENCY: readonly Role[] = ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD', 'DISCLOSURE_DEPUTY', 'PRINCIPAL_LEADER', 'LEGAL_OFFICER', 'AUDITOR'];
export const OF_DIVISION: readonly Role[] = ['CASE_HANDLER', 'DIVISION_HEAD', 'SUPERVISING_DEPUTY'];

/** The disclosure request (政府信息公开申请). */
export const requestAggregate: Aggregate<RequestState> = assertWorkflow({
  name: 'DisclosureRequest',
  context: 'requests',
  tables: TABLES,
  principalLimit: 'T01',
  initial: (id) => ({
    ...emptyState(id), ...nothingAfter, ...nothingConsulted, ...nothingReferred, ...noHolds, ...nothingRenewed, agencyId: '', channel: null, applicantKind: null, form: null, means: null, submittedOn: null, receivedOn: null, number: null, leadDivision: null, supportingDivisions: [], clarifications: [], clarificationProposal: null, contactAttempts: [], missingParts: [], oralConfirmed: null,
    extensionProposedDays: null, proposal: null, drafters: [], letter: null, letterNumber: null, clearanceId: null, sealed: false, servedOn: null, servedLate: null, similar: [], warnings: [], erased: false,
  }),
  evolve: (state, event) => foldReferrals(FOLDS[event.type]?.(state, event) ?? state, event),
  roles: rolesOn,
});

function rolesOn(state: RequestState, actor: Actor, facts: DecisionFacts): ReadonlyMap<Role, string | null> {
  const roles = new Map<Role, string | null>();
  switch (actor.kind) {
    case 'PUBLIC': if (state.seq === 0) roles.set('PUBLIC', null); break;
    case 'TIMER': roles.set('TIMER', null); break;
    // A token of a code that was replaced or revoked opens nothing any more.
    case 'APPLICANT': if (actor.caseId === state.id && state.seq > 0 && (actor.generation ?? 1) === state.trackingGeneration) roles.set('APPLICANT', null); break;
    // A consulted party answers its own consultation and nothing else: it stands where an officer's division stands.
    case 'THIRD_PARTY': if (state.consultations.some(({ id, kind }) => kind === 'THIRD_PARTY' && id === actor.consultationId)) roles.set('THIRD_PARTY', actor.consultationId); break;
    // Another agency, by its clerk or by a client of its own, where something was addressed to it.
    case 'AGENCY_CLERK': case 'MACHINE': {
      const [consulted, referred] = [agencyOf(actor, 'consultations:read', 'consultations:answer'), agencyOf(actor, 'referrals:read', 'referrals:answer')];
      if (consulted !== null && state.consultations.some(({ agencyId }) => agencyId === consulted)) roles.set('AGENCY_LIAISON', consulted);
      if (referred !== null && state.referrals.some(({ agencyId }) => agencyId === referred)) roles.set('AGENCY_LIAISON', referred);
      break;
    }
    case 'OFFICER': {
      // The lead first: whoever serves two divisions of a case acts for the lead unless only the other fits.
      const involved = [state.leadDivision, ...state.supportingDivisions].filter((division) => division !== null);
      const held = appointmentsOf(facts.organisation, actor.personId, facts.today);
      for (const { office } of held) if (WHOLE_AGENCY.includes(office)) roles.set(office, null);
      // The leading group is asked only over an objection.
      if (held.some(({ office }) => office === 'LEADING_GROUP') && state.consultations.some(objected)) roles.set('LEADING_GROUP', null);
      for (const division of involved) for (const { office, divisionId } of held) if (divisionId === division && OF_DIVISION.includes(office) && !roles.has(office)) roles.set(office, division);
      break;
    }
    default: break;
  }
  return roles;
}

/** What is shown as the state: an open hold before the stage. */
export function shownState(state: RequestState): Stage | HoldState {
  const open = HOLDS.find((hold) => [hold.open, ...(hold.also ?? [])].includes(state.positions[hold.table] ?? 'NONE'));
  return open ? open.open : stageOf(state);
}

export function stageOf(state: RequestState): Stage {
  const stage = state.positions['request'];
  if (stage === undefined) throw new Error(`request ${state.id} has no stage`);
  return stage as Stage;
}

/** The contributions asked of supporting divisions. */
export const contributionsOf = (state: RequestState): readonly { readonly divisionId: string; readonly status: string; readonly version: number }[] =>
  subjectsOf(state, 'contribution').map(({ subject, position }) => ({ divisionId: subject, status: position, version: state.versions[`contribution:${subject}`] ?? 0 }));
