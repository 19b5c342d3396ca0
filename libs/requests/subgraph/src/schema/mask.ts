/** A name with all but its first character hidden: 张*. Long names of organisations keep the first four: 长春市某*****. */
export function maskName(name: string): string {
  const characters = [...name];
  const kept = characters.length > 6 ? 4 : 1;
  return characters.slice(0, kept).join('') + '*'.repeat(Math.max(1, Math.min(characters.length - kept, 5)));
}

/** How an applicant can be reached, as it is sealed; with what kind of document the identity number is of. */
export interface Contact { readonly identityType?: string; readonly telephone?: string; readonly email?: string; readonly postalAddress?: string; readonly representative?: string }

/** A number with all but three characters before and two after hidden; of a short one all. */
export function maskNumber(number: string): string {
  const characters = [...number];
  return characters.length < 8 ? '*'.repeat(characters.length) : [...characters.slice(0, 3), '*'.repeat(characters.length - 5), ...characters.slice(-2)].join('');
}

/** Contacts one by one, each hidden but for what tells two apart. */
export function maskContacts({ telephone, email, postalAddress }: Contact): { readonly telephone?: string; readonly email?: string; readonly postalAddress?: string } {
  return {
    ...(telephone ? { telephone: `${'*'.repeat(6)}${telephone.slice(-2)}` } : {}),
    ...(email ? { email: `${email.slice(0, 1)}***@${email.split('@')[1]?.slice(0, 1) ?? ''}***` } : {}),
    ...(postalAddress ? { postalAddress: '*'.repeat(6) } : {}),
  };
}

/** The last two digits of a telephone, the first letter of an address; enough to tell two contacts apart, not to use them. */
export function maskContact(contact: Contact): string | null {
  const { telephone, email, postalAddress } = maskContacts(contact);
  const parts = [telephone && `电话 ${telephone}`, email && `邮箱 ${email}`, postalAddress && `通信地址 ${postalAddress}`].filter(Boolean);
  return parts.length === 0 ? null : parts.join('；');
}
