import { addDays } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { action, defineWorkflow, dueOn } from '@disclosure/workflow';
import { noHold, ofRound, stillOpen } from './conditions.ts';
import { closesConsultations, stopsConsultations } from './consultation.workflow.ts';
import { currentFee, feeInForce, feeIsDue, feeMethodFits, feeNotYetDecided, feeOf, feeWithinHandlingPeriod, noticeReceiptFits, paymentFits, paymentPeriodOver, refundFits, splitReasoned } from './fee.guards.ts';
import type { FeeNoticeInput } from './fee.guards.ts';
import type { ProcessingFee } from './holds.state.ts';
import { bothRemedyDays } from './remedy-days.ts';
import { said } from './request.folds.ts';
import type { Folds } from './request.folds.ts';
import { replyClockRunning } from './request.guards.ts';
import type { RequestState } from './request.state.ts';
import type { Stage } from './vocabulary.ts';

interface Ref { readonly [key: string]: string }
const OFFICE = ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'] as const;

/** The processing fee (A2-22, R-42): a hold. The reply clock stands still while it is awaited, and counts anew from the payment (FEE-07, FEE-08). */
export const feeTable = defineWorkflow<RequestState>({
  name: 'fee',
  kind: 'HOLD',
  title: '信息处理费',
  positions: { AWAITING_FEE: { title: '待缴费', shows: 'AWAITING_FEE' }, PAID: { title: '已缴费' }, REFUNDED: { title: '已退费', terminal: true }, LAPSED: { title: '逾期未缴费', terminal: true }, CLOSED: { title: '因撤回申请终止', terminal: true } },
  actions: {
    issueFeeNotice: action<RequestState, FeeNoticeInput & { reasons: Ref; splitReasons?: Ref }>({
      title: '收费通知', sentence: '申请数量、频次明显超过合理范围的，按件或者按量择一计收信息处理费；自收到通知次日起20个工作日内缴纳，期间答复期限中止。',
      from: ['NONE', 'PAID', 'REFUNDED'], to: ['AWAITING_FEE'], while: [...noHold, ...stillOpen], by: OFFICE, guards: [replyClockRunning, feeNotYetDecided, feeWithinHandlingPeriod, feeInForce, feeMethodFits, splitReasoned, feeIsDue],
      effects: [{ limit: 'T19', effect: 'START', subject: ofRound }, { limit: 'T01', effect: 'SUSPEND', subject: ofRound, reason: '等待申请人缴纳信息处理费' }],
      payload: ({ state, input, facts }) => {
        const { method, count, alreadyCounted, reasons, splitReasons } = input;
        return { method, count, alreadyCounted: method === 'PER_PAGE' ? 0 : alreadyCounted, total: feeOf(facts.law, state.lawOn ?? facts.today, input)?.total ?? 0, reasons, ...(splitReasons === undefined || splitReasons['text'] === reasons['text'] ? {} : { splitReasons }) };
      },
      event: 'FeeNoticeIssued', letter: 'FeeNotice', clause: 'A2-22', rules: ['FEE-01', 'FEE-02', 'FEE-03', 'FEE-04', 'FEE-05', 'FEE-06', 'FEE-07', 'FEE-09', 'FEE-10', 'FEE-11'],
    }),
    recordFeeNoticeReceipt: action<RequestState, { receivedOn?: LocalDate }>({
      title: '登记收到收费通知', sentence: '收费通知邮寄送达的，登记申请人收到之日；缴费期限自次日起重新计算。',
      from: ['AWAITING_FEE'], to: 'SAME', by: OFFICE, guards: [noticeReceiptFits], effectiveOn: ({ input, facts }) => input.receivedOn ?? facts.today, effects: [{ limit: 'T19', effect: 'RESET', subject: ofRound }], event: 'FeeNoticeReceived', clause: 'SC-2020-109-6', rules: ['FEE-07'],
    }),
    recordFeePayment: action<RequestState, { paidOn?: LocalDate; receipt?: Ref }>({
      title: '缴费', sentence: '登记申请人缴费；答复期限自缴费次日起重新计算。',
      from: ['AWAITING_FEE'], to: ['PAID'], by: OFFICE, guards: [paymentFits], effectiveOn: ({ input, facts }) => input.paidOn ?? facts.today,
      effects: [{ limit: 'T19', effect: 'STOP', subject: ofRound }, { limit: 'T01', effect: 'RESET', subject: ofRound }], event: 'FeePaid', clause: 'A2-22', rules: ['FEE-08', 'FEE-11'],
    }),
    refundFee: action<RequestState, { refundedOn?: LocalDate; reasons: Ref; receipt?: Ref }>({
      title: '退费', sentence: '按量计收后，答复只告知获取方式、途径或者不提供信息的，以及收费有误的，退还已缴的信息处理费并登记；答复期限不变。',
      from: ['PAID'], to: ['REFUNDED'], by: OFFICE, guards: [refundFits], effectiveOn: ({ input, facts }) => input.refundedOn ?? facts.today, effects: [], event: 'FeeRefunded', clause: 'SC-2020-109-5', rules: ['FEE-05', 'FEE-11'],
    }),
    lapseFee: action<RequestState>({
      title: '逾期不缴', sentence: '申请人逾期未缴费的，视为放弃申请，不再处理。',
      from: ['AWAITING_FEE'], to: ['LAPSED'], moves: [{ table: 'request', to: 'ABANDONED' }, closesConsultations()], by: ['TIMER', ...OFFICE], guards: [paymentPeriodOver],
      effectiveOn: ({ state, facts }) => addDays(dueOn(state, 'T19', facts, ofRound({ state })) ?? facts.today, 1),
      effects: [{ limit: 'T19', effect: 'STOP', subject: ofRound }, { limit: 'T01', effect: 'STOP' }, { limit: 'T03', effect: 'STOP' }, ...stopsConsultations<Record<string, never>>(), ...bothRemedyDays<Record<string, never>>()],
      payload: ({ state }) => ({ from: state.positions['request'] }), event: 'FeeLapsed', letter: 'AbandonmentRecord', clause: 'A2-22', rules: ['FEE-07', 'FEE-09'],
    }),
  },
});

const changed = (state: RequestState, change: Partial<ProcessingFee>): RequestState => ({ ...state, fees: state.fees.map((fee) => (fee === currentFee(state) ? { ...fee, ...change } : fee)) });

export const feeFolds: Folds = {
  FeeNoticeIssued: (state, event) => {
    const { method, count, alreadyCounted, total } = said<Pick<ProcessingFee, 'method' | 'count' | 'alreadyCounted' | 'total'>>(event);
    return { ...state, fees: [...state.fees, { round: event.round, method, count, alreadyCounted, total, noticeOn: event.effectiveOn, receivedOn: event.effectiveOn, paidOn: null, refundedOn: null, lapsed: false }] };
  },
  FeeNoticeReceived: (state, event) => changed(state, { receivedOn: event.effectiveOn }),
  FeePaid: (state, event) => changed(state, { paidOn: event.effectiveOn }),
  FeeRefunded: (state, event) => changed(state, { refundedOn: event.effectiveOn }),
  FeeLapsed: (state, event) => ({ ...changed(state, { lapsed: true }), endOutcome: 'FEE_UNPAID', abandonedFrom: said<{ from: Stage }>(event).from }),
};
