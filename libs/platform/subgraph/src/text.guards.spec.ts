import fc from 'fast-check';
import { optionalTextRefusals, textRefusals } from './text.guards.ts';
import type { TextRule } from './text.guards.ts';

const rule: TextRule = { field: 'applicant.name', label: '姓名', max: 10, plain: true, clause: 'A2-5' };
const lines: TextRule = { field: 'description', label: '内容描述', max: 20, min: 5, multiline: true };
const codes = (value: string | null | undefined, by = rule): string[] => textRefusals(value, by).map(({ code }) => code);

describe('textRefusals', () => {
  it('lets pass what people write', () => {
    for (const name of ['王小明', '买买提·艾力', 'Müller, J.', '𠮷田']) expect(codes(name)).toEqual([]);
    expect(codes('第一行\n第二行\t表格 👍', lines)).toEqual([]);
  });
  it('says what is wrong, in Chinese, with field and clause', () => {
    expect(textRefusals('', rule)).toEqual([{ code: 'TEXT_MISSING', message: '“姓名”不能为空。', field: 'applicant.name', clause: 'A2-5' }]);
    expect(textRefusals('一二三四', lines)).toEqual([{ code: 'TEXT_MISSING', message: '“内容描述”至少 5 个字。', field: 'description', clause: null }]);
  });
  it('missing: nothing, white space of any kind', () => { for (const text of [null, undefined, '', '  ', '\u3000\n\t']) expect(codes(text)).toEqual(['TEXT_MISSING']); });
  it('counts characters, not UTF-16 units, at the edge', () => {
    expect(codes('𠮷'.repeat(10))).toEqual([]);
    expect(textRefusals('𠮷'.repeat(11), rule)).toMatchObject([{ code: 'TEXT_TOO_LONG', message: '“姓名”最多 10 个字，现有 11 个。' }]);
    expect(codes(` ${'字'.repeat(10)} `)).toEqual([]); // white space around it does not count
    expect(codes('一二三四五', lines)).toEqual([]);
  });
  it('refuses control characters, and line breaks where there is one line', () => {
    for (const text of ['a\u0000b', 'a\u0007b', 'a\u0085b', 'a\u007fb']) for (const by of [rule, lines]) expect(codes(text.repeat(2), by)).toEqual(['TEXT_CONTROL_CHARACTER']);
    for (const text of ['a\nb', 'a\r\nb', 'a\u2028b']) expect([codes(text), codes(text.repeat(2), lines)]).toEqual([['TEXT_CONTROL_CHARACTER'], []]);
  });
  it('refuses what turns the direction of writing, everywhere', () => { for (const text of ['a\u202Eb', 'a\u2066b', 'a\u200Fb']) for (const by of [rule, lines]) expect(codes(text.repeat(2), by)).toEqual(['TEXT_DIRECTION_CHARACTER']); });
  it('refuses pictographs and the invisible in names', () => {
    for (const text of ['王👍', '王\u200B明', '王\uFEFF', '王\u00AD明']) expect(codes(text)).toEqual(['TEXT_NOT_PLAIN']);
    expect(codes('12#*', rule)).toEqual([]); // digits and signs are no pictographs
  });
  it('refuses half a character', () => expect(codes('王\uD842')).toEqual(['TEXT_MALFORMED']));
  it('says everything at once', () => expect(codes(`\u202E\u0000${'字'.repeat(11)}👍`)).toEqual(['TEXT_TOO_LONG', 'TEXT_CONTROL_CHARACTER', 'TEXT_DIRECTION_CHARACTER', 'TEXT_NOT_PLAIN']));
  it('never throws, and what it lets pass fits the rule', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      if (textRefusals(text, rule).length > 0) return;
      const trimmed = [...text.trim()];
      expect(trimmed.length).toBeGreaterThan(0);
      expect(trimmed.length).toBeLessThanOrEqual(10);
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toContain('\n');
    }), { numRuns: 500 });
  });
});

describe('optionalTextRefusals', () => {
  it('asks nothing of what was left out, and the same of what was not', () => {
    for (const text of [null, undefined, '', '  ']) expect(optionalTextRefusals(text, rule)).toEqual([]);
    expect(optionalTextRefusals('王\u202E', rule)).toMatchObject([{ code: 'TEXT_DIRECTION_CHARACTER' }]);
  });
});
