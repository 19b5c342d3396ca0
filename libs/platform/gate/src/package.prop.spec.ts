import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { ContentPackage } from '@disclosure/contracts';
import { canonicalPackage, readPackage } from './package.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const aPackage: fc.Arbitrary<ContentPackage> = fc.record({
  format: fc.constant(1 as const), title: text, summary: text, body: text,
  attachments: fc.array(fc.record({ name: text, mediaType: text, size: fc.nat(), digest: hex }), { maxLength: 3 }),
  redactions: fc.array(fc.record({ from: fc.nat(), to: fc.nat(), ground: text, clause: text }), { maxLength: 3 }),
  blocks: fc.dictionary(fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'), text),
});

/** The same value with every object's members in another order. */
function shuffled<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => shuffled(item)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, member]) => [key, shuffled(member as unknown)])) as T;
}

describe('canonicalPackage', () => {
  it('gives one text for one content, in whatever order its members came', () => {
    fc.assert(fc.property(aPackage, (content) => {
      const { digest, bytes } = canonicalPackage(content);
      expect(canonicalPackage(shuffled(content))).toEqual({ digest, bytes });
      expect(digest).toBe(createHash('sha256').update(bytes).digest('hex'));
    }));
  });
  it('reads back as what was stored, and that gives the same bytes again', () => {
    fc.assert(fc.property(aPackage, (content) => {
      const { bytes } = canonicalPackage(content);
      const read = readPackage(bytes);
      expect(read).toEqual(content);
      expect(canonicalPackage(read).bytes.equals(bytes)).toBe(true);
    }));
  });
  it('differs when anything of the content differs', () => {
    fc.assert(fc.property(aPackage, fc.constantFrom('title', 'summary', 'body'), text, (content, field, other) => {
      fc.pre(content[field] !== other);
      expect(canonicalPackage({ ...content, [field]: other }).digest).not.toBe(canonicalPackage(content).digest);
    }));
  });
  it('keeps the digest that it has always given: stored packages must go on fitting', () => {
    const content: ContentPackage = { format: 1, title: '关于印发办法的通知', summary: '', body: '各市（州）：', attachments: [], redactions: [], blocks: { b: '二', a: '一' } };
    const bytes = '{"attachments":[],"blocks":{"a":"一","b":"二"},"body":"各市（州）：","format":1,"redactions":[],"summary":"","title":"关于印发办法的通知"}';
    expect(canonicalPackage(content).bytes.toString('utf8')).toBe(bytes);
    expect(canonicalPackage(content).digest).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
  it('does not guess at a format that it does not know', () => {
    expect(() => readPackage(Buffer.from('{"format":2}'))).toThrow('format 2');
    expect(() => readPackage(Buffer.from('{}'))).toThrow('format undefined');
  });
});
