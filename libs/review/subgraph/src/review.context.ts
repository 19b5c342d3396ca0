import type { Envelope } from '@disclosure/platform-identity';
import type { Platform, Queryable, Viewer } from '@disclosure/platform-persistence';
import { actingContext, factsOf, viewerOf } from '@disclosure/platform-subgraph';
import type { ActingContext } from '@disclosure/platform-subgraph';
import { reviewScope } from '@disclosure/review-domain';
import type { ReviewServices } from './review.services.ts';

export interface ReviewContext extends ActingContext { readonly services: ReviewServices }

export function createReviewContext(envelope: Envelope, { platform, nudge, ...services }: ReviewServices & { readonly platform: Platform; readonly nudge: () => void }): ReviewContext {
  return { ...actingContext(envelope, platform, 'review', nudge), services };
}

/** Reads as `review_read` for this viewer: the row policies are told which divisions' reviews an office is held for. */
export async function readAsReviewer<T>(context: ReviewContext, work: (q: Queryable) => Promise<T>): Promise<T> {
  const viewer: Viewer & { readonly reviews: ReturnType<typeof reviewScope> } = { ...(await viewerOf(context)), reviews: reviewScope(context.actor, await factsOf(context)) };
  return context.platform.database.context('review').readAs(viewer, work);
}
