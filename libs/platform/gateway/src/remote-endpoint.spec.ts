import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { remoteEndpoint } from './remote-endpoint.ts';
import type { RemoteEndpoint, RemoteEndpointOptions } from './remote-endpoint.ts';

const servers: Server[] = [];
const endpoints: RemoteEndpoint[] = [];
afterEach(() => {
  endpoints.splice(0).forEach((endpoint) => endpoint.close());
  servers.splice(0).forEach((server) => { server.close(); server.closeAllConnections(); });
});

const QUERY = { query: '{ who }', envelope: 'e' };
const MUTATION = { query: 'mutation { act }', envelope: 'e' };

/** A server that deals with each request as told; counts requests and connections. */
async function serve(listener: RequestListener): Promise<{ readonly url: string; readonly seen: IncomingMessage[]; connections(): number; stop(): Promise<void>; again(): Promise<void> }> {
  const seen: IncomingMessage[] = [];
  let connections = 0;
  let port = 0;
  const start = (): Promise<void> => new Promise((resolve) => {
    const server = createServer((request, response) => { seen.push(request); listener(request, response); });
    servers.push(server);
    server.on('connection', () => { connections += 1; });
    server.listen(port, '127.0.0.1', () => { port = (server.address() as { port: number }).port; resolve(); });
  });
  await start();
  const stop = (): Promise<void> => new Promise((resolve) => { const server = servers.pop(); server?.close(() => resolve()); server?.closeAllConnections(); });
  return { url: `http://127.0.0.1:${port}`, seen, connections: () => connections, stop, again: start };
}

function endpointTo(url: string, options: Partial<RemoteEndpointOptions> = {}): RemoteEndpoint {
  const endpoint = remoteEndpoint({ name: 'toy', url, ...options });
  endpoints.push(endpoint);
  return endpoint;
}

const ok: RequestListener = (request, response) => { request.resume().on('end', () => response.end('{"data":{"who":"x"}}')); };
const hangUp: RequestListener = (request) => { request.resume().on('end', () => request.socket.destroy()); };
const codeOf = (answer: { errors?: readonly { extensions: Record<string, unknown> }[] }): unknown => answer.errors?.[0]?.extensions['code'];

