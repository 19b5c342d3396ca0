import type { Json, LocalDate } from '@disclosure/kernel';
import { action, defineWorkflow } from '@disclosure/workflow';
import type { Attempt, EffectRule } from '@disclosure/workflow';
import {
  attributeChosen, attributeGiven, attributeSettled, categoriesAreLeaves, categoryChosen, changedAfterFormation, datesPast, divisionHeadSigned, documentNumberFits, formationKnown,
  formationStands, majorSensitive, MATTER, modeIsProactive, notTheProposer, numberAtSignOff, ownDivision, routeStands, signaturesComplete, signedOffHighEnough, withdrawalClauseKnown,
  withholdingFounded,
} from './disclosure.guards.ts';
import type { AttributeInput, ChangeInput, ContentInput, DisclosureState, OpenInput, ProposeInput, RevokedInput, SignOffInput, WithdrawInput } from './disclosure.type.ts';
import { clockStarted, isProactive } from './formation.ts';
import { STATES } from './vocabulary.ts';
import type { DisclosureStage } from './vocabulary.ts';

/** What the event keeps of a content: not the leaves, which only served the check. */
const contentPayload = ({ input }: Attempt<DisclosureState, ContentInput>): { readonly [key: string]: Json | undefined } => {
  const { leafIds: _leafIds, ...rest } = input as ContentInput & { readonly [key: string]: Json };
  return rest;
};

/** The day from which the clock of this round counts, as far as it is known: of a first version its formation, of a change the change; a correction has none. */
const countsFrom = (state: DisclosureState, formedOn: LocalDate | undefined): LocalDate | null =>
  ({ FIRST: formedOn ?? state.formedOn, CHANGE: state.changedOn, CORRECTION: null })[state.kind];

/** The publication clock (T07) from the day the information was formed or changed (A1-13), where that day is known at the proposal. */
const startAtProposal: EffectRule<DisclosureState, ProposeInput> = {
  limit: 'T07', effect: 'START',
  on: ({ state, input, facts }) => countsFrom(state, input.formedOn) ?? facts.today,
  when: ({ state, input }) => input.route === 'OTHER' && countsFrom(state, input.formedOn) !== null && isProactive(input) && !clockStarted(state),
};
/** What turns out not to be for publication has no clock any more. */
const endWhereNotProactive: EffectRule<DisclosureState, AttributeInput> = { limit: 'T07', effect: 'STOP', when: ({ state, input }) => clockStarted(state) && !state.clockEnded && !isProactive(input) };
/** Where the text bears no date, the day it is signed is the day it was formed (PRO-02). */
const startAtSignature: EffectRule<DisclosureState, object> = {
  limit: 'T07', effect: 'START',
  on: ({ state, facts }) => countsFrom(state, undefined) ?? facts.today,
  when: ({ state }) => state.kind !== 'CORRECTION' && isProactive(state) && !clockStarted(state),
};

const approvedStage = (state: DisclosureState): DisclosureStage => (state.route === 'DOCUMENT' && state.round === 1 ? 'HANDED_OVER' : state.isMajorSensitive ? 'PRINCIPAL_APPROVED' : 'DEPUTY_APPROVED');
const backToApproved = (stage: DisclosureStage) => ({ table: 'disclosure', to: stage, when: ({ state }: Attempt<DisclosureState, RevokedInput>) => state.positions['disclosure'] === 'PUBLISHED' && approvedStage(state) === stage });

/**
 * The main line of a disclosure by its two ways (A1-14; spec/publication.md): the department's own documents (`DOCUMENT`: drafted,
 * approved, signed off, handed over) and other information (`OTHER`: proposed, division head, supervising deputy, principal leader).
 * A correction or change goes the second way once more, in a round of its own, while what is public stays.
 */
