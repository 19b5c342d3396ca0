import type { LocalDate } from '@disclosure/kernel';

/** The offices that the procedures know, relative to a record (glossary, "Roles"). */
export const OFFICES = [
  'DISCLOSURE_LIAISON', 'CASE_HANDLER', 'DIVISION_HEAD', 'SUPERVISING_DEPUTY', 'DISCLOSURE_DEPUTY', 'PRINCIPAL_LEADER',
  'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD', 'SECRECY_OFFICER', 'CLASSIFICATION_OFFICER', 'LEGAL_OFFICER', 'LEADING_GROUP',
  'CHANNEL_OPERATOR', 'OPINION_OFFICER', 'PROCUREMENT_OFFICER', 'ANALYST', 'AUDITOR', 'ADMINISTRATOR',
] as const;
export type Office = (typeof OFFICES)[number];
/** Who may act: an office, or one of the actors outside the staff, or the platform's own timer. */
export type Role = Office | 'APPLICANT' | 'THIRD_PARTY' | 'AGENCY_LIAISON' | 'MACHINE' | 'PUBLIC' | 'TIMER';

export interface Agency {
  readonly id: string;
  readonly name: string;
  /** The agency's code in document numbers: `吉工信`. */
  readonly documentCode: string;
  /** Nine characters, the body of its unified social credit code: the first part of an index number. */
  readonly bodyCode: string;
  readonly contact: { readonly address: string; readonly telephone: string; readonly email: string };
  readonly isOwn: boolean;
  readonly topics: readonly string[];
}

export interface Division {
  readonly id: string;
  readonly agencyId: string;
  readonly name: string;
  readonly kind: 'DIVISION' | 'AFFILIATED_INSTITUTION' | 'DISCLOSURE_OFFICE' | 'SECRECY_OFFICE' | 'LEGAL_DIVISION' | 'GENERAL_OFFICE' | 'INFORMATION_CENTRE' | 'LEADERSHIP';
  readonly topics: readonly string[];
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly succeededBy: string | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly login: string;
}

/** One office held by one person, between two dates. A deputation is an appointment that names whom it stands for. */
export interface Appointment {
  readonly personId: string;
  readonly office: Office;
  /** The division where the office is one of a division; for SUPERVISING_DEPUTY one appointment for each division supervised; null: the whole agency. */
  readonly divisionId: string | null;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly standsFor: string | null;
}

/** The book of organisation, one numbered revision of it. Immutable. */
export interface OrganisationBook {
  readonly revision: number;
  readonly agencies: readonly Agency[];
  readonly divisions: readonly Division[];
  readonly people: readonly Person[];
  readonly appointments: readonly Appointment[];
}

/** Who is acting (foundations 2): a kind and an identity, never a list of roles. Roles are resolved for a record on a day. */
export type Actor =
  | { readonly kind: 'OFFICER'; readonly personId: string }
  /** `generation`: of the tracking code that the token was given for; absent, the first. */
  | { readonly kind: 'APPLICANT'; readonly caseId: string; readonly generation?: number }
  | { readonly kind: 'THIRD_PARTY'; readonly consultationId: string }
  | { readonly kind: 'AGENCY_CLERK'; readonly agencyId: string; readonly clerkId: string }
  /** A client. Bound to another agency where it works for one: its scopes then say what of that agency's business it may read and do. */
  | { readonly kind: 'MACHINE'; readonly clientId: string; readonly scopes: readonly string[]; readonly agencyId?: string }
  | { readonly kind: 'TIMER' }
  | { readonly kind: 'PUBLIC' };
