import { localDate } from '@disclosure/kernel';
import { computeFee, unitFee } from './fees.ts';
import { firstLawEdition as book } from './first-edition.ts';
import { feeScheduleOn } from './lookup.ts';

const on = localDate('2026-03-01');
const perItem = feeScheduleOn(book, 'PER_ITEM', on);
const perPage = feeScheduleOn(book, 'PER_PAGE', on);
const yuan = (amount: number): number => amount / 100;

describe('the processing fee per item (按件, 国办函〔2020〕109号 article 4, FEE-03)', () => {
  it.each([[1, 0], [10, 0], [11, 100], [30, 100], [31, 200], [40, 200], [41, 300], [50, 300], [51, 400], [91, 800], [100, 800], [101, 900]])('item %d of the month costs %d yuan', (k, price) => {
    expect(yuan(unitFee(perItem, k))).toBe(price);
  });
  it.each([[10, 0], [11, 100], [30, 2000], [31, 2200], [40, 4000], [41, 4300], [50, 7000], [51, 7400], [60, 11_000], [100, 37_000]])('%d items in a month cost %d yuan together', (count, total) => {
    expect(yuan(computeFee(perItem, count).total)).toBe(total);
  });
  it('counts on from the items of the same month', () => {
    expect(computeFee(perItem, 5, 8)).toEqual({
      total: 30_000,
      lines: [{ from: 9, to: 10, count: 2, unitPrice: 0, amount: 0 }, { from: 11, to: 13, count: 3, unitPrice: 10_000, amount: 30_000 }],
    });
  });
  it('shows the brackets that the notice prints', () => {
    expect(computeFee(perItem, 45).lines.map(({ from, to, unitPrice }) => [from, to, yuan(unitPrice)])).toEqual([[1, 10, 0], [11, 30, 100], [31, 40, 200], [41, 45, 300]]);
  });
});

describe('the processing fee per page (按量, article 5, FEE-04)', () => {
  it.each([[0, 0], [30, 0], [31, 10], [68, 380], [100, 700], [101, 720], [200, 2700], [201, 2740], [300, 6700]])('%d pages cost %d yuan', (pages, total) => {
    expect(yuan(computeFee(perPage, pages).total)).toBe(total);
  });
  it('never adds pages over several requests', () => {
    expect(() => computeFee(perPage, 10, 20)).toThrow(RangeError);
  });
});

describe('fees', () => {
  it('do not exist before 2021-01-01', () => {
    expect(() => feeScheduleOn(book, 'PER_ITEM', localDate('2020-12-31'))).toThrow('no fee schedule PER_ITEM on 2020-12-31');
  });
  it('are not computed from what is no count', () => {
    for (const bad of [-1, 1.5, Number.NaN]) expect(() => computeFee(perItem, bad)).toThrow(RangeError);
    expect(() => unitFee(perItem, 0)).toThrow(RangeError);
  });
});
