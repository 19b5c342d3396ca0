import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { LocalDate } from '@disclosure/kernel';
import { findPerson } from '@disclosure/organisation';
import { connectionFrom, forbidden, pageArguments, refusalShape, unauthenticated } from '@disclosure/platform-graphql';
import { availableActionShapes, deadlineShapes, factsOf, readAsViewer } from '@disclosure/platform-subgraph';
import { disclosureAggregate } from '@disclosure/publication-domain';
import { allActions, clockOf, roleLabel } from '@disclosure/workflow';
import type { StoredEvent } from '@disclosure/workflow';
import type { PublicationContext } from '../publication.context.ts';
import { asks } from './asked.ts';
import { betweenSql } from './between.ts';
import { catalogueOf } from './catalogue.loader.ts';
import { CatalogueCategory } from './catalogue.type.ts';
import { SUMMARY_ADVISED } from './checks.ts';
import { common, DisclosureStateEnum, PageArgs } from './common.ts';
import { clearancesOf, foldedDisclosures, liveItems, liveVersions, releasedContents, seenLive, texts, visibleDisclosures, workingContents, WORKING_COLUMNS, WORKING_FROM } from './disclosure.loader.ts';
import type { LiveRow, WorkingRow } from './disclosure.loader.ts';
import { attachmentShapes, contentOf, disclosureShape, keywordsOf } from './disclosure.shape.ts';
import type { DisclosureShape } from './disclosure.shape.ts';
import { ClearanceStub, Disclosure, DisclosureAttachment, DisclosureConnection, DisclosureNotice, DisclosureTimelineEntry, DisclosureVersion } from './disclosure.type.ts';
import { filterSql } from './filter.ts';
import { lookedAmongPublic, lookedAt } from './looks.ts';
import { DisclosureFilter } from './search.type.ts';

const ROW_TITLES = new Map(allActions(disclosureAggregate).map(({ row }) => [row.event, row.title]));

const TEXTS = new Set(['title', 'summary', 'body', 'keywords', 'attachments']);
const itemsFor = (info: GraphQLResolveInfo): ReturnType<typeof liveItems> => liveItems(asks(info, TEXTS));

/** The disclosure as this viewer sees it; null where it is absent or hidden, which look alike. */
export async function visibleDisclosure(context: PublicationContext, id: string): Promise<object | null> {
  const seen = await visibleDisclosures(context).load(id);
  if (seen) await lookedAt(context, 'CASE', [seen]);
  return seen && disclosureShape(seen);
}

@Resolver(() => Disclosure)
export class DisclosureResolver {
  @Query(() => Disclosure, { nullable: true, description: 'One disclosure that the viewer may see (主动公开信息); null where there is none.' })
  disclosure(@Arg('id', () => ID, { description: 'The disclosure (标识).' }) id: string, @Ctx() context: PublicationContext): Promise<object | null> {
    return visibleDisclosure(context, id);
  }

  @Query(() => Disclosure, { nullable: true, description: 'The disclosure at a public address (按地址): `/d/013500001-2026-00001`. A withdrawn one leaves its facts there, without content.' })
  async disclosureByAddress(@Arg('address', () => String, { description: 'The address (地址).' }) address: string, @Ctx() context: PublicationContext, @Info() info: GraphQLResolveInfo): Promise<object | null> {
    const { today } = await factsOf(context);
    const { columns, from } = itemsFor(info);
    const [seen] = await readAsViewer(context, async (q) => seenLive(context, q, await q.query<LiveRow>(`SELECT ${columns} FROM ${from} WHERE d.address = $1 AND (d.expires_on IS NULL OR d.expires_on >= $2)`, [address, today])));
    if (seen) {
      await lookedAmongPublic(context, info, 'CASE', [seen]);
      return disclosureShape(seen);
    }
    const rows = await readAsViewer(context, (q) => q.query<{ id: string }>('SELECT id FROM publication.live_disclosure WHERE address = $1 UNION SELECT id FROM publication.tombstone WHERE address = $1', [address]));
    return rows[0] ? visibleDisclosure(context, rows[0].id) : null;
  }

