import { AlignmentType, BorderStyle, Document, Footer, HorizontalPositionRelativeFrom, ImageRun, LineRuleType, Packer, PageNumber, RelativeHorizontalPosition, RelativeVerticalPosition, Paragraph, Table, TableAnchorType, TableCell, TableLayoutType, TableRow, TextRun, TextWrappingType, VerticalPositionRelativeFrom, WidthType, type ParagraphChild } from 'docx';
import { strToU8, unzipSync, zipSync } from 'fflate';
import type { ComposedLetter, Piece } from './compose-letter.ts';
import { bodyPitch, bodySize, cell, cellShares, markDrop, markSize, mm, page, pitch, RED, redLineDrop, sealDiameter, smallSize, styles, textWidth } from './gb9704.ts';

/** Twentieths of a point, Word's unit of length. */
const twips = (points: number): number => Math.round(points * 20);
const LINE = twips(pitch);
const CHAR = twips(bodyPitch);
/** 28 characters of 3号 fill 156 mm when each is drawn closer by this: by the run, because writers other than Word read a character grid in other ways. */
const TIGHTER = Math.floor((bodyPitch - bodySize) * 20);
const LATIN = 'Times New Roman';

/**
 * The letter as docx by GB/T 9704, naming the standard's own faces (an office has them; they are not embedded). The same letter
 * gives the same bytes: the parts are packed anew in a fixed order, with the letter's date for every time in the file.
 */
export async function renderDocx(letter: ComposedLetter): Promise<Uint8Array> {
  const document = new Document({
    styles: { default: { document: { run: { size: bodySize * 2, font: fonts('仿宋_GB2312') } } } },
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(mm(210)), height: twips(mm(297)) },
            margin: { top: twips(page.top), bottom: twips(page.bottom), left: twips(page.left), right: twips(page.right), header: twips(mm(15)), footer: twips(mm(25)) },
          },
          grid: { type: 'lines', linePitch: LINE },
        },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: children(letter),
      },
    ],
  });
  return repack(unzipSync(new Uint8Array(await Packer.toArrayBuffer(document))), letter);
}

const fonts = (eastAsia: string) => ({ eastAsia, ascii: LATIN, hAnsi: LATIN, cs: LATIN });

function run(text: string, role: keyof typeof styles, size: number = styles[role].size): TextRun {
  const style = styles[role];
  // 小标宋 and 黑体 are heavy by themselves; made bold they would blot.
  return new TextRun({ text, size: size * 2, font: fonts(style.face), ...(size === bodySize ? { characterSpacing: TIGHTER } : {}), ...(style.red ? { color: RED.slice(1) } : {}) });
}

const exactly = (lines = 1) => ({ line: lines * LINE, lineRule: LineRuleType.EXACT });

function children(letter: ComposedLetter): (Paragraph | Table)[] {
  const made: (Paragraph | Table)[] = [];
  const numbered = letter.pieces.some((piece) => piece.kind === 'paragraph' && piece.role === 'NUMBER');
  const closing = letter.pieces.findIndex((piece) => piece.kind === 'paragraph' && (piece.role === 'SEAL' || piece.role === 'SIGNATURE'));
  for (let index = 0; index < letter.pieces.length; ) {
    const piece = letter.pieces[index] as Piece;
    if (piece.kind === 'row') {
      const rows: (readonly string[])[] = [];
      for (let next = letter.pieces[index]; next?.kind === 'row'; next = letter.pieces[++index]) rows.push(next.cells);
      made.push(form(rows));
      continue;
    }
    if (piece.role === 'COPIES' || piece.role === 'PRINTED') {
      made.push(imprint(letter.pieces.slice(index).flatMap((each) => (each.kind === 'paragraph' ? [each] : []))));
      break;
    }
    // The last two paragraphs before the signature stay with it: it never stands on a page alone.
    made.push(paragraph(piece.role, piece.text, letter, { numbered, keepNext: closing >= 0 && index >= closing - 2, before: letter.pieces[index - 1], last: index === letter.pieces.length - 1 }));
    index += 1;
  }
  // A body never ends in a table, and a floating one is anchored to the paragraph after it.
  if (made.at(-1) instanceof Table) made.push(new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT } }));
  return made;
}

