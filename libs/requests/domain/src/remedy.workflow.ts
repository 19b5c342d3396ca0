import type { LocalDate } from '@disclosure/kernel';
import { action, defineWorkflow, guard } from '@disclosure/workflow';
import type { Attempt } from '@disclosure/workflow';
import type { Remedy } from './after-reply.state.ts';
import { copyReceivedFits, decidedOn, decisionDateFits, defenceFits, newDecisionFits, newPeriodFrom, opinionFits, opinionReportFits, reconsiderationConcluded, remedyOf } from './remedy.guards.ts';
import type { OnRemedy, ResultInput } from './remedy.guards.ts';
import { said } from './request.folds.ts';
import type { Folds } from './request.folds.ts';
import type { RequestState } from './request.state.ts';
import { nextRound, opensRound } from './rounds.ts';
import { AFTER_STAGES, REMEDY_RESULTS } from './vocabulary.ts';

export interface OpenReconsiderationInput extends OnRemedy { readonly receivedOn?: LocalDate; readonly simplified?: boolean }
export interface OpenLitigationInput extends OnRemedy { readonly receivedOn?: LocalDate; readonly reconsiderationId?: string }

const id = ({ input }: Attempt<RequestState, OnRemedy>): string => input.remedyId;
const receivedOn = ({ input, facts }: Attempt<RequestState, OnRemedy & { readonly receivedOn?: LocalDate }>): LocalDate => input.receivedOn ?? facts.today;
/** A clock of a remedy belongs to the round that the remedy is about, whichever round the case is in by now. */
const ofItsRound = (attempt: Attempt<RequestState, OnRemedy>): number => remedyOf(attempt)?.round ?? attempt.state.round;
const runs = (limit: string) => ({ state, input }: Attempt<RequestState, OnRemedy>): boolean => state.effects.some((effect) => effect.limit === limit && effect.effect === 'START' && effect.subject === input.remedyId);
/** The right to turn to the reconsideration body, or to court, is used once it is used. */
const mayStill = (state: RequestState, limit: string, subject: string): boolean => state.effects.some((effect) => effect.limit === limit && effect.effect === 'START' && effect.subject === subject);
const ofRound = ({ state }: { readonly state: RequestState }): string => `r${state.round}`;
/** What comes with a decision is done after it. */
const ANY = ['PENDING', 'UPHELD', 'OVERTURNED', 'OTHER'] as const;
const OUR_LIMITS = ['T21', 'T21-SIMPLIFIED', 'T21-EVIDENCE'] as const;
const orders = ({ input }: Attempt<RequestState, ResultInput>): boolean => input.ordersNewDecision === true;

