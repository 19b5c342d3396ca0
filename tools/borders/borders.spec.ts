import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const eslint = join(dirname(createRequire(import.meta.url).resolve('eslint/package.json')), 'bin/eslint.js');

interface Problem {
  readonly severity: number;
  readonly message: string;
}

/** Lints as the build does, borders only, in a process of its own; problems by the path from the root. */
async function lint(paths: readonly string[]): Promise<ReadonlyMap<string, readonly Problem[]>> {
  const output = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, [eslint, '--config', 'tools/borders/eslint.borders.mjs', '--format', 'json', ...paths], { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      // 1 says that problems were found; anything else, that nothing was judged
      if (error !== null && error.code !== 1) reject(new Error(`eslint: ${error.message}\n${stderr}`));
      else resolve(stdout);
    });
  });
  const files = JSON.parse(output.slice(output.indexOf('['))) as readonly { readonly filePath: string; readonly messages: readonly Problem[] }[];
  return new Map(files.map(({ filePath, messages }) => [filePath.slice(root.length).replaceAll('\\', '/'), messages.filter(({ severity }) => severity === 2)]));
}

const forbidden = [
  { who: 'a domain that imports another context', folder: 'libs/requests/domain/src', code: "import '@disclosure/review-domain';", reason: 'A context never imports another' },
  { who: 'a subgraph that imports another context', folder: 'libs/publication/subgraph/src', code: "export { } from '@disclosure/requests-subgraph';", reason: 'A context never imports another' },
  { who: 'a domain that imports its own shell', folder: 'libs/review/domain/src', code: "import '@disclosure/review-subgraph';", reason: 'A domain is pure' },
  { who: 'a domain that imports the platform', folder: 'libs/review/domain/src', code: "import '@disclosure/platform-persistence';", reason: 'A domain is pure' },
  { who: 'a domain that imports an npm package', folder: 'libs/publication/domain/src', code: "import { parse } from 'graphql'; export const node = parse('{ a }');", reason: 'nothing from npm' },
  { who: 'a domain that loads the platform when it runs', folder: 'libs/publication/domain/src', code: "export const later = () => import('@disclosure/platform-gate');", reason: 'A domain is pure' },
  { who: 'a domain that looks at the clock', folder: 'libs/requests/domain/src', code: 'export const now = (): number => Date.now();', reason: 'no clock' },
  { who: 'a domain that throws dice', folder: 'libs/requests/domain/src', code: 'export const dice = (): number => Math.random();', reason: 'no chance' },
  { who: 'the platform that imports a subgraph', folder: 'libs/platform/persistence/src', code: "import '@disclosure/requests-subgraph';", reason: 'The platform runs what is the same for all contexts' },
  { who: 'a platform package that runs on test support', folder: 'libs/platform/subgraph/src', code: "import '@disclosure/platform-testing';", reason: 'The platform runs what is the same for all contexts' },
  { who: 'the kernel that reads files', folder: 'libs/kernel/src', code: "import { readFileSync } from 'node:fs'; export const text = readFileSync('a');", reason: 'nothing of Node' },
  { who: 'the kernel that imports the law', folder: 'libs/kernel/src', code: "import '@disclosure/law';", reason: 'it stands on nothing' },
  { who: 'a border that a comment would open', folder: 'libs/kernel/src', code: "/* eslint-disable */\nimport '@disclosure/law';", reason: 'it stands on nothing' },
  { who: 'the platform that is built on an app', folder: 'libs/platform/gate/src', code: "import '@disclosure/assembly/options';", reason: 'The platform runs what is the same for all contexts' },
  { who: 'a way around by a path', folder: 'libs/requests/domain/src', code: "import '../../../review/domain/src/index.ts';", reason: 'cannot be imported by a relative or absolute path' },
].map((planted, index) => ({ ...planted, path: `${planted.folder}/planted-${process.pid}-${index}.ts` }));

let problems: ReadonlyMap<string, readonly Problem[]>;

beforeAll(async () => {
  try {
    for (const { path, code } of forbidden) writeFileSync(join(root, path), `${code}\n`);
    problems = await lint(forbidden.map(({ path }) => path));
  } finally {
    for (const { path } of forbidden) rmSync(join(root, path), { force: true });
  }
});

test.each(forbidden)('refuses $who, and says why', ({ path, reason }) => {
  expect(problems.get(path)).toContainEqual(expect.objectContaining({ message: expect.stringContaining(reason) as string }));
});

test('finds nothing in the tree as it is', async () => {
  const found = await lint(['libs', 'apps', 'tools']);
  expect(found.size).toBeGreaterThan(300);
  expect([...found].filter(([, messages]) => messages.length > 0)).toEqual([]);
});

const ofContexts = globSync('libs/*/{domain,subgraph}/package.json', { cwd: root }).filter((path) => !/^libs.platform/.test(path));
test.each(ofContexts)('%s says which context it is of, and what it is there', (path) => {
  const { nx } = JSON.parse(readFileSync(join(root, path), 'utf8')) as { readonly nx: { readonly tags: readonly string[] } };
  const [, context, kind] = path.split(/[/\\]/);
  expect([...nx.tags].sort()).toEqual([`scope:${context}`, `type:${kind}`]);
});
