import { getDocument, OPS, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a PDF holds, read by another library than the one that wrote it. */
export interface PdfContent {
  /** Of each page: the lines as they are drawn, in that order. */
  readonly pages: readonly (readonly string[])[];
  /** Of each page: every character that is drawn, in that order; the lines have blanks where a gap looks like one. */
  readonly drawn: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Every text of the XMP packet. */
  readonly xmp: readonly string[];
  /** Everything by which a file says more than it shows. */
  readonly hidden: readonly string[];
  /** How many pictures are painted. */
  readonly images: number;
}

/** Operators of which the page of a letter consists: text in two colours, lines, one picture. Fills, clips, patterns, forms and layers can cover or hide. */
const ALLOWED = new Set(
  ['dependency', 'save', 'restore', 'transform', 'beginText', 'endText', 'setFont', 'setTextMatrix', 'setTextRenderingMode', 'setCharSpacing', 'setWordSpacing', 'setHScale', 'setTextRise', 'moveText', 'nextLine', 'showText', 'showSpacedText',
    'setFillRGBColor', 'setStrokeRGBColor', 'setFillColorSpace', 'setStrokeColorSpace', 'setFillColorN', 'setStrokeColorN', 'setFillColor', 'setStrokeColor', 'setLineWidth', 'constructPath', 'stroke', 'moveTo', 'lineTo', 'paintImageXObject', 'beginMarkedContent', 'beginMarkedContentProps', 'endMarkedContent', 'setGState', 'setFillGray', 'setStrokeGray'].map((name) => OPS[name as keyof typeof OPS]),
);
const COLOURS = new Set(['#000000', '#e60000']);

/** Reads a PDF. Rejects for bytes that are no PDF or want a password. */
export async function readBackPdf(bytes: Uint8Array): Promise<PdfContent> {
  const hidden: string[] = [...besideTheDocument(bytes)];
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, disableFontFace: true, stopAtErrors: true, verbosity: VerbosityLevel.ERRORS });
  const document = await task.promise;
  try {
    const [{ info, metadata }, attachments, actions, outline, layers, fields, openAction, labels] = await Promise.all([
      document.getMetadata(), document.getAttachments(), document.getJSActions(), document.getOutline(), document.getOptionalContentConfig(), document.getFieldObjects(), document.getOpenAction(), document.getPageLabels(),
    ]);
    for (const [name, value] of Object.entries({ attachments, 'document actions': actions, outline, 'form fields': fields, 'open action': openAction, 'page labels': labels })) if (value) hidden.push(name);
    if ([...layers].length > 0) hidden.push('layers');
    const pages: string[][] = [];
    const allDrawn: string[] = [];
    let images = 0;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      if ((await page.getAnnotations()).length > 0) hidden.push(`annotations on page ${number}`);
      if (await page.getJSActions()) hidden.push(`actions on page ${number}`);
      const [x1, y1, x2, y2] = page.view as [number, number, number, number];
      const content = await page.getTextContent({ disableNormalization: true, includeMarkedContent: false });
      const lines: string[] = [];
      let line = '';
      let drawn = '';
      for (const item of content.items) {
        if (!('str' in item)) continue;
        line += item.str;
        const [, , , , x, y] = item.transform as number[];
        if (item.str.trim() !== '' && ((x as number) < x1 || (y as number) < y1 || (x as number) + item.width > x2 + 1 || (y as number) > y2)) hidden.push(`text off page ${number}: ${item.str}`);
        if (item.str.trim() !== '' && item.height < 10) hidden.push(`text too small to read on page ${number}: ${item.str}`);
        if (item.hasEOL) {
          lines.push(line);
          line = '';
        }
      }
      if (line !== '') lines.push(line);
      pages.push(lines.filter((text) => text.trim() !== ''));
      const { fnArray, argsArray } = await page.getOperatorList();
      fnArray.forEach((operator, index) => {
        const args = argsArray[index] as unknown[] | null;
        if (!ALLOWED.has(operator)) hidden.push(`${operatorName(operator)} on page ${number}`);
        if (operator === OPS.setTextRenderingMode && args?.[0] !== 0) hidden.push(`invisible text on page ${number}`);
        if ((operator === OPS.setFillRGBColor || operator === OPS.setStrokeRGBColor) && !COLOURS.has(String(args?.[0]).toLowerCase())) hidden.push(`colour ${String(args?.[0])} on page ${number}`);
        if (operator === OPS.setGState && !isOpaque(args?.[0])) hidden.push(`setGState ${JSON.stringify(args?.[0])} on page ${number}`);
        if (operator === OPS.constructPath && args?.[0] !== OPS.stroke) hidden.push(`${operatorName(args?.[0] as number)} of a path on page ${number}`);
        if (operator === OPS.paintImageXObject) images += 1;
        if (operator === OPS.showText) for (const glyph of args?.[0] as readonly ({ readonly unicode?: string } | number | null)[]) drawn += typeof glyph === 'object' ? (glyph?.unicode ?? '') : '';
      });
      allDrawn.push(drawn);
      // The text content leaves out what lies off the page; the operators do not.
      if (squeeze(drawn) !== squeeze(lines.join(''))) hidden.push(`text drawn and not shown on page ${number}`);
    }
    const known = Object.fromEntries(Object.entries(info as Record<string, unknown>).filter(([, value]) => typeof value === 'string').map(([key, value]) => [key, String(value)]));
    return { pages, drawn: allDrawn, metadata: known, xmp: textsOf((metadata as { getRaw?: () => string } | null)?.getRaw?.() ?? ''), hidden, images };
  } finally {
    await task.destroy();
  }
}

