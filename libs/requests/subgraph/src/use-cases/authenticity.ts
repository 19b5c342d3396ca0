import { createHmac } from 'node:crypto';
import type { LocalDate } from '@disclosure/kernel';
import type { Platform, Tx } from '@disclosure/platform-persistence';
import { spelled, trackingHash } from './tracking.ts';

/** The code of a letter by which it can be told from a forged one: its number and day under a key that only the platform has. Twelve letters, 60 bits. */
export const authenticityCode = (platform: Platform, number: string, on: LocalDate): string => spelled(createHmac('sha256', platform.keys.evidence).update(`letter:${number}:${on}`).digest(), 12, 4);

/** What of a letter its code opens. */
export interface IssuedLetter { readonly agencyId: string; readonly title: string; readonly number: string; readonly on: LocalDate; readonly pdf: string }

/** Makes the code of a letter good: from now on it opens what the letter is, and the digest of the PDF that went out. */
export async function recordIssued(tx: Tx, platform: Platform, { agencyId, title, number, on, pdf }: IssuedLetter): Promise<void> {
  await tx.query(
    'INSERT INTO requests.issued_letter (code_hash, agency_id, title, number, issued_on, pdf_digest) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code_hash) DO NOTHING',
    [trackingHash(authenticityCode(platform, number, on)), agencyId, title, number, on, pdf]);
}
