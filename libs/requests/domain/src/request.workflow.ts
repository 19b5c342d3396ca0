import { addDays } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { action, defineWorkflow, dueOn, guard } from '@disclosure/workflow';
import type { Attempt } from '@disclosure/workflow';
import {
  beforeReplyPeriodEnds, clarificationNotYetUsed, clarificationPeriodOver, clarificationPeriodRunning, confirmedOnFits, contributionsComplete, divisionsFit, extensionAsProposed,
  extensionNotYetUsed, extensionWithinLimit, formComplete, goodReasonForLate, handedInOnFits, confirmationDescribed, isMajor, isSealed, itemsLawful, itemsStated, meansAsAsked, noticeReachedOn, notTheDrafter, notYetSealed, oralToConfirm, postingProved, principalHasApproved, reasonableClarificationPeriod,
  serviceDateFits, withinClarificationWindow,
} from './request.guards.ts';
import { carriesWhatItMust, editedCarriesWhatItMust, givesInformation, outcomeFollowsProcedure, principalItemIsThere } from './reply-content.guards.ts';
import type { ReplyPart } from './reply-content.guards.ts';
import type { DecidedItem, RequestState } from './request.state.ts';
import { lead, noHold, noOtherHold, ofRound, standsIn, stillOpen, undisputed } from './conditions.ts';
import { competentAgencyNamed } from './referral.guards.ts';
import { closesReferrals, opensReferrals } from './referral.workflow.ts';
import type { SentReferral } from './referral.workflow.ts';
import { consultationsConcluded, objectionRespected, thirdPartyTold } from './consultation.guards.ts';
import { closesConsultations, stopsConsultations } from './consultation.workflow.ts';
import { pageFeeEarned } from './fee.guards.ts';
import { onTheSpotRows } from './on-the-spot.workflow.ts';
import { clearsRound } from './rounds.ts';
import { trackingRows } from './tracking.workflow.ts';
import { unmaskRows } from './unmask.workflow.ts';
import { archiveRows, exportRows } from './archive.workflow.ts';
import { bothRemedyDays, remedyDays } from './remedy-days.ts';
import { AFTER_STAGES, APPLICANT_KINDS, CONFIRMED_CHANNELS, OPEN_STAGES, REPLIED_STAGES, STAGES } from './vocabulary.ts';
import type { FormPart, MeansOfService, Stage, SubmissionChannel } from './vocabulary.ts';

// Inputs as `decide` sees them: texts and identities have become references before (foundations 4).
interface Ref { readonly [key: string]: string }
export interface SubmitInput { readonly agencyId: string; readonly channel: SubmissionChannel; readonly applicantKind: string; readonly form: string; readonly means: string; readonly receivedOn?: LocalDate; readonly applicant: Ref; readonly equality: string; readonly description: Ref; readonly documentNumber?: Ref; readonly assistance?: Ref; readonly oralConfirmation?: Ref; readonly missingParts?: readonly FormPart[] }
export interface RegisterInput { readonly confirmedOn?: LocalDate; readonly assistance?: Ref }
export interface AssignInput { readonly leadDivisionId: string; readonly supportingDivisionIds?: readonly string[] }
/** The office's own wording, where it changed any: the package anew. */
export interface LetterInput { readonly digest?: string; readonly carries?: readonly ReplyPart[]; readonly principalItem?: number }
export interface ProposalInput { readonly items: readonly DecidedItem[]; readonly isMajor?: boolean; readonly digest: string; readonly attachments: number; readonly carries: readonly ReplyPart[]; /** Agencies that the directory names for what is asked for. */ readonly competent?: readonly string[] }
// A type, not an interface: the remedy's guards take any record of fields.
export type ServiceInput = { readonly servedOn?: LocalDate; readonly means: MeansOfService; readonly reasons?: Ref; readonly proof?: Ref; /** Whom the shell tells of it besides: what the reply says is for another agency. */ readonly referrals?: readonly SentReferral[] };

