import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { firstCalendarEdition } from '@disclosure/calendar';
import { dateOf, instant, instantOfEpoch, startOf } from '@disclosure/kernel';
import type { Instant, LocalDate } from '@disclosure/kernel';
import { firstLawEdition } from '@disclosure/law';
import type { Actor } from '@disclosure/organisation';
import { FileStore, filesMigrations, PostgresUploadRepository, UploadDoor } from '@disclosure/platform-files';
import { gateMigrations, grantClearance, revokeClearance } from '@disclosure/platform-gate';
import { subgraphEndpoint } from '@disclosure/platform-graphql';
import { bodyDigest, sealEnvelope } from '@disclosure/platform-identity';
import { loadTemplates, sampleSeal } from '@disclosure/platform-letters';
import { contextFoundation, Worker } from '@disclosure/platform-persistence';
import { createTestDatabase, openTestPlatform, temporaryFolder } from '@disclosure/platform-testing';
import type { TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import { officer, testDepartment } from '@disclosure/requests-domain/testing';
import { screen } from '@disclosure/screening';
import { mayOpenFile } from '../downloads.ts';
import { requestsManifest } from '../manifest.ts';
import type { RequestsContext } from '../schema/context.ts';
import type { DownloadGrant, RequestsServices } from '../services.ts';

export { officer } from '@disclosure/requests-domain/testing';
export const PUBLIC: Actor = { kind: 'PUBLIC' };
export const applicantOf = (caseId: string, generation?: number): Actor => ({ kind: 'APPLICANT', caseId, ...(generation === undefined ? {} : { generation }) });
/** Monday 9 February 2026, nine in the morning. */
export const NOW = instant('2026-02-09T09:00:00+08:00');

export interface Refused { readonly code: string; readonly message: string; readonly field: string | null; readonly clause: string | null; readonly facts: readonly { readonly name: string; readonly value: string | null }[] }
// What an operation gives is as free as the operations that tests write.
/* eslint-disable @typescript-eslint/no-explicit-any */
export interface Answer { readonly data: any; readonly errors: readonly { readonly message: string; readonly code: unknown; readonly refusal: any }[] }
export interface Acted { readonly request: any; readonly refusals: readonly Refused[]; readonly trackingCode?: string }
/* eslint-enable @typescript-eslint/no-explicit-any */

const CONTEXTS = ['directory', 'review', 'publication', 'requests'];
const bare = (context: string) => ({ context, records: [], migrations: { schema: context, steps: [contextFoundation(context)] } });

/** A natural person who asks online; the identity number is invented and its check digit right. */
export const submission = (more: Record<string, unknown> = {}, applicant: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: '2025年度省级工业转型升级专项资金项目安排表', description: '希望了解获支持企业名单和金额',
  applicant: { kind: 'NATURAL_PERSON', name: '林晓雨', identityDocument: { type: '居民身份证', number: '220101199003070017' }, telephone: '13900001234', email: 'lin@example.com', postalAddress: '长春市测试路9号', ...applicant }, ...more,
});

/** The requests context on a database of its own, with letters, files and gate as they are in service; the clock stands until moved. */
export class House {
  readonly database: TestDatabase;
  readonly platform: TestPlatform;
  readonly services: RequestsServices;
  readonly store: FileStore;
  readonly folder: string;
  readonly worker: Worker;
  readonly #ask: (query: string, as: Actor, variables: Record<string, unknown>) => Promise<Answer>;
  readonly #door: UploadDoor;

  private constructor(parts: Pick<House, 'database' | 'platform' | 'services' | 'store' | 'folder' | 'worker'> & { ask: (query: string, as: Actor, variables: Record<string, unknown>) => Promise<Answer>; door: UploadDoor }) {
    const { database, platform, services, store, folder, worker, ask, door } = parts;
    [this.database, this.platform, this.services, this.store, this.folder, this.worker] = [database, platform, services, store, folder, worker];
    this.#ask = ask;
    this.#door = door;
  }

