import type { Actor } from '@disclosure/organisation';
import { officer } from '@disclosure/review-domain/testing';
import { mayOpenReviewFile } from './downloads.ts';
import { applicant, cleared, openReviewHouse, PUBLIC } from './testing/review-house.ts';
import type { ReviewHouse } from './testing/review-house.ts';

let house: ReviewHouse;
let id: string;
let other: string;
let clearanceId: string;
beforeAll(async () => {
  house = await openReviewHouse();
  ({ id, clearanceId } = await cleared(house, { title: '查看', attachments: [house.putFile('附件')] }));
  other = (await house.open('handler', await house.store({ title: '另一件' }))).reviewCase?.id as string;
});
afterAll(() => house.close());

interface Look { readonly what: string; readonly reviewId: string | null; readonly name: string; readonly personId: string; readonly at: string; readonly correlationId: string }
const count = async (): Promise<number> => Number((await house.database.owner(async (client) => (await client.query('SELECT count(*) AS n FROM review.look')).rows[0] as { n: string })).n);
/** What was recorded since, oldest first. */
async function recorded(work: () => Promise<unknown>): Promise<readonly Look[]> {
  const before = await count();
  await work();
  const fresh = (await count()) - before;
  if (fresh === 0) return [];
  const { data } = await house.ask(`{ reviewLooks(first: ${fresh}) { nodes { what reviewId name personId at correlationId } } }`, officer('office-head'));
  return (data.reviewLooks.nodes as Look[]).reverse();
}
const told = (looks: readonly Look[]): string[] => looks.map(({ what, reviewId }) => `${what} ${reviewId === id ? 'id' : reviewId === other ? 'other' : String(reviewId)}`).sort();
const CASE = 'query ($id: ID!) { reviewCase(id: $id) { id title findings { kind } timeline { event remarks } signatures { remarks } package { body attachments { url } } clearance { id state } earlierReviews { id } } }';
const open = (as: Actor, of = id) => house.ask(CASE, as, { id: of });
const representations = () => ({ r: [{ __typename: 'ReviewCase', id }, { __typename: 'Clearance', id: clearanceId }] });
const ENTITIES = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Clearance { state } } }';

