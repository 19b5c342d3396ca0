import { createHash } from 'node:crypto';
import pg from 'pg';
import type { EntityManager } from '@mikro-orm/postgresql';
import { isListening, observed, statementName, timed } from '@disclosure/platform-observability';
import { CompiledQuery } from 'kysely';

/** Anything that runs one SQL statement with `$1` parameters and gives rows: a pool, a client, a transaction. */
export interface Queryable {
  query<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
}

/** A writing transaction: the ORM's unit of work for records, plain SQL for the rest, both on one connection. */
export interface Tx extends Queryable {
  readonly em: EntityManager;
}

const { builtins } = pg.types;
const asText = (value: string): string => value;
const PARSERS = new Map<number, (value: string) => unknown>([
  [builtins.DATE, asText], // LocalDate travels as text
  [builtins.INT8, (value) => { const n = Number(value); if (!Number.isSafeInteger(n)) throw new RangeError(`beyond safe integers: ${value}`); return n; }],
  [builtins.NUMERIC, asText],
  [builtins.TIMESTAMP, asText],
  [builtins.TIMESTAMPTZ, asText],
]);

/** How this platform reads PostgreSQL's types: dates as text, bigint as a safe integer. */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: string) => (format === 'binary' ? undefined : PARSERS.get(oid)) ?? pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};

/**
 * Hears a connection's errors. The statement that was running fails by itself; without a listener the loss of the connection (a restarted
 * server) would also end the whole process.
 */
export function listening(client: pg.Client | pg.PoolClient): void {
  client.on('error', () => undefined);
}

/**
 * Gives back to its pool a connection that was lost while a transaction held it. Kysely gives a connection back only after its ROLLBACK
 * went through, which on a lost one never does: without this, each restart of the server would take some of the pool for good.
 */
export function releaseLost(pool: pg.Pool): void {
  const held = new Set<pg.PoolClient>();
  pool.on('acquire', (client) => held.add(client));
  pool.on('release', (_error, client) => held.delete(client));
  pool.on('connect', (client) => void client.on('end', () => {
    if (held.has(client)) client.release(true);
  }));
}

/** Connects, works, disconnects: for what the owner does once. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  listening(client);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const names = new Map<string, string>();
const MOST_NAMES = 1000;

/**
 * A statement as the server keeps it prepared: planned once for a connection. Our SQL is written, not assembled, so there are few
 * texts; beyond a thousand a statement goes unnamed, so that no connection fills with them.
 */
function prepared(text: string, params: readonly unknown[]): pg.QueryConfig {
  const values = [...params];
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= MOST_NAMES) return { text, values };
    name = createHash('sha256').update(text).digest('hex').slice(0, 24);
    names.set(text, name);
  }
  return { name, text, values };
}

/** Runs a statement where telemetry can see that it ran and how long: under the name of its verb and table, without text or values. */
const told = <T>(sql: string, run: () => Promise<T>): Promise<T> =>
  isListening() ? timed('sql', 'disclosure.sql.duration', { 'db.system.name': 'postgresql', 'db.query.summary': statementName(sql) }, run) : run();

/** Lets telemetry look at a pool until it is closed; gives what ends that. */
export function watchPool(name: string, pool: pg.Pool): () => void {
  return observed('disclosure.pool.connections', () => [
    { value: pool.totalCount - pool.idleCount, attributes: { 'disclosure.pool': name, 'disclosure.state': 'used' } },
    { value: pool.idleCount, attributes: { 'disclosure.pool': name, 'disclosure.state': 'idle' } },
    { value: pool.waitingCount, attributes: { 'disclosure.pool': name, 'disclosure.state': 'waiting' } },
  ]);
}

/** A pool as a Queryable; its statements stay prepared. */
export function onPool(pool: pg.Pool): Queryable {
  return { query: async <R>(sql: string, params: readonly unknown[] = []) => (await told(sql, () => pool.query(prepared(sql, params)))).rows as R[] };
}

/** One connection as a Queryable. A connection runs one statement at a time: what is asked at once waits its turn. */
export function oneByOne(client: pg.ClientBase): Queryable {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    query: async <R>(sql: string, params: readonly unknown[] = []) => {
      const answer = turn.then(() => told(sql, () => client.query(prepared(sql, params))));
      turn = answer.catch(() => undefined);
      return (await answer).rows as R[];
    },
  };
}

/** The transaction an EntityManager is in, for plain SQL. */
export function onTransaction(em: EntityManager): Tx {
  return {
    em,
    query: async <R>(sql: string, params: readonly unknown[] = []) => {
      const transaction = em.getTransactionContext();
      if (!transaction) throw new Error('no transaction');
      return (await told<{ readonly rows: unknown[] }>(sql, () => transaction.executeQuery(CompiledQuery.raw(sql, params as unknown[])))).rows as R[];
    },
  };
}

/** An identifier quoted for SQL; ours are lower-case words, anything else is a fault. */
export function identifier(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not an identifier: ${name}`);
  return `"${name}"`;
}
