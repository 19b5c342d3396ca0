import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { getOperationAST, GraphQLError, parse } from 'graphql';
import type { DocumentNode, ExecutionResult } from 'graphql';
import type { SubgraphCall, SubgraphEndpoint } from '@disclosure/platform-graphql';
import { ENVELOPE_HEADER, machineNow as realMachineNow } from '@disclosure/platform-identity';
import type { MachineClock } from '@disclosure/platform-identity';
import { TRACE_HEADER, traceparent } from '@disclosure/platform-observability';
import { Circuit } from './remote-circuit.ts';
import type { CircuitOptions } from './remote-circuit.ts';

export interface RemoteEndpointOptions {
  readonly name: string;
  /** Where the subgraph listens: `http://127.0.0.1:4101`. */
  readonly url: string;
  readonly sdl?: string;
  /** How long a read may take, milliseconds, where the caller's own deadline is not sooner. Default 15 s, the gateway's own limit. */
  readonly readTimeoutMs?: number;
  /** How long a mutation is waited for, milliseconds. Default 60 s: its outcome must be told, but nobody waits for ever. */
  readonly mutationTimeoutMs?: number;
  /** Connections at once; further calls wait for one. Default 64. */
  readonly connections?: number;
  /** Calls at once, waiting ones included; beyond it they are turned away. Default 512. */
  readonly callsInFlight?: number;
  readonly circuit?: CircuitOptions;
  readonly machineNow?: MachineClock;
  /** Told when the subgraph is given up for a while, and when it is back. */
  readonly onChange?: (state: 'UP' | 'DOWN', reason: unknown) => void;
}

export interface RemoteEndpoint extends SubgraphEndpoint {
  /** Resolves when the subgraph says that it is ready. */
  probe(): Promise<void>;
  /** Closes the idle connections. */
  close(): void;
}

/** Shorter than a subgraph keeps an idle connection (75 s), so that none is used while it is being closed. */
const IDLE_MS = 20_000;

type Failure = 'NEVER_SENT' | 'CONNECTION_LOST' | 'TIMED_OUT' | 'NOT_SERVED';

class CallFailed extends Error {
  override readonly name = 'CallFailed';
  constructor(readonly failure: Failure, cause?: unknown) {
    super(failure, { cause });
  }
}

/** What the system says when there was nobody to send to. */
const NOBODY_THERE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);

/**
 * A subgraph behind a socket. Always answers, within its time: an answer of the subgraph, or an error that says what is the matter
 * (SUBGRAPH_UNAVAILABLE, TIMEOUT), with which the gateway gives the rest of the data. A query whose connection is lost is sent once
 * more, on a new connection; a mutation never is: whoever sent it may, under the same command id.
 */
