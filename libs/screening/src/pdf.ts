import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { DocumentReading } from './archive-document.ts';
import type { LocatedFinding, TextPart } from './finding.ts';
import { MEDIA_TYPES, structural } from './finding.ts';
import type { Budget } from './limits.ts';
import { BrokenFile, LimitExceeded } from './limits.ts';
import { checkUnpackedSize, isEncryptedPdf } from './pdf-bounds.ts';
import { latin1 } from './sniff.ts';

const CONTENT = 'A3-8';
/** Earlier versions that are read back; more than that is refused to nobody, the finding says that there are more. */
const MAX_VERSIONS = 8;

const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** Text of all pages in two orders, what the file says about itself, what is pinned to it, and the versions it has kept. */
export async function readPdf(bytes: Uint8Array, budget: Budget): Promise<DocumentReading> {
  const reading: DocumentReading = { mediaType: MEDIA_TYPES.PDF, parts: [], findings: [], embedded: [] };
  if (isEncryptedPdf(bytes)) {
    reading.findings.push(structural('', 'ENCRYPTED_FILE', 'BLOCK', CONTENT, '文件已加密或者设有使用限制，无法审查，请提供未加密的文件。'));
    return reading;
  }
  checkUnpackedSize(bytes, budget);
  await readVersion(bytes, '', reading, budget);
  const ends = versionEnds(bytes);
  if (ends.length === 0) {
    reading.findings.push(structural('', 'BROKEN_FILE', 'BLOCK', CONTENT, '文件不完整（缺少文件结束标志），无法审查，请重新生成后上传。'));
  }
  const last = ends.at(-1) ?? bytes.length;
  if (bytes.length - last > 1024) {
    reading.findings.push(structural('', 'UNREACHABLE_DATA', 'BLOCK', CONTENT, `文件结束标志之后还有${bytes.length - last}字节，可能藏有信息。`));
  }
  await readEarlierVersions(bytes, ends.slice(0, -1), reading, budget);
  return reading;
}

async function readEarlierVersions(bytes: Uint8Array, ends: readonly number[], reading: DocumentReading, budget: Budget): Promise<void> {
  // A file made for the web has a first part that ends by itself; it is no earlier version.
  const linearized = /\/Linearized\b/.test(latin1(bytes.subarray(0, 2048)));
  const earlier = linearized ? ends.slice(1) : ends;
  if (earlier.length === 0) return;
  reading.findings.push(
    structural('', 'EARLIER_VERSIONS', 'BLOCK', CONTENT, `文件内保留了${earlier.length}个以前的版本，其中的内容仍可恢复，公开前应当重新生成文件。`),
  );
  for (const [index, end] of earlier.slice(-MAX_VERSIONS).entries()) {
    const version: DocumentReading = { mediaType: MEDIA_TYPES.PDF, parts: [], findings: [], embedded: [] };
    try {
      await readVersion(bytes.subarray(0, end), `version ${index + 1} `, version, budget);
    } catch (error) {
      if (error instanceof LimitExceeded) throw error;
      continue; // what lies before an end mark need not be a whole document
    }
    const known = new Set(reading.parts.map((part) => part.text));
    reading.parts.push(...version.parts.filter((part) => !known.has(part.text)));
    reading.embedded.push(...version.embedded);
  }
}

async function readVersion(bytes: Uint8Array, label: string, reading: DocumentReading, budget: Budget): Promise<void> {
  // Loaded with the first PDF: fifty megabytes that a process which screens none need not hold.
  const { getDocument, PasswordException } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: new Uint8Array(bytes), // a copy: the library takes possession of what it is given
    cMapUrl: join(home, 'cmaps') + sep,
    cMapPacked: true,
    standardFontDataUrl: join(home, 'standard_fonts') + sep,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    if (document.numPages > budget.limits.maxPages) throw new LimitExceeded('pages');
    await readPages(document, label, reading, budget);
    await readAround(document, label, reading, budget);
  } catch (error) {
    if (error instanceof PasswordException) {
      reading.findings.push(structural(label.trim(), 'ENCRYPTED_FILE', 'BLOCK', CONTENT, '文件设有密码，无法审查，请提供未加密的文件。'));
    } else if (error instanceof LimitExceeded || error instanceof BrokenFile) throw error;
    // The library has many errors of its own, and trips over malformed files in ways that it did not foresee: all mean this.
    else throw new BrokenFile(error instanceof Error ? error.name : 'unknown');
  } finally {
    await task.destroy();
  }
}

async function readPages(document: PDFDocumentProxy, label: string, { parts, findings }: DocumentReading, budget: Budget): Promise<void> {
  const silent: number[] = [];
  const garbled: number[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const where = `${label}page ${number}`;
    const { written, layout } = await textOf(page);
    budget.spendCharacters(written.length + layout.length);
    if (written.trim() === '') silent.push(number);
    else {
      parts.push({ where, text: written, reliable: true });
      if (layout !== written) parts.push({ where: `${where}#layout`, text: layout, reliable: true });
      if (isGarbled(written)) garbled.push(number);
    }
    await readAnnotations(page, where, parts, findings, budget);
    page.cleanup();
  }
  if (silent.length > 0) {
    findings.push(structural(`${label}page ${silent[0]}`, 'UNSCREENED_IMAGE', 'BLOCK', CONTENT, `第${list(silent)}页没有可读取的文字（可能是扫描图像），未经机器筛查，请人工核对。`));
  }
  if (garbled.length > 0) {
    findings.push(structural(`${label}page ${garbled[0]}`, 'UNSCREENED_IMAGE', 'BLOCK', CONTENT, `第${list(garbled)}页的文字编码无法识别，未经机器筛查，请人工核对。`));
  }
}

