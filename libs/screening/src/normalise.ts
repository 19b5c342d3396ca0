/**
 * Writing that differs only in form is made equal before rules look at it: full-width, circled and compatibility characters
 * (NFKC), traditional spellings of the words that marks use, characters that nobody sees. Every result keeps the way back to
 * the original offsets, so that a finding points at what the reader sees.
 */
export interface NormalisedText {
  readonly text: string;
  /** Offset in the original of the character at `index` (an index at the end gives the original's length). */
  start(index: number): number;
  /** Offset in the original just behind the character at `index`. */
  end(index: number): number;
}

/** Seen by nobody: format and default-ignorable characters (zero width, soft hyphen, variation selectors, tags), controls other than white space. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/u;
/** One character together with the marks that combine with it: NFKC is only correct on both together. */
const CLUSTER = /\P{M}\p{M}*|\p{M}+/gu;
/** Spellings that NFKC does not unify: traditional forms, and the star of the Wingdings font, which is a private-use character. */
const VARIANTS: ReadonlyMap<string, string> = new Map([
  ['絕', '绝'], ['機', '机'], ['祕', '秘'], ['內', '内'], ['資', '资'], ['傳', '传'], ['國', '国'], ['長', '长'], ['個', '个'], ['級', '级'],
  ['\uF0AB', '★'], ['〇', '0'],
]);

class Mapped implements NormalisedText {
  readonly text: string;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;

  constructor(text: string, starts: Uint32Array, ends: Uint32Array) {
    this.text = text;
    this.#starts = starts;
    this.#ends = ends;
  }

  start(index: number): number {
    return this.#starts[index] ?? this.#ends[this.text.length - 1] ?? 0;
  }

  end(index: number): number {
    return this.#ends[index] ?? 0;
  }
}

/** Collects output with its origin in flat arrays that grow by doubling: a text of millions of characters has to fit beside others. */
class Builder {
  #units = new Uint16Array(1024);
  #starts = new Uint32Array(1024);
  #ends = new Uint32Array(1024);
  #length = 0;

  add(piece: string, start: number, end: number): void {
    while (this.#length + piece.length > this.#units.length) {
      this.#units = doubled(this.#units, Uint16Array);
      this.#starts = doubled(this.#starts, Uint32Array);
      this.#ends = doubled(this.#ends, Uint32Array);
    }
    for (let i = 0; i < piece.length; i++) {
      this.#units[this.#length] = piece.charCodeAt(i);
      this.#starts[this.#length] = start;
      this.#ends[this.#length] = end;
      this.#length++;
    }
  }

  done(): NormalisedText {
    let text = '';
    for (let at = 0; at < this.#length; at += 8192) text += String.fromCharCode(...this.#units.subarray(at, Math.min(at + 8192, this.#length)));
    return new Mapped(text, this.#starts.subarray(0, this.#length), this.#ends.subarray(0, this.#length));
  }
}

function doubled<A extends Uint16Array | Uint32Array>(array: A, type: new (length: number) => A): A {
  const larger = new type(array.length * 2);
  larger.set(array);
  return larger;
}

/** The text as rules read it, with the map back. */
export function normalise(original: string): NormalisedText {
  const builder = new Builder();
  for (const match of original.matchAll(CLUSTER)) {
    const cluster = match[0];
    const end = match.index + cluster.length;
    const plain = cluster.length === 1 && cluster < '\u007F' && cluster >= ' ' ? cluster : unify(cluster);
    if (plain !== '') builder.add(plain, match.index, end);
  }
  return builder.done();
}

/** A ligature that stands for a phrase (U+FDFA is eighteen letters) is left as it is: no rule reads it, and a file full of it would not fit. */
const LONGEST_EXPANSION = 6;

function unify(cluster: string): string {
  const compatible = cluster.normalize('NFKC');
  let result = '';
  for (const character of compatible.length > cluster.length * LONGEST_EXPANSION ? cluster : compatible) {
    if (!INVISIBLE.test(character)) result += VARIANTS.get(character) ?? character;
  }
  return result;
}

/** What may stand between the characters of one mark or number without ending it: white space of any kind, hyphens, rules of tables. */
const SEPARATOR = /[\s\-‐‑‒–—―_|·•・─│┃丨]/u;

/** The normalised text without separators: a mark that is spaced, hyphenated or broken across lines and cells becomes one word. */
export function compact(normalised: NormalisedText): NormalisedText {
  const builder = new Builder();
  const { text } = normalised;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (!SEPARATOR.test(character)) builder.add(character, normalised.start(i), normalised.end(i));
  }
  return builder.done();
}
