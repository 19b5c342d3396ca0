import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Child, NeverReady } from './child.ts';

const children: Child[] = [];
afterEach(() => Promise.all(children.splice(0).map((child) => child.stop())));

const program = (source: string): ChildProcess => spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: { ...process.env, NODE_OPTIONS: '' } });
const WORKS = "process.send({ kind: 'READY', address: 'http://x' }); setInterval(() => {}, 1000)";

function kept(...sources: string[]): { readonly child: Child; starts(): number; readonly pids: (number | null)[]; readonly ends: string[] } {
  let starts = 0;
  const pids: (number | null)[] = [];
  const ends: string[] = [];
  const child: Child = new Child('toy', () => program(sources[Math.min(starts++, sources.length - 1)] as string), { onChange: () => pids.push(child.pid), onEnd: (how) => ends.push(how) });
  children.push(child);
  return { child, starts: () => starts, pids, ends };
}

const until = async (check: () => boolean): Promise<void> => {
  const end = performance.now() + 10_000;
  while (!check()) {
    if (performance.now() > end) throw new Error('not within ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

it('is ready when it says so, and gives its address', async () => {
  const { child, pids } = kept(WORKS);
  expect(await child.start()).toBe('http://x');
  expect(child.pid).toBe(pids[0]);
});

it('is not started again when it has never been ready: that is for a person', async () => {
  const { child, starts, pids } = kept('process.exit(3)');
  await expect(child.start()).rejects.toThrow(NeverReady);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect([starts(), child.pid, pids.at(-1)]).toEqual([1, null, null]);
});

it('is started again when it ends, and again when that one ends too, later each time', async () => {
  const { child, starts, ends } = kept(WORKS, 'process.exit(1)', 'process.exit(1)', WORKS);
  await child.start();
  const first = child.pid as number;
  const began = performance.now();
  process.kill(first, 'SIGKILL');
  await until(() => starts() === 4 && child.pid !== null);
  expect(child.pid).not.toBe(first);
  expect(ends).toEqual(['SIGKILL', '1', '1']);
  expect(performance.now() - began).toBeGreaterThan(100 + 200 + 400);
});

it('stays ended when it was told to', async () => {
  const { child, starts } = kept(WORKS);
  await child.start();
  const pid = child.pid as number;
  await child.stop();
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(starts()).toBe(1);
  expect(() => process.kill(pid, 0)).toThrow();
});

it('is not started again when it is told to stop while it waits to be', async () => {
  const { child, starts } = kept(WORKS);
  await child.start();
  process.kill(child.pid as number, 'SIGKILL');
  await until(() => child.pid === null);
  await child.stop();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(starts()).toBe(1);
});
