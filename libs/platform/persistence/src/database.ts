import { createHmac } from 'node:crypto';
import { MikroORM } from '@mikro-orm/postgresql';
import type { EntitySchema } from '@mikro-orm/postgresql';
import pg from 'pg';
import { migrate } from './migrations.ts';
import type { SchemaMigrations } from './migrations.ts';
import { platformMigrations, ROLE_KINDS, roleName, rolesSql } from './platform.migrations.ts';
import type { RoleKind } from './platform.migrations.ts';
import { identifier, listening, onPool, onTransaction, oneByOne, releaseLost, typeParsers, watchPool, withClient } from './sql.ts';
import type { Queryable, Tx } from './sql.ts';

/** What a context brings to the database. */
export interface ContextSchema {
  readonly context: string;
  readonly migrations: SchemaMigrations;
  // The records' types are the context's own; here they are only handed to the ORM.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly records: readonly EntitySchema<any, any>[];
}

/** One context's doors to the database, each as its own role. */
export interface ContextDatabase {
  readonly context: string;
  /** Runs a writing transaction as `<context>_write`; retried when PostgreSQL says that it lost a race (40001, 40P01). */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Plain reads by the writer: what workers and consumers need. Never for answers to people. */
  readonly writer: Queryable;
  /** Reads as `<context>_read` under row policies, for one viewer: `disclosure.viewer` is set for the transaction. */
  readAs<T>(viewer: Viewer, work: (q: Queryable) => Promise<T>): Promise<T>;
  /** Reads as `<context>_public`: views over live releases and published aggregates alone. */
  readonly publicReader: Queryable;
}

/** Who looks, as row policies see it. `divisions` and `offices` are resolved for the day by the caller. */
export interface Viewer {
  readonly kind: string;
  readonly id: string;
  readonly offices: readonly string[];
  readonly divisions: readonly string[];
  /** Another agency, for which a clerk or a machine client acts; a client only as far as its scopes go. */
  readonly agency?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  /** Of an applicant's tracking code; absent, the first. */
  readonly generation?: number;
}

export interface DatabaseOptions {
  /** Connection of the owner: migrates and makes roles. Serving needs only the roles. */
  readonly ownerUrl: string;
  /** Secret that the roles' passwords derive from; the same for every process of a cell. */
  readonly roleSecret: string;
  readonly contexts: readonly ContextSchema[];
  /** Schemas of the platform besides `platform` and `reference` (gate, files), migrated before the contexts. */
  readonly platformSchemas?: readonly SchemaMigrations[];
  readonly poolSize?: number;
}

const passwordOf = (secret: string, role: string): string => createHmac('sha256', secret).update(`role:${role}`).digest('base64url');

/** The connection string of a context's role, derived from the owner's. */
export function roleUrl(ownerUrl: string, secret: string, context: string, kind: RoleKind): string {
  const url = new URL(ownerUrl);
  url.username = roleName(context, kind);
  url.password = passwordOf(secret, url.username);
  return url.toString();
}

/** Every schema of the platform with its steps, in the order in which they run. */
export function migrationSets(options: Pick<DatabaseOptions, 'contexts' | 'platformSchemas'>): readonly SchemaMigrations[] {
  return [platformMigrations(options.contexts.map(({ context }) => context)), ...(options.platformSchemas ?? []), ...options.contexts.map(({ migrations }) => migrations)];
}

/**
 * Makes the roles and brings every schema up to date; with `sets`, only to these steps (a backup is loaded at the steps it was taken at).
 * Returns the steps that ran. Throws SchemaMismatch when the database is newer.
 */
export async function prepareDatabase(options: DatabaseOptions, sets: readonly SchemaMigrations[] = migrationSets(options)): Promise<readonly string[]> {
  await ensureRoles(options.ownerUrl, options.roleSecret, options.contexts.map(({ context }) => context));
  return migrate(options.ownerUrl, sets);
}

const ROLES_LOCK = 7_312_021;

async function ensureRoles(ownerUrl: string, secret: string, contexts: readonly string[]): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    // Several processes may start at once; roles are rows that only one of them may write at a time.
    await client.query('SELECT pg_advisory_lock($1)', [ROLES_LOCK]);
    await client.query(rolesSql(contexts));
    for (const context of contexts) {
      for (const kind of ROLE_KINDS) {
        const role = roleName(context, kind);
        await client.query(`ALTER ROLE ${identifier(role)} PASSWORD '${passwordOf(secret, role)}'`);
      }
    }
  });
}

