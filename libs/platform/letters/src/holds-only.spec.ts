import { crc32, deflateSync } from 'node:zlib';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import PDFDocument from 'pdfkit';
import { composeLetter, type ComposedLetter } from './compose-letter.ts';
import { assertHoldsOnly } from './holds-only.ts';
import { openFont } from './letter-font.ts';
import { replyForms } from './letter-kind.ts';
import { composed, replyInput, sheets } from './letters.fixture.ts';
import { readBackPdf } from './read-back-pdf.ts';
import { renderDocx } from './render-docx.ts';
import { renderPdf } from './render-pdf.ts';
import { loadTemplates, type TemplateSet } from './template.loader.ts';

/** A PNG of red and clear squares, 8 × 8 pixels, with more chunks where wanted. */
function png(...more: readonly (readonly [string, string])[]): Uint8Array {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const pixels = Buffer.concat(Array.from({ length: 8 }, (_, y) => Buffer.concat([Buffer.from([0]), ...Array.from({ length: 8 }, (_, x) => Buffer.from([0xe6, 0, 0, (x + y) % 2 ? 255 : 0]))])));
  const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 6, 0, 0, 0]);
  return new Uint8Array(Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), chunk('IHDR', header), ...more.map(([type, text]) => chunk(type, Buffer.from(text))), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]));
}

let templates: TemplateSet;
let letter: ComposedLetter;
let docx: Uint8Array;
let pdf: Uint8Array;
beforeAll(async () => {
  templates = await loadTemplates();
  letter = composed(templates, replyInput('DISCLOSED'));
  docx = await renderDocx(letter);
  pdf = await renderPdf(letter);
});
const codes = async (bytes: Uint8Array, of: ComposedLetter = letter) => [...new Set((await assertHoldsOnly(of, bytes)).map((refusal) => refusal.code))];
const messages = async (bytes: Uint8Array) => (await assertHoldsOnly(letter, bytes)).map((refusal) => refusal.message).join();

it('finds nothing beside the letter in any that was rendered', async () => {
  for (const input of [...replyForms.map(replyInput), ...Object.values(sheets)]) {
    const each = composed(templates, input as never);
    expect(await assertHoldsOnly(each, await renderDocx(each))).toEqual([]);
    expect(await assertHoldsOnly(each, await renderPdf(each))).toEqual([]);
  }
});
it('refuses what is no docx or PDF, or is cut off', async () => {
  for (const bytes of [new Uint8Array(), strToU8('%PDF-1.7 nothing'), strToU8('PK'), docx.subarray(0, 900), pdf.subarray(0, 3000), zipSync({ 'a.txt': strToU8('a') })]) expect(await codes(bytes)).toContain('LETTER_FILE_UNREADABLE');
});
it('allows the seal that the letter has, and no other picture', async () => {
  const result = composeLetter(templates.get('ReplyLetter', 'DISCLOSED'), { ...replyInput('DISCLOSED'), seal: { kind: 'IMAGE', png: png() } });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  const sealed = result.value;
  for (const render of [renderDocx, renderPdf]) {
    const bytes = await render(sealed);
    expect(await assertHoldsOnly(sealed, bytes)).toEqual([]);
    expect(Buffer.compare(bytes, await render(sealed))).toBe(0);
    expect(await codes(bytes, { ...letter, pieces: sealed.pieces, text: sealed.text })).toContain('LETTER_FILE_HOLDS_MORE');
    expect(await codes(await render({ ...sealed, seal: null }), sealed)).toContain('LETTER_FILE_HOLDS_MORE');
  }
});

it('refuses a seal that is no picture, or one that carries words', () => {
  const broken = png();
  broken[60] = (broken[60] as number) ^ 0xff;
  for (const image of [new Uint8Array(), strToU8('<svg/>'), broken, png().subarray(0, 60), png(['tEXt', 'Author\u0000internal']), new Uint8Array(Buffer.concat([png(), Buffer.from('x')]))]) {
    const result = composeLetter(templates.get('ReplyLetter', 'DISCLOSED'), { ...replyInput('DISCLOSED'), seal: { kind: 'IMAGE', png: image } });
    expect(result).toMatchObject({ ok: false, error: [{ code: 'LETTER_SEAL_INVALID', field: 'seal.png' }] });
  }
});

