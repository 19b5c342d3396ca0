import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchema } from 'graphql';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';
import { buildSchemaSync, createResolversMap } from 'type-graphql';
import type { ClassType } from 'type-graphql';
import type { SubgraphContext } from './context.ts';
import { entitiesResolver } from './entities.ts';
import type { References } from './entities.ts';
import { printWithDirectives } from './print-sdl.ts';

export type { EntityKey, Reference, References } from './entities.ts';

export interface SubgraphOptions<C extends SubgraphContext> {
  /** Name in the supergraph, and the audience of its envelopes: `requests`. */
  readonly name: string;
  // Resolver classes have any constructor.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type
  readonly resolvers: readonly Function[];
  /** Type classes that no resolver reaches: stubs of other subgraphs' entities, payloads of unions. */
  readonly orphanedTypes?: readonly ClassType[];
  /** One front door for each entity type with a resolvable `@key`. */
  readonly references: References<C>;
}

/** A subgraph, ready to be served or composed. */
export interface SubgraphModule {
  readonly name: string;
  /** Executable, with `_entities` and `_service`. */
  readonly schema: GraphQLSchema;
  /** Federation SDL, what composition reads. */
  readonly sdl: string;
}

/** The directives that our types may use. v2.9 is the newest version that brings `@cost`; the gateway's line ends at v2.14. */
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@provides", "@requires", "@override", "@inaccessible", "@tag", "@cost", "@listSize"])';

/**
 * Builds a subgraph out of type-graphql classes. Simple resolvers and no class validation: forms are checked at the
 * boundary, rules by the domain. Throws when a referenced type is missing, or an entity has no front door.
 */
export function buildSubgraph<C extends SubgraphContext>(options: SubgraphOptions<C>): SubgraphModule {
  const plain = buildSchemaSync({
    // type-graphql wants a tuple that is not empty; an empty list fails there with a clear message.
    resolvers: options.resolvers as unknown as Parameters<typeof buildSchemaSync>[0]['resolvers'],
    orphanedTypes: [...(options.orphanedTypes ?? [])],
    validate: false,
    skipCheck: true,
    autoRegisterImplementations: false,
  } as Parameters<typeof buildSchemaSync>[0]);
  // Sorted, because the order of types and root fields is otherwise that in which files happened to be imported.
  const sdl = `${LINK}\n\n${printWithDirectives(plain, parse(printSchema(lexicographicSortSchema(plain))))}\n`;
  const resolvers = createResolversMap(plain) as Record<string, Record<string, unknown>>;
  const entities = entitiesResolver(options.references);
  const schema = buildSubgraphSchema([{
    typeDefs: parse(sdl),
    resolvers: { ...resolvers, Query: { ...resolvers['Query'], _entities: entities.resolve }, _Entity: { __resolveType: entities.typeOf } } as never,
  }]);
  entities.check(schema);
  return { name: options.name, schema, sdl };
}
