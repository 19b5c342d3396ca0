import { strToU8, zipSync, zlibSync } from 'fflate';

/** Files made up for tests: small, whole, and without a library that could clean what they are meant to hide. */

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const TYPES =
  '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>';

/** A run of text. */
export const run = (text: string, properties = ''): string => `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
export const paragraph = (...runs: string[]): string => `<w:p>${runs.join('')}</w:p>`;
export const deletion = (text: string): string => `<w:del w:id="1" w:author="x"><w:r><w:delText>${text}</w:delText></w:r></w:del>`;
export const insertion = (text: string): string => `<w:ins w:id="2" w:author="x">${run(text)}</w:ins>`;
/** A part other than the body: header, footnotes, comments. */
export const partOf = (root: string, ...content: string[]): string => `<?xml version="1.0" encoding="UTF-8"?><w:${root} ${W}>${content.join('')}</w:${root}>`;

/** A docx with this body (XML of paragraphs) and these further entries. */
export function docxOf(body: string, entries: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array {
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8(TYPES),
    'word/document.xml': strToU8(partOf('document', `<w:body>${body}</w:body>`)),
  };
  for (const [name, content] of Object.entries(entries)) files[name] = typeof content === 'string' ? strToU8(content) : content;
  return zipSync(files, { level: 6 });
}

const utf16 = (text: string): string => [...Array(text.length).keys()].map((i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('');
/** A text string of PDF in hexadecimal UTF-16 with its mark. */
const pdfString = (text: string): string => `<feff${utf16(text)}>`;

export interface PdfOptions {
  readonly info?: Readonly<Record<string, string>>;
  /** How the text of pages is packed. */
  readonly packing?: 'FlateDecode' | 'ASCIIHexDecode+FlateDecode';
  /** Further content of the first page, as operators. */
  readonly operators?: string;
  /** Text of a note pinned to the first page. */
  readonly note?: string;
  /** A script that runs on opening. */
  readonly script?: string;
  /** Name and content of an attached file. */
  readonly attachment?: { readonly name: string; readonly content: string };
}

/** One text at one place, in points from the lower left corner. */
export interface Placed {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** A PDF of these pages in a Chinese font that is not embedded, as offices' printers write them. */
export function pdfOf(pages: readonly (readonly Placed[])[], options: PdfOptions = {}): Uint8Array {
  const objects: string[] = [];
  const add = (content: string): number => objects.push(content);
  const stream = (content: string, dictionary = ''): string => `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;
  const catalog = add('');
  const tree = add('');
  const descriptor = add('<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>');
  const descendant = add(
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor ${descriptor} 0 R >>`,
  );
  const font = add(`<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [${descendant} 0 R] >>`);
  const note = options.note === undefined ? 0 : add(`<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents ${pdfString(options.note)} >>`);
  const kids = pages.map((page, index) => {
    const operators = page.map(({ text, x, y }) => `BT /F1 12 Tf ${x} ${y} Td <${utf16(text)}> Tj ET`).join('\n') + (index === 0 ? (options.operators ?? '') : '');
    const content = add(packed(operators, options.packing, stream));
    return add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 595 842] /Contents ${content} 0 R /Resources << /Font << /F1 ${font} 0 R >> >>${index === 0 && note > 0 ? ` /Annots [${note} 0 R]` : ''} >>`,
    );
  });
  objects[tree - 1] = `<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] /Count ${kids.length} >>`;
  const script = options.script === undefined ? '' : ` /OpenAction << /S /JavaScript /JS (${options.script}) >>`;
  let names = '';
  if (options.attachment) {
    const file = add(stream(Buffer.from(options.attachment.content, 'utf8').toString('hex') + '>', '/Type /EmbeddedFile /Filter /ASCIIHexDecode'));
    const spec = add(`<< /Type /Filespec /F (${options.attachment.name}) /UF (${options.attachment.name}) /EF << /F ${file} 0 R >> >>`);
    names = ` /Names << /EmbeddedFiles << /Names [(${options.attachment.name}) ${spec} 0 R] >> >>`;
  }
  objects[catalog - 1] = `<< /Type /Catalog /Pages ${tree} 0 R${script}${names} >>`;
  const info = add(`<< ${Object.entries(options.info ?? {}).map(([key, value]) => `/${key} ${pdfString(value)}`).join(' ')} >>`);

  let file = '%PDF-1.7\n';
  const offsets = objects.map((content, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${content}\nendobj\n`;
    return at;
  });
  const xref = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R /Info ${info} 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return strToU8(file, true);
}

function packed(operators: string, packing: PdfOptions['packing'], stream: (content: string, dictionary?: string) => string): string {
  if (packing === undefined) return stream(operators);
  const bytes = Buffer.from(zlibSync(strToU8(operators, true), { level: 9 }));
  return packing === 'FlateDecode' ? stream(bytes.toString('latin1'), '/Filter /FlateDecode') : stream(`${bytes.toString('hex')}>`, '/Filter [/ASCIIHexDecode /FlateDecode]');
}

/** Lines one below the other on one page. */
export const lines = (...texts: string[]): Placed[] => texts.map((text, i) => ({ text, x: 72, y: 780 - i * 20 }));

/** The same PDF, saved again with the content of its first page replaced: the earlier text is still inside. */
export function resaved(pdf: Uint8Array, text: string): Uint8Array {
  const source = Buffer.from(pdf).toString('latin1');
  const number = Number(/(\d+) 0 obj\n<< {2}\/Length/.exec(source)?.[1]);
  const size = Number(/\/Size (\d+)/.exec(source)?.[1]);
  const root = /\/Root \d+ 0 R/.exec(source)?.[0] ?? '';
  const previous = /startxref\n(\d+)/.exec(source)?.[1] ?? '';
  const content = `BT /F1 12 Tf 72 780 Td <${utf16(text)}> Tj ET`;
  const object = `${number} 0 obj\n<< /Length ${content.length} >>\nstream\n${content}\nendstream\nendobj\n`;
  const xref = source.length + object.length;
  const tail = `xref\n${number} 1\n${String(source.length).padStart(10, '0')} 00000 n \ntrailer\n<< /Size ${size} ${root} /Prev ${previous} >>\nstartxref\n${xref}\n%%EOF\n`;
  return strToU8(source + object + tail, true);
}
