import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { ENVELOPE_HEADER } from '@disclosure/platform-identity';
import { continued, TRACE_HEADER, traced } from '@disclosure/platform-observability';
import type { SubgraphEndpoint } from './endpoint.ts';
import { maskError } from './mask.ts';
import type { FaultLog } from './mask.ts';

export interface EndpointServerOptions {
  readonly endpoint: SubgraphEndpoint;
  readonly logFault: FaultLog;
  /** Resolves when this subgraph can work (its database answers): asked by `/health/ready`. */
  readonly probe: () => Promise<unknown>;
  /** Largest body, bytes. Default 4 MiB: representations of many entities are longer than what a client may send. */
  readonly bodyLimit?: number;
  /** How long `close` waits for what is under way, milliseconds. Default 10 s. */
  readonly drainMs?: number;
}

export interface EndpointServer {
  /** Begins to listen and gives the address; rejects with the system's error. Port 0 takes a free one. */
  listen(port: number, host: string): Promise<string>;
  /** Takes no more connections, lets what is under way end, cuts off what is not done in time. May be called twice. */
  close(): Promise<void>;
}

/** Longer than any caller keeps an idle connection, so that none meets one that is being closed. */
export const SERVER_KEEP_ALIVE_MS = 75_000;
const PROBE_TIMEOUT_MS = 2_000;

/**
 * Serves one subgraph to gateways: `POST /graphql` with a sealed envelope, and health. Without an envelope the body is not even read.
 * Faults are logged here, where their cause is known, and leave as a number.
 */
export function createEndpointServer({ endpoint, logFault, probe, bodyLimit = 4 * 1024 * 1024, drainMs = 10_000 }: EndpointServerOptions): EndpointServer {
  let closing: Promise<void> | undefined;
  const server = createServer({ keepAliveTimeout: SERVER_KEEP_ALIVE_MS, requestTimeout: 30_000, headersTimeout: 30_000 }, (request, response) => void route(request, response));

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'POST' && request.url === '/graphql') return graphql(request, response);
    if (request.method === 'GET' && request.url === '/health/live') return send(response, 200, '{"status":"UP"}');
    if (request.method === 'GET' && request.url === '/health/ready') {
      const ready = closing === undefined && (await answersInTime(probe, PROBE_TIMEOUT_MS));
      return send(response, ready ? 200 : 503, ready ? '{"status":"UP"}' : '{"status":"DOWN"}');
    }
    return send(response, 404, '{"errors":[{"message":"未找到该地址。","extensions":{"code":"NOT_FOUND"}}]}');
  }

  async function graphql(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const header = request.headers[ENVELOPE_HEADER];
    const envelope = typeof header === 'string' ? header : undefined;
    if (envelope === undefined) return refuse(response, 401, 'UNAUTHENTICATED', '子图只接受网关签名的请求。');
    const body = await readBody(request, bodyLimit).catch(() => undefined);
    if (body === undefined) return void response.destroy(); // whoever sent it is gone
    if (body === null) return refuse(response, 413, 'BAD_REQUEST', '请求内容过大。');
    const call = callOf(body);
    if (call === null) return refuse(response, 400, 'BAD_REQUEST', '请求格式不正确。');
    const masked = (error: unknown): unknown => maskError((error as { toJSON?(): { message: string } }).toJSON?.() ?? { message: '' }, error, logFault, requestIdOf(envelope));
    let answer: ExecutionResult;
    try {
      const trace = request.headers[TRACE_HEADER];
      const about = { 'disclosure.subgraph': endpoint.name, 'disclosure.request_id': requestIdOf(envelope) };
      answer = await continued(typeof trace === 'string' ? trace : undefined, () => traced('subgraph.serve', about, () => endpoint.handle({ ...call, envelope })));
    } catch (error) {
      return send(response, 200, JSON.stringify({ errors: [masked(error)] }));
    }
    const { errors } = answer;
    if (!errors) return send(response, 200, JSON.stringify(answer));
    const wasRefused = answer.data === undefined && errors[0]?.extensions['code'] === 'UNAUTHENTICATED';
    return send(response, wasRefused ? 401 : 200, JSON.stringify({ ...answer, errors: errors.map(masked) }));
  }

  const refuse = (response: ServerResponse, status: number, code: string, message: string): void => {
    response.setHeader('connection', 'close'); // what is still on its way is not read
    send(response, status, JSON.stringify({ errors: [{ message, extensions: { code } }] }));
  };

  function send(response: ServerResponse, status: number, body: string): void {
    // Or a caller that keeps its connection would hold up the drain.
    if (closing !== undefined) response.setHeader('connection', 'close');
    const bytes = Buffer.from(body);
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.byteLength }).end(bytes);
  }

  async function drain(): Promise<void> {
    const cutOff = setTimeout(() => server.closeAllConnections(), drainMs);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    clearTimeout(cutOff);
  }

  return {
    listen: (port, host) => new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        const address = server.address() as { address: string; port: number };
        resolve(`http://${address.address.includes(':') ? `[${address.address}]` : address.address}:${address.port}`);
      });
    }),
    close: () => (closing ??= drain()),
  };
}

/** The whole body, null when it is longer than the limit. Rejects when the sender breaks off. */
async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

interface Call { readonly query: string; readonly operationName?: string; readonly variables?: Readonly<Record<string, unknown>> }

/** The operation that a body names; null for anything else. */
function callOf(body: Buffer): Call | null {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { query, operationName, variables } = value as Record<string, unknown>;
  if (typeof query !== 'string') return null;
  if (operationName != null && typeof operationName !== 'string') return null;
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) return null;
  return { query, ...(operationName == null ? {} : { operationName }), ...(variables == null ? {} : { variables: variables as Record<string, unknown> }) };
}

/** The request's id out of an envelope that the endpoint has opened or refused: for the log, so it need not be trusted. */
function requestIdOf(envelope: string): string {
  try {
    return String((JSON.parse(Buffer.from(envelope.split('.')[0] ?? '', 'base64url').toString('utf8')) as { requestId?: unknown }).requestId ?? 'unknown');
  } catch {
    return 'unknown';
  }
}

/** True when a probe resolves within so many milliseconds. */
export async function answersInTime(probe: () => Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => { timer = setTimeout(() => resolve(false), milliseconds); });
  try {
    return await Promise.race([probe().then(() => true, () => false), late]);
  } finally {
    clearTimeout(timer);
  }
}
