import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { connectionFrom, LocalDateScalar, pageArguments, unauthenticated } from '@disclosure/platform-graphql';
import { availableActionShapes, deadlineShapes, factsOf, looked, readAsViewer } from '@disclosure/platform-subgraph';
import type { ContentPackage } from '@disclosure/contracts';
import { openContent } from '@disclosure/platform-gate';
import { chineseDate } from '@disclosure/kernel';
import type { Instant, LocalDate } from '@disclosure/kernel';
import { competentFor, findPerson } from '@disclosure/organisation';
import { owesProposal, PLAIN_STAGES, proposalDueOn, requestAggregate } from '@disclosure/requests-domain';
import type { DecidedItem, RequestState } from '@disclosure/requests-domain';
import { allActions, roleLabel } from '@disclosure/workflow';
import type { Deadline, StoredEvent } from '@disclosure/workflow';
import { procedures } from '../procedures/index.ts';
import { common, PageArgs, RequestStateEnum } from './common.ts';
import type { RequestsContext } from './context.ts';
import { maskContact, maskName } from './mask.ts';
import type { Contact } from './mask.ts';
import { foldedRequests, originCounts, REQUEST_COLUMNS, REQUEST_TEXTS, texts, unsealed, visibleRequests } from './request.loader.ts';
import type { FoldedRequest, RequestRow } from './request.loader.ts';
import { Applicant, Contribution, DisclosureExtension, DisclosureRequest, DivisionStub, ReplyProposalType, ReplyType, RequestConnection, RequestDocument, RequestNotice, RequestTimelineEntry } from './request.type.ts';

const ROW_TITLES = new Map(allActions(requestAggregate).map(({ row }) => [row.event, row.title]));

/** What applicants are told of an event; what is not here is not theirs to see (people.md). */
const PLAIN_EVENTS: Readonly<Record<string, string>> = {
  RequestSubmitted: '您提交了申请', RequestRegistered: '申请已确认收到并登记', RequestAccepted: '申请已受理', ClarificationRequested: '请您补正申请内容', ClarificationSupplied: '您已补正，答复期限重新计算',
  RequestDeemedAbandoned: '逾期未补正，视为放弃申请', ReplyPeriodExtended: '答复期限已延长', ReplyServed: '答复书已送达', RequestWithdrawn: '您已撤回申请', PromotionProposed: '已建议将该信息纳入主动公开', CalendarAdopted: '放假安排更新，期限已重新计算',
};
const plainEvents: Readonly<Record<string, string>> = Object.assign({}, PLAIN_EVENTS, ...procedures.map((procedure) => procedure.plainEvents ?? {})) as Record<string, string>;
const INSIDE = new Set(['ASSIGNED', 'DRAFTING', 'DIVISION_APPROVED', 'DEPUTY_APPROVED', 'PRINCIPAL_APPROVED', 'REPLY_DRAFTED', 'REPLY_PROOFREAD', 'SIGNED_OFF']);
const isApplicant = (context: RequestsContext): boolean => context.actor.kind === 'APPLICANT';
const folded = async (context: RequestsContext, id: string): Promise<FoldedRequest> => {
  const found = await foldedRequests(context).load(id);
  if (!found) throw new Error(`request ${id} is visible, its stream is not`);
  return found;
};

/** A row as the graph's object: plain columns, the rest by field resolvers. */
export function requestShape(row: RequestRow, context: RequestsContext): object {
  const applicant = isApplicant(context);
  const state = applicant && INSIDE.has(row.state) ? 'ASSIGNED' : row.state;
  return {
    row, viewer: context, id: row.id, number: row.number, agency: { id: row.agency_id }, state, stateText: PLAIN_STAGES[row.state as keyof typeof PLAIN_STAGES], round: row.round, version: applicant ? null : row.version, channel: row.channel, form: row.form, means: row.means,
    submittedOn: row.submitted_on, receivedOn: row.received_on, dueOn: row.due_on, provisional: row.provisional, title: row.title, documentNumber: row.document_number, description: row.description, clarification: row.clarification,
    leadDivision: applicant || row.lead_division === null ? null : { id: row.lead_division },
  };
}
/** `viewer`: for whom the object was made; who has just submitted a request looks at it as its applicant. */
interface Shape { readonly id: string; readonly row: RequestRow; readonly viewer: RequestsContext }

/** The request as this viewer sees it, by id; null where it is absent or hidden. */
export async function visibleRequest(context: RequestsContext, id: string): Promise<object | null> {
  const row = await visibleRequests(context).load(id);
  return row && requestShape(row, context);
}

@Resolver(() => DisclosureRequest)
export class RequestResolver {
  @Query(() => DisclosureRequest, { nullable: true, description: 'One request that the viewer may see (申请); null where there is none.' })
  async request(@Arg('id', () => ID, { description: 'The request (标识).' }) id: string, @Ctx() context: RequestsContext): Promise<object | null> {
    return visibleRequest(context, id);
  }

