import { helpText, readOptions } from '@disclosure/assembly/options';
import { fail } from '@disclosure/assembly/process';
import { clockNotice } from '@disclosure/assembly/clock-notice';
import { startStandalone } from './start.ts';
import { welcome } from '@disclosure/assembly/tour';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(helpText('npm start'));
    return;
  }
  const began = performance.now();
  let running: Awaited<ReturnType<typeof startStandalone>> | null = null;
  let wanted = true;
  const end = (): void => {
    if (!wanted) return;
    wanted = false;
    process.stdout.write('\n正在停止：办完手头的请求，然后关闭数据库……\n');
    // A start that is under way is not torn apart: it ends, then everything is stopped.
    if (running) void running.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  running = await startStandalone(options);
  if (!wanted) {
    await running.stop();
    process.exit(0);
  }
  process.stdout.write(welcome(running.address, options, Math.round(performance.now() - began), options.now === null ? await clockNotice(running.platform) : null));
}

main().catch(fail);
