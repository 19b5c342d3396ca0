import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { StartRefused } from './options.ts';

/** Says before anything is started that a port cannot be had. */
export function checkPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? '已被占用' : error.code === 'EACCES' ? '无权使用' : `不能使用（${error.code ?? error.message}）`;
      reject(new StartRefused(`端口 ${host}:${port} ${reason}；请用 --port 换一个。`));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

const given = new Set<number>();

/**
 * A free port of this machine for a server that may be started again: below those that systems give to outgoing connections, of which
 * one could take the port while its server is away. Never the same twice: the one given before may not be listened on yet.
 */
export async function quietPort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(20_000, 32_000);
    if (given.has(port)) continue;
    given.add(port);
    if (await checkPort(port, '127.0.0.1').then(() => true, () => false)) return port;
  }
  throw new StartRefused('本机没有可用的端口。');
}
