import { docxOf, paragraph, run } from '@disclosure/screening/testing';
import { applicantOf, House, officer, PUBLIC, submission } from './testing/house.fixture.ts';
import type { Refused } from './testing/house.fixture.ts';

let house: House;
beforeAll(async () => { house = await House.open(); });
afterAll(() => house?.close());

const told = (refusals: readonly Refused[]): readonly string[] => refusals.map(({ code, field, clause }) => `${code} ${field ?? '–'} ${clause ?? '–'}`);
const refused = async (more: Record<string, unknown>, applicant: Record<string, unknown> = {}, as: string | typeof PUBLIC = PUBLIC): Promise<readonly string[]> => told((await house.try('submitRequest', as, submission(more, applicant))).refusals);
const ORGANISATION = { kind: 'COMMERCIAL_ENTERPRISE', name: '长春某某科技有限公司', identityDocument: null, organisationCode: '91350100M000100Y43', representative: '王·买买提' };

describe('who asks: names, numbers, contacts', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a name with a character beyond the basic plane', { name: '𠮷田𪚥' }], ['a name with a middle dot', { name: '买买提·艾力' }], ['a name with a variant selector', { name: '葛\u{E0100}城' }], ['a name in Latin letters', { name: "O'Brien, Seán" }],
    ['a passport', { identityDocument: { type: '护照', number: 'E12345678' } }], ['a permit of Hong Kong and Macao', { identityDocument: { type: '港澳居民来往内地通行证', number: 'H1234567801' } }],
    ['a Hong Kong identity card, which has no mainland number', { identityDocument: { type: '香港永久性居民身份证', number: 'A123456(3)' } }], ['an officer’s card', { identityDocument: { type: '军官证', number: '军字第2001988号' } }],
    ['an identity number in full-width figures, with spaces', { identityDocument: { type: '居民身份证', number: '２２０１０１ 19900307 0017' } }], ['a check character X, written small', { identityDocument: { type: '身份证', number: '11010119900307109x' } }],
    ['an organisation with its code and representative', ORGANISATION], ['its code in small letters', { ...ORGANISATION, organisationCode: ' 91350100m000100y43 ' }],
    ['a telephone with country and extension', { telephone: '+86 (431) 8888-0000' }], ['an e-mail with a tag', { email: 'lin.xiao+gk@mail.example.com.cn' }],
  ])('%s is taken', async (_what, applicant) => expect(await refused({}, applicant)).toEqual([]));

  it.each<[string, Record<string, unknown>, string]>([
    ['a resident number with a date that there is not', { identityDocument: { type: '居民身份证', number: '220101199002300016' } }, 'IDENTITY_NUMBER_INVALID input.applicant.identityDocument.number A2-4'],
    ['a resident number of 17 figures', { identityDocument: { type: '中华人民共和国居民身份证', number: '22010119900307001' } }, 'IDENTITY_NUMBER_INVALID input.applicant.identityDocument.number A2-4'],
    ['a passport that is none', { identityDocument: { type: '护照', number: '不便提供' } }, 'IDENTITY_NUMBER_INVALID input.applicant.identityDocument.number A2-4'],
    ['another document without a figure', { identityDocument: { type: '军官证', number: '没带' } }, 'IDENTITY_NUMBER_INVALID input.applicant.identityDocument.number A2-4'],
    ['a number with NUL', { identityDocument: { type: '居民身份证', number: '220101199003070017\u0000' } }, 'TEXT_CONTROL_CHARACTER input.applicant.identityDocument.number A2-4'],
    ['an organisation’s code with a wrong check character', { ...ORGANISATION, organisationCode: '91350100M000100Y44' }, 'ORGANISATION_CODE_INVALID input.applicant.organisationCode A2-4'],
    ['an organisation’s code with a letter that there is not', { ...ORGANISATION, organisationCode: '9135O100M000100Y43' }, 'ORGANISATION_CODE_INVALID input.applicant.organisationCode A2-4'],
    ['a representative that turns direction', { ...ORGANISATION, representative: '王\u202E某' }, 'TEXT_DIRECTION_CHARACTER input.applicant.representative A2-4'],
    ['a name of invisible characters alone', { name: '\u200B\u3164\u{E0041}' }, 'TEXT_MISSING input.applicant.name A2-4'],
    ['a name with tags that nobody sees', { name: '林\u{E0041}晓雨' }, 'TEXT_NOT_PLAIN input.applicant.name A2-4'],
    ['a name of 101 characters', { name: '𠮷'.repeat(101) }, 'TEXT_TOO_LONG input.applicant.name A2-4'],
    ['half a character in a name', { name: '林\uDC00' }, 'TEXT_MALFORMED input.applicant.name A2-4'],
    ['an e-mail with NUL', { email: 'lin\u0000@example.com' }, 'TEXT_CONTROL_CHARACTER input.applicant.email A2-4'],
    ['an e-mail that turns direction', { email: 'lin\u202E@example.com' }, 'TEXT_DIRECTION_CHARACTER input.applicant.email A2-4'],
    ['an e-mail with half a character', { email: 'lin\uD83D@example.com' }, 'TEXT_MALFORMED input.applicant.email A2-4'],
    ['an e-mail of two addresses', { email: 'a@example.com,b@example.com' }, 'EMAIL_INVALID input.applicant.email A2-4'],
    ['a telephone of words', { telephone: '打厂里电话' }, 'TELEPHONE_INVALID input.applicant.telephone A2-4'],
    ['a telephone with NUL', { telephone: '13900001234\u0000' }, 'TELEPHONE_INVALID input.applicant.telephone A2-4'],
  ])('%s is refused, and leaves nothing', async (_what, applicant, expected) => house.leavesNothing(async () => expect(await refused({}, applicant)).toEqual([expected])));

  it('a kind that is none of the six is no request at all (REQ-12)', async () => house.leavesNothing(() => expect(refused({}, { kind: 'ROBOT' })).rejects.toThrow(/ROBOT/)));
});

