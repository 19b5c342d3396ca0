import { GraphQLError } from 'graphql';
import { canonicalJson } from '@disclosure/kernel';
import type { Json } from '@disclosure/kernel';
import { invalidInput } from './errors.ts';

/** The most nodes that one page holds, where a field sets no smaller cap. */
export const PAGE_CAP = 100;

/** The place of a row in its order: the values it is sorted by, the id last, so that the order is total. */
export type SortKey = readonly (string | number | boolean | null)[];

/** The arguments of every connection, as they come. */
export interface PageInput {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** A checked page: read `limit + 1` rows in `direction`, strictly between the two places, and hand them to `connectionFrom`. */
export interface Page {
  readonly limit: number;
  readonly direction: 'FORWARD' | 'BACKWARD';
  readonly after: SortKey | null;
  readonly before: SortKey | null;
}

/** The opaque text of a place: base64url of canonical JSON. It names values, not offsets, so it stays valid while rows come and go. */
export function encodeCursor(key: SortKey): string {
  return Buffer.from(canonicalJson(key as Json)).toString('base64url');
}

/** Reads a cursor back; null for anything that `encodeCursor` did not make, or that has another number of values. */
export function decodeCursor(cursor: string, width?: number): SortKey | null {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const scalars = Array.isArray(key) && key.every((value) => value === null || ['string', 'number', 'boolean'].includes(typeof value));
    return scalars && (width === undefined || key.length === width) && encodeCursor(key as SortKey) === cursor ? (key as SortKey) : null;
  } catch {
    return null;
  }
}

function place(field: 'after' | 'before', cursor: string | null | undefined, width: number | undefined): SortKey | null {
  if (cursor === null || cursor === undefined) return null;
  const key = decodeCursor(cursor, width);
  if (key === null) throw invalidInput(field, '本列表返回的游标');
  return key;
}

const oneOfBoth = (cap: number): GraphQLError =>
  new GraphQLError(`请填写 first 或 last 其中之一，不超过${cap}。`, { extensions: { code: 'BAD_USER_INPUT', field: 'first', expected: `first 或 last 其中之一，不超过${cap}`, clause: null } });

/**
 * Checks the arguments of a connection: exactly one of `first` and `last`, between 1 and the cap. `width` is the number of
 * values in this list's sort key. Throws BAD_USER_INPUT with a Chinese message.
 */
export function pageArguments(input: PageInput, options: { readonly cap?: number; readonly width?: number } = {}): Page {
  const cap = options.cap ?? PAGE_CAP;
  const first = input.first ?? null;
  const last = input.last ?? null;
  if ((first === null) === (last === null)) throw oneOfBoth(cap);
  const limit = (first ?? last) as number;
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > cap) throw invalidInput(first === null ? 'last' : 'first', `1 至 ${cap} 之间的整数`);
  return {
    limit,
    direction: first === null ? 'BACKWARD' : 'FORWARD',
    after: place('after', input.after, options.width),
    before: place('before', input.before, options.width),
  };
}

export interface ConnectionData<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly startCursor: string | null; readonly endCursor: string | null };
  readonly totalCount?: number | null | undefined;
}

/**
 * A connection from the rows of a page, read in the page's direction (backward pages come last row first) with one row
 * more than the limit where there is one. Always shows the list's own order.
 */
export function connectionFrom<T>(rows: readonly T[], page: Page, keyOf: (row: T) => SortKey, totalCount?: number | null): ConnectionData<T> {
  const more = rows.length > page.limit;
  const nodes = rows.slice(0, page.limit);
  if (page.direction === 'BACKWARD') nodes.reverse();
  const edges = nodes.map((node) => ({ cursor: encodeCursor(keyOf(node)), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: page.direction === 'FORWARD' ? more : page.before !== null,
      hasPreviousPage: page.direction === 'BACKWARD' ? more : page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}
