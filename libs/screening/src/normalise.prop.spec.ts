import fc from 'fast-check';
import { compact, normalise } from './normalise.ts';

describe('normalise', () => {
  it('keeps the way back: offsets rise, stay inside, and the slice they name normalises to the character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (original) => {
        const { text, start, end } = bound(original);
        for (let i = 0; i < text.length; i++) {
          expect(start(i)).toBeGreaterThanOrEqual(i === 0 ? 0 : start(i - 1));
          expect(end(i)).toBeGreaterThan(start(i));
          expect(end(i)).toBeLessThanOrEqual(original.length);
          expect(normalise(original.slice(start(i), end(i))).text).toContain(text.charAt(i));
        }
      }),
    );
  });

  it('reads full-width, compatibility and traditional forms alike, and drops what nobody sees', () => {
    expect(normalise('Ａ１\u200B２\u00AD㈱絕密\uFE0F').text).toBe('A12(株)绝密');
    expect(normalise('⼯作').text).toBe('工作'); // a Kangxi radical, as PDF fonts yield
  });

  it('joins what spaces, hyphens and line ends break, and points at the whole of it', () => {
    const joined = compact(normalise('机 - \n密'));
    expect(joined.text).toBe('机密');
    expect([joined.start(0), joined.end(1)]).toEqual([0, 6]);
  });
});

function bound(original: string) {
  const normalised = normalise(original);
  return { text: normalised.text, start: (i: number) => normalised.start(i), end: (i: number) => normalised.end(i) };
}
