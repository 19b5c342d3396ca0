import { instant } from '@disclosure/kernel';
import { readPublicDisclosure } from './public-disclosure.ts';
import { parsePublicFileToken, resolvePublicFile } from './index.ts';
import { digestOf, NOW, officer, openPublication } from './testing/open-publication.fixture.ts';
import type { Publication } from './testing/open-publication.fixture.ts';

let publication: Publication;
beforeAll(async () => { publication = await openPublication(); });
afterAll(() => publication.close());

const PAGE = `query ($address: String!) { disclosureByAddress(address: $address) { id state isLive title summary body indexNumber documentNumber formedOn publishedOn withdrawnOn withdrawnClause extent mode validity division { id } clearance { id }
  cataloguePath { id name } attachments { name url } versions { number kind isCurrent title note } availableActions { action } timeline { event } clock { dueOn } originRequests } }`;
const page = async (address: string) => (await publication.ask(PAGE, { variables: { address } })).data.disclosureByAddress;
const codes = async (id: string) => (await publication.act('publishDisclosure', { id }, 'office')).refusals.map(({ code, clause }) => [code, clause]);
const publicCount = async () => (await publication.ask('{ disclosures(first: 1) { totalCount } }')).data.disclosures.totalCount as number;

describe('publishing (A1-14, A3-8, PRO-07)', () => {
  it('with the clearance that fits: number, address, catalogue, and the very bytes', async () => {
    const { id, digest, clearanceId, address, indexNumber } = await publication.published({ documentNumber: '测工信〔2026〕7号', documentDatedOn: '2026-02-26' });
    expect(indexNumber).toMatch(/^013500001\/2026-\d{5}$/);
    expect(address).toBe(`/d/${indexNumber.replace('/', '-')}`);
    expect(await page(address)).toEqual({
      id, state: 'PUBLISHED', isLive: true, title: '关于印发专项规划的通知', summary: '印发专项规划', body: '专项规划正文。', indexNumber, documentNumber: '测工信〔2026〕7号', formedOn: '2026-02-27', publishedOn: '2026-03-02',
      withdrawnOn: null, withdrawnClause: null, extent: 'FULL_TEXT', mode: 'PROACTIVE', validity: 'IN_FORCE', division: { id: 'd-planning' }, clearance: { id: clearanceId },
      cataloguePath: [[{ id: 'statutory-content', name: '法定主动公开内容' }, { id: 'content-3', name: '专项规划及相关政策' }]], attachments: [],
      versions: [{ number: 1, kind: 'FIRST', isCurrent: true, title: '关于印发专项规划的通知', note: null }],
      // What happened inside the house is not the public's.
      availableActions: [], timeline: [], clock: null, originRequests: [],
    });
    const bytes = await publication.database.owner(async (client) => (await client.query('SELECT bytes FROM gate.content WHERE digest = $1', [digest])).rows[0].bytes as Buffer);
    expect(digestOf(bytes.toString('utf8'))).toBe(digest);
  });

  it('without a clearance: refused, and nothing is public', async () => {
    const before = await publicCount();
    const { id } = await publication.approved({ title: '未经审查的内容' });
    expect(await codes(id)).toEqual([['NO_CLEARANCE', 'A3-8']]);
    expect(await publicCount()).toBe(before);
    expect((await publication.ask('query ($id: ID!) { disclosure(id: $id) { id } }', { variables: { id } })).data.disclosure).toBeNull();
  });

  it('with a clearance for other content: refused, and says so', async () => {
    const { id, digest } = await publication.approved({ title: '原来的内容' });
    await publication.clear(digest);
    await publication.approved({ id, title: '后来改动的内容' });
    expect(await codes(id)).toEqual([['CLEARANCE_OTHER_CONTENT', 'A3-8']]);
  });

  it('with a revoked, an expired, or a clearance of another extent: refused', async () => {
    const revoked = await publication.approved({ title: '放行被撤销' });
    await publication.revoke(await publication.clear(revoked.digest));
    expect(await codes(revoked.id)).toEqual([['CLEARANCE_REVOKED', 'A3-8']]);
    const expired = await publication.approved({ title: '放行已到期' });
    await publication.clear(expired.digest, { expiresOn: '2026-03-01' });
    expect(await codes(expired.id)).toEqual([['CLEARANCE_EXPIRED', 'A3-8']]);
    const redacted = await publication.approved({ title: '放行为删减后公开' });
    await publication.clear(redacted.digest, { extent: 'REDACTED' });
    expect(await codes(redacted.id)).toEqual([['CLEARANCE_EXTENT', 'A3-5']]);
  });

  it('a refusal draws no number: the next publication leaves no gap', async () => {
    const first = await publication.published({ title: '编号甲' });
    const refused = await publication.approved({ title: '编号乙' });
    expect(await codes(refused.id)).toHaveLength(1);
    const second = await publication.published({ title: '编号丙' });
    expect(Number(second.indexNumber.slice(-5))).toBe(Number(first.indexNumber.slice(-5)) + 1);
  });

  it('two officers at once: one publication, one number', async () => {
    const { id, digest } = await publication.approved({ title: '同时公开' });
    await publication.clear(digest);
    const both = await Promise.all([publication.act('publishDisclosure', { id }, 'office'), publication.act('publishDisclosure', { id }, 'office-head')]);
    expect(both.map(({ refusals }) => refusals.map(({ code }) => code)).sort()).toEqual([[], ['WRONG_STATE']]);
    const { rows } = await publication.database.owner((client) => client.query('SELECT count(*)::int AS n FROM gate.release r JOIN publication.disclosure_version v ON v.release_id = r.id WHERE v.disclosure_id = $1', [id]));
    expect(rows[0].n).toBe(1);
  });
});

