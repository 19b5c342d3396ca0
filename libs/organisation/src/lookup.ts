import type { LocalDate } from '@disclosure/kernel';
import type { Actor, Appointment, Division, Office, OrganisationBook, Person } from './types.ts';

const inForce = (item: { from: LocalDate; to: LocalDate | null }, on: LocalDate): boolean => item.from <= on && (item.to === null || on <= item.to);

/** The appointments a person holds on a day, deputations included. */
export function appointmentsOf(book: OrganisationBook, personId: string, on: LocalDate): readonly Appointment[] {
  return book.appointments.filter((appointment) => appointment.personId === personId && inForce(appointment, on));
}

/** True when the person holds the office on that day, for that division where one is given. */
export function holdsOffice(book: OrganisationBook, personId: string, office: Office, on: LocalDate, divisionId?: string | null): boolean {
  return appointmentsOf(book, personId, on).some((held) => held.office === office && (divisionId === undefined || held.divisionId === divisionId));
}

/** The people who hold an office on a day (for that division where one is given): whom to remind, whom to ask. */
export function holdersOf(book: OrganisationBook, office: Office, on: LocalDate, divisionId?: string | null): readonly Person[] {
  const held = book.appointments.filter((appointment) => appointment.office === office && inForce(appointment, on) && (divisionId === undefined || appointment.divisionId === divisionId));
  return book.people.filter((person) => held.some((appointment) => appointment.personId === person.id));
}

/** The divisions a person belongs to on a day. */
export function divisionsOf(book: OrganisationBook, personId: string, on: LocalDate): readonly string[] {
  return [...new Set(appointmentsOf(book, personId, on).flatMap((appointment) => (appointment.divisionId === null ? [] : [appointment.divisionId])))];
}

export function findDivision(book: OrganisationBook, id: string): Division | null {
  return book.divisions.find((division) => division.id === id) ?? null;
}

/** True when the division exists and is in being on that day. */
export function divisionExists(book: OrganisationBook, id: string, on: LocalDate): boolean {
  const division = findDivision(book, id);
  return division !== null && inForce(division, on);
}

export function findPerson(book: OrganisationBook, id: string): Person | null {
  return book.people.find((person) => person.id === id) ?? null;
}

/** The identity under which an actor is recorded and by which its commands are told apart: `officer:p-head`. */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'OFFICER': return `officer:${actor.personId}`;
    case 'APPLICANT': return `applicant:${actor.caseId}`;
    case 'THIRD_PARTY': return `third-party:${actor.consultationId}`;
    case 'AGENCY_CLERK': return `clerk:${actor.agencyId}:${actor.clerkId}`;
    case 'MACHINE': return `machine:${actor.clientId}`;
    case 'TIMER': return 'timer';
    case 'PUBLIC': return 'public';
  }
}
