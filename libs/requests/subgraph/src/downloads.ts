import { lookedAtFile } from '@disclosure/platform-persistence';
import type { LinkHolder, Platform } from '@disclosure/platform-persistence';

/**
 * Whether a link to a file of a request still opens it: none once the applicant was erased; an applicant's only while its tracking code is the one in use; an auditor's
 * when the look is recorded, which is done here, before the file is given out. Throws where it can't be recorded: nothing is given then.
 */
export async function mayOpenFile(platform: Platform, holder: LinkHolder): Promise<boolean> {
  const { actor, recordId } = holder;
  const { writer } = platform.database.context('requests');
  // The file of an erased case is removed soon after; until then nobody is given it.
  if ((await writer.query('SELECT 1 FROM requests.request WHERE id = $1 AND erased', [recordId])).length > 0) return false;
  if (actor.kind === 'APPLICANT') {
    const rows = await writer.query('SELECT 1 FROM requests.request WHERE id = $1 AND tracking_generation = $2 UNION ALL SELECT 1 FROM requests.correction WHERE id = $1', [actor.caseId, actor.generation ?? 1]);
    return rows.length > 0;
  }
  await lookedAtFile(platform, 'requests', holder);
  return true;
}
