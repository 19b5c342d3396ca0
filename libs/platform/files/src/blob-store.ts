/**
 * Where files rest: encrypted, addressed by the SHA-256 of their plain bytes (lower-case hex). A digest is an address for the
 * platform's own code and opens nothing by itself: every read from outside goes through a ticket or a live release.
 */
export interface BlobStore {
  /** Stores the bytes and gives their address. Storing the same bytes twice leaves one copy. When it returns, they survive a power cut. */
  put(bytes: Uint8Array): Promise<string>;
  /** The plain bytes, null when there are none (never stored, or erased). Throws CorruptBlob when what is stored was changed. */
  get(digest: string): Promise<Uint8Array | null>;
  has(digest: string): Promise<boolean>;
  /** Erases for good: the data key is destroyed first, so that copies of the ciphertext (backups, disk blocks) stay shut. */
  remove(digest: string): Promise<void>;
}

/** Stored bytes that fail their authentication or do not have their digest: a fault, never an answer. */
export class CorruptBlob extends Error {
  override readonly name = 'CorruptBlob';
}

/** Master keys of 32 bytes by id. The current one wraps new data keys; older ones still unwrap. */
export interface KeyRing {
  readonly current: string;
  readonly keys: Readonly<Record<string, Uint8Array>>;
}
