import { createServer } from 'node:net';
import { StartRefused } from './options.ts';

/** Says before anything is started that a port cannot be had. */
export function checkPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? '已被占用' : error.code === 'EACCES' ? '无权使用' : `不能使用(${error.code ?? error.message})`;
      reject(new StartRefused(`端口 ${host}:${port} ${reason};请用 --port 换一个。`));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
