/** A number as it is checked, kept and compared: full-width figures, spaces and case make no difference. */
export const plainNumber = (number: string): string => number.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase();

interface Identified { readonly kind: string; readonly identityDocument?: { readonly number: string } | null; readonly organisationCode?: string | null }

/** The number by which an applicant is known: of a natural person's document, or an organisation's code; undefined where none was given. */
export function identityOf({ kind, identityDocument, organisationCode }: Identified): string | undefined {
  const number = kind === 'NATURAL_PERSON' ? identityDocument?.number : organisationCode;
  return number ? plainNumber(number) : undefined;
}
