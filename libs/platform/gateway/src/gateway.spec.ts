import net from 'node:net';
import { jest } from '@jest/globals';
import { UnsecuredJWT } from 'jose';
import { newIssuerKeys, platformIssuer, platformTrust, sealEnvelope, bodyDigest, machineNow, standaloneTrust, STANDALONE_ISSUER, TokenIssuer, Verifier, ENVELOPE_HEADER } from '@disclosure/platform-identity';
import type { IssuerKeys } from '@disclosure/platform-identity';
import type { SubgraphEndpoint } from '@disclosure/platform-graphql';
import { createGateway } from './create-gateway.ts';
import type { GatewayOptions } from './create-gateway.ts';
import { createHttpServer } from './http-server.ts';
import type { HttpServer, HttpServerOptions } from './http-server.ts';
import { twoSubgraphs } from './testing/two-subgraphs.fixture.ts';
import type { Fixture } from './testing/two-subgraphs.fixture.ts';

interface Answer { data?: Record<string, unknown> | null; errors?: { message: string; extensions: Record<string, unknown>; path?: unknown }[]; extensions?: unknown }
interface Faults { requestId: string; error: unknown }

let keys: IssuerKeys;
let officers: TokenIssuer;
let fixture: Fixture;
let server: HttpServer;
let faults: Faults[];

async function start(gateway: Partial<GatewayOptions> = {}, http: Partial<HttpServerOptions> = {}): Promise<HttpServer> {
  const logFault = (fault: Faults): void => { faults.push(fault); };
  return createHttpServer({
    gateway: await createGateway({
      supergraphSdl: fixture.supergraphSdl, subgraphs: fixture.endpoints, envelopeKey: fixture.envelopeKey,
      verifier: new Verifier([standaloneTrust(keys), platformTrust(keys)]), hideSchema: false, logFault, ...gateway,
    }),
    logFault, ...http,
  });
}

async function ask(query: string, options: { variables?: unknown; headers?: Record<string, string>; server?: HttpServer } = {}) {
  const response = await (options.server ?? server).app.inject({
    method: 'POST', url: '/graphql', headers: { 'content-type': 'application/json', ...options.headers }, payload: { query, variables: options.variables },
  });
  return { status: response.statusCode, headers: response.headers, body: response.json<Answer>(), text: response.body };
}
const codeOf = (answer: { body: Answer }) => answer.body.errors?.[0]?.extensions['code'];

beforeAll(async () => {
  keys = await newIssuerKeys();
  officers = new TokenIssuer({ issuer: STANDALONE_ISSUER, keys, kinds: ['OFFICER'], lifetimeSeconds: 60 });
});
beforeEach(async () => {
  faults = [];
  fixture = twoSubgraphs();
  server = await start();
});
afterEach(async () => {
  fixture.slow.open();
  await server.close();
});

