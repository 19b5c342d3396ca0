import { machineNow } from '@disclosure/platform-identity';
import { BusinessClock } from '@disclosure/platform-persistence';
import type { Keys } from '@disclosure/platform-persistence';
import { ArchiveWriter } from './archive.ts';
import { inTransaction, refuseUnlessOurs, snapshotDatabase } from './database-snapshot.ts';
import { addBlobs, addEvidence, addKeys } from './folder.ts';
import type { Manifest, Method } from './manifest.ts';

export interface BackupOptions {
  /** The owner's connection. */
  readonly ownerUrl: string;
  /** The data folder: files and evidence. */
  readonly folder: string;
  readonly keys: Keys;
  /** Where the archive goes; nothing may be there yet. */
  readonly out: string;
  readonly method: Method;
  /** The platform's secret, where the archive shall hold the keys too; null: without keys. */
  readonly withSecret: Buffer | null;
}

/**
 * Writes one archive of the platform as it was at one moment, while it goes on working: the rows of one snapshot, the ciphertexts and the
 * signed heads. Memory is bounded. An archive that was not finished leaves nothing. Throws BackupRefused; EEXIST where `out` is taken.
 */
export async function backUp({ ownerUrl, folder, keys, out, method, withSecret }: BackupOptions): Promise<Manifest> {
  const archive = await ArchiveWriter.create(out);
  try {
    await addEvidence(archive, folder);
    const record = await inTransaction(ownerUrl, true, async (session) => {
      await refuseUnlessOurs(session);
      const at = await new BusinessClock(machineNow).now(session);
      return { at, ...(await snapshotDatabase(session, ownerUrl, method, archive)) };
    });
    const files = await addBlobs(archive, folder);
    if (withSecret) await addKeys(archive, folder, withSecret);
    return await archive.finish({ format: 1, method, ...record, files, withKeys: withSecret !== null }, keys.evidence);
  } catch (error) {
    await archive.abandon();
    throw error;
  }
}
