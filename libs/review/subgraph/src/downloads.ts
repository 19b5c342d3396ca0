import { lookedAtFile } from '@disclosure/platform-persistence';
import type { LinkHolder, Platform } from '@disclosure/platform-persistence';

/**
 * Whether a reviewer's link to a file of what is under review still opens it: none once the content was classified, in whichever review, though the file itself goes a little later;
 * an auditor's when the look is recorded, which is done here, before the file is given out. Throws where it can't be recorded: nothing is given then.
 */
export async function mayOpenReviewFile(platform: Platform, holder: LinkHolder): Promise<boolean> {
  const { writer } = platform.database.context('review');
  const classified = await writer.query(
    `SELECT 1 FROM review.review_case r JOIN review.review_case c ON c.digest IN (r.digest, r.plain_digest) OR c.plain_digest IN (r.digest, r.plain_digest) WHERE r.id = $1 AND c.barred = 'CLASSIFIED'`, [holder.recordId]);
  if (classified.length > 0) return false;
  await lookedAtFile(platform, 'review', holder);
  return true;
}
