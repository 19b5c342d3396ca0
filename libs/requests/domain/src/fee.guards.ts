import { chineseDate, fen } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { computeFee, isValidOn } from '@disclosure/law';
import type { FeeComputation, FeeMethod, LawBook } from '@disclosure/law';
import { clockOf, dueOn, guard } from '@disclosure/workflow';
import { ofRound } from './conditions.ts';
import type { ProcessingFee } from './holds.state.ts';
import type { Proposal, RequestState } from './request.state.ts';

export interface FeeNoticeInput {
  readonly method: FeeMethod;
  readonly count: number;
  /** Counted by the shell: items of the same applicant in the same calendar month before these. */
  readonly alreadyCounted: number;
}

/** More than anybody asks for in a month; what is beyond is a slip of the hand. */
const MOST_UNITS = 100_000;
const isCount = (count: number): boolean => Number.isSafeInteger(count) && count >= 1 && count <= MOST_UNITS;

/** The fee by the schedule of the case's law (FEE-03, FEE-04); null where that law knows none. */
export function feeOf(law: LawBook, on: LocalDate, { method, count, alreadyCounted }: FeeNoticeInput): FeeComputation | null {
  const schedule = law.fees.find((candidate) => candidate.method === method && isValidOn(candidate, on));
  return schedule && isCount(count) ? computeFee(schedule, count, method === 'PER_PAGE' ? 0 : alreadyCounted) : null;
}

export const currentFee = (state: RequestState): ProcessingFee | null => state.fees.findLast(({ round }) => round === state.round) ?? null;

/** One method, one notice (FEE-02): once decided, or paid in an earlier round, a fee is not decided again. */
export const feeNotYetDecided = guard<RequestState, object>('feeNotYetDecided', 'SC-2020-109-3', ({ state }) => {
  const earlier = state.fees.find(({ round, paidOn }) => round === state.round || paidOn !== null);
  return earlier === undefined ? null : { code: 'FEE_ALREADY_DECIDED', message: `已于${chineseDate(earlier.noticeOn)}发出收费通知；同一申请只能按一种方式计收一次。`, facts: { noticeOn: earlier.noticeOn, method: earlier.method } };
});

/** The notice goes out within the handling period (FEE-06). */
export const feeWithinHandlingPeriod = guard<RequestState, object>('feeWithinHandlingPeriod', 'SC-2020-109-6', ({ state, facts }) => {
  const due = clockOf(state, 'T01', facts)?.clock.dueOn ?? null;
  return due === null || facts.today <= due ? null : { code: 'REPLY_PERIOD_OVER', message: `办理期限已于${chineseDate(due)}届满，不能再发出收费通知。`, facts: { dueOn: due, today: facts.today } };
});

/** No schedule, no fee: before 2021 nothing was charged. */
export const feeInForce = guard<RequestState, object>('feeInForce', 'R-42', ({ state, facts }) => {
  const on = state.lawOn ?? facts.today;
  return facts.law.fees.some((schedule) => isValidOn(schedule, on)) ? null : { code: 'FEE_NOT_IN_FORCE', message: '收到申请之日尚无信息处理费的收费办法，不得收费。', facts: { lawOn: on } };
});

/** The method fits what is given: pages are of copies and data alone (FEE-04), and pointing at what is public costs no page (FEE-05). */
export const feeMethodFits = guard<RequestState, FeeNoticeInput>('feeMethodFits', 'SC-2020-109-5', ({ state, input }) => {
  if (input.method !== 'PER_PAGE') return null;
  if (state.form === 'INSPECTION' || state.form === 'TRANSCRIPT') return { code: 'FEE_METHOD_UNFIT', message: '查阅、抄录的，不得按量计收。', field: 'input.method', facts: { form: state.form } };
  if (state.proposal === null || givesPages(state.proposal)) return null;
  return { code: 'FEE_METHOD_UNFIT', message: '答复只告知获取的方式、途径，或者不提供信息的，不得按量计收。', field: 'input.method', facts: { outcomes: state.proposal.items.map(({ outcome }) => outcome).join(' ') } };
}, { readsInput: true });

/** Pages are given: not where the reply points at what is public, or says how to get what it discloses, or gives nothing (FEE-04, FEE-05). */
const givesPages = ({ items, gives }: Proposal): boolean => gives && items.some(({ outcome }) => outcome !== 'ALREADY_PUBLISHED');

/** Split into items as far as it is reasonable, and said how (FEE-10): so many items are counted only with the reasons of the split. */
export const splitReasoned = guard<RequestState, FeeNoticeInput & { splitReasons?: unknown }>('splitReasoned', 'SC-2020-109-4', ({ input }) =>
  input.method === 'PER_ITEM' && input.count > 1 && input.splitReasons === undefined ? { code: 'SPLIT_REASONS_MISSING', message: '一件申请按“一事一申请”拆分为多件计收的，应当说明拆分的情况和理由。', field: 'input.splitReasons', facts: { count: input.count } } : null, { readsInput: true });

/** A page fee that was paid is of pages that are given: where in the end none are, it goes back first (FEE-05). */
export const pageFeeEarned = guard<RequestState, object>('pageFeeEarned', 'SC-2020-109-5', ({ state }) => {
  return state.proposal === null || givesPages(state.proposal) ? null : toRefund(state);
});

