import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { bareGateway } from '../bare-gateway.ts';

/** A subgraph over HTTP: its SDL without the link to federation 2 (it begins with `# Federation 1` where it is to have none), and its resolvers. */
export interface SubgraphFixture {
  readonly sdl: string;
  readonly resolvers?: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[];
  readonly extensions?: Record<string, unknown>;
}

export interface RunningFederation {
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** The operations that subgraphs were sent, in order. */
  readonly sent: { readonly subgraph: string; readonly query: string; readonly variables: Record<string, unknown> }[];
  readonly address: string;
  close(): Promise<void>;
}

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@provides", "@requires", "@override", "@inaccessible", "@interfaceObject", "@extends"])';

const listen = (server: Server): Promise<string> => new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)); });
const close = (server: Server): Promise<void> => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); });

/** Subgraphs, each behind a socket of its own, composed, with the bare gateway before them. */
export async function federation(fixtures: Readonly<Record<string, SubgraphFixture>>): Promise<RunningFederation> {
  const sent: { subgraph: string; query: string; variables: Record<string, unknown> }[] = [];
  const modules = Object.entries(fixtures).map(([name, { sdl, resolvers }]) => {
    const typeDefs = parse(sdl.startsWith('# Federation 1') ? sdl : `${LINK}\n${sdl}`);
    const schema = buildSubgraphSchema([{ typeDefs, ...(resolvers ? { resolvers: resolvers as never } : {}) }]);
    return { name, typeDefs, server: subgraphServer(schema, (query, variables) => { sent.push({ subgraph: name, query, variables }); }) };
  });
  // Composed once before anything listens: what doesn't compose leaves no socket open.
  compose(modules.map(({ name, typeDefs }) => ({ name, typeDefs })));
  const services = [];
  for (const { name, typeDefs, server } of modules) services.push({ name, typeDefs, url: await listen(server) });
  const gateway = bareGateway({ supergraphSdl: compose(services), timeoutMs: 2_000 });
  const servers = [...modules.map(({ server }) => server), gateway];
  const address = await listen(gateway);
  return {
    sent, address,
    ask: async (query, variables) => (await (await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) })).json()) as Answer,
    close: async () => { await Promise.all(servers.map(close)); },
  };
}

function compose(services: readonly { readonly name: string; readonly url?: string; readonly typeDefs: DocumentNode }[]): string {
  const { supergraphSdl, errors } = composeServices(services.map(({ name, url = '', typeDefs }) => ({ name, url, typeDefs })));
  if (supergraphSdl === undefined) throw new AggregateError(errors ?? [], (errors ?? []).map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

function subgraphServer(schema: GraphQLSchema, note: (query: string, variables: Record<string, unknown>) => void): Server {
  return createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const { query, variables, operationName } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { query: string; variables: Record<string, unknown>; operationName?: string };
      note(query, variables);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(await graphql({ schema, source: query, variableValues: variables, operationName: operationName ?? null })));
    })();
  });
}
