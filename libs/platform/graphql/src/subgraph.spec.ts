import { composeServices } from '@apollo/composition';
import { buildSchema, parse } from 'graphql';
import { Arg, Ctx, Directive, Field, ID, Int, Mutation, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import { bodyDigest, sealEnvelope } from '@disclosure/platform-identity';
import { baseContext, buildSubgraph, CompiledOperations, connectionFrom, decodeCursor, DateTimeScalar, DigestScalar, encodeCursor, LocalDateScalar, LongScalar, makeCommonTypes, maskError, once, pageArguments, refusalShape, subgraphEndpoint } from './index.ts';
import type { RequestScope, SubgraphContext, SubgraphModule } from './index.ts';

const KEY = new Uint8Array(32).fill(1);
const NOW = 1_000_000;

/** A subgraph of its own classes, like every context's, with the value types they all share. */
function small(name: string, log: { loads: string[][]; contexts: SubgraphContext[] } = { loads: [], contexts: [] }): SubgraphModule {
  const common = makeCommonTypes();
  const Colour = { RED: 'RED', GREEN: 'GREEN' } as const;
  registerEnumType(Colour, { name: 'Colour', valuesConfig: { RED: { description: '红', deprecationReason: 'Use GREEN.' } } });
  @Directive('@key(fields: "id")')
  @ObjectType({ simpleResolvers: true, description: 'A thing (物).' })
  class Thing {
    @Field(() => ID) id!: string;
    @Directive('@shareable') @Field(() => [common.Refusal]) refusals!: unknown[];
    @Directive('@shareable') @Field(() => common.Clock, { nullable: true }) clock!: unknown;
    @Directive('@shareable') @Field(() => Colour) colour!: string;
  }
  @Directive('@key(fields: "code")')
  @ObjectType({ simpleResolvers: true })
  class Other { @Directive('@shareable') @Field(() => String) code!: string; }
  @Resolver()
  class Root {
    @Directive('@shareable')
    @Query(() => Int)
    [`${name}Count`](@Ctx() context: SubgraphContext): number {
      log.contexts.push(context);
      return once(context, 'count', () => 3);
    }
    @Mutation(() => String)
    [`${name}Write`](@Arg('value', () => String) value: string, @Ctx() context: SubgraphContext): string {
      log.contexts.push(context);
      return value;
    }
  }
  return buildSubgraph({
    name, resolvers: [Root], orphanedTypes: [Thing, Other],
    references: {
      Thing: { load: async (keys) => { log.loads.push(['Thing', ...keys.map(({ id }) => String(id))]); return keys.map(({ id }) => (id === 'none' ? null : { id, refusals: [], colour: 'GREEN' })); } },
      Other: { load: (keys) => { log.loads.push(['Other', ...keys.map(({ code }) => String(code))]); return keys; } },
    },
  });
}

function caller(module: SubgraphModule) {
  const endpoint = subgraphEndpoint({ module, envelopeKey: KEY, machineNow: () => NOW, createContext: baseContext });
  return (query: string, variables: Record<string, unknown> = {}, scope?: RequestScope) => endpoint.handle({
    query, variables, scope,
    envelope: sealEnvelope({ actor: { kind: 'PUBLIC' }, requestId: 'r', locale: 'zh-CN', issuedAt: NOW, expiresAt: NOW + 1_000 }, KEY, { audience: module.name, bodyDigest: bodyDigest(query, variables, undefined) }),
  });
}

describe('a subgraph', () => {
  it('composes with another of the same value types, each with its own classes', () => {
    const { errors, supergraphSdl, hints } = composeServices([small('a'), small('b')].map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) })));
    expect(errors).toBeUndefined();
    expect(supergraphSdl).toContain('type Clock');
    // A description that differs between subgraphs would be a hint.
    expect(hints?.map(({ message }) => message)).toEqual([]);
  });
  it('prints descriptions, directives and deprecations', () => {
    const { sdl } = small('a');
    expect(sdl).toContain('type Thing @key(fields: "id")');
    expect(sdl).toContain('"""A thing (物)."""');
    expect(sdl).toContain('colour: Colour! @shareable');
    expect(sdl).toContain('RED @deprecated(reason: "Use GREEN.")');
    expect(sdl).toContain('aCount: Int! @shareable');
    expect(sdl.match(/@deprecated/g)).toHaveLength(1);
  });
  it('asks each front door once, for all keys, and answers in the order asked', async () => {
    const log = { loads: [] as string[][], contexts: [] };
    const answer = await caller(small('a', log))('query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Thing { id colour } ... on Other { code } } }', {
      r: [{ __typename: 'Thing', id: '1' }, { __typename: 'Other', code: 'x' }, { __typename: 'Thing', id: 'none' }, { __typename: 'Thing', id: '2' }],
    });
    expect(answer).toEqual({ data: { _entities: [{ __typename: 'Thing', id: '1', colour: 'GREEN' }, { __typename: 'Other', code: 'x' }, null, { __typename: 'Thing', id: '2', colour: 'GREEN' }] } });
    expect(log.loads).toEqual([['Thing', '1', 'none', '2'], ['Other', 'x']]);
  });
  it('refuses to be built with an entity that has no front door, or a door to nothing', () => {
    @Directive('@key(fields: "id")')
    @ObjectType()
    class Lonely { @Field(() => ID) id!: string; }
    @Resolver()
    class LonelyRoot { @Query(() => Lonely, { nullable: true }) lonely(): null { return null; } }
    expect(() => buildSubgraph({ name: 'x', resolvers: [LonelyRoot], references: {} })).toThrow('entities without a front door: Lonely');
    expect(() => buildSubgraph({ name: 'x', resolvers: [LonelyRoot], references: { Lonely: { load: () => [] }, Ghost: { load: () => [] } } })).toThrow('Ghost');
  });
  it('keeps one context for the queries of a request, and a new one for and after a mutation', async () => {
    const log = { loads: [], contexts: [] as SubgraphContext[] };
    const call = caller(small('a', log));
    const scope: RequestScope = new Map();
    for (const query of ['{ aCount }', '{ x: aCount }', 'mutation { aWrite(value: "v") }', '{ y: aCount }']) expect((await call(query, {}, scope)).errors).toBeUndefined();
    const [first, second, mutation, after] = log.contexts;
    expect(second).toBe(first);
    expect(mutation).not.toBe(first);
    expect(after).not.toBe(first);
    expect(after).not.toBe(mutation);
  });
});

