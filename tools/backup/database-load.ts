import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { migrationSets, prepareDatabase, stepDigest, typeParsers } from '@disclosure/platform-persistence';
import type { DatabaseOptions, SchemaMigrations } from '@disclosure/platform-persistence';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { ArchiveReader } from './archive.ts';
import { BackupRefused, countRows, inTransaction, loadStatement, majorVersion, nameOf, readTable, tablesOf, toolConnection } from './database-snapshot.ts';
import type { CopySession } from './database-snapshot.ts';
import { DUMP_PREFIX, tablePrefix } from './manifest.ts';
import type { Manifest, StepRecord, TableRecord } from './manifest.ts';
import { ArchiveDamaged } from './tar.ts';

/** Looks at a loaded database before anything is committed; throws when it will not have it. */
export type LastLook = (session: CopySession) => Promise<void>;

/**
 * Brings a backup's rows into an empty database: migrates it to the backup's own steps, loads without triggers (evidence has its order
 * already), sets the sequences, reads everything again, has the last look, then runs the steps that this code has beyond the backup.
 * Throws BackupRefused for a database that is not empty or cannot be loaded by this owner; whatever fails, the database is empty again.
 */
export async function loadDatabase(options: DatabaseOptions, manifest: Manifest, reader: ArchiveReader, lastLook: LastLook): Promise<void> {
  const schemas = await refuseUnlessEmpty(options.ownerUrl);
  const sets = stepsOf(migrationSets(options), manifest.steps);
  try {
    await prepareDatabase(options, sets);
    if (manifest.method === 'pg_dump') await loadDump(options.ownerUrl, reader);
    await inTransaction(options.ownerUrl, false, async (session) => {
      if (manifest.method === 'copy') await loadTables(session, manifest, reader);
      await setSequences(session, manifest);
      await compare(session, manifest);
      await lastLook(session);
    });
    await prepareDatabase(options);
  } catch (error) {
    await emptyAgain(options.ownerUrl, schemas).catch(() => undefined);
    throw error;
  }
}

/** The steps that the backup's database had had; refused where this code does not know one of them or knows it otherwise. */
function stepsOf(sets: readonly SchemaMigrations[], had: readonly StepRecord[]): readonly SchemaMigrations[] {
  const known = new Map<string, string>(sets.flatMap(({ schema, steps }) => steps.map((step) => [`${schema}.${step.name}`, stepDigest(step.sql)] as const)));
  const wanted = new Set<string>();
  for (const { schema, name, digest } of had) {
    const step = `${schema}.${name}`;
    if (known.get(step) !== digest) throw new BackupRefused(`备份所在的数据库已执行迁移步骤 ${step},本程序${known.has(step) ? '中该步骤的内容不同' : '不认识它'};请用写出该备份的程序版本或更新的版本恢复。`);
    wanted.add(step);
  }
  return sets.map(({ schema, steps }) => ({ schema, steps: steps.filter(({ name }) => wanted.has(`${schema}.${name}`)) }));
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, types: typeParsers });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const schemasOf = async (client: pg.Client): Promise<readonly string[]> =>
  (await client.query<{ nspname: string }>("SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'")).rows.map(({ nspname }) => nspname);

/** Gives the schemas that the empty database has (`public`, an operator's own). */
async function refuseUnlessEmpty(url: string): Promise<readonly string[]> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e') LIMIT 1`);
    if (rows[0]) throw new BackupRefused(`目标数据库不是空的(有 ${rows[0].name}),未作任何改动;请先建立一个空数据库再恢复。`);
    return schemasOf(client);
  });
}

async function emptyAgain(url: string, before: readonly string[]): Promise<void> {
  await connected(url, async (client) => {
    const made = (await schemasOf(client)).filter((schema) => !before.includes(schema));
    if (made.length > 0) await client.query(`DROP SCHEMA ${made.map((schema) => pg.escapeIdentifier(schema)).join(', ')} CASCADE`);
  });
}

