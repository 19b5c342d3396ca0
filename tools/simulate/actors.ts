import type { LocalDate } from '@disclosure/kernel';
import { holdersOf } from '@disclosure/organisation';
import type { Actor, Office, OrganisationBook } from '@disclosure/organisation';
import type { RequestState } from '@disclosure/requests-domain';
import type { Who } from './plan/plan.ts';

/** Those who keep no office hours. */
const OUTSIDE: readonly Who[] = ['PUBLIC', 'APPLICANT', 'THIRD_PARTY'];
export const keepsOfficeHours = (who: Who): boolean => !OUTSIDE.includes(who);

const OF_AGENCY: Readonly<Record<string, Office>> = {
  OFFICE: 'DISCLOSURE_OFFICER', OFFICE_HEAD: 'DISCLOSURE_OFFICE_HEAD', DISCLOSURE_DEPUTY: 'DISCLOSURE_DEPUTY', PRINCIPAL: 'PRINCIPAL_LEADER', GROUP: 'LEADING_GROUP', LEGAL: 'LEGAL_OFFICER', SECRECY: 'SECRECY_OFFICER',
};
const OF_LEAD: Readonly<Record<string, Office>> = { HANDLER: 'CASE_HANDLER', HEAD: 'DIVISION_HEAD', DEPUTY: 'SUPERVISING_DEPUTY' };

export interface Scene { readonly id: string | null; readonly lead: string; readonly state: Partial<Pick<RequestState, 'consultations' | 'referrals' | 'trackingGeneration'>> | null; readonly organisation: OrganisationBook; readonly today: LocalDate }

/** The actor who takes a step of a case today: an officer by the book of organisation, or somebody outside by the case. Throws where nobody holds the office. */
export function actorFor(who: Who, { id, lead, state, organisation, today }: Scene): Actor {
  const officer = (office: Office, divisionId?: string): Actor => {
    const [person] = holdersOf(organisation, office, today, divisionId);
    if (!person) throw new Error(`nobody is ${office} of ${divisionId ?? 'the department'} on ${today}`);
    return { kind: 'OFFICER', personId: person.id };
  };
  // A request to correct a record consults nobody.
  const consultation = state?.consultations?.at(-1);
  switch (who) {
    case 'PUBLIC': return { kind: 'PUBLIC' };
    // With the code that is valid now.
    case 'APPLICANT': return { kind: 'APPLICANT', caseId: id ?? '', ...(state?.trackingGeneration === undefined ? {} : { generation: state.trackingGeneration }) };
    case 'THIRD_PARTY': return { kind: 'THIRD_PARTY', consultationId: consultation?.id ?? '' };
    case 'AGENCY_CLERK': return { kind: 'AGENCY_CLERK', agencyId: consultation?.agencyId ?? '', clerkId: 'clerk-1' };
    case 'REFERRED_CLERK': return { kind: 'AGENCY_CLERK', agencyId: state?.referrals?.at(-1)?.agencyId ?? '', clerkId: 'clerk-1' };
    default: {
      const agency = OF_AGENCY[who];
      if (agency) return officer(agency);
      const ofLead = OF_LEAD[who];
      return ofLead ? officer(ofLead, lead) : officer('CASE_HANDLER', who.slice('SUPPORT:'.length));
    }
  }
}
