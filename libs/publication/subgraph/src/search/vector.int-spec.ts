import fc from 'fast-check';
import pg from 'pg';
import { serverUrl } from '@disclosure/platform-testing';
import { foldText } from './fold.ts';
import { occurrences, snippetOf } from './snippet.ts';
import { MAX_TERM, MAX_TERMS, queryOf, termsOf, vectorsOf } from './vector.ts';

let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: await serverUrl() });
  await client.connect();
});
afterAll(() => client.end());

/** What PostgreSQL finds. */
async function found(text: string, query: string): Promise<boolean> {
  const terms = termsOf(query)?.terms ?? [];
  for (const term of terms) {
    const { rows } = await client.query('SELECT coalesce(bool_or(v::tsvector @@ $2::tsquery), false) AS hit FROM unnest($1::text[]) AS v', [vectorsOf(text, 'D'), queryOf(term)]);
    if (!rows[0].hit) return false;
  }
  return terms.length > 0;
}
/** The oracle: plain substring search over the folded characters; knows nothing of pairs. */
const contains = (text: string, query: string): boolean => {
  const folded = foldText(text).chars.join('');
  return query.split(/\s+/u).map((part) => foldText(part).chars.join('')).filter((part) => part !== '').every((part) => folded.includes(part));
};

// Few characters, so that hits and near misses abound; some that SQL, tsvector or Unicode might trip over.
const character = fc.constantFrom('政', '府', '信', '息', '公', '开', '公', '开', 'A', 'a', '2', '〔', "'", '\\', ':', '&', ' ', '。', '𠮷', 'Ａ', '％', '\u200b');
const text = fc.array(character, { maxLength: 60 }).map((chars) => chars.join(''));
const query = fc.array(character, { minLength: 1, maxLength: 5 }).map((chars) => chars.join('')).filter((value) => termsOf(value) !== null);

describe('search finds exactly the substrings', () => {
  it('any text, any query', async () => {
    await fc.assert(fc.asyncProperty(text, query, async (value, wanted) => {
      expect(await found(value, wanted)).toBe(contains(value, wanted));
    }), { numRuns: 600 });
  }, 30_000);

  it('any part of a text finds it', async () => {
    await fc.assert(fc.asyncProperty(text, fc.nat(), fc.integer({ min: 1, max: 20 }), async (value, from, length) => {
      const part = [...value].slice(from % Math.max(1, value.length)).slice(0, length).join('');
      fc.pre(termsOf(part) !== null);
      expect(await found(value, part)).toBe(true);
    }), { numRuns: 300 });
  }, 30_000);

  it('in long texts too: past a section\'s end, and where one pair repeats more often than a tsvector remembers', async () => {
    const long = `${'公'.repeat(1_200)}开门${'信息'.repeat(9_000)}终点`;
    for (const wanted of ['公开', '公公开门信', '门信息', '息终点', '信息终', `${'公'.repeat(MAX_TERM - 2)}开门`]) expect([wanted, await found(long, wanted)]).toEqual([wanted, true]);
    for (const wanted of ['门公', '息开', '终点信', `${'公'.repeat(10)}门`]) expect([wanted, await found(long, wanted)]).toEqual([wanted, false]);
    // A term across every place where a section may end.
    const marked = Array.from({ length: 12_000 }, (_, i) => String.fromCodePoint(0x4e00 + (i * 7919) % 20_000)).join('');
    for (let at = 7_900; at < 8_100; at += 17) expect(await found(marked, marked.slice(at, at + MAX_TERM))).toBe(true);
  });

  it('the words that dictionaries miss', async () => {
    const article = '厅公开办应当自收到征求意见书之日起15个工作日内提出意见，文号吉工信综合〔2020〕349号。';
    for (const wanted of ['厅公开办', '征求意见书', '见书之', '〔2020〕349', '吉工信综合〔2020〕349号', '15个', '办', '。', '１５个工作日']) expect([wanted, await found(article, wanted)]).toEqual([wanted, true]);
    for (const wanted of ['公开厅', '政府采购', '2021', '意见 采购']) expect([wanted, await found(article, wanted)]).toEqual([wanted, false]);
    expect(await found(article, '意见 文号')).toBe(true);
  });

  it('takes a few terms of some length', () => {
    expect(termsOf('  ')).toBeNull();
    expect(termsOf('a '.repeat(MAX_TERMS + 1))).toBeNull();
    expect(termsOf('a'.repeat(MAX_TERM + 1))).toBeNull();
  });
});

describe('a snippet', () => {
  const lead = (body: string): string => {
    const terms = termsOf('专项资金');
    if (!terms) throw new Error('no terms');
    return snippetOf({ format: 1, title: '题', summary: '', body, attachments: [], redactions: [], blocks: {} }, terms)[0]?.text ?? '';
  };
  it('begins where a clause begins, or says that it does not', () => {
    expect(lead('关于专项资金的说明')).toBe('关于');
    expect(lead(`${'前'.repeat(40)}。为了管好专项资金`)).toBe('为了管好');
    expect(lead(`${'前'.repeat(40)}专项资金`)).toBe('…');
  });

  it('marks exactly the occurrences, in the original\'s own characters', () => {
    fc.assert(fc.property(text, query, (value, wanted) => {
      const terms = termsOf(wanted) as NonNullable<ReturnType<typeof termsOf>>;
      const ranges = occurrences(value, terms);
      expect(ranges.length > 0).toBe(terms.terms.some((term) => foldText(value).chars.join('').includes(term.join(''))));
      const parts = snippetOf({ format: 1, title: '题', summary: '', body: value, attachments: [], redactions: [], blocks: {} }, terms);
      if (ranges.length > 0) {
        expect(parts.some(({ isMatch }) => isMatch)).toBe(true);
        expect(value.replaceAll(/\s+/gu, ' ')).toContain(parts.map((part) => part.text).join('').replace(/^…/u, ''));
      }
      expect(parts.every((part) => part.text.isWellFormed())).toBe(true);
    }), { numRuns: 500 });
  });
});
