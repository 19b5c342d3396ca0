import type { Actor } from '@disclosure/organisation';
import { officer } from '@disclosure/review-domain/testing';
import { applicant, cleared, openReviewHouse, packageOf, PASSED, PUBLIC } from './testing/review-house.ts';
import type { ReviewHouse } from './testing/review-house.ts';
import { instant } from '@disclosure/kernel';
import { recordRendition } from '@disclosure/platform-gate';

let house: ReviewHouse;
beforeAll(async () => { house = await openReviewHouse(); });
afterAll(() => house.close());

const codes = (done: { refusals: readonly { code: string }[] }): string[] => done.refusals.map(({ code }) => code);
const ownerRows = (sql: string, ...params: unknown[]): Promise<Record<string, unknown>[]> => house.database.owner(async (client) => (await client.query(sql, params)).rows as Record<string, unknown>[]);
const outboxOf = async (id: string): Promise<unknown[]> => (await ownerRows('SELECT type, body FROM review.outbox WHERE stream_id = $1 ORDER BY seq, ordinal', id)).map(({ type, body }) => [type, (JSON.parse(body as string) as { data: unknown }).data]);

describe('A3-9: sent in, answered twice, approved, cleared', () => {
  test('the clearance fits the digest and nothing else; the event has its id; who signed as what is seen', async () => {
    const digest = await house.store({ title: '工业投资统计' });
    const opened = await house.open('handler', digest);
    expect(opened).toEqual({ reviewCase: { id: expect.any(String), state: 'OPEN', version: 1, clearance: null }, refusals: [] });
    const id = opened.reviewCase?.id as string;
    // Nothing goes out before.
    await expect(house.release(digest, 'none', 'PUBLIC')).rejects.toMatchObject({ code: 'DG001' });

    expect((await house.act('head', 'signReview', { id, expectedVersion: 1, ...PASSED })).reviewCase?.state).toBe('DIVISION_REVIEWED');
    const done = await house.act('deputy', 'approveReviewAsSupervisingDeputy', { id, remarks: '同意公开。' });
    expect(done.reviewCase).toMatchObject({ state: 'CLEARED', clearance: { digest, state: 'VALID' } });
    const clearanceId = done.reviewCase?.clearance?.id as string;

    expect(await ownerRows('SELECT id, digest, extent, mode, audience, review_id, expires_on FROM gate.clearance WHERE digest = $1', digest))
      .toEqual([{ id: clearanceId, digest, extent: 'FULL_TEXT', mode: 'PROACTIVE', audience: 'PUBLIC', review_id: id, expires_on: null }]);
    expect(await outboxOf(id)).toEqual([['ClearanceGranted', { reviewId: id, clearanceId, digest, extent: 'FULL_TEXT', mode: 'PROACTIVE', audience: 'PUBLIC', subject: { kind: 'DISCLOSURE', id: 'disclosure-1' } }]]);
    const other = await house.store({ title: '工业投资统计。' });
    await expect(house.release(other, clearanceId, 'PUBLIC')).rejects.toMatchObject({ code: 'DG004' });
    await expect(house.release(digest, clearanceId, 'PUBLIC')).resolves.toEqual(expect.any(String));

    const { data } = await house.ask(`query ($id: ID!) { reviewCase(id: $id) { stage title openedOn subject { kind disclosure { id } request { id } } division { id } contentReview { passed remarks } secrecyReview { passed remarks }
      signatures { action role title personName signedOn remarks } timeline { seq event title actingAs clause } package { title body attachments { name } blocks { key } } } }`, officer('auditor'), { id });
    expect(data.reviewCase).toMatchObject({
      stage: '已放行', title: '工业投资统计', openedOn: '2026-03-02', subject: { kind: 'DISCLOSURE', disclosure: { id: 'disclosure-1' }, request: null }, division: { id: 'd-planning' },
      contentReview: { passed: true, remarks: '内容属实。' }, secrecyReview: { passed: true, remarks: '不涉密。' },
      signatures: [
        { action: 'openReview', role: 'CASE_HANDLER', title: '规划与投资处 承办人', personName: '姓名handler', signedOn: '2026-03-02', remarks: null },
        { action: 'signReview', role: 'DIVISION_HEAD', title: '规划与投资处 处室负责人', personName: '姓名head', signedOn: '2026-03-02', remarks: '内容审核通过：内容属实。；保密审查通过：不涉密。' },
        { action: 'approveReviewAsSupervisingDeputy', role: 'SUPERVISING_DEPUTY', title: '规划与投资处 分管厅领导', personName: '姓名deputy', signedOn: '2026-03-02', remarks: '同意公开。' },
      ],
      package: { title: '工业投资统计', body: packageOf({}).body, attachments: [], blocks: [] },
    });
    expect(data.reviewCase.timeline.map(({ seq, title, clause }: Record<string, unknown>) => [seq, title, clause])).toEqual([[1, '送审', 'A3-9-1'], [2, '内容审核和保密审查', 'A3-9-1'], [3, '审批（分管厅领导）', 'A3-9-2']]);
  });

  test('SEC-14: one person does not sign twice', async () => {
    const digest = await house.store({ title: '重复签署' });
    const id = (await house.open('both', digest)).reviewCase?.id as string;
    expect(codes(await house.act('both', 'signReview', { id, ...PASSED }))).toEqual(['SEPARATION_OF_DUTIES']);
    await house.act('head', 'signReview', { id, ...PASSED });
    expect(codes(await house.act('both', 'approveReviewAsSupervisingDeputy', { id }))).toEqual(['SEPARATION_OF_DUTIES']);
    expect(await ownerRows('SELECT 1 FROM gate.clearance WHERE digest = $1', digest)).toEqual([]);
  });

  test('A1-14-2-3: a major one is cleared by the principal leader alone', async () => {
    const digest = await house.store({ title: '重大敏感' });
    const id = (await house.open('handler', digest, { isMajorSensitive: true })).reviewCase?.id as string;
    await house.act('head', 'signReview', { id, ...PASSED });
    expect((await house.act('deputy', 'approveReviewAsSupervisingDeputy', { id })).reviewCase).toMatchObject({ state: 'DEPUTY_APPROVED', clearance: null });
    expect(await ownerRows('SELECT 1 FROM gate.clearance WHERE digest = $1', digest)).toEqual([]);
    expect((await house.act('principal', 'approveReviewAsPrincipalLeader', { id })).reviewCase).toMatchObject({ state: 'CLEARED', clearance: { digest } });
  });

  test('the same command twice has one effect; a version that was overtaken is refused', async () => {
    const digest = await house.store({ title: '同一命令' });
    const id = (await house.open('handler', digest)).reviewCase?.id as string;
    const [one, two] = await Promise.all([house.act('head', 'signReview', { id, commandId: 'sign-1', ...PASSED }), house.act('head', 'signReview', { id, commandId: 'sign-1', ...PASSED })]);
    expect([one, two].map((done) => done.reviewCase?.version)).toEqual([2, 2]);
    expect(codes(await house.act('deputy', 'approveReviewAsSupervisingDeputy', { id, expectedVersion: 1 }))).toEqual(['VERSION_CONFLICT']);
  });

  test('a reply for one applicant: the package is encrypted, the clearance is for that case, and its text is in no table of review', async () => {
    const digest = await house.storeFor('CASE:req-9', { title: '给申请人的答复', body: '只给申请人看的内容' });
    const given = { mode: 'ON_REQUEST', audience: 'CASE:req-9', subjectKind: 'REQUEST', subjectId: 'req-9' };
    expect(codes(await house.open('handler', digest, { ...given, audience: 'CASE:req-8', subjectId: 'req-8' }))).toEqual(['CONTENT_OF_OTHER_AUDIENCE']);
    const id = (await house.open('handler', digest, given)).reviewCase?.id as string;
    await house.act('head', 'signReview', { id, ...PASSED });
    const clearanceId = (await house.act('deputy', 'approveReviewAsSupervisingDeputy', { id })).reviewCase?.clearance?.id as string;
    await expect(house.release(digest, clearanceId, 'PUBLIC', 'requests')).rejects.toMatchObject({ code: 'DG005' });
    await house.release(digest, clearanceId, 'CASE:req-9', 'requests');

    const seen = async (as: Actor): Promise<unknown> => (await house.ask('query ($id: ID!) { clearance(id: $id) { digest audience review { id } } }', as, { id: clearanceId })).data?.clearance ?? null;
    expect(await seen(applicant('req-9'))).toEqual({ digest, audience: 'CASE:req-9', review: null });
    expect(await seen(applicant('req-8'))).toBeNull();
    expect(await seen(PUBLIC)).toBeNull();
    expect(await seen(officer('head'))).toMatchObject({ review: { id } });
    const dump = JSON.stringify(await ownerRows('SELECT canonical AS t FROM review.event UNION ALL SELECT body FROM review.free_text UNION ALL SELECT body FROM review.outbox UNION ALL SELECT r::text FROM review.review_case r'));
    expect(dump).not.toContain('只给申请人看的内容');
  });
});

