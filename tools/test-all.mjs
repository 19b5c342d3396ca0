// `npm test`: every check and every test, whatever fails before, and at the end one line that counts them all. A check counts as a test.
// With --checks-only the tests are left out (`npm run check`).
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countsOf, readReport } from './test-counts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const script = (path, ...args) => ['--import', './tools/register.mjs', path, ...args];
const CHECKS = [
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'] },
  { name: 'lint and borders', args: ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', 'libs', 'apps', 'tools'] },
  { name: 'time', args: script('tools/checks/time-check.ts') },
  { name: 'dependencies', args: script('tools/checks/dependencies-check.ts') },
  { name: 'schema', args: script('tools/schema/emit-and-compose.ts', '--check') },
  { name: 'workflow pages', args: script('tools/docs/workflow-docs.ts', '--check') },
];
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', '--ci', '--maxWorkers', '2'];

/** Runs Node to its end; gives whether it succeeded, and what it said unless that went straight to the terminal. */
function run(args, stdio) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', stdio, stdio] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ passed: false, output: String(error) }));
    child.on('close', (code) => resolve({ passed: code === 0, output }));
  });
}

async function runChecks() {
  const counts = { passed: 0, failed: 0 };
  for (const { name, args } of CHECKS) {
    const { passed, output } = await run(args, 'pipe');
    counts[passed ? 'passed' : 'failed'] += 1;
    console.log(`${passed ? 'PASS' : 'FAIL'} check: ${name}`);
    if (!passed) console.log(output);
  }
  return counts;
}

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'disclosure-test-report-'));
  try {
    const report = join(folder, 'report.json');
    const { passed } = await run([...JEST, '--json', '--outputFile', report], 'inherit');
    return countsOf(readReport(report), passed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const all = [await runChecks()];
if (!process.argv.includes('--checks-only')) all.push(await runTests());
const sum = (key) => all.reduce((total, counts) => total + (counts[key] ?? 0), 0);
if (sum('skipped') > 0) console.log(`${sum('skipped')} skipped`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
