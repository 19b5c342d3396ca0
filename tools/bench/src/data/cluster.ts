import { mkdir, writeFile } from 'node:fs/promises';
import { startEmbeddedPostgres } from '@disclosure/platform-persistence';
import type { EmbeddedPostgres } from '@disclosure/platform-persistence';
import pg from 'pg';
import { DATA } from '../settings.ts';

/** What differs from PostgreSQL's defaults, for all contenders alike. */
export const SERVER_SETTINGS = { shared_buffers: '2GB', max_wal_size: '8GB', jit: 'off' } as const;

/** Starts the cluster of the bench, kept in its own folder from run to run. */
export async function startCluster(): Promise<EmbeddedPostgres> {
  await mkdir(DATA, { recursive: true });
  const options = { folder: `${DATA}/postgres`, password: 'bench' };
  const first = await startEmbeddedPostgres(options);
  const client = new pg.Client({ connectionString: first.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ value: string }>("SELECT current_setting('shared_buffers') AS value");
  if (rows[0]?.value === SERVER_SETTINGS.shared_buffers) {
    await client.end();
    return first;
  }
  for (const [name, value] of Object.entries(SERVER_SETTINGS)) await client.query(`ALTER SYSTEM SET ${name} = '${value}'`);
  await client.end();
  await first.stop();
  return startEmbeddedPostgres(options);
}

/** The database server's own process, of which every connection's is a child. */
export async function postmaster(): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  return Number((await readFile(`${DATA}/postgres/postmaster.pid`, 'utf8')).split('\n')[0]);
}

export const note = (file: string, text: string): Promise<void> => writeFile(`${DATA}/${file}`, text);
