import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { instant, localDate } from '@disclosure/kernel';
import type { Audience, ContentPackage } from '@disclosure/contracts';
import { createTestDatabase, openTestPlatform, toyBooks, toyContexts } from '@disclosure/platform-testing';
import type { TestDatabase, TestPlatform } from '@disclosure/platform-testing';
import { eraseContentOf, endRelease, expungeContent, fittingClearance, getContent, grantClearance, openContent, putContent, putSealedContent, recordRendition, release, revokeClearance } from './gate.ts';
import { gateMigrations } from './gate.migrations.ts';

const contexts = toyContexts.map(({ context }) => context);
const AT = instant('2026-03-02T09:00:00+08:00');
const ON = localDate('2026-03-02');
let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase('gate', { contexts: toyContexts, platformSchemas: [gateMigrations(contexts)], poolSize: 8 });
  platform = await openTestPlatform(database, AT, toyBooks);
});
afterAll(async () => {
  await platform.close();
  await database.drop();
});

const content = (body: string): ContentPackage => ({ format: 1, title: '标题', summary: '', body, attachments: [], redactions: [], blocks: {} });
const write = <T>(context: string, work: Parameters<TestPlatform['database']['contexts'][0]['write']>[0]): Promise<T> => platform.database.context(context).write(work) as Promise<T>;
const put = (body: string = randomUUID()): Promise<string> => write('publication', (tx) => putContent(tx, content(body)));
interface Terms { mode?: 'PROACTIVE' | 'ON_REQUEST'; audience?: Audience; expiresOn?: string | null }
async function clear(digest: string, { mode = 'PROACTIVE', audience = 'PUBLIC', expiresOn = null }: Terms = {}): Promise<string> {
  const id = randomUUID();
  await write('review', (tx) => grantClearance(tx, { id, digest, extent: 'FULL_TEXT', mode, audience, clearedOn: ON, expiresOn: expiresOn === null ? null : localDate(expiresOn), clearedAt: AT, reviewId: 'r' }));
  return id;
}
const letOut = (digest: string, clearanceId: string, { audience = 'PUBLIC', context = 'publication', on = ON }: { audience?: Audience; context?: string; on?: string } = {}): Promise<string> =>
  write(context, (tx) => release(tx, { digest, clearanceId, audience, address: `/d/${digest.slice(0, 8)}`, context, at: AT, on: localDate(on) }));
const publicSees = async (digest: string): Promise<string | null> => {
  const rows = await platform.database.context('publication').publicReader.query<{ bytes: Buffer }>('SELECT bytes FROM gate.public_content WHERE digest = $1', [digest]);
  return rows[0] ? (JSON.parse(rows[0].bytes.toString('utf8')) as ContentPackage).body : null;
};
const revision = async (): Promise<number> => (await platform.database.context('publication').publicReader.query<{ revision: number }>('SELECT revision FROM gate.revision'))[0]?.revision ?? 0;

