import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section H of the table of rules. */
export const secrecyRules: readonly Rule[] = section('H. Secrecy and personal data', [
  {
    id: 'SEC-01', trigger: 'upload with state-secret mark',
    constraint: 'refuse, do not store, incident',
    clock: null, effect: 'incident',
    source: '保密法 31(3); SEED-3 2', clauses: ['SSL-31', 'A3-2'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'SEC-02', trigger: 'leak or suspected leak',
    constraint: 'report ≤24 h to 保密 office and superior; withdraw at once',
    clock: 'S discovery', effect: 'alarm',
    source: '实施条例 61', clauses: ['SSLI-61'], certainty: 'FULL_TEXT', validFrom: '2024-09-01',
  },
  {
    id: 'SEC-03', trigger: 'publication',
    constraint: 'item by item review; reviewer, basis, time',
    clock: null, effect: 'block',
    source: '实施条例 42', clauses: ['SSLI-42'], certainty: 'FULL_TEXT', validFrom: '2024-09-01',
  },
  {
    id: 'SEC-04', trigger: 'marks 内部, 注意保存/保管/保密, 工作秘密',
    constraint: 'not published',
    clock: null, effect: 'block',
    source: 'SEED-3 2; 保密法 64', clauses: ['A3-2', 'SSL-64'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'SEC-05', trigger: 'unsure',
    constraint: '厅保密办 → province; status 需报审',
    clock: null, effect: 'publication stands still',
    source: '条例 17; SEED-3 4, 9', clauses: ['R-17', 'A3-4', 'A3-9'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'SEC-06', trigger: 'matter not in the secrecy list',
    constraint: 'report ≤10 wd; answer ≤10 wd',
    clock: 'S drafting of grade', effect: null,
    source: '实施条例 25', clauses: ['SSLI-25'], certainty: 'FULL_TEXT', validFrom: '2024-09-01',
  },
  {
    id: 'SEC-07', trigger: 'leaders\' unpublished instructions/speeches, secret titles/numbers, unreviewed data',
    constraint: 'not published',
    clock: null, effect: 'block / warn',
    source: 'SEED-3 7', clauses: ['A3-7'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'SEC-08', trigger: 'aggregation (bulk export, API)',
    constraint: 'aggregate review before a new data set goes open',
    clock: null, effect: 'block',
    source: '保密法 36; 实施条例 43', clauses: ['SSL-36', 'SSLI-43'], certainty: 'FULL_TEXT', validFrom: '2024-05-01',
  },
  {
    id: 'SEC-09', trigger: 'period of secrecy over / declassified',
    constraint: 're-review task, not automatic release',
    clock: null, effect: 'task',
    source: '保密法 24; 条例 18', clauses: ['SSL-24', 'R-18'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'SEC-10', trigger: 'personal data classes §9.4 in a rendition',
    constraint: 'removed in the file, incl. hidden text, metadata, revisions',
    clock: null, effect: 'block',
    source: '处罚公示 rules [2]; PIPL 28 [2]', clauses: ['PIPL-28'], certainty: 'SECONDARY', validFrom: '2021-11-01',
  },
  {
    id: 'SEC-11', trigger: 'minors',
    constraint: 'not published',
    clock: null, effect: 'block',
    source: '[2]', clauses: [], certainty: 'SECONDARY', validFrom: '2020-12-31',
  },
  {
    id: 'SEC-12', trigger: 'third-party secrets in contracts',
    constraint: 'removed before contract notice',
    clock: null, effect: 'block',
    source: '实施条例(采购) 50', clauses: ['GPLI-50'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'SEC-13', trigger: 'identity proofs',
    constraint: 'case roles only, access logged',
    clock: null, effect: null,
    source: '[D]', clauses: [], certainty: 'DESIGN', validFrom: '2020-12-31',
  },
  {
    id: 'SEC-14', trigger: 'reviewer ≠ maker of the item',
    constraint: 'separation of duties (maker\'s head reviews; supervising deputy approves)',
    clock: null, effect: 'block',
    source: 'SEED-3 9', clauses: ['A3-9'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
]);