describe('a docx that holds more', () => {
  const altered = (part: string, edit: (xml: string) => string, more: Record<string, string> = {}): Uint8Array => {
    const files = unzipSync(docx);
    const before = strFromU8(files[part] as Uint8Array);
    if (edit(before) === before && Object.keys(more).length === 0) throw new Error('nothing altered');
    return zipSync({ ...files, [part]: strToU8(edit(before)), ...Object.fromEntries(Object.entries(more).map(([name, text]) => [name, strToU8(text)])) });
  };
  const body = (edit: (xml: string) => string) => altered('word/document.xml', edit);

  it.each<[string, () => Uint8Array, string]>([
    ['a word added', () => body((xml) => xml.replace('特此答复。', '特此答复。另')), 'LETTER_FILE_OTHER_TEXT'],
    ['a word left out', () => body((xml) => xml.replace('特此', '')), 'LETTER_FILE_OTHER_TEXT'],
    ['a tracked deletion', () => body((xml) => xml.replace('</w:body>', '<w:p><w:del w:id="1" w:author="张某"><w:r><w:delText>原稿</w:delText></w:r></w:del></w:p></w:body>')), 'LETTER_FILE_HOLDS_MORE'],
    ['a tracked insertion', () => body((xml) => xml.replace(/<w:p>(?=.*特此)/su, '<w:p><w:ins w:id="1"/>')), 'LETTER_FILE_HOLDS_MORE'],
    ['hidden text', () => body((xml) => xml.replace('<w:rPr>', '<w:rPr><w:vanish/>')), 'LETTER_FILE_HOLDS_MORE'],
    ['white text', () => body((xml) => xml.replace('w:color w:val="E60000"', 'w:color w:val="FFFFFF"')), 'LETTER_FILE_HOLDS_MORE'],
    ['text too small to read', () => body((xml) => xml.replace('<w:sz w:val="32"/>', '<w:sz w:val="2"/>')), 'LETTER_FILE_HOLDS_MORE'],
    ['a field code', () => body((xml) => xml.replace('<w:t ', '<w:instrText>INCLUDETEXT secret</w:instrText><w:t ')), 'LETTER_FILE_HOLDS_MORE'],
    ['a link', () => body((xml) => xml.replace('<w:r>', '<w:hyperlink r:id="rId99"/><w:r>')), 'LETTER_FILE_HOLDS_MORE'],
    ['an XML comment', () => body((xml) => xml.replace('</w:body>', '<!-- 内部 --></w:body>')), 'LETTER_FILE_HOLDS_MORE'],
    ['words in an attribute', () => body((xml) => xml.replace('<w:p>', '<w:p w:rsid="内部意见">')), 'LETTER_FILE_HOLDS_MORE'],
    ['a comments part', () => altered('word/document.xml', (xml) => xml, { 'word/comments.xml': '<w:comments/>' }), 'LETTER_FILE_HOLDS_MORE'],
    ['custom XML', () => altered('word/document.xml', (xml) => xml, { 'customXml/item1.xml': '<a>内部</a>' }), 'LETTER_FILE_HOLDS_MORE'],
    ['a picture', () => altered('word/document.xml', (xml) => xml, { 'word/media/image1.png': 'x' }), 'LETTER_FILE_HOLDS_MORE'],
    ['words in a footnote', () => altered('word/footnotes.xml', (xml) => xml.replace('</w:footnotes>', '<w:footnote w:id="9"><w:p/></w:footnote></w:footnotes>')), 'LETTER_FILE_HOLDS_MORE'],
    ['a word in the footer', () => altered('word/footer1.xml', (xml) => xml.replace(' —<', ' —内部<')), 'LETTER_FILE_HOLDS_MORE'],
    ['an author', () => altered('docProps/core.xml', (xml) => xml.replace('<cp:revision>', '<cp:keywords>张某</cp:keywords><cp:revision>')), 'LETTER_FILE_HOLDS_MORE'],
    ['a custom property', () => altered('docProps/custom.xml', (xml) => xml.replace('</Properties>', '<property/></Properties>').replace('/>', '>内部</Properties>')), 'LETTER_FILE_HOLDS_MORE'],
    ['bytes after the archive', () => new Uint8Array(Buffer.concat([docx, Buffer.from('内部')])), 'LETTER_FILE_HOLDS_MORE'],
    ['a comment of the archive', () => { const with2 = Buffer.concat([docx, Buffer.from('ab')]); with2.writeUInt16LE(2, docx.length - 2); return new Uint8Array(with2); }, 'LETTER_FILE_HOLDS_MORE'],
  ])('is refused for %s', async (_, make, code) => expect(await codes(make())).toContain(code));

  it('is told where the texts part', async () => expect(await messages(body((xml) => xml.replace('特此答复。', '特此答覆。')))).toContain('实为'));
});

