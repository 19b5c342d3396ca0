import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section D of the table of rules. */
export const requestClockRules: readonly Rule[] = section('D. Requests: clocks', [
  {
    id: 'CLK-01', trigger: 'receipt',
    constraint: 'reply ≤20 wd',
    clock: 'S receipt', effect: 'overdue: escalated (time.md); remedy opens',
    source: '33', clauses: ['R-33'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CLK-02', trigger: 'content unclear',
    constraint: 'one clarification notice ≤7 wd; items + reasonable period + guidance',
    clock: 'P (20 wd void, see 03)', effect: 'after 7 wd the action is blocked [D]; must reply on what there is',
    source: '30', clauses: ['R-30'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CLK-03', trigger: 'clarified request in',
    constraint: '–',
    clock: 'R full 20 wd from that day', effect: null,
    source: '30', clauses: ['R-30'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CLK-04', trigger: 'clarification period over, no good reason',
    constraint: 'deemed abandoned (O1)',
    clock: 'ends', effect: 'close; late clarification with good reason reopens [D]',
    source: '30', clauses: ['R-30'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CLK-05', trigger: 'second clarification notice',
    constraint: 'not allowed ("一次性")',
    clock: null, effect: 'block',
    source: '30', clauses: ['R-30'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CLK-06', trigger: 'extension',
    constraint: '≤20 wd, consent of head of office, written notice sent before expiry, once',
    clock: 'EXTEND', effect: 'block after expiry',
    source: '33; SEED-2 9', clauses: ['R-33', 'A2-9'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CLK-07', trigger: 'third party consulted',
    constraint: 'P from letter sent to answer in or limit',
    clock: 'P', effect: null,
    source: '33(3)', clauses: ['R-33-3'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CLK-08', trigger: 'other agency consulted',
    constraint: 'same',
    clock: 'P', effect: null,
    source: '33(3)', clauses: ['R-33-3'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CLK-09', trigger: 'third party\'s time',
    constraint: '15 wd from *its receipt*',
    clock: 'S service proof', effect: 'silence → agency decides, reasons recorded',
    source: '32', clauses: ['R-32'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CLK-10', trigger: 'co-producing agency\'s time',
    constraint: '15 wd from receipt',
    clock: 'S service', effect: 'silence = consent',
    source: '34', clauses: ['R-34'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CLK-11', trigger: 'third party objects with reasonable ground',
    constraint: 'no disclosure, unless public interest',
    clock: null, effect: 'override needs 领导小组 decision',
    source: '32; SEED-2 15', clauses: ['R-32', 'A2-15'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'CLK-12', trigger: 'disclosure against/without third party\'s consent on public interest',
    constraint: 'written notice of content and reasons to it, before release [D order]',
    clock: null, effect: 'block release',
    source: '32', clauses: ['R-32'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CLK-13', trigger: 'unreasonable number/frequency',
    constraint: 'ask for reasons (must, SEED) with period',
    clock: '– (does not pause by law)', effect: 'no/insufficient reason → X4',
    source: '35; SEED-2 17', clauses: ['R-35', 'A2-17'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'CLK-14', trigger: 'reasons found good, not doable in time',
    constraint: 'fix delayed-reply period, tell',
    clock: 'REPLACE: replaces due date', effect: 'overdue at new date',
    source: '35', clauses: ['R-35'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'CLK-15', trigger: 'internal steps and statutory limits',
    constraint: 'warn 3 wd before, on the day, overdue; once each (configurable)',
    clock: null, effect: 'escalate',
    source: '[D]', clauses: [], certainty: 'DESIGN', validFrom: '2020-12-31',
  },
  {
    id: 'CLK-16', trigger: 'secrecy question sent out',
    constraint: 'body should answer in 10 wd; our clock runs unless it is consultation of another agency under 33(3)',
    clock: 'P only if 33(3)', effect: 'alert',
    source: '保密法实施条例 25; 33(3) [D reading]', clauses: ['SSLI-25', 'R-33-3'], certainty: 'DESIGN', validFrom: '2019-05-15',
  },
  {
    id: 'CLK-17', trigger: 'applicant withdraws',
    constraint: 'O3',
    clock: 'ends', effect: 'close',
    source: '[K]', clauses: [], certainty: 'GENERAL_KNOWLEDGE', validFrom: '2020-12-31',
  },
  {
    id: 'CLK-18', trigger: 'correction of own record (Art. 41)',
    constraint: 'no statutory number; default 20 wd',
    clock: 'S', effect: null,
    source: '41 [D]', clauses: ['R-41'], certainty: 'DESIGN', validFrom: '2019-05-15',
  },
]);
