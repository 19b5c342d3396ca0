import { firstCalendarEdition, workingCalendar } from '@disclosure/calendar';
import { instant, dateOf, localDate } from '@disclosure/kernel';
import { firstLawEdition, limitOn } from '@disclosure/law';
import { competentFor, holdersOf, holdsOffice, OFFICES } from '@disclosure/organisation';
import type { Actor, OrganisationBook } from '@disclosure/organisation';
import { allActions, availableActions, decide } from '@disclosure/workflow';
import type { Aggregate, DecisionFacts } from '@disclosure/workflow';
import { calendarBook } from './calendar-book.workflow.ts';
import { lawBook, lawRevisions } from './law-book.workflow.ts';
import { organisationBook, organisationRevisions } from './organisation-book.workflow.ts';
import type { BookState, Revise } from './book.state.ts';
import { sampleOrganisation } from './sample-organisation.ts';

const NOW = instant('2026-02-10T09:00:00+08:00');
const admin: Actor = { kind: 'OFFICER', personId: 'p-admin' };
const facts = (change: Partial<DecisionFacts> = {}): DecisionFacts => ({ now: NOW, today: dateOf(NOW), calendar: workingCalendar(firstCalendarEdition), law: firstLawEdition, organisation: sampleOrganisation, ...change });
const published = (aggregate: Aggregate<BookState>): BookState => ({ ...aggregate.initial('book'), seq: 1, revision: 1, positions: { book: 'PUBLISHED' } });
const reason = { text: 't', commitment: 'c' };
/** What every guard can read, whatever it then says: enough to ask who may act. */
const anything = { arrangement: {}, text: '', from: '2026-03-01', to: '2026-03-02', validFrom: '2026-03-01', lastDay: '2026-03-01', login: '', divisionId: 'd-energy', clauseId: 'R-33', agencyId: '' };

function codes(aggregate: Aggregate<BookState>, action: string, input: object, known: DecisionFacts = facts(), actor: Actor = admin): readonly string[] {
  const decision = decide(aggregate, published(aggregate), action, { ...input, reason }, actor, known);
  return decision.kind === 'REFUSED' ? decision.refusals.map(({ code }) => code) : [decision.kind];
}
/** The organisation after an action that is accepted. */
function after(book: OrganisationBook, action: string, input: object): OrganisationBook {
  const decision = decide(organisationBook, published(organisationBook), action, { ...input, reason }, admin, facts({ organisation: book }));
  if (decision.kind !== 'ACCEPTED') throw new Error(JSON.stringify(decision));
  const next = (organisationRevisions[decision.event.type] as Revise<OrganisationBook, object>)(book, input, facts());
  if (!next.ok) throw new Error('refused');
  return next.value;
}
const planning = { office: 'DIVISION_HEAD', divisionId: 'd-planning' };

describe('who may revise a book', () => {
  it.each([calendarBook, lawBook, organisationBook])('$name: the administrator alone, by any of its actions; the platform alone opens it', (aggregate) => {
    for (const { name, row } of allActions(aggregate)) {
      if (row.internal) { expect(row.by).toEqual(['TIMER']); continue; }
      for (const { id } of sampleOrganisation.people) {
        const may = decide(aggregate, published(aggregate), name, { reason, ...anything }, { kind: 'OFFICER', personId: id }, facts()).kind !== 'FORBIDDEN';
        expect([name, id, may]).toEqual([name, id, id === 'p-admin']);
      }
      for (const actor of [{ kind: 'PUBLIC' }, { kind: 'TIMER' }, { kind: 'MACHINE', clientId: 'm', scopes: [] }] as const) expect(codes(aggregate, name, anything, facts(), actor)).toEqual(['FORBIDDEN']);
    }
  });
  it('an administrator by deputation too, on the days of it', () => {
    const book = after(sampleOrganisation, 'deputise', { personId: 'p-admin', deputyId: 'p-analyst', office: 'ADMINISTRATOR', from: '2026-02-11', to: '2026-02-12' });
    const on = (at: string) => availableActions(organisationBook, published(organisationBook), { kind: 'OFFICER', personId: 'p-analyst' }, facts({ organisation: book, now: instant(at), today: dateOf(instant(at)) })).length;
    expect(['2026-02-10T23:59:59+08:00', '2026-02-11T00:00:00+08:00', '2026-02-12T23:59:59+08:00', '2026-02-13T00:00:00+08:00'].map(on)).toEqual([0, 9, 9, 0]);
  });
});

