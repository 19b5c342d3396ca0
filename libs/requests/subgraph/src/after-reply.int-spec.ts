import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { readBackDocx } from '@disclosure/platform-letters';
import { applicantOf, House } from './testing/house.fixture.ts';

let house: House;
beforeEach(async () => { house = await House.open(); });
afterEach(() => house?.close());

const read = async (id: string, fields: string, as = 'office'): Promise<Record<string, never>> => (await house.data(`query ($id: ID!) { request(id: $id) { ${fields} } }`, as, { id })).request;
const noticesOf = async (login: string, id: string): Promise<readonly { kind: string; message: string }[]> =>
  ((await house.data('{ requestNotices { kind message request { id } } }', login)).requestNotices as readonly { kind: string; message: string; request: { id: string } }[]).filter(({ request }) => request.id === id);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const exported = async (id: string, as = 'office'): Promise<{ bytes: Uint8Array; parts: Record<string, Uint8Array> }> => {
  const { result } = await house.data('mutation ($input: ExportFileInput!) { result: exportFile(input: $input) { file { name digest url } refusals { code } } }', as, { input: { commandId: `export-${Math.random()}`, id } });
  expect(result.refusals).toEqual([]);
  const bytes = (await house.download(result.file.url as string)) as Uint8Array;
  expect(sha256(bytes)).toBe(result.file.digest);
  return { bytes, parts: unzipSync(bytes) };
};

describe('A2-3, DOC-06: the file is closed when it is whole', () => {
  it('says what is missing, is closed once it is there, and closes no remedy', async () => {
    const id = await house.served({ means: 'IN_PERSON' }, {}, { means: 'IN_PERSON' });
    expect(await house.try('archiveRequest', 'office', { id })).toMatchObject({ request: null, refusals: [{ code: 'FILE_INCOMPLETE', clause: 'A2-3', message: expect.stringContaining('送达凭证') }] });
    await house.act('correctFact', 'office-head', { id, fact: 'SERVICE_PROOF', proof: '林晓雨本人签收', reasons: '回执随后归入。' });
    await house.act('contestReply', applicantOf(id), { id, objection: '安排表没有分县数据。' });
    expect(await house.codes('archiveRequest', 'office', { id })).toEqual(['FILE_INCOMPLETE A2-3']);
    await house.act('explainReply', 'handler', { id, explanation: '该表按市州编制，不分县。' });
    const { request } = await house.act('archiveRequest', 'office', { id }, 'state documents { kind title format url }');
    expect(request.state).toBe('ARCHIVED');
    const cover = JSON.stringify(readBackDocx((await house.download(request.documents.find(({ kind, format }: { kind: string; format: string }) => kind === 'ArchiveCover' && format === 'DOCX').url as string)) as Uint8Array));
    for (const said of ['2026-0001', '林晓雨', '予以公开', '规划与投资处', '张文静', '送达回证', '对答复异议的解释']) expect(cover).toContain(said);
    await house.act('openReconsideration', 'legal', { id });
    expect(await read(id, 'state remedies { kind result }')).toEqual({ state: 'ARCHIVED', remedies: [{ kind: 'RECONSIDERATION', result: 'PENDING' }] });
  });

  it('is refused while the case is open, to others than the office, and where a letter of it is gone from the store', async () => {
    const open = await house.assigned();
    expect(await house.codes('archiveRequest', 'office', { id: open })).toEqual(['WRONG_STATE A2-3']);
    const id = await house.served();
    expect(await house.codes('archiveRequest', 'handler', { id })).toEqual(['FORBIDDEN A2-3']);
    const before = await house.rowCounts();
    const rows = await house.database.owner((client) => client.query<{ digest: string }>("SELECT digest FROM requests.document WHERE request_id = $1 AND kind = 'ReplyLetter' AND format = 'PDF' ORDER BY seq DESC LIMIT 1", [id]));
    await house.store.remove(rows.rows[0]?.digest as string);
    expect(await house.try('archiveRequest', 'office', { id })).toMatchObject({ refusals: [{ code: 'FILE_INCOMPLETE', message: expect.stringContaining('政府信息公开申请答复书(PDF)') }] });
    expect(await house.codes('exportFile', 'office', { id })).toEqual(['FILE_INCOMPLETE A2-3']);
    expect(await house.rowCounts()).toEqual(before);
  });
});