  @Query(() => DisclosureRequest, { nullable: true, description: 'The request that an applicant\'s token stands for (本人的申请). Exchange the tracking code for a token first.' })
  async myRequest(@Ctx() context: RequestsContext): Promise<object | null> {
    if (context.actor.kind !== 'APPLICANT') throw unauthenticated('请先用查询码换取凭证（exchangeTrackingCode）。');
    return visibleRequest(context, context.actor.caseId);
  }

  @Query(() => RequestConnection, { description: 'Requests that the viewer may see, newest first (申请列表); for officers.' })
  async requests(
    @Args(() => PageArgs) args: InstanceType<typeof PageArgs>,
    @Arg('state', () => RequestStateEnum, { nullable: true, description: 'Only in this state (状态).' }) state: string | null,
    @Arg('divisionId', () => ID, { nullable: true, description: 'Only with this lead division (牵头处室).' }) divisionId: string | null,
    @Ctx() context: RequestsContext,
  ): Promise<object> {
    if (context.actor.kind !== 'OFFICER') throw unauthenticated();
    const page = pageArguments(args, { width: 2 });
    const forward = page.direction === 'FORWARD';
    const rows = await readAsViewer(context, (q) => q.query<RequestRow>(
      `SELECT ${REQUEST_COLUMNS} FROM requests.request r ${REQUEST_TEXTS}
       WHERE ($1::text IS NULL OR r.state = $1) AND ($2::text IS NULL OR r.lead_division = $2)
         AND ($3::text IS NULL OR (r.submitted_at, r.id) < ($3, $4)) AND ($5::text IS NULL OR (r.submitted_at, r.id) > ($5, $6))
       ORDER BY r.submitted_at ${forward ? 'DESC' : 'ASC'}, r.id ${forward ? 'DESC' : 'ASC'} LIMIT $7`,
      [state ?? null, divisionId ?? null, page.after?.[0] ?? null, page.after?.[1] ?? null, page.before?.[0] ?? null, page.before?.[1] ?? null, page.limit + 1]));
    await looked(context, 'LIST', rows.slice(0, page.limit).map(({ id }) => id));
    rows.forEach((row) => visibleRequests(context).prime(row.id, row));
    return connectionFrom(rows.map((row) => requestShape(row, context) as Shape), page, (node) => [node.row.submitted_at, node.row.id]);
  }

  @Query(() => [RequestNotice], { description: 'Messages to the viewer and the offices held, newest first, at most 100 (提醒).' })
  async requestNotices(@Ctx() context: RequestsContext): Promise<object[]> {
    if (context.actor.kind !== 'OFFICER') throw unauthenticated();
    const rows = await readAsViewer(context, (q) => q.query<{ id: string; kind: string; message: string; clause: string | null; created_at: Instant; stream_id: string }>('SELECT id, kind, message, clause, created_at, stream_id FROM requests.notice ORDER BY created_at DESC, id LIMIT 100'));
    return Promise.all(rows.map(async (row) => ({ id: row.id, kind: row.kind, message: row.message, clause: row.clause, createdAt: row.created_at, request: await visibleRequest(context, row.stream_id) })));
  }

  @FieldResolver(() => Applicant)
  async applicant(@Root() { row, viewer: context }: Shape): Promise<object> {
    const [name, contact] = await Promise.all([unsealed(context).load(row.applicant_name), row.applicant_contact === null ? null : unsealed(context).load(row.applicant_contact)]);
    const own = isApplicant(context);
    return { kind: row.applicant_kind, name: name === null ? null : own ? name : maskName(name), contact: contact === null ? null : maskContact(JSON.parse(contact) as Contact) };
  }

  @FieldResolver(() => LocalDateScalar, { nullable: true })
  async proposalDueOn(@Root() { id, viewer: context }: Shape): Promise<string | null> {
    if (isApplicant(context)) return null;
    const { state } = await folded(context, id);
    return owesProposal(state) ? proposalDueOn(state, await factsOf(context)) : null;
  }

  @FieldResolver(() => [DivisionStub])
  async suggestedDivisions(@Root() { row, viewer: context }: Shape): Promise<readonly object[]> {
    if (isApplicant(context)) return [];
    const { organisation, today } = await factsOf(context);
    return competentFor(organisation, `${row.title ?? ''}，${row.description ?? ''}`, today).divisions.slice(0, 5).map(({ id }) => ({ id }));
  }

