import { randomUUID } from 'node:crypto';
import { instant } from '@disclosure/kernel';
import type { StoredEvent } from '@disclosure/workflow';
import { createTestDatabase, handler, liaison, noteShell, openTestPlatform, toyBooks, toyContexts } from '@disclosure/platform-testing';
import type { TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import { execute, loadState } from './execute.ts';
import { loadEvents } from './events.ts';
import { destroyContent, equalityOf, unseal } from './stash.ts';
import { verifyContext } from './verify.ts';
import { Worker } from './worker.ts';

const shell = noteShell('requests');
const TEXT = '请公开关于绿色工厂评审的会议纪要';
const NAME = '欧阳某某';
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

async function open(text = TEXT, name = NAME): Promise<string> {
  const outcome = await execute(platform, shell, { actor: handler, commandId: randomUUID(), action: 'openNote', streamId: null, input: { text, name, lapseHours: 5 } });
  if (outcome.kind !== 'DONE') throw new Error(outcome.kind);
  return outcome.streamId;
}

/** Every column of every table of every schema that can hold text or bytes, in which a string stands; bytes are searched as UTF-8, hex and base64. */
async function placesOf(secret: string): Promise<readonly string[]> {
  return database.owner(async (client) => {
    const { rows } = await client.query<{ place: string; name: string }>(`
      SELECT format('%I.%I', n.nspname, c.relname) AS place, format('%I', a.attname) AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'm', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`);
    expect(rows.length).toBeGreaterThan(150); // it does walk the whole database
    const found: string[] = [];
    const bytes = Buffer.from(secret, 'utf8');
    for (const { place, name } of rows) {
      const { rows: hits } = await client.query<{ n: string }>(
        `SELECT count(*) AS n FROM ${place} WHERE position($1 in ${name}::text) > 0 OR position($2 in lower(${name}::text)) > 0 OR position($3 in ${name}::text) > 0`, [secret, bytes.toString('hex'), bytes.toString('base64')]);
      if (Number(hits[0]?.n) > 0) found.push(`${place}.${name}`);
    }
    return found;
  });
}

describe('content and identities', () => {
  it('stand only in their own rows: the text in one column, the name in none', async () => {
    await open();
    await new Worker({ platform, shells: [shell], consumers: [] }).pump();
    expect(await placesOf(TEXT)).toEqual(['requests.free_text.body']);
    expect(await placesOf(NAME)).toEqual([]);
  });

  it('open by the platform’s keys, and are found again by the keyed hash, however they are written', async () => {
    const id = await open();
    await open('另一件', ' 欧阳某某 ');
    const { writer } = platform.database.context('requests');
    const [event] = (await loadEvents(writer, 'requests', id)) as [StoredEvent];
    const { sealed } = event.payload['name'] as { sealed: string };
    expect(await unseal(writer, 'requests', [sealed], platform.keys)).toEqual(new Map([[sealed, NAME]]));
    const same = await writer.query('SELECT id FROM requests.sealed WHERE equality = $1', [equalityOf(platform.keys, 'NAME', NAME)]);
    expect(same).toHaveLength(2);
    expect(equalityOf(platform.keys, 'NAME', NAME)).not.toBe(equalityOf(platform.keys, 'PHONE', NAME));
  });

  it('moved to another row, under another person’s key or changed by a bit do not open', async () => {
    const [mine, other] = [await open(), await open('另一件', '司徒某某')];
    const { writer } = platform.database.context('requests');
    const sealedOf = async (id: string): Promise<string> => ((await loadEvents(writer, 'requests', id))[0]?.payload['name'] as { sealed: string }).sealed;
    const [a, b] = [await sealedOf(mine), await sealedOf(other)];
    const asOwner = (sql: string, params: unknown[]): Promise<unknown> => database.owner(async (client) => { await client.query('SET session_replication_role = replica'); await client.query(sql, params); });
    const original = (await database.owner((client) => client.query<{ ciphertext: Buffer; key_id: string }>('SELECT ciphertext, key_id FROM requests.sealed WHERE id = $1', [b]))).rows[0];
    await asOwner('UPDATE requests.sealed t SET ciphertext = s.ciphertext, key_id = s.key_id FROM requests.sealed s WHERE t.id = $1 AND s.id = $2', [b, a]);
    await expect(unseal(writer, 'requests', [b], platform.keys)).rejects.toThrow();
    expect(await unseal(writer, 'requests', [a], platform.keys)).toEqual(new Map([[a, NAME]])); // in its own place it still opens
    await asOwner('UPDATE requests.sealed SET ciphertext = $2 WHERE id = $1', [b, original?.ciphertext]);
    await expect(unseal(writer, 'requests', [b], platform.keys)).rejects.toThrow(); // the key is another person's
    await asOwner('UPDATE requests.sealed SET key_id = $2 WHERE id = $1', [b, original?.key_id]);
    expect(await unseal(writer, 'requests', [b], platform.keys)).toEqual(new Map([[b, '司徒某某']]));
    await asOwner('UPDATE requests.sealed SET ciphertext = set_bit(ciphertext, 300, 1 - get_bit(ciphertext, 300)) WHERE id = $1', [b]);
    await expect(unseal(writer, 'requests', [b], platform.keys)).rejects.toThrow();
  });

  it('have a key for each person in each case: two cases of one person share none', async () => {
    await open();
    await open();
    const { rows } = await database.owner((client) => client.query<{ wrapped: Buffer }>('SELECT wrapped FROM requests.subject_key'));
    expect(new Set(rows.map(({ wrapped }) => wrapped.toString('hex'))).size).toBe(2);
  });
});

describe('erasure', () => {
  it('leaves no trace of the content in any table, and every chain, fold and count as it was', async () => {
    const id = await open();
    const kept = await open('不删除的内容', '司徒某某');
    await execute(platform, shell, { actor: liaison, commandId: randomUUID(), action: 'giveRemark', streamId: id, input: { division: 'd-energy' } });
    await new Worker({ platform, shells: [shell], consumers: [] }).pump();
    const home = platform.database.context('requests');
    const before = await loadState(home, shell, id);
    const sealed = (before as unknown as { id: string }).id;
    const keyedHash = equalityOf(platform.keys, 'NAME', NAME);
    const { sealed: sealedId } = (await loadEvents(home.writer, 'requests', id))[0]?.payload['name'] as { sealed: string };
    expect(await placesOf(keyedHash)).toEqual(['requests.sealed.equality']);
    const { rows: keys } = await database.owner((client) => client.query<{ wrapped: Buffer }>('SELECT wrapped FROM requests.subject_key WHERE stream_id = $1', [id]));

    await home.write((tx) => destroyContent(tx, 'requests', id));

    for (const secret of [TEXT, NAME, keyedHash, keys[0]?.wrapped.toString('hex') as string]) expect(await placesOf(secret)).toEqual([]);
    expect(await unseal(home.writer, 'requests', [sealedId], platform.keys)).toEqual(new Map());
    expect(await verifyContext(home.writer, 'requests', platform.keys, [])).toEqual({ context: 'requests', events: 3, position: 3, problems: [] });
    expect(await loadState(home, shell, id)).toEqual(before);
    expect(sealed).toBe(id);
    const { rows } = await database.owner((client) => client.query<{ events: string; notes: string; texts: string; seals: string }>('SELECT (SELECT count(*) FROM requests.event) AS events, (SELECT count(*) FROM requests.note) AS notes, (SELECT count(*) FROM requests.free_text) AS texts, (SELECT count(*) FROM requests.sealed) AS seals'));
    expect(rows[0]).toEqual({ events: '3', notes: '2', texts: '2', seals: '2' });
    expect(await placesOf('不删除的内容')).toEqual(['requests.free_text.body']);
    const { sealed: keptSeal } = (await loadEvents(home.writer, 'requests', kept))[0]?.payload['name'] as { sealed: string };
    expect(await unseal(home.writer, 'requests', [keptSeal], platform.keys)).toEqual(new Map([[keptSeal, '司徒某某']]));
  });
});
