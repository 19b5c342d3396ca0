import { randomUUID } from 'node:crypto';
import { readBackDocx, readBackPdf } from '@disclosure/platform-letters';
import { calendarDaysAfter, monthsAfter, STATUTE_2027, workingDaysAfter } from '../testing/own-calendar.ts';
import { Procedure } from '../testing/procedure.ts';
import { RunningPlatform } from '../testing/running-platform.ts';

/**
 * The articles on what is replied and what comes after: grounds, letters and remedies, the third party’s objection, who sees what, two
 * officers at once, reconsideration and the next round, a calendar that is announced late, the turn of the year. The clock starts on
 * Monday 7 September 2026.
 */
const START = '2026-09-07';
let platform: RunningPlatform;
let by: Procedure;
const at = async (day: string, time = '09:00:00'): Promise<void> => { expect((await platform.advanceTo(`${day}T${time}+08:00`)).refusals).toEqual([]); };
beforeAll(async () => {
  platform = await RunningPlatform.start({ now: `${START}T09:00:00+08:00` });
  by = new Procedure(platform);
}, 120_000);
afterAll(() => platform?.dispose());

const DISCLOSED = { items: [{ outcome: 'DISCLOSED' }], information: '所申请的信息如下。' };
interface Letter { readonly kind: string; readonly number: string | null; readonly format: string; readonly issuedOn: string; readonly url: string }
/** The last letter of a kind as its file says it, spaces left out: what people read is in the file. */
async function letter(id: string, kind: string): Promise<{ readonly text: string; readonly number: string | null }> {
  const { documents } = await by.read<{ documents: Letter[] }>(id, 'documents { kind number format issuedOn url }');
  const [docx, pdf] = ['DOCX', 'PDF'].map((format) => documents.filter((document) => document.kind === kind && document.format === format).at(-1) as Letter);
  const text = JSON.stringify(readBackDocx((await platform.download(docx?.url ?? '')).bytes)).replaceAll(/\s/g, '');
  const { pages } = await readBackPdf((await platform.download(pdf?.url ?? '')).bytes) as unknown as { pages: unknown[] };
  expect(pages.length).toBeGreaterThan(0);
  return { text, number: docx?.number ?? null };
}

describe('A2-11, A2-12, R-36, R-37: the reply and its letter', () => {
  const R1 = '应当自收到本决定之日起六十日内先向吉林省人民政府申请行政复议';
  const R2 = '可以自收到本决定之日起六十日内向吉林省人民政府申请行政复议，也可以自收到本决定之日起六个月内';
  it.each<[string, object, string[], string[], string[]]>([
    ['withheld as deliberative, R-16: reconsideration comes first', { items: [{ outcome: 'WITHHELD', ground: 'DELIBERATIVE' }], blocks: { reasons: '属于讨论记录。' } }, [R1, '第十六条'], ['六个月'], ['T20']],
    ['withheld in part, R-37: each part its own remedy', { items: [{ outcome: 'PARTLY_DISCLOSED', ground: 'INTERNAL_AFFAIRS' }], information: '可公开的部分。', blocks: { reasons: '属于人事管理。', withheldParts: '第三页名单' } }, ['先向吉林省人民政府', '六个月内', '可公开的部分。', '第三页名单'], [], ['T20', 'T20-SUIT']],
    ['not held, R-36 (四): the search that was made', { items: [{ outcome: 'NOT_HELD' }], blocks: { searchRecord: '九月七日在档案系统以“节能”检索。' } }, [R2, '以“节能”检索', '不存在'], ['不予公开', '先向'], ['T20', 'T20-SUIT']],
    ['another agency’s, R-36 (五): its name and contact', { items: [{ outcome: 'OTHER_AGENCY', agencyId: 'jl-ecology' }], blocks: { reasons: '属生态环境部门职责。' } }, [R2, '吉林省生态环境厅（'], ['不予公开'], ['T20', 'T20-SUIT']],
  ])('%s', async (_what, draft, says, saysNot, limits) => {
    const request = await by.assigned();
    const served = await by.served(request.id, draft as Record<string, unknown>);
    expect(served.state).toBe('SERVED');
    const { text, number } = await letter(request.id, 'ReplyLetter');
    expect(number).toMatch(/^吉工信公开〔2026〕[1-9]\d*号$/);
    for (const words of [number as string, '2026年9月7日', '互联网', ...says]) expect(text).toContain(words);
    for (const words of ['2026年09月', '9月07日', ...saysNot]) expect(text).not.toContain(words);
    const days: Record<string, string> = { T20: calendarDaysAfter(START, 60), 'T20-SUIT': monthsAfter(START, 6) };
    expect(served.deadlines.filter(({ limit }) => limit.startsWith('T20')).map(({ limit, clock }) => [limit, clock.dueOn])).toEqual(limits.map((limit) => [limit, days[limit]]));
  });
  it('numbers have no gap, and a part may not be withheld as “no government information” (DOC-01, DEC-02)', async () => {
    const request = await by.assigned();
    expect(await by.refused('handler', 'draftReplyProposal', { id: request.id, items: [{ outcome: 'PARTLY_DISCLOSED', ground: 'NOT_GOVERNMENT_INFORMATION' }], information: '可公开的部分。', blocks: { reasons: '另有部分。', withheldParts: '第三页名单', notInformation: '党务材料' } })).toEqual(['GROUND_MISSING A2-12-7']);
    await by.sealed(request.id, DISCLOSED);
    expect((await letter(request.id, 'ReplyLetter')).number).toBe('吉工信公开〔2026〕5号');
    expect(await by.refused('office', 'serveReply', { id: request.id, means: 'POST', proof: '邮件号码' })).not.toEqual([]);
    await by.act('office', 'serveReply', { id: request.id, means: 'ONLINE' });
  });
});

