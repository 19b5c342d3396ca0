/**
 * What screening says. It finds, it never clears: an empty list means "nothing found by these rules", not "may go out".
 */

/** FORBIDDEN cannot be waved through by a division; BLOCK must be dealt with before release; WARN must be looked at; INFO is only told. */
export type Severity = 'FORBIDDEN' | 'BLOCK' | 'WARN' | 'INFO';

export type FindingKind =
  // in text
  | 'STATE_SECRET_MARK'
  | 'CAVEAT_MARKING'
  | 'WORK_SECRET'
  | 'RESIDENT_ID'
  | 'MOBILE_NUMBER'
  | 'BANK_CARD'
  | 'EMAIL_ADDRESS'
  | 'UNIFIED_SOCIAL_CREDIT_CODE'
  // hidden in a file
  | 'TRACKED_CHANGES'
  | 'COMMENTS'
  | 'HIDDEN_TEXT'
  | 'EMBEDDED_OBJECT'
  | 'EARLIER_VERSIONS'
  | 'AUTHOR_METADATA'
  | 'ANNOTATIONS'
  | 'UNREACHABLE_DATA'
  // what could not be screened, or may not come in
  | 'UNSCREENED_IMAGE'
  | 'ACTIVE_CONTENT'
  | 'ENCRYPTED_FILE'
  | 'BROKEN_FILE'
  | 'UNSUPPORTED_FORMAT'
  | 'TYPE_MISMATCH'
  | 'LIMIT_EXCEEDED';

export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** Offsets into the text that was given (UTF-16 units, end exclusive); both 0 for a finding about the file's structure. */
  readonly from: number;
  readonly to: number;
  /** The matched text with a little around it, or the first of the hidden text. It is content: keep it where content may be kept. */
  readonly excerpt: string;
  /** The clause that the rule rests on, as the law book names it. */
  readonly clause: string;
  /** What a person should do, in Chinese. */
  readonly suggestion: string;
}

/** A finding in a file, and in which part of the file (`word/header1.xml`, `page 3`, `info`). */
export interface LocatedFinding extends Finding {
  readonly where: string;
}

/** One reading of one part of a file. */
export interface TextPart {
  readonly where: string;
  readonly text: string;
  /**
   * `false` for text guessed out of binary data: only marks are looked for there, since chance makes numbers of any kind.
   */
  readonly reliable: boolean;
}

/** All text that could be got out of a file, visible or not, and what its structure hides. */
export interface Extraction {
  /** What the bytes are, by their own evidence. */
  readonly mediaType: MediaType;
  readonly parts: readonly TextPart[];
  readonly findings: readonly LocatedFinding[];
}

export interface Screening {
  /** What the bytes are, by their own evidence; never what the sender said. */
  readonly mediaType: MediaType;
  readonly findings: readonly LocatedFinding[];
  /** Characters of text that were looked through: 0 means that nothing could be read. */
  readonly characters: number;
}

export const MEDIA_TYPES = {
  TEXT: 'text/plain',
  DOCX: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  PPTX: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ODT: 'application/vnd.oasis.opendocument.text',
  OFD: 'application/ofd',
  PDF: 'application/pdf',
  ZIP: 'application/zip',
  OLE: 'application/x-ole-storage',
  PNG: 'image/png',
  JPEG: 'image/jpeg',
  HTML: 'text/html',
  XML: 'application/xml',
  RTF: 'application/rtf',
  UNKNOWN: 'application/octet-stream',
} as const;
export type MediaType = (typeof MEDIA_TYPES)[keyof typeof MEDIA_TYPES];

const RANK: Readonly<Record<Severity, number>> = { INFO: 0, WARN: 1, BLOCK: 2, FORBIDDEN: 3 };

/** Positive when `a` weighs more than `b`. */
export const compareSeverity = (a: Severity, b: Severity): number => RANK[a] - RANK[b];

/** A finding about the structure of a file rather than about words in it. */
export function structural(where: string, kind: FindingKind, severity: Severity, clause: string, suggestion: string, excerpt = ''): LocatedFinding {
  return { where, kind, severity, from: 0, to: 0, excerpt: shorten(excerpt), clause, suggestion };
}

const EXCERPT_MARGIN = 10;
const EXCERPT_CAP = 80;

/** One line, at most 80 characters. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > EXCERPT_CAP ? `${line.slice(0, EXCERPT_CAP - 1)}…` : line;
}

/** The text from…to with ten characters on either side. */
export function excerptOf(text: string, from: number, to: number): string {
  return shorten(text.slice(Math.max(0, from - EXCERPT_MARGIN), to + EXCERPT_MARGIN));
}

/** Findings of one kind and severity that are listed for one text; nobody reads more, and a file made of nothing else must not fill the memory. */
const LISTED = 500;

/** Collects the findings of one text; beyond the cap the last one says that there are more. */
export class FindingList {
  readonly #found: Finding[] = [];
  readonly #counts = new Map<string, number>();

  add(finding: Finding): void {
    const key = `${finding.kind} ${finding.severity}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (count <= LISTED) this.#found.push(finding);
    else if (count === LISTED + 1) this.#found.push({ ...finding, suggestion: `${finding.suggestion}（同类发现超过${LISTED}处，其余未逐一列出。）` });
  }

  /** True when a listed finding of this kind shares a character with from…to. */
  overlaps(kind: FindingKind, from: number, to: number): boolean {
    return this.#found.some((finding) => finding.kind === kind && finding.from < to && from < finding.to);
  }

  sorted(): Finding[] {
    return this.#found.sort((a, b) => a.from - b.from || a.to - b.to);
  }
}
