import { chineseDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { guard } from '@disclosure/workflow';
import type { Attempt } from '@disclosure/workflow';
import type { Remedy } from './after-reply.state.ts';
import type { RequestState } from './request.state.ts';
import { AFTER_STAGES } from './vocabulary.ts';
import type { RemedyResult } from './vocabulary.ts';

export interface OnRemedy { readonly remedyId: string }
export interface ResultInput extends OnRemedy {
  readonly result: RemedyResult;
  /** The day the decision reached us; default: today. */
  readonly decidedOn?: LocalDate;
  readonly ordersNewDecision?: boolean;
  /** The day from which the new handling period counts; default: that of the decision. */
  readonly newPeriodFrom?: LocalDate;
  /** The period that the decision sets, in working days; default: the statutory one. */
  readonly newPeriodWorkingDays?: number;
}

export const remedyOf = ({ state, input }: { readonly state: RequestState; readonly input: OnRemedy }): Remedy | null => state.remedies.find(({ id }) => id === input.remedyId) ?? null;
export const decidedOn = ({ input, facts }: Attempt<RequestState, ResultInput>): LocalDate => input.decidedOn ?? facts.today;
export const newPeriodFrom = (attempt: Attempt<RequestState, ResultInput>): LocalDate => attempt.input.newPeriodFrom ?? decidedOn(attempt);

/** A day that people enter of something that has happened: not in the future, not before what it follows. */
function happened(field: string, date: LocalDate, today: LocalDate, after?: { readonly on: LocalDate; readonly what: string }): { code: string; message: string; field: string; facts: Record<string, string> } | null {
  if (date > today) return { code: 'DATE_IN_FUTURE', message: `日期${chineseDate(date)}在今天（${chineseDate(today)}）之后。`, field, facts: { date, today } };
  return after && date < after.on ? { code: 'DATE_TOO_EARLY', message: `日期${chineseDate(date)}早于${after.what}（${chineseDate(after.on)}）。`, field, facts: { date, earliest: after.on } } : null;
}

/** A remedy is against a decision that there was: the copy cannot have come before the request did. */
export const copyReceivedFits = guard<RequestState, { receivedOn?: LocalDate }>('copyReceivedFits', 'A1-18', ({ state, input, facts }) =>
  happened('input.receivedOn', input.receivedOn ?? facts.today, facts.today, state.servedOn === null ? { on: state.submittedOn ?? facts.today, what: '申请提交之日' } : { on: state.servedOn, what: '答复送达之日' }), { readsInput: true });

/** A suit after reconsideration follows one of this case, decided already. */
export const reconsiderationConcluded = guard<RequestState, { reconsiderationId?: string }>('reconsiderationConcluded', 'A1-18', ({ state, input }) => {
  if (input.reconsiderationId === undefined) return null;
  const earlier = state.remedies.find(({ id, kind }) => id === input.reconsiderationId && kind === 'RECONSIDERATION');
  if (!earlier) return { code: 'UNKNOWN_RECONSIDERATION', message: '本件没有这个行政复议。', field: 'input.reconsiderationId' };
  return earlier.result === 'PENDING' ? { code: 'RECONSIDERATION_PENDING', message: '该行政复议尚未审结，不能登记为复议后起诉。', field: 'input.reconsiderationId' } : null;
}, { readsInput: true });

export const defenceFits = guard<RequestState, OnRemedy & { submittedOn?: LocalDate }>('defenceFits', 'A1-18', (attempt) => {
  const remedy = remedyOf(attempt);
  if (!remedy) return null;
  if (remedy.defendedOn !== null) return { code: 'ALREADY_DEFENDED', message: `已于${chineseDate(remedy.defendedOn)}提交答复和证据。`, facts: { defendedOn: remedy.defendedOn } };
  return happened('input.submittedOn', attempt.input.submittedOn ?? attempt.facts.today, attempt.facts.today, { on: remedy.receivedOn, what: '收到副本之日' });
}, { readsInput: true });

/** Only a reconsideration body writes such an opinion, one for a reconsideration (Reconsideration Law, article 76). */
export const opinionFits = guard<RequestState, OnRemedy & { receivedOn?: LocalDate }>('opinionFits', 'A1-18', (attempt) => {
  const remedy = remedyOf(attempt);
  if (!remedy) return null;
  if (remedy.kind !== 'RECONSIDERATION') return { code: 'NO_RECONSIDERATION', message: '行政复议意见书由行政复议机关制发，诉讼没有意见书。', field: 'input.remedyId' };
  if (remedy.opinionOn !== null) return { code: 'OPINION_RECORDED', message: `行政复议意见书已于${chineseDate(remedy.opinionOn)}登记。`, facts: { opinionOn: remedy.opinionOn } };
  return happened('input.receivedOn', attempt.input.receivedOn ?? attempt.facts.today, attempt.facts.today, { on: remedy.receivedOn, what: '收到副本之日' });
}, { readsInput: true });

export const opinionReportFits = guard<RequestState, OnRemedy & { reportedOn?: LocalDate }>('opinionReportFits', 'A1-18', (attempt) => {
  const remedy = remedyOf(attempt);
  if (!remedy) return null;
  if (remedy.opinionOn === null) return { code: 'NO_OPINION', message: '本件没有登记行政复议意见书。', field: 'input.remedyId' };
  if (remedy.opinionReportedOn !== null) return { code: 'ALREADY_REPORTED', message: `已于${chineseDate(remedy.opinionReportedOn)}报送。`, facts: { reportedOn: remedy.opinionReportedOn } };
  return happened('input.reportedOn', attempt.input.reportedOn ?? attempt.facts.today, attempt.facts.today, { on: remedy.opinionOn, what: '收到意见书之日' });
}, { readsInput: true });

export const decisionDateFits = guard<RequestState, ResultInput>('decisionDateFits', 'A1-18', (attempt) => {
  const remedy = remedyOf(attempt);
  return remedy && happened('input.decidedOn', decidedOn(attempt), attempt.facts.today, { on: remedy.receivedOn, what: '收到副本之日' });
}, { readsInput: true });

/** Only what was not upheld can order a new decision, and only where nothing is being decided already. */
export const newDecisionFits = guard<RequestState, ResultInput>('newDecisionFits', 'A1-18', (attempt) => {
  const { state, input, facts } = attempt;
  if (!input.ordersNewDecision) return input.newPeriodFrom === undefined && input.newPeriodWorkingDays === undefined ? null : { code: 'NO_NEW_DECISION', message: '未责令重新作出答复的，不填写重新答复的期限。', field: 'input.ordersNewDecision' };
  if (input.result !== 'OVERTURNED' && input.result !== 'OTHER') return { code: 'RESULT_ORDERS_NOTHING', message: '结果维持或者尚未审结的，不产生重新答复。', field: 'input.ordersNewDecision', facts: { result: input.result } };
  if (!AFTER_STAGES.some((stage) => stage === state.positions['request'])) return { code: 'ROUND_OPEN', message: '本件正在重新办理，尚未作出新的答复。', field: 'input.ordersNewDecision', facts: { round: state.round } };
  if (state.receivedOn === null) return { code: 'NEVER_RECEIVED', message: '本件在确认收到之前已撤回，没有可以重新答复的申请。', field: 'input.ordersNewDecision' };
  const days = input.newPeriodWorkingDays;
  if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= 60)) return { code: 'NEW_PERIOD_LENGTH', message: '重新答复的期限应为1至60个工作日。', field: 'input.newPeriodWorkingDays', facts: { days } };
  return happened('input.newPeriodFrom', newPeriodFrom(attempt), facts.today, { on: decidedOn(attempt), what: '收到决定之日' });
}, { readsInput: true });
