import type { Actor } from '@disclosure/organisation';
import { House } from './testing/house.fixture.ts';
import { readDocx } from './testing/read-docx.ts';

const thirdParty = (consultationId: string): Actor => ({ kind: 'THIRD_PARTY', consultationId });
const clerk = (agencyId: string): Actor => ({ kind: 'AGENCY_CLERK', agencyId, clerkId: 'clerk-1' });
const CONSULTATION = 'id requestId kind status content sentOn receivedOn answerBy answeredOn result answer overriddenOn notifiedOn letterNumber letterUrl answerFormUrl linkCode thirdParty agency { id } version';
const APPLICANT_TRACES = ['林晓雨', '220101199003070017', '13900001234', 'lin@example.com', '测试路'];
const CONTENT = '2025年度专项资金申报书中你单位填报的经营数据。';

let house: House;
beforeAll(async () => { house = await House.open(); });
afterAll(() => house.close());

interface Seen { readonly [field: string]: string | null }
const consultationsOf = async (id: string, as: string = 'handler'): Promise<readonly Seen[]> => (await house.data(`query ($id: ID!) { request(id: $id) { consultations { ${CONSULTATION} } } }`, as, { id })).request.consultations as readonly Seen[];
const consult = async (id: string, more: Record<string, unknown> = {}): Promise<Seen> => {
  await house.act('consultThirdParty', 'handler', { id, thirdParty: { name: '长春光环科技有限公司', telephone: '0431-00000077' }, content: CONTENT, ...more });
  return (await consultationsOf(id)).at(-1) as Seen;
};
const mine = async (consultationId: string): Promise<Seen> => (await house.data(`{ myConsultation { ${CONSULTATION} } }`, thirdParty(consultationId))).myConsultation as Seen;
const asText = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString('latin1');

describe('a third party without an account', () => {
  it('comes by the code of its letter, sees its consultation and nothing of who asked, and answers', async () => {
    const id = await house.assigned({}, []);
    const sent = await consult(id);
    expect(sent).toMatchObject({ kind: 'THIRD_PARTY', status: 'SENT', sentOn: '2026-02-09', content: CONTENT, thirdParty: '长春光环*****' });
    const exchange = 'mutation ($code: String!) { exchangeConsultationLink(input: { linkCode: $code }) { token refusals { code } } }';
    expect((await house.data(exchange, undefined, { code: 'WRONG' })).exchangeConsultationLink).toEqual({ token: null, refusals: [{ code: 'LINK_CODE_UNKNOWN' }] });
    expect((await house.data(exchange, undefined, { code: sent['linkCode'] })).exchangeConsultationLink).toEqual({ token: `third-party ${String(sent['id'])}`, refusals: [] });

    const shown = await mine(String(sent['id']));
    expect(shown).toMatchObject({ content: CONTENT, status: 'SENT', thirdParty: null, linkCode: null });
    for (const trace of [...APPLICANT_TRACES, '2025年度省级工业转型升级专项资金项目安排表']) expect(JSON.stringify(shown)).not.toContain(trace);
    const as = thirdParty(String(sent['id']));
    expect((await house.data('query ($id: ID!) { request(id: $id) { id } }', as, { id })).request).toBeNull();
    expect((await house.ask('{ requests(first: 5) { nodes { id } } }', as)).errors[0]?.code).toBe('UNAUTHENTICATED');

    const { consultation, request } = (await house.data('mutation ($input: AnswerThirdPartyConsultationInput!) { result: answerThirdPartyConsultation(input: $input) { request { id } consultation { status result answer } refusals { code } } }', as,
      { input: { commandId: 'answer-1', id: shown['requestId'], consultationId: sent['id'], result: 'OBJECTION', reasons: '属于本单位商业秘密。' } })).result as { consultation: Seen; request: null };
    expect([consultation, request]).toEqual([{ status: 'ANSWERED', result: 'OBJECTION', answer: '属于本单位商业秘密。' }, null]);
    expect((await house.data(exchange, undefined, { code: sent['linkCode'] })).exchangeConsultationLink.refusals).toEqual([{ code: 'LINK_CODE_USED' }]);
    expect((await consultationsOf(id))[0]).toMatchObject({ status: 'ANSWERED', answer: '属于本单位商业秘密。', linkCode: null });
  });

  it('can neither see nor answer what is addressed to another', async () => {
    const id = await house.assigned({}, []);
    const [first, second] = [await consult(id), await consult(id, { thirdParty: { name: '吉林松江贸易公司' } })];
    expect(await house.codes('answerThirdPartyConsultation', thirdParty(String(first['id'])), { id, consultationId: second['id'], result: 'CONSENT' })).toEqual(['FORBIDDEN A2-15']);
    expect((await house.data('{ myConsultation { id } }', thirdParty('nobody'))).myConsultation).toBeNull();
    expect((await house.ask('{ myConsultation { id } }')).errors[0]?.code).toBe('UNAUTHENTICATED');
  });
});