export function remoteEndpoint(options: RemoteEndpointOptions): RemoteEndpoint {
  const { name, readTimeoutMs = 15_000, mutationTimeoutMs = 60_000, connections = 64, callsInFlight = 512, machineNow = realMachineNow } = options;
  const base = new URL(options.url);
  const isSecure = base.protocol === 'https:';
  const agent = new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: true, timeout: IDLE_MS, maxSockets: connections, scheduling: 'lifo' });
  const open = isSecure ? httpsRequest : httpRequest;
  const circuit = new Circuit(machineNow, options.circuit);
  const graphqlUrl = new URL('/graphql', base);
  const isQuery = queryTeller();
  let inFlight = 0;

  const send = (url: URL, body: Buffer | null, headers: Record<string, string | number>, timeoutMs: number, isFresh = false): Promise<string> => new Promise((resolve, reject) => {
    const request = open(url, { method: body ? 'POST' : 'GET', headers, agent: isFresh ? false : agent });
    const timer = setTimeout(() => request.destroy(new CallFailed('TIMED_OUT')), Math.max(0, timeoutMs));
    const fail = (error: NodeJS.ErrnoException): void => {
      clearTimeout(timer);
      reject(error instanceof CallFailed ? error : new CallFailed(NOBODY_THERE.has(error.code ?? '') ? 'NEVER_SENT' : 'CONNECTION_LOST', error));
    };
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('error', fail);
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        clearTimeout(timer);
        const status = response.statusCode ?? 0;
        // 401 is an answer: the envelope was refused. Anything else did not come from the subgraph's graph.
        if (status === 200 || status === 401) resolve(Buffer.concat(chunks).toString('utf8'));
        else reject(new CallFailed('NOT_SERVED', new Error(`${name} answered ${status}`)));
      });
    });
    request.end(body ?? undefined);
  });

  const note = (failure: unknown): void => {
    const was = circuit.isOpen;
    if (failure === null) circuit.succeeded();
    else circuit.failed();
    if (was !== circuit.isOpen) options.onChange?.(circuit.isOpen ? 'DOWN' : 'UP', failure);
  };

  async function exchange(call: SubgraphCall, isRead: boolean, timeoutMs: number): Promise<string> {
    const body = Buffer.from(JSON.stringify({ query: call.query, operationName: call.operationName, variables: call.variables }));
    const trace = traceparent();
    const headers = { 'content-type': 'application/json', 'content-length': body.byteLength, [ENVELOPE_HEADER]: call.envelope ?? '', ...(trace === undefined ? {} : { [TRACE_HEADER]: trace }) };
    const began = machineNow();
    try {
      return await send(graphqlUrl, body, headers, timeoutMs);
    } catch (error) {
      const { failure } = error as CallFailed;
      if (!isRead || (failure !== 'CONNECTION_LOST' && failure !== 'NEVER_SENT')) throw error;
      return await send(graphqlUrl, body, headers, timeoutMs - (machineNow() - began), true);
    }
  }

  return {
    name,
    sdl: options.sdl ?? '',
    async handle(call) {
      const isRead = isQuery(call);
      if (inFlight >= callsInFlight || !circuit.admits()) return unavailable(isRead, 'NEVER_SENT');
      inFlight += 1;
      try {
        const text = await exchange(call, isRead, isRead ? Math.min(readTimeoutMs, (call.deadline ?? Infinity) - machineNow()) : mutationTimeoutMs);
        const answer = JSON.parse(text) as ExecutionResult;
        note(null);
        return answer;
      } catch (error) {
        note(error);
        return unavailable(isRead, error instanceof CallFailed ? error.failure : 'CONNECTION_LOST');
      } finally {
        inFlight -= 1;
      }
    },
    probe: async () => void (await send(new URL('/health/ready', base), null, {}, 2_000)),
    close: () => agent.destroy(),
  };
}

function unavailable(isRead: boolean, failure: Failure): ExecutionResult {
  if (isRead) return failure === 'TIMED_OUT' ? problem('TIMEOUT', '查询超时，请缩小范围后重试。') : problem('SUBGRAPH_UNAVAILABLE', '部分信息暂时不能提供，请稍后再试。');
  if (failure === 'NEVER_SENT') return problem('SUBGRAPH_UNAVAILABLE', '服务暂时不可用，本次操作没有执行，请稍后再试。');
  const message = '服务没有答复，本次操作是否已经办理尚不确定；请以同一 commandId 再试一次，不会重复办理。';
  return problem(failure === 'TIMED_OUT' ? 'TIMEOUT' : 'SUBGRAPH_UNAVAILABLE', message);
}

const problem = (code: string, message: string): ExecutionResult => ({ errors: [new GraphQLError(message, { extensions: { code, retryAfterSeconds: 1 } })] });

const REMEMBERED = 2_000;

/** Tells whether a call certainly only reads. Planner-made texts come again and again, so what was found is kept. */
function queryTeller(): (call: SubgraphCall) => boolean {
  const known = new Map<string, boolean>();
  return ({ query, operationName, document }) => {
    const key = `${operationName ?? ''}\n${query}`;
    let isRead = known.get(key);
    if (isRead === undefined) {
      isRead = reads(query, operationName, document);
      if (known.size >= REMEMBERED) known.clear();
      known.set(key, isRead);
    }
    return isRead;
  };
}

function reads(query: string, operationName: string | undefined, document: DocumentNode | undefined): boolean {
  try {
    return getOperationAST(document ?? parse(query, { noLocation: true }), operationName)?.operation === 'query';
  } catch {
    return false; // the subgraph will say what is wrong with it
  }
}
