import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { decrypt, encrypt, keyedHash, masterKey } from './keys.ts';
import type { Keys } from './keys.ts';
import type { Queryable } from './sql.ts';

/** What an event holds in place of a free text: where it is, and a salted commitment to it. */
export interface TextRef { readonly [key: string]: string; readonly text: string; readonly commitment: string }
/** What an event holds in place of an identity. */
export interface SealedRef { readonly [key: string]: string; readonly sealed: string }

interface PendingText { id: string; field: string; salt: string; body: string }
interface PendingSeal { id: string; subject: string; kind: string; plain: string; equality: string | null }

/**
 * Keeps content out of events (foundations 4): texts and identities of one command wait here and are written with the event, in
 * the same transaction; the event carries only references. Nothing is written for a command that is refused.
 */
export class Stash {
  readonly #texts: PendingText[] = [];
  readonly #seals: PendingSeal[] = [];
  readonly #keys: Keys;

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  /** A free text (description, remark, reason) of the record. */
  text(field: string, body: string): TextRef {
    const salt = randomBytes(16).toString('hex');
    const id = randomUUID();
    this.#texts.push({ id, field, salt, body });
    return { text: id, commitment: createHash('sha256').update(`${salt}|${body}`).digest('hex') };
  }

  /** An identity (name, identity number, contact) of one person in the case. `comparable` also keeps a keyed hash to find the same value again. */
  seal(subject: string, kind: string, plain: string, comparable = false): SealedRef {
    const id = randomUUID();
    this.#seals.push({ id, subject, kind, plain, equality: comparable ? equalityOf(this.#keys, kind, plain) : null });
    return { sealed: id };
  }

  /** The texts by id, for projections that index them. */
  bodyOf(id: string): string | null {
    return this.#texts.find((text) => text.id === id)?.body ?? null;
  }

  /** The identity that was sealed by this command, for a letter that the same command writes. */
  plainOf(id: string): string | null {
    return this.#seals.find((seal) => seal.id === id)?.plain ?? null;
  }

  async write(tx: Queryable, schema: string, streamId: string): Promise<void> {
    for (const { id, field, salt, body } of this.#texts) {
      await tx.query(`INSERT INTO ${schema}.free_text (id, stream_id, field, salt, body) VALUES ($1, $2, $3, $4, $5)`, [id, streamId, field, salt, body]);
    }
    for (const { id, subject, kind, plain, equality } of this.#seals) {
      const key = await dataKey(tx, schema, streamId, subject, this.#keys);
      await tx.query(`INSERT INTO ${schema}.sealed (id, key_id, kind, ciphertext, equality) VALUES ($1, $2, $3, $4, $5)`, [id, key.id, kind, encrypt(key.key, Buffer.from(plain, 'utf8'), id), equality]);
    }
  }
}

/** The keyed hash by which the same identity is found again without being read. */
export const equalityOf = (keys: Keys, kind: string, plain: string): string => keyedHash(keys.equality, `${kind}:${plain.normalize('NFKC').trim().toUpperCase()}`);

/** The data key of one person in one case; made on first use, wrapped by the current master key. */
export async function dataKey(tx: Queryable, schema: string, streamId: string, subject: string, keys: Keys): Promise<{ id: string; key: Buffer }> {
  const found = await tx.query<{ id: string; master_key_id: string; wrapped: Buffer }>(`SELECT id, master_key_id, wrapped FROM ${schema}.subject_key WHERE stream_id = $1 AND subject = $2`, [streamId, subject]);
  if (found[0]) return { id: found[0].id, key: unwrap(keys, found[0]) };
  const id = randomUUID();
  const key = randomBytes(32);
  await tx.query(`INSERT INTO ${schema}.subject_key (id, stream_id, subject, master_key_id, wrapped) VALUES ($1, $2, $3, $4, $5)`, [id, streamId, subject, keys.currentMaster, encrypt(masterKey(keys, keys.currentMaster), key, id)]);
  return { id, key };
}

const unwrap = (keys: Keys, row: { id: string; master_key_id: string; wrapped: Buffer }): Buffer => decrypt(masterKey(keys, row.master_key_id), row.wrapped, row.id);

/** Opens sealed values by id; an erased one is absent from the answer. One statement. */
export async function unseal(q: Queryable, schema: string, ids: readonly string[], keys: Keys): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await q.query<{ id: string; ciphertext: Buffer; key_id: string; master_key_id: string; wrapped: Buffer }>(
    `SELECT s.id, s.ciphertext, k.id AS key_id, k.master_key_id, k.wrapped FROM ${schema}.sealed s JOIN ${schema}.subject_key k ON k.id = s.key_id WHERE s.id = ANY($1) AND s.ciphertext IS NOT NULL`, [ids]);
  return new Map(rows.map((row) => [row.id, decrypt(unwrap(keys, { id: row.key_id, master_key_id: row.master_key_id, wrapped: row.wrapped }), row.ciphertext, row.id).toString('utf8')]));
}

/** Destroys what a stream holds of one person, or of all: keys, ciphertexts, keyed hashes, and (for all) free texts. Chains still verify. */
export async function destroyContent(tx: Queryable, schema: string, streamId: string): Promise<void> {
  await tx.query(`UPDATE ${schema}.sealed SET ciphertext = NULL, equality = NULL WHERE key_id IN (SELECT id FROM ${schema}.subject_key WHERE stream_id = $1)`, [streamId]);
  await tx.query(`DELETE FROM ${schema}.subject_key WHERE stream_id = $1`, [streamId]);
  await tx.query(`UPDATE ${schema}.free_text SET salt = NULL, body = NULL WHERE stream_id = $1`, [streamId]);
}
