import type { LocalDate } from '@disclosure/kernel';
import type { AggregateState } from '@disclosure/workflow';
import type { AfterReplyState } from './after-reply.state.ts';
import type { ConsultationState } from './consultation.state.ts';
import type { TrackingState } from './tracking.state.ts';
import type { HoldsState } from './holds.state.ts';
import type { ReferralState } from './referral.state.ts';
import type { ApplicantKind, FormOfProvision, FormPart, MeansOfService, SubmissionChannel, ThirdPartyRight } from './vocabulary.ts';

/** One item asked for and what is decided on it: an outcome, where withheld a ground, and where to find what is published already. */
export interface DecidedItem {
  readonly outcome: string;
  readonly ground: string | null;
  /** The clauses that the decision rests on; the remedy hangs on them (REM-01). */
  readonly bases: readonly string[];
  /** The published disclosure that the reply points at, for ALREADY_PUBLISHED. */
  readonly disclosureId: string | null;
  /** The agency responsible, for OTHER_AGENCY. */
  readonly agencyId: string | null;
  /** OTHER_AGENCY without one: whoever drafts has looked, and cannot tell which (A1-19-4). */
  readonly agencyUndetermined?: boolean;
  /** The earlier case, for REPEATED. */
  readonly earlierRequestId: string | null;
  /** The third party's right, where that is the ground. */
  readonly thirdPartyRight?: ThirdPartyRight;
}

export interface Proposal {
  readonly items: readonly DecidedItem[];
  readonly isMajor: boolean;
  /** Digest of the stored content package: to this the clearance is bound. */
  readonly digest: string;
  readonly draftedBy: string;
  readonly attachments: number;
  /** The item, by its place, in whose row of the annual report the case counts, where the office named one. */
  readonly principalItem?: number;
  /** It gives information or files; where not, the reply points at them, or decides that nothing is given. */
  readonly gives: boolean;
}

export interface Letter {
  readonly number: string;
  readonly form: string;
  readonly docx: string;
  readonly pdf: string;
}

/** A disclosure request, folded. Codes, dates, ids and digests only: names and texts are elsewhere. */
export interface RequestState extends AggregateState, AfterReplyState, HoldsState, ConsultationState, ReferralState, TrackingState {
  readonly agencyId: string;
  readonly channel: SubmissionChannel | null;
  readonly applicantKind: ApplicantKind | null;
  readonly form: FormOfProvision | null;
  readonly means: MeansOfService | null;
  readonly submittedOn: LocalDate | null;
  readonly receivedOn: LocalDate | null;
  readonly number: string | null;
  readonly leadDivision: string | null;
  readonly supportingDivisions: readonly string[];
  /** `receivedOn`: the day the notice reached the applicant; that it was issued, unless another is recorded. */
  readonly clarifications: readonly { readonly round: number; readonly noticeOn: LocalDate; readonly receivedOn: LocalDate; readonly suppliedOn: LocalDate | null }[];
  /** What the handling division said is missing, for the office to notify (A2-10). */
  readonly clarificationProposal: { readonly round: number; readonly proposedOn: LocalDate } | null;
  /** Days on which the office tried to reach an applicant to confirm receipt, and could not (REQ-05). */
  readonly contactAttempts: readonly LocalDate[];
  /** What the form lacked when it was taken in; nothing once a clarification has been supplied (REQ-08). */
  readonly missingParts: readonly FormPart[];
  /** The applicant confirmed what an officer took down (REQ-10); null where it was not oral. */
  readonly oralConfirmed: boolean | null;
  readonly extensionProposedDays: number | null;
  readonly proposal: Proposal | null;
  /** Everybody who drafted in this round: none of them approves. */
  readonly drafters: readonly string[];
  readonly letter: Letter | null;
  /** The number that the letter of this round was given; kept when the reply is drafted again, so that the series has no gap (DOC-01). */
  readonly letterNumber: string | null;
  readonly clearanceId: string | null;
  readonly sealed: boolean;
  readonly servedOn: LocalDate | null;
  readonly servedLate: boolean | null;
  /** Requests for the same thing by others, for promotion (A2-21). */
  readonly similar: readonly string[];
  readonly warnings: readonly string[];
  readonly erased: boolean;
}
