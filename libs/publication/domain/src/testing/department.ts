import { localDate } from '@disclosure/kernel';
import type { Actor, Appointment, Division, Office, OrganisationBook } from '@disclosure/organisation';

const from = localDate('2019-01-01');
const division = (id: string, name: string): Division => ({ id, agencyId: 'own', name, kind: 'DIVISION', topics: [], from, to: null, succeededBy: null });
const holds = (login: string, office: Office, divisionId: string | null = null): Appointment => ({ personId: `p-${login}`, office, divisionId, from, to: null, standsFor: null });

const appointments: readonly Appointment[] = [
  holds('handler', 'CASE_HANDLER', 'd-planning'), holds('handler-2', 'CASE_HANDLER', 'd-energy'), holds('liaison', 'DISCLOSURE_LIAISON', 'd-planning'),
  holds('head', 'DIVISION_HEAD', 'd-planning'), holds('head-2', 'DIVISION_HEAD', 'd-energy'),
  holds('deputy', 'SUPERVISING_DEPUTY', 'd-planning'), holds('deputy', 'SUPERVISING_DEPUTY', 'd-energy'), holds('principal', 'PRINCIPAL_LEADER'),
  holds('office', 'DISCLOSURE_OFFICER'), holds('office-head', 'DISCLOSURE_OFFICE_HEAD'), holds('auditor', 'AUDITOR'), holds('analyst', 'ANALYST'), holds('admin', 'ADMINISTRATOR'),
  // One person who heads a division and handles in it: separation of duties must tell.
  holds('both', 'CASE_HANDLER', 'd-planning'), holds('both', 'DIVISION_HEAD', 'd-planning'),
];

/** A small department for tests. */
export const department: OrganisationBook = {
  revision: 1,
  agencies: [{ id: 'own', name: '测试厅', documentCode: '测工信', bodyCode: '013500001', contact: { address: '', telephone: '', email: '' }, isOwn: true, topics: [] }],
  divisions: [division('d-planning', '规划处'), division('d-energy', '节能处')],
  people: [...new Set(appointments.map(({ personId }) => personId))].map((id) => ({ id, name: id, login: id.slice(2) })),
  appointments,
};

export const officer = (login: string): Actor => ({ kind: 'OFFICER', personId: `p-${login}` });
export const TIMER: Actor = { kind: 'TIMER' };
export const PUBLIC: Actor = { kind: 'PUBLIC' };
