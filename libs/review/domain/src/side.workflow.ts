import { action, defineWorkflow, positionIn } from '@disclosure/workflow';
import type { Attempt } from '@disclosure/workflow';
import { DETERMINATION_LIMIT, determinationAwaited, outsideWarning, UNDER_REVIEW } from './review.due.ts';
import * as guards from './review.guards.ts';
import type { ClassifyLate, RecordRightsHolderConsent, WithReason } from './review.input.ts';
import type { ReviewState } from './review.type.ts';

const BEFORE_DEPUTY = ['OPEN', 'DIVISION_REVIEWED', 'REFERRED_TO_SECRECY_OFFICE', 'REFERRED_OUTSIDE'] as const;
const BEGUN = [...UNDER_REVIEW, 'CLEARED', 'WITHHELD', 'RETURNED', 'WITHDRAWN'] as const;

/** Whether the principal leader must approve (重大敏感性信息; 重要的, A3-9-2). */
export const sensitivityWorkflow = defineWorkflow<ReviewState>({
  name: 'sensitivity',
  kind: 'SIDE',
  title: '重大敏感标注',
  positions: { MAJOR: { title: '重大敏感' }, ORDINARY: { title: '一般' } },
  actions: {
    raiseMajorSensitive: action<ReviewState, WithReason>({
      title: '标注重大敏感', sentence: '标注为重大敏感性信息，须报厅主要领导批准。',
      from: ['NONE', 'ORDINARY'], while: [{ table: 'review', in: BEFORE_DEPUTY }], to: ['MAJOR'],
      by: ['CASE_HANDLER', 'DISCLOSURE_LIAISON', 'DIVISION_HEAD', 'SUPERVISING_DEPUTY', 'PRINCIPAL_LEADER', 'SECRECY_OFFICER'],
      guards: [], effects: [], event: 'MajorSensitiveRaised', clause: 'A1-14-2-3',
    }),
    lowerMajorSensitive: action<ReviewState, WithReason>({
      title: '取消重大敏感标注', sentence: '取消重大敏感标注，不再报厅主要领导批准。',
      from: ['MAJOR'], while: [{ table: 'review', in: BEFORE_DEPUTY }], to: ['ORDINARY'], by: ['SUPERVISING_DEPUTY'],
      guards: [], effects: [], event: 'MajorSensitiveLowered', clause: 'A3-9-2',
    }),
  },
});

/** A rights holder's consent, or the decision that the public interest weighs more, filed as evidence (A3-3). */
export const rightsHolderWorkflow = defineWorkflow<ReviewState>({
  name: 'rightsHolder',
  kind: 'SIDE',
  title: '权利人意见',
  positions: { CONSENTED: { title: '权利人同意公开', terminal: true }, PUBLIC_INTEREST: { title: '认定不公开可能对公共利益造成重大影响', terminal: true } },
  actions: {
    recordRightsHolderConsent: action<ReviewState, RecordRightsHolderConsent>({
      title: '记录权利人同意', sentence: '记录权利人同意公开的凭据，或者不公开可能对公共利益造成重大影响的认定及理由。',
      from: ['NONE'], while: [{ table: 'review', in: BEFORE_DEPUTY }], to: ['CONSENTED', 'PUBLIC_INTEREST'],
      towards: ({ input }) => (input.basis === 'CONSENT' ? 'CONSENTED' : 'PUBLIC_INTEREST'),
      by: ['DIVISION_HEAD', 'CASE_HANDLER', 'DISCLOSURE_LIAISON'],
      guards: [guards.publicInterestByHead], effects: [], event: 'RightsHolderConsentRecorded', clause: 'A3-3', rules: ['SEC-12'],
    }),
  },
});

const isCleared = ({ state }: Attempt<ReviewState, unknown>): boolean => ['VALID', 'EXPIRED'].includes(positionIn(state, 'clearance'));

/** The next position of a late classification; whoever disagrees ends it. */
function classificationStep({ state, input }: Attempt<ReviewState, ClassifyLate>): string {
  if (!input.agrees) return 'DECLINED';
  const at = positionIn(state, 'lateClassification');
  if (at === 'DIVISION_DETERMINED') return 'DEPUTY_EXAMINED';
  return at === 'DEPUTY_EXAMINED' ? 'CLASSIFIED' : 'DIVISION_DETERMINED';
}

/**
 * Late classification (补充定密, A1-9): the division determines, the supervising deputy examines, the classification officer
 * reviews; each by the same action in turn, three different people. From the first step nothing of the content is outside any more.
 */
