import { readBackDocx } from '@disclosure/platform-letters';
import { applicantOf, House, PUBLIC, submission } from './testing/house.fixture.ts';

let house: House;
beforeEach(async () => { house = await House.open(); });
afterEach(() => house?.close());

const read = async (id: string, fields: string, as: Parameters<House['data']>[1] = 'office') => (await house.data(`query ($id: ID!) { request(id: $id) { ${fields} } }`, as, { id })).request;
const letterOf = async (id: string, kind: string, as: Parameters<House['data']>[1] = 'office'): Promise<string> => {
  const { documents } = await read(id, 'documents { kind format url }', as) as { documents: readonly { kind: string; format: string; url: string }[] };
  const found = documents.find((document) => document.kind === kind && document.format === 'DOCX');
  if (!found) throw new Error(`no ${kind}`);
  return readBackDocx(await house.download(found.url) as Uint8Array).text;
};
const row = (id: string) => house.database.owner(async (client) => (await client.query('SELECT state, outcomes, report_row FROM requests.request WHERE id = $1', [id])).rows[0] as object);

it('reasons: asked for, given, found reasonable, a delayed reply replaces the due date; each with its letter', async () => {
  const id = await house.assigned();
  await house.act('requestReasons', 'office', { id, findings: '本月已提出申请126件。' });
  expect(await read(id, 'state stateText dueOn')).toMatchObject({ state: 'AWAITING_REASONS', dueOn: '2026-03-13', stateText: expect.stringContaining('说明') });
  expect(await letterOf(id, 'ReasonsNotice', applicantOf(id))).toContain('2026年3月6日前，含当日');
  await house.act('giveReasons', applicantOf(id), { id, explanation: '用于学术研究。' });
  expect(await house.codes('draftReplyProposal', 'handler', { id, items: [{ outcome: 'DISCLOSED' }], information: '安排表。' })).toEqual(['WRONG_STATE A1-17-3']);
  await house.act('admitReasons', 'office', { id });
  const { request } = await house.act('delayReply', 'office', { id, workingDays: 15, reasons: '需逐件审查。' }, 'state dueOn volumeReasons { givenOn admitted delayedTo }');
  expect(request).toEqual({ state: 'ASSIGNED', dueOn: '2026-04-03', volumeReasons: [{ givenOn: '2026-02-09', admitted: true, delayedTo: '2026-04-03' }] });
  expect(await letterOf(id, 'DelayedReplyNotice', applicantOf(id))).toContain('2026年4月3日前（含当日）');
  expect(await read(id, 'timeline { event text }', applicantOf(id))).toMatchObject({ timeline: expect.arrayContaining([{ event: 'ReasonsGiven', text: '用于学术研究。' }, { event: 'ReplyDelayed', text: '需逐件审查。' }]) });
});

it('unreasonable: not processed, with a reply that says why and which remedies there are; the applicant reads it; the report counts it', async () => {
  const id = await house.assigned();
  await house.act('requestReasons', 'office', { id, findings: '本月已提出申请126件。', periodWorkingDays: 5 });
  expect(await house.codes('declineToProcess', 'office', { id, reasons: '未说明理由。' })).toEqual(['REASONS_PERIOD_RUNNING A2-17']);
  await house.moveTo('2026-02-25');
  const { requestNotices } = await house.data('{ requestNotices { kind message } }', 'office');
  expect(requestNotices.filter(({ message }: { message: string }) => message.includes('未在2026年2月14日前说明理由'))).toHaveLength(1);
  const { request } = await house.act('declineToProcess', 'office', { id, reasons: '未在规定期限内说明理由。' }, 'state endOutcome deadlines { limit clock { state } }');
  expect(request).toMatchObject({ state: 'NOT_PROCESSED', endOutcome: 'UNREASONABLE_VOLUME', deadlines: expect.arrayContaining([{ limit: 'T20', clock: { state: 'RUNNING' } }]) });
  const letter = await letterOf(id, 'ReplyLetter', applicantOf(id));
  for (const said of ['吉工信公开〔2026〕1号', '未在规定期限内说明理由', '不予处理', '行政复议']) expect(letter).toContain(said);
  expect(await row(id)).toEqual({ state: 'NOT_PROCESSED', outcomes: ['UNREASONABLE_VOLUME'], report_row: 'NOT_PROCESSED_UNREASONABLE_VOLUME' });
});

