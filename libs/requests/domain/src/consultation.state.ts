import type { LocalDate } from '@disclosure/kernel';

export const CONSULTATION_KINDS = { THIRD_PARTY: '征求第三方意见', AGENCY: '征求其他机关意见' } as const;
export type ConsultationKind = keyof typeof CONSULTATION_KINDS;

/** What a consulted party said; silence is a third party's NO_ANSWER and an agency's DEEMED_CONSENT (A2-15, A2-16); who never had the letter has not been silent. */
export const CONSULTATION_RESULTS = { CONSENT: '同意公开', PARTIAL_CONSENT: '部分同意公开', OBJECTION: '不同意公开', NO_ANSWER: '未提出意见', DEEMED_CONSENT: '逾期视为同意', NOT_REACHED: '征求意见书未能送达' } as const;
export type ConsultationResult = keyof typeof CONSULTATION_RESULTS;

export const CONSULTATION_POSITIONS = { SENT: '已发出', UNDELIVERED: '未能送达', RECEIVED: '已送达', ANSWERED: '已提出意见', LAPSED: '逾期未提出意见', GIVEN_UP: '未能送达，不再征求', CLOSED: '因本件办结终止' } as const;
export type ConsultationStatus = keyof typeof CONSULTATION_POSITIONS;

/** Why a letter did not arrive, as the post says it. Refused in front of witnesses is received (留置送达), so it is not among them. */
export const UNDELIVERED_REASONS = { ADDRESS_WRONG: '地址不详或者查无此人', MOVED: '迁移新址不明', UNCLAIMED: '逾期无人领取', NO_RECEIPT_FOUND: '查询无签收记录' } as const;
export type UndeliveredReason = keyof typeof UNDELIVERED_REASONS;

/** A letter of a consultation that did not arrive: it stays in the file when the next one goes out. */
export interface UndeliveredLetter { readonly number: string; readonly digest: string; readonly sentOn: LocalDate; readonly undeliveredOn: LocalDate; readonly reason: UndeliveredReason }

/** One consultation: of whom, when, with what result. The third party's name and all texts are elsewhere. */
export interface Consultation {
  readonly id: string;
  readonly kind: ConsultationKind;
  readonly round: number;
  /** The agency consulted; null for a third party. */
  readonly agencyId: string | null;
  /** The day that its letter was sent; where one came back, the last of them. */
  readonly sentOn: LocalDate;
  /** Number and digest of that letter. */
  readonly letter: { readonly number: string; readonly digest: string };
  /** Letters of it that did not arrive, in order. */
  readonly undelivered: readonly UndeliveredLetter[];
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
