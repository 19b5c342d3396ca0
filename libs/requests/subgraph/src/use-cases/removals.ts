import type { BlobStore } from '@disclosure/platform-files';
import type { Platform, Queryable } from '@disclosure/platform-persistence';

const BATCH = 100;

/**
 * Notes files for removal, in the transaction that no longer needs them. The store is in no transaction: what is noted is removed only
 * once that has committed, by whoever works next, and tried until it is done. A crash anywhere between leaves the note or nothing.
 */
export async function removeLater(q: Queryable, requestId: string, digests: readonly string[]): Promise<void> {
  await q.query('INSERT INTO requests.file_removal (digest, request_id) SELECT digest, $2 FROM unnest($1::text[]) AS noted (digest) ON CONFLICT DO NOTHING', [digests, requestId]);
}

/** Removes what was noted; gives how many files. A file that another case still has (equal bytes are stored once) stays. */
export async function removeNoted(platform: Platform, store: BlobStore): Promise<number> {
  const { writer } = platform.database.context('requests');
  const noted = await writer.query<{ digest: string; needed: boolean }>(
    `SELECT n.digest, EXISTS (SELECT FROM requests.document d JOIN requests.request r ON r.id = d.request_id AND NOT r.erased WHERE d.digest = n.digest) AS needed FROM requests.file_removal n ORDER BY n.digest LIMIT ${BATCH}`);
  for (const { digest, needed } of noted) {
    if (!needed) await store.remove(digest); // a second time does nothing
    await writer.query('DELETE FROM requests.file_removal WHERE digest = $1', [digest]);
  }
  return noted.length;
}