describe('what the public reads', () => {
  it('is what was cleared, byte for byte, from release to withdrawal', async () => {
    const digest = await put('全文');
    expect(await publicSees(digest)).toBeNull();
    const clearance = await clear(digest);
    expect(await publicSees(digest)).toBeNull();
    const before = await revision();
    const id = await letOut(digest, clearance);
    expect(await publicSees(digest)).toBe('全文');
    expect(await revision()).toBeGreaterThan(before);
    const released = await revision();
    await write('publication', (tx) => endRelease(tx, id, AT, 'WITHDRAWN'));
    expect(await publicSees(digest)).toBeNull();
    expect(await revision()).toBeGreaterThan(released);
  });

  it('is gone with the revocation of its clearance, all releases in the same transaction', async () => {
    const digest = await put('撤销');
    const clearance = await clear(digest);
    const releases = [await letOut(digest, clearance), await letOut(digest, clearance, { context: 'requests' })];
    await expect(write('review', async (tx) => { await revokeClearance(tx, clearance, AT, 'A3-8'); throw new Error('rolled back'); })).rejects.toThrow('rolled back');
    expect(await publicSees(digest)).toBe('撤销');
    await write('review', (tx) => revokeClearance(tx, clearance, AT, 'A3-8'));
    expect(await publicSees(digest)).toBeNull();
    const { rows } = await database.owner((client) => client.query('SELECT release_id, reason FROM gate.release_end WHERE release_id = ANY($1) ORDER BY release_id', [releases]));
    expect(rows).toEqual(releases.sort().map((release_id) => ({ release_id, reason: 'REVOKED' })));
  });

  it('is never what was released to one applicant', async () => {
    const digest = await put('给一人的');
    await letOut(digest, await clear(digest, { mode: 'ON_REQUEST', audience: 'CASE:1' }), { audience: 'CASE:1', context: 'requests' });
    expect(await publicSees(digest)).toBeNull();
  });

  it('changes with the number that caches are keyed by, never before it and never after it', async () => {
    const digest = await put('修订号');
    const clearance = await clear(digest);
    const before = await revision();
    await write('publication', async (tx) => {
      await release(tx, { digest, clearanceId: clearance, audience: 'PUBLIC', address: '/', context: 'publication', at: AT, on: ON });
      // Not committed: an answer computed now is the old one, and must not be kept under the new number.
      expect([await revision(), await publicSees(digest)]).toEqual([before, null]);
    });
    expect([await revision(), await publicSees(digest)]).toEqual([before + 1, '修订号']);
    await expect(write('review', async (tx) => { await revokeClearance(tx, clearance, AT, 'A3-8'); throw new Error('rolled back'); })).rejects.toThrow();
    expect(await revision()).toBe(before + 1);
  });

  it('is gone for good when it is expunged: content, releases and every clearance of it', async () => {
    const digest = await put('不该在此的内容');
    const clearances = [await clear(digest), await clear(digest)];
    await letOut(digest, clearances[0] as string);
    await expect(write('publication', (tx) => expungeContent(tx, digest, AT, 'A3-8'))).rejects.toThrow('permission denied');
    await write('review', (tx) => expungeContent(tx, digest, AT, 'A3-8'));
    expect([await publicSees(digest), await getContent(platform.database.context('review').writer, digest)]).toEqual([null, null]);
    await expect(letOut(digest, clearances[1] as string)).rejects.toThrow('clearance revoked');
  });

  it('can be released again under another clearance after one was revoked', async () => {
    const digest = await put('再次');
    await write('review', async (tx) => revokeClearance(tx, await clear(digest), AT, 'A3-8'));
    await letOut(digest, await clear(digest));
    expect(await publicSees(digest)).toBe('再次');
  });
});

