import { connect } from 'node:net';
import { request as httpRequest } from 'node:http';
import { buildSchema, GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { bodyDigest, ENVELOPE_HEADER, sealEnvelope } from '@disclosure/platform-identity';
import type { Envelope } from '@disclosure/platform-identity';
import { baseContext } from './context.ts';
import { createEndpointServer } from './endpoint-server.ts';
import type { EndpointServer, EndpointServerOptions } from './endpoint-server.ts';
import { subgraphEndpoint } from './endpoint.ts';
import type { SubgraphCall, SubgraphEndpoint } from './endpoint.ts';

const KEY = new Uint8Array(32).fill(7);
const NOW = 1_770_000_000_000;
const QUERY = '{ who }';
const servers: EndpointServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function serve(options: Partial<EndpointServerOptions> & { readonly handle?: (call: SubgraphCall) => Promise<ExecutionResult> } = {}): Promise<{ readonly url: string; readonly server: EndpointServer; readonly faults: { requestId: string; error: unknown }[] }> {
  const faults: { requestId: string; error: unknown }[] = [];
  const schema = buildSchema('type Query { who: String }');
  (schema.getQueryType()?.getFields()['who'] as { resolve?: unknown }).resolve = (_: unknown, __: unknown, context: { actor: { kind: string } }) => context.actor.kind;
  const real = subgraphEndpoint({ module: { name: 'toy', schema, sdl: '' }, envelopeKey: KEY, machineNow: () => NOW, createContext: baseContext });
  const endpoint: SubgraphEndpoint = options.handle ? { name: 'toy', sdl: '', handle: options.handle } : real;
  const server = createEndpointServer({ endpoint, logFault: (fault) => faults.push(fault), probe: () => Promise.resolve(), ...options });
  servers.push(server);
  return { url: await server.listen(0, '127.0.0.1'), server, faults };
}

function sealed(query = QUERY, audience = 'toy'): string {
  const envelope: Envelope = { actor: { kind: 'PUBLIC' }, requestId: 'r-1', issuedAt: NOW, expiresAt: NOW + 30_000, locale: 'zh-CN' };
  return sealEnvelope(envelope, KEY, { audience, bodyDigest: bodyDigest(query, undefined, undefined) });
}

async function post(url: string, body: string, envelope?: string): Promise<{ readonly status: number; readonly body: { data?: unknown; errors?: { message: string; extensions: Record<string, unknown> }[] }; readonly headers: Headers }> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...(envelope === undefined ? {} : { [ENVELOPE_HEADER]: envelope }) } });
  return { status: response.status, body: (await response.json()) as { data?: unknown }, headers: response.headers };
}

describe('a subgraph behind a socket', () => {
  it('answers whoever bears a sealed envelope for it and for this body', async () => {
    const { url } = await serve();
    const answer = await post(url, JSON.stringify({ query: QUERY }), sealed());
    expect([answer.status, answer.body]).toEqual([200, { data: { who: 'PUBLIC' } }]);
    expect(answer.headers.get('keep-alive')).toBe('timeout=75');
  });

  it.each([
    ['without an envelope', undefined],
    ['with one for another subgraph', sealed(QUERY, 'review')],
    ['with one for another body', sealed('{ __typename }')],
    ['with a forged one', `${sealed().split('.')[0] ?? ''}.AAAA`],
  ])('refuses %s', async (_what, envelope) => {
    const { url } = await serve();
    const answer = await post(url, JSON.stringify({ query: QUERY }), envelope);
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({ errors: [{ message: '子图只接受网关签名的请求。', extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('does not wait for the body of somebody without an envelope', async () => {
    const { url } = await serve();
    const { port } = new URL(url);
    const text = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nhalf'));
      let got = '';
      socket.on('data', (chunk: Buffer) => { got += chunk.toString(); });
      socket.on('close', () => resolve(got));
    });
    expect(text).toMatch(/^HTTP\/1.1 401 /);
  });

  it('refuses what is too long or no operation, and knows no other address', async () => {
    const { url } = await serve({ bodyLimit: 100 });
    expect((await post(url, JSON.stringify({ query: `{ who } #${'x'.repeat(200)}` }), sealed())).status).toBe(413);
    for (const body of ['{', '[]', '{"query":1}', '{"query":"{ who }","variables":[]}', '{"query":"{ who }","operationName":1}']) expect((await post(url, body, sealed())).status).toBe(400);
    expect((await fetch(`${url}/graphql`)).status).toBe(404);
  });

  it('keeps faults to itself: logged under the request’s id, answered with that id', async () => {
    const answers: ExecutionResult[] = [{ data: { who: null }, errors: [new GraphQLError('relation "secret" does not exist'), new GraphQLError('没有。', { path: ['who'], extensions: { code: 'NOT_FOUND' } })] }];
    const { url, faults } = await serve({ handle: () => { const answer = answers.shift(); return answer ? Promise.resolve(answer) : Promise.reject(new Error('connection lost')); } });
    const answered = await post(url, JSON.stringify({ query: QUERY }), sealed());
    expect(answered.body.errors).toEqual([
      { message: expect.stringContaining('r-1') as string, extensions: { code: 'INTERNAL', requestId: 'r-1' } },
      { message: '没有。', path: ['who'], extensions: { code: 'NOT_FOUND' } },
    ]);
    const threw = await post(url, JSON.stringify({ query: QUERY }), sealed());
    expect([threw.status, threw.body.errors?.[0]?.extensions['code']]).toEqual([200, 'INTERNAL']);
    expect(faults.map(({ requestId, error }) => [requestId, (error as Error).message])).toEqual([['r-1', 'relation "secret" does not exist'], ['r-1', 'connection lost']]);
  });

  it('says whether it lives and whether it can work', async () => {
    let isUp = true;
    const { url } = await serve({ probe: () => (isUp ? Promise.resolve() : Promise.reject(new Error('down'))) });
    const status = async (path: string): Promise<number> => (await fetch(url + path)).status;
    expect([await status('/health/live'), await status('/health/ready')]).toEqual([200, 200]);
    isUp = false;
    expect([await status('/health/live'), await status('/health/ready')]).toEqual([200, 503]);
  });

  it('drains: what is under way ends and its connection with it, nobody new is served', async () => {
    let finish: (() => void) | undefined;
    const { url, server } = await serve({ handle: () => new Promise((resolve) => { finish = () => resolve({ data: { who: 'late' } }); }) });
    const late = new Promise<{ text: string; connection: string | undefined }>((resolve, reject) => {
      const request = httpRequest(`${url}/graphql`, { method: 'POST', headers: { [ENVELOPE_HEADER]: sealed() } }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => { text += chunk.toString(); }).on('end', () => resolve({ text, connection: response.headers.connection }));
      });
      request.on('error', reject).end(JSON.stringify({ query: QUERY }));
    });
    while (!finish) await new Promise((resolve) => setTimeout(resolve, 5));
    const closed = server.close();
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
    finish();
    expect(await late).toEqual({ text: '{"data":{"who":"late"}}', connection: 'close' });
    await closed;
  });
});
