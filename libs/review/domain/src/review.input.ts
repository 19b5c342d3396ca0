import type { Audience, Extent, Mode, SubjectRef } from '@disclosure/contracts';
import type { LocalDate } from '@disclosure/kernel';
import type { ConsentBasis, DeterminationResult, FindingDisposition, OutsideAuthority, ReviewAnswer, ReviewFinding, TextRef } from './review.type.ts';

/** What the shell found out about the package before the decision: whether the gate holds it, for whom, and what screening found in it. */
export interface ScreenedContent {
  readonly held: boolean;
  /** The audience whose key a stored package is encrypted for; null: stored plain. */
  readonly owner: string | null;
  readonly plainDigest: string | null;
  /** Divisions that have this content under review, or had it decided; a review sent back or withdrawn counts no more. */
  readonly reviewedBy: readonly string[];
  /** What an earlier review of the same content, this one included, found against it; the weightier where there are several. */
  readonly barred: 'CLASSIFIED' | 'MUST_NOT_DISCLOSE' | null;
  readonly findings: readonly ReviewFinding[];
}

export interface OpenReview {
  readonly digest: string;
  readonly extent: Extent;
  readonly mode: Mode;
  readonly audience: Audience;
  readonly subjectKind: SubjectRef['kind'];
  readonly subjectId: string;
  readonly divisionId: string;
  readonly isMajorSensitive?: boolean;
  readonly concernsRightsHolder?: boolean;
  readonly ground?: string;
  readonly reason?: TextRef;
  readonly expiresOn?: LocalDate;
  readonly content: ScreenedContent;
}
export interface ReopenReview { readonly reason: TextRef; readonly content: ScreenedContent }
export interface SignReview { readonly contentReview: ReviewAnswer; readonly secrecyReview: ReviewAnswer; readonly findings: readonly FindingDisposition[] }
/** `clearanceId`: the id that the clearance gets where the approval grants one. */
export interface ApproveReview { readonly remarks?: TextRef; readonly clearanceId: string }
export interface WithReason { readonly reason: TextRef }
export interface ReferOutside { readonly authority: OutsideAuthority; readonly letterNumber: TextRef; readonly reason: TextRef }
export interface RecordDetermination {
  readonly result: DeterminationResult;
  readonly ground?: string;
  readonly reason: TextRef;
  /** Of the answer from outside. */
  readonly answeredOn?: LocalDate;
  readonly answerNumber?: TextRef;
}
export interface RecordRightsHolderConsent { readonly basis: ConsentBasis; readonly evidence: TextRef; readonly decidedOn: LocalDate }
/** `agrees`: the deputy's and the classification officer's answer; the division's determination is one by itself. */
export interface ClassifyLate { readonly agrees: boolean; readonly reason: TextRef }
