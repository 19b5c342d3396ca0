import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MachineClock, Queryable } from '@disclosure/platform-persistence';
import type { Actor } from '@disclosure/organisation';
import type { Download, Downloads } from '@disclosure/platform-files';

/** What a link opens; `releaseId` where it is open only while that release lives. */
export interface DownloadGrant {
  readonly digest: string;
  readonly name: string;
  readonly mediaType: string;
  readonly releaseId: string | null;
  /** For whom it was made, and a file of which record it opens, where the record's context asks for them at each opening. */
  readonly actor?: Actor | undefined;
  readonly recordId?: string | undefined;
  /** The context of the record; without it, `requests`. */
  readonly context?: RecordContext | undefined;
}

/** Contexts that are asked at each opening of what they made a link to. */
export type RecordContext = 'requests' | 'review' | 'publication';
/** Whether a link that was made for somebody still opens the file of a record. */
export type MayOpen = (holder: { readonly actor: Actor; readonly recordId: string }) => Promise<boolean>;

const LIFE_MS = 15 * 60_000;

/** Links to files: sealed grants that end after a quarter of an hour, so that nothing has to be stored and a digest alone opens nothing. */
export class DownloadLinks {
  readonly #key: Buffer;
  readonly #machineNow: MachineClock;

  constructor(key: Buffer, machineNow: MachineClock) {
    this.#key = key;
    this.#machineNow = machineNow;
  }

  url = (grant: DownloadGrant): string => {
    const payload = Buffer.from(JSON.stringify([grant.digest, grant.name, grant.mediaType, grant.releaseId, this.#machineNow() + LIFE_MS, ...(grant.actor === undefined || grant.recordId === undefined ? [] : [grant.actor, grant.recordId, grant.context ?? 'requests'])])).toString('base64url');
    return `/files/${payload}.${this.#sign(payload)}`;
  };

  /** The grant of a link's token: null when it was forged or has ended, 'NO_GRANT' for a token of another form. */
  open(token: string): DownloadGrant | null | 'NO_GRANT' {
    const [payload, signature, ...rest] = token.split('.');
    if (payload === undefined || signature === undefined || rest.length > 0 || payload === 'public') return 'NO_GRANT';
    const expected = Buffer.from(this.#sign(payload));
    const given = Buffer.from(signature);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
    const [digest, name, mediaType, releaseId, expiresAt, actor, recordId, context] = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as [string, string, string, string | null, number, Actor?, string?, RecordContext?];
    return this.#machineNow() > expiresAt ? null : { digest, name, mediaType, releaseId, actor, recordId, context };
  }

  #sign(payload: string): string {
    return createHmac('sha256', this.#key).update(`download:${payload}`).digest('base64url');
  }
}

/** What the files' door opens: grants, and by `publicFile` the lasting addresses of published files. `gate` reads live releases; `mayOpen` is asked at each opening of what was made for somebody. */
export function downloadsOf(links: DownloadLinks, gate: Queryable, publicFile: (token: string) => Promise<Download | null>, mayOpen: Readonly<Record<RecordContext, MayOpen>>): Downloads {
  return {
    async resolveDownload(token) {
      const grant = links.open(token);
      if (grant === 'NO_GRANT') return publicFile(token);
      // Looked up each time: a revocation closes the link at once.
      if (!grant || (grant.releaseId !== null && (await gate.query('SELECT 1 FROM gate.live_release WHERE id = $1', [grant.releaseId])).length === 0)) return null;
      const { digest, name, mediaType, actor, recordId, context } = grant;
      if (actor !== undefined && recordId !== undefined && !(await mayOpen[context ?? 'requests']({ actor, recordId }))) return null;
      return { content: { digest }, name, mediaType, audience: 'PRIVATE' };
    },
  };
}
