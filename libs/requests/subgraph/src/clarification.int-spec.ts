import { readBackDocx } from '@disclosure/platform-letters';
import { applicantOf, House, submission } from './testing/house.fixture.ts';

let house: House;
beforeAll(async () => { house = await House.open(); });
afterAll(() => house?.close());

const read = async (id: string, fields: string, as: Parameters<House['data']>[1] = 'office') => (await house.data(`query ($id: ID!) { request(id: $id) { ${fields} } }`, as, { id })).request;
const kinds = async (login: string): Promise<readonly string[]> => (await house.data('{ requestNotices { kind } }', login)).requestNotices.map(({ kind }: { kind: string }) => kind);

it('A2-10: the division says what is missing; the office is told, and notifies it in one notice; by post the time counts from its receipt', async () => {
  const id = await house.assigned({ means: 'POST' }, []);
  const before = await house.rowCounts();
  expect(await house.codes('requestClarification', 'office', { id })).toEqual(['ITEMS_MISSING A2-10']);
  expect(await house.codes('proposeClarification', 'handler', { id, items: ' ' })).toEqual(['TEXT_MISSING A2-10']);
  expect(await house.codes('proposeClarification', 'handler-2', { id, items: '请写明年份。' })).toEqual(['NOT_FOUND']);
  expect(await house.rowCounts()).toEqual(before);
  await house.act('proposeClarification', 'handler', { id, items: '请写明所需年份。', guidance: '可参考省厅网站的目录。' });
  expect(await kinds('office')).toContain('CLARIFICATION_PROPOSED');
  expect(await read(id, 'state dueOn clarificationProposal { proposedOn text }')).toEqual({ state: 'ASSIGNED', dueOn: '2026-03-13', clarificationProposal: { proposedOn: '2026-02-09', text: '请写明所需年份。\n可参考省厅网站的目录。' } });
  const own = await read(id, 'clarificationProposal { text } timeline { event text }', applicantOf(id));
  expect([own.clarificationProposal, JSON.stringify(own.timeline)]).toEqual([null, expect.not.stringContaining('年份')]);

  await house.act('requestClarification', 'office', { id });
  const { documents } = await read(id, 'documents { kind format url }', applicantOf(id)) as { documents: readonly { kind: string; format: string; url: string }[] };
  const notice = readBackDocx(await house.download(documents.find(({ kind, format }) => kind === 'ClarificationNotice' && format === 'DOCX')?.url ?? '') as Uint8Array);
  for (const said of ['请写明所需年份。', '可参考省厅网站的目录。', '自收到本告知书之日起15个工作日内', '2026年3月6日前，含当日']) expect(notice.text).toContain(said);
  expect(await house.codes('proposeClarification', 'handler', { id, items: '还缺别的。' })).toEqual(['WRONG_STATE A2-10']);
  await house.moveTo('2026-02-24');
  await house.act('recordClarificationNoticeReceipt', 'office', { id, receivedOn: '2026-02-14' });
  await house.moveTo('2026-03-13');
  expect(await read(id, 'state')).toEqual({ state: 'AWAITING_CLARIFICATION' });
  await house.moveTo('2026-03-14');
  expect(await read(id, 'state endOutcome')).toEqual({ state: 'ABANDONED', endOutcome: 'NOT_CLARIFIED' });
});

it('REQ-05: an applicant who cannot be reached: no warning of a late confirmation, receipt once contact is restored', async () => {
  const { request } = await house.act('submitRequest', 'office', submission({ channel: 'ORDINARY_POST' }));
  const id = String(request.id);
  await house.act('recordNoContact', 'office', { id, attempts: '上午九时、下午三时两次拨打登记电话，均无人接听。' });
  await house.moveTo('2026-03-18');
  const overdue = (await house.data('{ requestNotices { kind request { id } } }', 'office')).requestNotices.filter(({ kind, request: about }: { kind: string; request: { id: string } | null }) => kind === 'OVERDUE' && about?.id === id);
  expect(overdue).toEqual([]);
  const registered = await house.act('registerRequest', 'office', { id }, 'receivedOn timeline { event text }');
  expect(registered.request).toMatchObject({ receivedOn: '2026-03-18', timeline: expect.arrayContaining([{ event: 'ContactAttempted', text: '上午九时、下午三时两次拨打登记电话，均无人接听。' }]) });
  expect(JSON.stringify(await read(id, 'timeline { event }', applicantOf(id)))).not.toContain('ContactAttempted');
});

it('REQ-10: what an officer took down is confirmed by the applicant, by code or on paper', async () => {
  const take = async (more: Record<string, unknown> = {}): Promise<string> => String((await house.act('submitRequest', 'office', submission({ channel: 'ORAL', ...more }))).request.id);
  const atOnce = await take({ oralConfirmation: '当面朗读后签名。' });
  expect(await read(atOnce, 'oralConfirmed')).toEqual({ oralConfirmed: true });
  const later = await take();
  expect(await kinds('office')).toContain('ORAL_CONFIRMATION_AWAITED');
  expect(await read(later, 'oralConfirmed availableActions { action }', applicantOf(later))).toMatchObject({ oralConfirmed: false, availableActions: expect.arrayContaining([{ action: 'confirmOralRequest' }]) });
  expect(await house.codes('confirmOralRequest', 'office', { id: later })).toEqual(['CONFIRMATION_HOW_MISSING A2-4']);
  const { request } = await house.act('confirmOralRequest', applicantOf(later), { id: later }, 'oralConfirmed timeline { event title }');
  expect(request).toMatchObject({ oralConfirmed: true, timeline: expect.arrayContaining([{ event: 'OralRequestConfirmed', title: '已确认代为填写的申请内容' }]) });
  expect(await house.codes('confirmOralRequest', 'office', { id: atOnce, how: '再次签名。' })).toEqual(['ALREADY_CONFIRMED A2-4']);
});
