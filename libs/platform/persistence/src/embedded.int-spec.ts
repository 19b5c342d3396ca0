import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { temporaryFolder } from '@disclosure/platform-testing';
import { EmbeddedPostgresError, startEmbeddedPostgres } from './embedded.ts';

let home: string;
let folder: string;
beforeEach(async () => {
  home = await temporaryFolder();
  await chmod(home, 0o755); // as root the server runs as another user, who must be able to pass
  folder = join(home, 'data');
});
afterEach(() => rm(home, { recursive: true, force: true }));

const start = (): ReturnType<typeof startEmbeddedPostgres> => startEmbeddedPostgres({ folder, password: 'a pass"word\'%', unsafe: true });
async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
/** Digest of every file below a folder, save the server's own log. */
async function fingerprint(of: string): Promise<Record<string, string>> {
  const entries = await readdir(of, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'server.log').map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, createHash('sha256').update(await readFile(file)).digest('hex')] as const)));
}

describe('the embedded PostgreSQL', () => {
  it('starts on an empty place, asks for the password, finds Chinese by trigram, and keeps its data', async () => {
    const server = await start();
    await query(server.ownerUrl, 'CREATE TABLE kept (x integer)');
    await expect(query(server.ownerUrl.replace(/:[^:@]*@/, ':wrong@'), 'SELECT 1')).rejects.toThrow('password authentication failed');
    await query(server.ownerUrl, 'CREATE EXTENSION pg_trgm');
    expect(await query(server.ownerUrl, "SELECT show_trgm('政务公开') <> '{}' AS found")).toEqual([{ found: true }]);
    await server.stop();
    const again = await start();
    expect(await query(again.ownerUrl, 'SELECT * FROM kept')).toEqual([]);
    await again.stop();
  });

  it('that was left behind by a killed process is stopped and started again, on another port, with its data', async () => {
    const left = await start(); // nobody stops it: the process that owned it was killed, the server lives on
    await query(left.ownerUrl, 'CREATE TABLE kept AS SELECT 7 AS x');
    const next = await start();
    expect(await query(next.ownerUrl, 'SELECT x FROM kept')).toEqual([{ x: 7 }]);
    await expect(query(left.ownerUrl, 'SELECT 1')).rejects.toThrow();
    await next.stop();
  });

  it('that was killed itself recovers what was committed', async () => {
    const server = await start();
    await query(server.ownerUrl, 'CREATE TABLE kept AS SELECT 7 AS x');
    await query(server.ownerUrl, 'CHECKPOINT');
    const pid = Number((await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    for (let n = 0; n < 200; n += 1) {
      try {
        process.kill(pid, 0);
        await new Promise((resolve) => setTimeout(resolve, 20));
      } catch {
        break;
      }
    }
    const next = await start();
    expect(await query(next.ownerUrl, 'SELECT x FROM kept')).toEqual([{ x: 7 }]);
    await next.stop();
  });

  it('on a broken folder says so in a sentence, and touches nothing', async () => {
    const server = await start();
    await server.stop();
    await writeFile(join(folder, 'PG_VERSION'), '9.6\n');
    const before = await fingerprint(folder);
    await expect(start()).rejects.toThrow(EmbeddedPostgresError);
    await expect(start()).rejects.toThrow(/数据目录 .*data 中的数据库不能启动（.*）。数据未作改动/);
    expect(await fingerprint(folder)).toEqual(before);
    await writeFile(join(folder, 'PG_VERSION'), '18\n');
    await rm(join(folder, 'global', 'pg_control'));
    const without = await fingerprint(folder);
    await expect(start()).rejects.toThrow('不能启动');
    expect(await fingerprint(folder)).toEqual(without);
  });

  it('does not make itself at home in a folder that holds something else', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'letter.txt'), 'mine');
    const before = await fingerprint(folder);
    await expect(start()).rejects.toThrow(/data 已有其他文件/);
    expect(await fingerprint(folder)).toEqual(before);
  });
});