describe('A3-8, A3-2: screening runs at once', () => {
  test('findings in texts and files, each to be answered; excerpts are in free text, events hold codes', async () => {
    const file = house.putFile('联系人：王某，身份证号 11010519491231002X');
    const digest = await house.store({ title: '名单', body: '请拨打 13912345678 联系。', attachments: [file], blocks: { opening: '邮箱 someone@example.com' } });
    const id = (await house.open('handler', digest)).reviewCase?.id as string;
    const query = 'query ($id: ID!) { reviewCase(id: $id) { title findings { id kind severity where excerpt disposition reason } package { body attachments { name url } } } }';
    const seen = (await house.ask(query, officer('head'), { id })).data.reviewCase;
    expect(seen.package.attachments).toEqual([{ name: '附件.txt', url: `/files/download/${file.digest}` }]);
    const { findings } = seen as { findings: { id: string; kind: string; severity: string; where: string; excerpt: string }[] };
    expect(findings.map(({ kind, where }) => [kind, where.replace(/\/.*/, '')])).toEqual(expect.arrayContaining([['MOBILE_NUMBER', 'body'], ['RESIDENT_ID', 'attachment:0'], ['EMAIL_ADDRESS', 'block:opening']]));
    expect(findings.find(({ kind }) => kind === 'MOBILE_NUMBER')?.excerpt).toContain('13912345678');
    expect(JSON.stringify(await ownerRows('SELECT canonical FROM review.event WHERE stream_id = $1', id))).not.toContain('13912345678');

    expect(codes(await house.act('head', 'signReview', { id, ...PASSED }))).toEqual(['FINDINGS_NOT_ADDRESSED']);
    const answers = findings.filter(({ severity }) => severity !== 'INFO').map((found) => ({ findingId: found.id, disposition: 'NOT_APPLICABLE', reason: '系公开的办公联系方式。' }));
    expect(codes(await house.act('head', 'signReview', { id, ...PASSED, findings: answers.map((answer, index) => (index === 0 ? { ...answer, disposition: 'REDACTED' } : answer)) }))).toEqual(['CONTENT_MUST_CHANGE']);
    expect((await house.act('head', 'signReview', { id, ...PASSED, findings: answers })).reviewCase?.state).toBe('DIVISION_REVIEWED');
    expect((await house.ask(query, officer('deputy'), { id })).data.reviewCase.findings[0]).toMatchObject({ disposition: 'NOT_APPLICABLE', reason: '系公开的办公联系方式。' });
    // The disclosure office knows of the case, not of its content (people.md).
    const office = (await house.ask(query, officer('office'), { id })).data.reviewCase;
    expect(office).toMatchObject({ title: null, package: null });
    expect(office.findings.map((found: { kind: string }) => found.kind)).toEqual(findings.map(({ kind }) => kind));
    expect(JSON.stringify(office)).not.toMatch(/13912345678|办公联系方式/u);
  });

  test('a mark of secrecy goes to the secrecy office, and from there it can be determined', async () => {
    const digest = await house.store({ title: '机密★1年', body: '正文' });
    const id = (await house.open('handler', digest)).reviewCase?.id as string;
    const refused = await house.act('head', 'signReview', { id, ...PASSED });
    expect(refused.refusals[0]).toMatchObject({ code: 'MUST_REFER_TO_SECRECY_OFFICE', clause: 'A3-9-3' });
    const available = (await house.ask('query ($id: ID!) { reviewCase(id: $id) { availableActions { action refusals { code } } } }', officer('head'), { id })).data.reviewCase.availableActions as { action: string; refusals: { code: string }[] }[];
    expect(available.find(({ action }) => action === 'signReview')?.refusals).toEqual([{ code: 'MUST_REFER_TO_SECRECY_OFFICE' }]);
    expect(available.find(({ action }) => action === 'referToSecrecyOffice')?.refusals).toEqual([]);
    await house.act('head', 'referToSecrecyOffice', { id, reason: '标题似有密级标志，处室不能确定。' });
    await house.act('secrecy', 'referOutside', { id, authority: 'SECRECY_AUTHORITY', letterNumber: '吉工信保〔2026〕1号', reason: '请予确定。' });
    expect(codes(await house.act('secrecy', 'recordDetermination', { id, result: 'MUST_NOT_DISCLOSE', ground: 'STATE_SECRET', reason: '属国家秘密。' }))).toEqual(['OUTSIDE_ANSWER_MISSING']);
    await house.act('secrecy', 'recordDetermination', { id, result: 'MUST_NOT_DISCLOSE', ground: 'STATE_SECRET', reason: '属国家秘密。', answeredOn: '2026-03-02', answerNumber: '吉保函〔2026〕2号' });
    const again = (await house.open('handler', digest)).reviewCase?.id as string;
    expect(codes(await house.act('head', 'signReview', { id: again, ...PASSED }))).toEqual(['MUST_REFER_TO_SECRECY_OFFICE']);
    expect(await outboxOf(id)).toEqual([['ReviewEnded', { reviewId: id, digest, result: 'WITHHELD', subject: { kind: 'DISCLOSURE', id: 'disclosure-1' } }]]);
  });

  test('a file that is not there is a finding, never a pass', async () => {
    const digest = await house.store({ title: '缺附件', attachments: [{ name: '附件.pdf', mediaType: 'application/pdf', size: 3, digest: 'f'.repeat(64) }] });
    const id = (await house.open('handler', digest)).reviewCase?.id as string;
    const { data } = await house.ask('query ($id: ID!) { reviewCase(id: $id) { findings { kind severity where } } }', officer('head'), { id });
    expect(data.reviewCase.findings).toEqual([{ kind: 'BROKEN_FILE', severity: 'BLOCK', where: 'attachment:0/file' }]);
  });

  test('content that the gate does not hold is not sent in', async () => {
    expect(codes(await house.open('handler', 'a'.repeat(64)))).toEqual(['CONTENT_NOT_HELD']);
  });

  test('the same content reviewed before shows the earlier decision', async () => {
    const digest = await house.store({ title: '再次送审' });
    const first = (await house.open('handler', digest)).reviewCase?.id as string;
    await house.act('head', 'returnReview', { id: first, reason: '标题不规范。' });
    const second = (await house.open('handler', digest)).reviewCase?.id as string;
    const { data } = await house.ask('query ($id: ID!) { reviewCase(id: $id) { earlierReviews { id state } } }', officer('handler'), { id: second });
    expect(data.reviewCase.earlierReviews).toEqual([{ id: first, state: 'RETURNED' }]);
  });
});

