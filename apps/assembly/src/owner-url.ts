import { startEmbeddedPostgres } from '@disclosure/platform-persistence';
import type { Closers } from './closers.ts';
import type { DataFolder } from './data-folder.ts';
import { ownerPassword } from './secrets.ts';

/** Connection of the database's owner: DATABASE_URL, or that of the embedded PostgreSQL, which is started on the data folder. */
export async function ownerUrl(folder: DataFolder, secret: Buffer, closers: Closers): Promise<string> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined) return given;
  const postgres = await startEmbeddedPostgres({ folder: folder.database, password: ownerPassword(secret) });
  closers.add(() => postgres.stop());
  return postgres.ownerUrl;
}
