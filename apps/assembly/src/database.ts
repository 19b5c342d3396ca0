import { gateMigrations } from '@disclosure/platform-gate';
import { filesMigrations } from '@disclosure/platform-files';
import { Books, BusinessClock, checkClock, Database, prepareDatabase, roleName, setClock, setClockMovable } from '@disclosure/platform-persistence';
import type { ContextSchema, DatabaseOptions, Platform } from '@disclosure/platform-persistence';
import { machineNow } from '@disclosure/platform-identity';
import type { Instant } from '@disclosure/kernel';
import { contextNames } from './contexts.ts';
import type { Manifest } from './contexts.ts';
import { keyRing, roleSecret } from './secrets.ts';

/** The database as every start finds it: schemas of the platform, then each context in any order. */
export function databaseOptions(url: string, secret: Buffer, schemas: readonly ContextSchema[], poolSize = 4): DatabaseOptions {
  const writers = contextNames.map((context) => roleName(context, 'write'));
  return {
    ownerUrl: url,
    roleSecret: roleSecret(secret),
    contexts: schemas,
    platformSchemas: [gateMigrations(contextNames), { schema: 'files', steps: filesMigrations({ door: [roleName('requests', 'write')], contexts: writers }) }],
    poolSize,
  };
}

/** A context's doors without its records, for a process that runs plain statements only. */
export const schemaWithoutRecords = (context: string): ContextSchema => ({ context, migrations: { schema: context, steps: [] }, records: [] });

/** Opens what a process needs of a database that has been prepared, as the roles alone: credentials in the address are not used. */
export async function openPlatform(options: DatabaseOptions, secret: Buffer): Promise<Platform> {
  return { database: await Database.open(options), clock: new BusinessClock(machineNow), books: new Books(), keys: keyRing(secret) };
}

/**
 * Brings a database to this code, as its owner, and opens it: schemas and roles, the clock where the start wants it, the first editions
 * of the books. Any number of times. Throws SchemaMismatch, ClockRefused.
 */
export async function preparePlatform(ownerUrl: string, secret: Buffer, manifests: readonly Manifest[], now: Instant | null): Promise<Platform> {
  const options = databaseOptions(ownerUrl, secret, manifests.map(({ schema }) => schema));
  await prepareDatabase(options);
  await setClockMovable(ownerUrl, now !== null);
  const platform = await openPlatform(options, secret);
  try {
    if (now === null) await checkClock(platform.database, platform.clock);
    else await setClock(platform.database, platform.clock, now);
    await seedFirstEditions(platform);
    return platform;
  } catch (error) {
    await platform.database.close();
    throw error;
  }
}

async function seedFirstEditions(platform: Platform): Promise<void> {
  const [{ sampleOrganisation, seedBooks }, { firstCalendarEdition }, { firstLawEdition }] = await Promise.all([
    import('@disclosure/directory-subgraph'), import('@disclosure/calendar'), import('@disclosure/law'),
  ]);
  const now = await platform.clock.now(platform.database.context('directory').writer);
  await seedBooks(platform, now, { calendar: firstCalendarEdition, law: firstLawEdition, organisation: sampleOrganisation });
}
