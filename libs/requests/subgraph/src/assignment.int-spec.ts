import { testDepartment } from '@disclosure/requests-domain/testing';
import { readBackDocx } from '@disclosure/platform-letters';
import { applicantOf, House, NOW } from './testing/house.fixture.ts';

let house: House;
beforeAll(async () => {
  const topics: Readonly<Record<string, readonly string[]>> = { 'd-energy': ['工业节能', '绿色工厂'], 'd-planning': ['技术改造'] };
  house = await House.open(NOW, { organisation: { ...testDepartment, divisions: testDepartment.divisions.map((division) => ({ ...division, topics: topics[division.id] ?? [] })) } });
});
afterAll(() => house?.close());

const read = async (id: string, fields: string, as: Parameters<House['data']>[1] = 'office') => (await house.data(`query ($id: ID!) { request(id: $id) { ${fields} } }`, as, { id })).request;
const told = async (login: string, id: string): Promise<readonly { kind: string; message: string }[]> =>
  ((await house.data('{ requestNotices { kind message request { id } } }', login)).requestNotices as readonly { kind: string; message: string; request: { id: string } | null }[]).filter(({ request }) => request?.id === id).map(({ kind, message }) => ({ kind, message }));

it('A2-8: the directory of competences suggests, the office assigns; lead and supporting divisions are told what is theirs', async () => {
  const id = await house.registered({ title: '2025年绿色工厂名单', description: '以及各市技术改造项目' });
  expect((await read(id, 'suggestedDivisions { id }')).suggestedDivisions.map((division: { id: string }) => division.id).sort()).toEqual(['d-energy', 'd-planning']);
  expect(await read(id, 'suggestedDivisions { id } proposalDueOn', applicantOf(id))).toEqual({ suggestedDivisions: [], proposalDueOn: null });
  expect((await read(await house.registered({ title: '车站建设', description: '站房面积' }), 'suggestedDivisions { id }')).suggestedDivisions).toEqual([]);
  await house.act('acceptRequest', 'office', { id });
  expect(await house.codes('assignRequest', 'office', { id, leadDivisionId: 'd-energy', supportingDivisionIds: ['d-energy'] })).toEqual(['DIVISION_TWICE A2-8']);
  await house.act('assignRequest', 'office', { id, leadDivisionId: 'd-energy', supportingDivisionIds: ['d-planning'], remarks: '请按期反馈。' });
  for (const login of ['handler-2', 'head-2']) expect(await told(login, id)).toContainEqual({ kind: 'REQUEST_ASSIGNED', message: expect.stringContaining('已转你处室牵头办理') });
  for (const login of ['handler', 'head']) expect(await told(login, id)).toContainEqual({ kind: 'REQUEST_ASSIGNED', message: expect.stringContaining('已转你处室配合办理，请向牵头处室提供答复材料') });
  const { documents } = await read(id, 'documents { kind format url }') as { documents: readonly { kind: string; format: string; url: string }[] };
  const sheet = readBackDocx(await house.download(documents.find(({ kind, format }) => kind === 'AssignmentSheet' && format === 'DOCX')?.url ?? '') as Uint8Array).text;
  for (const said of ['节能与综合利用处', '规划与投资处', '2026年3月4日', '2026年3月13日', '张文静', '请按期反馈。']) expect(sheet).toContain(said);
});

it('A2-11: the division is reminded of its own day, once, while it owes the proposal; it moves with the due date', async () => {
  const id = await house.assigned({ title: '反馈期限' }, []);
  const done = await house.drafted({ title: '已报送' });
  await house.act('submitReplyProposal', 'handler', { id: done });
  expect([await read(id, 'proposalDueOn'), await read(done, 'proposalDueOn')]).toEqual([{ proposalDueOn: '2026-03-04' }, { proposalDueOn: null }]);
  await house.moveTo('2026-03-03');
  expect((await told('handler', id)).map(({ kind }) => kind)).not.toContain('PROPOSAL_DUE');
  await house.moveTo('2026-03-05');
  for (const login of ['handler', 'head']) expect((await told(login, id)).filter(({ kind }) => kind === 'PROPOSAL_DUE')).toEqual([{ kind: 'PROPOSAL_DUE', message: expect.stringContaining('请于2026年3月4日前将答复意见报厅公开办') }]);
  expect((await told('office', id)).map(({ kind }) => kind)).not.toContain('PROPOSAL_DUE');
  expect((await told('handler', done)).map(({ kind }) => kind)).not.toContain('PROPOSAL_DUE');
  await house.act('proposeExtension', 'handler', { id, workingDays: 10, reasons: '需核对。' });
  await house.act('extendReplyPeriod', 'office-head', { id, workingDays: 10 });
  expect(await read(id, 'proposalDueOn')).toEqual({ proposalDueOn: '2026-03-18' });
  await house.moveTo('2026-03-19');
  expect((await told('handler', id)).filter(({ kind }) => kind === 'PROPOSAL_DUE')).toHaveLength(2);
});
