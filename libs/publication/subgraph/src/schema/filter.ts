import type { LocalDate } from '@disclosure/kernel';
import { invalidInput } from '@disclosure/platform-graphql';
import type { Catalogue } from './catalogue.loader.ts';
import type { DisclosureFilter } from './search.type.ts';

/** A condition over `publication.live_disclosure d`, with its parameters from `$first` on. */
export interface Condition { readonly sql: string; readonly params: readonly unknown[] }

/** What a filter asks for, and that no clearance has expired today. Throws BAD_USER_INPUT for a year that is none. */
export function filterSql({ categoryId, divisionId, year, validity }: DisclosureFilter, catalogue: Catalogue, today: LocalDate, first: number): Condition {
  const params: unknown[] = [];
  const bind = (value: unknown): string => `$${first + params.push(value) - 1}`;
  const parts = [`(d.expires_on IS NULL OR d.expires_on >= ${bind(today)})`];
  if (categoryId != null) parts.push(`d.category_ids && ${bind(catalogue.within(categoryId))}::text[]`);
  if (divisionId != null) parts.push(`d.division_id = ${bind(divisionId)}`);
  if (year != null) {
    if (year < 1900 || year > 2199) throw invalidInput('filter.year', '四位年份');
    parts.push(`d.formed_on BETWEEN ${bind(`${year}-01-01`)} AND ${bind(`${year}-12-31`)}`);
  }
  if (validity != null) parts.push(`d.validity = ${bind(validity)}`);
  return { sql: parts.join(' AND '), params };
}
