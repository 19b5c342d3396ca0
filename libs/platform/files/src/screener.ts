import { Worker } from 'node:worker_threads';
import { bearsStateSecretMark } from '@disclosure/screening';
import type { Screening } from '@disclosure/screening';

/** Looks through one file. A file that can't be looked through in time rejects with ScreeningTimedOut. */
export type Screener = (bytes: Uint8Array, name: string, declaredType: string) => Promise<Screening>;

export class ScreeningTimedOut extends Error {
  override readonly name = 'ScreeningTimedOut';
}

export interface WorkerScreenerOptions {
  /** Threads at once; further files wait their turn. */
  readonly threads?: number;
  /** Milliseconds for one file, start of the thread included; then the thread is ended, whatever it does. */
  readonly timeoutMs?: number;
  /** Mebibytes of heap for one thread. */
  readonly memoryMb?: number;
  /** Module that lets Node run the TypeScript sources: a thread does not inherit the hooks of its parent. */
  readonly registerHook?: URL;
}

const REGISTER_HOOK = new URL('../../../../tools/register.mjs', import.meta.url);

/**
 * Screening in threads of its own, so that a hostile file costs the server neither its event loop nor its memory. A thread that
 * saw a mark, failed or took too long is ended and what it held goes with it.
 */
export function workerScreener(options: WorkerScreenerOptions = {}): { readonly screen: Screener; close(): Promise<void> } {
  const { threads = 2, timeoutMs = 60_000, memoryMb = 512, registerHook = REGISTER_HOOK } = options;
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  const start = (): Worker => {
    const worker = new Worker(new URL('./screening.worker.ts', import.meta.url), {
      execArgv: ['--import', registerHook.href],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    all.add(worker);
    worker.once('exit', () => {
      all.delete(worker);
      const at = idle.indexOf(worker);
      if (at >= 0) idle.splice(at, 1);
    });
    // An idle thread's error ends it; 'exit' above does what is needed. Without a listener it would end the process.
    worker.on('error', () => undefined);
    return worker;
  };

  const turn = async (): Promise<void> => {
    if (busy < threads) busy++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const done = (): void => {
    const next = waiting.shift();
    if (next) next();
    else busy--;
  };

  const screen: Screener = async (bytes, name, mediaType) => {
    await turn();
    const worker = idle.pop() ?? start();
    worker.ref();
    let keep = false;
    try {
      const screening = await ask(worker, { bytes: new Uint8Array(bytes), name, mediaType }, timeoutMs);
      keep = !bearsStateSecretMark(screening);
      return screening;
    } finally {
      if (keep) {
        worker.unref();
        idle.push(worker);
      } else await worker.terminate();
      done();
    }
  };
  return { screen, close: async () => void (await Promise.all([...all].map((worker) => worker.terminate()))) };
}

interface Job {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly name: string;
  readonly mediaType: string;
}

function ask(worker: Worker, job: Job, timeoutMs: number): Promise<Screening> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new ScreeningTimedOut())), timeoutMs);
    const onMessage = (answer: { readonly screening?: Screening; readonly fault?: string }): void =>
      settle(() => (answer.screening ? resolve(answer.screening) : reject(new Error(`screening failed: ${answer.fault}`))));
    const onError = (error: unknown): void => settle(() => reject(memoryRanOut(error) ? new ScreeningTimedOut() : new Error('screening failed: thread ended')));
    const onExit = (): void => settle(() => reject(new Error('screening failed: thread ended')));
    const settle = (conclude: () => void): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      conclude();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(job, [job.bytes.buffer]);
  });
}

/** A file that needs more memory than it may have is like one that needs more time: it is refused, not retried. */
const memoryRanOut = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
