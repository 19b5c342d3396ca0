import type { ContentPackage } from '@disclosure/contracts';
import { foldText } from './fold.ts';
import type { SearchTerms } from './vector.ts';

/** A stretch of a snippet: found words, or what stands around them. */
export interface SnippetPart { readonly text: string; readonly isMatch: boolean }

const BEFORE = 20;
const LENGTH = 90;

interface Range { readonly from: number; readonly to: number }

/** Where terms occur in a text, as ranges of the original, joined where they touch. */
export function occurrences(text: string, { terms }: SearchTerms): readonly Range[] {
  const { chars, spans } = foldText(text);
  const found: Range[] = [];
  for (const term of terms) {
    for (let at = 0; at + term.length <= chars.length; at += 1) {
      if (term.every((character, i) => chars[at + i] === character)) found.push({ from: spans[at]?.from as number, to: spans[at + term.length - 1]?.to as number });
    }
  }
  found.sort((a, b) => a.from - b.from || a.to - b.to);
  const joined: { from: number; to: number }[] = [];
  for (const range of found) {
    const last = joined.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else joined.push({ ...range });
  }
  return joined;
}

/** The place in a released package that shows why it was found: body before summary before title; the title where only a number was found. */
export function snippetOf(content: ContentPackage, terms: SearchTerms): readonly SnippetPart[] {
  for (const text of [content.body, content.summary, content.title]) {
    const ranges = occurrences(text, terms);
    if (ranges[0]) return window(text, ranges, ranges[0].from);
  }
  return window(content.title, [], 0);
}

function window(text: string, ranges: readonly Range[], around: number): readonly SnippetPart[] {
  const { from, isCut } = beginning(text, around);
  const to = boundary(text, Math.min(text.length, from + LENGTH));
  const parts: SnippetPart[] = [];
  if (isCut) parts.push({ text: '…', isMatch: false });
  const push = (start: number, end: number, isMatch: boolean): void => {
    if (end > start) parts.push({ text: text.slice(start, end).replaceAll(/\s+/gu, ' '), isMatch });
  };
  let at = from;
  for (const range of ranges) {
    if (range.to <= from || range.from >= to) continue;
    push(at, Math.max(at, range.from), false);
    push(Math.max(from, range.from), Math.min(range.to, to), true);
    at = Math.min(range.to, to);
  }
  push(at, to, false);
  return parts;
}

const MARK = /[。！？；：，、\n]/u;

/** Where a stretch begins that leads up to a place: after the first mark within reach, else somewhere in a sentence, which is said. */
function beginning(text: string, around: number): { readonly from: number; readonly isCut: boolean } {
  const reach = boundary(text, Math.max(0, around - BEFORE));
  if (reach === 0 || MARK.test(text[reach - 1] as string)) return { from: reach, isCut: false };
  const mark = text.slice(reach, around).search(MARK);
  return mark < 0 ? { from: reach, isCut: true } : { from: reach + mark + 1, isCut: false };
}

/** Not between the two halves of a character. */
const boundary = (text: string, at: number): number => (at > 0 && at < text.length && /[\uDC00-\uDFFF]/.test(text[at] as string) ? at - 1 : at);
