import { addDays, localDate } from '@disclosure/kernel';
import { officer, openDirectory } from './testing/open-directory.fixture.ts';
import type { Directory } from './testing/open-directory.fixture.ts';

let directory: Directory;
beforeAll(async () => { directory = await openDirectory(); });
afterAll(() => directory.close());

const data = async (query: string): Promise<never> => {
  const { data: found, errors } = await directory.ask(query);
  expect(errors).toEqual([]);
  return found as never;
};

describe('the calendar, without sign-in', () => {
  const dayOf = async (date: string): Promise<object> => (await data(`{ calendarDay(date: "${date}") { date isWorkingDay kind name provisional kindLabel calendarRevision } }`) as { calendarDay: object }).calendarDay;

  it('knows Saturday 14 February 2026 as a make-up working day of 春节', async () => {
    expect(await dayOf('2026-02-14')).toEqual({ date: '2026-02-14', isWorkingDay: true, kind: 'MAKE_UP_WORKING_DAY', name: '春节', provisional: false, kindLabel: '调休上班日', calendarRevision: 1 });
  });
  it('knows 1 October 2026 as 国庆节', async () => {
    expect(await dayOf('2026-10-01')).toMatchObject({ isWorkingDay: false, kind: 'HOLIDAY', name: '国庆节', provisional: false });
  });
  it('knows an ordinary Tuesday, an ordinary Sunday, and a day of a year that nobody has arranged yet', async () => {
    expect(await dayOf('2026-02-10')).toMatchObject({ isWorkingDay: true, kind: 'WORKING_DAY', name: null });
    expect(await dayOf('2026-03-15')).toMatchObject({ isWorkingDay: false, kind: 'WEEKEND', name: null });
    expect(await dayOf('2027-10-01')).toMatchObject({ isWorkingDay: false, kind: 'HOLIDAY', name: '国庆节', provisional: true });
    expect(await dayOf('2199-12-31')).toMatchObject({ provisional: true });
  });

  const dueOf = async (from: string, workingDays: number) => (await data(`{ dueDate(from: "${from}", workingDays: ${workingDays}) { dueOn provisional calendarRevision excludedDays { date reason } } }`) as { dueDate: { dueOn: string; provisional: boolean; excludedDays: { date: string; reason: string }[] } }).dueDate;

  it('counts twenty working days from 9 February 2026 to 13 March, over 春节 and its make-up days', async () => {
    const due = await dueOf('2026-02-09', 20);
    expect(due).toMatchObject({ dueOn: '2026-03-13', provisional: false, calendarRevision: 1 });
    // 32 calendar days, 20 of them worked: nine of 春节, and the weekends of 1, 7 and 8 March (14 and 28 February are worked).
    const festival = Array.from({ length: 9 }, (_, index) => ({ date: addDays(localDate('2026-02-15'), index), reason: '春节' }));
    expect(due.excludedDays).toEqual([...festival, ...['2026-03-01', '2026-03-07', '2026-03-08'].map((date) => ({ date, reason: '周末' }))]);
  });
  it('calls a due date provisional that reaches 2027, and only then', async () => {
    expect(await dueOf('2026-12-10', 15)).toMatchObject({ dueOn: '2026-12-31', provisional: false });
    expect(await dueOf('2026-12-10', 16)).toMatchObject({ dueOn: '2027-01-04', provisional: true });
  });
  it('takes 0 to 1000 working days, and dates that the calendar can reach', async () => {
    expect(await dueOf('2026-02-09', 0)).toEqual({ dueOn: '2026-02-09', provisional: false, calendarRevision: 1, excludedDays: [] });
    expect(await dueOf('2026-02-09', 1000)).toMatchObject({ provisional: true }); // the end of 1000 days is the calendar's own test
    for (const [from, days] of [['2026-02-09', -1], ['2026-02-09', 1001], ['2199-01-01', 1]] as const) {
      const { data: none, errors } = await directory.ask(`{ dueDate(from: "${from}", workingDays: ${days}) { dueOn } }`);
      expect([none, errors.map(({ code }) => code)]).toEqual([null, ['BAD_USER_INPUT']]);
    }
  });
  it('reads the latest start that it admits', async () => {
    expect((await dueOf('2194-07-10', 1000)).provisional).toBe(true);
  });
  it('says no to a date that does not exist', async () => {
    const { errors } = await directory.ask('query ($date: LocalDate!) { calendarDay(date: $date) { kind } }', { variables: { date: '2026-02-29' } });
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain('2026-02-29');
  });
  it('tells the platform’s time', async () => expect(await data('{ now }')).toEqual({ now: '2026-02-10T09:00:00+08:00' }));
});

