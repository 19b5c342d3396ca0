import { readPackage } from '@disclosure/platform-gate';
import type { Platform } from '@disclosure/platform-persistence';
import type { LocalDate } from '@disclosure/kernel';
import { dateOf } from '@disclosure/kernel';

/** A file of what is public now. */
export interface PublicFile { readonly digest: string; readonly name: string; readonly mediaType: string; readonly size: number }

const TOKEN = /^public\.([0-9A-Z]{9}-\d{4}-\d{5})\.([0-9a-f]{64})$/;

/** The lasting token of a public file: `/files/public.<index number>.<digest>`. It opens nothing by itself; a live release does. */
export const publicFileToken = (indexNumber: string, digest: string): string => `public.${indexNumber.replace('/', '-')}.${digest}`;

/** The item and digest that a token names; null for one that is no public file's. */
export function parsePublicFileToken(token: string): { readonly address: string; readonly digest: string } | null {
  const match = TOKEN.exec(token);
  return match ? { address: `/d/${match[1] as string}`, digest: match[2] as string } : null;
}

/**
 * The file at a public address, looked up through a live release each time, as the public's own role (foundations 7): null the moment
 * its clearance is revoked, or its item withdrawn. `address` is `/d/…`.
 */
export async function resolvePublicFile(platform: Platform, address: string, digest: string): Promise<PublicFile | null> {
  const { publicReader } = platform.database.context('publication');
  const today: LocalDate = dateOf(await platform.clock.now(publicReader));
  const rows = await publicReader.query<{ bytes: Buffer }>(
    `SELECT v.bytes FROM publication.live_version v JOIN publication.live_disclosure d ON d.id = v.disclosure_id
     WHERE d.address = $1 AND (v.expires_on IS NULL OR v.expires_on >= $2) AND (v.item_expires_on IS NULL OR v.item_expires_on >= $2) ORDER BY v.number DESC`, [address, today]);
  for (const { bytes } of rows) {
    const file = readPackage(bytes).attachments.find((attachment) => attachment.digest === digest);
    if (file) return file;
  }
  return null;
}
