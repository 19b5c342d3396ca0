import { action, defineWorkflow, positionIn } from '@disclosure/workflow';
import type { Attempt } from '@disclosure/workflow';
import { DETERMINATION_LIMIT, determinationAwaited, determinationTimed } from './review.due.ts';
import * as guards from './review.guards.ts';
import type { ApproveReview, OpenReview, RecordDetermination, ReferOutside, ReopenReview, SignReview, WithReason } from './review.input.ts';
import type { ReviewState } from './review.type.ts';

/** The matter that author and reviewers sign: nobody stands in it twice (A3-9; SEC-14). */
export const REVIEW_MATTER = 'REVIEW';

/** Where an approval leads: on to the principal leader while major, otherwise to the end that the extent names. */
const afterDeputy = ({ state }: Attempt<ReviewState, ApproveReview>): string => (positionIn(state, 'sensitivity') === 'MAJOR' ? 'DEPUTY_APPROVED' : endOf(state));
const endOf = (state: ReviewState): string => (state.extent === 'WITHHELD' ? 'WITHHELD' : 'CLEARED');

const approval = (leadsTo: (attempt: Attempt<ReviewState, ApproveReview>) => string) => ({
  towards: leadsTo,
  moves: [{ table: 'clearance', to: 'VALID', when: (attempt: Attempt<ReviewState, ApproveReview>) => leadsTo(attempt) === 'CLEARED' }],
  payload: (attempt: Attempt<ReviewState, ApproveReview>) => ({
    remarks: attempt.input.remarks,
    digest: attempt.state.digest,
    clearanceId: leadsTo(attempt) === 'CLEARED' ? attempt.input.clearanceId : undefined,
  }),
  guards: [guards.bothAnswersPassed, guards.forbiddenFindingsDetermined, guards.rightsHolderSettled, guards.noLateClassificationPending],
  effects: [],
  signs: REVIEW_MATTER,
});