describe('other agencies (A1-19-4; REQ-16)', () => {
  const culture = { agencyId: 'jl-culture', name: '吉林省文化和旅游厅', documentCode: '吉文旅', bodyCode: '013500020', contact: { address: '长春市示例大街20号', telephone: '', email: '' }, topics: ['工业旅游'] };
  const register = (input: object): readonly string[] => codes(organisationBook, 'registerAgency', { ...culture, ...input });
  it('are registered under an id, a name and a code of their own, with a way to reach them', () => {
    expect(register({})).toEqual(['ACCEPTED']);
    expect(register({ agencyId: 'JL culture' })).toEqual(['AGENCY_ID']);
    expect(register({ agencyId: 'jl-finance' })).toEqual(['AGENCY_EXISTS']);
    expect(register({ name: '吉林省财政厅' })).toEqual(['AGENCY_NAME_TAKEN']);
    expect(register({ bodyCode: '01350' })).toEqual(['BODY_CODE']);
    expect(register({ bodyCode: '013500014' })).toEqual(['BODY_CODE_TAKEN']);
    expect(register({ contact: { address: ' ', telephone: '', email: '' } })).toEqual(['CONTACT_MISSING']);
    const book = after(sampleOrganisation, 'registerAgency', culture);
    expect(competentFor(book, '工业旅游', localDate('2026-02-10')).agencies.map(({ id, isOwn }) => [id, isOwn])).toEqual([['jl-culture', false]]);
  });
  it('whose powers move are found where these are now', () => {
    const change = (input: object): readonly string[] => codes(organisationBook, 'changeAgency', { agencyId: 'jl-ecology', ...input });
    expect(change({ agencyId: 'nobody', name: '某厅' })).toEqual(['AGENCY_UNKNOWN']);
    expect(change({})).toEqual(['NOTHING_CHANGED']);
    expect(change({ name: '吉林省生态环境厅' })).toEqual(['NOTHING_CHANGED']);
    expect(change({ name: '吉林省财政厅' })).toEqual(['AGENCY_NAME_TAKEN']);
    expect(change({ contact: { address: '', telephone: '', email: '' } })).toEqual(['CONTACT_MISSING']);
    const lost = after(sampleOrganisation, 'changeAgency', { agencyId: 'jl-ecology', topics: ['环境影响评价', '排污许可', '环境监测'] });
    const moved = after(lost, 'changeAgency', { agencyId: 'jl-development-reform', topics: ['能源发展', '碳排放'] });
    const responsible = (book: OrganisationBook): readonly string[] => competentFor(book, '碳排放', localDate('2026-02-10')).agencies.map(({ id }) => id);
    expect([responsible(sampleOrganisation), responsible(lost), responsible(moved)]).toEqual([['jl-ecology'], [], ['jl-development-reform']]);
    expect(moved.agencies.find(({ id }) => id === 'jl-ecology')).toMatchObject({ name: '吉林省生态环境厅', contact: { telephone: '0431-00000012' } });
  });
});

