import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chineseDate, dateOf } from '@disclosure/kernel';
import type { Instant, LocalDate, Refusal, Result } from '@disclosure/kernel';
import { err, ok } from '@disclosure/kernel';
import type { Audience, Clearance, ContentPackage } from '@disclosure/contracts';
import { decrypt, encrypt, masterKey } from '@disclosure/platform-persistence';
import type { Keys, Queryable } from '@disclosure/platform-persistence';
import { canonicalPackage, readPackage } from './package.ts';

/** Stores a package that the public may come to read; gives its digest. Storing shows nothing to anybody: only a release does. */
export async function putContent(tx: Queryable, content: ContentPackage): Promise<string> {
  const { digest, bytes } = canonicalPackage(content);
  await tx.query('INSERT INTO gate.content (digest, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING', [digest, bytes]);
  return digest;
}

/** The package of a digest; null where the gate holds none, or only an encrypted one (see `openContent`). */
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
  if (live) return ok({ id: live.id, digest: live.digest, extent: live.extent, mode: live.mode, audience: live.audience, clearedOn: dateOf(live.cleared_at), expiresOn: live.expires_on });
  const refuse = (code: string, message: string): Result<Clearance, Refusal> => err({ code, message, clause: 'A3-8', facts: { digest } });
  const revoked = rows.find((row) => row.revoked_at !== null);
  if (revoked) return refuse('CLEARANCE_REVOKED', '该内容的保密审查放行已被撤销，不得公开；请重新送审。');
  const expired = rows.find((row) => row.expires_on !== null && row.expires_on < on);
  if (expired) return refuse('CLEARANCE_EXPIRED', `该内容的放行已于${chineseDate(expired.expires_on as LocalDate)}到期；请重新送审。`);
  if (rows.length > 0) return refuse('CLEARANCE_AUDIENCE', '该内容的放行不适用于本次公开的对象或方式；请按本次公开方式重新送审。');
  return refuse('NO_CLEARANCE', '该内容未经内容审核和保密审查放行，不得公开（先审查、后公开）。');
}

interface ClearanceRow { id: string; digest: string; extent: Clearance['extent']; mode: Clearance['mode']; audience: Audience; cleared_at: Instant; expires_on: LocalDate | null; revoked_at: Instant | null }

