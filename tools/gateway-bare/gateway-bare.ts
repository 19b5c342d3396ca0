// Serves any supergraph with HTTP subgraphs through the platform's executor, without sign-in: npm run gateway:bare -- --supergraph FILE --port N
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { bareGateway } from './bare-gateway.ts';

const { values } = parseArgs({ options: { supergraph: { type: 'string' }, port: { type: 'string', default: '4000' }, host: { type: 'string', default: '127.0.0.1' }, timeout: { type: 'string', default: '10000' } } });
const port = Number(values.port);
if (values.supergraph === undefined || !Number.isInteger(port) || !(Number(values.timeout) > 0)) {
  console.error('usage: npm run gateway:bare -- --supergraph FILE [--port N] [--host ADDRESS] [--timeout MILLISECONDS]');
  process.exit(2);
}
const server = bareGateway({ supergraphSdl: await readFile(values.supergraph, 'utf8'), timeoutMs: Number(values.timeout) });
server.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
server.listen(port, values.host, () => {
  const address = server.address();
  console.log(`http://${values.host}:${typeof address === 'object' && address ? address.port : port}/graphql`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { server.close(() => process.exit(0)); server.closeIdleConnections(); });