describe('R-45, REM-12: the whole file in one ZIP', () => {
  it('holds index, request, letters, events, texts, clock and evidence, and can be checked without us', async () => {
    const uploadId = await house.upload('handler', '安排表.csv', Buffer.from('项目，金额\n甲，100\n'));
    const id = await house.served({}, { attachments: [{ uploadId }] });
    await house.act('archiveRequest', 'office', { id });
    const { parts } = await exported(id, 'legal');
    const text = (name: string): string => strFromU8(parts[name] as Uint8Array);
    const index = JSON.parse(text('index.json')) as { number: string; missing: string[]; contents: { path: string; title: string; sha256: string }[] };
    expect(index).toMatchObject({ number: '2026-0001', missing: [] });
    expect(index.contents.map(({ title }) => title)).toEqual(expect.arrayContaining(['政府信息公开申请', '登记回执', '政府信息公开申请答复书', '送达回证', '归档封面', '办理记录', '期限计算', '完整性证明', '第1轮答复附件：安排表.csv']));
    // Everything is in the index, under its own digest.
    expect(Object.keys(parts).filter((name) => !name.startsWith('index.')).sort()).toEqual(index.contents.map(({ path }) => path).sort());
    for (const { path, sha256: digest } of index.contents) expect([path, sha256(parts[path] as Uint8Array)]).toEqual([path, digest]);
    expect(JSON.parse(text('request.json'))).toMatchObject({ number: '2026-0001', applicant: { name: '林晓雨', identity: '220101199003070017' } });
    expect(text('content/r1/001-安排表.csv')).toBe('项目，金额\n甲，100\n');

    // The chain, by nothing but what is in the file.
    const lines = text('events.jsonl').trimEnd().split('\n');
    const { events } = JSON.parse(text('evidence.json')) as { events: { seq: number; hash: string }[] };
    expect(lines).toHaveLength(events.length);
    let previous: string | null = null;
    for (const [at, line] of lines.entries()) {
      expect(sha256(Buffer.from(line))).toBe(events[at]?.hash);
      expect((JSON.parse(line) as { previous: string | null }).previous).toBe(previous);
      previous = events[at]?.hash ?? null;
    }
    const texts = JSON.parse(text('texts.json')) as { id: string; salt: string; body: string }[];
    const title = (JSON.parse(lines[0] as string) as { payload: { title: { text: string; commitment: string } } }).payload.title;
    const said = texts.find((entry) => entry.id === title.text) as { salt: string; body: string };
    expect(sha256(Buffer.from(`${said.salt}|${said.body}`))).toBe(title.commitment);
    expect(JSON.parse(text('clock.json'))).toMatchObject({ lateness: null, deadlines: expect.arrayContaining([expect.objectContaining({ limit: 'T01', clock: expect.objectContaining({ state: 'STOPPED', dueOn: '2026-03-13' }) })]) });
  });

  it('of a case answered on the spot, or given up, holds what there is', async () => {
    await house.database.owner((client) => client.query("INSERT INTO requests.published_disclosure (id, address, live) VALUES ('disclosure-1', '/d/1', true)"));
    const onTheSpot = await house.assigned();
    await house.act('replyOnTheSpot', 'office', { id: onTheSpot, disclosureIds: ['disclosure-1'], repliedBy: 'p-handler', given: '管理办法打印件一份。' });
    expect(Object.keys((await exported(onTheSpot)).parts).filter((name) => name.startsWith('letters/')).map((name) => name.replace(/^letters.\d+-/, ''))).toEqual(expect.arrayContaining(['Acknowledgement.pdf', 'OnTheSpotRecord.pdf']));
    const { id } = await house.submit();
    await house.act('withdrawRequest', applicantOf(id), { id });
    await house.act('archiveRequest', 'office', { id });
    const { parts } = await exported(id);
    expect(JSON.parse(strFromU8(parts['index.json'] as Uint8Array))).toMatchObject({ number: null, state: 'ARCHIVED', missing: [] });
    expect(Object.keys(parts)).toContain('letters/001-ArchiveCover.docx');
  });

  it('has the same bytes for the same case, is recorded, and is nobody else\'s to take; erasure takes it back', async () => {
    const id = await house.served();
    const input = { commandId: 'export-twice', id };
    const ask = async (): Promise<{ digest: string; url: string }> => (await house.data('mutation ($input: ExportFileInput!) { exportFile(input: $input) { file { digest url } } }', 'office', { input })).exportFile.file;
    const [first, again] = [await ask(), await ask()];
    expect(again.digest).toBe(first.digest);
    expect((await read(id, 'timeline { event actor }') as unknown as { timeline: object[] }).timeline.at(-1)).toEqual({ event: 'FileExported', actor: '张文静' });
    expect(await house.codes('exportFile', 'handler', { id })).toEqual(['FORBIDDEN R-45']);
    expect(await house.codes('exportFile', applicantOf(id), { id })).toEqual(['FORBIDDEN R-45']);
    await house.act('eraseApplicant', 'office-head', { id });
    expect(await house.download(first.url)).toBeNull();
    expect(await house.codes('exportFile', 'office', { id })).toEqual(['APPLICANT_ERASED R-45']);
    expect(await house.codes('archiveRequest', 'office', { id })).toEqual(['APPLICANT_ERASED R-45']);
  });
});

