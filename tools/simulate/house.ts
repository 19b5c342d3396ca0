import { contextNames, loadManifests } from '@disclosure/assembly/contexts';
import type { Manifest } from '@disclosure/assembly/contexts';
import { Closers } from '@disclosure/assembly/closers';
import { databaseOptions, openPlatform } from '@disclosure/assembly/database';
import { openFiles, uploadDoor } from '@disclosure/assembly/files';
import { PublicAddress } from '@disclosure/assembly/public-address';
import { openServices } from '@disclosure/assembly/services';
import type { Services } from '@disclosure/assembly/services';
import type { Logger } from '@disclosure/platform-observability';
import { BusinessClock } from '@disclosure/platform-persistence';
import type { Platform, Shell } from '@disclosure/platform-persistence';
import type { AggregateState } from '@disclosure/workflow';

/** Where a simulated department is kept, and the machine's hour that it stands at: business time moves by the clock's offset alone. */
export interface HouseAddress {
  readonly ownerUrl: string;
  readonly secret: string;
  /** Folder of the file store. */
  readonly files: string;
  readonly machineMs: number;
}

/** The platform's use-cases in this thread, as the resolvers call them, without a port. */
export interface House {
  readonly platform: Platform;
  readonly services: Services;
  readonly manifests: readonly Manifest[];
  /** The shell of an aggregate, by its name: `DisclosureRequest`. */
  // Shells of different aggregates; each is only called with its own state.
  shell<S extends AggregateState>(aggregate: string): Shell<S>;
  close(): Promise<void>;
}

/** Opens a database that has been prepared. Any number of threads may, each for itself. */
export async function openHouse({ ownerUrl, secret: hex, files: folder, machineMs }: HouseAddress, log: Logger): Promise<House> {
  const closers = new Closers();
  const secret = Buffer.from(hex, 'hex');
  const manifests = await loadManifests(contextNames);
  const opened = await openPlatform(databaseOptions(ownerUrl, secret, manifests.map(({ schema }) => schema)), secret);
  const platform: Platform = { ...opened, clock: new BusinessClock(() => machineMs) };
  closers.add(() => platform.database.close());
  const files = await openFiles({ secret, folder, log, closers });
  const door = uploadDoor(files, platform.database.context('requests'), log);
  const publicAddress = new PublicAddress();
  publicAddress.listening('http://127.0.0.1:4000');
  const services = await openServices({ platform, secret, files, door, publicAddress }, contextNames);
  const shells = manifests.flatMap((manifest) => manifest.shells(services)) as readonly Shell<AggregateState>[];
  return {
    platform, services, manifests,
    shell: <S extends AggregateState>(name: string) => {
      const found = shells.find(({ aggregate }) => aggregate.name === name);
      if (!found) throw new Error(`no aggregate ${name}`);
      return found as unknown as Shell<S>;
    },
    close: () => closers.close(),
  };
}
