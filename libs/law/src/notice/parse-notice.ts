import { localDate } from '@disclosure/kernel';
import type { Clause, ClauseId } from '../types.ts';
import { chineseNumeral, parseChineseNumeral } from './chinese-numerals.ts';
import type { MentionedBody, ParsedAnnex, ParsedChapter, ParsedNotice } from './parsed-notice.ts';

// Half- and full-width marks both occur in such texts: \uFF08 and \uFF09 are （ and ）, \uFF1A is ：, \uFF0E is ．.
const NUMERAL = '[一二三四五六七八九十百]+';
const ANNEX = /^附件\s*(\d)$/;
const LISTED_ANNEX = /^(?:附件[:\uFF1A])?\s*(\d)[.\uFF0E、]\s*(\S.*)$/;
const CHAPTER = new RegExp(`^第(${NUMERAL})章\\s*(.+)$`);
const ARTICLE = new RegExp(`^第(${NUMERAL})条\\s*`);
const PART = new RegExp(`^(${NUMERAL})、\\s*(.+)$`);
const ITEM = new RegExp(`^[(\uFF08](${NUMERAL})[)\uFF09]\\s*`);
const SUB_ITEM = /^(\d+)[.\uFF0E]\s*/;
const DATE = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/;
const DOCUMENT_NUMBER = /^\S+〔\d{4}〕\d+号$/;

/** The bodies that the notice speaks of, by the names it uses. Longer names first: `厅办公室` is also the end of another name. */
const BODIES = [
  '厅保密委员会办公室', '厅经济信息中心', '省促进中小企业发展服务中心', '政务公开(政府信息公开)工作领导小组', '厅公开办', '厅办公室', '信息中心', '法规处',
  '厅属事业单位', '省政府办公厅', '省保密局', '省政数局',
] as const;

/**
 * Takes the department's notice apart: head, list of annexes, bodies of the annexes it carries, and every article, item and
 * sub-item of these as a clause. The text stays verbatim; spaces after a number, half- or full-width brackets are tolerated.
 * Pure. Throws an Error that names the line when the text is not built as such a notice is.
 */
export function parseNotice(text: string): ParsedNotice {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
  const annexStarts = lines.flatMap((line, index) => (ANNEX.test(line) ? [index] : []));
  const head = parseHead(lines.slice(0, annexStarts[0] ?? lines.length));
  const parsed = annexStarts.map((start, index) => parseAnnex(lines.slice(start, annexStarts[index + 1]), head.annexTitles));
  const annexes = parsed.map(({ annex }) => annex);
  return {
    ...head,
    annexes,
    bodies: mentionedBodies([{ number: 0, text: [head.addressees, head.body].join('\n') }, ...annexes.map(({ number, title, body }) => ({ number, text: `${title}\n${body}` }))]),
    clauses: parsed.flatMap(({ clauses }) => clauses),
  };
}

type Head = Omit<ParsedNotice, 'annexes' | 'bodies' | 'clauses'>;

