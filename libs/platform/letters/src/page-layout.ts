import { breakLines } from './line-breaks.ts';
import type { ComposedLetter, Piece } from './compose-letter.ts';
import { bodySize, bodySpacing, cell, cellShares, markDrop, markSize, page, pageNumberDrop, pitch, redLineDrop, sealDiameter, smallSize, styles, textHeight, textWidth } from './gb9704.ts';
import { type GlyphSet, letterGlyphs, type Weight } from './letter-font.ts';

/** Places every line of a letter on its pages. Coordinates in points from the upper left corner; `y` of a text is its baseline. */
export type Mark =
  | { readonly kind: 'text'; readonly text: string; readonly x: number; readonly y: number; readonly size: number; readonly weight: Weight; readonly red: boolean; readonly spacing: number }
  | { readonly kind: 'rule'; readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number; readonly width: number; readonly red: boolean }
  | { readonly kind: 'seal'; readonly x: number; readonly y: number; readonly size: number };

export type LaidOutPage = readonly Mark[];

/** A strip of the page, as high as it is; marks are placed from its upper left corner. */
interface Strip {
  readonly height: number;
  readonly marks: readonly Mark[];
  /** Stays on one page with the strip that follows. */
  readonly glued: boolean;
  /** Falls away at the head of a page. */
  readonly blank?: boolean;
  /** Begins the signature block. */
  readonly closing?: boolean;
}

const CHAR = bodySize + bodySpacing;
const blank = (lines = 1, glued = false): Strip => ({ height: lines * pitch, marks: [], glued, blank: true });

/** The pages of a letter. The same letter always gives the same pages. */
export function layOut(letter: ComposedLetter, glyphs: GlyphSet = letterGlyphs()): readonly LaidOutPage[] {
  const measure = new Measure(glyphs);
  const tail: Piece[] = letter.pieces.filter((piece) => piece.kind === 'paragraph' && (piece.role === 'COPIES' || piece.role === 'PRINTED'));
  const strips = letter.pieces.filter((piece) => !tail.includes(piece)).flatMap((piece, index, all) => stripsOf(piece, all[index - 1], letter, measure));
  const imprint = imprintOf(tail.map((piece) => (piece as { text: string }).text), measure);
  const pages = paginate(withTailTogether([...strips, imprint]));
  // The strip keeps the room; the imprint itself stands at the very foot of that page.
  const last = pages.at(-1) as OpenPage;
  last.marks.push(...imprint.foot.map((mark) => moved(mark, page.left, page.top + textHeight - imprint.height)));
  return pages.map(({ marks }, index) => [...marks, pageNumber(index + 1, measure)]);
}

class Measure {
  readonly #glyphs: GlyphSet;
  constructor(glyphs: GlyphSet) {
    this.#glyphs = glyphs;
  }

  readonly advance = (size: number, weight: Weight, spacing: number) => (character: string): number => this.#glyphs.width(character.codePointAt(0) as number, weight) * size + spacing;

  width(text: string, size: number, weight: Weight, spacing: number): number {
    return [...text].reduce((sum, character) => sum + this.advance(size, weight, spacing)(character), 0);
  }
}

/** Baseline that centres an ideograph (0.88 em above it, 0.12 below) in a line of this pitch. */
const baseline = (linePitch: number, size: number): number => linePitch / 2 + size * 0.38;

function textMark(text: string, x: number, y: number, size: number, weight: Weight, red: boolean, spacing: number): Mark {
  return { kind: 'text', text, x, y, size, weight, red, spacing };
}

interface Setting {
  readonly size: number;
  readonly weight: Weight;
  readonly red: boolean;
  readonly spacing: number;
}

/** Paragraph lines between two indents, flush on both sides but for the last. */
function setParagraph(text: string, indent: { first: number; rest: number; right?: number }, setting: Setting, linePitch: number, measure: Measure): readonly Strip[] {
  const room = { first: textWidth - indent.first - (indent.right ?? 0), rest: textWidth - indent.rest - (indent.right ?? 0) };
  const lines = breakLines(text, room, measure.advance(setting.size, setting.weight, setting.spacing));
  return lines.map((line, index) => {
    const characters = [...line].length;
    const slack = (index === 0 ? room.first : room.rest) - measure.width(line, setting.size, setting.weight, setting.spacing);
    const spread = index < lines.length - 1 && characters > 1 && slack > 0 && slack <= 3 * setting.size ? slack / (characters - 1) : 0;
    return {
      height: linePitch,
      marks: [textMark(line, index === 0 ? indent.first : indent.rest, baseline(linePitch, setting.size), setting.size, setting.weight, setting.red, setting.spacing + spread)],
      // No line of a paragraph stands alone at the foot or the head of a page.
      glued: index < lines.length - 1 && (index === 0 || index === lines.length - 2),
    };
  });
}

