import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section J of the table of rules. */
export const interpretationRules: readonly Rule[] = section('J. Interpretation', [
  {
    id: 'INT-01', trigger: 'policy in scope drafted',
    constraint: '解读方案 + 材料 with the draft, or a recorded reason for none',
    clock: null, effect: 'draft not accepted',
    source: '80号 [2]; local [E]', clauses: ['SC-2016-80'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'INT-02', trigger: 'approval (审签)',
    constraint: 'policy and interpretation approved together',
    clock: null, effect: 'block',
    source: '80号 [2]', clauses: ['SC-2016-80'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'INT-03', trigger: 'policy published',
    constraint: 'interpretation at once, ≤3 wd',
    clock: 'S publication', effect: 'overdue',
    source: '郑州 [2]; 80号 [K]', clauses: ['SC-2016-80'], certainty: 'GENERAL_KNOWLEDGE', validFrom: '2019-05-15',
  },
  {
    id: 'INT-04', trigger: 'responsible',
    constraint: 'drafter; principal leader first interpreter; joint → lead',
    clock: null, effect: null,
    source: '80号 [2]', clauses: ['SC-2016-80'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'INT-05', trigger: 'content',
    constraint: 'the elements of ch. 5; near-copy of the policy → warn',
    clock: null, effect: 'warn',
    source: '[E]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
  {
    id: 'INT-06', trigger: 'draft for comment in scope',
    constraint: 'explanation with it',
    clock: null, effect: 'warn',
    source: '辽宁 [E]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
  {
    id: 'INT-07', trigger: 'release',
    constraint: 'reviewed like any publication',
    clock: null, effect: 'block',
    source: '[E]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
]);
