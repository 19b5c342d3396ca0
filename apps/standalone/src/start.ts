import { readFile } from 'node:fs/promises';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstCalendarEdition } from '@disclosure/calendar';
import { instantOfEpoch } from '@disclosure/kernel';
import { firstLawEdition } from '@disclosure/law';
import { sampleOrganisation, seedBooks } from '@disclosure/directory-subgraph';
import { FileStore, filesMigrations, filesRoutes, PostgresUploadReferences, PostgresUploadRepository, UploadDoor, workerScreener } from '@disclosure/platform-files';
import type { Download } from '@disclosure/platform-files';
import { gateMigrations } from '@disclosure/platform-gate';
import { createGateway, createHttpServer } from '@disclosure/platform-gateway';
import type { Gateway } from '@disclosure/platform-gateway';
import { subgraphEndpoint } from '@disclosure/platform-graphql';
import { loadOrCreateIssuerKeys, machineNow, oidcIssuer, platformIssuer, platformTrust, StandaloneIssuer, standaloneTrust, Verifier } from '@disclosure/platform-identity';
import { loadTemplates, sampleSeal } from '@disclosure/platform-letters';
import { createLog, faultOf } from '@disclosure/platform-observability';
import type { Logger } from '@disclosure/platform-observability';
import { Books, BusinessClock, Database, keysFrom, prepareDatabase, roleName, setClock, setClockMovable, startEmbeddedPostgres, Worker, writeHead } from '@disclosure/platform-persistence';
import type { DatabaseOptions, Platform } from '@disclosure/platform-persistence';
import { parsePublicFileToken, resolvePublicFile } from '@disclosure/publication-subgraph';
import type { PublicationServices } from '@disclosure/publication-subgraph';
import { checkPort } from './check-port.ts';
import { contextNames, manifests } from './contexts.ts';
import { DataFolder } from './data-folder.ts';
import { DownloadLinks } from './downloads.ts';
import type { StartOptions } from './options.ts';
import { StartRefused } from './options.ts';
import { loadSampleDepartment } from './sample-department.ts';
import { signInLines, tour } from './tour.ts';

export interface RunningPlatform {
  readonly address: string;
  readonly gateway: Gateway;
  readonly platform: Platform;
  readonly worker: Worker;
  readonly issuer: StandaloneIssuer | null;
  /** Takes no more requests, lets what is under way end, stops the worker and PostgreSQL. May be called twice. */
  stop(): Promise<void>;
}

const HEAD_EVERY_MS = 60 * 60_000;
const SUPERGRAPH = fileURLToPath(new URL('../supergraph.graphql', import.meta.url));

/** The database as every start finds it: schemas of the platform, then each context in any order. */
export function databaseOptions(ownerUrl: string, secret: Buffer): DatabaseOptions {
  const writers = contextNames.map((context) => roleName(context, 'write'));
  return {
    ownerUrl,
    roleSecret: createHmac('sha256', secret).update('disclosure:roles').digest('hex'),
    contexts: manifests.map(({ schema }) => schema),
    platformSchemas: [gateMigrations(contextNames), { schema: 'files', steps: filesMigrations({ door: [roleName('requests', 'write')], contexts: writers }) }],
    poolSize: 4,
  };
}

