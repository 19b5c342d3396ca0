export { bookAggregate } from './book.state.ts';
export type { BookName, BookState, Revise, Revisions, WithReason } from './book.state.ts';
export * from './calendar-book.workflow.ts';
export { lawBook, lawRevisions } from './law-book.workflow.ts';
export type { EnterClause, ReviseGround, ReviseLimit, ReviseRemedy } from './law-book.guards.ts';
export type { ChangeAgency, RegisterAgency } from './agency.guards.ts';
export { organisationBook, organisationRevisions, personIdOf } from './organisation-book.workflow.ts';
export type { AppointOfficer, CloseDivision, Deputise, EndAppointment, OpenDivision, RegisterOfficer, RenameDivision } from './organisation-book.guards.ts';
export { sampleOrganisation } from './sample-organisation.ts';
