import { faultOf } from '@disclosure/platform-observability';
import type { Logger } from '@disclosure/platform-observability';
import { Worker, writeHead } from '@disclosure/platform-persistence';
import type { Platform } from '@disclosure/platform-persistence';
import type { Closers } from './closers.ts';
import type { Manifest } from './contexts.ts';
import type { Services } from './services.ts';

const HOUR_MS = 60 * 60_000;

/** A worker for these contexts, not yet started. */
export function buildWorker(platform: Platform, manifests: readonly Manifest[], services: Services, log: Logger): Worker {
  return new Worker({
    platform,
    shells: manifests.flatMap((manifest) => manifest.shells(services)),
    consumers: manifests.flatMap((manifest) => manifest.consumers(services)),
    chores: manifests.flatMap((manifest) => manifest.chores?.(services) ?? []),
    onFault: (where, error) => log.error({ where, fault: faultOf(error) }, 'worker fault'),
  });
}

/** Writes the signed heads of all logs outside the database at the start, every hour, and once more at the end (foundations 4). */
export function keepHeads(platform: Platform, evidenceFolder: string, log: Logger, closers: Closers): void {
  const heads = async (): Promise<void> => { for (const { context, writer } of platform.database.contexts) await writeHead(writer, context, platform.keys, evidenceFolder, await platform.clock.now(writer)); };
  const first = heads().catch((error: unknown) => log.error({ fault: faultOf(error) }, 'evidence head'));
  const timer = hourly('evidence head', heads, log);
  closers.add(async () => { clearInterval(timer); await first; await heads(); });
}

/** Runs a piece of housekeeping every hour; a fault in it is logged and tried again the next hour. */
export function hourly(what: string, work: () => Promise<unknown>, log: Logger): NodeJS.Timeout {
  return setInterval(() => void work().catch((error: unknown) => log.error({ fault: faultOf(error) }, what)), HOUR_MS);
}
