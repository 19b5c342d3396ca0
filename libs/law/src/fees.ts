import { fen, localDate } from '@disclosure/kernel';
import type { Fen } from '@disclosure/kernel';
import type { FeeSchedule } from './types.ts';

const yuan = (amount: number): Fen => fen(amount * 100);

/** The two statutory methods. A request is charged by exactly one of them (FEE-02). */
export const fees: readonly FeeSchedule[] = [
  {
    // Counted by applicant and calendar month (FEE-03): f(k) = 0 (k ≤ 10), 100 (11 ≤ k ≤ 30), 100 · (⌊(k − 31) / 10⌋ + 2) (k ≥ 31), in yuan.
    method: 'PER_ITEM', clause: 'SC-2020-109-4', validFrom: localDate('2021-01-01'), validTo: null,
    bands: [
      { from: 1, to: 10, unitPrice: yuan(0), growth: null },
      { from: 11, to: 30, unitPrice: yuan(100), growth: null },
      { from: 31, to: null, unitPrice: yuan(200), growth: { every: 10, by: yuan(100) } },
    ],
  },
  {
    // Counted by request, never added up over several (FEE-04); a page is one side of A4 or smaller.
    method: 'PER_PAGE', clause: 'SC-2020-109-5', validFrom: localDate('2021-01-01'), validTo: null,
    bands: [
      { from: 1, to: 30, unitPrice: yuan(0), growth: null },
      { from: 31, to: 100, unitPrice: yuan(10), growth: null },
      { from: 101, to: 200, unitPrice: yuan(20), growth: null },
      { from: 201, to: null, unitPrice: yuan(40), growth: null },
    ],
  },
];

/** One line of the computation that a fee notice shows: units `from`–`to`, `count` of them at `unitPrice`. */
export interface FeeLine {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly unitPrice: Fen;
  readonly amount: Fen;
}

export interface FeeComputation {
  readonly total: Fen;
  readonly lines: readonly FeeLine[];
}

/** The price of the k-th unit (item of the month, page of the request), from 1. Throws a RangeError unless k is a whole number ≥ 1. */
export function unitFee(schedule: FeeSchedule, k: number): Fen {
  if (!Number.isSafeInteger(k) || k < 1) throw new RangeError(`units are counted from 1: ${k}`);
  const band = schedule.bands.find(({ from, to }) => from <= k && (to === null || k <= to));
  if (!band) throw new Error(`the fee schedule ${schedule.method} has no band for unit ${k}`);
  return band.growth === null ? band.unitPrice : fen(band.unitPrice + Math.floor((k - band.from) / band.growth.every) * band.growth.by);
}

/**
 * What `count` further units cost after `alreadyCounted`: for PER_ITEM the items of the same applicant in the same calendar month
 * (whether charged then or not), for PER_PAGE always 0, since pages are not added over requests. Progressive: only what lies within
 * a bracket bears its price. Throws a RangeError for counts that are negative or no whole numbers.
 */
export function computeFee(schedule: FeeSchedule, count: number, alreadyCounted = 0): FeeComputation {
  for (const value of [count, alreadyCounted]) if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a count: ${value}`);
  if (schedule.method === 'PER_PAGE' && alreadyCounted !== 0) throw new RangeError('pages are counted by request, from 0');
  const lines: FeeLine[] = [];
  const last = alreadyCounted + count;
  for (let from = alreadyCounted + 1; from <= last; ) {
    const unitPrice = unitFee(schedule, from);
    const to = Math.min(last, bracketEnd(schedule, from));
    lines.push({ from, to, count: to - from + 1, unitPrice, amount: fen((to - from + 1) * unitPrice) });
    from = to + 1;
  }
  return { total: fen(lines.reduce((sum, { amount }) => sum + amount, 0)), lines };
}

/** The last unit that costs the same as this one. */
function bracketEnd(schedule: FeeSchedule, k: number): number {
  const band = schedule.bands.find(({ from, to }) => from <= k && (to === null || k <= to));
  const end = band?.to ?? Number.MAX_SAFE_INTEGER;
  if (!band?.growth) return end;
  const step = Math.floor((k - band.from) / band.growth.every);
  return Math.min(end, band.from + (step + 1) * band.growth.every - 1);
}
