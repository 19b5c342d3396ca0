import fc from 'fast-check';
import { findSecretMarks } from './secret-marks.rule.ts';

const separator = fc.constantFrom('', ' ', '\n', '\u3000', '\u200b', '-', '\t', '\u00ad', ' \r\n ');
const wide = (text: string): string => text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

describe('a mark in any disguise', () => {
  it('is found wherever it stands and however it is broken', () => {
    const mark = fc
      .tuple(fc.constantFrom('绝密', '机密', '秘密', '絕密', '機密'), fc.constantFrom('★', '☆', '⭐', '＊', '*'), fc.integer({ min: 1, max: 50 }), fc.constantFrom('年', '个月'), fc.boolean())
      .map(([grade, star, period, unit, isWide]) => `${grade}${star}${isWide ? wide(String(period)) : period}${unit}`)
      .chain((text) => fc.array(separator, { minLength: text.length, maxLength: text.length }).map((gaps) => [...text].map((letter, i) => letter + (gaps[i] ?? '')).join('')));
    const around = fc.constantFrom('', '关于某事的通知', '第一条 本办法所称政府信息', '2026年11月24日。', '(一)');
    fc.assert(
      fc.property(around, mark, around, (before, text, after) => {
        const found = findSecretMarks(`${before}\n${text}\n${after}`).find((finding) => finding.severity === 'FORBIDDEN');
        expect(found?.kind).toBe('STATE_SECRET_MARK');
        expect(found?.from).toBe(before.length + 1);
      }),
      { numRuns: 300 },
    );
  });
  it('is never seen in text without one of its characters', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'国家秘机绝文件、。1年 \n的和') }), (text) => {
      expect(findSecretMarks(text).filter((finding) => finding.severity === 'FORBIDDEN')).toEqual([]);
    }));
  });
});
