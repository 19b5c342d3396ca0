import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError } from 'graphql';
import type { DocumentNode, ExecutionResult } from 'graphql';
import { bodyDigest, ENVELOPE_LIFETIME_MS, sealEnvelope } from '@disclosure/platform-identity';
import type { MachineClock } from '@disclosure/platform-identity';
import { timed } from '@disclosure/platform-observability';
import type { SubgraphEndpoint } from '@disclosure/platform-graphql';
import type { GatewayContext } from './gateway-context.ts';

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type ProcessAnswer = ReturnType<GraphQLDataSource['process']>;

/** One operation for a subgraph, as either executor sends it. */
export interface OutgoingOperation {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly document: DocumentNode | undefined;
  /** Whether the client's operation is a mutation, of which this may be a part that only reads. */
  readonly isOfMutation: boolean;
}

export type SubgraphCaller = (operation: OutgoingOperation, context: GatewayContext) => Promise<ExecutionResult>;

/** The answer, or TIMEOUT when it takes longer. What was begun goes on; nobody waits for it. */
async function within(answer: Promise<ExecutionResult>, milliseconds: number): Promise<ExecutionResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ExecutionResult>((resolve) => {
    // An error is made when there is one: with its stack it costs more than the race.
    timer = setTimeout(() => resolve({ errors: [new GraphQLError('查询超时，请缩小范围后重试。', { extensions: { code: 'TIMEOUT' } })] }), Math.max(0, milliseconds));
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Calls a subgraph, in this process (no HTTP, no parsing on repeats) or behind a socket, always under a sealed envelope. Reading
 * ends at the request's deadline; a mutation is waited for, since its outcome must be told.
 */
export function subgraphCaller(endpoint: SubgraphEndpoint, envelopeKey: Uint8Array, machineNow: MachineClock): SubgraphCaller {
  return ({ query, operationName, variables, document, isOfMutation }, context) => timed('subgraph.fetch', 'disclosure.subgraph.duration', { 'disclosure.subgraph': endpoint.name }, () => {
    const issuedAt = machineNow();
    const digest = bodyDigest(query, variables, operationName);
    const envelope = sealEnvelope(
      { actor: context.actor, requestId: context.requestId, locale: context.locale, issuedAt, expiresAt: issuedAt + ENVELOPE_LIFETIME_MS, ...(context.sample ? { standalone: true } : {}) },
      envelopeKey,
      { audience: endpoint.name, bodyDigest: digest },
    );
    const answer = endpoint.handle({ query, operationName, variables, document, envelope, bodyDigest: digest, scope: context.scope, deadline: isOfMutation ? undefined : context.deadline });
    return isOfMutation ? answer : within(answer, context.deadline - issuedAt);
  });
}

/** A subgraph as the stock executor calls it. */
export class LocalDataSource implements GraphQLDataSource {
  constructor(private readonly call: SubgraphCaller) {}

  async process(options: ProcessOptions): ProcessAnswer {
    if (!('incomingRequestContext' in options)) throw new Error(`a subgraph is not asked for its ${options.kind}`);
    const { query, operationName, variables } = options.request;
    if (query === undefined) throw new Error('a fetch without an operation');
    const isOfMutation = options.incomingRequestContext.operation?.operation === 'mutation';
    return (await this.call({ query, operationName, variables, document: options.document, isOfMutation }, options.context as GatewayContext)) as Awaited<ProcessAnswer>;
  }
}
