import { randomUUID } from 'node:crypto';
import { instant } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import { createTestDatabase, handler, liaison, noteShell, openTestPlatform, toyBooks, toyContexts } from '@disclosure/platform-testing';
import type { TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import { checkClock, ClockRefused, lastRecordedAt, setClock, setClockMovable } from './clock.ts';
import { execute } from './execute.ts';
import { Worker } from './worker.ts';

const shells = [noteShell('requests'), noteShell('review')];
const [requests, review] = shells as [(typeof shells)[0], (typeof shells)[0]];
const START = instant('2026-03-02T09:00:00+08:00');
let database: TestDatabase;
let platform: TestPlatform;
beforeEach(async () => {
  database = await createTestDatabase('toy', { contexts: toyContexts });
  platform = await openTestPlatform(database, START, toyBooks);
});
afterEach(async () => {
  await platform.close();
  await database.drop();
});

async function open(shell: (typeof shells)[0], lapseHours: number): Promise<string> {
  const outcome = await execute(platform, shell, { actor: handler, commandId: randomUUID(), action: 'openNote', streamId: null, input: { text: '正文', lapseHours } });
  return outcome.kind === 'DONE' ? outcome.streamId : '';
}
const worker = (): Worker => new Worker({ platform, shells, consumers: [] });
const lapses = async (context: string): Promise<{ stream_id: string; recorded_at: string }[]> =>
  (await database.owner((client) => client.query<{ stream_id: string; recorded_at: string }>(`SELECT stream_id, recorded_at FROM ${context}.event WHERE type = 'NoteLapsed' ORDER BY recorded_at, stream_id`))).rows;
const waiting = async (): Promise<number> => Number((await database.owner((client) => client.query<{ n: string }>('SELECT (SELECT count(*) FROM requests.timer) + (SELECT count(*) FROM review.timer) AS n'))).rows[0]?.n);
const now = (): Promise<Instant> => platform.clock.now(platform.database.context('directory').writer);

describe('timers', () => {
  it('fire in the order in which they are due over all contexts, the clock standing at each', async () => {
    const late = await open(requests, 48);
    const early = await open(review, 5);
    const middle = await open(requests, 24);
    await open(requests, 24 * 30);
    expect(await worker().advance(instant('2026-03-10T09:00:00+08:00'))).toBe(3);
    expect(await lapses('review')).toEqual([{ stream_id: early, recorded_at: '2026-03-02T06:00:00.000Z' }]);
    expect(await lapses('requests')).toEqual([{ stream_id: middle, recorded_at: '2026-03-03T01:00:00.000Z' }, { stream_id: late, recorded_at: '2026-03-04T01:00:00.000Z' }]);
    expect(await now()).toBe('2026-03-10T01:00:00.000Z');
    expect(await waiting()).toBe(1);
  });

  it('fire what is overdue at the present hour: lateness moves no clock back', async () => {
    const id = await open(requests, 1);
    platform.at(instant('2026-03-05T09:00:00+08:00'));
    expect(await worker().fireDue()).toBe(1);
    expect(await lapses('requests')).toEqual([{ stream_id: id, recorded_at: '2026-03-05T01:00:00.000Z' }]);
    expect(await worker().fireDue()).toBe(0);
  });

  it('fire at their millisecond and not before', async () => {
    await open(requests, 1);
    platform.at('2026-03-02T01:59:59.999Z' as Instant);
    expect(await worker().fireDue()).toBe(0);
    platform.at('2026-03-02T02:00:00.000Z' as Instant);
    expect(await worker().fireDue()).toBe(1);
  });

  it('are gone with what they waited for', async () => {
    const id = await open(requests, 1);
    await execute(platform, requests, { actor: liaison, commandId: randomUUID(), action: 'giveRemark', streamId: id, input: { division: 'd-energy' } });
    expect(await waiting()).toBe(1);
    await execute(platform, requests, { actor: handler, commandId: randomUUID(), action: 'closeNote', streamId: id, input: {} });
    expect(await waiting()).toBe(0);
  });

  it('left behind on a record that has moved on change nothing and are spent', async () => {
    const id = await open(requests, 1);
    await execute(platform, requests, { actor: liaison, commandId: randomUUID(), action: 'giveRemark', streamId: id, input: { division: 'd-energy' } });
    await execute(platform, requests, { actor: handler, commandId: randomUUID(), action: 'closeNote', streamId: id, input: {} });
    await database.owner((client) => client.query("INSERT INTO requests.timer (stream_id, key, due_at, action, input) VALUES ($1, 'lapse', '2026-03-02T02:00:00.000Z', 'lapseNote', '{}')", [id]));
    platform.at(instant('2026-03-02T12:00:00+08:00'));
    expect(await worker().fireDue()).toBe(1);
    expect([await lapses('requests'), await waiting()]).toEqual([[], 0]);
  });

  it('fire once though two workers see them', async () => {
    for (let n = 0; n < 6; n += 1) await open(requests, 1);
    platform.at(instant('2026-03-02T12:00:00+08:00'));
    await Promise.all([worker().fireDue(), worker().fireDue()]);
    expect(await lapses('requests')).toHaveLength(6);
    expect(await waiting()).toBe(0);
  });

  it('with a fault hold up no other, and are tried again', async () => {
    const broken = await open(requests, 1);
    const sound = await open(review, 2);
    const faults: string[] = [];
    const failing = { ...requests, project: () => Promise.reject(new Error('a bug')) };
    platform.at(instant('2026-03-02T12:00:00+08:00'));
    expect(await new Worker({ platform, shells: [failing, review], consumers: [], onFault: (where) => faults.push(where) }).fireDue()).toBe(1);
    expect(faults).toEqual([`timer lapse of ${broken}`]);
    expect((await lapses('review')).map(({ stream_id }) => stream_id)).toEqual([sound]);
    expect(await worker().fireDue()).toBe(1);
  });

  it('are fired by a worker that runs, at a nudge', async () => {
    await open(requests, 1);
    const running = new Worker({ platform, shells, consumers: [], pollMs: 60_000 });
    running.start();
    for (let n = 0; n < 100 && (await database.owner((client) => client.query('SELECT 1 FROM requests.log'))).rowCount === 0; n += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    platform.at(instant('2026-03-02T12:00:00+08:00'));
    running.nudge();
    for (let n = 0; n < 100 && (await waiting()) > 0; n += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    await running.stop();
    expect(await lapses('requests')).toHaveLength(1);
  });
});

describe('the clock', () => {
  it('is the machine’s with the one offset, for every process', async () => {
    await setClock(platform.database, platform.clock, instant('2027-01-04T08:00:00+08:00'));
    expect(await now()).toBe('2027-01-04T00:00:00.000Z');
    platform.at(instant('2026-03-02T09:00:01+08:00'));
    expect(await now()).toBe('2027-01-04T00:00:01.000Z');
  });

  it('goes back, but never below the last event', async () => {
    expect(await lastRecordedAt(platform.database)).toBeNull();
    await setClock(platform.database, platform.clock, instant('2026-01-05T09:00:00+08:00'));
    await open(requests, 1);
    await worker().advance(instant('2026-01-05T09:30:00+08:00'));
    await open(review, 1);
    expect(await lastRecordedAt(platform.database)).toBe('2026-01-05T01:30:00.000Z');
    await expect(setClock(platform.database, platform.clock, instant('2026-01-05T09:29:59+08:00'))).rejects.toThrow('2026年1月5日 09:30');
    await setClock(platform.database, platform.clock, instant('2026-01-05T09:30:00+08:00'));
    expect(await now()).toBe('2026-01-05T01:30:00.000Z');
  });

  it('is found out when the machine’s has fallen behind what was done, and forgiven a minute', async () => {
    await checkClock(platform.database, platform.clock);
    await open(requests, 1);
    platform.at(instant('2026-03-02T08:59:00+08:00'));
    await checkClock(platform.database, platform.clock);
    platform.at(instant('2026-03-02T08:58:59+08:00'));
    await expect(checkClock(platform.database, platform.clock)).rejects.toThrow('本机时间使业务时钟为2026年3月2日 08:58，早于最近一次办理的时间（2026年3月2日 09:00）');
  });

  it('does not move on a platform of real cases: not by code, not by SQL, the owner included', async () => {
    await setClockMovable(database.ownerUrl, false);
    await expect(setClock(platform.database, platform.clock, instant('2027-01-04T08:00:00+08:00'))).rejects.toThrow(ClockRefused);
    const update = 'UPDATE platform.clock SET offset_ms = 1';
    await expect(database.as('directory', 'write', (client) => client.query(update))).rejects.toThrow('not movable');
    await expect(database.owner((client) => client.query(update))).rejects.toThrow('not movable');
    await expect(database.as('directory', 'write', (client) => client.query('UPDATE platform.clock SET movable = true'))).rejects.toThrow('permission denied');
    await expect(database.as('requests', 'write', (client) => client.query(update))).rejects.toThrow('permission denied');
    await setClockMovable(database.ownerUrl, true);
    await setClock(platform.database, platform.clock, instant('2027-01-04T08:00:00+08:00'));
  });
});
