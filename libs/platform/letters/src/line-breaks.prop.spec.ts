import fc from 'fast-check';
import { breakLines } from './line-breaks.ts';

const width = (character: string): number => (character < '\u0100' ? 0.5 : 1);
const widthOf = (line: string): number => [...line].reduce((sum, character) => sum + width(character), 0);
const room = { first: 26, rest: 28 };

describe('breaking lines (避头尾)', () => {
  const character = fc.constantFrom(...'政府信息公开申请答复书的了在，。、；：？！（）《》“”…—·abc019./?-% ');
  it('loses and adds nothing but blanks at the breaks, and keeps every line within its room', () => {
    fc.assert(
      fc.property(fc.array(character, { maxLength: 300 }).map((all) => all.join('')), (text) => {
        const lines = breakLines(text, room, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        lines.forEach((line, index) => expect(widthOf(line)).toBeLessThanOrEqual(index === 0 ? room.first : room.rest));
      }),
    );
  });
  it('begins no line with a closing mark and ends none with an opening one', () => {
    const sentence = '经审查，您申请公开的“专项资金分配结果”（共3项）属于《中华人民共和国政府信息公开条例》第二十条规定的内容；';
    for (let lead = 0; lead < 60; lead += 1) {
      const lines = breakLines('答'.repeat(lead) + sentence.repeat(3), room, width);
      for (const line of lines.slice(1)) expect(line).not.toMatch(/^[，。、；：？！）》”]/u);
      for (const line of lines.slice(0, -1)) expect(line).not.toMatch(/[（《“]$/u);
    }
  });
  it('does not tear numbers and words apart, and breaks an address after a slash', () => {
    const lines = breakLines(`${'答'.repeat(25)}2026年3月5日`, room, width);
    expect(lines.every((line) => !/^\d/u.test(line) || line.startsWith('2026'))).toBe(true);
    expect(breakLines(`网址：${'https://gxt.jl.gov.cn/xxgk/zcwj/202506/t20250618_9127301.html'}`, { first: 20, rest: 20 }, width)[0]).toMatch(/\/$/u);
  });
  it('leaves no last line of one or two characters', () => {
    expect([...(breakLines('答'.repeat(27), room, width).at(-1) as string)].length).toBeGreaterThan(2);
  });
});
