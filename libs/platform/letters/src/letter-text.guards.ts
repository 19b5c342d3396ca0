import type { Refusal } from '@disclosure/kernel';
import type { GlyphSet } from './letter-font.ts';

/**
 * What may stand in a letter. A reader must see all that a file holds, in the order in which it is held: characters that
 * have no shape or that turn the order of others are refused. A character that the face lacks becomes a visible 〓 and is
 * reported, so that an officer can write it in another way; it never vanishes.
 */
export interface CleanText {
  readonly text: string;
  readonly replaced: readonly ReplacedCharacter[];
}
export interface ReplacedCharacter {
  /** Dotted path of the input. */
  readonly field: string;
  /** `U+1F600`. */
  readonly codePoint: string;
}

/** 下三横: the printer's mark for a character that is not in the case. */
export const MISSING = '〓';

const name = (codePoint: number): string => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;

/** Why a character may not stand in a letter, or null. */
function fault(codePoint: number): string | null {
  if (codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0)) return '控制字符';
  if (codePoint === 0x61c || (codePoint >= 0x200e && codePoint <= 0x200f) || (codePoint >= 0x202a && codePoint <= 0x202e) || (codePoint >= 0x2066 && codePoint <= 0x2069)) return '改变文字方向的字符';
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return '不成对的代理字符';
  if (isInvisible(codePoint)) return '不可见字符';
  if ((codePoint & 0xfffe) === 0xfffe || (codePoint >= 0xfdd0 && codePoint <= 0xfdef)) return '非字符码位';
  if ((codePoint >= 0xe000 && codePoint <= 0xf8ff) || codePoint >= 0xf0000) return '自造字（私用区字符）';
  return null;
}

const isInvisible = (c: number): boolean =>
  c === 0xad || c === 0x34f || c === 0x115f || c === 0x1160 || c === 0x17b4 || c === 0x17b5 || (c >= 0x180b && c <= 0x180f) || (c >= 0x200b && c <= 0x200d) ||
  c === 0x2028 || c === 0x2029 || (c >= 0x2060 && c <= 0x2065) || (c >= 0x206a && c <= 0x206f) || c === 0x3164 || c === 0xfeff || c === 0xffa0 || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);

/** Variation selectors only choose between drawings of a character; a name from the register may bear one that no officer can remove. */
const isVariationSelector = (c: number): boolean => (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);

/**
 * The text as the letter will hold it, or the refusals `LETTER_TEXT_UNPRINTABLE` / `LETTER_TEXT_NOT_ONE_LINE`.
 * `lines` says whether line breaks may stand in it; `\r\n` counts as one.
 */
export function cleanText(input: string, field: string, glyphs: GlyphSet, lines: 'one' | 'many'): CleanText | Refusal {
  const replaced: ReplacedCharacter[] = [];
  let text = '';
  let position = 0;
  for (const character of input.replaceAll('\r\n', '\n').normalize('NFC')) {
    position += 1;
    const codePoint = character.codePointAt(0) as number;
    if (codePoint === 0x0a && lines === 'many') {
      text += '\n';
      continue;
    }
    if (codePoint === 0x0a) return { code: 'LETTER_TEXT_NOT_ONE_LINE', message: `第${position}个字符处有换行，此处只能填写一行文字`, field, clause: null };
    const reason = isVariationSelector(codePoint) ? null : fault(codePoint);
    if (reason) return { code: 'LETTER_TEXT_UNPRINTABLE', message: `第${position}个字符（${name(codePoint)}）是${reason}，不能写入文书`, field, clause: null, facts: { codePoint: name(codePoint), position } };
    if (isVariationSelector(codePoint)) replaced.push({ field, codePoint: name(codePoint) });
    else if (glyphs.has(codePoint)) text += String.fromCodePoint(glyphs.canonical(codePoint));
    else {
      text += MISSING;
      replaced.push({ field, codePoint: name(codePoint) });
    }
  }
  return { text: text.split('\n').map(tidy).join('\n'), replaced };
}

/** Indents are the layout's business: white space at the ends goes, runs of blanks inside become one. */
const tidy = (line: string): string => line.replace(/[ \u3000]+$|^[ \u3000]+/gu, '').replace(/ {2,}/gu, ' ');
