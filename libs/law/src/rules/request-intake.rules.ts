import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section C of the table of rules. */
export const requestIntakeRules: readonly Rule[] = section('C. Requests: intake', [
  {
    id: 'REQ-01', trigger: 'request in person',
    constraint: 'receipt = day handed in',
    clock: 'S', effect: null,
    source: '条例 31(1)', clauses: ['R-31-1'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'REQ-02', trigger: 'signed-for post',
    constraint: 'receipt = day signed',
    clock: 'S', effect: null,
    source: '31(2)', clauses: ['R-31-2'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'REQ-03', trigger: 'plain post',
    constraint: 'confirm with applicant the same day; receipt = confirmation day',
    clock: 'S confirmation', effect: 'same-day task',
    source: '31(2)', clauses: ['R-31-2'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'REQ-04', trigger: 'online, fax (e-mail where the 指南 offers it, REQ-07)',
    constraint: 'receipt = day both confirm; our confirmation the same day [D]',
    clock: 'S confirmation', effect: 'alert if unconfirmed',
    source: '31(3); SEED-2 6', clauses: ['R-31-3', 'A2-6'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'REQ-05', trigger: 'addressed to another unit',
    constraint: 'confirm by telephone on actual arrival; no contact: register, start when contact restored',
    clock: 'S confirmation', effect: null,
    source: '207号 [E]', clauses: ['SC-2015-207'], certainty: 'EXCERPT', validFrom: '2019-05-15',
  },
  {
    id: 'REQ-06', trigger: 'in person or post',
    constraint: 'cannot be refused',
    clock: null, effect: 'no "reject" action',
    source: '19号 (2017)', clauses: ['SC-2017-19'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'REQ-07', trigger: 'other channel',
    constraint: 'binding if in the 指南',
    clock: null, effect: null,
    source: '19号', clauses: ['SC-2017-19'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'REQ-08', trigger: 'form',
    constraint: 'name, identity proof, contact; description; form wanted',
    clock: null, effect: '→ clarification, not rejection',
    source: '条例 29', clauses: ['R-29'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'REQ-09', trigger: 'form',
    constraint: 'purpose must not be asked',
    clock: null, effect: 'schema',
    source: '条例 27, 29', clauses: ['R-27', 'R-29'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'REQ-10', trigger: 'oral request',
    constraint: 'office fills, applicant confirms',
    clock: 'S day taken down', effect: null,
    source: '29; SEED-2 4', clauses: ['R-29', 'A2-4'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'REQ-11', trigger: 'every request',
    constraint: 'registered, numbered, receipt issued',
    clock: null, effect: null,
    source: '45', clauses: ['R-45'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'REQ-12', trigger: 'applicant kind',
    constraint: 'one of six (自然人, 商业企业, 科研机构, 社会公益组织, 法律服务机构, 其他)',
    clock: null, effect: 'cannot close without',
    source: 'report', clauses: ['SC-2021-30'], certainty: 'FULL_TEXT', validFrom: '2021-09-26',
  },
  {
    id: 'REQ-13', trigger: 'assignment',
    constraint: 'lead and supporting divisions; dispute raised promptly; 公开办 asks the department\'s leaders, decides again',
    clock: null, effect: null,
    source: 'SEED-2 8', clauses: ['A2-8'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'REQ-14', trigger: 'reading or sight/hearing need',
    constraint: 'help recorded',
    clock: null, effect: null,
    source: '条例 43', clauses: ['R-43'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'REQ-15', trigger: 'can be answered at once',
    constraint: 'reply on the spot, record',
    clock: null, effect: null,
    source: '33; SEED-2 9', clauses: ['R-33', 'A2-9'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'REQ-16', trigger: 'powers moved to/from another agency',
    constraint: 'who receives handles; may consult or redirect',
    clock: null, effect: null,
    source: '14号 (2019) [E]', clauses: ['SC-2019-14'], certainty: 'EXCERPT', validFrom: '2019-05-15',
  },
]);