  @Query(() => DisclosureConnection, { description: 'What is public, newest first (公开信息列表). At most 100 in a page.' })
  async disclosures(
    @Args(() => PageArgs) args: InstanceType<typeof PageArgs>,
    @Arg('filter', () => DisclosureFilter, { nullable: true, description: 'Which of them (筛选条件).' }) filter: DisclosureFilter | null,
    @Ctx() context: PublicationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const page = pageArguments(args, { width: 2 });
    const forward = page.direction === 'FORWARD';
    const { today } = await factsOf(context);
    const where = filterSql(filter ?? {}, await catalogueOf(context), today, 1);
    const { columns, from } = itemsFor(info);
    const between = betweenSql(page, 'd.published_on', 'd.id', 'date', where.params.length + 1);
    const seen = await readAsViewer(context, async (q) => seenLive(context, q, await q.query<LiveRow>(
      // The limit stands in the text: a plan for any limit would read the whole archive.
      `SELECT ${columns} FROM ${from} WHERE ${where.sql} ${between.sql}
       ORDER BY d.published_on ${forward ? 'DESC' : 'ASC'}, d.id ${forward ? 'DESC' : 'ASC'} LIMIT ${page.limit + 1}`, [...where.params, ...between.params])));
    await lookedAmongPublic(context, info, 'LIST', seen.slice(0, page.limit));
    const all = (): Promise<number> => readAsViewer(context, async (q) => (await q.query<{ count: number }>(`SELECT count(*) AS count FROM publication.live_disclosure d WHERE ${where.sql}`, where.params))[0]?.count ?? 0);
    return { ...connectionFrom(seen.map(disclosureShape), page, ({ seen: { live, id } }) => [(live as LiveRow).published_on, id]), all };
  }

  @Query(() => DisclosureConnection, { description: 'What is not public yet, as far as the viewer may see it, newest first (待公开事项); for officers.' })
  async disclosureDrafts(
    @Args(() => PageArgs) args: InstanceType<typeof PageArgs>,
    @Arg('state', () => DisclosureStateEnum, { nullable: true, description: 'Only in this state (状态); default: all that are neither out nor withdrawn.' }) state: string | null,
    @Arg('divisionId', () => ID, { nullable: true, description: 'Only of this division (处室).' }) divisionId: string | null,
    @Ctx() context: PublicationContext,
  ): Promise<object> {
    if (context.actor.kind === 'PUBLIC') throw unauthenticated();
    if (context.actor.kind !== 'OFFICER') throw forbidden({ code: 'FORBIDDEN', message: '此项仅供本机关工作人员使用。', clause: 'A1-14' });
    const page = pageArguments(args, { width: 2 });
    const forward = page.direction === 'FORWARD';
    const chosen = '($1::text IS NULL AND w.stage NOT IN (\'PUBLISHED\', \'WITHDRAWN\') OR w.stage = $1) AND ($2::text IS NULL OR w.division_id = $2)';
    const between = betweenSql(page, 'w.opened_at', 'w.id', 'text', 3);
    const rows = await readAsViewer(context, (q) => q.query<WorkingRow>(
      `SELECT ${WORKING_COLUMNS} FROM ${WORKING_FROM} WHERE ${chosen} ${between.sql} ORDER BY w.opened_at ${forward ? 'DESC' : 'ASC'}, w.id ${forward ? 'DESC' : 'ASC'} LIMIT ${page.limit + 1}`,
      [state ?? null, divisionId ?? null, ...between.params]));
    const all = (): Promise<number> => readAsViewer(context, async (q) => (await q.query<{ count: number }>(`SELECT count(*) AS count FROM publication.disclosure w WHERE ${chosen}`, [state ?? null, divisionId ?? null]))[0]?.count ?? 0);
    const nodes = await this.#seen(rows.map(({ id }) => id), context);
    await lookedAt(context, 'LIST', nodes.slice(0, page.limit).map(({ seen }) => seen));
    return { ...connectionFrom(nodes, page, ({ seen }) => [(seen.working as WorkingRow).opened_at, seen.id]), all };
  }