  static async open(now: Instant = NOW, books: { calendar?: object; law?: object; organisation?: object } = {}): Promise<House> {
    const database = await createTestDatabase('requests', {
      contexts: [...CONTEXTS.filter((context) => context !== 'requests').map(bare), requestsManifest.schema],
      platformSchemas: [gateMigrations(CONTEXTS), { schema: 'files', steps: filesMigrations({ door: ['directory_write'], contexts: ['requests_write', 'publication_write'] }) }],
    });
    const platform = await openTestPlatform(database, now, { calendar: firstCalendarEdition, law: firstLawEdition, organisation: testDepartment, ...books });
    const folder = await temporaryFolder();
    const store = await FileStore.open(join(folder, 'files'), { current: 'm1', keys: { m1: new Uint8Array(32).fill(3) } });
    const home = platform.database.context('directory');
    const repository = new PostgresUploadRepository(home.writer, (work) => home.write(work));
    const door = new UploadDoor({ repository, blobs: store, screen, machineNow: () => 1_000, onIncident: () => undefined });
    const services: RequestsServices = {
      platform, store, templates: await loadTemplates(), seal: sampleSeal,
      uploads: (q) => new PostgresUploadRepository(q, (work) => work(q)),
      startUpload: (request) => door.startUpload(request),
      applicantToken: (caseId, generation) => Promise.resolve({ token: `applicant ${caseId}${generation === 1 ? '' : ` ${generation}`}`, expiresAt: instantOfEpoch(60_000) }),
      consultationToken: (consultationId) => Promise.resolve({ token: `third-party ${consultationId}`, expiresAt: instantOfEpoch(60_000) }),
      publicUrl: (path) => `https://xxgk.example.gov.cn${path}`,
      downloadUrl: (grant) => `/files/download/${Buffer.from(JSON.stringify(grant)).toString('base64url')}`,
    };
    const worker = new Worker({ platform, shells: requestsManifest.shells(services), consumers: requestsManifest.consumers(services), chores: requestsManifest.chores?.(services) ?? [] });
    const envelopeKey = new Uint8Array(32).fill(5);
    const endpoint = subgraphEndpoint({
      module: requestsManifest.subgraph, envelopeKey, machineNow: () => 1_000,
      createContext: (envelope) => requestsManifest.createContext(envelope, { ...services, nudge: () => undefined }) as RequestsContext,
    });
    const ask = async (query: string, as: Actor, variables: Record<string, unknown>): Promise<Answer> => {
      const envelope = sealEnvelope({ actor: as, requestId: randomUUID(), issuedAt: 1_000, expiresAt: 10_000, locale: 'zh-CN' }, envelopeKey, { audience: 'requests', bodyDigest: bodyDigest(query, variables, undefined) });
      const result = await endpoint.handle({ query, variables, envelope });
      const errors = (result.errors ?? []).map((error) => {
        // A fault has a cause that a client never sees; a test wants to see it.
        const extensions = (error.extensions as Record<string, unknown> | undefined) ?? {};
        if (extensions['code'] === undefined) throw error.originalError ?? error;
        return { message: error.message, code: extensions['code'], refusal: extensions['refusal'] ?? null };
      });
      return { data: JSON.parse(JSON.stringify(result.data ?? null)) as unknown, errors };
    };
    return new House({ database, platform, services, store, folder, worker, ask, door });
  }

  /** Asks the subgraph as the gateway would: by a sealed envelope, through its endpoint. */
  ask(query: string, as: Actor | string = PUBLIC, variables: Record<string, unknown> = {}): Promise<Answer> {
    return this.#ask(query, typeof as === 'string' ? officer(as) : as, variables);
  }

  /** The same, where nothing may go wrong. */
  async data(query: string, as: Actor | string = PUBLIC, variables: Record<string, unknown> = {}): Promise<Answer['data']> {
    const { data, errors } = await this.ask(query, as, variables);
    if (errors[0]) throw Object.assign(new Error(errors[0].message), errors[0]);
    return data;
  }

  /** Takes an action; an access failure is thrown with its code. `fields`: what to read of the request afterwards. */
  async try(action: string, as: Actor | string, input: Record<string, unknown>, fields = 'id number state version dueOn'): Promise<Acted> {
    const type = `${action.charAt(0).toUpperCase()}${action.slice(1)}Input`;
    const { result } = await this.data(`mutation ($input: ${type}!) { result: ${action}(input: $input) { request { ${fields} } ${action === 'submitRequest' || action === 'renewTrackingCode' ? 'trackingCode' : ''} refusals { code message field clause facts { name value } } } }`, as, { input: { commandId: randomUUID(), ...input } });
    return result as Acted;
  }

  /** Takes an action that must be carried out. */
  async act(action: string, as: Actor | string, input: Record<string, unknown>, fields?: string): Promise<Acted> {
    const acted = await this.try(action, as, input, fields);
    if (acted.refusals.length > 0) throw new Error(`${action}: ${JSON.stringify(acted.refusals)}`);
    return acted;
  }

  /** Code and clause of what was refused: `WRONG_STATE A2-8`; an access failure is its own code. */
  async codes(action: string, as: Actor | string, input: Record<string, unknown>): Promise<readonly string[]> {
    try {
      return (await this.try(action, as, input)).refusals.map(({ code, clause }) => `${code} ${clause ?? '–'}`);
    } catch (error) {
      if ((error as { code?: unknown }).code === undefined) throw error;
      const { code, refusal } = error as { code: string; refusal: Refused | null };
      return [refusal === null ? code : `${code} ${refusal.clause ?? '–'}`];
    }
  }

  /** Brings a file in by the door; gives the id of its upload. */
  async upload(login: string, name: string, bytes: Uint8Array, mediaType = 'text/plain'): Promise<string> {
    const { startUpload } = await this.data('mutation ($input: StartUploadInput!) { startUpload(input: $input) { url expiresAt refusals { code } } }', login, { input: { purpose: 'REPLY_ATTACHMENT', name, size: bytes.byteLength, mediaType } });
    const received = await this.#door.receive(String(startUpload.url).slice('/files/'.length), bytes.byteLength, Readable.from([Buffer.from(bytes)]));
    if (!received.ok) throw new Error(received.error.message);
    return received.value.uploadId;
  }

