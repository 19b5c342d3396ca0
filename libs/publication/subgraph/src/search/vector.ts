import { foldText } from './fold.ts';

/** The most characters that one search term may have; sections overlap by one less, so that no term falls between two of them. */
export const MAX_TERM = 64;
/** The most terms of one query. */
export const MAX_TERMS = 5;
const SECTION = 8_000;
/** tsvector keeps at most 255 positions of a lexeme (and none beyond 16 383): a section ends before that. */
const MAX_POSITIONS = 250;

/** Weights of PostgreSQL's ranking: title, numbers and keywords, summary, body. */
export type Weight = 'A' | 'B' | 'C' | 'D';

const quoted = (lexeme: string): string => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/**
 * The tsvectors of a text, as literals: overlapping pairs of characters with their positions, so that a phrase of pairs finds
 * exactly the substrings. The last character stands alone too, or a search for one character would miss it. Deterministic: no
 * dictionary whose upgrade would change answers.
 */
export function vectorsOf(text: string, weight: Weight): readonly string[] {
  const { chars } = foldText(text);
  const vectors: string[] = [];
  for (let start = 0; start < chars.length;) {
    const { positions, end } = section(chars, start);
    vectors.push([...positions].map(([lexeme, at]) => `${quoted(lexeme)}:${at.map((position) => `${position}${weight}`).join(',')}`).join(' '));
    if (end >= chars.length) break;
    start = Math.max(end - (MAX_TERM - 1), start + 1);
  }
  return vectors;
}

function section(chars: readonly string[], start: number): { readonly positions: ReadonlyMap<string, number[]>; readonly end: number } {
  const positions = new Map<string, number[]>();
  let at = start;
  for (; at < chars.length && at - start < SECTION; at += 1) {
    const lexeme = `${chars[at] ?? ''}${chars[at + 1] ?? ''}`;
    const known = positions.get(lexeme) ?? [];
    if (known.length >= MAX_POSITIONS) break;
    positions.set(lexeme, [...known, at - start + 1]);
  }
  return { positions, end: at };
}

/** What is looked for: folded terms, all of which must occur somewhere in an item. */
export interface SearchTerms { readonly terms: readonly (readonly string[])[] }

/** The terms of a query, divided by white space; null when there is none, or more or longer ones than allowed. */
export function termsOf(query: string): SearchTerms | null {
  const terms = query.split(/\s+/u).map((part) => foldText(part).chars).filter((chars) => chars.length > 0);
  return terms.length === 0 || terms.length > MAX_TERMS || terms.some((chars) => chars.length > MAX_TERM) ? null : { terms };
}

/** The tsquery literal of one term: the phrase of its pairs; a single character is the beginning of any pair. */
export function queryOf(term: readonly string[]): string {
  if (term.length === 1) return `${quoted(term[0] as string)}:*`;
  return term.slice(0, -1).map((character, i) => quoted(`${character}${term[i + 1] as string}`)).join(' <-> ');
}
