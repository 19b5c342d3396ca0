import { lookedAtFile } from '@disclosure/platform-persistence';
import type { LinkHolder, Platform } from '@disclosure/platform-persistence';

/** Whether an officer's link to a file of what is not public yet opens it: an auditor's when the look is recorded, which is done here. Throws where it can't be: nothing is given then. */
export async function mayOpenDraftFile(platform: Platform, holder: LinkHolder): Promise<boolean> {
  await lookedAtFile(platform, 'publication', holder);
  return true;
}
