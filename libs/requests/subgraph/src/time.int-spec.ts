import { readBackDocx } from '@disclosure/platform-letters';
import { firstCalendarEdition } from '@disclosure/calendar';
import type { CalendarBook } from '@disclosure/calendar';
import { localDate } from '@disclosure/kernel';
import { firstLawEdition } from '@disclosure/law';
import { publishRevision } from '@disclosure/platform-testing';
import type { PublishedEvent } from '@disclosure/contracts';
import { requestsConsumers } from './use-cases/consumers.ts';
import { applicantOf, House, PUBLIC, submission } from './testing/house.fixture.ts';

let house: House;
beforeEach(async () => { house = await House.open(); });
afterEach(() => house?.close());

const read = async (id: string, fields: string): Promise<Record<string, never>> => (await house.data(`query ($id: ID!) { request(id: $id) { ${fields} } }`, 'office', { id })).request;
const noticesOf = (login: string): Promise<readonly { kind: string; message: string; request: { id: string } }[]> => house.data('{ requestNotices { kind message request { id } } }', login).then(({ requestNotices }) => requestNotices);

const withDayOff = (years: CalendarBook['years'], day: string): CalendarBook['years'] =>
  years.map((year) => (year.year === 2026 ? { ...year, daysOff: [...year.daysOff, { date: localDate(day), name: '临时放假' }].sort((a, b) => (a.date < b.date ? -1 : 1)) } : year));

/** A new revision of a book, as the directory publishes it: the book is there, then its event is relayed. */
async function revise(book: 'calendar' | 'law', content: object): Promise<void> {
  const at = await house.now();
  await house.database.owner((client) => publishRevision(client, book, content, at));
  await wake(book, (content as { revision: number }).revision);
}

async function wake(book: 'calendar' | 'law', revision: number): Promise<void> {
  const at = await house.now();
  const event: PublishedEvent = { id: `revised-${book}-${revision}:0`, context: 'directory', type: 'BookRevised', recordedAt: at, effectiveOn: localDate('2026-02-10'), data: { book, revision } };
  for (const consumer of requestsConsumers.filter(({ types }) => types.includes('BookRevised'))) await house.platform.database.context('requests').write((tx) => consumer.handle(tx, event, house.platform));
  await house.worker.fireDue();
}

it('the clock goes through what falls due: warnings three working days before, on the day and after, once each, and the lapse of a clarification on its legal day', async () => {
  const open = await house.assigned();
  const waiting = await house.registered({ title: '需要补正的申请' });
  await house.act('requestClarification', 'office', { id: waiting, items: '请写明年份。', guidance: '例如2025年度。', periodWorkingDays: 15 }, 'state clock { state dueOn }');
  expect(await read(waiting, 'state dueOn clock { state } documents { kind number }')).toMatchObject({ state: 'AWAITING_CLARIFICATION', dueOn: null, clock: { state: 'SUSPENDED' }, documents: expect.arrayContaining([{ kind: 'ClarificationNotice', number: '吉工信公开补〔2026〕1号' }]) });

  // Notice of 9 February for 15 working days: the last is Friday 6 March.
  await house.moveTo('2026-03-06');
  expect(await read(waiting, 'state')).toEqual({ state: 'AWAITING_CLARIFICATION' });
  expect(await house.codes('deemAbandoned', 'office', { id: waiting })).toEqual(['CLARIFICATION_PERIOD_RUNNING A2-10']);
  await house.moveTo('2026-03-07');
  const { timeline, state } = await read(waiting, 'state timeline { event effectiveOn actor }') as unknown as { state: string; timeline: readonly object[] };
  expect([state, timeline.at(-1)]).toEqual(['ABANDONED', { event: 'RequestDeemedAbandoned', effectiveOn: '2026-03-07', actor: null }]);

  // Due on 13 March, for the division on 4 March: warned of then, on 10 March, on the day, and on the 14th; the deputy hears of it when overdue.
  await house.moveTo('2026-03-20');
  const warned = (await read(open, 'timeline { event effectiveOn }') as unknown as { timeline: readonly { event: string; effectiveOn: string }[] }).timeline.filter(({ event }) => event === 'DeadlineWarned');
  expect(warned.map(({ effectiveOn }) => effectiveOn)).toEqual(['2026-03-04', '2026-03-10', '2026-03-13', '2026-03-14']);
  const of = async (login: string): Promise<readonly string[]> => (await noticesOf(login)).filter(({ request }) => request.id === open).map(({ kind }) => kind).filter((kind) => kind !== 'CONFIRMATION_AWAITED').sort();
  expect(await of('handler')).toEqual(['DUE_SOON', 'DUE_TODAY', 'OVERDUE', 'PROPOSAL_DUE', 'REQUEST_ASSIGNED']);
  expect(await of('office')).toEqual(['DUE_SOON', 'DUE_TODAY', 'OVERDUE']);
  expect(await of('deputy')).toEqual(['OVERDUE']);
  expect(await of('handler-2')).toEqual(['REQUEST_ASSIGNED']);
  expect(await read(open, 'clock { late remainingWorkingDays }')).toEqual({ clock: { late: true, remainingWorkingDays: -5 } });
});

