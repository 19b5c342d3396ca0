import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { contextNames } from '@disclosure/assembly/contexts';
import { fileKeyRing, keyRing } from '@disclosure/assembly/secrets';
import { instant } from '@disclosure/kernel';
import { FileStore } from '@disclosure/platform-files';
import { gateMigrations } from '@disclosure/platform-gate';
import { encrypt, execute, unseal } from '@disclosure/platform-persistence';
import { createTestDatabase, handler, noteShell, openTestPlatform, temporaryFolder, toyBooks, toyContexts } from '@disclosure/platform-testing';
import type { TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import { rewrapAll } from './rewrap-all.ts';

const secret = Buffer.alloc(32, 7); // the test platform's own
const M2 = `m2:${'ab'.repeat(32)}`;
const shell = noteShell('requests');
let database: TestDatabase;
let platform: TestPlatform;
let files: string;

beforeEach(async () => {
  database = await createTestDatabase('toy-gate', { contexts: toyContexts, platformSchemas: [gateMigrations(contextNames)] });
  platform = await openTestPlatform(database, instant('2026-03-02T09:00:00+08:00'), toyBooks);
  files = join(await temporaryFolder(), 'files');
});
afterEach(async () => {
  await platform.close();
  await database.drop();
});

const sealedNames = async (keys: ReturnType<typeof keyRing>): Promise<string[]> => {
  const { writer } = platform.database.context('requests');
  const ids = (await writer.query<{ id: string }>('SELECT id FROM requests.sealed ORDER BY id')).map(({ id }) => id);
  return [...(await unseal(writer, 'requests', ids, keys)).values()].sort();
};

it('after which the newest master key opens everything by itself, and the older ones nothing', async () => {
  for (const name of ['张三', '李四']) await execute(platform, shell, { actor: handler, commandId: randomUUID(), action: 'openNote', streamId: null, input: { text: '正文', name } });
  const digest = await (await FileStore.open(files, fileKeyRing(secret, ''))).put(Buffer.from('附件'));
  const contentKey = Buffer.alloc(32, 5);
  await database.owner((client) => client.query('INSERT INTO gate.content_key (id, owner, master_key_id, wrapped) VALUES ($1, $2, $3, $4)', ['k1', 'requests:1', 'm1', encrypt(platform.keys.masters['m1'] as Buffer, contentKey, 'k1')]));
  expect(await sealedNames(keyRing(secret, M2))).toEqual(['张三', '李四']); // taken into use: what older ones wrapped still opens

  const options = { ownerUrl: database.ownerUrl, files, secret, contexts: contextNames, masters: M2 };
  expect(await rewrapAll(options)).toEqual({ master: 'm2', subjects: 2, contents: 1, files: 1 });
  expect(await rewrapAll(options)).toEqual({ master: 'm2', subjects: 0, contents: 0, files: 0 });

  const ring = keyRing(secret, M2);
  expect(await sealedNames({ ...ring, masters: { m2: ring.masters['m2'] as Buffer } })).toEqual(['张三', '李四']);
  await expect(sealedNames(keyRing(secret, ''))).rejects.toThrow('master key m2 is not in the key ring');
  const newest = fileKeyRing(secret, M2);
  const store = await FileStore.open(files, { current: 'm2', keys: { m2: newest.keys['m2'] as Uint8Array } });
  expect(Buffer.from((await store.get(digest)) as Uint8Array).toString()).toBe('附件');
  await expect((await FileStore.open(files, fileKeyRing(secret, ''))).get(digest)).rejects.toThrow('m2');
});

it('keeps the other keys: who was the same person is the same person still', () => {
  const [before, after] = [keyRing(secret, ''), keyRing(secret, `${M2},m3:${'cd'.repeat(32)}`)];
  expect(after.currentMaster).toBe('m3');
  expect(Object.keys(after.masters)).toEqual(['m1', 'm2', 'm3']);
  expect([after.equality, after.tracking, after.envelope, after.evidence]).toEqual([before.equality, before.tracking, before.envelope, before.evidence]);
});

it.each(['m2', `m1:${'ab'.repeat(32)}`, `m2:${'ab'.repeat(31)}`, `m2:${'zz'.repeat(32)}`, `${M2},${M2}`, `x:${'ab'.repeat(32)}`])('refuses keys that are none: %s', (masters) => {
  expect(() => keyRing(secret, masters)).toThrow('DISCLOSURE_MASTER_KEYS');
  expect(() => fileKeyRing(secret, masters)).toThrow('DISCLOSURE_MASTER_KEYS');
});
