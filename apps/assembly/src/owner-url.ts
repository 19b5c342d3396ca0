import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultOf } from '@disclosure/platform-observability';
import type { Logger } from '@disclosure/platform-observability';
import { startEmbeddedPostgres } from '@disclosure/platform-persistence';
import type { EmbeddedPostgres } from '@disclosure/platform-persistence';
import { quietPort } from './check-port.ts';
import type { Closers } from './closers.ts';
import type { DataFolder } from './data-folder.ts';
import { ownerPassword } from './secrets.ts';

/** Connection of the database's owner: DATABASE_URL, or that of the embedded PostgreSQL, which is started on the data folder and kept running. */
export async function ownerUrl(folder: DataFolder, secret: Buffer, log: Logger, closers: Closers): Promise<string> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined) return given;
  const options = { folder: folder.database, password: ownerPassword(secret), port: await quietPort() };
  const postgres = await startEmbeddedPostgres(options);
  keepRunning(postgres, () => startEmbeddedPostgres(options), folder.database, log, closers);
  return postgres.ownerUrl;
}

const LOOK_MS = 300;

/** Starts the server again, at its port, when it is gone: whoever serves connects again by itself. It refuses until the last of its old processes has ended. */
function keepRunning(postgres: EmbeddedPostgres, startAgain: () => Promise<EmbeddedPostgres>, folder: string, log: Logger, closers: Closers): void {
  const ending = new AbortController();
  const { signal } = ending;
  const watch = async (): Promise<void> => {
    while (!signal.aborted) {
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted || (await isRunning(folder))) continue;
      log.error('the database server is gone and is started again');
      await startAgain().catch((error: unknown) => log.error({ fault: faultOf(error) }, 'database server'));
    }
  };
  const watching = watch();
  closers.add(async () => {
    ending.abort();
    await watching;
    await postgres.stop();
  });
}

/** Whether the server of this folder runs, by the process that its own file names. */
async function isRunning(folder: string): Promise<boolean> {
  const pid = Number((await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
