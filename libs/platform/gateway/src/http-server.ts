import { randomUUID } from 'node:crypto';
import { HeaderMap } from '@apollo/server';
import fastify from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FaultLog } from '@disclosure/platform-graphql';
import type { Gateway } from './create-gateway.ts';
import { graphiqlDoor } from './graphiql.ts';
import type { GraphiqlOptions } from './graphiql.ts';
import { readiness } from './health.ts';
import type { Probe } from './health.ts';

/** Said by every response of a platform whose identities are samples. */
export const SAMPLE_IDENTITIES_HEADER = 'x-disclosure-sample-identities';
/** Headers that only the platform's own processes may bear. */
const INTERNAL_HEADERS = 'x-disclosure-';

export interface HttpServerOptions {
  readonly gateway: Gateway;
  readonly logFault: FaultLog;
  /** Asked by `/health/ready`. */
  readonly probes?: Readonly<Record<string, Probe>>;
  /** Other doors on the same port (`/files`), registered after ours. They set their own body limits. */
  readonly doors?: readonly ((app: FastifyInstance) => Promise<void>)[];
  /** GraphiQL at `/`; standalone only. */
  readonly graphiql?: GraphiqlOptions;
  /** True where the identities are samples: every response says so. */
  readonly sampleIdentities?: boolean;
  /** Addresses of proxies whose `x-forwarded-for` is believed. Default: none. */
  readonly trustProxy?: string[];
  /** How long a request may take to arrive, milliseconds. Default 5 minutes. */
  readonly requestTimeoutMs?: number;
  /** How long `close` waits for what is under way, milliseconds. Default 10 s. */
  readonly drainMs?: number;
}

export interface HttpServer {
  readonly app: FastifyInstance;
  /** Begins to listen and gives the address; rejects with the system's error (EADDRINUSE). */
  listen(port: number, host?: string): Promise<string>;
  /** Takes no more, lets what is under way end, then stops the graph. May be called twice. */
  close(): Promise<void>;
}

const BODY_LIMIT = 256 * 1024;

const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

const CODES: Readonly<Record<number, string>> = { 413: 'PAYLOAD_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE' };
const MESSAGES: Readonly<Record<number, string>> = {
  400: '请求格式不正确。', 404: '未找到该地址。', 405: '不支持该请求方法。', 408: '请求超时。', 413: `请求内容过大，不得超过${BODY_LIMIT / 1024}KB；较长的内容请精简、拆分，或者作为附件上传。`, 414: '请求地址过长。', 415: '不支持该内容类型。', 429: '操作过于频繁，请稍后再试。', 503: '服务正在停止，请稍后再试。',
};

async function graphql(gateway: Gateway, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  const query = request.url.indexOf('?');
  const { status, headers: answered, body } = await gateway.handle({
    http: { method: request.method, headers, search: query === -1 ? '' : request.url.slice(query), body: request.body },
    authorization: request.headers.authorization,
    clientAddress: request.ip,
    requestId: request.id,
  });
  for (const [name, value] of answered) reply.header(name, value);
  // Answers depend on who asks; what may be cached is decided where the public revision is known.
  if (!answered.has('cache-control')) reply.header('cache-control', 'no-store');
  reply.code(status ?? 200);
  // The client has the answer; a body would be none of this one.
  if (status === 304) return '';
  if (body.kind !== 'complete') throw new Error('an answer in pieces is not offered');
  return body.string;
}

/** The platform's one port: `/graphql`, `/health`, and the other doors. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { gateway, logFault } = options;
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    // A sealed link to a file is one segment of the path, longer than the router's usual 100.
    routerOptions: { maxParamLength: 2048 },
    genReqId: () => randomUUID(),
    trustProxy: options.trustProxy ?? false,
    exposeHeadRoutes: false,
    // Above what proxies keep idle connections for, so that they never meet one that is being closed.
    keepAliveTimeout: 75_000,
    // For a whole request to arrive: the largest upload over a slow line must fit. Headers have Node's own 60 s.
    requestTimeout: options.requestTimeoutMs ?? 300_000,
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  let closing: Promise<void> | undefined;

  app.addHook('onRequest', async (request, reply) => {
    for (const name of Object.keys(request.headers)) if (name.startsWith(INTERNAL_HEADERS)) delete request.headers[name];
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    if (options.sampleIdentities === true) reply.header(SAMPLE_IDENTITIES_HEADER, 'true');
  });
  app.addHook('onSend', async (_request, reply) => {
    // Or a client that keeps its connection alive would hold up the drain.
    if (closing) reply.header('connection', 'close');
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500 && status !== 503) {
      logFault({ requestId: request.id, error });
      return reply.code(500).send({ errors: [{ message: `系统故障，编号 ${request.id}。`, extensions: { code: 'INTERNAL', requestId: request.id } }] });
    }
    return reply.code(status).send({ errors: [{ message: MESSAGES[status] ?? '请求无法处理。', extensions: { code: CODES[status] ?? 'BAD_REQUEST' } }] });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ errors: [{ message: MESSAGES[404], extensions: { code: 'NOT_FOUND' } }] }));

  app.route({ method: ['GET', 'POST'], url: '/graphql', handler: (request, reply) => graphql(gateway, request, reply) });
  app.get('/health/live', async () => ({ status: 'UP' }));
  app.get('/health/ready', async (_request, reply) => {
    const { ready, checks } = closing ? { ready: false, checks: {} } : await readiness(options.probes ?? {});
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'UP' : 'DOWN', checks });
  });
  const { graphiql } = options;
  if (graphiql) await app.register(async (scope) => graphiqlDoor(scope, graphiql));
  for (const door of options.doors ?? []) await app.register(async (scope) => door(scope));
  await app.ready();

  async function drain(): Promise<void> {
    // Whoever is not done by then is cut off, or one slow client would keep the platform from stopping.
    const cutOff = setTimeout(() => app.server.closeAllConnections(), options.drainMs ?? 10_000);
    try {
      await app.close();
    } finally {
      clearTimeout(cutOff);
    }
    await gateway.stop();
  }

  return {
    app,
    listen: (port, host = '127.0.0.1') => app.listen({ port, host }),
    close: () => (closing ??= drain()),
  };
}
