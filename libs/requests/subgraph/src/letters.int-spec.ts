import { chineseDate, dateOf } from '@disclosure/kernel';
import { readBackDocx } from '@disclosure/platform-letters';
import { createHash, randomUUID } from 'node:crypto';
import { testDepartment } from '@disclosure/requests-domain/testing';
import { readBackPdf } from '@disclosure/platform-letters';
import { applicantOf, House, PUBLIC, submission } from './testing/house.fixture.ts';

let house: House;
beforeAll(async () => { house = await House.open(); });
afterAll(() => house?.close());

/** The words of the newest reply letter of a case, as the office reads it. */
async function letterOf(id: string): Promise<string> {
  const { request } = await house.data('query ($id: ID!) { request(id: $id) { documents { kind format url } } }', 'office', { id });
  const letter = request.documents.filter(({ kind, format }: { kind: string; format: string }) => kind === 'ReplyLetter' && format === 'DOCX').at(-1);
  return JSON.stringify(readBackDocx((await house.download(letter.url as string)) as Uint8Array));
}

/** Reconsideration before suit for what is withheld, either for the rest; both where a part is withheld. */
type Remedy = 'RECONSIDERATION_FIRST' | 'EITHER' | 'BOTH';

describe('every outcome has its letter, with the remedy that its legal basis calls for (REM-01, REM-02)', () => {
  it.each<[string, Record<string, unknown>, readonly string[], Remedy]>([
    ['DISCLOSED', { items: [{ outcome: 'DISCLOSED' }], information: '专项资金安排表共三批。', blocks: { howToGet: '随函提供。' } }, ['决定予以公开', '所提供的信息如下：', '专项资金安排表共三批。', '随函提供。'], 'EITHER'],
    ['PARTLY_DISCLOSED', { items: [{ outcome: 'PARTLY_DISCLOSED', ground: 'THIRD_PARTY_RIGHTS' }], information: '表', blocks: { reasons: '企业联系人属个人隐私。', withheldParts: '企业联系人及电话。' } }, ['企业联系人属个人隐私', '企业联系人及电话', '上述内容依据《中华人民共和国政府信息公开条例》第十五条的规定，不予公开。', '理由：'], 'BOTH'],
    ['WITHHELD', { items: [{ outcome: 'WITHHELD', ground: 'DELIBERATIVE' }], blocks: { reasons: '属于讨论记录。', severance: '全文均为讨论记录，无法区分处理。' } }, ['关于能否区分处理：全文均为讨论记录，无法区分处理。', '政府信息属于过程性信息。根据《中华人民共和国政府信息公开条例》第三十六条第（三）项以及《中华人民共和国政府信息公开条例》第十六条的规定，本机关决定不予公开。', '属于讨论记录'], 'RECONSIDERATION_FIRST'],
    ['WITHHELD', { items: [{ outcome: 'WITHHELD', ground: 'THIRD_PARTY_RIGHTS' }], blocks: { reasons: '第三方不同意公开。' } }, ['政府信息涉及第三方合法权益。'], 'RECONSIDERATION_FIRST'],
    ['COMBINED', { items: [{ outcome: 'DISCLOSED' }, { outcome: 'WITHHELD', ground: 'DELIBERATIVE' }, { outcome: 'OTHER_AGENCY', agencyId: 'jl-ecology' }], information: '安排表共三批。', blocks: { reasons: '第二项属于讨论记录；第三项属生态环境部门职责。' } },
      ['1.予以公开（依据《中华人民共和国政府信息公开条例》第三十六条第（二）项）。', '2.不予公开，属于过程性信息（依据', '3.不属于本机关负责公开（依据', '安排表共三批。', '第二项属于讨论记录', '吉林省生态环境厅（'], 'BOTH'],
    ['NOT_HELD', { items: [{ outcome: 'NOT_HELD' }], blocks: { searchRecord: '2026年2月9日经检索办公系统和档案目录，未检索到。' } }, ['未检索到'], 'EITHER'],
    ['OTHER_AGENCY', { items: [{ outcome: 'OTHER_AGENCY', agencyId: 'jl-ecology' }], blocks: { reasons: '属生态环境部门职责。' } }, ['吉林省生态环境厅（', '，0431-00000012）'], 'EITHER'],
    ['REQUIRES_CREATION', { items: [{ outcome: 'REQUIRES_CREATION' }], blocks: { reasons: '需要对现有信息汇总分析。' } }, ['汇总分析'], 'EITHER'],
    ['PETITION_MATTER', { items: [{ outcome: 'PETITION_MATTER' }], blocks: { reasons: '属于投诉。', channelAdvice: '请向省信访局提出。' } }, ['请向省信访局提出'], 'EITHER'],
    ['PUBLISHED_MATERIAL', { items: [{ outcome: 'PUBLISHED_MATERIAL' }], blocks: { howToGet: '可向出版单位购买年鉴。' } }, ['可向出版单位购买年鉴'], 'EITHER'],
    ['CONFIRM_OR_REISSUE', { items: [{ outcome: 'CONFIRM_OR_REISSUE' }], blocks: { reasons: '您已持有该文件。' } }, ['您已持有该文件'], 'EITHER'],
    ['SPECIAL_REGIME', { items: [{ outcome: 'SPECIAL_REGIME' }], blocks: { regimeLaw: '《不动产登记资料查询暂行办法》第二条', howToGet: '请到登记机构查询。' } }, ['不动产登记资料查询暂行办法'], 'EITHER'],
  ])('%s', async (outcome, proposal, said, remedy) => {
    const id = await house.deputyApproved({ title: `申请${outcome}` }, { information: null, ...proposal });
    await house.act('draftReplyLetter', 'office', { id });
    const text = await letterOf(id);
    for (const words of said) expect(text).toContain(words);
    expect([text.includes('先向'), text.includes('六个月内')]).toEqual([remedy !== 'EITHER', remedy !== 'RECONSIDERATION_FIRST']);
    // The unlawful name of what is not withheld stays out (DEC-10).
    if (!['WITHHELD', 'PARTLY_DISCLOSED', 'COMBINED'].includes(outcome)) expect(text).not.toContain('不予公开');
  });

  it('STILL_UNCLEAR, after a clarification that left it so', async () => {
    const id = await house.registered({ title: '有关材料' });
    await house.act('requestClarification', 'office', { id, items: '请写明名称。' });
    await house.act('supplyClarification', applicantOf(id), { id, clarification: '就是那些材料。' });
    await house.act('acceptRequest', 'office', { id });
    await house.act('assignRequest', 'office', { id, leadDivisionId: 'd-planning' });
    await house.act('draftReplyProposal', 'handler', { id, items: [{ outcome: 'STILL_UNCLEAR' }], blocks: { reasons: '补正后仍不能指向特定信息。' } });
    for (const [action, login] of [['submitReplyProposal', 'handler'], ['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy'], ['draftReplyLetter', 'office']] as const) await house.act(action, login, { id });
    const text = await letterOf(id);
    for (const words of ['补正后仍不能指向特定信息', '申请公开“有关材料”', '补正后的申请内容：就是那些材料。']) expect(text).toContain(words);
  });

  it('REPEATED names the earlier reply to the same applicant; one to another applicant is none (DEC-06)', async () => {
    const earlier = await house.served({ title: '首次申请' });
    const stranger = { name: '周小川', identityDocument: { type: '居民身份证', number: '220101198805120026' } };
    const ofAnother = await house.registered({ title: '别人的申请' }, stranger);
    await house.act('acceptRequest', 'office', { id: ofAnother });
    await house.act('assignRequest', 'office', { id: ofAnother, leadDivisionId: 'd-planning' });
    await house.registered({ title: '别人的又一申请' }, stranger);
    expect(await house.codes('draftReplyProposal', 'handler', { id: ofAnother, items: [{ outcome: 'REPEATED', earlierRequestId: earlier }] })).toEqual(['EARLIER_REPLY_MISSING A2-12-6']);

    const { request } = await house.data('query ($id: ID!) { request(id: $id) { number documents { kind number } } }', 'office', { id: earlier });
    const id = await house.deputyApproved({ title: '重复申请' }, { information: null, items: [{ outcome: 'REPEATED', earlierRequestId: earlier }] });
    await house.act('draftReplyLetter', 'office', { id });
    const text = await letterOf(id);
    for (const words of [request.number as string, request.documents.find(({ kind }: { kind: string }) => kind === 'ReplyLetter').number as string]) expect(text).toContain(words);
  });
});

