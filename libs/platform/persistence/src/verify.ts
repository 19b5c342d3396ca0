import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '@disclosure/kernel';
import { hashOf } from './events.ts';
import { keyedHash } from './keys.ts';
import type { Keys } from './keys.ts';
import type { Queryable } from './sql.ts';
import { chainOf } from './worker.ts';

/** What the evidence of one context says that it should not; empty when all of it stands. */
export interface Verification { readonly context: string; readonly events: number; readonly position: number; readonly problems: readonly string[] }

/** The head of a context's log, as it is written outside the database: what was there at that hour must be there still. */
export interface SignedHead { readonly context: string; readonly position: number; readonly chain: string; readonly at: Instant; readonly signature: string }

const signatureOf = (keys: Keys, head: Omit<SignedHead, 'signature'>): string => keyedHash(keys.evidence, `${head.context}|${head.position}|${head.chain}|${head.at}`);

/** Signs the present head of a context's log and appends it to `<folder>/<context>.jsonl`. Nothing for an empty log. */
export async function writeHead(q: Queryable, context: string, keys: Keys, folder: string, at: Instant): Promise<void> {
  const rows = await q.query<{ position: number; chain: string }>(`SELECT position, chain FROM ${context}.log ORDER BY position DESC LIMIT 1`);
  if (!rows[0]) return;
  const head = { context, position: rows[0].position, chain: rows[0].chain, at };
  await mkdir(folder, { recursive: true });
  await appendFile(join(folder, `${context}.jsonl`), `${JSON.stringify({ ...head, signature: signatureOf(keys, head) })}\n`);
}

/** The signed heads of a context, newest last; none where the file is missing. */
export async function readHeads(folder: string, context: string): Promise<readonly SignedHead[]> {
  let text: string;
  try {
    text = await readFile(join(folder, `${context}.jsonl`), 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line, index) => {
    if (line === '') return [];
    try {
      return [JSON.parse(line) as SignedHead];
    } catch {
      // A line that cannot be read is a head that no signature fits: verify reports it by its number.
      return [{ context, position: 0, chain: '', at: `line ${index + 1}` as Instant, signature: '' }];
    }
  });
}

const PAGE = 1000;

/**
 * Reads a context's whole evidence again: each event's text against its hash and its predecessor, each log position against its
 * event and the chain, every event against the log, and the log against the heads signed outside. Finds a changed byte, a cut tail
 * and a vanished stream.
 */
