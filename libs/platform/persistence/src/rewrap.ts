import { decrypt, encrypt, masterKey } from './keys.ts';
import type { Keys } from './keys.ts';
import { identifier } from './sql.ts';
import type { Queryable } from './sql.ts';

const BATCH = 500;

/**
 * Wraps the data keys of a table anew under the current master key of the ring; what they encrypt stays as it is. As the owner. Safe
 * beside a running platform: a key that is erased meanwhile stays erased. Gives how many were wrapped anew; a second run finds none.
 * Throws when the ring lacks a key that the table names; what was done by then stands.
 */
export async function rewrapKeys(q: Queryable, schema: string, table: 'subject_key' | 'content_key', keys: Keys): Promise<number> {
  const name = `${identifier(schema)}.${identifier(table)}`;
  const current = masterKey(keys, keys.currentMaster);
  let [count, after] = [0, ''];
  for (;;) {
    const rows = await q.query<{ id: string; master_key_id: string; wrapped: Buffer }>(
      `SELECT id, master_key_id, wrapped FROM ${name} WHERE master_key_id <> $1 AND id > $2 ORDER BY id LIMIT ${BATCH}`, [keys.currentMaster, after]);
    for (const { id, master_key_id: old, wrapped } of rows) {
      const fresh = encrypt(current, decrypt(masterKey(keys, old), wrapped, id), id);
      count += (await q.query(`UPDATE ${name} SET wrapped = $2, master_key_id = $3 WHERE id = $1 AND master_key_id = $4 RETURNING 1`, [id, fresh, keys.currentMaster, old])).length;
      after = id;
    }
    if (rows.length < BATCH) return count;
  }
}