/** The whole platform in one process: PostgreSQL (embedded unless DATABASE_URL is set), subgraphs, gateway, worker, files, GraphiQL. */
export async function startStandalone(options: StartOptions): Promise<RunningPlatform> {
  const log = createLog();
  const closers: (() => Promise<unknown>)[] = [];
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopping ??= (async () => { for (const close of closers.reverse()) await close(); })());
  try {
    return { ...(await start(options, log, closers)), stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

async function start(options: StartOptions, log: Logger, closers: (() => Promise<unknown>)[]): Promise<Omit<RunningPlatform, 'stop'>> {
  await checkPort(options.port, options.host);
  const folder = new DataFolder(options.data);
  await folder.open(options.fresh);
  closers.push(() => folder.release());
  const secret = await folder.secret();
  const issuer = process.env['OIDC_ISSUER'] === undefined ? await StandaloneIssuer.open({ dataFolder: folder.path, nodeEnv: process.env['NODE_ENV'], allowSampleIdentities: options.allowSampleIdentities }) : null;

  const dbOptions = databaseOptions(await ownerUrl(folder, secret, closers), secret);
  await prepareDatabase(dbOptions);
  await setClockMovable(dbOptions.ownerUrl, options.now !== null);
  const database = await Database.open(dbOptions);
  closers.push(() => database.close());
  const platform: Platform = { database, clock: new BusinessClock(machineNow), books: new Books(), keys: keysFrom(secret) };
  if (options.now !== null) await setClock(database, platform.clock, options.now);
  const directory = database.context('directory').writer;
  await seedBooks(platform, await platform.clock.now(directory), { calendar: firstCalendarEdition, law: firstLawEdition, organisation: sampleOrganisation });

  const { services, doors, store } = await filesAndLetters(platform, folder, secret, log, closers);
  const requestsWriter = database.context('requests').writer;
  const worker: Worker = new Worker({
    platform, shells: manifests.flatMap((manifest) => manifest.shells(services as never)), consumers: manifests.flatMap((manifest) => manifest.consumers(services as never)),
    onFault: (where, error) => log.error({ where, fault: faultOf(error) }, 'worker fault'),
  });
  const all = { ...services, nudge: () => worker.nudge(), clockControl: options.now === null ? undefined : { advance: worker.advance.bind(worker) } };
  const gateway = await createGateway({
    supergraphSdl: await readFile(SUPERGRAPH, 'utf8'),
    subgraphs: manifests.map(({ subgraph, createContext }) => subgraphEndpoint({ module: subgraph, envelopeKey: platform.keys.envelope, machineNow, createContext: (envelope) => (createContext as (envelope: unknown, services: unknown) => never)(envelope, all) })),
    verifier: new Verifier([platformTrust(services.platformKeys), ...(issuer ? [standaloneTrust(issuer.keys)] : [oidcFromEnvironment()])]),
    envelopeKey: platform.keys.envelope,
    hideSchema: issuer === null,
    logFault: ({ requestId, error }) => log.error({ requestId, fault: faultOf(error) }, 'request fault'),
    log: (level, message) => log[level](message),
  });
  worker.start();
  closers.push(() => worker.stop());
  if (issuer) await loadSampleDepartment({ gateway, issuer, worker, platform });

  const heads = async (): Promise<void> => { for (const { context, writer } of database.contexts) await writeHead(writer, context, platform.keys, folder.evidence, await platform.clock.now(writer)); };
  const headTimer = setInterval(() => void heads().catch((error: unknown) => log.error({ fault: faultOf(error) }, 'evidence head')), HEAD_EVERY_MS);
  closers.push(async () => { clearInterval(headTimer); await heads(); });
  const sweep = setInterval(() => void doors.sweep().catch((error: unknown) => log.error({ fault: faultOf(error) }, 'sweep of uploads')), HEAD_EVERY_MS);
  closers.push(async () => clearInterval(sweep));

  const links = new DownloadLinks(createHmac('sha256', secret).update('disclosure:downloads').digest(), machineNow, requestsWriter, (token) => publicFile(platform, token));
  services.bindLinks(links);
  const http = await createHttpServer({
    gateway,
    logFault: ({ requestId, error }) => log.error({ requestId, fault: faultOf(error) }, 'request fault'),
    probes: { database: () => directory.query('SELECT 1') },
    doors: [async (app) => { await app.register(filesRoutes({ door: doors.door, downloads: links, blobs: store, onFault: (error, requestId) => log.error({ requestId, fault: faultOf(error) }, 'file fault') })); }],
    ...(issuer ? { graphiql: { title: '政府信息公开平台', tour, signIn: signInLines }, sampleIdentities: true } : {}),
  });
  closers.push(() => http.close());
  const address = await http.listen(options.port, options.host);
  return { address, gateway, platform, worker, issuer };
}

async function ownerUrl(folder: DataFolder, secret: Buffer, closers: (() => Promise<unknown>)[]): Promise<string> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined) return given;
  const postgres = await startEmbeddedPostgres({ folder: folder.database, password: createHmac('sha256', secret).update('disclosure:owner').digest('hex') });
  closers.push(() => postgres.stop());
  return postgres.ownerUrl;
}

