import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section L of the table of rules. */
export const newMediaRules: readonly Rule[] = section('L. New media', [
  {
    id: 'MED-01', trigger: 'open',
    constraint: 'approval + filing in the national system before use; one account per platform and unit',
    clock: null, effect: 'block',
    source: 'Jilin 2024 [2]', clauses: [], certainty: 'SECONDARY', validFrom: '2020-12-31',
  },
  {
    id: 'MED-02', trigger: 'change, close, deregister',
    constraint: 'filing; public notice; archive of content',
    clock: null, effect: 'block',
    source: '[2/E]', clauses: [], certainty: 'SECONDARY', validFrom: '2020-12-31',
  },
  {
    id: 'MED-03', trigger: 'account',
    constraint: 'owner, keeper, admins, platform id, verification, filing no.; keeper change → password change recorded',
    clock: null, effect: 'task',
    source: '磐石 [E]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
  {
    id: 'MED-04', trigger: 'post',
    constraint: 'three reviews by different persons, then publish',
    clock: null, effect: 'block',
    source: '磐石 [E]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
  {
    id: 'MED-05', trigger: 'no post',
    constraint: 'warn day 10, alarm day 13, fail at 14 d',
    clock: 'S last post', effect: '不合格',
    source: '19号 [2]; 磐石 [E]', clauses: ['SC-2019-19'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'MED-06', trigger: '>3 mo no post',
    constraint: 'zombie → close or merge task',
    clock: 'S last post', effect: 'task',
    source: '贵州 [E]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
  {
    id: 'MED-07', trigger: 'account',
    constraint: 'effective interaction function',
    clock: null, effect: 'veto',
    source: '19号 [2]', clauses: ['SC-2019-19'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'MED-08', trigger: 'message',
    constraint: 'answer limit configurable (default 5 wd simple, 15 wd else)',
    clock: 'S message', effect: 'alarm',
    source: '[K]', clauses: [], certainty: 'GENERAL_KNOWLEDGE', validFrom: '2020-12-31',
  },
  {
    id: 'MED-09', trigger: 'post content',
    constraint: 'no advertisement, no unrelated likes/forwards, no secret',
    clock: null, effect: 'block',
    source: '[2]', clauses: [], certainty: 'SECONDARY', validFrom: '2020-12-31',
  },
  {
    id: 'MED-10', trigger: 'wrong content found',
    constraint: 'correct/remove at once, log',
    clock: null, effect: 'incident',
    source: '[2]', clauses: [], certainty: 'SECONDARY', validFrom: '2020-12-31',
  },
  {
    id: 'MED-11', trigger: 'quarter',
    constraint: 'self-check ≥30 % of accounts, result published',
    clock: 'S quarter', effect: 'task',
    source: 'Jilin [2]', clauses: [], certainty: 'SECONDARY', validFrom: '2020-12-31',
  },
  {
    id: 'MED-12', trigger: 'app / mini-program',
    constraint: 'filing before launch; five prohibitions; complaint function; change/closure filed',
    clock: null, effect: 'block',
    source: '国办函〔2026〕12号 [E/2]', clauses: ['SC-2026-12'], certainty: 'SECONDARY', validFrom: '2026-01-25',
  },
  {
    id: 'MED-13', trigger: 'outsourced',
    constraint: 'contract, secrecy agreement, check',
    clock: null, effect: 'block',
    source: '银州 [E]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
]);
