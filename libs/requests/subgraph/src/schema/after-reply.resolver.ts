import { FieldResolver, Resolver, Root } from 'type-graphql';
import { factsOf } from '@disclosure/platform-subgraph';
import { lateness } from '@disclosure/requests-domain';
import type { RequestsContext } from './context.ts';
import { ContestType, FactCorrectionType, LatenessType, RemedyType } from './after-reply.type.ts';
import { foldedRequests } from './request.loader.ts';
import type { FoldedRequest } from './request.loader.ts';
import { itemShape } from './request.resolver.ts';
import { DisclosureRequest, RequestRound } from './request.type.ts';

interface Shape { readonly id: string; readonly viewer: RequestsContext }
const isOfficer = ({ viewer }: Shape): boolean => viewer.actor.kind === 'OFFICER';

/** What follows a reply: all of it from the folded events. Remedies, lateness and corrections are the house's to see; rounds and objections also the applicant's. */
@Resolver(() => DisclosureRequest)
export class AfterReplyResolver {
  @FieldResolver(() => [RequestRound])
  async rounds(@Root() shape: Shape): Promise<object[]> {
    const { rounds } = (await folded(shape)).state;
    return rounds.map(({ round, proposal, letter, servedOn, servedLate }) => ({ round, servedOn, late: servedLate, letterNumber: servedOn === null ? null : (letter?.number ?? null), items: servedOn === null && !isOfficer(shape) ? [] : (proposal?.items ?? []).map(itemShape) }));
  }

  @FieldResolver(() => [ContestType])
  async contests(@Root() shape: Shape): Promise<readonly object[]> {
    return (await folded(shape)).state.contests;
  }

  @FieldResolver(() => [RemedyType])
  async remedies(@Root() shape: Shape): Promise<readonly object[]> {
    if (!isOfficer(shape)) return [];
    const { state } = await folded(shape);
    return state.remedies.map(({ isSimplified, ...remedy }) => ({ ...remedy, simplified: isSimplified, version: state.versions[`remedy:${remedy.id}`] ?? 0 }));
  }

  @FieldResolver(() => [FactCorrectionType])
  async factCorrections(@Root() shape: Shape): Promise<readonly object[]> {
    return isOfficer(shape) ? (await folded(shape)).state.factCorrections : [];
  }

  @FieldResolver(() => LatenessType, { nullable: true })
  async lateness(@Root() shape: Shape): Promise<object | null> {
    return isOfficer(shape) ? lateness((await folded(shape)).events, await factsOf(shape.viewer)) : null;
  }
}

async function folded({ id, viewer }: Shape): Promise<FoldedRequest> {
  const found = await foldedRequests(viewer).load(id);
  if (!found) throw new Error(`request ${id} is visible, its stream is not`);
  return found;
}
