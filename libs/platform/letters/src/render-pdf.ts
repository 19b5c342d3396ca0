import PDFDocument from 'pdfkit';
import { epochDay, type LocalDate } from '@disclosure/kernel';
import type { ComposedLetter } from './compose-letter.ts';
import { RED } from './gb9704.ts';
import { openFont, type Weight } from './letter-font.ts';
import { layOut } from './page-layout.ts';

/** Named in the file's metadata; holds no version, so that an update of the library does not change a letter's bytes by itself. */
export const PRODUCER = 'disclosure letters';

/** A date in the form in which pdfkit reads one, made without the language's own type of dates (foundations 1). */
class PdfDate extends String {
  readonly #date: LocalDate;
  constructor(date: LocalDate) {
    super(`D:${date.replaceAll('-', '')}000000Z`);
    this.#date = date;
  }
  getTime(): number {
    return epochDay(this.#date) * 86_400_000;
  }
  toISOString(): string {
    return `${this.#date}T00:00:00.000Z`;
  }
}

/**
 * The letter as PDF/A-2b with its faces embedded. The same letter gives the same bytes: the only date in the file is the
 * letter's own, the document's id follows from its metadata.
 */
export async function renderPdf(letter: ComposedLetter): Promise<Uint8Array> {
  const pages = layOut(letter);
  const info = { Title: letter.title, Author: letter.agency, Creator: letter.agency, Producer: PRODUCER, CreationDate: new PdfDate(letter.date) as never };
  const document = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, pdfVersion: '1.7', subset: 'PDF/A-2b', tagged: true, lang: 'zh-CN', displayTitle: true, info, font: null as unknown as string });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const finished = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));
  const fonts: Partial<Record<Weight, PDFKit.Mixins.PDFFontSource>> = {};
  const body = document.struct('Document');
  document.addStructure(body);
  for (const marks of pages) {
    document.addPage();
    for (const mark of marks) {
      if (mark.kind === 'text') {
        const draw = () => {
          document
            .font((fonts[mark.weight] ??= openFont(mark.weight) as unknown as PDFKit.Mixins.PDFFontSource))
            .fontSize(mark.size)
            .fillColor(mark.red ? RED : 'black')
            .text(mark.text, mark.x, mark.y, { lineBreak: false, baseline: 'alphabetic', characterSpacing: mark.spacing });
        };
        body.add(document.struct('P', {}, draw));
      } else {
        // Lines and the seal's image say nothing in words.
        document.markContent('Artifact', { type: 'Layout' });
        if (mark.kind === 'rule') document.moveTo(mark.x1, mark.y1).lineTo(mark.x2, mark.y2).lineWidth(mark.width).strokeColor(mark.red ? RED : 'black').stroke();
        else if (letter.seal) document.image(Buffer.from(letter.seal), mark.x, mark.y, { fit: [mark.size, mark.size], align: 'center', valign: 'center' });
        document.endMarkedContent();
      }
    }
  }
  body.end();
  document.end();
  await finished;
  return new Uint8Array(Buffer.concat(chunks));
}
