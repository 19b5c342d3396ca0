import type { Json, LocalDate } from '@disclosure/kernel';
import type { ApplicantKind, RemedyKind, RemedyResult } from '@disclosure/requests-domain';

/** Who takes a step, told by what they are to the case; the driver looks up who that is when its turn comes. */
export type Who =
  | 'PUBLIC' | 'APPLICANT' | 'OFFICE' | 'OFFICE_HEAD' | 'HANDLER' | 'HEAD' | 'DEPUTY' | 'DISCLOSURE_DEPUTY' | 'PRINCIPAL' | 'GROUP' | 'LEGAL' | 'SECRECY'
  | 'THIRD_PARTY' | 'AGENCY_CLERK' | 'REFERRED_CLERK' | `SUPPORT:${string}`;

/** How long after the step before: so many working days, or calendar days for those who keep no office hours. None: at once. */
export type Wait = { readonly workingDays: number } | { readonly days: number } | { readonly afterDue: number };

/** What a step does to the case, as the annual report counts: said by the plan, so that the report can be counted without the platform. */
export type Mark =
  | { readonly received: true }
  | { readonly closed: string }
  | { readonly reopened: true }
  /** A date that was recorded wrongly is put right. */
  | { readonly corrected: 'RECEIVED_ON' | 'SERVED_ON' }
  | { readonly remedy: RemedyKind }
  | { readonly result: RemedyResult };

/** An action of the glossary. Texts in the input that begin with `@` are filled in by the driver (`@today`, `@consultation`, …). */
export interface ActionStep {
  readonly do: string;
  readonly by: Who;
  readonly input: { readonly [key: string]: Json };
  readonly wait?: Wait;
  /** The refusal that the platform must answer with; the plan goes on as if the step were not there. */
  readonly refused?: string;
  /** Taken only where the case stands so when its turn comes; otherwise left out. */
  readonly onlyIf?: { readonly table: string; readonly position: string };
  readonly marks?: readonly Mark[];
}

/** Waits until the platform itself has done something: a lapse, a proposal. */
export interface UntilStep { readonly until: { readonly table: string; readonly position: string; readonly subject?: string }; readonly marks?: readonly Mark[] }

/** Waits until another case of the same applicant has its reply. */
export interface AfterStep { readonly after: number }

/** The review of the content that was just drafted, through all who have a say in it; FAIL sends it back to whoever drafted it. */
export interface ReviewStep { readonly review: 'PASS' | 'FAIL' | 'MAJOR'; /** What was made ready to be handed over on the spot; otherwise the reply proposal. */ readonly of?: 'PREPARED'; readonly extent: 'FULL_TEXT' | 'REDACTED'; readonly wait?: Wait }

/** What was confirmed for proactive disclosure is proposed, approved, reviewed and published. */
export interface PublishStep { readonly publish: { readonly title: string; readonly body: string }; readonly wait?: Wait }

export type Step = ActionStep | UntilStep | AfterStep | ReviewStep | PublishStep;

/** Somebody who does not exist. Numbers are valid by their checksums; names say that they are invented. */
export interface Person {
  readonly kind: ApplicantKind;
  readonly name: string;
  readonly identityNumber: string | null;
  readonly organisationCode: string | null;
  readonly representative: string | null;
  readonly telephone: string;
  readonly email: string;
  readonly postalAddress: string;
}

/** One request of the year as a script: who asks what, when, and all that becomes of it. Pure data; the driver carries it out. */
export interface Plan {
  readonly index: number;
  /** A request for disclosure, or one to correct what a record says. */
  readonly kind: 'REQUEST' | 'CORRECTION';
  readonly applicant: number;
  readonly arrivesOn: LocalDate;
  /** In the morning when offices open, or at night when only the form on the web is open. */
  readonly arrivesAt: 'MORNING' | 'NIGHT';
  readonly lead: string;
  /** The paths that it takes, for the statistics and for tests of the generator. */
  readonly paths: readonly string[];
  readonly steps: readonly Step[];
}

/** A year of them. */
export interface YearPlan {
  readonly year: number;
  readonly seed: number;
  /** The day the clock is set to at the beginning: a month before the year, so that cases are carried over into it. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly applicants: readonly Person[];
  readonly plans: readonly Plan[];
}