describe('a subgraph at an address', () => {
  it('gets the operation and the envelope, over one connection that is kept', async () => {
    const bodies: unknown[] = [];
    const server = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => { bodies.push([request.headers['x-disclosure-envelope'], JSON.parse(Buffer.concat(chunks).toString())]); response.end('{"data":{"a":"部分"}}'); });
    });
    const endpoint = endpointTo(server.url);
    const call = { query: 'query Q($id: ID!) { a(id: $id) }', operationName: 'Q', variables: { id: '一' }, envelope: 'sealed' };
    expect(await endpoint.handle(call)).toEqual({ data: { a: '部分' } });
    await endpoint.handle(call);
    expect(bodies[0]).toEqual(['sealed', { query: call.query, operationName: 'Q', variables: { id: '一' } }]);
    expect(server.connections()).toBe(1);
  });

  it('sends a query once more when the connection is lost, and no more', async () => {
    let lost = 1;
    const server = await serve((request, response) => (lost-- > 0 ? hangUp : ok)(request, response));
    const endpoint = endpointTo(server.url);
    expect(await endpoint.handle(QUERY)).toEqual({ data: { who: 'x' } });
    expect(server.seen).toHaveLength(2);
    lost = 2;
    const answer = await endpoint.handle(QUERY);
    expect([codeOf(answer), answer.errors?.[0]?.message]).toEqual(['SUBGRAPH_UNAVAILABLE', '部分信息暂时不能提供，请稍后再试。']);
    expect(server.seen).toHaveLength(4);
  });

  it('sends a query once more when its answer breaks off half-way', async () => {
    let lost = 1;
    const server = await serve((request, response) => {
      if (lost-- <= 0) return ok(request, response);
      request.resume();
      response.writeHead(200, { 'content-length': 100 }).write('{"data"');
      setTimeout(() => request.socket.destroy(), 20);
      return undefined;
    });
    expect(await endpointTo(server.url).handle(QUERY)).toEqual({ data: { who: 'x' } });
  });

  it('never sends a mutation twice: says that the outcome is unknown, and what to do', async () => {
    const server = await serve(hangUp);
    const answer = await endpointTo(server.url).handle(MUTATION);
    expect(server.seen).toHaveLength(1);
    expect(codeOf(answer)).toBe('SUBGRAPH_UNAVAILABLE');
    expect(answer.errors?.[0]?.message).toContain('commandId');
    const hidden = { query: '# query\nfragment F on Query { a } mutation M { act } query Q { ...F }', operationName: 'M', envelope: 'e' };
    await endpointTo(server.url).handle(hidden);
    expect(server.seen).toHaveLength(2);
  });

  it('says that a mutation was not done when there was nobody to send it to', async () => {
    const server = await serve(ok);
    await server.stop();
    const answer = await endpointTo(server.url).handle(MUTATION);
    expect(answer.errors?.[0]?.message).toBe('服务暂时不可用，本次操作没有执行，请稍后再试。');
  });

  it('gives up in time, and ends the call', async () => {
    const closed: boolean[] = [];
    const server = await serve((request) => { request.socket.on('close', () => closed.push(true)); });
    const endpoint = endpointTo(server.url, { readTimeoutMs: 60, mutationTimeoutMs: 120 });
    const began = performance.now();
    expect(codeOf(await endpoint.handle(QUERY))).toBe('TIMEOUT');
    expect(codeOf(await endpoint.handle(MUTATION))).toBe('TIMEOUT');
    expect(codeOf(await endpointTo(server.url, { machineNow: () => 1_000 }).handle({ ...QUERY, deadline: 1_050 }))).toBe('TIMEOUT');
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(server.seen).toHaveLength(3); // what has used up its time is not tried again
    while (closed.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('stops asking a subgraph that is down, tries one call after a rest, and is back as soon as it answers', async () => {
    let now = 0;
    const changes: string[] = [];
    const server = await serve(ok);
    await server.stop();
    const endpoint = endpointTo(server.url, { machineNow: () => now, circuit: { threshold: 3, restMs: 500 }, onChange: (state) => changes.push(state) });
    for (let n = 0; n < 3; n += 1) expect(codeOf(await endpoint.handle(QUERY))).toBe('SUBGRAPH_UNAVAILABLE');
    expect(changes).toEqual(['DOWN']);
    await server.again();
    expect(codeOf(await endpoint.handle(QUERY))).toBe('SUBGRAPH_UNAVAILABLE');
    expect(server.seen).toHaveLength(0); // not even asked
    now = 501;
    const [first, second] = await Promise.all([endpoint.handle(QUERY), endpoint.handle(QUERY)]);
    expect(first).toEqual({ data: { who: 'x' } });
    expect(codeOf(second)).toBe('SUBGRAPH_UNAVAILABLE'); // one tries, the others don't wait for it
    expect(await endpoint.handle(QUERY)).toEqual({ data: { who: 'x' } });
    expect(changes).toEqual(['DOWN', 'UP']);
  });

  it('turns calls away beyond what it can hold, without taking that for a failure of the subgraph', async () => {
    const waiting: (() => void)[] = [];
    const server = await serve((request, response) => { request.resume(); waiting.push(() => response.end('{"data":{"who":"x"}}')); });
    const endpoint = endpointTo(server.url, { callsInFlight: 2, circuit: { threshold: 1 } });
    const held = [endpoint.handle(QUERY), endpoint.handle(QUERY)];
    expect(codeOf(await endpoint.handle(QUERY))).toBe('SUBGRAPH_UNAVAILABLE');
    while (waiting.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    waiting.forEach((answer) => answer());
    expect(await Promise.all(held)).toEqual([{ data: { who: 'x' } }, { data: { who: 'x' } }]);
    waiting.length = 0;
    const after = endpoint.handle(QUERY);
    while (waiting.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    waiting[0]?.();
    expect(await after).toEqual({ data: { who: 'x' } });
  });

  it('takes anything but an answer of the graph for a failure', async () => {
    const server = await serve((_request, response) => response.writeHead(502).end('<html>'));
    expect(codeOf(await endpointTo(server.url).handle(QUERY))).toBe('SUBGRAPH_UNAVAILABLE');
    const broken = await serve((_request, response) => response.end('{"data"'));
    expect(codeOf(await endpointTo(broken.url).handle(QUERY))).toBe('SUBGRAPH_UNAVAILABLE');
    await expect(endpointTo(server.url).probe()).rejects.toThrow();
  });
});