describe('a clearance ends', () => {
  test('A3-1: revoked, its releases are over in the same transaction, and nothing more goes out on it', async () => {
    const { id, digest, clearanceId } = await cleared(house, { title: '撤销' });
    await house.release(digest, clearanceId, 'PUBLIC');
    const bytes = (): Promise<unknown[]> => house.platform.database.context('publication').publicReader.query('SELECT digest FROM gate.public_content WHERE digest = $1', [digest]);
    expect(await bytes()).toHaveLength(1);
    expect(codes(await house.act('secrecy', 'revokeClearance', { id, reason: ' ' }))).toEqual(['TEXT_MISSING']);
    const done = await house.act('secrecy', 'revokeClearance', { id, reason: '发现涉密。' });
    expect(done.reviewCase).toMatchObject({ state: 'CLEARED', clearance: { id: clearanceId, state: 'REVOKED' } });
    expect(await bytes()).toEqual([]);
    await expect(house.release(digest, clearanceId, 'PUBLIC')).rejects.toMatchObject({ code: 'DG002' });
    expect((await outboxOf(id)).at(-1)).toEqual(['ClearanceRevoked', { reviewId: id, clearanceId, digest, subject: { kind: 'DISCLOSURE', id: 'disclosure-1' } }]);
    expect((await ownerRows("SELECT recipient FROM review.notice WHERE stream_id = $1 AND kind = 'CLEARANCE_REVOKED' ORDER BY recipient", id)).map(({ recipient }) => recipient)).toEqual(['office:DISCLOSURE_OFFICER', 'office:DIVISION_HEAD:d-planning', 'office:SECRECY_OFFICER']);
  });

  test('A1-9, SEC-01: classified late, it is withdrawn at the first step; then no copy and no excerpt of it is left', async () => {
    const body = '联系电话 13912345678，这段文字事后定密。';
    const attachments = [house.putFile('附件中的内容')];
    const digest = await house.store({ title: '补充定密', body, attachments });
    const twin = await house.storeFor('CASE:req-77', { title: '补充定密', body, attachments });
    const id = (await house.open('handler', digest)).reviewCase?.id as string;
    await house.act('head', 'signReview', { id, ...PASSED, findings: [{ findingId: 'f1', disposition: 'NOT_APPLICABLE', reason: '办公电话。' }] });
    const clearanceId = (await house.act('deputy', 'approveReviewAsSupervisingDeputy', { id })).reviewCase?.clearance?.id as string;
    const releaseId = await house.release(digest, clearanceId, 'PUBLIC');
    const rendition = house.putFile('由内容生成的文书');
    await house.platform.database.context('publication').write((tx) => recordRendition(tx, releaseId, { ...rendition, kind: 'PDF' }));
    const ofOther = house.putFile('别的文件');

    await house.act('head', 'classifyLate', { id, agrees: true, reason: '依保密事项范围。' });
    await expect(house.release(digest, clearanceId, 'PUBLIC')).rejects.toMatchObject({ code: 'DG002' });
    await house.act('deputy', 'classifyLate', { id, agrees: true, reason: '同意。' });
    expect((await ownerRows('SELECT digest FROM gate.content WHERE digest IN ($1, $2)', digest, twin))).toHaveLength(2);
    const done = await house.act('classification', 'classifyLate', { id, agrees: true, reason: '同意定密。' });
    expect(done.reviewCase?.state).toBe('WITHHELD');
    expect([attachments[0]?.digest, rendition.digest, ofOther.digest].map((file) => house.files.has(file as string))).toEqual([false, false, true]);
    expect(await ownerRows('SELECT digest FROM gate.content WHERE digest IN ($1, $2)', digest, twin)).toEqual([]);
    expect(await ownerRows('SELECT id FROM review.free_text WHERE stream_id = $1 AND body IS NOT NULL', id)).toEqual([]);
    expect((await outboxOf(id)).map((published) => (published as unknown[])[0])).toEqual(['ClearanceGranted', 'ClearanceRevoked', 'ReviewEnded']);
    const { data } = await house.ask('query ($id: ID!) { reviewCase(id: $id) { title package { body } findings { kind excerpt } timeline { title } } }', officer('head'), { id });
    expect(data.reviewCase).toMatchObject({ title: null, package: null, findings: [{ kind: 'MOBILE_NUMBER', excerpt: null }] });
    expect(codes(await house.act('handler', 'reopenReview', { id, reason: '再审。' }))).toEqual(['CONTENT_NOT_HELD']);
    // Stored once more, in whichever form, it is known again.
    expect(codes(await house.open('handler', await house.store({ title: '补充定密', body, attachments })))).toEqual(['CLASSIFIED']);
    const sealed = await house.storeFor('CASE:req-78', { title: '补充定密', body, attachments });
    expect(codes(await house.open('handler', sealed, { mode: 'ON_REQUEST', audience: 'CASE:req-78', subjectKind: 'REQUEST', subjectId: 'req-78' }))).toEqual(['CLASSIFIED']);
  });
});