function stripsOf(piece: Piece, before: Piece | undefined, letter: ComposedLetter, measure: Measure): readonly Strip[] {
  if (piece.kind === 'row') return rowStrips(piece.cells, measure);
  const style = styles[piece.role];
  const weight: Weight = style.bold ? 'bold' : 'regular';
  const setting: Setting = { size: style.size, weight, red: style.red, spacing: style.size === bodySize ? bodySpacing : 0 };
  const afterForm: readonly Strip[] = before?.kind === 'row' ? [blank()] : [];
  switch (piece.role) {
    case 'MARK': {
      const size = markSize(piece.text);
      const height = markDrop + size * 1.1;
      const strip: Strip = { height, marks: [centred(piece.text, { ...setting, size }, markDrop + size * 0.92, measure)], glued: true };
      return letter.pieces.some((each) => each.kind === 'paragraph' && each.role === 'NUMBER') ? [strip] : [strip, blank(2, true), redLine()];
    }
    case 'NUMBER': {
      const strip: Strip = { height: pitch, marks: [centred(piece.text, setting, baseline(pitch, setting.size), measure)], glued: true };
      return letter.redHead ? [blank(2, true), strip, redLine()] : [strip];
    }
    case 'TITLE': {
      const titlePitch = 34;
      const lines = balanced(piece.text, setting, measure);
      const strips: Strip[] = lines.map((line) => ({ height: titlePitch, marks: [centred(line, setting, baseline(titlePitch, setting.size), measure)], glued: true }));
      return [...(letter.redHead ? [{ ...blank(2), glued: true, blank: false }] : []), ...strips, { ...blank(), glued: true }];
    }
    case 'ADDRESSEE':
      return setParagraph(piece.text, { first: 0, rest: 0 }, setting, pitch, measure).map((strip) => ({ ...strip, glued: true }));
    case 'HEADING':
    case 'SUBHEADING':
      return [...afterForm, ...setParagraph(piece.text, { first: 2 * CHAR, rest: 0 }, setting, pitch, measure).map((strip) => ({ ...strip, glued: true }))];
    case 'BODY':
      return [...afterForm, ...setParagraph(piece.text, { first: 2 * CHAR, rest: 0 }, setting, pitch, measure)];
    case 'ENCLOSURE':
    case 'NEXT_ENCLOSURE': {
      const hang = /^(附件：)?(\d+\.)?/u.exec(piece.text)?.[0] ?? '';
      const start = (piece.role === 'ENCLOSURE' ? 2 : 5) * CHAR;
      const strips = setParagraph(piece.text, { first: start, rest: start + measure.width(hang, setting.size, weight, setting.spacing) }, setting, pitch, measure);
      return piece.role === 'ENCLOSURE' ? [blank(), ...strips] : strips;
    }
    case 'SEAL':
      return [{ ...blank(2, true), closing: true }, { height: pitch, marks: [overDate(piece.text, letter, setting, measure)], glued: true }];
    case 'SIGNATURE': {
      const sealed = before?.kind === 'paragraph' && before.role === 'SEAL';
      return [...(sealed ? [] : [{ ...blank(3, true), closing: true }]), { height: pitch, marks: [...sealMark(letter, setting, measure), overDate(piece.text, letter, setting, measure)], glued: true }];
    }
    case 'DATE':
      return [{ height: pitch, marks: [textMark(piece.text, dateLeft(piece.text, setting, measure), baseline(pitch, setting.size), setting.size, weight, false, setting.spacing)], glued: true }];
    case 'NOTE':
      return setParagraph(piece.text, { first: 2 * CHAR, rest: 2 * CHAR }, setting, pitch, measure);
    default:
      return []; // the imprint is placed at the foot of the last page
  }
}

