import type { Finding, FindingKind, Severity } from './finding.ts';
import { excerptOf, FindingList } from './finding.ts';
import type { NormalisedText } from './normalise.ts';
import { compact, normalise } from './normalise.ts';

/**
 * Marks of state secrets, caveat markings and work secrets (A3-2; law of 2024, Art. 22: grade ★ period).
 *
 * A mark is told from prose by its form, never by the word alone: the department's own notice speaks of 秘密、机密、绝密 and
 * must pass, while `秘密★1年` in any disguise must not. Where the form is doubtful the finding weighs less, it is not dropped.
 */
const GRADE = '(?:绝密|机密|秘密)';
const TRUE_STAR = '[★☆✩✪✫✬✭✮✯✰⭐⭑⭒🌟🟊⚝✦✧⋆]';
const LIKE_STAR = '[*∗⁎✱✲✳✴✵✶✷✸✹✺٭※]';
const BRACKET = `[()\\[\\]【】{}《》〈〉<>「」『』"“”'‘’:〔〕]`;
const NUMBER = '(?:\\d{1,4}|[一二三四五六七八九十百两]{1,4})';
const PERIOD = `(?:${NUMBER}(?:个?月|年|天|日)|长期|永久)`;
/** A word that makes a category of law out of the grade: 国家秘密, 商业秘密, 工作秘密. */
const CATEGORY = /(?:国家|商业|工作|军事|个人|技术|审判|检察|企业|保守|泄露|涉及)$/;

const GRADE_THEN_STAR = new RegExp(`(${GRADE})${BRACKET}{0,3}(?:(${TRUE_STAR})|(${LIKE_STAR}))+${BRACKET}{0,2}(${PERIOD})?`, 'gu');
const STAR_THEN_GRADE = new RegExp(`(?:${TRUE_STAR}|${LIKE_STAR})${BRACKET}{0,2}${GRADE}${BRACKET}{0,2}(${PERIOD})?`, 'gu');
const GRADE_ALONE = new RegExp(`^(?:${BRACKET}|${LIKE_STAR}){0,3}(${GRADE})(?:${BRACKET}|${LIKE_STAR}){0,3}(?:${PERIOD})?${BRACKET}{0,2}$`, 'u');
const LABELLED = /密[ \t]{0,8}级[\s:|=]{0,8}((?:绝|机|秘)[ \t]{0,8}密)(?![ \t]{0,8}[、/,或和及与□☐○][ \t]{0,8}(?:绝|机|秘))(?=[ \t]{0,8}(?:[\n\f\t|;,。()\d]|$))/gu;
const PERIOD_ALONE = new RegExp(`^(?:${TRUE_STAR})(?:${PERIOD})$`, 'u');
const CONDITION_ALONE = new RegExp(`^(?:${TRUE_STAR})(?:\\d{4}年\\d{1,2}月\\d{1,2}日|.{1,12})[前后]$`, 'u');

const SECRET_CLAUSE = 'A3-2-1';
const CAVEAT_CLAUSE = 'A3-2-3';
const SECRET_ADVICE = '疑似国家秘密标志。本平台为非涉密系统，不得上传、存储；请立即停止操作，并按规定向厅保密委员会办公室报告。';
const DOUBTFUL_ADVICE = '疑似密级字样，请核对原件是否为国家秘密标志；不能确定的，提交厅保密委员会办公室确定。';

/** All marks in a text, by offset. Ordinary prose about secrecy yields no finding of severity FORBIDDEN. */
export function findSecretMarks(text: string): Finding[] {
  const normalised = normalise(text);
  return secretMarksOf(text, normalised, compact(normalised));
}

/** The same on a text that is normalised already. */
export function secretMarksOf(text: string, normalised: NormalisedText, joined: NormalisedText): Finding[] {
  const found = new FindingList();
  const add = (kind: FindingKind, severity: Severity, from: number, to: number, clause: string, suggestion: string): void => {
    if (found.overlaps(kind, from, to)) return;
    found.add({ kind, severity, from, to, excerpt: excerptOf(text, from, to), clause, suggestion });
  };
  const secret = (severity: Severity, from: number, to: number): void =>
    add('STATE_SECRET_MARK', severity, from, to, SECRET_CLAUSE, severity === 'FORBIDDEN' ? SECRET_ADVICE : DOUBTFUL_ADVICE);
  const cells = cellsOf(normalised);

  starred(joined, cells, secret);
  standing(normalised, cells, secret);
  for (const caveat of caveats(joined, cells)) {
    add(caveat.kind, caveat.severity, joined.start(caveat.from), joined.end(caveat.to - 1), CAVEAT_CLAUSE, caveat.suggestion);
  }
  return found.sorted();
}

type Report = (severity: Severity, from: number, to: number) => void;

/** Grade and star in either order, wherever they stand: spaces, line ends and cells between them are gone in the joined text. */
function starred(joined: NormalisedText, cells: Cells, report: Report): void {
  for (const match of joined.text.matchAll(GRADE_THEN_STAR)) {
    const [whole, , trueStar, likeStar, period] = match;
    const from = joined.start(match.index);
    const to = joined.end(match.index + whole.length - 1);
    const asCategory = CATEGORY.test(joined.text.slice(Math.max(0, match.index - 2), match.index));
    if (period !== undefined) report('FORBIDDEN', from, to);
    else if (trueStar !== undefined) report(asCategory ? 'BLOCK' : 'FORBIDDEN', from, to);
    // An asterisk alone is also a footnote sign or emphasis: it makes a mark only where nothing else stands beside it.
    else if (likeStar !== undefined && !asCategory) report(cells.isAlone(from, whole.length) ? 'FORBIDDEN' : 'WARN', from, to);
  }
  for (const match of joined.text.matchAll(STAR_THEN_GRADE)) {
    const from = joined.start(match.index);
    const to = joined.end(match.index + match[0].length - 1);
    // `★秘密…` at the head of a sentence is a bullet point; alone, or with a period, it is a mark written the wrong way round.
    report(match[1] !== undefined || cells.isAlone(from, match[0].length) ? 'FORBIDDEN' : 'WARN', from, to);
  }
}

