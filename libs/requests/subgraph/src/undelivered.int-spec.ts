import type { Actor } from '@disclosure/organisation';
import { applicantOf, House } from './testing/house.fixture.ts';
import { readDocx } from './testing/read-docx.ts';

let house: House;
beforeAll(async () => { house = await House.open(); });
afterAll(() => house?.close());

const thirdParty = (consultationId: string): Actor => ({ kind: 'THIRD_PARTY', consultationId });
const CONSULTATION = 'id status result sentOn receivedOn letterNumber linkCode version letters { number sentOn url undeliveredOn undeliveredReason }';
interface Seen { readonly id: string; readonly status: string; readonly linkCode: string | null; readonly letterNumber: string; readonly letters: readonly { readonly number: string; readonly url: string; readonly undeliveredOn: string | null }[] }
const only = async (id: string, as = 'handler'): Promise<Seen> => (await house.data(`query ($id: ID!) { request(id: $id) { consultations { ${CONSULTATION} } } }`, as, { id })).request.consultations[0] as Seen;
const dueOn = async (id: string): Promise<string | null> => (await house.data('query ($id: ID!) { request(id: $id) { dueOn } }', 'handler', { id })).request.dueOn as string | null;
const exchange = async (code: string | null): Promise<{ token: string | null; refusals: readonly { code: string }[] }> =>
  (await house.data('mutation ($code: String!) { exchangeConsultationLink(input: { linkCode: $code }) { token refusals { code } } }', undefined, { code })).exchangeConsultationLink as { token: string | null; refusals: { code: string }[] };
const notices = async (login: string): Promise<string> => JSON.stringify((await house.data('{ requestNotices { kind message } }', login)).requestNotices);

it('a letter that came back is recorded, sent again to another address under a number and a code of its own, and answered', async () => {
  const id = await house.assigned({}, []);
  await house.act('consultThirdParty', 'handler', { id, thirdParty: { name: '长春光环科技有限公司', postalAddress: '长春市旧址路1号' }, content: '申报书中的经营数据。' });
  const first = await only(id);
  expect(await dueOn(id)).toBeNull();
  const before = await house.rowCounts();
  expect(await house.codes('recordConsultationUndelivered', 'office', { id, consultationId: first.id, reason: 'MOVED', proof: ' ' })).toEqual(['TEXT_MISSING R-32']);
  expect(await house.codes('recordConsultationUndelivered', 'office', { id, consultationId: first.id, undeliveredOn: '2026-02-10', reason: 'MOVED', proof: '退回批条' })).toEqual(['DATE_IN_FUTURE R-32']);
  expect(await house.codes('resendConsultation', 'handler', { id, consultationId: first.id })).toEqual(['WRONG_STATE R-32']);
  expect(await house.rowCounts()).toEqual(before);

  // Thursday 12 February: three working days are left out; 13 March becomes 18 March.
  await house.moveTo('2026-02-12');
  const { request } = await house.act('recordConsultationUndelivered', 'office', { id, consultationId: first.id, reason: 'MOVED', proof: '邮件号码1234567890，批注“迁移新址不明”。' });
  expect(request).toMatchObject({ dueOn: '2026-03-18' });
  expect(await exchange(first.linkCode)).toEqual({ token: null, refusals: [{ code: 'LINK_CODE_REVOKED' }] });
  expect(await house.codes('answerThirdPartyConsultation', thirdParty(first.id), { id, consultationId: first.id, result: 'CONSENT' })).toEqual(['WRONG_STATE A2-15']);
  expect(await only(id)).toMatchObject({ status: 'UNDELIVERED', linkCode: null, letters: [{ number: first.letterNumber, undeliveredOn: '2026-02-12', undeliveredReason: 'MOVED' }] });
  for (const login of ['handler', 'head']) expect(await notices(login)).toContain(`征求意见书${first.letterNumber}未能送达（迁移新址不明）`);
  expect((await house.data('{ myRequest { timeline { title text } } }', applicantOf(id))).myRequest.timeline.at(-1)).toEqual({ title: '征求意见书未能送达，答复期限恢复计算', text: null });

  await house.moveTo('2026-02-24');
  await house.act('resendConsultation', 'handler', { id, consultationId: first.id, contact: { postalAddress: '长春市新址路2号' } });
  const second = await only(id);
  expect(second).toMatchObject({ id: first.id, status: 'SENT', sentOn: '2026-02-24', letters: [{ number: first.letterNumber, sentOn: '2026-02-09' }, { number: second.letterNumber, sentOn: '2026-02-24', undeliveredOn: null }] });
  expect(second.letterNumber).not.toBe(first.letterNumber);
  expect(second.linkCode).not.toBe(first.linkCode);
  expect((await exchange(first.linkCode)).refusals).toEqual([{ code: 'LINK_CODE_UNKNOWN' }]);
  expect((await exchange(second.linkCode)).token).toBe(`third-party ${first.id}`);
  for (const { url } of second.letters) expect(Buffer.from((await house.download(url)) as Uint8Array).toString('latin1').slice(0, 5)).toBe('%PDF-');
  const documents = (await house.data('query ($id: ID!) { request(id: $id) { documents { kind format url number } } }', 'handler', { id })).request.documents as { kind: string; format: string; url: string; number: string | null }[];
  const letter = readDocx(await house.download(String(documents.find(({ number, format }) => number === second.letterNumber && format === 'DOCX')?.url)));
  for (const said of ['长春光环科技有限公司', '申报书中的经营数据。', String(second.linkCode)]) expect(letter).toContain(said);
  expect(letter).not.toContain('林晓雨');
  expect(documents.filter(({ kind }) => kind === 'ConsultationAnswerForm')).toHaveLength(4);
  await house.act('answerThirdPartyConsultation', thirdParty(first.id), { id, consultationId: first.id, result: 'CONSENT' });
  expect(await only(id)).toMatchObject({ status: 'ANSWERED', result: 'CONSENT' });
});