describe('A2-15, R-32: the third party', () => {
  it('objects with reasons: nothing is disclosed until the leading group has decided and the third party has been told; its letters do not name the applicant (CLK-11, CLK-12, DEC-15)', async () => {
    const request = await by.assigned({ applicant: by.applicant({ name: '欧阳锋利' }) });
    const { consultation } = await by.act('handler', 'consultThirdParty', { id: request.id, thirdParty: { name: '甲公司', postalAddress: '长春市' }, content: '甲公司的合同' }, 'consultation { id linkCode }') as unknown as { consultation: { id: string; linkCode: string } };
    const { data } = await platform.ask<{ exchangeConsultationLink: { token: string } }>(null, 'mutation($c: String!) { exchangeConsultationLink(input: { linkCode: $c }) { token } }', { c: consultation.linkCode });
    const own = data.exchangeConsultationLink.token;
    const seen = await platform.ask<{ myConsultation: object; request: null }>(own, 'query($id: ID!) { myConsultation { content status } request(id: $id) { id } }', { id: request.id });
    expect(seen.data).toEqual({ myConsultation: { content: '甲公司的合同', status: 'SENT' }, request: null });
    const told = { id: request.id, consultationId: consultation.id };
    expect(await by.refused(own, 'answerThirdPartyConsultation', { ...told, result: 'OBJECTION' })).toHaveLength(1);
    await by.act(own, 'answerThirdPartyConsultation', { ...told, result: 'OBJECTION', reasons: '属于商业秘密。' });
    await by.act('handler', 'draftReplyProposal', { id: request.id, ...DISCLOSED });
    expect(await by.refused('handler', 'submitReplyProposal', { id: request.id })).toEqual([expect.stringContaining('A2-15')]);
    expect(await by.refused('deputy', 'overrideForPublicInterest', { ...told, reasons: '公共安全。' })).toEqual(['FORBIDDEN']);
    await by.act('group', 'overrideForPublicInterest', { ...told, reasons: '不公开将严重影响公共安全。' });
    await by.sealed(request.id, DISCLOSED);
    expect(await by.refused('office', 'serveReply', { id: request.id, means: 'ONLINE' })).toEqual(['THIRD_PARTY_NOT_TOLD A2-15']);
    await by.act('handler', 'notifyThirdParty', { ...told, disclosed: '合同全文', reasons: '公共安全。' });
    expect((await by.act('office', 'serveReply', { id: request.id, means: 'ONLINE' })).state).toBe('SERVED');
    for (const kind of ['ConsultationLetter', 'ConsultationAnswerForm', 'ThirdPartyDisclosureNotice']) expect((await letter(request.id, kind)).text).not.toContain('欧阳锋利');
    expect((await letter(request.id, 'ThirdPartyDisclosureNotice')).text).toContain('合同全文');
  });
});

describe('who sees and who acts', () => {
  it('a case in a division is seen by its division, the office, leaders, legal officers and the auditor, and by nobody else; an identity stays masked', async () => {
    const request = await by.assigned();
    const seers = ['handler', 'head', 'deputy', 'office', 'office-head', 'disclosure-deputy', 'principal', 'legal', 'auditor'];
    for (const who of [null, 'handler-2', 'head-2', 'deputy-2', 'secrecy', 'classification', 'group', 'analyst', 'admin', 'channel', 'general', ...seers]) {
      const found = await by.read<{ applicant: { name: string; contact: string } } | null>(request.id, 'applicant { name contact }', who);
      expect([who, found]).toEqual([who, who !== null && seers.includes(who) ? { applicant: { name: expect.stringMatching(/^.\*+$/), contact: expect.stringMatching(/\*/) } } : null]);
    }
  });
  it('the same command has one effect however often and however closely it is sent; of two officers one succeeds, and the other is told', async () => {
    const input = { commandId: randomUUID(), title: '同一申请', applicant: by.applicant() };
    const sent = await Promise.all([1, 2, 3].map(() => platform.act<{ request: { id: string }; trackingCode: string }>(null, 'submitRequest', input, 'trackingCode request { id }')));
    expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
    const { id } = (sent[0] as (typeof sent)[number]).request;
    const both = await Promise.all(['office', 'office-head'].map((who) => by.refused(who, 'registerRequest', { id })));
    expect(both.map((refusals) => refusals.length).sort()).toEqual([0, 1]);
    const { version } = await by.read<{ version: number }>(id, 'version');
    expect((await platform.act('office', 'acceptRequest', { id, expectedVersion: version - 1 }, 'request { id }')).refusals).toMatchObject([{ code: 'VERSION_CONFLICT' }]);
    expect((await by.act('office', 'acceptRequest', { id, expectedVersion: version })).state).toBe('ACCEPTED');
  });
});

