import { randomUUID } from 'node:crypto';
import { addDays, instant, localDate } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import { statutoryHolidays } from '@disclosure/calendar';
import { holdsOffice } from '@disclosure/organisation';
import { execute, setClockMovable, Worker } from '@disclosure/platform-persistence';
import { bookShells } from './use-cases/book.shell.ts';
import { seedBooks } from './use-cases/seed-books.use-case.ts';
import { editions, NOW, officer, openDirectory } from './testing/open-directory.fixture.ts';
import type { Directory } from './testing/open-directory.fixture.ts';

let directory: Directory;
beforeEach(async () => { directory = await openDirectory(); });
afterEach(() => directory.close());

const owner = async <R extends object>(sql: string): Promise<R[]> => (await directory.database.owner((client) => client.query<R>(sql))).rows;
const revisions = (book: string) => owner<{ revision: number }>(`SELECT revision FROM reference.book WHERE book = '${book}' ORDER BY revision`).then((rows) => rows.map(({ revision }) => revision));
const codes = ({ refusals }: { readonly refusals: readonly { readonly code: string }[] }) => refusals.map(({ code }) => code);

/** 2027 as it might be arranged: the statutory days, a bridge over 4 and 5 October, and a Sunday worked for it. */
const arrangement2027 = {
  year: 2027, papers: ['《国务院办公厅关于2027年部分节假日安排的通知》（样例）'],
  days: [
    ...[...statutoryHolidays(2027)].map(([date, name]) => ({ date, name, isOffDay: true })),
    { date: '2027-10-04', name: '国庆节', isOffDay: true }, { date: '2027-10-05', name: '国庆节', isOffDay: true }, { date: '2027-09-26', name: '国庆节', isOffDay: false },
  ],
};
const due = async (from: string, workingDays: number) => (await directory.ask(`{ dueDate(from: "${from}", workingDays: ${workingDays}) { dueOn provisional calendarRevision } }`)).data.dueDate as object;