it('a fee: computed from this month\'s items of the same applicant, told line by line, kept in a ledger; paid, the period counts anew; unpaid, it lapses by itself', async () => {
  const others = [];
  for (let index = 0; index < 3; index += 1) others.push(await house.registered({ title: `申请之${index + 1}` }));
  await house.registered({ title: '别人的申请' }, { name: '赵一', identityDocument: { type: '护照', number: 'E12345678' } });
  const id = await house.assigned({ title: '本月第四件' });
  expect(await house.codes('issueFeeNotice', 'office', { id, method: 'PER_ITEM', count: 7, reasons: '明显超过合理范围。', splitReasons: '按年度拆分。' })).toEqual(['NO_FEE_DUE SC-2020-109-4']);
  const { request } = await house.act('issueFeeNotice', 'office', { id, method: 'PER_ITEM', count: 9, reasons: '明显超过合理范围。', splitReasons: '所列九个项目互不相关，拆分为9件。' }, 'state dueOn deadlines { limit clock { dueOn } } fees { method count alreadyCounted amountYuan lines { from to count unitPriceYuan amountYuan } noticeOn paidOn lapsed }');
  expect(request).toMatchObject({
    state: 'AWAITING_FEE', dueOn: null, deadlines: expect.arrayContaining([{ limit: 'T19', clock: { dueOn: '2026-03-13' } }]),
    fees: [{ method: 'PER_ITEM', count: 9, alreadyCounted: 3, amountYuan: 200, lines: [{ from: 4, to: 10, count: 7, unitPriceYuan: 0, amountYuan: 0 }, { from: 11, to: 12, count: 2, unitPriceYuan: 100, amountYuan: 200 }], noticeOn: '2026-02-09', paidOn: null, lapsed: false }],
  });
  const notice = await letterOf(id, 'FeeNotice', applicantOf(id));
  for (const said of ['按件计收', '第11—12件', '200.00元', '2026年3月13日', '不单独作为行政复议', '收费理由', '拆分为9件', '财政票据', '答复期限重新计算', '视为放弃申请']) expect(notice).toContain(said);
  await house.moveTo('2026-02-24');
  await house.act('recordFeePayment', 'office', { id, paidOn: '2026-02-13', receipt: 'JL-0001' });
  expect(await read(id, 'state dueOn clock { startedOn }')).toEqual({ state: 'ASSIGNED', dueOn: '2026-03-19', clock: { startedOn: '2026-02-13' } });
  expect(await house.database.owner(async (client) => (await client.query('SELECT method, units, already_counted, amount::integer, paid_on::text, lapsed FROM requests.fee WHERE request_id = $1', [id])).rows)).toEqual([{ method: 'PER_ITEM', units: 9, already_counted: 3, amount: 20_000, paid_on: '2026-02-13', lapsed: false }]);

  const unpaid = others[0] as string;
  await house.act('issueFeeNotice', 'office', { id: unpaid, method: 'PER_PAGE', count: 68, reasons: '明显超过合理范围。' });
  // Notice of 24 February: 20 working days end on Monday 23 March (28 February is worked).
  await house.moveTo('2026-03-23');
  expect(await read(unpaid, 'state')).toEqual({ state: 'AWAITING_FEE' });
  await house.moveTo('2026-03-24');
  expect(await read(unpaid, 'state endOutcome')).toEqual({ state: 'ABANDONED', endOutcome: 'FEE_UNPAID' });
  expect(await row(unpaid)).toEqual({ state: 'ABANDONED', outcomes: ['FEE_UNPAID'], report_row: 'OTHER_FEE_UNPAID' });
  expect(await letterOf(unpaid, 'AbandonmentRecord', applicantOf(unpaid))).toContain('缴纳期限至2026年3月23日');
});

it('FEE-03: the count begins anew with the calendar month of receipt', async () => {
  for (let index = 0; index < 3; index += 1) await house.registered({ title: `二月之${index + 1}` });
  await house.moveTo('2026-03-02');
  await house.registered({ title: '三月之一' });
  const id = await house.assigned({ title: '三月之二' });
  const { request } = await house.act('issueFeeNotice', 'office', { id, method: 'PER_ITEM', count: 12, reasons: '明显超过合理范围。', splitReasons: '按项目拆分。' }, 'fees { alreadyCounted amountYuan }');
  expect(request.fees).toEqual([{ alreadyCounted: 1, amountYuan: 300 }]);
});