describe('A1-18: an objection is explained by the division, in a letter', () => {
  it('reaches the lead division; its letter reaches the applicant; nothing of the inside does', async () => {
    const id = await house.served();
    expect(await house.codes('explainReply', 'handler', { id, explanation: '无。' })).toEqual(['WRONG_STATE A1-18']);
    expect(await house.try('contestReply', applicantOf(id), { id, objection: ' ' })).toMatchObject({ refusals: [{ field: 'input.objection' }] });
    await house.act('contestReply', applicantOf(id), { id, objection: '安排表没有分县数据。' });
    expect((await noticesOf('handler', id)).map(({ kind }) => kind)).toContain('REPLY_CONTESTED');
    expect(await house.codes('explainReply', 'handler-2', { id, explanation: '该表不分县。' })).not.toEqual([]);
    await house.moveTo('2026-02-11');
    await house.act('explainReply', 'head', { id, explanation: '该表按市州编制，不分县。' });
    const { myRequest } = await house.data('{ myRequest { contests { round contestedOn explainedOn } timeline { event actor } documents { kind number format url } } }', applicantOf(id));
    expect(myRequest.contests).toEqual([{ round: 1, contestedOn: '2026-02-09', explainedOn: '2026-02-11' }]);
    const letter = myRequest.documents.find(({ kind, format }: { kind: string; format: string }) => kind === 'ReplyExplanation' && format === 'DOCX');
    expect(letter.number).toBe('吉工信公开释〔2026〕1号');
    const text = JSON.stringify(readBackDocx((await house.download(letter.url as string)) as Uint8Array));
    for (const said of ['吉工信公开〔2026〕1号', '2026年2月9日', '该表按市州编制']) expect(text).toContain(said);
    expect(myRequest.documents.map(({ kind }: { kind: string }) => kind)).not.toContain('ServiceReceipt');
  });
});

