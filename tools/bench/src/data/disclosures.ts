import { createHash } from 'node:crypto';
import { canonicalPackage } from '@disclosure/platform-gate';
import { addressOf } from '@disclosure/publication-domain';
import { random } from './random.ts';
import { DIVISIONS, textsOf } from './texts.ts';
import { quickVectors } from './vectors.ts';

const FIRST_DAY = Date.UTC(2014, 0, 6);
const DAYS = Math.floor((Date.UTC(2026, 10, 13) - FIRST_DAY) / 86_400_000);
const BODY_CODE = '013500001';
/** Of a million, most have short texts, so that the archive fits; those that are asked for are as long as everywhere. */
const LONG = 600;
const SHORT = 120;
const FULL_EVERY = 50;
const NEWEST = 1_000;

/** A table of the load and its columns, in the order in which rows give them. */
export const TABLES = {
  'gate.content': ['digest', 'bytes'],
  'gate.clearance': ['id', 'digest', 'extent', 'mode', 'audience', 'cleared_at', 'expires_on', 'review_id'],
  'gate.release': ['id', 'digest', 'clearance_id', 'audience', 'address', 'context', 'released_at', 'released_on'],
  'publication.stream': ['id', 'kind', 'seq', 'head'],
  'publication.disclosure': ['id', 'stage', 'release_state', 'route', 'division_id', 'extent', 'mode', 'is_major_sensitive', 'digest', 'document_number', 'formed_on', 'signed_off_on', 'category_ids', 'validity', 'kind', 'origin_requests', 'opened_at', 'version'],
  'publication.entry': ['id', 'index_number', 'address', 'current_version', 'first_published_on'],
  'publication.disclosure_version': ['disclosure_id', 'number', 'kind', 'release_id', 'division_id', 'document_number', 'formed_on', 'published_on', 'published_at', 'validity', 'mode', 'category_ids'],
  'publication.section': ['disclosure_id', 'ordinal', 'version', 'tokens'],
} as const;
export type TableName = keyof typeof TABLES;
type Value = string | number | boolean | null;
export type Rows = Readonly<Record<TableName, Value[][]>>;

export const emptyRows = (): Rows => Object.fromEntries(Object.keys(TABLES).map((table) => [table, []])) as unknown as Rows;

/** An id as the platform makes them (a UUID), from what it stands for. */
export function idOf(kind: string, index: number): string {
  const hex = createHash('sha256').update(`${kind}:${index}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const day = (number: number): string => new Date(FIRST_DAY + number * 86_400_000).toISOString().slice(0, 10);
export const isLong = (index: number, total: number): boolean => total < 1_000_000 || index % FULL_EVERY === 0 || index >= total - NEWEST;

/** Gives each year's items their numbers, in the order in which they are asked for. */
export function indexNumbers(): (year: number) => string {
  const last = new Map<number, number>();
  return (year) => {
    const next = (last.get(year) ?? 0) + 1;
    last.set(year, next);
    return `${BODY_CODE}/${year}-${String(next).padStart(5, '0')}`;
  };
}

/** Adds the rows of one published disclosure, as publishing it would have written them; its events are left out. */
export function addDisclosure(rows: Rows, index: number, total: number, numberOf: (year: number) => string): void {
  const next = random(index ^ 0x0d15c105);
  const published = Math.floor((index * DAYS) / total);
  const publishedOn = day(published);
  const year = Number(publishedOn.slice(0, 4));
  const formedOn = day(Math.max(0, published - Math.floor(next() * 20)));
  const texts = textsOf(index, total, year, isLong(index, total) ? LONG : SHORT);
  const [id, clearanceId, releaseId] = ['disclosure', 'clearance', 'release'].map((kind) => idOf(kind, index)) as [string, string, string];
  const division = DIVISIONS[Math.floor(next() * DIVISIONS.length)] as string;
  const categories = [...new Set([1 + Math.floor(next() * 12), ...(next() < 0.3 ? [1 + Math.floor(next() * 12)] : [])])].map((n) => `content-${n}`);
  const validity = next() < 0.85 ? 'IN_FORCE' : (['AMENDED', 'REPEALED', 'EXPIRED'][Math.floor(next() * 3)] as string);
  const indexNumber = numberOf(year);
  const address = addressOf(indexNumber);
  const at = `${publishedOn}T${String(1 + (index % 8)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}:00.000Z`;
  const { digest, bytes } = canonicalPackage({ format: 1, title: texts.title, summary: texts.summary, body: texts.body, attachments: [], redactions: [], blocks: { keywords: texts.keywords.join('\n') } });
  const list = `{${categories.join(',')}}`;

  rows['gate.content'].push([digest, `\\x${bytes.toString('hex')}`]);
  rows['gate.clearance'].push([clearanceId, digest, 'FULL_TEXT', 'PROACTIVE', 'PUBLIC', at, null, idOf('review', index)]);
  rows['gate.release'].push([releaseId, digest, clearanceId, 'PUBLIC', address, 'publication', at, publishedOn]);
  rows['publication.stream'].push([id, 'Disclosure', 0, '']);
  rows['publication.disclosure'].push([id, 'PUBLISHED', 'PUBLISHED', 'OTHER', division, 'FULL_TEXT', 'PROACTIVE', false, digest, texts.documentNumber, formedOn, formedOn, list, validity, 'FIRST', '{}', at, 6]);
  rows['publication.entry'].push([id, indexNumber, address, 1, publishedOn]);
  rows['publication.disclosure_version'].push([id, 1, 'FIRST', releaseId, division, texts.documentNumber, formedOn, publishedOn, at, validity, 'PROACTIVE', list]);

  const fields = [[texts.title, 'A'], [texts.documentNumber, 'B'], [indexNumber, 'B'], ...texts.keywords.map((word) => [word, 'B'] as const), [texts.summary, 'C'], [texts.body, 'D']] as const;
  const vectors = fields.flatMap(([text, weight]) => (text === null ? [] : quickVectors(text, weight, index % 1000 === 0)));
  for (const [ordinal, tokens] of vectors.entries()) rows['publication.section'].push([id, ordinal, 1, tokens]);
}

/** Rows as COPY reads them. */
export const copyText = (rows: readonly (readonly Value[])[]): string =>
  rows.map((row) => row.map((value) => (value === null ? '\\N' : String(value).replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n'))).join('\t')).join('\n') + '\n';
