import { unseal } from '@disclosure/platform-persistence';
import type { Platform, Tx } from '@disclosure/platform-persistence';
import { findPersonalData } from '@disclosure/screening';

/** Sealed values of an applicant: name, contact (as JSON) and identity number. */
interface SealedApplicant { readonly applicant_name: string; readonly applicant_contact: string | null; readonly applicant_identity: string | null }

/** All by which an applicant could be told: name, identity number, each way of contact, the representative. Of one letter alone nothing can be said. */
export async function applicantTraces(tx: Tx, platform: Platform, row: SealedApplicant): Promise<readonly string[]> {
  const open = await unseal(tx, 'requests', [row.applicant_name, row.applicant_contact, row.applicant_identity].filter((id) => id !== null), platform.keys);
  const contact = JSON.parse((row.applicant_contact === null ? undefined : open.get(row.applicant_contact)) ?? '{}') as Record<string, string | undefined>;
  return [open.get(row.applicant_name), row.applicant_identity === null ? undefined : open.get(row.applicant_identity), ...Object.values(contact)].filter((value): value is string => value !== undefined && [...value].length >= 2);
}

const flat = (text: string): string => text.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase();
/** Whether a trace stands in a text, however it is spaced, in whichever width or case. */
export const bearsTrace = (text: string, traces: readonly string[]): boolean => traces.some((trace) => flat(text).includes(flat(trace)));

const HIDDEN = '［个人信息］';
const PERSONAL: readonly string[] = ['RESIDENT_ID', 'MOBILE_NUMBER', 'BANK_CARD', 'EMAIL_ADDRESS'];

/**
 * A text without the applicant's traces and without numbers that are somebody's (identity, mobile, card, e-mail), for readers who need not know
 * who asked (DEC-15). A text that still bears one, in a spelling that cannot be cut out, is left out whole.
 */
export function withoutTraces(text: string, traces: readonly string[]): string {
  const longestFirst = traces.toSorted((one, other) => other.length - one.length);
  const cut = longestFirst.reduce((so, trace) => so.replaceAll(new RegExp([...trace].filter((letter) => letter.trim() !== '').map((letter) => RegExp.escape(letter)).join('\\s*'), 'giu'), HIDDEN), text);
  if (bearsTrace(cut.replaceAll(HIDDEN, '\u0000'), traces)) return '（内容含申请人身份信息，未予转送）';
  return findPersonalData(cut).filter(({ kind }) => PERSONAL.includes(kind)).toSorted((one, other) => other.from - one.from).reduce((so, { from, to }) => `${so.slice(0, from)}${HIDDEN}${so.slice(to)}`, cut);
}
