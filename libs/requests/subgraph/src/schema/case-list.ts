import { invalidInput } from '@disclosure/platform-graphql';
import type { Page, SortKey } from '@disclosure/platform-graphql';
import { isLocalDate } from '@disclosure/kernel';
import { REQUEST_COLUMNS } from './request.loader.ts';
import type { RequestRow } from './request.loader.ts';

/** Texts of the rows of a page, each by its key (LIMIT keeps them from being joined): their policy is asked for these few, never for the whole table. */
const TEXTS = [['t', 'title_text'], ['d', 'description_text'], ['c', 'clarification_text'], ['n', 'document_number_text']].map(([alias, column]) => `LEFT JOIN LATERAL (SELECT body FROM requests.free_text WHERE id = r.${column} LIMIT 1) ${alias} ON true`).join(' ');

interface Order { readonly key: string; readonly type: string; readonly ascending: boolean; readonly of: (row: RequestRow) => string; readonly isKey: (value: unknown) => boolean }
const isDay = (value: unknown): boolean => value === 'infinity' || (typeof value === 'string' && isLocalDate(value));
const isText = (value: unknown): boolean => typeof value === 'string';

/** The orders of a list of cases, each total by the id and each with its index. No date comes last by due date, and first by receipt: it is not confirmed yet. */
export const CASE_ORDERS: Readonly<Record<'DUE' | 'RECEIVED' | 'SUBMITTED', Order>> = {
  DUE: { key: "coalesce(r.due_on, 'infinity'::date)", type: 'date', ascending: true, of: (row) => row.due_on ?? 'infinity', isKey: isDay },
  RECEIVED: { key: "coalesce(r.received_on, 'infinity'::date)", type: 'date', ascending: false, of: (row) => row.received_on ?? 'infinity', isKey: isDay },
  SUBMITTED: { key: 'r.submitted_at', type: 'text', ascending: false, of: (row) => row.submitted_at, isKey: isText },
};
export type CaseOrder = keyof typeof CASE_ORDERS;

/** A statement put together with its parameters, so that only what is asked for is in it. */
export class Statement {
  readonly parameters: unknown[] = [];
  readonly conditions: string[] = [];

  /** `$n` for a value. */
  value(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }

  where(condition: string): void {
    this.conditions.push(condition);
  }
}

/** A page of cases from `source` (which names the request `r`), as SQL with its parameters; one row more than the page holds. */
export function casePage(statement: Statement, source: string, order: CaseOrder, page: Page): { readonly sql: string; readonly parameters: readonly unknown[] } {
  const { key, type, ascending, isKey } = CASE_ORDERS[order];
  const beyond = (field: 'after' | 'before', place: SortKey | null, sign: '<' | '>'): void => {
    if (place === null) return;
    if (!isKey(place[0]) || typeof place[1] !== 'string') throw invalidInput(field, '本列表返回的游标');
    statement.where(`(${key}, r.id) ${sign} (${statement.value(place[0])}::${type}, ${statement.value(place[1])})`);
  };
  beyond('after', page.after, ascending ? '>' : '<');
  beyond('before', page.before, ascending ? '<' : '>');
  const direction = ascending === (page.direction === 'FORWARD') ? 'ASC' : 'DESC';
  const where = statement.conditions.length === 0 ? '' : `WHERE ${statement.conditions.join(' AND ')}`;
  return {
    sql: `SELECT ${REQUEST_COLUMNS} FROM (SELECT r.* FROM ${source} ${where} ORDER BY ${key} ${direction}, r.id ${direction} LIMIT ${statement.value(page.limit + 1)}) r ${TEXTS} ORDER BY ${key} ${direction}, r.id ${direction}`,
    parameters: statement.parameters,
  };
}
