import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { notFound, refusalShape, unauthenticated } from '@disclosure/platform-graphql';
import { openContent } from '@disclosure/platform-gate';
import { factsOf, readAsViewer } from '@disclosure/platform-subgraph';
import { findPerson } from '@disclosure/organisation';
import { feeOf, requestAggregate, shownState } from '@disclosure/requests-domain';
import { preview } from '@disclosure/workflow';
import type { Deadline, Preview } from '@disclosure/workflow';
import type { RequestState } from '@disclosure/requests-domain';
import type { RequestsContext } from './context.ts';
import { ClarificationProposalType, EndOutcomeEnum, FormPartEnum, OnTheSpotPreparationType, OnTheSpotReplyType, ProcessingFeeType, RequestPreview, VolumeReasonsType } from './holds.type.ts';
import { foldedRequests, texts } from './request.loader.ts';
import { DisclosureRequest } from './request.type.ts';

interface Shape { readonly id: string; readonly viewer: RequestsContext }
const stateOf = async ({ id, viewer }: Shape): Promise<RequestState> => {
  const found = await foldedRequests(viewer).load(id);
  if (!found) throw new Error(`request ${id} is visible, its stream is not`);
  return found.state;
};

/** Holds and short ways of a request, from the folded events; and what a step would do before it is taken. */
@Resolver(() => DisclosureRequest)
export class HoldsResolver {
  @FieldResolver(() => [ProcessingFeeType])
  async fees(@Root() shape: Shape): Promise<object[]> {
    const { law } = await factsOf(shape.viewer);
    const state = await stateOf(shape);
    return state.fees.map((fee) => ({
      ...fee, amountYuan: fee.total / 100,
      lines: (feeOf(law, state.lawOn ?? fee.noticeOn, fee)?.lines ?? []).map(({ unitPrice, amount, ...line }) => ({ ...line, unitPriceYuan: unitPrice / 100, amountYuan: amount / 100 })),
    }));
  }

  @FieldResolver(() => [FormPartEnum])
  async missingParts(@Root() shape: Shape): Promise<readonly string[]> {
    return (await stateOf(shape)).missingParts;
  }

  @FieldResolver(() => [VolumeReasonsType])
  async volumeReasons(@Root() shape: Shape): Promise<readonly object[]> {
    return (await stateOf(shape)).volumeReasons;
  }

  @FieldResolver(() => OnTheSpotPreparationType, { nullable: true })
  async onTheSpotPreparation(@Root() shape: Shape): Promise<object | null> {
    const { viewer } = shape;
    const { prepared } = viewer.actor.kind === 'OFFICER' ? await stateOf(shape) : { prepared: null };
    if (prepared === null) return null;
    const [content, { organisation }] = await Promise.all([readAsViewer(viewer, (q) => openContent(q, prepared.digest, viewer.platform.keys)), factsOf(viewer)]);
    return { digest: prepared.digest, preparedOn: prepared.preparedOn, preparedBy: findPerson(organisation, prepared.preparedBy)?.name ?? null, information: content?.body || null, attachmentNames: (content?.attachments ?? []).map(({ name }) => name) };
  }

  @FieldResolver(() => OnTheSpotReplyType, { nullable: true })
  async onTheSpot(@Root() shape: Shape): Promise<object | null> {
    const { onTheSpot } = await stateOf(shape);
    if (onTheSpot === null) return null;
    const { organisation } = await factsOf(shape.viewer);
    return { ...onTheSpot, repliedBy: shape.viewer.actor.kind === 'OFFICER' ? (findPerson(organisation, onTheSpot.repliedBy)?.name ?? null) : null };
  }