export const lateClassificationWorkflow = defineWorkflow<ReviewState>({
  name: 'lateClassification',
  kind: 'SIDE',
  title: '补充定密',
  positions: {
    DIVISION_DETERMINED: { title: '处室已确定应当定密' },
    DEPUTY_EXAMINED: { title: '分管领导已审定' },
    CLASSIFIED: { title: '已定密并移交清除', terminal: true },
    DECLINED: { title: '未予定密', terminal: true },
  },
  actions: {
    classifyLate: action<ReviewState, ClassifyLate>({
      title: '补充定密', sentence: '依次由处室确定、分管领导审定、定密责任人审核；提出时已公开的立即撤下，定密后内容在平台外移交并在此清除。',
      from: ['NONE', 'DECLINED', 'DIVISION_DETERMINED', 'DEPUTY_EXAMINED'], while: [{ table: 'review', in: BEGUN }],
      to: ['DIVISION_DETERMINED', 'DEPUTY_EXAMINED', 'CLASSIFIED', 'DECLINED'], towards: classificationStep,
      by: ['CLASSIFICATION_OFFICER', 'SUPERVISING_DEPUTY', 'DIVISION_HEAD'],
      moves: [
        { table: 'clearance', to: 'REVOKED', when: isCleared },
        { table: 'review', to: 'WITHHELD', when: (attempt) => classificationStep(attempt) === 'CLASSIFIED' },
      ],
      guards: [guards.classifiersTurn, guards.determinationIsOne],
      // Classified here, nothing is asked outside any more.
      effects: [{ limit: DETERMINATION_LIMIT, effect: 'STOP', when: (attempt) => classificationStep(attempt) === 'CLASSIFIED' && determinationAwaited(attempt) }],
      signs: 'LATE_CLASSIFICATION', event: 'LateClassificationStepTaken', clause: 'A1-9', rules: ['SEC-01', 'SEC-02'],
      payload: (attempt) => ({ agrees: attempt.input.agrees, reason: attempt.input.reason, classified: classificationStep(attempt) === 'CLASSIFIED' }),
    }),
  },
});

/** The internal due date, and silence from outside, each warned of once in a round; beside the main line, so that it overtakes nobody's version of the case. */
export const reminderWorkflow = defineWorkflow<ReviewState>({
  name: 'reminder',
  kind: 'SIDE',
  title: '审查到期提醒',
  positions: { WARNED: { title: '已提醒', terminal: true } },
  actions: {
    warnReviewDue: action<ReviewState>({
      title: '审查到期提醒', sentence: '内部审查期限当日仍未办结的，提醒当前环节的办理人。',
      from: ['NONE'], to: ['WARNED'], subject: ({ state }) => String(state.round), while: [{ table: 'review', in: UNDER_REVIEW }], by: ['TIMER'], internal: true,
      guards: [], effects: [], event: 'ReviewDueWarned', clause: 'A3-9',
    }),
    warnDeterminationDue: action<ReviewState>({
      title: '报省确定未答复提醒', sentence: '报省确定后逾期未收到答复，提醒厅保密办和送审人。',
      from: ['NONE'], to: ['WARNED'], subject: ({ state }) => outsideWarning(state), while: [{ table: 'review', in: ['REFERRED_OUTSIDE'] }], by: ['TIMER'], internal: true,
      guards: [], effects: [], event: 'DeterminationOverdueWarned', clause: 'A3-4', rules: ['CLK-16'],
    }),
  },
});

/** What became of the clearance that the review granted. */
export const clearanceWorkflow = defineWorkflow<ReviewState>({
  name: 'clearance',
  kind: 'SIDE',
  title: '放行',
  positions: { VALID: { title: '有效' }, EXPIRED: { title: '到期' }, REVOKED: { title: '已撤销', terminal: true } },
  actions: {
    revokeClearance: action<ReviewState, WithReason>({
      title: '撤销放行', sentence: '撤销放行，依此公开的内容立即全部撤下。',
      from: ['VALID', 'EXPIRED'], to: ['REVOKED'], by: ['DIVISION_HEAD', 'SUPERVISING_DEPUTY', 'PRINCIPAL_LEADER', 'SECRECY_OFFICER'],
      guards: [], effects: [], event: 'ClearanceRevokedByReviewer', clause: 'A3-1', rules: ['SEC-02'],
    }),
    lapseClearance: action<ReviewState>({
      title: '放行到期', sentence: '放行有效期届满，不得再据以公开。',
      from: ['VALID'], to: ['EXPIRED'], by: ['TIMER'], internal: true,
      guards: [], effects: [], event: 'ClearanceExpired', clause: 'A3-1',
      effectiveOn: ({ state, facts }) => state.expiresOn ?? facts.today,
    }),
  },
});