describe('appointments (A1-3)', () => {
  it('need a person, a division in being, and dates in order', () => {
    const appoint = (input: object) => codes(organisationBook, 'appointOfficer', { personId: 'p-handler', office: 'CASE_HANDLER', divisionId: 'd-software', from: '2026-03-01', ...input });
    expect(appoint({})).toEqual(['ACCEPTED']);
    expect(appoint({ personId: 'p-x' })).toEqual(['PERSON_UNKNOWN']);
    expect(appoint({ divisionId: 'd-x' })).toEqual(['DIVISION_UNKNOWN']);
    expect(appoint({ from: '2020-12-30' })).toEqual(['DIVISION_NOT_IN_BEING']);
    expect(appoint({ to: '2026-02-28' })).toEqual(['DATES_OUT_OF_ORDER']);
    expect(appoint({ divisionId: undefined })).toEqual(['OFFICE_NEEDS_DIVISION']);
    expect(appoint({ office: 'ANALYST', divisionId: undefined })).toEqual(['ACCEPTED']);
  });
  it('of one person to one post do not overlap; the day after the last is free', () => {
    const ended = after(sampleOrganisation, 'endAppointment', { personId: 'p-head', ...planning, lastDay: '2026-02-28' });
    const again = (from: string) => codes(organisationBook, 'appointOfficer', { personId: 'p-head', ...planning, from }, facts({ organisation: ended }));
    expect(codes(organisationBook, 'appointOfficer', { personId: 'p-head', ...planning, from: '2026-03-01' })).toEqual(['APPOINTMENT_OVERLAPS']);
    expect(again('2026-02-28')).toEqual(['APPOINTMENT_OVERLAPS']);
    expect(again('2026-03-01')).toEqual(['ACCEPTED']);
  });
  it('end only for who holds the office, and never leave the book without an administrator', () => {
    const end = (input: object, book = sampleOrganisation) => codes(organisationBook, 'endAppointment', { personId: 'p-head', ...planning, lastDay: '2026-02-28', ...input }, facts({ organisation: book }));
    expect(end({ divisionId: 'd-energy' })).toEqual(['APPOINTMENT_NOT_FOUND']);
    expect(end({ lastDay: '2020-12-30' })).toEqual(['APPOINTMENT_NOT_FOUND']);
    const admins = { personId: 'p-admin', office: 'ADMINISTRATOR', divisionId: undefined };
    expect(end(admins)).toEqual(['LAST_ADMINISTRATOR']);
    const second = (from: string) => after(sampleOrganisation, 'appointOfficer', { personId: 'p-analyst', office: 'ADMINISTRATOR', from });
    expect(end(admins, second('2026-03-01'))).toEqual(['ACCEPTED']);
    expect(end(admins, second('2026-03-02'))).toEqual(['LAST_ADMINISTRATOR']); // nobody on 1 March
    expect(end({ ...admins, lastDay: '2025-01-01' }, second('2026-02-12'))).toEqual(['LAST_ADMINISTRATOR']); // backdated: from tomorrow on is what counts
  });
  it('end together with what was lent of them', () => {
    const lent = after(sampleOrganisation, 'deputise', { personId: 'p-head', deputyId: 'p-head-2', ...planning, from: '2026-02-11', to: '2026-03-31' });
    const ended = after(lent, 'endAppointment', { personId: 'p-head', ...planning, lastDay: '2026-02-20' });
    expect(['2026-02-20', '2026-02-21'].map((on) => holdersOf(ended, 'DIVISION_HEAD', localDate(on), 'd-planning').map(({ id }) => id))).toEqual([['p-head', 'p-head-2'], []]);
    const returned = after(lent, 'endAppointment', { personId: 'p-head-2', ...planning, lastDay: '2026-02-20' });
    expect(holdersOf(returned, 'DIVISION_HEAD', localDate('2026-02-21'), 'd-planning').map(({ id }) => id)).toEqual(['p-head']);
    expect(holdsOffice(returned, 'p-head-2', 'DIVISION_HEAD', localDate('2026-02-21'), 'd-energy')).toBe(true);
    const never = after(lent, 'endAppointment', { personId: 'p-head', ...planning, lastDay: '2026-02-10' });
    expect(never.appointments.filter(({ standsFor }) => standsFor !== null)).toEqual([]);
  });
});

describe('deputations (委托代理)', () => {
  const deputise = (input: object, book = sampleOrganisation) => codes(organisationBook, 'deputise', { personId: 'p-head', deputyId: 'p-head-2', ...planning, from: '2026-02-10', to: '2026-02-20', ...input }, facts({ organisation: book }));
  it('lend what one holds all the while, to somebody else, from today on', () => {
    expect(deputise({})).toEqual(['ACCEPTED']);
    expect(deputise({ deputyId: 'p-x' })).toEqual(['PERSON_UNKNOWN']);
    expect(deputise({ deputyId: 'p-head' })).toEqual(['DEPUTY_IS_HOLDER', 'APPOINTMENT_OVERLAPS']);
    expect(deputise({ from: '2026-02-09' })).toEqual(['DEPUTATION_BACKDATED']);
    expect(deputise({ divisionId: 'd-energy' })).toEqual(['OFFICE_NOT_HELD', 'APPOINTMENT_OVERLAPS']);
    expect(deputise({}, after(sampleOrganisation, 'endAppointment', { personId: 'p-head', ...planning, lastDay: '2026-02-19' }))).toEqual(['OFFICE_NOT_HELD']);
  });
  it('are not lent on', () => {
    const lent = after(sampleOrganisation, 'deputise', { personId: 'p-head', deputyId: 'p-head-2', ...planning, from: '2026-02-10', to: '2026-02-20' });
    expect(deputise({ personId: 'p-head-2', deputyId: 'p-legal' }, lent)).toEqual(['OFFICE_NOT_HELD']);
    expect(deputise({ from: '2026-02-20', to: '2026-02-25' }, lent)).toEqual(['APPOINTMENT_OVERLAPS']);
  });
});

