/** Check digits of the numbers that screening looks for. All take normalised text without separators. */

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const ID_CHECK = '10X98765432';

/**
 * A resident identity number of 18 characters (GB 11643): the date exists and the check character fits (MOD 11-2).
 * The area code is not looked up: tables of areas lag behind, and a leak from an abolished county is a leak.
 */
export function isResidentId18(value: string): boolean {
  return isShapedLikeResidentId18(value) && ID_CHECK[weighted(value)] === value.charAt(17);
}

/** Eighteen characters with a possible date of birth, whatever the check character. */
export function isShapedLikeResidentId18(value: string): boolean {
  return /^[1-9]\d{16}[\dX]$/.test(value) && isBirthDate(Number(value.slice(6, 10)), Number(value.slice(10, 12)), Number(value.slice(12, 14)));
}

const weighted = (value: string): number => ID_WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(value.charAt(i)), 0) % 11;

/** The old number of 15 digits: no check digit, so the province (GB/T 2260) and a date in 1900–1999 must be possible. */
export function isResidentId15(value: string): boolean {
  return (
    /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{13}$/.test(value) &&
    isBirthDate(1900 + Number(value.slice(6, 8)), Number(value.slice(8, 10)), Number(value.slice(10, 12)))
  );
}

const MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function isBirthDate(year: number, month: number, day: number): boolean {
  if (year < 1850 || year > 2099 || day < 1 || day > (MONTHS[month - 1] ?? 0)) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

/** The Luhn check (ISO/IEC 7812-1) on a text of digits. */
export function isLuhn(value: string): boolean {
  let sum = 0;
  for (let i = 0; i < value.length; i++) {
    const digit = Number(value.charAt(value.length - 1 - i));
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return value.length > 0 && /^\d+$/.test(value) && sum % 10 === 0;
}

const CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A unified social credit code (GB 32100): 31 characters without I O Z S V, weights 3^i mod 31, check character 31 − remainder. */
export function isUnifiedSocialCreditCode(value: string): boolean {
  if (value.length !== 18) return false;
  let sum = 0;
  let weight = 1;
  for (let i = 0; i < 17; i++) {
    const digit = CODE_ALPHABET.indexOf(value.charAt(i));
    if (digit < 0) return false;
    sum += digit * weight;
    weight = (weight * 3) % 31;
  }
  return CODE_ALPHABET[(31 - (sum % 31)) % 31] === value.charAt(17);
}
