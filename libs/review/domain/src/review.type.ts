import type { Audience, Extent, Mode, SubjectRef } from '@disclosure/contracts';
import type { LocalDate } from '@disclosure/kernel';
import type { AggregateState } from '@disclosure/workflow';

/** A free text as events hold it: where it is kept, and a salted commitment to it. Never the text. */
export interface TextRef { readonly [key: string]: string; readonly text: string; readonly commitment: string }

/** FORBIDDEN: no division can wave it through; BLOCK and WARN: must be dealt with; INFO: only told. */
export const SEVERITIES = ['FORBIDDEN', 'BLOCK', 'WARN', 'INFO'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What screening found, as codes and positions. The words it stands in are kept as a free text, which can be emptied. */
export interface ReviewFinding {
  readonly [key: string]: string | number | TextRef;
  /** Unique within the review and round: `f1`. */
  readonly id: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly clause: string;
  /** The part of the package: `title`, `summary`, `body`, `block:<key>`, `attachment:<n>/<part of the file>`. */
  readonly where: string;
  /** Offsets into that part, UTF-16 units, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly excerpt: TextRef;
  readonly suggestion: TextRef;
}

/** What a reviewer does about a finding (发现的处理). */
export const DISPOSITIONS = ['REMOVED', 'REDACTED', 'NOT_APPLICABLE'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
export interface FindingDisposition { readonly findingId: string; readonly disposition: Disposition; readonly reason?: TextRef | undefined }

/** One of the two answers of the division head (A3-9-1). */
export interface ReviewAnswer { readonly passed: boolean; readonly remarks?: TextRef | undefined }

export const DETERMINATIONS = ['MAY_DISCLOSE', 'MUST_NOT_DISCLOSE'] as const;
/** What the secrecy office, or whoever it asked, determined. */
export type DeterminationResult = (typeof DETERMINATIONS)[number];

/** Whom the secrecy office asks where it cannot tell (A3-4): the provincial government's general office, or the secrecy authority. */
export const OUTSIDE_AUTHORITIES = ['PROVINCIAL_GENERAL_OFFICE', 'SECRECY_AUTHORITY'] as const;
export type OutsideAuthority = (typeof OUTSIDE_AUTHORITIES)[number];

/** Why information that touches a rights holder may go out all the same (A3-3). */
export const CONSENT_BASES = ['CONSENT', 'PUBLIC_INTEREST'] as const;
export type ConsentBasis = (typeof CONSENT_BASES)[number];

export const EXTENTS = ['FULL_TEXT', 'REDACTED', 'WITHHELD'] as const satisfies readonly Extent[];
export const MODES = ['PROACTIVE', 'ON_REQUEST'] as const satisfies readonly Mode[];
export const SUBJECT_KINDS = ['REQUEST', 'DISCLOSURE'] as const satisfies readonly SubjectRef['kind'][];

/** A clearance that this review granted. `revokedSeq`: the event that revoked it; null while it stands. */
export interface GrantedClearance { readonly id: string; readonly round: number; readonly clearedOn: LocalDate; readonly revokedSeq: number | null }

/** A review of one content package (保密审查), folded from its events. */
export interface ReviewState extends AggregateState {
  /** Digest of the package as the gate stores it: what is cleared. Empty before the review is opened. */
  readonly digest: string;
  readonly extent: Extent;
  readonly mode: Mode;
  readonly audience: Audience;
  readonly subject: SubjectRef;
  /** The division that made the information. */
  readonly divisionId: string;
  /** Who opened or reopened this round: the author, who never reviews. */
  readonly authorId: string | null;
  /** The day this round began. */
  readonly roundOpenedOn: LocalDate | null;
  readonly concernsRightsHolder: boolean;
  /** Ground of a withholding; null: none. */
  readonly ground: string | null;
  /** Until when a clearance is to hold; null: without end. */
  readonly expiresOn: LocalDate | null;
  readonly findings: readonly ReviewFinding[];
  /** The division head's two answers of this round; null: not given, or the review was sent back. */
  readonly answers: { readonly content: boolean; readonly secrecy: boolean } | null;
  /** Of this round. */
  readonly determination: DeterminationResult | null;
  /** The day on which the question was sent outside in this round; null: it was not. */
  readonly referredOutsideOn: LocalDate | null;
  /** It was determined before, in whichever review, that this content must not be disclosed: no division decides otherwise by itself. */
  readonly mustRefer: boolean;
  readonly clearances: readonly GrantedClearance[];
}