it('FEE-05: a page fee goes back before a reply that gives no page is signed; the ledger and the applicant know', async () => {
  const id = await house.assigned({}, []);
  await house.act('issueFeeNotice', 'office', { id, method: 'PER_PAGE', count: 68, reasons: '明显超过合理范围。' });
  await house.act('recordFeePayment', 'office', { id });
  await house.act('draftReplyProposal', 'handler', { id, items: [{ outcome: 'DISCLOSED' }], blocks: { howToGet: '工作日可到厅公开办查阅。' } });
  for (const [action, login] of [['submitReplyProposal', 'handler'], ['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy'], ['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler']] as const) await house.act(action, login, { id });
  await house.clear(id);
  expect(await house.codes('signOffReplyLetter', 'disclosure-deputy', { id })).toEqual(['PAGE_FEE_TO_REFUND SC-2020-109-5']);
  const { request } = await house.act('refundFee', 'office', { id, reasons: '答复只告知获取方式。', receipt: 'JL-T-1' }, 'fees { amountYuan paidOn refundedOn }');
  expect(request.fees).toEqual([{ amountYuan: 380, paidOn: '2026-02-09', refundedOn: '2026-02-09' }]);
  expect(await house.database.owner(async (client) => (await client.query('SELECT refunded_on::text FROM requests.fee WHERE request_id = $1', [id])).rows)).toEqual([{ refunded_on: '2026-02-09' }]);
  expect((await read(id, 'timeline { event title text }', applicantOf(id))).timeline.at(-1)).toEqual({ event: 'FeeRefunded', title: '已退还您缴纳的信息处理费', text: '答复只告知获取方式。' });
  await house.act('signOffReplyLetter', 'disclosure-deputy', { id });
});

it('a clarification that comes late with good reason opens the next round; the applicant is told of the end before', async () => {
  const id = await house.registered();
  await house.act('requestClarification', 'office', { id, items: '请写明年份。' });
  await house.moveTo('2026-03-09');
  expect(await row(id)).toEqual({ state: 'ABANDONED', outcomes: ['NOT_CLARIFIED'], report_row: 'OTHER_NOT_CLARIFIED' });
  expect(await letterOf(id, 'AbandonmentRecord', applicantOf(id))).toContain('补正期限至2026年3月6日');
  expect(await house.codes('supplyClarification', applicantOf(id), { id, clarification: '2025年度。', goodReason: '住院。' })).toEqual(['CLARIFICATION_LATE R-30']);
  expect(await house.codes('supplyClarification', 'office', { id, clarification: '2025年度。' })).toEqual(['CLARIFICATION_LATE R-30']);
  const { request } = await house.act('supplyClarification', 'office', { id, clarification: '2025年度。', goodReason: '住院，有证明。' }, 'state round dueOn clarification rounds { round }');
  expect(request).toEqual({ state: 'REGISTERED', round: 2, dueOn: '2026-04-07', clarification: '2025年度。', rounds: [{ round: 1 }] });
  expect(await row(id)).toEqual({ state: 'REGISTERED', outcomes: [], report_row: null });
});

it('a disputed assignment is decided again: the new lead sees the case, the day of receipt stays', async () => {
  const id = await house.assigned({}, []);
  await house.act('disputeAssignment', 'head', { id, reasons: '属节能处职责。' });
  expect(await house.codes('draftReplyProposal', 'handler', { id, items: [{ outcome: 'DISCLOSED' }], information: '安排表。' })).toEqual(['WRONG_STATE A1-17-3']);
  const { request } = await house.act('decideAssignment', 'office', { id, leadDivisionId: 'd-energy', leadersOpinion: '已请示陈志远副厅长，同意由节能处牵头。' }, 'state receivedOn leadDivision { id } documents { kind }');
  expect(request).toMatchObject({ state: 'ASSIGNED', receivedOn: '2026-02-09', leadDivision: { id: 'd-energy' } });
  expect(request.documents.filter(({ kind }: { kind: string }) => kind === 'AssignmentSheet')).toHaveLength(4);
  expect((await house.data('{ requestNotices { kind } }', 'handler-2')).requestNotices).toContainEqual({ kind: 'ASSIGNMENT_DECIDED' });
  expect(await read(id, 'leadDivision { id }', 'handler-2')).toEqual({ leadDivision: { id: 'd-energy' } });
});

