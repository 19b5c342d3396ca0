import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CriticalityLevel, diff, DiffRule } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { API_FILE } from './compose.ts';
import type { GraphFiles } from './compose.ts';

/** A change that breaks some client: what changed, and where. */
export interface Breaking {
  readonly path: string;
  readonly message: string;
}

const readIfThere = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/** The checked-in files that are not what the code says. */
export function staleFiles(root: string, files: GraphFiles): readonly string[] {
  return [...files].filter(([path, content]) => readIfThere(join(root, path)) !== content).map(([path]) => path);
}

/** What in the new API would break a client of the old one. A field that was deprecated before may go. */
export async function breakingChanges(oldApi: string, newApi: string): Promise<readonly Breaking[]> {
  const changes = await diff(buildSchema(oldApi), buildSchema(newApi), [DiffRule.suppressRemovalOfDeprecatedField]);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ path, message }) => ({ path: path ?? '', message }));
}

/** Breaking changes against the checked-in API; none when there is none yet. */
export async function breakingAgainstCheckedIn(root: string, files: GraphFiles): Promise<readonly Breaking[]> {
  const before = readIfThere(join(root, API_FILE));
  return before === null ? [] : breakingChanges(before, files.get(API_FILE) as string);
}

/** Writes the files that differ, and gives their paths. */
export function writeFiles(root: string, files: GraphFiles): readonly string[] {
  const stale = staleFiles(root, files);
  for (const path of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files.get(path) as string);
  }
  return stale;
}
