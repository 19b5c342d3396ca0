import type { Rule } from '../types.ts';
import { section } from './section.ts';

/** Section F of the table of rules. */
export const decisionRules: readonly Rule[] = section('F. Decision and reply', [
  {
    id: 'DEC-01', trigger: 'closing',
    constraint: 'an outcome for every item asked for; exactly one report row per case; partial overrides',
    clock: null, effect: 'cannot close',
    source: 'report form', clauses: ['SC-2021-30'], certainty: 'FULL_TEXT', validFrom: '2021-09-26',
  },
  {
    id: 'DEC-02', trigger: 'any withholding',
    constraint: 'article, paragraph, item + reasons',
    clock: null, effect: 'block',
    source: '36(3), 37', clauses: ['R-36-3', 'R-37'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'DEC-03', trigger: 'withholding of part (14–16)',
    constraint: 'severance test recorded; open part given',
    clock: null, effect: 'block',
    source: '37', clauses: ['R-37'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'DEC-04', trigger: '"does not exist"',
    constraint: 'search record: where, when, by whom, terms',
    clock: null, effect: 'block',
    source: '36(4); 最高法指导案例101号 [E: fx361.cc/page/2019/1220/15148628.shtml]', clauses: ['R-36-4', 'SPC-CASE-101'], certainty: 'EXCERPT', validFrom: '2019-05-15',
  },
  {
    id: 'DEC-05', trigger: '"not ours"',
    constraint: 'reasons; known agency with contact',
    clock: null, effect: 'block if known and empty',
    source: '36(5)', clauses: ['R-36-5'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'DEC-06', trigger: 'repeated',
    constraint: 'link to earlier reply, same applicant, same information',
    clock: null, effect: 'block',
    source: '36(6)', clauses: ['R-36-6'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'DEC-07', trigger: 'petition type',
    constraint: 'says not handled as request; channel',
    clock: null, effect: null,
    source: '39', clauses: ['R-39'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'DEC-08', trigger: 'creation or analysis needed',
    constraint: 'need not be provided; severance is not creation',
    clock: null, effect: null,
    source: '38', clauses: ['R-38'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'DEC-09', trigger: 'form of provision',
    constraint: 'as asked; deviation only for carrier safety or cost, office\'s consent, reasons',
    clock: null, effect: 'block',
    source: '40', clauses: ['R-40'], certainty: 'FULL_TEXT', validFrom: '2019-05-15',
  },
  {
    id: 'DEC-10', trigger: 'U1–U4, X1–X5',
    constraint: 'never labelled 不予公开',
    clock: null, effect: 'template check',
    source: '法释〔2025〕8号 [E]', clauses: ['SPC-2025-8'], certainty: 'EXCERPT', validFrom: '2025-06-01',
  },
  {
    id: 'DEC-11', trigger: 'path',
    constraint: 'division drafts → division head → supervising deputy → 公开办 letter, check, number → handling (lead) division proofreads → disclosure deputy signs off → seal',
    clock: null, effect: 'order enforced',
    source: 'SEED-2 11', clauses: ['A2-11'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'DEC-12', trigger: 'major case',
    constraint: 'principal leader approves',
    clock: null, effect: null,
    source: 'SEED-1 17(3)', clauses: ['A1-17-3'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'DEC-13', trigger: 'extension, fee, clarification notices',
    constraint: 'issued by 公开办 only',
    clock: null, effect: 'role',
    source: 'SEED-2 9–10', clauses: ['A2-9', 'A2-10'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'DEC-14', trigger: 'released file',
    constraint: 'secrecy and personal-data scan passed on the *released* rendition',
    clock: null, effect: 'block',
    source: 'SEED-3; ch. 9', clauses: ['A3'], certainty: 'FULL_TEXT', validFrom: '2020-12-31',
  },
  {
    id: 'DEC-15', trigger: 'identity of applicant',
    constraint: 'not in consultation letters, not public',
    clock: null, effect: 'template check',
    source: '[D]', clauses: [], certainty: 'DESIGN', validFrom: '2020-12-31',
  },
]);
