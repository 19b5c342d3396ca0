import { createServer } from 'node:http';
import { answersInTime } from '@disclosure/platform-graphql';
import type { Closers } from './closers.ts';

/** Health of a process that serves nothing else. Gives the address. */
export function serveHealth(port: number, host: string, probe: () => Promise<unknown>, closers: Closers): Promise<string> {
  const server = createServer((request, response) => void (async () => {
    const isUp = request.url === '/health/live' || (request.url === '/health/ready' && (await answersInTime(probe, 2_000)));
    response.writeHead(isUp ? 200 : request.url === '/health/ready' ? 503 : 404, { 'content-type': 'application/json; charset=utf-8' }).end(`{"status":"${isUp ? 'UP' : 'DOWN'}"}`);
  })());
  closers.add(() => new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(`http://${host}:${(server.address() as { port: number }).port}`));
  });
}