/** Rows that a migration itself wrote (the clock) are in the backup as they were. */
async function truncateAll(session: CopySession): Promise<void> {
  await withoutTriggers(session);
  const names = (await tablesOf(session)).map(nameOf);
  if (names.length > 0) await session.query(`TRUNCATE ${names.join(', ')}`);
}

async function loadTables(session: CopySession, manifest: Manifest, reader: ArchiveReader): Promise<void> {
  await truncateAll(session);
  const tables = new Map(manifest.tables.map((table) => [tablePrefix(table.schema, table.table), table]));
  await reader.find('tables/');
  while (reader.current?.name.startsWith('tables/')) {
    const prefix = reader.current.name.slice(0, reader.current.name.lastIndexOf('/') + 1);
    const table = tables.get(prefix);
    if (!table) throw new ArchiveDamaged(`备份中有清单没有的 ${prefix}。`);
    await pipeline(Readable.from(reader.parts(prefix)), session.client.query(copyFrom(loadStatement(table))));
  }
}

/** Evidence has its hashes and its order already; references are checked by reading everything again. */
async function withoutTriggers(session: CopySession): Promise<void> {
  try {
    await session.query("SET LOCAL session_replication_role = 'replica'");
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new BackupRefused('数据库属主无权在恢复时停用触发器;请以超级用户执行 GRANT SET ON PARAMETER session_replication_role TO 属主,或用超级用户连接恢复。');
  }
}

async function loadDump(url: string, reader: ArchiveReader): Promise<void> {
  if ((await majorVersion('pg_restore')) === null) throw new BackupRefused('这个备份由 pg_dump 写出,而本机没有 pg_restore;请安装 PostgreSQL 客户端。');
  await inTransaction(url, false, truncateAll);
  await reader.find(DUMP_PREFIX);
  const { env, database } = toolConnection(url);
  const child = spawn('pg_restore', ['--data-only', '--disable-triggers', '--single-transaction', '--exit-on-error', `--dbname=${database}`], { env, stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const ended = new Promise<number | null>((resolve, reject) => { child.on('error', reject); child.on('close', resolve); });
  // A tool that gives up closes its input; why, it says itself.
  await pipeline(Readable.from(reader.parts(DUMP_PREFIX)), child.stdin).catch(() => undefined);
  if ((await ended) !== 0) throw new BackupRefused(`pg_restore 失败:${complaint.trim()}`);
}

async function setSequences(session: CopySession, { sequences }: Manifest): Promise<void> {
  for (const { schema, sequence, last } of sequences) {
    if (last !== null) await session.query('SELECT setval(format(\'%I.%I\', $1::text, $2::text)::regclass, $3::bigint, true)', [schema, sequence, last]);
  }
}

/** Reads all tables again: as many rows as there were, and (by COPY) the very same text. */
async function compare(session: CopySession, manifest: Manifest): Promise<void> {
  const loaded = new Map((await tablesOf(session)).map((table) => [nameOf(table), table]));
  for (const table of manifest.tables) {
    const here = loaded.get(nameOf(table));
    loaded.delete(nameOf(table));
    if (!here) throw new BackupRefused(`恢复后的数据库没有表 ${nameOf(table)}。`);
    const rows = await countRows(session, here);
    if (rows !== table.rows) throw new ArchiveDamaged(`表 ${nameOf(table)} 应有 ${table.rows} 行,恢复后有 ${rows} 行。`);
    if (manifest.method === 'copy') await compareText(session, table);
  }
  const more = [...loaded.keys()][0];
  if (more !== undefined) throw new BackupRefused(`恢复后的数据库多出表 ${more}。`);
}

async function compareText(session: CopySession, table: TableRecord): Promise<void> {
  const hash = createHash('sha256');
  for await (const piece of readTable(session, table)) hash.update(piece as Buffer);
  if (hash.digest('hex') !== table.sha256) throw new ArchiveDamaged(`表 ${nameOf(table)} 恢复后的内容与备份不同。`);
}