/** A graphics state that neither lets through nor masks; the seal's picture brings its own. */
const isOpaque = (entries: unknown): boolean => Array.isArray(entries) && entries.every((entry: unknown) => Array.isArray(entry) && (((entry[0] === 'ca' || entry[0] === 'CA') && entry[1] === 1) || (entry[0] === 'SMask' && entry[1] === false)));
const squeeze = (text: string): string => text.replaceAll(/\s/gu, '');
const operatorName = (operator: number): string => Object.entries(OPS).find(([, value]) => value === operator)?.[0] ?? String(operator);
const textsOf = (xml: string): readonly string[] => [...xml.matchAll(/>([^<>]*[^<>\s][^<>]*)</gu)].map((match) => (match[1] as string).trim());

/** Earlier versions that an incremental update keeps, bytes between and after the objects, objects that nothing refers to. */
function besideTheDocument(bytes: Uint8Array): readonly string[] {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const found: string[] = [];
  const header = '%PDF-1.7\n%\u00ff\u00ff\u00ff\u00ff\n';
  if (!raw.startsWith(header)) return ['bytes before the document'];
  const references = new Map<string, readonly string[]>();
  const silent = new Set<string>();
  let at = header.length;
  // Objects follow each other without a gap up to the table of them.
  for (let match = objectAt(raw, at); match; match = objectAt(raw, at)) {
    references.set(match.id, [...match.dictionary.matchAll(/(\d+) 0 R/gu)].map((reference) => reference[1] as string));
    if (!/\(|<\s*[\da-fA-F]|\/Length/u.test(match.dictionary)) silent.add(match.id); // no string and no stream: it can say nothing (the writer leaves an empty table of names)
    at = match.end;
  }
  const tail = /^xref\n0 \d+\n(?:\d{10} \d{5} [nf] ?\r?\n)+trailer\n(<<[^]*?>>)\nstartxref\n\d+\n%%EOF\n?$/u.exec(raw.slice(at));
  if (!tail) return ['bytes beside the document’s objects, or an earlier version'];
  const reached = new Set<string>();
  const follow = [...(tail[1] as string).matchAll(/(\d+) 0 R/gu)].map((reference) => reference[1] as string);
  for (let id = follow.pop(); id !== undefined; id = follow.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    follow.push(...(references.get(id) ?? []));
  }
  for (const id of references.keys()) if (!reached.has(id) && !silent.has(id)) found.push(`object ${id}, to which nothing refers`);
  return found;
}

function objectAt(raw: string, at: number): { readonly id: string; readonly dictionary: string; readonly end: number } | null {
  const head = /^(\d+) 0 obj\n/u.exec(raw.slice(at, at + 20));
  if (!head) return null;
  const start = at + head[0].length;
  const close = raw.indexOf('\nendobj\n', start);
  const stream = raw.indexOf('\nstream\n', start);
  if (close < 0) return null;
  if (stream < 0 || stream > close) return { id: head[1] as string, dictionary: raw.slice(start, close), end: close + '\nendobj\n'.length };
  const dictionary = raw.slice(start, stream);
  const end = stream + '\nstream\n'.length + Number(/\/Length (\d+)/u.exec(dictionary)?.[1] ?? Number.NaN);
  const after = '\nendstream\nendobj\n';
  return raw.startsWith(after, end) ? { id: head[1] as string, dictionary, end: end + after.length } : null;
}