describe('the letter is dated when it is signed, and keeps its number', () => {
  it('drafted on 10 February, signed on the 12th after it was sent back once', async () => {
    const id = await house.deputyApproved({ title: '退回后重拟的申请' });
    await house.moveTo('2026-02-10');
    await house.act('draftReplyLetter', 'office', { id });
    await house.act('proofreadReplyLetter', 'handler', { id });
    const before = await letterOf(id);
    const number = /吉工信公开〔2026〕\d+号/.exec(before)?.[0] as string;
    expect(before).toContain('2026年2月10日');
    await house.act('returnReplyProposal', 'disclosure-deputy', { id, reasons: '请写明获取方式。' });
    await house.act('draftReplyProposal', 'handler', { id, items: [{ outcome: 'DISCLOSED' }], information: '表', blocks: { howToGet: '随函提供。' } });
    await house.moveTo('2026-02-11');
    for (const [action, login] of [['submitReplyProposal', 'handler'], ['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy'], ['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler']] as const) await house.act(action, login, { id });
    await house.clear(id);
    await house.moveTo('2026-02-12');
    await house.act('signOffReplyLetter', 'disclosure-deputy', { id });
    const signed = await letterOf(id);
    for (const words of [number, '2026年2月12日', '随函提供。']) expect(signed).toContain(words);
    expect(signed).not.toContain('2026年2月11日');
    // A letter names who signed it, and nobody who reviewed it.
    expect(testDepartment.people.filter(({ name }) => signed.includes(name)).map(({ id }) => id)).toEqual(['p-disclosure-deputy']);
    expect(before).not.toContain('签发人');
    await house.act('sealReplyLetter', 'office', { id });
    await house.act('serveReply', 'office', { id, means: 'ONLINE' });
    const { myRequest } = await house.data('{ myRequest { documents { kind number format url } } }', applicantOf(id));
    const letters = myRequest.documents.filter(({ kind }: { kind: string }) => kind === 'ReplyLetter');
    expect(letters.map((letter: { number: string; format: string }) => `${letter.number} ${letter.format}`)).toEqual([`${number} DOCX`, `${number} PDF`]);
    expect(JSON.stringify(readBackDocx((await house.download(letters[0].url as string)) as Uint8Array))).toContain('2026年2月12日');
    // The next letter has the next number: none was lost on the way.
    const next = await house.deputyApproved({ title: '下一件' });
    await house.act('draftReplyLetter', 'office', { id: next });
    const counter = (text: string): number => Number(/〔2026〕(\d+)号/.exec(text)?.[1]);
    expect(counter(await letterOf(next))).toBe(counter(number) + 1);
  });
});

