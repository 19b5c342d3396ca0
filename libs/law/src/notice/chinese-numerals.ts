const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** The number that articles and items are counted with, 1–99: `二十六` is 26. Throws a RangeError for anything else. */
export function parseChineseNumeral(text: string): number {
  const match = /^(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(text);
  if (!match || text === '') throw new RangeError(`not a numeral below one hundred: ${text}`);
  const digit = (sign: string | undefined): number => (sign === undefined ? 0 : DIGITS.indexOf(sign as (typeof DIGITS)[number]));
  return (match[2] ? 10 * (match[1] ? digit(match[1]) : 1) : 0) + digit(match[3]);
}

/** The inverse: 26 is `二十六`. 1–99. */
export function chineseNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 99) throw new RangeError(`not a number from 1 to 99: ${value}`);
  const tens = Math.floor(value / 10);
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${DIGITS[value % 10]}`;
}
