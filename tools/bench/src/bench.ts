import { existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { BENCH } from './settings.ts';

const HELP = `npm run bench -- [--sizes 10000,100000,1000000] [--seconds 8] [--warm-up 3] [--rounds 3] [--connections 10] [--contenders a,b] [--questions a,b] [--no-report]
Measures the platform against its peers on one PostgreSQL, and writes docs/bench.md. The first run generates the data (about ten minutes for the million).`;

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '100000,10000,1000000' }, seconds: { type: 'string', default: '8' }, 'warm-up': { type: 'string', default: '3' }, rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '10' }, contenders: { type: 'string' }, questions: { type: 'string' }, 'no-report': { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(`${HELP}\n`);
} else {
  // The peers are no dependency of the product: brought when first needed, exactly as locked.
  if (!existsSync(`${BENCH}node_modules/autocannon`)) execFileSync('npm', ['ci', '--no-workspaces', '--no-audit', '--no-fund'], { cwd: BENCH, stdio: 'inherit' });
  const { run } = await import('./run.ts');
  await run({
    sizes: values.sizes.split(',').map(Number), seconds: Number(values.seconds), warmUp: Number(values['warm-up']), rounds: Number(values.rounds), connections: Number(values.connections),
    contenders: values.contenders?.split(',') ?? null, questions: values.questions?.split(',') ?? null, isReported: !values['no-report'],
  });
  process.exit(0);
}
