import { Arg, Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { invalidInput, LocalDateScalar } from '@disclosure/platform-graphql';
import { readAsViewer } from '@disclosure/platform-subgraph';
import { similarTo } from '../use-cases/likeness.ts';
import { Outcome } from './common.ts';
import type { RequestsContext } from './context.ts';
import { visibleRequest } from './request.resolver.ts';
import { DisclosureRequest } from './request.type.ts';

@ObjectType({ simpleResolvers: true, description: 'An earlier request that asks for the same, as far as its text tells (内容相近的申请). A person judges; it decides nothing.' })
export class SimilarRequest {
  @Field(() => DisclosureRequest, { description: 'The earlier request (此前的申请).' }) request!: object;
  @Field(() => Float, { description: 'How alike they are, 0 to 1: the greater of the two numbers below (相似度).' }) similarity!: number;
  @Field(() => Float, { nullable: true, description: 'The titles compared: the share of characters and pairs of characters, pairs counted twice, that both have of all that either has; punctuation, width and common words left out. Null where a title tells too little (名称相似度).' }) titleSimilarity!: number | null;
  @Field(() => Float, { description: 'The same of all that was written: title, description, clarification (全文相似度).' }) textSimilarity!: number;
  @Field(() => Boolean, { description: 'The same applicant, by identity number: perhaps a repetition (A2-12-6); otherwise perhaps one for proactive disclosure (A2-21) (是否同一申请人).' }) sameApplicant!: boolean;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day its reply was served (送达之日); null while there is none.' }) repliedOn!: string | null;
  @Field(() => [Outcome], { description: 'What that reply decided (处理结果).' }) outcomes!: string[];
}

const MOST = 20;
const shown = (share: number): number => Math.round(share * 100) / 100;

@Resolver(() => DisclosureRequest)
export class SimilarResolver {
  @FieldResolver(() => [SimilarRequest], { description: 'Earlier requests that ask for the same and that the viewer may see, the likest first (内容相近的申请); for officers.' })
  async similarRequests(@Root() { id, viewer: context }: { readonly id: string; readonly viewer: RequestsContext }, @Arg('first', () => Int, { defaultValue: 5, description: 'At most so many, up to 20 (条数).' }) first: number): Promise<object[]> {
    if (context.actor.kind !== 'OFFICER') return [];
    if (first < 0 || first > MOST) throw invalidInput('first', `0 至 ${MOST}`);
    const found = await readAsViewer(context, (q) => similarTo(q, id, { first, earlier: true }));
    const rows = await Promise.all(found.map(async ({ similarity, titleSimilarity, textSimilarity, ...rest }) => ({
      ...rest, request: await visibleRequest(context, rest.id), similarity: shown(similarity), titleSimilarity: titleSimilarity === null ? null : shown(titleSimilarity), textSimilarity: shown(textSimilarity),
    })));
    return rows.filter(({ request }) => request !== null);
  }
}