describe('A1-18, REM-04..REM-11: reconsideration and suits', () => {
  it('run on our own limits, are alarmed of, and their results are kept in the report\'s categories', async () => {
    const id = await house.served();
    expect((await read(id, 'deadlines { limit clock { dueOn } }') as unknown as { deadlines: object[] }).deadlines).toEqual(expect.arrayContaining([{ limit: 'T20', clock: { dueOn: '2026-04-10' } }, { limit: 'T20-SUIT', clock: { dueOn: '2026-08-10' } }]));
    expect(await house.codes('openReconsideration', 'office', { id })).toEqual(['FORBIDDEN A1-18']);
    expect(await house.codes('openReconsideration', 'legal', { id, receivedOn: '2026-02-10' })).toEqual(['DATE_IN_FUTURE A1-18']);
    await house.moveTo('2026-03-02');
    await house.act('openReconsideration', 'legal', { id, receivedOn: '2026-03-02', caseNumber: '吉政复〔2026〕15号' });
    const remedyId = (await read(id, 'remedies { id }') as unknown as { remedies: { id: string }[] }).remedies[0]?.id as string;
    expect((await read(id, 'deadlines { limit clock { state dueOn } }') as unknown as { deadlines: object[] }).deadlines).toEqual(expect.arrayContaining([{ limit: 'T21', clock: { state: 'RUNNING', dueOn: '2026-03-16' } }, { limit: 'T20', clock: expect.objectContaining({ state: 'STOPPED' }) }]));
    expect(JSON.stringify((await house.data('{ myRequest { deadlines { limit } remedies { id } timeline { event } } }', applicantOf(id))).myRequest)).not.toMatch(/T21|Reconsideration/);
    await house.moveTo('2026-03-17');
    expect((await noticesOf('legal', id)).map(({ kind }) => kind).sort()).toEqual(['DUE_SOON', 'DUE_TODAY', 'OVERDUE', 'REMEDY_OPENED']);
    expect((await noticesOf('deputy', id)).map(({ kind }) => kind)).toEqual(['OVERDUE']);
    await house.act('recordDefence', 'legal', { id, remedyId, submittedOn: '2026-03-13' });
    expect(await house.codes('recordDefence', 'legal', { id, remedyId })).toEqual(['ALREADY_DEFENDED A1-18']);
    expect(await house.codes('openLitigation', 'legal', { id, reconsiderationId: remedyId })).toEqual(['RECONSIDERATION_PENDING A1-18']);
    expect(await house.codes('recordRemedyResult', 'legal', { id, remedyId, result: 'UPHELD', ordersNewDecision: true })).toEqual(['RESULT_ORDERS_NOTHING A1-18']);
    await house.act('recordRemedyResult', 'legal', { id, remedyId, result: 'UPHELD' });
    await house.act('openLitigation', 'legal', { id, reconsiderationId: remedyId });
    expect(await read(id, 'state remedies { kind result decidedOn defendedOn } deadlines { limit clock { dueOn state } }')).toMatchObject({
      state: 'SERVED', remedies: [{ kind: 'RECONSIDERATION', result: 'UPHELD', decidedOn: '2026-03-17', defendedOn: '2026-03-13' }, { kind: 'LITIGATION_AFTER_RECONSIDERATION', result: 'PENDING', decidedOn: null, defendedOn: null }],
      deadlines: expect.arrayContaining([{ limit: 'T21-EVIDENCE', clock: { dueOn: '2026-04-01', state: 'RUNNING' } }, { limit: 'T20-SUIT-AFTER-RECONSIDERATION', clock: { dueOn: '2026-04-01', state: 'STOPPED' } }]),
    });
    const rows = await house.database.owner((client) => client.query('SELECT kind, result FROM requests.remedy WHERE request_id = $1 ORDER BY received_on', [id]));
    expect(rows.rows).toEqual([{ kind: 'RECONSIDERATION', result: 'UPHELD' }, { kind: 'LITIGATION_AFTER_RECONSIDERATION', result: 'PENDING' }]);
    // REM-10: an opinion of the reconsideration body is reported on within sixty days, and legal affairs is reminded of it.
    await house.act('recordReconsiderationOpinion', 'legal', { id, remedyId });
    expect((await read(id, 'deadlines { limit clock { dueOn } }') as unknown as { deadlines: object[] }).deadlines).toContainEqual({ limit: 'T21-OPINION', clock: { dueOn: '2026-05-18' } });
    await house.moveTo('2026-05-19');
    const late = (await noticesOf('legal', id)).filter(({ message }) => message.includes('意见书')).map(({ kind }) => kind);
    expect([...new Set(late)].sort()).toEqual(['DUE_SOON', 'DUE_TODAY', 'OPINION_RECEIVED', 'OVERDUE']);
    await house.act('reportOnOpinion', 'legal', { id, remedyId });
    expect((await read(id, 'remedies { opinionOn opinionReportedOn }') as unknown as { remedies: object[] }).remedies[0]).toEqual({ opinionOn: '2026-03-17', opinionReportedOn: '2026-05-19' });
  });

  it('a result that orders a new decision opens the next round: everything of a reply begins anew, the first stays as it was', async () => {
    const id = await house.served();
    await house.act('archiveRequest', 'office', { id });
    await house.moveTo('2026-03-02');
    await house.act('openReconsideration', 'legal', { id });
    const { remedies } = await read(id, 'remedies { id }') as unknown as { remedies: { id: string }[] };
    await house.moveTo('2026-04-20');
    const { request } = await house.act('recordRemedyResult', 'legal', { id, remedyId: remedies[0]?.id, result: 'OVERTURNED', ordersNewDecision: true },
      'state round dueOn reply { servedOn } proposal { digest } clearance { id } rounds { round servedOn letterNumber items { outcome } } clock { startedOn state }');
    // Twenty working days after 20 April 2026, 劳动节 (1–5 May) left out and 9 May worked.
    expect(request).toMatchObject({ state: 'ASSIGNED', round: 2, dueOn: '2026-05-20', reply: null, proposal: null, clearance: null, clock: { startedOn: '2026-04-20', state: 'RUNNING' }, rounds: [{ round: 1, servedOn: '2026-02-09', letterNumber: '吉工信公开〔2026〕1号', items: [{ outcome: 'DISCLOSED' }] }] });
    await house.act('draftReplyProposal', 'handler', { id, items: [{ outcome: 'DISCLOSED' }], information: '分县数据见附件。' });
    for (const [action, login] of [['submitReplyProposal', 'handler'], ['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy']] as const) await house.act(action, login, { id });
    await house.clear(id);
    for (const [action, login] of [['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler'], ['signOffReplyLetter', 'disclosure-deputy'], ['sealReplyLetter', 'office']] as const) await house.act(action, login, { id });
    await house.act('serveReply', 'office', { id, means: 'ONLINE' });
    const { myRequest } = await house.data('{ myRequest { state reply { information } rounds { letterNumber } documents { kind number format issuedOn } } }', applicantOf(id));
    expect(myRequest).toMatchObject({ state: 'SERVED', reply: { information: '分县数据见附件。' }, rounds: [{ letterNumber: '吉工信公开〔2026〕1号' }] });
    expect(myRequest.documents.filter(({ kind, format }: { kind: string; format: string }) => kind === 'ReplyLetter' && format === 'PDF').map(({ number, issuedOn }: { number: string; issuedOn: string }) => `${number} ${issuedOn}`).sort()).toEqual(['吉工信公开〔2026〕1号 2026-02-09', '吉工信公开〔2026〕2号 2026-04-20']);
    await house.act('archiveRequest', 'office', { id });
    const { parts } = await exported(id);
    expect(Object.keys(parts)).toEqual(expect.arrayContaining(['content/r1/content.json', 'content/r2/content.json']));
  });
});

