import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { instant } from '@disclosure/kernel';
import { Database } from '@disclosure/platform-persistence';
import { createTestDatabase } from '@disclosure/platform-testing';
import type { TestDatabase } from '@disclosure/platform-testing';
import { screen } from '@disclosure/screening';
import { FileStore } from './file-store.ts';
import { filesMigrations } from './files.migrations.ts';
import { PostgresUploadReferences, PostgresUploadRepository } from './postgres-upload.repository.ts';
import { filesBelow, withFolder } from './testing/folder.ts';
import { UploadDoor } from './upload-door.ts';

const NOW = instant('2026-02-10T01:00:00Z');
const LATER = instant('2026-02-10T01:15:00Z');
const contexts = ['directory', 'requests'].map((context) => ({ context, migrations: { schema: context, steps: [] }, records: [] }));
const platformSchemas = [{ schema: 'files', steps: filesMigrations({ door: ['directory_write'], contexts: ['requests_write'] }) }];

describe('tickets and uploads in PostgreSQL, as the roles that use them', () => {
  let test: TestDatabase;
  let database: Database;
  let repository: PostgresUploadRepository;
  beforeAll(async () => {
    test = await createTestDatabase('files', { contexts, platformSchemas });
    database = await Database.open(test.options);
    const door = database.context('directory');
    repository = new PostgresUploadRepository(door.writer, (work) => door.write(work));
  });
  afterAll(async () => {
    await database?.close();
    await test?.drop();
  });

  const ticket = () => ({ ticketHash: randomBytes(32).toString('hex'), actorKey: 'officer:17', purpose: 'X', name: '附件.txt', size: 5, mediaType: 'text/plain', expiresAt: LATER });
  const upload = (digest: string) => ({
    uploadId: randomBytes(16).toString('base64url'), digest, actorKey: 'officer:17', purpose: 'X', name: '附件.txt', size: 5, mediaType: 'text/plain',
    findings: [{ where: '', kind: 'EMAIL_ADDRESS' as const, severity: 'WARN' as const, from: 1, to: 9, clause: 'A3-3', suggestion: '请确认' }], receivedAt: NOW,
  });
  const digest = (): string => randomBytes(32).toString('hex');

  it('gives a ticket to one of many takers at once, and to none from the moment it expires', async () => {
    const given = ticket();
    await repository.insertTicket(given);
    const taken = await Promise.all(Array.from({ length: 8 }, () => repository.takeTicket(given.ticketHash, NOW)));
    expect(taken.filter((found) => found !== null)).toEqual([given]);
    const expired = ticket();
    await repository.insertTicket(expired);
    expect(await repository.takeTicket(expired.ticketHash, LATER)).toBeNull();
    expect(await repository.takeTicket(expired.ticketHash, NOW)).toEqual(expired);
  });

  it('shows an upload only once its bytes are there, and ties it to one record of its own actor and purpose', async () => {
    const announced = upload(digest());
    await repository.insertUpload(announced);
    expect(await repository.findUpload(announced.uploadId)).toBeNull();
    expect(await repository.refer(announced.uploadId, 'officer:17', 'X', 'request:1')).toBe(false);
    await repository.confirmUpload(announced.uploadId);
    await database.context('requests').write(async (tx) => {
      const references = new PostgresUploadReferences(tx);
      expect(await references.findUpload(announced.uploadId)).toEqual({ ...announced, reference: null });
      expect(await references.refer(announced.uploadId, 'officer:18', 'X', 'request:1')).toBe(false);
      expect(await references.refer(announced.uploadId, 'officer:17', 'Y', 'request:1')).toBe(false);
      expect(await references.refer(announced.uploadId, 'officer:17', 'X', 'request:1')).toBe(true);
      expect(await references.refer(announced.uploadId, 'officer:17', 'X', 'request:1')).toBe(true);
      expect(await references.refer(announced.uploadId, 'officer:17', 'X', 'request:2')).toBe(false);
    });
  });

  it('lets go of all that a record used, for the sweep to take', async () => {
    const [mine, other] = [upload(digest()), upload(digest())];
    for (const each of [mine, other]) { await repository.insertUpload(each); await repository.confirmUpload(each.uploadId); }
    await repository.refer(mine.uploadId, 'officer:17', 'X', 'request:gone');
    await repository.refer(other.uploadId, 'officer:17', 'X', 'request:stays');
    await database.context('requests').write((tx) => new PostgresUploadReferences(tx).letGo('request:gone'));
    expect(await repository.sweepUnreferenced(LATER, LATER)).toEqual(expect.arrayContaining([mine.digest]));
    expect([await repository.isDigestInUse(mine.digest), await repository.isDigestInUse(other.digest)]).toEqual([false, true]);
  });

  it('sweeps what is old and unused, announced or confirmed, and expired tickets', async () => {
    const [used, unused, announced, young] = [upload(digest()), upload(digest()), upload(digest()), { ...upload(digest()), receivedAt: LATER }];
    for (const each of [used, unused, announced, young]) await repository.insertUpload(each);
    for (const each of [used, unused, young]) await repository.confirmUpload(each.uploadId);
    await repository.refer(used.uploadId, 'officer:17', 'X', 'request:1');
    const old = ticket();
    await repository.insertTicket(old);
    expect([...(await repository.sweepUnreferenced(LATER, LATER))].sort()).toEqual([unused.digest, announced.digest].sort());
    expect(await Promise.all([used, unused, announced, young].map((each) => repository.isDigestInUse(each.digest)))).toEqual([true, false, false, true]);
    expect(await repository.takeTicket(old.ticketHash, NOW)).toBeNull();
    expect(await repository.removeUpload(young.uploadId)).toBe(young.digest);
    expect(await repository.removeUpload(young.uploadId)).toBeNull();
  });

  it('lets a context give tickets and refer to uploads, and do nothing else', async () => {
    const { writer } = database.context('requests');
    await new PostgresUploadRepository(writer, () => Promise.reject(new Error())).insertTicket(ticket());
    for (const sql of ['SELECT * FROM files.ticket', 'DELETE FROM files.ticket', 'DELETE FROM files.upload', "UPDATE files.upload SET digest = ''", 'INSERT INTO files.upload DEFAULT VALUES']) {
      await expect(writer.query(sql)).rejects.toThrow(/permission denied/);
    }
    await expect(database.context('requests').publicReader.query('SELECT * FROM files.upload')).rejects.toThrow(/permission denied/);
  });

  it('takes turns for one digest, and not for two', async () => {
    const [one, two] = [digest(), digest()];
    const order: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const first = repository.exclusively(one, async () => (order.push('first in'), await held, void order.push('first out')));
    while (order.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const second = repository.exclusively(one, async () => void order.push('second'));
    await repository.exclusively(two, async () => void order.push('other'));
    release();
    await Promise.all([first, second]);
    expect(order).toEqual(['first in', 'other', 'first out', 'second']);
  });

  it('never loses the bytes of an upload to the sweep of an older one', () =>
    withFolder(async (folder) => {
      const blobs = await FileStore.open(folder, { current: 'a', keys: { a: randomBytes(32) } });
      let now = 1_795_000_000_000;
      const door = new UploadDoor({ repository, blobs, screen, machineNow: () => now++, onIncident: () => undefined });
      const bytes = Buffer.from('同一份文件');
      const send = async (): Promise<string> => {
        const granted = await door.startUpload({ actorKey: 'officer:17', purpose: 'X', name: 'a.txt', size: bytes.length, mediaType: 'text/plain' });
        if (!granted.ok) throw new Error(granted.error.code);
        const result = await door.receive(granted.value.ticket, bytes.length, Readable.from([bytes], { objectMode: false }));
        if (!result.ok) throw new Error(result.error.code);
        return result.value.uploadId;
      };
      for (let round = 0; round < 10; round++) {
        const old = await send();
        const [young] = await Promise.all([send(), door.erase(old)]);
        const found = await repository.findUpload(young);
        expect(Buffer.from((await blobs.get(found?.digest ?? '')) as Uint8Array).equals(bytes)).toBe(true);
        await door.erase(young);
        expect(await filesBelow(folder)).toEqual([]);
      }
    }));
});
