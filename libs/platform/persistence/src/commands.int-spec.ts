import { randomUUID } from 'node:crypto';
import { instant } from '@disclosure/kernel';
import { createTestDatabase, handler, liaison, noteShell, openTestPlatform, stranger, toyBooks, toyContexts } from '@disclosure/platform-testing';
import type { Note, TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import { execute } from './execute.ts';
import type { Command, Outcome } from './execute.ts';
import type pg from 'pg';

const shell = noteShell('requests');
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

const run = (command: Partial<Command> & { action: string }): Promise<Outcome<Note>> => execute(platform, shell, { actor: handler, commandId: randomUUID(), streamId: null, input: {}, ...command });
const opened = async (input: object = { text: '正文' }): Promise<string> => idOf(await run({ action: 'openNote', input }));
const codes = (outcome: Outcome<Note>): unknown => (outcome.kind === 'REFUSED' ? outcome.refusals.map(({ code }) => code) : outcome.kind);
function idOf(outcome: Outcome<Note>): string {
  if (outcome.kind !== 'DONE') throw new Error(JSON.stringify(outcome));
  return outcome.streamId;
}

/** Rows of every table of every schema: what a refused command must not change. */
async function rowCounts(client: pg.Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ name: string }>("SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1");
  const counts: Record<string, number> = {};
  for (const { name } of rows) counts[name] = Number((await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${name}`)).rows[0]?.n);
  return counts;
}

describe('a command', () => {
  it('from many connections at once has one effect and one answer', async () => {
    const commandId = randomUUID();
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => run({ action: 'openNote', commandId, input: { text: '同一' } })));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['DONE', 'DONE', 'DONE', 'DONE']);
    expect(new Set(outcomes.map(idOf)).size).toBe(1);
    expect(outcomes.filter((outcome) => outcome.kind === 'DONE' && !outcome.replayed)).toHaveLength(1);
    const rows = await database.owner((client) => client.query('SELECT 1 FROM requests.event WHERE stream_id = $1', [idOf(outcomes[0] as never)]));
    expect(rows.rowCount).toBe(1);
  });

  it('repeated later gets the object as it is now, and does nothing', async () => {
    const commandId = randomUUID();
    const first = await run({ action: 'openNote', commandId, input: { text: '后来' } });
    await run({ action: 'giveRemark', actor: liaison, streamId: idOf(first), input: { division: 'd-energy' } });
    const again = await run({ action: 'openNote', commandId, input: { text: '后来' } });
    expect(again).toMatchObject({ kind: 'DONE', replayed: true, streamId: idOf(first), state: { seq: 2 } });
  });

  it('with other input, another action or another record under the same id is refused; another actor’s id is another’s', async () => {
    const commandId = randomUUID();
    const id = await opened();
    await run({ action: 'giveRemark', actor: liaison, commandId, streamId: id, input: { division: 'd-energy' } });
    const reused = { kind: 'REFUSED', refusals: [{ code: 'COMMAND_ID_REUSED', field: 'input.commandId' }] };
    expect(await run({ action: 'giveRemark', actor: liaison, commandId, streamId: id, input: { division: 'd-software' } })).toMatchObject(reused);
    expect(await run({ action: 'giveRemark', actor: liaison, commandId, streamId: await opened(), input: { division: 'd-energy' } })).toMatchObject(reused);
    expect(await run({ action: 'closeNote', actor: liaison, commandId, streamId: id })).toMatchObject(reused);
    expect(await run({ action: 'closeNote', commandId, streamId: id })).toMatchObject({ kind: 'DONE', replayed: false });
  });

  it('that is refused, forbidden or finds nothing leaves no row in any table, and its id can be used again', async () => {
    const id = await opened();
    const before = await database.owner(rowCounts);
    const commandId = randomUUID();
    expect(codes(await run({ action: 'closeNote', commandId, streamId: id }))).toEqual(['NO_REMARK']);
    expect(codes(await run({ action: 'openNote', commandId, streamId: id, input: { text: '秘密' } }))).toEqual(['WRONG_STATE']);
    expect(codes(await run({ action: 'closeNote', actor: liaison, commandId, streamId: id }))).toBe('FORBIDDEN');
    expect(codes(await run({ action: 'openNote', actor: liaison, commandId, input: { text: '秘密' } }))).toBe('FORBIDDEN');
    expect(codes(await run({ action: 'closeNote', commandId, streamId: randomUUID() }))).toBe('NOT_FOUND');
    expect(codes(await run({ action: 'giveRemark', actor: liaison, commandId, streamId: id, input: { division: 'd' }, expectedVersion: 9 }))).toEqual(['VERSION_CONFLICT']);
    expect(await database.owner(rowCounts)).toEqual(before);
    expect(codes(await run({ action: 'giveRemark', actor: liaison, commandId, streamId: id, input: { division: 'd-energy' } }))).toBe('DONE');
  });

  it('tells a stranger nothing: a record on which he holds no office is not there', async () => {
    expect(await run({ action: 'closeNote', actor: stranger, streamId: await opened() })).toEqual({ kind: 'NOT_FOUND' });
  });

  it('refused after it took a number gives the number back', async () => {
    const ready = async (): Promise<string> => {
      const id = await opened();
      await run({ action: 'giveRemark', actor: liaison, streamId: id, input: { division: 'd-energy' } });
      return id;
    };
    const [first, second] = [await ready(), await ready()];
    const numberOf = async (id: string): Promise<unknown> => (await database.owner((client) => client.query<{ canonical: string }>("SELECT canonical FROM requests.event WHERE stream_id = $1 AND type = 'NoteClosed'", [id]))).rows.map(({ canonical }) => (JSON.parse(canonical) as { payload: { number: number } }).payload.number)[0];
    await run({ action: 'closeNote', streamId: first });
    const taken = (await numberOf(first)) as number;
    expect(codes(await run({ action: 'closeNote', streamId: second, input: { tooLate: true } }))).toEqual(['TOO_LATE']);
    await run({ action: 'closeNote', streamId: second });
    expect(await numberOf(second)).toBe(taken + 1);
  });

  it('that throws in the middle leaves nothing', async () => {
    const before = await database.owner(rowCounts);
    const broken = { ...shell, project: () => Promise.reject(new Error('disk full')) };
    await expect(execute(platform, broken, { actor: handler, commandId: 'c-broken', action: 'openNote', streamId: null, input: { text: '正文' } })).rejects.toThrow('disk full');
    expect(await database.owner(rowCounts)).toEqual(before);
  });
});

describe('expectedVersion', () => {
  it('is of the part: two divisions at once both succeed, of the same part one', async () => {
    const id = await opened();
    const remark = (division: string, expectedVersion: number): Promise<Outcome<Note>> => run({ action: 'giveRemark', actor: liaison, streamId: id, input: { division }, expectedVersion });
    expect((await Promise.all([remark('d-energy', 0), remark('d-software', 0)])).map(codes)).toEqual(['DONE', 'DONE']);
    const both = await Promise.all([remark('d-energy', 1), remark('d-energy', 1)]);
    expect(both.map(codes).map((code) => JSON.stringify(code)).sort()).toEqual(['"DONE"', '["VERSION_CONFLICT"]']);
    expect(both.find(({ kind }) => kind === 'REFUSED')).toMatchObject({ refusals: [{ code: 'VERSION_CONFLICT', field: 'input.expectedVersion', clause: 'A2-9', facts: { part: 'remark:d-energy', expected: 1, current: 2 } }] });
    expect(codes(await run({ action: 'closeNote', streamId: id, expectedVersion: 1 }))).toBe('DONE'); // the case itself was touched once
  });
});

describe('the stream', () => {
  it('is gapless and chained under many writers of one record', async () => {
    const id = await opened();
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, n) => run({ action: 'giveRemark', actor: liaison, streamId: id, input: { division: `d-${n % 3}` } })));
    expect(outcomes.every(({ kind }) => kind === 'DONE')).toBe(true);
    const { rows } = await database.owner((client) => client.query<{ seq: number; hash: string; canonical: string }>('SELECT seq, hash, canonical FROM requests.event WHERE stream_id = $1 ORDER BY seq', [id]));
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 13 }, (_, n) => n + 1));
    rows.forEach(({ canonical }, index) => expect((JSON.parse(canonical) as { previous: string | null }).previous).toBe(index === 0 ? null : rows[index - 1]?.hash));
  });

  it('never records an event before the one it follows, even if the machine’s clock goes back', async () => {
    const id = await opened();
    platform.at(instant('2026-03-02T08:00:00+08:00'));
    await run({ action: 'giveRemark', actor: liaison, streamId: id, input: { division: 'd-energy' } });
    platform.at(instant('2026-03-02T09:00:00+08:00'));
    const { rows } = await database.owner((client) => client.query<{ recorded_at: string }>('SELECT recorded_at FROM requests.event WHERE stream_id = $1 ORDER BY seq', [id]));
    expect(rows.map(({ recorded_at }) => recorded_at)).toEqual(['2026-03-02T01:00:00.000Z', '2026-03-02T01:00:00.000Z']);
  });
});