describe('joining', () => {
  const JOIN = '{ disclosures(first: 6) { totalCount nodes { title division { name } } pageInfo { hasNextPage } } }';

  it('joins two subgraphs, and asks for all entities of a fetch at once, each once', async () => {
    const { body } = await ask(JOIN);
    expect(body.errors).toBeUndefined();
    const { disclosures } = body.data as { disclosures: { nodes: { title: string; division: { name: string } | null }[]; totalCount: number } };
    expect(disclosures.totalCount).toBe(6);
    expect(disclosures.nodes[1]).toEqual({ title: '通知 1', division: { name: '处室 d2' } });
    expect(fixture.seen.divisionLoads).toHaveLength(1);
    expect(fixture.seen.divisionLoads[0]).toEqual(['d1', 'd2', 'd-hidden']);
  });
  it('answers the same by the stock executor, which asks for each as often as it occurs', async () => {
    const compiled = await ask(JOIN);
    const stock = await start({ executor: 'stock' });
    expect((await ask(JOIN, { server: stock })).body).toEqual(compiled.body);
    expect(fixture.seen.divisionLoads.map(({ length }) => length)).toEqual([3, 6]);
    await stock.close();
  });
  it('shows null, and neither error nor hint, for an entity that the viewer may not know of', async () => {
    const { body } = await ask(JOIN);
    expect(body.extensions).toBeUndefined();
    expect(faults).toHaveLength(0);
    expect((body.data as { disclosures: { nodes: { division: unknown }[] } }).disclosures.nodes[5]?.division).toBeNull();
    expect(body.errors).toBeUndefined();
  });
  it('gives the fetches of one request one context, and another request another', async () => {
    await ask('{ disclosures(first: 2) { nodes { actor } } whoAmI }');
    expect(new Set(fixture.seen.contexts).size).toBe(1);
    await ask('{ whoAmI }');
    expect(new Set(fixture.seen.contexts).size).toBe(2);
  });
  it('carries out the mutations of a request one after the other, and joins what they return', async () => {
    const { body } = await ask('mutation { a: submitRequest(text: "一") { text division { name } } b: submitRequest(text: "二") { text division { name } } }');
    expect(body.data).toEqual({ a: { text: '一', division: { name: '处室 d1' } }, b: { text: '一二', division: { name: '处室 d1' } } });
  });
  it('pages on by cursors', async () => {
    const first = await ask('{ disclosures(first: 2) { nodes { id } pageInfo { endCursor hasNextPage hasPreviousPage } } }');
    const { pageInfo } = (first.body.data as { disclosures: { pageInfo: { endCursor: string; hasNextPage: boolean } } }).disclosures;
    expect(pageInfo.hasNextPage).toBe(true);
    const next = await ask('query ($after: String) { disclosures(first: 2, after: $after) { nodes { id } pageInfo { hasPreviousPage } } }', { variables: { after: pageInfo.endCursor } });
    expect(next.body.data).toEqual({ disclosures: { nodes: [{ id: 'p2' }, { id: 'p3' }], pageInfo: { hasPreviousPage: true } } });
  });
  it('refuses a list without its page, and a cursor of another make', async () => {
    expect(codeOf(await ask('{ disclosures { nodes { id } } }'))).toBe('BAD_USER_INPUT');
    const answer = await ask('{ disclosures(first: 2, after: "e30") { nodes { id } } }');
    expect(answer.body.errors?.[0]).toMatchObject({ message: expect.stringContaining('游标'), extensions: { code: 'BAD_USER_INPUT', field: 'after' } });
  });
  it('checks the form of our scalars at the door, in a literal and in a variable', async () => {
    const literal = await ask('{ dayAfter(date: "2026-02-30") }');
    expect(literal.body.errors?.[0]?.message).toContain('存在的日期');
    const variable = await ask('query ($d: LocalDate!) { dayAfter(date: $d) }', { variables: { d: '2026-02-30' } });
    expect(codeOf(variable)).toBe('BAD_USER_INPUT');
    expect(variable.body.errors?.[0]?.message).toContain('存在的日期');
    expect((await ask('{ dayAfter(date: "2026-02-28") }')).body.data).toEqual({ dayAfter: '2026-02-28' });
    expect(faults).toHaveLength(0);
  });
});

describe('faults and refusals', () => {
  it.each(['broken', 'halfBroken'])('masks %s: no SQL, no stack, no name of a subgraph, and logs it under the id that the client is told', async (field) => {
    const answer = await ask(`{ ${field} }`);
    expect(answer.body.errors).toEqual([{ message: expect.stringContaining('系统故障'), path: [field], extensions: { code: 'INTERNAL', requestId: answer.headers['x-request-id'] } }]);
    for (const leak of ['select', 'sealed', 'publication', 'stack', 'relation', 'PG_']) expect(answer.text).not.toContain(leak);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.requestId).toBe(answer.headers['x-request-id']);
    expect((faults[0]?.error as Error).message).toMatch(/secret_column|relation/);
  });
  it('masks what goes wrong before a resolver runs', async () => {
    await server.close();
    const down = { ...fixture.endpoints[1], name: 'publication', sdl: '', handle: async () => { throw new Error('password authentication failed for user "publication_read"'); } };
    server = await start({ subgraphs: [fixture.endpoints[0] as SubgraphEndpoint, down] });
    const answer = await ask('{ whoAmI division(id: "d1") { name } }');
    expect(answer.body).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }] });
    expect(answer.text).not.toContain('password');
    expect((faults[0]?.error as Error).message).toContain('password');
  });
  it('asks which of several operations is meant, and calls that no fault', async () => {
    expect(codeOf(await ask('query A { whoAmI } query B { whoAmI }'))).toBe('OPERATION_RESOLUTION_FAILURE');
    expect(faults).toHaveLength(0);
  });
  it('masks a value that does not fit its type', async () => {
    const answer = await ask('{ wrongValue }');
    expect(answer.text).not.toContain('不是数');
    expect(answer.body.data).toEqual({ wrongValue: null });
    expect(faults.length).toBeGreaterThan(0);
  });
  it('lets an access failure through, with its refusal and nothing else', async () => {
    const answer = await ask('{ secret }');
    expect(answer.body.errors).toEqual([{ message: '您无权查看。', path: ['secret'], extensions: { code: 'FORBIDDEN', refusal: { code: 'NOT_YOURS', message: '您无权查看。', clause: 'A1-7-1' } } }]);
    expect(faults).toHaveLength(0);
  });
  it('ends a query that takes too long', async () => {
    await server.close();
    server = await start({ readTimeoutMs: 30 });
    expect(codeOf(await ask('{ slow }'))).toBe('TIMEOUT');
  });
});

