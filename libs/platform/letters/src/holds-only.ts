import type { Refusal } from '@disclosure/kernel';
import type { ComposedLetter } from './compose-letter.ts';
import { type DocxContent, readBackDocx } from './read-back-docx.ts';
import { type PdfContent, readBackPdf } from './read-back-pdf.ts';
import { coreProperties, renderDocx } from './render-docx.ts';
import { PRODUCER } from './render-pdf.ts';

/**
 * What stands in a rendered file beside the letter: empty when it holds the letter and nothing else (foundations 5: at signing
 * the rendered docx and PDF are read back). Reads with other libraries than those that wrote, and looks at text, metadata, and
 * everything by which a file can say more than it shows. Refuses a file that can't be read, too.
 */
export async function assertHoldsOnly(letter: ComposedLetter, bytes: Uint8Array): Promise<readonly Refusal[]> {
  const isPdf = Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
  try {
    return isPdf ? comparePdf(letter, await readBackPdf(bytes)) : await compareDocx(letter, readBackDocx(bytes));
  } catch (error) {
    return [refusal('LETTER_FILE_UNREADABLE', `生成的文书文件无法读取：${error instanceof Error ? error.message : String(error)}`)];
  }
}

const refusal = (code: string, message: string, facts: Record<string, string> = {}): Refusal => ({ code, message, clause: null, facts });
const HIDDEN = 'LETTER_FILE_HOLDS_MORE';
const OTHER_TEXT = 'LETTER_FILE_OTHER_TEXT';
const hidden = (what: string): Refusal => refusal(HIDDEN, `生成的文书文件含有文书以外的内容：${what}`, { found: what.slice(0, 200) });

/** Where two texts part, with a little of both: what an officer needs in order to find it. */
function difference(expected: string, found: string): Refusal | null {
  if (expected === found) return null;
  let at = 0;
  while (at < expected.length && expected[at] === found[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - 10), at + 20);
  return refusal(OTHER_TEXT, `生成的文书文件与文书内容不一致：应为“${around(expected)}”，实为“${around(found)}”`, { expected: around(expected), found: around(found) });
}

async function compareDocx(letter: ComposedLetter, content: DocxContent): Promise<readonly Refusal[]> {
  const found: Refusal[] = content.hidden.map(hidden);
  const text = difference(letter.text, content.text);
  if (text) found.push(text);
  for (const footer of content.footers) if (footer !== '— {PAGE} —') found.push(hidden(`页脚“${footer}”`));
  if (content.metadata !== coreProperties(letter)) found.push(hidden('元数据'));
  const seals = [...content.media.values()];
  if (letter.seal ? seals.length !== 1 || !same(seals[0] as Uint8Array, letter.seal) : seals.length > 0) found.push(hidden('图片'));
  // Styles, settings, relations: the same in every letter, so any word in them that a blank letter lacks is foreign.
  const blank = readBackDocx(await renderDocx({ ...letter, title: '', agency: '', text: '', pieces: letter.seal ? [{ kind: 'paragraph', role: 'SIGNATURE', text: '' }] : [] })).fixed;
  for (const [name, part] of content.fixed) if (blank.get(name) !== part) found.push(hidden(name));
  for (const name of blank.keys()) if (!content.fixed.has(name)) found.push(hidden(`缺少 ${name}`));
  return found;
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

function comparePdf(letter: ComposedLetter, content: PdfContent): readonly Refusal[] {
  const found: Refusal[] = content.hidden.map(hidden);
  // A page's number is drawn last; what is left is the letter, whose lines are broken elsewhere than its paragraphs.
  const lines = content.pages.flatMap((page, index) => {
    if (page.at(-1)?.trim() !== `— ${index + 1} —`) found.push(hidden(`第${index + 1}页没有页码`));
    return page.slice(0, -1);
  });
  const squeeze = (text: string) => text.replaceAll(/\s/gu, '');
  const text = difference(squeeze(letter.text), squeeze(lines.join('')));
  if (text) found.push(text);
  const expected: Readonly<Record<string, string>> = { PDFFormatVersion: '1.7', Language: 'zh-CN', Producer: PRODUCER, Creator: letter.agency, Author: letter.agency, Title: letter.title, CreationDate: `D:${letter.date.replaceAll('-', '')}000000Z` };
  for (const name of new Set([...Object.keys(content.metadata), ...Object.keys(expected)])) if (content.metadata[name] !== expected[name]) found.push(hidden(`元数据 ${name}=${content.metadata[name] ?? '无'}`));
  const packet = new Set(['2', 'B', `${letter.date}T00:00:00Z`, letter.agency, letter.title, PRODUCER]);
  for (const text of content.xmp) if (!packet.has(text)) found.push(hidden(`元数据 ${text}`));
  if (content.images !== (letter.seal ? 1 : 0)) found.push(hidden('图片'));
  return found;
}