/** The main line of a review (A3-9): division, supervising deputy, principal leader where it matters; referral where nobody can tell. */
export const reviewWorkflow = defineWorkflow<ReviewState>({
  name: 'review',
  kind: 'MAIN',
  title: '保密审查',
  positions: {
    OPEN: { title: '待审' },
    DIVISION_REVIEWED: { title: '处室已审' },
    DEPUTY_APPROVED: { title: '分管已审批' },
    CLEARED: { title: '已放行', terminal: true },
    WITHHELD: { title: '不予公开', terminal: true },
    REFERRED_TO_SECRECY_OFFICE: { title: '待厅保密办确定' },
    REFERRED_OUTSIDE: { title: '待省确定（需报审）' },
    RETURNED: { title: '已退回', terminal: true },
    WITHDRAWN: { title: '已撤回', terminal: true },
  },
  actions: {
    openReview: action<ReviewState, OpenReview>({
      title: '送审', sentence: '冻结内容并立即筛查，交信息制作处室负责人进行内容审核和保密审查。',
      from: ['NONE'], to: ['OPEN'], by: ['CASE_HANDLER', 'DISCLOSURE_LIAISON'],
      moves: [{ table: 'sensitivity', to: 'MAJOR', when: ({ input }) => input.isMajorSensitive === true }],
      guards: [guards.contentHeld, guards.notClassified, guards.contentFitsAudience, guards.openerOfDivision, guards.contentOfDivision, guards.modeFitsAudience, guards.subjectFitsAudience, guards.withholdingHasGround, guards.expiryAhead],
      effects: [], signs: REVIEW_MATTER, event: 'ReviewOpened', clause: 'A3-9-1', rules: ['PRO-07', 'SEC-03', 'SEC-14'],
      payload: ({ input: { content, isMajorSensitive, concernsRightsHolder, ...given } }) => ({
        ...given, isMajorSensitive: isMajorSensitive ?? false, concernsRightsHolder: concernsRightsHolder ?? false, plainDigest: content.plainDigest, mustRefer: content.barred === 'MUST_NOT_DISCLOSE', findings: content.findings,
      }),
    }),
    signReview: action<ReviewState, SignReview>({
      title: '内容审核和保密审查', sentence: '分别作出内容审核和保密审查两项答复，逐项处理筛查发现；均通过的报分管厅领导审批，否则退回送审人。',
      from: ['OPEN'], to: ['DIVISION_REVIEWED', 'RETURNED'], by: ['DIVISION_HEAD'],
      towards: ({ input }) => (input.contentReview.passed && input.secrecyReview.passed ? 'DIVISION_REVIEWED' : 'RETURNED'),
      guards: [guards.forbiddenFindingsDetermined, guards.rightsHolderSettled, guards.findingsAddressed, guards.dispositionsSound, guards.contentUnchanged, guards.failureExplained],
      effects: [], signs: REVIEW_MATTER, event: 'ReviewSigned', clause: 'A3-9-1', rules: ['PRO-07', 'SEC-04', 'SEC-07', 'SEC-10', 'SEC-14'],
      payload: ({ input: { contentReview, secrecyReview, findings } }) => ({
        contentReview: { ...contentReview }, secrecyReview: { ...secrecyReview }, findings: findings.map((finding) => ({ ...finding })),
      }),
    }),
    approveReviewAsSupervisingDeputy: action<ReviewState, ApproveReview>({
      ...approval(afterDeputy),
      title: '审批（分管厅领导）', sentence: '审批通过后放行；标注重大敏感的，报厅主要领导批准。',
      from: ['DIVISION_REVIEWED'], to: ['CLEARED', 'DEPUTY_APPROVED', 'WITHHELD'], by: ['SUPERVISING_DEPUTY'],
      event: 'ReviewApprovedBySupervisingDeputy', clause: 'A3-9-2', rules: ['PRO-07', 'SEC-14'],
    }),
    approveReviewAsPrincipalLeader: action<ReviewState, ApproveReview>({
      ...approval(({ state }) => endOf(state)),
      title: '批准（主要领导）', sentence: '批准重大敏感性信息，批准后放行。',
      from: ['DEPUTY_APPROVED'], to: ['CLEARED', 'WITHHELD'], by: ['PRINCIPAL_LEADER'],
      event: 'ReviewApprovedByPrincipalLeader', clause: 'A1-14-2-3', rules: ['PRO-07'],
    }),
    referToSecrecyOffice: action<ReviewState, WithReason>({
      title: '提交厅保密办', sentence: '处室不能确定的，提交厅保密委员会办公室确定；确定之前不得公开。',
      from: ['OPEN'], to: ['REFERRED_TO_SECRECY_OFFICE'], by: ['DIVISION_HEAD'],
      guards: [guards.notYetDetermined], effects: [], event: 'ReviewReferredToSecrecyOffice', clause: 'A3-9-3', rules: ['SEC-05'],
    }),
    referOutside: action<ReviewState, ReferOutside>({
      title: '报省确定', sentence: '厅保密办仍不能确定的，报省政府办公厅或省保密局确定，状态为“需报审”。',
      from: ['REFERRED_TO_SECRECY_OFFICE'], to: ['REFERRED_OUTSIDE'], by: ['SECRECY_OFFICER'],
      guards: [], effects: [{ limit: DETERMINATION_LIMIT, effect: 'START', when: determinationTimed }], event: 'ReviewReferredOutside', clause: 'A3-4', rules: ['SEC-05', 'CLK-16'],
    }),
    recordDetermination: action<ReviewState, RecordDetermination>({
      title: '记录结论', sentence: '记录厅保密办或省有关部门的确定结论：可以公开的退回处室继续审查，不得公开的以不予公开办结。',
      from: ['REFERRED_TO_SECRECY_OFFICE', 'REFERRED_OUTSIDE'], to: ['OPEN', 'WITHHELD'], by: ['SECRECY_OFFICER'],
      towards: ({ input }) => (input.result === 'MAY_DISCLOSE' ? 'OPEN' : 'WITHHELD'),
      guards: [guards.determinationHasGround, guards.outsideAnswerRecorded],
      // It was in time or late on the day of the answer, whenever that is entered.
      effects: [{ limit: DETERMINATION_LIMIT, effect: 'STOP', on: ({ input, facts }) => input.answeredOn ?? facts.today, when: determinationAwaited }],
      signs: REVIEW_MATTER, event: 'DeterminationRecorded', clause: 'A3-9-3', rules: ['SEC-05', 'CLK-16'],
    }),
    returnReview: action<ReviewState, WithReason>({
      title: '退回', sentence: '退回送审人修改；修改后的内容须重新送审。',
      from: ['OPEN', 'DIVISION_REVIEWED', 'DEPUTY_APPROVED', 'REFERRED_TO_SECRECY_OFFICE'], to: ['RETURNED'],
      by: ['PRINCIPAL_LEADER', 'SUPERVISING_DEPUTY', 'DIVISION_HEAD', 'SECRECY_OFFICER'],
      guards: [guards.returnersTurn], effects: [], event: 'ReviewReturned', clause: 'A3-9-2',
    }),
    withdrawReview: action<ReviewState, WithReason>({
      title: '撤回', sentence: '处室撤回送审，不再公开该内容。',
      from: ['OPEN', 'DIVISION_REVIEWED', 'DEPUTY_APPROVED', 'REFERRED_TO_SECRECY_OFFICE'], to: ['WITHDRAWN'], by: ['CASE_HANDLER', 'DISCLOSURE_LIAISON', 'DIVISION_HEAD'],
      guards: [], effects: [], event: 'ReviewWithdrawn', clause: 'A3-9-1',
    }),
    reopenReview: action<ReviewState, ReopenReview>({
      title: '重新审查', sentence: '情况有变化的，就同一内容重新筛查、重新审查；此前的结论仍可查看。',
      from: ['RETURNED', 'WITHDRAWN', 'WITHHELD', 'CLEARED'], to: ['OPEN'], by: ['CASE_HANDLER', 'DISCLOSURE_LIAISON'],
      guards: [guards.contentHeld, guards.clearanceOver, guards.notClassified, guards.noLateClassificationPending],
      effects: [], signs: REVIEW_MATTER, startsRound: true, event: 'ReviewReopened', clause: 'A3-1', rules: ['SEC-09'],
      payload: ({ input }) => ({ reason: input.reason, mustRefer: input.content.barred === 'MUST_NOT_DISCLOSE', findings: input.content.findings }),
    }),
  },
});
