import { Worker } from 'node:worker_threads';
import type { House, HouseAddress } from './house.ts';
import { Driver } from './driver.ts';
import type { Part } from './driver.ts';
import type { Ledger } from './ledger.ts';
import type { Person, Plan } from './plan/plan.ts';

/** Those who carry the plans out, at the hour that the clock stands at. */
export interface Crew {
  work(part: Part): Promise<void>;
  ledger(): Promise<Ledger>;
  close(): Promise<void>;
}

/** All of it in this thread. */
export function crewHere(house: House, plans: readonly Plan[], applicants: readonly Person[]): Crew {
  const driver = new Driver(house, plans, applicants);
  return { work: (part) => driver.work(part), ledger: () => Promise.resolve(driver.ledger()), close: () => Promise.resolve() };
}

export interface ThreadData { readonly address: HouseAddress; readonly plans: readonly Plan[]; readonly applicants: readonly Person[] }
export type Order = { readonly kind: 'WORK'; readonly part: Part } | { readonly kind: 'LEDGER' } | { readonly kind: 'CLOSE' };
export interface Answer { readonly ledger?: Ledger; readonly log: readonly string[] }

/** Divided among threads by applicant, since a request can refer to an earlier one of the same person. `told`: what their logs say. */
export async function crewOfThreads(threads: number, address: HouseAddress, plans: readonly Plan[], applicants: readonly Person[], told: (line: string) => void): Promise<Crew> {
  const workers = Array.from({ length: threads }, (_, number) => new Worker(new URL('./crew.thread.ts', import.meta.url), {
    workerData: { address, plans: plans.filter(({ applicant }) => applicant % threads === number), applicants } satisfies ThreadData,
  }));
  const ask = (worker: Worker, order: Order): Promise<Answer> => new Promise((resolve, reject) => {
    const settle = (): void => { worker.off('message', answered); worker.off('error', failed); };
    const answered = (answer: Answer): void => { settle(); answer.log.forEach(told); resolve(answer); };
    const failed = (error: Error): void => { settle(); reject(error); };
    worker.on('message', answered).on('error', failed);
    worker.postMessage(order);
  });
  const all = (order: Order): Promise<readonly Answer[]> => Promise.all(workers.map((worker) => ask(worker, order)));
  return {
    work: async (part) => void (await all({ kind: 'WORK', part })),
    ledger: async () => merged((await all({ kind: 'LEDGER' })).map(({ ledger }) => ledger as Ledger)),
    close: async () => { await all({ kind: 'CLOSE' }); await Promise.all(workers.map((worker) => worker.terminate())); },
  };
}

function merged(ledgers: readonly Ledger[]): Ledger {
  const spent: Record<string, { calls: number; ms: number }> = {};
  for (const [action, { calls, ms }] of ledgers.flatMap((ledger) => Object.entries(ledger.spent))) {
    const sum = (spent[action] ??= { calls: 0, ms: 0 });
    sum.calls += calls;
    sum.ms += ms;
  }
  return { cases: ledgers.flatMap(({ cases }) => cases), surprises: ledgers.flatMap(({ surprises }) => surprises), refused: ledgers.reduce((sum, { refused }) => sum + refused, 0), spent };
}
