import { randomUUID } from 'node:crypto';
import { access, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Instant } from '@disclosure/kernel';
import { FileStore } from '@disclosure/platform-files';
import { execute, Worker, writeHead } from '@disclosure/platform-persistence';
import type { DatabaseOptions, SchemaMigrations } from '@disclosure/platform-persistence';
import { createTestDatabase, handler, liaison, noteShell, openTestPlatform, temporaryFolder, toyBooks, toyContexts } from '@disclosure/platform-testing';
import type { TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import pg from 'pg';
import { Archive } from './archive.ts';
import { backUp } from './back-up.ts';
import type { BackupOptions } from './back-up.ts';
import { majorVersion } from './database-snapshot.ts';
import { restoreFrom } from './restore-from.ts';

const NOW = '2026-02-10T01:00:00.000Z' as Instant;
const shell = noteShell('requests');
const secret = Buffer.alloc(32, 7);
const ring = { current: 'f1', keys: { f1: Buffer.alloc(32, 9) } };

let source: TestDatabase;
let platform: TestPlatform;
let worker: Worker;
let folder: string;
const targets: TestDatabase['ownerUrl'][] = [];

beforeEach(async () => {
  source = await createTestDatabase('toy', { contexts: toyContexts });
  platform = await openTestPlatform(source, NOW, toyBooks);
  worker = new Worker({ platform, shells: [shell], consumers: [] });
  folder = await temporaryFolder();
});

afterEach(async () => {
  await platform.close();
  await source.drop();
  for (const url of targets.splice(0)) await server((client) => client.query(`DROP DATABASE IF EXISTS ${new URL(url).pathname.slice(1)} WITH (FORCE)`));
});

async function server<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: Object.assign(new URL(source.ownerUrl), { pathname: '/postgres' }).toString() });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** A database with nothing in it. */
async function emptyDatabase(): Promise<DatabaseOptions> {
  const name = `restored_${randomUUID().replaceAll('-', '')}`;
  await server((client) => client.query(`CREATE DATABASE ${name}`));
  const ownerUrl = Object.assign(new URL(source.ownerUrl), { pathname: `/${name}` }).toString();
  targets.push(ownerUrl);
  return { ...source.options, ownerUrl };
}

async function ask<R>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(sql).then(({ rows }) => rows as R[]).finally(() => client.end());
}

async function note(text: string): Promise<string> {
  const opened = await execute(platform, shell, { actor: handler, commandId: randomUUID(), action: 'openNote', streamId: null, input: { text, name: '张三', lapseHours: 48 } });
  if (opened.kind !== 'DONE') throw new Error(opened.kind);
  await execute(platform, shell, { actor: liaison, commandId: randomUUID(), action: 'giveRemark', streamId: opened.streamId, input: { division: 'd-energy' } });
  return opened.streamId;
}

async function closedNotes(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const id = await note(`第${i}件\t带制表符、\\反斜线和\n换行`);
    await execute(platform, shell, { actor: handler, commandId: randomUUID(), action: 'closeNote', streamId: id, input: {} });
  }
  await worker.pump();
  await writeHead(platform.database.context('requests').writer, 'requests', platform.keys, join(folder, 'evidence'), NOW);
}

const out = async (): Promise<string> => join(await temporaryFolder(), 'platform.backup');
const options = async (more: Partial<BackupOptions> = {}): Promise<BackupOptions> => ({ ownerUrl: source.ownerUrl, folder, keys: platform.keys, out: await out(), method: 'copy', withSecret: null, ...more });

async function restored(from: string, database: DatabaseOptions, to: string, takeKeys = true) {
  const archive = await Archive.open(from, platform.keys.evidence);
  return restoreFrom({ archive, database, folder: to, keys: platform.keys, takeKeys }).finally(() => archive.close());
}

const EVERY_TABLE = `SELECT table_schema || '.' || table_name AS name, (xpath('//row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I.%I', table_schema, table_name), false, true, '')))[1]::text AS rows
  FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT LIKE 'pg\\_%' AND table_schema <> 'information_schema' ORDER BY 1`;

