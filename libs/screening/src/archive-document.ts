import type { LocatedFinding, MediaType, TextPart } from './finding.ts';
import { MEDIA_TYPES, structural } from './finding.ts';
import type { Budget } from './limits.ts';
import type { OfficeText } from './office-xml.ts';
import { hiddenStylesOf, readOfficeXml } from './office-xml.ts';
import { decodeText, guessText } from './plain-text.ts';
import { archiveType, sniff } from './sniff.ts';
import type { ZipArchive, ZipEntry } from './zip.ts';
import { readZip } from './zip.ts';

export interface DocumentReading {
  readonly mediaType: MediaType;
  readonly parts: TextPart[];
  readonly findings: LocatedFinding[];
  /** Files inside the file, to be read like files. */
  readonly embedded: ZipEntry[];
}

/** Clauses: hidden content must be gone before release (A3-8: content is reviewed before it is published); active content never comes in. */
const CONTENT = 'A3-8';

const IMAGE = /\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|webp|svg)$/i;
const FONT = /\.(?:odttf|ttf|otf|fntdata)$/i;

/** Everything in a document that is an archive of XML (docx, and by the same way OFD; xlsx, pptx and odt when found inside). */
export function readArchiveDocument(bytes: Uint8Array, budget: Budget): DocumentReading {
  const archive = readZip(bytes, budget);
  const byName = new Map(archive.entries.map((entry) => [entry.name, entry.bytes]));
  const mimetype = byName.get('mimetype');
  const mediaType = archiveType(new Set(byName.keys()), mimetype && new TextDecoder().decode(mimetype).trim());
  const reading: DocumentReading = { mediaType, parts: [], findings: [], embedded: [] };
  const { findings } = reading;

  if (archive.encrypted) findings.push(structural('', 'ENCRYPTED_FILE', 'BLOCK', CONTENT, '文件已加密，无法审查，请提供未加密的文件。'));
  hiddenInArchive(archive, reading);
  const styles = byName.get('word/styles.xml');
  const hiddenStyles = styles ? hiddenStylesOf(styles) : new Set<string>();
  const images: string[] = [];
  for (const entry of archive.entries) readEntry(entry, hiddenStyles, reading, images, budget);
  if (images.length > 0) {
    findings.push(structural(images[0] ?? '', 'UNSCREENED_IMAGE', 'WARN', CONTENT, `文件含图片${images.length}张，图片中的文字未经机器筛查，请人工核对。`, images.join(' ')));
  }
  return reading;
}

function hiddenInArchive(archive: ZipArchive, { parts, findings }: DocumentReading): void {
  if (archive.comment.length > 0) parts.push({ where: 'archive comment', text: decodeText(archive.comment) ?? '', reliable: true });
  parts.push({ where: 'names', text: archive.entries.map((entry) => entry.name).join('\n'), reliable: false });
  if (archive.unaccountedBytes > 0) {
    findings.push(structural('', 'UNREACHABLE_DATA', 'BLOCK', CONTENT, `文件中有${archive.unaccountedBytes}字节不属于任何内容，可能藏有信息，请另存为新文件后重新上传。`));
  }
}

