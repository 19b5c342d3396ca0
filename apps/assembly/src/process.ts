import { startTelemetry } from '@disclosure/platform-observability';
import { ClockRefused, EmbeddedPostgresError, SchemaMismatch } from '@disclosure/platform-persistence';
import { SampleIdentitiesRefused } from '@disclosure/platform-identity';
import { Closers } from './closers.ts';
import { StartRefused } from './options.ts';

const EXPECTED = [StartRefused, EmbeddedPostgresError, SchemaMismatch, SampleIdentitiesRefused, ClockRefused];

/** What a process says to the one that started it. */
export interface Ready { readonly kind: 'READY'; readonly address: string | null }

/**
 * A process's whole life: starts, says that it is ready, works until it is told to stop (SIGTERM, SIGINT, or the one that started it is
 * gone), closes what it has opened, ends. `start` gives the address that it listens at. A start that is under way is not torn apart.
 * `name` is what telemetry calls the process.
 */
export function runProcess(name: string, start: (closers: Closers) => Promise<string | null>): void {
  const closers = new Closers();
  let isStarted = false;
  let isWanted = true;
  const stop = (): void => {
    if (!isWanted) return;
    isWanted = false;
    if (isStarted) void closers.close().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (process.connected) process.on('disconnect', stop);
  startTelemetry(name).then((telemetry) => {
    closers.add(() => telemetry.stop());
    return start(closers);
  }).then((address) => {
    isStarted = true;
    if (!isWanted) return closers.close().then(() => process.exit(0));
    process.send?.({ kind: 'READY', address } satisfies Ready);
    return undefined;
  }).catch((error: unknown) => closers.close().catch(() => undefined).then(() => fail(error)));
}

/** Says why, in a sentence where it is something that was to be expected, and ends with code 1. */
export function fail(error: unknown): void {
  const isExpected = EXPECTED.some((kind) => error instanceof kind);
  process.stderr.write(isExpected ? `${(error as Error).message}\n` : `启动失败：${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
