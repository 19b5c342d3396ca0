import { appointmentsOf } from '@disclosure/organisation';
import type { Actor, Office, Role } from '@disclosure/organisation';
import type { DecisionFacts } from '@disclosure/workflow';
import type { ReviewState } from './review.type.ts';

/** Offices that count on a review of their own division alone. */
export const DIVISION_OFFICES: readonly Office[] = ['CASE_HANDLER', 'DISCLOSURE_LIAISON', 'DIVISION_HEAD', 'SUPERVISING_DEPUTY'];
/** Offices that count on every review of the agency. */
export const AGENCY_OFFICES: readonly Office[] = ['PRINCIPAL_LEADER', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD', 'SECRECY_OFFICER', 'CLASSIFICATION_OFFICER', 'AUDITOR'];
/** Offices that see the case, its stage and the kinds of its findings, but not the content under review (people.md). */
const WITHOUT_CONTENT: ReadonlySet<Role> = new Set<Role>(['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD']);

/** The roles of an actor on a review today. Before it is opened nobody knows whose it will be: then every division's offices count, and a guard checks which. */
export function reviewRoles(state: ReviewState, actor: Actor, facts: DecisionFacts): ReadonlyMap<Role, string | null> {
  const roles = new Map<Role, string | null>();
  if (actor.kind === 'TIMER') roles.set('TIMER', null);
  if (actor.kind !== 'OFFICER') return roles;
  for (const { office, divisionId } of appointmentsOf(facts.organisation, actor.personId, facts.today)) {
    if (AGENCY_OFFICES.includes(office)) roles.set(office, divisionId);
    if (!DIVISION_OFFICES.includes(office) || (state.seq > 0 && divisionId !== state.divisionId)) continue;
    // Held for two divisions before the review says whose it is: for neither of them, as yet.
    roles.set(office, roles.has(office) && roles.get(office) !== divisionId ? null : divisionId);
  }
  return roles;
}

/** True when one of these roles may read the content under review, not only know of the case. */
export const seesContent = (roles: ReadonlyMap<Role, string | null>): boolean => [...roles.keys()].some((role) => !WITHOUT_CONTENT.has(role));

/** The divisions whose reviews a person sees for an office held there; every review where `all`. */
export function reviewScope(actor: Actor, facts: DecisionFacts): { readonly all: boolean; readonly divisions: readonly string[] } {
  if (actor.kind !== 'OFFICER') return { all: false, divisions: [] };
  const held = appointmentsOf(facts.organisation, actor.personId, facts.today);
  return {
    all: held.some(({ office }) => AGENCY_OFFICES.includes(office)),
    divisions: [...new Set(held.flatMap(({ office, divisionId }) => (DIVISION_OFFICES.includes(office) && divisionId !== null ? [divisionId] : [])))],
  };
}
