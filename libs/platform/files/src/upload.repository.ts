import type { Instant } from '@disclosure/kernel';
import type { LocatedFinding } from '@disclosure/screening';

/** What a ticket allows: this actor, for this purpose, this one file. */
export interface TicketRequest {
  /** Who uploads, as the envelope names the actor: `officer:17`, `applicant:42`. */
  readonly actorKey: string;
  /** What for, a code of the owning context: `REPLY_ENCLOSURE`. */
  readonly purpose: string;
  readonly name: string;
  /** Bytes, exactly. */
  readonly size: number;
  readonly mediaType: string;
}

export interface Ticket extends TicketRequest {
  /** SHA-256 of the ticket, hex: the ticket itself is nowhere kept. */
  readonly ticketHash: string;
  readonly expiresAt: Instant;
}

/** What screening found, without the words themselves: an excerpt is content, and content rests in the encrypted file alone. */
export type UploadFinding = Pick<LocatedFinding, 'where' | 'kind' | 'severity' | 'from' | 'to' | 'clause' | 'suggestion'>;

export interface Upload {
  readonly uploadId: string;
  readonly digest: string;
  readonly actorKey: string;
  readonly purpose: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
  readonly findings: readonly UploadFinding[];
  readonly receivedAt: Instant;
  /** The record that uses the file (`request:…`), null while none does. */
  readonly reference: string | null;
}

/** What contexts need of uploads, inside the transaction of their own use-case. */
export interface UploadReferences {
  findUpload(uploadId: string): Promise<Upload | null>;
  /** Ties an upload of this actor and purpose to the record that uses it; false when there is none such, or another record has it. */
  refer(uploadId: string, actorKey: string, purpose: string, reference: string): Promise<boolean>;
  /** Unties every upload of a record (erasure): the next sweep forgets them and their bytes. */
  letGo(reference: string): Promise<void>;
}

/** The memory of the door. All instants are machine time, given as arguments. */
export interface UploadRepository extends UploadReferences {
  insertTicket(ticket: Ticket): Promise<void>;
  /** Takes a ticket that has not expired, once: of two takers at the same moment one gets null. */
  takeTicket(ticketHash: string, now: Instant): Promise<Ticket | null>;
  /** Announces an upload before its bytes are stored, so that none can be stored that nobody knows of. */
  insertUpload(upload: Omit<Upload, 'reference'>): Promise<void>;
  /** Its bytes are stored: from here on it can be found. */
  confirmUpload(uploadId: string): Promise<void>;
  /** Forgets an upload; gives the digest that it had. */
  removeUpload(uploadId: string): Promise<string | null>;
  /** True while any upload, confirmed or not, names this digest. */
  isDigestInUse(digest: string): Promise<boolean>;
  /** Forgets expired tickets, and uploads received before this instant that nothing refers to; returns the digests of the latter. */
  sweepUnreferenced(before: Instant, now: Instant): Promise<readonly string[]>;
  /**
   * Runs `work` while nobody else, in any process, does so for this digest: storing and removing the same bytes take turns, and
   * no upload loses its bytes to the sweep of an older one. `work` gets the repository to use inside.
   */
  exclusively(digest: string, work: (repository: UploadRepository) => Promise<void>): Promise<void>;
}
