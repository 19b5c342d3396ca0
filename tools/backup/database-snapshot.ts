import { execFile, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { typeParsers } from '@disclosure/platform-persistence';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { ArchiveWriter } from './archive.ts';
import { DUMP_PREFIX, tablePrefix } from './manifest.ts';
import type { Method, SequenceRecord, StepRecord, TableRecord } from './manifest.ts';

/** Why a backup or restore was not begun or not finished; the message is a sentence for the person at the terminal. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

/** Which steps ran is told by the manifest; queues of jobs are for now and are filled anew. */
const LEFT_OUT = ['migration', 'graphile_worker'];

/** So that the same rows give the same text, whatever server, session or role default. */
const SAME_TEXT = `SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1;
  SET LOCAL row_security = off; SET LOCAL synchronize_seqscans = off; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL client_encoding = 'UTF8'`;

/** A table as COPY names it; generated columns are left out, since PostgreSQL computes them. */
export interface TableName { readonly schema: string; readonly table: string; readonly columns: readonly string[] }

/** A connection in a transaction in which COPY gives the same text everywhere. */
export interface CopySession { readonly client: pg.Client; query<R>(sql: string, params?: readonly unknown[]): Promise<R[]> }

/** Connects, begins, works, and commits or rolls back. `readOnly`: one snapshot for all that is read. */
export async function inTransaction<T>(url: string, readOnly: boolean, work: (session: CopySession) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, types: typeParsers, application_name: 'backup' });
  client.on('error', () => undefined); // the statement under way fails by itself
  await client.connect();
  try {
    await client.query(readOnly ? 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' : 'BEGIN');
    await client.query(SAME_TEXT);
    const result = await work({ client, query: async <R>(sql: string, params: readonly unknown[] = []) => (await client.query(sql, params as unknown[])).rows as R[] });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** All tables of the platform's schemas, with the columns that hold what cannot be computed. */
export function tablesOf(session: CopySession): Promise<TableName[]> {
  return session.query<TableName>(`
    SELECT n.nspname AS schema, c.relname AS "table",
      ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' AND NOT (n.nspname = ANY($1))
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
    ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`, [LEFT_OUT]);
}

const quoted = (name: string): string => pg.escapeIdentifier(name);
export const nameOf = ({ schema, table }: { readonly schema: string; readonly table: string }): string => `${quoted(schema)}.${quoted(table)}`;
const columnsOf = ({ columns }: TableName): string => (columns.length === 0 ? '' : `(${columns.map(quoted).join(', ')})`);

/** A table's rows as COPY's text. */
export const readTable = ({ client }: CopySession, table: TableName): Readable => client.query(copyTo(`COPY ${nameOf(table)} ${columnsOf(table)} TO STDOUT`));
export const loadStatement = (table: TableName): string => `COPY ${nameOf(table)} ${columnsOf(table)} FROM STDIN`;

export async function countRows(session: CopySession, table: TableName): Promise<number> {
  return (await session.query<{ count: number }>(`SELECT count(*) AS count FROM ${nameOf(table)}`))[0]?.count ?? 0;
}

/** Throws BackupRefused for a database that was never prepared. */
export async function refuseUnlessOurs(session: CopySession): Promise<void> {
  const [found] = await session.query<{ ours: boolean }>("SELECT to_regclass('migration.step') IS NOT NULL AND to_regclass('platform.clock') IS NOT NULL AS ours");
  if (!found?.ours) throw new BackupRefused('该数据库中没有本平台的数据。');
}

/** What a snapshot's database part leaves in the manifest. */
export interface DatabaseRecord { readonly postgres: string; readonly steps: readonly StepRecord[]; readonly tables: readonly TableRecord[]; readonly sequences: readonly SequenceRecord[] }

/** Writes every table as it is in the session's snapshot, by COPY or by pg_dump (rows alone: the schema is the migrations'). */
export async function snapshotDatabase(session: CopySession, url: string, method: Method, archive: ArchiveWriter): Promise<DatabaseRecord> {
  const steps = await session.query<StepRecord>('SELECT schema_name AS schema, name, digest FROM migration.step ORDER BY schema_name COLLATE "C", name COLLATE "C"');
  const postgres = (await session.query<{ server_version: string }>('SHOW server_version'))[0]?.server_version ?? '';
  const names = await tablesOf(session);
  const tables: TableRecord[] = [];
  if (method === 'pg_dump') await dump(session, url, archive);
  for (const name of names) {
    const rows = await countRows(session, name);
    const written = method === 'copy' ? await archive.addParts(tablePrefix(name.schema, name.table), readTable(session, name)) : { bytes: 0, sha256: '' };
    tables.push({ ...name, rows, ...written });
  }
  // Last: a sequence stands outside the snapshot, and one that is ahead harms nothing.
  const sequences = await session.query<SequenceRecord>('SELECT schemaname AS schema, sequencename AS sequence, last_value::text AS last FROM pg_sequences WHERE NOT (schemaname = ANY($1)) ORDER BY 1, 2', [LEFT_OUT]);
  return { postgres, steps, tables, sequences };
}

/** PostgreSQL's own tools take the password from the environment, never from a command line that others can read. */
export function toolConnection(url: string): { readonly env: NodeJS.ProcessEnv; readonly database: string } {
  const to = new URL(url);
  const password = decodeURIComponent(to.password);
  to.password = '';
  return { env: { ...process.env, PGPASSWORD: password }, database: to.toString() };
}

async function dump(session: CopySession, url: string, archive: ArchiveWriter): Promise<void> {
  const [version] = await session.query<{ server_version_num: string }>('SHOW server_version_num');
  const server = Math.floor(Number(version?.server_version_num) / 10_000);
  const tool = await majorVersion('pg_dump');
  if (tool === null) throw new BackupRefused('本机没有 pg_dump;请安装 PostgreSQL 客户端,或不用 --method pg_dump。');
  if (tool < server) throw new BackupRefused(`本机的 pg_dump 是 ${tool} 版,不能读 ${server} 版的数据库;请安装 ${server} 版客户端,或不用 --method pg_dump。`);
  const [snapshot] = await session.query<{ id: string }>('SELECT pg_export_snapshot() AS id');
  const { env, database } = toolConnection(url);
  const args = ['--format=custom', '--data-only', `--snapshot=${snapshot?.id ?? ''}`, ...LEFT_OUT.map((schema) => `--exclude-schema=${schema}`), `--dbname=${database}`];
  const child = spawn('pg_dump', args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const ended = new Promise<number | null>((resolve, reject) => { child.on('error', reject); child.on('close', resolve); });
  await archive.addParts(DUMP_PREFIX, child.stdout);
  if ((await ended) !== 0) throw new BackupRefused(`pg_dump 失败:${complaint.trim()}`);
}

/** The major version of one of PostgreSQL's tools; null where it is not installed. */
export async function majorVersion(tool: string): Promise<number | null> {
  try {
    const { stdout } = await promisify(execFile)(tool, ['--version']);
    return Number(/\b(\d+)\./.exec(stdout)?.[1] ?? Number.NaN) || null;
  } catch {
    return null;
  }
}
