import { randomUUID } from 'node:crypto';
import type { Actor } from '@disclosure/organisation';
import { applicantOf, House, PUBLIC, submission } from './testing/house.fixture.ts';

const clerk = (agencyId: string): Actor => ({ kind: 'AGENCY_CLERK', agencyId, clerkId: 'clerk-1' });
const client = (agencyId: string | undefined, ...scopes: readonly string[]): Actor => ({ kind: 'MACHINE', clientId: 'client-1', scopes, ...(agencyId === undefined ? {} : { agencyId }) });
const ECOLOGY = clerk('jl-ecology');
const REFERRAL = 'id caseId kind status unanswered sender { id } agency { id } originallyReceivedOn content asked { what askedOn answeredOn agency { id } result text } sentOn receivedOn answerBy answeredOn result competentAgency { id } answer version';
const TRACES = ['林晓雨', '220101199003070017', '13900001234', 'lin@example.com', '测试路'];
const INBOX = `{ referrals(first: 10) { nodes { ${REFERRAL} } } }`;
const OTHER_AGENCY = { items: [{ outcome: 'OTHER_AGENCY', agencyId: 'jl-ecology' }], information: null, blocks: { reasons: '属生态环境部门职责。' } };
// It says who asks, in the middle of what is asked: what goes to others must not.
const ASKED = { title: '某化工园区环境影响评价报告书', documentNumber: '吉环审〔2025〕7号', description: '本人林晓雨，电话13900001234，申请公开报告书全文和批复。' };

let house: House;
beforeAll(async () => { house = await House.open(); });
afterAll(() => house?.close());

interface Seen { readonly [field: string]: unknown }
const inbox = async (as: Actor): Promise<readonly Seen[]> => (await house.data(INBOX, as)).referrals.nodes as readonly Seen[];
const where = async (id: unknown, as: Actor | string): Promise<Seen | null> => (await house.data(`query ($id: ID!) { referral(id: $id) { ${REFERRAL} } }`, as, { id })).referral as Seen | null;
const ofCase = async (id: string, as: Actor | string = 'office'): Promise<readonly Seen[]> => (await house.data(`query ($id: ID!) { request(id: $id) { referrals { ${REFERRAL} } } }`, as, { id })).request.referrals as readonly Seen[];
const served = async (more: Record<string, unknown> = {}): Promise<{ id: string; referral: Seen }> => {
  const id = await house.served({ ...ASKED, ...more }, OTHER_AGENCY);
  return { id, referral: (await ofCase(id)).at(-1) as Seen };
};

