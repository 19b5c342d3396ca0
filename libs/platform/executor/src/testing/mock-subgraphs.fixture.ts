import { createHash } from 'node:crypto';
import { Supergraph } from '@apollo/federation-internals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, getNamedType, getNullableType, GraphQLError, isAbstractType, isEnumType, isListType, isNonNullType, isObjectType, parse } from 'graphql';
import type { ExecutionResult, GraphQLFieldResolver, GraphQLOutputType, GraphQLSchema } from 'graphql';

/** An object of a mocked subgraph: its type, and the number that all its values follow from, the same in each subgraph. */
interface Mocked {
  readonly __typename: string;
  readonly n: number;
  /** What the gateway sent, for entities: fields with @requires follow from it too. */
  readonly sent?: Readonly<Record<string, unknown>>;
}

export interface MockOptions {
  /** One value in so many is null, where it may be. 0: none. */
  readonly nullEvery: number;
  /** One field in so many fails. 0: none. */
  readonly failEvery: number;
  /** One value in so many does not fit its type: null where it must not be, no member of its enum. 0: none. */
  readonly unfitEvery: number;
}

export interface MockSubgraphs {
  /** From now on. */
  behave(options: MockOptions): void;
  /** How many operations, and how many representations, each subgraph was asked. */
  readonly asked: { service: string; representations: number }[];
  fetch(service: string, request: { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> | undefined; readonly operationName?: string | undefined }): Promise<ExecutionResult>;
}

const hash = (...parts: unknown[]): number => createHash('md5').update(JSON.stringify(parts)).digest().readUInt32BE(0);
const numberIn = (value: unknown): number | undefined => { const found = /-(\d+)$/.exec(String(value)); return found ? Number(found[1]) : undefined; };

/** The number of an entity, out of whichever key it is asked by. */
function numberOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return numberIn(value) ?? hash(value) % 50;
  for (const [name, member] of Object.entries(value)) {
    if (name === '__typename') continue;
    const found = typeof member === 'object' && member !== null ? numberOf(member) : numberIn(member);
    if (found !== undefined) return found;
  }
  return hash(value) % 50;
}

/** Any supergraph's subgraphs, answering the same to the same question, so that two executors can be compared over them. */
export function mockSubgraphs(supergraphSdl: string, options: MockOptions): MockSubgraphs {
  let { nullEvery, failEvery, unfitEvery } = options;
  const supergraph = Supergraph.build(supergraphSdl);
  const everything = supergraph.schema.toGraphQLJSSchema();
  const services = new Map<string, GraphQLSchema>();
  for (const subgraph of supergraph.subgraphs()) services.set(subgraph.name, mocked(buildSubgraphSchema(parse(subgraph.toString()))));
  const asked: { service: string; representations: number }[] = [];

  function mocked(schema: GraphQLSchema): GraphQLSchema {
    const entities = schema.getQueryType()?.getFields()['_entities'];
    if (entities) {
      entities.resolve = (_source, { representations }: { representations: { __typename: string }[] }) => representations.map((sent) => {
        const n = numberOf(sent);
        if (nullEvery > 0 && n % 11 === 10) return null;
        if (failEvery > 0 && n % 13 === 12) return new GraphQLError(`no ${sent.__typename} ${n}`, { extensions: { code: 'NO_ENTITY' } });
        const type = schema.getType(sent.__typename);
        return { __typename: isAbstractType(type) ? concrete(schema, type, n) : sent.__typename, n, sent } satisfies Mocked;
      });
    }
    return schema;
  }

  const concrete = (schema: GraphQLSchema, type: GraphQLOutputType, n: number): string => {
    const named = getNamedType(type);
    if (!isAbstractType(named)) return named.name;
    // The same choice in each subgraph that knows the abstract type, where it can be made.
    const all = everything.getType(named.name);
    const known = schema.getPossibleTypes(named).map(({ name }) => name).sort();
    const possible = isAbstractType(all) ? everything.getPossibleTypes(all).map(({ name }) => name).sort() : known;
    const chosen = possible[n % possible.length] as string;
    return known.includes(chosen) ? chosen : (known[n % known.length] as string);
  };

  const valueOf = (schema: GraphQLSchema, type: GraphQLOutputType, field: string, owner: string, n: number, seed: number): unknown => {
    const isRequired = isNonNullType(type);
    if (isRequired && unfitEvery > 0 && seed % unfitEvery === 5) return null;
    if (!isRequired && nullEvery > 0 && seed % nullEvery === 1) return null;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const inner = nullable.ofType;
      return Array.from({ length: seed % 4 }, (_, index) => valueOf(schema, inner, field, owner, n, hash(seed, index)));
    }
    if (isObjectType(nullable) || isAbstractType(nullable)) {
      const other = seed % 20;
      return { __typename: concrete(schema, nullable, other), n: other } satisfies Mocked;
    }
    if (isEnumType(nullable)) return unfitEvery > 0 && seed % unfitEvery === 6 ? 'NEVER' : nullable.getValues()[seed % nullable.getValues().length]?.name;
    switch (nullable.name) {
      case 'Int': return seed % 100;
      case 'Float': return (seed % 1000) / 8;
      case 'Boolean': return seed % 2 === 0;
      case 'String': case 'ID': return `${field}-${n}`;
      default: return seed % 3 === 0 ? `scalar-${seed % 9}` : seed % 3 === 1 ? { a: seed % 5, list: [1, null, { b: 'x' }] } : seed % 7;
    }
  };

  const fieldResolver: GraphQLFieldResolver<Mocked | undefined, unknown> = (source, args, _context, info) => {
    const { schema, fieldName, parentType, returnType } = info;
    const n = source?.n ?? 0;
    const owner = source?.__typename ?? parentType.name;
    const others = Object.entries(source?.sent ?? {}).filter(([name]) => name !== '__typename');
    // Keys and what else every subgraph must agree on follow from the number alone; arguments and required fields change the rest.
    const isLeafText = ['ID', 'String'].includes(getNamedType(returnType).name);
    const seed = hash(owner, n, fieldName, args);
    if (failEvery > 0 && seed % failEvery === 3) throw new GraphQLError(`${owner} ${n} has no ${fieldName}`, { extensions: seed % 2 === 0 ? { code: 'FAILED', detail: seed % 10 } : {} });
    const sent = others.find(([name]) => name === fieldName);
    if (sent && isLeafText) return sent[1];
    if (Object.keys(args).length > 0 && isLeafText && !isListType(getNullableType(returnType))) return `${fieldName}-${JSON.stringify(args)}`;
    const needsMore = others.length > 1 && isLeafText && hash(fieldName) % 2 === 0;
    return needsMore && !isListType(getNullableType(returnType)) ? `${fieldName}<${JSON.stringify(others)}>-${n}` : valueOf(schema, returnType, fieldName, owner, n, seed);
  };

  return {
    asked,
    behave(changed) { ({ nullEvery, failEvery, unfitEvery } = changed); },
    async fetch(service, { query, variables, operationName }) {
      const schema = services.get(service);
      if (!schema) throw new Error(`no subgraph ${service}`);
      const representations = (variables?.['representations'] as unknown[] | undefined)?.length ?? 0;
      asked.push({ service, representations });
      const result = await execute({ schema, document: parse(query), variableValues: { ...variables }, operationName: operationName ?? null, fieldResolver: fieldResolver as never, typeResolver: (value) => (value as Mocked).__typename });
      // Over a socket it would be JSON.
      return JSON.parse(JSON.stringify(result)) as ExecutionResult;
    },
  };
}

