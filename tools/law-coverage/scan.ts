import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A source file, with the ids of clauses and rules that it names. */
export interface NamingFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly isTest: boolean;
  readonly ids: ReadonlySet<string>;
}

const ROOTS = ['libs', 'apps', 'tools'];
const SOURCE = /\.(?:ts|tsx|mjs|sql)$/;
const TEST = /\.(?:spec|int-spec|e2e-spec)\.tsx?$/;
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'docs', '__snapshots__', 'fixture', 'fixtures']);
/**
 * What names clauses because it is the law itself, or lists them: the texts and the table of rules, the tests that prove these
 * well-formed, and this tool. Limits, grounds, outcomes, fees and remedies are counted: decisions are made by them.
 */
const THE_LAW_ITSELF = /^(?:libs\/law\/(?:data|scripts)\/|libs\/law\/src\/(?:notice\/|rules\/|regulations\.ts|other-laws\.ts|types\.ts|first-edition\.spec\.ts)|tools\/law-coverage\/)/;

// A clause of annexes 1–4 or of the Regulations, or a rule; not as part of a longer id (`GPLI-31`, `A1-17-2-draft`).
const ID = /(?<![\w-])(?:(A[1-4](?:-\d{1,2}){1,3}|R-\d{1,2}(?:-\d{1,2}){0,2})|([A-Z]{3})-(\d{2})(?:(?:\.\.|–)(\d{2}))?)(?![\w-])/g;

/** The ids that a text names. A run (`REM-01..06`) names each rule in it. Ids are recognised by form: some may not exist. */
export function idsIn(text: string, families: ReadonlySet<string>): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [, clause, family, first, last] of text.matchAll(ID)) {
    if (clause !== undefined) ids.add(clause);
    else if (family !== undefined && families.has(family)) {
      for (let number = Number(first); number <= Number(last ?? first); number += 1) ids.add(`${family}-${String(number).padStart(2, '0')}`);
    }
  }
  return ids;
}

/** Reads the sources below `libs`, `apps` and `tools` of a tree, in the order of their paths; files that name nothing are left out. */
export function scanTree(root: string, families: ReadonlySet<string>): readonly NamingFile[] {
  return ROOTS.flatMap((folder) => filesBelow(join(root, folder)))
    .map((file) => ({ file, path: relative(root, file).split(sep).join('/') }))
    .filter(({ path }) => !THE_LAW_ITSELF.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ file, path }) => ({ path, isTest: TEST.test(path), ids: idsIn(readFileSync(file, 'utf8'), families) }))
    .filter(({ ids }) => ids.size > 0);
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true, encoding: 'utf8' });
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) || entry.name.startsWith('.') ? [] : filesBelow(path);
    return entry.isFile() && SOURCE.test(entry.name) ? [path] : [];
  });
}
