import { randomUUID } from 'node:crypto';
import { instant } from '@disclosure/kernel';
import { createTestDatabase, handler, noteShell, openTestPlatform, toyBooks, toyContexts } from '@disclosure/platform-testing';
import type { TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import { execute } from './execute.ts';

let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase('toy', { contexts: toyContexts });
  platform = await openTestPlatform(database, instant('2026-03-02T09:00:00+08:00'), toyBooks);
});
afterAll(async () => {
  await platform.close();
  await database.drop();
});

const viewer = { kind: 'OFFICER', id: 'p-head', offices: ['DIVISION_HEAD'], divisions: ['d-energy'] };
/** Ends every connection of a context's roles, as a restarting server does. */
const cutConnections = (): Promise<unknown> => database.owner((client) => client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'requests\\_%' AND datname = current_database()"));

describe('the doors of a context', () => {
  it('read values as the platform writes them: dates and instants as text, bigint as a number', async () => {
    const [row] = await platform.database.context('requests').writer.query("SELECT date '2026-02-09' AS day, 9007199254740991::bigint AS big, 1.50::numeric AS amount, count(*) AS n FROM reference.book");
    expect(row).toEqual({ day: '2026-02-09', big: 9_007_199_254_740_991, amount: '1.50', n: 3 });
    await expect(platform.database.context('requests').publicReader.query('SELECT 9007199254740993::bigint AS big')).rejects.toThrow('beyond safe integers');
  });

  it('read as a viewer who is known for that transaction alone, and write nothing', async () => {
    const home = platform.database.context('requests');
    const read = (): Promise<{ viewer: string; who: string }[]> => home.readAs(viewer, (q) => q.query("SELECT current_setting('disclosure.viewer', true) AS viewer, current_user AS who"));
    expect(await read()).toEqual([{ viewer: JSON.stringify(viewer), who: 'requests_read' }]);
    await expect(home.readAs(viewer, (q) => q.query('DELETE FROM requests.event'))).rejects.toThrow(/read-only|permission denied/);
    expect(await home.publicReader.query("SELECT coalesce(current_setting('disclosure.viewer', true), '') AS viewer, current_user AS who")).toEqual([{ viewer: '', who: 'requests_public' }]);
    await Promise.all(Array.from({ length: 20 }, (_, n) => home.readAs({ ...viewer, id: `p-${n}` }, async (q) => {
      const [row] = await q.query<{ id: string }>("SELECT current_setting('disclosure.viewer')::jsonb ->> 'id' AS id");
      expect(row?.id).toBe(`p-${n}`);
    })));
  });

  it('run what one transaction asks at once one after another, to the end of each', async () => {
    const home = platform.database.context('requests');
    const asks = (q: { query(sql: string): Promise<unknown[]> }): Promise<unknown> => Promise.allSettled([q.query('SELECT 1 AS x'), q.query('SELECT pg_sleep(0.02)'), q.query('SELECT 2 AS x')]);
    for (const outcomes of [await home.readAs(viewer, asks), await home.write(asks)]) expect(outcomes).toMatchObject([{ value: [{ x: 1 }] }, { status: 'fulfilled' }, { value: [{ x: 2 }] }]);
    await expect(home.readAs(viewer, (q) => Promise.all([q.query('SELECT 1 / 0'), q.query('SELECT 1')]))).rejects.toThrow('division by zero');
    expect(await home.readAs(viewer, (q) => q.query('SELECT 3 AS x'))).toEqual([{ x: 3 }]);
  });

  it('end what hangs: every door has a limit for a statement, the writer also for a transaction that does nothing', async () => {
    const limit = (q: { query<R>(sql: string): Promise<R[]> }): Promise<unknown> => q.query("SELECT current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle");
    const home = platform.database.context('requests');
    expect(await home.write(limit)).toEqual([{ statement: '30s', idle: '2min' }]);
    for (const door of [await home.readAs(viewer, limit), await limit(home.publicReader)]) expect(door).toMatchObject([{ statement: '15s' }]);
  });

  it('give their connections back after a fault', async () => {
    const home = platform.database.context('requests');
    for (let n = 0; n < 10; n += 1) {
      await expect(home.readAs(viewer, (q) => q.query('SELECT 1 / 0'))).rejects.toThrow('division by zero');
      await expect(home.write((tx) => tx.query('SELECT 1 / 0'))).rejects.toThrow('division by zero');
    }
    expect(await home.writer.query('SELECT 1 AS x')).toEqual([{ x: 1 }]);
  });

  it('try again what lost a race, and give up on what is wrong', async () => {
    let attempts = 0;
    const home = platform.database.context('requests');
    const lost = (code: string): Promise<number> => home.write(async (tx) => {
      attempts += 1;
      if (attempts < 3) await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '${code}'; END $$`);
      return attempts;
    });
    expect(await lost('40P01')).toBe(3);
    attempts = 0;
    await expect(lost('23514')).rejects.toThrow('lost');
    expect(attempts).toBe(1);
  });

  it('two transactions that wait for each other both come through', async () => {
    const home = platform.database.context('requests');
    await home.write(async (tx) => void (await tx.query("INSERT INTO requests.note (id, position, seq) VALUES ('a', 'OPEN', 0), ('b', 'OPEN', 0)")));
    const both = async (first: string, second: string): Promise<void> => home.write(async (tx) => {
      await tx.query('UPDATE requests.note SET seq = seq + 1 WHERE id = $1', [first]);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await tx.query('UPDATE requests.note SET seq = seq + 1 WHERE id = $1', [second]);
    });
    await Promise.all([both('a', 'b'), both('b', 'a')]);
    expect(await home.writer.query('SELECT seq FROM requests.note ORDER BY id')).toEqual([{ seq: 2 }, { seq: 2 }]);
  });

  it('outlive a server that drops its connections, idle and in the middle of work', async () => {
    const home = platform.database.context('requests');
    await home.writer.query('SELECT 1');
    await home.publicReader.query('SELECT 1');
    await cutConnections();
    const during = async (q: { query(sql: string): Promise<unknown> }): Promise<unknown> => {
      await q.query('SELECT 1');
      await cutConnections();
      await new Promise((resolve) => setTimeout(resolve, 50)); // the loss arrives between two statements
      return q.query('SELECT 1');
    };
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (let n = 0; n < 6; n += 1) { // more often than the pool has connections: none of them is lost for good
      await expect(home.readAs(viewer, during)).rejects.toThrow();
      await expect(home.write(during)).rejects.toThrow();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await home.readAs(viewer, (q) => q.query('SELECT 1 AS x'))).toEqual([{ x: 1 }]);
    expect(await home.publicReader.query('SELECT 1 AS x')).toEqual([{ x: 1 }]);
    expect(await execute(platform, noteShell('requests'), { actor: handler, commandId: randomUUID(), action: 'openNote', streamId: null, input: { text: '正文' } })).toMatchObject({ kind: 'DONE' });
  });
});
