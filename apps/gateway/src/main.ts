import { contextNames } from '@disclosure/assembly/contexts';
import { databaseOptions, openPlatform, schemaWithoutRecords } from '@disclosure/assembly/database';
import { readEnvironment, readSubgraphUrls } from '@disclosure/assembly/environment';
import { openFiles, uploadDoor } from '@disclosure/assembly/files';
import { openDoors, openGraph, sampleIssuer } from '@disclosure/assembly/gateway';
import { PublicAddress } from '@disclosure/assembly/public-address';
import { runProcess } from '@disclosure/assembly/process';
import { signInLines, tour } from '@disclosure/assembly/tour';
import { remoteEndpoint } from '@disclosure/platform-gateway';
import { createLog, faultOf } from '@disclosure/platform-observability';

/** The platform's doors by themselves: /graphql over subgraphs at SUBGRAPH_URLS, and /files. */
runProcess('gateway', async (closers) => {
  const { databaseUrl, secret, host, port, data, files: folder, allowSampleIdentities, executor, answerCache } = readEnvironment();
  const urls = readSubgraphUrls(contextNames);
  const log = createLog().child({ process: 'gateway' });
  const issuer = await sampleIssuer(data, allowSampleIdentities);

  const platform = await openPlatform(databaseOptions(databaseUrl, secret, ['requests', 'publication', 'review'].map(schemaWithoutRecords)), secret);
  closers.add(() => platform.database.close());
  const requests = platform.database.context('requests');
  const files = await openFiles({ secret, folder, log, closers });
  const endpoints = contextNames.map((name) => remoteEndpoint({
    name, url: urls.get(name) as string,
    onChange: (state, reason) => log.warn({ subgraph: name, state, ...(reason === null ? {} : { fault: faultOf(reason) }) }, 'subgraph'),
  }));
  closers.add(() => endpoints.forEach((endpoint) => endpoint.close()));
  const gateway = await openGraph({ subgraphs: endpoints, envelopeKey: platform.keys.envelope, secret, issuer, log, executor, keepAnswersBy: answerCache ? platform : null });

  const http = await openDoors({
    gateway, platform, secret, files, log, door: uploadDoor(files, requests, log), publicAddress: new PublicAddress(),
    probes: { database: () => requests.writer.query('SELECT 1'), ...Object.fromEntries(endpoints.map((endpoint) => [endpoint.name, endpoint.probe])) },
    samplePage: issuer ? { title: '政府信息公开平台', tour, signIn: signInLines } : null,
  });
  closers.add(() => http.close());
  return http.listen(port, host);
});
