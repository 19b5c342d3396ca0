import DataLoader from 'dataloader';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { connectionFrom, once, pageArguments, unauthenticated } from '@disclosure/platform-graphql';
import { availableActionShapes, deadlineShapes, factsOf, looked, readAsViewer } from '@disclosure/platform-subgraph';
import { loadStreams } from '@disclosure/platform-persistence';
import type { Instant, LocalDate } from '@disclosure/kernel';
import { findPerson } from '@disclosure/organisation';
import { correctionAggregate, PLAIN_CORRECTION_STATES, REFERRAL_LIMIT } from '@disclosure/requests-domain';
import type { CorrectionState } from '@disclosure/requests-domain';
import { allActions, fold, roleLabel } from '@disclosure/workflow';
import type { StoredEvent } from '@disclosure/workflow';
import { common, PageArgs } from './common.ts';
import type { RequestsContext } from './context.ts';
import { CorrectionRequest, CorrectionRequestConnection, CorrectionStateEnum } from './correction.type.ts';
import { maskContact, maskName } from './mask.ts';
import { texts, unsealed } from './request.loader.ts';
import { Applicant, RequestDocument, RequestTimelineEntry } from './request.type.ts';

interface CorrectionRow {
  readonly id: string; readonly agency_id: string; readonly number: string | null; readonly state: keyof typeof PLAIN_CORRECTION_STATES; readonly version: number; readonly channel: string; readonly applicant_kind: string;
  readonly submitted_at: Instant; readonly submitted_on: LocalDate; readonly received_on: LocalDate | null; readonly due_on: LocalDate | null; readonly closed_on: LocalDate | null; readonly lead_division: string | null;
  readonly finding: string | null; readonly competent_agency_id: string | null; readonly applicant_name: string; readonly applicant_contact: string | null; readonly title: string | null; readonly claim: string | null;
}
const COLUMNS = `c.id, c.agency_id, c.number, c.state, c.version, c.channel, c.applicant_kind, c.submitted_at, c.submitted_on, c.received_on, c.due_on, c.closed_on, c.lead_division, c.finding, c.competent_agency_id, c.applicant_name, c.applicant_contact, t.body AS title, k.body AS claim
  FROM requests.correction c LEFT JOIN requests.free_text t ON t.id = c.title_text LEFT JOIN requests.free_text k ON k.id = c.claim_text`;

const rows = (context: RequestsContext): DataLoader<string, CorrectionRow | null> =>
  once(context, 'corrections', () => new DataLoader<string, CorrectionRow | null>(async (ids) => {
    if (context.actor.kind === 'PUBLIC') return ids.map(() => null);
    const found = await readAsViewer(context, (q) => q.query<CorrectionRow>(`SELECT ${COLUMNS} WHERE c.id = ANY($1)`, [ids]));
    await looked(context, 'CASE', found.map(({ id }) => id));
    return ids.map((id) => found.find((row) => row.id === id) ?? null);
  }));

interface Folded { readonly state: CorrectionState; readonly events: readonly StoredEvent[] }
const streams = (context: RequestsContext): DataLoader<string, Folded> =>
  once(context, 'correction states', () => new DataLoader<string, Folded>(async (ids) => {
    const found = await readAsViewer(context, (q) => loadStreams(q, 'requests', ids));
    return ids.map((id) => {
      const events = found.get(id);
      return events ? { state: fold(correctionAggregate, id, events), events } : new Error(`correction request ${id} is visible, its stream is not`);
    });
  }));

const TITLES = new Map(allActions(correctionAggregate).map(({ row }) => [row.event, row.title]));
/** What applicants are told; verification is the house's own until it is answered. */
const PLAIN: Readonly<Record<string, string>> = { CorrectionRequestSubmitted: '您提交了更正申请', CorrectionRequestRegistered: '更正申请已登记', RecordCorrected: '已更正并答复', CorrectionDirected: '已告知有权更正的机关，并将更正事项（不含您的身份信息）转送该机关', ReferralAnswered: '接受转送的机关已答复', CorrectionDeclined: '已答复不予更正', CorrectionRequestWithdrawn: '您已撤回更正申请' };
const isApplicant = (context: RequestsContext): boolean => context.actor.kind === 'APPLICANT';

interface Shape { readonly id: string; readonly row: CorrectionRow; readonly viewer: RequestsContext }
function shape(row: CorrectionRow, context: RequestsContext): object {
  const applicant = isApplicant(context);
  const state = applicant && row.state === 'VERIFIED' ? 'REGISTERED' : row.state;
  return {
    row, viewer: context, id: row.id, number: row.number, agency: { id: row.agency_id }, state, stateText: PLAIN_CORRECTION_STATES[state], version: applicant ? null : row.version, channel: row.channel, submittedOn: row.submitted_on, receivedOn: row.received_on, dueOn: row.due_on, closedOn: row.closed_on,
    title: row.title, claim: row.claim, leadDivision: applicant || row.lead_division === null ? null : { id: row.lead_division }, finding: applicant && row.closed_on === null ? null : row.finding, competentAgency: row.competent_agency_id === null ? null : { id: row.competent_agency_id },
  };
}

/** The correction request as this viewer sees it; null where it is absent or hidden. */
export async function visibleCorrection(context: RequestsContext, id: string): Promise<object | null> {
  const row = await rows(context).load(id);
  return row && shape(row, context);
}

