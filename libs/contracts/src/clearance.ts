import type { LocalDate } from '@disclosure/kernel';

export type Extent = 'FULL_TEXT' | 'REDACTED' | 'WITHHELD';
export type Mode = 'PROACTIVE' | 'ON_REQUEST';
/** For whom content is cleared: everybody, or the applicant of one case. An audience is written `PUBLIC` or `CASE:<id>`. */
export type Audience = 'PUBLIC' | `CASE:${string}`;

/** What review says of one content package; bound to its digest, byte for byte. */
export interface Clearance {
  readonly id: string;
  /** SHA-256 of the canonical package, hex. */
  readonly digest: string;
  readonly extent: Extent;
  readonly mode: Mode;
  readonly audience: Audience;
  readonly clearedOn: LocalDate;
  readonly expiresOn: LocalDate | null;
}

/** What a content package holds: all free text and files, nothing else (foundations 5). Its canonical form is stored and hashed. */
export interface ContentPackage {
  readonly format: 1;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly attachments: readonly { readonly name: string; readonly mediaType: string; readonly size: number; readonly digest: string }[];
  readonly redactions: readonly { readonly from: number; readonly to: number; readonly ground: string; readonly clause: string }[];
  /** Blocks of a letter that an officer may write, by key. */
  readonly blocks: Readonly<Record<string, string>>;
}