function paragraph(role: Exclude<keyof typeof styles, 'COPIES' | 'PRINTED'>, text: string, letter: ComposedLetter, at: { numbered: boolean; keepNext: boolean; before: Piece | undefined; last: boolean }): Paragraph {
  const keepNext = at.keepNext;
  const redLine = { border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED.slice(1), space: Math.round(redLineDrop) } } };
  switch (role) {
    case 'MARK':
      return new Paragraph({ children: [run(text, role, markSize(text))], alignment: AlignmentType.CENTER, spacing: { before: twips(markDrop), line: twips(markSize(text) * 1.1), lineRule: LineRuleType.EXACT }, ...(at.numbered ? {} : redLine), keepNext: true });
    case 'NUMBER':
      return new Paragraph({ children: [run(text, role)], alignment: AlignmentType.CENTER, spacing: { before: letter.redHead ? 2 * LINE : 0, ...exactly() }, ...(letter.redHead ? redLine : {}), keepNext: true });
    case 'TITLE':
      return new Paragraph({ children: [run(text, role)], alignment: AlignmentType.CENTER, spacing: { before: letter.redHead ? 2 * LINE : 0, after: LINE, line: 34 * 20, lineRule: LineRuleType.EXACT }, keepNext: true });
    case 'ADDRESSEE':
      return new Paragraph({ children: [run(text, role)], spacing: exactly(), keepNext: true });
    case 'HEADING':
    case 'SUBHEADING':
      return new Paragraph({ children: [run(text, role)], indent: { firstLine: 2 * CHAR }, spacing: exactly(), keepNext: true });
    case 'ENCLOSURE':
    case 'NEXT_ENCLOSURE': {
      const hang = /^(附件\uff1a)?(\d+\.)?/u.exec(text)?.[0] ?? '';
      const first = (role === 'ENCLOSURE' ? 2 : 5) * CHAR;
      const left = first + widthOf(hang);
      return new Paragraph({ children: [run(text, role)], indent: { left, hanging: left - first }, spacing: { before: role === 'ENCLOSURE' ? LINE : 0, ...exactly() }, keepNext });
    }
    case 'SEAL':
      return new Paragraph({ children: [run(text, role)], alignment: AlignmentType.RIGHT, indent: { right: overDate(text, letter) }, spacing: { before: 2 * LINE, ...exactly() }, keepNext: true });
    case 'SIGNATURE': {
      const sealed = at.before?.kind === 'paragraph' && at.before.role === 'SEAL';
      const parts: ParagraphChild[] = [run(text, role)];
      if (letter.seal) parts.push(seal(letter, letter.seal));
      return new Paragraph({ children: parts, alignment: AlignmentType.RIGHT, indent: { right: overDate(text, letter) }, spacing: { before: sealed ? 0 : 3 * LINE, ...exactly() }, keepNext: true });
    }
    case 'DATE':
      return new Paragraph({ children: [run(text, role)], alignment: AlignmentType.RIGHT, indent: { right: 4 * CHAR }, spacing: exactly(), keepNext: !at.last });
    case 'NOTE':
      return new Paragraph({ children: [run(text, role)], indent: { left: 2 * CHAR }, spacing: exactly(), keepNext: !at.last });
    case 'BODY':
      return new Paragraph({ children: [run(text, role)], indent: { firstLine: 2 * CHAR }, alignment: AlignmentType.BOTH, spacing: { before: at.before?.kind === 'row' ? LINE : 0, ...exactly() }, widowControl: true, keepNext });
  }
}

/** Width in twips where an ideograph takes one character of the grid and a Latin letter or figure half of one. */
const widthOf = (text: string): number => [...text].reduce((sum, character) => sum + (character < '\u0100' ? CHAR / 2 : CHAR), 0);

/** Right indent that centres a line on the date below it. */
function overDate(text: string, letter: ComposedLetter): number {
  const date = letter.pieces.find((piece) => piece.kind === 'paragraph' && piece.role === 'DATE') as { text: string } | undefined;
  return Math.max(0, Math.round(4 * CHAR + widthOf(date?.text ?? '') / 2 - widthOf(text) / 2));
}

function seal(letter: ComposedLetter, png: Uint8Array): ImageRun {
  const pixels = Math.round((sealDiameter / 72) * 96);
  const emu = (points: number) => Math.round(points * 12_700);
  const date = letter.pieces.find((piece) => piece.kind === 'paragraph' && piece.role === 'DATE') as { text: string } | undefined;
  const centre = textWidth - (4 * CHAR + widthOf(date?.text ?? '') / 2) / 20;
  return new ImageRun({
    type: 'png', data: png, transformation: { width: pixels, height: pixels }, altText: { id: '1', name: '印章', title: '印章', description: '印章' },
    floating: {
      horizontalPosition: { relative: HorizontalPositionRelativeFrom.MARGIN, offset: emu(centre - sealDiameter / 2) }, verticalPosition: { relative: VerticalPositionRelativeFrom.PARAGRAPH, offset: emu(3.1 * pitch - sealDiameter / 2) },
      wrap: { type: TextWrappingType.NONE }, behindDocument: true,
    },
  });
}