describe('DEC-15: the applicant is named to nobody', () => {
  it('refuses a letter whose text names the applicant, and leaves nothing behind', async () => {
    const id = await house.assigned({}, []);
    const before = await house.rowCounts();
    for (const content of ['林晓雨申请公开的经营数据。', '申请人电话13900001234。', '身份证2201 0119 9003 070017']) {
      expect(await house.codes('consultThirdParty', 'handler', { id, thirdParty: { name: '长春光环科技有限公司' }, content })).toEqual(['APPLICANT_NAMED A2-15']);
      expect(await house.codes('consultAgency', 'handler', { id, agencyId: 'jl-ecology', content })).toEqual(['APPLICANT_NAMED A2-15']);
    }
    expect(await house.rowCounts()).toEqual(before);
  });

  it('writes letters in which the party stands and the applicant does not, and keeps the party from the applicant', async () => {
    const id = await house.assigned({}, []);
    const sent = await consult(id);
    const pdfs = await Promise.all([sent['letterUrl'], sent['answerFormUrl']].map((url) => house.download(String(url))));
    expect(pdfs.map((pdf) => asText(pdf).slice(0, 5))).toEqual(['%PDF-', '%PDF-']);
    const docx = (await house.data('query ($id: ID!) { request(id: $id) { documents { kind format url } } }', 'handler', { id })).request.documents as { kind: string; format: string; url: string }[];
    for (const kind of ['ConsultationLetter', 'ConsultationAnswerForm']) {
      const text = readDocx(await house.download(String(docx.find((each) => each.kind === kind && each.format === 'DOCX')?.url)));
      expect(text).toContain('长春光环科技有限公司');
      for (const trace of APPLICANT_TRACES) expect(text).not.toContain(trace);
    }
    const applicant: Actor = { kind: 'APPLICANT', caseId: id };
    const own = (await house.data('{ myRequest { documents { kind } consultations { id } timeline { event title text } } }', applicant)).myRequest as { documents: { kind: string }[]; consultations: unknown[]; timeline: { event: string; title: string; text: string | null }[] };
    expect(own.consultations).toEqual([]);
    expect(own.documents.filter(({ kind }) => kind.startsWith('Consultation'))).toEqual([]);
    expect(own.timeline.find(({ event }) => event === 'ThirdPartyConsulted')).toEqual({ event: 'ThirdPartyConsulted', title: '正在征求有关第三方的意见，征求意见所需时间不计入答复期限', text: null });
    expect(JSON.stringify(own)).not.toContain('光环');
  });
});

describe('another agency', () => {
  it('sees what is addressed to it, answers, and no other case', async () => {
    const id = await house.assigned({}, []);
    await house.act('consultAgency', 'handler', { id, agencyId: 'jl-ecology', content: '联合印发的排放核查结果。' });
    const list = 'query { consultations(first: 10) { nodes { id requestId kind content status agency { id } } } }';
    const seen = (await house.data(list, clerk('jl-ecology'))).consultations.nodes as Seen[];
    expect(seen).toEqual([expect.objectContaining({ requestId: id, kind: 'AGENCY', content: '联合印发的排放核查结果。', agency: { id: 'jl-ecology' } })]);
    expect((await house.data(list, clerk('jl-health'))).consultations.nodes).toEqual([]);
    expect((await house.ask(list, 'handler')).errors[0]?.code).toBe('UNAUTHENTICATED');
    expect((await house.data('query ($id: ID!) { request(id: $id) { id } }', clerk('jl-ecology'), { id })).request).toBeNull();
    expect(await house.codes('answerAgencyConsultation', clerk('jl-health'), { id, consultationId: seen[0]?.['id'], result: 'CONSENT' })).toEqual(['NOT_FOUND']);
    expect(await house.codes('answerAgencyConsultation', clerk('jl-ecology'), { id, consultationId: seen[0]?.['id'], result: 'DEEMED_CONSENT' })).toEqual(['NOT_AN_ANSWER A2-16']);
    await house.act('answerAgencyConsultation', clerk('jl-ecology'), { id, consultationId: seen[0]?.['id'], result: 'CONSENT' });
    expect((await consultationsOf(id))[0]).toMatchObject({ status: 'ANSWERED', result: 'CONSENT' });
  });
});

