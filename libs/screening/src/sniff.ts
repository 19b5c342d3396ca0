import type { MediaType } from './finding.ts';
import { MEDIA_TYPES } from './finding.ts';
import { decodeText } from './plain-text.ts';

const startsWith = (bytes: Uint8Array, ...prefix: number[]): boolean => prefix.every((byte, i) => bytes[i] === byte);

/** What the bytes are by their own evidence. Archives are told apart by the names in them (`nameOfArchive`). */
export function sniff(bytes: Uint8Array): MediaType {
  // A PDF may have up to 1024 bytes in front of its header; readers accept it, so must we.
  if (latin1(bytes.subarray(0, 1024)).includes('%PDF-')) return MEDIA_TYPES.PDF;
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06)) return MEDIA_TYPES.ZIP;
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return MEDIA_TYPES.OLE;
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47)) return MEDIA_TYPES.PNG;
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return MEDIA_TYPES.JPEG;
  const text = decodeText(bytes);
   
  if (text === null || /[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/.test(text)) return MEDIA_TYPES.UNKNOWN;
  const head = text.slice(0, 1024).trimStart().toLowerCase();
  if (head.startsWith('{\\rtf')) return MEDIA_TYPES.RTF;
  if (/^<(?:!doctype html|html|head|body|meta|script|div|table)\b/.test(head)) return MEDIA_TYPES.HTML;
  if (/^<(?:\?xml|!doctype|svg)\b/.test(head)) return MEDIA_TYPES.XML;
  return MEDIA_TYPES.TEXT;
}

/** Which kind of document an archive is, by the entries that its format demands. */
export function archiveType(names: ReadonlySet<string>, mimetype: string | undefined): MediaType {
  if (names.has('word/document.xml')) return MEDIA_TYPES.DOCX;
  if (names.has('xl/workbook.xml')) return MEDIA_TYPES.XLSX;
  if (names.has('ppt/presentation.xml')) return MEDIA_TYPES.PPTX;
  if (names.has('OFD.xml')) return MEDIA_TYPES.OFD;
  if (mimetype === MEDIA_TYPES.ODT) return MEDIA_TYPES.ODT;
  return MEDIA_TYPES.ZIP;
}

const BY_EXTENSION: Readonly<Record<string, MediaType>> = {
  txt: MEDIA_TYPES.TEXT, text: MEDIA_TYPES.TEXT, md: MEDIA_TYPES.TEXT, csv: MEDIA_TYPES.TEXT,
  docx: MEDIA_TYPES.DOCX, xlsx: MEDIA_TYPES.XLSX, pptx: MEDIA_TYPES.PPTX, odt: MEDIA_TYPES.ODT, ofd: MEDIA_TYPES.OFD,
  pdf: MEDIA_TYPES.PDF, zip: MEDIA_TYPES.ZIP, doc: MEDIA_TYPES.OLE, xls: MEDIA_TYPES.OLE, ppt: MEDIA_TYPES.OLE, wps: MEDIA_TYPES.OLE,
  png: MEDIA_TYPES.PNG, jpg: MEDIA_TYPES.JPEG, jpeg: MEDIA_TYPES.JPEG, html: MEDIA_TYPES.HTML, htm: MEDIA_TYPES.HTML, xml: MEDIA_TYPES.XML, rtf: MEDIA_TYPES.RTF,
};

/** The type that a file's name promises, null for a name without a known extension. */
export function typeOfName(name: string): MediaType | null {
  return BY_EXTENSION[/\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? ''] ?? null;
}

/** The type that a sender declares, without parameters, with the kinds of plain text taken as one. */
export function declaredType(mediaType: string): string {
  const bare = (mediaType.split(';')[0] ?? '').trim().toLowerCase();
  return bare === 'text/csv' || bare === 'text/markdown' ? MEDIA_TYPES.TEXT : bare;
}

export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}