describe('A1-19-4: serving a reply that names another agency tells that agency', () => {
  it('what is asked for, when it came to us and what was already asked; nothing of the applicant', async () => {
    const id = await house.registered(ASKED);
    await house.act('requestClarification', 'office', { id, items: '请林晓雨说明园区名称。', periodWorkingDays: 10 });
    await house.act('supplyClarification', applicantOf(id), { id, clarification: '九台化工园区，联系邮箱lin@example.com。' });
    await house.act('acceptRequest', 'office', { id });
    await house.act('assignRequest', 'office', { id, leadDivisionId: 'd-planning' });
    await house.act('consultThirdParty', 'handler', { id, thirdParty: { name: '长春光环科技有限公司' }, content: '报告书中的工艺参数。' });
    const [consultation] = (await house.data('query ($id: ID!) { request(id: $id) { consultations { id } } }', 'handler', { id })).request.consultations as { id: string }[];
    await house.act('answerThirdPartyConsultation', 'handler', { id, consultationId: consultation?.id, result: 'CONSENT' });
    await house.act('draftReplyProposal', 'handler', { id, ...OTHER_AGENCY });
    for (const [action, login] of [['submitReplyProposal', 'handler'], ['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy'], ['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler']] as const) await house.act(action, login, { id });
    await house.clear(id);
    await house.act('signOffReplyLetter', 'disclosure-deputy', { id });
    await house.act('sealReplyLetter', 'office', { id });
    expect(await inbox(ECOLOGY)).toEqual([]);
    await house.act('serveReply', 'office', { id, means: 'ONLINE' });

    const [seen] = await inbox(ECOLOGY);
    expect(seen).toEqual({
      id: expect.stringMatching(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/), caseId: id, kind: 'REQUEST', status: 'SENT', unanswered: false, sender: { id: 'jlgxt' }, agency: { id: 'jl-ecology' }, originallyReceivedOn: '2026-02-09',
      content: '所需信息：某化工园区环境影响评价报告书\n文号：吉环审〔2025〕7号\n其他特征描述：本人［个人信息］，电话［个人信息］，申请公开报告书全文和批复。\n补正内容：九台化工园区，联系邮箱［个人信息］。',
      asked: [
        { what: 'CLARIFICATION', askedOn: '2026-02-09', answeredOn: '2026-02-09', agency: null, result: null, text: '请［个人信息］说明园区名称。' },
        { what: 'THIRD_PARTY_CONSULTATION', askedOn: '2026-02-09', answeredOn: '2026-02-09', agency: null, result: 'CONSENT', text: null },
      ],
      sentOn: '2026-02-09', receivedOn: null, answerBy: '2026-03-06', answeredOn: null, result: null, competentAgency: null, answer: null, version: 0,
    });
    for (const trace of [...TRACES, '光环']) expect(JSON.stringify(seen)).not.toContain(trace);
    expect(await where(seen?.['id'], ECOLOGY)).toEqual(seen);
    expect(await where(String(seen?.['id']).toLowerCase(), ECOLOGY)).toEqual(seen);
  });

  it('confirms and answers by its clerk; the answer is an event of the case, and the office is told', async () => {
    const { id, referral } = await served();
    expect(await house.codes('answerReferral', clerk('jl-finance'), { id, referralId: referral['id'], result: 'ACCEPTED' })).toEqual(['NOT_FOUND']);
    const { request } = await house.act('recordReferralReceipt', ECOLOGY, { id, referralId: referral['id'], expectedVersion: 0 });
    expect(request).toBeNull(); // the case is not theirs
    expect(await house.codes('answerReferral', ECOLOGY, { id, referralId: referral['id'], expectedVersion: 0, result: 'ACCEPTED' })).toEqual(['VERSION_CONFLICT A1-19-4']);
    expect(await house.codes('answerReferral', ECOLOGY, { id, referralId: referral['id'], result: 'DECLINED' })).toEqual(['DECLINED_WITHOUT_REASONS A1-19-4']);
    const answer = 'mutation ($input: AnswerReferralInput!) { answerReferral(input: $input) { referral { status result answer receivedOn } refusals { code } } }';
    const input = { commandId: randomUUID(), id, referralId: referral['id'], result: 'DECLINED', reasons: '该园区由财政部门审批。', competentAgencyId: 'jl-finance' };
    expect((await house.data(answer, ECOLOGY, { input })).answerReferral).toEqual({ referral: { status: 'ANSWERED', result: 'DECLINED', answer: '该园区由财政部门审批。', receivedOn: '2026-02-09' }, refusals: [] });
    expect((await house.data('query ($id: ID!) { request(id: $id) { timeline { event text } } }', 'office', { id })).request.timeline.at(-1)).toEqual({ event: 'ReferralAnswered', text: '该园区由财政部门审批。' });
    expect(JSON.stringify((await house.data('{ requestNotices { kind message } }', 'office')).requestNotices)).toContain('吉林省生态环境厅答复不属于其负责，认为由吉林省财政厅负责');

    // REQ-16: told onwards, with what was said before.
    await house.act('referToAgency', 'office', { id, agencyId: 'jl-finance' });
    expect((await inbox(clerk('jl-finance')))[0]).toMatchObject({ status: 'SENT', version: 1, asked: [{ what: 'REFERRAL', agency: { id: 'jl-ecology' }, result: 'DECLINED', answeredOn: '2026-02-09' }] });
    expect(await house.codes('referToAgency', 'office', { id, agencyId: 'jl-finance' })).toEqual(['ALREADY_REFERRED A1-19-4']);
  });

  it('and on paper: what came in is entered by the office', async () => {
    const { id, referral } = await served();
    await house.act('recordReferralReceipt', 'office', { id, referralId: referral['id'], proof: '邮政回执' });
    await house.act('answerReferral', 'office', { id, referralId: referral['id'], result: 'ACCEPTED' });
    expect((await ofCase(id))[0]).toMatchObject({ status: 'ANSWERED', result: 'ACCEPTED' });
  });

  it('two agencies, where two things were asked for: each in the letter, each told', async () => {
    const id = await house.served(ASKED, { ...OTHER_AGENCY, items: [...OTHER_AGENCY.items, { outcome: 'OTHER_AGENCY', agencyId: 'jl-finance' }] });
    expect((await ofCase(id)).map(({ agency }) => (agency as { id: string }).id).sort()).toEqual(['jl-ecology', 'jl-finance']);
    expect((await house.data('{ myRequest { reply { items { outcome agency { id } } } } }', applicantOf(id))).myRequest.reply.items).toEqual([{ outcome: 'OTHER_AGENCY', agency: { id: 'jl-ecology' } }, { outcome: 'OTHER_AGENCY', agency: { id: 'jl-finance' } }]);
  });
});