describe('divisions', () => {
  it('open under a code and a name that nobody has', () => {
    const open = (input: object) => codes(organisationBook, 'openDivision', { divisionId: 'd-raw-materials', name: '原材料工业处', kind: 'DIVISION', topics: ['化工'], from: '2026-03-01', ...input });
    expect(open({})).toEqual(['ACCEPTED']);
    expect(open({ divisionId: 'd-energy' })).toEqual(['DIVISION_EXISTS']);
    expect(open({ divisionId: 'raw materials', name: '法规处' })).toEqual(['DIVISION_ID', 'DIVISION_NAME_TAKEN']);
    expect(after(sampleOrganisation, 'openDivision', { divisionId: 'd-raw-materials', name: '原材料工业处', kind: 'DIVISION', topics: ['化工'], from: localDate('2026-03-01') }).divisions.at(-1)).toMatchObject({ id: 'd-raw-materials', agencyId: 'jlgxt', to: null });
  });
  it('take a new name and keep their code', () => {
    expect(codes(organisationBook, 'renameDivision', { divisionId: 'd-energy', name: '法规处' })).toEqual(['DIVISION_NAME_TAKEN']);
    expect(after(sampleOrganisation, 'renameDivision', { divisionId: 'd-energy', name: '节能处' }).divisions.find(({ id }) => id === 'd-energy')?.name).toBe('节能处');
  });
  it('close today at the earliest, with their offices, into a division that goes on', () => {
    const close = (input: object) => codes(organisationBook, 'closeDivision', { divisionId: 'd-energy', lastDay: '2026-06-30', succeededBy: 'd-planning', ...input });
    expect(close({})).toEqual(['ACCEPTED']);
    expect(close({ lastDay: '2026-02-09' })).toEqual(['DIVISION_CLOSED_BACKWARDS']);
    expect(close({ succeededBy: 'd-energy' })).toEqual(['SUCCESSOR_UNKNOWN']);
    expect(close({ succeededBy: 'd-x' })).toEqual(['SUCCESSOR_UNKNOWN']);
    const closed = after(sampleOrganisation, 'closeDivision', { divisionId: 'd-energy', lastDay: localDate('2026-06-30'), succeededBy: 'd-planning' });
    expect(['2026-06-30', '2026-07-01'].map((on) => holdsOffice(closed, 'p-head-2', 'DIVISION_HEAD', localDate(on), 'd-energy'))).toEqual([true, false]);
    const appoint = (from: string, to?: string) => codes(organisationBook, 'appointOfficer', { personId: 'p-legal', office: 'CASE_HANDLER', divisionId: 'd-energy', from, to }, facts({ organisation: closed }));
    expect(appoint('2026-07-01', '2026-07-02')).toEqual(['DIVISION_NOT_IN_BEING', 'APPOINTMENT_OUTLIVES_DIVISION']);
    expect(appoint('2026-03-01')).toEqual(['APPOINTMENT_OUTLIVES_DIVISION']);
    expect(appoint('2026-03-01', '2026-06-30')).toEqual(['ACCEPTED']);
  });
  it('people come in under a login that is free', () => {
    expect(codes(organisationBook, 'registerOfficer', { name: '新人', login: 'head' })).toEqual(['LOGIN_TAKEN']);
    expect(codes(organisationBook, 'registerOfficer', { name: '新人', login: 'Head 3' })).toEqual(['LOGIN_FORM']);
    expect(after(sampleOrganisation, 'registerOfficer', { name: '新人', login: 'head-3' }).people.at(-1)).toEqual({ id: 'p-head-3', name: '新人', login: 'head-3' });
  });
});

