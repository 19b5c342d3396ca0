import { createHash, randomUUID } from 'node:crypto';
import { chineseDate } from '@disclosure/kernel';
import type { Instant, LocalDate, Refusal, Result } from '@disclosure/kernel';
import { err, ok } from '@disclosure/kernel';
import type { Audience, Clearance, ContentPackage } from '@disclosure/contracts';
import { dataKey, decrypt, encrypt } from '@disclosure/platform-persistence';
import type { Keys, Queryable } from '@disclosure/platform-persistence';
import { canonicalPackage, readPackage } from './package.ts';

/** Stores a package that the public may come to read; gives its digest. Storing shows nothing to anybody: only a release does. */
export async function putContent(tx: Queryable, content: ContentPackage): Promise<string> {
  const { digest, bytes } = canonicalPackage(content);
  await tx.query('INSERT INTO gate.content (digest, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING', [digest, bytes]);
  return digest;
}

/** The package of a digest; null where the gate holds none, or only an encrypted one (see `openSealedContent`). */
export async function getContent(q: Queryable, digest: string): Promise<ContentPackage | null> {
  const rows = await q.query<{ bytes: Buffer; key_id: string | null }>('SELECT bytes, key_id FROM gate.content WHERE digest = $1', [digest]);
  return rows[0] && rows[0].key_id === null ? readPackage(rows[0].bytes) : null;
}

/**
 * The live clearance that fits a digest for an audience on a day, or the refusal that says which is missing: none at all, one for
 * other content (`otherDigest`: what was cleared for the same audience), revoked, expired, for a narrower audience (A3-1, A3-8).
 */
export async function fittingClearance(q: Queryable, digest: string, audience: Audience, on: LocalDate): Promise<Result<Clearance, Refusal>> {
  const rows = await q.query<ClearanceRow>(
    `SELECT c.id, c.digest, c.extent, c.mode, c.audience, c.cleared_at, c.expires_on, v.revoked_at FROM gate.clearance c LEFT JOIN gate.revocation v ON v.clearance_id = c.id
     WHERE c.digest = $1 ORDER BY c.cleared_at DESC, c.id`, [digest]);
  const fits = (row: ClearanceRow): boolean => row.audience === audience || row.audience === 'PUBLIC';
  const live = rows.find((row) => row.revoked_at === null && (row.expires_on === null || row.expires_on >= on) && fits(row) && (audience !== 'PUBLIC' || row.mode === 'PROACTIVE'));
  if (live) return ok({ id: live.id, digest: live.digest, extent: live.extent, mode: live.mode, audience: live.audience, clearedOn: live.cleared_at.slice(0, 10) as LocalDate, expiresOn: live.expires_on });
  const refuse = (code: string, message: string): Result<Clearance, Refusal> => err({ code, message, clause: 'A3-8', facts: { digest } });
  const revoked = rows.find((row) => row.revoked_at !== null);
  if (revoked) return refuse('CLEARANCE_REVOKED', '该内容的保密审查放行已被撤销,不得公开;请重新送审。');
  const expired = rows.find((row) => row.expires_on !== null && row.expires_on < on);
  if (expired) return refuse('CLEARANCE_EXPIRED', `该内容的放行已于${chineseDate(expired.expires_on as LocalDate)}到期;请重新送审。`);
  if (rows.length > 0) return refuse('CLEARANCE_AUDIENCE', '该内容的放行不适用于本次公开的对象或方式;请按本次公开方式重新送审。');
  return refuse('NO_CLEARANCE', '该内容未经内容审核和保密审查放行,不得公开(先审查、后公开)。');
}

interface ClearanceRow { id: string; digest: string; extent: Clearance['extent']; mode: Clearance['mode']; audience: Audience; cleared_at: Instant; expires_on: LocalDate | null; revoked_at: Instant | null }

/** Lets content out. The database admits it only under a live clearance that fits; what it says no to comes back as the refusal. */
export async function release(tx: Queryable, input: { digest: string; clearanceId: string; audience: Audience; address: string; context: string; at: Instant; on: LocalDate }): Promise<string> {
  const id = randomUUID();
  await tx.query('INSERT INTO gate.release (id, digest, clearance_id, audience, address, context, released_at, released_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [id, input.digest, input.clearanceId, input.audience, input.address, input.context, input.at, input.on]);
  return id;
}

/** Ends a release: what it showed is gone at once, for everybody. */
export async function endRelease(tx: Queryable, releaseId: string, at: Instant, reason: 'WITHDRAWN' | 'REPLACED'): Promise<void> {
  await tx.query('INSERT INTO gate.release_end (release_id, ended_at, reason) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [releaseId, at, reason]);
}

/** Grants a clearance; only review's role can. */
export async function grantClearance(tx: Queryable, clearance: Clearance & { readonly clearedAt: Instant; readonly reviewId: string }): Promise<void> {
  await tx.query(
    `INSERT INTO gate.clearance (id, digest, plain_digest, extent, mode, audience, cleared_at, expires_on, review_id)
     SELECT $1, digest, plain_digest, $3, $4, $5, $6, $7, $8 FROM gate.content WHERE digest = $2`,
    [clearance.id, clearance.digest, clearance.extent, clearance.mode, clearance.audience, clearance.clearedAt, clearance.expiresOn, clearance.reviewId]);
}

/** Revokes a clearance and, in the same transaction, ends every release under it. */
export async function revokeClearance(tx: Queryable, clearanceId: string, at: Instant, clause: string): Promise<void> {
  await tx.query('INSERT INTO gate.revocation (clearance_id, revoked_at, clause) VALUES ($1, $2, $3)', [clearanceId, at, clause]);
}

/** Stores a package for one applicant: encrypted under that person's data key, so that erasing the key erases it. */
export async function putSealedContent(tx: Queryable, schema: string, streamId: string, subject: string, content: ContentPackage, keys: Keys): Promise<{ readonly digest: string; readonly plainDigest: string }> {
  const plain = canonicalPackage(content);
  const key = await dataKey(tx, schema, streamId, subject, keys);
  const bytes = encrypt(key.key, plain.bytes, `content:${plain.digest}`);
  const digest = createHash('sha256').update(bytes).digest('hex');
  await tx.query('INSERT INTO gate.content (digest, bytes, plain_digest, key_id) VALUES ($1, $2, $3, $4)', [digest, bytes, plain.digest, key.id]);
  return { digest, plainDigest: plain.digest };
}

/** Opens an applicant's package with the case's data key; null where the gate holds none. */
export async function openSealedContent(q: Queryable, schema: string, streamId: string, subject: string, digest: string, keys: Keys): Promise<ContentPackage | null> {
  const rows = await q.query<{ bytes: Buffer; plain_digest: string | null }>('SELECT bytes, plain_digest FROM gate.content WHERE digest = $1', [digest]);
  const row = rows[0];
  if (!row) return null;
  if (row.plain_digest === null) return readPackage(row.bytes);
  const key = await dataKey(q, schema, streamId, subject, keys);
  return readPackage(decrypt(key.key, row.bytes, `content:${row.plain_digest}`));
}
