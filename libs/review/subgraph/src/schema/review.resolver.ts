import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, InputType, Query, Resolver, Root } from 'type-graphql';
import { connectionFrom, DigestScalar, makeConnection, makePageArgs, notFound, pageArguments, unauthenticated } from '@disclosure/platform-graphql';
import type { ConnectionData } from '@disclosure/platform-graphql';
import { actionMutations, availableActionShapes, factsOf, looked, looksResolver } from '@disclosure/platform-subgraph';
import { reviewCase } from '@disclosure/review-domain';
import type { ReviewState } from '@disclosure/review-domain';
import { positionIn } from '@disclosure/workflow';
import { removeNoted } from '../removals.ts';
import { readAsReviewer } from '../review.context.ts';
import type { ReviewContext } from '../review.context.ts';
import { reviewShell } from '../review.shell.ts';
import { ReviewStateEnum, SubjectKind } from './enum.type.ts';
import { inputChecks } from './input.guards.ts';
import { answerOf, findingsOf, signaturesOf, timelineOf } from './review-history.ts';
import { reviewInputs } from './review.input.ts';
import { clearanceLoader, packageLoader, REVIEW_COLUMNS, reviewLoader } from './review.loader.ts';
import type { ClearanceView, ReviewRow, ReviewView } from './review.loader.ts';
import { Clearance, common, ReviewAnswer, ReviewCase, ReviewFinding, ReviewPackage, ReviewSignature, ReviewTimelineEntry } from './review.type.ts';

const { Connection: ReviewCaseConnection } = makeConnection(common, 'ReviewCase', () => ReviewCase, { totalCount: true });

@InputType({ description: 'Which reviews (筛选条件). All that are given must hold.' })
class ReviewCaseFilter {
  @Field(() => [ReviewStateEnum], { nullable: true, description: 'In one of these states (状态).' }) states?: string[];
  @Field(() => ID, { nullable: true, description: 'Of this division (信息制作处室).' }) divisionId?: string;
  @Field(() => DigestScalar, { nullable: true, description: 'Of this content (摘要值).' }) digest?: string;
  @Field(() => SubjectKind, { nullable: true, description: 'About this kind of matter (送审事项类别).' }) subjectKind?: string;
  @Field(() => ID, { nullable: true, description: 'About this matter (送审事项编号).' }) subjectId?: string;
}

@ArgsType()
class ReviewCasesArgs extends makePageArgs() {
  @Field(() => ReviewCaseFilter, { nullable: true, description: 'Which of them (筛选条件).' }) filter?: ReviewCaseFilter;
}

/** Newest first; the same rows and the same count that the viewer's row policies leave. */
async function listReviews(args: ReviewCasesArgs, context: ReviewContext): Promise<ConnectionData<ReviewView>> {
  const page = pageArguments(args, { width: 2 });
  if (context.actor.kind === 'PUBLIC') throw unauthenticated();
  if (context.actor.kind !== 'OFFICER') return connectionFrom<ReviewView>([], page, () => [], 0);
  const { states, divisionId, digest, subjectKind, subjectId } = args.filter ?? {};
  const filter = [states ?? null, divisionId ?? null, digest ?? null, subjectKind ?? null, subjectId ?? null];
  const where = `($1::text[] IS NULL OR state = ANY($1)) AND ($2::text IS NULL OR division_id = $2) AND ($3::text IS NULL OR digest = $3 OR plain_digest = $3)
    AND ($4::text IS NULL OR subject_kind = $4) AND ($5::text IS NULL OR subject_id = $5)`;
  const order = page.direction === 'FORWARD' ? 'DESC' : 'ASC';
  const { rows, count } = await readAsReviewer(context, async (q) => ({
    rows: await q.query<ReviewRow>(
      `SELECT ${REVIEW_COLUMNS} FROM review.review_case WHERE ${where}
       AND ($6::text IS NULL OR (opened_at, id) < ($6::platform.instant, $7::text)) AND ($8::text IS NULL OR (opened_at, id) > ($8::platform.instant, $9::text))
       ORDER BY opened_at ${order}, id ${order} LIMIT $10`,
      [...filter, ...(page.after ?? [null, null]), ...(page.before ?? [null, null]), page.limit + 1]),
    count: await q.query<{ count: number }>(`SELECT count(*) AS count FROM review.review_case WHERE ${where}`, filter),
  }));
  await looked(context, 'LIST', rows.slice(0, page.limit).map(({ id }) => id));
  // The row that only tells of a next page is nobody's to read.
  const { nodes, edges, ...connection } = connectionFrom(rows, page, (row) => [row.opened_at, row.id], count[0]?.count ?? 0);
  const views = await reviewLoader(context).loadMany(nodes.map(({ id }) => id));
  const seen = edges.flatMap(({ cursor }, index) => {
    const node = views[index] ?? null;
    if (node instanceof Error) throw node;
    return node === null ? [] : [{ cursor, node }];
  });
  return { ...connection, edges: seen, nodes: seen.map(({ node }) => node) };
}

@Resolver()
class ReviewQueries {
  @Query(() => ReviewCase, { description: 'One review (保密审查). NOT_FOUND where it is absent or not for this viewer.' })
  async reviewCase(@Arg('id', () => ID, { description: 'The review (编号).' }) id: string, @Ctx() context: ReviewContext): Promise<ReviewCase> {
    const view = await reviewLoader(context).load(id);
    if (view === null) throw notFound();
    return view as never;
  }

