import { addMilliseconds } from '@disclosure/kernel';
import { likenessMigration } from './records/likeness.migration.ts';
import { applicantOf, House, PUBLIC, submission } from './testing/house.fixture.ts';

let house: House;
beforeAll(async () => { house = await House.open(); });
afterAll(() => house?.close());

const TITLE = '2025年度省级工业转型升级专项资金项目安排表';
/** Identity numbers are invented; their check digits are right. */
const OTHER = { name: '周子安', identityDocument: { type: '居民身份证', number: '110101199001011237' }, telephone: '13700005678', email: 'zhou@example.com' };
const THIRD = { name: '郑明月', identityDocument: { type: '护照', number: 'E12345678' }, telephone: '13700009999', email: 'zheng@example.com' };
const FIELDS = 'similarRequests { request { id } similarity titleSimilarity textSimilarity sameApplicant repliedOn outcomes }';
interface Found { readonly request: { readonly id: string }; readonly similarity: number; readonly titleSimilarity: number | null; readonly textSimilarity: number; readonly sameApplicant: boolean; readonly repliedOn: string | null; readonly outcomes: readonly string[] }
const similarOf = async (id: string, login = 'office'): Promise<readonly Found[]> => (await house.data(`query ($id: ID!) { request(id: $id) { ${FIELDS} } }`, login, { id })).request.similarRequests as readonly Found[];
const told = async (id: string): Promise<readonly string[]> =>
  ((await house.data('{ requestNotices { kind message request { id } } }', 'office')).requestNotices as readonly { kind: string; message: string; request: { id: string } }[]).filter(({ kind, request }) => kind === 'SIMILAR_FOUND' && request.id === id).map(({ message }) => message);
/** A minute later: which request is the earlier one goes by the clock, and it stands in tests. */
const registered = async (more: Record<string, unknown>, applicant: Record<string, unknown> = {}): Promise<string> => {
  await house.worker.advance(addMilliseconds(await house.now(), 60_000));
  return house.registered(more, applicant);
};
const assigned = async (division: string, more: Record<string, unknown>, applicant: Record<string, unknown>): Promise<string> => {
  const id = await registered(more, applicant);
  await house.act('acceptRequest', 'office', { id });
  await house.act('assignRequest', 'office', { id, leadDivisionId: division });
  return id;
};

