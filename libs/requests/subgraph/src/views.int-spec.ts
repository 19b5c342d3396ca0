import { pageArguments } from '@disclosure/platform-graphql';
import { localDate } from '@disclosure/kernel';
import { boardPage } from './schema/desk.resolver.ts';
import { applicantOf, House, PUBLIC } from './testing/house.fixture.ts';

let house: House;
beforeAll(async () => { house = await House.open(); });
afterAll(() => house?.close());

const DESK = 'query($waiting: RequestDeskView! = MINE) { requestDesk(first: 50, waiting: $waiting) { nodes { id } counts { mine division signature overdue dueSoon dueToday } } }';
const desk = async (login: string, waiting = 'MINE'): Promise<{ ids: string[]; counts: Record<string, number> }> => {
  const { requestDesk } = (await house.data(DESK, login, { waiting })) as { requestDesk: { nodes: { id: string }[]; counts: Record<string, number> } };
  return { ids: requestDesk.nodes.map(({ id }) => id), counts: requestDesk.counts };
};
const board = async (filter: object, order = 'DUE', as = 'office'): Promise<string[]> => {
  const { requestBoard } = (await house.data('query($filter: RequestBoardFilter, $order: RequestOrder!) { requestBoard(first: 100, filter: $filter, order: $order) { nodes { id } } }', as, { filter, order })) as { requestBoard: { nodes: { id: string }[] } };
  return requestBoard.nodes.map(({ id }) => id);
};

