import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section N of the table of rules. */
export const documentRules: readonly Rule[] = section('N. Documents and archive', [
  {
    id: 'DOC-01', trigger: 'number',
    constraint: 'code〔YYYY〕N号; U+3014/3015; no 第, no leading zero; gap-free series',
    clock: 'year', effect: 'block',
    source: 'GB/T 9704 [2]', clauses: ['GBT-9704'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'DOC-02', trigger: 'layout',
    constraint: 'ch. 10.3',
    clock: null, effect: 'template test',
    source: 'GB/T 9704 [E/2]', clauses: ['GBT-9704'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'DOC-03', trigger: 'date',
    constraint: 'Arabic, full, no leading zero',
    clock: null, effect: 'template test',
    source: '[2]', clauses: [], certainty: 'SECONDARY', validFrom: '2020-12-31',
  },
  {
    id: 'DOC-04', trigger: 'issued document',
    constraint: 'immutable; correction by a new document',
    clock: null, effect: 'constraint',
    source: '45 [D]', clauses: ['R-45'], certainty: 'DESIGN', validFrom: '2019-05-15',
  },
  {
    id: 'DOC-05', trigger: 'seal',
    constraint: 'only after sign-off',
    clock: null, effect: 'order',
    source: 'SEED-2 11', clauses: ['A2-11'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'DOC-06', trigger: 'case file',
    constraint: 'complete before close (request, proofs, letters, approvals, service)',
    clock: null, effect: 'cannot close',
    source: '45', clauses: ['R-45'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
]);
