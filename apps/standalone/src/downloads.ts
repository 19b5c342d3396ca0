import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MachineClock } from '@disclosure/platform-persistence';
import type { Queryable } from '@disclosure/platform-persistence';
import type { Download, Downloads } from '@disclosure/platform-files';

/** What a link opens; `releaseId` where it is open only while that release lives. */
export interface DownloadGrant {
  readonly digest: string;
  readonly name: string;
  readonly mediaType: string;
  readonly releaseId: string | null;
}

const LIFE_MS = 15 * 60_000;

/** Links to files: sealed grants that end after a quarter of an hour, so that nothing has to be stored and a digest alone opens nothing. */
export class DownloadLinks implements Downloads {
  readonly #key: Buffer;
  readonly #machineNow: MachineClock;
  readonly #gate: Queryable;
  readonly #publicFile: (token: string) => Promise<Download | null>;

  /** `publicFile` resolves the lasting addresses of published files, which are no grants. */
  constructor(key: Buffer, machineNow: MachineClock, gate: Queryable, publicFile: (token: string) => Promise<Download | null>) {
    this.#key = key;
    this.#machineNow = machineNow;
    this.#gate = gate;
    this.#publicFile = publicFile;
  }

  url = (grant: DownloadGrant): string => {
    const payload = Buffer.from(JSON.stringify([grant.digest, grant.name, grant.mediaType, grant.releaseId, this.#machineNow() + LIFE_MS])).toString('base64url');
    return `/files/${payload}.${this.#sign(payload)}`;
  };

  async resolveDownload(token: string): Promise<Download | null> {
    const [payload, signature, ...rest] = token.split('.');
    if (payload === undefined || signature === undefined || rest.length > 0 || payload === 'public') return this.#publicFile(token);
    const expected = Buffer.from(this.#sign(payload));
    const given = Buffer.from(signature);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
    const [digest, name, mediaType, releaseId, expiresAt] = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as [string, string, string, string | null, number];
    if (this.#machineNow() > expiresAt) return null;
    // Looked up each time: a revocation closes the link at once.
    if (releaseId !== null && (await this.#gate.query('SELECT 1 FROM gate.live_release WHERE id = $1', [releaseId])).length === 0) return null;
    return { content: { digest }, name, mediaType, audience: 'PRIVATE' };
  }

  #sign(payload: string): string {
    return createHmac('sha256', this.#key).update(`download:${payload}`).digest('base64url');
  }
}
