import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { DATA, ROOT } from './settings.ts';

const READY_MS = 90_000;

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** A process of a contender, with its own log. */
export class Part {
  readonly #child: ChildProcess;
  readonly #name: string;

  constructor(name: string, args: readonly string[], env: Readonly<Record<string, string>>, nodeArgs: readonly string[] = []) {
    this.#name = name;
    const log = openSync(`${DATA}/${name}.log`, 'w');
    this.#child = spawn(process.execPath, [...nodeArgs, '--import', `${ROOT}tools/register.mjs`, ...args], { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production', ...env }, stdio: ['ignore', log, log] });
  }

  get pid(): number {
    return this.#child.pid as number;
  }

  /** Waits until something is served at the address. */
  async ready(url: string): Promise<void> {
    for (const until = performance.now() + READY_MS; performance.now() < until;) {
      if (this.#child.exitCode !== null) throw new Error(`${this.#name} ended before it was ready; see its log`);
      const served = await fetch(url).then(() => true, () => false);
      if (served) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${this.#name} did not become ready`);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const cutOff = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(cutOff);
  }
}
