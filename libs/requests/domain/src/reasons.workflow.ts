import { chineseDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { action, clockOf, defineWorkflow, dueOn, guard } from '@disclosure/workflow';
import type { Attempt } from '@disclosure/workflow';
import { noHold, ofRound, standsIn, stillOpen } from './conditions.ts';
import { closesConsultations, stopsConsultations } from './consultation.workflow.ts';
import type { VolumeReasons } from './holds.state.ts';
import { bothRemedyDays } from './remedy-days.ts';
import type { Folds } from './request.folds.ts';
import { said } from './request.folds.ts';
import { noticeReachedOn, replyClockRunning } from './request.guards.ts';
import type { Letter, RequestState } from './request.state.ts';

interface Ref { readonly [key: string]: string }
const OFFICE = ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'] as const;
const MOST_DAYS = 60;
const wholeDays = (days: number): boolean => Number.isInteger(days) && days >= 1 && days <= MOST_DAYS;

/** The law names no length: at least one working day, at most 60 [D]. */
const reasonablePeriod = guard<RequestState, { periodWorkingDays: number }>('reasonablePeriod', 'R-35', ({ input }) =>
  wholeDays(input.periodWorkingDays) ? null : { code: 'REASONS_PERIOD', message: `说明理由的期限应为1至${MOST_DAYS}个工作日。`, field: 'input.periodWorkingDays', facts: { days: input.periodWorkingDays } }, { readsInput: true });

/** Who said nothing has the whole period to say it; reasons that were given can be judged at once. */
const reasonsGivenOrPeriodOver = guard<RequestState>('reasonsGivenOrPeriodOver', 'A2-17', ({ state, facts }) => {
  const lastDay = state.positions['reasons'] === 'AWAITING_REASONS' ? dueOn(state, 'T04-REASONS', facts, ofRound({ state })) : null;
  return lastDay === null || facts.today > lastDay ? null : { code: 'REASONS_PERIOD_RUNNING', message: `申请人说明理由的期限至${chineseDate(lastDay)}，尚未届满。`, facts: { lastDay, today: facts.today } };
});

const current = (state: RequestState): VolumeReasons | null => state.volumeReasons.findLast(({ round }) => round === state.round) ?? null;

/** A delayed reply is fixed once, while there is a due date that it can replace (CLK-14). */
const delayFits = guard<RequestState>('delayFits', 'A2-17', ({ state, facts }) => {
  const delayedTo = current(state)?.delayedTo ?? null;
  if (delayedTo !== null) return { code: 'DELAY_ALREADY_FIXED', message: `已确定延迟至${chineseDate(delayedTo)}答复。`, facts: { delayedTo } };
  const due = clockOf(state, 'T01', facts)?.clock.dueOn ?? null;
  if (due === null) return { code: 'REPLY_PERIOD_SUSPENDED', message: '答复期限正在中止，尚无届满日，不能确定延迟答复的期限。' };
  return facts.today <= due ? null : { code: 'REPLY_PERIOD_OVER', message: `答复期限已于${chineseDate(due)}届满，不能再确定延迟答复的期限。`, facts: { dueOn: due, today: facts.today } };
});
const delayWithinReason = guard<RequestState, { workingDays: number }>('delayWithinReason', 'R-35', ({ input }) =>
  wholeDays(input.workingDays) ? null : { code: 'DELAY_LENGTH', message: `延迟答复的期限应为1至${MOST_DAYS}个工作日。`, field: 'input.workingDays', facts: { workingDays: input.workingDays } }, { readsInput: true });

/** The day that replaces the due date: so many working days after it (T04-DELAYED-REPLY). */
export const delayedTo = ({ state, input, facts }: Attempt<RequestState, { workingDays: number }>): LocalDate =>
  facts.calendar.addWorkingDays(clockOf(state, 'T01', facts)?.clock.dueOn ?? facts.today, input.workingDays).dueOn;

const running = standsIn('reasons', 'AWAITING_REASONS');

/** Reasons for clearly unreasonable number or frequency (A2-17, R-35): a hold in which the reply clock runs on (CLK-13). */
export const reasonsTable = defineWorkflow<RequestState>({
  name: 'reasons',
  kind: 'HOLD',
  title: '说明理由',
  positions: {
    AWAITING_REASONS: { title: '待说明理由', shows: 'AWAITING_REASONS' }, GIVEN: { title: '已说明理由，待认定', shows: 'AWAITING_REASONS' }, ADMITTED: { title: '理由合理', terminal: true }, DECLINED: { title: '理由不合理，不予处理', terminal: true },
    CLOSED: { title: '因撤回申请终止', terminal: true },
  },
  actions: {
    requestReasons: action<RequestState, { findings: Ref; periodWorkingDays: number }>({
      title: '要求说明理由', sentence: '申请公开政府信息的数量、频次明显超过合理范围的，会同承办处室要求申请人说明理由；答复期限不中止。',
      from: ['NONE'], to: ['AWAITING_REASONS'], while: [...noHold, ...stillOpen], by: OFFICE, guards: [replyClockRunning, reasonablePeriod],
      effects: [{ limit: 'T04-REASONS', effect: 'START', subject: ofRound, days: ({ input }) => input.periodWorkingDays }], event: 'ReasonsRequested', letter: 'ReasonsNotice', clause: 'A2-17', rules: ['CLK-13'],
    }),
    recordReasonsNoticeReceipt: action<RequestState, { receivedOn?: LocalDate }>({
      title: '登记收到说明理由告知书', sentence: '说明理由告知书邮寄送达的，登记申请人收到之日；说明理由的期限自次日起重新计算，答复期限不中止。',
      from: ['AWAITING_REASONS'], to: 'SAME', by: OFFICE, guards: [noticeReachedOn('reasonsNoticeReached', 'R-35', (state) => current(state)?.askedOn ?? null)],
      effectiveOn: ({ input, facts }) => input.receivedOn ?? facts.today, effects: [{ limit: 'T04-REASONS', effect: 'RESET', subject: ofRound }], event: 'ReasonsNoticeReceived', clause: 'R-35', rules: ['CLK-13'],
    }),
    giveReasons: action<RequestState, { explanation: Ref }>({
      title: '说明理由', sentence: '申请人说明申请数量、频次的理由；下一步由厅公开办会同承办处室认定。',
      from: ['AWAITING_REASONS'], to: ['GIVEN'], by: ['APPLICANT', ...OFFICE], guards: [], effects: [{ limit: 'T04-REASONS', effect: 'STOP', subject: ofRound }], event: 'ReasonsGiven', clause: 'A2-17',
    }),
    admitReasons: action<RequestState>({
      title: '认定理由合理', sentence: '认为申请理由合理，继续办理；无法在期限内答复的，可以确定延迟答复的期限。',
      from: ['GIVEN'], to: ['ADMITTED'], by: OFFICE, guards: [], effects: [], event: 'ReasonsAdmitted', clause: 'A2-17',
    }),
    declineToProcess: action<RequestState, { reasons: Ref }>({
      title: '不予处理', sentence: '申请人未说明理由或者理由不合理的，告知申请人不予处理，本件办结。',
      from: ['AWAITING_REASONS', 'GIVEN'], to: ['DECLINED'], moves: [{ table: 'request', to: 'NOT_PROCESSED' }, closesConsultations()], by: OFFICE, guards: [reasonsGivenOrPeriodOver],
      effects: [{ limit: 'T04-REASONS', effect: 'STOP', subject: ofRound, when: running }, { limit: 'T01', effect: 'STOP' }, { limit: 'T03', effect: 'STOP' }, ...stopsConsultations<{ reasons: Ref }>(), ...bothRemedyDays<{ reasons: Ref }>()],
      event: 'ProcessingDeclined', letter: 'ReplyLetter', clause: 'A2-17', rules: ['CLK-13', 'REM-03'],
    }),
    delayReply: action<RequestState, { workingDays: number; reasons: Ref }>({
      title: '确定延迟答复期限', sentence: '申请理由合理但无法在期限内答复的，确定延迟答复的合理期限并告知申请人；该期限取代原届满日。',
      from: ['ADMITTED'], to: 'SAME', while: [...noHold, ...stillOpen], by: OFFICE, guards: [delayFits, delayWithinReason],
      effects: [{ limit: 'T01', effect: 'REPLACE', until: delayedTo }], payload: (attempt) => ({ workingDays: attempt.input.workingDays, reasons: attempt.input.reasons, until: delayedTo(attempt) }),
      event: 'ReplyDelayed', letter: 'DelayedReplyNotice', clause: 'A2-17', rules: ['CLK-14'],
    }),
  },
});

const changed = (state: RequestState, change: Partial<VolumeReasons>): RequestState => ({ ...state, volumeReasons: state.volumeReasons.map((item) => (item.round === state.round ? { ...item, ...change } : item)) });

export const reasonsFolds: Folds = {
  ReasonsRequested: (state, event) => ({ ...state, volumeReasons: [...state.volumeReasons, { round: event.round, askedOn: event.effectiveOn, givenOn: null, admitted: null, delayedTo: null }] }),
  ReasonsGiven: (state, event) => changed(state, { givenOn: event.effectiveOn }),
  ReasonsAdmitted: (state) => changed(state, { admitted: true }),
  ProcessingDeclined: (state, event) => {
    const { number, form, docx, pdf } = said<Partial<Letter>>(event);
    const declined: RequestState = { ...changed(state, { admitted: false }), endOutcome: 'UNREASONABLE_VOLUME' };
    return number === undefined || form === undefined || docx === undefined || pdf === undefined ? declined : { ...declined, letter: { number, form, docx, pdf }, letterNumber: number };
  },
  ReplyDelayed: (state, event) => changed(state, { delayedTo: said<{ until: LocalDate }>(event).until }),
};
