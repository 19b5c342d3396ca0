import { Database, roleUrl } from '@disclosure/platform-persistence';
import { createTestDatabase } from '@disclosure/platform-testing';
import type { TestDatabase } from '@disclosure/platform-testing';
import pg from 'pg';
import { Closers } from './closers.ts';
import { schemaWithoutRecords } from './database.ts';
import { listenForWork, workSignal } from './work-signal.ts';

let testDatabase: TestDatabase;
let database: Database;
const closers = new Closers();
beforeAll(async () => {
  testDatabase = await createTestDatabase('work-signal', { contexts: [schemaWithoutRecords('directory')] });
  database = await Database.open(testDatabase.options);
});
afterAll(async () => {
  await closers.close();
  await database.close();
  await testDatabase.drop();
});

const until = async (check: () => boolean): Promise<void> => {
  const end = performance.now() + 10_000;
  while (!check()) {
    if (performance.now() > end) throw new Error('not within ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

it('wakes whoever listens, in another process too; many commands at once are few words; a lost connection is made again and misses nothing', async () => {
  let woken = 0;
  listenForWork(testDatabase.options, () => { woken += 1; }, closers);
  await until(() => woken === 1); // when it has begun to listen: something may have been missed before

  const words: string[] = [];
  const witness = new pg.Client({ connectionString: roleUrl(testDatabase.ownerUrl, testDatabase.options.roleSecret, 'directory', 'read') });
  await witness.connect();
  witness.on('notification', ({ channel }) => words.push(channel));
  await witness.query('LISTEN work');
  const signal = workSignal(database.context('directory').publicReader);
  for (let n = 0; n < 100; n += 1) signal();
  await until(() => woken >= 3);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(words).toEqual(['work', 'work']); // the first at once, and one for all that came while it was under way
  await witness.end();

  const before = woken;
  await testDatabase.owner((client) => client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'work-listener' AND datname = current_database()"));
  await until(() => woken > before);
  const again = woken;
  signal();
  await until(() => woken > again);
});

it('loses a word that can’t be sent, and nothing else', async () => {
  let asked = 0;
  const signal = workSignal({ query: () => { asked += 1; return Promise.reject(new Error('no database')); } });
  signal();
  await new Promise((resolve) => setTimeout(resolve, 5));
  signal();
  expect(asked).toBe(2);
});