export async function verifyContext(q: Queryable, context: string, keys: Keys, heads: readonly SignedHead[]): Promise<Verification> {
  const problems: string[] = [];
  let events = 0;
  let after = { stream: '', seq: 0 };
  let previous: { stream: string; seq: number; hash: string } | null = null;
  for (;;) {
    const rows: EventRow[] = await q.query(
      `SELECT e.id, e.stream_id, e.seq, e.type, e.recorded_at, e.effective_on, e.hash, e.canonical, l.event_hash AS logged FROM ${context}.event e LEFT JOIN ${context}.log l ON l.stream_id = e.stream_id AND l.seq = e.seq
       WHERE (e.stream_id, e.seq) > ($1, $2) ORDER BY e.stream_id, e.seq LIMIT ${PAGE}`, [after.stream, after.seq]);
    for (const row of rows) {
      events += 1;
      const at = `${context} ${row.stream_id} #${row.seq}`;
      if (hashOf(row.canonical) !== row.hash) problems.push(`${at}: the text does not fit its hash`);
      const text = textOf(row.canonical);
      if (text === null || (['id', 'type', 'seq'] as const).some((field) => text[field] !== row[field]) || text.streamId !== row.stream_id || text.recordedAt !== row.recorded_at || text.effectiveOn !== row.effective_on || text.context !== context) {
        problems.push(`${at}: the columns do not say what the text says`);
      }
      const continues: boolean = previous !== null && previous.stream === row.stream_id;
      const expectedSeq: number = continues ? (previous?.seq ?? 0) + 1 : 1;
      if (row.seq !== expectedSeq) problems.push(`${at}: events ${expectedSeq} to ${row.seq - 1} are missing`);
      if (text?.previous !== (continues ? previous?.hash : null)) problems.push(`${at}: does not follow the event before it`);
      if (row.logged !== null && row.logged !== row.hash) problems.push(`${at}: the log holds another hash`);
      previous = { stream: row.stream_id, seq: row.seq, hash: row.hash };
      after = { stream: row.stream_id, seq: row.seq };
    }
    if (rows.length < PAGE) break;
  }
  const unlogged = await q.query<{ stream_id: string; seq: number }>(
    `SELECT e.stream_id, e.seq FROM ${context}.event e WHERE NOT EXISTS (SELECT FROM ${context}.log l WHERE l.stream_id = e.stream_id AND l.seq = e.seq)
     AND NOT EXISTS (SELECT FROM ${context}.unsequenced u WHERE u.stream_id = e.stream_id AND u.seq = e.seq) LIMIT 20`);
  for (const row of unlogged) problems.push(`${context} ${row.stream_id} #${row.seq}: neither in the log nor waiting for it`);
  const heads_ = await q.query<{ id: string; seq: number; head: string; last: number | null; hash: string | null }>(
    `SELECT s.id, s.seq, s.head, e.seq AS last, e.hash FROM ${context}.stream s LEFT JOIN LATERAL (SELECT seq, hash FROM ${context}.event WHERE stream_id = s.id ORDER BY seq DESC LIMIT 1) e ON true
     WHERE e.seq IS DISTINCT FROM s.seq OR e.hash IS DISTINCT FROM s.head LIMIT 20`);
  const rootless = await q.query<{ stream_id: string }>(`SELECT DISTINCT stream_id FROM ${context}.event e WHERE NOT EXISTS (SELECT FROM ${context}.stream s WHERE s.id = e.stream_id) LIMIT 20`);
  for (const row of rootless) problems.push(`${context} ${row.stream_id}: events without the root of their stream`);
  for (const row of heads_) problems.push(`${context} ${row.id}: the stream ends at ${row.last ?? 0}, its root says ${row.seq}`);

  const { position, chains } = await verifyLog(q, context, problems, new Set(heads.map((head) => head.position)));
  for (const head of heads) {
    const { signature, ...signed } = head;
    if (signatureOf(keys, signed) !== signature) problems.push(`${context}: the head signed at ${head.at} has a wrong signature`);
    else if (head.position > position) problems.push(`${context}: the log ends at ${position}, but at ${head.at} it had ${head.position} positions`);
    else if (chains.get(head.position) !== head.chain) problems.push(`${context}: position ${head.position} is not what was signed at ${head.at}`);
  }
  return { context, events, position, problems };
}

async function verifyLog(q: Queryable, context: string, problems: string[], wanted: ReadonlySet<number>): Promise<{ position: number; chains: ReadonlyMap<number, string> }> {
  let position = 0;
  let chain = '';
  const chains = new Map<number, string>();
  for (;;) {
    const rows = await q.query<{ position: number; stream_id: string; seq: number; event_hash: string; chain: string; hash: string | null }>(
      `SELECT l.position, l.stream_id, l.seq, l.event_hash, l.chain, e.hash FROM ${context}.log l LEFT JOIN ${context}.event e ON e.stream_id = l.stream_id AND e.seq = l.seq WHERE l.position > $1 ORDER BY l.position LIMIT ${PAGE}`, [position]);
    for (const row of rows) {
      if (row.position !== position + 1) problems.push(`${context}: log positions ${position + 1} to ${row.position - 1} are missing`);
      if (row.hash === null) problems.push(`${context} ${row.stream_id} #${row.seq}: the log knows an event that is gone`);
      const expected = chainOf(chain, row.position, { stream_id: row.stream_id, seq: row.seq, hash: row.event_hash });
      if (row.chain !== expected) problems.push(`${context}: the log's chain breaks at ${row.position}`);
      position = row.position;
      chain = row.chain;
      if (wanted.has(position)) chains.set(position, chain);
    }
    if (rows.length < PAGE) return { position, chains };
  }
}

interface EventRow { id: string; stream_id: string; seq: number; type: string; recorded_at: string; effective_on: string; hash: string; canonical: string; logged: string | null }
interface EventText { id: string; streamId: string; seq: number; type: string; recordedAt: string; effectiveOn: string; context: string; previous: string | null }

/** What an event's text says; null where it is no JSON any more. */
function textOf(canonical: string): EventText | null {
  try {
    return JSON.parse(canonical) as EventText;
  } catch {
    return null;
  }
}