describe('who sees what', () => {
  test('another division, the analyst, the applicant and the public find nothing; the answer is the same as for no such review', async () => {
    const { id, clearanceId } = await cleared(house, { title: '可见性' });
    const outsiders: readonly Actor[] = [officer('handler-2'), officer('head-2'), officer('deputy-2'), officer('analyst'), officer('legal'), applicant('req-1'), PUBLIC];
    const query = 'query ($id: ID!) { reviewCase(id: $id) { id } }';
    for (const as of outsiders) {
      expect(await house.ask(query, as, { id })).toEqual(await house.ask(query, as, { id: 'no-such' }));
      expect((await house.ask(query, as, { id })).errors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
      const list = await house.ask('{ reviewCases(first: 50) { totalCount nodes { division { id } } } }', as);
      if (as.kind === 'PUBLIC') expect(list.errors.map(({ code }) => code)).toEqual(['UNAUTHENTICATED']);
      else expect(list.data.reviewCases.nodes.filter((node: { division: { id: string } }) => node.division.id === 'd-planning')).toEqual([]);
      expect((await house.ask('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', as, { r: [{ __typename: 'ReviewCase', id }, { __typename: 'Clearance', id: clearanceId }] })).data._entities).toEqual([null, null]);
    }
    await expect(house.act('head-2', 'signReview', { id, ...PASSED })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(house.act(PUBLIC, 'revokeClearance', { id, commandId: 'a'.repeat(32), reason: 'x' })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    for (const login of ['handler', 'head', 'deputy', 'principal', 'office', 'secrecy', 'classification', 'auditor']) expect((await house.ask(query, officer(login), { id })).data?.reviewCase).toEqual({ id });
    await expect(house.act('auditor', 'revokeClearance', { id, reason: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('the clearance of what is out: the public sees it without its review, and not any more once it is over', async () => {
    const { id, digest, clearanceId } = await cleared(house, { title: '公开的放行' });
    const entity = async (as: Actor): Promise<unknown> => (await house.ask('query ($r: [_Any!]!) { _entities(representations: $r) { ... on Clearance { id digest extent mode audience clearedOn state review { signatures { personName } } } } }', as, { r: [{ __typename: 'Clearance', id: clearanceId }] })).data._entities[0];
    expect(await entity(PUBLIC)).toBeNull();
    expect(await entity(officer('head-2'))).toBeNull();
    await house.release(digest, clearanceId, 'PUBLIC');
    const open = { id: clearanceId, digest, extent: 'FULL_TEXT', mode: 'PROACTIVE', audience: 'PUBLIC', clearedOn: '2026-03-02', state: 'VALID', review: null };
    expect(await entity(PUBLIC)).toEqual(open);
    expect(await entity(officer('head-2'))).toEqual(open);
    expect(await entity(officer('head'))).toMatchObject({ review: { signatures: [expect.anything(), expect.anything(), expect.anything()] } });
    await house.act('head', 'revokeClearance', { id, reason: '有误。' });
    expect(await entity(PUBLIC)).toBeNull();
    expect(await entity(officer('head'))).toMatchObject({ state: 'REVOKED' });
  });

  test('as its own roles, the database shows a stranger no row and the public no table', async () => {
    const { readAs, publicReader } = house.platform.database.context('review');
    const stranger = { kind: 'OFFICER', id: 'p-head-2', offices: ['DIVISION_HEAD'], divisions: ['d-energy'], reviews: { all: false, divisions: ['d-energy'] } };
    for (const table of ['review_case', 'event', 'free_text']) expect(await readAs(stranger, (q) => q.query(`SELECT 1 FROM review.${table}`))).toEqual([]);
    for (const table of ['review_case', 'event', 'free_text', 'visible_clearance', 'outbox', 'notice']) await expect(publicReader.query(`SELECT 1 FROM review.${table}`)).rejects.toMatchObject({ code: '42501' });
    await expect(publicReader.query('SELECT 1 FROM gate.clearance')).rejects.toMatchObject({ code: '42501' });
  });

  test('lists: newest first, filtered, by pages that hold while rows come', async () => {
    const digests: string[] = [];
    for (const minute of ['01', '02', '03', '04', '05']) {
      house.platform.at(instant(`2026-03-03T09:${minute}:00+08:00`));
      const digest = await house.store({ title: `列表 ${minute}` });
      digests.unshift(digest);
      await house.open('handler', digest, { subjectId: 'disclosure-list' });
    }
    const query = 'query ($f: ReviewCaseFilter, $first: Int, $after: String, $last: Int, $before: String) { reviewCases(filter: $f, first: $first, after: $after, last: $last, before: $before) { totalCount nodes { digest } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }';
    const f = { subjectKind: 'DISCLOSURE', subjectId: 'disclosure-list', states: ['OPEN'] };
    const page = async (variables: Record<string, unknown>) => (await house.ask(query, officer('head'), { f, ...variables })).data.reviewCases;
    const first = await page({ first: 2 });
    expect(first).toMatchObject({ totalCount: 5, nodes: digests.slice(0, 2).map((digest) => ({ digest })), pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    house.platform.at(instant('2026-03-03T10:00:00+08:00'));
    await house.open('handler', await house.store({ title: '列表 新' }), { subjectId: 'disclosure-list' });
    expect((await page({ first: 2, after: first.pageInfo.endCursor })).nodes).toEqual(digests.slice(2, 4).map((digest) => ({ digest })));
    expect((await page({ last: 2 })).nodes).toEqual(digests.slice(3).map((digest) => ({ digest })));
    expect((await house.ask('{ reviewCases { totalCount } }', officer('head'))).errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
  });
});

test('a review that is not decided by its internal due date is warned of once, to whoever holds it', async () => {
  house.platform.at(instant('2026-03-09T09:00:00+08:00'));
  const id = (await house.open('handler', await house.store({ title: '内部期限' }))).reviewCase?.id as string;
  await house.act('head', 'signReview', { id, ...PASSED });
  expect((await house.ask('query ($id: ID!) { reviewCase(id: $id) { dueOn } }', officer('head'), { id })).data.reviewCase).toEqual({ dueOn: '2026-03-16' });
  const warned = (): Promise<unknown[]> => ownerRows("SELECT recipient FROM review.notice WHERE stream_id = $1 AND kind = 'REVIEW_DUE'", id);
  house.platform.at(instant('2026-03-16T07:59:00+08:00'));
  await house.worker.fireDue();
  expect(await warned()).toEqual([]);
  house.platform.at(instant('2026-03-16T08:00:00+08:00'));
  await house.worker.fireDue();
  house.platform.at(instant('2026-03-20T08:00:00+08:00'));
  await house.worker.fireDue();
  expect(await warned()).toEqual([{ recipient: 'office:SUPERVISING_DEPUTY:d-planning' }]);
  // The warning overtook nobody: the version that the deputy read is still the case's.
  expect((await house.act('deputy', 'approveReviewAsSupervisingDeputy', { id, expectedVersion: 2 })).reviewCase?.state).toBe('CLEARED');
});

test('content that one division has in review is not opened by another that knows its digest', async () => {
  const digest = await house.store({ title: '他处室的内容' });
  await house.open('handler', digest);
  expect(codes(await house.open('handler-2', digest, { divisionId: 'd-energy' }))).toEqual(['CONTENT_OF_OTHER_DIVISION']);
});

test('two divisions may write the same to two applicants; neither opens what is the other\'s', async () => {
  const same = { title: '政府信息公开申请答复', blocks: { searchRecord: '以申请名称检索，未检索到相关信息。' } };
  const forCase = (id: string, divisionId: string) => ({ mode: 'ON_REQUEST', audience: `CASE:${id}`, subjectKind: 'REQUEST', subjectId: id, divisionId });
  const [first, second] = [await house.storeFor('CASE:one', same), await house.storeFor('CASE:two', same)];
  expect(codes(await house.open('handler', first, forCase('one', 'd-planning')))).toEqual([]);
  expect(codes(await house.open('handler-2', second, forCase('two', 'd-energy')))).toEqual([]);
  expect(codes(await house.open('handler-2', first, forCase('one', 'd-energy')))).toEqual(['CONTENT_OF_OTHER_DIVISION']);
});

test('a clearance with a last day lapses by the platform\'s own timer, and then nothing goes out on it', async () => {
  const digest = await house.store({ title: '有期限的放行' });
  const id = (await house.open('handler', digest, { expiresOn: '2026-03-31' })).reviewCase?.id as string;
  await house.act('head', 'signReview', { id, ...PASSED });
  const clearanceId = (await house.act('deputy', 'approveReviewAsSupervisingDeputy', { id })).reviewCase?.clearance?.id as string;
  house.platform.at(instant('2026-03-31T23:59:00+08:00'));
  await house.worker.fireDue(); // due dates of other reviews
  expect(await ownerRows('SELECT clearance_state FROM review.review_case WHERE id = $1', id)).toEqual([{ clearance_state: 'VALID' }]);
  house.platform.at(instant('2026-04-01T00:00:00+08:00'));
  expect(await house.worker.fireDue()).toBe(1);
  await expect(house.release(digest, clearanceId, 'PUBLIC')).rejects.toMatchObject({ code: 'DG003' });
  const { data } = await house.ask('query ($id: ID!) { reviewCase(id: $id) { clearance { state expiresOn } timeline { title actingAs effectiveOn personName } } }', officer('head'), { id });
  expect(data.reviewCase.clearance).toEqual({ state: 'EXPIRED', expiresOn: '2026-03-31' });
  expect(data.reviewCase.timeline.at(-1)).toEqual({ title: '放行到期', actingAs: '系统', effectiveOn: '2026-03-31', personName: null });
});

test('CLK-16: no answer from outside by its last day is told once, to the secrecy office and to whoever sent it in', async () => {
  // Sent on Wednesday 18 March 2026; ten working days end on Wednesday 1 April.
  house.platform.at(instant('2026-03-18T09:00:00+08:00'));
  const id = (await house.open('handler', await house.store({ title: '报省未复' }))).reviewCase?.id as string;
  await house.act('head', 'referToSecrecyOffice', { id, reason: '处室不能确定。' });
  const dueOn = async (): Promise<unknown> => (await house.ask('query ($id: ID!) { reviewCase(id: $id) { determinationDueOn } }', officer('head'), { id })).data.reviewCase.determinationDueOn;
  expect(await dueOn()).toBeNull();
  await house.act('secrecy', 'referOutside', { id, authority: 'SECRECY_AUTHORITY', letterNumber: '吉工信保〔2026〕3号', reason: '请予确定。' });
  expect(await dueOn()).toBe('2026-04-01');
  const told = (): Promise<unknown[]> => ownerRows("SELECT recipient, clause FROM review.notice WHERE stream_id = $1 AND kind = 'DETERMINATION_OVERDUE' ORDER BY recipient", id);
  house.platform.at(instant('2026-04-02T08:59:00+08:00'));
  await house.worker.fireDue();
  expect(await told()).toEqual([]);
  house.platform.at(instant('2026-04-02T09:00:00+08:00'));
  await house.worker.fireDue();
  house.platform.at(instant('2026-04-30T09:00:00+08:00'));
  await house.worker.fireDue();
  expect(await told()).toEqual([{ recipient: 'office:SECRECY_OFFICER', clause: 'A3-4' }, { recipient: 'person:p-handler', clause: 'A3-4' }]);
  // Nothing lapses, and nobody's version was overtaken: the answer is recorded when it comes.
  expect(codes(await house.act('secrecy', 'recordDetermination', { id, expectedVersion: 3, result: 'MAY_DISCLOSE', reason: '可以公开。', answeredOn: '2026-04-29', answerNumber: '吉保函〔2026〕9号' }))).toEqual([]);
  expect(await dueOn()).toBeNull();
});
