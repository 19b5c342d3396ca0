import { join } from 'node:path';
import { readHeads, verifyContext } from '@disclosure/platform-persistence';
import type { DatabaseOptions, Keys, Verification } from '@disclosure/platform-persistence';
import type { Archive } from './archive.ts';
import { loadDatabase } from './database-load.ts';
import { BackupRefused } from './database-snapshot.ts';
import { restoreFolder } from './folder.ts';

export interface RestoreOptions {
  readonly archive: Archive;
  /** The empty database, and the schemas of this code. */
  readonly database: DatabaseOptions;
  /** A data folder that holds no files and no evidence yet. */
  readonly folder: string;
  readonly keys: Keys;
  /** False where the folder has its keys already: a backup's own may be older. */
  readonly takeKeys: boolean;
}

/**
 * Brings back a backup that `Archive.open` found whole: files first, then the database, whose evidence is verified before anything is
 * committed. Gives the verification of each context. Throws BackupRefused; the database is empty again then, the folder is the caller's
 * to remove.
 */
export async function restoreFrom({ archive, database, folder, keys, takeKeys }: RestoreOptions): Promise<readonly Verification[]> {
  await restoreFolder(archive.entries(), folder, takeKeys);
  const results: Verification[] = [];
  await loadDatabase(database, archive.manifest, archive.entries(), async (session) => {
    for (const { context } of database.contexts) results.push(await verifyContext(session, context, keys, await readHeads(join(folder, 'evidence'), context)));
    const problems = results.flatMap((result) => result.problems);
    if (problems.length > 0) throw new BackupRefused(`备份中的存证核验不符,未恢复:\n${problems.slice(0, 20).map((problem) => `  ${problem}`).join('\n')}`);
  });
  return results;
}
