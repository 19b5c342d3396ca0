import { instantOfEpoch } from '@disclosure/kernel';
import { PostgresUploadReferences } from '@disclosure/platform-files';
import type { UploadDoor } from '@disclosure/platform-files';
import { machineNow, platformIssuer } from '@disclosure/platform-identity';
import type { Platform } from '@disclosure/platform-persistence';
import type { PublicationServices } from '@disclosure/publication-subgraph';
import type { RequestsServices } from '@disclosure/requests-subgraph';
import type { ReviewServices } from '@disclosure/review-subgraph';
import type { ContextName } from './contexts.ts';
import { DownloadLinks } from './downloads.ts';
import type { Files } from './files.ts';
import type { PublicAddress } from './public-address.ts';
import { downloadsKey, platformIssuerKeys } from './secrets.ts';

export interface ServicesOptions {
  readonly platform: Platform;
  readonly secret: Buffer;
  readonly files: Files;
  /** Where `requests` is served. */
  readonly door: UploadDoor | null;
  readonly publicAddress: PublicAddress;
}

/** What the contexts need of an app besides the platform: of `requests`, only where it is served. */
export type Services = PublicationServices & ReviewServices & Partial<RequestsServices>;

/** All that the manifests of these contexts ask for. */
export async function openServices({ platform, secret, files: { store, screen }, door, publicAddress }: ServicesOptions, contexts: readonly ContextName[]): Promise<Services> {
  const { url: downloadUrl } = new DownloadLinks(downloadsKey(secret), machineNow);
  return {
    platform, downloadUrl,
    files: { claim, temporaryUrl: (file) => downloadUrl({ ...file, releaseId: null }) },
    openFile: (digest) => store.get(digest), removeFile: (digest) => store.remove(digest), screenFile: screen,
    ...(door && contexts.includes('requests') ? await requestsServices(secret, store, door, publicAddress) : {}),
  };
}

async function requestsServices(secret: Buffer, store: Files['store'], door: UploadDoor, { url: publicUrl }: PublicAddress): Promise<Omit<RequestsServices, 'platform' | 'downloadUrl'>> {
  // Letters bring fonts and a typesetter: loaded by those alone who write letters.
  const { loadTemplates, sampleSeal } = await import('@disclosure/platform-letters');
  const tokens = platformIssuer(await platformIssuerKeys(secret));
  return {
    templates: await loadTemplates(), store, seal: sampleSeal, publicUrl,
    uploads: (q) => new PostgresUploadReferences(q),
    startUpload: (request) => door.startUpload(request),
    consultationToken: async (consultationId) => ({ token: await tokens.issue({ kind: 'THIRD_PARTY', consultationId }, machineNow()), expiresAt: instantOfEpoch(machineNow() + 15 * 60_000) }),
    applicantToken: async (caseId, generation) => ({ token: await tokens.issue({ kind: 'APPLICANT', caseId, generation }, machineNow()), expiresAt: instantOfEpoch(machineNow() + 15 * 60_000) }),
  };
}

/** Takes an upload for a record, inside the record's transaction. */
const claim: PublicationServices['files']['claim'] = async (tx, uploadId, actorKey, use) => {
  const uploads = new PostgresUploadReferences(tx);
  const upload = (await uploads.refer(uploadId, actorKey, use.purpose, use.reference)) ? await uploads.findUpload(uploadId) : null;
  return upload ?? { code: 'UNKNOWN_UPLOAD', message: '没有这个上传文件，或它已用于别的记录；请重新上传。', field: 'input.attachments', clause: null };
};
