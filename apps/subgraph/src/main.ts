import { contextNames, isContextName, loadManifests } from '@disclosure/assembly/contexts';
import { databaseOptions, openPlatform } from '@disclosure/assembly/database';
import { endpointOf } from '@disclosure/assembly/endpoint';
import { readEnvironment } from '@disclosure/assembly/environment';
import { openFiles, uploadDoor } from '@disclosure/assembly/files';
import { StartRefused } from '@disclosure/assembly/options';
import { PublicAddress } from '@disclosure/assembly/public-address';
import { runProcess } from '@disclosure/assembly/process';
import { openServices } from '@disclosure/assembly/services';
import { workSignal } from '@disclosure/assembly/work-signal';
import { createEndpointServer } from '@disclosure/platform-graphql';
import { createLog, faultOf } from '@disclosure/platform-observability';
import { clockControl } from './clock-control.ts';

/** One subgraph by itself: SUBGRAPH says which. It opens its own context's schema and nothing else. */
runProcess(`subgraph-${process.env['SUBGRAPH'] ?? ''}`, async (closers) => {
  const name = process.env['SUBGRAPH'] ?? '';
  if (!isContextName(name)) throw new StartRefused(`SUBGRAPH 应为 ${contextNames.join('、')} 之一，而不是“${name}”。`);
  const environment = readEnvironment();
  const { databaseUrl, secret } = environment;
  const log = createLog().child({ process: `subgraph ${name}` });
  const manifests = await loadManifests([name]);
  const platform = await openPlatform(databaseOptions(databaseUrl, secret, manifests.map(({ schema }) => schema)), secret);
  closers.add(() => platform.database.close());
  const own = platform.database.context(name);
  const files = await openFiles({ secret, folder: environment.files, log, closers });
  const services = await openServices({ platform, secret, files, door: name === 'requests' ? uploadDoor(files, own, log) : null, publicAddress: new PublicAddress() }, [name]);
  const control = name === 'directory' ? await clockControl(platform, environment, log, closers) : undefined;
  const nudge = workSignal(own.publicReader);
  const server = createEndpointServer({
    endpoint: endpointOf(manifests[0] as (typeof manifests)[number], platform, services, { nudge, clockControl: control }),
    logFault: ({ requestId, error }) => log.error({ requestId, fault: faultOf(error) }, 'request fault'),
    probe: () => own.publicReader.query('SELECT 1'),
  });
  closers.add(() => server.close());
  return server.listen(environment.port, environment.host);
});