describe('facts that were wrong, and lateness', () => {
  it('foundations 3: a wrong day of receipt is corrected by the head of the office; the clock follows, history shows both', async () => {
    const { id } = await house.submit();
    await house.moveTo('2026-02-11');
    await house.act('registerRequest', 'office', { id });
    expect(await house.codes('correctFact', 'office', { id, fact: 'RECEIVED_ON', value: '2026-02-10', reasons: '电话记录。' })).toEqual(['FORBIDDEN R-45']);
    expect(await house.codes('correctFact', 'office-head', { id, fact: 'RECEIVED_ON', value: '2026-02-08', reasons: '电话记录。' })).toEqual(['DATE_OUT_OF_ORDER R-45']);
    expect(await house.codes('correctFact', 'office-head', { id, fact: 'RECEIVED_ON', value: '2026-02-12', reasons: '电话记录。' })).toEqual(['DATE_IN_FUTURE R-45']);
    expect(await house.codes('correctFact', 'office-head', { id, fact: 'SERVED_ON', value: '2026-02-10', reasons: '电话记录。' })).toEqual(['NOTHING_TO_CORRECT R-45']);
    expect(await house.codes('correctFact', 'office-head', { id, fact: 'RECEIVED_ON', reasons: '电话记录。' })).toEqual(['VALUE_MISSING R-45']);
    const { request } = await house.act('correctFact', 'office-head', { id, fact: 'RECEIVED_ON', value: '2026-02-09', reasons: '电话记录表明当日已确认。' }, 'receivedOn dueOn factCorrections { fact was value on } timeline { event effectiveOn }');
    expect(request).toMatchObject({ receivedOn: '2026-02-09', dueOn: '2026-03-13', factCorrections: [{ fact: 'RECEIVED_ON', was: '2026-02-11', value: '2026-02-09', on: '2026-02-11' }] });
    expect(request.timeline).toContainEqual({ event: 'RequestRegistered', effectiveOn: '2026-02-11' });
  });

  it('a late reply says at which stage and in which division the time went; a corrected day of service may make it timely', async () => {
    const id = await house.drafted();
    await house.moveTo('2026-03-12');
    for (const [action, login] of [['submitReplyProposal', 'handler'], ['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy']] as const) await house.act(action, login, { id });
    await house.clear(id);
    for (const [action, login] of [['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler'], ['signOffReplyLetter', 'disclosure-deputy'], ['sealReplyLetter', 'office']] as const) await house.act(action, login, { id });
    await house.moveTo('2026-03-17');
    const fields = 'reply { servedOn late } lateness { stage divisionId workingDays overdueWorkingDays byStage { stage divisionId workingDays } }';
    const { request } = await house.act('serveReply', 'office', { id, means: 'ONLINE' }, fields);
    // 9 February to 12 March: nineteen working days at the division; from there to 17 March three at the office.
    expect(request).toEqual({ reply: { servedOn: '2026-03-17', late: true }, lateness: { stage: 'DRAFTING', divisionId: 'd-planning', workingDays: 19, overdueWorkingDays: 2, byStage: [{ stage: 'DRAFTING', divisionId: 'd-planning', workingDays: 19 }, { stage: 'SIGNED_OFF', divisionId: 'd-disclosure', workingDays: 3 }] } });
    expect((await house.data('{ myRequest { lateness { stage } } }', applicantOf(id))).myRequest.lateness).toBeNull();
    expect((await house.act('correctFact', 'office-head', { id, fact: 'SERVED_ON', value: '2026-03-13', reasons: '系统记录显示13日送达。' }, fields)).request).toEqual({ reply: { servedOn: '2026-03-13', late: false }, lateness: null });
  });
});
