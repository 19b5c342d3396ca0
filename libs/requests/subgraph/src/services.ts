import type { Instant } from '@disclosure/kernel';
import type { BlobStore, DoorRefusal, GrantedTicket, TicketRequest, UploadReferences } from '@disclosure/platform-files';
import type { Actor } from '@disclosure/organisation';
import type { Result } from '@disclosure/kernel';
import type { Seal, TemplateSet } from '@disclosure/platform-letters';
import type { Platform, Queryable } from '@disclosure/platform-persistence';

/** What a link to a file opens; `releaseId` where it is open only while that release lives. */
export interface DownloadGrant {
  readonly digest: string;
  readonly name: string;
  readonly mediaType: string;
  readonly releaseId: string | null;
  /** The request, or correction request, that it is a file of. */
  readonly recordId: string;
  /** For whom the link was made; put in where links are made for an answer. */
  readonly actor?: Actor;
}

/** What this context needs of the app besides the platform. */
export interface RequestsServices {
  readonly platform: Platform;
  readonly templates: TemplateSet;
  readonly store: BlobStore;
  /** The door's memory, inside a transaction. */
  readonly uploads: (q: Queryable) => UploadReferences;
  readonly startUpload: (request: TicketRequest) => Promise<Result<GrantedTicket, DoorRefusal>>;
  /** A short token for the applicant of a case, in exchange for its tracking code of this generation. */
  readonly applicantToken: (caseId: string, generation: number) => Promise<{ readonly token: string; readonly expiresAt: Instant }>;
  /** A short token for the third party of a consultation, in exchange for the code of its letter. */
  readonly consultationToken: (consultationId: string) => Promise<{ readonly token: string; readonly expiresAt: Instant }>;
  /** An address under /files that opens this grant for a while. */
  readonly downloadUrl: (grant: DownloadGrant) => string;
  /** The full address of a public path (`/d/…`), as letters print it. */
  readonly publicUrl: (path: string) => string;
  /** How letters show the seal: a mark on samples, an image where the department set one. */
  readonly seal: Seal;
}

/** The purpose of files that go out with a reply. */
export const REPLY_ATTACHMENT = 'REPLY_ATTACHMENT';