  @FieldResolver(() => [Contribution])
  async contributions(@Root() { row, viewer: context }: Shape): Promise<object[]> {
    if (isApplicant(context)) return [];
    const rows = await readAsViewer(context, (q) => q.query<{ division_id: string; status: string; version: number; material: string | null }>(
      'SELECT c.division_id, c.status, c.version, t.body AS material FROM requests.contribution c LEFT JOIN requests.free_text t ON t.id = c.material_text WHERE c.request_id = $1 ORDER BY c.division_id', [row.id]));
    return rows.map(({ division_id, status, version, material }) => ({ division: { id: division_id }, status, version, material }));
  }

  @FieldResolver(() => ReplyProposalType, { nullable: true })
  async proposal(@Root() { id, viewer: context }: Shape): Promise<object | null> {
    if (isApplicant(context)) return null;
    const { proposal } = (await folded(context, id)).state;
    if (!proposal) return null;
    const content = await readAsViewer(context, (q) => openContent(q, proposal.digest, context.platform.keys));
    return {
      items: proposal.items.map(itemShape), isMajor: proposal.isMajor, digest: proposal.digest, texts: textsShape(content), information: content?.body || null,
      attachments: (content?.attachments ?? []).map((file) => ({ name: file.name, mediaType: file.mediaType, size: file.size, url: context.services.downloadUrl({ digest: file.digest, name: file.name, mediaType: file.mediaType, releaseId: null, recordId: id }) })),
    };
  }

  @FieldResolver(() => Object, { nullable: true })
  async clearance(@Root() { id, viewer: context }: Shape): Promise<object | null> {
    const { clearanceId } = (await folded(context, id)).state;
    return isApplicant(context) || clearanceId === null ? null : { id: clearanceId };
  }

  @FieldResolver(() => ReplyType, { nullable: true })
  async reply(@Root() { row, viewer: context }: Shape): Promise<object | null> {
    const { release_id: releaseId, served_on: servedOn } = row;
    if (servedOn === null) return null;
    const { proposal, onTheSpot } = (await folded(context, row.id)).state;
    if (releaseId === null) return onTheSpot === null ? null : { servedOn, late: row.late ?? false, items: (proposal?.items ?? []).map(itemShape), texts: null, information: null, attachments: [] };
    // What was given is read through the live release: a revocation closes it for the applicant too.
    const content = await readAsViewer(context, async (q) => {
      const live = await q.query<{ digest: string }>('SELECT digest FROM gate.live_release WHERE id = $1', [releaseId]);
      return live[0] ? openContent(q, live[0].digest, context.platform.keys) : null;
    });
    return {
      servedOn, late: row.late ?? false, items: (proposal?.items ?? []).map(itemShape), texts: textsShape(content), information: content?.body || null,
      attachments: (content?.attachments ?? []).map((file) => ({ name: file.name, mediaType: file.mediaType, size: file.size, url: context.services.downloadUrl({ digest: file.digest, name: file.name, mediaType: file.mediaType, releaseId, recordId: row.id }) })),
    };
  }

