import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decidingKinds, fieldsOf, type LetterKind, letterKinds, neverCalledWithholding, type ReplyForm, replyForms } from './letter-kind.ts';
import { namedAnywhere, namedUnconditionally, parseBody, type SourceLine, type TemplateFault, type TemplateNode } from './template-syntax.ts';

/** One cleared form of words. Its digest is what a clearance of the template is bound to (foundations 5). */
export interface LetterTemplate {
  readonly kind: LetterKind;
  readonly form: ReplyForm | null;
  readonly file: string;
  /** The letter's own name, printed above it: 政府信息公开申请答复书. */
  readonly title: string;
  /** With agency mark, red line, addressee and signature (红头), or a plain sheet for the file (表单). */
  readonly head: 'RED' | 'SHEET';
  /** The clauses that the form rests on, as the law book cites them. */
  readonly clauses: readonly string[];
  readonly nodes: readonly TemplateNode[];
  /** Fields without which it can't be written; none for a sheet, which is printed with blanks to be filled in. */
  readonly needs: ReadonlySet<string>;
  /** SHA-256 over name and text, with every shared passage in place. */
  readonly digest: string;
}

export interface TemplateSet {
  readonly all: readonly LetterTemplate[];
  /** The template of a kind; throws a RangeError when there is none (a kind or form that the folder leaves out). */
  get(kind: LetterKind, form?: ReplyForm | null): LetterTemplate;
}

/** A folder of templates that can't be used; says everything that is wrong, by file and line. */
export class TemplateError extends Error {
  constructor(readonly faults: readonly TemplateFault[]) {
    super(faults.map((fault) => `${fault.file}:${fault.line}: ${fault.message}`).join('\n'));
    this.name = 'TemplateError';
  }
}

/** The templates that come with the platform. */
export const shippedTemplates: string = fileURLToPath(new URL('../templates', import.meta.url));

/**
 * Reads `<Kind>.txt` and `ReplyLetter.<FORM>.txt` of a folder, with the shared passages `_<name>.txt` that `{{> name}}` alone on
 * a line puts in. All or nothing: throws a TemplateError that names every fault.
 */
export async function loadTemplates(folder: string = shippedTemplates): Promise<TemplateSet> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();
  const sources = new Map(await Promise.all(names.map(async (name) => [name, (await readFile(join(folder, name), 'utf8')).replace(/^\ufeff/u, '').replaceAll('\r\n', '\n')] as const)));
  const faults: TemplateFault[] = [];
  const all = names.filter((name) => !name.startsWith('_')).flatMap((name) => readTemplate(name, sources, faults) ?? []);
  for (const kind of letterKinds) {
    if (kind === 'ReplyLetter') continue; // forms are checked as they are asked for: an agency may not need all fourteen
    if (!names.includes(`${kind}.txt`)) faults.push({ file: `${kind}.txt`, line: 1, message: '缺少模板文件' });
  }
  if (faults.length > 0) throw new TemplateError(faults);
  return {
    all,
    get(kind, form = null) {
      const found = all.find((template) => template.kind === kind && template.form === form);
      if (!found) throw new RangeError(`no template for ${kind}${form ? `.${form}` : ''}`);
      return found;
    },
  };
}

const heads = { 红头: 'RED', 表单: 'SHEET' } as const;