it('a clarification that comes in time resets the clock; one on the eighth working day is not asked for; a request that nobody confirmed is warned of', async () => {
  const id = await house.registered();
  const { id: unconfirmed } = await house.submit({ title: '尚未确认的申请' });
  await house.moveTo('2026-02-12');
  expect((await noticesOf('office')).filter(({ kind, request }) => kind === 'OVERDUE' && request.id === unconfirmed)).toHaveLength(1);
  await house.act('requestClarification', 'office', { id, items: '请写明年份。' });
  await house.moveTo('2026-03-04');
  const { request } = await house.act('supplyClarification', applicantOf(id), { id, clarification: '2025年度。' }, 'state dueOn receivedOn clarification clock { startedOn segments { effect from } }');
  expect(request).toMatchObject({ state: 'REGISTERED', dueOn: '2026-04-01', receivedOn: '2026-02-09', clarification: '2025年度。', clock: { startedOn: '2026-03-04' } });
  expect(await house.codes('requestClarification', 'office', { id, items: '还有一事。' })).toEqual(['CLARIFICATION_ALREADY_USED A2-10', 'CLARIFICATION_WINDOW_CLOSED A2-10']);
  const { id: other } = await house.submit({ title: '三月的申请' });
  await house.act('registerRequest', 'office', { id: other, confirmedOn: '2026-03-04' });
  await house.moveTo('2026-03-16');
  expect(await house.codes('requestClarification', 'office', { id: other, items: '请写明年份。' })).toEqual(['CLARIFICATION_WINDOW_CLOSED A2-10']);
});

it('the reply period is extended once, before it ends, by at most twenty working days, with a letter', async () => {
  const id = await house.assigned();
  await house.moveTo('2026-03-11');
  expect(await house.codes('proposeExtension', 'handler', { id, workingDays: 21, reasons: '涉及面广。' })).toEqual(['EXTENSION_LENGTH A1-17-3']);
  await house.act('proposeExtension', 'handler', { id, workingDays: 10, reasons: '需核对企业名单。' });
  expect(await house.codes('extendReplyPeriod', 'office-head', { id, workingDays: 12 })).toEqual(['EXTENSION_BEYOND_PROPOSAL A2-9']);
  const { request } = await house.act('extendReplyPeriod', 'office-head', { id, workingDays: 10 }, 'dueOn clock { extended } documents { kind number }');
  expect(request).toMatchObject({ dueOn: '2026-03-27', clock: { extended: true }, documents: expect.arrayContaining([{ kind: 'ExtensionNotice', number: '吉工信公开延〔2026〕1号' }]) });
  expect(await house.codes('proposeExtension', 'handler', { id, workingDays: 5, reasons: '再延。' })).toEqual(['EXTENSION_ALREADY_USED R-33']);
  expect(await house.codes('extendReplyPeriod', 'office-head', { id, workingDays: 5 })).toEqual(['EXTENSION_ALREADY_USED R-33']);
  const late = await house.assigned({ title: '另一申请' });
  await house.moveTo('2026-04-20');
  expect(await house.codes('proposeExtension', 'handler', { id: late, workingDays: 5, reasons: '迟了。' })).toEqual(['REPLY_PERIOD_OVER A2-9']);
});