  @FieldResolver(() => [RequestDocument])
  async documents(@Root() { row, viewer: context }: Shape): Promise<object[]> {
    // The reply of every round that was served, through its release.
    const replies = [...(await folded(context, row.id)).state.rounds, { releaseId: row.release_id, servedOn: row.served_on }].filter(({ releaseId }) => releaseId !== null);
    const rows = await readAsViewer(context, (q) => q.query<{ kind: string; title: string; number: string | null; format: string; digest: string; issued_on: LocalDate; name: string | null; media_type: string | null; release_id: string | null }>(
      `SELECT d.kind, d.title, d.number, d.format, d.digest, d.issued_on, NULL AS name, NULL AS media_type, NULL AS release_id, d.seq FROM requests.document d WHERE d.request_id = $1
       UNION ALL
       SELECT 'ReplyLetter', '政府信息公开申请答复书', regexp_replace(g.name, '[.](docx|pdf)$', ''), CASE WHEN g.media_type = 'application/pdf' THEN 'PDF' ELSE 'DOCX' END, g.digest, given.served_on, g.name, g.media_type, l.id, 2147483647
         FROM unnest($2::text[], $3::date[]) AS given (release_id, served_on) JOIN gate.live_release l ON l.id = given.release_id JOIN gate.rendition g ON g.release_id = l.id WHERE $4
       ORDER BY seq, kind, format`, [row.id, replies.map(({ releaseId }) => releaseId), replies.map(({ servedOn }) => servedOn), isApplicant(context)]));
    return rows.map((document) => ({
      kind: document.kind, title: document.title, number: document.number, format: document.format, issuedOn: document.issued_on,
      url: context.services.downloadUrl({
        digest: document.digest, releaseId: document.release_id, recordId: row.id,
        name: document.name ?? `${document.title}${document.number ?? ''}.${document.format.toLowerCase()}`,
        mediaType: document.media_type ?? (document.format === 'PDF' ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'),
      }),
    }));
  }

  @FieldResolver(() => [RequestTimelineEntry])
  async timeline(@Root() { id, viewer: context }: Shape): Promise<object[]> {
    return timelineOf((await folded(context, id)).events, context);
  }

  @FieldResolver(() => common.Clock, { nullable: true })
  async clock(@Root() { id, viewer: context }: Shape): Promise<object | null> {
    const { state } = await folded(context, id);
    return deadlineShapes(state, await factsOf(context)).find((deadline) => deadline.limit === 'T01' && deadline.round === state.round)?.clock ?? null;
  }

  @FieldResolver(() => [common.Deadline])
  async deadlines(@Root() { id, viewer: context }: Shape): Promise<readonly object[]> {
    const { state } = await folded(context, id);
    return shownDeadlines(deadlineShapes(state, await factsOf(context)), state, context);
  }

  @FieldResolver(() => [common.AvailableAction])
  async availableActions(@Root() { id, viewer: context }: Shape): Promise<object[]> {
    return availableActionShapes(requestAggregate, (await folded(context, id)).state, context.actor, await factsOf(context));
  }
}

@Resolver(() => DisclosureExtension)
export class DisclosureOriginResolver {
  @FieldResolver(() => Number)
  requestCount(@Root() { id }: { id: string }, @Ctx() context: RequestsContext): Promise<number> {
    return originCounts(context).load(id);
  }
}

export const itemShape = (item: Pick<DecidedItem, 'outcome' | 'ground' | 'bases' | 'disclosureId' | 'agencyId' | 'thirdPartyRight'>): object => ({ thirdPartyRight: item.thirdPartyRight ?? null, agency: item.agencyId === null ? null : { id: item.agencyId }, outcome: item.outcome, ground: item.ground, bases: item.bases, disclosure: item.disclosureId === null ? null : { id: item.disclosureId } });

const REPLY_TEXTS = ['reasons', 'howToGet', 'withheldParts', 'severance', 'notInformation', 'searchRecord', 'channelAdvice', 'regimeLaw'] as const;
const textsShape = (content: ContentPackage | null): object | null => content && Object.fromEntries(REPLY_TEXTS.map((name) => [name, content.blocks[name] ?? null]));

/** Events as lines of the timeline, as this viewer may read them. */
export async function timelineOf(events: readonly StoredEvent[], context: RequestsContext): Promise<object[]> {
  const { organisation } = await factsOf(context);
  const applicant = isApplicant(context);
  const shown = applicant ? events.filter((event) => event.type in plainEvents) : events;
  // Numbered as shown: a gap would tell an applicant of what is not.
  return Promise.all(shown.map(async (event, index) => ({
    seq: applicant ? index + 1 : event.seq, event: event.type, title: applicant ? plainEvents[event.type] : (ROW_TITLES.get(event.type) ?? event.type), recordedAt: event.recordedAt, effectiveOn: event.effectiveOn, clause: event.clause,
    actingAs: applicant ? null : roleLabel(event.actingAs.role), actor: applicant || event.actor.kind !== 'OFFICER' ? null : (findPerson(organisation, event.actor.personId)?.name ?? null),
    text: await textOf(event, context),
  })));
}

/** The time limits that a viewer is shown. */
export function shownDeadlines(deadlines: readonly Deadline[], state: RequestState, context: RequestsContext): readonly object[] {
  // T03 and T20 are windows, not duties: once one has closed unused there is nothing to show as late. T21 is ours, against the applicant; T05-RECEIPT and T06-REFERRAL are ours too.
  const shown = deadlines.filter(({ limit, clock }) => !((limit === 'T03' || limit.startsWith('T20')) && clock.state === 'RUNNING' && clock.late) && !((limit.startsWith('T21') || limit === 'T05-RECEIPT' || limit === 'T06-REFERRAL') && isApplicant(context)));
  // The law names the limit by the letter that came by ordinary post; what came in another way is confirmed on the day just as well.
  return shown.map((deadline) => (deadline.limit === 'T08' && state.channel !== 'ORDINARY_POST' ? { ...deadline, title: '申请当日确认' } : deadline));
}

/** The texts that an event refers to, as far as the viewer may read them; where an event moved dates, these. */
async function textOf(event: StoredEvent, context: RequestsContext): Promise<string | null> {
  if (event.type === 'CalendarAdopted') return (event.payload['moved'] as unknown as { from: LocalDate | null; to: LocalDate | null }[]).map(({ from, to }) => `${from === null ? '未定' : chineseDate(from)} → ${to === null ? '未定' : chineseDate(to)}`).join('；');
  const ids = Object.values(event.payload).flatMap((value) => (typeof value === 'object' && value !== null && 'text' in value ? [String((value as { text: string }).text)] : []));
  if (ids.length === 0) return null;
  const bodies = (await Promise.all(ids.map((textId) => texts(context).load(textId)))).filter((body) => body !== null);
  return bodies.length === 0 ? null : bodies.join('\n');
}

