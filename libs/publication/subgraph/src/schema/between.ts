import type { Page } from '@disclosure/platform-graphql';
import type { Condition } from './filter.ts';

/**
 * Rows of a list, newest first, between a page's two places, with parameters from `$first` on. Only what is asked stands in the text, and
 * the first column again by itself, so that an index on it finds where the page begins.
 */
export function betweenSql({ after, before }: Page, column: string, id: string, type: 'date' | 'text', first: number): Condition {
  const params: unknown[] = [];
  const beyond = (key: NonNullable<Page['after']>, sign: '<' | '>'): string => {
    const at = `$${first + params.push(key[0]) - 1}::${type}`;
    return `AND ${column} ${sign}= ${at} AND (${column}, ${id}) ${sign} (${at}, $${first + params.push(key[1]) - 1}::text)`;
  };
  return { sql: `${after ? beyond(after, '<') : ''} ${before ? beyond(before, '>') : ''}`, params };
}