const receivedOn = ({ input, facts }: Attempt<RequestState, SubmitInput>): LocalDate => input.receivedOn ?? facts.today;
const needsConfirmation = ({ input }: Attempt<RequestState, SubmitInput>): boolean => CONFIRMED_CHANNELS.includes(input.channel);
const received = ({ state }: { readonly state: RequestState }): boolean => state.receivedOn !== null;
const awaitsClarification = ({ state }: { readonly state: RequestState }): boolean => state.positions['clarification'] === 'AWAITING_CLARIFICATION';
/** Whether the reply gave information, or a part of it. */
const wasGiven = ({ state }: { readonly state: RequestState }): boolean => state.proposal?.items.some(({ outcome }) => outcome === 'DISCLOSED' || outcome === 'PARTLY_DISCLOSED') ?? false;
/** Given up for want of a clarification: what comes now comes late. */
const lapsed = ({ state }: { readonly state: RequestState }): boolean => state.positions['clarification'] === 'LAPSED';
interface SupplyInput { readonly clarification: Ref; readonly goodReason?: Ref }
const clarificationSubject = ({ state }: { readonly state: RequestState }): string => `r${state.round}`;

/** Only officers enter what came by another way than the public's own form; the public submits online (A2-5). */
const channelFitsActor = guard<RequestState, SubmitInput>('channelFitsActor', 'A2-5', ({ input, actor }) =>
  actor.kind !== 'OFFICER' && input.channel !== 'ONLINE' ? { code: 'CHANNEL_NOT_YOURS', message: '网上提交的申请，提交方式为“在线申请”；其他方式由厅公开办登记。', field: 'input.channel' } : null, { readsInput: true });

/** The annual report counts each request under one of six kinds of applicant: none is taken without (REQ-12). */
const kindOfTheReport = guard<RequestState, SubmitInput>('kindOfTheReport', 'A2-4', ({ input }) =>
  Object.hasOwn(APPLICANT_KINDS, String(input.applicantKind)) ? null : { code: 'UNKNOWN_APPLICANT_KIND', message: `申请人类别应为${Object.values(APPLICANT_KINDS).join('、')}之一。`, field: 'input.applicant.kind' }, { readsInput: true });

/** The request goes to this department; for another agency's information its directory entry says where to turn. */
const agencyIsOurs = guard<RequestState, SubmitInput>('agencyIsOurs', 'A1-19-4', ({ input, facts }) => {
  const agency = facts.organisation.agencies.find(({ id }) => id === input.agencyId);
  if (agency?.isOwn) return null;
  const where = agency ? `请向${agency.name}提出（${agency.contact.address}，${agency.contact.telephone}）。` : '机关名录中没有该机关。';
  return { code: 'AGENCY_NOT_OURS', message: `本平台只受理向本机关提出的申请；${where}`, field: 'input.agencyId', facts: { agencyId: input.agencyId } };
}, { readsInput: true });