interface Doc { readonly kind: string; readonly title: string; readonly number: string | null; readonly format: string; readonly url: string }
const documents = async (id: string, as: Parameters<House['data']>[1] = 'office'): Promise<Doc[]> => (await house.data('query ($id: ID!) { request(id: $id) { documents { kind title number format url } } }', as, { id })).request.documents as Doc[];
const wordsOf = async ({ url }: Doc): Promise<string> => JSON.stringify(readBackDocx((await house.download(url)) as Uint8Array));

describe('REQ-11, DOC-06: the request form', () => {
  const asked = { title: '2025年度技术改造项目清单', documentNumber: '吉工信规划〔2025〕88号', description: '含企业名称和补助金额' };

  it('is filled in when the request is registered, with numbers and contacts masked, for office and applicant', async () => {
    const id = await house.registered(asked);
    const form = (await documents(id)).find(({ kind, format }) => kind === 'RequestForm' && format === 'DOCX') as Doc;
    const text = await wordsOf(form);
    for (const words of [form.number as string, '自然人', '林晓雨', '居民身份证', '220*************17', '******34', asked.title, asked.documentNumber, asked.description, '在线申请', chineseDate(dateOf(await house.now()))]) expect(text).toContain(words);
    for (const secret of ['220101199003070017', '13900001234', 'lin@example.com', '测试路9号', '用途']) expect(text).not.toContain(secret);
    expect((await documents(id, applicantOf(id))).filter(({ kind }) => kind === 'RequestForm')).toHaveLength(2);
  });

  it('of an organisation, taken down by the office with the help that was given, comes with its receipt at once', async () => {
    const { request } = await house.act('submitRequest', 'office', { ...submission({ ...asked, channel: 'ORAL', assistance: '代为填写并逐项朗读确认' }, { kind: 'COMMERCIAL_ENTERPRISE', name: '长春测试机械有限公司', identityDocument: null, organisationCode: '91220101MA0Y1A2B3D', representative: '王代表' }), commandId: randomUUID() });
    const filed = await documents(String(request.id));
    expect([...new Set(filed.map(({ kind }) => kind))].sort()).toEqual(['Acknowledgement', 'RequestForm']);
    const text = await wordsOf(filed.find(({ kind, format }) => kind === 'RequestForm' && format === 'DOCX') as Doc);
    for (const words of ['商业企业', '长春测试机械有限公司', '91220101MA0Y1A2B3D', '王代表', '口头申请', '代为填写并逐项朗读确认']) expect(text).toContain(words);
  });

  it('the document number asked for is text: shown to those who see the case, and in no event', async () => {
    const id = await house.registered({ ...asked, documentNumber: '吉工信规划〔2025〕99号' });
    for (const viewer of ['office', applicantOf(id)]) expect((await house.data('query ($id: ID!) { request(id: $id) { documentNumber } }', viewer, { id })).request.documentNumber).toBe('吉工信规划〔2025〕99号');
    expect((await house.database.owner((client) => client.query("SELECT 1 FROM requests.event WHERE stream_id = $1 AND canonical LIKE '%〔2025〕99号%'", [id]))).rowCount).toBe(0);
  });
});

