import { readBackDocx, readBackPdf } from '@disclosure/platform-letters';
import { applicantOf, House, PUBLIC, submission } from './testing/house.fixture.ts';

let house: House;
beforeAll(async () => { house = await House.open(); });
afterAll(() => house?.close());

const FILE = Buffer.from('企业名称，金额（万元）\n长春某某装备有限公司，120\n');

describe('one request, from the public’s form to the applicant’s letter', () => {
  let id: string;
  let code: string;

  it('is submitted online without an account and gives a tracking code, once more for the same command', async () => {
    const commandId = 'a1b2c3d4-0000-4000-8000-00000000abcd';
    const first = await house.act('submitRequest', PUBLIC, { ...submission(), commandId }, 'id state number receivedOn dueOn clock { dueOn } timeline { event actor actingAs }');
    id = first.request.id as string;
    code = first.trackingCode as string;
    expect(first.request).toMatchObject({ state: 'SUBMITTED', number: null, receivedOn: null, dueOn: null, clock: null, timeline: [{ event: 'RequestSubmitted', actor: null, actingAs: null }] });
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/);
    const again = await house.act('submitRequest', PUBLIC, { ...submission(), commandId });
    expect([again.request.id, again.trackingCode]).toEqual([id, code]);
  });

  it('is registered: date of receipt, number, and a due date twenty working days on that explains itself', async () => {
    const { request } = await house.act('registerRequest', 'office', { id }, 'state number receivedOn dueOn provisional deadlines { limit title clause clock { dueOn calendarRevision } } clock { state dueOn provisional calendarRevision remainingWorkingDays segments { from to effect clause daysCounted excludedDays { date reason } } }');
    // Counted by hand over 春节: 14 and 28 February are worked, 15–23 February are not.
    expect(request).toMatchObject({ state: 'REGISTERED', number: '2026-0001', receivedOn: '2026-02-09', dueOn: '2026-03-13', provisional: false });
    expect(request.clock).toMatchObject({ state: 'RUNNING', dueOn: '2026-03-13', calendarRevision: 1, remainingWorkingDays: 20, segments: [{ from: '2026-02-09', effect: 'START', clause: 'A2-6' }] });
    expect(request.clock.segments[0].excludedDays).toContainEqual({ date: '2026-02-17', reason: '春节' });
    expect(request.deadlines).toContainEqual({ limit: 'T01', title: '答复期限', clause: 'A1-17-4', clock: { dueOn: '2026-03-13', calendarRevision: 1 } });
    expect(request.deadlines).toContainEqual(expect.objectContaining({ limit: 'T03', clause: 'A1-17-2', clock: { dueOn: '2026-02-25', calendarRevision: 1 } }));
    // It came online: nothing is said of a letter.
    expect(request.deadlines.find(({ limit }: { limit: string }) => limit === 'T08').title).toBe('申请当日确认');
  });

  it('is accepted, assigned to a lead division with a supporting one, which contributes', async () => {
    await house.act('acceptRequest', 'office', { id });
    const { request } = await house.act('assignRequest', 'office', { id, leadDivisionId: 'd-planning', supportingDivisionIds: ['d-energy'], remarks: '请规划处牵头，节能处提供涉及绿色制造的部分。' },
      'state leadDivision { id } contributions { division { id } status version } availableActions { action }');
    expect(request).toMatchObject({ state: 'ASSIGNED', leadDivision: { id: 'd-planning' }, contributions: [{ division: { id: 'd-energy' }, status: 'ASKED' }] });
    const given = await house.act('contributeMaterial', 'handler-2', { id, divisionId: 'd-energy', material: '绿色制造项目2项，可以公开。' }, 'contributions { status material version }');
    expect(given.request.contributions).toEqual([{ status: 'GIVEN', material: '绿色制造项目2项，可以公开。', version: 1 }]);
  });

  it('is drafted with a file attached, submitted and approved by others than the drafter', async () => {
    const uploadId = await house.upload('handler', '安排表.csv', FILE);
    const { request } = await house.act('draftReplyProposal', 'handler', { id, items: [{ outcome: 'DISCLOSED' }], information: '安排表见附件。', blocks: { howToGet: '安排表随本答复书一并提供。' }, attachments: [{ uploadId }] },
      'state proposal { items { outcome ground bases } isMajor digest information attachments { name mediaType size url } }');
    expect(request).toMatchObject({ state: 'DRAFTING', proposal: { items: [{ outcome: 'DISCLOSED', ground: null, bases: ['A1-19-2', 'A2-12-2', 'R-36-2'] }], isMajor: false, information: '安排表见附件。', attachments: [{ name: '安排表.csv', mediaType: 'text/plain', size: FILE.byteLength }] } });
    expect(Buffer.from((await house.download(request.proposal.attachments[0].url as string)) as Uint8Array)).toEqual(FILE);
    await house.act('submitReplyProposal', 'handler', { id });
    expect((await house.act('approveReplyAsDivisionHead', 'head', { id })).request.state).toBe('DIVISION_APPROVED');
    expect((await house.act('approveReplyAsSupervisingDeputy', 'deputy', { id })).request.state).toBe('DEPUTY_APPROVED');
  });

  it('gets its letter, numbered 吉工信公开〔2026〕1号, proofread; and is not signed off before review has cleared its content', async () => {
    const { request } = await house.act('draftReplyLetter', 'office', { id }, 'state documents { kind number format url }');
    expect(request.state).toBe('REPLY_DRAFTED');
    const letters = (request.documents as { kind: string; number: string; format: string; url: string }[]).filter(({ kind }) => kind === 'ReplyLetter');
    expect(letters.map(({ number, format }) => `${number} ${format}`)).toEqual(['吉工信公开〔2026〕1号 DOCX', '吉工信公开〔2026〕1号 PDF']);
    await house.act('proofreadReplyLetter', 'handler', { id });
    expect(await house.codes('signOffReplyLetter', 'disclosure-deputy', { id })).toEqual(['NO_CLEARANCE A3-8']);
    await house.clear(id);
    expect((await house.act('signOffReplyLetter', 'disclosure-deputy', { id }, 'state clearance { id }')).request).toMatchObject({ state: 'SIGNED_OFF', clearance: { id: expect.any(String) } });
  });

  it('is sealed and served; service stops the clock on its day', async () => {
    expect(await house.codes('serveReply', 'office', { id, means: 'ONLINE' })).toEqual(['NOT_SEALED A2-11']);
    await house.act('sealReplyLetter', 'office', { id });
    const { request } = await house.act('serveReply', 'office', { id, means: 'ONLINE', proof: '系统送达记录' }, 'state reply { servedOn late } clock { state stoppedOn late } availableActions { action }');
    expect(request).toMatchObject({ state: 'SERVED', reply: { servedOn: '2026-02-09', late: false }, clock: { state: 'STOPPED', stoppedOn: '2026-02-09', late: false } });
  });

  it('is read by the applicant with the tracking code, however it is typed: timeline, reply, letters and file, nothing of the inside', async () => {
    const exchange = (trackingCode: string) => house.data('mutation ($input: ExchangeTrackingCodeInput!) { exchangeTrackingCode(input: $input) { token expiresAt refusals { code } } }', PUBLIC, { input: { trackingCode } });
    expect((await exchange(code)).exchangeTrackingCode).toMatchObject({ token: `applicant ${id}`, refusals: [] });
    expect((await exchange(` ${code.toLowerCase().replaceAll('-', ' ')} `)).exchangeTrackingCode.token).toBe(`applicant ${id}`);
    expect((await exchange(code.replace(/^./, (first) => (first === '2' ? '3' : '2')))).exchangeTrackingCode).toEqual({ token: null, expiresAt: null, refusals: [{ code: 'TRACKING_CODE_UNKNOWN' }] });

    const { myRequest } = await house.data(`{ myRequest { id number state stateText title description applicant { kind name contact } leadDivision { id } contributions { status } proposal { digest } clearance { id }
      reply { servedOn late items { outcome } information attachments { name url } } documents { kind title number format url } timeline { event title actor actingAs text } availableActions { action refusals { code } } } }`, applicantOf(id));
    expect(myRequest).toMatchObject({ id, number: '2026-0001', state: 'SERVED', title: submission()['title'], applicant: { kind: 'NATURAL_PERSON', name: '林晓雨' }, leadDivision: null, contributions: [], proposal: null, clearance: null });
    expect(myRequest.timeline.map((entry: { event: string }) => entry.event)).toEqual(['RequestSubmitted', 'RequestRegistered', 'RequestAccepted', 'ReplyServed']);
    expect(JSON.stringify(myRequest.timeline)).not.toMatch(/张文静|李晓楠|规划|系统送达记录|拟办/);
    expect(myRequest.reply).toMatchObject({ items: [{ outcome: 'DISCLOSED' }], information: '安排表见附件。', attachments: [{ name: '安排表.csv' }] });
    expect(Buffer.from((await house.download(myRequest.reply.attachments[0].url as string)) as Uint8Array)).toEqual(FILE);
    expect(myRequest.documents.map(({ kind, format }: { kind: string; format: string }) => `${kind} ${format}`)).toEqual(['Acknowledgement DOCX', 'Acknowledgement PDF', 'RequestForm DOCX', 'RequestForm PDF', 'ReplyLetter DOCX', 'ReplyLetter PDF']);

    const bytesOf = async (kind: string, format: string): Promise<Uint8Array> => (await house.download(myRequest.documents.find((document: { kind: string; format: string }) => document.kind === kind && document.format === format).url as string)) as Uint8Array;
    const docx = JSON.stringify(readBackDocx(await bytesOf('ReplyLetter', 'DOCX')));
    const pdf = JSON.stringify(await readBackPdf(await bytesOf('ReplyLetter', 'PDF')));
    for (const text of [docx, pdf]) {
      for (const said of ['吉工信公开〔2026〕1号', '林晓雨', '2026年2月9日', '予以公开', '安排表随本答复书一并提供', '安排表.csv', '行政复议']) expect(text.replaceAll(/\\n/g, '')).toContain(said);
    }
    expect(JSON.stringify(readBackDocx(await bytesOf('Acknowledgement', 'DOCX')))).toContain('2026年3月13日');
  });

  it('numbers without gaps, the second request 2026-0002, its letter 2号', async () => {
    const second = await house.served({}, {});
    const { request } = await house.data('query ($id: ID!) { request(id: $id) { number documents { kind number } } }', 'office', { id: second });
    expect(request.number).toBe('2026-0002');
    expect(request.documents).toContainEqual({ kind: 'ReplyLetter', number: '吉工信公开〔2026〕2号' });
  });

  it('what is handed in is received, registered and receipted at once, from the day it was handed in (A2-6, REQ-11)', async () => {
    const { request } = await house.act('submitRequest', 'office', submission({ channel: 'IN_PERSON', receivedOn: '2026-02-06', means: 'IN_PERSON' }, { kind: 'COMMERCIAL_ENTERPRISE', name: '长春某某装备有限公司', identityDocument: null, organisationCode: '91220101MA00000000' }), 'id number receivedOn dueOn documents { kind format url }');
    expect(request).toMatchObject({ number: '2026-0003', receivedOn: '2026-02-06', dueOn: '2026-03-12', documents: [{ kind: 'Acknowledgement', format: 'DOCX' }, { kind: 'Acknowledgement', format: 'PDF' }, { kind: 'RequestForm', format: 'DOCX' }, { kind: 'RequestForm', format: 'PDF' }] });
    const receipt = JSON.stringify(readBackDocx((await house.download(request.documents[0].url as string)) as Uint8Array));
    for (const said of ['长春某某装备有限公司', '2026-0003', '2026年2月6日', '2026年3月12日', '当面提交']) expect(receipt).toContain(said);
  });
});