describe('the law, without sign-in', () => {
  it('cites annex 1, article 17, item 二 to the letter', async () => {
    expect(await data('{ clause(id: "A1-17-2") { id title text annex source verbatim parent { id parent { id } } } }')).toEqual({ clause: {
      id: 'A1-17-2', title: '附件1第十七条第(二)项', annex: 1, verbatim: true, source: '附件1《吉林省工业和信息化厅政府信息公开实施办法》', parent: { id: 'A1-17', parent: { id: 'A1' } },
      text: '(二)对申请内容不明确的,承办处室自收到申请之日起7个工作日内一次性告知申请人作出补正,说明需要补正的事项和合理的补正期限;',
    } });
  });
  it('gives null for a clause that is none', async () => expect(await data('{ clause(id: "A1-99") { id } }')).toEqual({ clause: null }));
  it('lists an annex in its own order, and everything', async () => {
    const { annex, all } = await data('{ annex: clauses(annex: 1) { id annex } all: clauses { id annex } }') as { annex: { id: string; annex: number }[]; all: { id: string }[] };
    expect(annex.every((clause) => clause.annex === 1)).toBe(true);
    expect(annex.map(({ id }) => id).filter((id) => /^A1-\d+$/.test(id))).toEqual(Array.from({ length: 26 }, (_, index) => `A1-${index + 1}`));
    expect(all.length).toBeGreaterThan(annex.length);
    expect(all.map(({ id }) => id)).toContain('R-33');
  });
  it('lists limits, grounds and outcomes as they hold on a day', async () => {
    const found = await data('{ timeLimits { id length unit unitLabel clauses { id } validTo } before: timeLimits(on: "2020-06-01") { id } grounds { id label } outcomes { id label clauses { id } } }') as Record<string, { id: string }[]>;
    expect(found['timeLimits']?.find(({ id }) => id === 'T01')).toEqual({ id: 'T01', length: 20, unit: 'WORKING_DAYS', unitLabel: '工作日', clauses: [{ id: 'A1-17-4' }, { id: 'A2-9' }, { id: 'R-33' }], validTo: null });
    expect(found['timeLimits']?.map(({ id }) => id)).toContain('T19');
    expect(found['before']?.map(({ id }) => id)).not.toContain('T19'); // nothing was charged before 2021
    expect(found['grounds']?.find(({ id }) => id === 'STATE_SECRET')).toEqual({ id: 'STATE_SECRET', label: '国家秘密' });
    expect(found['outcomes']).toHaveLength(17);
  });
});