it('a new calendar moves the open cases, one event and one notice to each concerned; closed ones stay', async () => {
  const open = await house.assigned();
  const served = await house.served({ title: '已答复的申请' });
  const early = await house.assigned({ title: '同日的申请' }, []);
  await house.act('withdrawRequest', applicantOf(early), { id: early });
  expect(await read(open, 'dueOn clock { calendarRevision }')).toEqual({ dueOn: '2026-03-13', clock: { calendarRevision: 1 } });

  const off = '2026-03-06';
  const calendar = { ...firstCalendarEdition, revision: 2, years: withDayOff(firstCalendarEdition.years, off) };
  await revise('calendar', calendar);

  const moved = await read(open, 'dueOn clock { dueOn calendarRevision segments { excludedDays { date reason } } } timeline { event text }') as unknown as { dueOn: string; clock: { segments: { excludedDays: object[] }[] }; timeline: { event: string; text: string }[] };
  expect(moved).toMatchObject({ dueOn: '2026-03-16', clock: { dueOn: '2026-03-16', calendarRevision: 2 } });
  expect(moved.clock.segments[0]?.excludedDays).toContainEqual({ date: off, reason: '临时放假' });
  expect(moved.timeline.filter(({ event }) => event === 'CalendarAdopted')).toEqual([{ event: 'CalendarAdopted', text: '2026年3月13日 → 2026年3月16日' }]);
  for (const login of ['handler', 'head', 'office']) {
    expect((await noticesOf(login)).filter(({ kind }) => kind === 'CALENDAR_MOVED')).toEqual([{ kind: 'CALENDAR_MOVED', message: '2026-0001：放假安排更新，期限由2026年3月13日改为2026年3月16日。', request: { id: open } }]);
  }
  for (const id of [served, early]) expect(JSON.stringify(await read(id, 'timeline { event }'))).not.toContain('CalendarAdopted');
  // Acted on between the publication and the wake-up: told all the same. Registered in between: never had another date.
  const at = await house.now();
  await house.database.owner((client) => publishRevision(client, 'calendar', { ...calendar, revision: 3, years: withDayOff(calendar.years, '2026-03-05') }, at));
  await house.act('contributeMaterial', 'handler-2', { id: open, divisionId: 'd-energy', material: '材料' });
  const fresh = await house.registered({ title: '新日历下的申请' });
  await wake('calendar', 3);
  const adopted = async (id: string): Promise<readonly (string | null)[]> => (await read(id, 'timeline { event text }') as unknown as { timeline: { event: string; text: string }[] }).timeline.filter(({ event }) => event === 'CalendarAdopted').map(({ text }) => text);
  expect(await adopted(open)).toEqual(['2026年3月13日 → 2026年3月16日', '2026年3月16日 → 2026年3月17日']);
  expect([await adopted(fresh), (await read(fresh, 'dueOn') as unknown as { dueOn: string }).dueOn]).toEqual([[], '2026-03-17']);
  // A revision that moves nothing is no event of any case; nor is the same one again.
  await revise('calendar', { ...calendar, revision: 4, years: withDayOff(calendar.years, '2026-03-05') });
  expect(await adopted(open)).toHaveLength(2);
  // The warnings follow the new date.
  await house.moveTo('2026-03-16');
  expect((await noticesOf('handler')).filter(({ request }) => request.id === open).map(({ kind }) => kind).sort()).toEqual(['CALENDAR_MOVED', 'CALENDAR_MOVED', 'DUE_SOON', 'PROPOSAL_DUE', 'REQUEST_ASSIGNED']);
});

