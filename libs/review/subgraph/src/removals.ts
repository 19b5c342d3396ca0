import type { Platform, Queryable } from '@disclosure/platform-persistence';
import type { ReviewServices } from './review.services.ts';

const BATCH = 100;

/** Notes files of what was classified for removal, in the transaction that classifies it: a crash anywhere after leaves the note, one before it leaves nothing. */
export async function removeLater(tx: Queryable, reviewId: string, digests: readonly string[]): Promise<void> {
  await tx.query('INSERT INTO review.file_removal (review_id, digest) SELECT $1, digest FROM unnest($2::text[]) AS noted (digest) ON CONFLICT DO NOTHING', [reviewId, digests]);
}

/**
 * Removes what was noted, wherever else it is used; gives how many files. The store is in no transaction, so this comes after the commit: at once by the
 * process that classified, and by the worker where that one fell. Throws where the store does not remove a file: its note stays.
 */
export async function removeNoted(platform: Platform, { removeFile }: Pick<ReviewServices, 'removeFile'>): Promise<number> {
  const { writer } = platform.database.context('review');
  const noted = await writer.query<{ review_id: string; digest: string }>(`SELECT review_id, digest FROM review.file_removal ORDER BY review_id, digest LIMIT ${BATCH}`);
  for (const { review_id: reviewId, digest } of noted) {
    await removeFile(digest); // a second time does nothing
    await writer.query('DELETE FROM review.file_removal WHERE review_id = $1 AND digest = $2', [reviewId, digest]);
  }
  return noted.length;
}
