import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Ready } from '@disclosure/assembly/process';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs one of the platform's programs in a process of its own. */
export function launch(program: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['--import', `${ROOT}tools/register.mjs`, `${ROOT}${program}`, ...args], {
    // A group of its own: a Ctrl-C at the terminal is for the one that keeps them, which stops them in order. When it is gone, the
    // channel between them closes, and they stop by themselves.
    cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true,
  });
}

export interface ChildEvents {
  /** Its process has come or gone. */
  readonly onChange: () => void;
  /** It ended, and nobody had asked it to: by which code or signal. */
  readonly onEnd: (how: string) => void;
}

/** A process ended before it had ever been ready; what it said is on the terminal. */
export class NeverReady extends Error {
  override readonly name = 'NeverReady';
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** One that has run for so long was well: when it ends, it is started again at once. */
const WELL_AFTER_MS = 10_000;
const STOP_MS = 15_000;

/** One process that is kept running: started again when it ends, at first at once, then ever less eagerly. */
export class Child {
  readonly name: string;
  readonly #start: () => ChildProcess;
  readonly #events: ChildEvents;
  #process: ChildProcess | null = null;
  #retry: NodeJS.Timeout | undefined;
  #wait = FIRST_WAIT_MS;
  #isWanted = true;

  constructor(name: string, start: () => ChildProcess, events: ChildEvents) {
    this.name = name;
    this.#start = start;
    this.#events = events;
  }

  /** The process that runs now; null while none does. */
  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  /** Starts it; resolves with its address when it is ready for the first time. Throws NeverReady when it ends before. */
  async start(): Promise<string | null> {
    const child = this.#spawn();
    return new Promise((resolve, reject) => {
      child.once('message', (message) => {
        child.removeAllListeners('exit');
        child.once('exit', () => this.#ended(child));
        resolve((message as Ready).address);
      });
      child.once('exit', () => {
        this.#forget(child);
        reject(new NeverReady(this.name));
      });
    });
  }

  /** Ends it and waits: asked first, then cut off. */
  async stop(): Promise<void> {
    this.#isWanted = false;
    clearTimeout(this.#retry);
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const cutOff = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(cutOff);
  }

  #spawn(): ChildProcess {
    const child = this.#start();
    this.#process = child;
    child.on('error', () => undefined); // 'exit' follows, or the next kill finds nobody
    this.#events.onChange();
    return child;
  }

  #ended(child: ChildProcess): void {
    this.#forget(child);
    if (!this.#isWanted) return;
    this.#events.onEnd(String(child.signalCode ?? child.exitCode));
    const wait = this.#wait;
    this.#wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    this.#retry = setTimeout(() => {
      const again = this.#spawn();
      const well = setTimeout(() => { this.#wait = FIRST_WAIT_MS; }, WELL_AFTER_MS);
      again.once('exit', () => { clearTimeout(well); this.#ended(again); });
    }, wait);
  }

  #forget(child: ChildProcess): void {
    if (this.#process !== child) return;
    this.#process = null;
    this.#events.onChange();
  }
}