function readTemplate(file: string, sources: ReadonlyMap<string, string>, faults: TemplateFault[]): LetterTemplate | null {
  const before = faults.length;
  const [kindName = '', formName, ...rest] = file.slice(0, -'.txt'.length).split('.');
  const kind = letterKinds.find((known) => known === kindName);
  const form = replyForms.find((known) => known === formName) ?? null;
  if (!kind || rest.length > 0 || (kind === 'ReplyLetter') !== (form !== null) || (formName !== undefined && !form)) {
    faults.push({ file, line: 1, message: `文件名应为“文书种类.txt”或者“ReplyLetter.答复类型.txt”；文书种类：${letterKinds.join('、')}；答复类型：${replyForms.join('、')}` });
    return null;
  }
  const lines: readonly SourceLine[] = (sources.get(file) ?? '').split('\n').map((text, index) => ({ file, line: index + 1, text }));
  const gap = lines.findIndex((line) => line.text.trim() === '');
  const headers = readHeaders(lines.slice(0, gap < 0 ? lines.length : gap), faults);
  const body = includeShared(gap < 0 ? [] : lines.slice(gap), sources, faults);
  for (const at of body) {
    // A template is printed as it is: nothing invisible may hide in it, and no shape that the evaluator uses for itself.
    if (/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u.test(at.text)) faults.push({ file: at.file, line: at.line, message: '含有控制字符或者不可见字符' });
    if (form && neverCalledWithholding.includes(form) && at.text.includes('不予公开')) faults.push({ file: at.file, line: at.line, message: '无法提供、不予处理的答复书不得称为“不予公开”（DEC-10）' });
  }
  const { nodes, faults: bodyFaults } = parseBody(body, fieldsOf(kind));
  faults.push(...bodyFaults);
  if (form && !namedUnconditionally(nodes).has('remedy')) faults.push({ file, line: lines.length, message: '答复书必须写明救济途径：缺少 {{#each remedy}}（REM-01、REM-02）' });
  if (!form && !decidingKinds.includes(kind) && namedAnywhere(nodes).has('remedy')) faults.push({ file, line: lines.length, message: '程序性文书不写救济途径' });
  if (faults.length > before) return null;
  return {
    kind, form, file, title: headers.get('标题') as string, head: heads[headers.get('版头') as keyof typeof heads],
    clauses: (headers.get('依据') as string).split(/[、,\s]+/u).filter((clause) => clause !== ''), nodes, needs: headers.get('版头') === '红头' ? namedUnconditionally(nodes) : new Set(),
    digest: createHash('sha256').update(JSON.stringify([kind, form, [...headers], body.map((line) => line.text)])).digest('hex'),
  };
}

function readHeaders(lines: readonly SourceLine[], faults: TemplateFault[]): Map<string, string> {
  const headers = new Map<string, string>();
  const file = lines[0]?.file ?? '';
  for (const { line, text } of lines) {
    if (text.startsWith('#')) continue;
    const match = /^(标题|版头|依据)[:：]\s*(.+?)\s*$/u.exec(text);
    if (!match) faults.push({ file, line, message: `文件开头只能写“标题：”“版头：”“依据：”和以 # 开头的说明，随后空一行：${text}` });
    else headers.set(match[1] as string, match[2] as string);
  }
  for (const name of ['标题', '版头', '依据']) if (!headers.has(name)) faults.push({ file, line: 1, message: `缺少“${name}：”` });
  const head = headers.get('版头');
  if (head !== undefined && !Object.hasOwn(heads, head)) faults.push({ file, line: 1, message: `“版头：”只能是 ${Object.keys(heads).join('、')}` });
  return headers;
}

/** Puts shared passages in place; they hold no further ones, so there is no circle to guard against. */
function includeShared(lines: readonly SourceLine[], sources: ReadonlyMap<string, string>, faults: TemplateFault[]): readonly SourceLine[] {
  return lines.flatMap((at) => {
    const match = /^\s*\{\{>\s*(.+?)\s*\}\}\s*$/u.exec(at.text);
    if (!match) return [at];
    const file = `_${match[1]}.txt`;
    const shared = sources.get(file);
    if (shared === undefined) {
      const known = [...sources.keys()].filter((name) => name.startsWith('_')).map((name) => name.slice(1, -4));
      faults.push({ file: at.file, line: at.line, message: `没有共用段落“${match[1]}”，现有：${known.join('、') || '无'}` });
      return [];
    }
    return shared.split('\n').map((text, index) => ({ file, line: index + 1, text }));
  });
}
