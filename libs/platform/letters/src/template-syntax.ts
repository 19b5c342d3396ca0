import type { FieldDeclaration } from './letter-kind.ts';

/**
 * The language of template bodies, kept as small as an office needs: `{{field}}`, `{{#if field}}…{{/if}}`,
 * `{{#unless field}}…{{/unless}}`, `{{#each field}}…{{/each}}` (inside: `{{.}}`, or a column's name, `{{index}}` from 1, and `{{ordinal}}`: 1. where there are several, nothing where there is one).
 * One line is one paragraph; a line that begins with `|` is a row of a form; a line of tags alone leaves no trace.
 * Values are never read as template.
 */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'if' | 'unless' | 'each'; readonly name: string; readonly body: readonly TemplateNode[] };

/** What is wrong in a template, by file and line: an office reads it. */
export interface TemplateFault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  /** The field that is unknown, where that is the fault. */
  readonly field?: string;
  readonly knownFields?: readonly string[];
}

const TAG = /\{\{(#if |#unless |#each |\/)?([^{}]*)\}\}/gu;
const TAGS_ALONE = /^\s*(?:\{\{[#/][^{}]*\}\}\s*)+$/u;

interface Frame {
  readonly opener: 'if' | 'unless' | 'each';
  readonly name: string;
  readonly at: SourceLine;
  readonly body: TemplateNode[];
}

/** Reads a body; every fault is collected, so that one reading shows them all. */
export function parseBody(lines: readonly SourceLine[], fields: Readonly<Record<string, FieldDeclaration>>): { nodes: readonly TemplateNode[]; faults: readonly TemplateFault[] } {
  const faults: TemplateFault[] = [];
  const root: TemplateNode[] = [];
  const open: Frame[] = [];
  const put = (node: TemplateNode) => void (open.at(-1)?.body ?? root).push(node);

  for (const at of lines) {
    const fault = (message: string, field?: string, known?: readonly string[]) =>
      void faults.push({ file: at.file, line: at.line, message, ...(field === undefined ? {} : { field }), ...(known ? { knownFields: known } : {}) });
    const known = (name: string): FieldDeclaration | 'item' | null => {
      const loop = open.findLast((frame) => frame.opener === 'each');
      const looped = loop && fields[loop.name];
      if (looped && (name === 'index' || name === 'ordinal' || (looped.type === 'facts' && name === '.') || (looped.columns && Object.hasOwn(looped.columns, name)))) return 'item';
      if (Object.hasOwn(fields, name)) return fields[name] as FieldDeclaration;
      const names = [...Object.entries(fields).map(([key, field]) => `${key}（${field.label}）`), ...Object.entries(looped?.columns ?? {}).map(([key, label]) => `${key}（${label}）`)];
      fault(`未知字段“${name}”，可用字段：${names.join('、')}`, name, [...Object.keys(fields), ...Object.keys(looped?.columns ?? {})]);
      return null;
    };

    let end = 0;
    const literal = (text: string) => {
      if (/\{\{|\}\}/u.test(text)) fault(`“{{”与“}}”不成对：${text.trim()}`);
      if (text !== '') put({ kind: 'text', text });
    };
    const alone = TAGS_ALONE.test(at.text);
    for (const match of at.text.matchAll(TAG)) {
      if (!alone) literal(at.text.slice(end, match.index));
      end = match.index + match[0].length;
      const [, word = '', rawName = ''] = match;
      const name = rawName.trim();
      if (word === '/') {
        const frame = open.pop();
        if (!frame || frame.opener !== name) fault(`多余的结束标记 {{/${name}}}`);
        if (frame) put({ kind: frame.opener, name: frame.name, body: frame.body });
      } else if (word === '') {
        const field = known(name);
        if (field && field !== 'item' && field.type === 'rows') fault(`字段“${name}”是多行记录，只能用 {{#each ${name}}} 逐条列出`, name);
        put({ kind: 'value', name });
      } else {
        const opener = word.slice(1).trim() as Frame['opener'];
        const field = known(name);
        if (opener === 'each' && field && (field === 'item' || (field.type !== 'facts' && field.type !== 'rows'))) fault(`字段“${name}”不是列表，不能用 {{#each}}`, name);
        open.push({ opener, name, at, body: [] });
      }
    }
    if (!alone) {
      literal(at.text.slice(end));
      put({ kind: 'text', text: '\n' });
    }
  }
  for (const frame of open) faults.push({ file: frame.at.file, line: frame.at.line, message: `{{#${frame.opener} ${frame.name}}} 没有结束标记` });
  return { nodes: root, faults };
}

/** Names that the body needs whatever happens: those outside every `{{#if}}`, `{{#unless}}` and `{{#each}}`, and the lists that are run through. */
export function namedUnconditionally(nodes: readonly TemplateNode[]): ReadonlySet<string> {
  return new Set(nodes.flatMap((node) => (node.kind === 'value' || node.kind === 'each' ? [node.name] : [])));
}

/** All names of the body, wherever they stand, with those of columns inside loops. */
export function namedAnywhere(nodes: readonly TemplateNode[]): ReadonlySet<string> {
  return new Set(nodes.flatMap((node) => (node.kind === 'text' ? [] : node.kind === 'value' ? [node.name] : [node.name, ...namedAnywhere(node.body)])));
}

export type Value = string | readonly string[] | readonly Readonly<Record<string, string>>[];
/** A paragraph, or a row of a form. Cells may hold line breaks. */
export type Line = { readonly kind: 'paragraph'; readonly text: string } | { readonly kind: 'row'; readonly cells: readonly string[] };

// Between evaluation and splitting, a value's own line breaks and the template's cell bars are told apart from text by two
// private-use characters, which cleaned input can't hold.
const BREAK = '\ue000';
const BAR = '\ue001';

/** The lines that a body gives with these (cleaned) values; an absent value is empty. */
export function evaluate(nodes: readonly TemplateNode[], values: Readonly<Record<string, Value>>): readonly Line[] {
  return write(nodes, values)
    .split('\n')
    .flatMap((line): readonly Line[] => {
      const trimmed = line.trim();
      if (trimmed.startsWith(BAR)) {
        const cells = trimmed.slice(1).split(BAR).map((cell) => cell.trim().replaceAll(BREAK, '\n'));
        return [{ kind: 'row', cells: trimmed.endsWith(BAR) ? cells.slice(0, -1) : cells }];
      }
      return trimmed.replaceAll(BAR, '|').split(BREAK).map((text) => text.trim()).filter((text) => text !== '').map((text) => ({ kind: 'paragraph', text }));
    });
}

function write(nodes: readonly TemplateNode[], values: Readonly<Record<string, Value>>): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text.replaceAll('|', BAR);
      const value = values[node.name] ?? '';
      switch (node.kind) {
        case 'value':
          return (typeof value === 'string' ? value : value.filter((item) => typeof item === 'string').join('、')).replaceAll('\n', BREAK);
        case 'if':
          return value.length > 0 ? write(node.body, values) : '';
        case 'unless':
          return value.length > 0 ? '' : write(node.body, values);
        case 'each':
          return (typeof value === 'string' ? [] : value).map((item, index) => write(node.body, { ...values, index: String(index + 1), ordinal: value.length > 1 ? `${index + 1}.` : '', ...(typeof item === 'string' ? { '.': item } : item) })).join('');
      }
    })
    .join('');
}
