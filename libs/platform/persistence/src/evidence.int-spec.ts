import { randomUUID } from 'node:crypto';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { instant } from '@disclosure/kernel';
import type { StoredEvent } from '@disclosure/workflow';
import { createTestDatabase, handler, liaison, noteShell, openTestPlatform, temporaryFolder, toyBooks, toyContexts } from '@disclosure/platform-testing';
import type { TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import { canonicalEvent, hashOf, loadEvents } from './events.ts';
import { execute } from './execute.ts';
import { readHeads, verifyContext, writeHead } from './verify.ts';
import { chainOf, Worker } from './worker.ts';

const shell = noteShell('requests');
let database: TestDatabase;
let platform: TestPlatform;
let folder: string;
beforeEach(async () => {
  database = await createTestDatabase('toy', { contexts: toyContexts });
  platform = await openTestPlatform(database, instant('2026-03-02T09:00:00+08:00'), toyBooks);
  folder = await temporaryFolder();
});
afterEach(async () => {
  await platform.close();
  await database.drop();
});

async function open(): Promise<string> {
  const outcome = await execute(platform, shell, { actor: handler, commandId: randomUUID(), action: 'openNote', streamId: null, input: { text: '正文', name: '王某' } });
  if (outcome.kind !== 'DONE') throw new Error(outcome.kind);
  for (const division of ['d-energy', 'd-software']) await execute(platform, shell, { actor: liaison, commandId: randomUUID(), action: 'giveRemark', streamId: outcome.streamId, input: { division } });
  return outcome.streamId;
}
const sequence = (): Promise<number> => new Worker({ platform, shells: [shell], consumers: [] }).pump();
const writer = (): (typeof platform.database.contexts)[0]['writer'] => platform.database.context('requests').writer;
const verify = async (): Promise<readonly string[]> => (await verifyContext(writer(), 'requests', platform.keys, await readHeads(folder, 'requests'))).problems;
const sign = (): Promise<void> => writeHead(writer(), 'requests', platform.keys, folder, instant('2026-03-02T10:00:00+08:00'));
/** As the owner with triggers and foreign keys out of the way: what somebody could do who has the machine. */
const tamper = (work: (client: pg.Client) => Promise<unknown>): Promise<unknown> => database.owner(async (client) => {
  await client.query('SET session_replication_role = replica');
  await work(client);
});
const tampered = (sql: string, params: unknown[] = []): Promise<unknown> => tamper((client) => client.query(sql, params));

describe('what the roles may do', () => {
  it('the writer: exactly this on each table of the foundation, and nothing on other contexts', async () => {
    const { rows } = await database.owner((client) => client.query<{ grantee: string; place: string; what: string }>(`
      SELECT t.grantee, t.table_schema || '.' || t.table_name AS place, t.privilege_type AS what FROM information_schema.table_privileges t WHERE t.grantee LIKE 'requests\\_%'
      UNION SELECT c.grantee, c.table_schema || '.' || c.table_name, c.privilege_type || ' ' || c.column_name FROM information_schema.column_privileges c
        WHERE c.grantee LIKE 'requests\\_%' AND c.privilege_type IN ('UPDATE', 'REFERENCES')
          AND NOT EXISTS (SELECT FROM information_schema.table_privileges t WHERE (t.grantee, t.table_schema, t.table_name, t.privilege_type) = (c.grantee, c.table_schema, c.table_name, c.privilege_type))`));
    const granted: Record<string, string> = {};
    for (const key of [...new Set(rows.map(({ grantee, place }) => `${grantee} ${place}`))].sort()) granted[key] = rows.filter(({ grantee, place }) => `${grantee} ${place}` === key).map(({ what }) => what).sort().join(', ');
    expect(granted).toEqual({
      'requests_write platform.clock': 'SELECT', 'requests_read platform.clock': 'SELECT', 'requests_public platform.clock': 'SELECT',
      'requests_write reference.book': 'SELECT', 'requests_read reference.book': 'SELECT', 'requests_public reference.public_book': 'SELECT',
      'requests_write requests.event': 'INSERT, SELECT',
      'requests_write requests.log': 'INSERT, SELECT',
      'requests_write requests.outbox': 'INSERT, SELECT',
      'requests_write requests.inbox': 'INSERT, SELECT',
      'requests_write requests.command': 'INSERT, SELECT, UPDATE first_seq, UPDATE last_seq, UPDATE stream_id',
      'requests_write requests.stream': 'INSERT, SELECT, UPDATE head, UPDATE seq',
      'requests_write requests.unsequenced': 'DELETE, INSERT, SELECT',
      'requests_write requests.relay': 'INSERT, SELECT, UPDATE position',
      'requests_write requests.number_series': 'INSERT, SELECT, UPDATE last',
      'requests_write requests.timer': 'DELETE, INSERT, SELECT, UPDATE',
      'requests_write requests.notice': 'INSERT, SELECT, UPDATE read_at',
      'requests_write requests.subject_key': 'DELETE, INSERT, SELECT',
      'requests_write requests.sealed': 'INSERT, SELECT, UPDATE ciphertext, UPDATE equality',
      'requests_write requests.free_text': 'INSERT, SELECT, UPDATE body, UPDATE salt',
      'requests_read requests.event': 'SELECT', 'requests_read requests.stream': 'SELECT', 'requests_read requests.log': 'SELECT', 'requests_read requests.free_text': 'SELECT',
      'requests_read requests.sealed': 'SELECT', 'requests_read requests.subject_key': 'SELECT', 'requests_read requests.notice': 'SELECT', 'requests_read requests.timer': 'SELECT',
      // The toy's own tables.
      'requests_write requests.note': 'INSERT, SELECT, UPDATE', 'requests_write requests.seen': 'INSERT, SELECT',
    });
  });

  it('the writer cannot change or remove evidence, nor can the owner by plain SQL', async () => {
    await open();
    await sequence();
    for (const [table, column] of [['event', 'canonical'], ['log', 'chain'], ['outbox', 'body'], ['inbox', 'consumer']] as const) {
      for (const sql of [`UPDATE requests.${table} SET ${column} = ${column}`, `DELETE FROM requests.${table}`, `TRUNCATE requests.${table}`]) {
        await expect(database.as('requests', 'write', (client) => client.query(sql))).rejects.toThrow('permission denied');
      }
    }
    for (const sql of ["UPDATE requests.event SET type = 'X'", 'DELETE FROM requests.event', 'UPDATE requests.log SET seq = 9', 'DELETE FROM requests.log']) {
      await expect(database.owner((client) => client.query(sql))).rejects.toThrow('evidence is not changed');
    }
    expect(await verify()).toEqual([]);
  });

  it('the writer cannot rewrite what a command did, replace content, or take back a number', async () => {
    const id = await open();
    const as = (sql: string): Promise<unknown> => database.as('requests', 'write', (client) => client.query(sql));
    await expect(as("UPDATE requests.command SET stream_id = 'other'")).rejects.toThrow('command is not changed so');
    await expect(as("UPDATE requests.command SET input_hash = ''")).rejects.toThrow('permission denied');
    await expect(as('DELETE FROM requests.command')).rejects.toThrow('permission denied');
    await expect(as("UPDATE requests.free_text SET body = '别的'")).rejects.toThrow('free_text is not changed so');
    await expect(as('UPDATE requests.sealed SET ciphertext = sha256(ciphertext)')).rejects.toThrow('sealed is not changed so');
    await expect(as('DELETE FROM requests.free_text')).rejects.toThrow('permission denied');
    await execute(platform, shell, { actor: handler, commandId: randomUUID(), action: 'closeNote', streamId: id, input: {} });
    await expect(as('UPDATE requests.number_series SET last = 0')).rejects.toThrow('number_series is not changed so');
    await expect(as('UPDATE requests.number_series SET last = last + 2')).rejects.toThrow('number_series is not changed so');
  });

  it('no role can make objects, in any schema', async () => {
    for (const kind of ['write', 'read', 'public'] as const) {
      for (const schema of ['public', 'platform', 'reference', 'requests', 'review', 'migration']) {
        await expect(database.as('requests', kind, (client) => client.query(`CREATE TABLE ${schema}.mine (x integer)`))).rejects.toThrow('permission denied');
      }
      await expect(database.as('requests', kind, (client) => client.query('SELECT * FROM review.event'))).rejects.toThrow('permission denied');
      await expect(database.as('requests', kind, (client) => client.query('SELECT * FROM migration.step'))).rejects.toThrow('permission denied');
      await expect(database.as('requests', kind, (client) => client.query('SET ROLE postgres'))).rejects.toThrow('permission denied');
    }
  });

  it('the reader sees no row of the foundation until its context says whose', async () => {
    const id = await open();
    await sequence();
    const seen = async (table: string): Promise<number> => (await platform.database.context('requests').readAs({ kind: 'OFFICER', id: 'p', offices: [], divisions: [] }, (q) => q.query(`SELECT 1 FROM requests.${table}`))).length;
    for (const table of ['event', 'stream', 'log', 'free_text', 'sealed', 'subject_key', 'notice', 'timer']) expect([table, await seen(table)]).toEqual([table, 0]);
    await database.owner((client) => client.query(`CREATE POLICY mine ON requests.event FOR SELECT TO requests_read USING (stream_id = '${id}' AND current_setting('disclosure.viewer')::jsonb ->> 'id' = 'p')`));
    expect(await seen('event')).toBe(3);
  });

  it('only directory writes the books, each revision the next one and fitting its digest, and nobody changes one', async () => {
    const insert = (digest: string, revision = 2): string => `INSERT INTO reference.book (book, revision, content, digest, published_at, note) VALUES ('law', ${revision}, '{}', ${digest}, '2026-03-02T01:00:00.000Z', '')`;
    const fits = "encode(sha256('{}'), 'hex')";
    await expect(database.as('requests', 'write', (client) => client.query(insert(fits)))).rejects.toThrow('permission denied');
    await expect(database.as('directory', 'write', (client) => client.query(insert(fits, 3)))).rejects.toThrow('not the next one');
    await expect(database.as('directory', 'write', (client) => client.query(insert(`repeat('0', 64)`)))).rejects.toThrow('check constraint');
    await database.as('directory', 'write', (client) => client.query(insert(fits)));
    await expect(database.as('directory', 'write', (client) => client.query('UPDATE reference.book SET note = note'))).rejects.toThrow('permission denied');
    await expect(database.as('directory', 'write', (client) => client.query('DELETE FROM reference.book'))).rejects.toThrow('permission denied');
  });
});

describe('an event forged by the writer', () => {
  const insert = (event: StoredEvent, previous: string | null, change: Partial<Record<'hash' | 'context' | 'type' | 'recordedAt' | 'effectiveOn' | 'seq', string | number>> = {}): Promise<unknown> => {
    const canonical = canonicalEvent((change.context as string | undefined) ?? 'requests', event, previous);
    return database.as('requests', 'write', (client) => client.query('INSERT INTO requests.event (id, stream_id, seq, type, recorded_at, effective_on, hash, canonical) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [event.id, event.streamId, change.seq ?? event.seq, change.type ?? event.type, change.recordedAt ?? event.recordedAt, change.effectiveOn ?? event.effectiveOn, change.hash ?? hashOf(canonical), canonical]));
  };
  const last = async (): Promise<{ next: StoredEvent; head: string; first: string }> => {
    const id = await open();
    const events = await loadEvents(writer(), 'requests', id);
    const rows = await writer().query<{ hash: string }>('SELECT hash FROM requests.event WHERE stream_id = $1 ORDER BY seq', [id]);
    return { next: { ...(events.at(-1) as StoredEvent), id: randomUUID(), seq: 4 }, head: rows.at(-1)?.hash as string, first: rows[0]?.hash as string };
  };

  it('is refused with a wrong hash, a wrong predecessor, a gap, an earlier hour, other columns or another context’s text', async () => {
    const { next, head, first } = await last();
    await expect(insert(next, head, { hash: hashOf('other') })).rejects.toThrow('hash does not fit');
    await expect(insert(next, first)).rejects.toThrow('not the next of its stream');
    await expect(insert(next, null)).rejects.toThrow('not the next of its stream');
    await expect(insert({ ...next, seq: 5 }, head)).rejects.toThrow('not the next of its stream');
    await expect(insert({ ...next, seq: 3 }, first)).rejects.toThrow(/not the next of its stream|duplicate key/);
    await expect(insert({ ...next, streamId: randomUUID() }, head)).rejects.toThrow('not the next of its stream');
    await expect(insert({ ...next, streamId: randomUUID(), seq: 1 }, null)).rejects.toThrow('foreign key');
    await expect(insert({ ...next, recordedAt: instant('2026-03-02T08:59:59+08:00') }, head)).rejects.toThrow('recorded before');
    await expect(insert(next, head, { type: 'NoteClosed' })).rejects.toThrow('columns and text disagree');
    await expect(insert(next, head, { recordedAt: '2026-03-03T01:00:00.000Z' })).rejects.toThrow('columns and text disagree');
    await expect(insert(next, head, { effectiveOn: '2026-01-01' })).rejects.toThrow('columns and text disagree');
    await expect(insert(next, head, { seq: 5 })).rejects.toThrow(/columns and text disagree/);
    await expect(insert(next, head, { context: 'review' })).rejects.toThrow('columns and text disagree');
    await insert(next, head); // the same event without a flaw is admitted: what was refused was the flaw
  });

  it('is refused in the log out of place, for no event, with another hash or a broken chain', async () => {
    await open();
    await sequence();
    const id = await open();
    const [{ hash }, { chain }] = await Promise.all([writer().query<{ hash: string }>('SELECT hash FROM requests.event WHERE stream_id = $1 AND seq = 1', [id]), writer().query<{ chain: string }>('SELECT chain FROM requests.log ORDER BY position DESC LIMIT 1')]).then(([a, b]) => [a[0], b[0]] as [{ hash: string }, { chain: string }]);
    const log = (position: number, stream: string, event: string, link: string): Promise<unknown> => database.as('requests', 'write', (client) => client.query('INSERT INTO requests.log (position, stream_id, seq, event_hash, chain) VALUES ($1, $2, 1, $3, $4)', [position, stream, event, link]));
    await expect(log(5, id, hash, chainOf(chain, 5, { stream_id: id, seq: 1, hash }))).rejects.toThrow('leaves a gap');
    await expect(log(4, 'nobody', hash, chainOf(chain, 4, { stream_id: 'nobody', seq: 1, hash }))).rejects.toThrow('no such event');
    await expect(log(4, id, hashOf('x'), chainOf(chain, 4, { stream_id: id, seq: 1, hash: hashOf('x') }))).rejects.toThrow('no such event');
    await expect(log(4, id, hash, hashOf('x'))).rejects.toThrow('chain broken');
    await log(4, id, hash, chainOf(chain, 4, { stream_id: id, seq: 1, hash }));
  });
});

describe('verify', () => {
  let first: string;
  let second: string;
  beforeEach(async () => {
    first = await open();
    second = await open();
    await sequence();
    await sign();
    expect(await verify()).toEqual([]);
  });

  it('finds nothing wrong with what is in order, before and after sequencing', async () => {
    await open();
    expect(await verify()).toEqual([]);
    await sequence();
    await sign();
    expect(await verifyContext(writer(), 'requests', platform.keys, await readHeads(folder, 'requests'))).toEqual({ context: 'requests', events: 9, position: 9, problems: [] });
  });

  it('finds one flipped byte of an event', async () => {
    await tampered("UPDATE requests.event SET canonical = replace(canonical, 'd-energy', 'd-energz') WHERE stream_id = $1 AND seq = 2", [first]);
    expect(await verify()).toEqual([`requests ${first} #2: the text does not fit its hash`]);
  });

  it('finds it too when its hash was made to fit: the next event, the log and the root disagree', async () => {
    await tamper(async (client) => {
      const { rows } = await client.query<{ canonical: string }>('SELECT canonical FROM requests.event WHERE stream_id = $1 AND seq = 2', [first]);
      const text = (rows[0]?.canonical ?? '').replace('d-energy', 'd-energz');
      await client.query('UPDATE requests.event SET canonical = $2, hash = $3 WHERE stream_id = $1 AND seq = 2', [first, text, hashOf(text)]);
    });
    expect(await verify()).toEqual([`requests ${first} #2: the log holds another hash`, `requests ${first} #3: does not follow the event before it`]);
  });

  it('finds a whole history written anew, consistent in itself: the head signed outside says otherwise', async () => {
    await tamper(async (client) => {
      const { rows } = await client.query<{ position: number; stream_id: string; seq: number; canonical: string }>('SELECT l.position, l.stream_id, l.seq, e.canonical FROM requests.log l JOIN requests.event e USING (stream_id, seq) ORDER BY l.position');
      const heads = new Map<string, string>();
      let chain = '';
      for (const row of rows) {
        const text = JSON.stringify({ ...(JSON.parse(row.canonical) as object), clause: 'A1-1', previous: heads.get(row.stream_id) ?? null });
        const hash = hashOf(text);
        heads.set(row.stream_id, hash);
        chain = chainOf(chain, Number(row.position), { stream_id: row.stream_id, seq: row.seq, hash });
        await client.query('UPDATE requests.event SET canonical = $3, hash = $4 WHERE stream_id = $1 AND seq = $2', [row.stream_id, row.seq, text, hash]);
        await client.query('UPDATE requests.log SET event_hash = $2, chain = $3 WHERE position = $1', [row.position, hash, chain]);
      }
      for (const [id, head] of heads) await client.query('UPDATE requests.stream SET head = $2 WHERE id = $1', [id, head]);
    });
    expect(await verify()).toEqual([expect.stringContaining('position 6 is not what was signed')]);
  });

  it('finds a column that says other than the text: another day, another hour, another type', async () => {
    for (const change of ["effective_on = '2026-01-05'", "recorded_at = '2026-01-05T01:00:00.000Z'", "type = 'NoteClosed'", "id = 'other'"]) {
      const { rows } = await database.owner((client) => client.query<{ id: string; effective_on: string; recorded_at: string; type: string }>('SELECT id, effective_on::text, recorded_at, type FROM requests.event WHERE stream_id = $1 AND seq = 1', [first]));
      await tampered(`UPDATE requests.event SET ${change} WHERE stream_id = $1 AND seq = 1`, [first]);
      expect(await verify()).toEqual([`requests ${first} #1: the columns do not say what the text says`]);
      await tampered('UPDATE requests.event SET id = $2, effective_on = $3, recorded_at = $4, type = $5 WHERE stream_id = $1 AND seq = 1', [first, rows[0]?.id, rows[0]?.effective_on, rows[0]?.recorded_at, rows[0]?.type]);
    }
  });

  it('finds a cut tail: the last events with their places in the log, the root made to fit', async () => {
    await tamper(async (client) => {
      const { rows } = await client.query<{ stream_id: string; seq: number }>('DELETE FROM requests.log WHERE position = 6 RETURNING stream_id, seq');
      await client.query('DELETE FROM requests.event WHERE stream_id = $1 AND seq = $2', [rows[0]?.stream_id, rows[0]?.seq]);
      await client.query('UPDATE requests.stream s SET seq = seq - 1, head = (SELECT e.hash FROM requests.event e WHERE e.stream_id = s.id ORDER BY e.seq DESC LIMIT 1) WHERE s.id = $1', [rows[0]?.stream_id]);
    });
    expect(await verify()).toEqual(['requests: the log ends at 5, but at 2026-03-02T02:00:00.000Z it had 6 positions']);
  });

  it('finds a cut tail without any signed head while the root remembers', async () => {
    await tampered('DELETE FROM requests.event WHERE stream_id = $1 AND seq = 3', [second]);
    expect(await verify()).toEqual(expect.arrayContaining([`requests ${second}: the stream ends at 2, its root says 3`, `requests ${second} #3: the log knows an event that is gone`]));
  });

  it('finds a vanished stream: every row of it gone, from every table, whether the log began with it or ended', async () => {
    const vanish = (position: number): Promise<unknown> => tamper(async (client) => {
      const { rows } = await client.query<{ id: string }>('SELECT stream_id AS id FROM requests.log WHERE position = $1', [position]);
      for (const table of ['event', 'log', 'outbox', 'unsequenced', 'timer', 'notice', 'free_text', 'subject_key', 'command']) await client.query(`DELETE FROM requests.${table} WHERE stream_id = $1`, [rows[0]?.id]);
      await client.query('DELETE FROM requests.stream WHERE id = $1', [rows[0]?.id]);
    });
    await vanish(6);
    expect(await verify()).toEqual(['requests: the log ends at 3, but at 2026-03-02T02:00:00.000Z it had 6 positions']);
    await vanish(1);
    expect(await verify()).toEqual(['requests: the log ends at 0, but at 2026-03-02T02:00:00.000Z it had 6 positions']);
    await execute(platform, shell, { actor: handler, commandId: randomUUID(), action: 'openNote', streamId: null, input: { text: '后来' } });
    await sequence();
    expect(await verify()).not.toEqual([]); // what comes after does not heal it
  });

  it('finds a stream that vanished out of the middle', async () => {
    const third = await open();
    await sequence();
    await tamper(async (client) => {
      for (const table of ['event', 'log']) await client.query(`DELETE FROM requests.${table} WHERE stream_id = (SELECT stream_id FROM requests.log WHERE position = 4)`);
    });
    expect(third).not.toBe('');
    expect((await verify()).some((problem) => problem.includes('log positions 4 to 6 are missing'))).toBe(true);
  });

  it('finds a changed root, events without one, and an event taken out of the queue', async () => {
    await tampered('UPDATE requests.stream SET head = $2 WHERE id = $1', [first, hashOf('x')]);
    expect(await verify()).toEqual([`requests ${first}: the stream ends at 3, its root says 3`]);
    await tampered('DELETE FROM requests.stream WHERE id = $1', [first]);
    expect(await verify()).toEqual([`requests ${first}: events without the root of their stream`]);
    const third = await open();
    await database.as('requests', 'write', (client) => client.query('DELETE FROM requests.unsequenced WHERE stream_id = $1 AND seq = 2', [third]));
    expect(await verify()).toContain(`requests ${third} #2: neither in the log nor waiting for it`);
  });

  it('finds a forged head, an unreadable line and one from another context; a missing file is no fault', async () => {
    const file = join(folder, 'requests.jsonl');
    const line = (await readFile(file, 'utf8')).trim();
    await writeFile(file, `${JSON.stringify({ ...(JSON.parse(line) as object), position: 4 })}\n`);
    expect(await verify()).toEqual(['requests: the head signed at 2026-03-02T02:00:00.000Z has a wrong signature']);
    await writeFile(file, `${line}\n`);
    await appendFile(file, line.slice(0, 40));
    expect(await verify()).toEqual(['requests: the head signed at line 2 has a wrong signature']);
    await writeHead(platform.database.context('review').writer, 'review', platform.keys, folder, instant('2026-03-02T10:00:00+08:00'));
    expect(await readHeads(folder, 'review')).toEqual([]); // review's log is empty: nothing to sign
    await writeFile(join(folder, 'review.jsonl'), `${line}\n`);
    const { problems } = await verifyContext(platform.database.context('review').writer, 'review', platform.keys, await readHeads(folder, 'review'));
    expect(problems).toHaveLength(1);
    await writeFile(file, '');
    expect(await verify()).toEqual([]);
  });
});
