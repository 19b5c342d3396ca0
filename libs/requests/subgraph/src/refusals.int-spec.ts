import { applicantOf, House, PUBLIC, submission } from './testing/house.fixture.ts';
import type { Refused } from './testing/house.fixture.ts';

let house: House;
beforeAll(async () => { house = await House.open(); });
afterAll(() => house?.close());

describe('what is submitted is checked field by field, and a refusal leaves no row behind', () => {
  const refused = async (more: Record<string, unknown>, applicant: Record<string, unknown> = {}): Promise<readonly string[]> =>
    (await house.try('submitRequest', PUBLIC, submission(more, applicant))).refusals.map(({ code, field, clause }: Refused) => `${code} ${field ?? '–'} ${clause ?? '–'}`);

  it.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    ['no title', { title: '  ' }, {}, 'TEXT_MISSING input.title A2-4'],
    ['a title of 201 characters', { title: '文'.repeat(201) }, {}, 'TEXT_TOO_LONG input.title A2-4'],
    ['a description of 4001 characters', { description: '字'.repeat(4001) }, {}, 'TEXT_TOO_LONG input.description A2-4'],
    ['a control character', { title: '安排\u0007表' }, {}, 'TEXT_CONTROL_CHARACTER input.title A2-4'],
    ['a line break in a line', { title: '安排\n表' }, {}, 'TEXT_CONTROL_CHARACTER input.title A2-4'],
    ['text that turns direction', { description: '安排\u202E表' }, {}, 'TEXT_DIRECTION_CHARACTER input.description A2-4'],
    ['half a character', { title: '安排\uD83D表' }, {}, 'TEXT_MALFORMED input.title A2-4'],
    ['a pictograph in a name', {}, { name: '林😀' }, 'TEXT_NOT_PLAIN input.applicant.name A2-4'],
    ['an invisible character in a name', {}, { name: '林\u200B晓雨' }, 'TEXT_NOT_PLAIN input.applicant.name A2-4'],
    ['a wrong check digit', {}, { identityDocument: { type: '居民身份证', number: '220101199003070018' } }, 'IDENTITY_NUMBER_INVALID input.applicant.identityDocument.number A2-4'],
    ['no identity document', {}, { identityDocument: null }, 'IDENTITY_MISSING input.applicant.identityDocument A2-4'],
    ['an organisation without its code', {}, { kind: 'COMMERCIAL_ENTERPRISE', name: '某某有限公司' }, 'ORGANISATION_CODE_INVALID input.applicant.organisationCode A2-4'],
    ['no way to reach the applicant', {}, { telephone: null, email: null, postalAddress: null }, 'CONTACT_MISSING input.applicant.telephone A2-4'],
    ['a telephone that is none', {}, { telephone: '不详' }, 'TELEPHONE_INVALID input.applicant.telephone A2-4'],
    ['an e-mail that is none', {}, { email: 'lin' }, 'EMAIL_INVALID input.applicant.email A2-4'],
    ['post without an address', { means: 'POST' }, { postalAddress: null }, 'ADDRESS_MISSING input.applicant.postalAddress A2-4'],
    ['a way that is the office’s to enter', { channel: 'IN_PERSON' }, {}, 'CHANNEL_NOT_YOURS input.channel A2-5'],
    ['another agency', { agencyId: 'jl-ecology' }, {}, 'AGENCY_NOT_OURS input.agencyId A1-19-4'],
  ])('%s', async (_what, more, applicant, expected) => house.leavesNothing(async () => expect(await refused(more, applicant)).toEqual([expected])));

  it('what the office enters from paper is taken in as it is: it is received, shows what it lacks, and is asked for it (REQ-06, REQ-08)', async () => {
    const bare = { identityDocument: null, telephone: null, email: null, postalAddress: null };
    const { request } = await house.act('submitRequest', 'office', submission({ channel: 'REGISTERED_POST', means: 'POST' }, bare), 'id state receivedOn number missingParts');
    expect(request).toMatchObject({ state: 'REGISTERED', receivedOn: '2026-02-09', number: '2026-0001', missingParts: ['IDENTITY', 'CONTACT', 'POSTAL_ADDRESS'] });
    const { id } = request as { id: string };
    expect(await house.codes('acceptRequest', 'office', { id })).toEqual(['FORM_INCOMPLETE A2-10']);
    await house.act('requestClarification', 'office', { id, items: '请提供身份证明和联系方式。' });
    const { request: supplied } = await house.act('supplyClarification', 'office', { id, clarification: '附身份证复印件，电话见附页。' }, 'state missingParts');
    expect(supplied).toMatchObject({ state: 'REGISTERED', missingParts: [] });
    await house.act('acceptRequest', 'office', { id });
    // What is entered must be right all the same; and a name alone does not make two people one.
    expect((await house.try('submitRequest', 'office', submission({ channel: 'IN_PERSON' }, { ...bare, telephone: '不详' }))).refusals.map(({ code }: Refused) => code)).toEqual(['TELEPHONE_INVALID']);
    const again = await house.act('submitRequest', 'office', submission({ channel: 'IN_PERSON' }, bare), 'id');
    const { rows } = await house.database.owner((client) => client.query<{ n: number }>('SELECT count(DISTINCT applicant_equality)::integer AS n FROM requests.request WHERE id = ANY ($1)', [[id, (again.request as { id: string }).id]]));
    expect(rows).toEqual([{ n: 2 }]);
  });
  it('everything at once, so that it is corrected at once', async () => expect(await refused({ title: '', means: 'EMAIL' }, { name: '', email: null, telephone: 'x' })).toEqual([
    'TEXT_MISSING input.title A2-4', 'TEXT_MISSING input.applicant.name A2-4', 'TELEPHONE_INVALID input.applicant.telephone A2-4', 'EMAIL_MISSING input.applicant.email A2-4',
  ]));
  it('a value that its type does not have is no refusal of a procedure but bad input', async () => {
    expect((await house.ask('mutation { submitRequest(input: { commandId: "a1b2c3d4-0000-4000-8000-0000000000ff", title: "表", channel: CARRIER_PIGEON, applicant: { kind: NATURAL_PERSON, name: "林" } }) { refusals { code } } }').catch((error: Error) => error.message))).toMatch(/CARRIER_PIGEON/);
    await expect(house.act('submitRequest', PUBLIC, { ...submission(), commandId: 'short' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('state and role', () => {
  it('the wrong state: refused with the clause, what it is, and what it must be', async () => {
    const id = await house.registered();
    await house.leavesNothing(async () => {
      const { request, refusals } = await house.try('assignRequest', 'office', { id, leadDivisionId: 'd-planning' });
      expect([request, refusals]).toEqual([null, [{ code: 'WRONG_STATE', clause: 'A2-8', field: null, message: '申请目前为“已登记”，不能“转承办处室”；须处于“已受理”。', facts: expect.arrayContaining([{ name: 'state', value: 'REGISTERED' }]) }]]);
    });
  });
  it('the wrong role: FORBIDDEN to who has part in the case; who has none learns nothing, not even that it exists', async () => {
    const id = await house.assigned();
    await house.leavesNothing(async () => {
      expect(await house.codes('draftReplyProposal', 'handler-2', { id, items: [{ outcome: 'DISCLOSED' }], information: '表' })).toEqual(['FORBIDDEN A1-17-3']);
      expect(await house.codes('extendReplyPeriod', 'office', { id, workingDays: 5 })).toEqual(['FORBIDDEN A2-9']);
      expect(await house.codes('acceptRequest', 'auditor', { id })).toEqual(['FORBIDDEN A2-7']);
      for (const actor of ['general', 'admin', 'analyst', applicantOf('another')]) expect(await house.codes('acceptRequest', actor, { id })).toEqual(['NOT_FOUND']);
      expect(await house.codes('acceptRequest', 'general', { id: 'no-such-case' })).toEqual(['NOT_FOUND']);
      expect(await house.codes('withdrawRequest', PUBLIC, { id })).toEqual(['UNAUTHENTICATED']);
    });
  });
  it('approving one’s own proposal, or one proposal in two offices', async () => {
    const id = await house.assigned({}, []);
    await house.act('draftReplyProposal', 'many', { id, items: [{ outcome: 'DISCLOSED' }], information: '表' });
    await house.act('submitReplyProposal', 'many', { id });
    await house.leavesNothing(async () => expect(await house.codes('approveReplyAsDivisionHead', 'many', { id })).toEqual(['SEPARATION_OF_DUTIES A2-11']));
    await house.act('approveReplyAsDivisionHead', 'head', { id });
    await house.leavesNothing(async () => expect(await house.codes('approveReplyAsSupervisingDeputy', 'many', { id })).toEqual(['SEPARATION_OF_DUTIES A2-11']));
  });
});

describe('two at once', () => {
  it('on the same part: one is carried out, the other told that the case has moved on, nothing is lost or half done', async () => {
    const id = await house.registered();
    const { request } = await house.data('query ($id: ID!) { request(id: $id) { version } }', 'office', { id });
    const before = await house.rowCounts();
    const [one, other] = await Promise.all(['office', 'office-2'].map((login) => house.try('acceptRequest', login, { id, expectedVersion: request.version })));
    const refusals = [...(one?.refusals ?? []), ...(other?.refusals ?? [])];
    expect(refusals).toHaveLength(1);
    expect(['VERSION_CONFLICT', 'WRONG_STATE']).toContain(refusals[0]?.code);
    expect(await house.rowCounts()).toEqual({ ...before, 'requests.event': (before['requests.event'] as number) + 1, 'requests.command': (before['requests.command'] as number) + 1, 'requests.unsequenced': (before['requests.unsequenced'] as number) + 1 });
  });
  it('with an old version where the state still fits: VERSION_CONFLICT with what was expected and what is', async () => {
    const id = await house.drafted();
    const { request } = await house.data('query ($id: ID!) { request(id: $id) { version } }', 'handler', { id });
    await house.act('draftReplyProposal', 'handler', { id, items: [{ outcome: 'DISCLOSED' }], information: '改。', expectedVersion: request.version });
    await house.leavesNothing(async () => {
      const { refusals } = await house.try('draftReplyProposal', 'handler-3', { id, items: [{ outcome: 'DISCLOSED' }], information: '再改。', expectedVersion: request.version });
      expect(refusals).toEqual([expect.objectContaining({ code: 'VERSION_CONFLICT', clause: 'A1-17-3', field: 'input.expectedVersion', facts: expect.arrayContaining([{ name: 'current', value: String(request.version + 1) }]) })]);
    });
  });
  it('on different parts: both divisions contribute, each by its own version, whatever happens to the case', async () => {
    const id = await house.assigned({}, ['d-energy', 'd-disclosure']);
    const [energy, disclosure] = await Promise.all([
      house.try('contributeMaterial', 'handler-2', { id, divisionId: 'd-energy', material: '节能处材料', expectedVersion: 0 }, 'contributions { division { id } status version }'),
      house.try('contributeMaterial', 'office', { id, divisionId: 'd-disclosure', material: '公开办材料', expectedVersion: 0 }, 'contributions { division { id } status version }'),
    ]);
    expect([energy.refusals, disclosure.refusals]).toEqual([[], []]);
    const { request } = await house.data('query ($id: ID!) { request(id: $id) { contributions { division { id } status version } } }', 'handler', { id });
    expect(request.contributions).toEqual([{ division: { id: 'd-disclosure' }, status: 'GIVEN', version: 1 }, { division: { id: 'd-energy' }, status: 'GIVEN', version: 1 }]);
  });
  it('the same command twice at once: one effect, one answer; another input under its id is refused', async () => {
    const id = await house.registered();
    const commandId = 'accept-1';
    const [one, other] = await Promise.all([1, 2].map(() => house.act('acceptRequest', 'office', { id, commandId })));
    expect(one?.request).toEqual(other?.request);
    expect(await house.codes('acceptRequest', 'office', { id: 'another', commandId })).toEqual(['COMMAND_ID_REUSED –']);
  });
});

describe('divisions, contributions, seals, files', () => {
  it('an unknown division, a division that is no more, one named twice', async () => {
    const id = await house.registered();
    await house.act('acceptRequest', 'office', { id });
    await house.leavesNothing(async () => {
      expect(await house.codes('assignRequest', 'office', { id, leadDivisionId: 'd-nowhere' })).toEqual(['UNKNOWN_DIVISION A2-8']);
      expect(await house.codes('assignRequest', 'office', { id, leadDivisionId: 'd-closed' })).toEqual(['UNKNOWN_DIVISION A2-8']);
      expect(await house.codes('assignRequest', 'office', { id, leadDivisionId: 'd-planning', supportingDivisionIds: ['d-planning'] })).toEqual(['DIVISION_TWICE A2-8']);
    });
  });
  it('missing contributions, unlawful decisions, uploads of others', async () => {
    const id = await house.assigned();
    const draft = (items: readonly object[], more: object = {}) => house.codes('draftReplyProposal', 'handler', { id, items, information: '表', blocks: { reasons: '因' }, ...more });
    await house.leavesNothing(async () => {
      expect(await draft([{ outcome: 'WITHHELD' }])).toEqual(['UNLAWFUL_COMBINATION A1-19-5']);
      expect(await draft([{ outcome: 'DISCLOSED', ground: 'STATE_SECRET' }])).toEqual(['UNLAWFUL_COMBINATION A1-19-2']);
      expect(await draft([{ outcome: 'WITHHELD', ground: 'NOT_GOVERNMENT_INFORMATION' }])).toEqual(['UNLAWFUL_COMBINATION A1-19-5']);
      expect(await draft([{ outcome: 'NOT_HELD' }])).toEqual(['REPLY_INCOMPLETE A2-12']);
      expect(await draft([{ outcome: 'ALREADY_PUBLISHED', disclosureId: 'nowhere' }], { blocks: { howToGet: '门户网站' } })).toEqual(['DISCLOSURE_NOT_PUBLISHED A1-19-1']);
      expect(await draft([{ outcome: 'REPEATED', earlierRequestId: 'nowhere' }])).toEqual(['EARLIER_REPLY_MISSING A2-12-6']);
      expect(await draft([])).toEqual(['NO_OUTCOME A2-12']);
      expect(await draft([{ outcome: 'DISCLOSED' }], { attachments: [{ uploadId: 'nowhere' }] })).toEqual(['UNKNOWN_UPLOAD –']);
    });
    const uploadId = await house.upload('handler-2', '别人的.txt', Buffer.from('别人的文件'));
    expect(await draft([{ outcome: 'DISCLOSED' }], { attachments: [{ uploadId }] })).toEqual(['UNKNOWN_UPLOAD –']);
    await house.act('draftReplyProposal', 'handler', { id, items: [{ outcome: 'DISCLOSED' }], information: '表' });
    await house.leavesNothing(async () => expect(await house.codes('submitReplyProposal', 'handler', { id })).toEqual(['CONTRIBUTIONS_MISSING A2-11']));
  });
  it('a day of confirmation or of service that has not come', async () => {
    const { id } = await house.submit();
    await house.leavesNothing(async () => expect(await house.codes('registerRequest', 'office', { id, confirmedOn: '2026-02-10' })).toEqual(['DATE_IN_FUTURE A2-6']));
  });
  it('no clearance, a clearance for what the reply was before it was drafted anew, one that was revoked, no seal', async () => {
    const id = await house.deputyApproved();
    await house.clear(id);
    await house.act('returnReplyProposal', 'deputy', { id, reasons: '请补充金额。' });
    await house.act('draftReplyProposal', 'handler', { id, items: [{ outcome: 'DISCLOSED' }], information: '安排表见附件，金额单位为万元。' });
    for (const [action, login] of [['submitReplyProposal', 'handler'], ['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy'], ['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler']] as const) await house.act(action, login, { id });
    await house.leavesNothing(async () => expect(await house.codes('signOffReplyLetter', 'disclosure-deputy', { id })).toEqual(['NO_CLEARANCE A3-8']));
    const clearanceId = await house.clear(id);
    await house.act('signOffReplyLetter', 'disclosure-deputy', { id });
    await house.leavesNothing(async () => expect(await house.codes('serveReply', 'office', { id, means: 'ONLINE' })).toEqual(['NOT_SEALED A2-11']));
    await house.act('sealReplyLetter', 'office', { id });
    await house.leavesNothing(async () => expect(await house.codes('serveReply', 'office', { id, means: 'POST', reasons: ' ', proof: ' ' })).toEqual(['MEANS_NOT_AS_ASKED A2-14', 'POSTING_DAY_MISSING A1-17-4']));
    await house.revoke(clearanceId);
    await house.leavesNothing(async () => expect(await house.codes('serveReply', 'office', { id, means: 'ONLINE' })).toEqual(['CLEARANCE_REVOKED A3-8']));
    // There is a way on: back to the division, and the letter keeps its number.
    await house.act('returnReplyProposal', 'disclosure-deputy', { id, reasons: '放行已撤销，请重新送审。' });
  });
  it('text that no letter may hold, in any field that people write', async () => {
    const id = await house.registered();
    await house.leavesNothing(async () => {
      expect(await house.codes('requestClarification', 'office', { id, items: '请补充\u202E年份' })).toEqual(['TEXT_DIRECTION_CHARACTER A2-10']);
      expect(await house.codes('requestClarification', 'office', { id, items: '' })).toEqual(['ITEMS_MISSING A2-10']);
      expect(await house.codes('requestClarification', 'office', { id, items: '补'.repeat(4001) })).toEqual(['TEXT_TOO_LONG A2-10']);
    });
  });
});
