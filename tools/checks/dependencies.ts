import ts from 'typescript';

/** What a package.json says, as far as it matters here. */
export interface PackageFile {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly license?: string;
  readonly version?: string;
}

/** A source file: `path` from the root, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A package of the workspace with the sources in its folder. */
export interface Workspace {
  readonly folder: string;
  readonly manifest: PackageFile;
  readonly sources: readonly SourceFile[];
}

/** What package-lock.json says of each package of the workspace, by folder; the root's is ''. */
export type Lock = Readonly<Record<string, Omit<PackageFile, 'name'> | undefined>>;

/** All that is judged. `installed` gives the package.json of an npm package, or null where it isn't installed (another platform's). */
export interface Repository {
  readonly root: PackageFile;
  readonly workspaces: readonly Workspace[];
  readonly lock: Lock;
  /** Sources in no workspace, such as the configuration at the root. */
  readonly others: readonly SourceFile[];
  /** docs/dependencies.md */
  readonly document: string;
  readonly installed: (name: string) => PackageFile | null;
}

const TEST = /\.(?:spec|int-spec|e2e-spec|fixture|builder|bench)\.ts$|\/testing\//;
const OURS = '@disclosure/';

/** The npm and workspace packages that a source imports, without Node's own and what a path names. */
export function importedPackages({ text }: SourceFile): ReadonlySet<string> {
  const names = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return new Set(names.filter((name) => !/^(?:\.|\/|node:)/.test(name)).map(packageOf));
}

const packageOf = (specifier: string): string => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');

/** Rows of the document's tables: package name → licence. A row begins with the name in backticks, then the licence. */
export function documentedLicences(document: string): ReadonlyMap<string, string> {
  return new Map([...document.matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)].map(([, name, licence]) => [name as string, (licence as string).trim()]));
}

/** How a package.json mends a problem: in which folder, which package, in which list or in none. */
export interface Repair {
  readonly folder: string;
  readonly name: string;
  readonly into: 'dependencies' | 'devDependencies' | null;
}

/** Something wrong, as a sentence; with a repair where a package.json alone can mend it. */
export interface Problem {
  readonly sentence: string;
  readonly repair?: Repair;
}

/** Everything that is wrong with the dependencies; empty when nothing is. */
export function dependencyProblems(repository: Repository): readonly Problem[] {
  return [...undocumented(repository), ...unlisted(repository), ...unused(repository), ...unlocked(repository)];
}

function runtimeDependencies({ root, workspaces }: Repository): ReadonlySet<string> {
  // what the tools need runs on a developer's machine alone
  const running = workspaces.filter(({ folder }) => folder !== 'tools').map(({ manifest }) => manifest);
  const names = [root, ...running].flatMap(({ dependencies }) => Object.keys(dependencies ?? {}));
  const dev = new Set(Object.keys(root.devDependencies ?? {}));
  return new Set([...names, ...Object.keys(root.optionalDependencies ?? {})].filter((name) => !name.startsWith(OURS) && !dev.has(name)));
}

function* undocumented(repository: Repository): Generator<Problem> {
  const documented = documentedLicences(repository.document);
  const runtime = runtimeDependencies(repository);
  for (const name of runtime) {
    const licence = documented.get(name);
    if (licence === undefined) yield { sentence: `docs/dependencies.md does not say why ${name} is there` };
    const real = repository.installed(name)?.license;
    if (licence !== undefined && real !== undefined && real !== licence) yield { sentence: `docs/dependencies.md gives ${name} the licence ${licence}; its package says ${real}` };
  }
  for (const name of documented.keys()) if (!runtime.has(name)) yield { sentence: `docs/dependencies.md speaks of ${name}, which is no runtime dependency` };
}