describe('signing in', () => {
  const who = async (authorization?: string, headers: Record<string, string> = {}) => ask('{ whoAmI }', { headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) } });

  it('takes an officer’s token, and the public without one', async () => {
    const token = await officers.issue({ kind: 'OFFICER', personId: 'p-head' }, machineNow());
    expect(JSON.parse((await who(`Bearer ${token}`)).body.data?.['whoAmI'] as string)).toEqual({ kind: 'OFFICER', personId: 'p-head' });
    expect(JSON.parse((await who()).body.data?.['whoAmI'] as string)).toEqual({ kind: 'PUBLIC' });
    expect(fixture.seen.contexts.map(({ envelope }) => envelope.standalone)).toEqual([true, undefined]);
  });
  it('takes an applicant’s short token', async () => {
    const token = await platformIssuer(keys).issue({ kind: 'APPLICANT', caseId: 'c1' }, machineNow());
    expect(JSON.parse((await who(`Bearer ${token}`)).body.data?.['whoAmI'] as string)).toEqual({ kind: 'APPLICANT', caseId: 'c1' });
  });
  it('refuses a bad token with 401, and does not fall back to the public', async () => {
    const expired = await officers.issue({ kind: 'OFFICER', personId: 'p-head' }, machineNow() - 3_600_000);
    const stranger = await new TokenIssuer({ ...officers.options, keys: await newIssuerKeys() }).issue({ kind: 'OFFICER', personId: 'p-head' }, machineNow());
    const none = new UnsecuredJWT({ kind: 'OFFICER', sub: 'p-head' }).setIssuer(STANDALONE_ISSUER).setAudience('disclosure-gateway').setExpirationTime('1h').encode();
    for (const token of [expired, stranger, none, 'abc', '']) {
      const answer = await who(`Bearer ${token}`);
      expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
      expect(answer.body.data).toBeUndefined();
    }
    expect(fixture.seen.contexts).toHaveLength(0);
  });
  it('drops a client’s copy of internal headers', async () => {
    const now = machineNow();
    const forged = sealEnvelope({ actor: { kind: 'OFFICER', personId: 'p-head' }, requestId: 'x', locale: 'zh-CN', issuedAt: now, expiresAt: now + 1000 }, new Uint8Array(32), { audience: 'publication', bodyDigest: bodyDigest('{ whoAmI }', {}, undefined) });
    const answer = await who(undefined, { [ENVELOPE_HEADER]: forged, 'x-disclosure-actor': 'officer:p-head', 'x-request-id': 'mine' });
    expect(JSON.parse(answer.body.data?.['whoAmI'] as string)).toEqual({ kind: 'PUBLIC' });
    expect(answer.headers['x-request-id']).not.toBe('mine');
  });
});

