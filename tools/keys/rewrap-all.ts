import { fileKeyRing, keyRing } from '@disclosure/assembly/secrets';
import { FileStore } from '@disclosure/platform-files';
import { rewrapKeys, withClient } from '@disclosure/platform-persistence';

export interface RewrapOptions {
  readonly ownerUrl: string;
  /** Folder of the file store. */
  readonly files: string;
  readonly secret: Buffer;
  readonly contexts: readonly string[];
  /** Instead of DISCLOSURE_MASTER_KEYS. */
  readonly masters?: string;
}

export interface Rewrapped { readonly master: string; readonly subjects: number; readonly contents: number; readonly files: number }

/** Wraps all data keys anew under the newest master key: of persons, of packages for one applicant, of files. Again and again harmless. */
export async function rewrapAll({ ownerUrl, files, secret, contexts, masters }: RewrapOptions): Promise<Rewrapped> {
  const keys = keyRing(secret, masters);
  const store = await FileStore.open(files, fileKeyRing(secret, masters));
  return withClient(ownerUrl, async (client) => {
    const q = { query: async <R>(sql: string, params: readonly unknown[] = []) => (await client.query(sql, params as unknown[])).rows as R[] };
    let subjects = 0;
    for (const context of contexts) subjects += await rewrapKeys(q, context, 'subject_key', keys);
    return { master: keys.currentMaster, subjects, contents: await rewrapKeys(q, 'gate', 'content_key', keys), files: await store.rewrap() };
  });
}