describe('a backup', () => {
  it('brings back every row, the files and the evidence, which verifies; the platform works on from there', async () => {
    await closedNotes(3);
    const digest = await (await FileStore.open(join(folder, 'files'), ring)).put(Buffer.from('附件'));
    await source.owner((client) => client.query("INSERT INTO requests.seen (event_id, address) SELECT g::text, '/' || g FROM generate_series(1, 7) g"));
    const backup = await options({ withSecret: secret });
    const manifest = await backUp(backup);
    expect((await stat(backup.out)).mode & 0o777).toBe(0o600);
    expect(manifest.files.count).toBe(1);

    const target = await emptyDatabase();
    const to = await temporaryFolder();
    const results = await restored(backup.out, target, to);
    expect(results.map(({ context, events, position, problems }) => ({ context, events, position, problems }))).toContainEqual({ context: 'requests', events: 9, position: 9, problems: [] });
    expect(await ask(target.ownerUrl, EVERY_TABLE)).toEqual(await ask(source.ownerUrl, EVERY_TABLE));
    const texts = 'SELECT id, body FROM requests.free_text ORDER BY id';
    expect(await ask(target.ownerUrl, texts)).toEqual(await ask(source.ownerUrl, texts));
    expect(await ask(target.ownerUrl, "INSERT INTO requests.seen (event_id, address) VALUES ('x', '/x') RETURNING place")).toEqual([{ place: 8 }]);
    expect(Buffer.from((await (await FileStore.open(join(to, 'files'), ring)).get(digest)) as Uint8Array).toString()).toBe('附件');
    expect(await readFile(join(to, 'secret'), 'utf8')).toBe(`${secret.toString('hex')}\n`);
    // The evidence's triggers stand again.
    await expect(ask(target.ownerUrl, "UPDATE requests.event SET type = 'x'")).rejects.toThrow('evidence is not changed');

    const again = await openTestPlatform({ ...source, ownerUrl: target.ownerUrl, options: target, owner: async (work) => { const client = new pg.Client({ connectionString: target.ownerUrl }); await client.connect(); return work(client).finally(() => client.end()); } }, NOW, {});
    try {
      const next = await execute(again, shell, { actor: handler, commandId: randomUUID(), action: 'openNote', streamId: null, input: { text: '恢复之后' } });
      expect(next.kind).toBe('DONE');
    } finally {
      await again.close();
    }
  });

  it('holds no key unless asked for', async () => {
    await (await FileStore.open(join(folder, 'files'), ring)).put(Buffer.from('附件'));
    await mkdir(join(folder, 'keys'), { recursive: true });
    await writeFile(join(folder, 'secret'), secret.toString('hex'));
    const backup = await options();
    await backUp(backup);
    const to = await temporaryFolder();
    await restored(backup.out, await emptyDatabase(), to);
    await access(join(to, 'files', 'blobs'));
    await expect(access(join(to, 'files', 'keys'))).rejects.toThrow('ENOENT');
    await expect(access(join(to, 'secret'))).rejects.toThrow('ENOENT');
    expect((await readFile(backup.out)).includes(secret.toString('hex'))).toBe(false);
  });

  it('is of one moment, while writing goes on', async () => {
    await closedNotes(2);
    let writing = true;
    const writers = Promise.all([0, 1].map(async () => { while (writing) { await note('与备份同时'); await worker.pump(); } }));
    const taken: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const backup = await options();
      await backUp(backup);
      taken.push(backup.out);
    }
    writing = false;
    await writers;
    for (const from of taken) {
      const target = await emptyDatabase();
      const results = await restored(from, target, await temporaryFolder());
      expect(results.flatMap(({ problems }) => problems)).toEqual([]);
      // A command and what it did are in one transaction, so both are there or neither.
      expect(await ask(target.ownerUrl, 'SELECT count(*)::integer AS n FROM requests.command c FULL JOIN requests.event e ON e.stream_id = c.stream_id AND e.seq = c.first_seq WHERE c.stream_id IS NULL OR e.id IS NULL')).toEqual([{ n: 0 }]);
    }
    const sizes = await Promise.all(taken.map(async (from) => { const archive = await Archive.open(from, platform.keys.evidence); await archive.close(); return archive.manifest.tables.find(({ schema, table }) => schema === 'requests' && table === 'event')?.rows ?? 0; }));
    expect(sizes[2]).toBeGreaterThan(sizes[0] as number); // writing did go on
  });

  it('is found damaged wherever one bit is flipped, and a foreign or cut one is refused', async () => {
    await closedNotes(1);
    const backup = await options();
    await backUp(backup);
    const bytes = await readFile(backup.out);
    const bad = join(await temporaryFolder(), 'bad');
    const at = new Set([0, bytes.length - 1, ...Array.from({ length: 150 }, (_, i) => Math.floor((i * bytes.length) / 150)), ...Array.from({ length: 40 }, (_, i) => bytes.length - 1600 + i * 40)]);
    for (const place of at) {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] as number) ^ 1;
      await writeFile(bad, changed);
      await expect(Archive.open(bad, platform.keys.evidence)).rejects.toMatchObject({ name: 'ArchiveDamaged' });
    }
    for (const length of [0, 511, 512, Math.floor(bytes.length / 2), bytes.length - 512, bytes.length - 1024]) {
      await writeFile(bad, bytes.subarray(0, length));
      await expect(Archive.open(bad, platform.keys.evidence)).rejects.toMatchObject({ name: 'ArchiveDamaged' });
    }
    await expect(Archive.open(backup.out, Buffer.alloc(32, 1))).rejects.toThrow('签名不符');
  });

  it('never overwrites a file, and leaves nothing where it fails', async () => {
    const backup = await options();
    await writeFile(backup.out, 'mine');
    await expect(backUp(backup)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await readFile(backup.out, 'utf8')).toBe('mine');
    const failing = await options({ ownerUrl: Object.assign(new URL(source.ownerUrl), { pathname: '/nowhere' }).toString() });
    await expect(backUp(failing)).rejects.toThrow('nowhere');
    await expect(backUp(await options({ ownerUrl: (await emptyDatabase()).ownerUrl }))).rejects.toThrow('没有本平台的数据');
    await expect(access(failing.out)).rejects.toThrow('ENOENT');
    await expect(access(`${failing.out}.partial`)).rejects.toThrow('ENOENT');
  });
});