async function filesAndLetters(platform: Platform, folder: DataFolder, secret: Buffer, log: Logger, closers: (() => Promise<unknown>)[]) {
  const store = await FileStore.open(folder.files, { current: 'f1', keys: { f1: createHmac('sha256', secret).update('disclosure:files').digest() } });
  const screener = workerScreener();
  closers.push(() => screener.close());
  const writer = platform.database.context('requests');
  const door = new UploadDoor({
    repository: new PostgresUploadRepository(writer.writer, (work) => writer.write(work)),
    blobs: store, screen: screener.screen, machineNow,
    onIncident: ({ who, kind }) => log.error({ who, kind }, 'security incident: an upload was refused'),
  });
  const platformKeys = await loadOrCreateIssuerKeys(join(folder.path, 'keys', 'platform-issuer.jwk'));
  const tokens = platformIssuer(platformKeys);
  let links: DownloadLinks | null = null;
  const downloadUrl = (grant: Parameters<DownloadLinks['url']>[0]): string => {
    if (!links) throw new Error('links are not bound yet');
    return links.url(grant);
  };
  const services = {
    platform, platformKeys, templates: await loadTemplates(), store, seal: sampleSeal,
    uploads: (q: ConstructorParameters<typeof PostgresUploadReferences>[0]) => new PostgresUploadReferences(q),
    startUpload: (request: Parameters<UploadDoor['startUpload']>[0]) => door.startUpload(request),
    applicantToken: async (caseId: string) => ({ token: await tokens.issue({ kind: 'APPLICANT', caseId }, machineNow()), expiresAt: instantOfEpoch(machineNow() + 15 * 60_000) }),
    downloadUrl,
    bindLinks: (bound: DownloadLinks) => { links = bound; },
    files: { claim, temporaryUrl: (file) => downloadUrl({ ...file, releaseId: null }) } satisfies PublicationServices['files'],
    openFile: (digest: string) => store.get(digest), removeFile: (digest: string) => store.remove(digest), screenFile: screener.screen,
  };
  return { services, store, doors: { door, sweep: () => door.sweep(instantOfEpoch(machineNow() - 24 * 60 * 60_000)) } };
}

/** A published file at its lasting address, through a live release each time. */
async function publicFile(platform: Platform, token: string): Promise<Download | null> {
  const named = parsePublicFileToken(token);
  const file = named && (await resolvePublicFile(platform, named.address, named.digest));
  return file && { content: { digest: file.digest }, name: file.name, mediaType: file.mediaType, audience: 'PUBLIC' };
}

/** Takes an upload for a record, inside the record's transaction. */
const claim: PublicationServices['files']['claim'] = async (tx, uploadId, actorKey, use) => {
  const uploads = new PostgresUploadReferences(tx);
  const upload = (await uploads.refer(uploadId, actorKey, use.purpose, use.reference)) ? await uploads.findUpload(uploadId) : null;
  return upload ?? { code: 'UNKNOWN_UPLOAD', message: '没有这个上传文件,或它已用于别的记录;请重新上传。', field: 'input.attachments', clause: null };
};

function oidcFromEnvironment() {
  const { OIDC_ISSUER: issuer, OIDC_JWKS_URL: jwksUrl, OIDC_AUDIENCE: audience } = process.env;
  if (issuer === undefined || jwksUrl === undefined) throw new StartRefused('设置了 OIDC_ISSUER 时,还须设置 OIDC_JWKS_URL。');
  return oidcIssuer({ issuer, jwksUrl, ...(audience === undefined ? {} : { audience }) });
}