/** The main line of a request: 依申请公开, from the public's form to service (spec/requests.md; A1-17, A2). */
export const requestTable = defineWorkflow<RequestState>({
  name: 'request',
  kind: 'MAIN',
  title: '申请',
  positions: Object.fromEntries(Object.entries(STAGES).map(([stage, title]) => [stage, { title, terminal: !OPEN_STAGES.includes(stage as Stage) }])),
  actions: {
    submitRequest: action<RequestState, SubmitInput>({
      title: '提交申请', sentence: '申请提交后由厅公开办与申请人确认收到日期并登记；当面、口头和签收邮寄的，提交或签收之日即为收到申请之日。',
      from: ['NONE'], to: ['SUBMITTED', 'REGISTERED'], towards: (attempt) => (needsConfirmation(attempt) ? 'SUBMITTED' : 'REGISTERED'),
      by: ['PUBLIC', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [agencyIsOurs, kindOfTheReport, channelFitsActor, handedInOnFits],
      effects: [
        { limit: 'T01', effect: 'START', on: receivedOn, when: (attempt) => !needsConfirmation(attempt) },
        { limit: 'T03', effect: 'START', on: receivedOn, when: (attempt) => !needsConfirmation(attempt) },
        { limit: 'T08', effect: 'START', when: needsConfirmation },
      ],
      event: 'RequestSubmitted', letter: 'Acknowledgement', clause: 'A2-4', rules: ['REQ-01', 'REQ-02', 'REQ-08', 'REQ-10', 'REQ-12', 'REQ-14'],
    }),
    registerRequest: action<RequestState, RegisterInput>({
      title: '确认收到、登记', sentence: '与申请人确认后登记：确定收到申请之日和登记号，20个工作日的答复期限自次日起算。',
      from: ['SUBMITTED'], to: ['REGISTERED'], by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [confirmedOnFits],
      effectiveOn: ({ input, facts }) => input.confirmedOn ?? facts.today,
      effects: [{ limit: 'T08', effect: 'STOP' }, { limit: 'T01', effect: 'START' }, { limit: 'T03', effect: 'START' }],
      event: 'RequestRegistered', letter: 'Acknowledgement', clause: 'A2-6', rules: ['REQ-03', 'REQ-04', 'REQ-11', 'CLK-01'],
    }),
    recordNoContact: action<RequestState, { attempts: Ref }>({
      title: '登记无法联系申请人', sentence: '当日联系申请人确认而无法取得联系的，登记联系经过；恢复联系、与申请人确认之日为收到申请之日。',
      from: ['SUBMITTED'], to: 'SAME', by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [],
      // The duty of the day is done: who cannot be reached does not make it late.
      effects: [{ limit: 'T08', effect: 'STOP', when: ({ state }) => state.contactAttempts.length === 0 }], event: 'ContactAttempted', clause: 'A2-6', rules: ['REQ-03', 'REQ-05'],
    }),
    acceptRequest: action<RequestState>({
      title: '受理', sentence: '审查符合要求，予以受理；下一步转承办处室。',
      from: ['REGISTERED'], to: ['ACCEPTED'], while: noHold, by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [formComplete], effects: [], event: 'RequestAccepted', clause: 'A2-7', rules: ['REQ-08'],
    }),
    assignRequest: action<RequestState, AssignInput>({
      title: '转承办处室', sentence: '明确牵头处室和配合处室，转承办处室办理；收到申请之日不变。',
      from: ['ACCEPTED'], to: ['ASSIGNED'], while: noHold, by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [divisionsFit],
      moves: [{ table: 'contribution', to: 'ASKED', when: ({ input }) => (input.supportingDivisionIds ?? []).length > 0, subjects: ({ input }) => input.supportingDivisionIds ?? [] }],
      effects: [], event: 'RequestAssigned', letter: 'AssignmentSheet', clause: 'A2-8', rules: ['REQ-13'],
    }),
    draftReplyProposal: action<RequestState, ProposalInput>({
      title: '拟制答复意见', sentence: '拟制答复意见及所提供的信息；内容一经改动，须重新送保密审查。',
      from: ['ASSIGNED', 'DRAFTING'], to: ['DRAFTING'], while: [...noHold, ...undisputed, { table: 'proposal', in: ['NONE', 'DRAFTED', 'RETURNED'] }], by: ['CASE_HANDLER'], divisionOf: lead, guards: [itemsLawful, competentAgencyNamed, carriesWhatItMust, outcomeFollowsProcedure], effects: [],
      moves: [{ table: 'proposal', to: 'DRAFTED' }],
      payload: ({ input }) => ({ items: input.items as never, isMajor: input.isMajor ?? false, digest: input.digest, attachments: input.attachments, gives: givesInformation(input.carries) }),
      event: 'ReplyProposalDrafted', clause: 'A1-17-3', rules: ['DEC-01', 'DEC-02', 'DEC-03', 'DEC-04', 'DEC-05', 'DEC-06', 'DEC-07', 'DEC-11', 'DEC-08'],
    }),
    approveReplyAsDivisionHead: action<RequestState>({
      title: '审核（处室负责人）', sentence: '承办处室负责人审核答复意见；下一步由分管厅领导审核。',
      from: ['DRAFTING'], to: ['DIVISION_APPROVED'], while: [...noHold, { table: 'proposal', in: ['SUBMITTED'] }], by: ['DIVISION_HEAD'], divisionOf: lead, guards: [notTheDrafter, consultationsConcluded, objectionRespected], signs: 'REPLY', effects: [], event: 'ReplyApprovedByDivisionHead', clause: 'A2-11', rules: ['DEC-11'],
    }),
    approveReplyAsSupervisingDeputy: action<RequestState>({
      title: '审核（分管厅领导）', sentence: '分管厅领导审核答复意见；重大事项还须报厅主要负责人批准，其他转厅公开办制作答复书。',
      from: ['DIVISION_APPROVED'], to: ['DEPUTY_APPROVED'], while: noHold, by: ['SUPERVISING_DEPUTY'], divisionOf: lead, guards: [notTheDrafter, consultationsConcluded, objectionRespected], signs: 'REPLY', effects: [], event: 'ReplyApprovedByDeputy', clause: 'A2-11', rules: ['DEC-11'],
    }),
    approveReplyAsPrincipalLeader: action<RequestState>({
      title: '批准（主要负责人）', sentence: '厅主要负责人批准重大依申请公开事项；下一步由厅公开办制作答复书。',
      from: ['DEPUTY_APPROVED'], to: ['PRINCIPAL_APPROVED'], while: noHold, by: ['PRINCIPAL_LEADER'], guards: [isMajor, notTheDrafter, consultationsConcluded, objectionRespected], signs: 'REPLY', effects: [], event: 'ReplyApprovedByPrincipal', clause: 'A1-17-3', rules: ['DEC-12'],
    }),
    returnReplyProposal: action<RequestState, { reasons: Ref }>({
      title: '退回', sentence: '说明理由，退回承办处室重新拟制；此前的审核签署不再有效。',
      // Until it is served: what review withholds, or clears no longer, must find its way back from any desk.
      from: ['DRAFTING', 'DIVISION_APPROVED', 'DEPUTY_APPROVED', 'PRINCIPAL_APPROVED', 'REPLY_DRAFTED', 'REPLY_PROOFREAD', 'SIGNED_OFF'], to: ['DRAFTING'], while: [...noHold, { table: 'proposal', in: ['SUBMITTED'] }],
      by: ['DIVISION_HEAD', 'SUPERVISING_DEPUTY', 'PRINCIPAL_LEADER', 'DISCLOSURE_DEPUTY', 'DISCLOSURE_OFFICE_HEAD'], divisionOf: lead, guards: [], signs: 'REPLY:RETURNED', effects: [],
      moves: [{ table: 'proposal', to: 'RETURNED' }], event: 'ReplyProposalReturned', clause: 'A2-11',
    }),
    draftReplyLetter: action<RequestState, LetterInput>({
      title: '制作、审核、编号答复书', sentence: '厅公开办根据答复意见制作《政府信息公开申请答复书》并编号，可以修改文字；文字一经修改，须重新送保密审查；下一步由承办（牵头）处室校核。',
      // Again until it is proofread: wording is what the office answers for.
      from: ['DEPUTY_APPROVED', 'PRINCIPAL_APPROVED', 'REPLY_DRAFTED'], to: ['REPLY_DRAFTED'], while: noHold, by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [principalHasApproved, editedCarriesWhatItMust, principalItemIsThere], effects: [],
      payload: ({ input: { digest, carries, principalItem } }) => ({ ...(digest === undefined ? {} : { digest, gives: givesInformation(carries ?? []) }), ...(principalItem === undefined ? {} : { principalItem }) }), event: 'ReplyLetterDrafted', letter: 'ReplyLetter', clause: 'A2-11', rules: ['DOC-01', 'REM-01', 'REM-02', 'DEC-01'],
    }),
    proofreadReplyLetter: action<RequestState>({
      title: '校核', sentence: '承办（牵头）处室校核答复书；下一步由分管政府信息公开的厅领导签发。',
      from: ['REPLY_DRAFTED'], to: ['REPLY_PROOFREAD'], while: noHold, by: ['CASE_HANDLER', 'DIVISION_HEAD'], divisionOf: lead, guards: [], effects: [], event: 'ReplyLetterProofread', clause: 'A2-11', rules: ['DEC-11'],
    }),
    signOffReplyLetter: action<RequestState>({
      title: '签发', sentence: '分管政府信息公开的厅领导签发；所提供的内容须已经内容审核和保密审查放行。',
      from: ['REPLY_PROOFREAD'], to: ['SIGNED_OFF'], while: noHold, by: ['DISCLOSURE_DEPUTY'], guards: [notTheDrafter, consultationsConcluded, objectionRespected, pageFeeEarned], signs: 'REPLY', effects: [], event: 'ReplyLetterSignedOff', letter: 'ReplyLetter', clause: 'A2-11', rules: ['DEC-14', 'PRO-07', 'DOC-04'],
    }),
    sealReplyLetter: action<RequestState>({
      title: '加盖公章', sentence: '签发后加盖公章，以正式文件的形式答复。',
      from: ['SIGNED_OFF'], to: 'SAME', while: noHold, by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [notYetSealed], effects: [], event: 'ReplyLetterSealed', clause: 'A2-11', rules: ['DOC-05'],
    }),
    serveReply: action<RequestState, ServiceInput>({
      title: '送达', sentence: '按申请人要求的形式送达并留存送达凭证；签收或交邮之日为答复之日，期限终止。',
      from: ['SIGNED_OFF'], to: ['SERVED'], while: noHold, by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [isSealed, serviceDateFits, meansAsAsked, postingProved, consultationsConcluded, objectionRespected, thirdPartyTold],
      effectiveOn: ({ input, facts }) => input.servedOn ?? facts.today, effects: [{ limit: 'T01', effect: 'STOP' }, { limit: 'T03', effect: 'STOP' }, ...remedyDays<ServiceInput>(), opensReferrals.effects], moves: [opensReferrals.moves],
      event: 'ReplyServed', letter: 'ServiceReceipt', clause: 'A1-17-4', rules: ['CAL-09', 'DEC-09', 'SRV-01', 'SRV-02', 'SRV-03'],
    }),
    withdrawRequest: action<RequestState>({
      title: '撤回申请', sentence: '申请人撤回申请，本件办结。',
      from: [...OPEN_STAGES], to: ['WITHDRAWN'], by: ['APPLICANT'], guards: [], moves: [{ table: 'clarification', to: 'CLOSED', when: awaitsClarification }, { table: 'reasons', to: 'CLOSED', when: standsIn('reasons', 'AWAITING_REASONS', 'GIVEN') }, { table: 'fee', to: 'CLOSED', when: standsIn('fee', 'AWAITING_FEE') }, closesConsultations()],
      effects: [{ limit: 'T01', effect: 'STOP', when: received }, { limit: 'T03', effect: 'STOP', when: received }, { limit: 'T08', effect: 'STOP', when: (attempt) => !received(attempt) }, { limit: 'T04', effect: 'STOP', subject: clarificationSubject, when: awaitsClarification }, { limit: 'T04-REASONS', effect: 'STOP', subject: ofRound, when: standsIn('reasons', 'AWAITING_REASONS') }, { limit: 'T19', effect: 'STOP', subject: ofRound, when: standsIn('fee', 'AWAITING_FEE') }, ...stopsConsultations<Record<string, never>>()],
      event: 'RequestWithdrawn', clause: 'R-33', rules: ['CLK-17'],
    }),
    ...onTheSpotRows,
    ...archiveRows,
  },
});

/** Clarification (补正): a hold. Once in a round, within seven working days; the reply clock stands still and counts anew when it comes. */
export const clarificationTable = defineWorkflow<RequestState>({
  name: 'clarification',
  kind: 'HOLD',
  title: '补正',
  positions: { AWAITING_CLARIFICATION: { title: '待补正', shows: 'AWAITING_CLARIFICATION' }, CLARIFIED: { title: '已补正', terminal: true }, LAPSED: { title: '逾期未补正', terminal: true }, CLOSED: { title: '因撤回申请终止', terminal: true } },
  actions: {
    proposeClarification: action<RequestState, { missing: Ref }>({
      title: '提出补正意见', sentence: '申请内容不明确、确需补正的，承办处室提出补正意见，转厅公开办一次性告知申请人。',
      from: ['NONE', 'CLARIFIED'], to: 'SAME', while: [{ table: 'request', in: ['ASSIGNED', 'DRAFTING'] }, ...noOtherHold('clarification')], by: ['CASE_HANDLER', 'DIVISION_HEAD'], divisionOf: lead,
      guards: [clarificationNotYetUsed, withinClarificationWindow], effects: [], event: 'ClarificationProposed', clause: 'A2-10', rules: ['CLK-02', 'DEC-13'],
    }),
    requestClarification: action<RequestState, { missing?: Ref; periodWorkingDays: number }>({
      title: '告知补正', sentence: '一次性告知申请人需要补正的事项和合理期限；答复期限暂停，收到补正后重新计算。',
      // A second notice is refused by its own guard, which says when the first was given.
      from: ['NONE', 'AWAITING_CLARIFICATION', 'CLARIFIED'], offeredWhen: (attempt) => !awaitsClarification(attempt), to: ['AWAITING_CLARIFICATION'], while: [{ table: 'request', in: ['REGISTERED', 'ACCEPTED', 'ASSIGNED', 'DRAFTING'] }, ...noOtherHold('clarification')],
      by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [clarificationNotYetUsed, withinClarificationWindow, itemsStated, reasonableClarificationPeriod],
      effects: [{ limit: 'T03', effect: 'STOP' }, { limit: 'T01', effect: 'SUSPEND', subject: clarificationSubject, reason: '等待申请人补正' }, { limit: 'T04', effect: 'START', subject: clarificationSubject, days: ({ input }) => input.periodWorkingDays }],
      event: 'ClarificationRequested', letter: 'ClarificationNotice', clause: 'A2-10', rules: ['CLK-02', 'CLK-05', 'DEC-13'],
    }),
    recordClarificationNoticeReceipt: action<RequestState, { receivedOn?: LocalDate }>({
      title: '登记收到补正告知书', sentence: '补正告知书邮寄送达的，登记申请人收到之日；补正期限自次日起重新计算。',
      from: ['AWAITING_CLARIFICATION'], to: 'SAME', by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [noticeReachedOn('clarificationNoticeReached', 'A2-10', (state) => state.clarifications.at(-1)?.noticeOn ?? null)],
      effectiveOn: ({ input, facts }) => input.receivedOn ?? facts.today, effects: [{ limit: 'T04', effect: 'RESET', subject: clarificationSubject }], event: 'ClarificationNoticeReceived', clause: 'A2-10', rules: ['CLK-02'],
    }),
    supplyClarification: action<RequestState, SupplyInput>({
      title: '补正', sentence: '提交补正内容；答复期限自收到补正之日起重新计算。逾期而有正当理由的，由厅公开办登记，恢复办理。',
      // A lapse by a timer leaves the stage ABANDONED; a clarification that comes late with good reason leads back, in the next round (CLK-04).
      from: ['AWAITING_CLARIFICATION', 'LAPSED'], to: ['CLARIFIED'], while: [{ table: 'request', in: [...OPEN_STAGES, 'ABANDONED'] }], offeredWhen: (attempt) => !lapsed(attempt) || attempt.actor.kind === 'OFFICER',
      by: ['APPLICANT', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [clarificationPeriodRunning, goodReasonForLate], startsRound: lapsed,
      moves: [{ table: 'request', to: 'REGISTERED', or: ['ACCEPTED', 'ASSIGNED', 'DRAFTING'], towards: ({ state }) => state.abandonedFrom ?? 'REGISTERED', when: lapsed }, ...clearsRound<SupplyInput>(lapsed, 'clarification')],
      effects: [
        { limit: 'T04', effect: 'STOP', subject: clarificationSubject, when: (attempt) => !lapsed(attempt) }, { limit: 'T01', effect: 'RESET', subject: clarificationSubject, when: (attempt) => !lapsed(attempt) },
        { limit: 'T01', effect: 'START', when: lapsed },
      ],
      event: 'ClarificationSupplied', clause: 'A2-10', rules: ['CLK-03', 'CLK-04'],
    }),
    deemAbandoned: action<RequestState>({
      title: '视为放弃申请', sentence: '申请人无正当理由逾期不补正，视为放弃申请，不再处理。',
      from: ['AWAITING_CLARIFICATION'], to: ['LAPSED'], moves: [{ table: 'request', to: 'ABANDONED' }, closesConsultations()], by: ['TIMER', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [clarificationPeriodOver],
      // A timer that fires late changes no day: the request is given up on the day after the period.
      effectiveOn: ({ state, facts }) => addDays(dueOn(state, 'T04', facts, `r${state.round}`) ?? facts.today, 1),
      effects: [{ limit: 'T04', effect: 'STOP', subject: clarificationSubject }, { limit: 'T01', effect: 'STOP' }, ...stopsConsultations<Record<string, never>>(), ...bothRemedyDays<Record<string, never>>()],
      payload: ({ state }) => ({ from: state.positions['request'] }), event: 'RequestDeemedAbandoned', letter: 'AbandonmentRecord', clause: 'A2-10', rules: ['CLK-04'],
    }),
  },
});

/** The reply proposal between drafting and the first signature. */
export const proposalTable = defineWorkflow<RequestState>({
  name: 'proposal',
  kind: 'SIDE',
  title: '答复意见',
  positions: { DRAFTED: { title: '已拟制' }, SUBMITTED: { title: '已报送', terminal: true }, RETURNED: { title: '已退回' } },
  actions: {
    submitReplyProposal: action<RequestState>({
      title: '报送答复意见', sentence: '答复意见报处室负责人审核；配合处室的材料须已齐备。',
      from: ['DRAFTED'], to: ['SUBMITTED'], while: [...noHold, { table: 'request', in: ['DRAFTING'] }], by: ['CASE_HANDLER'], divisionOf: lead, guards: [contributionsComplete, consultationsConcluded, objectionRespected], effects: [], event: 'ReplyProposalSubmitted', clause: 'A2-11', rules: ['DEC-11'],
    }),
  },
});

/** What a supporting division gives to the lead (配合处室提供答复材料); one for each. */
export const contributionTable = defineWorkflow<RequestState>({
  name: 'contribution',
  kind: 'SIDE',
  title: '配合处室材料',
  positions: { ASKED: { title: '待提供' }, GIVEN: { title: '已提供', terminal: true }, WAIVED: { title: '免予提供', terminal: true } },
  actions: {
    contributeMaterial: action<RequestState, { divisionId: string; material: Ref }>({
      title: '提供答复材料', sentence: '配合处室按照职责向牵头处室提供答复材料。',
      from: ['ASKED'], to: ['GIVEN'], subject: ({ input }) => input.divisionId, while: [...noHold, { table: 'request', in: ['ASSIGNED', 'DRAFTING'] }], by: ['CASE_HANDLER', 'DIVISION_HEAD'], divisionOf: 'SUBJECT', guards: [], effects: [], event: 'MaterialContributed', clause: 'A2-11',
    }),
    waiveContribution: action<RequestState, { divisionId: string; reasons: Ref }>({
      title: '免予提供', sentence: '厅公开办说明理由，免予该处室提供材料。',
      from: ['ASKED'], to: ['WAIVED'], subject: ({ input }) => input.divisionId, while: [...noHold, { table: 'request', in: ['ASSIGNED', 'DRAFTING'] }], by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [], effects: [], event: 'ContributionWaived', clause: 'A1-16',
    }),
  },
});

/** While reasons are awaited the reply clock runs on (CLK-13), so it can be extended; the other holds stop it. */
const clockRunsOn = noOtherHold('reasons');

/** Extension of the reply period: the division asks, the head of the office consents, the applicant is told in writing (A2-9, R-33). */
export const extensionTable = defineWorkflow<RequestState>({
  name: 'extension',
  kind: 'SIDE',
  title: '延期答复',
  positions: { PROPOSED: { title: '已提出' }, GRANTED: { title: '已延期', terminal: true } },
  actions: {
    proposeExtension: action<RequestState, { workingDays: number; reasons: Ref }>({
      title: '提出延期', sentence: '承办处室说明理由，提出延长答复期限，报厅公开办负责人同意。',
      from: ['NONE', 'GRANTED'], to: ['PROPOSED'], while: [...clockRunsOn, ...stillOpen], by: ['CASE_HANDLER', 'DIVISION_HEAD'], divisionOf: lead, guards: [extensionNotYetUsed, beforeReplyPeriodEnds, extensionWithinLimit], effects: [], event: 'ExtensionProposed', clause: 'A2-9',
    }),
    extendReplyPeriod: action<RequestState, { workingDays: number }>({
      title: '同意延期', sentence: '厅公开办负责人同意延期并书面告知申请人；只能延长一次，最长20个工作日。',
      from: ['PROPOSED', 'GRANTED'], to: ['GRANTED'], while: [...clockRunsOn, ...stillOpen], by: ['DISCLOSURE_OFFICE_HEAD'], guards: [extensionNotYetUsed, beforeReplyPeriodEnds, extensionWithinLimit, extensionAsProposed],
      effects: [{ limit: 'T01', effect: 'EXTEND', days: ({ input }) => input.workingDays }], event: 'ReplyPeriodExtended', letter: 'ExtensionNotice', clause: 'A2-9', rules: ['CLK-06', 'DEC-13'],
    }),
  },
});

/** From on-request to proactive (A2-21, R-44): the system or the applicant proposes, the division confirms. */
export const promotionTable = defineWorkflow<RequestState>({
  name: 'promotion',
  kind: 'SIDE',
  title: '纳入主动公开',
  positions: { PROPOSED: { title: '已建议' }, CONFIRMED: { title: '已确认纳入', terminal: true } },
  actions: {
    proposePromotion: action<RequestState, { similarRequestId?: string }>({
      title: '建议纳入主动公开', sentence: '建议将本件所提供的信息纳入主动公开范围，由承办处室确认。',
      from: ['NONE', 'PROPOSED'], to: ['PROPOSED'], while: [{ table: 'request', in: REPLIED_STAGES }], by: ['TIMER', 'APPLICANT'],
      offeredWhen: wasGiven,
      guards: [guard<RequestState>('wasDisclosed', 'A2-21', (attempt) => (wasGiven(attempt) ? null : { code: 'NOTHING_DISCLOSED', message: '本件没有予以公开的信息，不能建议纳入主动公开。' }))],
      effects: [], event: 'PromotionProposed', clause: 'A2-21', rules: ['PRO-16'],
    }),
    promoteToProactive: action<RequestState>({
      title: '确认纳入主动公开', sentence: '承办处室确认属于主动公开范围；系统随即建立主动公开条目，经审查后发布。',
      from: ['PROPOSED'], to: ['CONFIRMED'], by: ['CASE_HANDLER', 'DIVISION_HEAD'], divisionOf: lead, guards: [], effects: [], event: 'PromotionConfirmed', clause: 'A2-21', rules: ['PRO-16'],
    }),
  },
});

/** What the platform itself records of a case: warnings once each, a calendar that moved its dates, the erasure of its people. */
export const keepingTable = defineWorkflow<RequestState>({
  name: 'keeping',
  kind: 'SIDE',
  title: '管理',
  positions: { KEPT: { title: '在管', terminal: true } },
  actions: {
    warnDeadline: action<RequestState, { limit: string; kind: string; dueOn: string }>({
      title: '期限提醒', sentence: '期限将至、当日或已过，提醒承办人、处室负责人和厅公开办。', internal: true,
      from: ['NONE', 'KEPT'], to: ['KEPT'], while: stillOpen, by: ['TIMER'], guards: [guard<RequestState, { kind: string; limit: string; dueOn: string }>('notYetWarned', 'A1-17-4', ({ state, input }) => (state.warnings.includes(`${input.limit}:${input.kind}:${input.dueOn}`) ? { code: 'ALREADY_WARNED', message: '已提醒。' } : null), { readsInput: true })],
      effects: [], event: 'DeadlineWarned', clause: 'A1-17-4', rules: ['CLK-15'],
    }),
    adoptCalendar: action<RequestState, { revision: number; moved: readonly { limit: string; from: string | null; to: string | null }[] }>({
      title: '日历更新', sentence: '放假安排有新版本，期限随之重新计算。', internal: true,
      from: ['NONE', 'KEPT'], to: ['KEPT'], while: stillOpen, by: ['TIMER'],
      guards: [guard<RequestState, { moved: readonly unknown[] }>('somethingMoved', 'R-33', ({ input }) => (input.moved.length > 0 ? null : { code: 'NOTHING_MOVED', message: '期限不受影响。' }), { readsInput: true })], effects: [], event: 'CalendarAdopted', clause: 'R-33', rules: ['CAL-04'],
    }),
    eraseApplicant: action<RequestState>({
      title: '清除申请人信息', sentence: '清除申请人身份信息和自由文本；办理记录和统计保留。',
      from: ['NONE', 'KEPT'], to: ['KEPT'], while: [{ table: 'request', in: AFTER_STAGES }], by: ['DISCLOSURE_OFFICE_HEAD'],
      guards: [guard<RequestState>('notYetErased', 'R-45', ({ state }) => (state.erased ? { code: 'ALREADY_ERASED', message: '申请人信息已清除。' } : null))], effects: [], moves: [closesReferrals], event: 'ApplicantErased', clause: 'R-45', rules: ['SEC-13'],
    }),
    confirmOralRequest: action<RequestState, { how?: Ref }>({
      title: '确认代为填写的申请', sentence: '申请人口头提出、由厅公开办代为填写的申请，由申请人确认所填内容；收到申请之日不变。',
      from: ['NONE', 'KEPT'], to: ['KEPT'], while: stillOpen, by: ['APPLICANT', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], offeredWhen: ({ state }) => state.oralConfirmed === false, guards: [oralToConfirm, confirmationDescribed], effects: [], event: 'OralRequestConfirmed', clause: 'A2-4', rules: ['REQ-10'],
    }),
    ...exportRows,
    ...unmaskRows,
    ...trackingRows,
  },
});