function centred(text: string, setting: Setting, y: number, measure: Measure): Mark {
  return textMark(text, (textWidth - measure.width(text, setting.size, setting.weight, setting.spacing)) / 2, y, setting.size, setting.weight, setting.red, setting.spacing);
}

const redLine = (): Strip => ({ height: redLineDrop + 1, marks: [{ kind: 'rule', x1: 0, y1: redLineDrop, x2: textWidth, y2: redLineDrop, width: 1.4, red: true }], glued: true });

/** The date ends four characters from the right; what stands above it is centred on it (GB/T 9704 7.3.5.1). */
const dateLeft = (date: string, setting: Setting, measure: Measure): number => textWidth - 4 * CHAR - measure.width(date, setting.size, setting.weight, setting.spacing);

function dateCentre(letter: ComposedLetter, setting: Setting, measure: Measure): number {
  const date = letter.pieces.find((piece) => piece.kind === 'paragraph' && piece.role === 'DATE') as { text: string } | undefined;
  const left = dateLeft(date?.text ?? '', setting, measure);
  return (left + textWidth - 4 * CHAR) / 2;
}

function overDate(text: string, letter: ComposedLetter, setting: Setting, measure: Measure): Mark {
  const width = measure.width(text, setting.size, setting.weight, setting.spacing);
  const x = Math.min(textWidth - width, Math.max(0, dateCentre(letter, setting, measure) - width / 2));
  return textMark(text, x, baseline(pitch, setting.size), setting.size, setting.weight, setting.red, setting.spacing);
}

/** Signature and date lie a little below the middle of the seal, whose top is within one line of the text above. */
function sealMark(letter: ComposedLetter, setting: Setting, measure: Measure): readonly Mark[] {
  if (!letter.seal) return [];
  return [{ kind: 'seal', x: dateCentre(letter, setting, measure) - sealDiameter / 2, y: pitch * 0.1 - sealDiameter / 2, size: sealDiameter }];
}

/** A long title in lines of about equal length (梯形 or 菱形 by GB/T 9704 7.3.1; never a last line of one character). */
function balanced(text: string, setting: Setting, measure: Measure): readonly string[] {
  const advance = measure.advance(setting.size, setting.weight, setting.spacing);
  const total = measure.width(text, setting.size, setting.weight, setting.spacing);
  const count = Math.ceil(total / (textWidth - 2 * setting.size));
  const room = count === 1 ? textWidth : Math.min(textWidth, total / count + setting.size);
  return breakLines(text, { first: room, rest: room }, advance);
}

const CELL_LINES = 20;

/** A row of a form. A last cell longer than a page's half goes on in rows of its own, so that it reads on in order. */
function rowStrips(cells: readonly string[], measure: Measure): readonly Strip[] {
  const shares = cellShares(cells.length);
  const setting: Setting = { size: cell.size, weight: 'regular', red: false, spacing: 0 };
  const broken = cells.map((text, index) => {
    const room = (shares[index] as number) * textWidth - 2 * cell.padding;
    return text.split('\n').flatMap((line) => breakLines(line, { first: room, rest: room }, measure.advance(setting.size, setting.weight, setting.spacing)));
  });
  const last = broken.at(-1) ?? [];
  const chunks = Math.max(1, Math.ceil(last.length / CELL_LINES));
  return Array.from({ length: chunks }, (_, chunk) => {
    const lines = broken.map((all, index) => (index < broken.length - 1 ? (chunk === 0 ? all : []) : all.slice(chunk * CELL_LINES, (chunk + 1) * CELL_LINES)));
    const height = Math.max(cells.length > 1 && lines.some((each) => each.length === 0) ? cell.emptyHeight : 0, Math.max(...lines.map((each) => each.length)) * cell.pitch + 2 * cell.padding, cell.pitch + 2 * cell.padding);
    const marks: Mark[] = [];
    let x = 0;
    const rule = (x1: number, y1: number, x2: number, y2: number) => void marks.push({ kind: 'rule', x1, y1, x2, y2, width: 0.6, red: false });
    rule(0, 0, textWidth, 0);
    rule(0, 0, 0, height);
    lines.forEach((cellLines, index) => {
      const width = (shares[index] as number) * textWidth;
      const top = (height - cellLines.length * cell.pitch) / 2;
      cellLines.forEach((line, row) => marks.push(textMark(line, x + cell.padding, top + row * cell.pitch + baseline(cell.pitch, cell.size), cell.size, setting.weight, false, 0)));
      x += width;
      rule(x, 0, x, height);
    });
    rule(0, height, textWidth, height);
    return { height, marks, glued: false };
  });
}