describe('machine clients of an agency', () => {
  const codesOf = async (query: string, as: Actor): Promise<readonly unknown[]> => (await house.ask(query, as)).errors.map(({ code }) => code);
  it('see and do what their scopes say, for the agency that they are bound to', async () => {
    const { id, referral } = await served();
    const input = { id, referralId: referral['id'], result: 'ACCEPTED' };
    expect((await inbox(client('jl-ecology', 'referrals:read')))[0]).toMatchObject({ id: expect.any(String) });
    expect(await where(referral['id'], client('jl-ecology', 'referrals:read'))).toMatchObject({ content: expect.stringContaining('环境影响评价') });
    for (const actor of [client('jl-ecology', 'referrals:answer'), client('jl-ecology', 'consultations:read'), client('jl-ecology'), client(undefined, 'referrals:read'), client(undefined, '*')]) {
      expect(await where(referral['id'], actor)).toBeNull();
      expect(await codesOf(INBOX, actor)).toEqual(['UNAUTHENTICATED']);
    }
    expect(await inbox(client('jl-finance', 'referrals:read'))).not.toContainEqual(expect.objectContaining({ id: referral['id'] }));
    expect(await house.codes('answerReferral', client('jl-ecology', 'referrals:read'), input)).toEqual(['FORBIDDEN A1-19-4']);
    expect(await house.codes('answerReferral', client('jl-ecology', 'consultations:answer', 'consultations:read'), input)).toEqual(['NOT_FOUND']);
    expect(await house.codes('answerReferral', client('jl-finance', 'referrals:answer'), input)).toEqual(['NOT_FOUND']);
    await house.act('answerReferral', client('jl-ecology', 'referrals:answer'), input);
  });
  it('consultations likewise: confirmed and answered by a client, by its own scopes', async () => {
    const id = await house.assigned({}, []);
    await house.act('consultAgency', 'handler', { id, agencyId: 'jl-ecology', content: '联合印发的排放核查结果。' });
    const list = '{ consultations(first: 10, open: true) { nodes { id requestId content status } } }';
    const [seen] = (await house.data(list, client('jl-ecology', 'consultations:read'))).consultations.nodes as { id: string; content: string }[];
    expect(seen?.content).toBe('联合印发的排放核查结果。');
    expect(await codesOf(list, client('jl-ecology', 'referrals:read'))).toEqual(['UNAUTHENTICATED']);
    const about = { id, consultationId: seen?.id };
    expect(await house.codes('recordConsultationReceipt', client('jl-ecology', 'consultations:read'), about)).toEqual(['FORBIDDEN R-32']);
    expect(await house.codes('recordConsultationReceipt', clerk('jl-finance'), about)).toEqual(['NOT_FOUND']);
    await house.act('recordConsultationReceipt', client('jl-ecology', 'consultations:answer'), { ...about, receivedOn: '2026-02-01' });
    expect((await house.data('query ($id: ID!) { request(id: $id) { consultations { status receivedOn } } }', 'handler', { id })).request.consultations).toEqual([{ status: 'RECEIVED', receivedOn: '2026-02-09' }]);
    await house.act('answerAgencyConsultation', client('jl-ecology', 'consultations:answer'), { ...about, result: 'CONSENT' });
    expect((await house.data(list, ECOLOGY)).consultations.nodes).toEqual([]);
    expect((await house.data(list.replace('true', 'false'), ECOLOGY)).consultations.nodes).toHaveLength(1);
  });
});

