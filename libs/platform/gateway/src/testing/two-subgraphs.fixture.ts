import { composeServices } from '@apollo/composition';
import { GraphQLError, parse } from 'graphql';
import { Arg, Args, Ctx, Directive, Field, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { baseContext, buildSubgraph, connectionFrom, forbidden, LocalDateScalar, makeCommonTypes, makeConnection, makePageArgs, pageArguments, subgraphEndpoint } from '@disclosure/platform-graphql';
import type { SubgraphContext, SubgraphEndpoint, SubgraphModule } from '@disclosure/platform-graphql';
import { machineNow } from '@disclosure/platform-identity';

/** What the fixtures saw, for tests to look at. */
export interface Seen {
  readonly divisionLoads: string[][];
  readonly contexts: SubgraphContext[];
}

/** Released by a test: `slow` answers only then. */
export interface Gate { promise: Promise<void>; open(): void }
export function gate(): Gate {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => { open = resolve; });
  return { promise, open };
}

function directory(seen: Seen): SubgraphModule {
  @Directive('@key(fields: "id")')
  @ObjectType({ simpleResolvers: true, description: 'A division (处室).' })
  class Division {
    @Field(() => ID) id!: string;
    @Field(() => String) name!: string;
    @Directive('@listSize(assumedSize: 3)')
    @Field(() => [Division]) neighbours!: Division[];
  }
  const division = (id: string): Division => ({ id, name: `处室 ${id}`, neighbours: [] });

  @Resolver(() => Division)
  class DivisionResolver {
    @Query(() => Division, { nullable: true })
    division(@Arg('id', () => ID) id: string): Division { return division(id); }
    @Query(() => [Division])
    divisions(): Division[] { return [division('d1'), division('d2')]; }
    @Query(() => String)
    dayAfter(@Arg('date', () => LocalDateScalar) date: string): string { return date; }
    @Directive('@cost(weight: 2600)')
    @Query(() => Int)
    costly(): number { return 1; }
  }
  return buildSubgraph({
    name: 'directory', resolvers: [DivisionResolver],
    references: {
      Division: {
        load: (keys) => {
          seen.divisionLoads.push(keys.map(({ id }) => String(id)));
          return keys.map(({ id }) => (id === 'd-hidden' ? null : Object.freeze(division(String(id)))));
        },
      },
    },
  });
}

function publication(seen: Seen, slow: Gate): SubgraphModule {
  const common = makeCommonTypes();
  @Directive('@key(fields: "id", resolvable: false)')
  @ObjectType('Division', { simpleResolvers: true })
  class DivisionStub { @Field(() => ID) id!: string; }

  @Directive('@key(fields: "id")')
  @ObjectType({ simpleResolvers: true, description: 'A disclosure (主动公开信息).' })
  class Disclosure {
    @Field(() => ID) id!: string;
    @Field(() => String) title!: string;
    @Field(() => DivisionStub, { nullable: true }) division!: DivisionStub | null;
    @Field(() => String) actor!: string;
  }
  @ObjectType({ simpleResolvers: true })
  class Submission {
    @Field(() => String) text!: string;
    @Field(() => DivisionStub) division!: DivisionStub;
  }
  let submitted = '';
  const { Connection } = makeConnection(common, 'Disclosure', () => Disclosure, { totalCount: true });
  const PageArgs = makePageArgs();
  const rows = Array.from({ length: 6 }, (_, n) => ({ id: `p${n}`, title: `通知 ${n}`, division: { id: n === 5 ? 'd-hidden' : `d${(n % 2) + 1}` } }));

  @Resolver(() => Disclosure)
  class DisclosureResolver {
    @Query(() => Connection)
    disclosures(@Args(() => PageArgs) input: InstanceType<typeof PageArgs>, @Ctx() context: SubgraphContext) {
      seen.contexts.push(context);
      const page = pageArguments(input, { width: 1 });
      const after = rows.filter(({ id }) => page.after === null || id > String(page.after[0]));
      return connectionFrom(after.slice(0, page.limit + 1), page, ({ id }) => [id], rows.length);
    }
    @Query(() => String)
    whoAmI(@Ctx() context: SubgraphContext): string {
      seen.contexts.push(context);
      return JSON.stringify(context.actor);
    }
    @Query(() => String)
    async slow(): Promise<string> {
      await slow.promise;
      return '终于';
    }
    @Query(() => String, { nullable: true })
    broken(): string { throw new Error('select secret_column from request.sealed where id = 7'); }
    @Query(() => String, { nullable: true })
    halfBroken(): string { throw new GraphQLError('relation "sealed" does not exist', { extensions: { code: 'PG_42P01', sql: 'select 1' } }); }
    @Query(() => Int, { nullable: true })
    wrongValue(): number { return '不是数' as unknown as number; }
    @Query(() => String, { nullable: true })
    secret(): string { throw forbidden({ code: 'NOT_YOURS', message: '您无权查看。', clause: 'A1-7-1' }); }
    @FieldResolver(() => String)
    actor(@Root() _disclosure: Disclosure, @Ctx() context: SubgraphContext): string {
      seen.contexts.push(context);
      return context.actor.kind;
    }
    @Mutation(() => Submission)
    async submitRequest(@Arg('text', () => String) text: string, @Ctx() context: SubgraphContext): Promise<Submission> {
      seen.contexts.push(context);
      const before = submitted;
      await Promise.resolve();
      submitted = before + text;
      return { text: submitted, division: { id: 'd1' } };
    }
  }
  return buildSubgraph({
    name: 'publication', resolvers: [DisclosureResolver], orphanedTypes: [DivisionStub],
    references: { Disclosure: { load: (keys) => keys.map(({ id }) => rows.find((row) => row.id === id)) } },
  });
}

export interface Fixture {
  readonly seen: Seen;
  readonly slow: Gate;
  readonly supergraphSdl: string;
  readonly endpoints: readonly SubgraphEndpoint[];
  readonly envelopeKey: Uint8Array;
}

/** Two small subgraphs, composed. */
export function twoSubgraphs(): Fixture {
  const seen: Seen = { divisionLoads: [], contexts: [] };
  const slow = gate();
  const envelopeKey = new Uint8Array(32).fill(7);
  const modules = [directory(seen), publication(seen, slow)];
  const { supergraphSdl, errors } = composeServices(modules.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) })));
  if (supergraphSdl === undefined) throw new AggregateError(errors ?? []);
  const endpoints = modules.map((module) => subgraphEndpoint({ module, envelopeKey, machineNow, createContext: baseContext }));
  return { seen, slow, supergraphSdl, endpoints, envelopeKey };
}
