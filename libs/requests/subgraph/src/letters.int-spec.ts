import { readBackDocx } from '@disclosure/platform-letters';
import { applicantOf, House } from './testing/house.fixture.ts';

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
    ['WITHHELD', { items: [{ outcome: 'WITHHELD', ground: 'DELIBERATIVE' }], blocks: { reasons: '属于讨论记录。' } }, ['政府信息属于过程性信息。根据《中华人民共和国政府信息公开条例》第三十六条第（三）项以及《中华人民共和国政府信息公开条例》第十六条的规定，本机关决定不予公开。', '属于讨论记录'], 'RECONSIDERATION_FIRST'],
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
    expect(signed).not.toContain('吴振东'); // no name of a reviewer reaches an applicant
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
