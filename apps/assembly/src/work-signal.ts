import pg from 'pg';
import { roleUrl } from '@disclosure/platform-persistence';
import type { DatabaseOptions, Queryable } from '@disclosure/platform-persistence';
import type { Closers } from './closers.ts';

/** The channel on which a process that has committed a command wakes the workers. Whoever misses it looks every so often anyway. */
const CHANNEL = 'work';

/**
 * Tells the workers, in whatever process, that there is work. One word is under way at a time, and another follows if there was reason
 * meanwhile: a thousand commands a second are not a thousand words. A word that can't be sent is lost, and harms nothing.
 */
export function workSignal(q: Queryable): () => void {
  let isUnderWay = false;
  let isAskedAgain = false;
  const say = (): void => {
    if (isUnderWay) {
      isAskedAgain = true;
      return;
    }
    isUnderWay = true;
    void q.query(`SELECT pg_notify('${CHANNEL}', '')`).catch(() => undefined).then(() => {
      isUnderWay = false;
      if (!isAskedAgain) return;
      isAskedAgain = false;
      say();
    });
  };
  return say;
}

const LONGEST_WAIT_MS = 5_000;

/** Calls `onWork` whenever somebody signals work; connects again when the connection is lost, and calls it then too, since something may have been missed. */
export function listenForWork(options: DatabaseOptions, onWork: () => void, closers: Closers): void {
  const connectionString = roleUrl(options.ownerUrl, options.roleSecret, 'directory', 'write');
  let isClosed = false;
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | undefined;
  let wait = 100;

  const again = (): void => {
    if (isClosed) return;
    clearTimeout(retry);
    retry = setTimeout(() => void connect(), wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  };
  const connect = async (): Promise<void> => {
    const made = new pg.Client({ connectionString, application_name: 'work-listener', keepAlive: true, connectionTimeoutMillis: 5_000 });
    client = made;
    made.on('error', () => undefined); // 'end' follows
    made.on('end', () => { if (client === made) again(); });
    made.on('notification', onWork);
    try {
      await made.connect();
      await made.query(`LISTEN ${CHANNEL}`);
      wait = 100;
      onWork();
    } catch {
      client = null;
      await made.end().catch(() => undefined);
      again();
    }
  };
  void connect();
  closers.add(async () => {
    isClosed = true;
    clearTimeout(retry);
    const last = client;
    client = null;
    await last?.end().catch(() => undefined);
  });
}