describe('what is asked for: text of every kind', () => {
  it('emoji and joiners in a description, lines, tabs and rare characters are kept as written', async () => {
    const description = '第一行👍🏽\n第二行\t𠮷👨‍👩‍👧 ①';
    const { id } = await house.submit({ description });
    expect((await house.data('{ myRequest { description } }', applicantOf(id))).myRequest.description).toBe(description);
  });
  it.each<[string, Record<string, unknown>, string]>([
    ['a description of ten million characters', { description: '字'.repeat(10_000_000) }, 'TEXT_TOO_LONG input.description A2-4'],
    ['NUL in a description', { description: '安排\u0000表' }, 'TEXT_CONTROL_CHARACTER input.description A2-4'],
    ['a description that turns direction', { description: '安排\u2066表' }, 'TEXT_DIRECTION_CHARACTER input.description A2-4'],
    ['half a character in a description', { description: '安排\uD83D' }, 'TEXT_MALFORMED input.description A2-4'],
    ['a title of zero-width characters', { title: '\u200B\u200C\u2060' }, 'TEXT_MISSING input.title A2-4'],
    ['a zero-width character within a title', { title: '安排\u200B表' }, 'TEXT_NOT_PLAIN input.title A2-4'],
    ['an emoji in a title', { title: '安排表😀' }, 'TEXT_NOT_PLAIN input.title A2-4'],
    ['an agency with NUL in its id', { agencyId: 'jl\u0000' }, 'AGENCY_NOT_OURS input.agencyId A1-19-4'],
  ])('%s is refused, and leaves nothing', async (_what, more, expected) => house.leavesNothing(async () => expect(await refused(more)).toEqual([expected])));
});