  /** What the worker does every day: forgets uploads that nothing refers to. */
  sweepUploads(): Promise<number> {
    return this.#door.sweep(instantOfEpoch(2_000));
  }

  /** Opens a link of an answer as /files would: only while its release lives. */
  async download(url: string): Promise<Uint8Array | null> {
    const grant = JSON.parse(Buffer.from(url.split('/').at(-1) as string, 'base64url').toString('utf8')) as DownloadGrant;
    if (grant.releaseId !== null) {
      const live = await this.database.owner((client) => client.query('SELECT 1 FROM gate.live_release WHERE id = $1', [grant.releaseId]));
      if (live.rowCount === 0) return null;
    }
    if (grant.actor !== undefined && !(await mayOpenFile(this.platform, { actor: grant.actor, recordId: grant.recordId }))) return null;
    return this.store.get(grant.digest);
  }

  /** What review does when it is through: a clearance for this case's content, its proposal's unless another is named. */
  async clear(id: string, digest?: string): Promise<string> {
    const { request } = digest === undefined ? await this.data('query ($id: ID!) { request(id: $id) { proposal { digest } } }', 'handler', { id }) : { request: { proposal: { digest } } };
    const clearanceId = randomUUID();
    const now = await this.now();
    await this.platform.database.context('review').write((tx) => grantClearance(tx, { id: clearanceId, digest: String(request.proposal.digest), extent: 'FULL_TEXT', mode: 'ON_REQUEST', audience: `CASE:${id}`, clearedOn: dateOf(now), expiresOn: null, clearedAt: now, reviewId: 'review-1' }));
    return clearanceId;
  }

  async revoke(clearanceId: string): Promise<void> {
    const now = await this.now();
    await this.platform.database.context('review').write((tx) => revokeClearance(tx, clearanceId, now, 'A3-8'));
  }

  now(): Promise<Instant> {
    return this.platform.clock.now(this.platform.database.context('directory').writer);
  }

  /** Moves the clock, firing what falls due on the way; stops at nine in the morning of that day. */
  async moveTo(day: string): Promise<void> {
    await this.worker.advance(startOf(day as LocalDate, 9));
  }

  /** Rows of every table of the database, by table: what a refusal must leave as it was. */
  async rowCounts(): Promise<Readonly<Record<string, number>>> {
    return this.database.owner(async (client) => {
      const tables = await client.query<{ name: string }>("SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1");
      const counted = await client.query<{ name: string; n: string }>(tables.rows.map(({ name }) => `SELECT '${name}' AS name, count(*) AS n FROM ${name}`).join(' UNION ALL '));
      return Object.fromEntries(counted.rows.map(({ name, n }) => [name, Number(n)]));
    });
  }

  /** What was refused left every table of the database as it was. */
  async leavesNothing(work: () => Promise<unknown>): Promise<void> {
    const before = await this.rowCounts();
    await work();
    expect(await this.rowCounts()).toEqual(before);
  }

  async submit(more: Record<string, unknown> = {}, applicant: Record<string, unknown> = {}): Promise<{ id: string; code: string }> {
    const { request, trackingCode } = await this.act('submitRequest', PUBLIC, submission(more, applicant));
    return { id: String(request.id), code: trackingCode as string };
  }

  async registered(more: Record<string, unknown> = {}, applicant: Record<string, unknown> = {}): Promise<string> {
    const { id } = await this.submit(more, applicant);
    await this.act('registerRequest', 'office', { id });
    return id;
  }

  async assigned(more: Record<string, unknown> = {}, supportingDivisionIds: readonly string[] = ['d-energy']): Promise<string> {
    const id = await this.registered(more);
    await this.act('acceptRequest', 'office', { id });
    await this.act('assignRequest', 'office', { id, leadDivisionId: 'd-planning', supportingDivisionIds });
    return id;
  }

  async drafted(more: Record<string, unknown> = {}, proposal: Record<string, unknown> = {}): Promise<string> {
    const id = await this.assigned(more, []);
    await this.act('draftReplyProposal', 'handler', { id, items: [{ outcome: 'DISCLOSED' }], information: '安排表见附件。', ...proposal });
    return id;
  }

  async deputyApproved(more: Record<string, unknown> = {}, proposal: Record<string, unknown> = {}): Promise<string> {
    const id = await this.drafted(more, proposal);
    for (const [action, login] of [['submitReplyProposal', 'handler'], ['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy']] as const) await this.act(action, login, { id });
    return id;
  }

  async served(more: Record<string, unknown> = {}, proposal: Record<string, unknown> = {}, service: Record<string, unknown> = { means: 'ONLINE' }): Promise<string> {
    const id = await this.deputyApproved(more, proposal);
    await this.clear(id);
    for (const [action, login] of [['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler'], ['signOffReplyLetter', 'disclosure-deputy'], ['sealReplyLetter', 'office']] as const) await this.act(action, login, { id });
    await this.act('serveReply', 'office', { id, ...service });
    return id;
  }

  async close(): Promise<void> {
    await this.platform.close();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