function readEntry(entry: ZipEntry, hiddenStyles: ReadonlySet<string>, reading: DocumentReading, images: string[], budget: Budget): void {
  const { name, bytes } = entry;
  const { findings } = reading;
  if (/(?:^|\/)(?:vbaProject\.bin|vbaData\.xml)$/i.test(name) || /(?:^|\/)activeX\//i.test(name)) {
    findings.push(structural(name, 'ACTIVE_CONTENT', 'BLOCK', CONTENT, '文件含有宏或者控件，不得上传，请另存为不含宏的文件。'));
    guess(entry, reading, budget);
  } else if (/\.(?:xml|rels|vml)$/i.test(name) || name === '[Content_Types].xml') {
    if (name === '[Content_Types].xml' && /macroEnabled/i.test(new TextDecoder().decode(bytes))) {
      findings.push(structural(name, 'ACTIVE_CONTENT', 'BLOCK', CONTENT, '文件为启用宏的格式，不得上传，请另存为不含宏的文件。'));
    }
    const text = readOfficeXml(bytes, hiddenStyles);
    addReadings(name, text, reading, budget);
    describe(name, text, findings);
  } else if (IMAGE.test(name)) {
    images.push(name);
    guess(entry, reading, budget);
  } else if (FONT.test(name) || name === 'mimetype' || bytes.length === 0) {
    guess(entry, reading, budget);
  } else {
    // Whatever else is in there is a file of its own: workbooks, other documents, text, objects of other programs.
    findings.push(structural(name, 'EMBEDDED_OBJECT', 'BLOCK', CONTENT, '文件内嵌有其他文件，公开前应当删除或者单独审查。', name));
    if (sniff(bytes) === MEDIA_TYPES.UNKNOWN) guess(entry, reading, budget);
    else reading.embedded.push(entry);
  }
}

function addReadings(name: string, text: OfficeText, { parts }: DocumentReading, budget: Budget): void {
  const add = (where: string, reading: string): void => {
    if (reading.trim() === '') return;
    budget.spendCharacters(reading.length);
    parts.push({ where, text: reading, reliable: true });
  };
  add(name, text.all);
  if (text.visible !== text.all) add(`${name}#visible`, text.visible);
  if (text.original !== text.all) add(`${name}#original`, text.original);
  add(`${name}#extras`, text.extras);
}

/** What the structure of one part gives away. */
function describe(name: string, text: OfficeText, findings: LocatedFinding[]): void {
  if (text.changes > 0) {
    const shown = text.deleted.trim() || text.inserted.trim();
    findings.push(structural(name, 'TRACKED_CHANGES', 'BLOCK', CONTENT, `文件保留了${text.changes}处修订痕迹，公开前应当接受或者拒绝全部修订并清除痕迹。`, shown));
  }
  if (text.hidden.trim() !== '') findings.push(structural(name, 'HIDDEN_TEXT', 'BLOCK', CONTENT, '文件含有隐藏文字或者白色文字，公开前应当删除。', text.hidden));
  if (/(?:^|\/)comments[^/]*\.xml$/i.test(name) && text.all.trim() !== '') {
    findings.push(structural(name, 'COMMENTS', 'BLOCK', CONTENT, '文件含有批注，公开前应当删除。', text.all));
  }
  if (/(?:^|\/)Annot[^/]*\/.*\.xml$|(?:^|\/)Annotations?\.xml$/i.test(name) && text.all.trim() !== '') {
    findings.push(structural(name, 'ANNOTATIONS', 'BLOCK', CONTENT, '文件含有注释，公开前应当删除。', text.all));
  }
  if (name === 'docProps/core.xml' || name === 'docProps/custom.xml' || (name === 'docProps/app.xml' && /\S/.test(companyOf(text)))) {
    if (text.all.trim() !== '') findings.push(structural(name, 'AUTHOR_METADATA', 'WARN', CONTENT, '文件属性中有作者、单位等信息，公开的文件应当清除。', text.all));
  }
}

/** `docProps/app.xml` is full of counters and program names: only letters of Chinese in it name somebody. */
const companyOf = (text: OfficeText): string => (/[\p{Script=Han}]+/u.exec(text.all) ?? [''])[0];

function guess(entry: ZipEntry, { parts }: DocumentReading, budget: Budget): void {
  for (const text of guessText(entry.bytes)) {
    budget.spendCharacters(text.length);
    parts.push({ where: entry.name, text, reliable: false });
  }
}

/** True for a compound file that holds an encrypted office document: the name of its stream is in UTF-16. */
export function isEncryptedOffice(bytes: Uint8Array): boolean {
  const needle = new Uint8Array([...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]));
  outer: for (let at = 0; at + needle.length <= bytes.length; at++) {
    for (let i = 0; i < needle.length; i++) if (bytes[at + i] !== needle[i]) continue outer;
    return true;
  }
  return false;
}