describe('the form of the question itself', () => {
  const invalid = async (query: string, variables: Record<string, unknown> = {}): Promise<void> => house.leavesNothing(async () => {
    const { data, errors } = await house.ask(query, PUBLIC, variables).catch((error: Error) => ({ data: null, errors: [{ message: error.message }] }));
    expect([data, errors.length > 0]).toEqual([null, true]);
  });
  it('one field twice, a field that there is not, a list where there is one, nesting without end', async () => {
    await invalid('mutation { submitRequest(input: { commandId: "a", commandId: "b", title: "表", applicant: { kind: NATURAL_PERSON, name: "林" } }) { refusals { code } } }');
    await invalid('mutation ($input: SubmitRequestInput!) { submitRequest(input: $input) { refusals { code } } }', { input: { ...submission(), commandId: 'a1b2c3d4-0000-4000-8000-0000000000f1', purpose: '自用' } });
    await invalid('mutation ($input: SubmitRequestInput!) { submitRequest(input: $input) { refusals { code } } }', { input: { ...submission(), commandId: 'a1b2c3d4-0000-4000-8000-0000000000f2', title: ['表', '表'] } });
    let nested: unknown = '表';
    for (let depth = 0; depth < 1_000; depth += 1) nested = { title: nested };
    await invalid('mutation ($input: SubmitRequestInput!) { submitRequest(input: $input) { refusals { code } } }', { input: nested });
  });
  it('thousands of items, of attachments, of divisions', async () => {
    const id = await house.assigned({}, []);
    const many = <T>(item: T): readonly T[] => Array.from({ length: 5_000 }, () => item);
    await house.leavesNothing(async () => {
      expect(told((await house.try('draftReplyProposal', 'handler', { id, items: many({ outcome: 'DISCLOSED' }), attachments: many({ uploadId: 'x' }) })).refusals)).toEqual(['TOO_MANY_ITEMS input.items –', 'TOO_MANY_ATTACHMENTS input.attachments –']);
      expect(told((await house.try('draftReplyProposal', 'handler', { id, items: [{ outcome: 'DISCLOSED' }], information: '表'.repeat(100_001) })).refusals)).toEqual(['TEXT_TOO_LONG input.information –']);
    });
    const accepted = await house.registered();
    await house.act('acceptRequest', 'office', { id: accepted });
    await house.leavesNothing(async () => {
      expect(await house.codes('assignRequest', 'office', { id: accepted, leadDivisionId: 'd-planning', supportingDivisionIds: many('d-energy') })).toEqual(['DIVISION_TWICE A2-8']);
      expect(await house.codes('assignRequest', 'office', { id: accepted, leadDivisionId: '处室\u0000' })).toEqual(['UNKNOWN_DIVISION A2-8']);
    });
  });
  it('an id that no record can have', async () => house.leavesNothing(async () => {
    for (const id of ['\u0000', '林', '', 'x'.repeat(10_000), "' OR 1=1"]) expect(await house.codes('acceptRequest', 'office', { id })).toEqual(['NOT_FOUND']);
  }));
});

describe('days', () => {
  it('of receipt that has not come, or is long past; that no calendar has', async () => house.leavesNothing(async () => {
    expect(await refused({ channel: 'IN_PERSON', receivedOn: '2026-02-10' }, {}, 'office')).toEqual(['DATE_IN_FUTURE input.receivedOn A2-6']);
    expect(await refused({ channel: 'REGISTERED_POST', receivedOn: '2024-01-01' }, {}, 'office')).toEqual(['DATE_TOO_OLD input.receivedOn A2-6']);
    for (const receivedOn of ['2026-02-30', '26-2-9', '二月九日']) await expect(refused({ channel: 'IN_PERSON', receivedOn }, {}, 'office')).rejects.toThrow();
  }));
  it('the same submission twice is one case, under another id two (idempotency)', async () => {
    const input = { ...submission(), commandId: 'a1b2c3d4-0000-4000-8000-0000000000aa' };
    const [one, other] = await Promise.all([house.act('submitRequest', PUBLIC, input), house.act('submitRequest', PUBLIC, input)]);
    expect([one?.request.id, one?.trackingCode]).toEqual([other?.request.id, other?.trackingCode]);
    expect(await house.codes('submitRequest', PUBLIC, { ...input, title: '别的' })).toEqual(['COMMAND_ID_REUSED –']);
    expect((await house.act('submitRequest', PUBLIC, { ...submission() })).request.id).not.toBe(one?.request.id);
  });
});