describe('over an objection', () => {
  it('goes to the leading group, tells the third party with its remedy, and only then serves the applicant', async () => {
    const id = await house.assigned({}, []);
    expect((await house.data('query ($id: ID!) { request(id: $id) { id } }', 'group', { id })).request).toBeNull();
    const { id: consultationId } = await consult(id);
    await house.act('answerThirdPartyConsultation', 'handler', { id, consultationId, result: 'OBJECTION', reasons: '商业秘密。' });
    expect((await house.data('query ($id: ID!) { request(id: $id) { id } }', 'group', { id })).request).toEqual({ id });
    await house.act('draftReplyProposal', 'handler', { id, items: [{ outcome: 'DISCLOSED' }], information: '经营数据摘要。' });
    expect(await house.codes('submitReplyProposal', 'handler', { id })).toEqual(['THIRD_PARTY_OBJECTS A2-15']);
    await house.act('overrideForPublicInterest', 'group', { id, consultationId, reasons: '涉及财政资金分配。' });
    for (const [action, login] of [['submitReplyProposal', 'handler'], ['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy'], ['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler']] as const) await house.act(action, login, { id });
    await house.clear(id);
    await house.act('signOffReplyLetter', 'disclosure-deputy', { id });
    await house.act('sealReplyLetter', 'office', { id });
    expect(await house.codes('serveReply', 'office', { id, means: 'ONLINE' })).toEqual(['THIRD_PARTY_NOT_TOLD A2-15']);
    expect(await house.codes('notifyThirdParty', 'handler', { id, consultationId, disclosed: '林晓雨所申请的经营数据', reasons: '公共利益。' })).toEqual(['APPLICANT_NAMED A2-15']);
    await house.act('notifyThirdParty', 'handler', { id, consultationId, disclosed: '经营数据摘要。', reasons: '涉及财政资金分配。' });
    const documents = (await house.data('query ($id: ID!) { request(id: $id) { documents { kind format url } } }', 'office', { id })).request.documents as { kind: string; format: string; url: string }[];
    const notice = readDocx(await house.download(String(documents.find(({ kind, format }) => kind === 'ThirdPartyDisclosureNotice' && format === 'DOCX')?.url)));
    expect(notice).toContain('长春光环科技有限公司');
    expect(notice).toContain('申请行政复议');
    for (const trace of APPLICANT_TRACES) expect(notice).not.toContain(trace);
    await house.act('serveReply', 'office', { id, means: 'ONLINE' });
  });
});

describe('time', () => {
  it('an extension while the letter is out has a notice too, that names no date which nobody knows', async () => {
    const id = await house.assigned({ title: '延期与征求意见' }, []);
    await consult(id);
    await house.act('proposeExtension', 'handler', { id, workingDays: 10, reasons: '需核对。' });
    const { request } = await house.act('extendReplyPeriod', 'office-head', { id, workingDays: 10 }, 'dueOn documents { kind format url }');
    expect(request.dueOn).toBeNull();
    const notice = readDocx(await house.download(String((request.documents as { kind: string; format: string; url: string }[]).find(({ kind, format }) => kind === 'ExtensionNotice' && format === 'DOCX')?.url)));
    for (const said of ['答复期限延长10个工作日', '届满日自答复期限恢复计算后确定', '需核对。']) expect(notice).toContain(said);
  });

  it('is previewed as it then comes to be, and silence is found by the timer, on its day', async () => {
    const id = await house.assigned({ title: '另一件' }, []);
    const preview = async (more: object): Promise<Seen> => (await house.data('query ($input: PreviewConsultationInput!) { previewConsultation(input: $input) { answerBy dueOn workingDaysExcluded } }', 'handler', { input: { id, ...more } })).previewConsultation as Seen;
    const told = await preview({ receivedOn: '2026-02-10' });
    const { id: consultationId } = await consult(id);
    expect((await house.data('query ($id: ID!) { request(id: $id) { dueOn } }', 'handler', { id })).request.dueOn).toBeNull();
    await house.moveTo('2026-02-11');
    const { request } = await house.act('recordConsultationReceipt', 'office', { id, consultationId, receivedOn: '2026-02-10' });
    expect(request.dueOn).toBe(told['dueOn']);
    expect((await consultationsOf(id))[0]).toMatchObject({ status: 'RECEIVED', answerBy: told['answerBy'] });
    await house.moveTo(String(told['answerBy']));
    expect((await consultationsOf(id))[0]?.['status']).toBe('RECEIVED');
    await house.moveTo('2026-03-16');
    expect((await consultationsOf(id))[0]).toMatchObject({ status: 'LAPSED', result: 'NO_ANSWER' });
    expect((await house.data('query ($id: ID!) { request(id: $id) { dueOn } }', 'handler', { id })).request.dueOn).toBe(told['dueOn']);
    expect(JSON.stringify((await house.data('{ requestNotices { kind message } }', 'head')).requestNotices)).toContain('第三方未提出意见，答复期限恢复计算');
  });
});