/** Signature and date never stand on a page alone: two lines of text go with them (GB/T 9704 7.3.5.5 forbids “此页无正文”). */
function withTailTogether(strips: readonly Strip[]): readonly Strip[] {
  const closing = strips.findIndex((strip) => strip.closing === true);
  if (closing < 0) return strips;
  let text = 0;
  const from = strips.findLastIndex((strip, index) => index < closing && strip.marks.length > 0 && ++text === 2);
  return strips.map((strip, index) => (index >= from && index < strips.length - 1 && from >= 0 ? { ...strip, glued: true } : strip));
}

interface OpenPage {
  readonly marks: Mark[];
  used: number;
}

function paginate(strips: readonly Strip[]): readonly OpenPage[] {
  const pages: OpenPage[] = [{ marks: [], used: 0 }];
  for (let index = 0; index < strips.length; ) {
    let end = index;
    while (end < strips.length - 1 && (strips[end] as Strip).glued) end += 1;
    const group = strips.slice(index, end + 1);
    const height = group.reduce((sum, strip) => sum + strip.height, 0);
    if ((pages.at(-1) as OpenPage).used + height > textHeight + 0.5 && (pages.at(-1) as OpenPage).used > 0 && height <= textHeight) pages.push({ marks: [], used: 0 });
    for (const strip of group) {
      let open = pages.at(-1) as OpenPage;
      if (open.used + strip.height > textHeight + 0.5 && open.used > 0) {
        open = { marks: [], used: 0 };
        pages.push(open);
      }
      if (strip.blank && open.used === 0 && pages.length > 1) continue;
      open.marks.push(...strip.marks.map((mark) => moved(mark, page.left, page.top + open.used)));
      open.used += strip.height;
    }
    index = end + 1;
  }
  return pages;
}

function moved(mark: Mark, dx: number, dy: number): Mark {
  return mark.kind === 'rule' ? { ...mark, x1: mark.x1 + dx, x2: mark.x2 + dx, y1: mark.y1 + dy, y2: mark.y2 + dy } : { ...mark, x: mark.x + dx, y: mark.y + dy };
}

/** 版记: between lines, at the foot of the last page (GB/T 9704 7.4). */
function imprintOf(texts: readonly string[], measure: Measure): Strip & { readonly foot: readonly Mark[] } {
  const setting: Setting = { size: smallSize, weight: 'regular', red: false, spacing: 0 };
  const foot: Mark[] = [];
  let y = 0;
  const rule = (width: number) => void foot.push({ kind: 'rule', x1: 0, y1: y, x2: textWidth, y2: y, width, red: false });
  texts.forEach((text, index) => {
    rule(index === 0 ? 1 : 0.7);
    const [left = '', right = ''] = text.split('\t');
    const rightWidth = measure.width(right, smallSize, 'regular', 0);
    const rightMark = textMark(right, textWidth - smallSize - rightWidth, y + baseline(24, smallSize), smallSize, 'regular', false, 0);
    for (const strip of setParagraph(left, { first: smallSize, rest: smallSize, right: smallSize + rightWidth }, setting, 24, measure)) {
      foot.push(...strip.marks.map((mark) => moved(mark, 0, y)));
      y += strip.height;
    }
    if (right !== '') foot.push(rightMark);
  });
  if (texts.length > 0) rule(1);
  return { height: y, marks: [], glued: false, foot };
}

/** — N —, odd numbers right, even ones left, one character in (GB/T 9704 7.5). */
function pageNumber(n: number, measure: Measure): Mark {
  const text = `— ${n} —`;
  const width = measure.width(text, smallSize, 'regular', 0);
  const x = n % 2 === 1 ? page.left + textWidth - smallSize - width : page.left + smallSize;
  return textMark(text, x, page.top + textHeight + pageNumberDrop + smallSize * 0.38, smallSize, 'regular', false, 0);
}