describe('files', () => {
  const start = async (input: Record<string, unknown>): Promise<{ url: string | null; refusals: readonly Refused[] }> =>
    (await house.data('mutation ($input: StartUploadInput!) { startUpload(input: $input) { url refusals { code message field clause } } }', 'handler', { input: { purpose: 'REPLY_ATTACHMENT', name: '表.txt', size: 10, mediaType: 'text/plain', ...input } })).startUpload;
  it('too large, empty, with a path for a name, for no purpose: refused before a byte is sent', async () => house.leavesNothing(async () => {
    expect((await start({ size: 20 * 1024 * 1024 + 1 })).refusals).toEqual([{ code: 'FILE_TOO_LARGE', message: '文件过大，单个文件不得超过20MB。', field: 'input.size', clause: null }]);
    for (const [input, expected] of [[{ size: 0 }, 'FILE_SIZE_INVALID input.size –'], [{ name: '../../etc/passwd' }, 'FILE_NAME_INVALID input.name –'], [{ name: '表\u0000.txt' }, 'FILE_NAME_INVALID input.name –'], [{ purpose: 'FUN' }, 'UNKNOWN_PURPOSE input.purpose –']] as const) {
      const { url, refusals } = await start(input);
      expect([url, told(refusals)]).toEqual([null, [expected]]);
    }
  }));
  it.each<[string, string, Uint8Array, string, RegExp]>([
    ['a program that calls itself a text', '表.txt', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), 'text/plain', /类型|格式/],
    ['a document with macros', '表.docx', docxOf(paragraph(run('安排表')), { 'word/vbaProject.bin': Buffer.from('d0cf11e0a1b11ae1', 'hex') }), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', /宏/],
    ['another type than was announced', '表.pdf', Buffer.from('不是PDF'), 'application/pdf', /类型|格式|不符/],
  ])('%s is refused, and nothing of it is kept', async (_what, name, bytes, mediaType, message) => house.leavesNothing(() => expect(house.upload('handler', name, bytes, mediaType)).rejects.toThrow(message)));
});

describe('the time for it has passed', () => {
  it('a clarification on the eighth working day, an extension after the due date: refused with the last day that there was', async () => {
    const own = await House.open();
    try {
      const id = await own.assigned({}, []);
      // Received on Monday 9 February 2026; the seventh working day is Wednesday 25 February (15–23 are 春节, Saturday 14 is worked).
      await own.moveTo('2026-02-26');
      let before = await own.rowCounts();
      expect((await own.try('requestClarification', 'office', { id, items: '请写明年度', periodWorkingDays: 15 })).refusals).toEqual([expect.objectContaining({ code: 'CLARIFICATION_WINDOW_CLOSED', clause: 'A2-10', message: expect.stringContaining('2026年2月25日') })]);
      expect(await own.rowCounts()).toEqual(before);
      await own.act('proposeExtension', 'handler', { id, workingDays: 10, reasons: '查找历史档案' });
      // Due on Friday 13 March; consent on Monday 16 is too late.
      await own.moveTo('2026-03-16');
      before = await own.rowCounts();
      expect(await own.codes('extendReplyPeriod', 'office-head', { id, workingDays: 10 })).toEqual([expect.stringMatching(/ (A2-9|R-33)$/)]);
      expect(await own.rowCounts()).toEqual(before);
    } finally {
      await own.close();
    }
  });
  it('who is nobody here learns only that', async () => house.leavesNothing(async () => expect(await house.codes('acceptRequest', officer('nobody'), { id: 'x' })).toEqual(['NOT_FOUND'])));
});
