import { createHash, randomUUID } from 'node:crypto';
import { firstCalendarEdition } from '@disclosure/calendar';
import type { Audience, ContentPackage } from '@disclosure/contracts';
import { instant } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import { dateOf } from '@disclosure/kernel';
import { firstLawEdition } from '@disclosure/law';
import type { Actor } from '@disclosure/organisation';
import { gateMigrations, putContent, putSealedContent, release } from '@disclosure/platform-gate';
import { subgraphEndpoint } from '@disclosure/platform-graphql';
import { bodyDigest, sealEnvelope } from '@disclosure/platform-identity';
import { contextFoundation, Worker } from '@disclosure/platform-persistence';
import type { ContextSchema } from '@disclosure/platform-persistence';
import { createTestDatabase, openTestPlatform } from '@disclosure/platform-testing';
import type { TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import { officer, testOrganisation } from '@disclosure/review-domain/testing';
import { screen } from '@disclosure/screening';
import { reviewManifest } from '../manifest.ts';
import type { RecordFile, ReviewServices } from '../review.services.ts';
import type { ReviewContext } from '../review.context.ts';

export const NOW = instant('2026-03-02T09:00:00+08:00');
export const PUBLIC: Actor = { kind: 'PUBLIC' };
export const applicant = (caseId: string): Actor => ({ kind: 'APPLICANT', caseId });

const bare = (context: string): ContextSchema => ({ context, records: [], migrations: { schema: context, steps: [contextFoundation(context)] } });

export interface Refused { readonly code: string; readonly message: string; readonly field: string | null; readonly clause: string | null }
// What an operation gives is as free as the operations that tests write.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface Answer { readonly data: any; readonly errors: readonly { readonly message: string; readonly code: unknown }[] }
export interface Done { readonly reviewCase: { readonly id: string; readonly state: string; readonly version: number; readonly clearance: { readonly id: string; readonly digest: string; readonly state: string } | null } | null; readonly refusals: readonly Refused[] }

export interface ReviewHouse {
  readonly database: TestDatabase;
  readonly platform: TestPlatform;
  readonly worker: Worker;
  /** Files that packages enclose, by digest. */
  readonly files: Map<string, Uint8Array>;
  /** Whose links were shown, and to what, by address. */
  readonly links: Map<string, RecordFile>;
  /** What removes them: for tests in which it falls. */
  readonly blobs: { remove: (digest: string) => Promise<void> };
  putFile(text: string): { readonly name: string; readonly mediaType: string; readonly size: number; readonly digest: string };
  /** Stores a package at the gate as `publication` would; gives its digest. */
  store(content: Partial<ContentPackage>): Promise<string>;
  /** Stores one for the applicant of a case, encrypted. */
  storeFor(audience: Audience, content: Partial<ContentPackage>): Promise<string>;
  /** Lets content out as `publication` would; the database may refuse. */
  release(digest: string, clearanceId: string, audience: Audience, context?: 'publication' | 'requests'): Promise<string>;
  ask(query: string, as: Actor, variables?: Record<string, unknown>): Promise<Answer>;
  /** Takes an action through its mutation; throws on access errors. */
  act(login: string | Actor, mutation: string, input: Record<string, unknown>): Promise<Done>;
  open(login: string, digest: string, changed?: Record<string, unknown>): Promise<Done>;
  close(): Promise<void>;
}

export const packageOf = (content: Partial<ContentPackage>): ContentPackage => ({ format: 1, title: '关于印发实施方案的通知', summary: '', body: '各处室：现印发实施方案。', attachments: [], redactions: [], blocks: {}, ...content });

/** `review` on a database of its own, with the roles of those who release. */
export async function openReviewHouse(now: Instant = NOW): Promise<ReviewHouse> {
  const contexts = [bare('directory'), bare('publication'), bare('requests'), reviewManifest.schema];
  const database = await createTestDatabase('review', { contexts, platformSchemas: [gateMigrations(contexts.map(({ context }) => context))] });
  const platform = await openTestPlatform(database, now, { calendar: firstCalendarEdition, law: firstLawEdition, organisation: testOrganisation });
  const files = new Map<string, Uint8Array>();
  const links: ReviewHouse['links'] = new Map();
  const blobs = { remove: async (digest: string): Promise<void> => void files.delete(digest) };
  const services: ReviewServices = { openFile: async (digest) => files.get(digest) ?? null, removeFile: (digest) => blobs.remove(digest), screenFile: screen, downloadUrl: (grant) => {
    const url = `/files/download/${grant.digest}`;
    links.set(url, grant);
    return url;
  } };
  const envelopeKey = new Uint8Array(32).fill(5);
  const endpoint = (): ReturnType<typeof subgraphEndpoint> => subgraphEndpoint<ReviewContext>({
    module: reviewManifest.subgraph, envelopeKey, machineNow: () => 1_000,
    createContext: (envelope) => reviewManifest.createContext(envelope, { ...services, platform, nudge: () => undefined }) as ReviewContext,
  });
  const served = endpoint();
  const publication = platform.database.context('publication');
  let today = now;

  const ask: ReviewHouse['ask'] = async (query, as, variables = {}) => {
    const envelope = sealEnvelope({ actor: as, requestId: randomUUID(), issuedAt: 1_000, expiresAt: 10_000, locale: 'zh-CN' }, envelopeKey, { audience: 'review', bodyDigest: bodyDigest(query, variables, undefined) });
    const result = await served.handle({ query, variables, envelope });
    return { data: JSON.parse(JSON.stringify(result.data ?? null)) as unknown, errors: (result.errors ?? []).map((error) => ({ message: error.message, code: error.extensions?.['code'] })) };
  };
  const act: ReviewHouse['act'] = async (login, mutation, input) => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const { data, errors } = await ask(`mutation ($input: ${type}!) { result: ${mutation}(input: $input) { reviewCase { id state version clearance { id digest state } } refusals { code message field clause } } }`,
      typeof login === 'string' ? officer(login) : login, { input: { commandId: randomUUID(), ...input } });
    if (errors[0]) throw Object.assign(new Error(errors[0].message), { code: errors[0].code });
    return data.result as Done;
  };

  return {
    database, platform, files, links, blobs, ask, act,
    worker: new Worker({ platform, shells: reviewManifest.shells({ ...services, platform }), consumers: [], chores: reviewManifest.chores?.({ ...services, platform }) ?? [] }),
    putFile: (text) => {
      const bytes = Buffer.from(text, 'utf8');
      const digest = createHash('sha256').update(bytes).digest('hex');
      files.set(digest, bytes);
      return { name: '附件.txt', mediaType: 'text/plain', size: bytes.length, digest };
    },
    store: (content) => publication.write((tx) => putContent(tx, packageOf(content))),
    storeFor: (audience, content) => platform.database.context('requests').write(async (tx) => (await putSealedContent(tx, audience, packageOf(content), platform.keys)).digest),
    release: (digest, clearanceId, audience, context = 'publication') => platform.database.context(context).write(async (tx) => {
      today = await platform.clock.now(tx);
      return release(tx, { digest, clearanceId, audience, address: `/disclosures/${randomUUID()}`, context, at: today, on: dateOf(today) });
    }),
    open: (login, digest, changed = {}) => act(login, 'openReview', { digest, extent: 'FULL_TEXT', mode: 'PROACTIVE', audience: 'PUBLIC', subjectKind: 'DISCLOSURE', subjectId: 'disclosure-1', divisionId: 'd-planning', ...changed }),
    close: async () => { await platform.close(); await database.drop(); },
  };
}

export const PASSED = { contentReview: { passed: true, remarks: '内容属实。' }, secrecyReview: { passed: true, remarks: '不涉密。' } };

/** Opens, answers and approves; gives the review and its clearance. */
export async function cleared(house: ReviewHouse, content: Partial<ContentPackage>): Promise<{ readonly id: string; readonly digest: string; readonly clearanceId: string }> {
  const digest = await house.store(content);
  const id = (await house.open('handler', digest)).reviewCase?.id as string;
  await house.act('head', 'signReview', { id, ...PASSED });
  const done = await house.act('deputy', 'approveReviewAsSupervisingDeputy', { id });
  return { id, digest, clearanceId: done.reviewCase?.clearance?.id as string };
}
