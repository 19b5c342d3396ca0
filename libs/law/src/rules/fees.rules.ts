import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section E of the table of rules. */
export const feeRules: readonly Rule[] = section('E. Fees', [
  {
    id: 'FEE-01', trigger: 'default',
    constraint: 'free',
    clock: null, effect: null,
    source: '42; SEED-2 22', clauses: ['R-42', 'A2-22'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'FEE-02', trigger: 'fee decided',
    constraint: 'exactly one method per request',
    clock: null, effect: 'block second',
    source: '109号 3 [E]', clauses: ['SC-2020-109-3'], certainty: 'EXCERPT', validFrom: '2021-01-01',
  },
  {
    id: 'FEE-03', trigger: 'per item',
    constraint: 'count by applicant and mo; brackets f(k)',
    clock: 'mo resets', effect: null,
    source: '4 [E]', clauses: ['SC-2020-109-4'], certainty: 'EXCERPT', validFrom: '2021-01-01',
  },
  {
    id: 'FEE-04', trigger: 'per page (按量)',
    constraint: 'only paper/e-mail/copied data; ≤30 pages free; 10/20/40 元',
    clock: 'per request', effect: null,
    source: '5 [E]', clauses: ['SC-2020-109-5'], certainty: 'EXCERPT', validFrom: '2021-01-01',
  },
  {
    id: 'FEE-05', trigger: 'G1, or G2 by pointing',
    constraint: 'no page fee',
    clock: null, effect: 'block',
    source: '5 [K]', clauses: ['SC-2020-109-5'], certainty: 'GENERAL_KNOWLEDGE', validFrom: '2021-01-01',
  },
  {
    id: 'FEE-06', trigger: 'notice',
    constraint: 'inside the handling period; basis, standard, amount, how to pay',
    clock: null, effect: 'block after due date',
    source: '6 [2]', clauses: ['SC-2020-109-6'], certainty: 'SECONDARY', validFrom: '2021-01-01',
  },
  {
    id: 'FEE-07', trigger: 'payment',
    constraint: '≤20 wd from the day after receipt of notice',
    clock: 'S; handling clock P', effect: 'not paid → deemed abandoned (O2), no further handling',
    source: '6 [2]', clauses: ['SC-2020-109-6'], certainty: 'SECONDARY', validFrom: '2021-01-01',
  },
  {
    id: 'FEE-08', trigger: 'paid',
    constraint: '–',
    clock: 'R full period, next day the first', effect: null,
    source: '6 [K]', clauses: ['SC-2020-109-6'], certainty: 'GENERAL_KNOWLEDGE', validFrom: '2021-01-01',
  },
  {
    id: 'FEE-09', trigger: 'dispute',
    constraint: 'not alone; after expiry against non-handling',
    clock: null, effect: 'text in notice',
    source: '7 [2/K]', clauses: ['SC-2020-109-7'], certainty: 'GENERAL_KNOWLEDGE', validFrom: '2021-01-01',
  },
  {
    id: 'FEE-10', trigger: 'split request',
    constraint: 'smallest reasonable units, reasons recorded',
    clock: null, effect: null,
    source: '4 [E]', clauses: ['SC-2020-109-4'], certainty: 'EXCERPT', validFrom: '2021-01-01',
  },
  {
    id: 'FEE-11', trigger: 'money',
    constraint: 'integer 元, ledger, finance receipt, annual report',
    clock: null, effect: null,
    source: '[2/K]', clauses: [], certainty: 'GENERAL_KNOWLEDGE', validFrom: '2020-12-31',
  },
]);
