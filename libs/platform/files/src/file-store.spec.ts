import { randomBytes } from 'node:crypto';
import { appendFile, copyFile, readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { CorruptBlob } from './blob-store.ts';
import type { KeyRing } from './blob-store.ts';
import { FileStore } from './file-store.ts';
import { filesBelow, filesHolding, withFolder } from './testing/folder.ts';

const ring: KeyRing = { current: 'a', keys: { a: randomBytes(32) } };
const text = Buffer.from('关于公开某事项的答复，全文如下。');
const blobOf = async (folder: string): Promise<string> => (await filesBelow(`${folder}/blobs`))[0] as string;
const keyOf = async (folder: string): Promise<string> => (await filesBelow(`${folder}/keys`))[0] as string;

describe('FileStore', () => {
  it('gives back what was put, by the digest of the plain bytes', () =>
    withFolder(async (folder) => {
      const store = await FileStore.open(folder, ring);
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
          const digest = await store.put(bytes);
          expect(digest).toMatch(/^[0-9a-f]{64}$/);
          expect(Buffer.from((await store.get(digest)) as Uint8Array).equals(bytes)).toBe(true);
        }),
        { numRuns: 25 },
      );
      expect(await filesBelow(`${folder}/partial`)).toEqual([]);
    }));

  it('has no plain byte on the disk, and keeps one copy of equal files', () =>
    withFolder(async (folder) => {
      const store = await FileStore.open(folder, ring);
      const digests = await Promise.all([store.put(text), store.put(text), store.put(text)]);
      expect(new Set(digests).size).toBe(1);
      expect(await filesBelow(folder)).toHaveLength(2);
      expect(await filesHolding(folder, text.subarray(0, 12))).toEqual([]);
      expect(await store.get(digests[0])).toEqual(text);
    }));

  it('is opened by another process with the same ring, by a ring with a newer key too, and by no other', () =>
    withFolder(async (folder) => {
      const digest = await (await FileStore.open(folder, ring)).put(text);
      const rotated: KeyRing = { current: 'b', keys: { ...ring.keys, b: randomBytes(32) } };
      expect(await (await FileStore.open(folder, rotated)).get(digest)).toEqual(text);
      const foreign: KeyRing = { current: 'a', keys: { a: randomBytes(32) } };
      await expect((await FileStore.open(folder, foreign)).get(digest)).rejects.toThrow(CorruptBlob);
      await expect(FileStore.open(folder, { current: 'x', keys: ring.keys })).rejects.toThrow('32 bytes');
    }));

  it('notices every flipped byte, a cut tail, and a file that stands in for another', () =>
    withFolder(async (folder) => {
      const store = await FileStore.open(folder, ring);
      const digest = await store.put(text);
      const path = await blobOf(folder);
      const whole = await readFile(path);
      for (let at = 0; at < whole.length; at += 5) {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] as number) ^ 1;
        await writeFile(path, changed);
        await expect(store.get(digest)).rejects.toThrow(CorruptBlob);
      }
      for (const cut of [whole.subarray(0, whole.length - 1), whole.subarray(0, 20), Buffer.alloc(0)]) {
        await writeFile(path, cut);
        await expect(store.get(digest)).rejects.toThrow(CorruptBlob);
      }
      await writeFile(path, whole);
      await appendFile(path, 'x');
      await expect(store.get(digest)).rejects.toThrow(CorruptBlob);
      await writeFile(path, whole);
      expect(await store.get(digest)).toEqual(text);
      const other = await store.put(Buffer.from('另一个文件'));
      const otherPath = (await filesBelow(`${folder}/blobs`)).find((candidate) => candidate !== path) as string;
      await copyFile(path, otherPath);
      await expect(store.get(other)).rejects.toThrow(CorruptBlob);
    }));

  it('erases for good: the ciphertext from a backup stays shut', () =>
    withFolder(async (folder) => {
      const store = await FileStore.open(folder, ring);
      const digest = await store.put(text);
      const [path, key] = [await blobOf(folder), await keyOf(folder)];
      const backup = await readFile(path);
      await store.remove(digest);
      expect(await filesBelow(folder)).toEqual([]);
      await writeFile(path, backup);
      expect(await store.has(digest)).toBe(false);
      expect(await store.get(digest)).toBeNull();
      await store.remove(digest); // once more changes nothing
      expect(await store.put(text)).toBe(digest); // what is stored again has a new key
      expect(await store.get(digest)).toEqual(text);
      expect(await keyOf(folder)).toBe(key);
    }));

  it('knows nothing by names that are no digests', () =>
    withFolder(async (folder) => {
      const store = await FileStore.open(folder, ring);
      for (const name of ['', '../../etc/passwd', 'A'.repeat(64), 'f'.repeat(63)]) {
        expect(await store.get(name)).toBeNull();
        expect(await store.has(name)).toBe(false);
        await store.remove(name);
      }
      expect(await store.get('f'.repeat(64))).toBeNull();
    }));

  it('survives storing and erasing the same bytes at the same time', () =>
    withFolder(async (folder) => {
      const [one, two] = [await FileStore.open(folder, ring), await FileStore.open(folder, ring)];
      const digest = await one.put(text);
      await Promise.all([one.put(text), two.remove(digest), two.put(text), one.remove(digest), two.put(text)]);
      const found = await one.get(digest);
      expect(found === null || Buffer.from(found).equals(text)).toBe(true);
      await one.put(text);
      expect(await two.get(digest)).toEqual(text);
    }));
});
