import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Removal, Without } from './removal.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LAW_TESTS = globSync('libs/requests/domain/src/*.law.spec.ts', { cwd: root }).sort();
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The codes that a guard refuses with, as its source has them: for one that refused nothing alone. */
function codesOf(guard: string): readonly string[] {
  const sources = globSync('libs/requests/domain/src/*.ts', { cwd: root }).filter((file) => !file.endsWith('.spec.ts')).map(textOf).join('\n\n');
  const from = sources.indexOf(`('${guard}',`);
  if (from < 0) return [];
  return [...sources.slice(from, sources.indexOf('\n\n', from)).matchAll(/code: '([A-Z_]+)'/g)].map(([, code]) => code as string);
}

/** Law tests that speak of the action and of a refusal that the guard gives: those are run. */
const candidates = ({ action, guard, codes }: Removal): readonly string[] => {
  const refusals = codes.length > 0 ? codes : codesOf(guard);
  return LAW_TESTS.filter((file) => { const text = textOf(file); return text.includes(action) && refusals.some((code) => text.includes(code)); });
};

/** The tests of these files that fail, by name, with a guard taken away or (null) as they are. */
async function failing(files: readonly string[], without: Without | null): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'explore-'));
  try {
    const report = join(folder, 'report.json');
    const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', '--ci', '--silent', '--maxWorkers', '1', '--setupFilesAfterEnv', join(root, 'tools/explore/without-guard.ts'), '--json', '--outputFile', report, '--runTestsByPath', ...files];
    const said = await run(jest, { TEST_NO_DATABASE: '1', EXPLORE_WITHOUT: without === null ? '' : `${without.action} ${without.guard}` });
    const results = JSON.parse(readFileSync(report, 'utf8')) as { readonly testResults: readonly { readonly name: string; readonly message: string; readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[] }[] };
    const broken = results.testResults.find(({ assertionResults }) => assertionResults.length === 0);
    if (broken) throw new Error(`${broken.name} could not be run: ${broken.message || said}`);
    return results.testResults.flatMap(({ name, assertionResults }) => assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `${relative(root, name)}: ${fullName}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...environment } });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('error', reject);
    child.on('close', () => resolve(said));
  });
}

export interface NamedTest extends Removal { readonly test: string | null }

/** Runs the law tests against each of these removals, two at a time; a test that fails then, and not otherwise, is the one that finds it. */
export async function foundByNamedTests(removals: readonly Removal[]): Promise<readonly NamedTest[]> {
  const files = [...new Set(removals.flatMap(candidates))];
  const anyway = files.length === 0 ? [] : await failing(files, null);
  const found: NamedTest[] = [];
  const todo = [...removals];
  const next = async (): Promise<void> => {
    for (let removal = todo.shift(); removal !== undefined; removal = todo.shift()) {
      const speaking = candidates(removal);
      const failed = speaking.length === 0 ? [] : (await failing(speaking, removal)).filter((test) => !anyway.includes(test));
      found.push({ ...removal, test: failed[0] ?? null });
    }
  };
  await Promise.all([next(), next()]);
  return found.sort((a, b) => removals.findIndex((each) => each.action === a.action && each.guard === a.guard) - removals.findIndex((each) => each.action === b.action && each.guard === b.guard));
}
