/** A text as search sees it: one entry for each folded character, with the place in the original that it came from. */
export interface FoldedText {
  readonly chars: readonly string[];
  /** For each folded character: first and past-the-last UTF-16 unit of its original. */
  readonly spans: readonly { readonly from: number; readonly to: number }[];
}

const DROPPED = /[\p{Z}\p{C}]/u;

/**
 * Folds a text for exact substring search: compatibility forms become ordinary ones (`Ａ` is `a`), case goes, white space,
 * controls and invisible characters are left out; punctuation stays. Character by character, so that every place in the folded
 * text knows where it came from.
 */
export function foldText(text: string): FoldedText {
  const chars: string[] = [];
  const spans: { from: number; to: number }[] = [];
  let at = 0;
  for (const character of text) {
    const span = { from: at, to: at + character.length };
    at = span.to;
    for (const folded of character.normalize('NFKC').toLowerCase()) {
      if (DROPPED.test(folded)) continue;
      chars.push(folded);
      spans.push(span);
    }
  }
  return { chars, spans };
}
