import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { contextNames, loadManifests } from '@disclosure/assembly/contexts';
import { preparePlatform } from '@disclosure/assembly/database';
import { instant } from '@disclosure/kernel';
import { stepDigest } from '@disclosure/platform-persistence';
import type { SchemaMigrations } from '@disclosure/platform-persistence';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DATA_VERSION, databaseName, databaseUrl, MADE_AT, NOW, SECRET } from '../settings.ts';
import { loadCases } from './cases.ts';
import { addDisclosure, copyText, emptyRows, indexNumbers, TABLES } from './disclosures.ts';
import type { TableName } from './disclosures.ts';
import { PEERS_SQL } from './peers.ts';

const BATCH = 2_000;

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The database with so many disclosures, generated unless it is kept from an earlier run. Gives its address as the owner. */
export async function openData(ownerUrl: string, disclosures: number, say: (text: string) => void, settle: (url: string) => Promise<void>): Promise<string> {
  const name = databaseName(disclosures);
  const url = databaseUrl(ownerUrl, name);
  const isKept = await connected(ownerUrl, async (client) => {
    const { rows } = await client.query<{ version: string | null }>('SELECT shobj_description(oid, \'pg_database\') AS version FROM pg_database WHERE datname = $1', [name]);
    if (rows[0]?.version === String(DATA_VERSION)) return true;
    await client.query(`DROP DATABASE IF EXISTS ${name}`);
    await client.query(`CREATE DATABASE ${name}`);
    return false;
  });
  const manifests = await loadManifests(contextNames);
  const prepare = async (at: string): Promise<void> => (await preparePlatform(url, SECRET, manifests, instant(at))).database.close();
  const changed = isKept ? await connected(url, (client) => dropChanged(client, manifests.map(({ schema }) => schema.migrations))) : [];
  if (!isKept || changed.includes('requests')) {
    await prepare(isKept ? NOW : MADE_AT);
    await settle(url);
    await connected(url, async (client) => {
      // No trigger, no foreign key: what is written is what they would have let through.
      await client.query("SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '1GB'");
      if (!isKept) await generate(client, disclosures, say);
      await loadCases(client, Math.max(2_000, disclosures / 10));
      await client.query('VACUUM (ANALYZE)');
    });
    await connected(ownerUrl, (client) => client.query(`COMMENT ON DATABASE ${name} IS '${DATA_VERSION}'`));
  }
  await prepare(NOW);
  await connected(url, (client) => client.query(PEERS_SQL));
  return url;
}

/** Schemas whose generated rows are soon made again. */
const REMADE = ['requests', 'review'];

/** Drops what has been made by other steps than today's code has; where that is more than can be made again quickly, says so. Gives the schemas dropped. */
async function dropChanged(client: pg.Client, sets: readonly SchemaMigrations[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ schema_name: string; name: string; digest: string }>('SELECT schema_name, name, digest FROM migration.step');
  const changed = sets.filter(({ schema, steps }) => rows.some((row) => row.schema_name === schema && !steps.some((step) => step.name === row.name && stepDigest(step.sql) === row.digest))).map(({ schema }) => schema);
  for (const schema of changed) {
    if (!REMADE.includes(schema)) throw new Error(`the steps of ${schema} have changed: remove tools/bench/.data and run again`);
    await client.query(`DROP SCHEMA ${schema} CASCADE`);
    await client.query('DELETE FROM migration.step WHERE schema_name = $1', [schema]);
  }
  return changed;
}

/** One item in 256 was revoked after it had been out: an archive in which nothing ever was would be read too easily. */
const REVOCATIONS = `
INSERT INTO gate.revocation (clearance_id, revoked_at, clause) SELECT id, cleared_at, 'A3-8' FROM gate.clearance WHERE id LIKE '00%';
INSERT INTO gate.release_end (release_id, ended_at, reason) SELECT id, released_at, 'REVOKED' FROM gate.release WHERE clearance_id LIKE '00%';
UPDATE publication.disclosure SET release_state = 'REVOKED' WHERE id IN (SELECT v.disclosure_id FROM publication.disclosure_version v JOIN gate.release_end e ON e.release_id = v.release_id);
DELETE FROM publication.section WHERE disclosure_id IN (SELECT v.disclosure_id FROM publication.disclosure_version v JOIN gate.release_end e ON e.release_id = v.release_id);`;

async function generate(client: pg.Client, disclosures: number, say: (text: string) => void): Promise<void> {
  const began = performance.now();
  await client.query('DROP INDEX publication.section_tokens');
  const numberOf = indexNumbers();
  for (let from = 0; from < disclosures; from += BATCH) {
    const rows = emptyRows();
    for (let index = from; index < Math.min(disclosures, from + BATCH); index += 1) addDisclosure(rows, index, disclosures, numberOf);
    await client.query('BEGIN');
    for (const [table, columns] of Object.entries(TABLES)) {
      await pipeline(Readable.from([copyText(rows[table as TableName])]), client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`)));
    }
    await client.query('COMMIT');
    if (from % 100_000 === 0 && from > 0) say(`  ${from} disclosures in ${Math.round((performance.now() - began) / 1000)} s`);
  }
  say(`  rows are there after ${Math.round((performance.now() - began) / 1000)} s; indexing`);
  await client.query('CREATE INDEX section_tokens ON publication.section USING gin (tokens)');
  await client.query(REVOCATIONS);
  await client.query('UPDATE gate.public_revision SET revision = 1');
  say(`  done after ${Math.round((performance.now() - began) / 1000)} s`);
}