/** The same where only what is public already is handed over at once. */
export const pageFeeEarnedOnTheSpot = guard<RequestState, { digest?: string }>('pageFeeEarnedOnTheSpot', 'SC-2020-109-5', ({ state, input }) => (input.digest === undefined ? toRefund(state) : null), { readsInput: true });

function toRefund(state: RequestState): { readonly code: string; readonly message: string; readonly facts: Record<string, LocalDate | null> } | null {
  const fee = currentFee(state);
  if (fee?.method !== 'PER_PAGE' || fee.paidOn === null || fee.refundedOn !== null) return null;
  return { code: 'PAGE_FEE_TO_REFUND', message: '已按量计收信息处理费，而答复只告知获取的方式、途径或者不提供信息，不得按量计收；请先退还所缴费用。', facts: { paidOn: fee.paidOn } };
}

/** Given back on a day between the payment and today. */
export const refundFits = guard<RequestState, { refundedOn?: LocalDate }>('refundFits', 'SC-2020-109-5', ({ state, input, facts }) => {
  const refundedOn = input.refundedOn ?? facts.today;
  const paidOn = currentFee(state)?.paidOn ?? null;
  const field = 'input.refundedOn';
  if (refundedOn > facts.today) return { code: 'DATE_IN_FUTURE', message: `日期${chineseDate(refundedOn)}在今天（${chineseDate(facts.today)}）之后。`, field, facts: { date: refundedOn, today: facts.today } };
  return paidOn !== null && refundedOn < paidOn ? { code: 'DATE_OUT_OF_ORDER', message: `退费之日不能早于缴费之日（${chineseDate(paidOn)}）。`, field, facts: { paidOn } } : null;
}, { readsInput: true });

/** There is something to pay: within the free bracket no notice is issued. */
export const feeIsDue = guard<RequestState, FeeNoticeInput>('feeIsDue', 'SC-2020-109-4', ({ state, input, facts }) => {
  if (!isCount(input.count)) return { code: 'FEE_COUNT', message: `件数或者页数应为1至${MOST_UNITS}的整数。`, field: 'input.count', facts: { count: input.count } };
  const fee = feeOf(facts.law, state.lawOn ?? facts.today, input);
  if (fee === null || fee.total > fen(0)) return null; // no schedule: `feeInForce` says so
  return { code: 'NO_FEE_DUE', message: '按该方式计算，在免收范围之内，不收费。', field: 'input.count', clause: input.method === 'PER_PAGE' ? 'SC-2020-109-5' : 'SC-2020-109-4', facts: { count: input.count, alreadyCounted: input.alreadyCounted } };
}, { readsInput: true });

/** The day a notice reached the applicant: not before it was issued, not in the future. */
export const noticeReceiptFits = guard<RequestState, { receivedOn?: LocalDate }>('noticeReceiptFits', 'SC-2020-109-6', ({ state, input, facts }) => {
  const receivedOn = input.receivedOn ?? facts.today;
  const noticeOn = currentFee(state)?.noticeOn ?? null;
  const field = 'input.receivedOn';
  if (noticeOn !== null && receivedOn < noticeOn) return { code: 'DATE_OUT_OF_ORDER', message: `收到收费通知之日不能早于发出之日（${chineseDate(noticeOn)}）。`, field, facts: { noticeOn } };
  return receivedOn > facts.today ? { code: 'DATE_IN_FUTURE', message: `日期${chineseDate(receivedOn)}在今天（${chineseDate(facts.today)}）之后。`, field, facts: { date: receivedOn, today: facts.today } } : null;
}, { readsInput: true });

/** Paid in time, on a day between the notice and today (FEE-07): whoever pays later was given up before. */
export const paymentFits = guard<RequestState, { paidOn?: LocalDate }>('paymentFits', 'SC-2020-109-6', ({ state, input, facts }) => {
  const paidOn = input.paidOn ?? facts.today;
  const field = 'input.paidOn';
  const [noticeOn, lastDay] = [currentFee(state)?.noticeOn ?? null, dueOn(state, 'T19', facts, ofRound({ state }))];
  if (paidOn > facts.today) return { code: 'DATE_IN_FUTURE', message: `日期${chineseDate(paidOn)}在今天（${chineseDate(facts.today)}）之后。`, field, facts: { date: paidOn, today: facts.today } };
  if (noticeOn !== null && paidOn < noticeOn) return { code: 'DATE_OUT_OF_ORDER', message: `缴费之日不能早于发出收费通知之日（${chineseDate(noticeOn)}）。`, field, facts: { noticeOn } };
  return lastDay !== null && paidOn > lastDay ? { code: 'PAYMENT_LATE', message: `缴费期限已于${chineseDate(lastDay)}届满。`, field, facts: { lastDay, paidOn } } : null;
}, { readsInput: true });

/** Given up only once the period of payment is over (FEE-07). */
export const paymentPeriodOver = guard<RequestState>('paymentPeriodOver', 'SC-2020-109-6', ({ state, facts }) => {
  const lastDay = dueOn(state, 'T19', facts, ofRound({ state }));
  return lastDay !== null && facts.today > lastDay ? null : { code: 'PAYMENT_PERIOD_RUNNING', message: lastDay === null ? '缴费期限尚未开始。' : `缴费期限至${chineseDate(lastDay)}，尚未届满。`, facts: { lastDay, today: facts.today } };
});
