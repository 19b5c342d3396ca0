import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section G of the table of rules. */
export const serviceAndRemedyRules: readonly Rule[] = section('G. Service and remedies', [
  {
    id: 'SRV-01', trigger: 'decision by post',
    constraint: 'postal enterprise only; not 到付',
    clock: 'stop = posting day', effect: 'warn',
    source: '235号', clauses: ['SC-2016-235'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'SRV-02', trigger: 'direct/entrusted',
    constraint: 'signed receipt',
    clock: 'stop = signature day', effect: null,
    source: '235号', clauses: ['SC-2016-235'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'SRV-03', trigger: 'served through the internet',
    constraint: 'give internet channel for 复议',
    clock: null, effect: 'block issue',
    source: '复议法 22', clauses: ['ARL-22'], certainty: 'FULL_TEXT', validFrom: '2024-01-01',
  },
  {
    id: 'REM-01', trigger: 'decision based on 14, 15, 16 (also partly)',
    constraint: 'class R1 text: 复议 first',
    clock: null, effect: 'block issue',
    source: '复议法 23; 法释〔2025〕8号; 实施条例 31 [2]', clauses: ['ARL-23', 'SPC-2025-8', 'ARLI-31'], certainty: 'SECONDARY', validFrom: '2024-01-01',
  },
  {
    id: 'REM-02', trigger: 'other decision',
    constraint: 'class R2 text',
    clock: null, effect: 'block issue',
    source: '复议法 20; 行诉法 46 [2]', clauses: ['ARL-20', 'ALL-46'], certainty: 'SECONDARY', validFrom: '2024-01-01',
  },
  {
    id: 'REM-03', trigger: 'reconsideration body',
    constraint: '吉林省人民政府',
    clock: null, effect: 'template constant',
    source: '复议法 24', clauses: ['ARL-24'], certainty: 'FULL_TEXT', validFrom: '2024-01-01',
  },
  {
    id: 'REM-04', trigger: '复议 time',
    constraint: '60 d from knowing; untold: ≤1 year',
    clock: 'S applicant\'s receipt', effect: 'shown in case',
    source: '复议法 20', clauses: ['ARL-20'], certainty: 'FULL_TEXT', validFrom: '2024-01-01',
  },
  {
    id: 'REM-05', trigger: 'suit after 复议',
    constraint: '15 d',
    clock: 'S 复议 decision / its expiry', effect: null,
    source: '复议法 34; 行诉法 45 [2]', clauses: ['ARL-34', 'ALL-45'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'REM-06', trigger: 'direct suit (R2)',
    constraint: '6 months',
    clock: 'S applicant\'s receipt', effect: null,
    source: '行诉法 46 [2]', clauses: ['ALL-46'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'REM-07', trigger: '复议 copy received, ordinary',
    constraint: 'defence + evidence ≤10 wd',
    clock: 'S receipt', effect: 'act counts as without evidence',
    source: '复议法 48, 70, 88', clauses: ['ARL-48', 'ARL-70', 'ARL-88'], certainty: 'FULL_TEXT', validFrom: '2024-01-01',
  },
  {
    id: 'REM-08', trigger: 'simplified',
    constraint: '≤5 wd',
    clock: 'S receipt', effect: 'same',
    source: '54, 70, 88', clauses: ['ARL-54', 'ARL-70', 'ARL-88'], certainty: 'FULL_TEXT', validFrom: '2024-01-01',
  },
  {
    id: 'REM-09', trigger: 'complaint copy from court',
    constraint: 'evidence ≤15 d',
    clock: 'S receipt', effect: 'same in law',
    source: '行诉法 67 [2]', clauses: ['ALL-67'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'REM-10', trigger: '复议 decision/意见书',
    constraint: 'perform; report on 意见书 ≤60 d',
    clock: 'S receipt', effect: null,
    source: '76–77', clauses: ['ARL-76', 'ARL-77'], certainty: 'FULL_TEXT', validFrom: '2024-01-01',
  },
  {
    id: 'REM-11', trigger: 'result',
    constraint: '维持/纠正/其他/尚未审结 × {复议, 直接起诉, 复议后起诉}',
    clock: null, effect: 'feeds Table 4',
    source: 'report', clauses: ['SC-2021-30'], certainty: 'FULL_TEXT', validFrom: '2021-09-26',
  },
  {
    id: 'REM-12', trigger: 'file for review',
    constraint: 'whole case exportable (request, letters, proofs, searches, approvals)',
    clock: null, effect: null,
    source: '45', clauses: ['R-45'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
]);
