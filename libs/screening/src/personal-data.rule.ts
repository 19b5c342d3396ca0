import { isLuhn, isResidentId15, isResidentId18, isShapedLikeResidentId18, isUnifiedSocialCreditCode } from './checksums.ts';
import type { Finding, FindingKind, Severity } from './finding.ts';
import { excerptOf, FindingList } from './finding.ts';
import type { NormalisedText } from './normalise.ts';
import { normalise } from './normalise.ts';

/**
 * Personal data by their form (A1-7-3, A3-3): numbers with check digits, telephone and bank numbers, addresses of e-mail.
 * Numbers are read through full-width digits, spaces, hyphens and line ends. Unified social credit codes are public and only told.
 */
const CLAUSE = 'A3-3';

interface Hit {
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly suggestion: string;
}

const RESIDENT_ID: Hit = { kind: 'RESIDENT_ID', severity: 'BLOCK', suggestion: '公民身份号码属于个人信息，公开前应当删除或者遮盖。' };
const RESIDENT_ID_DOUBTFUL: Hit = { kind: 'RESIDENT_ID', severity: 'WARN', suggestion: '疑似公民身份号码（校验位不符或者为旧号码），请核对，属实的应当删除。' };
const MOBILE: Hit = { kind: 'MOBILE_NUMBER', severity: 'BLOCK', suggestion: '手机号码属于个人信息，公开前应当删除；属于公务联系电话的，请说明理由。' };
const CARD: Hit = { kind: 'BANK_CARD', severity: 'BLOCK', suggestion: '银行卡号属于敏感个人信息，公开前应当删除。' };
const CREDIT_CODE: Hit = { kind: 'UNIFIED_SOCIAL_CREDIT_CODE', severity: 'INFO', suggestion: '统一社会信用代码依法可以公开，仅作提示。' };
const EMAIL: Hit = { kind: 'EMAIL_ADDRESS', severity: 'WARN', suggestion: '电子邮箱可能属于个人信息，请确认为公务邮箱，否则应当删除。' };

/** Personal data in a text, by offset; one finding for each number. */
export function findPersonalData(text: string): Finding[] {
  return personalDataOf(text, normalise(text));
}

/** The same on a text that is normalised already. */
export function personalDataOf(text: string, normalised: NormalisedText): Finding[] {
  const found = new FindingList();
  const add = (hit: Hit, at: number, end: number): void => {
    const [from, to] = [normalised.start(at), normalised.end(end - 1)];
    found.add({ ...hit, from, to, excerpt: excerptOf(text, from, to), clause: CLAUSE });
  };
  const source = normalised.text.toUpperCase().length === normalised.text.length ? normalised.text.toUpperCase() : normalised.text;
  creditCodes(source, add);
  numbers(source, add);
  for (const match of source.matchAll(/(?<![A-Z0-9._%+-])[A-Z0-9._%+-]{1,64}@(?:[A-Z0-9-]{1,63}\.){1,5}[A-Z]{2,24}(?![A-Z0-9])/gi)) {
    add(EMAIL, match.index, match.index + match[0].length);
  }
  return found.sorted();
}

type Add = (hit: Hit, from: number, to: number) => void;

/** Codes with a letter in them; those of digits alone are met among the numbers, where an identity number comes first. */
function creditCodes(source: string, add: Add): void {
  for (const match of source.matchAll(/(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])/g)) {
    if (!/^\d{17}[\dX]$/.test(match[0]) && isUnifiedSocialCreditCode(match[0])) add(CREDIT_CODE, match.index, match.index + match[0].length);
  }
}

interface Run {
  readonly digits: string;
  readonly from: number;
  readonly to: number;
}

/** Groups that may belong to one number: at most so much between them, and at most so many line ends in all. */
const GAP = /^[ \t\-–—.·\n\r]{1,4}$/;
const MAX_LINE_ENDS = 2;
const MAX_DIGITS = 19;

function numbers(source: string, add: Add): void {
  const runs: Run[] = [];
  for (const match of source.matchAll(/\d+/g)) runs.push({ digits: match[0], from: match.index, to: match.index + match[0].length });
  for (let i = 0; i < runs.length; ) i += readNumber(source, runs, i, add);
}

