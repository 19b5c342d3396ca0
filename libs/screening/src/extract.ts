import { isEncryptedOffice, readArchiveDocument } from './archive-document.ts';
import type { DocumentReading } from './archive-document.ts';
import type { Extraction, LocatedFinding, MediaType, TextPart } from './finding.ts';
import { MEDIA_TYPES, structural } from './finding.ts';
import type { ScreeningLimits } from './limits.ts';
import { BrokenFile, Budget, DEFAULT_LIMITS, LimitExceeded } from './limits.ts';
import { readPdf } from './pdf.ts';
import { decodeText, guessText } from './plain-text.ts';
import { sniff } from './sniff.ts';

const CONTENT = 'A3-8';

/** Formats that are read in full. Everything else is a finding, whatever else was seen in it. */
const READABLE: ReadonlySet<MediaType> = new Set([MEDIA_TYPES.TEXT, MEDIA_TYPES.DOCX, MEDIA_TYPES.PDF, MEDIA_TYPES.OFD]);
/**
 * Inside another file these may be as well (the workbook behind a chart): all their XML is looked through, and that they are
 * there blocks release. By themselves they hide things in ways that are not looked for yet (sheets, notes).
 */
const READABLE_INSIDE: ReadonlySet<MediaType> = new Set([...READABLE, MEDIA_TYPES.XLSX, MEDIA_TYPES.PPTX, MEDIA_TYPES.ODT, MEDIA_TYPES.XML, MEDIA_TYPES.HTML]);

/**
 * All text of a file and what its structure hides. Never throws for what is in the file: encrypted, broken, unknown and
 * over-large files come back as findings that refuse them.
 */
export async function extractText(bytes: Uint8Array, limits: ScreeningLimits = DEFAULT_LIMITS): Promise<Extraction> {
  return extract(bytes, '', new Budget(limits), 0);
}

async function extract(bytes: Uint8Array, path: string, budget: Budget, depth: number): Promise<Extraction> {
  const mediaType = sniff(bytes);
  try {
    const reading = await read(bytes, mediaType, budget);
    const parts: TextPart[] = [...reading.parts];
    const findings: LocatedFinding[] = [...reading.findings];
    if (!(depth === 0 ? READABLE : READABLE_INSIDE).has(reading.mediaType)) {
      findings.push(structural('', 'UNSUPPORTED_FORMAT', 'BLOCK', CONTENT, '文件格式不在可审查的范围内，请转换为 docx、PDF、OFD 或者文本文件。', reading.mediaType));
    }
    for (const inner of reading.embedded) {
      if (depth + 1 > budget.limits.maxDepth) throw new LimitExceeded('depth');
      const found = await extract(inner.bytes, inner.name, budget, depth + 1);
      parts.push(...found.parts);
      findings.push(...found.findings);
    }
    return under(path, { mediaType: reading.mediaType, parts, findings });
  } catch (error) {
    if (!(error instanceof LimitExceeded) && !(error instanceof BrokenFile)) throw error; // a fault of ours, never a finding
    return under(path, { mediaType, parts: salvage(bytes), findings: [failure(error)] });
  }
}

async function read(bytes: Uint8Array, mediaType: MediaType, budget: Budget): Promise<DocumentReading> {
  switch (mediaType) {
    case MEDIA_TYPES.PDF:
      return readPdf(bytes, budget);
    case MEDIA_TYPES.ZIP:
      return readArchiveDocument(bytes, budget);
    default:
      return readFlat(bytes, mediaType, budget);
  }
}

/** Files that are not archives: text, and what can at best be looked through for marks. */
function readFlat(bytes: Uint8Array, mediaType: MediaType, budget: Budget): DocumentReading {
  const reading: DocumentReading = { mediaType, parts: [], findings: [], embedded: [] };
  const text = mediaType === MEDIA_TYPES.UNKNOWN || mediaType === MEDIA_TYPES.OLE ? null : decodeText(bytes);
  if (text !== null && mediaType !== MEDIA_TYPES.PNG && mediaType !== MEDIA_TYPES.JPEG) {
    budget.spendCharacters(text.length);
    reading.parts.push({ where: '', text, reliable: true });
  } else reading.parts.push(...salvage(bytes));
  if (bytes.length === 0) reading.findings.push(structural('', 'BROKEN_FILE', 'BLOCK', CONTENT, '文件是空的。'));
  if (mediaType === MEDIA_TYPES.OLE && isEncryptedOffice(bytes)) {
    reading.findings.push(structural('', 'ENCRYPTED_FILE', 'BLOCK', CONTENT, '文件已加密，无法审查，请提供未加密的文件。'));
  }
  return reading;
}

/** What can be guessed from bytes that could not be read: a mark may still show. */
function salvage(bytes: Uint8Array): TextPart[] {
  return guessText(bytes).map((text) => ({ where: '', text, reliable: false }));
}

function failure(error: LimitExceeded | BrokenFile): LocatedFinding {
  return error instanceof LimitExceeded
    ? structural('', 'LIMIT_EXCEEDED', 'BLOCK', CONTENT, '文件展开后过大或者嵌套过深，无法审查，请拆分后上传。', error.message)
    : structural('', 'BROKEN_FILE', 'BLOCK', CONTENT, '文件已损坏或者不符合其格式，无法审查，请重新生成后上传。', error.message);
}

function under(path: string, extraction: Extraction): Extraction {
  if (path === '') return extraction;
  const locate = <T extends { readonly where: string }>(item: T): T => ({ ...item, where: item.where === '' ? path : `${path} › ${item.where}` });
  return { ...extraction, parts: extraction.parts.map(locate), findings: extraction.findings.map(locate) };
}
