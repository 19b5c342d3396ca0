import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section O of the table of rules. */
export const reportRules: readonly Rule[] = section('O. Report and supervision', [
  {
    id: 'REP-01', trigger: 'year end',
    constraint: 'submit and publish by 31 January',
    clock: 'fixed date', effect: 'overdue',
    source: '条例 49', clauses: ['R-49'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'REP-02', trigger: 'tables',
    constraint: 'AR1–AR5 must hold',
    clock: null, effect: 'block',
    source: 'ch. 2', clauses: ['SC-2021-30'], certainty: 'FULL_TEXT', validFrom: '2021-09-26',
  },
  {
    id: 'REP-03', trigger: 'carry-over',
    constraint: 'AR4',
    clock: null, effect: 'block / explain',
    source: '[D]', clauses: [], certainty: 'DESIGN', validFrom: '2020-12-31',
  },
  {
    id: 'REP-04', trigger: 'figures',
    constraint: 'each cell traceable to its cases',
    clock: null, effect: null,
    source: '[D]', clauses: [], certainty: 'DESIGN', validFrom: '2020-12-31',
  },
  {
    id: 'REP-05', trigger: 'six sections, fixed titles, Table 2–4 shapes',
    constraint: 'no added or missing rows',
    clock: null, effect: 'block',
    source: '30号', clauses: ['SC-2021-30'], certainty: 'FULL_TEXT', validFrom: '2021-09-26',
  },
  {
    id: 'REP-06', trigger: 'fee total',
    constraint: 'section 六 = ledger',
    clock: null, effect: 'block',
    source: 'AR10', clauses: ['SC-2020-109'], certainty: 'FULL_TEXT', validFrom: '2021-01-01',
  },
  {
    id: 'REP-07', trigger: 'similarity to last year',
    constraint: 'warn',
    clock: null, effect: 'warn',
    source: '30号 [E]', clauses: ['SC-2021-30'], certainty: 'EXCERPT', validFrom: '2021-09-26',
  },
  {
    id: 'REP-08', trigger: 'periodic statistics of divisions',
    constraint: '通报 (period configurable)',
    clock: null, effect: 'task',
    source: 'SEED-1 20', clauses: ['A1-20'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'REP-09', trigger: 'complaint under Art. 47/51',
    constraint: 'registered, answered',
    clock: null, effect: 'task',
    source: '条例 47, 51', clauses: ['R-47', 'R-51'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'REP-10', trigger: 'training',
    constraint: 'recorded',
    clock: null, effect: 'task',
    source: '条例 48; SEED-1 21', clauses: ['R-48', 'A1-21'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
]);
