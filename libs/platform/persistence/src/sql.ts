import pg from 'pg';
import type { EntityManager } from '@mikro-orm/postgresql';
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

/** A pool as a Queryable. */
export function onPool(pool: pg.Pool): Queryable {
  return { query: async <R>(sql: string, params: readonly unknown[] = []) => (await pool.query(sql, params as unknown[])).rows as R[] };
}

/** The transaction an EntityManager is in, for plain SQL. */
export function onTransaction(em: EntityManager): Tx {
  return {
    em,
    query: async <R>(sql: string, params: readonly unknown[] = []) => {
      const transaction = em.getTransactionContext();
      if (!transaction) throw new Error('no transaction');
      return (await transaction.executeQuery(CompiledQuery.raw(sql, params as unknown[]))).rows as R[];
    },
  };
}

/** An identifier quoted for SQL; ours are lower-case words, anything else is a fault. */
export function identifier(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not an identifier: ${name}`);
  return `"${name}"`;
}
