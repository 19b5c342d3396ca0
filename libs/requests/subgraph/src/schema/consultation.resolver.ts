import { Arg, Args, Ctx, Directive, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { LocalDate } from '@disclosure/kernel';
import { agencyOf } from '@disclosure/organisation';
import { connectionFrom, DateTimeScalar, notFound, pageArguments, refusalShape, unauthenticated } from '@disclosure/platform-graphql';
import { factsOf, readAsViewer } from '@disclosure/platform-subgraph';
import { previewConsultation, requestAggregate } from '@disclosure/requests-domain';
import type { ConsultationKind } from '@disclosure/requests-domain';
import { isOpenConsultation, lettersSent, linkCodeOf } from '../procedures/consultations.ts';
import { trackingHash } from '../use-cases/tracking.ts';
import { common, PageArgs } from './common.ts';
import { ExchangeConsultationLinkInput, PreviewConsultationInput } from './consultation.inputs.ts';
import { CONSULTATION_COLUMNS, consultationShape, consultationsOfRequests, visibleConsultation } from './consultation.loader.ts';
import type { ConsultationRow } from './consultation.loader.ts';
import { Consultation, ConsultationConnection, ConsultationLetterType, ConsultationPreview } from './consultation.type.ts';
import type { RequestsContext } from './context.ts';
import { maskName } from './mask.ts';
import { foldedRequests, texts, unsealed } from './request.loader.ts';
import { DisclosureRequest } from './request.type.ts';

interface Shape { readonly row: ConsultationRow; readonly viewer: RequestsContext }
/** Who sends a consultation, and so may read the code that its letter gives. */
const SENDERS = ['CASE_HANDLER', 'DIVISION_HEAD', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'] as const;

@ObjectType({ simpleResolvers: true, description: 'A short token for one consultation (凭证).' })
class ExchangeConsultationLinkPayload {
  @Field(() => String, { nullable: true, description: 'Bearer token (凭证); null when the code is not right or no longer good.' }) token!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'It ends then, by the machine\'s clock (有效至).' }) expiresAt!: string | null;
  @Field(() => [common.Refusal], { description: 'Why there is none (原因).' }) refusals!: object[];
}

@Resolver(() => Consultation)
export class ConsultationResolver {
  @Query(() => Consultation, { nullable: true, description: 'The consultation that a third party\'s token stands for (向本人征求的意见). Exchange the code of the letter for a token first.' })
  async myConsultation(@Ctx() context: RequestsContext): Promise<object | null> {
    if (context.actor.kind !== 'THIRD_PARTY') throw unauthenticated('请先用征求意见书上的专用查询码换取凭证（exchangeConsultationLink）。');
    return visibleConsultation(context, context.actor.consultationId);
  }

  @Query(() => ConsultationConnection, { description: 'Consultations addressed to the agency of the viewer, newest first (向本机关征求的意见); for clerks of other agencies and their machine clients (scope consultations:read).' })
  async consultations(
    @Args(() => PageArgs) args: InstanceType<typeof PageArgs>,
    @Arg('open', () => Boolean, { nullable: true, description: 'True: an answer is still awaited; false: ended (是否尚待提出意见).' }) open: boolean | null,
    @Ctx() context: RequestsContext,
  ): Promise<object> {
    const agency = agencyOf(context.actor, 'consultations:read');
    if (agency === null) throw unauthenticated();
    const page = pageArguments(args, { width: 2 });
    const order = page.direction === 'FORWARD' ? 'DESC' : 'ASC';
    const rows = await readAsViewer(context, (q) => q.query<ConsultationRow>(
      `SELECT ${CONSULTATION_COLUMNS} FROM requests.consultation
       WHERE agency_id = $1 AND ($2::boolean IS NULL OR (status IN ('SENT', 'RECEIVED')) = $2) AND ($3::date IS NULL OR (sent_on, id) < ($3, $4)) AND ($5::date IS NULL OR (sent_on, id) > ($5, $6)) ORDER BY sent_on ${order}, id ${order} LIMIT $7`,
      [agency, open, page.after?.[0] ?? null, page.after?.[1] ?? null, page.before?.[0] ?? null, page.before?.[1] ?? null, page.limit + 1]));
    return connectionFrom(rows.map((row) => consultationShape(row, context) as Shape), page, ({ row }) => [row.sent_on, row.id]);
  }