@Resolver(() => CorrectionRequest)
export class CorrectionResolver {
  @Query(() => CorrectionRequest, { nullable: true, description: 'One correction request that the viewer may see (更正申请); null where there is none.' })
  correctionRequest(@Arg('id', () => ID, { description: 'The correction request (标识).' }) id: string, @Ctx() context: RequestsContext): Promise<object | null> {
    return visibleCorrection(context, id);
  }

  @Query(() => CorrectionRequest, { nullable: true, description: 'The correction request that an applicant\'s token stands for (本人的更正申请).' })
  myCorrectionRequest(@Ctx() context: RequestsContext): Promise<object | null> {
    if (context.actor.kind !== 'APPLICANT') throw unauthenticated('请先用查询码换取凭证（exchangeTrackingCode）。');
    return visibleCorrection(context, context.actor.caseId);
  }

  @Query(() => CorrectionRequestConnection, { description: 'Correction requests that the viewer may see, newest first (更正申请列表); for officers.' })
  async correctionRequests(@Args(() => PageArgs) args: InstanceType<typeof PageArgs>, @Arg('state', () => CorrectionStateEnum, { nullable: true, description: 'Only in this state (状态).' }) state: string | null, @Ctx() context: RequestsContext): Promise<object> {
    if (context.actor.kind !== 'OFFICER') throw unauthenticated();
    const page = pageArguments(args, { width: 2 });
    const order = page.direction === 'FORWARD' ? 'DESC' : 'ASC';
    const found = await readAsViewer(context, (q) => q.query<CorrectionRow>(
      `SELECT ${COLUMNS} WHERE ($1::text IS NULL OR c.state = $1) AND ($2::text IS NULL OR (c.submitted_at, c.id) < ($2, $3)) AND ($4::text IS NULL OR (c.submitted_at, c.id) > ($4, $5)) ORDER BY c.submitted_at ${order}, c.id ${order} LIMIT $6`,
      [state ?? null, page.after?.[0] ?? null, page.after?.[1] ?? null, page.before?.[0] ?? null, page.before?.[1] ?? null, page.limit + 1]));
    await looked(context, 'LIST', found.slice(0, page.limit).map(({ id }) => id));
    return connectionFrom(found.map((row) => shape(row, context) as Shape), page, (node) => [node.row.submitted_at, node.row.id]);
  }

  @FieldResolver(() => Applicant)
  async applicant(@Root() { row, viewer: context }: Shape): Promise<object> {
    const [name, contact] = await Promise.all([unsealed(context).load(row.applicant_name), row.applicant_contact === null ? null : unsealed(context).load(row.applicant_contact)]);
    return { kind: row.applicant_kind, name: name === null ? null : isApplicant(context) ? name : maskName(name), contact: contact === null ? null : maskContact(JSON.parse(contact) as Parameters<typeof maskContact>[0]) };
  }

  @FieldResolver(() => [RequestDocument])
  async documents(@Root() { id, viewer: context }: Shape): Promise<object[]> {
    const found = await readAsViewer(context, (q) => q.query<{ kind: string; title: string; number: string | null; format: string; digest: string; issued_on: LocalDate }>('SELECT kind, title, number, format, digest, issued_on FROM requests.correction_document WHERE correction_id = $1 ORDER BY seq, format', [id]));
    return found.map(({ digest, issued_on: issuedOn, ...document }) => ({
      ...document, issuedOn,
      url: context.services.downloadUrl({ digest, releaseId: null, recordId: id, name: `${document.title}${document.number ?? ''}.${document.format.toLowerCase()}`, mediaType: document.format === 'PDF' ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' }),
    }));
  }

  @FieldResolver(() => [RequestTimelineEntry])
  async timeline(@Root() { id, viewer: context }: Shape): Promise<object[]> {
    const { events } = await streams(context).load(id);
    const { organisation } = await factsOf(context);
    const applicant = isApplicant(context);
    const told = applicant ? events.filter(({ type }) => type in PLAIN) : events;
    return Promise.all(told.map(async (event, index) => {
      const ids = Object.values(event.payload).flatMap((value) => (typeof value === 'object' && value !== null && 'text' in value ? [String((value as { text: string }).text)] : []));
      const bodies = (await Promise.all(ids.map((textId) => texts(context).load(textId)))).filter((body) => body !== null);
      return {
        seq: applicant ? index + 1 : event.seq, event: event.type, title: applicant ? PLAIN[event.type] : (TITLES.get(event.type) ?? event.type), recordedAt: event.recordedAt, effectiveOn: event.effectiveOn, clause: event.clause,
        actingAs: applicant ? null : roleLabel(event.actingAs.role), actor: applicant || event.actor.kind !== 'OFFICER' ? null : (findPerson(organisation, event.actor.personId)?.name ?? null), text: bodies.length === 0 ? null : bodies.join('\n'),
      };
    }));
  }

  @FieldResolver(() => common.Clock, { nullable: true })
  async clock(@Root() { id, viewer: context }: Shape): Promise<object | null> {
    return deadlineShapes((await streams(context).load(id)).state, await factsOf(context))[0]?.clock ?? null;
  }

  @FieldResolver(() => [common.Deadline])
  async deadlines(@Root() { id, viewer: context }: Shape): Promise<readonly object[]> {
    // When an agency is expected to answer is between it and us.
    return deadlineShapes((await streams(context).load(id)).state, await factsOf(context)).filter(({ limit }) => limit !== REFERRAL_LIMIT || !isApplicant(context));
  }

  @FieldResolver(() => [common.AvailableAction])
  async availableActions(@Root() { id, viewer: context }: Shape): Promise<object[]> {
    return availableActionShapes(correctionAggregate, (await streams(context).load(id)).state, context.actor, await factsOf(context));
  }
}
