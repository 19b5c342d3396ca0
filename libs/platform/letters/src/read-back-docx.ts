import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

/** What a docx holds, read from its XML without the library that wrote it. */
export interface DocxContent {
  /** The text that a reader sees: paragraphs by line, cells of a row by tab. */
  readonly text: string;
  /** Text of the footers, fields shown as `{PAGE}`. */
  readonly footers: readonly string[];
  readonly metadata: string;
  /** Everything by which a file says more than it shows: `w:del in word/document.xml`. */
  readonly hidden: readonly string[];
  /** Pictures, by part. */
  readonly media: ReadonlyMap<string, Uint8Array>;
  /** Parts that are the same in every letter (styles, settings, relations), by name. */
  readonly fixed: ReadonlyMap<string, string>;
}

/** No letter is larger; a file whose parts unpack to more is not read. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Elements of which the body of a letter consists. What is not named here (tracked changes, comments, objects, links, fields, notes, controls) is hidden content. */
const BODY = new Set(
  `w:document w:body w:p w:pPr w:r w:rPr w:t w:rFonts w:sz w:szCs w:color w:jc w:ind w:spacing w:keepNext w:widowControl w:pBdr w:top w:bottom w:left w:right w:snapToGrid
   w:tbl w:tblPr w:tblpPr w:tblW w:tblLayout w:tblBorders w:insideH w:insideV w:tblGrid w:gridCol w:tr w:trPr w:trHeight w:tc w:tcPr w:tcW w:tcMar w:start w:end w:gridSpan w:vAlign w:cantSplit
   w:sectPr w:footerReference w:pgSz w:pgMar w:pgNumType w:docGrid w:titlePg`.split(/\s+/u),
);
const FOOTER = new Set([...BODY, 'w:ftr', 'w:fldChar', 'w:instrText']);
/** A picture laid over the page: the seal. Its own texts are attributes, read below. */
const PICTURE = new Set(
  `w:drawing wp:anchor wp:simplePos wp:positionH wp:positionV wp:posOffset wp:extent wp:effectExtent wp:wrapNone wp:docPr wp:cNvGraphicFramePr a:graphicFrameLocks a:graphic a:graphicData
   pic:pic pic:nvPicPr pic:cNvPr pic:cNvPicPr a:picLocks pic:blipFill a:blip a:srcRect a:stretch a:fillRect pic:spPr a:xfrm a:off a:ext a:prstGeom a:avLst`.split(/\s+/u),
);
/** Marks of a run or paragraph by which its text is there and not seen are not among them: w:vanish, w:webHidden, w:specVanish. */
const NUMBER_TEXT = new Set(['wp:posOffset']);

/** Reads a docx. Throws an Error for bytes that are no docx; what is odd inside one is reported in `hidden`. */
export function readBackDocx(bytes: Uint8Array): DocxContent {
  const names: string[] = [];
  let size = 0;
  const files = unzipSync(bytes, {
    filter: (file) => {
      size += file.originalSize;
      if (size > MOST_BYTES) throw new Error(`parts too large, at ${file.name}`);
      names.push(file.name);
      return true;
    },
  });
  const hidden: string[] = [];
  for (const name of new Set(names)) if (names.filter((each) => each === name).length > 1) hidden.push(`part twice: ${name}`);
  hidden.push(...outsideTheEntries(bytes, names.length));
  if (!files['word/document.xml'] || !files['docProps/core.xml']) throw new Error('no docx: word/document.xml or docProps/core.xml is missing');
  const media = new Map<string, Uint8Array>();
  const fixed = new Map<string, string>();
  const footers: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    if (name === 'word/document.xml' || name === 'docProps/core.xml') continue;
    if (/^word\/footer\d+\.xml$/u.test(name)) footers.push(readBody(strFromU8(content), name, FOOTER, hidden));
    else if (name.startsWith('word/media/')) media.set(name, content);
    else fixed.set(name, strFromU8(content));
  }
  const text = readBody(strFromU8(files['word/document.xml']), 'word/document.xml', new Set([...BODY, ...(media.size > 0 ? PICTURE : [])]), hidden);
  return { text, footers, metadata: strFromU8(files['docProps/core.xml']), hidden, media, fixed };
}

