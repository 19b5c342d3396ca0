import { strFromU8, unzipSync } from 'fflate';
import { replyForms } from './letter-kind.ts';
import { composed, replyInput, sheets } from './letters.fixture.ts';
import { readBackDocx } from './read-back-docx.ts';
import { renderDocx } from './render-docx.ts';
import { loadTemplates, type TemplateSet } from './template.loader.ts';

let templates: TemplateSet;
let parts: Record<string, string>;
let xml: string;
beforeAll(async () => {
  templates = await loadTemplates();
  const files = unzipSync(await renderDocx(composed(templates, replyInput('PARTLY_DISCLOSED'))));
  parts = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
  xml = parts['word/document.xml'] as string;
});

/** The paragraph that holds a text. */
function paragraph(text: string): string {
  const found = [...xml.matchAll(/<w:p>.*?<\/w:p>/gsu)].map((match) => match[0]).find((each) => each.includes(text));
  if (!found) throw new Error(`no paragraph with ${text}`);
  return found;
}
const number = (source: string, pattern: RegExp): number => Number(pattern.exec(source)?.[1] ?? Number.NaN);
const mm = (twips: number): number => (twips / 20 / 72) * 25.4;

describe('the docx, by GB/T 9704-2012 (DOC-02)', () => {
  it('is an A4 page with margins of 37, 35, 28 and 26 mm', () => {
    const margin = /<w:pgMar [^>]*>/u.exec(xml)?.[0] ?? '';
    expect(mm(number(xml, /<w:pgSz w:w="(\d+)"/u))).toBeCloseTo(210, 0);
    expect(mm(number(xml, /<w:pgSz [^>]*w:h="(\d+)"/u))).toBeCloseTo(297, 0);
    for (const [side, wanted] of [['top', 37], ['bottom', 35], ['left', 28], ['right', 26]] as const) expect(Math.abs(mm(number(margin, new RegExp(`w:${side}="(\\d+)"`, 'u'))) - wanted)).toBeLessThan(0.1);
  });
  it('sets the body in 仿宋 of 16 pt at an exact pitch of 22 lines, 28 characters each, two characters in', () => {
    const body = paragraph('本机关于2026年2月9日收到');
    expect(body).toContain('w:eastAsia="仿宋_GB2312"');
    expect(number(body, /<w:sz w:val="(\d+)"/u)).toBe(32);
    expect(body).toMatch(/<w:spacing [^>]*w:lineRule="exact"/u);
    const line = number(body, /<w:spacing [^>]*w:line="(\d+)"/u);
    expect(Math.floor(((225 / 25.4) * 72 * 20) / line)).toBe(22);
    const character = 32 * 10 + number(body, /<w:rPr>.*<w:spacing w:val="(-?\d+)"/su);
    expect(Math.floor(((156 / 25.4) * 72 * 20) / character)).toBe(28);
    expect(Math.abs(number(body, /w:firstLine="(\d+)"/u) - 2 * character)).toBeLessThan(5);
  });
  it('centres a red agency mark in 小标宋, the number under it with a red line below, and a title of 22 pt', () => {
    const mark = paragraph('w:color w:val="E60000"');
    expect(mark).toContain('吉林省工业和信息化厅</w:t>');
    expect(mark).toContain('w:eastAsia="方正小标宋简体"');
    expect(mark).toContain('<w:jc w:val="center"/>');
    const numberLine = paragraph('吉工信公开〔2026〕12号');
    expect(numberLine).toContain('<w:jc w:val="center"/>');
    expect(numberLine).toMatch(/<w:pBdr><w:bottom [^>]*w:color="E60000"/u);
    const title = paragraph('政府信息公开申请答复书');
    expect(title).toContain('w:eastAsia="方正小标宋简体"');
    expect(title).toContain('<w:jc w:val="center"/>');
    expect(number(title, /<w:sz w:val="(\d+)"/u)).toBe(44);
  });
  it('keeps the addressee at the left with a full-width colon, headings in 黑体, the date four characters from the right', () => {
    expect(paragraph('王小明：')).not.toMatch(/<w:ind |<w:jc /u);
    expect(paragraph('一、予以公开的部分')).toContain('w:eastAsia="黑体"');
    const dated = paragraph('>2026年3月5日</w:t>');
    expect(dated).toContain('<w:jc w:val="right"/>');
    expect(Math.abs(number(dated, /w:right="(\d+)"/u) - 4 * 316)).toBeLessThan(5);
  });
  it('never leaves the signature alone on a page', () => {
    for (const text of ['附件：1.', '2.吉林省', '（印章）']) expect(paragraph(text)).toMatch(/<w:keepNext\/>/u);
  });
  it('numbers pages — N —, odd ones right and even ones left', () => {
    expect(parts['word/settings.xml']).toContain('<w:evenAndOddHeaders/>');
    const footerOf = (type: string): string => {
      const id = new RegExp(`<w:footerReference w:type="${type}" r:id="(\\w+)"`, 'u').exec(xml)?.[1] ?? '';
      return parts[`word/${new RegExp(`Id="${id}"[^>]*Target="([^"]+)"`, 'u').exec(parts['word/_rels/document.xml.rels'] as string)?.[1] ?? ''}`] as string;
    };
    expect(footerOf('default')).toContain('<w:jc w:val="right"/>');
    expect(footerOf('even')).toContain('<w:jc w:val="left"/>');
    expect(footerOf('even')).toContain('<w:instrText xml:space="preserve">PAGE</w:instrText>');
    expect(number(footerOf('even'), /<w:sz w:val="(\d+)"/u)).toBe(28);
  });
  it('floats 版记 at the foot of the last page', () => expect(xml).toMatch(/<w:tblpPr (?=[^>]*w:vertAnchor="margin")(?=[^>]*w:tblpYSpec="bottom")/u));
});

describe('the docx of every letter', () => {
  it('says what the letter says, and is the same bytes each time', async () => {
    for (const input of [...replyForms.map(replyInput), ...Object.values(sheets)]) {
      const letter = composed(templates, input as never);
      const bytes = await renderDocx(letter);
      expect(readBackDocx(bytes)).toMatchObject({ text: letter.text, hidden: [] });
      expect(Buffer.compare(bytes, await renderDocx(letter))).toBe(0);
    }
  });
  it('bears the agency’s name and the letter’s date, and no other date', async () => {
    const bytes = await renderDocx(composed(templates, sheets.ExtensionNotice));
    const { metadata } = readBackDocx(bytes);
    expect(metadata).toContain('<dc:creator>吉林省工业和信息化厅</dc:creator>');
    expect([...new Set([...metadata.matchAll(/20\d\d-\d\d-\d\d/gu)].map(([date]) => date))]).toEqual(['2026-03-05']);
    // DOS date of the first entry: 5 March 2026.
    expect(new DataView(bytes.buffer, bytes.byteOffset).getUint16(12, true)).toBe(((2026 - 1980) << 9) | (3 << 5) | 5);
  });
  it('keeps mark-up in text as text', async () => {
    const input = replyInput('DISCLOSED');
    const letter = composed(templates, { ...input, blocks: { ...input.blocks, howToGet: '<w:del>&amp;</w:t> "甲" ]]> &#x202e;' } });
    expect(readBackDocx(await renderDocx(letter))).toMatchObject({ text: letter.text, hidden: [] });
  });
});
