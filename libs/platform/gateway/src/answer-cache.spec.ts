import { machineNow, newIssuerKeys, STANDALONE_ISSUER, standaloneTrust, TokenIssuer, Verifier } from '@disclosure/platform-identity';
import { KeptAnswers, sharedReading } from './answer-cache.ts';
import { createGateway } from './create-gateway.ts';
import type { GatewayOptions } from './create-gateway.ts';
import { createHttpServer } from './http-server.ts';
import type { HttpServer } from './http-server.ts';
import { gate, twoSubgraphs } from './testing/two-subgraphs.fixture.ts';
import type { Fixture } from './testing/two-subgraphs.fixture.ts';

const LIST = '{ disclosures(first: 2) { nodes { title actor } } }';

let fixture: Fixture;
let server: HttpServer;
let revision: string;
let faults: unknown[];
const keys = await newIssuerKeys();
const officer = await new TokenIssuer({ issuer: STANDALONE_ISSUER, keys, kinds: ['OFFICER'], lifetimeSeconds: 60 }).issue({ kind: 'OFFICER', personId: 'p-head' }, machineNow());

async function start(options: Partial<GatewayOptions> = {}): Promise<HttpServer> {
  const logFault = ({ error }: { error: unknown }): void => { faults.push(error); };
  const gateway = await createGateway({
    supergraphSdl: fixture.supergraphSdl, subgraphs: fixture.endpoints, envelopeKey: fixture.envelopeKey, verifier: new Verifier([standaloneTrust(keys)]),
    hideSchema: false, logFault, publicRevision: async () => revision, answerCache: { uncacheable: ['whoAmI', 'name'] }, ...options,
  });
  return createHttpServer({ gateway, logFault });
}

async function get(query: string, { variables, headers, on = server }: { variables?: unknown; headers?: Record<string, string>; on?: HttpServer } = {}) {
  const search = new URLSearchParams({ query, ...(variables === undefined ? {} : { variables: JSON.stringify(variables) }) });
  return on.app.inject({ method: 'GET', url: `/graphql?${String(search)}`, headers: { 'apollo-require-preflight': '1', ...headers } });
}
const post = (query: string, variables?: unknown, headers: Record<string, string> = {}) =>
  server.app.inject({ method: 'POST', url: '/graphql', headers: { 'content-type': 'application/json', ...headers }, payload: { query, variables } });
/** How often subgraphs were asked. */
const asked = (): number => fixture.seen.contexts.length;

beforeEach(async () => {
  faults = [];
  revision = 'r1';
  fixture = twoSubgraphs();
  server = await start();
});
afterEach(() => server.close());

it('answers the public again without asking a subgraph, to the letter', async () => {
  const first = await post(LIST);
  const before = asked();
  const second = await post(LIST);
  expect(second.body).toBe(first.body);
  expect(second.json()).toEqual({ data: { disclosures: { nodes: [{ title: '通知 0', actor: 'PUBLIC' }, { title: '通知 1', actor: 'PUBLIC' }] } } });
  expect([asked(), second.headers['etag']]).toEqual([before, first.headers['etag']]);
  expect(second.headers).toMatchObject({ 'cache-control': 'public, no-cache', vary: 'authorization', 'content-type': expect.stringContaining('application/json') });
});

it('asks again at once when the revision has changed', async () => {
  await post(LIST);
  const before = asked();
  revision = 'r2';
  await post(LIST);
  expect(asked()).toBeGreaterThan(before);
});

it('keeps apart operations, their names and their variables, whose order does not matter', async () => {
  const query = 'query A($n: Int, $after: String) { disclosures(first: $n, after: $after) { nodes { id actor } } } query B { disclosures(first: 3) { nodes { id actor } } }';
  const answer = async (operationName: string, variables: unknown) => (await server.app.inject({ method: 'POST', url: '/graphql', payload: { query, operationName, variables } })).json<{ data: { disclosures: { nodes: unknown[] } } }>().data.disclosures.nodes.length;
  expect([await answer('A', { n: 1, after: null }), await answer('A', { n: 2, after: null }), await answer('B', {})]).toEqual([1, 2, 3]);
  const before = asked();
  expect([await answer('A', { after: null, n: 1 }), await answer('B', {})]).toEqual([1, 3]);
  expect(asked()).toBe(before);
});

it('tells a GET that knows the answer 304 with nothing, and a POST the answer', async () => {
  const { headers } = await get(LIST);
  const etag = String(headers['etag']);
  const known = await get(LIST, { headers: { 'if-none-match': `W/"other", W/${etag}` } });
  expect([known.statusCode, known.body, known.headers['etag']]).toEqual([304, '', etag]);
  expect((await get(LIST, { headers: { 'if-none-match': '"other"' } })).statusCode).toBe(200);
  expect((await post(LIST, undefined, { 'if-none-match': etag })).statusCode).toBe(200);
  // A revision under which the answer is the same changes nothing for who has it.
  revision = 'r2';
  expect((await get(LIST, { headers: { 'if-none-match': etag } })).statusCode).toBe(304);
});