/** Marks without a star (older practice), and stars whose grade is missing (perhaps a picture): only where they stand alone. */
function standing(normalised: NormalisedText, cells: Cells, report: Report): void {
  const grades = cells.all.map((cell) => GRADE_ALONE.exec(cell.text)?.[1]);
  cells.all.forEach((cell, index) => {
    const grade = grades[index];
    if (grade !== undefined) {
      // The end of a wrapped line of prose: `…涉及国家⏎秘密`.
      if (CATEGORY.test(cells.all[index - 1]?.text ?? '')) return;
      // A list or a form that names the grades (`绝密 机密 秘密`) is no mark, but somebody should see it.
      const near = grades.slice(Math.max(0, index - 3), index + 4);
      report(near.some((other) => other !== undefined && other !== grade) ? 'BLOCK' : 'FORBIDDEN', cell.from, cell.to);
    } else if (PERIOD_ALONE.test(cell.text)) report('FORBIDDEN', cell.from, cell.to);
    else if (CONDITION_ALONE.test(cell.text)) report('BLOCK', cell.from, cell.to);
  });
  for (const match of normalised.text.matchAll(LABELLED)) {
    const last = match.index + match[0].length - 1;
    report('FORBIDDEN', normalised.start(match.index), normalised.end(last));
  }
}

/** A line, or a cell of a table, without separators; offsets are those of the original. */
interface Cell {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

interface Cells {
  readonly all: readonly Cell[];
  /** True when the cell at this offset of the original holds no more than so many characters (or the mark spans several cells). */
  isAlone(from: number, length: number): boolean;
  /** The cell at this offset of the original. */
  at(from: number): Cell | undefined;
}

function cellsOf(normalised: NormalisedText): Cells {
  const all: Cell[] = [];
  const { text } = normalised;
  for (const match of text.matchAll(/[^\n\r\f\v\t\u0085\u2028\u2029|]+/g)) {
    const joined = match[0].replace(/[\s\-‐‑‒–—―_·•・─│┃丨]/gu, '');
    if (joined === '') continue;
    const lead = match[0].length - match[0].trimStart().length;
    const length = match[0].trim().length;
    all.push({ text: joined, from: normalised.start(match.index + lead), to: normalised.end(match.index + lead + length - 1) });
  }
  const at = (from: number): Cell | undefined => {
    let low = 0;
    let high = all.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((all[middle] as Cell).from <= from) low = middle;
      else high = middle - 1;
    }
    return all[low];
  };
  return { all, at, isAlone: (from, length) => (at(from)?.text.length ?? 0) <= length };
}

/** Weak phrases are also ordinary words (内部资料管理制度); strong ones are written only to keep a paper in. */
const WEAK = '内部(?:文件|资料|材料|使用|刊物|参考|事项|传阅|掌握|发行)|注意(?:保存|保管)';
const STRONG = '注意保密|(?:不得|严禁|禁止|请勿|切勿)外传|阅后(?:收回|即焚|销毁)|不宜公开|不得公开发布|此件不公开|仅供内部(?:使用|参考|掌握|传阅)|限内部(?:使用|传阅)';
const CAVEAT = new RegExp(`(${STRONG})|(${WEAK})|(工作秘密)`, 'gu');
const OPEN_QUOTE = /[“‘「『"']$/;
const MARK_LENGTH = 24;

const CAVEAT_ADVICE = '标注有警示字样的信息禁止发布：请核对来源，经确认可以公开的应先去除标注并说明依据，否则不予公开。';
const WORK_SECRET_ADVICE = '疑似工作秘密，不得公开；请核对，不能确定的提交厅保密委员会办公室确定。';
const MENTION_ADVICE = '文中提及警示字样，请确认只是提及，而不是对本件的标注。';

interface Caveat {
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly from: number;
  readonly to: number;
  readonly suggestion: string;
}

function* caveats(joined: NormalisedText, cells: Cells): Generator<Caveat> {
  const matches = [...joined.text.matchAll(CAVEAT)];
  for (const [index, match] of matches.entries()) {
    const from = match.index;
    const to = from + match[0].length;
    const cell = cells.at(joined.start(from));
    const quoted = OPEN_QUOTE.test(joined.text.slice(0, from).slice(-1));
    const bracketed = /[【[(〔]$/.test(joined.text.slice(Math.max(0, from - 1), from)) && /^[】\])〕]/.test(joined.text.slice(to, to + 1));
    const short = (cell?.text.length ?? 0) <= MARK_LENGTH;
    const [previous, next] = [matches[index - 1], matches[index + 1]];
    const together = [previous, next].some((other) => other && Math.abs(other.index - from) <= 8);
    const mark = !quoted && (short || bracketed || together || match[1] !== undefined);
    if (match[3] !== undefined) {
      yield { kind: 'WORK_SECRET', severity: mark ? 'BLOCK' : 'WARN', from, to, suggestion: WORK_SECRET_ADVICE };
    } else {
      yield { kind: 'CAVEAT_MARKING', severity: mark ? 'BLOCK' : 'WARN', from, to, suggestion: mark ? CAVEAT_ADVICE : MENTION_ADVICE };
    }
  }
}
