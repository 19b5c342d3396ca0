// One PostgreSQL for a test run: started before it when a file that needs it runs, stopped after it, nothing left behind.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import './register.mjs';

export default async function setup(globalConfig, projectConfig) {
  process.env.JEST_RUN_ID = randomUUID().slice(0, 8);
  if (process.env.TEST_DATABASE_URL || process.env.TEST_NO_DATABASE) return;
  const { startEmbeddedPostgres } = await import('../libs/platform/persistence/src/embedded.ts');
  const folder = await mkdtemp(join(tmpdir(), 'disclosure-test-postgres-'));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ folder: join(folder, 'db'), password: 'test', unsafe: true });
  const file = join(tmpdir(), `disclosure-test-postgres-${process.env.JEST_RUN_ID}.json`);
  await writeFile(file, JSON.stringify({ ownerUrl: server.ownerUrl }));
  globalThis.__stopPostgres = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
    await rm(file, { force: true });
  };
}

export async function teardown() {
  await globalThis.__stopPostgres?.();
}