describe('the book of law', () => {
  const limit = (input: object) => codes(lawBook, 'reviseLimit', { limitId: 'T04', length: 10, validFrom: '2026-03-01', ...input });
  it('lets the department set what the law leaves open, from today on, and nothing that the law fixes', () => {
    expect(limit({})).toEqual(['ACCEPTED']);
    expect(limit({ validFrom: '2026-02-09' })).toEqual(['LAW_NOT_RETROACTIVE']);
    expect(limit({ length: 0 })).toEqual(['LIMIT_LENGTH']);
    expect(limit({ length: 10.5 })).toEqual(['LIMIT_LENGTH']);
    expect(limit({ limitId: 'T99' })).toEqual(['LAW_ENTRY_UNKNOWN']);
    expect(limit({ limitId: 'T01' })).toEqual(['LIMIT_FIXED_BY_LAW']);
    expect(limit({ limitId: 'T01', clauseId: 'R-33' })).toEqual(['LIMIT_FIXED_BY_LAW']); // it rests on that already
    expect(limit({ limitId: 'T01', clauseId: 'R-99' })).toEqual(['CLAUSE_UNKNOWN']);
  });
  it('closes the old entry the day before, so that every day has one; an old case keeps its law', () => {
    const revise = lawRevisions['LimitRevised'] as Revise<typeof firstLawEdition, object>;
    const once = revise(firstLawEdition, { limitId: 'T04', length: 10, validFrom: localDate('2026-03-01') }, facts());
    if (!once.ok) throw new Error('refused');
    expect(['2026-02-28', '2026-03-01', '2030-01-01'].map((on) => limitOn(once.value, 'T04', localDate(on)).length)).toEqual([15, 10, 10]);
    // A second change that comes into force before one already entered takes only the days up to it.
    const twice = revise(once.value, { limitId: 'T04', length: 12, validFrom: localDate('2026-02-15') }, facts());
    if (!twice.ok) throw new Error('refused');
    expect(['2026-02-14', '2026-02-15', '2026-02-28', '2026-03-01'].map((on) => limitOn(twice.value, 'T04', localDate(on)).length)).toEqual([15, 12, 12, 10]);
    expect([once.value.revision, twice.value.revision]).toEqual([2, 3]);
    expect(codes(lawBook, 'reviseLimit', { limitId: 'T04', length: 9, validFrom: '2026-03-01' }, facts({ law: once.value }))).toEqual(['LAW_ENTRY_BEGINS_THEN']);
  });
  it('keeps remedies complete: who decides in reconsideration, and which court (A1-18)', () => {
    const remedy = (input: object) => codes(lawBook, 'reviseRemedy', { remedyClass: 'R2', text: '可以向{reconsiderationBody}申请行政复议,也可以向{court}起诉。', clauseId: 'ARL-20', validFrom: '2026-03-01', ...input });
    expect(remedy({})).toEqual(['ACCEPTED']);
    expect(remedy({ text: '可以向{reconsiderationBody}申请行政复议。' })).toEqual(['REMEDY_INCOMPLETE']);
    expect(remedy({ text: '可以向{mayor}投诉。' })).toEqual(['REMEDY_PLACEHOLDER']);
    expect(remedy({ remedyClass: 'R3' })).toEqual(['REMEDY_WITHOUT_TEXT']);
    expect(remedy({ clauseId: 'ARL-999' })).toEqual(['CLAUSE_UNKNOWN']);
  });
  it('renames a ground from a day on', () => {
    const next = (lawRevisions['GroundRevised'] as Revise<typeof firstLawEdition, object>)(firstLawEdition, { groundId: 'DELIBERATIVE', label: '过程性信息（讨论记录等）', validFrom: localDate('2026-03-01') }, facts());
    if (!next.ok) throw new Error('refused');
    expect(next.value.grounds.filter(({ id }) => id === 'DELIBERATIVE').map(({ label, validFrom, validTo }) => [label, validFrom, validTo])).toEqual([['过程性信息', '2019-05-15', '2026-02-28'], ['过程性信息（讨论记录等）', '2026-03-01', null]]);
    expect(codes(lawBook, 'reviseGround', { groundId: 'NO_SUCH', label: 'x', validFrom: '2026-03-01' })).toEqual(['LAW_ENTRY_UNKNOWN']);
  });
  it('never rewrites a clause', () => {
    expect(codes(lawBook, 'enterClause', { clauseId: 'R-33', title: 'x', text: 'x', source: 'x' })).toEqual(['CLAUSE_EXISTS']);
    expect(codes(lawBook, 'enterClause', { clauseId: 'r 33', title: 'x', text: 'x', source: 'x' })).toEqual(['CLAUSE_ID']);
  });
});

describe('the sample department', () => {
  it('has every office held, each division headed or supervised as the procedures need, and ids that are there', () => {
    const today = dateOf(NOW);
    expect(OFFICES.filter((office) => holdersOf(sampleOrganisation, office, today).length === 0)).toEqual([]);
    for (const { personId, divisionId } of sampleOrganisation.appointments) {
      expect(sampleOrganisation.people.map(({ id }) => id)).toContain(personId);
      if (divisionId !== null) expect(sampleOrganisation.divisions.map(({ id }) => id)).toContain(divisionId);
    }
    for (const id of ['d-planning', 'd-energy', 'd-disclosure', 'd-general']) {
      for (const office of ['CASE_HANDLER', 'DIVISION_HEAD', 'SUPERVISING_DEPUTY'] as const) expect([id, office, holdersOf(sampleOrganisation, office, today, id).length]).toEqual([id, office, 1]);
    }
    expect(new Set(sampleOrganisation.people.map(({ id }) => id)).size).toBe(22);
    expect(new Set(sampleOrganisation.people.map(({ name }) => name)).size).toBe(22);
    expect(sampleOrganisation.people.every(({ id, login }) => id === `p-${login}`)).toBe(true);
  });
});