export const disclosureTable = defineWorkflow<DisclosureState>({
  name: 'disclosure',
  kind: 'MAIN',
  title: '公开事项',
  positions: Object.fromEntries(Object.entries(STATES).map(([stage, title]) => [stage, { title, terminal: stage === 'WITHDRAWN' }])),
  actions: {
    openDisclosure: action<DisclosureState, OpenInput>({
      title: '登记待公开事项', sentence: '依申请公开的信息经处室确认纳入主动公开，由处室填写公开内容。',
      from: ['NONE'], to: ['OPENED'], by: ['TIMER'], guards: [], effects: [], event: 'DisclosureOpened', clause: 'A2-21', rules: ['PRO-16'], internal: true,
    }),
    proposeDisclosure: action<DisclosureState, ProposeInput>({
      title: '提出公开意见', sentence: '信息拥有处室提出公开内容、公开属性和类目；重新提出的，此前的签批不再有效。下一步由处室负责人审核。',
      from: ['NONE', 'OPENED', 'DRAFT', 'IN_APPROVAL', 'SIGNED_OFF', 'HANDED_OVER', 'PROPOSED', 'DIVISION_APPROVED', 'DEPUTY_APPROVED', 'PRINCIPAL_APPROVED'],
      to: ['PROPOSED', 'DRAFT'], towards: ({ input }) => (input.route === 'DOCUMENT' ? 'DRAFT' : 'PROPOSED'),
      by: ['CASE_HANDLER', 'DISCLOSURE_LIAISON'],
      guards: [ownDivision, routeStands, attributeGiven, withholdingFounded, attributeSettled, datesPast, formationStands, documentNumberFits, categoriesAreLeaves],
      effects: [startAtProposal, endWhereNotProactive], signs: `${MATTER}:RETURNED`, payload: contentPayload,
      event: 'DisclosureProposed', clause: 'A1-14-2-1', rules: ['PRO-01', 'PRO-02', 'PRO-03', 'PRO-04', 'CAT-02'],
    }),
    chooseDisclosureAttribute: action<DisclosureState, AttributeInput>({
      title: '选定公开属性', sentence: '在发文稿纸上选定公开程度和公开方式，两项均为必选；不予公开的注明依据和理由。',
      from: ['DRAFT'], to: 'SAME', by: ['CASE_HANDLER', 'DISCLOSURE_LIAISON'], guards: [attributeGiven, withholdingFounded, attributeSettled], effects: [endWhereNotProactive],
      event: 'DisclosureAttributeChosen', clause: 'A1-10', rules: ['PRO-03', 'PRO-04'],
    }),
    submitForApproval: action<DisclosureState>({
      title: '送审签', sentence: '公开属性已选定，按发文流程送审签；下一步由处室负责人审签。',
      from: ['DRAFT'], to: ['IN_APPROVAL'], by: ['CASE_HANDLER', 'DISCLOSURE_LIAISON'], guards: [attributeChosen], effects: [],
      event: 'DocumentSubmittedForApproval', clause: 'A1-14-1', rules: ['PRO-03'],
    }),
    approveDisclosureAsDivisionHead: action<DisclosureState>({
      title: '签批（处室负责人）', sentence: '处室负责人审核并签字；下一步报分管厅领导。',
      from: ['PROPOSED', 'IN_APPROVAL'], to: ['DIVISION_APPROVED', 'IN_APPROVAL'], towards: ({ state }) => (state.positions['disclosure'] === 'IN_APPROVAL' ? 'IN_APPROVAL' : 'DIVISION_APPROVED'),
      by: ['DIVISION_HEAD'], guards: [notTheProposer], effects: [], signs: MATTER, event: 'DisclosureApprovedByDivisionHead', clause: 'A1-14-2-2', rules: ['PRO-06'],
    }),
    approveDisclosureAsSupervisingDeputy: action<DisclosureState>({
      title: '签批（分管厅领导）', sentence: '分管厅领导审核签批；重大敏感性信息还须报厅主要领导批准，其他经保密审查放行后由厅公开办公开。',
      from: ['DIVISION_APPROVED'], to: ['DEPUTY_APPROVED'], by: ['SUPERVISING_DEPUTY'], guards: [notTheProposer], effects: [startAtSignature], signs: MATTER,
      event: 'DisclosureApprovedByDeputy', clause: 'A1-14-2-3', rules: ['PRO-02', 'PRO-06'],
    }),
    approveDisclosureAsPrincipalLeader: action<DisclosureState>({
      title: '签批（主要领导）', sentence: '厅主要领导批准公开重大敏感性信息；经保密审查放行后由厅公开办公开。',
      from: ['DEPUTY_APPROVED'], to: ['PRINCIPAL_APPROVED'], by: ['PRINCIPAL_LEADER'], guards: [majorSensitive, notTheProposer], effects: [], signs: MATTER,
      event: 'DisclosureApprovedByPrincipal', clause: 'A1-14-2-3', rules: ['PRO-06'],
    }),
    signOffDocument: action<DisclosureState, SignOffInput>({
      title: '签发', sentence: '签发公文，确定文号和成文日期；重大敏感性信息由厅主要领导签发。下一步交厅公开办。',
      from: ['IN_APPROVAL'], to: ['SIGNED_OFF'], by: ['SUPERVISING_DEPUTY', 'PRINCIPAL_LEADER'],
      guards: [divisionHeadSigned, notTheProposer, signedOffHighEnough, numberAtSignOff, documentNumberFits, datesPast], effects: [startAtSignature], signs: MATTER,
      event: 'DocumentSignedOff', clause: 'A1-14-1', rules: ['PRO-02', 'PRO-06'],
    }),
    handOverDocument: action<DisclosureState>({
      title: '交公开办', sentence: '签发后交厅公开办统一公开。',
      from: ['SIGNED_OFF'], to: ['HANDED_OVER'], by: ['CASE_HANDLER', 'DISCLOSURE_LIAISON'], guards: [], effects: [], event: 'DocumentHandedOver', clause: 'A1-14-1',
    }),
    publishDisclosure: action<DisclosureState, object>({
      title: '公开', sentence: '放行与内容一致、审批手续齐全的，予以公开：编索引号，登入公开目录；公开期限终止。',
      from: ['HANDED_OVER', 'DEPUTY_APPROVED', 'PRINCIPAL_APPROVED'], to: ['PUBLISHED'], by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'],
      guards: [modeIsProactive, signaturesComplete, categoryChosen, formationKnown], moves: [{ table: 'release', to: 'PUBLISHED' }],
      effects: [{ limit: 'T07', effect: 'STOP' }], payload: () => ({}), event: 'DisclosurePublished', clause: 'A1-14', rules: ['PRO-01', 'PRO-07', 'CAT-02', 'CAT-03'],
    }),
    correctDisclosure: action<DisclosureState, ContentInput>({
      title: '更正', sentence: '更正已公开的内容并附说明：新版本重新签批和审查，公开前原版本不变，公开后原版本仍可查阅。',
      from: ['PUBLISHED'], to: ['PROPOSED'], by: ['CASE_HANDLER', 'DISCLOSURE_LIAISON'], guards: [attributeGiven, withholdingFounded, datesPast, documentNumberFits, categoriesAreLeaves],
      effects: [], payload: contentPayload, startsRound: true, event: 'DisclosureCorrected', clause: 'A2-19', rules: ['PRO-07'],
    }),
    changeDisclosure: action<DisclosureState, ChangeInput>({
      title: '变更', sentence: '信息发生变更：自变更之日起20个工作日内公开新版本，新版本重新签批和审查，原版本仍可查阅。',
      from: ['PUBLISHED'], to: ['PROPOSED'], by: ['CASE_HANDLER', 'DISCLOSURE_LIAISON'], guards: [attributeGiven, withholdingFounded, datesPast, changedAfterFormation, documentNumberFits, categoriesAreLeaves],
      effects: [{ limit: 'T07', effect: 'START', on: ({ input }) => input.changedOn, when: ({ input }) => isProactive(input) }], payload: contentPayload, startsRound: true,
      event: 'DisclosureChanged', clause: 'A1-13', rules: ['PRO-01', 'PRO-07'],
    }),
  },
});

