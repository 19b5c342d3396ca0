import { chineseDate, err, isLocalDate, ok, type LocalDate, type Refusal, type Result } from '@disclosure/kernel';
import { letterGlyphs, type GlyphSet } from './letter-font.ts';
import type { LetterInput } from './letter-input.ts';
import { type FieldDeclaration, fieldsOf, isFreeText, letterFields, type LetterKind } from './letter-kind.ts';
import { cleanText, type ReplacedCharacter } from './letter-text.guards.ts';
import type { LetterTemplate } from './template.loader.ts';
import { isPlainPng } from './seal-image.guards.ts';
import { evaluate, type Value } from './template-syntax.ts';

/** What a piece of the letter is in GB/T 9704; renderers give each its face, size and place. */
export type Role =
  | 'MARK' | 'NUMBER' | 'TITLE' | 'ADDRESSEE' | 'BODY' | 'HEADING' | 'SUBHEADING' | 'ENCLOSURE' | 'NEXT_ENCLOSURE'
  | 'SEAL' | 'SIGNATURE' | 'DATE' | 'NOTE' | 'COPIES' | 'PRINTED';

export type Piece =
  /** In `PRINTED`, a tab parts the office at the left from the date at the right. */
  | { readonly kind: 'paragraph'; readonly role: Role; readonly text: string }
  /** A row of a form: label, value, label, value…; the last cell takes what is left of the width. */
  | { readonly kind: 'row'; readonly cells: readonly string[] };

/** A letter with every word in place. Two renderings of it say the same. */
export interface ComposedLetter {
  readonly kind: LetterKind;
  readonly title: string;
  readonly agency: string;
  readonly date: LocalDate;
  readonly pieces: readonly Piece[];
  /** Red line under the number (GB/T 9704 7.2.7). */
  readonly redHead: boolean;
  readonly seal: Uint8Array | null;
  /** All that the letter says, piece by piece: what is read back must be this. */
  readonly text: string;
  readonly templateDigest: string;
  /** Characters that the face lacks and that are printed as 〓, or selectors that were dropped. */
  readonly replaced: readonly ReplacedCharacter[];
}

const CELL_LIMIT = 300;

/**
 * Writes the letter from its template. Pure: the same template and input give the same letter. Refuses, all at once: a field
 * that the kind does not declare, one that the template needs and that is empty, a date that is none, text that can't be
 * printed as it stands, a template of another kind or form.
 */
export function composeLetter<K extends LetterKind>(template: LetterTemplate, input: LetterInput<K>, glyphs: GlyphSet = letterGlyphs()): Result<ComposedLetter, readonly Refusal[]> {
  const refusals: Refusal[] = [];
  const replaced: ReplacedCharacter[] = [];
  if (template.kind !== input.kind || template.form !== (input.form ?? null)) {
    return err([{ code: 'LETTER_TEMPLATE_OTHER_KIND', message: `模板${template.file}不是这种文书的模板`, field: 'kind', clause: null }]);
  }
  const clean = (text: string, field: string, lines: 'one' | 'many' = 'one'): string => {
    const result = cleanText(text, field, glyphs, lines);
    if ('code' in result) {
      refusals.push(result);
      return '';
    }
    replaced.push(...result.replaced);
    return result.text;
  };
  const optional = (text: string | null | undefined, field: string): string => (text === null || text === undefined ? '' : clean(text, field));

  const agency = clean(input.agency.name, 'agency.name');
  const mark = clean(input.agency.mark, 'agency.mark');
  const number = optional(input.number, 'number');
  const addressee = optional(input.addressee?.name, 'addressee.name');
  const signedBy = optional(input.signedBy, 'signedBy');
  const contactName = optional(input.contact?.name, 'contact.name');
  const contactPhone = optional(input.contact?.phone, 'contact.phone');
  const contactAddress = optional(input.contact?.address, 'contact.address');
  const authenticityCode = optional(input.authenticityCode, 'authenticityCode');
  const values: Record<string, Value> = {
    agency, addressee, you: input.addressee?.you ?? '', number, signedBy, contactName, contactPhone, contactAddress, authenticityCode, date: chineseDate(input.date),
    ...declaredValues(input, clean, refusals),
  };
  const known = fieldsOf(input.kind);
  for (const name of template.needs) {
    // The title, the signature and the rest of the envelope have their own places; here only what the body names counts.
    const field = fieldPath(input.kind, name);
    const isSaid = refusals.some((each) => each.field === field || each.field?.startsWith(`${field}.`));
    if ((values[name] ?? '').length === 0 && !isSaid) refusals.push({ code: 'LETTER_FIELD_MISSING', message: `《${template.title}》缺少“${known[name]?.label ?? name}”`, field, clause: template.clauses[0] ?? null });
  }

  if (input.seal.kind === 'IMAGE' && !isPlainPng(input.seal.png)) refusals.push({ code: 'LETTER_SEAL_INVALID', message: '印章图片应为不含其他信息的完整PNG文件', field: 'seal.png', clause: null });

  const red = template.head === 'RED';
  const pieces: Piece[] = [];
  const add = (role: Role, text: string) => {
    if (text !== '') pieces.push({ kind: 'paragraph', role, text });
  };
  if (red) {
    add('MARK', mark);
    add('NUMBER', number);
  }
  add('TITLE', template.title);
  if (!red) add('NUMBER', number);
  if (red && addressee === '') refusals.push({ code: 'LETTER_FIELD_MISSING', message: `《${template.title}》缺少“受文者”`, field: 'addressee', clause: null });
  if (red && addressee !== '') add('ADDRESSEE', `${addressee}：`);
  for (const line of evaluate(template.nodes, values)) {
    if (line.kind === 'paragraph') add(bodyRole(line.text), line.text);
    else {
      for (const cell of line.cells.slice(0, -1)) if (cell.length > CELL_LIMIT) refusals.push({ code: 'LETTER_CELL_TOO_LONG', message: `“${cell.slice(0, 10)}…”超过${CELL_LIMIT}字，表格此栏写不下`, clause: null });
      pieces.push({ kind: 'row', cells: line.cells });
    }
  }
  input.enclosures.forEach((enclosure, index) => {
    if (enclosure.pages !== undefined && (!Number.isSafeInteger(enclosure.pages) || enclosure.pages < 1)) refusals.push({ code: 'LETTER_PAGES_INVALID', message: '附件页数应为正整数', field: `enclosures.${index}.pages`, clause: null });
    const name = clean(enclosure.name, `enclosures.${index}.name`) + (enclosure.pages === undefined ? '' : `（共${enclosure.pages}页）`);
    const numbered = input.enclosures.length > 1 ? `${index + 1}.${name}` : name;
    add(index === 0 ? 'ENCLOSURE' : 'NEXT_ENCLOSURE', index === 0 ? `附件：${numbered}` : numbered);
  });
  if (red) {
    if (input.seal.kind === 'MARK') add('SEAL', clean(input.seal.text, 'seal.text'));
    add('SIGNATURE', agency);
    add('DATE', chineseDate(input.date));
    add('NOTE', note([['签发人', signedBy], ['联系人', contactName], ['联系电话', contactPhone]]));
    // On a line of its own: whoever types it in has it whole.
    add('NOTE', note([['文书验证码', authenticityCode]]));
    add('COPIES', input.copiesTo?.length ? `抄送：${input.copiesTo.map((name, index) => clean(name, `copiesTo.${index}`)).join('，')}。` : '');
    add('PRINTED', input.printed ? `${clean(input.printed.office, 'printed.office')}\t${chineseDate(input.printed.on)}印发` : '');
  }
  if (refusals.length > 0) return err(refusals);
  return ok({
    kind: input.kind, title: template.title, agency, date: input.date, pieces, redHead: red, seal: red && input.seal.kind === 'IMAGE' ? input.seal.png : null,
    text: pieces.map((piece) => (piece.kind === 'paragraph' ? piece.text : piece.cells.join('\t'))).join('\n'), templateDigest: template.digest, replaced,
  });
}

