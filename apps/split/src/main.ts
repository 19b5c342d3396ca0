import { Closers } from '@disclosure/assembly/closers';
import { helpText, readOptions } from '@disclosure/assembly/options';
import { fail } from '@disclosure/assembly/process';
import { welcome } from '@disclosure/assembly/tour';
import { startSplit } from './start.ts';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(helpText('npm run start:split'));
    return;
  }
  const began = performance.now();
  const closers = new Closers();
  let isStarted = false;
  let isWanted = true;
  const end = (): void => {
    if (!isWanted) return;
    isWanted = false;
    process.stdout.write('\n正在停止：网关、后台、各子图，然后关闭数据库……\n');
    // A start that is under way is not torn apart: it ends, then everything is stopped.
    if (isStarted) void closers.close().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  try {
    const address = await startSplit(options, closers);
    isStarted = true;
    if (!isWanted) {
      await closers.close();
      process.exit(0);
    }
    process.stdout.write(welcome(address, options, Math.round(performance.now() - began)));
  } catch (error) {
    await closers.close().catch(() => undefined);
    throw error;
  }
}

main().catch(fail);