/** Reconsideration and suits (A1-18): opened when our copy comes, defended in time, their results in the annual report's categories. One for each remedy. */
export const remedyTable = defineWorkflow<RequestState>({
  name: 'remedy',
  kind: 'SIDE',
  title: '行政复议、行政诉讼',
  positions: { PENDING: { title: REMEDY_RESULTS.PENDING }, UPHELD: { title: REMEDY_RESULTS.UPHELD, terminal: true }, OVERTURNED: { title: REMEDY_RESULTS.OVERTURNED, terminal: true }, OTHER: { title: REMEDY_RESULTS.OTHER, terminal: true } },
  actions: {
    openReconsideration: action<RequestState, OpenReconsiderationInput>({
      title: '登记复议', sentence: '登记申请人的行政复议；自收到申请书副本之日起10个工作日内（适用简易程序的5个工作日内）提出书面答复并提交证据。',
      from: ['NONE'], to: ['PENDING'], subject: id, while: [{ table: 'request', in: AFTER_STAGES }], by: ['LEGAL_OFFICER'], guards: [copyReceivedFits], effectiveOn: receivedOn,
      effects: [
        { limit: 'T21', effect: 'START', subject: id, when: ({ input }) => !input.simplified }, { limit: 'T21-SIMPLIFIED', effect: 'START', subject: id, when: ({ input }) => input.simplified === true },
        { limit: 'T20', effect: 'STOP', subject: ofRound, when: ({ state }) => mayStill(state, 'T20', ofRound({ state })) },
      ],
      event: 'ReconsiderationOpened', clause: 'A1-18', rules: ['REM-07', 'REM-08'],
    }),
    openLitigation: action<RequestState, OpenLitigationInput>({
      title: '登记诉讼', sentence: '登记行政诉讼，并区分未经复议直接起诉和复议后起诉；自收到起诉状副本之日起15日内向人民法院提交证据。',
      from: ['NONE'], to: ['PENDING'], subject: id, while: [{ table: 'request', in: AFTER_STAGES }], by: ['LEGAL_OFFICER'], guards: [copyReceivedFits, reconsiderationConcluded], effectiveOn: receivedOn,
      effects: [
        { limit: 'T21-EVIDENCE', effect: 'START', subject: id },
        { limit: 'T20-SUIT', effect: 'STOP', subject: ofRound, when: ({ state, input }) => input.reconsiderationId === undefined && mayStill(state, 'T20-SUIT', ofRound({ state })) },
        { limit: 'T20-SUIT-AFTER-RECONSIDERATION', effect: 'STOP', subject: ({ input }) => input.reconsiderationId ?? '', round: ({ state, input }) => state.remedies.find((remedy) => remedy.id === input.reconsiderationId)?.round ?? state.round, when: ({ state, input }) => mayStill(state, 'T20-SUIT-AFTER-RECONSIDERATION', input.reconsiderationId ?? '') },
      ],
      event: 'LitigationOpened', clause: 'A1-18', rules: ['REM-09', 'REM-11'],
    }),
    recordDefence: action<RequestState, OnRemedy & { submittedOn?: LocalDate }>({
      title: '记录提交答复、证据', sentence: '记录向复议机关提出书面答复、向人民法院提交证据之日，举证期限终止。',
      from: ['PENDING'], to: 'SAME', subject: id, by: ['LEGAL_OFFICER'], guards: [defenceFits], offeredWhen: ({ state }) => state.remedies.some(({ result, defendedOn }) => result === 'PENDING' && defendedOn === null), effectiveOn: ({ input, facts }) => input.submittedOn ?? facts.today,
      effects: OUR_LIMITS.map((limit) => ({ limit, effect: 'STOP' as const, subject: id, round: ofItsRound, when: runs(limit) })), event: 'DefenceSubmitted', clause: 'A1-18', rules: ['REM-07', 'REM-08', 'REM-09'],
    }),
    recordRemedyResult: action<RequestState, ResultInput>({
      title: '记录结果', sentence: '按年度报告的类别记录复议、诉讼结果；责令重新作出答复的，随即开始新一轮办理，期限重新起算。',
      from: ['PENDING'], to: ['PENDING', 'UPHELD', 'OVERTURNED', 'OTHER'], towards: ({ input }) => input.result, subject: id, by: ['LEGAL_OFFICER'], guards: [decisionDateFits, newDecisionFits],
      effectiveOn: decidedOn, startsRound: orders, moves: opensRound(orders),
      effects: [
        ...OUR_LIMITS.map((limit) => ({ limit, effect: 'STOP' as const, subject: id, round: ofItsRound, when: (attempt: Attempt<RequestState, ResultInput>) => attempt.input.result !== 'PENDING' && remedyOf(attempt)?.defendedOn === null && runs(limit)(attempt) })),
        { limit: 'T20-SUIT-AFTER-RECONSIDERATION', effect: 'START', subject: id, round: ofItsRound, when: (attempt) => attempt.input.result !== 'PENDING' && remedyOf(attempt)?.kind === 'RECONSIDERATION' },
        { limit: 'T01', effect: 'START', on: newPeriodFrom, when: (attempt) => orders(attempt) && attempt.input.newPeriodWorkingDays === undefined },
        // The decision may set a period of its own.
        { limit: 'T01', effect: 'START', on: newPeriodFrom, days: ({ input }) => input.newPeriodWorkingDays ?? 0, when: (attempt) => orders(attempt) && attempt.input.newPeriodWorkingDays !== undefined },
        { limit: 'T03', effect: 'START', on: newPeriodFrom, when: orders },
      ],
      event: 'RemedyResultRecorded', clause: 'A1-18', rules: ['REM-05', 'REM-10', 'REM-11'],
    }),
    recordReconsiderationOpinion: action<RequestState, OnRemedy & { receivedOn?: LocalDate }>({
      title: '登记行政复议意见书', sentence: '登记复议机关制发的行政复议意见书；自收到之日起60日内报送纠正有关行政行为或者做好善后工作的情况。',
      from: ANY, to: 'SAME', subject: id, by: ['LEGAL_OFFICER'], guards: [opinionFits], offeredWhen: ({ state }) => state.remedies.some(({ kind, opinionOn }) => kind === 'RECONSIDERATION' && opinionOn === null), effectiveOn: receivedOn,
      effects: [{ limit: 'T21-OPINION', effect: 'START', subject: id, round: ofItsRound }], event: 'ReconsiderationOpinionReceived', clause: 'A1-18', rules: ['REM-10'],
    }),
    reportOnOpinion: action<RequestState, OnRemedy & { reportedOn?: LocalDate }>({
      title: '报送意见书办理情况', sentence: '记录向复议机关报送行政复议意见书办理情况之日，报送期限终止。',
      from: ANY, to: 'SAME', subject: id, by: ['LEGAL_OFFICER'], guards: [opinionReportFits], offeredWhen: ({ state }) => state.remedies.some(({ opinionOn, opinionReportedOn }) => opinionOn !== null && opinionReportedOn === null), effectiveOn: ({ input, facts }) => input.reportedOn ?? facts.today,
      effects: [{ limit: 'T21-OPINION', effect: 'STOP', subject: id, round: ofItsRound }], event: 'OpinionReported', clause: 'A1-18', rules: ['REM-10'],
    }),
    warnRemedy: action<RequestState, OnRemedy & { limit: string; kind: string; dueOn: LocalDate }>({
      title: '复议、诉讼期限提醒', sentence: '提出复议答复、提交证据的期限将至、当日或已过，提醒法规处和承办处室。', internal: true,
      from: ANY, to: 'SAME', subject: id, by: ['TIMER'],
      guards: [guard<RequestState, OnRemedy & { limit: string; kind: string; dueOn: LocalDate }>('remedyNotYetWarned', 'A1-18', ({ state, input }) => (state.warnings.includes(warningKey(input)) ? { code: 'ALREADY_WARNED', message: '已提醒。' } : null), { readsInput: true })],
      effects: [], event: 'RemedyWarned', clause: 'A1-18', rules: ['CLK-15'],
    }),
  },
});