/** Each package says itself what it needs, at the version of the root: then it can be read, tested and moved alone. */
function* unlisted({ root, workspaces }: Repository): Generator<Problem> {
  const versions = { ...root.devDependencies, ...root.dependencies };
  for (const { folder, manifest, sources } of workspaces) {
    const runtime = manifest.dependencies ?? {};
    const all: Readonly<Record<string, string>> = { ...manifest.devDependencies, ...runtime };
    const missing = new Map<string, Problem>();
    // What runs comes first: a package that runs is listed for running, whatever tests do with it.
    for (const source of [...sources].sort((a, b) => Number(TEST.test(a.path)) - Number(TEST.test(b.path)))) {
      const forTests = TEST.test(source.path);
      for (const name of importedPackages(source)) {
        if (name === manifest.name || name === '@jest/globals' || missing.has(name) || Object.hasOwn(forTests ? all : runtime, name)) continue;
        missing.set(name, {
          sentence: `${folder}/package.json does not list ${name}${forTests ? ' (tests only)' : ''}, which ${source.path} imports`,
          repair: { folder, name, into: forTests ? 'devDependencies' : 'dependencies' },
        });
      }
    }
    yield* missing.values();
    for (const [name, version] of Object.entries(all)) {
      const expected = name.startsWith(OURS) ? '*' : versions[name];
      if (expected !== undefined && version !== expected) yield { sentence: `${folder}/package.json asks for ${name} ${version}; the root has ${expected}` };
    }
  }
}

function* unused({ root, workspaces, others, installed }: Repository): Generator<Problem> {
  for (const { folder, manifest, sources } of workspaces) {
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
      if (!sources.some((source) => names(source, name))) yield { sentence: `${folder}/package.json lists ${name}, which nothing there uses`, repair: { folder, name, into: null } };
    }
  }
  const everything = [...others, ...workspaces.flatMap(({ sources }) => sources)];
  const runtime = Object.keys(root.dependencies ?? {});
  const peers = new Set(runtime.flatMap((name) => Object.keys(installed(name)?.peerDependencies ?? {})));
  for (const name of runtime) {
    if (!peers.has(name) && !everything.some((source) => names(source, name))) yield { sentence: `${name} is a runtime dependency that nothing uses` };
  }
}

/** `npm ci` refuses a lock that differs from the package.json files: better said here than on a fresh machine. */
function* unlocked({ root, workspaces, lock }: Repository): Generator<Problem> {
  for (const { folder, manifest } of [{ folder: '', manifest: root }, ...workspaces]) {
    const locked = lock[folder];
    const same = (['dependencies', 'devDependencies', 'optionalDependencies'] as const).every((kind) => sorted(locked?.[kind]) === sorted(manifest[kind]));
    if (!same) yield { sentence: `package-lock.json is behind ${folder === '' ? '' : `${folder}/`}package.json: npm install --package-lock-only` };
  }
}

const sorted = (versions: Readonly<Record<string, string>> = {}): string => JSON.stringify(Object.entries(versions).sort());

/** A package.json with the repairs done: lists sorted, empty lists gone. `versions` gives the version of an npm package. */
export function repaired(manifest: PackageFile, repairs: readonly Repair[], versions: (name: string) => string): PackageFile {
  const lists = { dependencies: { ...manifest.dependencies }, devDependencies: { ...manifest.devDependencies } };
  for (const { name, into } of repairs) {
    const { [name]: _before, ...dependencies } = lists.dependencies;
    const { [name]: _beforeToo, ...devDependencies } = lists.devDependencies;
    Object.assign(lists, { dependencies, devDependencies });
    if (into !== null) lists[into] = { ...lists[into], [name]: name.startsWith(OURS) ? '*' : versions(name) };
  }
  const { dependencies: _one, devDependencies: _two, ...rest } = manifest;
  const filled = Object.entries(lists).filter(([, list]) => Object.keys(list).length > 0);
  return { ...rest, ...Object.fromEntries(filled.map(([kind, list]) => [kind, Object.fromEntries(Object.entries(list).sort())])) };
}

/** Whether a source imports the package, or names it in a string (a file of the package that is resolved, an asset that is served). */
const names = (source: SourceFile, name: string): boolean => ["'", '"', '`'].some((quote) => source.text.includes(`${quote}${name}${quote}`) || source.text.includes(`${quote}${name}/`));