describe('compiled operations', () => {
  it('compile once, keep so many, and forget the one used longest ago', async () => {
    const operations = new CompiledOperations(buildSchema('type Query { a: Int b: Int c: Int }'), 2);
    const a = operations.get('{ a }');
    operations.get('{ b }');
    expect(operations.get('{ a }')).toBe(a);
    operations.get('{ c }');
    expect(operations.size).toBe(2);
    expect(operations.get('{ a }')).toBe(a);
    expect(operations.get('query A { a }', 'A')).not.toBe(a);
  });
  it('answer like graphql-js where a fragment is skipped', async () => {
    const { query } = { query: 'query ($s: Boolean!) { ...F @skip(if: $s) b } fragment F on Query { a }' };
    const operations = new CompiledOperations(buildSchema('type Query { a: Int b: Int }'));
    expect(await operations.get(query).run({}, { s: true })).toEqual({ data: { b: null } });
    expect(await operations.get(query).run({}, { s: false })).toEqual({ data: { a: null, b: null } });
  });
});

describe('pages', () => {
  const rows = ['a', 'b', 'c', 'd'];
  it('write and read cursors, and take no other text for one', () => {
    expect(decodeCursor(encodeCursor(['2026-01-01', 3, null]))).toEqual(['2026-01-01', 3, null]);
    for (const text of ['', 'x', 'W10=', Buffer.from('{"a":1}').toString('base64url'), Buffer.from('[1, 2]').toString('base64url'), Buffer.from('[[1]]').toString('base64url')]) expect(decodeCursor(text)).toBeNull();
    expect(decodeCursor(encodeCursor([1]), 2)).toBeNull();
  });
  it.each([[{}], [{ first: 1, last: 1 }], [{ first: 0 }], [{ last: -1 }], [{ first: 101 }], [{ first: 1.5 }], [{ first: 1, after: 'zz' }]])('refuse %j', (input) => {
    expect(() => pageArguments(input)).toThrow(expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) }));
  });
  it('say what is to be given in a sentence', () => {
    expect(() => pageArguments({})).toThrow('请填写 first 或 last 其中之一，不超过100。');
    expect(() => pageArguments({ last: 0 })).toThrow('“last”填写不正确，应为 1 至 100 之间的整数。');
  });
  it('forward and backward show the list’s own order', () => {
    const forward = connectionFrom(['b', 'c', 'd'], pageArguments({ first: 2, after: encodeCursor(['a']) }), (row) => [row]);
    expect([forward.nodes, forward.pageInfo.hasNextPage, forward.pageInfo.hasPreviousPage]).toEqual([['b', 'c'], true, true]);
    const backward = connectionFrom([...rows].reverse().slice(0, 3), pageArguments({ last: 2 }), (row) => [row]);
    expect([backward.nodes, backward.pageInfo.hasNextPage, backward.pageInfo.hasPreviousPage]).toEqual([['c', 'd'], false, true]);
    expect(connectionFrom([], pageArguments({ first: 2 }), () => []).pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null });
  });
});

