import type { Refusal } from '@disclosure/kernel';
import type { Actor } from '@disclosure/organisation';
import type { Queryable } from '@disclosure/platform-persistence';

/** A file that came in through the door and was not refused. */
export interface ClaimedFile { readonly digest: string; readonly name: string; readonly mediaType: string; readonly size: number }

/** What ties an upload to the record that uses it. */
export interface FileUse { readonly purpose: typeof ATTACHMENT_PURPOSE; readonly reference: string }
/** The purpose for which attachments of disclosures are uploaded. */
export const ATTACHMENT_PURPOSE = 'DISCLOSURE_ATTACHMENT';

/** For whom a link is made, and a file of which record it opens. */
export interface RecordFile { readonly context: 'publication'; readonly actor: Actor; readonly recordId: string }

/** What this context needs besides the platform. */
export interface PublicationServices {
  readonly files: {
    /** Takes an upload of this actor for a record, inside the record's transaction; the refusal says why it can't be used. */
    claim(tx: Queryable, uploadId: string, actorKey: string, use: FileUse): Promise<ClaimedFile | Refusal>;
    /** An address under /files that opens this file for a while: for officers, before it is public; each opening asks for whom it was made (`mayOpenDraftFile`). */
    temporaryUrl(file: ClaimedFile & RecordFile): string;
  };
}
