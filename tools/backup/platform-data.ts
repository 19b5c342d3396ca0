import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFolder } from '@disclosure/assembly/data-folder';
import { ownerPassword } from '@disclosure/assembly/secrets';
import { startEmbeddedPostgres } from '@disclosure/platform-persistence';

/** The owner's connection to a platform's database, and how to leave it as it was. */
export interface OpenedDatabase { readonly url: string; stop(): Promise<void> }

/** DATABASE_URL; else the data folder's own PostgreSQL, which is looked into where it runs and started for the while where it does not. */
export async function openDatabase(folder: DataFolder, secret: Buffer): Promise<OpenedDatabase> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined) return { url: given, stop: () => Promise.resolve() };
  const password = ownerPassword(secret);
  if ((await folder.holder()) !== null) {
    const port = (await readFile(join(folder.database, 'postmaster.pid'), 'utf8')).split('\n')[3];
    return { url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`, stop: () => Promise.resolve() };
  }
  const postgres = await startEmbeddedPostgres({ folder: folder.database, password });
  return { url: postgres.ownerUrl, stop: () => postgres.stop() };
}
