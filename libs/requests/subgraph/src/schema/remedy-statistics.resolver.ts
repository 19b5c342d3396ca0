import { Ctx, Directive, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { readAsViewer } from '@disclosure/platform-subgraph';
import { REMEDY_KINDS } from '@disclosure/requests-domain';
import type { RemedyKind, RemedyResult } from '@disclosure/requests-domain';
import { RemedyKindEnum } from './after-reply.type.ts';
import type { RequestsContext } from './context.ts';
import { RequestStatistics } from './statistics.type.ts';

@ObjectType({ simpleResolvers: true, description: 'One group of five cells of the annual report\'s table on reconsideration and suits (表四的一组).' })
export class RemedyStatisticsRow {
  @Field(() => RemedyKindEnum, { description: 'Reconsideration, direct suits, or suits after reconsideration (类别).' }) kind!: string;
  @Field(() => String, { description: 'The same as on the form (名称).' }) label!: string;
  @Field(() => Int, { description: 'Decided in the year: upheld (结果维持).' }) upheld!: number;
  @Field(() => Int, { description: 'Decided in the year: overturned (结果纠正).' }) overturned!: number;
  @Field(() => Int, { description: 'Decided in the year: other results (其他结果).' }) other!: number;
  @Field(() => Int, { description: 'Open at the end of the year (尚未审结).' }) pending!: number;
  @Field(() => Int, { description: 'The four together (总计).' }) total!: number;
}

/** Table 4 beside table 3; the query has checked who asks, and the function it counts by checks again. */
@Resolver(() => RequestStatistics)
export class RemedyStatisticsResolver {
  @Directive('@listSize(assumedSize: 3)')
  @FieldResolver(() => [RemedyStatisticsRow], { description: 'Table 4: reconsideration, direct suits, suits after reconsideration (表四，政府信息公开行政复议、行政诉讼情况).' })
  async remedies(@Root() { agency, year }: { readonly agency: { readonly id: string }; readonly year: number }, @Ctx() context: RequestsContext): Promise<object[]> {
    const counts = await readAsViewer(context, (q) => q.query<{ kind: RemedyKind; result: RemedyResult; cases: number }>('SELECT kind, result, cases FROM requests.remedy_counts($1, $2)', [agency.id, year]));
    return Object.entries(REMEDY_KINDS).map(([kind, label]) => {
      const of = (result: RemedyResult): number => counts.find((count) => count.kind === kind && count.result === result)?.cases ?? 0;
      const [upheld, overturned, other, pending] = [of('UPHELD'), of('OVERTURNED'), of('OTHER'), of('PENDING')];
      return { kind, label, upheld, overturned, other, pending, total: upheld + overturned + other + pending };
    });
  }
}