  @Query(() => ConsultationPreview, { description: 'What consulting would do to the reply\'s due date (征求意见预览), by the functions of the mutations. For officers.' })
  async previewConsultation(@Arg('input', () => PreviewConsultationInput) input: PreviewConsultationInput, @Ctx() context: RequestsContext): Promise<object> {
    if (context.actor.kind !== 'OFFICER') throw unauthenticated();
    const found = await foldedRequests(context).load(input.id);
    if (!found) throw notFound();
    const facts = await factsOf(context);
    const sentOn = (input.sentOn ?? facts.today) as LocalDate;
    const { refusals, ...preview } = previewConsultation(found.state, facts, { kind: input.kind as ConsultationKind, sentOn, receivedOn: (input.receivedOn ?? sentOn) as LocalDate, answeredOn: (input.answeredOn ?? null) as LocalDate | null }, context.actor);
    return { ...preview, refusals: refusals.map(refusalShape) };
  }

  @Mutation(() => ExchangeConsultationLinkPayload, { description: 'Exchanges the code of a consultation letter for a short token that opens this one consultation (专用查询码换取凭证). Good until the consultation has ended.' })
  async exchangeConsultationLink(@Arg('input', () => ExchangeConsultationLinkInput) { linkCode }: ExchangeConsultationLinkInput, @Ctx() context: RequestsContext): Promise<object> {
    const none = (code: string, message: string): object => ({ token: null, expiresAt: null, refusals: [refusalShape({ code, message, field: 'input.linkCode', clause: null })] });
    const rows = linkCode.length > 100 ? [] : await context.platform.database.context('requests').writer.query<{ id: string; status: string }>('SELECT id, status FROM requests.consultation WHERE link_hash = $1', [trackingHash(linkCode)]);
    const found = rows[0];
    if (!found) return none('LINK_CODE_UNKNOWN', '专用查询码不正确，请核对后再试。');
    if (found.status === 'UNDELIVERED') return none('LINK_CODE_REVOKED', '该征求意见书已登记为未能送达，专用查询码已停用；请与本机关联系。');
    if (found.status !== 'SENT' && found.status !== 'RECEIVED') return none('LINK_CODE_USED', '该征求意见已经结束，专用查询码不再有效。');
    return { ...(await context.services.consultationToken(found.id)), refusals: [] };
  }

  @FieldResolver(() => String, { nullable: true })
  content(@Root() { row, viewer }: Shape): Promise<string | null> {
    return texts(viewer).load(row.content_text);
  }

  @FieldResolver(() => String, { nullable: true })
  answer(@Root() { row, viewer }: Shape): Promise<string | null> | null {
    return row.answer_text === null ? null : texts(viewer).load(row.answer_text);
  }

  @FieldResolver(() => String, { nullable: true })
  async thirdParty(@Root() { row, viewer }: Shape): Promise<string | null> {
    if (viewer.actor.kind !== 'OFFICER' || row.party_name === null) return null;
    const name = await unsealed(viewer).load(row.party_name);
    return name === null ? null : maskName(name);
  }

  @FieldResolver(() => [ConsultationLetterType])
  async letters(@Root() { row, viewer }: Shape): Promise<object[]> {
    const found = viewer.actor.kind === 'OFFICER' ? await foldedRequests(viewer).load(row.request_id) : null;
    const consultation = found?.state.consultations.find(({ id }) => id === row.id);
    if (!consultation) return [];
    const { undelivered, letter, sentOn } = consultation;
    const file = (digest: string, number: string): string => viewer.services.downloadUrl({ digest, name: `征求意见书${number}.pdf`, mediaType: 'application/pdf', releaseId: null, recordId: row.request_id });
    // The last of those that did not arrive is the present letter, until another is sent.
    const present = undelivered.at(-1)?.digest === letter.digest ? [] : [{ ...letter, sentOn, undeliveredOn: null, reason: null }];
    return [...undelivered, ...present].map(({ number, digest, reason, ...days }) => ({ ...days, number, url: file(digest, number), undeliveredReason: reason }));
  }

  @FieldResolver(() => String, { nullable: true })
  async linkCode(@Root() { row, viewer }: Shape): Promise<string | null> {
    if (viewer.actor.kind !== 'OFFICER' || row.kind !== 'THIRD_PARTY') return null;
    const found = await foldedRequests(viewer).load(row.request_id);
    if (!found || !isOpenConsultation(found.state, row.id)) return null;
    const roles = requestAggregate.roles(found.state, viewer.actor, await factsOf(viewer));
    return SENDERS.some((role) => roles.has(role)) ? linkCodeOf(viewer.platform.keys, row.id, lettersSent(found.state, row.id)) : null;
  }
}

@Resolver(() => DisclosureRequest)
export class RequestConsultationsResolver {
  @Directive('@listSize(assumedSize: 3)')
  @FieldResolver(() => [Consultation], { description: 'Consultations of third parties and other agencies (征求意见); for officers.' })
  async consultations(@Root() { id, viewer }: { id: string; viewer: RequestsContext }): Promise<object[]> {
    if (viewer.actor.kind !== 'OFFICER') return [];
    return (await consultationsOfRequests(viewer).load(id)).map((row) => consultationShape(row, viewer));
  }
}
