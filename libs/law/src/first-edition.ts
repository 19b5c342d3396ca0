import { annexClauses } from './notice/annex-clauses.ts';
import { noticeClauses } from './notice/notice-clauses.ts';
import { fees } from './fees.ts';
import { grounds } from './grounds.ts';
import { limits } from './limits.ts';
import { otherLawClauses } from './other-laws.ts';
import { outcomes } from './outcomes.ts';
import { regulationClauses } from './regulations.ts';
import { remedies } from './remedies.ts';
import { rules } from './rules/rules.ts';
import type { LawBook } from './types.ts';

/** The first revision of the book of law. Later ones are an administrator's, with a reason, and are published by `directory`. */
export const firstLawEdition: LawBook = {
  revision: 1,
  clauses: [...annexClauses, ...noticeClauses, ...regulationClauses, ...otherLawClauses],
  rules,
  limits,
  grounds,
  outcomes,
  remedies,
  fees,
  constants: {
    /** REM-03: the reconsideration body for a department of the provincial government. */
    reconsiderationBody: '吉林省人民政府',
    /** The department's to set: jurisdiction may be concentrated in one court. */
    court: '有管辖权的人民法院',
    /** Offered where a decision is served through the internet (SRV-03, ARL-22); the department's to set. */
    onlineReconsideration: '您也可以通过行政复议机关公布的互联网渠道提交行政复议申请。',
    /** FEE-09: stands in the fee notice instead of a remedy. */
    feeNoticeRemedy: '收费决定不单独作为行政复议、行政诉讼的对象；逾期未缴费、本机关不再处理申请的，可以就不再处理的行为依法申请行政复议或者提起行政诉讼。',
  },
};
