import fc from 'fast-check';
import { officer } from '@disclosure/review-domain/testing';
import { cleared, openReviewHouse, PASSED, PUBLIC } from './testing/review-house.ts';
import type { ReviewHouse } from './testing/review-house.ts';

let house: ReviewHouse;
beforeAll(async () => { house = await openReviewHouse(); });
afterAll(() => house.close());

const DENIED = { code: '42501' };
const AT = '2026-03-02T01:00:00.000Z';

describe('PRO-07: the database itself keeps the gate', () => {
  test('only review\'s role grants and revokes; review\'s role releases nothing; nobody changes what passed', async () => {
    const { digest, clearanceId } = await cleared(house, { title: '关口' });
    await house.release(digest, clearanceId, 'PUBLIC');
    const as = (context: string, sql: string, ...params: unknown[]): Promise<unknown> => house.platform.database.context(context).write((tx) => tx.query(sql, params));
    const grant = "INSERT INTO gate.clearance (id, digest, extent, mode, audience, cleared_at, review_id) VALUES ($1, $2, 'FULL_TEXT', 'PROACTIVE', 'PUBLIC', $3, 'none')";
    await expect(as('publication', grant, 'forged', digest, AT)).rejects.toMatchObject(DENIED);
    await expect(as('publication', "INSERT INTO gate.revocation (clearance_id, revoked_at, clause) VALUES ($1, $2, 'A3-1')", clearanceId, AT)).rejects.toMatchObject(DENIED);
    await expect(as('publication', 'SELECT gate.expunge($1, $2, $3)', digest, AT, 'A1-9')).rejects.toMatchObject(DENIED);
    await expect(house.release(digest, clearanceId, 'PUBLIC', 'review' as never)).rejects.toMatchObject(DENIED);
    for (const context of ['publication', 'review']) {
      await expect(as(context, "UPDATE gate.clearance SET audience = 'PUBLIC'")).rejects.toMatchObject(DENIED);
      await expect(as(context, 'DELETE FROM gate.revocation')).rejects.toMatchObject(DENIED);
      await expect(as(context, "UPDATE gate.content SET bytes = '\\x00'")).rejects.toMatchObject(DENIED);
      await expect(as(context, 'DELETE FROM gate.content')).rejects.toMatchObject(DENIED);
      await expect(as(context, 'DELETE FROM gate.release')).rejects.toMatchObject(DENIED);
    }
    // Not even review grants a clearance for what the gate does not hold.
    await expect(as('review', grant, 'empty', 'b'.repeat(64), AT)).rejects.toMatchObject({ code: '23503' });
  });

  test('a revocation racing a release leaves nothing out, whoever comes first', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { id, digest, clearanceId } = await cleared(house, { title: `竞争 ${round}` });
      const race = [house.release(digest, clearanceId, 'PUBLIC'), house.act('secrecy', 'revokeClearance', { id, reason: '发现问题。' })];
      const [, revoked] = await Promise.allSettled(round % 2 === 0 ? race : race.reverse()).then((settled) => (round % 2 === 0 ? settled : settled.reverse())) as [PromiseSettledResult<unknown>, PromiseSettledResult<unknown>];
      expect(revoked.status).toBe('fulfilled');
      expect(await house.platform.database.context('publication').publicReader.query('SELECT 1 FROM gate.public_content WHERE digest = $1', [digest])).toEqual([]);
    }
  });
});

test('what happens inside a review changes no byte of what the public is answered', async () => {
  const out = await cleared(house, { title: '已公开' });
  await house.release(out.digest, out.clearanceId, 'PUBLIC');
  const hidden = await cleared(house, { title: '未公开' });
  const questions: readonly [string, Record<string, unknown>][] = [
    ['query ($id: ID!) { clearance(id: $id) { id digest clearedOn state review { id } } }', { id: out.clearanceId }],
    ['query ($id: ID!) { clearance(id: $id) { id } }', { id: hidden.clearanceId }],
    ['query ($id: ID!) { reviewCase(id: $id) { id } }', { id: hidden.id }],
    ['{ reviewCases(first: 100) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }', {}],
    ['query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Clearance { id } } }', { r: [{ __typename: 'Clearance', id: hidden.clearanceId }, { __typename: 'ReviewCase', id: out.id }] }],
  ];
  const answers = async (): Promise<string> => JSON.stringify(await Promise.all(questions.map(([query, variables]) => house.ask(query, PUBLIC, variables))));
  const before = await answers();
  let last: string | null = null;
  let opened = 0;
  const hiddenActs: Readonly<Record<string, () => Promise<unknown>>> = {
    open: async () => { last = (await house.open('handler', await house.store({ title: `隐藏 ${(opened += 1)}` }))).reviewCase?.id ?? null; },
    raise: async () => (last === null ? null : house.act('head', 'raiseMajorSensitive', { id: last, reason: '重大。' })),
    sign: async () => (last === null ? null : house.act('head', 'signReview', { id: last, ...PASSED })),
    approve: async () => (last === null ? null : house.act('deputy', 'approveReviewAsSupervisingDeputy', { id: last })),
    revokeHidden: () => house.act('head', 'revokeClearance', { id: hidden.id, reason: '撤销。' }),
    withdraw: async () => (last === null ? null : house.act('handler', 'withdrawReview', { id: last, reason: '不再公开。' })),
  };
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom(...Object.keys(hiddenActs)), { minLength: 1, maxLength: 4 }), async (acts) => {
    for (const act of acts) await hiddenActs[act]?.();
    expect(await answers()).toBe(before);
  }), { numRuns: 12 });
  // The same question to somebody who sees the reviews has changed: the property is not empty.
  expect((await house.ask('{ reviewCases(first: 1) { totalCount } }', officer('head'))).data.reviewCases.totalCount).toBeGreaterThan(2);
});