describe('commands', () => {
  it('the same publication twice at once has one effect and one answer', async () => {
    const { id, digest } = await publication.approved({ title: '一事一效' });
    await publication.clear(digest);
    const answers = await Promise.all([1, 2].map(() => publication.act('publishDisclosure', { id, commandId: 'same-command' }, 'office')));
    expect(answers[0]?.disclosure).toMatchObject({ state: 'PUBLISHED' });
    expect(answers[1]).toEqual(answers[0]);
    expect((await publication.database.owner((client) => client.query("SELECT 1 FROM publication.event WHERE stream_id = $1 AND type = 'DisclosurePublished'", [id]))).rowCount).toBe(1);
  });
  it('an approval of what has changed meanwhile is refused', async () => {
    const { disclosure } = await publication.act('proposeDisclosure', { title: '甲稿', summary: '概述', body: '正文', divisionId: 'd-planning', extent: 'FULL_TEXT', mode: 'PROACTIVE' }, 'handler');
    const id = disclosure?.id as string;
    await publication.act('proposeDisclosure', { id, title: '乙稿', summary: '概述', body: '正文', divisionId: 'd-planning', extent: 'FULL_TEXT', mode: 'PROACTIVE', expectedVersion: 1 }, 'handler');
    expect((await publication.act('approveDisclosureAsDivisionHead', { id, expectedVersion: 1 }, 'head')).refusals).toMatchObject([{ code: 'VERSION_CONFLICT', field: 'input.expectedVersion' }]);
    expect((await publication.act('approveDisclosureAsDivisionHead', { id, expectedVersion: 2 }, 'head')).refusals).toEqual([]);
  });
  it('whoever has no part in a record is told nothing of it; whoever has, which office it takes', async () => {
    const { id } = await publication.approved({ title: '职权' });
    await expect(publication.act('publishDisclosure', { id }, 'handler-2')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(publication.act('publishDisclosure', { id: 'never-was' }, 'office')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(publication.act('publishDisclosure', { id }, 'handler')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('after a revocation', () => {
  it('the public reads nothing at once, before the record even knows; then the record says so, and a new clearance brings it back to the same address', async () => {
    const { id, digest, clearanceId, address } = await publication.published({ title: '将被撤销的放行', body: '罕见词鼯鼠在此。' });
    const search = async () => (await publication.ask('{ searchDisclosures(query: "罕见词鼯鼠", first: 5) { totalCount facets { values { count } } edges { node { id } } } }')).data.searchDisclosures;
    expect(await search()).toMatchObject({ totalCount: 1, edges: [{ node: { id } }] });
    await publication.revoke(clearanceId);
    expect(await page(address)).toBeNull();
    expect(await search()).toEqual({ totalCount: 0, facets: [{ values: [] }, { values: [] }, { values: [] }, { values: [] }], edges: [] });
    await publication.deliver('ClearanceRevoked', { reviewId: 'v', clearanceId, digest, subject: { kind: 'DISCLOSURE', id } });
    const seen = (await publication.ask('query ($id: ID!) { disclosure(id: $id) { state isLive timeline { event clause } } }', { as: officer('office'), variables: { id } })).data.disclosure;
    expect(seen).toMatchObject({ state: 'DEPUTY_APPROVED', isLive: false });
    expect(seen.timeline.at(-1)).toEqual({ event: 'DisclosureClearanceRevoked', clause: 'A3-8' });
    expect(await codes(id)).toEqual([['CLEARANCE_REVOKED', 'A3-8']]);
    await publication.clear(digest);
    expect((await publication.act('publishDisclosure', { id }, 'office')).disclosure).toMatchObject({ address });
    expect(await page(address)).toMatchObject({ id, title: '将被撤销的放行' });
  });

  it('the clearance of another record concerns nobody else; the same event twice has one effect', async () => {
    const { id, digest, clearanceId, address } = await publication.published({ title: '不相干' });
    await publication.deliver('ClearanceRevoked', { reviewId: 'v', clearanceId: 'another', digest, subject: { kind: 'DISCLOSURE', id } });
    expect(await page(address)).toMatchObject({ id });
    await publication.revoke(clearanceId);
    const event = { reviewId: 'v', clearanceId, digest, subject: { kind: 'DISCLOSURE', id } } as const;
    await publication.deliver('ClearanceRevoked', event);
    await publication.deliver('ClearanceRevoked', event);
  });

  it('an expired clearance closes the page on the next day', async () => {
    const { id, digest } = await publication.approved({ title: '限期公开' });
    await publication.clear(digest, { expiresOn: '2026-03-02' });
    const { disclosure } = await publication.act('publishDisclosure', { id }, 'office');
    expect(await page(disclosure?.address as string)).toMatchObject({ title: '限期公开' });
    publication.platform.at(instant('2026-03-03T09:00:00+08:00'));
    expect(await page(disclosure?.address as string)).toBeNull();
    publication.platform.at(NOW);
  });
});

describe('the page at an address', () => {
  it('holds what was cleared while it is out, and that it was withdrawn afterwards; nothing once its clearance is revoked', async () => {
    const { id, address, indexNumber } = await publication.published({ title: '网页所见', body: '第一段。\n第二段。', documentNumber: '吉工信规划〔2026〕1号' });
    expect(await readPublicDisclosure(publication.platform, address)).toMatchObject({
      kind: 'LIVE', title: '网页所见', body: '第一段。\n第二段。', indexNumber, documentNumber: '吉工信规划〔2026〕1号', validity: '有效', publishedOn: '2026-03-02', formedOn: '2026-02-27',
      cataloguePath: ['法定主动公开内容', '专项规划及相关政策'], division: expect.stringMatching(/./), agency: expect.stringMatching(/./), attachments: [],
    });
    await publication.act('withdrawDisclosure', { id, reasons: '经核实不宜公开', clause: 'A1-7-2' }, 'office');
    expect(await readPublicDisclosure(publication.platform, address)).toEqual({ kind: 'WITHDRAWN', indexNumber, withdrawnOn: '2026-03-02', agency: expect.stringMatching(/./) });
    const revoked = await publication.published({ title: '放行被撤销' });
    await publication.revoke(revoked.clearanceId);
    expect(await readPublicDisclosure(publication.platform, revoked.address)).toBeNull();
    expect(await readPublicDisclosure(publication.platform, '/d/nothing')).toBeNull();
  });
});

describe('withdrawal (CAT-08)', () => {
  it('leaves the facts at the same address, without the content', async () => {
    const { id, address, indexNumber, digest } = await publication.published({ title: '误公开的内容', attachments: [] });
    const { refusals } = await publication.act('withdrawDisclosure', { id, reasons: '经核实不宜公开', clause: 'A1-7-2' }, 'office');
    expect(refusals).toEqual([]);
    expect(await page(address)).toMatchObject({ id, state: 'WITHDRAWN', isLive: false, indexNumber, withdrawnOn: '2026-03-02', withdrawnClause: 'A1-7-2', title: null, summary: null, body: null, division: null, versions: [], cataloguePath: [], clearance: null });
    // The office does not read it there either.
    expect((await publication.ask('query ($id: ID!) { disclosure(id: $id) { title body versions { title } } }', { as: officer('office'), variables: { id } })).data.disclosure).toEqual({ title: null, body: null, versions: [] });
    const told = async (login: string) => (await publication.ask('query ($id: ID!) { disclosure(id: $id) { timeline { event text } } }', { as: officer(login), variables: { id } })).data.disclosure.timeline;
    expect((await told('handler')).at(-1)).toEqual({ event: 'DisclosureWithdrawn', text: '经核实不宜公开' });
    expect(await told('handler-2')).toEqual([]);
    expect((await publication.database.owner((client) => client.query('SELECT 1 FROM gate.live_release WHERE digest = $1', [digest]))).rowCount).toBe(0);
    expect(await codes(id)).toEqual([['WRONG_STATE', 'A1-14']]);
  });
  it('addresses and numbers never change, not even for the writer', async () => {
    const { id } = await publication.published({ title: '地址长存' });
    const write = (sql: string) => publication.platform.database.context('publication').writer.query(sql, [id]);
    await expect(write("UPDATE publication.entry SET address = '/d/x' WHERE id = $1")).rejects.toThrow(/never changes meaning/);
    await expect(write('DELETE FROM publication.entry WHERE id = $1')).rejects.toThrow(/permission denied/);
    await publication.act('withdrawDisclosure', { id, reasons: '撤回', clause: 'A1-7-2' }, 'office');
    await expect(write('UPDATE publication.entry SET withdrawn_on = NULL, withdrawn_clause = NULL WHERE id = $1')).rejects.toThrow(/never changes meaning/);
  });
});

describe('a new version', () => {
  it('is prepared unseen, then stands at the same address; the old one stays readable', async () => {
    const { id, address } = await publication.published({ title: '第一版', body: '第一版正文' });
    const before = await publication.bytes(PAGE, { address });
    const { disclosure } = await publication.act('correctDisclosure', {
      id, title: '第二版', summary: '概述', body: '第二版正文', note: '更正一处数字', categoryIds: ['content-1'], extent: 'FULL_TEXT', mode: 'PROACTIVE', documentNumber: '测工信〔2026〕9号',
    }, 'handler');
    expect(disclosure).toMatchObject({ state: 'PROPOSED' });
    expect(await publication.bytes(PAGE, { address })).toBe(before);
    const draft = (await publication.ask('query ($id: ID!) { disclosure(id: $id) { title versions { number publishedOn title digest } } }', { as: officer('head'), variables: { id } })).data.disclosure;
    expect(draft).toMatchObject({ title: '第一版', versions: [{ number: 2, publishedOn: null, title: '第二版' }, { number: 1, title: '第一版' }] });
    await publication.act('approveDisclosureAsDivisionHead', { id }, 'head');
    await publication.act('approveDisclosureAsSupervisingDeputy', { id }, 'deputy');
    // The first version's clearance is no clearance of the second.
    expect(await codes(id)).toEqual([['CLEARANCE_OTHER_CONTENT', 'A3-8']]);
    expect(await publication.bytes(PAGE, { address })).toBe(before);
    await publication.clear(draft.versions[0].digest);
    expect((await publication.act('publishDisclosure', { id }, 'office')).disclosure).toMatchObject({ address, state: 'PUBLISHED' });
    expect(await page(address)).toMatchObject({
      title: '第二版', documentNumber: '测工信〔2026〕9号',
      versions: [{ number: 2, kind: 'CORRECTION', isCurrent: true, title: '第二版', note: '更正一处数字' }, { number: 1, kind: 'FIRST', isCurrent: false, title: '第一版', note: null }],
    });
  });
});

describe('the department\'s own documents', () => {
  it('go their way: attribute, approval, sign-off, hand-over, publication', async () => {
    const draft = { title: '公文', summary: '概述', body: '正文', divisionId: 'd-planning', route: 'DOCUMENT' };
    const { disclosure } = await publication.act('proposeDisclosure', draft, 'handler');
    const id = disclosure?.id as string;
    const refused = async (mutation: string, login: string, more = {}) => (await publication.act(mutation, { id, ...more }, login)).refusals.map(({ code }) => code);
    expect(await refused('submitForApproval', 'handler')).toEqual(['ATTRIBUTE_MISSING']);
    expect(await refused('chooseDisclosureAttribute', 'handler', { extent: 'FULL_TEXT', mode: 'PROACTIVE' })).toEqual([]);
    expect(await refused('submitForApproval', 'handler')).toEqual([]);
    expect(await refused('approveDisclosureAsDivisionHead', 'head')).toEqual([]);
    expect(await refused('signOffDocument', 'deputy', { documentNumber: '测工信〔2026〕20号' })).toEqual([]);
    expect(await refused('handOverDocument', 'handler')).toEqual([]);
    await publication.clear(disclosure?.digest as string);
    expect(await refused('publishDisclosure', 'office')).toEqual(['CATEGORY_MISSING']);
  });
});

describe('attachments', () => {
  const file = { digest: digestOf('图'), name: '图.pdf', mediaType: 'application/pdf', size: 3 };
  it('are claimed, served at a lasting address while live, and gone with the clearance', async () => {
    publication.uploads.set('u1', file);
    const { address, clearanceId, indexNumber } = await publication.published({ title: '有附件', attachments: [{ uploadId: 'u1' }] });
    const { attachments } = await page(address);
    expect(attachments).toEqual([{ name: '图.pdf', url: `/files/public.${indexNumber.replace('/', '-')}.${file.digest}` }]);
    const token = parsePublicFileToken((attachments[0].url as string).replace('/files/', ''));
    expect(token).toEqual({ address, digest: file.digest });
    expect(await resolvePublicFile(publication.platform, address, file.digest)).toEqual(file);
    expect(await resolvePublicFile(publication.platform, address, digestOf('别的'))).toBeNull();
    await publication.revoke(clearanceId);
    expect(await resolvePublicFile(publication.platform, address, file.digest)).toBeNull();
  });
  it('stay through a new version by their digest; one that it never had does not', async () => {
    publication.uploads.set('u2', file);
    const { id, address } = await publication.published({ title: '附件沿用', attachments: [{ uploadId: 'u2' }] });
    const content = { id, title: '附件沿用（更正）', summary: '概述', body: '正文', note: '更正', categoryIds: ['content-3'], extent: 'FULL_TEXT', mode: 'PROACTIVE' };
    const refused = async (attachments: object[]) => (await publication.act('correctDisclosure', { ...content, attachments }, 'handler')).refusals.map(({ code, field }) => [code, field]);
    expect(await refused([{ digest: digestOf('别的') }])).toEqual([['ATTACHMENT_UNKNOWN', 'input.attachments.0']]);
    expect(await refused([{}])).toEqual([['ATTACHMENT_UNCLEAR', 'input.attachments.0']]);
    const { disclosure } = await publication.act('correctDisclosure', { ...content, attachments: [{ digest: file.digest }] }, 'handler');
    await publication.act('approveDisclosureAsDivisionHead', { id }, 'head');
    await publication.act('approveDisclosureAsSupervisingDeputy', { id }, 'deputy');
    const working = (await publication.ask('query ($id: ID!) { disclosure(id: $id) { versions { digest publishedOn attachments { url } } } }', { as: officer('office'), variables: { id } })).data.disclosure.versions[0];
    // Before it is public its file has an address for a while only.
    expect(working).toMatchObject({ publishedOn: null, attachments: [{ url: expect.stringMatching(/^\/files\/temporary/) }] });
    expect(disclosure?.digest).not.toBe(working.digest); // what is shown first is what is out
    await publication.clear(working.digest as string);
    await publication.act('publishDisclosure', { id }, 'office');
    expect((await page(address)).attachments).toHaveLength(1);
  });
  it('that nobody uploaded are refused, and leave nothing', async () => {
    const count = async () => (await publication.database.owner((client) => client.query('SELECT (SELECT count(*) FROM gate.content) + (SELECT count(*) FROM publication.event) + (SELECT count(*) FROM publication.command) AS n'))).rows[0].n as string;
    const before = await count();
    const { refusals } = await publication.act('proposeDisclosure', { title: '标题', summary: '概述', body: '正文', divisionId: 'd-planning', categoryIds: [], extent: 'FULL_TEXT', mode: 'PROACTIVE', attachments: [{ uploadId: 'none' }] }, 'handler');
    expect(refusals).toMatchObject([{ code: 'UPLOAD_UNKNOWN', field: 'input.attachments.0' }]);
    expect(await count()).toBe(before);
  });
});

describe('a promotion (A2-21)', () => {
  it('opens an item for the division, which fills it in; its publication names the requests', async () => {
    await publication.deliver('PromotionConfirmed', { requestIds: ['q1', 'q2'], digest: 'c'.repeat(64), leadDivisionId: 'd-energy', clause: 'A2-21' });
    const drafts = async (login: string) => (await publication.ask('{ disclosureDrafts(first: 10, state: OPENED) { totalCount nodes { id state originRequests division { id } availableActions { action } } } }', { as: officer(login) })).data.disclosureDrafts;
    const { totalCount, nodes } = await drafts('handler-2');
    expect(totalCount).toBe(1);
    expect(nodes[0]).toMatchObject({ state: 'OPENED', originRequests: ['q1', 'q2'], division: { id: 'd-energy' }, availableActions: [{ action: 'proposeDisclosure' }] });
    expect((await drafts('handler')).totalCount).toBe(0); // another division's
    expect((await drafts('office')).totalCount).toBe(1);
    const id = nodes[0].id as string;
    const { disclosure } = await publication.act('proposeDisclosure', { id, title: '申请转主动公开', summary: '概述', body: '正文', divisionId: 'd-energy', categoryIds: ['content-12'], extent: 'FULL_TEXT', mode: 'PROACTIVE' }, 'handler-2');
    expect(disclosure?.id).toBe(id);
    await publication.act('approveDisclosureAsDivisionHead', { id }, 'head-2');
    await publication.act('approveDisclosureAsSupervisingDeputy', { id }, 'deputy');
    await publication.clear(disclosure?.digest as string);
    const { disclosure: out } = await publication.act('publishDisclosure', { id }, 'office');
    const outbox = await publication.database.owner(async (client) => (await client.query("SELECT body FROM publication.outbox WHERE stream_id = $1 AND type = 'DisclosurePublished'", [id])).rows.map((row) => JSON.parse(row.body as string)));
    expect(outbox).toMatchObject([{ data: { disclosureId: id, digest: disclosure?.digest, address: out?.address, originRequests: ['q1', 'q2'] } }]);
  });
});

describe('notices', () => {
  it('tell whoever acts next, and nobody else', async () => {
    const { disclosure } = await publication.act('proposeDisclosure', { title: '待审核', summary: '概述', body: '正文', divisionId: 'd-energy', categoryIds: [], extent: 'FULL_TEXT', mode: 'PROACTIVE' }, 'handler-2');
    const told = async (login: string) => (await publication.ask('{ disclosureNotices { message disclosure { id title } } }', { as: officer(login) })).data.disclosureNotices.filter((notice: { disclosure: { id: string } | null }) => notice.disclosure?.id === disclosure?.id);
    expect(await told('head-2')).toEqual([{ message: '有公开意见待处室负责人审核。', disclosure: { id: disclosure?.id, title: '待审核' } }]);
    for (const login of ['head', 'handler-2', 'office', 'deputy']) expect(await told(login)).toEqual([]);
  });
});

describe('events', () => {
  it('hold codes, dates and digests, never a word of the content', async () => {
    await publication.published({ title: '题名里的独角兽', summary: '概述里的独角兽', body: '正文里的独角兽', keywords: ['独角兽'] });
    const { rows } = await publication.database.owner((client) => client.query("SELECT 1 FROM publication.event WHERE canonical LIKE '%独角兽%' UNION ALL SELECT 1 FROM publication.outbox WHERE body LIKE '%独角兽%' UNION ALL SELECT 1 FROM publication.disclosure WHERE disclosure::text LIKE '%独角兽%'"));
    expect(rows).toEqual([]);
  });
  it('a summary over 100 characters is warned of, not refused (CAT-05)', async () => {
    const { id } = await publication.approved({ summary: '概'.repeat(101) });
    expect((await publication.ask('query ($id: ID!) { disclosure(id: $id) { warnings { code } } }', { as: officer('handler'), variables: { id } })).data.disclosure.warnings).toEqual([{ code: 'SUMMARY_LONG' }]);
  });
});