/** Whether something is out: runs beside the main line, since a new version is approved while the old one is public. */
export const releaseTable = defineWorkflow<DisclosureState>({
  name: 'release',
  kind: 'SIDE',
  title: '公开情况',
  positions: { PUBLISHED: { title: '已公开' }, REVOKED: { title: '放行已撤销' }, WITHDRAWN: { title: '已撤回', terminal: true } },
  actions: {
    withdrawDisclosure: action<DisclosureState, WithdrawInput>({
      title: '撤回', sentence: '注明理由和依据后撤回：内容不再公开，原地址保留撤回说明，索引号不再使用。',
      from: ['PUBLISHED', 'REVOKED'], to: ['WITHDRAWN'], by: ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'], guards: [withdrawalClauseKnown],
      moves: [{ table: 'disclosure', to: 'WITHDRAWN' }], effects: [], event: 'DisclosureWithdrawn', clause: 'A1-23-3', rules: ['CAT-08'],
    }),
    recordClearanceRevoked: action<DisclosureState, RevokedInput>({
      title: '放行撤销', sentence: '保密审查放行被撤销，内容已停止公开；重新放行后可再公开。',
      from: ['PUBLISHED'], to: ['REVOKED'], by: ['TIMER'], guards: [], moves: [backToApproved('HANDED_OVER'), backToApproved('DEPUTY_APPROVED'), backToApproved('PRINCIPAL_APPROVED')],
      effects: [], event: 'DisclosureClearanceRevoked', clause: 'A3-8', rules: ['PRO-07'], internal: true,
    }),
  },
});
