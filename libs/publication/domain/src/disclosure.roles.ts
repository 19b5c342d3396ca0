import { appointmentsOf } from '@disclosure/organisation';
import type { Actor, Office, Role } from '@disclosure/organisation';
import type { DecisionFacts } from '@disclosure/workflow';
import type { DisclosureState } from './disclosure.type.ts';

/** Offices that count on disclosures of their own division alone. */
export const DIVISION_OFFICES: readonly Office[] = ['CASE_HANDLER', 'DISCLOSURE_LIAISON', 'DIVISION_HEAD', 'SUPERVISING_DEPUTY'];
/** Offices that count on every disclosure of the agency, and see those not yet public. */
export const AGENCY_OFFICES: readonly Office[] = ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD', 'DISCLOSURE_DEPUTY', 'PRINCIPAL_LEADER', 'AUDITOR'];

/** The roles of an actor on a disclosure today. Before it is proposed nobody knows whose it will be: every division's offices count, and a guard checks which. */
export function disclosureRoles(state: DisclosureState, actor: Actor, facts: DecisionFacts): ReadonlyMap<Role, string | null> {
  const roles = new Map<Role, string | null>();
  if (actor.kind === 'TIMER') roles.set('TIMER', null);
  if (actor.kind !== 'OFFICER') return roles;
  for (const { office, divisionId } of appointmentsOf(facts.organisation, actor.personId, facts.today)) {
    const ofDivision = DIVISION_OFFICES.includes(office) && (state.seq === 0 || divisionId === state.divisionId);
    if (ofDivision || AGENCY_OFFICES.includes(office)) roles.set(office, divisionId);
  }
  return roles;
}
