import type { LocalDate } from '@disclosure/kernel';

export const CONSULTATION_KINDS = { THIRD_PARTY: '征求第三方意见', AGENCY: '征求其他机关意见' } as const;
export type ConsultationKind = keyof typeof CONSULTATION_KINDS;

/** What a consulted party said; silence is a third party's NO_ANSWER and an agency's DEEMED_CONSENT (A2-15, A2-16). */
export const CONSULTATION_RESULTS = { CONSENT: '同意公开', PARTIAL_CONSENT: '部分同意公开', OBJECTION: '不同意公开', NO_ANSWER: '未提出意见', DEEMED_CONSENT: '逾期视为同意' } as const;
export type ConsultationResult = keyof typeof CONSULTATION_RESULTS;

export const CONSULTATION_POSITIONS = { SENT: '已发出', RECEIVED: '已送达', ANSWERED: '已提出意见', LAPSED: '逾期未提出意见', CLOSED: '因本件办结终止' } as const;
export type ConsultationStatus = keyof typeof CONSULTATION_POSITIONS;

/** One consultation: of whom, when, with what result. The third party's name and all texts are elsewhere. */
export interface Consultation {
  readonly id: string;
  readonly kind: ConsultationKind;
  readonly round: number;
  /** The agency consulted; null for a third party. */
  readonly agencyId: string | null;
  readonly sentOn: LocalDate;
  readonly receivedOn: LocalDate | null;
  readonly answeredOn: LocalDate | null;
  readonly result: ConsultationResult | null;
  /** The day the leading group decided to disclose over its objection. */
  readonly overriddenOn: LocalDate | null;
  /** The day it was told in writing what is disclosed, and why. */
  readonly notifiedOn: LocalDate | null;
}

/** The share of a request's state that consultations have. */
export interface ConsultationState { readonly consultations: readonly Consultation[] }
export const nothingConsulted: ConsultationState = { consultations: [] };
