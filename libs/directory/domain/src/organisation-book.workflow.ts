import { ok } from '@disclosure/kernel';
import type { OrganisationBook } from '@disclosure/organisation';
import { action, defineWorkflow } from '@disclosure/workflow';
import type { ActionRow } from '@disclosure/workflow';
import { agencyChanges, agencyKnown, agencyNameFree, agencyNew, bodyCodeFits, contactGiven } from './agency.guards.ts';
import type { ChangeAgency, RegisterAgency } from './agency.guards.ts';
import { bookAggregate, opening, PUBLISHED } from './book.state.ts';
import type { BookState, Revisions } from './book.state.ts';
import {
  administratorRemains, appointmentFound, appointmentOn, closesAhead, datesInOrder, deputyKnown, divisionInBeing, divisionNew, endedOn, holderLends, loginFree, nameFree, notBackdated,
  notYetHeld, officeFitsDivision, personKnown, successorInBeing, withinDivision,
} from './organisation-book.guards.ts';
import type { AppointOfficer, CloseDivision, Deputise, EndAppointment, OpenDivision, RegisterOfficer, RenameDivision } from './organisation-book.guards.ts';

/** What all rows of this table have in common. */
const revision = { from: ['PUBLISHED'], to: 'SAME', by: ['ADMINISTRATOR'], effects: [], clause: 'A1-3' } as const satisfies Partial<ActionRow<BookState, never>>;

const table = defineWorkflow<BookState>({
  name: 'book', kind: 'MAIN', title: '组织簿', positions: PUBLISHED,
  actions: {
    openOrganisationBook: opening('OrganisationBookOpened', '建立组织簿', 'A1-3'),
    // Names stand in the book alone; events hold codes and dates.
    registerOfficer: action<BookState, RegisterOfficer>({
      ...revision, title: '登记工作人员', sentence: '在组织簿中登记一名工作人员；登记后可以任职。', guards: [loginFree], event: 'OfficerRegistered',
      payload: ({ input: { login, reason } }) => ({ personId: personIdOf(login), reason }),
    }),
    appointOfficer: action<BookState, AppointOfficer>({
      ...revision, title: '任职', sentence: '自起始日期起担任该职务，可以办理该职务的事项。', guards: [personKnown, divisionInBeing, withinDivision, officeFitsDivision, datesInOrder, notYetHeld],
      event: 'OfficerAppointed', effectiveOn: ({ input }) => input.from,
    }),
    endAppointment: action<BookState, EndAppointment>({
      ...revision, title: '免职', sentence: '最后一日以后不再担任该职务，由其委托的代理同时终止；此前签署的不受影响。', guards: [personKnown, appointmentFound, administratorRemains],
      event: 'AppointmentEnded', effectiveOn: ({ input }) => input.lastDay,
    }),
    deputise: action<BookState, Deputise>({
      ...revision, title: '委托代理', sentence: '代理人在委托期间以该职务办理事项，签署中注明代理。', guards: [personKnown, deputyKnown, divisionInBeing, officeFitsDivision, datesInOrder, notBackdated, holderLends, notYetHeld],
      event: 'OfficeDeputised', effectiveOn: ({ input }) => input.from,
    }),
    openDivision: action<BookState, OpenDivision>({
      ...revision, title: '设立处室', sentence: '自起始日期起设立处室；负责人、分管厅领导和信息员另行任职。', guards: [divisionNew, nameFree], event: 'DivisionOpened', effectiveOn: ({ input }) => input.from,
      payload: ({ input: { divisionId, kind, from, reason } }) => ({ divisionId, kind, from, reason }),
    }),
    renameDivision: action<BookState, RenameDivision>({
      ...revision, title: '处室更名', sentence: '处室自即日起使用新名称；此前的文书和签署仍显示当时的名称。', guards: [divisionInBeing, nameFree], event: 'DivisionRenamed',
      payload: ({ input: { divisionId, reason } }) => ({ divisionId, reason }),
    }),
    closeDivision: action<BookState, CloseDivision>({
      ...revision, title: '撤销处室', sentence: '最后一日以后处室不再存在，其职务同时终止；职责由承接处室继续。', guards: [divisionInBeing, closesAhead, successorInBeing], event: 'DivisionClosed', effectiveOn: ({ input }) => input.lastDay,
    }),
    registerAgency: action<BookState, RegisterAgency>({
      ...revision, title: '登记机关', sentence: '在机关名录中登记其他机关；登记后可以征求其意见、告知申请人向其提出申请。', guards: [agencyNew, agencyNameFree, bodyCodeFits, contactGiven], event: 'AgencyRegistered', rules: ['REQ-16'],
      payload: ({ input: { agencyId, reason } }) => ({ agencyId, reason }),
    }),
    changeAgency: action<BookState, ChangeAgency>({
      ...revision, title: '变更机关信息', sentence: '机关自即日起使用新的名称、联系方式或者职责主题；职责在机关之间移转的，两个机关分别变更。', guards: [agencyKnown, agencyNameFree, contactGiven, agencyChanges], event: 'AgencyChanged', rules: ['REQ-16'],
      payload: ({ input: { agencyId, reason } }) => ({ agencyId, reason }),
    }),
  },
});