describe('a new revision of the calendar', () => {
  it('moves due dates and makes them certain (CAL-04, CAL-05)', async () => {
    // Sunday 26 September becomes a working day, Monday 4 and Tuesday 5 October days off.
    expect(await due('2027-09-24', 2)).toEqual({ dueOn: '2027-09-28', provisional: true, calendarRevision: 1 });
    const { book, refusals } = await directory.act('importCalendarRevision', { arrangement: arrangement2027 });
    expect(refusals).toEqual([]);
    expect(book).toEqual({ version: 2, current: { revision: 2 } });
    expect(await due('2027-09-24', 2)).toEqual({ dueOn: '2027-09-27', provisional: false, calendarRevision: 2 });
    expect(await due('2027-09-30', 1)).toEqual({ dueOn: '2027-10-06', provisional: false, calendarRevision: 2 });
    expect(await due('2026-02-09', 20)).toEqual({ dueOn: '2026-03-13', provisional: false, calendarRevision: 2 });
  });

  it('is told to the other contexts, once', async () => {
    await directory.act('importCalendarRevision', { arrangement: arrangement2027 });
    const seen: unknown[] = await owner(`SELECT body::jsonb->'data' AS data FROM directory.outbox WHERE type = 'BookRevised' AND body::jsonb->'data'->>'book' = 'calendar' ORDER BY seq`);
    expect(seen).toEqual([{ data: { book: 'calendar', revision: 1 } }, { data: { book: 'calendar', revision: 2 } }]);
  });

  it('is refused with everything that is wrong with the file, and leaves no row', async () => {
    const wednesday = arrangement2027.days.concat({ date: '2027-09-29', name: '国庆节', isOffDay: false }, { date: '2027-01-01', name: '元旦', isOffDay: true });
    const outcome = await directory.act('importCalendarRevision', { arrangement: { ...arrangement2027, papers: [], days: wednesday } });
    expect(outcome.book).toBeNull();
    expect(codes(outcome)).toEqual(['CALENDAR_PAPERS_MISSING', 'CALENDAR_WORKED_DAY_ON_WEEKDAY', 'CALENDAR_DAY_DUPLICATE']);
    expect(outcome.refusals[1]).toMatchObject({ field: `input.arrangement.days.${arrangement2027.days.length}.date`, message: expect.stringContaining('星期三') as string });
    const incomplete = await directory.act('importCalendarRevision', { arrangement: { ...arrangement2027, days: arrangement2027.days.filter(({ date }) => date !== '2027-10-01') } });
    expect(incomplete.refusals).toMatchObject([{ code: 'CALENDAR_STATUTORY_HOLIDAY_MISSING', message: expect.stringContaining('2027-10-01') as string }]);
    expect(await revisions('calendar')).toEqual([1]);
    expect(await owner('SELECT 1 FROM directory.command WHERE mutation <> \'openCalendarBook\' AND mutation LIKE \'%alendar%\'')).toEqual([]);
    expect(codes(await directory.act('importCalendarRevision', { arrangement: { ...arrangement2027, days: [] } }))).toEqual(['CALENDAR_DAYS_MISSING']);
    const blank = { ...arrangement2027, days: arrangement2027.days.map((day, index) => (index === 0 ? { ...day, name: '元旦\n' } : day)) };
    expect((await directory.act('importCalendarRevision', { arrangement: blank })).refusals).toMatchObject([{ code: 'TEXT_CONTROL_CHARACTER', field: 'input.arrangement.days.0.name' }]);
  });

  it('may correct one day, with a name where it needs one, and is not made where nothing changes', async () => {
    expect(codes(await directory.act('correctCalendarDay', { date: '2026-03-11', isWorkingDay: false }))).toEqual(['CALENDAR_DAY_NAME_MISSING']);
    expect(codes(await directory.act('correctCalendarDay', { date: '2026-03-11', isWorkingDay: true }))).toEqual(['NOTHING_CHANGED']);
    expect(codes(await directory.act('correctCalendarDay', { date: '2027-03-10', isWorkingDay: false, name: '停电' }))).toEqual(['CALENDAR_YEAR_NOT_ARRANGED']);
    expect((await directory.act('correctCalendarDay', { date: '2026-03-11', isWorkingDay: false, name: '临时放假' })).refusals).toEqual([]);
    expect(await due('2026-02-09', 20)).toEqual({ dueOn: '2026-03-16', provisional: false, calendarRevision: 2 });
  });
});

