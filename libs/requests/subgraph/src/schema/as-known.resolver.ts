import { Arg, Directive, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Instant } from '@disclosure/kernel';
import { DateTimeScalar, invalidInput, LocalDateScalar } from '@disclosure/platform-graphql';
import { deadlineShapes, factsOf } from '@disclosure/platform-subgraph';
import { HOLD_STATES, requestAggregate, shownState, STAGES } from '@disclosure/requests-domain';
import { fold } from '@disclosure/workflow';
import { common, RequestStateEnum } from './common.ts';
import type { RequestsContext } from './context.ts';
import { foldedRequests } from './request.loader.ts';
import { itemShape, shownDeadlines, timelineOf } from './request.resolver.ts';
import { DecidedItemType, DisclosureRequest, DivisionStub, RequestTimelineEntry } from './request.type.ts';

@ObjectType({ simpleResolvers: true, description: 'The case as the department knew it at an instant (某一时刻所知的办理情况): of what was recorded later, nothing; by the books that were in use then.' })
export class RequestAsKnown {
  @Field(() => DateTimeScalar, { description: 'The instant (时刻).' }) at!: string;
  @Field(() => String, { nullable: true, description: 'Registration number (登记号).' }) number!: string | null;
  @Field(() => RequestStateEnum, { description: 'Where it stood (状态).' }) state!: string;
  @Field(() => String, { description: 'The same in Chinese (状态名称).' }) stateText!: string;
  @Field(() => Int, { description: 'Round (轮次).' }) round!: number;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Date of receipt as recorded by then (收到申请之日).' }) receivedOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day of service as recorded by then (送达之日).' }) servedOn!: string | null;
  @Field(() => DivisionStub, { nullable: true, description: 'Lead division (牵头处室).' }) leadDivision!: DivisionStub | null;
  @Directive('@listSize(assumedSize: 3)')
  @Field(() => [DecidedItemType], { description: 'What was proposed or decided by then (处理意见).' }) items!: object[];
  @Field(() => common.Clock, { nullable: true, description: 'The reply clock of that round, as it ran then (答复期限).' }) clock!: object | null;
  @Directive('@listSize(assumedSize: 5)')
  @Field(() => [common.Deadline], { description: 'Every time limit, as it stood then (期限).' }) deadlines!: object[];
  @Directive('@listSize(assumedSize: 20)')
  @Field(() => [RequestTimelineEntry], { description: 'What had been recorded (办理记录).' }) timeline!: RequestTimelineEntry[];
}

/** Record time beside legal time: what reconsideration and court ask is what the house knew when it acted. */
@Resolver(() => DisclosureRequest)
export class AsKnownResolver {
  @FieldResolver(() => RequestAsKnown, { nullable: true, description: 'The case as known at an instant; null before it was submitted, and for whoever is no officer (某一时刻所知的办理情况).' })
  async asKnown(@Root() { id, viewer }: { readonly id: string; readonly viewer: RequestsContext }, @Arg('at', () => DateTimeScalar, { description: 'The instant, not after now (时刻).' }) at: Instant): Promise<object | null> {
    if (viewer.actor.kind !== 'OFFICER') return null;
    if (at > (await factsOf(viewer)).now) throw invalidInput('at', '不晚于现在的时刻');
    // Seen as today's viewer may see it; judged by what was known then.
    const found = await foldedRequests(viewer).load(id);
    const known = (found?.events ?? []).filter((event) => event.recordedAt <= at);
    const last = known.at(-1);
    if (!last) return null;
    const state = fold(requestAggregate, id, known, at);
    const { books, database } = viewer.platform;
    const facts = await books.facts(database.context('requests').writer, at, last.revisions);
    const deadlines = deadlineShapes(state, facts);
    const shown = shownState(state);
    return {
      at, number: state.number, state: shown, stateText: { ...STAGES, ...HOLD_STATES }[shown], round: state.round, receivedOn: state.receivedOn, servedOn: state.servedOn, leadDivision: state.leadDivision === null ? null : { id: state.leadDivision },
      items: (state.proposal?.items ?? []).map(itemShape), clock: deadlines.find((deadline) => deadline.limit === 'T01' && deadline.round === state.round)?.clock ?? null,
      deadlines: shownDeadlines(deadlines, state, viewer), timeline: await timelineOf(known, viewer),
    };
  }
}