describe('an auditor reads every review, and each look is recorded', () => {
  test('a case: who, when, once for all that is read of it at once, again when it is read again', async () => {
    const [look, ...more] = await recorded(() => open(officer('auditor')));
    expect(more).toEqual([]);
    expect(look).toEqual({ what: 'CASE', reviewId: id, name: '姓名auditor', personId: 'p-auditor', at: '2026-03-02T09:00:00+08:00', correlationId: expect.any(String) });
    expect(told(await recorded(async () => { await open(officer('auditor')); await open(officer('auditor'), other); }))).toEqual(['CASE id', 'CASE other']);
    expect(told(await recorded(() => house.ask('query ($a: ID!, $b: ID!) { a: reviewCase(id: $a) { id } b: reviewCase(id: $b) { id } c: reviewCase(id: $a) { title } }', officer('auditor'), { a: id, b: other })))).toEqual(['CASE id', 'CASE other']);
  });
  test('a list: every case on the page and no other, or that it held none', async () => {
    const list = (first: number, filter = {}) => recorded(() => house.ask('query ($first: Int, $f: ReviewCaseFilter) { reviewCases(first: $first, filter: $f) { totalCount nodes { id title } } }', officer('auditor'), { first, f: filter }));
    expect(told(await list(10))).toEqual(['LIST id', 'LIST other']);
    expect(await list(1)).toHaveLength(1);
    expect(told(await list(10, { subjectId: 'no-such' }))).toEqual(['LIST null']);
  });
  test('by whichever way it is reached: as an entity, by its clearance', async () => {
    expect(told(await recorded(() => house.ask(ENTITIES, officer('auditor'), representations())))).toEqual(['CASE id']);
    expect(told(await recorded(() => house.ask('query ($id: ID!) { clearance(id: $id) { digest } }', officer('auditor'), { id: clearanceId })))).toEqual(['CASE id']);
  });
  test('a file of it: at each opening of the link, not when the link is shown', async () => {
    const { data } = await open(officer('auditor'));
    const link = house.links.get(data.reviewCase.package.attachments[0].url as string);
    expect(link).toMatchObject({ context: 'review', actor: officer('auditor'), recordId: id, releaseId: null });
    const opens = () => mayOpenReviewFile(house.platform, link as never);
    expect(told(await recorded(async () => expect([await opens(), await opens()]).toEqual([true, true])))).toEqual(['DOCUMENT id', 'DOCUMENT id']);
    expect(await recorded(() => mayOpenReviewFile(house.platform, { actor: officer('head'), recordId: id }))).toEqual([]);
  });
  test('what is not there is not looked at', async () => expect(await recorded(() => open(officer('auditor'), 'no-such'))).toEqual([]));
  test('of nobody else, whatever they open', async () => {
    for (const who of ['handler', 'head', 'deputy', 'principal', 'secrecy', 'classification', 'office', 'office-head', 'legal', 'analyst', 'admin'].map(officer).concat(applicant('r1'), PUBLIC)) {
      expect(await recorded(async () => {
        await open(who);
        await house.ask('{ reviewCases(first: 10) { nodes { id } } }', who);
        await house.ask(ENTITIES, who, representations());
      })).toEqual([]);
    }
  });
  test('a look that cannot be recorded shows nothing: neither case, nor list, nor entity, nor clearance', async () => {
    await house.database.owner((client) => client.query('REVOKE INSERT ON review.look FROM review_write'));
    try {
      for (const [query, variables] of [[CASE, { id }], ['{ reviewCases(first: 1) { nodes { id } } }', {}], [ENTITIES, representations()], ['query ($id: ID!) { clearance(id: $id) { digest } }', { id: clearanceId }]] as const) {
        const { data, errors } = await house.ask(query, officer('auditor'), variables);
        expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('permission denied')]);
        expect(JSON.stringify(data)).not.toMatch(/查看|digest|state/u);
      }
      await expect(mayOpenReviewFile(house.platform, { actor: officer('auditor'), recordId: id })).rejects.toThrow('permission denied');
      expect((await open(officer('office'))).data.reviewCase.id).toBe(id);
    } finally {
      await house.database.owner((client) => client.query('GRANT INSERT ON review.look TO review_write'));
    }
  });
});

describe('the record', () => {
  test('is shown to the head of the disclosure office and administrators, by person and by review; to nobody else, least of all the auditor', async () => {
    await open(officer('auditor'), other);
    for (const login of ['office-head', 'admin']) {
      const { data } = await house.ask('query ($r: ID) { reviewLooks(first: 100, reviewId: $r, personId: "p-auditor") { nodes { reviewId } } }', officer(login), { r: other });
      expect(new Set(data.reviewLooks.nodes.map(({ reviewId }: Look) => reviewId))).toEqual(new Set([other]));
      expect((await house.ask('{ reviewLooks(first: 100, personId: "p-office") { nodes { id } } }', officer(login))).data.reviewLooks.nodes).toEqual([]);
    }
    for (const login of ['auditor', 'office', 'secrecy', 'principal', 'handler']) expect((await house.ask('{ reviewLooks(first: 1) { nodes { id } } }', officer(login))).errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    for (const who of [applicant('r1'), PUBLIC]) expect((await house.ask('{ reviewLooks(first: 1) { nodes { id } } }', who)).errors.map(({ code }) => code)).toEqual(['UNAUTHENTICATED']);
  });
  test('is changed by nobody: not by the role that writes it, not by its owner', async () => {
    const { writer } = house.platform.database.context('review');
    for (const sql of ["UPDATE review.look SET person_id = 'p-nobody'", 'DELETE FROM review.look', 'SELECT person_id FROM review.look']) await expect(writer.query(sql)).rejects.toThrow(/permission denied/);
    for (const sql of ["UPDATE review.look SET person_id = 'p-nobody'", 'DELETE FROM review.look']) await expect(house.database.owner((client) => client.query(sql))).rejects.toThrow('evidence is not changed');
  });
});