/** 附注: in round brackets, under the date (GB/T 9704 7.3.6). */
const note = (parts: readonly (readonly [string, string])[]): string => {
  const said = parts.filter(([, value]) => value !== '').map(([label, value]) => `${label}：${value}`);
  return said.length === 0 ? '' : `（${said.join('；')}）`;
};

/** 一、 stands in 黑体 and (一) in 楷体 (GB/T 9704 7.3.3) where they head a passage; a long sentence is none. */
function bodyRole(text: string): Role {
  if (text.length > 30 || /[。；]$/u.test(text)) return 'BODY';
  return /^[一二三四五六七八九十]+、/u.test(text) ? 'HEADING' : /^（[一二三四五六七八九十]+）/u.test(text) ? 'SUBHEADING' : 'BODY';
}

const fieldPath = (kind: LetterKind, name: string): string => {
  const declaration = (letterFields[kind] as Readonly<Record<string, FieldDeclaration>>)[name];
  return declaration ? `${isFreeText(declaration) ? 'blocks' : 'fields'}.${name}` : name;
};

/** The kind's own values, cleaned, dates written out; what is not declared, or stands in the other room, is refused. */
function declaredValues(input: LetterInput, clean: (text: string, field: string, lines?: 'one' | 'many') => string, refusals: Refusal[]): Record<string, Value> {
  const declarations: Readonly<Record<string, FieldDeclaration>> = letterFields[input.kind];
  const values: Record<string, Value> = {};
  for (const room of ['fields', 'blocks'] as const) {
    for (const [name, value] of Object.entries(input[room])) {
      if (value === undefined) continue;
      const path = `${room}.${name}`;
      const declaration = Object.hasOwn(declarations, name) ? declarations[name] : undefined;
      const wrong = (message: string) => void refusals.push({ code: 'LETTER_FIELD_INVALID', message, field: path, clause: null });
      if (!declaration || isFreeText(declaration) !== (room === 'blocks')) {
        refusals.push({ code: 'LETTER_FIELD_UNKNOWN', message: `这种文书没有“${name}”这一项`, field: path, clause: null });
      } else if (declaration.type === 'facts') {
        if (Array.isArray(value) && value.every((item) => typeof item === 'string')) values[name] = value.map((item, index) => clean(item, `${path}.${index}`));
        else wrong(`“${declaration.label}”应为多行文字`);
      } else if (declaration.type === 'rows') {
        const columns = Object.keys(declaration.columns ?? {});
        const isRow = (item: unknown): item is Record<string, string | undefined> =>
          typeof item === 'object' && item !== null && Object.entries(item).every(([key, cell]) => columns.includes(key) && (cell === undefined || typeof cell === 'string'));
        if (Array.isArray(value) && value.every(isRow)) {
          // Every column is present in every row: an absent one must not let an outer field of the same name through.
          values[name] = value.map((item, index) => Object.fromEntries(columns.map((column) => [column, clean(item[column] ?? '', `${path}.${index}.${column}`)])));
        } else wrong(`“${declaration.label}”每条只能有：${columns.join('、')}`);
      } else if (typeof value !== 'string') wrong(`“${declaration.label}”应为文字`);
      else if (declaration.type === 'date') {
        if (isLocalDate(value)) values[name] = chineseDate(value);
        else if (value !== '') wrong(`“${declaration.label}”不是日期`);
      } else values[name] = clean(value, path, declaration.type === 'block' ? 'many' : 'one');
    }
  }
  return values;
}
