import { contextNames, loadManifests } from '@disclosure/assembly/contexts';
import { databaseOptions, openPlatform } from '@disclosure/assembly/database';
import { readEnvironment } from '@disclosure/assembly/environment';
import { openFiles, sweepUploads, uploadDoor } from '@disclosure/assembly/files';
import { serveHealth } from '@disclosure/assembly/health-server';
import { runProcess } from '@disclosure/assembly/process';
import { PublicAddress } from '@disclosure/assembly/public-address';
import { openServices } from '@disclosure/assembly/services';
import { listenForWork } from '@disclosure/assembly/work-signal';
import { buildWorker, hourly, keepHeads } from '@disclosure/assembly/worker';
import { createLog } from '@disclosure/platform-observability';

/** The worker by itself: numbers and relays events, fires timers, writes the heads of the logs, sweeps uploads. Any number may run. */
runProcess('worker', async (closers) => {
  const { databaseUrl, secret, host, port, files: folder, evidence } = readEnvironment();
  const log = createLog().child({ process: 'worker' });
  const manifests = await loadManifests(contextNames);
  const options = databaseOptions(databaseUrl, secret, manifests.map(({ schema }) => schema), 2);
  const platform = await openPlatform(options, secret);
  closers.add(() => platform.database.close());
  const files = await openFiles({ secret, folder, log, closers });
  const door = uploadDoor(files, platform.database.context('requests'), log);
  const worker = buildWorker(platform, manifests, await openServices({ platform, secret, files, door, publicAddress: new PublicAddress() }, contextNames), log);

  keepHeads(platform, evidence, log, closers);
  worker.start();
  closers.add(() => worker.stop());
  listenForWork(options, () => worker.nudge(), closers);
  const sweep = hourly('sweep of uploads', () => sweepUploads(door), log);
  closers.add(() => clearInterval(sweep));
  return serveHealth(port, host, () => platform.database.context('directory').writer.query('SELECT 1'), closers);
});