it('a new law is for new cases: an old one keeps its twenty working days', async () => {
  const old = await house.assigned();
  const t01 = firstLawEdition.limits.find(({ id }) => id === 'T01') as (typeof firstLawEdition.limits)[number];
  await revise('law', { ...firstLawEdition, revision: 2, limits: [...firstLawEdition.limits.filter(({ id }) => id !== 'T01'), { ...t01, validTo: localDate('2026-02-28') }, { ...t01, length: 15, validFrom: localDate('2026-03-01') }] });
  await house.moveTo('2026-03-02');
  const fresh = await house.registered({ title: '新法施行后的申请' });
  expect(await read(fresh, 'receivedOn dueOn')).toEqual({ receivedOn: '2026-03-02', dueOn: '2026-03-23' });
  expect(await read(old, 'receivedOn dueOn')).toEqual({ receivedOn: '2026-02-09', dueOn: '2026-03-13' });
  // It keeps it whatever happens to it later: a clarification resets to twenty days of the old law.
  await house.moveTo('2026-03-09');
  await house.act('proposeExtension', 'handler', { id: old, workingDays: 5, reasons: '需核对。' });
  expect((await house.act('extendReplyPeriod', 'office-head', { id: old, workingDays: 5 }, 'dueOn')).request.dueOn).toBe('2026-03-20');
});

