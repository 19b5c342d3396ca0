import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one test, gone after `work`. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'disclosure-files-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Paths of all files below a folder; folders that are not ours to read are passed over. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
    }),
  );
  return found.flat();
}

/** Files below a folder that hold these bytes, of those written since `since` was made; a file that vanishes while we look is not ours. */
export async function filesHolding(folder: string, needle: Uint8Array, since?: string): Promise<string[]> {
  const start = since === undefined ? 0 : (await stat(since)).birthtimeMs;
  const holding: string[] = [];
  for (const path of await filesBelow(folder)) {
    const written = await stat(path).then(({ mtimeMs }) => mtimeMs, () => 0);
    const content = written >= start ? await readFile(path).catch(() => null) : null;
    if (content?.includes(Buffer.from(needle))) holding.push(path);
  }
  return holding;
}
