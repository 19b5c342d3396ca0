import { localDate } from '@disclosure/kernel';
import { bodySize, page, pitch, textHeight, textWidth } from './gb9704.ts';
import { replyForms } from './letter-kind.ts';
import { composed, replyInput, sheets } from './letters.fixture.ts';
import { type LaidOutPage, layOut } from './page-layout.ts';
import { readBackPdf } from './read-back-pdf.ts';
import { renderPdf } from './render-pdf.ts';
import { loadTemplates, type TemplateSet } from './template.loader.ts';

let templates: TemplateSet;
beforeAll(async () => {
  templates = await loadTemplates();
});
const textsOf = (laidOut: LaidOutPage) => laidOut.flatMap((mark) => (mark.kind === 'text' ? [mark] : []));
const long = (lines: number) => {
  const input = replyInput('DISCLOSED');
  return composed(templates, { ...input, blocks: { ...input.blocks, howToGet: Array.from({ length: lines }, (_, index) => `第${index + 1}段：${'政府信息公开是法定职责'.repeat(4)}。`).join('\n') } });
};

describe('the pages, by GB/T 9704-2012 (DOC-02)', () => {
  it('hold 22 lines of 28 characters inside the text area', () => {
    const input = replyInput('DISCLOSED');
    const pages = layOut(composed(templates, { ...input, blocks: { ...input.blocks, howToGet: '政'.repeat(2600) } }));
    const second = textsOf(pages[1] as LaidOutPage).slice(0, -1);
    expect(second).toHaveLength(22);
    for (const line of second.slice(1)) expect(line).toMatchObject({ text: '政'.repeat(28), size: bodySize, x: page.left });
    expect((second[1]?.y ?? 0) - (second[0]?.y ?? 0)).toBeCloseTo(pitch, 5);
    for (const laidOut of pages) {
      for (const line of textsOf(laidOut).slice(0, -1)) {
        expect(line.x).toBeGreaterThanOrEqual(page.left);
        expect(line.y).toBeGreaterThan(page.top);
        expect(line.y).toBeLessThan(page.top + textHeight);
      }
    }
  });
  it('begin with the red mark 35 mm down, the number, a red line 4 mm below it, and the title', () => {
    const [first] = layOut(composed(templates, replyInput('DISCLOSED')));
    const [mark, numberLine, title] = textsOf(first as LaidOutPage);
    const rule = (first as LaidOutPage).find((each) => each.kind === 'rule');
    expect(mark).toMatchObject({ text: '吉林省工业和信息化厅', red: true });
    expect((mark?.y ?? 0) - (mark?.size ?? 0) * 0.92).toBeCloseTo(page.top + (35 / 25.4) * 72, 0);
    expect(numberLine?.text).toBe('吉工信公开〔2026〕12号');
    expect(rule).toMatchObject({ red: true, x1: page.left, x2: page.left + textWidth });
    expect(title).toMatchObject({ text: '政府信息公开申请答复书', size: 22, weight: 'bold' });
    expect(title?.y ?? 0).toBeGreaterThan((rule?.kind === 'rule' ? rule.y1 : 0) + 2 * pitch);
  });
  it('number odd pages at the right, even ones at the left, 7 mm below the text', () => {
    layOut(long(40)).forEach((laidOut, index) => {
      const number = textsOf(laidOut).at(-1);
      expect(number?.text).toBe(`— ${index + 1} —`);
      expect((number?.x ?? 0) > page.width / 2).toBe(index % 2 === 0);
      expect(number?.y ?? 0).toBeGreaterThan(page.top + textHeight + (7 / 25.4) * 72);
    });
  });
  it('end with the signature on a page that holds text, wherever the text ends', () => {
    for (let lines = 1; lines <= 24; lines += 1) {
      const pages = layOut(long(lines));
      const home = pages.find((laidOut) => textsOf(laidOut).some((mark) => mark.text === '2026年3月5日')) as LaidOutPage;
      const texts = textsOf(home).map((mark) => mark.text);
      expect(texts.indexOf('（印章）')).toBeGreaterThanOrEqual(2);
      expect(texts.indexOf('2026年3月5日')).toBe(texts.indexOf('（印章）') + 2);
      expect(pages.at(-1)).toBe(home);
      expect(texts.some((text) => text.endsWith('印发'))).toBe(true);
    }
  });
  it('carry a long last cell of a form over to the next page', () => {
    const remarks = Array.from({ length: 60 }, (_, index) => `第${index + 1}行`).join('\n');
    const letter = composed(templates, { ...sheets.ServiceReceipt, blocks: { remarks } });
    expect(layOut(letter).length).toBeGreaterThan(2);
    expect(layOut(letter).flatMap((laidOut) => textsOf(laidOut).map((mark) => mark.text)).filter((text) => /^第\d+行$/u.test(text))).toHaveLength(60);
  });
});

describe('the PDF of every letter', () => {
  it('draws the lines that were laid out, character for character, in that order', async () => {
    for (const input of [replyInput('ALREADY_PUBLISHED'), ...Object.values(sheets)]) {
      const letter = composed(templates, input as never);
      const content = await readBackPdf(await renderPdf(letter));
      expect(content.drawn).toEqual(layOut(letter).map((laidOut) => textsOf(laidOut).map((mark) => mark.text).join('')));
      expect(content.hidden).toEqual([]);
    }
  });
  it('says exactly what the letter says, but for page numbers', async () => {
    for (const input of [...replyForms.map(replyInput), ...Object.values(sheets)]) {
      const letter = composed(templates, input as never);
      const { pages } = await readBackPdf(await renderPdf(letter));
      const said = pages.map((lines) => lines.slice(0, -1).join('')).join('');
      expect(said.replaceAll(/\s/gu, '')).toBe(letter.text.replaceAll(/\s/gu, ''));
    }
  });
  it('is the same bytes each time, whatever was rendered between', async () => {
    const letter = composed(templates, replyInput('WITHHELD'));
    const before = await renderPdf(letter);
    await renderPdf(long(10));
    expect(Buffer.compare(before, await renderPdf(letter))).toBe(0);
    const other = await renderPdf(composed(templates, { ...replyInput('WITHHELD'), date: localDate('2026-03-06') }));
    expect(Buffer.compare(before, other)).not.toBe(0);
  });
  it('bears agency, title and the letter’s date, is tagged and of class PDF/A-2b', async () => {
    const bytes = await renderPdf(composed(templates, sheets.ExtensionNotice));
    const { metadata, xmp } = await readBackPdf(bytes);
    expect(metadata).toMatchObject({ Title: '政府信息公开申请延期答复告知书', Author: '吉林省工业和信息化厅', CreationDate: 'D:20260305000000Z', Language: 'zh-CN' });
    expect(xmp).toEqual(expect.arrayContaining(['2', 'B', '2026-03-05T00:00:00Z']));
    const raw = Buffer.from(bytes).toString('latin1');
    expect(raw).toContain('/Marked true');
    expect([...raw.matchAll(/20\d\d-\d\d-\d\d/gu)].every(([date]) => date === '2026-03-05')).toBe(true);
  });
});
