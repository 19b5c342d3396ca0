import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section A of the table of rules. */
export const calendarRules: readonly Rule[] = section('A. Calendar and clocks', [
  {
    id: 'CAL-01', trigger: 'any wd computation',
    constraint: 'State Council calendar: worked weekends count, days off do not',
    clock: null, effect: 'due date invalid without calendar version',
    source: '放假办法; 年度通知', clauses: ['HOLIDAYS', 'HOLIDAYS-YEARLY'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CAL-02', trigger: 'period in wd',
    constraint: 'start day excluded',
    clock: 'S day after event', effect: null,
    source: '民诉法 85 [2]; [D]', clauses: ['CPL-85'], certainty: 'DESIGN', validFrom: '2019-05-15',
  },
  {
    id: 'CAL-03', trigger: 'period in d ends on non-working day',
    constraint: 'moves to next working day',
    clock: null, effect: null,
    source: '民诉法 85 [2]', clauses: ['CPL-85'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'CAL-04', trigger: 'calendar notice loaded or changed',
    constraint: 'recompute open due dates; old and new logged',
    clock: null, effect: 'owner alerted',
    source: '[D]', clauses: [], certainty: 'DESIGN', validFrom: '2020-12-31',
  },
  {
    id: 'CAL-05', trigger: 'due date in a year without notice',
    constraint: 'mark provisional',
    clock: null, effect: 'alert when notice loaded',
    source: '[D]', clauses: [], certainty: 'DESIGN', validFrom: '2020-12-31',
  },
  {
    id: 'CAL-06', trigger: 'hour limits',
    constraint: 'run through nights and holidays',
    clock: null, effect: null,
    source: '61号 [2]', clauses: ['SC-2016-61'], certainty: 'SECONDARY', validFrom: '2019-05-15',
  },
  {
    id: 'CAL-07', trigger: 'suspensions overlap',
    constraint: 'union, not sum; only wd inside',
    clock: 'P', effect: null,
    source: '[D]', clauses: [], certainty: 'DESIGN', validFrom: '2020-12-31',
  },
  {
    id: 'CAL-08', trigger: 'every due date',
    constraint: 'stored with inputs (base, rule id, calendar version, suspensions, extension) and reproducible',
    clock: null, effect: null,
    source: '条例 45 [D]', clauses: ['R-45'], certainty: 'DESIGN', validFrom: '2019-05-15',
  },
  {
    id: 'CAL-09', trigger: 'proof of timely reply',
    constraint: 'signature date (direct/entrusted), posting date (post)',
    clock: 'stop', effect: 'later = overdue',
    source: '235号', clauses: ['SC-2016-235'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
]);
