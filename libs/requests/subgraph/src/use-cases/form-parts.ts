import type { FormPart } from '@disclosure/requests-domain';

/** As much of a form as says what it lacks. */
interface Form {
  readonly channel: string;
  readonly means: string;
  readonly applicant: {
    readonly kind: string; readonly identityDocument?: object | null | undefined; readonly organisationCode?: string | null | undefined;
    readonly telephone?: string | null | undefined; readonly email?: string | null | undefined; readonly postalAddress?: string | null | undefined;
  };
}

/**
 * What a form lacks that an officer enters: one that came in person, by post, fax or e-mail is taken in as it is, and the applicant is asked
 * for the rest (REQ-06, REQ-08). The form on the web asks for everything before it is sent.
 */
export function lackedBy({ channel, means, applicant }: Form): readonly FormPart[] {
  if (channel === 'ONLINE') return [];
  const parts: readonly (readonly [FormPart, boolean])[] = [
    ['IDENTITY', !(applicant.kind === 'NATURAL_PERSON' ? applicant.identityDocument : applicant.organisationCode)],
    ['CONTACT', !applicant.telephone && !applicant.email && !applicant.postalAddress],
    ['EMAIL', means === 'EMAIL' && !applicant.email],
    ['POSTAL_ADDRESS', means === 'POST' && !applicant.postalAddress],
  ];
  return parts.flatMap(([part, isLacking]) => (isLacking ? [part] : []));
}