describe('scalars', () => {
  it('take only their form, and show instants with the offset of China', () => {
    expect(LocalDateScalar.parseValue('2028-02-29')).toBe('2028-02-29');
    for (const wrong of ['2026-02-29', '2026-2-1', 20260201, null]) expect(() => LocalDateScalar.parseValue(wrong)).toThrow(/存在的日期/);
    expect(DateTimeScalar.parseValue('2026-02-10T09:00:00+08:00')).toBe('2026-02-10T01:00:00.000Z');
    expect(() => DateTimeScalar.parseValue('2026-02-10T09:00:00')).toThrow(/时区/);
    expect(DateTimeScalar.serialize('2026-02-10T01:00:00.000Z')).toBe('2026-02-10T09:00:00+08:00');
    expect(LongScalar.parseValue(9_007_199_254_740_991)).toBe(9_007_199_254_740_991);
    for (const wrong of [9_007_199_254_740_992, 1.5, '1']) expect(() => LongScalar.parseValue(wrong)).toThrow();
    expect(LongScalar.serialize(12n)).toBe(12);
    expect(() => LongScalar.serialize('9007199254740993')).toThrow(TypeError);
    expect(() => DigestScalar.parseValue('A'.repeat(64))).toThrow();
  });
});

describe('errors', () => {
  it('a refusal keeps its facts as text', () => {
    expect(refusalShape({ code: 'X', message: '不行', clause: 'A1-7', facts: { days: 20, until: null } })).toEqual({ code: 'X', message: '不行', field: null, clause: 'A1-7', facts: [{ name: 'days', value: '20' }, { name: 'until', value: null }] });
  });
  it('masking keeps the allow-listed members and no others', () => {
    const logged: unknown[] = [];
    const shown = maskError({ message: '坏', path: ['a'], extensions: { code: 'BAD_USER_INPUT', field: 'f', serviceName: 's', response: { url: 'u' }, stacktrace: ['x'] } }, new Error('e'), (fault) => logged.push(fault), 'r1');
    expect(shown).toEqual({ message: '坏', path: ['a'], extensions: { code: 'BAD_USER_INPUT', field: 'f' } });
    expect(logged).toHaveLength(0);
    expect(maskError({ message: 'boom', extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } }, new Error('e'), (fault) => logged.push(fault), 'r2').message).not.toContain('boom');
    expect(logged).toEqual([{ requestId: 'r2', error: expect.any(Error) }]);
  });
});
