/** A name with all but its first character hidden: 张*. Long names of organisations keep the first four: 长春市某*****. */
export function maskName(name: string): string {
  const characters = [...name];
  const kept = characters.length > 6 ? 4 : 1;
  return characters.slice(0, kept).join('') + '*'.repeat(Math.max(1, Math.min(characters.length - kept, 5)));
}

/** The last two digits of a telephone, the first letter of an address; enough to tell two contacts apart, not to use them. */
export function maskContact(contact: { telephone?: string | undefined; email?: string | undefined; postalAddress?: string | undefined }): string | null {
  const parts = [
    contact.telephone && `电话 ${'*'.repeat(6)}${contact.telephone.slice(-2)}`,
    contact.email && `邮箱 ${contact.email.slice(0, 1)}***@${contact.email.split('@')[1]?.slice(0, 1) ?? ''}***`,
    contact.postalAddress && '通信地址 ******',
  ].filter(Boolean);
  return parts.length === 0 ? null : parts.join('；');
}
