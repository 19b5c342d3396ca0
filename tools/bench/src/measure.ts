import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { processorSeconds } from './machine.ts';
import type { HttpRequest } from './requests.ts';
import { BENCH } from './settings.ts';

export interface Load { readonly url: string; readonly requests: readonly HttpRequest[]; readonly connections: number; readonly seconds: number }
/** What one round showed. Times in milliseconds. */
export interface Round {
  readonly perSecond: number;
  readonly median: number;
  readonly p99: number;
  readonly failed: number;
  /** Processor milliseconds for one request: of the contender's processes, and of PostgreSQL's. */
  readonly processor: number;
  readonly database: number;
}

interface Told { readonly requests: number; readonly seconds: number; readonly failed: number; readonly median: number | null; readonly p99: number | null }

async function autocannon(load: Load): Promise<Told> {
  const child = spawn(process.execPath, [`${BENCH}src/load.mjs`], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(load));
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString('utf8'); });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error('the load generator failed');
  return JSON.parse(text) as Told;
}

/** Warms up, then measures one round. Every request of the round must have been answered. */
export async function measure(load: Load, warmUpSeconds: number, pids: readonly number[], postmaster: number): Promise<Round> {
  if (warmUpSeconds > 0) await autocannon({ ...load, seconds: warmUpSeconds });
  const before = [await processorSeconds(pids), await processorSeconds([postmaster])] as const;
  const told = await autocannon(load);
  const after = [await processorSeconds(pids), await processorSeconds([postmaster])] as const;
  const each = (from: number, to: number): number => ((to - from) * 1000) / Math.max(1, told.requests);
  return { perSecond: told.requests / told.seconds, median: told.median ?? NaN, p99: told.p99 ?? NaN, failed: told.failed, processor: each(before[0], after[0]), database: each(before[1], after[1]) };
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [below, above] = [sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN, sorted[Math.ceil((sorted.length - 1) / 2)] ?? NaN];
  return (below + above) / 2;
}

/** The median of each figure over the rounds; failures are added up. */
export function medians(rounds: readonly Round[]): Round {
  const of = (key: keyof Round): number => middle(rounds.map((round) => round[key]));
  return { perSecond: of('perSecond'), median: of('median'), p99: of('p99'), processor: of('processor'), database: of('database'), failed: rounds.reduce((sum, { failed }) => sum + failed, 0) };
}