describe('A1-18: reconsideration, suits and the next round', () => {
  it('our defence is due in ten working days over Mid-Autumn and National Day; a decision that orders a new reply opens a round of its own period (REM-05, REM-07)', async () => {
    const request = await by.assigned();
    await by.served(request.id, DISCLOSED);
    await at('2026-09-23');
    const { id } = request;
    await by.act('legal', 'openReconsideration', { id, caseNumber: '吉政复〔2026〕5号' });
    expect(await by.dueOf(id, 'T21')).toBe(workingDaysAfter('2026-09-23', 10));
    const { remedies } = await by.read<{ remedies: { id: string }[] }>(id, 'remedies { id }', 'legal');
    const remedyId = remedies[0]?.id;
    await at('2026-10-10');
    await by.act('legal', 'recordDefence', { id, remedyId });
    const next = await by.act('legal', 'recordRemedyResult', { id, remedyId, result: 'OVERTURNED', ordersNewDecision: true, newPeriodWorkingDays: 15 });
    expect([next.state, next.dueOn]).toEqual(['ASSIGNED', workingDaysAfter('2026-10-10', 15)]);
    expect(await by.dueOf(id, 'T20-SUIT-AFTER-RECONSIDERATION')).toBe(calendarDaysAfter('2026-10-10', 15));
    await by.served(id, DISCLOSED);
    expect(await by.read(id, 'round rounds { round servedOn }')).toEqual({ round: 2, rounds: [{ round: 1, servedOn: START }] });
    expect((await by.act('office', 'archiveRequest', { id })).state).toBe('ARCHIVED');
  });
});

describe('the turn of the year', () => {
  it('a date in 2027 is provisional until its arrangement is imported; then open cases move and those concerned are told (CAL-04, CAL-05)', async () => {
    await at('2026-12-07');
    const request = await by.assigned();
    expect([request.dueOn, request.provisional]).toEqual([workingDaysAfter('2026-12-07', 20), true]);
    expect((await platform.act('admin', 'importCalendarRevision', { reason: '2027年安排', arrangement: { year: 2027, papers: ['国办发明电〔2026〕1号'], days: [{ date: '2027-01-01', isOffDay: true, name: '元旦' }] } }, 'book { version }')).refusals[0]?.code).toBe('CALENDAR_STATUTORY_HOLIDAY_MISSING');
    const days = [...STATUTE_2027, '2027-01-02', '2027-01-03', '2027-01-04'].map((day): readonly [string, boolean] => [day, true]).concat([['2027-01-09', false]]);
    const imported = await platform.act('admin', 'importCalendarRevision', { reason: '2027年安排', arrangement: { year: 2027, papers: ['国办发明电〔2026〕1号'], days: days.map(([date, isOffDay]) => ({ date, isOffDay, name: '节假日' })) } }, 'book { version }');
    expect(imported.refusals).toEqual([]);
    const changed = new Map(days.map(([date, isOff]) => [date, !isOff]));
    await platform.eventually(async () => expect(await by.read(request.id, 'dueOn provisional')).toEqual({ dueOn: workingDaysAfter('2026-12-07', 20, { changed }), provisional: false }));
    const { data } = await platform.ask<{ requestNotices: { kind: string; request: { id: string } }[] }>('handler', '{ requestNotices { kind request { id } } }');
    expect(data.requestNotices.filter((notice) => notice.request.id === request.id && notice.kind === 'CALENDAR_MOVED')).toHaveLength(1);
  });
  it('what 2026 carries forward 2027 carries over, every check of the form holds, and numbers begin anew (R-50, AR1–AR5)', async () => {
    await at('2027-01-06');
    expect((await by.submit()).number).toBe('2027-0001');
    const { data } = await platform.ask<Record<string, { faults: object[]; rows: { row: string; total: number }[] }>>('analyst', '{ last: requestStatistics(year: 2026) { faults { check } rows { row total } } this: requestStatistics(year: 2027) { faults { check } rows { row total } } }');
    const cell = (year: string, row: string): number => data[year]?.rows.find((one) => one.row === row)?.total as number;
    expect([data['last']?.faults, data['this']?.faults]).toEqual([[], []]);
    expect(cell('last', 'CARRIED_FORWARD')).toBeGreaterThan(0);
    expect([cell('this', 'CARRIED_OVER'), cell('this', 'NEW_THIS_YEAR')]).toEqual([cell('last', 'CARRIED_FORWARD'), 1]);
    expect(['WITHHELD_DELIBERATIVE', 'PARTLY_DISCLOSED', 'UNAVAILABLE_NOT_HELD'].map((row) => cell('last', row))).toEqual([1, 1, 2]);
  });
});