  @FieldResolver(() => ClarificationProposalType, { nullable: true })
  async clarificationProposal(@Root() shape: Shape): Promise<object | null> {
    const found = shape.viewer.actor.kind === 'OFFICER' ? await foldedRequests(shape.viewer).load(shape.id) : null;
    const proposed = found?.state.clarificationProposal;
    if (!found || !proposed || proposed.round !== found.state.round) return null;
    const payload = found.events.findLast(({ type }) => type === 'ClarificationProposed')?.payload ?? {};
    const bodies = await Promise.all(['missing', 'guidance'].map(async (key) => {
      const part = payload[key] as { text: string } | undefined;
      return part === undefined ? null : texts(shape.viewer).load(part.text);
    }));
    return { proposedOn: proposed.proposedOn, text: bodies.filter((body) => body !== null).join('\n') || null };
  }

  @FieldResolver(() => Boolean, { nullable: true })
  async oralConfirmed(@Root() shape: Shape): Promise<boolean | null> {
    return (await stateOf(shape)).oralConfirmed;
  }

  @FieldResolver(() => EndOutcomeEnum, { nullable: true })
  async endOutcome(@Root() shape: Shape): Promise<string | null> {
    return (await stateOf(shape)).endOutcome;
  }

  @FieldResolver(() => String, { nullable: true })
  async assistance(@Root() shape: Shape): Promise<string | null> {
    const found = await foldedRequests(shape.viewer).load(shape.id);
    const ids = (found?.events ?? []).flatMap(({ payload }) => (payload['assistance'] === undefined ? [] : [(payload['assistance'] as { text: string }).text]));
    const bodies = (await Promise.all(ids.map((id) => texts(shape.viewer).load(id)))).filter((body) => body !== null);
    return bodies.length === 0 ? null : bodies.join('\n');
  }

  @Query(() => RequestPreview, { description: 'What an extension of the reply period would do (延期预览), A2-9; by the function of `proposeExtension` and `extendReplyPeriod`.' })
  async previewExtension(
    @Arg('id', () => ID, { description: 'The request (申请标识).' }) id: string,
    @Arg('workingDays', () => Int, { description: 'Working days, at most 20 (延长工作日数).' }) workingDays: number,
    @Ctx() context: RequestsContext,
  ): Promise<object> {
    const input = { workingDays, reasons: UNWRITTEN };
    // What is proposed already is granted; what is not is proposed first.
    return foreseen(id, context, (state) => [...(state.positions['extension'] === 'PROPOSED' ? [] : [{ action: 'proposeExtension', input }]), { action: 'extendReplyPeriod', input }]);
  }

  @Query(() => RequestPreview, { description: 'What asking for clarification would do (补正预览), A2-10; by the function of `requestClarification`.' })
  async previewClarification(
    @Arg('id', () => ID, { description: 'The request (申请标识).' }) id: string,
    @Arg('periodWorkingDays', () => Int, { defaultValue: 15, description: 'Reasonable period in working days (合理补正期限).' }) periodWorkingDays: number,
    @Ctx() context: RequestsContext,
  ): Promise<object> {
    return foreseen(id, context, () => [{ action: 'requestClarification', input: { periodWorkingDays, missing: UNWRITTEN } }]);
  }
}

/** Stands for a text that nobody has written yet: dates do not hang on it. */
const UNWRITTEN = { text: '', commitment: '' };

/** Looks ahead on a request that this officer sees. */
async function foreseen(id: string, context: RequestsContext, steps: (state: RequestState) => readonly { action: string; input: object }[]): Promise<object> {
  if (context.actor.kind !== 'OFFICER') throw unauthenticated();
  const found = await foldedRequests(context).load(id);
  if (!found) throw notFound();
  return previewShape(preview(requestAggregate, found.state, steps(found.state), context.actor, await factsOf(context)));
}

/** A preview as the graph shows it. */
export function previewShape({ refusals, state, before, after }: Preview<RequestState>): object {
  const due = (deadlines: readonly Deadline[]) => deadlines.find(({ limit, round }) => limit === 'T01' && round === state.round)?.clock.dueOn ?? null;
  return { refusals: refusals.map(refusalShape), state: shownState(state), dueOnBefore: due(before), dueOn: due(after), before, after };
}