it('keeps nothing of somebody who is signed in, nor gives them what was kept', async () => {
  const headers = { authorization: `Bearer ${officer}` };
  await post(LIST);
  const theirs = await post(LIST, undefined, headers);
  expect(theirs.json()).toMatchObject({ data: { disclosures: { nodes: [{ actor: 'OFFICER' }, { actor: 'OFFICER' }] } } });
  expect([theirs.headers['etag'], theirs.headers['cache-control']]).toEqual([undefined, 'no-store']);
  expect((await post(LIST)).json()).toMatchObject({ data: { disclosures: { nodes: [{ actor: 'PUBLIC' }, { actor: 'PUBLIC' }] } } });
});

it.each([
  ['an answer with errors', '{ secret disclosures(first: 1) { nodes { actor } } }'],
  ['a field that says more than the revision', '{ whoAmI }'],
  ['such a field within others', '{ disclosures(first: 1) { nodes { actor division { name } } } }'],
  ['such a field in a fragment, under another name', 'query { ... on Query { ...F } } fragment F on Query { x: whoAmI }'],
  ['a mutation', 'mutation { submitRequest(text: "x") { text } }'],
])('never keeps %s', async (_what, query) => {
  const first = await post(query);
  const before = asked();
  await post(query);
  expect(asked()).toBeGreaterThan(before);
  expect([first.headers['etag'], first.headers['cache-control']]).toEqual([undefined, 'no-store']);
});

it('keeps an answer with an absent entity: that is no error', async () => {
  const query = '{ disclosures(first: 6) { nodes { actor division { neighbours { id } } } } }';
  const first = await post(query);
  const before = asked();
  expect((await post(query)).body).toBe(first.body);
  expect([asked(), first.json().extensions]).toEqual([before, undefined]);
});

it('still refuses what asks for too much', async () => {
  await post('query ($n: Int) { disclosures(first: $n) { nodes { id } } }', { n: 2 });
  expect((await post('query ($n: Int) { disclosures(first: $n) { nodes { id } } }', { n: 1000 })).statusCode).toBe(400);
});

it('answers without memory where the revision can not be read, and says so in the log', async () => {
  const broken = await start({ publicRevision: async () => { throw new Error('no database'); } });
  for (const _ of [1, 2]) expect((await get(LIST, { on: broken })).statusCode).toBe(200);
  expect(faults).toHaveLength(2);
  await broken.close();
});

it('waits a second for the revision, and no longer', async () => {
  let isStuck = true;
  const stuck = await start({ publicRevision: () => (isStuck ? new Promise(() => undefined) : Promise.resolve('r1')) });
  expect((await get(LIST, { on: stuck })).json()).toHaveProperty('data.disclosures');
  expect(faults).toEqual([expect.objectContaining({ message: expect.stringContaining('in time') })]);
  isStuck = false;
  expect((await get(LIST, { on: stuck })).headers['etag']).toBeDefined();
  await stuck.close();
});

it('can be switched off', async () => {
  const without = await start({ answerCache: false });
  expect((await get(LIST, { on: without })).headers['etag']).toBeUndefined();
  await without.close();
});

describe('its parts', () => {
  it('keeps within its bytes, and lets go of what was asked for longest ago', () => {
    const kept = new KeptAnswers(20_000);
    const answer = (letter: string) => ({ text: letter.repeat(500), etag: '""' });
    for (let n = 0; n < 100; n += 1) {
      kept.set(`k${n}`, answer('文'));
      expect(kept.get('k0')).toBeDefined();
      expect(kept.bytes).toBeLessThanOrEqual(20_000);
    }
    expect([kept.get('k1'), kept.get('k99')?.text.length]).toEqual([undefined, 500]);
    kept.set('large', { text: 'x'.repeat(9_000), etag: '""' });
    expect([kept.get('large'), kept.get('k0')?.text.length]).toEqual([undefined, 500]);
    kept.set('k0', answer('a'));
    const { bytes } = kept;
    kept.set('k0', answer('b'));
    expect([kept.bytes, kept.get('k0')?.text[0]]).toEqual([bytes, 'b']);
  });

  it('shares a reading among those who came before it began, never with who came after', async () => {
    const gates = [gate(), gate(), gate()];
    let begun = 0;
    const read = sharedReading(async () => { const n = begun++; await gates[n]?.promise; if (n === 1) throw new Error('lost'); return n; });
    const first = read();
    const [second, third] = [read(), read()];
    expect(begun).toBe(1);
    gates[0]?.open();
    expect(await first).toBe(0);
    await new Promise(setImmediate);
    expect(begun).toBe(2);
    const fourth = read();
    gates[1]?.open();
    await expect(second).rejects.toThrow('lost');
    await expect(third).rejects.toThrow('lost');
    gates[2]?.open();
    expect(await fourth).toBe(2);
    expect(await read()).toBe(3);
  });
});
