import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section M of the table of rules. */
export const procurementRules: readonly Rule[] = section('M. Procurement', [
  {
    id: 'PRC-01', trigger: 'procurement planned',
    constraint: 'intention ≥30 d before start',
    clock: 'back from start', effect: 'start blocked/warn',
    source: '财库10号 [E]', clauses: ['MOF-2020-10'], certainty: 'EXCERPT', validFrom: '2021-01-01',
  },
  {
    id: 'PRC-02', trigger: 'notice',
    constraint: 'prescribed form, all its fields',
    clock: null, effect: 'block',
    source: '财办库50号 [E]; 101号令 7', clauses: ['MOF-2020-50', 'MOF-101-7'], certainty: 'EXCERPT', validFrom: '2020-07-01',
  },
  {
    id: 'PRC-03', trigger: '招标',
    constraint: 'documents ≥5 wd; bids ≥20 d',
    clock: 'S first issue', effect: 'block dates',
    source: '条例 31; 法 35', clauses: ['GPLI-31', 'GPL-35'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-04', trigger: 'correction affecting bids',
    constraint: '≥15 d before closing or postpone',
    clock: 'back from closing', effect: 'block',
    source: '条例 31', clauses: ['GPLI-31'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-05', trigger: '单一来源',
    constraint: 'shown ≥5 wd',
    clock: 'S publication', effect: 'block',
    source: '条例 38', clauses: ['GPLI-38'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-06', trigger: 'winner decided',
    constraint: 'result notice + award letter ≤2 wd, with documents',
    clock: 'S decision', effect: 'overdue',
    source: '条例 43', clauses: ['GPLI-43'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-07', trigger: 'result shown',
    constraint: '1 wd; starts 质疑 clock at its end',
    clock: 'S publication', effect: null,
    source: '条例 53; [2/K]', clauses: ['GPLI-53'], certainty: 'GENERAL_KNOWLEDGE', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-08', trigger: 'award letter',
    constraint: 'contract ≤30 d',
    clock: 'S letter', effect: 'overdue',
    source: '法 46', clauses: ['GPL-46'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-09', trigger: 'contract signed',
    constraint: 'contract notice ≤2 wd, secrets removed',
    clock: 'S signing', effect: 'overdue, sanction',
    source: '条例 50, 67', clauses: ['GPLI-50', 'GPLI-67'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-10', trigger: 'contract signed',
    constraint: 'copy filed ≤7 wd',
    clock: 'S signing', effect: 'overdue',
    source: '法 47', clauses: ['GPL-47'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-11', trigger: '询问',
    constraint: 'answer ≤3 wd',
    clock: 'S receipt', effect: 'overdue',
    source: '条例 52', clauses: ['GPLI-52'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-12', trigger: '质疑',
    constraint: 'within 7 wd of knowing; answer ≤7 wd',
    clock: 'S receipt', effect: '投诉 opens 15 wd',
    source: '法 52–55', clauses: ['GPL-52', 'GPL-53', 'GPL-54', 'GPL-55'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-13', trigger: '询问/质疑 may affect result',
    constraint: 'contract signing paused / performance suspended',
    clock: 'P', effect: 'block',
    source: '条例 54', clauses: ['GPLI-54'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-14', trigger: 'public service accepted',
    constraint: 'acceptance result published',
    clock: 'S acceptance', effect: 'task',
    source: '条例 45', clauses: ['GPLI-45'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-15', trigger: 'supplement',
    constraint: '≤10 % of contract, else error',
    clock: null, effect: 'block',
    source: '法 49', clauses: ['GPL-49'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-16', trigger: 'records',
    constraint: 'kept ≥15 years from end',
    clock: null, effect: 'no deletion',
    source: '法 42', clauses: ['GPL-42'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-17', trigger: 'failed or cancelled',
    constraint: '终止公告 without delay; platform default 2 wd',
    clock: 'S decision', effect: 'overdue',
    source: '87号令 [K]; number [D]', clauses: ['MOF-87'], certainty: 'DESIGN', validFrom: '2019-05-15',
  },
  {
    id: 'PRC-18', trigger: 'channels',
    constraint: 'three of SEED-4 V',
    clock: null, effect: 'check',
    source: 'SEED-4', clauses: ['A4'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'PRC-19', trigger: 'budget',
    constraint: 'amount shown in documents; result ≤ budget, else explained',
    clock: null, effect: 'block until explained',
    source: '条例 30', clauses: ['GPLI-30'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
]);
