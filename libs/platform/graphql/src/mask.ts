import type { GraphQLFormattedError } from 'graphql';
import { ACCESS_CODES } from './errors.ts';

/** Codes that reach a client. All others are faults. */
const SHOWN: ReadonlySet<unknown> = new Set([
  ...ACCESS_CODES,
  'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE', 'BAD_REQUEST',
  'LIMIT_EXCEEDED', 'RATE_LIMITED', 'TIMEOUT', 'SUBGRAPH_UNAVAILABLE',
]);
/** Members of `extensions` that reach a client: never a stack, a subgraph's name, its response, or SQL. */
const SHOWN_EXTENSIONS = ['code', 'field', 'expected', 'clause', 'refusal', 'limit', 'allowed', 'retryAfterSeconds'] as const;

export type FaultLog = (fault: { readonly requestId: string; readonly error: unknown }) => void;

/**
 * What a client sees of an error. An error with a shown code keeps its message, place and the allow-listed members; all
 * else is a fault: logged in full under the request's id, and answered with that id alone.
 */
export function maskError(formatted: GraphQLFormattedError, error: unknown, log: FaultLog, requestId: string): GraphQLFormattedError {
  const path = formatted.path === undefined ? {} : { path: formatted.path };
  const code = formatted.extensions?.['code'];
  if (!SHOWN.has(code)) {
    log({ requestId, error });
    return { message: `系统故障，编号 ${requestId}。请稍后再试，或凭编号与我们联系。`, ...path, extensions: { code: 'INTERNAL', requestId } };
  }
  const extensions = Object.fromEntries(SHOWN_EXTENSIONS.flatMap((key) => {
    const value = formatted.extensions?.[key];
    return value === undefined ? [] : [[key, value]];
  }));
  const locations = formatted.locations === undefined ? {} : { locations: formatted.locations };
  return { message: formatted.message, ...locations, ...path, extensions };
}
