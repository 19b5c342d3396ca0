import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { GraphQLError, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLFormattedError } from 'graphql';
import { createExecutor, Lru } from '@disclosure/platform-executor';
import { httpFetch } from './http-fetch.ts';

export interface BareOptions {
  readonly supergraphSdl: string;
  /** How long a subgraph may take, milliseconds. Default 10 s. */
  readonly timeoutMs?: number;
}

interface Asked {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

const BODY_LIMIT = 4 * 1024 * 1024;

/**
 * Any supergraph behind POST /graphql, over subgraphs that speak HTTP, by the platform's executor: for audits and comparisons. There is
 * no sign-in, no limit and no masking here; it is no part of the platform.
 */
export function bareGateway({ supergraphSdl, timeoutMs = 10_000 }: BareOptions): Server {
  const urls = new Map<string, string>();
  const executor = createExecutor<unknown>({ supergraphSdl, fetch: httpFetch(urls, timeoutMs) });
  for (const { name, url } of executor.services) urls.set(name, url);
  const documents = new Lru<string, DocumentNode>(500);

  async function answer({ query, variables, operationName }: Asked): Promise<ExecutionResult> {
    let document = documents.get(query);
    if (!document) {
      document = parse(query);
      const errors = validate(executor.apiSchema, document);
      if (errors.length > 0) return { errors };
      documents.set(query, document);
    }
    return executor.execute({ document, variables, operationName, context: undefined });
  }

  return createServer((request, response) => {
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body));
    };
    if (request.method === 'GET' && request.url === '/health') return send(200, { status: 'UP' });
    if (request.method !== 'POST') return send(405, { errors: [{ message: 'only POST' }] });
    askedIn(request).then(answer).then(
      ({ data, errors, extensions }) => send(200, { ...(data === undefined ? {} : { data }), ...(errors ? { errors: errors.map(formatted) } : {}), ...(extensions ? { extensions } : {}) }),
      (error: unknown) => send(error instanceof GraphQLError ? 200 : 400, { errors: [formatted(error)] }),
    );
    return undefined;
  });
}

async function askedIn(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > BODY_LIMIT) throw new Error('the request is too large');
    chunks.push(chunk);
  }
  const asked = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Partial<Asked> | null;
  if (typeof asked?.query !== 'string') throw new Error('the request has no query');
  return asked as Asked;
}

/** What is thrown is not always an error of GraphQL: a socket that failed, a time that ran out. */
function formatted(error: unknown): GraphQLFormattedError {
  if (error instanceof GraphQLError) return error.toJSON();
  return { message: error instanceof Error ? error.message : String(error) };
}
