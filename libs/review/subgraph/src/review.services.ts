import type { Actor } from '@disclosure/organisation';
import type { Screening } from '@disclosure/screening';

/** For whom a link is made, and a file of which record it opens: asked for at each opening (`mayOpenReviewFile`). */
export interface RecordFile { readonly context: 'review'; readonly actor: Actor; readonly recordId: string }

/** What review needs besides the platform: the files that a package encloses, and somebody to look through them. */
export interface ReviewServices {
  /** The plain bytes of a file by digest; null where there are none (`BlobStore.get`). */
  readonly openFile: (digest: string) => Promise<Uint8Array | null>;
  /** Destroys a file for good, wherever else it is used: it turned out to be classified (`BlobStore.remove`). */
  readonly removeFile: (digest: string) => Promise<void>;
  /** An address under /files that opens a file for a while; to reviewers no release stands behind it. */
  readonly downloadUrl: (grant: { readonly digest: string; readonly name: string; readonly mediaType: string; readonly releaseId: null } & RecordFile) => string;
  /** Screens a file: bytes, name, declared type (`workerScreener().screen`). Rejects when it can't be done in time. */
  readonly screenFile: (bytes: Uint8Array, name: string, mediaType: string) => Promise<Pick<Screening, 'findings'>>;
}
