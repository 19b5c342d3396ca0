import { randomUUID } from 'node:crypto';
import { instant } from '@disclosure/kernel';
import { createTestDatabase, handler, liaison, noteShell, openTestPlatform, toyBooks, toyContexts } from '@disclosure/platform-testing';
import type { TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import { execute, executeIn, Rollback } from './execute.ts';
import type { Consumer, WorkerOptions } from './worker.ts';
import { Worker } from './worker.ts';

const shell = noteShell('requests');
let database: TestDatabase;
let platform: TestPlatform;
beforeEach(async () => {
  database = await createTestDatabase('toy', { contexts: toyContexts });
  platform = await openTestPlatform(database, instant('2026-03-02T09:00:00+08:00'), toyBooks);
});
afterEach(async () => {
  await platform.close();
  await database.drop();
});

const open = (): Parameters<typeof execute>[2] => ({ actor: handler, commandId: randomUUID(), action: 'openNote', streamId: null, input: { text: '正文' } });
const witness = (name = 'witness', context = 'publication'): Consumer => ({
  name, context, types: ['DisclosureWithdrawn'],
  handle: async (tx, event) => void (await tx.query(`INSERT INTO ${context}.seen (event_id, address) VALUES ($1, $2)`, [event.id, (event.data as { disclosureId: string }).disclosureId])),
});
const worker = (consumers: readonly Consumer[], onFault?: WorkerOptions['onFault']): Worker => new Worker({ platform, shells: [shell], consumers, ...(onFault ? { onFault } : {}) });
const seen = async (context = 'publication'): Promise<string[]> => (await database.owner((client) => client.query<{ address: string }>(`SELECT address FROM ${context}.seen ORDER BY place`))).rows.map(({ address }) => address);
const positions = async (): Promise<number[]> => (await database.owner((client) => client.query<{ position: string }>('SELECT position FROM requests.log ORDER BY position'))).rows.map(({ position }) => Number(position));
const idOf = (outcome: Awaited<ReturnType<typeof execute>>): string => (outcome.kind === 'DONE' ? outcome.streamId : '');

describe('the log', () => {
  it('loses no transaction that commits late: the consumer gets both, in gapless order', async () => {
    let letGo: () => void = () => undefined;
    let inserted: () => void = () => undefined;
    const held = new Promise<void>((resolve) => { letGo = resolve; });
    const written = new Promise<void>((resolve) => { inserted = resolve; });
    const late = platform.database.context('requests').write(async (tx) => {
      const outcome = await executeIn(tx, platform, shell, open());
      inserted();
      await held;
      return outcome;
    });
    await written;
    const early = await execute(platform, shell, open());
    const relay = worker([witness()]);
    await relay.pump();
    expect([await positions(), await seen()]).toEqual([[1], [idOf(early)]]);
    letGo();
    const second = idOf(await late);
    await relay.pump();
    expect([await positions(), await seen()]).toEqual([[1, 2], [idOf(early), second]]);
  });

  it('is read to its end in one go, however many events concern nobody', async () => {
    for (let notes = 0; notes < 210; notes += 10) await Promise.all(Array.from({ length: 10 }, () => execute(platform, shell, open())));
    await worker([]).pump(); // another process has given them their places already
    await worker([{ ...witness(), types: ['ClearanceGranted'] }]).pump();
    expect((await database.owner((client) => client.query<{ position: string }>("SELECT position FROM publication.relay WHERE source = 'requests' AND consumer = 'witness'"))).rows).toEqual([{ position: '210' }]);
  });

  it('is gapless under several workers at once while commands come in', async () => {
    const commands = Array.from({ length: 20 }, () => execute(platform, shell, open()));
    const workers = [worker([witness()]), worker([witness()]), worker([witness()])];
    await Promise.all([...commands, ...workers.flatMap((one) => [one.pump(), one.pump()])]);
    await Promise.all(workers.map((one) => one.pump()));
    expect(await positions()).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    const delivered = await seen();
    expect(delivered).toHaveLength(20);
    expect(new Set(delivered)).toEqual(new Set((await Promise.all(commands)).map(idOf)));
  });

  it('keeps the order of one stream', async () => {
    const id = idOf(await execute(platform, shell, open()));
    for (let n = 0; n < 5; n += 1) await execute(platform, shell, { actor: liaison, commandId: randomUUID(), action: 'giveRemark', streamId: id, input: { division: `d-${n}` } });
    const order: string[] = [];
    await worker([{ ...witness(), handle: async (_tx, event) => void order.push((event.data as { address: string }).address) }]).pump();
    expect(order).toEqual(['/1', '/2', '/3', '/4', '/5', '/6']);
  });
});

describe('a consumer', () => {
  it('has each event once in effect though it is delivered again', async () => {
    const id = idOf(await execute(platform, shell, open()));
    const relay = worker([witness()]);
    await relay.pump();
    await database.owner((client) => client.query('UPDATE publication.relay SET position = 0'));
    await relay.pump();
    await database.owner((client) => client.query('DELETE FROM publication.relay'));
    await Promise.all([relay.pump(), worker([witness()]).pump()]);
    expect(await seen()).toEqual([id]);
  });

  it('that crashes in the middle of an event has none of it, and all of it at the next try', async () => {
    const id = idOf(await execute(platform, shell, open()));
    const crashing: Consumer = { ...witness(), handle: async (tx, event) => { await witness().handle(tx, event, platform); throw new Error('power cut'); } };
    await expect(worker([crashing]).pump()).rejects.toThrow('power cut');
    expect(await seen()).toEqual([]);
    await worker([witness()]).pump();
    expect(await seen()).toEqual([id]);
  });

  it('that crashes between an event and its cursor goes on without repeating it', async () => {
    const ids = [idOf(await execute(platform, shell, open()))];
    await worker([witness()]).sequence('requests');
    // The event is handled and in the inbox; the process ends before the cursor is written.
    const { rows } = await database.owner((client) => client.query<{ event_id: string; ordinal: number; stream_id: string }>('SELECT event_id, ordinal, stream_id FROM requests.outbox'));
    const event = `${rows[0]?.event_id}:${rows[0]?.ordinal}`;
    await platform.database.context('publication').write(async (tx) => {
      await tx.query('INSERT INTO publication.inbox (event_id, consumer) VALUES ($1, $2)', [event, 'witness']);
      await tx.query('INSERT INTO publication.seen (event_id, address) VALUES ($1, $2)', [event, rows[0]?.stream_id]);
    });
    ids.push(idOf(await execute(platform, shell, open())));
    await worker([witness()]).pump();
    expect(await seen()).toEqual(ids);
  });

  it('whose procedure refuses an event is told so once and goes on', async () => {
    await execute(platform, shell, open());
    const refusing: Consumer = { ...witness(), handle: () => { throw new Rollback({ kind: 'NOT_FOUND' }); } };
    const faults: string[] = [];
    const relay = worker([refusing], (where) => faults.push(where));
    await relay.pump();
    await relay.pump();
    expect(faults).toEqual([expect.stringContaining('consumer witness refused DisclosureWithdrawn')]);
    expect(await seen()).toEqual([]);
  });

  it('with a fault holds up neither another consumer nor a timer, and gets its event when it is mended', async () => {
    const id = idOf(await execute(platform, shell, { ...open(), input: { text: '正文', lapseHours: 1 } }));
    let broken = true;
    const faulty: Consumer = { ...witness('faulty'), handle: async (tx, event) => { if (broken) throw new Error('a bug'); await witness().handle(tx, event, platform); } };
    const faults: string[] = [];
    const one = worker([faulty, witness('sound', 'review')], (where) => faults.push(where));
    platform.at(instant('2026-03-02T10:00:00+08:00'));
    await one.pump();
    expect(await one.fireDue()).toBe(1);
    expect([await seen('publication'), await seen('review')]).toEqual([[], [id]]);
    expect(faults[0]).toBe('relay requests to faulty');
    broken = false;
    await one.pump();
    expect(await seen('publication')).toEqual([id]);
  });

  it('is not given events of types that it did not ask for, and its cursor passes them', async () => {
    const id = idOf(await execute(platform, shell, open()));
    await worker([{ ...witness(), types: ['ClearanceGranted'] }]).pump();
    expect(await seen()).toEqual([]);
    const { rows } = await database.owner((client) => client.query<{ position: string }>('SELECT position FROM publication.relay'));
    expect(rows.map(({ position }) => Number(position))).toEqual([1]);
    expect(id).not.toBe('');
  });
});
