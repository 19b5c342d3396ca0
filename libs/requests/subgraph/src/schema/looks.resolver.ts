import { Arg, Args, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { Instant } from '@disclosure/kernel';
import { findPerson } from '@disclosure/organisation';
import { connectionFrom, DateTimeScalar, forbidden, makeConnection, pageArguments, unauthenticated } from '@disclosure/platform-graphql';
import { LOOKS } from '@disclosure/platform-persistence';
import { factsOf, readAsViewer, viewerOf } from '@disclosure/platform-subgraph';
import { common, enumOf, PageArgs } from './common.ts';
import type { RequestsContext } from './context.ts';

/** Who sees what auditors looked at. */
export const LOOK_READERS = ['DISCLOSURE_OFFICE_HEAD', 'ADMINISTRATOR'] as const;

const LookKindEnum = enumOf('LookKind', 'What an auditor did (查阅方式).', LOOKS);

@ObjectType({ simpleResolvers: true, description: 'One look of an auditor at one record (审计查阅记录). Nobody changes it.' })
export class AuditorLook {
  @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
  @Field(() => DateTimeScalar, { description: 'When (时间).' }) at!: string;
  @Field(() => ID, { description: 'The person (人员标识).' }) personId!: string;
  @Field(() => String, { nullable: true, description: 'The person\'s name (姓名).' }) name!: string | null;
  @Field(() => LookKindEnum, { description: 'What was done (查阅方式).' }) what!: string;
  @Field(() => String, { nullable: true, description: 'The action that was refused (被拒绝的操作).' }) action!: string | null;
  @Field(() => ID, { nullable: true, description: 'The request, or correction request, that was seen (申请标识); null for a list that held none.' }) requestId!: string | null;
  @Field(() => ID, { description: 'The same for all that was looked at at once (查询编号).' }) correlationId!: string;
}
const { Connection } = makeConnection(common, 'AuditorLook', () => AuditorLook);

interface Row { readonly id: number; readonly at: Instant; readonly person_id: string; readonly what: string; readonly action: string | null; readonly stream_id: string | null; readonly correlation_id: string }

@Resolver()
export class LooksResolver {
  @Query(() => Connection, { description: 'What auditors looked at, newest first (审计查阅记录); for the head of the disclosure office and administrators.' })
  async auditorLooks(
    @Args(() => PageArgs) args: InstanceType<typeof PageArgs>,
    @Arg('personId', () => ID, { nullable: true, description: 'Only of this person (人员).' }) personId: string | null,
    @Arg('requestId', () => ID, { nullable: true, description: 'Only at this request (申请).' }) requestId: string | null,
    @Ctx() context: RequestsContext,
  ): Promise<object> {
    if (context.actor.kind !== 'OFFICER') throw unauthenticated();
    if (!(await viewerOf(context)).offices.some((office) => (LOOK_READERS as readonly string[]).includes(office))) throw forbidden({ code: 'FORBIDDEN', message: '审计查阅记录供厅公开办负责人和管理员查看。', clause: 'R-45' });
    const page = pageArguments(args, { width: 1 });
    const order = page.direction === 'FORWARD' ? 'DESC' : 'ASC';
    const rows = await readAsViewer(context, (q) => q.query<Row>(
      `SELECT id, at, person_id, what, action, stream_id, correlation_id FROM requests.look
       WHERE ($1::text IS NULL OR person_id = $1) AND ($2::text IS NULL OR stream_id = $2) AND ($3::bigint IS NULL OR id < $3) AND ($4::bigint IS NULL OR id > $4) ORDER BY id ${order} LIMIT $5`,
      [personId ?? null, requestId ?? null, place(page.after), place(page.before), page.limit + 1]));
    const { organisation } = await factsOf(context);
    return connectionFrom(rows.map((row) => ({ id: String(row.id), at: row.at, personId: row.person_id, name: findPerson(organisation, row.person_id)?.name ?? null, what: row.what, action: row.action, requestId: row.stream_id, correlationId: row.correlation_id })), page, ({ id }) => [Number(id)]);
  }
}

/** A place that was not made here names no row that there is. */
const place = (key: readonly unknown[] | null): number | null => (key === null ? null : Number.isSafeInteger(key[0]) ? (key[0] as number) : 0);