/** Lets content out. The database admits it only under a live clearance that fits; what it says no to comes back as the refusal. */
export async function release(tx: Queryable, input: { digest: string; clearanceId: string; audience: Audience; address: string; context: string; at: Instant; on: LocalDate }): Promise<string> {
  const id = randomUUID();
  await tx.query('INSERT INTO gate.release (id, digest, clearance_id, audience, address, context, released_at, released_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [id, input.digest, input.clearanceId, input.audience, input.address, input.context, input.at, input.on]);
  return id;
}

const ADMISSION: Readonly<Record<string, readonly [string, string]>> = {
  DG001: ['NO_CLEARANCE', '该内容未经内容审核和保密审查放行，不得公开（先审查、后公开）。'],
  DG002: ['CLEARANCE_REVOKED', '该内容的保密审查放行已被撤销，不得公开；请重新送审。'],
  DG003: ['CLEARANCE_EXPIRED', '该内容的放行已到期，请重新送审。'],
  DG004: ['CLEARANCE_OTHER_CONTENT', '放行对应的是另一内容，不能用于本次公开；内容改动后须重新送审。'],
  DG005: ['CLEARANCE_AUDIENCE', '该内容的放行不适用于本次公开的对象；请按本次公开方式重新送审。'],
  DG006: ['CLEARANCE_MODE', '该内容未按主动公开方式放行；请按主动公开方式重新送审。'],
};

/** The refusal that the gate's trigger means by its error; null for any other error. The transaction is lost either way. */
export function admissionRefusal(error: unknown): Refusal | null {
  const known = ADMISSION[String((error as { code?: unknown }).code)];
  return known ? { code: known[0], message: known[1], clause: 'A3-8' } : null;
}

/** Ends a release: what it showed is gone at once, for everybody. */
export async function endRelease(tx: Queryable, releaseId: string, at: Instant, reason: 'WITHDRAWN' | 'REPLACED'): Promise<void> {
  await tx.query('INSERT INTO gate.release_end (release_id, ended_at, reason) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [releaseId, at, reason]);
}

/** Grants a clearance; only review's role can. Throws where the gate holds no content of that digest: nothing would be cleared. */
export async function grantClearance(tx: Queryable, clearance: Clearance & { readonly clearedAt: Instant; readonly reviewId: string }): Promise<void> {
  const rows = await tx.query(
    `INSERT INTO gate.clearance (id, digest, plain_digest, extent, mode, audience, cleared_at, expires_on, review_id)
     SELECT $1, digest, plain_digest, $3, $4, $5, $6, $7, $8 FROM gate.content WHERE digest = $2 RETURNING 1`,
    [clearance.id, clearance.digest, clearance.extent, clearance.mode, clearance.audience, clearance.clearedAt, clearance.expiresOn, clearance.reviewId]);
  if (rows.length === 0) throw new Error(`the gate holds no content ${clearance.digest}`);
}

/** Revokes a clearance and, in the same transaction, ends every release under it. One that is revoked already stays as it is. */
export async function revokeClearance(tx: Queryable, clearanceId: string, at: Instant, clause: string): Promise<void> {
  await tx.query('INSERT INTO gate.revocation (clearance_id, revoked_at, clause) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [clearanceId, at, clause]);
}

/**
 * Destroys content that turns out to be classified, in every copy, and revokes all that was cleared of it; only review's role can.
 * Gives the digests of the renditions that were made of it: their files, like the attachments', are the caller's to destroy.
 */
export async function expungeContent(tx: Queryable, digest: string, at: Instant, clause: string): Promise<readonly string[]> {
  const rows = await tx.query<{ rendition: string }>('SELECT rendition FROM gate.expunge($1, $2, $3) AS rendition', [digest, at, clause]);
  return rows.map(({ rendition }) => rendition);
}

/**
 * Stores a package for one applicant: encrypted under the data key of its `owner` (`CASE:<id>`), so that erasing the key erases it.
 * Gives the digest of what is stored, to which clearance and release are bound, and that of the plain package.
 */
export async function putSealedContent(tx: Queryable, owner: Audience, content: ContentPackage, keys: Keys): Promise<{ readonly digest: string; readonly plainDigest: string }> {
  const plain = canonicalPackage(content);
  const key = await contentKey(tx, owner, keys);
  const bytes = encrypt(key.key, plain.bytes, `content:${plain.digest}`);
  const digest = createHash('sha256').update(bytes).digest('hex');
  await tx.query('INSERT INTO gate.content (digest, bytes, plain_digest, key_id) VALUES ($1, $2, $3, $4)', [digest, bytes, plain.digest, key.id]);
  return { digest, plainDigest: plain.digest };
}

/** The package of a digest, decrypted where it is one applicant's; null where the gate holds none, or its key was erased. */
export async function openContent(q: Queryable, digest: string, keys: Keys): Promise<ContentPackage | null> {
  const rows = await q.query<{ bytes: Buffer; plain_digest: string | null; key_id: string | null; key_row: string | null; master_key_id: string; wrapped: Buffer }>(
    'SELECT c.bytes, c.plain_digest, c.key_id, k.id AS key_row, k.master_key_id, k.wrapped FROM gate.content c LEFT JOIN gate.content_key k ON k.id = c.key_id WHERE c.digest = $1', [digest]);
  const row = rows[0];
  if (!row) return null;
  if (row.key_id === null) return readPackage(row.bytes);
  if (row.key_row === null) return null;
  const key = decrypt(masterKey(keys, row.master_key_id), row.wrapped, row.key_id);
  return readPackage(decrypt(key, row.bytes, `content:${row.plain_digest}`));
}

/** Erases every encrypted package of an owner by destroying its key. */
export async function eraseContentOf(tx: Queryable, owner: Audience): Promise<void> {
  await tx.query('DELETE FROM gate.content_key WHERE owner = $1', [owner]);
}

async function contentKey(tx: Queryable, owner: Audience, keys: Keys): Promise<{ id: string; key: Buffer }> {
  const fresh = { id: randomUUID(), key: randomBytes(32) };
  await tx.query('INSERT INTO gate.content_key (id, owner, master_key_id, wrapped) VALUES ($1, $2, $3, $4) ON CONFLICT (owner) DO NOTHING', [fresh.id, owner, keys.currentMaster, encrypt(masterKey(keys, keys.currentMaster), fresh.key, fresh.id)]);
  const rows = await tx.query<{ id: string; master_key_id: string; wrapped: Buffer }>('SELECT id, master_key_id, wrapped FROM gate.content_key WHERE owner = $1', [owner]);
  const row = rows[0] as { id: string; master_key_id: string; wrapped: Buffer };
  return { id: row.id, key: decrypt(masterKey(keys, row.master_key_id), row.wrapped, row.id) };
}

/** Records what was rendered of a release for its reader. */
export async function recordRendition(tx: Queryable, releaseId: string, rendition: { kind: string; digest: string; name: string; mediaType: string }): Promise<void> {
  await tx.query('INSERT INTO gate.rendition (release_id, kind, digest, name, media_type) VALUES ($1, $2, $3, $4, $5)', [releaseId, rendition.kind, rendition.digest, rendition.name, rendition.mediaType]);
}
