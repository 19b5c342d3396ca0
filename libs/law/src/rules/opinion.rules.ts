import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section K of the table of rules. */
export const opinionRules: readonly Rule[] = section('K. Opinion response', [
  {
    id: 'OPI-01', trigger: '特别重大/重大 emergency',
    constraint: 'authoritative information ≤5 h',
    clock: 'S discovery [D]', effect: 'alarm to principal leader',
    source: '80号 [2]', clauses: ['SC-2016-80'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'OPI-02', trigger: 'same',
    constraint: 'press conference ≤24 h (Jilin: if necessary → decision recorded)',
    clock: 'S discovery', effect: 'alarm',
    source: '61号 [2]; Jilin [E]', clauses: ['SC-2016-61'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'OPI-03', trigger: 'other 政务舆情 to be answered',
    constraint: '≤48 h',
    clock: 'S discovery', effect: 'alarm',
    source: '61号 [2]; Jilin [E]', clauses: ['SC-2016-61'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'OPI-04', trigger: 'the five classes of opinion.md',
    constraint: 'must be answered; "no response" needs reason and supervising deputy\'s consent',
    clock: null, effect: 'block close',
    source: '61号 [2]', clauses: ['SC-2016-61'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'OPI-05', trigger: '研判',
    constraint: 'level recorded; reporting upward 0.5/1/2/3 h by level (configurable)',
    clock: 'S discovery', effect: 'alarm',
    source: '桦甸 [E]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
  {
    id: 'OPI-06', trigger: 'response text',
    constraint: 'approval path by level: division head → supervising deputy; 重大 and above → principal leader (党组)',
    clock: null, effect: 'block',
    source: '镜湖 [E]; 江西 [E]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
  {
    id: 'OPI-07', trigger: 'progress',
    constraint: 'follow-up entries until closed; result of investigation published',
    clock: null, effect: 'reminder',
    source: 'Jilin [E]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
  {
    id: 'OPI-08', trigger: 'rumour harming order',
    constraint: 'clue to 公安/网信',
    clock: null, effect: 'task',
    source: 'Jilin [E]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
  {
    id: 'OPI-09', trigger: 'closed',
    constraint: 'effect evaluation, archive, 通报',
    clock: null, effect: 'task',
    source: '[E]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
  {
    id: 'OPI-10', trigger: 'major policy',
    constraint: 'risk assessment with level and plan before issue',
    clock: null, effect: 'block at high risk',
    source: '洮北 [E]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
  {
    id: 'OPI-11', trigger: 'one voice',
    constraint: 'response only through the named channel/office',
    clock: null, effect: 'role',
    source: '镜湖 [E]', clauses: [], certainty: 'EXCERPT', validFrom: '2020-12-31',
  },
  {
    id: 'OPI-12', trigger: 'secrecy',
    constraint: 'response passes PRO-07 (fast lane, not skipped)',
    clock: null, effect: 'block',
    source: '保密法 35', clauses: ['SSL-35'], certainty: 'FULL_TEXT', validFrom: '2024-05-01',
  },
]);