describe('letters.md: a letter can be told from a forged one by its code', () => {
  const ask = async (code: string): Promise<{ title: string; number: string; issuedOn: string; pdfDigest: string; agency: { id: string } } | null> => (await house.data('query ($code: String!) { issuedLetter(code: $code) { title number issuedOn pdfDigest agency { id } } }', PUBLIC, { code })).issuedLetter;
  const codeIn = (text: string): string => /文书验证码：([0-9A-Z-]{14})/.exec(text)?.[1] ?? '';

  it('a notice from the day it is issued; whoever reads the code aloud is understood', async () => {
    const id = await house.registered({ title: '有关规划' });
    await house.act('requestClarification', 'office', { id, items: '请写明规划名称。' });
    const notice = (await documents(id)).filter(({ kind }) => kind === 'ClarificationNotice');
    const code = codeIn(await wordsOf(notice.find(({ format }) => format === 'DOCX') as Doc));
    const pdf = (await house.download((notice.find(({ format }) => format === 'PDF') as Doc).url)) as Uint8Array;
    const found = await ask(code.toLowerCase().replaceAll('-', ' '));
    expect(found).toMatchObject({ title: '补正告知书', number: notice[0]?.number, pdfDigest: createHash('sha256').update(pdf).digest('hex'), agency: { id: 'jlgxt' } });
    expect([await ask('0000-0000-0000'), await ask(''), await ask('x'.repeat(5000))]).toEqual([null, null, null]);
  });

  it('a reply once it is served, as it was signed; the draft that went round bears no code', async () => {
    const id = await house.deputyApproved({ title: '验证答复书的申请' });
    await house.clear(id);
    await house.act('draftReplyLetter', 'office', { id });
    expect(codeIn(await letterOf(id))).toBe('');
    for (const [action, login] of [['proofreadReplyLetter', 'handler'], ['signOffReplyLetter', 'disclosure-deputy'], ['sealReplyLetter', 'office']] as const) await house.act(action, login, { id });
    const code = codeIn(await letterOf(id));
    expect([code.length, await ask(code)]).toEqual([14, null]);
    await house.act('serveReply', 'office', { id, means: 'ONLINE' });
    const pdf = (await house.download(((await documents(id, applicantOf(id))).find(({ kind, format }) => kind === 'ReplyLetter' && format === 'PDF') as Doc).url)) as Uint8Array;
    expect(await ask(code)).toMatchObject({ title: '政府信息公开申请答复书', pdfDigest: createHash('sha256').update(pdf).digest('hex') });
    expect(JSON.stringify(await readBackPdf(pdf))).toContain(code);
  });
});

describe('DOC-04: a letter that was issued stays as it is', () => {
  it('nobody who serves the platform can change or remove it, or what its code says', async () => {
    const id = await house.registered({ title: '不得改动的回执' });
    const write = (sql: string): Promise<unknown> => house.platform.database.context('requests').write((tx) => tx.query(sql, [id]));
    await expect(write("UPDATE requests.document SET digest = repeat('0', 64) WHERE request_id = $1")).rejects.toThrow('permission denied');
    await expect(write('DELETE FROM requests.document WHERE request_id = $1')).rejects.toThrow('permission denied');
    await expect(write('DELETE FROM requests.issued_letter WHERE number = $1')).rejects.toThrow('permission denied');
    await expect(write("UPDATE requests.issued_letter SET pdf_digest = repeat('0', 64) WHERE number = $1")).rejects.toThrow('permission denied');
    expect((await documents(id)).map(({ kind }) => kind)).toEqual(['Acknowledgement', 'Acknowledgement', 'RequestForm', 'RequestForm']);
  });
});

