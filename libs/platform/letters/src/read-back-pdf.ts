import { getDocument, OPS, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a PDF holds, read by another library than the one that wrote it. */
export interface PdfContent {
  /** Of each page: the lines as they are drawn, in that order. */
  readonly pages: readonly (readonly string[])[];
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
    let images = 0;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      if ((await page.getAnnotations()).length > 0) hidden.push(`annotations on page ${number}`);
      if (await page.getJSActions()) hidden.push(`actions on page ${number}`);
      const [x1, y1, x2, y2] = page.view as [number, number, number, number];
      const content = await page.getTextContent({ disableNormalization: true, includeMarkedContent: false });
      const lines: string[] = [];
      let line = '';
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
        if (operator === OPS.constructPath && args?.[0] !== OPS.stroke) hidden.push(`${operatorName(args?.[0] as number)} of a path on page ${number}`);
        if (operator === OPS.paintImageXObject) images += 1;
      });
    }
    const known = Object.fromEntries(Object.entries(info as Record<string, unknown>).filter(([, value]) => typeof value === 'string').map(([key, value]) => [key, String(value)]));
    return { pages, metadata: known, xmp: textsOf((metadata as { getRaw?: () => string } | null)?.getRaw?.() ?? ''), hidden, images };
  } finally {
    await task.destroy();
  }
}

const operatorName = (operator: number): string => Object.entries(OPS).find(([, value]) => value === operator)?.[0] ?? String(operator);
const textsOf = (xml: string): readonly string[] => [...xml.matchAll(/>([^<>]*[^<>\s][^<>]*)</gu)].map((match) => (match[1] as string).trim());

/** Earlier versions that an incremental update keeps, and bytes after the end. */
function besideTheDocument(bytes: Uint8Array): readonly string[] {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const found: string[] = [];
  if (raw.split('startxref').length !== 2) found.push('earlier versions');
  if (!/%%EOF\s*$/u.test(raw) || !raw.startsWith('%PDF-1.7')) found.push('bytes beside the document');
  return found;
}
