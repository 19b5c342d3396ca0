import type { LocalDate } from '@disclosure/kernel';
import { agencyOf, appointmentsOf } from '@disclosure/organisation';
import type { Actor, Role } from '@disclosure/organisation';
import { action, assertWorkflow, defineWorkflow, emptyState, guard } from '@disclosure/workflow';
import type { Aggregate, DecisionFacts, StoredEvent } from '@disclosure/workflow';
import { competentAgencyKnown, correctionChannelFits, correctionReceiptFits, follows, notTheVerifier, verifyingDivisionExists } from './correction.guards.ts';
import { CORRECTION_STATES } from './correction.state.ts';
import type { CorrectionFinding, CorrectionStage, CorrectionState } from './correction.state.ts';
import { nothingReferred } from './referral.state.ts';
import { correctionReferralNames, foldReferrals, opensReferrals, referralTable } from './referral.workflow.ts';
import type { SentReferral } from './referral.workflow.ts';
import { OF_DIVISION, WHOLE_AGENCY } from './request.aggregate.ts';
import type { ApplicantKind, SubmissionChannel } from './vocabulary.ts';

interface Ref { readonly [key: string]: string }
interface Submitted { readonly agencyId: string; readonly channel: SubmissionChannel; readonly applicantKind: ApplicantKind }
interface Registered { readonly receivedOn?: LocalDate; readonly leadDivisionId: string; readonly number?: string }

const lead = ({ state }: { readonly state: CorrectionState }): string | null => state.leadDivision;
const OFFICE = ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'] as const;
const registered = ({ state }: { readonly state: CorrectionState }): boolean => state.receivedOn !== null;

/** Correction of records (A2-19, R-41), a procedure of its own: verify, correct and tell, or direct to the agency that can correct. */
const correctionTable = defineWorkflow<CorrectionState>({
  name: 'correction',
  kind: 'MAIN',
  title: '更正申请',
  positions: Object.fromEntries(Object.entries(CORRECTION_STATES).map(([stage, title]) => [stage, { title, terminal: ['CORRECTED', 'DIRECTED', 'DECLINED', 'WITHDRAWN'].includes(stage) }])),
  actions: {
    submitCorrectionRequest: action<CorrectionState, Submitted>({
      title: '提交更正申请', sentence: '有证据证明与自身相关的政府信息记录不准确的，提交更正申请；由厅公开办登记并转承办处室核实。',
      from: ['NONE'], to: ['SUBMITTED'], by: ['PUBLIC', ...OFFICE], guards: [correctionChannelFits], effects: [], event: 'CorrectionRequestSubmitted', clause: 'A2-19',
    }),
    registerCorrectionRequest: action<CorrectionState, Registered>({
      title: '登记更正申请', sentence: '登记编号，确定收到之日，转承办处室核实；自次日起20个工作日内办结并告知。',
      from: ['SUBMITTED'], to: ['REGISTERED'], by: [...OFFICE], guards: [correctionReceiptFits, verifyingDivisionExists], effectiveOn: ({ input, facts }) => input.receivedOn ?? facts.today,
      effects: [{ limit: 'T09', effect: 'START' }], event: 'CorrectionRequestRegistered', clause: 'A2-19', rules: ['CLK-18'],
    }),
    verifyCorrection: action<CorrectionState, { finding: CorrectionFinding; findings: Ref }>({
      title: '核实', sentence: '承办处室核实该信息是否准确、本机关是否有权更正。',
      from: ['REGISTERED', 'VERIFIED'], to: ['VERIFIED'], by: ['CASE_HANDLER'], divisionOf: lead, guards: [], effects: [], event: 'CorrectionVerified', clause: 'R-41',
    }),
    correctRecord: action<CorrectionState, { correction: Ref }>({
      title: '更正并告知', sentence: '处室负责人决定更正，并以《更正答复书》告知申请人。',
      from: ['VERIFIED'], to: ['CORRECTED'], by: ['DIVISION_HEAD'], divisionOf: lead, guards: [follows('INACCURATE'), notTheVerifier], effects: [{ limit: 'T09', effect: 'STOP' }], event: 'RecordCorrected', letter: 'CorrectionReply', clause: 'R-41', rules: ['CLK-18'],
    }),
    directCorrection: action<CorrectionState, { agencyId: string; referrals?: readonly SentReferral[] }>({
      title: '告知有权更正的机关', sentence: '不属于本机关有权更正的，告知申请人向有权更正的机关提出，并将更正事项（不含申请人信息）转送该机关。',
      from: ['VERIFIED'], to: ['DIRECTED'], by: ['DIVISION_HEAD'], divisionOf: lead, guards: [follows('NOT_OURS'), notTheVerifier, competentAgencyKnown], effects: [{ limit: 'T09', effect: 'STOP' }, opensReferrals.effects], moves: [opensReferrals.moves], event: 'CorrectionDirected', letter: 'CorrectionReply', clause: 'R-41', rules: ['CLK-18'],
    }),
    declineCorrection: action<CorrectionState, { reasons: Ref }>({
      title: '不予更正并告知', sentence: '经核实记录准确的，说明理由，以《更正答复书》告知申请人和救济途径。',
      from: ['VERIFIED'], to: ['DECLINED'], by: ['DIVISION_HEAD'], divisionOf: lead, guards: [follows('ACCURATE'), notTheVerifier], effects: [{ limit: 'T09', effect: 'STOP' }], event: 'CorrectionDeclined', letter: 'CorrectionReply', clause: 'R-41', rules: ['CLK-18', 'REM-02'],
    }),
    withdrawCorrectionRequest: action<CorrectionState>({
      title: '撤回更正申请', sentence: '申请人撤回更正申请，本件办结。',
      from: ['SUBMITTED', 'REGISTERED', 'VERIFIED'], to: ['WITHDRAWN'], by: ['APPLICANT'], guards: [], effects: [{ limit: 'T09', effect: 'STOP', when: registered }], event: 'CorrectionRequestWithdrawn', clause: 'A2-19',
    }),
    warnCorrection: action<CorrectionState, { kind: string; dueOn: LocalDate }>({
      title: '更正期限提醒', sentence: '更正期限将至、当日或已过，提醒承办处室和厅公开办。', internal: true,
      from: ['REGISTERED', 'VERIFIED'], to: 'SAME', by: ['TIMER'],
      guards: [guard<CorrectionState, { kind: string; dueOn: LocalDate }>('correctionNotYetWarned', 'A2-19', ({ state, input }) => (state.warnings.includes(`${input.kind}:${input.dueOn}`) ? { code: 'ALREADY_WARNED', message: '已提醒。' } : null), { readsInput: true })],
      effects: [], event: 'CorrectionWarned', clause: 'A2-19', rules: ['CLK-15'],
    }),
  },
});

