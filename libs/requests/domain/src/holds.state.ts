import type { LocalDate } from '@disclosure/kernel';
import type { FeeMethod } from '@disclosure/law';
import type { EndOutcome, Stage } from './vocabulary.ts';

/** What an applicant was asked for who asks for clearly too much (A2-17), once in a round. */
export interface VolumeReasons {
  readonly round: number;
  readonly askedOn: LocalDate;
  readonly givenOn: LocalDate | null;
  /** Null while the office has not judged them. */
  readonly admitted: boolean | null;
  /** The day that a delayed reply put in the place of the due date (CLK-14). */
  readonly delayedTo: LocalDate | null;
}

/** A processing fee as its notice fixed it (A2-22, R-42): computed, in fen, always whole yuan (FEE-11). */
export interface ProcessingFee {
  readonly round: number;
  readonly method: FeeMethod;
  /** Items, or pages, of this request. */
  readonly count: number;
  /** Items of the same applicant in the same calendar month before these; 0 by the page. */
  readonly alreadyCounted: number;
  readonly total: number;
  readonly noticeOn: LocalDate;
  /** The day the notice reached the applicant: the period of payment counts from it. */
  readonly receivedOn: LocalDate;
  readonly paidOn: LocalDate | null;
  /** Given back, since the reply gives no pages after all (FEE-05). */
  readonly refundedOn: LocalDate | null;
  readonly lapsed: boolean;
}

/** What was given on the spot (A2-9). */
export interface OnTheSpotReply { readonly repliedOn: LocalDate; readonly repliedBy: string; readonly disclosureIds: readonly string[]; readonly digest: string | null }

/** What a division made ready to be handed over on the spot, once review has cleared it. */
export interface OnTheSpotPreparation { readonly digest: string; readonly attachments: number; readonly preparedOn: LocalDate; readonly preparedBy: string }

/** Holds and short ways of a request. */
export interface HoldsState {
  readonly volumeReasons: readonly VolumeReasons[];
  readonly fees: readonly ProcessingFee[];
  readonly prepared: OnTheSpotPreparation | null;
  readonly onTheSpot: OnTheSpotReply | null;
  /** Help was given to an applicant who has difficulty reading, seeing or hearing (A2-20). */
  readonly assisted: boolean;
  /** How it ended without a reply; null while open, and where a reply decided. */
  readonly endOutcome: EndOutcome | null;
  /** The stage in which it was given up: there a late clarification with good reason leads back. */
  readonly abandonedFrom: Stage | null;
}

export const noHolds: HoldsState = { volumeReasons: [], fees: [], prepared: null, onTheSpot: null, assisted: false, endOutcome: null, abandonedFrom: null };
