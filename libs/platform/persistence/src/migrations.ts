import { createHash } from 'node:crypto';
import { oneByOne, withClient } from './sql.ts';
import type { Queryable } from './sql.ts';

/** One step of a schema: SQL that runs once, in order, as the owner. Never edited after release: its digest is kept. */
export interface MigrationStep {
  readonly name: string;
  readonly sql: string;
  /** What SQL cannot say: fills what the step added for rows that were there before, in the same transaction, as the owner. */
  readonly work?: (q: Queryable) => Promise<void>;
}
/** The steps of one schema (`platform`, `gate`, `requests` …). */
export interface SchemaMigrations { readonly schema: string; readonly steps: readonly MigrationStep[] }

/** The database holds what this code does not know or knows otherwise; nothing was changed. */
export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch';
}

const LOCK = 7_312_020; // one number for "migrating", whoever does it
/** What a step that ran is known by: another text is another step. */
export const stepDigest = (sql: string): string => createHash('sha256').update(sql).digest('hex');

/**
 * Brings a database to this code's schemas, all in one transaction: either every step is there or none. A database that is newer
 * (a step we do not know) or was changed (a step whose text differs) is refused with a SchemaMismatch.
 * Returns the names of the steps that ran.
 */
export async function migrate(ownerUrl: string, sets: readonly SchemaMigrations[]): Promise<readonly string[]> {
  return withClient(ownerUrl, async (client) => {
    try {
      await client.query('BEGIN');
      await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      await client.query('CREATE SCHEMA IF NOT EXISTS migration');
      await client.query('CREATE TABLE IF NOT EXISTS migration.step (schema_name text NOT NULL, name text NOT NULL, digest text NOT NULL, PRIMARY KEY (schema_name, name))');
      const { rows } = await client.query<{ schema_name: string; name: string; digest: string }>('SELECT schema_name, name, digest FROM migration.step');
      const known = new Map(sets.flatMap(({ schema, steps }) => steps.map((step) => [`${schema}.${step.name}`, stepDigest(step.sql)] as const)));
      for (const row of rows) {
        const digest = known.get(`${row.schema_name}.${row.name}`);
        if (digest === undefined) throw new SchemaMismatch(`数据库比本程序新：其中已有本程序不认识的迁移步骤 ${row.schema_name}.${row.name}。请升级程序后再启动。`);
        if (digest !== row.digest) throw new SchemaMismatch(`迁移步骤 ${row.schema_name}.${row.name} 与数据库中已执行的内容不一致，未作任何改动。`);
      }
      const done = new Set(rows.map((row) => `${row.schema_name}.${row.name}`));
      const ran: string[] = [];
      for (const { schema, steps } of sets) {
        for (const step of steps) {
          const name = `${schema}.${step.name}`;
          if (done.has(name)) continue;
          await client.query(step.sql);
          await step.work?.(oneByOne(client));
          await client.query('INSERT INTO migration.step (schema_name, name, digest) VALUES ($1, $2, $3)', [schema, step.name, stepDigest(step.sql)]);
          ran.push(name);
        }
      }
      await client.query('COMMIT');
      return ran;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  });
}
