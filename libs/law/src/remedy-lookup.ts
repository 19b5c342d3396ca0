import type { LocalDate } from '@disclosure/kernel';
import { clause, constant, isValidOn } from './lookup.ts';
import type { ClauseId, LawBook, RemedyClass, RemedyText } from './types.ts';

/** The articles of the Regulations that a withholding may rest on, and the items of the notice that repeat them. */
const WITHHOLDING: readonly ClauseId[] = ['R-14', 'R-15', 'R-16', 'A1-7-1', 'A1-7-2', 'A1-7-3', 'A1-7-4', 'A1-7-5', 'A1-7-7'];
const withholds = (basis: ClauseId): boolean => WITHHOLDING.some((id) => basis === id || basis.startsWith(`${id}-`));

/**
 * The class of the remedy by the legal basis of the decision, never by its row in the report (REM-01, REM-02): R1 where it rests,
 * if only in part, on or R-16 (or on the item of A1-7 that repeats them), R2 for any other decision. R3 where nothing is
 * decided (`bases` empty): procedural notices. Before 2024-01-01 there was no R1. Throws for a clause that the book lacks.
 */
export function remedyFor(book: LawBook, bases: readonly ClauseId[], on: LocalDate): RemedyClass {
  for (const id of bases) clause(book, id);
  if (bases.length === 0) return 'R3';
  return bases.some(withholds) && findRemedyText(book, 'R1', on) !== null ? 'R1' : 'R2';
}

const findRemedyText = (book: LawBook, remedyClass: RemedyClass, on: LocalDate): RemedyText | null =>
  book.remedies.find((remedy) => remedy.class === remedyClass && isValidOn(remedy, on)) ?? null;

/** The text as it holds on the day of the decision, with its placeholders. Throws when the class does not exist on that day. */
export function remedyTextOn(book: LawBook, remedyClass: RemedyClass, on: LocalDate): RemedyText {
  const text = findRemedyText(book, remedyClass, on);
  if (!text) throw new Error(`the book of law (revision ${book.revision}) has no remedy ${remedyClass} on ${on}`);
  return text;
}

/**
 * The paragraph that a letter prints; empty for R3. Where the decision is served through the internet it offers the internet
 * channel for reconsideration (SRV-03). Throws for a placeholder that the book has no constant for.
 */
export function renderRemedy(book: LawBook, remedyClass: RemedyClass, on: LocalDate, { servedOnline = false } = {}): string {
  const text = remedyTextOn(book, remedyClass, on).text.replace(/\{(\w+)\}/g, (_, name: string) => constant(book, name));
  return text !== '' && servedOnline ? `${text}${constant(book, 'onlineReconsideration')}` : text;
}

/** For a decision that withholds a part and is of class R1: R1 for what is withheld, R2 for the rest, said one after the other. Throws where R1 does not exist. */
export function renderPartlyWithheldRemedy(book: LawBook, on: LocalDate, { servedOnline = false } = {}): string {
  const [withheld, rest] = (['R1', 'R2'] as const).map((remedyClass) => renderRemedy(book, remedyClass, on).replace('如对本决定不服', ''));
  const text = `如对本决定中不予公开的内容不服${withheld}如对本决定的其他内容不服${rest}`;
  return servedOnline ? `${text}${constant(book, 'onlineReconsideration')}` : text;
}