it('on the spot: only what is public, or cleared for this applicant; recorded with who replied', async () => {
  await house.database.owner((client) => client.query("INSERT INTO requests.published_disclosure (id, address, live) VALUES ('disclosure-1', '/d/1', true), ('disclosure-2', '/d/2', false)"));
  const id = await house.assigned();
  const before = await house.rowCounts();
  expect(await house.codes('replyOnTheSpot', 'office', { id, disclosureIds: ['disclosure-1', 'disclosure-2'], given: '打印件。' })).toEqual(['DISCLOSURE_NOT_PUBLISHED A1-19-1']);
  expect(await house.codes('replyOnTheSpot', 'office', { id, digest: 'e'.repeat(64), given: '打印件。' })).toEqual(['NO_CLEARANCE A3-8']);
  expect(await house.codes('replyOnTheSpot', 'office', { id, given: '口头答复。' })).toEqual(['NOTHING_GIVEN A2-9']);
  expect(await house.rowCounts()).toEqual(before);
  const { request } = await house.act('replyOnTheSpot', 'office', { id, disclosureIds: ['disclosure-1'], repliedBy: 'p-handler', given: '当场提供管理办法打印件一份。' }, 'state onTheSpot { repliedOn repliedBy disclosureIds } reply { servedOn late items { outcome disclosure { id } } }');
  expect(request).toEqual({ state: 'SERVED', onTheSpot: { repliedOn: '2026-02-09', repliedBy: '李晓楠', disclosureIds: ['disclosure-1'] }, reply: { servedOn: '2026-02-09', late: false, items: [{ outcome: 'ALREADY_PUBLISHED', disclosure: { id: 'disclosure-1' } }] } });
  expect(await letterOf(id, 'OnTheSpotRecord')).toContain('当场提供管理办法打印件一份。');
  expect(await row(id)).toEqual({ state: 'SERVED', outcomes: ['ALREADY_PUBLISHED'], report_row: 'DISCLOSED' });
  expect((await house.act('archiveRequest', 'office', { id })).request).toMatchObject({ state: 'ARCHIVED' });
});

it('on the spot: a package that is cleared for this applicant goes out through the gate, and is read there', async () => {
  const id = await house.served();
  const { proposal } = await read(id, 'proposal { digest }', 'handler');
  const { remedies } = (await house.act('openReconsideration', 'legal', { id }, 'remedies { id }')).request as { remedies: readonly { id: string }[] };
  await house.act('recordRemedyResult', 'legal', { id, remedyId: remedies[0]?.id, result: 'OVERTURNED', ordersNewDecision: true });
  const { request } = await house.act('replyOnTheSpot', 'office', { id, digest: proposal.digest, given: '当场提供安排表。' }, 'state round');
  expect(request).toEqual({ state: 'SERVED', round: 2 });
  expect(await read(id, 'reply { information items { outcome } } onTheSpot { repliedBy }', applicantOf(id))).toEqual({ reply: { information: '安排表见附件。', items: [{ outcome: 'DISCLOSED' }] }, onTheSpot: { repliedBy: null } });
  expect(await house.database.owner(async (client) => (await client.query('SELECT address FROM gate.live_release ORDER BY address')).rows)).toEqual([{ address: `request:${id}:r1` }, { address: `request:${id}:r2` }]);
});