/** Bytes before the first entry, between entries, or in comments of the archive are shown by no reader of documents. */
function outsideTheEntries(bytes: Uint8Array, entries: number): readonly string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let seen = 0;
  const signature = () => (at + 4 <= bytes.length ? view.getUint32(at, true) : 0);
  while (signature() === 0x04034b50) {
    if (view.getUint16(at + 6, true) & 8) return ['entry of unknown length'];
    if (view.getUint16(at + 28, true) > 0) return ['extra field in an entry'];
    at += 30 + view.getUint16(at + 26, true) + view.getUint32(at + 18, true);
    seen += 1;
  }
  while (signature() === 0x02014b50) {
    if (view.getUint16(at + 30, true) + view.getUint16(at + 32, true) > 0) return ['comment or extra field of an entry'];
    at += 46 + view.getUint16(at + 28, true);
  }
  const clean = signature() === 0x06054b50 && at + 22 === bytes.length && seen === entries;
  return clean ? [] : ['bytes outside the archive’s entries'];
}

function readBody(xml: string, part: string, allowed: ReadonlySet<string>, hidden: string[]): string {
  const parser = new SaxesParser({ xmlns: false });
  const lines: string[] = [];
  const open: string[] = [];
  let paragraph = '';
  let cells: string[] | null = null;
  let cell: string[] | null = null;
  let fault: Error | null = null;
  const report = (what: string) => void hidden.push(`${what} in ${part}`);
  parser.on('error', (error) => void (fault ??= error));
  parser.on('comment', () => report('XML comment'));
  parser.on('processinginstruction', () => report('processing instruction'));
  parser.on('doctype', () => report('DOCTYPE'));
  parser.on('cdata', () => report('CDATA'));
  parser.on('opentag', (tag) => {
    open.push(tag.name);
    if (!allowed.has(tag.name)) report(tag.name);
    const attributes = tag.attributes as Record<string, string>;
    if (tag.name === 'w:color' && !/^(000000|auto|E60000)$/u.test(attributes['w:val'] ?? '')) report(`text in colour ${attributes['w:val']}`);
    if (tag.name === 'w:sz' && !(Number(attributes['w:val']) >= 20)) report('text too small to read');
    if (tag.name === 'w:trHeight' && attributes['w:hRule'] === 'exact') report('row of exact height');
    for (const [name, value] of Object.entries(attributes)) if (!name.startsWith('xmlns') && value.length > 0 && !ATTRIBUTE.test(value) && !FACES.has(value)) report(`attribute ${name}="${value}"`);
    if (tag.name === 'w:tr') cells = [];
    if (tag.name === 'w:tc') cell = [];
  });
  parser.on('text', (text) => {
    const at = open.at(-1) ?? '';
    if (at === 'w:t') paragraph += text;
    else if (at === 'w:instrText' && allowed.has('w:instrText')) paragraph += `{${text.trim()}}`;
    else if (text.trim() !== '' && !(NUMBER_TEXT.has(at) && /^-?\d+$/u.test(text))) report(`text in ${at}`);
  });
  parser.on('closetag', (tag) => {
    open.pop();
    if (tag.name === 'w:p') {
      if (cell) cell.push(paragraph);
      else if (paragraph !== '') lines.push(paragraph);
      paragraph = '';
    }
    if (tag.name === 'w:tc' && cell) {
      cells?.push(cell.join('\n'));
      cell = null;
    }
    if (tag.name === 'w:tr' && cells) {
      lines.push(cells.join('\t'));
      cells = null;
    }
  });
  parser.write(xml).close();
  if (fault) throw new Error(`${part}: ${(fault as Error).message}`);
  return lines.join('\n');
}

/** Attributes are measures and names of the format; words hide in none of them. */
const ATTRIBUTE = /^[#\w:./ -]{1,80}$/u;
const FACES = new Set(['仿宋_GB2312', '方正小标宋简体', '黑体', '楷体_GB2312', '宋体', '印章']);
