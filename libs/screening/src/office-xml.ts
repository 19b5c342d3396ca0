import type { XmlTag } from './xml.ts';
import { readXml } from './xml.ts';

/**
 * One XML part of an office document, read four ways. Marks can be torn apart by what only one reading shows: `机密` typed and
 * `★5年` deleted, a hidden run in the middle of a word. Every reading is looked through.
 */
export interface OfficeText {
  /** Everything, visible or not, in the order of the file. */
  readonly all: string;
  /** As a reader sees it with all changes accepted: without deletions, moves away, and hidden runs. */
  readonly visible: string;
  /** As it was before the tracked changes. */
  readonly original: string;
  /** Attribute values that are text (alternative texts, WordArt, tags), field codes, XML comments. */
  readonly extras: string;
  readonly hidden: string;
  readonly deleted: string;
  readonly inserted: string;
  /** Number of tracked changes, those of format included. */
  readonly changes: number;
}

/** Elements whose text runs on without a break behind them. */
const INLINE = new Set(['t', 'delText', 'instrText', 'delInstrText']);
/** Elements at whose end a line ends. */
const LINES = new Set(['p', 'si', 'row', 'tr', 'h']);
const CELLS = new Set(['tc', 'c', 'td', 'table-cell']);
/** Symbols of the Wingdings font that are stars, by the low byte of their code. */
const WINGDINGS_STARS = new Set([0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf, 0xb0, 0xb1, 0xb2]);

/** Reads one part; `hiddenStyles` are the ids of styles that hide what they are applied to. Throws BrokenFile. */
export function readOfficeXml(bytes: Uint8Array, hiddenStyles: ReadonlySet<string>): OfficeText {
  const reader = new OfficeReader(hiddenStyles);
  readXml(bytes, reader);
  return reader.result();
}

class OfficeReader {
  readonly #hiddenStyles: ReadonlySet<string>;
  readonly #path: string[] = [];
  readonly #all: string[] = [];
  readonly #visible: string[] = [];
  readonly #original: string[] = [];
  readonly #extras: string[] = [];
  readonly #hidden: string[] = [];
  readonly #deleted: string[] = [];
  readonly #inserted: string[] = [];
  #changes = 0;
  #deletions = 0;
  #insertions = 0;
  #formerProperties = 0;
  /** Runs and paragraphs nest (a text box stands inside a run): each remembers whether it is hidden. */
  readonly #runHidden: boolean[] = [];
  readonly #paragraphHidden: boolean[] = [];
  #textSinceOpen = false;

  constructor(hiddenStyles: ReadonlySet<string>) {
    this.#hiddenStyles = hiddenStyles;
  }

