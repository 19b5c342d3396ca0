import { House } from './testing/house.fixture.ts';
import { keepingMigration } from './records/keeping.migration.ts';

let house: House;
beforeAll(async () => { house = await House.open(); });
afterAll(() => house?.close());

const digestsOf = (id: string): Promise<readonly string[]> => house.database.owner(async (client) => (await client.query<{ digest: string }>('SELECT DISTINCT digest FROM requests.document WHERE request_id = $1', [id])).rows.map(({ digest }) => digest));
const noted = async (): Promise<number> => Number((await house.rowCounts())['requests.file_removal']);
const stored = async (digests: readonly string[]): Promise<number> => (await Promise.all(digests.map((digest) => house.store.has(digest)))).filter(Boolean).length;

describe('files of a case that is erased', () => {
  it('stay where the transaction fails: nothing points at nothing', async () => {
    const id = await house.served();
    const digests = await digestsOf(id);
    await house.database.owner((client) => client.query(`CREATE FUNCTION requests.crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'crash before commit'; END $$;
      CREATE CONSTRAINT TRIGGER crash AFTER INSERT ON requests.file_removal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION requests.crash()`));
    try {
      await expect(house.act('eraseApplicant', 'office-head', { id })).rejects.toThrow('crash before commit');
    } finally {
      await house.database.owner((client) => client.query('DROP FUNCTION requests.crash CASCADE'));
    }
    expect([await noted(), await stored(digests)]).toEqual([0, digests.length]);
    const { request } = await house.data('query ($id: ID!) { request(id: $id) { title documents { url } } }', 'office', { id });
    expect(request.title).not.toBeNull();
    expect(await house.download(request.documents[0].url)).not.toBeNull();
  });

  it('go after it committed, though the first who tries crashes in the middle; and open to nobody in between', async () => {
    const id = await house.served();
    const digests = await digestsOf(id);
    const { request } = await house.data('query ($id: ID!) { request(id: $id) { documents { url } } }', 'office', { id });
    await house.act('eraseApplicant', 'office-head', { id });
    expect([await noted(), await stored(digests)]).toEqual([digests.length, digests.length]);
    expect(await house.download(request.documents[0].url)).toBeNull();

    const remove = house.store.remove.bind(house.store);
    let left = 2;
    house.store.remove = async (digest) => {
      if (left === 0) throw new Error('the process ends here');
      left -= 1;
      await remove(digest);
    };
    await expect(house.worker.pump()).rejects.toThrow('the process ends here');
    expect([await noted(), await stored(digests)]).toEqual([digests.length - 2, digests.length - 2]);
    house.store.remove = remove;
    await house.worker.pump();
    expect([await noted(), await stored(digests)]).toEqual([0, 0]);
  });

  it('stay where another case has the same bytes', async () => {
    const [one, other] = [await house.served(), await house.served()];
    const [shared] = await digestsOf(one);
    await house.database.owner((client) => client.query("UPDATE requests.document SET digest = $2 WHERE request_id = $1 AND kind = 'Acknowledgement' AND format = 'PDF'", [other, shared]));
    await house.act('eraseApplicant', 'office-head', { id: one });
    await house.worker.pump();
    expect([await noted(), await house.store.has(shared as string)]).toEqual([0, true]);
    await house.act('eraseApplicant', 'office-head', { id: other });
    await house.worker.pump();
    expect(await house.store.has(shared as string)).toBe(false);
  });
});

describe('cases from before the desk knew whose turn it is (007)', () => {
  it('are given it by the step: each stands on the desk of whoever has to act', async () => {
    const [registered, assigned, approving] = [await house.registered(), await house.assigned({}, []), await house.drafted()];
    await house.act('submitReplyProposal', 'handler', { id: approving });
    const turns = () => house.database.owner(async (client) => (await client.query('SELECT id, awaits, awaits_signature FROM requests.request ORDER BY id')).rows);
    const before = await turns();
    const mine = async (login: string): Promise<readonly string[]> => (await house.data('{ requestDesk(first: 50, waiting: MINE) { nodes { id } } }', login)).requestDesk.nodes.map(({ id }: { id: string }) => id);
    expect(await mine('office')).toContain(registered);
    await house.database.owner(async (client) => {
      await client.query("UPDATE requests.request SET awaits = '{}', awaits_signature = '{}'");
      expect(await mine('office')).toEqual([]);
      await keepingMigration.work?.({ query: async <R>(sql: string, params: readonly unknown[] = []) => (await client.query(sql, [...params])).rows as R[] });
    });
    expect(await turns()).toEqual(before);
    expect(await mine('handler')).toContain(assigned);
    expect(await mine('head')).toContain(approving);
  });
});
