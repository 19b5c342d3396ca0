import { HeaderMap } from '@apollo/server';
import type { Gateway } from '@disclosure/platform-gateway';

/** What the graph answered: data, or the errors in one sentence. */
export interface GraphAnswer { readonly data: Record<string, unknown> | null; readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[] }

/** Asks the gateway as a client would, without a socket. `token` is a bearer token; none: the public. */
export async function askGraph(gateway: Gateway, query: string, variables: Record<string, unknown>, token?: string): Promise<GraphAnswer> {
  const { body } = await gateway.handle({
    http: { method: 'POST', headers: new HeaderMap([['content-type', 'application/json']]), search: '', body: { query, variables } },
    authorization: token === undefined ? undefined : `Bearer ${token}`, clientAddress: '127.0.0.1',
  });
  if (body.kind !== 'complete') throw new Error('an answer in pieces is not offered');
  return JSON.parse(body.string) as GraphAnswer;
}

/** A mutation that must succeed: gives the changed object, throws with every reason otherwise. */
export async function act(gateway: Gateway, token: string | undefined, mutation: string, field: string, selection: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await askGraph(gateway, `mutation ${mutation}($input: ${type}!) { ${mutation}(input: $input) { ${field} { ${selection} } refusals { code message field clause } } }`, { input }, token);
  const payload = answer.data?.[mutation] as { refusals: readonly { code: string; message: string }[] } & Record<string, unknown> | null | undefined;
  if (answer.errors || !payload || payload.refusals.length > 0) throw new Error(`${mutation}: ${JSON.stringify(answer.errors ?? payload?.refusals)}`);
  return payload[field] as Record<string, unknown>;
}