/** Statements go out without waiting for the answers to those before; pg's types don't know it yet. */
const PIPELINED = { pipeline: true } as object;

const RACE_LOST = new Set(['40001', '40P01']);

/** The open doors of all contexts. */
export class Database {
  readonly #contexts = new Map<string, ContextDatabase>();
  readonly #closers: (() => Promise<void>)[] = [];

  static async open(options: DatabaseOptions): Promise<Database> {
    const database = new Database();
    for (const schema of options.contexts) await database.#openContext(schema, options);
    return database;
  }

  context(name: string): ContextDatabase {
    const context = this.#contexts.get(name);
    if (!context) throw new Error(`no context ${name}`);
    return context;
  }

  get contexts(): readonly ContextDatabase[] {
    return [...this.#contexts.values()];
  }

  async close(): Promise<void> {
    await Promise.all(this.#closers.map((close) => close()));
  }

  async #openContext({ context, records }: ContextSchema, options: DatabaseOptions): Promise<void> {
    const size = options.poolSize ?? 4;
    const unwatch: (() => void)[] = [];
    const orm = await MikroORM.init({
      clientUrl: roleUrl(options.ownerUrl, options.roleSecret, context, 'write'),
      entities: records.length > 0 ? [...records] : [],
      discovery: { warnWhenNoEntities: false },
      schema: context,
      pool: { min: 0, max: size },
      // A transaction that hangs holds its locks: the server ends it, and those who wait go on.
      driverOptions: { types: typeParsers, application_name: `${context}-write`, statement_timeout: 30_000, idle_in_transaction_session_timeout: 120_000, onPoolCreated: (pool: pg.Pool) => { releaseLost(pool); unwatch.push(watchPool(`${context}_write`, pool)); } },
      ensureDatabase: false,
    });
    const pools = ROLE_KINDS.map((kind) => {
      const pool = new pg.Pool({ connectionString: roleUrl(options.ownerUrl, options.roleSecret, context, kind), max: kind === 'write' ? Math.min(size, 2) : size, types: typeParsers, application_name: `${context}-${kind}`, statement_timeout: 15_000, ...(kind === 'read' ? PIPELINED : {}) });
      pool.on('connect', listening);
      pool.on('error', () => undefined); // an idle connection that the server drops is replaced at the next use
      return pool;
    });
    for (const [index, pool] of pools.entries()) unwatch.push(watchPool(`${context}_${ROLE_KINDS[index] === 'write' ? 'statement' : ROLE_KINDS[index]}`, pool));
    const [writerPool, readPool, publicPool] = pools as [pg.Pool, pg.Pool, pg.Pool];
    const write = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await orm.em.fork().transactional(async (em) => work(onTransaction(em as never)));
        } catch (error) {
          if (attempt >= 4 || !RACE_LOST.has(String((error as { code?: unknown }).code))) throw error;
        }
      }
    };
    this.#contexts.set(context, {
      context,
      write,
      writer: onPool(writerPool),
      readAs: async (viewer, work) => {
        const client = await readPool.connect();
        try {
          // The viewer is the platform's own JSON, escaped all the same. What is asked follows at once: where this failed, row policies know
          // no viewer and show nothing, and its fault is thrown in place of an answer.
          const begun = client.query(`BEGIN READ ONLY; SELECT set_config('disclosure.viewer', ${client.escapeLiteral(JSON.stringify(viewer))}, true)`);
          begun.catch(() => undefined);
          const result = await work(oneByOne(client));
          await begun;
          // Nothing was written: the answer need not wait for the end of the transaction, the connection does.
          void client.query('COMMIT').then(() => client.release(), (error: Error) => client.release(error));
          return result;
        } catch (error) {
          await client.query('ROLLBACK').then(() => client.release(), (fault: Error) => client.release(fault));
          throw error;
        }
      },
      publicReader: onPool(publicPool),
    });
    this.#closers.push(async () => unwatch.forEach((end) => end()), () => orm.close(true), ...pools.map((pool) => () => pool.end()));
  }
}