describe('a PDF that holds more', () => {
  /** A page made by hand, to see what the reader reports. */
  async function page(draw: (document: PDFKit.PDFDocument) => void): Promise<string> {
    const document = new PDFDocument({ size: 'A4', margin: 0, pdfVersion: '1.7', font: null as unknown as string });
    const chunks: Uint8Array[] = [];
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    const finished = new Promise((resolve) => document.on('end', resolve));
    document.font(openFont('regular') as unknown as string).fontSize(16);
    draw(document);
    document.end();
    await finished;
    return (await readBackPdf(new Uint8Array(Buffer.concat(chunks)))).hidden.join();
  }
  it.each<[string, (document: PDFKit.PDFDocument) => void, string]>([
    ['nothing odd', (document) => void document.text('公开', 100, 100), ''],
    ['invisible text', (document) => void document.addContent('3 Tr').text('内部', 100, 100), 'invisible text'],
    ['white text', (document) => void document.fillColor('white').text('内部', 100, 100), 'colour #ffffff'],
    ['text off the page', (document) => void document.text('内部', 700, 100, { lineBreak: false }), 'drawn and not shown'],
    ['text too small to read', (document) => void document.fontSize(1).text('内部', 100, 100), 'too small'],
    ['a box over the text', (document) => void document.text('内部', 100, 100).rect(90, 90, 100, 40).fill('black'), 'fill'],
    ['a link', (document) => void document.text('公开', 100, 100, { link: 'https://example.org' }), 'annotations'],
    ['a note', (document) => void document.text('公开', 100, 100).note(10, 10, 20, 20, 'internal'), 'annotations'],
    ['an attachment', (document) => void document.text('公开', 100, 100).file(Buffer.from('internal'), { name: 'a.txt' }), 'attachments'],
    ['bookmarks', (document) => { document.text('公开', 100, 100).outline.addItem('internal'); }, 'outline'],
    ['transparent text', (document) => void document.fillOpacity(0).text('内部', 100, 100), 'setGState'],
  ])('is seen: %s', async (_, draw, reported) => {
    const hidden = await page(draw);
    if (reported === '') expect(hidden).toBe('');
    else expect(hidden).toContain(reported);
  });
  it('is refused for other words, another title, a changed producer', async () => {
    const input = replyInput('DISCLOSED');
    expect(await codes(await renderPdf(composed(templates, { ...input, blocks: { ...input.blocks, howToGet: '自取。' } })))).toContain('LETTER_FILE_OTHER_TEXT');
    expect(await codes(await renderPdf({ ...letter, title: '内部稿' }))).toContain('LETTER_FILE_HOLDS_MORE');
    expect(await codes(new Uint8Array(Buffer.from(Buffer.from(pdf).toString('latin1').replaceAll('disclosure letters', 'disclosure-letters'), 'latin1')))).toContain('LETTER_FILE_HOLDS_MORE');
  });
  it('is refused for bytes before, between and after, and for an object that nothing refers to', async () => {
    const raw = Buffer.from(pdf).toString('latin1');
    for (const changed of [`${raw}internal`, raw.replace('\nendobj\n', '\nendobj\n% internal\n'), raw.replace('\nxref\n', '\n999 0 obj\n(internal)\nendobj\nxref\n'), `${raw}1 0 obj\n<<>>\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n0\n%%EOF`]) {
      const found = await codes(new Uint8Array(Buffer.from(changed, 'latin1')));
      expect(found.some((code) => code === 'LETTER_FILE_HOLDS_MORE' || code === 'LETTER_FILE_UNREADABLE')).toBe(true);
    }
  });
});
