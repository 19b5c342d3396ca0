import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
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

/** Paths of all files below a folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Files below a folder that hold these bytes; a file that vanishes while we look is not ours. */
export async function filesHolding(folder: string, needle: Uint8Array): Promise<string[]> {
  const holding: string[] = [];
  for (const path of await filesBelow(folder)) {
    const content = await readFile(path).catch(() => null);
    if (content?.includes(Buffer.from(needle))) holding.push(path);
  }
  return holding;
}