describe('revisions', () => {
  it('are gapless when two are made at once: without an expected version both, one after the other', async () => {
    const outcomes = await Promise.all([
      directory.act('correctCalendarDay', { date: '2026-03-11', isWorkingDay: false, name: '甲' }),
      directory.act('correctCalendarDay', { date: '2026-03-12', isWorkingDay: false, name: '乙' }),
      directory.act('importCalendarRevision', { arrangement: arrangement2027 }),
    ]);
    expect(outcomes.flatMap(codes)).toEqual([]);
    expect(await revisions('calendar')).toEqual([1, 2, 3, 4]);
    // None of them is lost in another: each was made on the one before.
    expect(await due('2026-03-10', 1)).toEqual({ dueOn: '2026-03-13', provisional: false, calendarRevision: 4 });
    expect(await due('2027-09-24', 2)).toMatchObject({ dueOn: '2027-09-27', provisional: false });
  });

  it('are made by one of two who read the same version; the other is told', async () => {
    const outcomes = await Promise.all(['2026-03-11', '2026-03-12'].map((date) => directory.act('correctCalendarDay', { date, isWorkingDay: false, name: '临时放假', expectedVersion: 1 })));
    expect(outcomes.map(codes).sort()).toEqual([[], ['VERSION_CONFLICT']]);
    expect(await revisions('calendar')).toEqual([1, 2]);
  });

  it('have one effect for one command, sent twice at once and once more later', async () => {
    const input = { commandId: randomUUID(), date: '2026-03-11', isWorkingDay: false, name: '临时放假' };
    const twins = await Promise.all([directory.act('correctCalendarDay', input), directory.act('correctCalendarDay', input)]);
    expect([...twins, await directory.act('correctCalendarDay', input)].map(({ book, refusals }) => [book?.current.revision, refusals])).toEqual([[2, []], [2, []], [2, []]]);
    expect(codes(await directory.act('correctCalendarDay', { ...input, date: '2026-03-12' }))).toEqual(['COMMAND_ID_REUSED']);
    expect(await revisions('calendar')).toEqual([1, 2]);
  });

  it('are never changed, not by their own writer, and never skip a number', async () => {
    const writer = directory.platform.database.context('directory').writer;
    await expect(writer.query("UPDATE reference.book SET note = 'x'")).rejects.toThrow('permission denied');
    await expect(writer.query("DELETE FROM reference.book WHERE book = 'law'")).rejects.toThrow('permission denied');
    await expect(writer.query("INSERT INTO reference.book (book, revision, content, digest, published_at, note) SELECT book, 7, content, digest, published_at, note FROM reference.book WHERE book = 'law'")).rejects.toThrow('not the next one');
  });

  it('carry number and digest in their event, and neither name nor reason', async () => {
    await directory.act('registerOfficer', { name: '欧阳若兰', login: 'handler-3', reason: '新招录人员，吉工信任〔2026〕9号' });
    const events = await owner<{ canonical: string; digest: string }>(`SELECT e.canonical, r.digest FROM directory.event e JOIN directory.book_revision r ON r.event_id = e.id WHERE e.type = 'OfficerRegistered'`);
    expect(JSON.parse(events[0]?.canonical ?? '{}')).toMatchObject({ payload: { personId: 'p-handler-3', revision: 2, digest: events[0]?.digest }, revisions: { calendar: 1, law: 1, organisation: 1 }, clause: 'A1-3' });
    const all = (await owner<{ canonical: string }>('SELECT canonical FROM directory.event')).map(({ canonical }) => canonical).join('\n');
    expect(all).not.toMatch(/欧阳若兰|新招录人员/);
  });

  it('are listed to the staff with who, in which office, and why; page by page, the newest first', async () => {
    await directory.act('correctCalendarDay', { date: '2026-03-11', isWorkingDay: false, name: '临时放假', reason: '省政府通知' });
    await directory.act('correctCalendarDay', { date: '2026-03-12', isWorkingDay: false, name: '临时放假', reason: '省政府补充通知' });
    const page = async (args: string) => (await directory.ask(`{ bookRevisions(book: calendar, ${args}) { nodes { revision note reason actingAs by { name } publishedAt effectiveOn } pageInfo { hasNextPage hasPreviousPage endCursor } } }`, { as: officer('handler') })).data.bookRevisions as { nodes: { revision: number }[]; pageInfo: { endCursor: string; hasNextPage: boolean; hasPreviousPage: boolean } };
    const first = await page('first: 2');
    expect(first.nodes).toEqual([
      { revision: 3, note: '更正日历中的一日', reason: '省政府补充通知', actingAs: '管理员', by: { name: '唐一凡' }, publishedAt: '2026-02-10T09:00:00+08:00', effectiveOn: '2026-02-10' },
      { revision: 2, note: '更正日历中的一日', reason: '省政府通知', actingAs: '管理员', by: { name: '唐一凡' }, publishedAt: '2026-02-10T09:00:00+08:00', effectiveOn: '2026-02-10' },
    ]);
    const second = await page(`first: 2, after: "${first.pageInfo.endCursor}"`);
    expect(second.nodes).toMatchObject([{ revision: 1, reason: null, by: null, actingAs: '系统' }]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect((await page('last: 1')).nodes.map(({ revision }) => revision)).toEqual([1]);
    expect((await directory.ask('{ bookRevisions(book: law) { nodes { revision } } }', { as: officer('admin') })).errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('the agency directory (A1-19-4; REQ-16)', () => {
  const competent = async (topic: string): Promise<unknown> => (await directory.ask(`{ competent(topic: "${topic}") { agencies { id name contact { address telephone } } } }`)).data.competent.agencies;
  it('is kept by the administrator; whom it names for a topic is found by anybody at once', async () => {
    const culture = { agencyId: 'jl-culture', name: '吉林省文化和旅游厅', documentCode: '吉文旅', bodyCode: '013500020', contact: { address: '长春市示例大街20号' }, topics: ['工业旅游'] };
    expect((await directory.act('registerAgency', { ...culture, topics: ['工业\u0007旅游'], contact: { telephone: '\u202e0431' } })).refusals).toMatchObject([{ field: 'input.topics.0' }, { field: 'input.contact.telephone' }]);
    expect(await revisions('organisation')).toEqual([1]);
    expect((await directory.act('registerAgency', culture)).refusals).toEqual([]);
    expect(await competent('工业旅游')).toEqual([{ id: 'jl-culture', name: '吉林省文化和旅游厅', contact: { address: '长春市示例大街20号', telephone: '' } }]);
    expect((await directory.act('changeAgency', { agencyId: 'jl-culture', contact: { telephone: '0431-00000020' }, topics: [] })).refusals).toEqual([]);
    expect(await competent('工业旅游')).toEqual([]);
    expect(codes(await directory.act('changeAgency', { agencyId: 'jl-culture', contact: {} }))).toEqual(['CONTACT_MISSING']);
    await expect(directory.act('changeAgency', { agencyId: 'jl-culture', name: '某厅' }, officer('office'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('who may change a book', () => {
  it('the administrator, and nobody else of the staff', async () => {
    for (const { login } of editions.organisation.people) {
      const attempt = directory.act('correctCalendarDay', { date: '2026-03-11', isWorkingDay: true }, officer(login));
      if (login === 'admin') expect(codes(await attempt)).toEqual(['NOTHING_CHANGED']);
      else await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    await expect(directory.act('endAppointment', { commandId: 'x'.repeat(22), personId: 'p-admin', office: 'ADMINISTRATOR', lastDay: '2026-02-10' }, { kind: 'PUBLIC' })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(directory.act('registerOfficer', { name: '某', login: 'xx' }, { kind: 'AGENCY_CLERK', agencyId: 'jl-ecology', clerkId: 'k' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('the public’s role reads the books and nothing of who changed them', async () => {
    const { publicReader } = directory.platform.database.context('directory');
    expect(await publicReader.query('SELECT count(*)::int AS n FROM reference.public_book')).toEqual([{ n: 3 }]);
    for (const table of ['book_revision', 'event', 'free_text', 'command', 'stream']) await expect(publicReader.query(`SELECT * FROM directory.${table}`)).rejects.toThrow('permission denied');
  });

  it('a viewer who is not of the staff sees no revision even as the reading role', async () => {
    const count = (kind: string) => directory.platform.database.context('directory').readAs({ kind, id: 'x', offices: [], divisions: [] }, (q) => q.query<{ n: number }>('SELECT count(*)::int AS n FROM directory.book_revision'));
    expect(await count('OFFICER')).toEqual([{ n: 3 }]);
    expect(await count('MACHINE')).toEqual([{ n: 0 }]);
  });
});

describe('people in office', () => {
  const today = localDate('2026-02-10');
  const organisation = async (revision: number) => directory.platform.books.organisation(directory.platform.database.context('directory').publicReader, revision);

  it('a head holds her office to the end of her last day, and not on the next', async () => {
    expect((await directory.act('endAppointment', { personId: 'p-head', office: 'DIVISION_HEAD', divisionId: 'd-planning', lastDay: '2026-02-12' })).refusals).toEqual([]);
    const book = await organisation(2);
    expect([today, addDays(today, 2), addDays(today, 3)].map((on) => holdsOffice(book, 'p-head', 'DIVISION_HEAD', on, 'd-planning'))).toEqual([true, true, false]);
    const offices = async () => (await directory.ask('{ me { offices { office to } } }', { as: officer('head') })).data.me.offices as object[];
    expect(await offices()).toEqual([{ office: 'DIVISION_HEAD', to: '2026-02-12' }]);
    directory.platform.at(instant('2026-02-12T23:59:59+08:00'));
    expect(await offices()).toHaveLength(1);
    directory.platform.at(instant('2026-02-13T00:00:00+08:00'));
    expect(await offices()).toEqual([]);
    // The book of the day before still shows her: what was decided by revision 1 was decided while she held the office for good.
    expect(holdsOffice(await organisation(1), 'p-head', 'DIVISION_HEAD', addDays(today, 3), 'd-planning')).toBe(true);
  });

  it('who has left can act no more, and what she did keeps the office that she had', async () => {
    await directory.act('appointOfficer', { personId: 'p-office-head', office: 'ADMINISTRATOR', from: '2026-02-10' });
    await directory.act('endAppointment', { personId: 'p-admin', office: 'ADMINISTRATOR', lastDay: '2026-02-10' });
    directory.platform.at(instant('2026-02-11T09:00:00+08:00'));
    await expect(directory.act('renameDivision', { divisionId: 'd-energy', name: '节能处' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await directory.act('renameDivision', { divisionId: 'd-energy', name: '节能处' }, officer('office-head'))).refusals).toEqual([]);
    const events = await owner<{ canonical: string }>("SELECT canonical FROM directory.event WHERE stream_id = 'organisation' AND seq IN (2, 4) ORDER BY seq");
    expect(events.map(({ canonical }) => JSON.parse(canonical) as object)).toMatchObject([
      { type: 'OfficerAppointed', actor: { kind: 'OFFICER', personId: 'p-admin' }, actingAs: { role: 'ADMINISTRATOR' } }, { type: 'DivisionRenamed', actor: { personId: 'p-office-head' }, actingAs: { role: 'ADMINISTRATOR' } },
    ]);
    const listed = (await directory.ask('{ bookRevisions(book: organisation, first: 4) { nodes { revision by { id } actingAs } } }', { as: officer('handler') })).data.bookRevisions.nodes as object[];
    expect(listed[2]).toEqual({ revision: 2, by: { id: 'p-admin' }, actingAs: '管理员' });
  });

  it('a deputy holds the office for the days it is lent, and shows for whom', async () => {
    expect((await directory.act('deputise', { personId: 'p-head', deputyId: 'p-head-2', office: 'DIVISION_HEAD', divisionId: 'd-planning', from: '2026-02-11', to: '2026-02-13' })).refusals).toEqual([]);
    directory.platform.at(instant('2026-02-11T09:00:00+08:00'));
    const { data } = await directory.ask('{ me { offices { office division { id } to standsFor { id offices { standsFor { id } } } } } }', { as: officer('head-2') });
    expect(data.me.offices).toEqual([
      { office: 'DIVISION_HEAD', division: { id: 'd-energy' }, to: null, standsFor: null },
      { office: 'DIVISION_HEAD', division: { id: 'd-planning' }, to: '2026-02-13', standsFor: { id: 'p-head', offices: [{ standsFor: null }] } },
    ]);
    directory.platform.at(instant('2026-02-14T00:00:00+08:00'));
    expect((await directory.ask('{ me { offices { office } } }', { as: officer('head-2') })).data.me.offices).toHaveLength(1);
  });

  it('an unknown person, division or name is refused, in Chinese, with the field and the clause', async () => {
    const { refusals } = await directory.act('appointOfficer', { personId: 'p-nobody', office: 'CASE_HANDLER', divisionId: 'd-none', from: '2026-03-01', to: '2026-02-01' });
    expect(refusals).toEqual([
      { code: 'PERSON_UNKNOWN', message: '组织簿中没有工作人员“p-nobody”。', field: 'input.personId', clause: 'A1-3' },
      { code: 'DIVISION_UNKNOWN', message: '组织簿中没有处室“d-none”。', field: 'input.divisionId', clause: 'A1-3' },
      { code: 'DATES_OUT_OF_ORDER', message: '截止日期2026年2月1日早于起始日期2026年3月1日。', field: 'input.to', clause: 'A1-3' },
    ]);
    expect(codes(await directory.act('openDivision', { divisionId: 'd-new', name: '新\u0007处', kind: 'DIVISION', topics: [''], from: '2026-03-01', reason: ' ' }))).toEqual(['TEXT_MISSING', 'TEXT_CONTROL_CHARACTER', 'TEXT_MISSING']);
  });
});

describe('the book of law', () => {
  it('holds a new length from its day on, and the old one before', async () => {
    expect((await directory.act('reviseLimit', { limitId: 'T04', length: 10, validFrom: '2026-03-01' })).refusals).toEqual([]);
    const lengths = async (on: string) => ((await directory.ask(`{ timeLimits(on: "${on}") { id length validFrom validTo } }`)).data.timeLimits as { id: string; length: number }[]).filter(({ id }) => id === 'T04');
    expect(await lengths('2026-02-28')).toEqual([{ id: 'T04', length: 15, validFrom: '2019-05-15', validTo: '2026-02-28' }]);
    expect(await lengths('2026-03-01')).toEqual([{ id: 'T04', length: 10, validFrom: '2026-03-01', validTo: null }]);
  });

  it('takes a new clause, after which a limit of the law may rest on it', async () => {
    const change = { limitId: 'T01', length: 15, validFrom: '2026-07-01', clauseId: 'R2-33' };
    expect(codes(await directory.act('reviseLimit', change))).toEqual(['CLAUSE_UNKNOWN']);
    await directory.act('enterClause', { clauseId: 'R2-33', title: '新条例第三十三条', text: '行政机关应当自收到申请之日起15个工作日内予以答复。', source: '新条例（样例）' });
    expect((await directory.act('reviseLimit', change)).refusals).toEqual([]);
    const { data } = await directory.ask('{ clause(id: "R2-33") { text } timeLimits(on: "2026-07-01") { id length clauses { id } } }');
    expect(data.clause.text).toContain('15个工作日');
    expect((data.timeLimits as { id: string }[]).find(({ id }) => id === 'T01')).toMatchObject({ length: 15, clauses: [{ id: 'R2-33' }, { id: 'A1-17-4' }, { id: 'A2-9' }, { id: 'R-33' }] });
  });
});

describe('first editions', () => {
  it('are published once, whoever starts and how often', async () => {
    const opened = await Promise.all([seedBooks(directory.platform, NOW, editions), seedBooks(directory.platform, NOW, editions)]);
    expect(opened).toEqual([[], []]);
    expect(await owner('SELECT book, revision FROM reference.book ORDER BY book')).toEqual(['calendar', 'law', 'organisation'].map((book) => ({ book, revision: 1 })));
    expect(await owner('SELECT stream_id, seq, type FROM directory.event ORDER BY stream_id')).toEqual([
      { stream_id: 'calendar', seq: 1, type: 'CalendarBookOpened' }, { stream_id: 'law', seq: 1, type: 'LawBookOpened' }, { stream_id: 'organisation', seq: 1, type: 'OrganisationBookOpened' },
    ]);
  });

  it('cannot be opened again by an officer or twice by the platform', async () => {
    const input = { revision: 1, digest: '0'.repeat(64) };
    const open = (actor: Parameters<typeof execute>[2]['actor'], streamId: string | null) => execute(directory.platform, bookShells.law, { actor, commandId: randomUUID(), action: 'openLawBook', streamId, startsAs: 'law', input });
    expect(await open(officer('admin'), null)).toMatchObject({ kind: 'FORBIDDEN' });
    expect(await open({ kind: 'TIMER' }, 'law')).toMatchObject({ kind: 'REFUSED', refusals: [{ code: 'WRONG_STATE' }] });
    await expect(open({ kind: 'TIMER' }, null)).rejects.toThrow(/duplicate key/);
  });

  it('go into the log with the rest', async () => {
    expect(await new Worker({ platform: directory.platform, shells: Object.values(bookShells), consumers: [] }).pump()).toBe(3);
    expect(await owner('SELECT count(*)::int AS n FROM directory.log')).toEqual([{ n: 3 }]);
  });
});

describe('the clock', () => {
  const advance = (to: string, options: Parameters<Directory['ask']>[1] = {}, commandId: string = randomUUID()) =>
    directory.ask('mutation ($input: AdvanceClockInput!) { advanceClock(input: $input) { now timersFired refusals { code message field } } }', { as: officer('admin'), variables: { input: { commandId, to } }, ...options });
  const moved: Instant[] = [];
  /** A control that moves this platform's clock; the worker's own stepping through timers is the platform's test. */
  const services = { clockControl: { advance: (to: Instant) => { moved.push(to); directory.platform.at(to); return Promise.resolve(2); } } };
  beforeEach(() => { moved.length = 0; });

  it('is moved forward by the administrator, once for one command', async () => {
    const commandId = randomUUID();
    expect((await advance('2026-03-13T10:00:00+08:00', { services, as: officer('admin') }, commandId)).data).toEqual({ advanceClock: { now: '2026-03-13T10:00:00+08:00', timersFired: 2, refusals: [] } });
    expect((await directory.ask('{ now }')).data).toEqual({ now: '2026-03-13T10:00:00+08:00' });
    directory.platform.at(instant('2026-03-14T10:00:00+08:00')); // it has run on; the same command again is no move backwards
    expect((await advance('2026-03-13T10:00:00+08:00', { services }, commandId)).data.advanceClock).toEqual({ now: '2026-03-14T10:00:00+08:00', timersFired: 0, refusals: [] });
    expect((await advance('2026-05-01T10:00:00+08:00', { services }, commandId)).data.advanceClock.refusals).toMatchObject([{ code: 'COMMAND_ID_REUSED', field: 'input.commandId' }]);
    expect(moved).toEqual(['2026-03-13T02:00:00.000Z']);
  });
  it('steps by the platform’s worker where the database lets it move, and days and offices follow', async () => {
    await setClockMovable(directory.database.ownerUrl, true);
    const worker = new Worker({ platform: directory.platform, shells: Object.values(bookShells), consumers: [] });
    await directory.act('endAppointment', { personId: 'p-head', office: 'DIVISION_HEAD', divisionId: 'd-planning', lastDay: '2026-02-12' });
    const { data } = await advance('2026-02-13T00:00:00+08:00', { as: officer('admin'), services: { clockControl: { advance: (to) => worker.advance(to) } } });
    expect(data).toEqual({ advanceClock: { now: '2026-02-13T00:00:00+08:00', timersFired: 0, refusals: [] } });
    expect((await directory.ask('{ me { offices { office } } }', { as: officer('head') })).data).toEqual({ me: { offices: [] } });
  });
  it('never goes back', async () => {
    expect((await advance('2026-02-10T08:59:59+08:00', { services })).data.advanceClock).toEqual({ now: '2026-02-10T09:00:00+08:00', timersFired: 0, refusals: [{ code: 'CLOCK_BACKWARDS', field: 'input.to', message: '时钟只能向前拨：现在是2026年2月10日 09:00，不能拨到2026年2月10日 08:59。' }] });
    expect(moved).toEqual([]);
  });
  it('stays what it is where no control is given', async () => {
    expect((await advance('2026-03-13T10:00:00+08:00')).data.advanceClock.refusals).toMatchObject([{ code: 'CLOCK_NOT_MOVABLE' }]);
  });
  it('is nobody else’s to move, and ends before dates do', async () => {
    expect((await advance('2026-03-13T10:00:00+08:00', { services, as: officer('office-head') })).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await advance('2026-03-13T10:00:00+08:00', { services, as: { kind: 'PUBLIC' } })).errors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
    expect((await advance('2190-01-02T00:00:00+08:00', { services })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
    expect(moved).toEqual([]);
  });
});
