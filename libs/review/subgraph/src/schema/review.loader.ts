import DataLoader from 'dataloader';
import type { ContentPackage } from '@disclosure/contracts';
import { openContent } from '@disclosure/platform-gate';
import { once } from '@disclosure/platform-graphql';
import { loadStreams } from '@disclosure/platform-persistence';
import { factsOf, looked } from '@disclosure/platform-subgraph';
import { determinationDueOn, reviewCase, reviewDueOn, reviewRoles, reviewWorkflow, seesContent } from '@disclosure/review-domain';
import type { ReviewState } from '@disclosure/review-domain';
import type { Instant, LocalDate } from '@disclosure/kernel';
import { dateOf } from '@disclosure/kernel';
import { fold, positionIn } from '@disclosure/workflow';
import type { StoredEvent } from '@disclosure/workflow';
import { readAsReviewer } from '../review.context.ts';
import type { ReviewContext } from '../review.context.ts';

export interface ReviewRow { readonly id: string; readonly digest: string; readonly plain_digest: string | null; readonly clearance_id: string | null; readonly opened_at: Instant }

/** A review as one viewer sees it; the fields that cost something are resolved from `of` when asked for. */
export interface ReviewView {
  readonly id: string;
  readonly row: ReviewRow;
  readonly of: ReviewState;
  readonly events: readonly StoredEvent[];
  /** May read the content, not only know of the case. */
  readonly seesContent: boolean;
  readonly [field: string]: unknown;
}

const COLUMNS = 'id, digest, plain_digest, clearance_id, opened_at';
export const REVIEW_COLUMNS = COLUMNS;

/** The one door to reviews: field, list, `_entities` and payloads pass through it, and an auditor's look is recorded in it. Absent and invisible are the same null. */
export function reviewLoader(context: ReviewContext): DataLoader<string, ReviewView | null> {
  return once(context, 'reviews', () => new DataLoader<string, ReviewView | null>(async (ids) => {
    const views = await loadReviews(context, ids);
    return ids.map((id) => views.get(id) ?? null);
  }));
}

async function loadReviews(context: ReviewContext, ids: readonly string[]): Promise<ReadonlyMap<string, ReviewView>> {
  if (context.actor.kind !== 'OFFICER') return new Map();
  const facts = await factsOf(context);
  const { rows, streams } = await readAsReviewer(context, async (q) => ({
    rows: await q.query<ReviewRow>(`SELECT ${COLUMNS} FROM review.review_case WHERE id = ANY($1)`, [ids]),
    streams: await loadStreams(q, 'review', ids),
  }));
  const views = new Map(rows.flatMap((row) => {
    const events = streams.get(row.id) ?? [];
    const of = fold(reviewCase, row.id, events);
    const roles = reviewRoles(of, context.actor, facts);
    return roles.size === 0 ? [] : [[row.id, viewOf(row, of, events, seesContent(roles), { dueOn: reviewDueOn(of, facts), determinationDueOn: determinationDueOn(of, facts) })] as const];
  }));
  await looked(context, 'CASE', [...views.keys()]);
  return views;
}

function viewOf(row: ReviewRow, of: ReviewState, events: readonly StoredEvent[], sees: boolean, due: { readonly dueOn: LocalDate | null; readonly determinationDueOn: LocalDate | null }): ReviewView {
  const state = positionIn(of, 'review');
  const { digest, extent, mode, audience, subject, divisionId, concernsRightsHolder, ground, expiresOn, round } = of;
  return {
    id: row.id, row, of, events, seesContent: sees,
    state, stage: reviewWorkflow.positions[state]?.title ?? state,
    digest, extent, mode, audience, concernsRightsHolder, ground, expiresOn, round,
    subject: { ...subject, request: subject.kind === 'REQUEST' ? { id: subject.id } : null, disclosure: subject.kind === 'DISCLOSURE' ? { id: subject.id } : null },
    division: { id: divisionId },
    isMajorSensitive: positionIn(of, 'sensitivity') === 'MAJOR',
    openedOn: dateOf(row.opened_at),
    ...due,
    version: of.versions['case'] ?? 0,
  };
}

/** Contents under review, by digest; null where the gate holds none any more. The caller has made sure that the viewer may read it. */
export function packageLoader(context: ReviewContext): DataLoader<string, ContentPackage | null> {
  return once(context, 'packages', () => new DataLoader<string, ContentPackage | null>((digests) => readAsReviewer(context, async (q) => {
    const found: (ContentPackage | null)[] = [];
    for (const digest of digests) found.push(await openContent(q, digest, context.platform.keys));
    return found;
  })));
}

/** Free texts by id; null where emptied. Row policies show those of visible reviews alone. */
export function textLoader(context: ReviewContext): DataLoader<string, string | null> {
  return once(context, 'texts', () => new DataLoader<string, string | null>((ids) => readAsReviewer(context, async (q) => {
    const rows = await q.query<{ id: string; body: string | null }>('SELECT id, body FROM review.free_text WHERE id = ANY($1)', [ids]);
    const bodies = new Map(rows.map(({ id, body }) => [id, body]));
    return ids.map((id) => bodies.get(id) ?? null);
  })));
}

interface ClearanceRow { readonly id: string; readonly digest: string; readonly extent: string; readonly mode: string; readonly audience: string; readonly cleared_at: Instant; readonly expires_on: LocalDate | null; readonly is_revoked: boolean; readonly review_id: string | null }

export interface ClearanceView { readonly id: string; readonly reviewId: string | null; readonly [field: string]: unknown }

/** The one door to clearances: the public through its own role and view, everybody else by what the viewer may see. */
export function clearanceLoader(context: ReviewContext): DataLoader<string, ClearanceView | null> {
  return once(context, 'clearances', () => new DataLoader<string, ClearanceView | null>(async (ids) => {
    const select = (view: string): string => `SELECT id, digest, extent, mode, audience, cleared_at, expires_on, is_revoked, review_id FROM review.${view} WHERE id = ANY($1)`;
    const rows = context.actor.kind === 'PUBLIC'
      ? await context.platform.database.context('review').publicReader.query<ClearanceRow>(select('public_clearance'), [ids])
      : await readAsReviewer(context, (q) => q.query<ClearanceRow>(select('visible_clearance'), [ids]));
    // What is known of a clearance beyond the public is known of its review.
    await looked(context, 'CASE', rows.flatMap(({ review_id: reviewId }) => reviewId ?? []));
    const { today } = await factsOf(context);
    const views = new Map(rows.map((row) => [row.id, clearanceView(row, today)]));
    return ids.map((id) => views.get(id) ?? null);
  }));
}

function clearanceView({ id, digest, extent, mode, audience, cleared_at, expires_on, is_revoked, review_id }: ClearanceRow, today: LocalDate): ClearanceView {
  const isOver = expires_on !== null && expires_on < today;
  return { id, digest, extent, mode, audience, clearedOn: dateOf(cleared_at), expiresOn: expires_on, state: is_revoked ? 'REVOKED' : isOver ? 'EXPIRED' : 'VALID', reviewId: review_id };
}