  @Query(() => [DisclosureNotice], { description: 'Messages to the viewer and the offices held, newest first, at most 100 (提醒); for officers.' })
  async disclosureNotices(@Ctx() context: PublicationContext): Promise<object[]> {
    if (context.actor.kind !== 'OFFICER') throw unauthenticated();
    const rows = await readAsViewer(context, (q) => q.query<{ id: string; kind: string; message: string; clause: string | null; created_at: string; stream_id: string }>('SELECT id, kind, message, clause, created_at, stream_id FROM publication.notice ORDER BY created_at DESC, id LIMIT 100'));
    return Promise.all(rows.map(async (row) => ({ id: row.id, kind: row.kind, message: row.message, clause: row.clause, createdAt: row.created_at, disclosure: await visibleDisclosure(context, row.stream_id) })));
  }

  async #seen(ids: readonly string[], context: PublicationContext): Promise<readonly DisclosureShape[]> {
    const seen = await Promise.all(ids.map((id) => visibleDisclosures(context).load(id)));
    return seen.flatMap((one) => (one === null ? [] : [disclosureShape(one)]));
  }

  @FieldResolver(() => String, { nullable: true })
  async title(@Root() { seen }: DisclosureShape, @Ctx() context: PublicationContext): Promise<string | null> {
    return (await contentOf(seen, context))?.title ?? null;
  }

  @FieldResolver(() => String, { nullable: true })
  async summary(@Root() { seen }: DisclosureShape, @Ctx() context: PublicationContext): Promise<string | null> {
    return (await contentOf(seen, context))?.summary ?? null;
  }

  @FieldResolver(() => String, { nullable: true })
  async body(@Root() { seen }: DisclosureShape, @Ctx() context: PublicationContext): Promise<string | null> {
    return (await contentOf(seen, context))?.body ?? null;
  }

  @FieldResolver(() => [String])
  async keywords(@Root() { seen }: DisclosureShape, @Ctx() context: PublicationContext): Promise<string[]> {
    return keywordsOf(await contentOf(seen, context));
  }

  @FieldResolver(() => [DisclosureAttachment])
  async attachments(@Root() { seen }: DisclosureShape, @Ctx() context: PublicationContext): Promise<object[]> {
    return attachmentShapes(await contentOf(seen, context), seen, context);
  }

  @FieldResolver(() => ClearanceStub, { nullable: true })
  async clearance(@Root() { seen }: DisclosureShape, @Ctx() context: PublicationContext): Promise<object | null> {
    if (seen.live) return { id: seen.live.clearance_id };
    const id = seen.tombstone || !seen.working?.digest ? null : await clearancesOf(context).load(seen.working.digest);
    return id === null ? null : { id };
  }

  @FieldResolver(() => [[CatalogueCategory]])
  async cataloguePath(@Root() { seen }: DisclosureShape, @Ctx() context: PublicationContext): Promise<readonly (readonly object[])[]> {
    const ids = seen.live?.category_ids ?? (seen.tombstone ? [] : (seen.working?.category_ids ?? []));
    const catalogue = await catalogueOf(context);
    return ids.map((id) => catalogue.pathOf(id));
  }

  @FieldResolver(() => [DisclosureVersion])
  async versions(@Root() { seen }: DisclosureShape, @Ctx() context: PublicationContext): Promise<object[]> {
    const out = seen.live ? await liveVersions(context).load(seen.id) : [];
    const shapes = await Promise.all(out.map(async (version) => {
      const content = await releasedContents(context).load(version.release_id);
      return content && {
        number: version.number, kind: version.kind, isCurrent: version.number === seen.live?.version, publishedOn: version.published_on, changedOn: version.changed_on, extent: version.extent, digest: version.digest,
        clearance: { id: version.clearance_id }, ...contentFields(content), attachments: attachmentShapes(content, seen, context),
      };
    }));
    return [...(await this.#inPreparation(seen, context)), ...shapes.filter((shape) => shape !== null)];
  }

  /** The version that officers work on while an earlier one, or none, is out. */
  async #inPreparation(seen: DisclosureShape['seen'], context: PublicationContext): Promise<object[]> {
    const { id, working, tombstone } = seen;
    if (!working?.digest || tombstone || working.stage === 'PUBLISHED') return [];
    const content = await workingContents(context).load(working.digest);
    if (!content) return [];
    const { state } = await foldedDisclosures(context).load(id);
    const clearance = await clearancesOf(context).load(working.digest);
    return [{
      number: state.releases.length + 1, kind: working.kind, isCurrent: false, publishedOn: null, changedOn: working.changed_on, extent: working.extent, digest: working.digest,
      clearance: clearance === null ? null : { id: clearance }, ...contentFields(content), attachments: attachmentShapes(content, seen, context, false),
    }];
  }

  @FieldResolver(() => [common.Refusal])
  async warnings(@Root() { seen }: DisclosureShape, @Ctx() context: PublicationContext): Promise<object[]> {
    const content = seen.working?.digest ? await workingContents(context).load(seen.working.digest) : null;
    const length = [...(content?.summary ?? '')].length;
    return length <= SUMMARY_ADVISED ? [] : [refusalShape({ code: 'SUMMARY_LONG', message: `内容概述以不超过${SUMMARY_ADVISED}字为宜，现有${length}字。`, field: 'input.summary', clause: 'R-12', facts: { length } })];
  }

  @FieldResolver(() => [common.AvailableAction])
  async availableActions(@Root() { seen }: DisclosureShape, @Ctx() context: PublicationContext): Promise<object[]> {
    if (!seen.working) return [];
    const { state } = await foldedDisclosures(context).load(seen.id);
    return availableActionShapes(disclosureAggregate, state, context.actor, await factsOf(context));
  }

  @FieldResolver(() => common.Clock, { nullable: true })
  async clock(@Root() { seen }: DisclosureShape, @Ctx() context: PublicationContext): Promise<object | null> {
    if (!seen.working) return null;
    const { state } = await foldedDisclosures(context).load(seen.id);
    return clockOf(state, 'T07', await factsOf(context))?.clock ?? null;
  }

  @FieldResolver(() => [common.Deadline])
  async deadlines(@Root() { seen }: DisclosureShape, @Ctx() context: PublicationContext): Promise<readonly object[]> {
    if (!seen.working) return [];
    const { state } = await foldedDisclosures(context).load(seen.id);
    return deadlineShapes(state, await factsOf(context));
  }

  @FieldResolver(() => [DisclosureTimelineEntry])
  async timeline(@Root() { seen }: DisclosureShape, @Ctx() context: PublicationContext): Promise<object[]> {
    if (!seen.working) return [];
    const { events } = await foldedDisclosures(context).load(seen.id);
    const { organisation } = await factsOf(context);
    return Promise.all(events.map(async (event) => ({
      seq: event.seq, event: event.type, title: ROW_TITLES.get(event.type) ?? event.type, recordedAt: event.recordedAt, effectiveOn: event.effectiveOn satisfies LocalDate, clause: event.clause,
      actingAs: roleLabel(event.actingAs.role), actor: event.actor.kind === 'OFFICER' ? (findPerson(organisation, event.actor.personId)?.name ?? null) : null,
      text: await textOf(event, context),
    })));
  }
}

/** A list is counted when its total is asked for: that reads the whole archive, a page does not. */
@Resolver(() => DisclosureConnection)
export class DisclosureConnectionResolver {
  @FieldResolver(() => Int, { nullable: true })
  totalCount(@Root() { all }: { readonly all: () => Promise<number> }): Promise<number> {
    return all();
  }
}

async function textOf({ payload }: StoredEvent, context: PublicationContext): Promise<string | null> {
  const reasons = payload['reasons'] as { readonly text: string } | undefined;
  return reasons ? texts(context).load(reasons.text) : null;
}

const contentFields = (content: NonNullable<Awaited<ReturnType<typeof contentOf>>>): object =>
  ({ title: content.title, summary: content.summary, body: content.body, note: content.blocks['note'] ?? null, keywords: keywordsOf(content) });
