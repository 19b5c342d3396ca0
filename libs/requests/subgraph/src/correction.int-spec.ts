import { randomUUID } from 'node:crypto';
import { readBackDocx } from '@disclosure/platform-letters';
import type { Actor } from '@disclosure/organisation';
import { applicantOf, House, PUBLIC, submission } from './testing/house.fixture.ts';

let house: House;
beforeEach(async () => { house = await House.open(); });
afterEach(() => house?.close());

interface Acted { readonly correctionRequest: Record<string, never>; readonly refusals: readonly { code: string; clause: string | null; field: string | null }[]; readonly trackingCode?: string }
async function attempt(action: string, as: Actor | string, input: object, fields = 'id number state'): Promise<Acted> {
  const { result } = await house.data(`mutation ($input: ${action.charAt(0).toUpperCase()}${action.slice(1)}Input!) { result: ${action}(input: $input) { correctionRequest { ${fields} } ${action === 'submitCorrectionRequest' ? 'trackingCode' : ''} refusals { code clause field } } }`, as, { input: { commandId: randomUUID(), ...input } });
  return result as Acted;
}
async function act(action: string, as: Actor | string, input: object, fields?: string): Promise<Record<string, never>> {
  const acted = await attempt(action, as, input, fields);
  if (acted.refusals.length > 0) throw new Error(`${action}: ${JSON.stringify(acted.refusals)}`);
  return acted.correctionRequest;
}
async function codes(action: string, as: Actor | string, input: object): Promise<readonly string[]> {
  try { return (await attempt(action, as, input)).refusals.map(({ code, clause }) => `${code} ${clause ?? '–'}`); } catch (error) { return [String((error as { code: string }).code)]; }
}
const form = { title: '专精特新企业名录中本企业的注册地址', claim: '名录所载为旧址，营业执照所载为长春市测试路9号。', applicant: submission()['applicant'] };
const submit = async (more: object = {}): Promise<{ id: string; code: string }> => {
  const { correctionRequest, trackingCode } = await attempt('submitCorrectionRequest', PUBLIC, { ...form, ...more });
  return { id: String(correctionRequest['id']), code: trackingCode as string };
};
const verified = async (finding: string): Promise<string> => {
  const { id } = await submit();
  await act('registerCorrectionRequest', 'office', { id, leadDivisionId: 'd-planning' });
  await act('verifyCorrection', 'handler', { id, finding, findings: '已核对营业执照。' });
  return id;
};
const letterText = async (id: string): Promise<string> => {
  const { myCorrectionRequest } = await house.data('{ myCorrectionRequest { documents { kind number format url } } }', applicantOf(id));
  const docx = myCorrectionRequest.documents.find(({ format }: { format: string }) => format === 'DOCX');
  return `${docx.number} ${JSON.stringify(readBackDocx((await house.download(docx.url as string)) as Uint8Array))}`;
};

it('A2-19, R-41, T09: submitted with a code, registered, verified by the division, corrected by its head, told in a letter', async () => {
  const { id, code } = await submit();
  expect((await house.data('mutation ($input: ExchangeTrackingCodeInput!) { exchangeTrackingCode(input: $input) { token } }', PUBLIC, { input: { trackingCode: code } })).exchangeTrackingCode.token).toBe(`applicant ${id}`);
  const registered = await act('registerCorrectionRequest', 'office', { id, leadDivisionId: 'd-planning' }, 'number state receivedOn dueOn deadlines { limit clause clock { dueOn } } leadDivision { id }');
  expect(registered).toEqual({ number: '更正2026-0001', state: 'REGISTERED', receivedOn: '2026-02-09', dueOn: '2026-03-13', deadlines: [{ limit: 'T09', clause: 'A2-19', clock: { dueOn: '2026-03-13' } }], leadDivision: { id: 'd-planning' } });
  expect(await codes('correctRecord', 'head', { id, correction: '已更正。' })).toEqual(['WRONG_STATE R-41']);
  await act('verifyCorrection', 'handler', { id, finding: 'INACCURATE', findings: '与营业执照核对，名录有误。' });
  expect(await codes('declineCorrection', 'head', { id, reasons: '无误。' })).toEqual(['NOT_AS_VERIFIED R-41']);
  expect(await codes('correctRecord', 'handler', { id, correction: '已更正。' })).toEqual(['FORBIDDEN']);
  const before = (await house.data('{ myCorrectionRequest { state finding leadDivision { id } timeline { event text } } }', applicantOf(id))).myCorrectionRequest;
  expect(before).toMatchObject({ state: 'REGISTERED', finding: null, leadDivision: null });
  expect(JSON.stringify(before)).not.toContain('名录有误');
  expect(await act('correctRecord', 'head', { id, correction: '已将名录中该企业注册地址更正为长春市测试路9号。' }, 'state closedOn clock { state }')).toEqual({ state: 'CORRECTED', closedOn: '2026-02-09', clock: { state: 'STOPPED' } });
  const letter = await letterText(id);
  for (const said of ['吉工信更正〔2026〕1号', '更正2026-0001', '林晓雨', '专精特新企业名录', '更正为长春市测试路9号', '第四十一条', '行政复议']) expect(letter).toContain(said);
});

