import { parseArgs } from 'node:util';
import { clockNotice } from '@disclosure/assembly/clock-notice';
import { Closers } from '@disclosure/assembly/closers';
import { contextNames, loadManifests } from '@disclosure/assembly/contexts';
import { preparePlatform } from '@disclosure/assembly/database';
import { endpointOf } from '@disclosure/assembly/endpoint';
import { readEnvironment } from '@disclosure/assembly/environment';
import { openFiles, uploadDoor } from '@disclosure/assembly/files';
import { openGraph, sampleIssuer } from '@disclosure/assembly/gateway';
import { instantOption } from '@disclosure/assembly/options';
import { fail } from '@disclosure/assembly/process';
import { loadSampleDepartment } from '@disclosure/assembly/sample-department';
import { PublicAddress } from '@disclosure/assembly/public-address';
import { openServices } from '@disclosure/assembly/services';
import { buildWorker } from '@disclosure/assembly/worker';
import { createLog } from '@disclosure/platform-observability';

/**
 * What is done once before the processes of a split platform start, as the database's owner: schemas, roles, the clock (`--now`), the
 * first editions, and where the identities are samples the sample department, over a graph of this process's own. Repeatable.
 */
async function prepare(closers: Closers): Promise<void> {
  const { values } = parseArgs({ options: { now: { type: 'string' } } });
  const { databaseUrl, secret, data, files: folder, allowSampleIdentities } = readEnvironment();
  const log = createLog().child({ process: 'prepare' });
  const issuer = await sampleIssuer(data, allowSampleIdentities);
  const manifests = await loadManifests(contextNames);
  const platform = await preparePlatform(databaseUrl, secret, manifests, instantOption('--now', values.now));
  closers.add(() => platform.database.close());
  const notice = values.now === undefined ? await clockNotice(platform) : null;
  if (notice !== null) process.stdout.write(`平台时钟：${notice}\n`);
  if (!issuer) return;

  const files = await openFiles({ secret, folder, log, closers });
  const services = await openServices({ platform, secret, files, door: uploadDoor(files, platform.database.context('requests'), log), publicAddress: new PublicAddress() }, contextNames);
  const worker = buildWorker(platform, manifests, services, log);
  const subgraphs = manifests.map((manifest) => endpointOf(manifest, platform, services, { nudge: () => undefined, clockControl: undefined }));
  const gateway = await openGraph({ subgraphs, envelopeKey: platform.keys.envelope, secret, issuer, log, keepAnswersBy: null });
  closers.add(() => gateway.stop());
  await loadSampleDepartment({ gateway, issuer, worker, platform });
}

const closers = new Closers();
prepare(closers).then(() => closers.close()).then(() => process.exit(0), async (error: unknown) => {
  await closers.close().catch(() => undefined);
  fail(error);
});