const list = (pages: readonly number[]): string => (pages.length > 10 ? `${pages.slice(0, 10).join('、')}等${pages.length}` : pages.join('、'));

interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** The text as the file writes it, and as the eye finds it: lines from top to bottom, each from left to right. */
async function textOf(page: PDFPageProxy): Promise<{ written: string; layout: string }> {
  const { items } = await page.getTextContent();
  let written = '';
  const pieces: Piece[] = [];
  for (const item of items) {
    if (!('str' in item)) continue;
    written += item.str + (item.hasEOL ? '\n' : '');
    if (item.str.trim() !== '') pieces.push({ text: item.str, x: Number(item.transform[4]), y: Number(item.transform[5]), height: Math.abs(item.height) || 8 });
  }
  pieces.sort((a, b) => b.y - a.y || a.x - b.x);
  const lines: Piece[][] = [];
  for (const piece of pieces) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line && first && first.y - piece.y < Math.min(first.height, piece.height) / 2) line.push(piece);
    else lines.push([piece]);
  }
  const layout = lines.map((line) => line.sort((a, b) => a.x - b.x).map((piece) => piece.text).join(' ')).join('\n');
  return { written, layout };
}

/** Fonts without a way back to characters give private-use or replacement characters: such text was not screened. */
function isGarbled(text: string): boolean {
  const letters = text.replace(/\s/g, '');
   
  const strange = letters.match(/[\uE000-\uF8FF\uFFFD\u0000-\u001F\u007F-\u009F]/g)?.length ?? 0;
  return strange > 20 && strange * 10 > letters.length;
}

async function readAnnotations(page: PDFPageProxy, where: string, parts: TextPart[], findings: LocatedFinding[], budget: Budget): Promise<void> {
  const texts: string[] = [];
  let pinned = 0;
  for (const annotation of await page.getAnnotations({ intent: 'any' })) {
    const strings = stringsIn(annotation, 4).filter((text) => /[^\u0000-\u007F]/.test(text) || text.length > 3);
    texts.push(...strings);
    // Links and form fields belong to the page; all other kinds are put upon it afterwards.
    if (annotation.subtype !== 'Link' && annotation.subtype !== 'Widget' && annotation.subtype !== 'Popup') pinned++;
  }
  if (texts.length > 0) {
    const text = texts.join('\n');
    budget.spendCharacters(text.length);
    parts.push({ where: `${where} annotations`, text, reliable: true });
  }
  if (pinned > 0) findings.push(structural(`${where} annotations`, 'ANNOTATIONS', 'BLOCK', CONTENT, `文件含有注释${pinned}处，公开前应当删除。`, texts.join(' ')));
}

/** Information dictionary, XMP, outline, form fields, layers, scripts, attachments. */
async function readAround(document: PDFDocumentProxy, label: string, reading: DocumentReading, budget: Budget): Promise<void> {
  const { parts, findings, embedded } = reading;
  const add = (where: string, texts: readonly string[]): void => {
    const text = texts.join('\n');
    if (text.trim() === '') return;
    budget.spendCharacters(text.length);
    parts.push({ where: `${label}${where}`, text, reliable: true });
  };
  const { info, metadata } = await document.getMetadata();
  add('info', stringsIn(info, 3));
  if (metadata) add('metadata', [...metadata].flatMap((entry) => stringsIn(entry, 4)));
  const named = info as Readonly<Record<string, unknown>>;
  if (typeof named['Author'] === 'string' && named['Author'].trim() !== '') {
    findings.push(structural(`${label}info`, 'AUTHOR_METADATA', 'WARN', CONTENT, '文件属性中有作者信息，公开的文件应当清除。', named['Author']));
  }
  if (named['IsXFAPresent'] === true) {
    findings.push(structural(`${label}info`, 'UNSUPPORTED_FORMAT', 'BLOCK', CONTENT, '文件为动态表单（XFA），其内容无法审查，请打印为普通 PDF 后上传。'));
  }
  add('outline', stringsIn(await document.getOutline(), 12));
  add('fields', stringsIn(await document.getFieldObjects(), 5));
  const scripts = await document.getJSActions();
  if (scripts || (await document.hasJSActions())) {
    findings.push(structural(`${label}scripts`, 'ACTIVE_CONTENT', 'BLOCK', CONTENT, '文件含有脚本，不得上传，请重新生成不含脚本的文件。'));
    add('scripts', stringsIn(scripts, 4));
  }
  for (const [id, attachment] of (await document.getAttachments()) ?? []) {
    const name = attachment.rawFilename || attachment.filename || id;
    findings.push(structural(`${label}attachment ${name}`, 'EMBEDDED_OBJECT', 'BLOCK', CONTENT, '文件带有附件，公开前应当删除或者单独审查。', name));
    add('attachments', [name, ...stringsIn(attachment, 2)]);
    const content = await document.getAttachmentContent(id);
    if (content) {
      budget.spendBytes(content.length);
      embedded.push({ name, bytes: content });
    }
  }
}

/** All strings in a value, to a depth; the library gives dictionaries of many shapes and every one may hold words. */
function stringsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (depth === 0 || value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return [];
  const members = value instanceof Map ? [...value.values()] : Array.isArray(value) ? value : Object.values(value);
  return members.flatMap((member) => stringsIn(member, depth - 1));
}

/** Offsets just behind each `%%EOF`. */
function versionEnds(bytes: Uint8Array): number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(0x25); at >= 0; at = bytes.indexOf(0x25, at + 1)) {
    if (bytes[at + 1] === 0x25 && bytes[at + 2] === 0x45 && bytes[at + 3] === 0x4f && bytes[at + 4] === 0x46) ends.push(at + 5);
  }
  return ends;
}
