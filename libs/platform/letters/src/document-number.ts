/**
 * A document number as GB/T 9704 writes it (DOC-01): agency code, year in hexagonal brackets, running number without 第 and
 * without leading zeros: `吉工信公开〔2026〕1号`. Throws a RangeError for a year or a number that a series cannot hold.
 */
export function documentNumber(code: string, year: number, n: number): string {
  if (code === '' || /[〔〕\s\d]/u.test(code)) throw new RangeError(`not an agency code: ${JSON.stringify(code)}`);
  if (!Number.isInteger(year) || year < 1900 || year > 2199) throw new RangeError(`not a year of a series: ${year}`);
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`not a running number: ${n}`);
  return `${code}\u3014${year}\u3015${n}号`;
}