export const warningKey = ({ remedyId, limit, kind, dueOn }: { readonly remedyId: string; readonly limit: string; readonly kind: string; readonly dueOn: LocalDate }): string => `${remedyId}:${limit}:${kind}:${dueOn}`;

const opened = (state: RequestState, remedy: Pick<Remedy, 'id' | 'kind' | 'round' | 'receivedOn'> & Partial<Remedy>): RequestState =>
  ({ ...state, remedies: [...state.remedies, { isSimplified: false, reconsiderationId: null, defendedOn: null, result: 'PENDING', decidedOn: null, ordersNewDecision: false, opinionOn: null, opinionReportedOn: null, ...remedy }] });
const changed = (state: RequestState, remedyId: string, change: Partial<Remedy>): RequestState => ({ ...state, remedies: state.remedies.map((remedy) => (remedy.id === remedyId ? { ...remedy, ...change } : remedy)) });

export const remedyFolds: Folds = {
  ReconsiderationOpened: (state, event) => {
    const { remedyId, simplified } = said<OpenReconsiderationInput>(event);
    return opened(state, { id: remedyId, kind: 'RECONSIDERATION', round: event.round, receivedOn: event.effectiveOn, isSimplified: simplified ?? false });
  },
  LitigationOpened: (state, event) => {
    const { remedyId, reconsiderationId } = said<OpenLitigationInput>(event);
    return opened(state, { id: remedyId, kind: reconsiderationId === undefined ? 'LITIGATION_DIRECT' : 'LITIGATION_AFTER_RECONSIDERATION', round: event.round, receivedOn: event.effectiveOn, reconsiderationId: reconsiderationId ?? null });
  },
  DefenceSubmitted: (state, event) => changed(state, said<OnRemedy>(event).remedyId, { defendedOn: event.effectiveOn }),
  RemedyResultRecorded: (state, event) => {
    const { remedyId, result, ordersNewDecision } = said<ResultInput>(event);
    const after = changed(state, remedyId, { result, decidedOn: result === 'PENDING' ? null : event.effectiveOn, ordersNewDecision: ordersNewDecision ?? false });
    return ordersNewDecision ? nextRound(after) : after;
  },
  ReconsiderationOpinionReceived: (state, event) => changed(state, said<OnRemedy>(event).remedyId, { opinionOn: event.effectiveOn }),
  OpinionReported: (state, event) => changed(state, said<OnRemedy>(event).remedyId, { opinionReportedOn: event.effectiveOn }),
  RemedyWarned: (state, event) => ({ ...state, warnings: [...state.warnings, warningKey(said(event))] }),
};
