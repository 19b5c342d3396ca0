import { renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { checkPort, quietPort } from '@disclosure/assembly/check-port';
import type { Closers } from '@disclosure/assembly/closers';
import { contextNames } from '@disclosure/assembly/contexts';
import { DataFolder } from '@disclosure/assembly/data-folder';
import { StartRefused } from '@disclosure/assembly/options';
import type { StartOptions } from '@disclosure/assembly/options';
import { ownerUrl } from '@disclosure/assembly/owner-url';
import { createLog } from '@disclosure/platform-observability';
import { Child, launch, NeverReady } from './child.ts';

const MAIN = { subgraph: 'apps/subgraph/src/main.ts', worker: 'apps/worker/src/main.ts', gateway: 'apps/gateway/src/main.ts', prepare: 'apps/split/src/prepare.ts' };

/**
 * The whole platform on one machine, each part in a process of its own: PostgreSQL (embedded unless DATABASE_URL is set), four subgraphs,
 * the worker, the gateway. Gives the gateway's address. Each is started again when it ends; closed in the opposite order.
 */
export async function startSplit(options: StartOptions, closers: Closers): Promise<string> {
  const log = createLog().child({ process: 'split' });
  await checkPort(options.port, options.host);
  const folder = new DataFolder(options.data);
  await folder.open(options.fresh);
  closers.add(() => folder.release());
  const secret = await folder.secret();
  const owner = await ownerUrl(folder, secret, log, closers);
  const port = options.port === 0 ? await quietPort() : options.port;
  const shared = { PUBLIC_BASE_URL: process.env['PUBLIC_BASE_URL'] ?? `http://${options.host}:${port}`, DISCLOSURE_SECRET: secret.toString('hex'), DATA: folder.path, ...(options.allowSampleIdentities ? { ALLOW_SAMPLE_IDENTITIES: '1' } : {}) };
  await prepare({ ...shared, DATABASE_URL: owner }, options);

  const serving = { ...shared, DATABASE_URL: withoutCredentials(owner), HOST: '127.0.0.1' };
  const children: Child[] = [];
  const onChange = (): void => {
    // Whole or not at all: somebody may be reading it.
    writeFileSync(`${folder.processes}.new`, `${JSON.stringify(Object.fromEntries(children.map(({ name, pid }) => [name, pid])))}\n`);
    renameSync(`${folder.processes}.new`, folder.processes);
  };
  const keep = (name: string, program: string, env: NodeJS.ProcessEnv): Child => {
    const onEnd = (how: string): void => log.error({ name, how }, 'a process has ended and is started again');
    const child = new Child(name, () => launch(program, [], env), { onChange, onEnd });
    children.push(child);
    return child;
  };
  closers.add(() => rm(folder.processes, { force: true }));

  const urls = new Map<string, string>();
  for (const name of contextNames) urls.set(name, `http://127.0.0.1:${await quietPort()}`);
  const subgraphs = contextNames.map((name) => keep(name, MAIN.subgraph, { ...serving, SUBGRAPH: name, PORT: new URL(urls.get(name) as string).port }));
  const worker = keep('worker', MAIN.worker, { ...serving, PORT: '0' });
  const gateway = keep('gateway', MAIN.gateway, {
    ...serving, HOST: options.host, PORT: String(port),
    EXECUTOR: options.executor, ...(options.answerCache ? {} : { ANSWER_CACHE: 'off' }), SUBGRAPH_URLS: [...urls].map(([name, url]) => `${name}=${url}`).join(','),
  });
  closers.add(() => Promise.all(subgraphs.map((child) => child.stop())));
  closers.add(() => worker.stop());
  closers.add(() => gateway.stop());
  try {
    const [address] = await Promise.all([gateway, worker, ...subgraphs].map((child) => child.start()));
    return address as string;
  } catch (error) {
    if (error instanceof NeverReady) throw new StartRefused(`进程 ${error.message} 没有启动成功（原因见上）。`);
    throw error;
  }
}

/** Migrates and seeds, in a process that ends before the others begin: nothing that serves ever holds the owner's connection. */
function prepare(env: NodeJS.ProcessEnv, { now }: StartOptions): Promise<void> {
  const child = launch(MAIN.prepare, now === null ? [] : ['--now', now], env);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new StartRefused('没有启动（原因见上）。'))));
  });
}

function withoutCredentials(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.toString();
}
