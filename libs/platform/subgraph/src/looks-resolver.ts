import { Arg, Args, Ctx, Field, ID, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import type { ClassType } from 'type-graphql';
import type { Instant } from '@disclosure/kernel';
import { findPerson } from '@disclosure/organisation';
import { connectionFrom, DateTimeScalar, forbidden, makeConnection, pageArguments, unauthenticated } from '@disclosure/platform-graphql';
import type { CommonTypes, makePageArgs } from '@disclosure/platform-graphql';
import { LOOKS } from '@disclosure/platform-persistence';
import { factsOf, readAsViewer, viewerOf } from './context.ts';
import type { ActingContext } from './context.ts';

/** Who sees what auditors looked at; row policies say the same (`looksMigration`). */
export const LOOK_READERS: readonly string[] = ['DISCLOSURE_OFFICE_HEAD', 'ADMINISTRATOR'];

export interface LooksOptions {
  readonly common: CommonTypes;
  readonly PageArgs: ReturnType<typeof makePageArgs>;
  /** The query: `auditorLooks`. */
  readonly query: string;
  /** The type of one look: `AuditorLook`. */
  readonly type: string;
  /** The description of a look, in Chinese: `审计查阅记录`. */
  readonly title: string;
  /** The field and argument that name the record that was seen, each with its description. */
  readonly record: { readonly name: string; readonly field: string; readonly argument: string };
}

interface Row { readonly id: number; readonly at: Instant; readonly person_id: string; readonly what: string; readonly action: string | null; readonly stream_id: string | null; readonly correlation_id: string }

/** The query by which a context shows what auditors looked at in it, newest first; for the head of the disclosure office and administrators. */
export function looksResolver({ common, PageArgs, query, type, title, record }: LooksOptions): ClassType<object> {
  const kinds = Object.fromEntries(Object.keys(LOOKS).map((kind) => [kind, kind]));
  registerEnumType(kinds, { name: 'LookKind', description: 'What an auditor did (查阅方式).', valuesConfig: Object.fromEntries(Object.entries(LOOKS).map(([kind, description]) => [kind, { description }])) });

  @ObjectType(type, { simpleResolvers: true, description: `One look of an auditor at one record (${title}). Nobody changes it.` })
  class Look {
    @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
    @Field(() => DateTimeScalar, { description: 'When (时间).' }) at!: string;
    @Field(() => ID, { description: 'The person (人员标识).' }) personId!: string;
    @Field(() => String, { nullable: true, description: 'The person\'s name (姓名).' }) name!: string | null;
    @Field(() => kinds, { description: 'What was done (查阅方式).' }) what!: string;
    @Field(() => String, { nullable: true, description: 'The action that was refused (被拒绝的操作).' }) action!: string | null;
    @Field(() => ID, { description: 'The same for all that was looked at at once (查询编号).' }) correlationId!: string;
  }
  Field(() => ID, { nullable: true, description: record.field })(Look.prototype, record.name);
  const { Connection } = makeConnection(common, type, () => Look);

  @Resolver()
  class LooksResolver {
    @Query(() => Connection, { name: query, description: `What auditors looked at, newest first (${title}); for the head of the disclosure office and administrators.` })
    async looks(
      @Args(() => PageArgs) args: InstanceType<typeof PageArgs>,
      @Arg('personId', () => ID, { nullable: true, description: 'Only of this person (人员).' }) personId: string | null,
      @Arg(record.name, () => ID, { nullable: true, description: record.argument }) recordId: string | null,
      @Ctx() context: ActingContext,
    ): Promise<object> {
      if (context.actor.kind !== 'OFFICER') throw unauthenticated();
      if (!(await viewerOf(context)).offices.some((office) => LOOK_READERS.includes(office))) throw forbidden({ code: 'FORBIDDEN', message: '审计查阅记录供厅公开办负责人和管理员查看。', clause: 'R-45' });
      const page = pageArguments(args, { width: 1 });
      const order = page.direction === 'FORWARD' ? 'DESC' : 'ASC';
      const rows = await readAsViewer(context, (q) => q.query<Row>(
        `SELECT id, at, person_id, what, action, stream_id, correlation_id FROM ${context.schema}.look
         WHERE ($1::text IS NULL OR person_id = $1) AND ($2::text IS NULL OR stream_id = $2) AND ($3::bigint IS NULL OR id < $3) AND ($4::bigint IS NULL OR id > $4) ORDER BY id ${order} LIMIT $5`,
        [personId ?? null, recordId ?? null, place(page.after), place(page.before), page.limit + 1]));
      const { organisation } = await factsOf(context);
      return connectionFrom(rows.map((row) => ({ id: String(row.id), at: row.at, personId: row.person_id, name: findPerson(organisation, row.person_id)?.name ?? null, what: row.what, action: row.action, [record.name]: row.stream_id, correlationId: row.correlation_id })), page, ({ id }) => [Number(id)]);
    }
  }
  return LooksResolver;
}

/** A place that was not made here names no row that there is. */
const place = (key: readonly unknown[] | null): number | null => (key === null ? null : Number.isSafeInteger(key[0]) ? (key[0] as number) : 0);