describe('a subgraph by itself', () => {
  const query = '{ whoAmI }';
  const call = async (key: Uint8Array, change: { audience?: string; body?: string; age?: number } = {}) => {
    const issuedAt = machineNow() - (change.age ?? 0);
    const envelope = sealEnvelope({ actor: { kind: 'OFFICER', personId: 'p-head' }, requestId: 'r', locale: 'zh-CN', issuedAt, expiresAt: issuedAt + 30_000 }, key, { audience: change.audience ?? 'publication', bodyDigest: bodyDigest(change.body ?? query, {}, undefined) });
    return fixture.endpoints.find(({ name }) => name === 'publication')?.handle({ query, envelope });
  };

  it('answers a sealed call, and refuses one without an envelope, forged, for another subgraph, for another body, or old', async () => {
    expect((await call(fixture.envelopeKey))?.data?.['whoAmI']).toContain('p-head');
    const refused = [
      await fixture.endpoints[1]?.handle({ query, envelope: undefined }),
      await call(new Uint8Array(32).fill(8)),
      await call(fixture.envelopeKey, { audience: 'directory' }),
      await call(fixture.envelopeKey, { body: '{ secret }' }),
      await call(fixture.envelopeKey, { age: 60_000 }),
    ];
    for (const answer of refused) {
      expect(answer?.data).toBeUndefined();
      expect(answer?.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    }
    expect(fixture.seen.contexts).toHaveLength(1);
  });
});

describe('limits', () => {
  const refusal = async (query: string, limit: string, variables?: unknown) => {
    const answer = await ask(query, { variables });
    expect([answer.status, answer.body.errors?.[0]?.extensions]).toEqual([400, expect.objectContaining({ code: 'LIMIT_EXCEEDED', limit, allowed: expect.any(Number) })]);
  };
  const nest = (levels: number): string => (levels === 0 ? 'id' : `neighbours { ${nest(levels - 1)} }`);

  it('depth', async () => {
    await refusal(`{ divisions { ${nest(17)} } }`, 'depth');
    // In a fragment as well.
    await refusal(`{ divisions { ...Deep } } fragment Deep on Division { ${nest(17)} }`, 'depth');
  });
  it('aliases, of __typename too', async () => refusal(`{ ${Array.from({ length: 31 }, (_, n) => `a${n}: __typename`).join(' ')} }`, 'aliases'));
  it('aliases through fragments that double, without taking exponential time', async () => {
    const fragments = Array.from({ length: 20 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ... on Query { ...F${n + 1} } }`).join(' ');
    await refusal(`{ ...F0 } ${fragments} fragment F20 on Query { x: __typename }`, 'aliases');
  });
  it('root fields', async () => refusal(`{ ${Array.from({ length: 13 }, () => 'whoAmI').join(' ')} }`, 'rootFields'));
  it('directives', async () => refusal(`{ divisions { ${'... @include(if: true) { id } '.repeat(51)} } }`, 'directives'));
  it('pages, in a literal and in a variable', async () => {
    await refusal('{ disclosures(first: 101) { nodes { id } } }', 'page');
    await refusal('query ($n: Int) { disclosures(first: $n) { nodes { id } } }', 'page', { n: 100_000 });
    await refusal('query ($n: Int = 5000) { disclosures(last: $n) { nodes { id } } }', 'page');
  });
  it('cost, seeing variables', async () => {
    const query = `query ($n: Int) { disclosures(first: $n) { nodes { division { ${nest(5)} } } } }`;
    await refusal(query, 'cost', { n: 100 });
    expect((await ask(query, { variables: { n: 2 } })).body.errors).toBeUndefined();
  });
  it('cost, by weights of the supergraph', async () => {
    expect((await ask('{ costly }')).body.data).toEqual({ costly: 1 });
    await refusal(`{ ${Array.from({ length: 12 }, (_, n) => `c${n}: costly`).join(' ')} }`, 'cost');
  });
  it('tokens, while parsing', async () => {
    const answer = await ask(`{ ${'whoAmI '.repeat(4_001)} }`);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
  });
  it('a NUL in what is looked for, in a variable or in a literal; of texts that are written each refusal is its own', async () => {
    for (const [query, variables] of [['query ($after: String) { disclosures(first: 1, after: $after) { nodes { id } } }', { after: 'a\u0000' }], ['{ disclosures(first: 1, after: "a\\u0000") { nodes { id } } }', undefined], ['{ disclosures(first: 1, after: "\\u{000}") { nodes { id } } }', undefined]] as const) {
      const answer = await ask(query, { variables });
      expect([answer.status, codeOf(answer), answer.body.errors?.[0]?.message]).toEqual([400, 'BAD_USER_INPUT', '查询条件中不得含有空字符（U+0000）。']);
    }
    let deep: unknown = 'x';
    for (let level = 0; level < 50_000; level += 1) deep = [deep];
    expect(codeOf(await ask('query ($after: String) { disclosures(first: 1, after: $after) { nodes { id } } }', { variables: { after: deep } }))).toBe('BAD_USER_INPUT');
    expect((await ask('mutation ($text: String!) { submitRequest(text: $text) { text } }', { variables: { text: '\u0000' } })).body.errors).toBeUndefined();
  });
  it('the size of a body', async () => {
    const answer = await ask(`{ whoAmI } # ${'x'.repeat(300_000)}`);
    expect([answer.status, codeOf(answer), answer.body.errors?.[0]?.message]).toEqual([413, 'PAYLOAD_TOO_LARGE', '请求内容过大，不得超过256KB；较长的内容请精简、拆分，或者作为附件上传。']);
  });
  it('mutations of the public, by client, each root field counting; not those of officers', async () => {
    await server.close();
    server = await start({ anonymousMutations: { burst: 3, perHour: 60 } });
    expect(codeOf(await ask('mutation { a: submitRequest(text: "1") { text } b: submitRequest(text: "2") { text } }'))).toBeUndefined();
    const limited = await ask('mutation { a: submitRequest(text: "3") { text } b: submitRequest(text: "4") { text } }');
    expect([limited.status, codeOf(limited), limited.headers['retry-after']]).toEqual([429, 'RATE_LIMITED', '60']);
    expect(codeOf(await ask('{ whoAmI }'))).toBeUndefined();
    const token = await officers.issue({ kind: 'OFFICER', personId: 'p-office' }, machineNow());
    for (let n = 0; n < 5; n += 1) expect(codeOf(await ask('mutation { submitRequest(text: "5") { text } }', { headers: { authorization: `Bearer ${token}` } }))).toBeUndefined();
  });
});

describe('the door', () => {
  it('refuses what a foreign page could send without asking', async () => {
    const form = await server.app.inject({ method: 'POST', url: '/graphql', headers: { 'content-type': 'text/plain' }, payload: '{"query":"{ whoAmI }"}' });
    expect(form.statusCode).toBe(400);
    const get = await server.app.inject({ method: 'GET', url: '/graphql?query=%7BwhoAmI%7D' });
    expect(get.statusCode).toBe(400);
    expect(fixture.seen.contexts).toHaveLength(0);
  });
  it('takes queries by GET with a header that forces a preflight, and no mutation', async () => {
    const headers = { 'apollo-require-preflight': '1' };
    expect((await server.app.inject({ method: 'GET', url: '/graphql?query=%7BwhoAmI%7D', headers })).json<Answer>().data).toEqual({ whoAmI: '{"kind":"PUBLIC"}' });
    expect((await server.app.inject({ method: 'GET', url: '/graphql?query=mutation%7BsubmitRequest(text:%22x%22)%7Btext%7D%7D', headers })).statusCode).toBe(405);
  });
  it('opens other doors on the same port, which see no internal header either, and set limits of their own', async () => {
    const doors = await start({}, {
      doors: [async (app) => {
        app.addContentTypeParser('application/octet-stream', (_request, payload, done) => { payload.resume().on('end', () => done(null, 'read')); });
        app.put('/files/:ticket', { bodyLimit: 1_000_000 }, async (request) => ({ headers: Object.keys(request.headers), body: request.body }));
      }],
    });
    const answer = await doors.app.inject({ method: 'PUT', url: '/files/t1', headers: { 'content-type': 'application/octet-stream', 'X-Disclosure-Actor': 'officer:p-head' }, payload: Buffer.alloc(500_000) });
    expect(answer.statusCode).toBe(200);
    expect(answer.json<{ headers: string[]; body: string }>().body).toBe('read');
    expect(answer.json<{ headers: string[] }>().headers.filter((name) => name.startsWith('x-disclosure'))).toEqual([]);
    await doors.close();
  });
  it('takes no batch', async () => {
    const batch = await server.app.inject({ method: 'POST', url: '/graphql', payload: [{ query: '{ whoAmI }' }, { query: '{ whoAmI }' }] });
    expect(batch.statusCode).toBe(400);
  });
  it('hands out no query plan', async () => {
    const answer = await ask('{ whoAmI }', { headers: { 'apollo-query-plan-experimental': '1' } });
    expect(answer.body.extensions).toBeUndefined();
  });
  it('answers introspection only where the schema is not hidden, and hints at nothing where it is', async () => {
    expect((await ask('{ __schema { queryType { name } } }')).body.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    const hidden = await start({ hideSchema: true });
    expect((await ask('{ __schema { queryType { name } } }', { server: hidden })).status).toBe(400);
    expect((await ask('{ whoAm }', { server: hidden })).text).not.toContain('whoAmI');
    await hidden.close();
  });
  it('does not show what only subgraphs may ask', async () => {
    expect((await ask('{ _service { sdl } }')).status).toBe(400);
    expect((await ask('{ _entities(representations: []) { __typename } }')).status).toBe(400);
  });
  it('says on every response that the identities are samples, and only where they are', async () => {
    const samples = await start({}, { sampleIdentities: true, graphiql: { title: '试用', tour: [{ title: '第一步', query: '{ whoAmI } # </script>' }], signIn: ['运行 npm run -s token -- head'] } });
    for (const url of ['/', '/assets/graphiql.js', '/health/live', '/nowhere']) expect((await samples.app.inject(url)).headers['x-disclosure-sample-identities']).toBe('true');
    expect((await ask('{ whoAmI }', { server: samples })).headers['x-disclosure-sample-identities']).toBe('true');
    expect((await ask('{ whoAmI }')).headers['x-disclosure-sample-identities']).toBeUndefined();

    const page = await samples.app.inject('/');
    expect(page.body).toContain('示例身份');
    expect(page.body).toContain('第一步');
    // Nothing from another origin, and no script in the page that a query could end or begin.
    expect(page.body.match(/(?:src|href)="([^"]+)"/g)?.every((reference) => reference.includes('="/assets/'))).toBe(true);
    expect(page.body.match(/<\/script>/g)).toHaveLength(5);
    for (const asset of page.body.matchAll(/(?:src|href)="([^"]+)"/g)) expect((await samples.app.inject(asset[1] as string)).statusCode).toBe(200);
    expect((await server.app.inject('/')).statusCode).toBe(404);
    await samples.close();
  });
  it('is ready when its parts are, and says which is not', async () => {
    let up = true;
    const probed = await start({}, { probes: { database: async () => { if (!up) throw new Error('connect ECONNREFUSED 10.0.0.1'); } } });
    expect((await probed.app.inject('/health/ready')).statusCode).toBe(200);
    up = false;
    const down = await probed.app.inject('/health/ready');
    expect([down.statusCode, down.json()]).toEqual([503, { status: 'DOWN', checks: { database: 'DOWN' } }]);
    expect((await probed.app.inject('/health/live')).statusCode).toBe(200);
    await probed.close();
  });
});

describe('starting and stopping', () => {
  it('opens no socket to anywhere', async () => {
    const connect = jest.spyOn(net.Socket.prototype, 'connect');
    delete process.env['APOLLO_TELEMETRY_DISABLED'];
    const quiet = await start();
    await ask('{ whoAmI }', { server: quiet });
    await quiet.close();
    expect(connect).not.toHaveBeenCalled();
    expect(process.env['APOLLO_TELEMETRY_DISABLED']).toBe('1');
    connect.mockRestore();
  });
  it('does not start without an endpoint for each subgraph', async () => {
    await expect(start({ subgraphs: fixture.endpoints.slice(1) })).rejects.toThrow(/directory/);
  });
  it('drains: what is under way is answered, what comes later is not taken', async () => {
    const address = await server.listen(0);
    const post = () => fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ slow }"}' });
    const underWay = post();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closed = server.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(post()).rejects.toThrow();
    const opened = machineNow();
    fixture.slow.open();
    expect(await (await underWay).json()).toEqual({ data: { slow: '终于' } });
    await closed;
    expect(machineNow() - opened).toBeLessThan(2_000); // it does not wait for connections that are merely kept alive
    expect(server.close()).toBe(server.close());
  });
});