const said = <P>(event: StoredEvent): P => event.payload as unknown as P;

/** The correction request (更正申请). */
export const correctionAggregate: Aggregate<CorrectionState> = assertWorkflow({
  name: 'CorrectionRequest',
  context: 'requests',
  tables: [correctionTable, referralTable<CorrectionState>(correctionReferralNames)],
  principalLimit: 'T09',
  initial: (id) => ({ ...emptyState(id), ...nothingReferred, agencyId: '', channel: null, applicantKind: null, submittedOn: null, receivedOn: null, number: null, leadDivision: null, finding: null, verifiedBy: null, competentAgencyId: null, closedOn: null, warnings: [] }),
  evolve: (before, event) => {
    const state = foldReferrals(before, event);
    switch (event.type) {
      case 'CorrectionRequestSubmitted': { const { agencyId, channel, applicantKind } = said<Submitted>(event); return { ...state, agencyId, channel, applicantKind, submittedOn: event.effectiveOn }; }
      case 'CorrectionRequestRegistered': { const { leadDivisionId, number } = said<Registered>(event); return { ...state, receivedOn: event.effectiveOn, lawOn: event.effectiveOn, number: number ?? null, leadDivision: leadDivisionId }; }
      case 'CorrectionVerified': return { ...state, finding: said<{ finding: CorrectionFinding }>(event).finding, verifiedBy: event.actor.kind === 'OFFICER' ? event.actor.personId : null };
      case 'CorrectionDirected': return { ...state, competentAgencyId: said<{ agencyId: string }>(event).agencyId, closedOn: event.effectiveOn };
      case 'RecordCorrected': case 'CorrectionDeclined': case 'CorrectionRequestWithdrawn': return { ...state, closedOn: event.effectiveOn };
      case 'CorrectionWarned': { const { kind, dueOn } = said<{ kind: string; dueOn: LocalDate }>(event); return { ...state, warnings: [...state.warnings, `${kind}:${dueOn}`] }; }
      default: return state;
    }
  },
  roles: rolesOn,
});

function rolesOn(state: CorrectionState, actor: Actor, facts: DecisionFacts): ReadonlyMap<Role, string | null> {
  const roles = new Map<Role, string | null>();
  if (actor.kind === 'PUBLIC' && state.seq === 0) roles.set('PUBLIC', null);
  if (actor.kind === 'TIMER') roles.set('TIMER', null);
  if (actor.kind === 'APPLICANT' && actor.caseId === state.id && state.seq > 0) roles.set('APPLICANT', null);
  const agencyId = agencyOf(actor, 'referrals:read', 'referrals:answer');
  if (agencyId !== null && state.referrals.some((referral) => referral.agencyId === agencyId)) roles.set('AGENCY_LIAISON', agencyId);
  if (actor.kind === 'OFFICER') {
    for (const { office, divisionId } of appointmentsOf(facts.organisation, actor.personId, facts.today)) {
      if (WHOLE_AGENCY.includes(office)) roles.set(office, null);
      else if (divisionId !== null && divisionId === state.leadDivision && OF_DIVISION.includes(office)) roles.set(office, divisionId);
    }
  }
  return roles;
}

export function correctionStageOf(state: CorrectionState): CorrectionStage {
  const stage = state.positions['correction'];
  if (stage === undefined) throw new Error(`correction request ${state.id} has no stage`);
  return stage as CorrectionStage;
}
