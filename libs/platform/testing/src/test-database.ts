import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { platformMigrations, prepareDatabase, roleUrl, withClient } from '@disclosure/platform-persistence';
import type { DatabaseOptions, RoleKind } from '@disclosure/platform-persistence';

/** Where the run's PostgreSQL tells its address; written by the global set-up. */
export const SERVER_FILE = join(tmpdir(), `disclosure-test-postgres-${process.env['JEST_RUN_ID'] ?? 'one'}.json`);

const ROLE_SECRET = 'test-roles';

/** The owner's connection of the test server: `TEST_DATABASE_URL` where one is given, else the run's embedded one. */
export async function serverUrl(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return given;
  return (JSON.parse(await readFile(SERVER_FILE, 'utf8')) as { ownerUrl: string }).ownerUrl;
}

const withDatabase = (url: string, database: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).toString();

export interface TestDatabase {
  readonly options: DatabaseOptions;
  /** The owner's connection to this database, for looking behind what roles may see. */
  readonly ownerUrl: string;
  owner<T>(work: (client: pg.Client) => Promise<T>): Promise<T>;
  /** Plain SQL as one of a context's roles, by a connection of its own: for trying what PostgreSQL lets it do. */
  as<T>(context: string, kind: RoleKind, work: (client: pg.Client) => Promise<T>): Promise<T>;
  drop(): Promise<void>;
}

/**
 * A database of its own for one test file, cloned from a template that is migrated once for each set of schemas in a run.
 * `template` names the set; files that migrate the same schemas share it.
 */
export async function createTestDatabase(template: string, shape: Pick<DatabaseOptions, 'contexts'> & Partial<DatabaseOptions>): Promise<TestDatabase> {
  const server = await serverUrl();
  // Schemas that differ by a letter are another template: a server that outlives the run never serves yesterday's.
  const schemas = [...(shape.platformSchemas ?? []), ...shape.contexts.map(({ migrations }) => migrations), platformMigrations(shape.contexts.map(({ context }) => context))];
  const edition = createHash('sha256').update(JSON.stringify(schemas)).digest('hex').slice(0, 12);
  const templateName = `template_${template.replaceAll(/[^a-z0-9]/g, '_').slice(0, 30)}_${edition}`;
  await withClient(server, async (client) => {
    await client.query('SELECT pg_advisory_lock(4711)'); // one worker makes the template, the others wait for it
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [templateName]);
    if (rowCount === 0) {
      const building = `${templateName}_building`;
      await client.query(`DROP DATABASE IF EXISTS ${building}`);
      await client.query(`CREATE DATABASE ${building}`);
      await prepareDatabase({ roleSecret: ROLE_SECRET, ...shape, ownerUrl: withDatabase(server, building) });
      await client.query(`ALTER DATABASE ${building} RENAME TO ${templateName}`);
    }
    await client.query('SELECT pg_advisory_unlock(4711)');
  });
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withClient(server, async (client) => {
    await client.query('SELECT pg_advisory_lock(4711)'); // a template is copied by one at a time
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${templateName}`);
    await client.query('SELECT pg_advisory_unlock(4711)');
  });
  const ownerUrl = withDatabase(server, name);
  return {
    ownerUrl,
    options: { roleSecret: ROLE_SECRET, poolSize: 4, ...shape, ownerUrl },
    owner: (work) => withClient(ownerUrl, work),
    as: (context, kind, work) => withClient(roleUrl(ownerUrl, shape.roleSecret ?? ROLE_SECRET, context, kind), work),
    drop: () => withClient(server, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

/** A folder for one test's files. */
export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'disclosure-test-'));