/** 版记: a table that floats at the foot of the text area of the page on which the letter ends (GB/T 9704 7.4). */
function imprint(pieces: readonly { readonly role: keyof typeof styles; readonly text: string }[]): Table {
  const none = { style: BorderStyle.NONE, size: 0, color: '000000' };
  const line = (size: number) => ({ style: BorderStyle.SINGLE, size, color: '000000' });
  const narrow = twips(smallSize);
  const half = Math.round(twips(textWidth) / 2);
  return new Table({
    width: { size: twips(textWidth), type: WidthType.DXA }, columnWidths: [half, half], layout: TableLayoutType.FIXED,
    float: { horizontalAnchor: TableAnchorType.MARGIN, verticalAnchor: TableAnchorType.MARGIN, relativeHorizontalPosition: RelativeHorizontalPosition.LEFT, relativeVerticalPosition: RelativeVerticalPosition.BOTTOM },
    borders: { top: line(8), bottom: line(8), left: none, right: none, insideHorizontal: line(6), insideVertical: none },
    rows: pieces.map(({ role, text }) => {
      const cells = text.split('\t');
      return new TableRow({
        children: cells.map(
          (part, index) =>
            new TableCell({
              columnSpan: 2 / cells.length, width: { size: half * (2 / cells.length), type: WidthType.DXA }, margins: { left: narrow, right: narrow, top: 0, bottom: 0 },
              children: [new Paragraph({ children: [run(part, role)], alignment: index === 0 ? AlignmentType.LEFT : AlignmentType.RIGHT, spacing: { line: 24 * 20, lineRule: LineRuleType.EXACT } })],
            }),
        ),
      });
    }),
  });
}

function form(rows: readonly (readonly string[])[]): Table {
  // One grid for all rows of the form: every place where some row has a border.
  const edges = [...new Set(rows.flatMap((cells) => edgesOf(cells.length)))].sort((a, b) => a - b);
  const widths = edges.map((edge, index) => edge - (edges[index - 1] ?? 0));
  return new Table({
    width: { size: twips(textWidth), type: WidthType.DXA }, columnWidths: widths, layout: TableLayoutType.FIXED,
    rows: rows.map((cells) => {
      const own = edgesOf(cells.length);
      return new TableRow({
        cantSplit: cells.every((text) => text.length < 200),
        height: { value: twips(cells.some((text) => text === '') ? cell.emptyHeight : cell.pitch + 2 * cell.padding), rule: 'atLeast' },
        children: cells.map((text, index) => {
          const from = own[index - 1] ?? 0;
          const to = own[index] as number;
          return new TableCell({
            columnSpan: edges.filter((edge) => edge > from && edge <= to).length, width: { size: to - from, type: WidthType.DXA }, verticalAlign: 'center',
            margins: { left: cell.padding * 20, right: cell.padding * 20, top: 0, bottom: 0 },
            children: text.split('\n').map((line) => new Paragraph({ children: line === '' ? [] : [new TextRun({ text: line, size: cell.size * 2, font: fonts('仿宋_GB2312') })], spacing: { line: cell.pitch * 20, lineRule: LineRuleType.EXACT } })),
          });
        }),
      });
    }),
  });
}

function edgesOf(cells: number): readonly number[] {
  let sum = 0;
  return cellShares(cells).map((share) => twips((sum += share) * textWidth));
}

/** — N —, one character in (GB/T 9704 7.5). */
function pageNumber(alignment: (typeof AlignmentType)['LEFT' | 'RIGHT']): Footer {
  const indent = twips(smallSize);
  return new Footer({ children: [new Paragraph({ alignment, indent: { left: indent, right: indent }, children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: smallSize * 2, font: { eastAsia: '宋体', ascii: '宋体', hAnsi: '宋体', cs: '宋体' } })] })] });
}

/** What the file says about itself: title, agency and the letter's own date; the library would put in the machine's clock. */
export function coreProperties(letter: Pick<ComposedLetter, 'title' | 'agency' | 'date'>): string {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const time = `<dcterms:created xsi:type="dcterms:W3CDTF">${letter.date}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${letter.date}T00:00:00Z</dcterms:modified>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(letter.title)}</dc:title><dc:creator>${escaped(letter.agency)}</dc:creator><cp:lastModifiedBy>${escaped(letter.agency)}</cp:lastModifiedBy><cp:revision>1</cp:revision>${time}</cp:coreProperties>`;
}

/** Packs the parts by name, dated by the letter. */
function repack(parts: Record<string, Uint8Array>, letter: ComposedLetter): Uint8Array {
  const packed = { ...parts, 'docProps/core.xml': strToU8(coreProperties(letter)) };
  const names = Object.keys(packed).sort((a, b) => Number(b === '[Content_Types].xml') - Number(a === '[Content_Types].xml') || (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(names.map((name) => [name, packed[name as keyof typeof packed] as Uint8Array])), { level: 6, mtime: `${letter.date}T00:00:00` });
}
