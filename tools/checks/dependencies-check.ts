/**
 * Fails when a runtime dependency is not explained in docs/dependencies.md or has another licence than it says there, when a package
 * imports what its own package.json does not list, when something is listed that nothing uses, or when the lock is behind.
 * With --fix it first mends the lists of the package.json files.
 * node --import ./tools/register.mjs tools/checks/dependencies-check.ts [--fix]
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dependencyProblems, repaired } from './dependencies.ts';
import type { Lock, PackageFile, Repair, Repository, SourceFile, Workspace } from './dependencies.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readPackage = (path: string): PackageFile => JSON.parse(readFileSync(path, 'utf8')) as PackageFile;

function sourcesOf(patterns: string | readonly string[]): readonly SourceFile[] {
  const paths = globSync(patterns, { cwd: root, exclude: (path) => /(?:^|[/\\])(?:node_modules|fixtures?|dist)$/.test(path) });
  return paths.map((path) => ({ path: path.split(sep).join('/'), text: readFileSync(join(root, path), 'utf8') }));
}

const installed = (name: string): PackageFile | null => (existsSync(join(root, 'node_modules', name, 'package.json')) ? readPackage(join(root, 'node_modules', name, 'package.json')) : null);

function readRepository(): Repository {
  const manifest = readPackage(join(root, 'package.json')) as PackageFile & { readonly workspaces: readonly string[] };
  const workspaces = globSync(manifest.workspaces.map((pattern) => `${pattern}/package.json`), { cwd: root }).sort().map((path): Workspace => {
    const folder = dirname(path).split(sep).join('/');
    // A folder below with a package.json of its own that is no workspace (the bench and its peers) answers for itself.
    const apart = globSync(`${folder}/*/package.json`, { cwd: root }).map((below) => `${dirname(below).split(sep).join('/')}/`);
    return { folder, manifest: readPackage(join(root, path)), sources: sourcesOf(`${folder}/**/*.{ts,tsx,mjs}`).filter((source) => !apart.some((prefix) => source.path.startsWith(prefix))) };
  });
  return {
    root: manifest,
    workspaces,
    lock: (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { readonly packages: Lock }).packages,
    others: sourcesOf('*.mjs'),
    document: readFileSync(join(root, 'docs/dependencies.md'), 'utf8'),
    installed,
  };
}

function mend(repository: Repository): void {
  const listed = [...repository.workspaces.map(({ manifest }) => manifest), repository.root];
  const versions: Readonly<Record<string, string>> = Object.assign({}, ...listed.map(({ dependencies, devDependencies }) => ({ ...devDependencies, ...dependencies })));
  // What no package lists yet is a choice for a person: which version, and whether at all. What happens to be installed is somebody else's choice.
  const possible = ({ name, into }: Repair): boolean => into === null || name.startsWith('@disclosure/') || Object.hasOwn(versions, name);
  const repairs = dependencyProblems(repository).flatMap(({ repair }) => (repair && possible(repair) ? [repair] : []));
  for (const { folder, manifest } of repository.workspaces) {
    const here = repairs.filter((repair) => repair.folder === folder);
    if (here.length === 0) continue;
    const mended = repaired(manifest, here, (name) => versions[name] as string);
    writeFileSync(join(root, folder, 'package.json'), `${JSON.stringify(mended, null, 2)}\n`);
  }
}

if (process.argv.includes('--fix')) mend(readRepository());
const problems = dependencyProblems(readRepository());
for (const { sentence } of problems) console.error(sentence);
process.exitCode = problems.length > 0 ? 1 : 0;