describe('a restore', () => {
  it('refuses a database that is not empty and changes nothing in it', async () => {
    const backup = await options();
    await backUp(backup);
    const target = await emptyDatabase();
    await ask(target.ownerUrl, 'CREATE TABLE mine (x integer); INSERT INTO mine VALUES (1)');
    await expect(restored(backup.out, target, await temporaryFolder())).rejects.toThrow('目标数据库不是空的(有 public.mine)');
    expect(await ask(target.ownerUrl, "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'")).toEqual([{ nspname: 'public' }]);
    await expect(restored(backup.out, source.options, await temporaryFolder())).rejects.toThrow('不是空的');
  });

  it('refuses evidence that does not stand, and leaves the database empty', async () => {
    await closedNotes(1);
    await source.owner(async (client) => {
      await client.query("SET session_replication_role = 'replica'");
      await client.query("DELETE FROM requests.log WHERE position = 2");
    });
    const backup = await options();
    await backUp(backup);
    const target = await emptyDatabase();
    await expect(restored(backup.out, target, await temporaryFolder())).rejects.toThrow('存证核验不符');
    expect(await ask(target.ownerUrl, "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', 'public')")).toEqual([]);
  });

  it('goes on to newer schemas, and refuses a backup of steps that this program does not know', async () => {
    await closedNotes(1);
    const backup = await options();
    await backUp(backup);
    const further: SchemaMigrations['steps'][number] = { name: '003-title', sql: "ALTER TABLE requests.note ADD COLUMN title text NOT NULL DEFAULT '便笺'" };
    const target = await emptyDatabase();
    const newer = { ...target, contexts: target.contexts.map((context) => (context.context === 'requests' ? { ...context, migrations: { ...context.migrations, steps: [...context.migrations.steps, further] } } : context)) };
    await restored(backup.out, newer, await temporaryFolder());
    expect(await ask(target.ownerUrl, 'SELECT DISTINCT title FROM requests.note')).toEqual([{ title: '便笺' }]);

    const older = await emptyDatabase();
    const without = { ...older, contexts: older.contexts.map((context) => ({ ...context, migrations: { ...context.migrations, steps: context.migrations.steps.slice(0, 1) } })) };
    await expect(restored(backup.out, without, await temporaryFolder())).rejects.toThrow('不认识它');
  });
});

describe("PostgreSQL's own pg_dump", () => {
  it('is used where it is new enough for the server, and refused with its reason where not', async () => {
    await closedNotes(2);
    const backup = await options({ method: 'pg_dump' });
    const [{ version }] = (await ask<{ version: number }>(source.ownerUrl, "SELECT current_setting('server_version_num')::integer / 10000 AS version")) as [{ version: number }];
    const tool = await majorVersion('pg_dump');
    if (tool === null || tool < version) {
      await expect(backUp(backup)).rejects.toThrow(tool === null ? '没有 pg_dump' : `不能读 ${version} 版`);
      await expect(access(backup.out)).rejects.toThrow('ENOENT');
      return;
    }
    await backUp(backup);
    const target = await emptyDatabase();
    expect((await restored(backup.out, target, await temporaryFolder())).flatMap(({ problems }) => problems)).toEqual([]);
    expect(await ask(target.ownerUrl, EVERY_TABLE)).toEqual(await ask(source.ownerUrl, EVERY_TABLE));
  });
});
