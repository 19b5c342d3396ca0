// `npm run test:postgres15`: the suites that touch the database, on the oldest PostgreSQL that the platform runs on (Debian's package), in a cluster of
// their own: first the contexts on databases cloned for each file, then the end-to-end thread, standalone and split.
// Roles belong to a server, so the two do not run at the same time. Prints `N passed, N failed` last.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countsOf, readReport } from './test-counts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const BIN = '/usr/lib/postgresql/15/bin';
const asRoot = process.getuid?.() === 0;

if (!existsSync(join(BIN, 'initdb')) && asRoot) {
  spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore' });
  // The package would start a cluster of its own; ours is in a temporary folder.
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'postgresql-15'], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}
if (!existsSync(join(BIN, 'initdb'))) {
  console.error('PostgreSQL 15 is not here: install the package postgresql-15.');
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'disclosure-postgres15-'));
chmodSync(folder, 0o777);
const as = (program, args) => (asRoot ? execFileSync('setpriv', ['--reuid', 'postgres', '--regid', 'postgres', '--clear-groups', join(BIN, program), ...args], { cwd: '/', stdio: ['ignore', 'ignore', 'inherit'] }) : execFileSync(join(BIN, program), args, { stdio: ['ignore', 'ignore', 'inherit'] }));
const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const taken = probe.address().port;
    probe.close(() => resolve(taken));
  });
});
const cluster = join(folder, 'cluster');
const SUITES = [
  { name: 'contexts', paths: ['libs/platform/persistence', 'libs/platform/gate', 'libs/directory/subgraph', 'libs/review/subgraph', 'libs/publication/subgraph', 'libs/requests/subgraph'], pattern: 'int-spec' },
  { name: 'end to end', paths: ['apps/e2e/src/thread'], pattern: 'e2e-spec' },
];
const total = { passed: 0, failed: 0 };
try {
  as('initdb', ['-D', cluster, '-U', 'postgres', '-A', 'trust', '--encoding=UTF8', '--locale=C.UTF-8']);
  as('pg_ctl', ['-D', cluster, '-w', '-l', join(folder, 'log'), '-o', `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c max_connections=300 -c fsync=off`, 'start']);
  for (const { name, paths, pattern } of SUITES) {
    console.log(`PostgreSQL 15: ${name}`);
    const report = join(folder, `${pattern}.json`);
    // What tests the embedded server itself has nothing to do with this one.
    const { status } = spawnSync(process.execPath, ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', '--ci', '--maxWorkers', '2', '--testPathPatterns', `(${paths.join('|')}).*${pattern}`, '--testPathIgnorePatterns', 'embedded.int-spec', '--json', '--outputFile', report], {
      cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, TEST_DATABASE_URL: `postgresql://postgres@127.0.0.1:${port}/postgres` },
    });
    const counts = countsOf(readReport(report), status === 0);
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
} finally {
  try {
    as('pg_ctl', ['-D', cluster, '-m', 'immediate', 'stop']);
  } catch {
    // it never started
  }
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
