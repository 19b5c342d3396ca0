import { createHash } from 'node:crypto';
import { readBackDocx, readBackPdf } from '@disclosure/platform-letters';
import { normalised } from '../testing/normalised.ts';
import { RunningPlatform, runProgram } from '../testing/running-platform.ts';
import type { Mode } from '../testing/running-platform.ts';

/**
 * The thread, as these people would do it: over HTTP, with the tokens of sample officers, on PostgreSQL. The clock starts on
 * Tuesday 10 February 2026, before the long Spring Festival, and is moved by the administrator. Twice: in one process, and in many. In the
 * end the answers of both are compared.
 */
let platform: RunningPlatform;
const transcripts = new Map<Mode, readonly string[]>();

const applicant = (name: string, number: string) => ({ kind: 'NATURAL_PERSON', name, identityDocument: { type: '居民身份证', number }, telephone: '13800138000' });
interface Request { id: string; state: string; number: string | null; dueOn: string | null; version: number; proposal: { digest: string } | null }
const REQUEST = 'request { id state number receivedOn dueOn version }';

/** Approves a reply and clears its package, up to the letter that the office has served. */
async function replyTo(id: string, draft: Record<string, unknown>, tag: string): Promise<void> {
  const done = async (who: string, mutation: string, input: Record<string, unknown> = {}): Promise<Request> => {
    const payload = await platform.act<{ request: Request }>(who, mutation, { id, ...input }, 'request { id state proposal { digest } }');
    expect(payload.refusals).toEqual([]);
    return payload.request;
  };
  const drafted = await done('handler', 'draftReplyProposal', draft);
  await done('handler', 'submitReplyProposal');
  const review = await platform.act<{ reviewCase: { id: string; state: string } }>('handler', 'openReview', {
    digest: drafted.proposal?.digest, extent: 'FULL_TEXT', mode: 'ON_REQUEST', audience: `CASE:${id}`, subjectKind: 'REQUEST', subjectId: id, divisionId: 'd-planning',
  }, 'reviewCase { id state }');
  expect(review.refusals).toEqual([]);
  const own = await platform.tryAct<{ request: Request }>('handler', 'approveReplyAsDivisionHead', { id }, 'request { id }');
  expect(own.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  await done('head', 'approveReplyAsDivisionHead');
  await done('deputy', 'approveReplyAsSupervisingDeputy');
  await done('office', 'draftReplyLetter');
  await done('handler', 'proofreadReplyLetter');
  const early = await platform.act('disclosure-deputy', 'signOffReplyLetter', { id }, 'request { id }');
  expect(early.refusals).toMatchObject([{ code: 'NO_CLEARANCE', clause: 'A3-8' }]);
  const signed = await platform.act('head', 'signReview', { id: review.reviewCase.id, contentReview: { passed: true, remarks: '内容准确。' }, secrecyReview: { passed: true, remarks: '不涉密。' } }, 'reviewCase { state }');
  expect(signed.refusals).toEqual([]);
  const cleared = await platform.act<{ reviewCase: { state: string; clearance: { digest: string } } }>('deputy', 'approveReviewAsSupervisingDeputy', { id: review.reviewCase.id }, 'reviewCase { state clearance { id digest } }');
  expect(cleared).toMatchObject({ refusals: [], reviewCase: { state: 'CLEARED', clearance: { digest: drafted.proposal?.digest } } });
  await done('disclosure-deputy', 'signOffReplyLetter');
  const unsealed = await platform.act('office', 'serveReply', { id, means: 'ONLINE' }, 'request { id }');
  expect(unsealed.refusals).toMatchObject([{ code: 'NOT_SEALED', clause: 'A2-11' }]);
  await done('office', 'sealReplyLetter');
  expect((await done('office', 'serveReply', { means: 'ONLINE', proof: `送达回执${tag}` })).state).toBe('SERVED');
}

const shared: { first: string; firstCode: string; second: string; disclosure: string; address: string; review: string } = { first: '', firstCode: '', second: '', disclosure: '', address: '', review: '' };
const TITLE = '2025年度工业节能专项资金安排情况';

describe.each<Mode>(['standalone', 'split'])('%s', (mode) => {
  beforeAll(async () => { platform = await RunningPlatform.start({ mode, now: '2026-02-10T09:00:00+08:00' }); }, 120_000);
  afterAll(async () => {
    transcripts.set(mode, platform.transcript);
    await platform.dispose();
  });

  describe('1 a member of the public asks online', () => {
    it('can have the form on paper: blank, asking for no purpose, at lasting addresses', async () => {
      const { data: { requestForm } } = await platform.ask<{ requestForm: { docxUrl: string; pdfUrl: string } }>(null, '{ requestForm { docxUrl pdfUrl } }');
      const [docx, pdf] = [await platform.download(requestForm.docxUrl), await platform.download(requestForm.pdfUrl)];
      expect([docx.status, pdf.status, pdf.headers.get('content-type')]).toEqual([200, 200, 'application/pdf']);
      const { text } = readBackDocx(docx.bytes);
      for (const words of ['政府信息公开申请表', '□自然人', '□纸质', '□邮寄', '所需信息', '无需说明申请用途']) expect(text).toContain(words);
      expect(text.replace('无需说明申请用途', '')).not.toContain('用途');
    });

    it('submits without an account and gets a tracking code; the same command twice is one request', async () => {
      const input = { commandId: 'c0ffee00c0ffee00c0ffee00c0ffee00', title: TITLE, applicant: applicant('张三', '11010519491231002X') };
      const first = await platform.act<{ trackingCode: string; request: Request }>(null, 'submitRequest', input, `trackingCode ${REQUEST}`);
      expect(first).toMatchObject({ refusals: [], request: { state: 'SUBMITTED', number: null } });
      expect(first.trackingCode).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}$/);
      const again = await platform.act<{ trackingCode: string; request: Request }>(null, 'submitRequest', input, `trackingCode ${REQUEST}`);
      expect(again.request.id).toBe(first.request.id);
      expect(again.trackingCode).toBe(first.trackingCode);
      [shared.first, shared.firstCode] = [first.request.id, first.trackingCode];
    });

    it('is registered on Tuesday 10 February: 20 working days on, past the Spring Festival and the worked Saturdays 14 and 28 February, is Monday 16 March', async () => {
      const { request, refusals } = await platform.act<{ request: Request & { clock: { dueOn: string; calendarRevision: number; segments: { clause: string; excludedDays: { reason: string }[] }[] } } }>('office', 'registerRequest', { id: shared.first }, 'request { id number receivedOn dueOn clock { dueOn calendarRevision segments { clause excludedDays { date reason } } } }');
      expect(refusals).toEqual([]);
      expect(request).toMatchObject({ number: '2026-0001', receivedOn: '2026-02-10', dueOn: '2026-03-16', clock: { dueOn: '2026-03-16', calendarRevision: 1 } });
      expect(request.clock.segments.flatMap((segment) => segment.excludedDays.map((day) => day.reason))).toContain('春节');
      const stranger = await platform.tryAct<{ request: Request }>('handler', 'acceptRequest', { id: shared.first }, 'request { id }');
      expect(stranger.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    });

    it('is accepted and assigned to a lead division with one supporting division', async () => {
      expect((await platform.act('office', 'acceptRequest', { id: shared.first }, REQUEST)).refusals).toEqual([]);
      const { request } = await platform.act<{ request: { leadDivision: { name: string }; contributions: unknown[] } }>('office', 'assignRequest', { id: shared.first, leadDivisionId: 'd-planning', supportingDivisionIds: ['d-energy'], remarks: '请牵头处室汇总。' }, 'request { leadDivision { id name } contributions { division { id name } status } }');
      expect(request).toEqual({ leadDivision: { id: 'd-planning', name: '规划与投资处' }, contributions: [{ division: { id: 'd-energy', name: '节能与综合利用处' }, status: 'ASKED' }] });
    });
  });

  describe('2 and 3 the divisions prepare, review clears, the office answers', () => {
    it('waits for the supporting division before the lead can submit', async () => {
      await platform.act('handler', 'draftReplyProposal', { id: shared.first, items: [{ outcome: 'DISCLOSED' }], information: '待补。' }, 'request { id }');
      const early = await platform.act('handler', 'submitReplyProposal', { id: shared.first }, 'request { id }');
      expect(early.refusals).toMatchObject([{ code: 'CONTRIBUTIONS_MISSING', clause: 'A2-11' }]);
      const given = await platform.act('handler-2', 'contributeMaterial', { id: shared.first, divisionId: 'd-energy', material: '专项资金共安排三批。' }, 'request { id }');
      expect(given.refusals).toEqual([]);
    });

    it('serves a reply with a file, under a clearance bound to its digest; letter 〔2026〕1号', async () => {
      const file = await platform.upload('handler', 'REPLY_ATTACHMENT', '专项资金安排表.txt', 'text/plain', new TextEncoder().encode('第一批 400万元\n第二批 500万元\n第三批 300万元\n'));
      expect(file.status).toBe(201);
      await replyTo(shared.first, { items: [{ outcome: 'DISCLOSED' }], information: '2025年度工业节能专项资金共安排三批，合计1200万元。', attachments: [{ uploadId: file.body.uploadId }] }, '甲');
    }, 60_000);

    it('lets the applicant follow with the tracking code, and fetch letter and file', async () => {
      const exchange = await platform.ask<{ exchangeTrackingCode: { token: string } }>(null, 'mutation($c: String!) { exchangeTrackingCode(input: { trackingCode: $c }) { token refusals { code } } }', { c: shared.firstCode.toLowerCase() });
      const token = exchange.data.exchangeTrackingCode.token;
      const { data } = await platform.ask<{ myRequest: { stateText: string; leadDivision: null; proposal: null; timeline: { title: string; actor: null }[]; reply: { information: string; attachments: { name: string; url: string }[] }; documents: { kind: string; number: string; format: string; url: string }[] } }>(token,
        '{ myRequest { stateText leadDivision { id } proposal { digest } contributions { status } timeline { title actor actingAs } reply { information late attachments { name url } } documents { kind number format url } } }');
      const mine = data.myRequest;
      expect(mine).toMatchObject({ stateText: '答复书已送达。', leadDivision: null, proposal: null, contributions: [], reply: { information: '2025年度工业节能专项资金共安排三批，合计1200万元。', late: false } });
      expect(mine.timeline.map((entry) => entry.title)).toEqual(['您提交了申请', '申请已确认收到并登记', '申请已受理', '答复书已送达']);
      const letter = mine.documents.find((document) => document.kind === 'ReplyLetter' && document.format === 'PDF');
      expect(letter?.number).toBe('吉工信公开〔2026〕1号');
      const pdf = await platform.download(letter?.url ?? '');
      expect(pdf.status).toBe(200);
      const { pages, drawn } = await readBackPdf(pdf.bytes);
      expect(JSON.stringify(pages)).toContain('张三');
      // Anybody who holds the letter can ask whether it is ours, and whether this copy is the one that went out.
      const code = /文书验证码：([0-9A-Z-]{14})/.exec(drawn.join(''))?.[1];
      const issued = await platform.ask<{ issuedLetter: { number: string; pdfDigest: string; agency: { name: string } } }>(null, 'query ($code: String!) { issuedLetter(code: $code) { number pdfDigest agency { name } } }', { code });
      expect(issued.data.issuedLetter).toEqual({ number: letter?.number, pdfDigest: createHash('sha256').update(pdf.bytes).digest('hex'), agency: { name: '吉林省工业和信息化厅' } });
      const attachment = await platform.download(mine.reply.attachments[0]?.url ?? '');
      expect(new TextDecoder().decode(attachment.bytes)).toContain('第三批 300万元');
      expect((await platform.download('/files/forged.token')).status).toBe(404);
    });
  });

  describe('4 a second applicant asks for the same thing, unclearly at first', () => {
    it('is asked for clarification on the fifth working day, supplies it, and the reply clock counts anew', async () => {
      const submitted = await platform.act<{ trackingCode: string; request: Request }>(null, 'submitRequest', { commandId: 'decafbaddecafbaddecafbaddecafbad', title: '节能的钱', applicant: applicant('李四', '220102198001010012') }, `trackingCode ${REQUEST}`);
      const { id } = submitted.request;
      shared.second = id;
      expect((await platform.act<{ request: Request }>('office', 'registerRequest', { id }, REQUEST)).request.dueOn).toBe('2026-03-16');
      // Received Tuesday 10 February: 11, 12, 13, the worked Saturday 14, then Tuesday 24 February is the fifth working day.
      await platform.advanceTo('2026-02-24T10:00:00+08:00');
      const asked = await platform.act<{ request: Request & { clock: { state: string } } }>('office', 'requestClarification', { id, items: '请写明所需信息的名称和年度。', periodWorkingDays: 15 }, 'request { state dueOn clock { state } }');
      expect(asked).toMatchObject({ refusals: [], request: { state: 'AWAITING_CLARIFICATION', dueOn: null, clock: { state: 'SUSPENDED' } } });
      const twice = await platform.act('office', 'requestClarification', { id, items: '再补一次。', periodWorkingDays: 15 }, 'request { id }');
      expect(twice.refusals).toHaveLength(1);
      expect(twice.refusals[0]?.clause).toBe('A2-10');
      const token = (await platform.ask<{ exchangeTrackingCode: { token: string } }>(null, 'mutation($c: String!) { exchangeTrackingCode(input: { trackingCode: $c }) { token } }', { c: submitted.trackingCode })).data.exchangeTrackingCode.token;
      await platform.advanceTo('2026-02-26T10:00:00+08:00');
      const supplied = await platform.act<{ request: Request }>(token, 'supplyClarification', { id, clarification: TITLE }, REQUEST);
      // Thursday 26 February + 20 working days, the worked Saturday 28 February among them: Wednesday 25 March.
      expect(supplied).toMatchObject({ refusals: [], request: { state: 'REGISTERED', dueOn: '2026-03-25' } });
      const again = await platform.act('office', 'requestClarification', { id, items: '再补一次。', periodWorkingDays: 15 }, 'request { id }');
      expect(again.refusals.map((refusal) => refusal.code)).toContain('CLARIFICATION_ALREADY_USED');
    });

    it('makes the system propose promotion; the division confirms; a disclosure is opened, cleared and published', async () => {
      await platform.eventually(async () => {
        const { data } = await platform.ask<{ request: { availableActions: { action: string }[] } }>('handler', 'query($id: ID!) { request(id: $id) { availableActions { action } } }', { id: shared.first });
        expect(data.request.availableActions.map((available) => available.action)).toContain('promoteToProactive');
      });
      expect((await platform.act('handler', 'promoteToProactive', { id: shared.first }, 'request { id }')).refusals).toEqual([]);
      const opened = await platform.eventually(async () => {
        const { data } = await platform.ask<{ disclosureDrafts: { nodes: { id: string; originRequests: string[] }[] } }>('handler', '{ disclosureDrafts(first: 20) { nodes { id originRequests } } }');
        const found = data.disclosureDrafts.nodes.find((node) => node.originRequests.includes(shared.first));
        expect(found?.originRequests).toEqual(expect.arrayContaining([shared.first, shared.second]));
        return found as { id: string };
      });
      shared.disclosure = opened.id;
      const proposed = await platform.act<{ disclosure: { id: string; digest: string } }>('handler', 'proposeDisclosure', {
        id: opened.id, route: 'OTHER', divisionId: 'd-planning', title: TITLE, summary: '2025年度工业节能专项资金安排情况。', body: '2025年度工业节能专项资金共安排三批，合计1200万元。', formedOn: '2026-02-20', extent: 'FULL_TEXT', mode: 'PROACTIVE', categoryIds: ['content-3'],
      }, 'disclosure { id digest state }');
      expect(proposed.refusals).toEqual([]);
      for (const [who, mutation] of [['head', 'approveDisclosureAsDivisionHead'], ['deputy', 'approveDisclosureAsSupervisingDeputy']] as const) expect((await platform.act(who, mutation, { id: opened.id }, 'disclosure { id }')).refusals).toEqual([]);
      const early = await platform.act('office', 'publishDisclosure', { id: opened.id }, 'disclosure { id }');
      expect(early.refusals).toMatchObject([{ code: 'NO_CLEARANCE', clause: 'A3-8' }]);
      shared.review = await clear(proposed.disclosure.digest, opened.id);
      const published = await platform.act<{ disclosure: { address: string; indexNumber: string } }>('office', 'publishDisclosure', { id: opened.id }, 'disclosure { address indexNumber }');
      expect(published.refusals).toEqual([]);
      shared.address = published.disclosure.address;
    });

    it('is found by Chinese search, and the second reply is “already published”, pointing at it', async () => {
      const { data } = await platform.ask<{ searchDisclosures: { edges: { node: { id: string } }[] } }>(null, '{ searchDisclosures(query: "节能专项资金", first: 5) { edges { node { id title } } totalCount } }');
      expect(data.searchDisclosures.edges.map((edge) => edge.node.id)).toContain(shared.disclosure);
      for (const [mutation, input] of [['acceptRequest', {}], ['assignRequest', { leadDivisionId: 'd-planning' }]] as const) expect((await platform.act('office', mutation, { id: shared.second, ...input }, 'request { id }')).refusals).toEqual([]);
      await platform.eventually(async () => {
        const tried = await platform.act('handler', 'draftReplyProposal', { id: shared.second, items: [{ outcome: 'ALREADY_PUBLISHED', disclosureId: shared.disclosure }], blocks: { howToGet: '可在厅门户网站查阅。', publishedTitle: TITLE } }, 'request { id }');
        expect(tried.refusals).toEqual([]);
      });
      await replyTo(shared.second, { items: [{ outcome: 'ALREADY_PUBLISHED', disclosureId: shared.disclosure }], blocks: { howToGet: '可在厅门户网站政府信息公开专栏查阅、下载。', publishedTitle: TITLE } }, '乙');
      const { data: served } = await platform.ask<{ request: { reply: { items: unknown[] } } }>('office', 'query($id: ID!) { request(id: $id) { reply { items { outcome disclosure { id title address requestCount } } } } }', { id: shared.second });
      expect(served.request.reply.items).toEqual([{ outcome: 'ALREADY_PUBLISHED', disclosure: { id: shared.disclosure, title: TITLE, address: shared.address, requestCount: 2 } }]);
    }, 60_000);
  });

  describe('5 and 6 the department’s own notice, and one query over four subgraphs', () => {
    it('has imported the notice and its annexes as disclosures, with number, dates and division', async () => {
      // Off the record: those that fit equally well come in the order of their ids, which are chance.
      const { data } = await platform.offTheRecord(() => platform.ask<{ searchDisclosures: { totalCount: number; edges: { node: Record<string, unknown> }[] } }>(null,
        '{ searchDisclosures(query: "吉工信综合〔2020〕349号", first: 10) { totalCount edges { node { title documentNumber documentDatedOn formedOn division { id name } } } } }'));
      expect(data.searchDisclosures.totalCount).toBeGreaterThanOrEqual(5);
      for (const { node } of data.searchDisclosures.edges.slice(0, 5)) expect(node).toMatchObject({ documentNumber: '吉工信综合〔2020〕349号', documentDatedOn: '2020-12-31', formedOn: '2020-12-31', division: { id: 'd-general' } });
    });

    it('joins a disclosure with its division, clearance, catalogue path and the number of requests that led to it', async () => {
      const { data, errors } = await platform.ask<{ disclosureByAddress: Record<string, unknown> }>(null,
        'query($address: String!) { disclosureByAddress(address: $address) { title indexNumber division { id name } clearance { id extent mode clearedOn } cataloguePath { name } requestCount } }', { address: shared.address });
      expect(errors).toBeUndefined();
      expect(data.disclosureByAddress).toMatchObject({ title: TITLE, division: { id: 'd-planning', name: '规划与投资处' }, clearance: { extent: 'FULL_TEXT', mode: 'PROACTIVE', clearedOn: expect.stringMatching(/^2026-02-/) }, requestCount: 2 });
      expect(JSON.stringify(data.disclosureByAddress['cataloguePath'])).toContain('法定主动公开内容');
    });

    it('gives the law clause by clause', async () => {
      const { data } = await platform.ask<{ clause: { text: string; annex: number }; clauses: unknown[]; dueDate: unknown; calendarDay: unknown }>(null,
        '{ clause(id: "A1-17-2") { id title text annex } clauses(annex: 3) { id } dueDate(from: "2026-02-09", workingDays: 20) { dueOn provisional calendarRevision } calendarDay(date: "2026-02-14") { isWorkingDay kind name } }');
      expect(data.clause).toMatchObject({ annex: 1 });
      expect(data.clause.text).toContain('7个工作日内一次性告知');
      expect(data.clauses.length).toBeGreaterThan(11);
      expect(data.dueDate).toEqual({ dueOn: '2026-03-13', provisional: false, calendarRevision: 1 });
      expect(data.calendarDay).toMatchObject({ isWorkingDay: true, kind: 'MAKE_UP_WORKING_DAY' });
    });
  });

  describe('7 what can be handed over at once', () => {
    it('is made ready by the division, cleared by review, and given on the spot', async () => {
      const { request } = await platform.act<{ request: Request }>(null, 'submitRequest', { commandId: '5a0755a0755a0755a0755a0755a0755a', title: '绿色工厂名录', applicant: applicant('赵六', '220102198505050026') }, REQUEST);
      const { id } = request;
      for (const [mutation, input] of [['registerRequest', {}], ['acceptRequest', {}], ['assignRequest', { leadDivisionId: 'd-planning' }]] as const) expect((await platform.act('office', mutation, { id, ...input }, 'request { id }')).refusals).toEqual([]);
      const ready = await platform.act<{ request: { state: string; onTheSpotPreparation: { digest: string } } }>('handler', 'prepareOnTheSpotReply', { id, information: '绿色工厂名录一份。' }, 'request { state onTheSpotPreparation { digest } }');
      expect(ready).toMatchObject({ refusals: [], request: { state: 'ASSIGNED' } });
      const { digest } = ready.request.onTheSpotPreparation;
      const early = await platform.act('office', 'replyOnTheSpot', { id, given: '名录一份。' }, 'request { id }');
      expect(early.refusals).toMatchObject([{ code: 'NO_CLEARANCE', clause: 'A3-8' }]);
      const review = await platform.act<{ reviewCase: { id: string } }>('handler', 'openReview', { digest, extent: 'FULL_TEXT', mode: 'ON_REQUEST', audience: `CASE:${id}`, subjectKind: 'REQUEST', subjectId: id, divisionId: 'd-planning' }, 'reviewCase { id }');
      expect(review.refusals).toEqual([]);
      expect((await platform.act('head', 'signReview', { id: review.reviewCase.id, contentReview: { passed: true, remarks: '内容准确。' }, secrecyReview: { passed: true, remarks: '不涉密。' } }, 'reviewCase { state }')).refusals).toEqual([]);
      expect((await platform.act('deputy', 'approveReviewAsSupervisingDeputy', { id: review.reviewCase.id }, 'reviewCase { state }')).refusals).toEqual([]);
      const given = await platform.act<{ request: { state: string; reply: { information: string; late: boolean } } }>('office', 'replyOnTheSpot', { id, given: '名录一份。' }, 'request { state reply { information late } }');
      expect(given).toMatchObject({ refusals: [], request: { state: 'SERVED', reply: { information: '绿色工厂名录一份。', late: false } } });
    });
  });

  describe('what must not happen', () => {
    it('refuses the eighth working day, extending twice, and a date of the future', async () => {
      const { request } = await platform.act<{ request: Request }>(null, 'submitRequest', { commandId: 'abad1deaabad1deaabad1deaabad1dea', title: '装备工业规划', applicant: applicant('王五', '220102198505050026') }, REQUEST);
      const future = await platform.act('office', 'registerRequest', { id: request.id, confirmedOn: '2026-12-01' }, 'request { id }');
      expect(future.refusals).toMatchObject([{ code: 'DATE_IN_FUTURE', field: 'input.confirmedOn', clause: 'A2-6' }]);
      await platform.act('office', 'registerRequest', { id: request.id }, REQUEST);
      await platform.act('office', 'acceptRequest', { id: request.id }, REQUEST);
      await platform.act('office', 'assignRequest', { id: request.id, leadDivisionId: 'd-planning' }, REQUEST);
      // Registered Thursday 26 February; the seventh working day is Friday 6 March (Saturday 28 February is worked), the eighth Monday 9 March.
      await platform.advanceTo('2026-03-09T09:00:00+08:00');
      const late = await platform.act('office', 'requestClarification', { id: request.id, items: '请补正。', periodWorkingDays: 15 }, 'request { id }');
      expect(late.refusals).toMatchObject([{ code: 'CLARIFICATION_WINDOW_CLOSED', clause: 'A2-10', facts: expect.arrayContaining([{ name: 'lastDay', value: '2026-03-06' }]) }]);
      expect((await platform.act('handler', 'proposeExtension', { id: request.id, workingDays: 10, reasons: '检索量大。' }, 'request { id }')).refusals).toEqual([]);
      const extended = await platform.act<{ request: Request }>('office-head', 'extendReplyPeriod', { id: request.id, workingDays: 10 }, REQUEST);
      expect(extended.refusals).toEqual([]);
      const twice = await platform.act('office-head', 'extendReplyPeriod', { id: request.id, workingDays: 10 }, 'request { id }');
      expect(twice.refusals.map((refusal) => refusal.code)).toContain('EXTENSION_ALREADY_USED');
    });

    it('lets one of two officers act on the same part, and tells the other', async () => {
      const { request } = await platform.act<{ request: Request }>(null, 'submitRequest', { commandId: 'facade00facade00facade00facade00', title: '软件企业名录', applicant: applicant('赵六', '220102199009090031') }, REQUEST);
      const both = await platform.offTheRecord(() => Promise.all(['office', 'office-head'].map((who) => platform.act<{ request: Request | null }>(who, 'registerRequest', { id: request.id, expectedVersion: 1 }, REQUEST))));
      expect(both.filter((payload) => payload.refusals.length === 0)).toHaveLength(1);
      expect(both.flatMap((payload) => payload.refusals.map((refusal) => refusal.code))).toEqual([expect.stringMatching(/^(VERSION_CONFLICT|WRONG_STATE)$/)]);
    });

    it.each<[string, string | null, string, string]>([
      ['a field that is not there', null, '{ nothingLikeThis }', 'GRAPHQL_VALIDATION_FAILED'],
      ['what is no query', null, '{ requests(first: 1', 'GRAPHQL_PARSE_FAILED'],
      ['a date that does not exist', null, '{ calendarDay(date: "2026-02-30") { isWorkingDay } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['a page beyond the cap', 'office', '{ requests(first: 1000) { nodes { id } } }', 'LIMIT_EXCEEDED'],
      ['a command without a proper id', 'admin', 'mutation { advanceClock(input: { commandId: "一", to: "2027-01-01T00:00:00Z" }) { now } }', 'BAD_USER_INPUT'],
      ['the staff’s lists without signing in', null, '{ requests(first: 5) { nodes { id } } searchDisclosures(query: "保密", first: 1) { totalCount } }', 'UNAUTHENTICATED'],
      ['to move the clock without being the administrator', 'handler', 'mutation { advanceClock(input: { commandId: "x", to: "2027-01-01T00:00:00Z" }) { now refusals { code } } }', 'FORBIDDEN'],
      ['to act on a record that is not there', 'office', 'mutation { registerRequest(input: { commandId: "y", id: "00000000-0000-4000-8000-000000000000" }) { request { id } refusals { code } } }', 'NOT_FOUND'],
    ])('says why it does not answer: %s', async (_what, who, query, code) => {
      expect((await platform.ask(who, query)).errors?.map((error) => error.extensions.code)).toContain(code);
    });

    it('shows an officer the desk, with what may be done, deadlines and names of divisions', async () => {
      const { data, errors } = await platform.ask<{ requests: { nodes: unknown[] } }>('office', '{ requests(first: 50) { nodes { number state stateText dueOn leadDivision { name } availableActions { action refusals { code } } deadlines { limit clock { dueOn } } timeline { title effectiveOn } documents { title number } } pageInfo { hasNextPage } } }');
      expect(errors).toBeUndefined();
      expect(data.requests.nodes).toHaveLength(5);
    });

    it('shows the public nothing that was revoked, from the next question on, though the answer was kept', async () => {
      const look = () => platform.ask<{ disclosureByAddress: { title: string } | null }>(null, 'query($address: String!) { disclosureByAddress(address: $address) { title } }', { address: shared.address });
      for (let n = 0; n < 2; n += 1) expect((await look()).data.disclosureByAddress).toEqual({ title: TITLE });
      expect((await platform.act('secrecy', 'revokeClearance', { id: shared.review, reason: '内容须再核。' }, 'reviewCase { id }')).refusals).toEqual([]);
      expect((await look()).data.disclosureByAddress).toBeNull();
    });

    it('keeps every event verified', async () => {
      const { code, stdout } = await runProgram('verify', ['--data', platform.data]);
      expect(stdout).toContain('requests：');
      expect(code).toBe(0);
    });
  });
});

describe('both ways to run', () => {
  it('give the same answers, byte for byte but for ids, times and what is sealed with them', () => {
    const [standalone, split] = [transcripts.get('standalone') ?? [], transcripts.get('split') ?? []].map(normalised);
    expect(standalone?.length).toBeGreaterThan(60);
    expect(split).toEqual(standalone);
  });
});

/** Takes a package through review; gives the review's id. */
async function clear(digest: string, disclosureId: string): Promise<string> {
  const opened = await platform.act<{ reviewCase: { id: string } }>('handler', 'openReview', { digest, extent: 'FULL_TEXT', mode: 'PROACTIVE', audience: 'PUBLIC', subjectKind: 'DISCLOSURE', subjectId: disclosureId, divisionId: 'd-planning' }, 'reviewCase { id }');
  expect(opened.refusals).toEqual([]);
  expect((await platform.act('head', 'signReview', { id: opened.reviewCase.id, contentReview: { passed: true }, secrecyReview: { passed: true } }, 'reviewCase { id }')).refusals).toEqual([]);
  expect((await platform.act('deputy', 'approveReviewAsSupervisingDeputy', { id: opened.reviewCase.id }, 'reviewCase { state }')).refusals).toEqual([]);
  return opened.reviewCase.id;
}
