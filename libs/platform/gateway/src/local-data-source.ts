import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { bodyDigest, ENVELOPE_LIFETIME_MS, sealEnvelope } from '@disclosure/platform-identity';
import type { MachineClock } from '@disclosure/platform-identity';
import type { SubgraphEndpoint } from '@disclosure/platform-graphql';
import type { GatewayContext } from './gateway-context.ts';

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type ProcessAnswer = ReturnType<GraphQLDataSource['process']>;

/** The answer, or TIMEOUT when it takes longer. What was begun goes on; nobody waits for it. */
async function within(answer: Promise<ExecutionResult>, milliseconds: number): Promise<ExecutionResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ExecutionResult>((resolve) => {
    const timeout = new GraphQLError('查询超时,请缩小范围后重试。', { extensions: { code: 'TIMEOUT' } });
    timer = setTimeout(() => resolve({ errors: [timeout] }), Math.max(0, milliseconds));
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Calls a subgraph in this process: no HTTP, no parsing on repeats, but the same sealed envelope that goes over a socket
 * in split mode. Reading ends at the request's deadline; a mutation is waited for, since its outcome must be told.
 */
export class LocalDataSource implements GraphQLDataSource {
  constructor(private readonly endpoint: SubgraphEndpoint, private readonly envelopeKey: Uint8Array, private readonly machineNow: MachineClock) {}

  async process(options: ProcessOptions): ProcessAnswer {
    if (!('incomingRequestContext' in options)) throw new Error(`a subgraph in this process is not asked for its ${options.kind}`);
    const { query, operationName, variables } = options.request;
    if (query === undefined) throw new Error('a fetch without an operation');
    const context = options.context as GatewayContext;
    const issuedAt = this.machineNow();
    const envelope = sealEnvelope(
      { actor: context.actor, requestId: context.requestId, locale: context.locale, issuedAt, expiresAt: issuedAt + ENVELOPE_LIFETIME_MS, ...(context.sample ? { standalone: true } : {}) },
      this.envelopeKey,
      { audience: this.endpoint.name, bodyDigest: bodyDigest(query, variables, operationName) },
    );
    const answer = this.endpoint.handle({ query, operationName, variables, document: options.document, envelope, scope: context.scope });
    const isMutation = options.incomingRequestContext.operation?.operation === 'mutation';
    return (await (isMutation ? answer : within(answer, context.deadline - issuedAt))) as Awaited<ProcessAnswer>;
  }
}
