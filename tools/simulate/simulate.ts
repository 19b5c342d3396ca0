import { StartRefused } from '@disclosure/assembly/options';
import { EmbeddedPostgresError } from '@disclosure/platform-persistence';
import { HELP, readSimulateOptions } from './options.ts';
import { judge, timeSpent } from './report.ts';
import { reopen, simulate } from './simulation.ts';

async function main(): Promise<number> {
  const options = readSimulateOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(HELP);
    return 0;
  }
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const simulated = await (options.again ? reopen(options) : simulate(options, say));
  try {
    for (const line of timeSpent(simulated)) say(line);
    const findings = await judge(simulated, say);
    say(findings.length === 0 ? '\n全部核验通过。' : `\n发现 ${findings.length} 处问题。`);
    return findings.length === 0 ? 0 : 1;
  } finally {
    await simulated.close();
    say(`\n浏览：npm start -- --data ${options.data}`);
  }
}

main().then((code) => process.exit(code), (error: unknown) => {
  process.stderr.write(error instanceof StartRefused || error instanceof EmbeddedPostgresError ? `${error.message}\n` : `未完成：${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(2);
});
