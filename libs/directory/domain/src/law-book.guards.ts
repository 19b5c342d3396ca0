import { chineseDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { findClause, findGroundOn, findLimitOn, isValidOn } from '@disclosure/law';
import type { ClauseId, LawBook, LimitId, RemedyClass, RemedyText, Valid } from '@disclosure/law';
import { guard } from '@disclosure/workflow';
import type { BookState, WithReason } from './book.state.ts';

export interface ReviseLimit extends WithReason { readonly limitId: LimitId; readonly length: number; readonly validFrom: LocalDate; readonly clauseId?: ClauseId | undefined }
export interface ReviseGround extends WithReason { readonly groundId: string; readonly label: string; readonly validFrom: LocalDate }
export interface ReviseRemedy extends WithReason { readonly remedyClass: RemedyClass; readonly text: string; readonly clauseId: ClauseId; readonly validFrom: LocalDate }
export interface EnterClause extends WithReason { readonly clauseId: ClauseId; readonly title: string; readonly text: string; readonly source: string }
type Dated = ReviseLimit | ReviseGround | ReviseRemedy;

/** The entry of the book that a change takes over from: the one that holds on the day from which the change is to hold. */
export function revisedEntry(law: LawBook, input: Dated): Valid | null {
  if ('limitId' in input) return findLimitOn(law, input.limitId, input.validFrom);
  if ('groundId' in input) return findGroundOn(law, input.groundId, input.validFrom);
  return remedyOn(law, input.remedyClass, input.validFrom);
}

export const remedyOn = (law: LawBook, remedyClass: RemedyClass, on: LocalDate): RemedyText | null => law.remedies.find((remedy) => remedy.class === remedyClass && isValidOn(remedy, on)) ?? null;

/** What is changed is in the book, and holds on that day. */
export const entryInForce = guard<BookState, Dated>('entryInForce', 'A1-25', ({ input, facts }) => {
  if (revisedEntry(facts.law, input)) return null;
  const [field, id] = 'limitId' in input ? ['limitId', input.limitId] : 'groundId' in input ? ['groundId', input.groundId] : ['remedyClass', input.remedyClass];
  return { code: 'LAW_ENTRY_UNKNOWN', message: `法规簿中没有在${chineseDate(input.validFrom)}有效的“${id}”。`, field: `input.${field}`, facts: { id, validFrom: input.validFrom } };
}, { readsInput: true });

/** Law looks forward: a case keeps the law of its day of receipt, so nothing may be slipped in under cases that are open. */
export const notRetroactive = guard<BookState, Dated>('notRetroactive', 'A1-25', ({ input, facts }) => (input.validFrom >= facts.today ? null : {
  code: 'LAW_NOT_RETROACTIVE', message: `新规定不得溯及既往：施行日期${chineseDate(input.validFrom)}早于今日${chineseDate(facts.today)}。`, field: 'input.validFrom', facts: { validFrom: input.validFrom, today: facts.today },
}), { readsInput: true });

/** The old entry ends the day before the new one begins, so it needs at least one day of its own. */
export const entryKeepsADay = guard<BookState, Dated>('entryKeepsADay', 'A1-25', ({ input, facts }) => {
  const entry = revisedEntry(facts.law, input);
  return entry === null || entry.validFrom < input.validFrom ? null : {
    code: 'LAW_ENTRY_BEGINS_THEN', message: `现有规定自${chineseDate(entry.validFrom)}起施行，新规定的施行日期应在其后。`, field: 'input.validFrom', facts: { validFrom: input.validFrom, entryFrom: entry.validFrom },
  };
}, { readsInput: true });

export const lengthReasonable = guard<BookState, ReviseLimit>('lengthReasonable', 'A1-25', ({ input: { length } }) => (Number.isInteger(length) && length >= 1 && length <= 366 ? null : {
  code: 'LIMIT_LENGTH', message: '期限应为1至366之间的整数。', field: 'input.length', facts: { length },
}), { readsInput: true });

/**
 * A length that the law fixes is not the department's to set: it changes only by a clause that the limit did not rest on before.
 * What the law leaves open, or what was not read in full, an administrator sets with a reason.
 */
export const statutoryLimitNeedsNewClause = guard<BookState, ReviseLimit>('statutoryLimitNeedsNewClause', 'A1-25', ({ input, facts }) => {
  const limit = findLimitOn(facts.law, input.limitId, input.validFrom);
  if (limit === null || limit.configurable || limit.certainty !== 'FULL_TEXT') return null;
  if (input.clauseId !== undefined && !limit.clauses.includes(input.clauseId)) return null;
  return { code: 'LIMIT_FIXED_BY_LAW', message: `“${limit.title}”为法定期限（${limit.length}），本机关不能自行改变；法律修改的，请先录入新条款，再引用该条款修改。`, field: 'input.clauseId', facts: { limit: limit.id, clause: limit.clause } };
}, { readsInput: true });

export const clauseKnown = guard<BookState, { readonly clauseId?: ClauseId | undefined }>('clauseKnown', 'A1-25', ({ input: { clauseId }, facts }) => (clauseId === undefined || findClause(facts.law, clauseId) ? null : {
  code: 'CLAUSE_UNKNOWN', message: `法规簿中没有条款“${clauseId}”。`, field: 'input.clauseId', facts: { clause: clauseId },
}), { readsInput: true });

export const clauseNew = guard<BookState, EnterClause>('clauseNew', 'A1-25', ({ input: { clauseId }, facts }) => {
  if (!/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/.test(clauseId)) return { code: 'CLAUSE_ID', message: '条款编号应由大写字母、数字和连字符组成，例如 R2-33。', field: 'input.clauseId' };
  return findClause(facts.law, clauseId) ? { code: 'CLAUSE_EXISTS', message: `条款“${clauseId}”已在法规簿中；条款不改写，修改后的条文请用新编号录入。`, field: 'input.clauseId', facts: { clause: clauseId } } : null;
}, { readsInput: true });

const PLACEHOLDERS = new Set(['{reconsiderationBody}', '{court}']);

/** R3 tells of no remedy; the others name who decides, in the two placeholders that letters fill. */
export const remedyTextFits = guard<BookState, ReviseRemedy>('remedyTextFits', 'A1-18', ({ input: { remedyClass, text } }) => {
  if (remedyClass === 'R3') return { code: 'REMEDY_WITHOUT_TEXT', message: '程序性告知不附救济途径，没有可修改的文字。', field: 'input.remedyClass' };
  const used: readonly string[] = text.match(/\{[^}]*\}/g) ?? [];
  const unknown = used.filter((placeholder) => !PLACEHOLDERS.has(placeholder));
  if (unknown.length > 0) return { code: 'REMEDY_PLACEHOLDER', message: `救济告知中的占位符${unknown.join('、')}不可用；可用{reconsiderationBody}和{court}。`, field: 'input.text' };
  return [...PLACEHOLDERS].every((placeholder) => used.includes(placeholder)) ? null : { code: 'REMEDY_INCOMPLETE', message: '救济告知应写明复议机关{reconsiderationBody}和法院{court}。', field: 'input.text' };
}, { readsInput: true });
