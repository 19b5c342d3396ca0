import fc from 'fast-check';
import { localDate } from '@disclosure/kernel';
import { computeFee, unitFee } from './fees.ts';
import { firstLawEdition as book } from './first-edition.ts';
import { feeScheduleOn } from './lookup.ts';

const on = localDate('2026-03-01');
const perItem = feeScheduleOn(book, 'PER_ITEM', on);
const perPage = feeScheduleOn(book, 'PER_PAGE', on);
const counts = fc.integer({ min: 0, max: 3000 });
const method = fc.constantFrom(perItem, perPage);

/** The formula of the rules themselves, in yuan: an oracle that knows nothing of bands. */
const f = (k: number): number => (k <= 10 ? 0 : k <= 30 ? 100 : 100 * (Math.floor((k - 31) / 10) + 2));

describe('fees (超额累进)', () => {
  it('follow the formula per item', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 100_000 }), (k) => unitFee(perItem, k) === f(k) * 100));
  });
  it('never fall when more is asked for', () => {
    fc.assert(fc.property(method, counts, fc.integer({ min: 1, max: 500 }), (schedule, count, more) => computeFee(schedule, count).total <= computeFee(schedule, count + more).total));
  });
  it('have no cliff: one more unit costs its own price and nothing else', () => {
    fc.assert(fc.property(method, counts, (schedule, count) => computeFee(schedule, count + 1).total - computeFee(schedule, count).total === unitFee(schedule, count + 1)));
  });
  it('come to the same however the items of a month are split over requests', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 8 }), (requests) => {
      let counted = 0;
      let total = 0;
      for (const items of requests) {
        total += computeFee(perItem, items, counted).total;
        counted += items;
      }
      return total === computeFee(perItem, counted).total;
    }));
  });
  it('show lines that add up and follow on one another', () => {
    fc.assert(fc.property(counts, counts, (count, already) => {
      const { total, lines } = computeFee(perItem, count, already);
      let next = already + 1;
      for (const line of lines) {
        expect(line.from).toBe(next);
        expect(line.amount).toBe(line.count * line.unitPrice);
        next = line.to + 1;
      }
      expect(next).toBe(already + count + 1);
      expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
    }));
  });
});
