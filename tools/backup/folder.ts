import { createWriteStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, opendir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ArchiveReader, ArchiveWriter } from './archive.ts';
import { FOLDER_PREFIX } from './manifest.ts';
import { ArchiveDamaged } from './tar.ts';

/** The data folder's parts that a backup may hold. Ciphertexts, and apart from them the keys that open them. */
const BLOBS = 'files/blobs';
const KEYS = ['files/keys', 'keys'] as const;
const EVIDENCE = 'evidence';
const RESTORABLE = new RegExp(`^(?:(?:${[BLOBS, ...KEYS, EVIDENCE].join('|')})/(?:[\\w-][\\w.-]*/)?[\\w-][\\w.-]*|secret)$`);

const missing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** The signed heads as they are now. Taken before the database's snapshot, or a head could tell of events that the snapshot has not. */
export async function addEvidence(archive: ArchiveWriter, folder: string): Promise<void> {
  for (const name of (await namesIn(join(folder, EVIDENCE))).filter((file) => file.endsWith('.jsonl'))) {
    await addFile(archive, folder, `${EVIDENCE}/${name}`);
  }
}

/** The file store's ciphertexts. Taken after the database's snapshot: what that refers to is stored by then. */
export async function addBlobs(archive: ArchiveWriter, folder: string): Promise<{ readonly count: number; readonly bytes: number }> {
  return addTree(archive, folder, BLOBS);
}

/** What opens the ciphertexts: the platform's secret and the wrapped keys of single files. */
export async function addKeys(archive: ArchiveWriter, folder: string, secret: Buffer): Promise<void> {
  await archive.add(`${FOLDER_PREFIX}secret`, Buffer.from(`${secret.toString('hex')}\n`));
  for (const tree of KEYS) await addTree(archive, folder, tree);
}

const isKey = (path: string): boolean => path === 'secret' || KEYS.some((tree) => path.startsWith(`${tree}/`));

/** Puts back the files of a backup, each readable by its owner alone; without its keys where newer ones are there already. */
export async function restoreFolder(reader: ArchiveReader, folder: string, withKeys: boolean): Promise<void> {
  while (await reader.advance()) {
    const name = reader.current?.name ?? '';
    if (!name.startsWith(FOLDER_PREFIX)) continue;
    const path = name.slice(FOLDER_PREFIX.length);
    if (!RESTORABLE.test(path)) throw new ArchiveDamaged(`备份中有不属于数据目录的 ${name}。`);
    if (!withKeys && isKey(path)) continue;
    const to = join(folder, path);
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await pipeline(reader.body(), createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }));
  }
}

async function addTree(archive: ArchiveWriter, folder: string, tree: string): Promise<{ count: number; bytes: number }> {
  const total = { count: 0, bytes: 0 };
  for (const name of await namesIn(join(folder, tree))) {
    // Two levels at most: the store makes one folder for each two letters of a digest.
    for (const path of await filesAt(folder, `${tree}/${name}`)) {
      const size = await addFile(archive, folder, path);
      if (size === null) continue;
      total.count += 1;
      total.bytes += size;
    }
  }
  return total;
}

async function filesAt(folder: string, path: string): Promise<readonly string[]> {
  try {
    const directory = await opendir(join(folder, path));
    const names: string[] = [];
    for await (const entry of directory) if (entry.isFile()) names.push(`${path}/${entry.name}`);
    return names.sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return [path];
    if (missing(error)) return [];
    throw error;
  }
}

/** Gives the file's size; null where it was erased meanwhile, which the backup then rightly lacks. */
async function addFile(archive: ArchiveWriter, folder: string, path: string): Promise<number | null> {
  let file: FileHandle;
  try {
    file = await open(join(folder, path), 'r');
  } catch (error) {
    if (missing(error)) return null;
    throw error;
  }
  try {
    const { size } = await file.stat();
    // A head may be appended meanwhile: what was there at the beginning is taken.
    const pieces = size === 0 ? [] : file.createReadStream({ start: 0, end: size - 1, autoClose: false });
    await archive.addPieces(`${FOLDER_PREFIX}${path}`, size, pieces as AsyncIterable<Buffer>);
    return size;
  } finally {
    await file.close();
  }
}

async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).sort();
  } catch (error) {
    if (missing(error)) return [];
    throw error;
  }
}