describe('the officer’s desk', () => {
  it('follows a case from hand to hand: whose step it is, and who is to sign', async () => {
    const { id } = await house.submit({ title: '逐级审签的申请' });
    const holders = async (waiting: string): Promise<string[]> => {
      const found: string[] = [];
      for (const login of ['office', 'office-head', 'handler', 'handler-2', 'head', 'head-2', 'deputy', 'deputy-2', 'disclosure-deputy', 'principal', 'legal']) if ((await desk(login, waiting)).ids.includes(id)) found.push(login);
      return found;
    };
    const steps: readonly [string, string, object, readonly string[], readonly string[]][] = [
      ['registerRequest', 'office', {}, ['office', 'office-head'], []],
      ['acceptRequest', 'office', {}, ['office', 'office-head'], []],
      ['assignRequest', 'office', { leadDivisionId: 'd-planning', supportingDivisionIds: ['d-energy'] }, ['handler', 'handler-2', 'head-2'], []],
      ['contributeMaterial', 'handler-2', { divisionId: 'd-energy', material: '无相关材料。' }, ['handler'], []],
      ['draftReplyProposal', 'handler', { items: [{ outcome: 'DISCLOSED' }], information: '见附件。', isMajor: true }, ['handler'], []],
      ['submitReplyProposal', 'handler', {}, ['head'], ['head']],
      ['approveReplyAsDivisionHead', 'head', {}, ['deputy'], ['deputy']],
      ['approveReplyAsSupervisingDeputy', 'deputy', {}, ['principal'], ['principal']],
      ['approveReplyAsPrincipalLeader', 'principal', {}, ['office', 'office-head'], []],
      ['draftReplyLetter', 'office', {}, ['handler', 'head'], []],
      ['proofreadReplyLetter', 'handler', {}, ['disclosure-deputy'], ['disclosure-deputy']],
    ];
    expect(await holders('MINE')).toEqual(['office', 'office-head']);
    for (const [action, login, input, acting, signing] of steps) {
      await house.act(action, login, { id, ...input });
      expect([action, await holders('MINE'), await holders('SIGNATURE')]).toEqual([action, acting, signing]);
    }
    expect(await holders('DIVISION')).toEqual(['handler', 'handler-2', 'head', 'head-2', 'deputy']);
    await house.act('withdrawRequest', applicantOf(id), { id });
    for (const waiting of ['MINE', 'SIGNATURE', 'DIVISION', 'ALL']) expect(await holders(waiting)).toEqual([]);
  });

  it('of the head of the office has the extension that was asked for; while a clarification is awaited a case is nobody’s', async () => {
    const id = await house.assigned({ title: '需要延期的申请' }, []);
    await house.act('proposeExtension', 'handler', { id, workingDays: 10, reasons: '材料较多。' });
    expect((await desk('office-head', 'SIGNATURE')).ids).toContain(id);
    expect((await desk('office', 'SIGNATURE')).ids).not.toContain(id);
    await house.act('extendReplyPeriod', 'office-head', { id, workingDays: 10 });
    expect((await desk('office-head', 'SIGNATURE')).ids).not.toContain(id);
    await house.act('requestClarification', 'office', { id, items: '请说明年度。', periodWorkingDays: 15 });
    expect((await desk('handler')).ids).not.toContain(id);
    expect((await desk('handler', 'DIVISION')).ids).toContain(id);
    await house.act('withdrawRequest', applicantOf(id), { id });
  });

  it('counts and orders by due date: overdue, today, soon; what has no date yet is last', async () => {
    const first = await house.assigned({ title: '二月九日收到的' }, []);
    await house.moveTo('2026-02-11');
    const second = await house.assigned({ title: '二月十一日收到的' }, []);
    const unconfirmed = (await house.submit({ title: '尚未确认的' })).id;
    expect((await desk('office', 'ALL')).ids).toEqual([first, second, unconfirmed]);
    expect((await desk('handler', 'ALL')).ids).toEqual([first, second]);
    expect((await desk('handler-2', 'ALL')).ids).toEqual([]);
    // Due on 13 and 17 March.
    for (const [day, counts] of [['2026-03-09', [0, 0, 0]], ['2026-03-10', [0, 1, 0]], ['2026-03-13', [0, 1, 1]], ['2026-03-16', [1, 1, 0]], ['2026-03-18', [2, 0, 0]]] as const) {
      await house.moveTo(day);
      const { counts: now } = await desk('handler');
      expect([day, now['overdue'], now['dueSoon'], now['dueToday']]).toEqual([day, ...counts]);
    }
    expect((await desk('handler')).counts).toMatchObject({ mine: 2, division: 2, signature: 0 });
    expect((await desk('handler-2')).counts).toEqual({ mine: 0, division: 0, signature: 0, overdue: 0, dueSoon: 0, dueToday: 0 });
    const page = async (args: string): Promise<{ nodes: { id: string }[]; pageInfo: { endCursor: string; startCursor: string; hasNextPage: boolean } }> => (await house.data(`{ requestDesk(${args}, waiting: ALL) { nodes { id } pageInfo { endCursor startCursor hasNextPage } } }`, 'office')).requestDesk;
    const one = await page('first: 2');
    expect(one).toMatchObject({ nodes: [{ id: first }, { id: second }], pageInfo: { hasNextPage: true } });
    const rest = await page(`first: 2, after: "${one.pageInfo.endCursor}"`);
    expect(rest).toMatchObject({ nodes: [{ id: unconfirmed }], pageInfo: { hasNextPage: false } });
    expect((await page(`last: 1, before: "${rest.pageInfo.startCursor}"`)).nodes).toEqual([{ id: second }]);
    const forged = Buffer.from('["x","y"]').toString('base64url');
    expect((await house.ask(`{ requestDesk(first: 2, after: "${forged}") { nodes { id } } }`, 'office')).errors[0]?.code).toBe('BAD_USER_INPUT');
    expect((await house.ask(DESK, PUBLIC)).errors[0]?.code).toBe('UNAUTHENTICATED');
  });
});

