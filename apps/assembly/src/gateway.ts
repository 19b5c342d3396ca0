import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { filesRoutes } from '@disclosure/platform-files';
import type { Download, UploadDoor } from '@disclosure/platform-files';
import { publicRevision } from '@disclosure/platform-gate';
import { createGateway, createHttpServer, SAMPLE_ANONYMOUS_MUTATIONS } from '@disclosure/platform-gateway';
import type { ExecutorKind, Gateway, GraphiqlOptions, HttpServer, Probe } from '@disclosure/platform-gateway';
import type { SubgraphEndpoint } from '@disclosure/platform-graphql';
import { machineNow, oidcIssuer, platformTrust, StandaloneIssuer, standaloneTrust, Verifier } from '@disclosure/platform-identity';
import { faultOf } from '@disclosure/platform-observability';
import type { Logger } from '@disclosure/platform-observability';
import type { Platform } from '@disclosure/platform-persistence';
import { mayOpenFile } from '@disclosure/requests-subgraph/downloads';
import { mayOpenReviewFile } from '@disclosure/review-subgraph/downloads';
import { mayOpenDraftFile } from '@disclosure/publication-subgraph/downloads';
import { readPublicDisclosure } from '@disclosure/publication-subgraph/public-disclosure';
import { parsePublicFileToken, resolvePublicFile } from '@disclosure/publication-subgraph/public-file';
import { blankForms } from './blank-forms.ts';
import { DownloadLinks, downloadsOf } from './downloads.ts';
import type { Files } from './files.ts';
import { StartRefused } from './options.ts';
import type { PublicAddress } from './public-address.ts';
import { publicPages } from './public-page.ts';
import { downloadsKey, platformIssuerKeys } from './secrets.ts';

const SUPERGRAPH = fileURLToPath(new URL('../../standalone/supergraph.graphql', import.meta.url));

/** Fields whose value follows from more than the public revision: who asks, when, and what other contexts learn of a release after it. */
const MORE_THAN_PUBLIC = ['now', 'me', 'requestCount'];

/** The issuer of sample identities; null where an issuer for real people is set (OIDC_ISSUER). Throws SampleIdentitiesRefused in production. */
export async function sampleIssuer(dataFolder: string, allowSampleIdentities: boolean): Promise<StandaloneIssuer | null> {
  return process.env['OIDC_ISSUER'] === undefined ? StandaloneIssuer.open({ dataFolder, nodeEnv: process.env['NODE_ENV'], allowSampleIdentities }) : null;
}

export interface GraphOptions {
  readonly subgraphs: readonly SubgraphEndpoint[];
  readonly envelopeKey: Uint8Array;
  readonly secret: Buffer;
  readonly issuer: StandaloneIssuer | null;
  readonly log: Logger;
  readonly executor?: ExecutorKind;
  /** Where the public revision is read, by which answers to the public are kept; null: none are. */
  readonly keepAnswersBy: Pick<Platform, 'database' | 'clock'> | null;
}

/** The graph over these endpoints, in this process or elsewhere: the same supergraph, sign-in and limits. */
export async function openGraph({ subgraphs, envelopeKey, secret, issuer, log, executor, keepAnswersBy }: GraphOptions): Promise<Gateway> {
  return createGateway({
    supergraphSdl: await readFile(SUPERGRAPH, 'utf8'),
    subgraphs,
    ...(executor ? { executor } : {}),
    ...(keepAnswersBy ? { publicRevision: () => publicRevision(keepAnswersBy.database.context('publication').publicReader, keepAnswersBy.clock), answerCache: { uncacheable: MORE_THAN_PUBLIC } } : {}),
    verifier: new Verifier([platformTrust(await platformIssuerKeys(secret)), ...(issuer ? [standaloneTrust(issuer.keys)] : [oidcFromEnvironment()])]),
    envelopeKey,
    hideSchema: issuer === null,
    ...(issuer ? { anonymousMutations: SAMPLE_ANONYMOUS_MUTATIONS } : {}),
    logFault: ({ requestId, error }) => log.error({ requestId, fault: faultOf(error) }, 'request fault'),
    log: (level, message) => log[level](message),
  });
}

export interface DoorsOptions {
  readonly gateway: Gateway;
  /** With the doors of `requests` (tickets, live releases), `publication` (public files), and `review`: each is asked for its links. */
  readonly platform: Platform;
  readonly secret: Buffer;
  readonly files: Files;
  readonly door: UploadDoor;
  readonly probes: Readonly<Record<string, Probe>>;
  /** The page for trying the graph, where the identities are samples. */
  readonly samplePage: GraphiqlOptions | null;
  readonly log: Logger;
  readonly publicAddress: PublicAddress;
}

/** The platform's one port: /graphql, /files, public pages, health, and the page of a sample platform. */
export function openDoors({ gateway, platform, secret, files, door, probes, samplePage, log, publicAddress }: DoorsOptions): Promise<HttpServer> {
  const forms = blankForms(platform);
  const downloads = downloadsOf(new DownloadLinks(downloadsKey(secret), machineNow), platform.database.context('requests').writer, async (token) => (await publicFile(platform, token)) ?? forms(token), {
    requests: (holder) => mayOpenFile(platform, holder), review: (holder) => mayOpenReviewFile(platform, holder), publication: (holder) => mayOpenDraftFile(platform, holder),
  });
  return createHttpServer({
    gateway, probes,
    logFault: ({ requestId, error }) => log.error({ requestId, fault: faultOf(error) }, 'request fault'),
    doors: [publicPages((address) => readPublicDisclosure(platform, address), { domain: () => publicAddress.domain, siteIdCode: process.env['SITE_ID_CODE'] ?? null }), async (app) => { await app.register(filesRoutes({ door, downloads, blobs: files.store, onFault: (error, requestId) => log.error({ requestId, fault: faultOf(error) }, 'file fault') })); }],
    ...(samplePage ? { graphiql: samplePage, sampleIdentities: true } : {}),
  });
}

/** A published file at its lasting address, through a live release each time. */
async function publicFile(platform: Platform, token: string): Promise<Download | null> {
  const named = parsePublicFileToken(token);
  const file = named && (await resolvePublicFile(platform, named.address, named.digest));
  return file && { content: { digest: file.digest }, name: file.name, mediaType: file.mediaType, audience: 'PUBLIC' };
}

function oidcFromEnvironment() {
  const { OIDC_ISSUER: issuer, OIDC_JWKS_URL: jwksUrl, OIDC_AUDIENCE: audience } = process.env;
  if (issuer === undefined || jwksUrl === undefined) throw new StartRefused('设置了 OIDC_ISSUER 时，还须设置 OIDC_JWKS_URL。');
  return oidcIssuer({ issuer, jwksUrl, ...(audience === undefined ? {} : { audience }) });
}
