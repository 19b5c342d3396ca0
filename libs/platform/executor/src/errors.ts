import { GraphQLError } from 'graphql';
import type { AnswerPath } from './walk.ts';

/** An answer of a subgraph that fits no type at all; nothing of the operation can be given. */
export class UnfitAnswer extends Error {
  override readonly name = 'UnfitAnswer';
}

/** An error as a subgraph tells it, over a socket or in this process. */
export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** An error of a subgraph as the client gets it: at its place in the client's operation, with the subgraph's name and its code. */
export function subgraphError(original: SubgraphError, service: string, path: AnswerPath | undefined): GraphQLError {
  const extensions = original.extensions ?? {};
  return new GraphQLError(original.message || `Error while fetching subquery from service "${service}"`, {
    originalError: original as unknown as Error,
    path: path ?? null,
    extensions: { ...extensions, serviceName: service, code: extensions['code'] || 'DOWNSTREAM_SERVICE_ERROR' },
  });
}
