import type { LocalDate } from '@disclosure/kernel';
import { limits } from './limits.ts';
import type { Clause, ClauseId, FeeMethod, FeeSchedule, Ground, LawBook, LimitId, OutcomeRule, Rule, RuleId, TimeLimit, Valid } from './types.ts';

/** Look-up in a book of law. `find…` may yield null; the others promise a value and throw: an id that the book lacks is a fault of ours. */

/** True on the days between the two dates, both included. */
export const isValidOn = ({ validFrom, validTo }: Valid, on: LocalDate): boolean => validFrom <= on && (validTo === null || on <= validTo);

function found<T>(value: T | null | undefined, what: string, book: LawBook): T {
  if (value === null || value === undefined) throw new Error(`the book of law (revision ${book.revision}) has no ${what}`);
  return value;
}

// A book is immutable, so its index is built once and lives as long as the book does.
const indexes = new WeakMap<LawBook, ReadonlyMap<ClauseId, Clause>>();
function indexOf(book: LawBook): ReadonlyMap<ClauseId, Clause> {
  const index = indexes.get(book) ?? new Map(book.clauses.map((entry) => [entry.id, entry]));
  indexes.set(book, index);
  return index;
}

export const findClause = (book: LawBook, id: ClauseId): Clause | null => indexOf(book).get(id) ?? null;
/** Throws when the book has no such clause. */
export const clause = (book: LawBook, id: ClauseId): Clause => found(findClause(book, id), `clause ${id}`, book);

/** The articles (or parts), items and sub-items of an annex in the order of the text; empty for annexes known by title only. */
export const clausesOfAnnex = (book: LawBook, annex: number): readonly Clause[] => book.clauses.filter((entry) => entry.annex === annex && entry.parent !== null);

export const findRule = (book: LawBook, id: RuleId): Rule | null => book.rules.find((rule) => rule.id === id) ?? null;
/** Throws when the book has no such rule. */
export const rule = (book: LawBook, id: RuleId): Rule => found(findRule(book, id), `rule ${id}`, book);

/** A limit that a book predates is that of the first edition: a platform that learns a new one need not revise its law first. What the book has ended stays ended. */
export function findLimitOn(book: LawBook, id: LimitId, on: LocalDate): TimeLimit | null {
  const limit = book.limits.find((candidate) => candidate.id === id && isValidOn(candidate, on));
  if (limit !== undefined || book.limits.some((candidate) => candidate.id === id)) return limit ?? null;
  return limits.find((candidate) => candidate.id === id && isValidOn(candidate, on)) ?? null;
}
/** The limit as it holds on a day: for a case, the day its law was fixed. Throws when none holds then. */
export const limitOn = (book: LawBook, id: LimitId, on: LocalDate): TimeLimit => found(findLimitOn(book, id, on), `limit ${id} on ${on}`, book);

export const findGroundOn = (book: LawBook, id: string, on: LocalDate): Ground | null => book.grounds.find((ground) => ground.id === id && isValidOn(ground, on)) ?? null;
/** Throws when no such ground holds on the day. */
export const groundOn = (book: LawBook, id: string, on: LocalDate): Ground => found(findGroundOn(book, id, on), `ground ${id} on ${on}`, book);

export const findOutcomeOn = (book: LawBook, id: string, on: LocalDate): OutcomeRule | null => book.outcomes.find((outcome) => outcome.id === id && isValidOn(outcome, on)) ?? null;
/** Throws when no such outcome holds on the day. */
export const outcomeOn = (book: LawBook, id: string, on: LocalDate): OutcomeRule => found(findOutcomeOn(book, id, on), `outcome ${id} on ${on}`, book);

/** Throws when the method does not exist on the day (before 2021-01-01 nothing is charged). */
export const feeScheduleOn = (book: LawBook, method: FeeMethod, on: LocalDate): FeeSchedule =>
  found(book.fees.find((schedule) => schedule.method === method && isValidOn(schedule, on)), `fee schedule ${method} on ${on}`, book);

/** Throws when the book has no such constant. */
export const constant = (book: LawBook, name: string): string => found(book.constants[name], `constant ${name}`, book);

/**
 * True when the outcome may stand with the ground: an outcome that withholds needs exactly one of its grounds (for each part), any
 * other bears none. Unknown ids, or ids that do not hold on the day, make no lawful combination.
 */
export function lawfulCombination(book: LawBook, outcomeId: string, groundId: string | null, on: LocalDate): boolean {
  const outcome = findOutcomeOn(book, outcomeId, on);
  if (!outcome) return false;
  if (groundId === null) return outcome.grounds.length === 0;
  return outcome.grounds.includes(groundId) && findGroundOn(book, groundId, on) !== null;
}

/**
 * The row of the annual report's table 3 that an outcome counts in: for WITHHELD its ground completes it (`WITHHELD_STATE_SECRET`).
 * Throws when the two do not go together.
 */
export function reportRowOf(book: LawBook, outcomeId: string, groundId: string | null, on: LocalDate): string {
  if (!lawfulCombination(book, outcomeId, groundId, on)) throw new Error(`no lawful combination on ${on}: ${outcomeId} with ${groundId ?? 'no ground'}`);
  return outcomeOn(book, outcomeId, on).reportRow.replace('*', groundId ?? '');
}
