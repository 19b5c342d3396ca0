import { checkPort } from '@disclosure/assembly/check-port';
import { Closers } from '@disclosure/assembly/closers';
import { contextNames, loadManifests } from '@disclosure/assembly/contexts';
import { DataFolder } from '@disclosure/assembly/data-folder';
import { preparePlatform } from '@disclosure/assembly/database';
import { endpointOf } from '@disclosure/assembly/endpoint';
import { openFiles, sweepUploads, uploadDoor } from '@disclosure/assembly/files';
import { openDoors, openGraph, sampleIssuer } from '@disclosure/assembly/gateway';
import type { StartOptions } from '@disclosure/assembly/options';
import { ownerUrl } from '@disclosure/assembly/owner-url';
import { loadSampleDepartment } from '@disclosure/assembly/sample-department';
import { PublicAddress } from '@disclosure/assembly/public-address';
import { openServices } from '@disclosure/assembly/services';
import { buildWorker, hourly, keepHeads } from '@disclosure/assembly/worker';
import type { Gateway } from '@disclosure/platform-gateway';
import type { StandaloneIssuer } from '@disclosure/platform-identity';
import { createLog, startTelemetry } from '@disclosure/platform-observability';
import type { Logger } from '@disclosure/platform-observability';
import type { Platform, Worker } from '@disclosure/platform-persistence';
import { signInLines, tour } from '@disclosure/assembly/tour';

export interface RunningPlatform {
  readonly address: string;
  readonly gateway: Gateway;
  readonly platform: Platform;
  readonly worker: Worker;
  readonly issuer: StandaloneIssuer | null;
  /** Takes no more requests, lets what is under way end, stops the worker and PostgreSQL. May be called twice. */
  stop(): Promise<void>;
}

/** The whole platform in one process: PostgreSQL (embedded unless DATABASE_URL is set), subgraphs, gateway, worker, files, GraphiQL. */
export async function startStandalone(options: StartOptions): Promise<RunningPlatform> {
  const closers = new Closers();
  const stop = (): Promise<void> => closers.close();
  try {
    const telemetry = await startTelemetry('standalone');
    closers.add(() => telemetry.stop());
    return { ...(await start(options, createLog(), closers)), stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

async function start(options: StartOptions, log: Logger, closers: Closers): Promise<Omit<RunningPlatform, 'stop'>> {
  await checkPort(options.port, options.host);
  const folder = new DataFolder(options.data);
  await folder.open(options.fresh);
  closers.add(() => folder.release());
  const secret = await folder.secret();
  const issuer = await sampleIssuer(folder.path, options.allowSampleIdentities);

  const manifests = await loadManifests(contextNames);
  const platform = await preparePlatform(await ownerUrl(folder, secret, log, closers), secret, manifests, options.now);
  closers.add(() => platform.database.close());
  const requests = platform.database.context('requests');
  const files = await openFiles({ secret, folder: folder.files, log, closers });
  const door = uploadDoor(files, requests, log);
  const publicAddress = new PublicAddress();
  const services = await openServices({ platform, secret, files, door, publicAddress }, contextNames);

  const worker = buildWorker(platform, manifests, services, log);
  const clockControl = options.now === null ? undefined : { advance: worker.advance.bind(worker) };
  const gateway = await openGraph({
    subgraphs: manifests.map((manifest) => endpointOf(manifest, platform, services, { nudge: () => worker.nudge(), clockControl })),
    envelopeKey: platform.keys.envelope, secret, issuer, log, executor: options.executor, keepAnswersBy: options.answerCache ? platform : null,
  });
  worker.start();
  closers.add(() => worker.stop());
  if (issuer) await loadSampleDepartment({ gateway, issuer, worker, platform });
  keepHeads(platform, folder.evidence, log, closers);
  const sweep = hourly('sweep of uploads', () => sweepUploads(door), log);
  closers.add(() => clearInterval(sweep));

  const http = await openDoors({
    gateway, platform, secret, files, door, log, publicAddress,
    probes: { database: () => platform.database.context('directory').writer.query('SELECT 1') },
    samplePage: issuer ? { title: '政府信息公开平台', tour, signIn: signInLines } : null,
  });
  closers.add(() => http.close());
  const address = await http.listen(options.port, options.host);
  publicAddress.listening(address);
  return { address, gateway, platform, worker, issuer };
}