/** Tries every length from run `i` on, the longest that is something wins; returns how many runs it used (one if nothing). */
function readNumber(source: string, runs: readonly Run[], i: number, add: Add): number {
  const first = runs[i] as Run;
  const before = source.slice(Math.max(0, first.from - 24), first.from);
  let digits = '';
  let lineEnds = 0;
  let longest = 0;
  let best: { readonly hit: Hit; readonly to: number; readonly used: number } | undefined;
  for (let j = i; j < runs.length; j++) {
    const run = runs[j] as Run;
    if (j > i) {
      const gap = source.slice((runs[j - 1] as Run).to, run.from);
      if (!GAP.test(gap)) break;
      lineEnds += gap.includes('\n') ? 1 : 0;
      if (lineEnds > MAX_LINE_ENDS) break;
    }
    digits += run.digits;
    longest = Math.max(longest, run.digits.length);
    if (digits.length > MAX_DIGITS) break;
    const withX = digits.length === 17 ? /^[ \t-]{0,2}X(?![0-9A-Z])/.exec(source.slice(run.to, run.to + 4)) : null;
    const groups = { count: j - i + 1, longest, lineEnds };
    const hit = recognise(withX ? `${digits}X` : digits, groups, before);
    if (hit) best = { hit, to: run.to + (withX?.[0].length ?? 0), used: groups.count };
  }
  if (!best) return 1;
  add(best.hit, first.from, best.to);
  return best.used;
}

const ID_CONTEXT = /身份证|身份号|公民身份|证件号|证号/;
const CARD_CONTEXT = /卡号|账号|帐号|账户|帐户|银行|开户|储蓄/;
const CODE_CONTEXT = /信用代码|社会信用|纳税人识别号/;

/** How the digits of one number are set apart. */
interface Groups {
  readonly count: number;
  readonly longest: number;
  readonly lineEnds: number;
}

/** What a number of these digits is, if anything; `before` is what stands in front of it. */
function recognise(digits: string, groups: Groups, before: string): Hit | undefined {
  switch (digits.length) {
    case 18:
      if (isResidentId18(digits)) return CODE_CONTEXT.test(before) && isUnifiedSocialCreditCode(digits) ? CREDIT_CODE : RESIDENT_ID;
      if (ID_CONTEXT.test(before) && isShapedLikeResidentId18(digits)) return RESIDENT_ID_DOUBTFUL;
      if (groups.count === 1 && isUnifiedSocialCreditCode(digits)) return CREDIT_CODE;
      return isCard(digits, groups, before) ? CARD : undefined;
    case 15:
      if (isResidentId15(digits)) {
        if (ID_CONTEXT.test(before)) return RESIDENT_ID;
        if (groups.count === 1) return RESIDENT_ID_DOUBTFUL;
      }
      return isCard(digits, groups, before) ? CARD : undefined;
    case 11:
    case 13:
      if (isMobile(digits, groups, before)) return MOBILE;
      return digits.length === 13 && isCard(digits, groups, before) ? CARD : undefined;
    default:
      return isCard(digits, groups, before) ? CARD : undefined;
  }
}

/** Whole, in two or three groups, or digit by digit (boxes of a form); not a tail of some identifier. Dates beside a figure fall out. */
function isMobile(digits: string, groups: Groups, before: string): boolean {
  if (!/^(?:86)?1[3-9]\d{9}$/.test(digits) || /[A-Z]$/i.test(before)) return false;
  return groups.lineEnds <= 1 && (groups.count <= 3 || groups.longest === 1 || (digits.startsWith('86') && groups.count === 4));
}

/** Luhn alone lets every tenth number through (IMEI always): a card also says so by its prefix (62 is UnionPay) or by the words before it. */
function isCard(digits: string, groups: Groups, before: string): boolean {
  if (digits.length < 13 || digits.length > 19 || !isLuhn(digits)) return false;
  if (CARD_CONTEXT.test(before)) return true;
  return digits.startsWith('62') && digits.length >= 16 && groups.count <= 5 && groups.lineEnds === 0;
}