it('a deadline that reaches 2027 is provisional, and says so, until its calendar is there', async () => {
  await house.moveTo('2026-12-10');
  const id = await house.registered();
  expect(await read(id, 'dueOn provisional clock { provisional }')).toEqual({ dueOn: '2027-01-08', provisional: true, clock: { provisional: true } });
  // Sent on Thursday 10 December and received that day: fifteen working days are over on Thursday 31 December, what is left of the twenty ends on 29 January.
  const waiting = await house.assigned({ title: '正在征求意见的申请' }, []);
  const { request: consulted } = await house.act('consultThirdParty', 'handler', { id: waiting, thirdParty: { name: '甲公司', postalAddress: '长春市人民大街1号' }, content: '甲公司的合同' }, 'consultations { id }');
  const [consultation] = consulted['consultations'] as readonly { id: string }[];
  await house.act('recordConsultationReceipt', 'office', { id: waiting, consultationId: consultation?.id, proof: '签收单' });
  expect(await read(waiting, 'dueOn provisional clock { state }')).toEqual({ dueOn: '2027-01-29', provisional: true, clock: { state: 'SUSPENDED' } });
  const last = firstCalendarEdition.years.at(-1) as (typeof firstCalendarEdition.years)[number];
  await revise('calendar', { ...firstCalendarEdition, revision: 2, years: [...firstCalendarEdition.years, { ...last, year: 2027, notices: ['测试用'], daysOff: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'].map((date) => ({ date, name: '元旦' })), workedDays: [] }] });
  expect(await read(id, 'dueOn provisional clock { provisional }')).toEqual({ dueOn: '2027-01-11', provisional: false, clock: { provisional: false } });
  // A clock that stands still moves too where its end is known (CAL-04).
  expect(await read(waiting, 'dueOn provisional clock { state dueOn }')).toEqual({ dueOn: '2027-02-01', provisional: false, clock: { state: 'SUSPENDED', dueOn: '2027-02-01' } });
  expect((await noticesOf('handler')).find(({ kind, request }) => kind === 'CALENDAR_MOVED' && request.id === waiting)?.message).toContain('期限由2027年1月29日改为2027年2月1日');
});

it('when a second applicant asks for the same, the first case is proposed for proactive disclosure; the division confirms, and publication hears of it', async () => {
  const first = await house.served();
  // The same person asking again is a repetition, not a second applicant.
  const again = await house.registered();
  await house.worker.fireDue();
  expect(JSON.stringify(await read(first, 'timeline { event }'))).not.toContain('PromotionProposed');
  const other = { name: '周小川', identityDocument: { type: '居民身份证', number: '220101198805120026' } };
  const second = await house.registered({ title: '2025年度省级工业转型升级专项资金安排表' }, other);
  const third = await house.registered({ title: '全省软件企业人才统计' }, other);
  await house.worker.fireDue();
  // What is handed in counts like what is asked online.
  const inPerson = await house.act('submitRequest', 'office', submission({ title: '2025年度省级工业转型升级专项资金项目安排', channel: 'IN_PERSON' }, { name: '吴小山', identityDocument: { type: '居民身份证', number: '220101197501010034' } }));
  await house.worker.fireDue();

  expect(await read(first, 'timeline { event }')).toMatchObject({ timeline: expect.arrayContaining([{ event: 'PromotionProposed' }]) });
  for (const id of [again, second, third]) expect(JSON.stringify(await read(id, 'timeline { event }'))).not.toContain('PromotionProposed');
  for (const login of ['handler', 'head']) expect((await noticesOf(login)).filter(({ kind }) => kind === 'PROMOTION_PROPOSED')).toHaveLength(2);
  expect((await noticesOf('general')).filter(({ kind }) => kind === 'PROMOTION_PROPOSED')).toHaveLength(0);

  const digest = (await read(first, 'proposal { digest }') as unknown as { proposal: { digest: string } }).proposal.digest;
  await house.act('promoteToProactive', 'head', { id: first });
  const { rows } = await house.database.owner((client) => client.query<{ type: string; body: string }>('SELECT type, body FROM requests.outbox'));
  expect(rows.map(({ type, body }) => [type, (JSON.parse(body) as PublishedEvent).data])).toEqual([['PromotionConfirmed', { requestIds: [first, second, inPerson.request.id], digest, leadDivisionId: 'd-planning', clause: 'A2-21' }]]);
});

it('what publication published is counted for everybody, while it is published, and a reply may point at it', async () => {
  const first = await house.served();
  const published = (type: 'DisclosurePublished' | 'DisclosureWithdrawn'): PublishedEvent => ({
    id: `${type}:0`, context: 'publication', type, recordedAt: '2026-02-09T01:00:00.000Z' as never, effectiveOn: localDate('2026-02-09'), data: { disclosureId: 'disclosure-1', digest: 'd'.repeat(64), address: '/d/1', originRequests: [first, 'of-another-cell'] },
  });
  const consumer = requestsConsumers.find(({ types }) => types.includes('DisclosurePublished')) as (typeof requestsConsumers)[number];
  const take = (type: 'DisclosurePublished' | 'DisclosureWithdrawn'): Promise<void> => house.platform.database.context('requests').write((tx) => consumer.handle(tx, published(type), house.platform));
  const count = async (actor: typeof PUBLIC | string): Promise<number> => (await house.data('query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Disclosure { requestCount } } }', actor, { keys: [{ __typename: 'Disclosure', id: 'disclosure-1' }] }))._entities[0].requestCount as number;
  expect(await count(PUBLIC)).toBe(0);
  await take('DisclosurePublished');
  expect([await count(PUBLIC), await count('office'), await count('general')]).toEqual([1, 1, 1]);
  const second = await house.served({ title: '同一安排表' }, { items: [{ outcome: 'ALREADY_PUBLISHED', disclosureId: 'disclosure-1' }], information: null, blocks: { howToGet: '可在本机关门户网站查阅。', publishedTitle: '2025年度专项资金安排表' } });
  expect((await house.data('{ myRequest { reply { items { outcome disclosure { id requestCount } } } } }', applicantOf(second))).myRequest.reply.items).toEqual([{ outcome: 'ALREADY_PUBLISHED', disclosure: { id: 'disclosure-1', requestCount: 1 } }]);
  // On paper the address is of use only in full; one publication alone has no number.
  const { request } = await house.data('query ($id: ID!) { request(id: $id) { documents { kind format url } } }', 'office', { id: second });
  const letter = request.documents.find(({ kind, format }: { kind: string; format: string }) => kind === 'ReplyLetter' && format === 'DOCX');
  expect(readBackDocx((await house.download(letter.url as string)) as Uint8Array).text).toMatch(/\n《2025年度专项资金安排表》，网址：https:\/\/xxgk\.example\.gov\.cn\/d\/\S+\n/);
  await take('DisclosureWithdrawn');
  expect([await count(PUBLIC), await count('office')]).toEqual([0, 0]);
});