describe('A2-11, DEC-14: the office may change the wording of the letter, and nothing goes out that was not cleared', () => {
  const WITHHELD = { information: null, items: [{ outcome: 'WITHHELD', ground: 'DELIBERATIVE' }], blocks: { reasons: '属于讨论记录，不宜公开。' } };
  const digestOf = async (id: string): Promise<string> => (await house.data('query ($id: ID!) { request(id: $id) { proposal { digest } } }', 'office', { id })).request.proposal.digest as string;

  it('changed words need a clearance of their own; the number stays; what the outcome must carry stays', async () => {
    const id = await house.deputyApproved({ title: '措辞需要修改的申请' }, WITHHELD);
    await house.clear(id);
    const proposed = await digestOf(id);
    await house.act('draftReplyLetter', 'office', { id });
    const number = /吉工信公开〔2026〕\d+号/.exec(await letterOf(id))?.[0] as string;
    expect(await digestOf(id)).toBe(proposed);
    expect(await house.codes('draftReplyLetter', 'office', { id, blocks: { reasons: '' } })).toEqual(['REPLY_INCOMPLETE A2-12']);
    await house.act('draftReplyLetter', 'office', { id, blocks: { reasons: '该信息属于讨论记录，依法不予公开。' } });
    const text = await letterOf(id);
    expect([text.includes('依法不予公开。'), text.includes('不宜公开'), text.includes(number)]).toEqual([true, false, true]);
    expect(await digestOf(id)).not.toBe(proposed);
    expect((await house.data('query ($id: ID!) { request(id: $id) { proposal { texts { reasons } } } }', 'head', { id })).request.proposal.texts).toEqual({ reasons: '该信息属于讨论记录，依法不予公开。' });
    await house.act('proofreadReplyLetter', 'handler', { id });
    expect(await house.codes('signOffReplyLetter', 'disclosure-deputy', { id })).toEqual(['NO_CLEARANCE A3-8']);
    await house.clear(id);
    await house.act('signOffReplyLetter', 'disclosure-deputy', { id });
    // Proofread is proofread.
    expect(await house.codes('draftReplyLetter', 'office', { id, blocks: { reasons: '又改。' } })).toEqual(['WRONG_STATE A2-11']);
  });

  it('of several items it names the principal one, by which the annual report counts the case', async () => {
    const id = await house.deputyApproved({ title: '两项内容的申请' }, { information: null, items: [{ outcome: 'NOT_HELD' }, { outcome: 'REQUIRES_CREATION' }], blocks: { searchRecord: '2026年2月经检索档案目录，未检索到。', reasons: '需要汇总分析。' } });
    await house.clear(id);
    expect(await house.codes('draftReplyLetter', 'office', { id, principalItem: 2 })).toEqual(['NO_SUCH_ITEM A2-12']);
    await house.act('draftReplyLetter', 'office', { id, principalItem: 1 });
    for (const [action, login] of [['proofreadReplyLetter', 'handler'], ['signOffReplyLetter', 'disclosure-deputy'], ['sealReplyLetter', 'office']] as const) await house.act(action, login, { id });
    await house.act('serveReply', 'office', { id, means: 'ONLINE' });
    const rows = await house.database.owner((client) => client.query<{ report_row: string }>('SELECT report_row FROM requests.request WHERE id = $1', [id]));
    expect(rows.rows[0]?.report_row).toBe('UNAVAILABLE_REQUIRES_CREATION');
  });

  it('says which right of a third party it protects, where that is the ground and nowhere else (A1-7-3)', async () => {
    const id = await house.drafted({ title: '含商业秘密的申请' });
    expect(await house.codes('draftReplyProposal', 'handler', { id, items: [{ outcome: 'WITHHELD', ground: 'DELIBERATIVE', thirdPartyRight: 'TRADE_SECRET' }], blocks: { reasons: '讨论记录。' } })).toEqual(['RIGHT_WITHOUT_GROUND A1-7-3']);
    await house.act('draftReplyProposal', 'handler', { id, items: [{ outcome: 'WITHHELD', ground: 'THIRD_PARTY_RIGHTS', thirdPartyRight: 'TRADE_SECRET' }], blocks: { reasons: '第三方不同意公开。' } });
    for (const [action, login] of [['submitReplyProposal', 'handler'], ['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy'], ['draftReplyLetter', 'office']] as const) await house.act(action, login, { id });
    expect(await letterOf(id)).toContain('涉及第三方的商业秘密');
    expect((await house.data('query ($id: ID!) { request(id: $id) { proposal { items { ground thirdPartyRight } } } }', 'office', { id })).request.proposal.items).toEqual([{ ground: 'THIRD_PARTY_RIGHTS', thirdPartyRight: 'TRADE_SECRET' }]);
  });
});
