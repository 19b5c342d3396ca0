import { parentPort } from 'node:worker_threads';
import { screen } from '@disclosure/screening';

/** One file comes in, what was found goes back; the bytes stay in this thread's memory and are overwritten. */
interface Job {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly mediaType: string;
}

async function judge({ bytes, name, mediaType }: Job): Promise<void> {
  try {
    parentPort?.postMessage({ screening: await screen(bytes, name, mediaType) });
  } catch (error) {
    // The message of a fault may quote what was read: only its kind leaves this thread.
    parentPort?.postMessage({ fault: error instanceof Error ? error.name : 'unknown' });
  } finally {
    bytes.fill(0);
  }
}

parentPort?.on('message', (job: Job) => void judge(job));
