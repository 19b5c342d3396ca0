import { dependencyProblems, documentedLicences, importedPackages, repaired } from './dependencies.ts';
import type { PackageFile, Repository, SourceFile } from './dependencies.ts';

const source = (text: string, path = 'libs/a/src/a.ts'): SourceFile => ({ path, text });
const root: PackageFile = { name: 'root', dependencies: { dates: '1.0.0' }, devDependencies: { checker: '2.0.0' } };
const problemsOf = (change: Partial<Repository>, manifest: Omit<PackageFile, 'name'> = { dependencies: { dates: '1.0.0' } }, sources = [source("import { day } from 'dates';")]) =>
  dependencyProblems({
    root,
    lock: { '': root, 'libs/a': manifest },
    workspaces: [{ folder: 'libs/a', manifest: { name: '@disclosure/a', ...manifest }, sources }],
    others: [],
    document: '| `dates` | MIT | because | by hand |\n',
    installed: (name) => (name === 'dates' ? { name, license: 'MIT' } : null),
    ...change,
  }).map(({ sentence }) => sentence);

test('names what is imported, however it is imported, and nothing else', () => {
  const text = "import { a } from 'one/deep'; import type { B } from '@scope/two/x'; export * from './three.ts'; import fs from 'node:fs'; const c = await import('four'); // from 'five'";
  expect([...importedPackages(source(text))]).toEqual(['one', '@scope/two', 'four']);
});

test('reads the licences of the tables', () => {
  expect([...documentedLicences('| package | licence |\n| --- | --- |\n| `dates` | MIT | why | what |\n')]).toEqual([['dates', 'MIT']]);
});

test('is silent when all is in order', () => {
  expect(problemsOf({})).toEqual([]);
});

test('asks why a dependency is there', () => {
  expect(problemsOf({ document: '' })).toEqual(['docs/dependencies.md does not say why dates is there']);
});

test('knows when the licence changed', () => {
  expect(problemsOf({ installed: (name) => ({ name, license: 'SSPL-1.0' }) })).toEqual(['docs/dependencies.md gives dates the licence MIT; its package says SSPL-1.0']);
});

test('knows when the document speaks of what is gone', () => {
  expect(problemsOf({ document: '| `dates` | MIT | because | by hand |\n| `moment` | MIT | because | by hand |\n' })).toEqual(['docs/dependencies.md speaks of moment, which is no runtime dependency']);
});

test('asks each package to list what it imports, tests apart', () => {
  const sources = [source("import 'dates';"), source("import 'checker';"), source("import 'checker';", 'libs/a/src/a.spec.ts')];
  const listed = { dependencies: { dates: '1.0.0' }, devDependencies: { checker: '2.0.0' } };
  expect(problemsOf({}, listed, sources)).toEqual(['libs/a/package.json does not list checker, which libs/a/src/a.ts imports']);
});

test('holds all packages to one version', () => {
  expect(problemsOf({}, { dependencies: { dates: '^1.0.0' } })).toEqual(['libs/a/package.json asks for dates ^1.0.0; the root has 1.0.0']);
});

test('finds what nothing uses', () => {
  expect(problemsOf({}, undefined, [])).toEqual(['libs/a/package.json lists dates, which nothing there uses', 'dates is a runtime dependency that nothing uses']);
});

test('knows when the lock is behind, which a fresh install would refuse', () => {
  expect(problemsOf({ lock: { '': root } })).toEqual(['package-lock.json is behind libs/a/package.json: npm install --package-lock-only']);
});

test('mends lists: adds with the version of the root, moves what turns out to run, drops what nothing uses', () => {
  const before = { name: '@disclosure/a', dependencies: { gone: '1.0.0' }, devDependencies: { dates: '1.0.0' } };
  const repairs = [{ folder: 'libs/a', name: 'dates', into: 'dependencies' }, { folder: 'libs/a', name: 'gone', into: null }, { folder: 'libs/a', name: '@disclosure/kernel', into: 'dependencies' }] as const;
  expect(repaired(before, repairs, () => '1.0.0')).toEqual({ name: '@disclosure/a', dependencies: { '@disclosure/kernel': '*', dates: '1.0.0' } });
});