describe('a release is refused by the database', () => {
  const cases: readonly [string, Terms, { audience?: Audience; on?: string }, string][] = [
    ['on request, released to everybody', { mode: 'ON_REQUEST' }, {}, 'not for proactive'],
    ['for one applicant, released to everybody', { audience: 'CASE:1' }, {}, 'narrower audience'],
    ['for one applicant, released to another', { mode: 'ON_REQUEST', audience: 'CASE:1' }, { audience: 'CASE:2' }, 'narrower audience'],
    ['expired the day before', { expiresOn: '2026-03-01' }, {}, 'expired'],
  ];
  it.each(cases)('under a clearance %s', async (_what, terms, how, message) => {
    const digest = await put();
    await expect(letOut(digest, await clear(digest, terms), how)).rejects.toThrow(message);
    expect(await publicSees(digest)).toBeNull();
  });
  it('under none, under a revoked one, under one for other content', async () => {
    const [digest, other] = [await put(), await put()];
    await expect(letOut(digest, randomUUID())).rejects.toThrow('no such clearance');
    await expect(letOut(digest, await clear(other))).rejects.toThrow('other content');
    const revoked = await clear(digest);
    await write('review', (tx) => revokeClearance(tx, revoked, AT, 'A3-8'));
    await expect(letOut(digest, revoked)).rejects.toThrow('clearance revoked');
  });
  it('and admitted where the clearance reaches: its last day, a wider audience', async () => {
    const digest = await put();
    await letOut(digest, await clear(digest, { expiresOn: '2026-03-02' }));
    await letOut(digest, await clear(digest, { mode: 'ON_REQUEST', audience: 'CASE:1' }), { audience: 'CASE:1', context: 'requests' });
    await letOut(digest, await clear(digest), { audience: 'CASE:2', context: 'requests' });
  });
  it('under a snapshot that may not see a revocation', async () => {
    const digest = await put();
    const clearance = await clear(digest);
    for (const [context, sql, params] of [
      ['publication', 'INSERT INTO gate.release (id, digest, clearance_id, audience, address, context, released_at, released_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [randomUUID(), digest, clearance, 'PUBLIC', '/x', 'publication', AT, ON]],
      ['review', 'INSERT INTO gate.revocation (clearance_id, revoked_at, clause) VALUES ($1, $2, $3)', [clearance, AT, 'A3-8']],
    ] as const) {
      for (const level of ['REPEATABLE READ', 'SERIALIZABLE']) {
        await expect(database.as(context, 'write', async (client) => {
          await client.query(`BEGIN ISOLATION LEVEL ${level}`);
          await client.query(sql, [...params]);
        })).rejects.toThrow('READ COMMITTED');
      }
    }
  });
});

describe('who may do what at the gate', () => {
  const sqlOf = {
    content: "INSERT INTO gate.content (digest, bytes) VALUES (encode(sha256('x'), 'hex'), 'x') ON CONFLICT DO NOTHING",
    clearance: "INSERT INTO gate.clearance (id, digest, extent, mode, audience, cleared_at, review_id) VALUES (gen_random_uuid(), encode(sha256('x'), 'hex'), 'FULL_TEXT', 'PROACTIVE', 'PUBLIC', '2026-03-02T01:00:00.000Z', 'r')",
    revocation: "INSERT INTO gate.revocation (clearance_id, revoked_at, clause) VALUES ('none', '2026-03-02T01:00:00.000Z', 'A3-8')",
    release: "INSERT INTO gate.release (id, digest, clearance_id, audience, address, context, released_at, released_on) VALUES ('x', encode(sha256('x'), 'hex'), 'none', 'PUBLIC', '/', 'publication', '2026-03-02T01:00:00.000Z', '2026-03-02')",
  };
  const outcome = (context: string, kind: 'write' | 'read' | 'public', sql: string): Promise<string> =>
    database.as(context, kind, async (client) => { await client.query('BEGIN'); await client.query(sql); return 'done'; }).catch((error: Error) => (/permission denied/.test(error.message) ? 'denied' : error.message));

  it('content by every writer, clearances and revocations by review alone, releases by publication and requests', async () => {
    await database.as('publication', 'write', (client) => client.query(sqlOf.content));
    const table: Record<string, string[]> = {};
    for (const [what, sql] of Object.entries(sqlOf)) {
      table[what] = [];
      for (const context of contexts) for (const kind of ['write', 'read', 'public'] as const) if ((await outcome(context, kind, sql)) !== 'denied') table[what].push(`${context}_${kind}`);
    }
    expect(table).toEqual({
      content: ['directory_write', 'review_write', 'publication_write', 'requests_write'],
      clearance: ['review_write'],
      revocation: ['review_write'],
      release: ['publication_write', 'requests_write'],
    });
  });

  it('nobody changes or removes content, clearance, revocation, release or their ends, nor the owner by plain SQL', async () => {
    const digest = await put('不变');
    const clearance = await clear(digest);
    const id = await letOut(digest, clearance);
    await write('publication', (tx) => recordRendition(tx, id, { kind: 'PDF', digest, name: 'a.pdf', mediaType: 'application/pdf' }));
    await write('review', (tx) => revokeClearance(tx, clearance, AT, 'A3-8'));
    const columns = { content: 'bytes', clearance: 'digest', revocation: 'clause', release: 'address', release_end: 'reason', rendition: 'digest' };
    for (const [table, column] of Object.entries(columns)) {
      for (const context of contexts) {
        for (const kind of ['write', 'read', 'public'] as const) {
          expect(await outcome(context, kind, `UPDATE gate.${table} SET ${column} = ${column}`)).toBe('denied');
          expect(await outcome(context, kind, `DELETE FROM gate.${table}`)).toBe('denied');
          expect(await outcome(context, kind, `TRUNCATE gate.${table}`)).toBe('denied');
        }
      }
      await expect(database.owner((client) => client.query(`UPDATE gate.${table} SET ${column} = ${column}`))).rejects.toThrow('not changed');
      if (table !== 'content') await expect(database.owner((client) => client.query(`DELETE FROM gate.${table}`))).rejects.toThrow('not changed');
    }
  });

  it('a context releases, ends and renders in its own name only', async () => {
    const digest = await put();
    const clearance = await clear(digest);
    const theirs = await letOut(digest, clearance);
    await expect(write('requests', (tx) => release(tx, { digest, clearanceId: clearance, audience: 'PUBLIC', address: '/', context: 'publication', at: AT, on: ON }))).rejects.toThrow('row-level security');
    await expect(write('requests', (tx) => endRelease(tx, theirs, AT, 'WITHDRAWN'))).rejects.toThrow('row-level security');
    await expect(write('requests', (tx) => recordRendition(tx, theirs, { kind: 'PDF', digest, name: 'a', mediaType: 'b' }))).rejects.toThrow('row-level security');
    await expect(write('publication', (tx) => endRelease(tx, theirs, AT, 'REVOKED' as never))).rejects.toThrow('row-level security');
    expect(await publicSees(digest)).not.toBeNull();
    await write('publication', (tx) => endRelease(tx, theirs, AT, 'WITHDRAWN'));
    await write('publication', (tx) => endRelease(tx, theirs, AT, 'WITHDRAWN')); // ended once; a repetition is harmless
  });

  it('content whose digest is not its own is refused; the same content twice is one row', async () => {
    const store = (digest: string): Promise<unknown> => database.as('publication', 'write', (client) => client.query("INSERT INTO gate.content (digest, bytes) VALUES ($1, 'y')", [digest]));
    await expect(store(createHash('sha256').update('z').digest('hex'))).rejects.toThrow('check constraint');
    await expect(store('short')).rejects.toThrow('check constraint');
    await store(createHash('sha256').update('y').digest('hex'));
    const digest = await put('两次');
    expect(await put('两次')).toBe(digest);
    expect(await getContent(platform.database.context('review').writer, digest)).toEqual(content('两次'));
  });

  it('no clearance without content', async () => {
    await expect(clear(createHash('sha256').update('nothing').digest('hex'))).rejects.toThrow('holds no content');
  });
});

describe('the public role', () => {
  it('can select these relations of the whole database and no other', async () => {
    const relations = await database.owner(async (client) => (await client.query<{ name: string }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'v', 'm', 'p', 'S', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1`)).rows.map(({ name }) => name));
    expect(relations.length).toBeGreaterThan(60);
    for (const context of contexts) {
      const open = await database.as(context, 'public', async (client) => {
        const readable: string[] = [];
        for (const name of relations) await client.query(`SELECT * FROM ${name} LIMIT 0`).then(() => readable.push(name), () => undefined);
        return readable;
      });
      expect([context, open]).toEqual([context, ['gate.public_content', 'gate.revision', 'platform.clock', 'reference.public_book']]);
    }
  });

  it('writes nothing anywhere, reads no secret of the cluster, and becomes nobody else', async () => {
    await database.as('publication', 'public', async (client: pg.Client) => {
      for (const sql of ['SELECT rolpassword FROM pg_authid', 'SELECT * FROM pg_statistic', "SELECT pg_read_file('/etc/passwd')", "COPY gate.public_content TO '/tmp/x'", "UPDATE gate.public_revision SET revision = 0", 'SET ROLE publication_write', 'SET SESSION AUTHORIZATION postgres', "UPDATE platform.clock SET offset_ms = 1", 'CREATE SCHEMA mine']) {
        // What PostgreSQL calls it differs by version; the code is the same.
        await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
      }
    });
  });
});

describe('a revocation and a release at once', () => {
  it('in whichever order leave nothing live', async () => {
    let both = 0;
    for (let n = 0; n < 60; n += 1) {
      const digest = await put(`赛跑 ${n}`);
      const clearance = await clear(digest);
      const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
      const releasing = (): Promise<unknown> => write('publication', async (tx) => { await release(tx, { digest, clearanceId: clearance, audience: 'PUBLIC', address: '/', context: 'publication', at: AT, on: ON }); await pause(n % 5); });
      const revoking = (): Promise<unknown> => write('review', async (tx) => { await revokeClearance(tx, clearance, AT, 'A3-8'); await pause(n % 7); });
      const [first, second] = n % 2 === 0 ? [releasing, revoking] : [revoking, releasing];
      const running = first();
      running.catch(() => undefined); // its outcome is read below
      await pause(n % 3);
      const outcomes = await Promise.allSettled([running, second()]);
      if (outcomes.every(({ status }) => status === 'fulfilled')) both += 1;
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect((outcome.reason as Error).message).toContain('clearance revoked');
      expect(await publicSees(digest)).toBeNull();
      const { rows } = await database.owner((client) => client.query<{ n: string }>('SELECT count(*) AS n FROM gate.release r WHERE r.clearance_id = $1 AND NOT EXISTS (SELECT FROM gate.release_end e WHERE e.release_id = r.id)', [clearance]));
      expect(rows[0]?.n).toBe('0'); // not only hidden: every release that got in was ended
    }
    expect(both).toBeGreaterThan(5); // both orders did occur
    expect(both).toBeLessThan(55);
  });

  it('the second waits for the first, whichever that is', async () => {
    for (const releaseFirst of [true, false]) {
      const digest = await put(`等待 ${releaseFirst}`);
      const clearance = await clear(digest);
      const order: string[] = [];
      const held = async (what: string): Promise<void> => { await new Promise((resolve) => setTimeout(resolve, 150)); order.push(what); };
      const releasing = (): Promise<unknown> => write('publication', async (tx) => { await release(tx, { digest, clearanceId: clearance, audience: 'PUBLIC', address: '/', context: 'publication', at: AT, on: ON }); await held('release'); });
      const revoking = (): Promise<unknown> => write('review', async (tx) => { await revokeClearance(tx, clearance, AT, 'A3-8'); await held('revocation'); });
      const [first, second] = releaseFirst ? [releasing, revoking] : [revoking, releasing];
      const running = first();
      await new Promise((resolve) => setTimeout(resolve, 50));
      const outcomes = await Promise.allSettled([running, second()]);
      expect([order, outcomes.map(({ status }) => status)]).toEqual(releaseFirst ? [['release', 'revocation'], ['fulfilled', 'fulfilled']] : [['revocation'], ['fulfilled', 'rejected']]);
      expect(await publicSees(digest)).toBeNull();
    }
  });
});

describe('fittingClearance', () => {
  const fit = async (digest: string, audience: Audience = 'PUBLIC', on = '2026-03-02'): Promise<string> => {
    const result = await fittingClearance(platform.database.context('publication').writer, digest, audience, localDate(on));
    return result.ok ? result.value.id : result.error.code;
  };
  it('says what the database would: the live one, or which is missing', async () => {
    const digest = await put();
    expect(await fit(digest)).toBe('NO_CLEARANCE');
    const narrow = await clear(digest, { mode: 'ON_REQUEST', audience: 'CASE:1' });
    expect([await fit(digest), await fit(digest, 'CASE:1'), await fit(digest, 'CASE:2')]).toEqual(['CLEARANCE_AUDIENCE', narrow, 'CLEARANCE_AUDIENCE']);
    const short = await clear(digest, { expiresOn: '2026-03-02' });
    expect([await fit(digest), await fit(digest, 'CASE:2'), await fit(digest, 'PUBLIC', '2026-03-03')]).toEqual([short, short, 'CLEARANCE_EXPIRED']);
    await write('review', (tx) => revokeClearance(tx, short, AT, 'A3-8'));
    expect(await fit(digest)).toBe('CLEARANCE_REVOKED');
    const again = await clear(digest);
    expect(await fit(digest)).toBe(again);
    await letOut(digest, again);
  });
  it('gives the day of the clearance as it was in China', async () => {
    const digest = await put();
    await write('review', (tx) => grantClearance(tx, { id: randomUUID(), digest, extent: 'FULL_TEXT', mode: 'PROACTIVE', audience: 'PUBLIC', clearedOn: localDate('2026-03-03'), expiresOn: null, clearedAt: instant('2026-03-03T07:30:00+08:00'), reviewId: 'r' }));
    const result = await fittingClearance(platform.database.context('publication').writer, digest, 'PUBLIC', ON);
    expect(result).toMatchObject({ ok: true, value: { clearedOn: '2026-03-03' } });
  });
});

describe('packages for one applicant', () => {
  it('are stored encrypted, open by the platform’s keys, and are erased with their key', async () => {
    const owner = `CASE:${randomUUID()}` as const;
    const secret = '仅供申请人本人的答复内容';
    const { digest, plainDigest } = await write<{ digest: string; plainDigest: string }>('requests', (tx) => putSealedContent(tx, owner, content(secret), platform.keys));
    const second = await write<{ digest: string; plainDigest: string }>('requests', (tx) => putSealedContent(tx, owner, content(secret), platform.keys));
    expect([second.plainDigest, second.digest === digest]).toEqual([plainDigest, false]);
    const reader = platform.database.context('requests').writer;
    expect(await openContent(reader, digest, platform.keys)).toEqual(content(secret));
    expect(await getContent(reader, digest)).toBeNull();
    const clearance = await clear(digest, { mode: 'ON_REQUEST', audience: owner });
    await letOut(digest, clearance, { audience: owner, context: 'requests' });
    const { rows } = await database.owner((client) => client.query<{ bytes: Buffer; plain_digest: string; cleared: string }>('SELECT c.bytes, c.plain_digest, x.plain_digest AS cleared FROM gate.content c JOIN gate.clearance x ON x.digest = c.digest WHERE c.digest = $1', [digest]));
    expect(rows[0]?.bytes.includes(Buffer.from(secret))).toBe(false);
    expect([rows[0]?.plain_digest, rows[0]?.cleared]).toEqual([plainDigest, plainDigest]);

    const other = await write<{ digest: string }>('requests', (tx) => putSealedContent(tx, `CASE:${randomUUID()}`, content('另一件'), platform.keys));
    await write('requests', (tx) => eraseContentOf(tx, owner));
    expect([await openContent(reader, digest, platform.keys), await openContent(reader, second.digest, platform.keys)]).toEqual([null, null]);
    expect(await openContent(reader, other.digest, platform.keys)).toEqual(content('另一件'));
  });

  it('do not open under another’s key', async () => {
    const one = await write<{ digest: string }>('requests', (tx) => putSealedContent(tx, `CASE:${randomUUID()}`, content('甲'), platform.keys));
    await write('requests', (tx) => putSealedContent(tx, 'CASE:other', content('乙'), platform.keys));
    await database.owner(async (client) => {
      await client.query('SET session_replication_role = replica');
      await client.query("UPDATE gate.content SET key_id = (SELECT id FROM gate.content_key WHERE owner = 'CASE:other') WHERE digest = $1", [one.digest]);
    });
    await expect(openContent(platform.database.context('requests').writer, one.digest, platform.keys)).rejects.toThrow();
  });

  it('two at once for a new applicant share one key', async () => {
    const owner = `CASE:${randomUUID()}` as const;
    const both = await Promise.all(['甲', '乙'].map((body) => write<{ digest: string }>('requests', (tx) => putSealedContent(tx, owner, content(body), platform.keys))));
    const opened = await Promise.all(both.map(({ digest }) => openContent(platform.database.context('requests').writer, digest, platform.keys)));
    expect(opened.map((one) => one?.body)).toEqual(['甲', '乙']);
  });
});