it('of a letter of which nothing is heard, handler, head and office are told once; then it is given up with reasons, and the division proposes', async () => {
  const id = await house.assigned({ title: '另一件' }, []);
  await house.act('consultAgency', 'handler', { id, agencyId: 'jl-ecology', content: '联合印发的核查结果。' });
  const { id: consultationId, letterNumber } = await only(id);
  // Sent on Tuesday 24 February: ten working days end on Monday 9 March (28 February is worked).
  await house.moveTo('2026-03-09');
  expect(await notices('handler')).not.toContain('没有签收记录');
  await house.moveTo('2026-03-10');
  for (const login of ['handler', 'head', 'office']) expect(await notices(login)).toContain(`征求意见书${letterNumber}已于2026年2月24日发出，至今没有签收记录`);
  await house.moveTo('2026-03-20');
  expect((await notices('handler')).split('没有签收记录')).toHaveLength(2);
  expect((await house.data('{ myRequest { deadlines { limit } } }', applicantOf(id))).myRequest.deadlines.map(({ limit }: { limit: string }) => limit)).not.toContain('T05-RECEIPT');
  await house.act('recordConsultationUndelivered', 'handler', { id, consultationId, undeliveredOn: '2026-03-10', reason: 'NO_RECEIPT_FOUND', proof: '邮政查询单：无签收记录。' });
  await house.act('draftReplyProposal', 'handler', { id, items: [{ outcome: 'DISCLOSED' }], information: '核查结果。' });
  expect(await house.codes('submitReplyProposal', 'handler', { id })).toEqual(['CONSULTATION_OPEN A2-16']);
  expect(await house.codes('giveUpConsultation', 'handler', { id, consultationId, reasons: ' ' })).toEqual(['TEXT_MISSING A2-15']);
  await house.act('giveUpConsultation', 'handler', { id, consultationId, reasons: '两次查询均无签收记录，电话无法接通。' });
  expect(await only(id)).toMatchObject({ status: 'GIVEN_UP', result: 'NOT_REACHED' });
  await house.act('submitReplyProposal', 'handler', { id });
  const { request } = await house.data('query ($id: ID!) { request(id: $id) { timeline { event text } } }', 'office', { id });
  expect(request.timeline).toContainEqual({ event: 'ConsultationGivenUp', text: '两次查询均无签收记录，电话无法接通。' });
});
