import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section B of the table of rules. */
export const proactiveDisclosureRules: readonly Rule[] = section('B. Proactive disclosure', [
  {
    id: 'PRO-01', trigger: 'information formed or changed, proactive',
    constraint: 'publish ≤20 wd',
    clock: 'S formation/change date', effect: 'overdue, listed in 通报',
    source: '条例 26; SEED-1 13', clauses: ['R-26', 'A1-13'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRO-02', trigger: 'formation date',
    constraint: 'date in the text, else 签发时间',
    clock: null, effect: null,
    source: 'SEED-1 13', clauses: ['A1-13'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'PRO-03', trigger: 'official document drafted',
    constraint: 'disclosure attribute mandatory: extent {全文, 删减后, 不予} × mode {主动, 依申请}',
    clock: null, effect: 'cannot go to 审签',
    source: 'SEED-1 10, SEED-3 5', clauses: ['A1-10', 'A3-5'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'PRO-04', trigger: 'extent 不予公开',
    constraint: 'reason with legal basis mandatory',
    clock: null, effect: 'cannot go to 审签',
    source: 'SEED-3 5', clauses: ['A3-5'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'PRO-05', trigger: 'joint document',
    constraint: 'co-issuing agencies\' view on attribute before; result fed back after sign-off',
    clock: null, effect: 'block publication',
    source: 'SEED-1 10; 条例 11', clauses: ['A1-10', 'R-11'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRO-06', trigger: 'other information',
    constraint: '审批单: division head → supervising deputy; major sensitive → principal leader',
    clock: null, effect: 'block',
    source: 'SEED-1 14', clauses: ['A1-14'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'PRO-07', trigger: 'any publication',
    constraint: 'content review and secrecy review passed, each recorded as an answer of its own, before release',
    clock: null, effect: 'hard block',
    source: 'SEED-3 8–9; 保密法 35; 条例 42', clauses: ['A3-8', 'A3-9', 'SSL-35', 'SSLI-42'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'PRO-08', trigger: 'permit / penalty decision',
    constraint: '≤7 wd',
    clock: 'S decision', effect: 'overdue',
    source: '118号 [2]', clauses: ['SC-2018-118'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'PRO-09', trigger: 'other enforcement decision',
    constraint: '≤20 wd',
    clock: 'S decision', effect: 'overdue',
    source: '118号 [2]', clauses: ['SC-2018-118'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'PRO-10', trigger: 'published penalty changed/quashed/void',
    constraint: 'withdraw ≤3 d and explain',
    clock: 'S event', effect: 'overdue',
    source: '处罚法 48 [K]', clauses: ['APL-48'], certainty: 'GENERAL_KNOWLEDGE', validFrom: '2021-07-15',
  },
  {
    id: 'PRO-11', trigger: 'budget / final account approved',
    constraint: '≤20 d',
    clock: 'S approval', effect: 'overdue',
    source: '预算法 14 [K]', clauses: ['BL-14'], certainty: 'GENERAL_KNOWLEDGE', validFrom: '2019-05-15',
  },
  {
    id: 'PRO-12', trigger: 'information made by another agency',
    constraint: 'not published by us; point to maker',
    clock: null, effect: 'block / warn',
    source: '条例 10', clauses: ['R-10'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRO-13', trigger: 'touches other agencies',
    constraint: 'consult, confirm',
    clock: null, effect: 'block',
    source: '条例 11', clauses: ['R-11'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRO-14', trigger: 'approval prescribed',
    constraint: 'only after approval',
    clock: null, effect: 'block',
    source: '条例 11; SEED-1 7(6)', clauses: ['R-11', 'A1-7-6'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRO-15', trigger: 'withheld information',
    constraint: 'periodic review (default every 12 mo)',
    clock: 'S decision or last review', effect: 'task overdue',
    source: '条例 18 [D number]', clauses: ['R-18'], certainty: 'DESIGN', validFrom: '2019-05-15',
  },
  {
    id: 'PRO-16', trigger: '≥2 applicants, same disclosable information; or applicant\'s proposal',
    constraint: 'propose promotion to proactive; if in scope publish without delay',
    clock: null, effect: 'task',
    source: '条例 44; SEED-2 21', clauses: ['R-44', 'A2-21'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRO-17', trigger: 'reply is G1-type but information not yet published',
    constraint: 'publish first, then reply, inside the reply period',
    clock: null, effect: 'block reply',
    source: 'SEED-1 19(1)', clauses: ['A1-19-1'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'PRO-18', trigger: 'proactive information',
    constraint: 'copy to 档案馆, 图书馆',
    clock: null, effect: 'task',
    source: '条例 25', clauses: ['R-25'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRO-19', trigger: '指南 or 目录 facts change',
    constraint: 'update without delay; 指南 shows all channels',
    clock: null, effect: 'warn',
    source: '条例 12, 53(2)', clauses: ['R-12', 'R-53-2'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRO-20', trigger: 'normative document repealed/amended',
    constraint: 'validity, date, repealing document; stays readable',
    clock: null, effect: 'warn',
    source: '[D]; report table', clauses: ['SC-2021-30'], certainty: 'DESIGN', validFrom: '2021-09-26',
  },
  {
    id: 'PRO-21', trigger: 'Art. 20 items',
    constraint: 'each item has an owner division and at least one live entry or a "none" statement',
    clock: null, effect: 'coverage report',
    source: '条例 20', clauses: ['R-20'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'PRO-22', trigger: 'false information seen',
    constraint: 'publish accurate information (→ OPI)',
    clock: null, effect: null,
    source: '条例 6', clauses: ['R-6'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
]);
