import { addDays, chineseDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { divisionExists, findDivision, findPerson, holdersOf } from '@disclosure/organisation';
import type { Appointment, Division, Office, OrganisationBook } from '@disclosure/organisation';
import { guard, roleLabel } from '@disclosure/workflow';
import type { BookState, WithReason } from './book.state.ts';

/** One office, of one division where it is an office of a division. */
interface Post { readonly office: Office; readonly divisionId?: string | undefined }
export interface RegisterOfficer extends WithReason { readonly name: string; readonly login: string }
export interface AppointOfficer extends WithReason, Post { readonly personId: string; readonly from: LocalDate; readonly to?: LocalDate | undefined }
export interface EndAppointment extends WithReason, Post { readonly personId: string; readonly lastDay: LocalDate }
export interface Deputise extends WithReason, Post { readonly personId: string; readonly deputyId: string; readonly from: LocalDate; readonly to: LocalDate }
export interface RenameDivision extends WithReason { readonly divisionId: string; readonly name: string }
export interface OpenDivision extends WithReason { readonly divisionId: string; readonly name: string; readonly kind: Division['kind']; readonly topics: readonly string[]; readonly from: LocalDate }
export interface CloseDivision extends WithReason { readonly divisionId: string; readonly lastDay: LocalDate; readonly succeededBy?: string | undefined }

/** Offices that are always of a division; the others may be of the whole agency. */
const OF_A_DIVISION: readonly Office[] = ['DISCLOSURE_LIAISON', 'CASE_HANDLER', 'DIVISION_HEAD', 'SUPERVISING_DEPUTY'];
const NEVER_ENDS = '2199-12-31' as LocalDate;

const samePost = (appointment: Appointment, { office, divisionId }: Post): boolean => appointment.office === office && appointment.divisionId === (divisionId ?? null);
const overlaps = (appointment: Appointment, from: LocalDate, to: LocalDate | undefined): boolean => appointment.from <= (to ?? NEVER_ENDS) && from <= (appointment.to ?? NEVER_ENDS);

/** The appointment that would end after the day: the one in force on it, if it runs on or ends just then. */
export function appointmentOn(book: OrganisationBook, personId: string, post: Post, day: LocalDate): Appointment | null {
  return book.appointments.find((held) => held.personId === personId && samePost(held, post) && held.from <= day && (held.to === null || day <= held.to)) ?? null;
}

/** The book's appointments once one of them ends on a day: its deputations end with it, for nobody lends an office that she no longer holds. */
export function endedOn(appointments: readonly Appointment[], ended: Appointment, lastDay: LocalDate): readonly Appointment[] {
  const lent = (other: Appointment): boolean => other.standsFor === ended.personId && other.office === ended.office && other.divisionId === ended.divisionId;
  return appointments.flatMap((appointment) => {
    if (appointment !== ended && !(ended.standsFor === null && lent(appointment))) return [appointment];
    if (appointment.from > lastDay) return [];
    return [appointment.to !== null && appointment.to <= lastDay ? appointment : { ...appointment, to: lastDay }];
  });
}

const unknownPerson = (field: string, id: string) => ({ code: 'PERSON_UNKNOWN', message: `组织簿中没有工作人员“${id}”。`, field: `input.${field}`, facts: { person: id } });

export const personKnown = guard<BookState, { readonly personId: string }>('personKnown', 'A1-3', ({ input: { personId }, facts }) => (findPerson(facts.organisation, personId) ? null : unknownPerson('personId', personId)), { readsInput: true });
export const deputyKnown = guard<BookState, Deputise>('deputyKnown', 'A1-3', ({ input: { personId, deputyId }, facts }) => {
  if (!findPerson(facts.organisation, deputyId)) return unknownPerson('deputyId', deputyId);
  return personId === deputyId ? { code: 'DEPUTY_IS_HOLDER', message: '不能委托本人代理本人的职务。', field: 'input.deputyId' } : null;
}, { readsInput: true });

export const loginFree = guard<BookState, RegisterOfficer>('loginFree', 'A1-3', ({ input: { login }, facts }) => {
  if (!/^[a-z][a-z0-9-]{1,30}$/.test(login)) return { code: 'LOGIN_FORM', message: '登录名应以小写字母开头，由2至31位小写字母、数字和连字符组成。', field: 'input.login' };
  return facts.organisation.people.some((person) => person.login === login) ? { code: 'LOGIN_TAKEN', message: `登录名“${login}”已被使用。`, field: 'input.login', facts: { login } } : null;
}, { readsInput: true });

/** The division is in the book and in being on the first day that is spoken of. */
export const divisionInBeing = guard<BookState, { readonly divisionId?: string | undefined; readonly from?: LocalDate | undefined; readonly lastDay?: LocalDate | undefined }>('divisionInBeing', 'A1-3', ({ input, facts }) => {
  if (input.divisionId === undefined) return null;
  const division = findDivision(facts.organisation, input.divisionId);
  if (!division) return { code: 'DIVISION_UNKNOWN', message: `组织簿中没有处室“${input.divisionId}”。`, field: 'input.divisionId', facts: { division: input.divisionId } };
  const on = input.from ?? input.lastDay ?? facts.today;
  return divisionExists(facts.organisation, division.id, on) ? null : { code: 'DIVISION_NOT_IN_BEING', message: `${division.name}在${chineseDate(on)}不存在（尚未设立或已撤销）。`, field: 'input.divisionId', facts: { division: division.id, on } };
}, { readsInput: true });

/** A division that is to close takes its offices with it, so none can be given beyond its last day. */
export const withinDivision = guard<BookState, AppointOfficer>('withinDivision', 'A1-3', ({ input: { divisionId, to }, facts }) => {
  const lastDay = divisionId === undefined ? null : (findDivision(facts.organisation, divisionId)?.to ?? null);
  return lastDay === null || (to !== undefined && to <= lastDay) ? null : { code: 'APPOINTMENT_OUTLIVES_DIVISION', message: `该处室将于${chineseDate(lastDay)}撤销，任期不能超过该日。`, field: 'input.to', facts: { division: divisionId ?? null, lastDay } };
}, { readsInput: true });

export const officeFitsDivision = guard<BookState, Post>('officeFitsDivision', 'A1-3', ({ input: { office, divisionId } }) => (divisionId === undefined && OF_A_DIVISION.includes(office) ? {
  code: 'OFFICE_NEEDS_DIVISION', message: `“${roleLabel(office)}”须写明所属（或分管）处室。`, field: 'input.divisionId', facts: { office },
} : null), { readsInput: true });

export const datesInOrder = guard<BookState, { readonly from: LocalDate; readonly to?: LocalDate | undefined }>('datesInOrder', 'A1-3', ({ input: { from, to } }) => (to === undefined || from <= to ? null : {
  code: 'DATES_OUT_OF_ORDER', message: `截止日期${chineseDate(to)}早于起始日期${chineseDate(from)}。`, field: 'input.to', facts: { from, to },
}), { readsInput: true });

/** Nobody holds one post twice at once, in her own right or for somebody else. */
export const notYetHeld = guard<BookState, AppointOfficer | Deputise>('notYetHeld', 'A1-3', ({ input, facts }) => {
  const person = 'deputyId' in input ? input.deputyId : input.personId;
  const held = facts.organisation.appointments.find((appointment) => appointment.personId === person && samePost(appointment, input) && overlaps(appointment, input.from, input.to));
  if (!held) return null;
  const until = held.to === null ? '至今' : `至${chineseDate(held.to)}`;
  return { code: 'APPOINTMENT_OVERLAPS', message: `该人员自${chineseDate(held.from)}${until}已任“${roleLabel(input.office)}”，任期重叠。`, field: 'input.from', facts: { office: input.office, from: held.from, to: held.to } };
}, { readsInput: true });

export const appointmentFound = guard<BookState, EndAppointment>('appointmentFound', 'A1-3', ({ input, facts }) => (appointmentOn(facts.organisation, input.personId, input, input.lastDay) ? null : {
  code: 'APPOINTMENT_NOT_FOUND', message: `该人员在${chineseDate(input.lastDay)}不担任“${roleLabel(input.office)}”。`, field: 'input.lastDay', facts: { person: input.personId, office: input.office, lastDay: input.lastDay },
}), { readsInput: true });

/** Somebody must be left who can still change the book. */
export const administratorRemains = guard<BookState, EndAppointment>('administratorRemains', 'A1-3', ({ input, facts }) => {
  const ended = input.office === 'ADMINISTRATOR' ? appointmentOn(facts.organisation, input.personId, input, input.lastDay) : null;
  if (!ended) return null;
  const after = { ...facts.organisation, appointments: endedOn(facts.organisation.appointments, ended, input.lastDay) };
  const dayAfter = addDays(input.lastDay > facts.today ? input.lastDay : facts.today, 1);
  return holdersOf(after, 'ADMINISTRATOR', dayAfter).length > 0 ? null : { code: 'LAST_ADMINISTRATOR', message: '这是最后一名管理员，免职后无人能再维护组织簿；请先任命新的管理员。', field: 'input.personId', facts: { person: input.personId } };
}, { readsInput: true });

/** Only an office that one holds in one's own right, all the time it is lent, can be lent (no deputy's deputy). */
export const holderLends = guard<BookState, Deputise>('holderLends', 'A1-3', ({ input, facts }) => {
  const held = facts.organisation.appointments.some((appointment) => appointment.personId === input.personId && appointment.standsFor === null && samePost(appointment, input) && appointment.from <= input.from && input.to <= (appointment.to ?? NEVER_ENDS));
  return held ? null : { code: 'OFFICE_NOT_HELD', message: `委托人在委托期间不（全程）担任“${roleLabel(input.office)}”，不能委托；代理人不得转委托。`, field: 'input.personId', facts: { person: input.personId, office: input.office } };
}, { readsInput: true });

/** A deputation holds from the day it is entered: it makes nothing good that was signed without it. */
export const notBackdated = guard<BookState, Deputise>('notBackdated', 'A1-3', ({ input: { from }, facts }) => (from >= facts.today ? null : {
  code: 'DEPUTATION_BACKDATED', message: `委托代理不能倒签：起始日期${chineseDate(from)}早于今日。`, field: 'input.from', facts: { from, today: facts.today },
}), { readsInput: true });

export const nameFree = guard<BookState, { readonly name: string; readonly divisionId: string }>('nameFree', 'A1-3', ({ input, facts }) => {
  const twin = facts.organisation.divisions.find((division) => division.id !== input.divisionId && division.name === input.name && divisionExists(facts.organisation, division.id, facts.today));
  return twin ? { code: 'DIVISION_NAME_TAKEN', message: `已有名为“${input.name}”的处室。`, field: 'input.name', facts: { division: twin.id } } : null;
}, { readsInput: true });

export const divisionNew = guard<BookState, OpenDivision>('divisionNew', 'A1-3', ({ input: { divisionId }, facts }) => {
  if (!/^d-[a-z0-9]+(-[a-z0-9]+)*$/.test(divisionId) || divisionId.length > 40) return { code: 'DIVISION_ID', message: '处室代码应写作 d- 加小写字母、数字和连字符，例如 d-raw-materials。', field: 'input.divisionId' };
  return findDivision(facts.organisation, divisionId) ? { code: 'DIVISION_EXISTS', message: `处室代码“${divisionId}”已被使用，撤销的处室代码也不再启用。`, field: 'input.divisionId', facts: { division: divisionId } } : null;
}, { readsInput: true });

export const successorInBeing = guard<BookState, CloseDivision>('successorInBeing', 'A1-3', ({ input: { divisionId, succeededBy, lastDay }, facts }) => {
  if (succeededBy === undefined || (succeededBy !== divisionId && divisionExists(facts.organisation, succeededBy, addDays(lastDay, 1)))) return null;
  return { code: 'SUCCESSOR_UNKNOWN', message: '承接职责的处室应是该处室撤销后存在的另一处室。', field: 'input.succeededBy', facts: { division: succeededBy, on: addDays(lastDay, 1) } };
}, { readsInput: true });

/** What was done by a division stays done: it closes today at the earliest. */
export const closesAhead = guard<BookState, CloseDivision>('closesAhead', 'A1-3', ({ input: { lastDay }, facts }) => (lastDay >= facts.today ? null : {
  code: 'DIVISION_CLOSED_BACKWARDS', message: `撤销处室的最后一日${chineseDate(lastDay)}不能早于今日。`, field: 'input.lastDay', facts: { lastDay, today: facts.today },
}), { readsInput: true });