describe('the organisation, without sign-in', () => {
  it('knows the divisions, their agency and what they are competent for', async () => {
    const { divisions } = await data('{ divisions { id name kind kindLabel topics agency { id name isOwn } } }') as { divisions: { id: string }[] };
    expect(divisions).toHaveLength(11);
    expect(divisions.find(({ id }) => id === 'd-planning')).toEqual({ id: 'd-planning', name: '规划与投资处', kind: 'DIVISION', kindLabel: '处室', topics: expect.arrayContaining(['技术改造']) as string[], agency: { id: 'jlgxt', name: '吉林省工业和信息化厅', isOwn: true } });
  });
  it('says who is competent for a topic, inside and outside (A1-19-4)', async () => {
    const query = (topic: string) => `{ competent(topic: "${topic}") { divisions { id } agencies { id contact { telephone } } } }`;
    expect(await data(query('工业节能'))).toEqual({ competent: { divisions: [{ id: 'd-energy' }], agencies: [] } });
    expect(await data(query('环境影响评价'))).toEqual({ competent: { divisions: [], agencies: [{ id: 'jl-ecology', contact: { telephone: '0431-00000012' } }] } });
    // The same for whoever has signed in: another agency's clerk, its machine client, with or without a scope.
    for (const as of [{ kind: 'AGENCY_CLERK', agencyId: 'jl-finance', clerkId: 'k' }, { kind: 'MACHINE', clientId: 'm', scopes: [], agencyId: 'jl-finance' }, officer('handler')] as const) {
      expect((await directory.ask(query('环境影响评价'), { as })).data).toEqual(await data(query('环境影响评价')));
    }
    const { errors } = await directory.ask(query(' '));
    expect(errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
  });
  it('never shows an officer to the public: not by name, field, list or entity', async () => {
    expect(await data('{ me { person { id } } divisions { id officers { id } } }')).toMatchObject({ me: null, divisions: expect.not.arrayContaining([expect.objectContaining({ officers: expect.anything() })]) as object[] });
    for (const query of ['{ officers { id } }', '{ books { id } }', '{ bookRevisions(book: organisation, first: 5) { nodes { revision } } }']) {
      expect((await directory.ask(query)).errors.map(({ code }) => code)).toEqual(['UNAUTHENTICATED']);
    }
    const entities = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Officer { name } ... on Division { name } ... on Clause { title } ... on Agency { name } } }';
    const variables = { of: [{ __typename: 'Officer', id: 'p-head' }, { __typename: 'Officer', id: 'p-nobody' }, { __typename: 'Division', id: 'd-energy' }, { __typename: 'Clause', id: 'R-33' }, { __typename: 'Agency', id: 'jlgxt' }, { __typename: 'Division', id: 'd-none' }] };
    const rest = [{ name: '节能与综合利用处' }, { title: '《政府信息公开条例》第三十三条' }, { name: '吉林省工业和信息化厅' }, null];
    expect((await directory.ask(entities, { variables })).data).toEqual({ _entities: [null, null, ...rest] });
    for (const as of [{ kind: 'APPLICANT', caseId: 'c' }, { kind: 'THIRD_PARTY', consultationId: 'c' }, { kind: 'MACHINE', clientId: 'm', scopes: [] }, { kind: 'AGENCY_CLERK', agencyId: 'jl-ecology', clerkId: 'k' }] as const) {
      expect((await directory.ask(entities, { as, variables })).data._entities.slice(0, 2)).toEqual([null, null]);
      expect((await directory.ask('{ officers { id } }', { as })).errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    }
    expect((await directory.ask(entities, { as: officer('handler'), variables })).data._entities.slice(0, 2)).toEqual([{ name: '王建国' }, null]);
  });
});

describe('the staff', () => {
  it('see themselves with the offices of today', async () => {
    const { data: found } = await directory.ask('{ me { person { id name login } offices { office label division { id } standsFor { id } } division { id } divisions { id } } }', { as: officer('office') });
    expect(found.me).toEqual({
      person: { id: 'p-office', name: '张文静', login: 'office' }, division: { id: 'd-disclosure' }, divisions: [{ id: 'd-disclosure' }],
      offices: [{ office: 'DISCLOSURE_OFFICER', label: '厅公开办工作人员', division: null, standsFor: null }, { office: 'CASE_HANDLER', label: '承办人', division: { id: 'd-disclosure' }, standsFor: null }],
    });
  });
  it('see one another, and who holds what in a division', async () => {
    const { data: found } = await directory.ask('{ officers { login } division(id: "d-planning") { officers { id } } }', { as: officer('handler') });
    expect(found.officers).toHaveLength(22);
    expect(found.division.officers).toEqual([{ id: 'p-handler' }, { id: 'p-head' }, { id: 'p-deputy' }]);
  });
});

it('executes nothing without an envelope', async () => {
  const { subgraphEndpoint } = await import('@disclosure/platform-graphql');
  const { directoryManifest } = await import('./manifest.ts');
  const endpoint = subgraphEndpoint({ module: directoryManifest.subgraph, envelopeKey: new Uint8Array(32), machineNow: () => 0, createContext: () => { throw new Error('asked'); } });
  expect((await endpoint.handle({ query: '{ now }', envelope: undefined })).errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
});
