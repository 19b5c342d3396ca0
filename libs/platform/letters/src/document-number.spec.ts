import { documentNumber } from './document-number.ts';

describe('document numbers (DOC-01)', () => {
  it('are code, year in hexagonal brackets and number, without 第 and leading zeros', () => {
    expect(documentNumber('吉工信公开', 2026, 1)).toBe('吉工信公开\u30142026\u30151号');
    expect(documentNumber('吉工信公开', 2026, 120)).toBe('吉工信公开〔2026〕120号');
  });
  it('refuse what no series holds', () => {
    for (const [code, year, n] of [['', 2026, 1], ['吉工信〔', 2026, 1], ['吉工信', 26, 1], ['吉工信', 2026, 0], ['吉工信', 2026, 1.5], ['吉工信', 2026, Number.NaN]] as const) expect(() => documentNumber(code, year, n)).toThrow(RangeError);
  });
});
