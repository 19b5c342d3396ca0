import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownerPassword } from '@disclosure/assembly/secrets';
import { startEmbeddedPostgres } from '@disclosure/platform-persistence';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const secret = randomBytes(32);
let folder: string;

/** Runs one of the programs as a person would, on an embedded database of its own: the run's server is others', too. */
function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number; said: string }> {
  const { DATABASE_URL: _none, ...rest } = process.env;
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', `${ROOT}tools/register.mjs`, `${ROOT}${program}`, ...args], { cwd: ROOT, env: { ...rest, NODE_OPTIONS: '', DISCLOSURE_SECRET: secret.toString('hex'), ...env } },
      (error, out, complaint) => resolve({ code: error ? Number(error.code) : 0, said: `${out}${complaint}` }));
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disclosure-backup-'));
  await chmod(folder, 0o755); // as root PostgreSQL runs as another user, who must pass through
  const data = join(folder, 'data');
  await mkdir(data);
  const postgres = await startEmbeddedPostgres({ folder: join(data, 'postgres'), password: ownerPassword(secret), unsafe: true });
  try {
    const prepared = await run('apps/split/src/prepare.ts', [], { DATABASE_URL: postgres.ownerUrl, DATA: data, OIDC_ISSUER: 'https://sign-in.example' });
    expect(prepared).toEqual({ code: 0, said: '' });
  } finally {
    await postgres.stop();
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('backs up the real schemas and brings them back, and says in a sentence what it will not do', async () => {
  const [data, archive, back] = [join(folder, 'data'), join(folder, 'one.backup'), join(folder, 'back')];
  const backup = await run('tools/backup/backup.ts', ['--data', data, '--out', archive]);
  expect(backup).toEqual({ code: 0, said: expect.stringContaining('不含密钥') });
  expect(await run('tools/backup/backup.ts', ['--data', data, '--out', archive])).toEqual({ code: 1, said: '--out 指明的文件已经存在,未作改动。\n' });

  expect((await run('tools/backup/restore.ts', ['--from', archive], { DISCLOSURE_SECRET: undefined })).said).toContain('恢复需要平台主密钥');
  const restored = await run('tools/backup/restore.ts', ['--from', archive, '--data', back]);
  expect(restored.code).toBe(0);
  expect(restored.said.match(/核验完好/g)).toHaveLength(4);
  expect(await run('tools/backup/restore.ts', ['--from', archive, '--data', back])).toEqual({ code: 1, said: expect.stringContaining('不是空的,未作任何改动') });
  // What was brought back is a platform like any other: backed up again, it has the same tables and rows.
  const again = await run('tools/backup/backup.ts', ['--data', back, '--out', join(folder, 'two.backup')]);
  const counts = /表 \d+ 个,\d+ 行/;
  expect(again.said.match(counts)?.[0]).toBe(backup.said.match(counts)?.[0]);

  const bytes = await readFile(archive);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
  await writeFile(archive, bytes);
  const damaged = await run('tools/backup/restore.ts', ['--from', archive, '--check']);
  expect([damaged.code, damaged.said.includes('    at ')]).toEqual([1, false]);
}, 180_000);
