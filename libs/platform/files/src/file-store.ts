import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CorruptBlob } from './blob-store.ts';
import type { BlobStore, KeyRing } from './blob-store.ts';

const DIGEST = /^[0-9a-f]{64}$/;
const NONCE = 12;
const TAG = 16;

/**
 * A folder on a disk. `blobs/` holds ciphertext, `keys/` one wrapped data key for each, `partial/` ciphertext on its way:
 * plain bytes never touch the disk, under no name. The two folders can be backed up apart, so that erasing a key erases the
 * file from older backups too. Several processes may share the folder.
 */
export class FileStore implements BlobStore {
  readonly #root: string;
  readonly #ring: KeyRing;

  private constructor(root: string, ring: KeyRing) {
    this.#root = root;
    this.#ring = ring;
  }

  /** Opens the folder, making it if need be (readable by the owner alone). Throws when the ring's current key is missing or not 32 bytes. */
  static async open(root: string, ring: KeyRing): Promise<FileStore> {
    for (const key of [ring.keys[ring.current], ...Object.values(ring.keys)]) {
      if (key?.length !== 32) throw new Error('every master key has 32 bytes, and the current one is in the ring');
    }
    for (const folder of ['blobs', 'keys', 'partial']) await mkdir(join(root, folder), { recursive: true, mode: 0o700 });
    return new FileStore(root, ring);
  }

  async put(bytes: Uint8Array): Promise<string> {
    const digest = createHash('sha256').update(bytes).digest('hex');
    // A remover may take the key away between two steps; then the file is stored anew, with a new key.
    for (let attempt = 0; attempt < 5; attempt++) {
      if (await this.has(digest)) return digest;
      const key = await this.#dataKeyFor(digest);
      await this.#write(this.#path('blobs', digest), seal(key, bytes, `blob:${digest}`));
      const kept = await this.#readKey(digest);
      if (kept?.equals(key)) return digest;
    }
    throw new Error('a file is being erased as often as it is stored');
  }

  async get(digest: string): Promise<Uint8Array | null> {
    if (!DIGEST.test(digest)) return null;
    const key = await this.#readKey(digest);
    const sealed = key && (await readIfThere(this.#path('blobs', digest)));
    if (!key || !sealed) return null;
    const bytes = unseal(key, sealed, `blob:${digest}`);
    if (createHash('sha256').update(bytes).digest('hex') !== digest) throw new CorruptBlob(digest);
    return bytes;
  }

  async has(digest: string): Promise<boolean> {
    return DIGEST.test(digest) && (await isThere(this.#path('keys', digest))) && (await isThere(this.#path('blobs', digest)));
  }

  async remove(digest: string): Promise<void> {
    if (!DIGEST.test(digest)) return;
    await shred(this.#path('keys', digest));
    await unlinkIfThere(this.#path('blobs', digest));
    await syncFolder(dirname(this.#path('keys', digest)));
    await syncFolder(dirname(this.#path('blobs', digest)));
  }

  /**
   * Wraps every data key anew under the current master key; ciphertexts stay as they are. Nobody may erase files meanwhile: the platform
   * is stopped. Gives how many were wrapped anew; a second run finds none.
   */
  async rewrap(): Promise<number> {
    let count = 0;
    for (const start of await readdir(join(this.#root, 'keys'))) {
      for (const rest of await readdir(join(this.#root, 'keys', start))) {
        const digest = `${start}${rest}`;
        if (!DIGEST.test(digest)) continue;
        const { master } = JSON.parse((await readFile(this.#path('keys', digest))).toString('utf8')) as { master: string };
        const key = master === this.#ring.current ? null : await this.#readKey(digest);
        if (!key) continue;
        await this.#write(this.#path('keys', digest), this.#wrap(digest, key));
        count += 1;
      }
    }
    return count;
  }

  #wrap(digest: string, key: Uint8Array): Buffer {
    const master = this.#master(this.#ring.current);
    return Buffer.from(JSON.stringify({ format: 1, master: this.#ring.current, key: seal(master, key, `key:${digest}`).toString('base64') }));
  }

  /** Two letters of the digest make a folder, so that none grows beyond what file systems like. */
  #path(kind: 'blobs' | 'keys', digest: string): string {
    return join(this.#root, kind, digest.slice(0, 2), digest.slice(2));
  }

  /** The file's data key, made if there is none. Whoever is first makes it; a twin that stores the same bytes uses the same. */
  async #dataKeyFor(digest: string): Promise<Buffer> {
    const existing = await this.#readKey(digest);
    if (existing) return existing;
    const key = randomBytes(32);
    const isFirst = await this.#write(this.#path('keys', digest), this.#wrap(digest, key), true);
    return isFirst ? key : ((await this.#readKey(digest)) ?? key);
  }

  async #readKey(digest: string): Promise<Buffer | null> {
    const text = await readIfThere(this.#path('keys', digest));
    if (!text) return null;
    let wrapped: { readonly master: string; readonly key: string };
    try {
      wrapped = JSON.parse(text.toString('utf8')) as typeof wrapped;
    } catch {
      throw new CorruptBlob(digest);
    }
    return unseal(this.#master(wrapped.master), Buffer.from(wrapped.key, 'base64'), `key:${digest}`);
  }

  #master(id: string): Uint8Array {
    const key = this.#ring.keys[id];
    if (!key) throw new Error(`master key ${id} is not in the key ring`);
    return key;
  }

  /** Whole or not at all: written and synced under a partial name, then named. With `onlyFirst`, an existing file wins and false comes back. */
  async #write(path: string, content: Uint8Array, onlyFirst = false): Promise<boolean> {
    const folder = dirname(path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const partial = join(this.#root, 'partial', randomBytes(16).toString('hex'));
    try {
      const file = await open(partial, 'wx', 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      if (onlyFirst) await link(partial, path);
      else await rename(partial, path);
      await syncFolder(folder);
      await syncFolder(dirname(folder));
      return true;
    } catch (error) {
      if (onlyFirst && codeOf(error) === 'EEXIST') return false;
      throw error;
    } finally {
      await unlinkIfThere(partial);
    }
  }
}

/** AES-256-GCM as nonce ‖ tag ‖ ciphertext; `place` binds it to its address, so that files cannot be swapped. */
function seal(key: Uint8Array, plain: Uint8Array, place: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  const body = [cipher.update(plain), cipher.final()];
  return Buffer.concat([nonce, cipher.getAuthTag(), ...body]);
}

function unseal(key: Uint8Array, sealed: Uint8Array, place: string): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
      .setAAD(Buffer.from(place))
      .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
  } catch {
    throw new CorruptBlob(place);
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
}

/** Overwrites a key where it lies before its name goes: on disks that write in place nothing of it is left. */
async function shred(path: string): Promise<void> {
  try {
    const file = await open(path, 'r+');
    try {
      const { size } = await file.stat();
      await file.write(randomBytes(size), 0, size, 0);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  await unlinkIfThere(path);
}

/** A name is on the disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  try {
    await folder?.sync();
  } finally {
    await folder?.close();
  }
}