  open(tag: XmlTag): void {
    const parent = this.#path.at(-1);
    this.#path.push(tag.name);
    this.#textSinceOpen = false;
    for (const value of Object.values(tag.attributes)) if (/[^\u0000-\u007F]/.test(value)) this.#extras.push(value);
    switch (tag.name) {
      case 'p':
        this.#paragraphHidden.push(false);
        break;
      case 'r':
        this.#runHidden.push(this.#paragraphHidden.at(-1) ?? false);
        break;
      case 'rPr':
      case 'pPr':
        break;
      case 'vanish':
      case 'specVanish':
        if (parent === 'rPr' && this.#formerProperties === 0 && isOn(tag) && this.#path.at(-3) === 'r') this.#hideRun();
        break;
      case 'color':
        if (parent === 'rPr' && this.#formerProperties === 0 && /^f{6}$/i.test(tag.attributes['val'] ?? '') && this.#path.at(-3) === 'r') this.#hideRun();
        break;
      case 'rStyle':
        if (this.#hiddenStyles.has(tag.attributes['val'] ?? '') && this.#formerProperties === 0) this.#hideRun();
        break;
      case 'pStyle':
        if (this.#hiddenStyles.has(tag.attributes['val'] ?? '') && this.#formerProperties === 0) this.#paragraphHidden[this.#paragraphHidden.length - 1] = true;
        break;
      case 'del':
      case 'moveFrom':
        this.#changes++;
        if (!this.#isProperty(parent)) this.#deletions++;
        break;
      case 'ins':
      case 'moveTo':
        this.#changes++;
        if (!this.#isProperty(parent)) this.#insertions++;
        break;
      case 'tab':
        if (parent === 'r') this.#write('\t');
        break;
      case 'br':
      case 'cr':
        this.#write('\n');
        break;
      case 'noBreakHyphen':
        this.#write('-');
        break;
      case 'sym':
        this.#write(symbol(tag));
        break;
      default:
        if (tag.name.endsWith('PrChange')) {
          this.#changes++;
          this.#formerProperties++;
        }
    }
  }

  close(name: string): void {
    this.#path.pop();
    const parent = this.#path.at(-1);
    if (name === 'p') this.#paragraphHidden.pop();
    else if (name === 'r') this.#runHidden.pop();
    else if ((name === 'del' || name === 'moveFrom') && !this.#isProperty(parent)) this.#deletions--;
    else if ((name === 'ins' || name === 'moveTo') && !this.#isProperty(parent)) this.#insertions--;
    else if (name.endsWith('PrChange')) this.#formerProperties--;
    if (CELLS.has(name)) this.#break('\t');
    else if (LINES.has(name) || (this.#textSinceOpen && !INLINE.has(name))) this.#break('\n');
    this.#textSinceOpen = false;
  }

  text(text: string): void {
    const name = this.#path.at(-1) ?? '';
    if (!INLINE.has(name) && text.trim() === '') return; // indentation of the file itself
    if (name === 'instrText' || name === 'delInstrText') {
      this.#extras.push(text);
      return;
    }
    this.#textSinceOpen = true;
    this.#write(text);
  }

  comment(text: string): void {
    this.#extras.push(text);
  }

  result(): OfficeText {
    return {
      all: this.#all.join(''),
      visible: this.#visible.join(''),
      original: this.#original.join(''),
      extras: this.#extras.join('\n'),
      hidden: this.#hidden.join(''),
      deleted: this.#deleted.join(''),
      inserted: this.#inserted.join(''),
      changes: this.#changes,
    };
  }

  /** `w:del` inside properties marks the paragraph or row itself; it holds no text. */
  #isProperty(parent: string | undefined): boolean {
    return parent === 'rPr' || parent === 'trPr' || parent === 'tcPr' || parent === 'pPr' || parent === 'numPr';
  }

  #hideRun(): void {
    if (this.#runHidden.length > 0) this.#runHidden[this.#runHidden.length - 1] = true;
  }

  #write(text: string): void {
    const hidden = this.#runHidden.at(-1) ?? false;
    const deleted = this.#deletions > 0;
    const inserted = this.#insertions > 0;
    this.#all.push(text);
    if (!hidden && !deleted) this.#visible.push(text);
    if (!inserted) this.#original.push(text);
    if (hidden) this.#hidden.push(text);
    if (deleted) this.#deleted.push(text);
    if (inserted) this.#inserted.push(text);
  }

  #break(text: string): void {
    for (const reading of [this.#all, this.#visible, this.#original]) reading.push(text);
  }
}

/** An on/off property is on unless it says otherwise. */
function isOn(tag: XmlTag): boolean {
  return !/^(?:0|false|off|none)$/i.test(tag.attributes['val'] ?? '');
}

function symbol(tag: XmlTag): string {
  const code = Number.parseInt(tag.attributes['char'] ?? '', 16);
  if (!Number.isInteger(code) || code <= 0 || code > 0xffff) return '';
  if (/wingdings/i.test(tag.attributes['font'] ?? '') && WINGDINGS_STARS.has(code & 0xff)) return '★';
  return String.fromCharCode(code);
}

/** Ids of the styles in `word/styles.xml` that hide text, by themselves or by the style they are based on. */
export function hiddenStylesOf(styles: Uint8Array): Set<string> {
  const basedOn = new Map<string, string>();
  const hidden = new Set<string>();
  let id = '';
  readXml(styles, {
    open: ({ name, attributes }) => {
      if (name === 'style') id = attributes['styleId'] ?? '';
      else if (name === 'basedOn') basedOn.set(id, attributes['val'] ?? '');
      else if (name === 'vanish' && id !== '' && isOn({ name, attributes })) hidden.add(id);
    },
    close: (name) => {
      if (name === 'style') id = '';
    },
    text: () => {},
    comment: () => {},
  });
  for (let grown = true; grown; ) {
    grown = false;
    for (const [style, base] of basedOn) {
      if (hidden.has(base) && !hidden.has(style)) {
        hidden.add(style);
        grown = true;
      }
    }
  }
  return hidden;
}
