import type { Closers } from '@disclosure/assembly/closers';
import { contextNames, loadManifests } from '@disclosure/assembly/contexts';
import { databaseOptions, openPlatform } from '@disclosure/assembly/database';
import type { Environment } from '@disclosure/assembly/environment';
import { openFiles, uploadDoor } from '@disclosure/assembly/files';
import { PublicAddress } from '@disclosure/assembly/public-address';
import { openServices } from '@disclosure/assembly/services';
import { buildWorker } from '@disclosure/assembly/worker';
import type { ClockControl } from '@disclosure/directory-subgraph';
import type { Logger } from '@disclosure/platform-observability';
import type { Platform, Worker } from '@disclosure/platform-persistence';

/**
 * Who moves the clock where it may be moved (a demonstration): a worker of this process's own, which steps through what is due beside
 * whatever other workers run. Made when the clock is first moved. Undefined where the clock runs by real time.
 */
export async function clockControl(platform: Platform, environment: Environment, log: Logger, closers: Closers): Promise<ClockControl | undefined> {
  const rows = await platform.database.context('directory').publicReader.query<{ movable: boolean }>('SELECT movable FROM platform.clock');
  if (!rows[0]?.movable) return undefined;
  let stepper: Promise<Worker> | null = null;
  const made = (): Promise<Worker> => (stepper ??= openStepper(environment, log, closers).catch((error: unknown) => { stepper = null; throw error; }));
  return { advance: async (to) => (await made()).advance(to) };
}

async function openStepper({ databaseUrl, secret, files: folder }: Environment, log: Logger, closers: Closers): Promise<Worker> {
  const manifests = await loadManifests(contextNames);
  const platform = await openPlatform(databaseOptions(databaseUrl, secret, manifests.map(({ schema }) => schema), 2), secret);
  closers.add(() => platform.database.close());
  const files = await openFiles({ secret, folder, log, closers });
  const services = await openServices({ platform, secret, files, door: uploadDoor(files, platform.database.context('requests'), log), publicAddress: new PublicAddress() }, contextNames);
  return buildWorker(platform, manifests, services, log);
}