/** The book of organisation: agencies, divisions, people, and who holds which office between which dates. */
export const organisationBook = bookAggregate('OrganisationBook', table);

/** People's ids follow their logins, which are never given twice. */
export const personIdOf = (login: string): string => `p-${login}`;

const next = (book: OrganisationBook, change: Partial<OrganisationBook>) => ok({ ...book, ...change, revision: book.revision + 1 });

export const organisationRevisions: Revisions<OrganisationBook> = {
  OfficerRegistered: (book, { name, login }: RegisterOfficer) => next(book, { people: [...book.people, { id: personIdOf(login), name, login }] }),
  OfficerAppointed: (book, { personId, office, divisionId, from, to }: AppointOfficer) => next(book, { appointments: [...book.appointments, { personId, office, divisionId: divisionId ?? null, from, to: to ?? null, standsFor: null }] }),
  AppointmentEnded: (book, input: EndAppointment) => {
    const ended = appointmentOn(book, input.personId, input, input.lastDay);
    if (!ended) throw new Error(`${input.personId} does not hold ${input.office} on ${input.lastDay}`); // the guard has seen it
    return next(book, { appointments: endedOn(book.appointments, ended, input.lastDay) });
  },
  OfficeDeputised: (book, { personId, deputyId, office, divisionId, from, to }: Deputise) => next(book, { appointments: [...book.appointments, { personId: deputyId, office, divisionId: divisionId ?? null, from, to, standsFor: personId }] }),
  DivisionOpened: (book, { divisionId, name, kind, topics, from }: OpenDivision) => next(book, { divisions: [...book.divisions, { id: divisionId, agencyId: ownAgency(book), name, kind, topics, from, to: null, succeededBy: null }] }),
  DivisionRenamed: (book, { divisionId, name }: RenameDivision) => next(book, { divisions: book.divisions.map((division) => (division.id === divisionId ? { ...division, name } : division)) }),
  AgencyRegistered: (book, { agencyId, name, documentCode, bodyCode, contact: { address, telephone, email }, topics }: RegisterAgency) => next(book, { agencies: [...book.agencies, { id: agencyId, name, documentCode, bodyCode, contact: { address, telephone, email }, isOwn: false, topics }] }),
  AgencyChanged: (book, { agencyId, name, contact, topics }: ChangeAgency) => next(book, {
    agencies: book.agencies.map((agency) => (agency.id === agencyId ? { ...agency, name: name ?? agency.name, contact: contact === undefined ? agency.contact : { address: contact.address, telephone: contact.telephone, email: contact.email }, topics: topics ?? agency.topics } : agency)),
  }),
  DivisionClosed: (book, { divisionId, lastDay, succeededBy }: CloseDivision) => next(book, {
    divisions: book.divisions.map((division) => (division.id === divisionId ? { ...division, to: lastDay, succeededBy: succeededBy ?? null } : division)),
    appointments: book.appointments
      .filter((appointment) => appointment.divisionId !== divisionId || appointment.from <= lastDay)
      .map((appointment) => (appointment.divisionId === divisionId && (appointment.to === null || appointment.to > lastDay) ? { ...appointment, to: lastDay } : appointment)),
  }),
};

function ownAgency(book: OrganisationBook): string {
  const own = book.agencies.find(({ isOwn }) => isOwn);
  if (!own) throw new Error('the book of organisation has no agency of its own');
  return own.id;
}
