// Hive Gateway over our subgraph processes: its defaults, plus the header without which they answer nobody.
import { actorOf, envelopeFor } from './envelopes.ts';

const subgraphOfPort = new Map(process.env.SUBGRAPH_URLS.split(',').map((pair) => { const [name, url] = pair.split('='); return [new URL(url).port, name]; }));

const signed = {
  onFetch({ url, options, setOptions, context, executionRequest }) {
    const subgraph = subgraphOfPort.get(new URL(url).port);
    if (subgraph === undefined || typeof options.body !== 'string') return;
    const authorization = (context ?? executionRequest?.context)?.request?.headers.get('authorization');
    setOptions({ ...options, headers: { ...options.headers, ...envelopeFor(subgraph, actorOf(authorization), JSON.parse(options.body)) } });
  },
};

export const gatewayConfig = {
  supergraph: process.env.SUPERGRAPH,
  port: Number(process.env.PORT), host: '127.0.0.1', fork: 1,
  landingPage: false, graphiql: false, logging: 'warn', pollingInterval: 0,
  // Its key is made before the header is added, so that one person would be answered with what was fetched for another.
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } },
  plugins: () => [signed],
};