function parseHead(lines: readonly string[]): Head {
  const numberAt = lines.findIndex((line) => DOCUMENT_NUMBER.test(line));
  const addresseesAt = lines.findIndex((line, index) => index > numberAt && /[:\uFF1A]$/.test(line));
  const listAt = lines.findIndex((line) => /^附件[:\uFF1A]/.test(line));
  const dateAt = lines.findLastIndex((line) => DATE.test(line));
  if (numberAt < 1 || addresseesAt < 0 || listAt < addresseesAt || dateAt <= listAt) {
    throw new Error('not a notice: title, document number, addressees, list of annexes, issuer and date are expected in this order');
  }
  const [, year, month, day] = DATE.exec(lines[dateAt] ?? '') ?? [];
  return {
    title: lines.slice(0, numberAt).join(''),
    documentNumber: lines[numberAt] ?? '',
    addressees: (lines[addresseesAt] ?? '').slice(0, -1),
    issuer: lines[dateAt - 1] ?? '',
    documentDatedOn: localDate(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`),
    body: lines.slice(addresseesAt + 1, listAt).join('\n'),
    annexTitles: lines.slice(listAt, dateAt - 1).map((line) => {
      const match = LISTED_ANNEX.exec(line);
      if (!match) throw new Error(`not a title in the list of annexes: ${line}`);
      return { number: Number(match[1]), title: match[2] ?? '' };
    }),
  };
}

function parseAnnex(lines: readonly string[], listed: Head['annexTitles']): { annex: ParsedAnnex; clauses: readonly Clause[] } {
  const number = Number(ANNEX.exec(lines[0] ?? '')?.[1]);
  const title = lines[1] ?? '';
  const content = lines.slice(2);
  const listedTitle = listed.find((entry) => entry.number === number)?.title;
  if (listedTitle === undefined) throw new Error(`annex ${number} is not in the notice's list`);
  // A plan is divided into parts 一、二、; a set of rules into articles. What it begins with tells which.
  const first = content.findIndex((line) => ARTICLE.test(line) || CHAPTER.test(line) || PART.test(line));
  if (first < 0) throw new Error(`annex ${number} has neither articles nor parts`);
  const byParts = PART.test(content[first] ?? '');
  const { clauses, chapters } = byParts ? parseParts(number, title, content.slice(first)) : parseArticles(number, title, content.slice(first));
  return {
    annex: { number, title, listedTitle, body: content.join('\n'), preamble: content.slice(0, first).join('\n'), chapters },
    clauses,
  };
}

/** A set of rules: chapters (only headings), articles, items, sub-items. */
function parseArticles(annex: number, source: string, lines: readonly string[]): { clauses: readonly Clause[]; chapters: readonly ParsedChapter[] } {
  const chapters: { title: string; articles: ClauseId[] }[] = [];
  const articles: { id: ClauseId; title: string; lines: string[] }[] = [];
  for (const line of lines) {
    const chapter = CHAPTER.exec(line);
    if (chapter) {
      chapters.push({ title: `第${chapter[1]}章 ${chapter[2]}`, articles: [] });
      continue;
    }
    const match = ARTICLE.exec(line);
    if (match) {
      const id = `A${annex}-${parseChineseNumeral(match[1] ?? '')}`;
      articles.push({ id, title: `附件${annex}第${match[1]}条`, lines: [line] });
      chapters.at(-1)?.articles.push(id);
    } else {
      const article = articles.at(-1);
      if (!article) throw new Error(`annex ${annex}: a line before the first article: ${line}`);
      article.lines.push(line);
    }
  }
  return { clauses: articles.flatMap((article) => [clauseOf(article, annex, source, `A${annex}`), ...itemsOf(article, annex, source)]), chapters };
}

/** A plan: parts 一、二、 with a heading each, items (一)(二) in some. */
function parseParts(annex: number, source: string, lines: readonly string[]): { clauses: readonly Clause[]; chapters: readonly ParsedChapter[] } {
  const parts: { id: ClauseId; title: string; lines: string[] }[] = [];
  for (const line of lines) {
    const match = PART.exec(line);
    if (match) parts.push({ id: `A${annex}-${parseChineseNumeral(match[1] ?? '')}`, title: `附件${annex}第${match[1]}部分`, lines: [line] });
    else parts.at(-1)?.lines.push(line);
  }
  return {
    clauses: parts.flatMap((part) => [clauseOf(part, annex, source, `A${annex}`), ...itemsOf(part, annex, source)]),
    chapters: parts.map((part) => ({ title: part.lines[0] ?? '', articles: [part.id] })),
  };
}

interface Block { readonly id: ClauseId; readonly title: string; readonly lines: readonly string[] }

const clauseOf = (block: Block, annex: number, source: string, parent: ClauseId): Clause => ({
  id: block.id, title: block.title, text: block.lines.join('\n'), verbatim: true, annex, source: `附件${annex}《${source}》`, parent,
});

/** The items (一)(二) of an article or part, each followed by its sub-items 1. 2.; numbers must run on, so that a broken text is seen. */
function itemsOf(block: Block, annex: number, source: string): readonly Clause[] {
  const items = blocksBy(block, ITEM, parseChineseNumeral, (count) => `第(${chineseNumeral(count)})项`);
  return items.flatMap((item) => [
    clauseOf(item, annex, source, block.id),
    ...blocksBy(item, SUB_ITEM, Number, (count) => `第${count}目`).map((sub) => clauseOf(sub, annex, source, item.id)),
  ]);
}

function blocksBy(block: Block, pattern: RegExp, toNumber: (text: string) => number, label: (count: number) => string): readonly Block[] {
  const found: { id: ClauseId; title: string; lines: string[] }[] = [];
  for (const line of block.lines) {
    const match = pattern.exec(line);
    if (match) {
      const count = toNumber(match[1] ?? '');
      if (count !== found.length + 1) throw new Error(`${block.id}: item ${count} follows item ${found.length}: ${line}`);
      found.push({ id: `${block.id}-${count}`, title: `${block.title}${label(count)}`, lines: [line] });
    } else {
      found.at(-1)?.lines.push(line);
    }
  }
  return found;
}

function mentionedBodies(texts: readonly { readonly number: number; readonly text: string }[]): readonly MentionedBody[] {
  // A longer name is blanked out once found, so that a shorter one within it does not count as a mention of its own.
  const rest = texts.map(({ number, text }) => ({ number, text }));
  return BODIES.flatMap((name) => {
    const mentionedIn = rest.filter(({ text }) => text.includes(name)).map(({ number }) => number);
    for (const entry of rest) entry.text = entry.text.replaceAll(name, '');
    return mentionedIn.length === 0 ? [] : [{ name, mentionedIn }];
  });
}
