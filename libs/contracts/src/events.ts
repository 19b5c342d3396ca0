import type { Instant, LocalDate } from '@disclosure/kernel';
import type { Audience, Extent, Mode } from './clearance.ts';

/** The published form of an event: all that another context may know of it. */
export interface PublishedEvent<T extends PublishedType = PublishedType> {
  readonly id: string;
  readonly context: string;
  readonly type: T;
  readonly recordedAt: Instant;
  readonly effectiveOn: LocalDate;
  readonly data: PublishedData[T];
}

export interface PublishedData {
  /** review → requests, publication: content may go out. */
  ClearanceGranted: { reviewId: string; clearanceId: string; digest: string; extent: Extent; mode: Mode; audience: Audience; subject: SubjectRef };
  /** review → requests, publication: the review ended without a clearance. */
  ReviewEnded: { reviewId: string; digest: string; result: 'WITHHELD' | 'RETURNED' | 'WITHDRAWN'; subject: SubjectRef };
  ClearanceRevoked: { reviewId: string; clearanceId: string; digest: string; subject: SubjectRef };
  /** publication → requests: an item is out, at a lasting address. `originRequests`: the cases that led to it. */
  DisclosurePublished: { disclosureId: string; digest: string; address: string; originRequests: readonly string[] };
  DisclosureWithdrawn: { disclosureId: string; address: string };
  /** requests → publication: a division confirmed that requested information becomes proactive (A2-21). */
  PromotionConfirmed: { requestIds: readonly string[]; digest: string; leadDivisionId: string; clause: string };
  /** directory → all: a book has a new revision. */
  BookRevised: { book: 'calendar' | 'law' | 'organisation'; revision: number };
}
export type PublishedType = keyof PublishedData;

/** What a review is about. */
export interface SubjectRef { readonly kind: 'REQUEST' | 'DISCLOSURE'; readonly id: string }