describe('requests that ask for the same', () => {
  let first: string;
  let repeated: string;
  let others: string;
  beforeAll(async () => {
    first = await house.served({ title: TITLE });
    repeated = await registered({ title: '关于申请公开２０２５年度“省级工业转型升级专项资金”项目安排表' });
    others = await assigned('d-energy', { title: '2025年度工业转型升级专项资金安排表', description: '只要金额' }, OTHER);
  });

  it('the same applicant’s, with its reply: perhaps a repetition', async () => {
    expect(await similarOf(repeated)).toEqual([{ request: { id: first }, similarity: 1, titleSimilarity: 1, textSimilarity: 1, sameApplicant: true, repliedOn: '2026-02-09', outcomes: ['DISCLOSED'] }]);
    expect(await told(repeated)).toEqual([expect.stringMatching(/^2026-0002与此前的申请内容相近：同一申请人的2026-0001（相似度100%，已答复），请核对是否重复申请。$/)]);
  });
  it('others’, told apart, by numbers that say what they are', async () => {
    const found = await similarOf(others);
    expect(found.map(({ request, sameApplicant }) => [request.id, sameApplicant])).toEqual([[first, false], [repeated, false]]);
    for (const { similarity, titleSimilarity, textSimilarity } of found) {
      expect(similarity).toBe(titleSimilarity);
      expect(similarity).toBeGreaterThan(0.6);
      expect(similarity).toBeLessThan(1);
      expect(textSimilarity).toBeLessThan(similarity);
    }
    expect(await told(others)).toEqual([expect.stringMatching(/其他申请人的2026-0001（相似度\d\d%，已答复）、2026-0002（相似度\d\d%，尚未答复），请核对是否宜纳入主动公开。$/)]);
  });
  it('only earlier ones, and nothing of what asks for something else', async () => {
    expect(await similarOf(first)).toEqual([]);
    const different = await registered({ title: '工业企业技术改造项目备案办理流程', description: '需要哪些材料' }, THIRD);
    expect([await similarOf(different), await told(different)]).toEqual([[], []]);
  });
  it('a division is shown those it may see; applicants and the public none', async () => {
    expect(await similarOf(others, 'handler-2')).toEqual([]);
    expect((await similarOf(others, 'many')) satisfies readonly Found[]).toHaveLength(2);
    expect(await house.data(`{ myRequest { ${FIELDS} } }`, applicantOf(repeated))).toEqual({ myRequest: { similarRequests: [] } });
    const { request } = await house.act('submitRequest', PUBLIC, submission({ title: TITLE }, THIRD), FIELDS);
    expect(request.similarRequests).toEqual([]);
  });
  it('capped', async () => {
    expect(await house.data('query ($id: ID!) { request(id: $id) { similarRequests(first: 1) { request { id } } } }', 'office', { id: others })).toEqual({ request: { similarRequests: [{ request: { id: first } }] } });
    for (const count of [-1, 21]) expect((await house.ask(`query ($id: ID!) { request(id: $id) { similarRequests(first: ${count}) { similarity } } }`, 'office', { id: others })).errors).toEqual([expect.objectContaining({ code: 'BAD_USER_INPUT' })]);
  });
  it('a title that said too little is compared again with what was supplied', async () => {
    const id = await registered({ title: '安排表', description: '请尽快办理' }, THIRD);
    expect(await similarOf(id)).toEqual([]);
    await house.act('requestClarification', 'office', { id, items: '请写明年度和资金名称', periodWorkingDays: 15 });
    await house.act('supplyClarification', applicantOf(id), { id, clarification: TITLE });
    expect(await similarOf(id)).toEqual([first, repeated, others].map((other) => expect.objectContaining({ request: { id: other }, titleSimilarity: null, sameApplicant: false })));
    expect(await told(id)).toHaveLength(1);
  });
  it('decides nothing: what is alike is processed like any other, and a repetition names a reply to the same applicant', async () => {
    const draft = (id: string, login: string, earlierRequestId: string) => house.codes('draftReplyProposal', login, { id, items: [{ outcome: 'REPEATED', earlierRequestId }], blocks: { reasons: '因' } });
    expect(await draft(others, 'handler-2', first)).toEqual(['EARLIER_REPLY_MISSING A2-12-6']);
    await house.act('acceptRequest', 'office', { id: repeated });
    await house.act('assignRequest', 'office', { id: repeated, leadDivisionId: 'd-planning' });
    expect(await draft(repeated, 'handler', others)).toEqual(['EARLIER_REPLY_MISSING A2-12-6']);
    expect(await draft(repeated, 'handler', first)).toEqual([]);
  });
  it('asked while the other was open: its promotion is proposed when it is served', async () => {
    const asked = await assigned('d-planning', { title: '全省绿色工厂名单及评价结果' }, {});
    const meanwhile = await registered({ title: '全省绿色工厂名单和评价结果' }, OTHER);
    await house.act('draftReplyProposal', 'handler', { id: asked, items: [{ outcome: 'DISCLOSED' }], information: '名单见附件。' });
    for (const [action, login] of [['submitReplyProposal', 'handler'], ['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy']] as const) await house.act(action, login, { id: asked });
    await house.clear(asked);
    for (const [action, login] of [['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler'], ['signOffReplyLetter', 'disclosure-deputy'], ['sealReplyLetter', 'office']] as const) await house.act(action, login, { id: asked });
    await house.act('serveReply', 'office', { id: asked, means: 'ONLINE' });
    await house.worker.fireDue();
    const { request } = await house.data('query ($id: ID!) { request(id: $id) { timeline { event } } }', 'office', { id: asked });
    expect(request.timeline.filter(({ event }: { event: string }) => event === 'PromotionProposed')).toHaveLength(1);
    expect(await told(meanwhile)).toHaveLength(1);
  });
  it('rows from before are indexed by the step; what is erased is compared no more', async () => {
    const rows = () => house.database.owner(async (client) => (await client.query<{ request_id: string; whole_pairs: string }>('SELECT * FROM requests.likeness ORDER BY request_id')).rows);
    const before = await rows();
    await house.database.owner(async (client) => {
      await client.query('DELETE FROM requests.likeness');
      await likenessMigration.work?.({ query: async <R>(sql: string, params: readonly unknown[] = []) => (await client.query(sql, [...params])).rows as R[] });
    });
    expect(await rows()).toEqual(before);
    await house.act('eraseApplicant', 'office-head', { id: first });
    expect((await rows()).map(({ request_id }) => request_id)).toEqual(before.map(({ request_id }) => request_id).filter((id) => id !== first));
    expect(await similarOf(repeated)).toEqual([]);
  });
});
