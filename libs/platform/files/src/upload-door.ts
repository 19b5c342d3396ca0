import { createHash, randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { addMilliseconds, err, instantOfEpoch, ok } from '@disclosure/kernel';
import type { Instant, Refusal, Result } from '@disclosure/kernel';
import { counted } from '@disclosure/platform-observability';
import { bearsStateSecretMark, declaredType, refusingFinding, screenText } from '@disclosure/screening';
import type { FindingKind, Screening } from '@disclosure/screening';
import type { BlobStore } from './blob-store.ts';
import { ScreeningTimedOut } from './screener.ts';
import type { Screener } from './screener.ts';
import type { TicketRequest, Upload, UploadFinding, UploadRepository } from './upload.repository.ts';

/** A refusal of the door, with the status that HTTP has for it. */
export interface DoorRefusal extends Refusal {
  readonly status: number;
  /** Seconds after which trying again makes sense, for 503. */
  readonly retryAfter?: number;
}

/** All that is kept of a file that was refused for a mark (SEC-01): who, when, what kind. No name, no digest, no word of it. */
export interface UploadIncident {
  readonly who: string;
  /** Machine time. */
  readonly when: Instant;
  readonly kind: 'STATE_SECRET_MARK';
}

export interface UploadReceipt {
  readonly uploadId: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
  readonly findings: readonly UploadFinding[];
}

export interface GrantedTicket {
  /** 128 random bits; shown once, kept hashed. */
  readonly ticket: string;
  readonly expiresAt: Instant;
}

export interface UploadDoorOptions {
  readonly repository: UploadRepository;
  readonly blobs: BlobStore;
  readonly screen: Screener;
  /** Milliseconds since 1970 by the machine: tickets are technical, no law counts on them. */
  readonly machineNow: () => number;
  /** Called after the file is gone. If it throws, the upload ends as a fault, and the file is gone all the same. */
  readonly onIncident: (incident: UploadIncident) => Promise<void> | void;
  readonly limits?: Partial<UploadLimits>;
}

export interface UploadLimits {
  /** Bytes of one file. */
  readonly maxFileBytes: number;
  /** Bytes of all files that this process holds at one time; more is asked to come back later. */
  readonly maxBytesInFlight: number;
  readonly ticketLifeMs: number;
  /** Time for the body to arrive. */
  readonly receiveTimeoutMs: number;
}

const MEBIBYTE = 1024 * 1024;
export const DEFAULT_UPLOAD_LIMITS: UploadLimits = {
  maxFileBytes: 20 * MEBIBYTE,
  maxBytesInFlight: 64 * MEBIBYTE,
  ticketLifeMs: 15 * 60_000,
  receiveTimeoutMs: 5 * 60_000,
};

const RETRY_AFTER_SECONDS = 5;

/**
 * The way in for files (foundations 7): a ticket, then the bytes into bounded memory, through screening in a thread, and only
 * then encrypted to disk; or refused, and nothing is kept. Plain bytes are never on a disk and never in a log.
 */
export class UploadDoor {
  readonly #options: UploadDoorOptions;
  readonly #limits: UploadLimits;
  #bytesInFlight = 0;

  constructor(options: UploadDoorOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_UPLOAD_LIMITS, ...options.limits };
  }

  get maxFileBytes(): number {
    return this.#limits.maxFileBytes;
  }

  /** Grants one upload of one file. Refuses sizes beyond the cap, names that are none, and names that bear a mark (an incident). */
  async startUpload(request: TicketRequest): Promise<Result<GrantedTicket, DoorRefusal>> {
    const { actorKey, purpose, size, mediaType } = request;
    const name = request.name.normalize('NFC').trim();
    if (name === '' || Buffer.byteLength(name) > 255 || /[\p{Cc}/\\]/u.test(name)) return err(refusal(400, 'FILE_NAME_INVALID', '文件名不能为空，不能含有路径或者控制字符，且不能超过255字节。', null, 'name'));
    if (!Number.isSafeInteger(size) || size <= 0) return err(refusal(400, 'FILE_SIZE_INVALID', '文件大小应当为正整数（字节），不能上传空文件。', null, 'size'));
    if (size > this.#limits.maxFileBytes) return err(this.#tooLarge(size));
    if (screenText(name).some((finding) => finding.kind === 'STATE_SECRET_MARK' && finding.severity === 'FORBIDDEN')) return err(await this.#incident(actorKey));

    const ticket = randomBytes(16).toString('base64url');
    const expiresAt = addMilliseconds(this.#now(), this.#limits.ticketLifeMs);
    await this.#options.repository.insertTicket({ ticketHash: hashOf(ticket), actorKey, purpose, name, size, mediaType: declaredType(mediaType), expiresAt });
    return ok({ ticket, expiresAt });
  }

  /**
   * Receives the bytes of a ticket. `contentLength` is what the sender announces; it must be known before the first byte, since
   * the place in memory is reserved for it, and be the ticket's size. Whatever happens, the ticket is used up, except when there
   * was no room: then nothing was touched, and it may be tried again.
   */
  async receive(ticket: string, contentLength: number | undefined, body: Readable): Promise<Result<UploadReceipt, DoorRefusal>> {
    if (contentLength === undefined || !Number.isSafeInteger(contentLength) || contentLength <= 0) {
      return err(refusal(411, 'UPLOAD_LENGTH_REQUIRED', '上传时应当注明文件长度（Content-Length）。', null));
    }
    if (contentLength > this.#limits.maxFileBytes) return err(this.#tooLarge(contentLength));
    if (this.#bytesInFlight + contentLength > this.#limits.maxBytesInFlight) {
      return err({ ...refusal(503, 'UPLOADS_BUSY', '同时上传的文件过多，请稍后再试。', null), retryAfter: RETRY_AFTER_SECONDS });
    }
    this.#bytesInFlight += contentLength;
    try {
      const granted = await this.#options.repository.takeTicket(hashOf(ticket), this.#now());
      if (!granted) return err(refusal(404, 'TICKET_INVALID', '上传凭证不存在、已使用或者已过期，请重新取得凭证。', null));
      if (granted.size !== contentLength) return err(lengthMismatch(granted.size, contentLength));
      return await this.#take(granted, body);
    } finally {
      this.#bytesInFlight -= contentLength;
    }
  }

  /** Forgets uploads that came in before this instant and that nothing refers to, and their bytes. Returns how many files went. */
  async sweep(before: Instant): Promise<number> {
    const digests = await this.#options.repository.sweepUnreferenced(before, this.#now());
    for (const digest of digests) await this.#removeUnused(digest);
    return digests.length;
  }

  /** Erases one upload and, when no other has the same bytes, its bytes (erasure, expunging a leak). False when there is none. */
  async erase(uploadId: string): Promise<boolean> {
    const digest = await this.#options.repository.removeUpload(uploadId);
    if (digest !== null) await this.#removeUnused(digest);
    return digest !== null;
  }

  async #take(granted: TicketRequest, body: Readable): Promise<Result<UploadReceipt, DoorRefusal>> {
    const bytes = Buffer.alloc(granted.size);
    try {
      const problem = await readInto(bytes, body, this.#limits.receiveTimeoutMs);
      if (problem) return err(problem);
      const screening = await this.#screen(bytes, granted);
      if (screening === null) return err(refusal(422, 'SCREENING_TIMED_OUT', '文件过于复杂，未能在规定时间内完成审查，请拆分后上传。', 'A3-8'));
      if (bearsStateSecretMark(screening)) {
        bytes.fill(0);
        return err(await this.#incident(granted.actorKey));
      }
      const refusing = refusingFinding(screening);
      if (refusing) return err(refusal(422, CODES[refusing.kind] ?? 'FILE_REFUSED', refusing.suggestion, refusing.clause));
      return ok(await this.#keep(granted, bytes, screening));
    } finally {
      bytes.fill(0);
    }
  }

  async #screen(bytes: Uint8Array, { name, mediaType }: TicketRequest): Promise<Screening | null> {
    try {
      return await this.#options.screen(bytes, name, mediaType);
    } catch (error) {
      if (error instanceof ScreeningTimedOut) return null;
      throw error;
    }
  }

  async #keep(granted: TicketRequest, bytes: Uint8Array, screening: Screening): Promise<UploadReceipt> {
    const { repository, blobs } = this.#options;
    const digest = createHash('sha256').update(bytes).digest('hex');
    const findings = screening.findings.map(({ where, kind, severity, from, to, clause, suggestion }): UploadFinding => ({ where, kind, severity, from, to, clause, suggestion }));
    const upload: Omit<Upload, 'reference'> = {
      uploadId: randomBytes(16).toString('base64url'),
      digest,
      actorKey: granted.actorKey,
      purpose: granted.purpose,
      name: granted.name,
      size: granted.size,
      mediaType: screening.mediaType,
      findings,
      receivedAt: this.#now(),
    };
    await repository.insertUpload(upload);
    try {
      await repository.exclusively(digest, async (locked) => {
        await blobs.put(bytes);
        await locked.confirmUpload(upload.uploadId);
      });
    } catch (error) {
      // The sweep would take it tomorrow; do it now if that much still works.
      await this.erase(upload.uploadId).catch(() => undefined);
      throw error;
    }
    return { uploadId: upload.uploadId, name: upload.name, size: upload.size, mediaType: upload.mediaType, findings };
  }

  async #removeUnused(digest: string): Promise<void> {
    await this.#options.repository.exclusively(digest, async (locked) => {
      if (!(await locked.isDigestInUse(digest))) await this.#options.blobs.remove(digest);
    });
  }

  async #incident(who: string): Promise<DoorRefusal> {
    await this.#options.onIncident({ who, when: this.#now(), kind: 'STATE_SECRET_MARK' });
    return refusal(422, 'STATE_SECRET_MARK', '文件带有国家秘密标志。本平台为非涉密系统，该文件未被保存。请立即停止操作，并按规定向厅保密委员会办公室报告。', 'A3-2-1');
  }

  #now(): Instant {
    return instantOfEpoch(this.#options.machineNow());
  }

  #tooLarge(size: number): DoorRefusal {
    const { maxFileBytes } = this.#limits;
    return { ...refusal(413, 'FILE_TOO_LARGE', `文件过大，单个文件不得超过${Math.floor((maxFileBytes / MEBIBYTE) * 10) / 10}MB。`, null, 'size'), facts: { size, maxFileBytes } };
  }
}