  @Query(() => ReviewCaseConnection, { description: 'Reviews that the viewer may see, newest first (保密审查列表). At most 100 in a page.' })
  async reviewCases(@Args(() => ReviewCasesArgs) args: ReviewCasesArgs, @Ctx() context: ReviewContext): Promise<object> {
    return listReviews(args, context);
  }

  @Query(() => Clearance, { description: 'One clearance (放行). NOT_FOUND where it is absent or not for this viewer.' })
  async clearance(@Arg('id', () => ID, { description: 'The clearance (编号).' }) id: string, @Ctx() context: ReviewContext): Promise<Clearance> {
    const view = await clearanceLoader(context).load(id);
    if (view === null) throw notFound();
    return view as never;
  }
}

@Resolver(() => ReviewCase)
class ReviewCaseFields {
  @FieldResolver(() => String, { nullable: true })
  async title(@Root() view: ReviewView, @Ctx() context: ReviewContext): Promise<string | null> {
    return view.seesContent ? ((await packageLoader(context).load(view.of.digest))?.title ?? null) : null;
  }

  @FieldResolver(() => ReviewPackage, { nullable: true })
  async package(@Root() view: ReviewView, @Ctx() context: ReviewContext): Promise<object | null> {
    const content = view.seesContent ? await packageLoader(context).load(view.of.digest) : null;
    if (content === null) return null;
    const attachments = content.attachments.map((file) => ({ ...file, url: context.services.downloadUrl({ digest: file.digest, name: file.name, mediaType: file.mediaType, releaseId: null, context: 'review', actor: context.actor, recordId: view.id }) }));
    return { ...content, attachments, blocks: Object.entries(content.blocks).map(([key, text]) => ({ key, text })) };
  }

  @FieldResolver(() => [ReviewFinding])
  findings(@Root() view: ReviewView, @Ctx() context: ReviewContext): Promise<object[]> {
    return findingsOf(view, context);
  }

  @FieldResolver(() => ReviewAnswer, { nullable: true })
  contentReview(@Root() view: ReviewView, @Ctx() context: ReviewContext): Promise<object | null> {
    return answerOf(view, context, 'contentReview');
  }

  @FieldResolver(() => ReviewAnswer, { nullable: true })
  secrecyReview(@Root() view: ReviewView, @Ctx() context: ReviewContext): Promise<object | null> {
    return answerOf(view, context, 'secrecyReview');
  }

  @FieldResolver(() => [ReviewSignature])
  signatures(@Root() view: ReviewView, @Ctx() context: ReviewContext): Promise<object[]> {
    return signaturesOf(view, context);
  }

  @FieldResolver(() => [common.AvailableAction])
  async availableActions(@Root() view: ReviewView, @Ctx() context: ReviewContext): Promise<object[]> {
    return availableActionShapes(reviewCase, view.of, context.actor, await factsOf(context));
  }

  @FieldResolver(() => [ReviewTimelineEntry])
  timeline(@Root() view: ReviewView, @Ctx() context: ReviewContext): Promise<object[]> {
    return timelineOf(view, context);
  }

  @FieldResolver(() => Clearance, { nullable: true })
  async clearance(@Root() view: ReviewView, @Ctx() context: ReviewContext): Promise<object | null> {
    return view.row.clearance_id === null ? null : clearanceLoader(context).load(view.row.clearance_id);
  }

  @FieldResolver(() => [ReviewCase])
  async earlierReviews(@Root() view: ReviewView, @Ctx() context: ReviewContext): Promise<object[]> {
    const { id, digest, plain_digest } = view.row;
    const rows = await readAsReviewer(context, (q) => q.query<{ id: string }>(
      `SELECT id FROM review.review_case WHERE id <> $1 AND (digest = $2 OR plain_digest = $2 OR digest = $3 OR plain_digest = $3) ORDER BY opened_at DESC, id DESC LIMIT 20`, [id, digest, plain_digest]));
    const views = await reviewLoader(context).loadMany(rows.map((row) => row.id));
    return views.filter((found): found is ReviewView => found !== null && !(found instanceof Error));
  }
}

@Resolver(() => Clearance)
class ClearanceFields {
  @FieldResolver(() => ReviewCase, { nullable: true })
  async review(@Root() view: ClearanceView, @Ctx() context: ReviewContext): Promise<object | null> {
    return view.reviewId === null ? null : reviewLoader(context).load(view.reviewId);
  }
}

const ReviewMutations = actionMutations<ReviewState, ReviewContext>({
  shell: ({ services }) => reviewShell(services),
  aggregate: reviewCase,
  common,
  object: () => ReviewCase,
  field: 'reviewCase',
  inputs: reviewInputs,
  check: inputChecks,
  load: async (context, id, { state }) => {
    // What was classified is not left until the worker comes round. Where the store does not answer the note stays, and the worker tries again and tells of it.
    if (positionIn(state, 'lateClassification') === 'CLASSIFIED') await removeNoted(context.platform, context.services).catch(() => undefined);
    return reviewLoader(context).load(id);
  },
});

const ReviewLooks = looksResolver({
  common, PageArgs: makePageArgs(), query: 'reviewLooks', type: 'ReviewLook', title: '保密审查的审计查阅记录',
  record: { name: 'reviewId', field: 'The review that was seen (审查编号); null for a list that held none.', argument: 'Only at this review (审查).' },
});

export const reviewResolvers = [ReviewQueries, ReviewCaseFields, ClearanceFields, ReviewMutations, ReviewLooks];
