// The stock gateway over our subgraph processes: Apollo Server without the plugins that would slow it, bare node:http in front.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
const { ApolloGateway, RemoteGraphQLDataSource } = await import('@apollo/gateway');
const { ApolloServer, HeaderMap } = await import('@apollo/server');
const off = await import('@apollo/server/plugin/disabled');
const { actorOf, envelopeFor } = await import('./envelopes.ts');

interface Context { authorization: string | undefined }
class Signed extends RemoteGraphQLDataSource<Context> {
  readonly subgraph: string;
  constructor(subgraph: string, url: string) {
    super({ url });
    this.subgraph = subgraph;
  }
  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions<Context>): void {
    const { query, variables, operationName } = request;
    const headers = envelopeFor(this.subgraph, actorOf((context as Context).authorization), { query: query as string, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) });
    for (const [name, value] of Object.entries(headers)) request.http?.headers.set(name, value);
  }
}

const gateway = new ApolloGateway({ supergraphSdl: await readFile(process.env['SUPERGRAPH'] as string, 'utf8'), buildService: ({ name, url }) => new Signed(name, url as string) });
const server = new ApolloServer<Context>({
  gateway: gateway, introspection: false, csrfPrevention: true, stopOnTerminationSignals: true,
  plugins: [off.ApolloServerPluginCacheControlDisabled(), off.ApolloServerPluginInlineTraceDisabled(), off.ApolloServerPluginLandingPageDisabled(), off.ApolloServerPluginUsageReportingDisabled()],
});
await server.start();

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
    let body: unknown = {};
    try { body = JSON.parse(Buffer.concat(chunks).toString('utf8')); } catch { /* Apollo Server says what is wrong */ }
    void server.executeHTTPGraphQLRequest({ httpGraphQLRequest: { method: request.method ?? 'GET', headers, search: '', body }, context: async () => ({ authorization: request.headers.authorization }) }).then((answer) => {
      for (const [name, value] of answer.headers) response.setHeader(name, value);
      response.statusCode = answer.status ?? 200;
      response.end(answer.body.kind === 'complete' ? answer.body.string : '');
    });
  });
}).listen(Number(process.env['PORT']), '127.0.0.1');