it('R-41: what is not ours is directed to the agency that can correct; what is right is declined with reasons', async () => {
  const foreign = await verified('NOT_OURS');
  expect(await codes('directCorrection', 'head', { id: foreign, agencyId: 'nobody' })).toEqual(['UNKNOWN_AGENCY R-41']);
  expect(await codes('directCorrection', 'head', { id: foreign, agencyId: 'jlgxt' })).toEqual(['UNKNOWN_AGENCY R-41']);
  expect(await act('directCorrection', 'head', { id: foreign, agencyId: 'jl-ecology' }, 'state competentAgency { id }')).toEqual({ state: 'DIRECTED', competentAgency: { id: 'jl-ecology' } });
  expect(await letterText(foreign)).toContain('吉林省生态环境厅');
  const right = await verified('ACCURATE');
  expect(await codes('correctRecord', 'head', { id: right, correction: '已更正。' })).toEqual(['NOT_AS_VERIFIED R-41']);
  expect(await act('declineCorrection', 'head', { id: right, reasons: '名录所载与营业执照一致。' }, 'state')).toEqual({ state: 'DECLINED' });
  const letter = await letterText(right);
  expect(letter).toContain('吉工信更正〔2026〕2号');
  expect(letter).toContain('名录所载与营业执照一致');
});

it('is refused helpfully, leaves nothing half-written, and is seen by nobody it does not concern', async () => {
  const { id } = await submit();
  const before = await house.rowCounts();
  expect((await attempt('submitCorrectionRequest', PUBLIC, { ...form, title: '\u202e名录', claim: '', applicant: { ...form.applicant as object, identityDocument: { type: '居民身份证', number: '220101199003070018' } } })).refusals.map(({ field }) => field)).toEqual(['input.title', 'input.claim', 'input.applicant.identityDocument.number']);
  expect(await codes('submitCorrectionRequest', PUBLIC, { ...form, channel: 'IN_PERSON' })).toEqual(['CHANNEL_NOT_YOURS A2-5']);
  expect(await codes('registerCorrectionRequest', 'office', { id, leadDivisionId: 'nowhere', receivedOn: '2026-02-10' })).toEqual(['DATE_IN_FUTURE A2-19', 'UNKNOWN_DIVISION A2-19']);
  expect(await house.rowCounts()).toEqual(before);
  for (const as of ['handler', 'secrecy', applicantOf('another'), PUBLIC] as const) expect((await house.data('query ($id: ID!) { correctionRequest(id: $id) { id } }', as, { id })).correctionRequest).toBeNull();
  expect((await house.data('{ correctionRequests(first: 5) { nodes { id applicant { name } } } }', 'office')).correctionRequests.nodes).toEqual([{ id, applicant: { name: '林**' } }]);
  expect((await house.data('{ correctionRequests(first: 5) { nodes { id } } }', 'handler')).correctionRequests.nodes).toEqual([]);
});

it('is warned of before, on and after its due date, and may be withdrawn', async () => {
  const { id } = await submit();
  await act('registerCorrectionRequest', 'office', { id, leadDivisionId: 'd-planning' });
  const { id: other } = await submit();
  expect(await act('withdrawCorrectionRequest', applicantOf(other), { id: other }, 'state stateText')).toEqual({ state: 'WITHDRAWN', stateText: '您已撤回更正申请。' });
  await house.moveTo('2026-03-16');
  const kinds = async (login: string): Promise<readonly string[]> => ((await house.data('{ requestNotices { kind } }', login)).requestNotices as readonly { kind: string }[]).map(({ kind }) => kind).sort();
  expect(await kinds('handler')).toEqual(['CORRECTION_ASSIGNED', 'DUE_SOON', 'DUE_TODAY', 'OVERDUE']);
  expect(await kinds('deputy')).toEqual(['OVERDUE']);
});
