import { loadStreams, typeParsers } from '@disclosure/platform-persistence';
import type { Queryable, Shell } from '@disclosure/platform-persistence';
import { fold } from '@disclosure/workflow';
import type { AggregateState, DecisionFacts, StoredEvent } from '@disclosure/workflow';
import { dateOf } from '@disclosure/kernel';
import pg from 'pg';
import type { Simulated } from '../simulation.ts';

/** Something that is not as it must be: which check found it, on what, and what. */
export interface Finding { readonly check: string; readonly about: string; readonly found: string }

/** What a check looks at: the year as it was lived, and the database by its owner, who sees every row. */
export interface CheckScope extends Simulated { readonly q: Queryable }

/** Looks at one thing that must hold. Empty: it does. */
export type Check = (scope: CheckScope) => Promise<readonly Finding[]>;

/** Opens the owner's view of the database for the time of the checks. */
export async function withScope<T>(simulated: Simulated, work: (scope: CheckScope) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: simulated.ownerUrl, max: 2, types: typeParsers });
  // A connection that the server closes at its end is no fault of a check.
  pool.on('error', () => undefined);
  try {
    return await work({ ...simulated, q: { query: async <R>(sql: string, params: readonly unknown[] = []) => (await pool.query(sql, params as unknown[])).rows as R[] } });
  } finally {
    await pool.end();
  }
}

/** A record as its events tell it, and what was known on the day of the last of them: what its row was written by. */
export interface Folded<S> { readonly id: string; readonly state: S; readonly events: readonly StoredEvent[]; readonly facts: DecisionFacts }

const PAGE = 200;

/** Folds every record of an aggregate, some at a time. */
export async function* everyRecord<S extends AggregateState>({ q, house }: CheckScope, aggregate: string): AsyncGenerator<readonly Folded<S>[]> {
  const shell: Shell<S> = house.shell(aggregate);
  const { context } = shell.aggregate;
  const now = await house.platform.books.factsNow(q, house.platform.clock);
  for (let after = ''; ; ) {
    const ids = (await q.query<{ id: string }>(`SELECT id FROM ${context}.stream WHERE kind = $1 AND id > $2 ORDER BY id LIMIT ${PAGE}`, [aggregate, after])).map(({ id }) => id);
    if (ids.length === 0) return;
    const streams = await loadStreams(q, context, ids, shell.upcast);
    yield ids.flatMap((id) => {
      const events = streams.get(id) ?? [];
      const last = events.at(-1);
      return last ? [{ id, events, state: fold(shell.aggregate, id, events), facts: { ...now, now: last.recordedAt, today: dateOf(last.recordedAt) } }] : [];
    });
    after = ids.at(-1) as string;
  }
}

/** Rows of a query by the key of each; several where several have it. */
export async function rowsBy<R extends object>(q: Queryable, key: keyof R & string, sql: string, params: readonly unknown[] = []): Promise<ReadonlyMap<string, readonly R[]>> {
  const found = new Map<string, R[]>();
  for (const row of await q.query<R>(sql, params)) {
    const list = found.get(String(row[key])) ?? [];
    list.push(row);
    found.set(String(row[key]), list);
  }
  return found;
}

/** The columns in which a row differs from what it should be. */
export function differing(check: string, about: string, expected: Readonly<Record<string, unknown>>, row: Readonly<Record<string, unknown>> | undefined): readonly Finding[] {
  if (row === undefined) return [{ check, about, found: 'there is no row' }];
  return Object.entries(expected).flatMap(([column, value]) => (JSON.stringify(value ?? null) === JSON.stringify(row[column] ?? null) ? [] : [{ check, about, found: `${column} is ${JSON.stringify(row[column] ?? null)}, its events say ${JSON.stringify(value ?? null)}` }]));
}
