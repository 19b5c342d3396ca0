import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/**
 * The one face of printed letters, in two weights. No free 仿宋_GB2312 or 小标宋 exists, so the PDF is set in Noto Serif SC (OFL)
 * and the docx names the standard's own faces. Read once per process, at first use; 15 MB each.
 */
export type Weight = 'regular' | 'bold';

const files: Record<Weight, string> = { regular: '400Regular/NotoSerifSC_400Regular.ttf', bold: '700Bold/NotoSerifSC_700Bold.ttf' };
const bytes = new Map<Weight, Buffer>();

/** A fresh reader over the cached bytes: fontkit remembers for each glyph the first character it was asked for, and one letter must not colour the next. */
export function openFont(weight: Weight): Font {
  let data = bytes.get(weight);
  if (!data) {
    data = readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-serif-sc/${files[weight]}`));
    bytes.set(weight, data);
  }
  return create(data);
}

/** What the face can print. */
export interface GlyphSet {
  has(codePoint: number): boolean;
  /** The character to write where several share one glyph (⼀ and 一): text read back from a PDF knows glyphs only. */
  canonical(codePoint: number): number;
  /** Advance width in em. */
  width(codePoint: number, weight: Weight): number;
}

let glyphs: GlyphSet | undefined;

/** The glyphs of the printing face; the same for each call. */
export function letterGlyphs(): GlyphSet {
  return (glyphs ??= readGlyphs());
}

function readGlyphs(): GlyphSet {
  const fonts = { regular: openFont('regular'), bold: openFont('bold') };
  const widths = { regular: new Map<number, number>(), bold: new Map<number, number>() };
  // Read by a reader of its own, which goes with its thirty thousand glyphs.
  const shared = charactersSharingGlyphs(openFont('regular'));
  return {
    has: (codePoint) => fonts.regular.hasGlyphForCodePoint(codePoint) && fonts.bold.hasGlyphForCodePoint(codePoint),
    canonical: (codePoint) => shared.get(codePoint) ?? codePoint,
    width(codePoint, weight) {
      let width = widths[weight].get(codePoint);
      if (width === undefined) {
        width = fonts[weight].glyphForCodePoint(codePoint).advanceWidth / fonts[weight].unitsPerEm;
        widths[weight].set(codePoint, width);
      }
      return width;
    },
  };
}

/** For every character whose glyph serves several: the one preferred in Chinese text (unified ideograph, CJK punctuation, full-width form, ASCII, else the lowest). */
function charactersSharingGlyphs(font: Font): Map<number, number> {
  const byGlyph = new Map<number, number[]>();
  for (const codePoint of font.characterSet) {
    const { id } = font.glyphForCodePoint(codePoint);
    byGlyph.set(id, [...(byGlyph.get(id) ?? []), codePoint]);
  }
  const ranges: readonly (readonly [number, number])[] = [[0x4e00, 0x9fff], [0x3000, 0x303f], [0xff00, 0xffef], [0x20, 0x7e]];
  const rank = (c: number) => ranges.findIndex(([from, to]) => c >= from && c <= to) >>> 0; // -1 becomes the largest
  const preferred = new Map<number, number>();
  for (const [glyph, characters] of byGlyph) {
    if (glyph === 0 || characters.length < 2) continue;
    const [best] = [...characters].sort((a, b) => rank(a) - rank(b) || a - b);
    for (const c of characters) if (c !== best) preferred.set(c, best as number);
  }
  return preferred;
}