describe('the office’s board', () => {
  it('filters by each condition, and by all of them together', async () => {
    const letter = await house.registered({ title: '机器人产业100%补贴_清单' }, { kind: 'COMMERCIAL_ENTERPRISE', name: '长春测试装备有限公司', organisationCode: '91220101MA0Y1A2B3D', identityDocument: null });
    const answered = await house.served({ title: '机器人应用场景名单' });
    expect(await board({ text: '机器人' }, 'SUBMITTED')).toEqual([answered, letter].sort().reverse()); // submitted at the same instant
    expect(await board({ text: '100%补贴_' })).toEqual([letter]);
    expect(await board({ text: '100_补贴' })).toEqual([]);
    expect(await board({ outcomes: ['DISCLOSED', 'WITHHELD'] })).toEqual([answered]);
    expect(await board({ applicantKinds: ['COMMERCIAL_ENTERPRISE'] })).toEqual([letter]);
    expect(await board({ channels: ['FAX', 'ORDINARY_POST'] })).toEqual([]);
    expect(await board({ states: ['SERVED'] })).toEqual([answered]);
    expect(await board({ divisionId: 'd-planning', text: '机器人' })).toEqual([answered]);
    expect(await board({ receivedFrom: '2026-03-18', receivedTo: '2026-03-18', states: ['REGISTERED'] })).toEqual([letter]);
    expect((await board({ overdue: true })).length).toBe(2);
    expect(await board({ overdue: true, text: '机器人' })).toEqual([]);
    expect(await board({ overdue: false, text: '机器人', receivedTo: '2026-03-17' })).toEqual([]);
    expect((await board({ dueBefore: '2026-03-16', dueAfter: '2026-03-13', states: ['ASSIGNED'] })).length).toBe(1);
    expect((await board({}, 'RECEIVED')).length).toBe((await board({})).length);
    expect((await house.ask('{ requestBoard(first: 1, filter: { text: "机" }) { nodes { id } } }', 'office')).errors[0]?.code).toBe('BAD_USER_INPUT');
    expect((await house.ask('{ requestBoard(first: 1) { nodes { id } } }', 'handler')).errors[0]?.code).toBe('FORBIDDEN');
    expect((await house.ask('{ requestBoard(first: 101) { nodes { id } } }', 'office')).errors[0]?.code).toBe('BAD_USER_INPUT');
  });

  it('reads its pages from indexes, whatever the number of cases, under the viewer’s policies', async () => {
    // Thousands of old cases beside the live ones: copies of a row, with streams and titles of their own.
    await house.database.owner((client) => client.query(`
      CREATE TEMP TABLE copies AS SELECT 'bulk-' || n AS id, n FROM generate_series(1, 5000) n;
      INSERT INTO requests.stream SELECT (jsonb_populate_record(NULL::requests.stream, to_jsonb(s) || jsonb_build_object('id', c.id))).* FROM copies c, (SELECT * FROM requests.stream LIMIT 1) s;
      INSERT INTO requests.free_text SELECT (jsonb_populate_record(NULL::requests.free_text, to_jsonb(t) || jsonb_build_object('id', 'title-' || c.id, 'stream_id', c.id, 'field', 'title', 'body', '往年第' || c.n || '件申请的信息名称'))).* FROM copies c, (SELECT * FROM requests.free_text WHERE field = 'title' LIMIT 1) t;
      INSERT INTO requests.request SELECT (jsonb_populate_record(NULL::requests.request, to_jsonb(r) || jsonb_build_object('id', c.id, 'number', 'N' || c.id, 'tracking_hash', c.id, 'title_text', 'title-' || c.id, 'stage', 'ARCHIVED', 'state', 'ARCHIVED', 'due_on', date '2020-01-01' + c.n % 2000,
        'received_on', date '2019-12-01' + c.n % 2000, 'awaits', '[]'::jsonb, 'lead_division', 'd-' || c.n % 50))).* FROM copies c, (SELECT * FROM requests.request WHERE stage = 'SERVED' LIMIT 1) r;
      ANALYZE requests.request; ANALYZE requests.free_text; ANALYZE requests.stream;`));
    const page = pageArguments({ first: 20 }, { width: 2 });
    const explain = async (filter: object, order: 'DUE' | 'RECEIVED' | 'SUBMITTED', after?: readonly [string, string]): Promise<string> => {
      const { sql, parameters } = boardPage(filter, order, { ...page, after: after ?? null }, localDate('2026-03-18'));
      const viewer = { kind: 'OFFICER', id: 'p-office', offices: ['DISCLOSURE_OFFICER'], divisions: ['d-disclosure'] };
      const rows = await house.platform.database.context('requests').readAs(viewer, (q) => q.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, [...parameters]));
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    const wholeTable = /Seq Scan on request\b/;
    for (const [filter, order, after, index] of [
      [{}, 'DUE', undefined, 'request_by_due'], [{}, 'DUE', ['2024-01-01', 'bulk-1'], 'request_by_due'], [{}, 'RECEIVED', ['2024-01-01', 'bulk-1'], 'request_by_received'], [{}, 'SUBMITTED', undefined, 'request_order'],
      [{ states: ['SERVED'] }, 'DUE', undefined, 'request_state'], [{ overdue: true }, 'DUE', undefined, 'request_open_by_due'], [{ text: '第4321件' }, 'DUE', undefined, 'request_pkey'],
    ] as const) {
      const plan = await explain(filter, order, after);
      expect(plan).toContain(index);
      expect(plan).not.toMatch(wholeTable);
    }
    // Titles are short: of a few thousand, reading them all is cheaper. That the index answers is what counts with more.
    const inside = await house.database.owner(async (client) => {
      await client.query('SET enable_seqscan = off');
      return client.query<{ 'QUERY PLAN': string }>("EXPLAIN SELECT t.stream_id FROM requests.free_text t WHERE t.field = 'title' AND t.body ILIKE '%第4321件%'");
    });
    expect(inside.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('free_text_title');
    expect(await board({ text: '第4321件' })).toEqual(['bulk-4321']);
    expect((await board({})).length).toBe(100);
  });
});

describe('the case as it was known', () => {
  it('shows nothing that was recorded later: state, clock, limits and timeline of that instant', async () => {
    await house.moveTo('2026-03-18');
    const { id } = await house.submit({ title: '收到之日后来更正的申请' });
    await house.moveTo('2026-03-20');
    await house.act('registerRequest', 'office', { id });
    await house.moveTo('2026-03-23');
    await house.act('correctFact', 'office-head', { id, fact: 'RECEIVED_ON', value: '2026-03-19', reasons: '电话记录。' });
    await house.act('acceptRequest', 'office', { id });
    const known = async (at: string, as: string | ReturnType<typeof applicantOf> = 'office') => (await house.data('query($id: ID!, $at: DateTime!) { request(id: $id) { state receivedOn asKnown(at: $at) { state stateText number receivedOn clock { dueOn } deadlines { limit } timeline { event } } } }', as, { id, at })).request;
    expect(await known('2026-03-18T08:59:00+08:00')).toMatchObject({ state: 'ACCEPTED', asKnown: null });
    expect((await known('2026-03-19T12:00:00+08:00')).asKnown).toMatchObject({ state: 'SUBMITTED', number: null, receivedOn: null, clock: null, deadlines: [{ limit: 'T08' }], timeline: [{ event: 'RequestSubmitted' }, { event: 'DeadlineWarned' }] });
    const before = await known('2026-03-20T18:00:00+08:00');
    expect(before.asKnown).toMatchObject({ state: 'REGISTERED', stateText: '已登记', receivedOn: '2026-03-20', clock: { dueOn: '2026-04-20' } });
    const now = await known('2026-03-23T09:00:00+08:00');
    expect(now).toMatchObject({ receivedOn: '2026-03-19', asKnown: { state: 'ACCEPTED', receivedOn: '2026-03-19', clock: { dueOn: '2026-04-17' } } });
    expect((await known('2026-03-20T18:00:00+08:00', applicantOf(id))).asKnown).toBeNull();
    await expect(known('2026-03-24T09:00:00+08:00')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('the annual report’s table on reconsideration and suits', () => {
  const remedies = async (year: number, as = 'analyst') => (await house.data('query($year: Int!) { requestStatistics(year: $year) { remedies { kind label upheld overturned other pending total } } }', as, { year })).requestStatistics.remedies;
  const cells = (kind: string, label: string, [upheld, overturned, other, pending]: readonly [number, number, number, number]) => ({ kind, label, upheld, overturned, other, pending, total: upheld + overturned + other + pending });

  it('counts the decided by result and the open as pending, each kind apart; the next year carries what is open', async () => {
    await house.moveTo('2026-03-24');
    const [upheld, overturned, direct] = [await house.served(), await house.served(), await house.served()];
    await house.moveTo('2026-03-25');
    const open = async (action: string, id: string, more: object = {}): Promise<string> => {
      const { request } = await house.act(action, 'legal', { id, ...more }, 'remedies { id }');
      return request.remedies.at(-1).id as string;
    };
    const first = await open('openReconsideration', upheld);
    const second = await open('openReconsideration', overturned);
    await open('openLitigation', direct);
    expect(await remedies(2026)).toEqual([cells('RECONSIDERATION', '行政复议', [0, 0, 0, 2]), cells('LITIGATION_DIRECT', '未经复议直接起诉', [0, 0, 0, 1]), cells('LITIGATION_AFTER_RECONSIDERATION', '复议后起诉', [0, 0, 0, 0])]);
    await house.act('recordRemedyResult', 'legal', { id: upheld, remedyId: first, result: 'UPHELD' });
    await house.act('recordRemedyResult', 'legal', { id: overturned, remedyId: second, result: 'OVERTURNED' });
    await open('openLitigation', upheld, { reconsiderationId: first });
    expect(await remedies(2026)).toEqual([cells('RECONSIDERATION', '行政复议', [1, 1, 0, 0]), cells('LITIGATION_DIRECT', '未经复议直接起诉', [0, 0, 0, 1]), cells('LITIGATION_AFTER_RECONSIDERATION', '复议后起诉', [0, 0, 0, 1])]);
    expect(await remedies(2027, 'auditor')).toEqual([cells('RECONSIDERATION', '行政复议', [0, 0, 0, 0]), cells('LITIGATION_DIRECT', '未经复议直接起诉', [0, 0, 0, 1]), cells('LITIGATION_AFTER_RECONSIDERATION', '复议后起诉', [0, 0, 0, 1])]);
    expect((await remedies(2025)).every(({ total }: { total: number }) => total === 0)).toBe(true);
    const hidden = await house.platform.database.context('requests').readAs({ kind: 'OFFICER', id: 'p-handler', offices: ['CASE_HANDLER'], divisions: ['d-planning'] }, (q) => q.query("SELECT * FROM requests.remedy_counts('jlgxt', 2026)"));
    expect(hidden).toEqual([]);
  });
});

describe('the applicant’s whole identity (R-45, SEC-13)', () => {
  it('is given for a purpose to those who handle the case, and the purpose is recorded; nothing else shows it', async () => {
    const id = await house.assigned({ title: '需要核对申请人的申请' });
    const unmask = async (login: string, purpose = '电话核对申请人身份') => (await house.data('mutation ($input: UnmaskApplicantInput!) { unmaskApplicant(input: $input) { applicant { name identityNumber telephone email postalAddress representative } request { applicant { name } timeline { event actor text } } refusals { code field } } }', login, { input: { commandId: `unmask-${login}-${purpose.length}`, id, purpose } })).unmaskApplicant;
    const seen = await unmask('handler');
    expect(seen.applicant).toEqual({ name: '林晓雨', identityNumber: '220101199003070017', telephone: '13900001234', email: 'lin@example.com', postalAddress: '长春市测试路9号', representative: null });
    expect(seen.request.applicant.name).toBe('林**');
    expect(seen.request.timeline.at(-1)).toMatchObject({ event: 'ApplicantUnmasked', text: '电话核对申请人身份' });
    expect((await unmask('office')).applicant.name).toBe('林晓雨');
    expect(await unmask('office-head', ' ')).toMatchObject({ applicant: null, refusals: [{ field: 'input.purpose' }] });
    for (const login of ['handler-2', 'head', 'legal', 'auditor']) expect([login, await house.codes('unmaskApplicant', login, { id, purpose: '查看' })]).toEqual([login, ['FORBIDDEN R-45']]);
    expect(JSON.stringify(await house.data('{ myRequest { timeline { event text } } }', applicantOf(id)))).not.toMatch(/Unmasked|电话核对/);
  });
});