it('on the spot: the division makes something ready, review clears it, the office hands it over; the applicant reads it under its clearance', async () => {
  const id = await house.assigned({}, []);
  expect(await house.codes('prepareOnTheSpotReply', 'handler', { id, information: ' ' })).toEqual(['NOTHING_PREPARED A2-9']);
  const uploadId = await house.upload('handler', '名录.txt', Buffer.from('绿色工厂名录'));
  const { request } = await house.act('prepareOnTheSpotReply', 'handler', { id, information: '名录一份。', attachments: [{ uploadId }] }, 'state dueOn onTheSpotPreparation { digest preparedOn preparedBy information attachmentNames }');
  expect(request).toMatchObject({ state: 'ASSIGNED', dueOn: '2026-03-13', onTheSpotPreparation: { preparedOn: '2026-02-09', preparedBy: '李晓楠', information: '名录一份。', attachmentNames: ['名录.txt'] } });
  const own = await read(id, 'onTheSpotPreparation { digest } timeline { event }', applicantOf(id));
  expect([own.onTheSpotPreparation, own.timeline.map(({ event }: { event: string }) => event)]).toEqual([null, ['RequestSubmitted', 'RequestRegistered', 'RequestAccepted']]);
  const before = await house.rowCounts();
  expect(await house.codes('replyOnTheSpot', 'office', { id, given: '名录打印件一份。' })).toEqual(['NO_CLEARANCE A3-8']);
  expect(await house.rowCounts()).toEqual(before);
  const clearanceId = await house.clear(id, request.onTheSpotPreparation.digest);
  // What is made ready anew is cleared anew.
  await house.act('prepareOnTheSpotReply', 'handler', { id, information: '名录两份。' });
  expect(await house.codes('replyOnTheSpot', 'office', { id, given: '名录打印件一份。' })).toEqual(['NO_CLEARANCE A3-8']);
  await house.act('replyOnTheSpot', 'office', { id, digest: request.onTheSpotPreparation.digest, repliedBy: 'p-handler', given: '名录打印件一份。' });
  const query = 'state reply { late information attachments { name url } items { outcome } }';
  const served = await read(id, query, applicantOf(id));
  expect(served).toMatchObject({ state: 'SERVED', reply: { late: false, information: '名录一份。', attachments: [{ name: '名录.txt' }], items: [{ outcome: 'DISCLOSED' }] } });
  expect(Buffer.from((await house.download(served.reply.attachments[0].url)) as Uint8Array).toString('utf8')).toBe('绿色工厂名录');
  expect(await letterOf(id, 'OnTheSpotRecord')).toContain('名录打印件一份。');
  await house.revoke(clearanceId);
  expect(await read(id, query, applicantOf(id))).toMatchObject({ reply: { information: null, attachments: [] } });
  await house.act('archiveRequest', 'office', { id });
});

it('help that was given is recorded, and shown to office and applicant', async () => {
  const { request } = await house.act('submitRequest', 'office', submission({ channel: 'ORAL', receivedOn: '2026-02-09', assistance: '申请人视力障碍，代为填写并朗读确认。' }), 'id assistance');
  expect(request.assistance).toBe('申请人视力障碍，代为填写并朗读确认。');
  const { id } = await house.submit();
  await house.act('registerRequest', 'office', { id, assistance: '电话逐项说明表格。' });
  expect(await read(id, 'assistance', applicantOf(id))).toEqual({ assistance: '电话逐项说明表格。' });
});

it('previews give the dates of the mutations, to officers of the case, and store nothing', async () => {
  const id = await house.assigned();
  const before = await house.rowCounts();
  const { extension, clarification } = await house.data('query ($id: ID!) { extension: previewExtension(id: $id, workingDays: 10) { refusals { code } dueOnBefore dueOn } clarification: previewClarification(id: $id) { refusals { code } state dueOnBefore dueOn after { limit clock { dueOn } } } }', 'handler', { id });
  expect(await house.rowCounts()).toEqual(before);
  expect(clarification).toMatchObject({ refusals: [], state: 'AWAITING_CLARIFICATION', dueOnBefore: '2026-03-13', dueOn: null, after: expect.arrayContaining([{ limit: 'T04', clock: { dueOn: '2026-03-06' } }]) });
  await house.act('proposeExtension', 'handler', { id, workingDays: 10, reasons: '需核对。' });
  const { request } = await house.act('extendReplyPeriod', 'office-head', { id, workingDays: 10 }, 'dueOn');
  expect(extension).toEqual({ refusals: [], dueOnBefore: '2026-03-13', dueOn: request.dueOn });
  expect((await house.data('query ($id: ID!) { previewExtension(id: $id, workingDays: 5) { refusals { code clause } dueOn } }', 'office', { id })).previewExtension).toEqual({ refusals: [{ code: 'EXTENSION_ALREADY_USED', clause: 'R-33' }], dueOn: request.dueOn });
  expect((await house.ask('query ($id: ID!) { previewExtension(id: $id, workingDays: 5) { dueOn } }', 'general', { id })).errors[0]?.code).toBe('NOT_FOUND');
  expect((await house.ask('query ($id: ID!) { previewExtension(id: $id, workingDays: 5) { dueOn } }', PUBLIC, { id })).errors[0]?.code).toBe('UNAUTHENTICATED');
});