describe('the inbox', () => {
  it('pages by cursor, newest first, both ways, capped, and filters', async () => {
    const page = async (args: string): Promise<{ ids: string[]; end: string; start: string; next: boolean }> => {
      const { referrals } = await house.data(`{ referrals(${args}) { nodes { id } pageInfo { hasNextPage endCursor startCursor } } }`, ECOLOGY);
      return { ids: referrals.nodes.map(({ id }: { id: string }) => id), end: referrals.pageInfo.endCursor, start: referrals.pageInfo.startCursor, next: referrals.pageInfo.hasNextPage };
    };
    const all = await page('first: 50');
    expect(all.ids.length).toBeGreaterThan(3);
    const [first] = [await page('first: 2')];
    const second = await page(`first: 2, after: "${first.end}"`);
    expect([...first.ids, ...second.ids]).toEqual(all.ids.slice(0, 4));
    expect(first.next).toBe(true);
    expect((await page(`last: 2, before: "${second.start}"`)).ids).toEqual(first.ids);
    expect([...(await page('first: 50, open: true')).ids, ...(await page('first: 50, open: false')).ids].sort()).toEqual([...all.ids].sort());
    expect((await house.ask('{ referrals(first: 100000) { nodes { id } } }', ECOLOGY)).errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('the applicant', () => {
  it('learns that it was passed on and where it stands; the words between agencies are not theirs', async () => {
    const { id, referral } = await served();
    await house.act('answerReferral', ECOLOGY, { id, referralId: referral['id'], result: 'DECLINED', reasons: '内部意见：无此件。' });
    const { myRequest } = await house.data(`{ myRequest { referrals { ${REFERRAL} } deadlines { limit } timeline { event title text } } }`, applicantOf(id));
    expect(myRequest.referrals).toEqual([expect.objectContaining({ agency: { id: 'jl-ecology' }, status: 'ANSWERED', content: null, asked: [], answer: null, version: null })]);
    expect(myRequest.deadlines.map(({ limit }: { limit: string }) => limit)).not.toContain('T06-REFERRAL');
    expect(myRequest.timeline.at(-1)).toEqual({ event: 'ReferralAnswered', title: '接受转送的机关已答复', text: null });
    expect(JSON.stringify(myRequest)).not.toContain('内部意见');
  });
  it('takes the content along when erased: the referral ends, and says nothing any more', async () => {
    const { id, referral } = await served({ title: '待清除的转送内容' });
    await house.act('eraseApplicant', 'office-head', { id });
    expect(await where(referral['id'], ECOLOGY)).toMatchObject({ status: 'CLOSED', content: null, unanswered: false });
    expect(await house.codes('answerReferral', ECOLOGY, { id, referralId: referral['id'], result: 'ACCEPTED' })).toEqual(['WRONG_STATE A1-19-4']);
  });
});

describe('DEC-05', () => {
  it('a reply does not leave out the agency that the directory names for what is asked for', async () => {
    const id = await house.assigned(ASKED, []);
    const draft = (item: object): Promise<readonly string[]> => house.codes('draftReplyProposal', 'handler', { id, items: [{ outcome: 'OTHER_AGENCY', ...item }], blocks: { reasons: '不属本厅职责。' } });
    expect(await draft({})).toEqual(['AGENCY_NOT_NAMED A2-12-5']);
    expect(await draft({ agencyId: 'jlgxt' })).toEqual(['OWN_AGENCY A2-12-5']);
    expect(await draft({ agencyUndetermined: true })).toEqual([]);
    expect(await draft({ agencyId: 'jl-ecology' })).toEqual([]);
  });
  it('nothing is told to anybody where none can be determined', async () => {
    const id = await house.served(ASKED, { ...OTHER_AGENCY, items: [{ outcome: 'OTHER_AGENCY', agencyUndetermined: true }] });
    expect(await ofCase(id)).toEqual([]);
    await house.act('referToAgency', 'office', { id, agencyId: 'jl-ecology' }); // and later, when it is known
    expect(await ofCase(id)).toHaveLength(1);
  });
});

describe('A2-19, R-41: a record that is another agency’s to correct', () => {
  const act = async (action: string, as: Actor | string, input: object, fields = 'id'): Promise<Seen> => {
    const { result } = await house.data(`mutation ($input: ${action.charAt(0).toUpperCase()}${action.slice(1)}Input!) { result: ${action}(input: $input) { correctionRequest { ${fields} } refusals { code } } }`, as, { input: { commandId: randomUUID(), ...input } });
    if (result.refusals.length > 0) throw new Error(JSON.stringify(result.refusals));
    return result.correctionRequest as Seen;
  };
  it('is told to it without whose it is, and its answer is an event of that case', async () => {
    const { id } = await act('submitCorrectionRequest', PUBLIC, { title: '排污许可证上的单位地址', claim: '证载地址有误，林晓雨的厂房在长春市测试路9号。', applicant: submission()['applicant'] });
    await act('registerCorrectionRequest', 'office', { id, leadDivisionId: 'd-planning' });
    await act('verifyCorrection', 'handler', { id, finding: 'NOT_OURS', findings: '许可证由生态环境部门核发。' });
    await act('directCorrection', 'head', { id, agencyId: 'jl-ecology' });
    const seen = (await inbox(ECOLOGY)).find(({ caseId }) => caseId === id);
    expect(seen).toMatchObject({ kind: 'CORRECTION', status: 'SENT', originallyReceivedOn: '2026-02-09', content: '要求更正的信息：排污许可证上的单位地址\n不准确之处：证载地址有误，［个人信息］的厂房在［个人信息］。', asked: [{ what: 'VERIFICATION', result: 'NOT_OURS' }] });
    await act('recordCorrectionReferralReceipt', client('jl-ecology', 'referrals:answer'), { id, referralId: seen?.['id'] });
    await house.data('mutation ($input: AnswerCorrectionReferralInput!) { answerCorrectionReferral(input: $input) { refusals { code } } }', ECOLOGY, { input: { commandId: randomUUID(), id, referralId: seen?.['id'], result: 'ACCEPTED', reasons: '已更正。' } });
    const { correctionRequest } = await house.data('query ($id: ID!) { correctionRequest(id: $id) { state referrals { status result receivedOn } timeline { event } } }', 'office', { id });
    expect(correctionRequest).toMatchObject({ state: 'DIRECTED', referrals: [{ status: 'ANSWERED', result: 'ACCEPTED', receivedOn: '2026-02-09' }] });
    expect(correctionRequest.timeline.map(({ event }: { event: string }) => event).slice(-2)).toEqual(['ReferralReceived', 'ReferralAnswered']);
    const { myCorrectionRequest } = await house.data('{ myCorrectionRequest { referrals { agency { id } content answer } deadlines { limit } } }', applicantOf(String(id)));
    expect(myCorrectionRequest).toEqual({ referrals: [{ agency: { id: 'jl-ecology' }, content: null, answer: null }], deadlines: [expect.objectContaining({ limit: 'T09' })] });
  });
});

// Last: it moves the clock.
describe('silence', () => {
  it('is shown on the morning after fifteen working days: to the office, in the case, on the board, to the agency', async () => {
    const { id } = await served({ title: '无人答复的转送' });
    const board = async (referralUnanswered: boolean): Promise<readonly string[]> => (await house.data('query ($filter: RequestBoardFilter) { requestBoard(first: 100, filter: $filter) { nodes { id } } }', 'office', { filter: { referralUnanswered } })).requestBoard.nodes.map((node: { id: string }) => node.id);
    await house.moveTo('2026-03-06');
    expect((await ofCase(id))[0]).toMatchObject({ unanswered: false, answerBy: '2026-03-06' });
    expect(await board(true)).not.toContain(id);
    await house.moveTo('2026-03-09');
    expect((await ofCase(id))[0]).toMatchObject({ status: 'SENT', unanswered: true });
    expect(await board(true)).toContain(id);
    expect(await board(false)).not.toContain(id);
    expect((await house.data('{ referrals(first: 50, unanswered: true) { nodes { caseId } } }', 'office')).referrals.nodes).toContainEqual({ caseId: id });
    for (const login of ['office', 'office-head']) expect((await house.data('{ requestNotices { kind message request { id } } }', login)).requestNotices).toContainEqual({ kind: 'REFERRAL_UNANSWERED', message: expect.stringContaining('2026年2月9日转送吉林省生态环境厅的内容至今未答复'), request: { id } });
    expect((await house.data('query ($id: ID!) { request(id: $id) { deadlines { limit clock { dueOn late } } } }', 'office', { id })).request.deadlines).toContainEqual({ limit: 'T06-REFERRAL', clock: { dueOn: '2026-03-06', late: true } });
    const [referral] = await ofCase(id);
    await house.act('answerReferral', ECOLOGY, { id, referralId: referral?.['id'], result: 'ACCEPTED' });
    expect(await board(true)).not.toContain(id);
  });
});
