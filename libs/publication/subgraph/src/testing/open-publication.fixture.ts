import { createHash, randomUUID } from 'node:crypto';
import { firstCalendarEdition } from '@disclosure/calendar';
import type { Extent, PublishedData, PublishedType } from '@disclosure/contracts';
import { dateOf, instant } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import { firstLawEdition } from '@disclosure/law';
import type { Actor } from '@disclosure/organisation';
import { gateMigrations, grantClearance, revokeClearance } from '@disclosure/platform-gate';
import { subgraphEndpoint } from '@disclosure/platform-graphql';
import { bodyDigest, sealEnvelope } from '@disclosure/platform-identity';
import { contextFoundation } from '@disclosure/platform-persistence';
import type { ContextSchema } from '@disclosure/platform-persistence';
import { createTestDatabase, openTestPlatform } from '@disclosure/platform-testing';
import type { TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import { department, officer, PUBLIC } from '@disclosure/publication-domain/testing';
import { publicationManifest } from '../manifest.ts';
import type { PublicationContext } from '../publication.context.ts';
import type { ClaimedFile, PublicationServices, RecordFile } from '../publication.services.ts';

export { officer, PUBLIC };
export const NOW = instant('2026-03-02T09:00:00+08:00');

/** Another context, as far as this one can feel it: its roles, and an outbox. */
const neighbour = (context: string): ContextSchema => ({ context, migrations: { schema: context, steps: [contextFoundation(context)] }, records: [] });
const CONTEXTS = ['directory', 'review', 'publication', 'requests'];

// What an operation gives is as free as the operations that tests write.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface Answer { readonly data: any; readonly errors: readonly { readonly message: string; readonly code: unknown }[] }
export interface Payload { readonly disclosure: { readonly id: string; readonly state: string; readonly digest: string; readonly address: string | null; readonly indexNumber: string | null } | null; readonly refusals: readonly { readonly code: string; readonly message: string; readonly field: string | null; readonly clause: string | null }[] }

export interface Publication {
  readonly database: TestDatabase;
  readonly platform: TestPlatform;
  /** Uploads that the files service knows, by id; each is claimed once. */
  readonly uploads: Map<string, ClaimedFile>;
  /** Whose links to files were shown, and to what, by address. */
  readonly links: Map<string, RecordFile>;
  ask(query: string, options?: { readonly as?: Actor; readonly variables?: Record<string, unknown> }): Promise<Answer>;
  /** The same, as text: for tests that compare byte for byte. */
  bytes(query: string, variables?: Record<string, unknown>): Promise<string>;
  act(mutation: string, input: Record<string, unknown>, login: string): Promise<Payload>;
  /** Proposes other information of the planning division and has it signed; ready to be cleared. Gives its id and digest. */
  approved(content?: Record<string, unknown>): Promise<{ readonly id: string; readonly digest: string }>;
  /** As review does, by review's role. Gives the clearance. */
  clear(digest: string, options?: { readonly extent?: Extent; readonly expiresOn?: string }): Promise<string>;
  revoke(clearanceId: string): Promise<void>;
  /** Hands a published event to this context's consumers, as the worker does. */
  deliver<T extends PublishedType>(type: T, data: PublishedData[T]): Promise<void>;
  /** Proposed, signed, cleared and published. */
  published(content?: Record<string, unknown>): Promise<{ readonly id: string; readonly digest: string; readonly clearanceId: string; readonly address: string; readonly indexNumber: string }>;
  close(): Promise<void>;
}

const content = { title: '关于印发专项规划的通知', summary: '印发专项规划', body: '专项规划正文。', divisionId: 'd-planning', categoryIds: ['content-3'], extent: 'FULL_TEXT', mode: 'PROACTIVE', formedOn: '2026-02-27' };

/** Publication on a database of its own, its clock standing at NOW until moved. */
export async function openPublication(now: Instant = NOW): Promise<Publication> {
  const contexts = CONTEXTS.map((context) => (context === 'publication' ? publicationManifest.schema : neighbour(context)));
  const database = await createTestDatabase('publication', { contexts, platformSchemas: [gateMigrations(CONTEXTS)] });
  const platform = await openTestPlatform(database, now, { calendar: firstCalendarEdition, law: firstLawEdition, organisation: department });
  const links: Publication['links'] = new Map();
  const envelopeKey = new Uint8Array(32).fill(5);
  const uploads = new Map<string, ClaimedFile>();
  const services: PublicationServices & { platform: TestPlatform; nudge: () => void } = {
    platform, nudge: () => undefined,
    files: {
      claim: async (_tx, uploadId) => {
        const file = uploads.get(uploadId);
        return file ?? { code: 'UPLOAD_UNKNOWN', message: '没有这个上传文件，或者已被使用。', clause: null };
      },
      temporaryUrl: (file) => {
        const url = `/files/temporary.${file.digest.slice(0, 8)}`;
        links.set(url, file);
        return url;
      },
    },
  };
  const endpoint = subgraphEndpoint({ module: publicationManifest.subgraph, envelopeKey, machineNow: () => 1_000, createContext: (sealed) => publicationManifest.createContext(sealed, services) as PublicationContext });
  const send = (query: string, as: Actor, variables: Record<string, unknown>) => endpoint.handle({
    query, variables,
    envelope: sealEnvelope({ actor: as, requestId: 'r', issuedAt: 1_000, expiresAt: 10_000, locale: 'zh-CN' }, envelopeKey, { audience: 'publication', bodyDigest: bodyDigest(query, variables, undefined) }),
  });
  const consumers = publicationManifest.consumers(services);
  const review = platform.database.context('review');
  const today = async () => platform.clock.now(platform.database.context('publication').writer);

  const self: Publication = {
    database, platform, uploads, links,
    ask: async (query, { as = PUBLIC, variables = {} } = {}) => {
      const result = await send(query, as, variables);
      return { data: JSON.parse(JSON.stringify(result.data ?? null)) as unknown, errors: (result.errors ?? []).map((error) => ({ message: error.message, code: error.extensions?.['code'] })) };
    },
    bytes: async (query, variables = {}) => JSON.stringify(await send(query, PUBLIC, variables)),
    act: async (mutation, input, login) => {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const { data, errors } = await self.ask(`mutation ($input: ${type}!) { result: ${mutation}(input: $input) { disclosure { id state digest address indexNumber } refusals { code message field clause } } }`, { as: officer(login), variables: { input: { commandId: randomUUID(), ...input } } });
      if (errors[0]) throw Object.assign(new Error(errors[0].message), { code: errors[0].code });
      return data.result as Payload;
    },
    approved: async (more = {}) => {
      const { disclosure, refusals } = await self.act('proposeDisclosure', { ...content, ...more }, 'handler');
      if (!disclosure) throw new Error(JSON.stringify(refusals));
      await self.act('approveDisclosureAsDivisionHead', { id: disclosure.id }, 'head');
      await self.act('approveDisclosureAsSupervisingDeputy', { id: disclosure.id }, 'deputy');
      return disclosure;
    },
    clear: async (digest, { extent = 'FULL_TEXT', expiresOn } = {}) => {
      const id = randomUUID();
      const at = await today();
      await review.write((tx) => grantClearance(tx, { id, digest, extent, mode: 'PROACTIVE', audience: 'PUBLIC', clearedOn: dateOf(at), expiresOn: (expiresOn ?? null) as never, clearedAt: at, reviewId: randomUUID() }));
      return id;
    },
    revoke: async (clearanceId) => {
      const at = await today();
      await review.write((tx) => revokeClearance(tx, clearanceId, at, 'A3-8'));
    },
    deliver: async (type, data) => {
      const at = await today();
      for (const consumer of consumers.filter(({ types }) => types.includes(type))) {
        await platform.database.context('publication').write((tx) => consumer.handle(tx, { id: `${randomUUID()}:0`, context: 'elsewhere', type, recordedAt: at, effectiveOn: dateOf(at), data }, platform));
      }
    },
    published: async (more = {}) => {
      const { id, digest } = await self.approved(more);
      const clearanceId = await self.clear(digest);
      const { disclosure, refusals } = await self.act('publishDisclosure', { id }, 'office');
      if (!disclosure) throw new Error(JSON.stringify(refusals));
      return { id, digest, clearanceId, address: disclosure.address as string, indexNumber: disclosure.indexNumber as string };
    },
    close: async () => {
      await platform.close();
      await database.drop();
    },
  };
  return self;
}

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
