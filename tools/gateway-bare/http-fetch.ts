import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { SubgraphFetch } from '@disclosure/platform-executor';

/** Asks subgraphs over HTTP at the addresses that the supergraph names. Node's own fetch keeps connections alive. */
export function httpFetch(urls: ReadonlyMap<string, string>, timeoutMs: number): SubgraphFetch<unknown> {
  return async (service, { query, variables, operationName }) => {
    const url = urls.get(service);
    if (url === undefined) throw new Error(`no address of subgraph ${service}`);
    const fault = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', serviceName: service } });
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
      body: JSON.stringify({ query, variables, operationName }),
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: unknown) => { throw fault(`subgraph ${service} does not answer (${error instanceof Error ? error.message : String(error)})`); });
    const answer = answerIn(await response.text());
    if (answer) return answer;
    throw fault(`subgraph ${service} answered ${response.status} and no GraphQL`);
  };
}

/** An answer with errors may come under any status; what is not an answer comes under any as well. */
function answerIn(text: string): ExecutionResult | null {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer) ? (answer as ExecutionResult) : null;
  } catch {
    return null;
  }
}