const CODES: Partial<Record<FindingKind, string>> = {
  ENCRYPTED_FILE: 'FILE_ENCRYPTED',
  LIMIT_EXCEEDED: 'FILE_TOO_COMPLEX',
  BROKEN_FILE: 'FILE_BROKEN',
  TYPE_MISMATCH: 'FILE_TYPE_MISMATCH',
  UNSUPPORTED_FORMAT: 'FILE_FORMAT_UNSUPPORTED',
  ACTIVE_CONTENT: 'FILE_HAS_ACTIVE_CONTENT',
};

const hashOf = (ticket: string): string => createHash('sha256').update(ticket).digest('hex');

function refusal(status: number, code: string, message: string, clause: string | null, field?: string): DoorRefusal {
  counted('disclosure.uploads.refused', { 'disclosure.code': code });
  return { status, code, message, clause, ...(field === undefined ? {} : { field }) };
}

function lengthMismatch(expected: number, actual: number): DoorRefusal {
  return { ...refusal(400, 'UPLOAD_LENGTH_MISMATCH', '收到的长度与凭证上的文件大小不符，文件未被保存。', null), facts: { expected, actual } };
}

/** Fills the buffer, no more and no less; the refusal otherwise. The stream is left undestroyed, since an answer goes back by its socket. */
async function readInto(target: Buffer, body: Readable, timeoutMs: number): Promise<DoorRefusal | null> {
  let at = 0;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    body.destroy(new Error('the body took too long'));
  }, timeoutMs);
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (at + chunk.length > target.length) return lengthMismatch(target.length, at + chunk.length);
      target.set(chunk, at);
      at += chunk.length;
    }
  } catch {
    return timedOut
      ? refusal(408, 'UPLOAD_TIMED_OUT', '上传超时，文件未被保存，请重新上传。', null)
      : refusal(400, 'UPLOAD_ABORTED', '上传中断，文件未被保存，请重新上传。', null);
  } finally {
    clearTimeout(timer);
  }
  return at === target.length ? null : lengthMismatch(target.length, at);
}
