import { createHash } from 'node:crypto';
import { ApolloGateway } from '@apollo/gateway';
import { print } from 'graphql';
import type { DocumentNode, ExecutionResult } from 'graphql';
import type { MockSubgraphs } from './mock-subgraphs.fixture.ts';

export interface Oracle {
  execute(request: { document: DocumentNode; variables?: Record<string, unknown>; operationName?: string }): Promise<ExecutionResult>;
  stop(): Promise<void>;
}

/** The gateway as it comes, over the same subgraphs: what its executor answers, ours must. */
export async function stockGateway(supergraphSdl: string, subgraphs: Pick<MockSubgraphs, 'fetch'>): Promise<Oracle> {
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  const logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const gateway = new ApolloGateway({
    supergraphSdl, logger, __exposeQueryPlanExperimental: false,
    buildService: ({ name }) => ({ process: ({ request }) => subgraphs.fetch(name, request as never) as never }),
  });
  await gateway.load();
  return {
    async execute({ document, variables, operationName }) {
      const queryHash = createHash('sha256').update(print(document)).digest('hex');
      return (await gateway.executor({ request: { variables, operationName }, document, queryHash, context: {}, logger, metrics: {} } as never)) as ExecutionResult;
    },
    stop: () => gateway.stop(),
  };
}
