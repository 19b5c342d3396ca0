import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { canonicalJson } from '@disclosure/kernel';
import type { Json, LocalDate } from '@disclosure/kernel';
import { openContent } from '@disclosure/platform-gate';
import { unseal } from '@disclosure/platform-persistence';
import type { Platform, Tx } from '@disclosure/platform-persistence';
import { lateness, missingFromFile, shownState } from '@disclosure/requests-domain';
import type { RequestState } from '@disclosure/requests-domain';
import { deadlinesOf } from '@disclosure/workflow';
import type { DecisionFacts, StoredEvent } from '@disclosure/workflow';
import type { RequestsServices } from '../services.ts';

export interface FiledLetter { readonly seq: number; readonly kind: string; readonly title: string; readonly number: string | null; readonly format: string; readonly digest: string; readonly issued_on: LocalDate }
interface FileScope { readonly tx: Tx; readonly platform: Platform; readonly services: RequestsServices; readonly facts: DecisionFacts; readonly state: RequestState }

/** Letters and forms of a case in the order in which they were made. */
export const lettersOf = (tx: Tx, requestId: string): Promise<FiledLetter[]> => tx.query<FiledLetter>('SELECT seq, kind, title, number, format, digest, issued_on FROM requests.document WHERE request_id = $1 ORDER BY seq, kind, format', [requestId]);

/** Titles of the letters whose bytes the store does not give back: a file with a hole is not closed (DOC-06). */
export async function lettersMissing(tx: Tx, services: RequestsServices, requestId: string): Promise<readonly string[]> {
  const letters = await lettersOf(tx, requestId);
  const there = await Promise.all(letters.map(({ digest }) => services.store.has(digest)));
  return letters.filter((_letter, index) => !there[index]).map(({ title, format }) => `${title}(${format})`);
}

/** A day long ago, by the wall: the bytes of a file depend on what is in it, not on when or where it was packed. */
const PACKED_AT = '1980-01-01T12:00:00';
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const json = (value: unknown): Uint8Array => bytesOf(`${canonicalJson(JSON.parse(JSON.stringify(value)) as Json)}\n`);
const safe = (name: string): string => name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_');
const numbered = (index: number): string => String(index + 1).padStart(3, '0');

/**
 * The whole file of a request as one ZIP (R-45, REM-12): index, request, letters, what was given, events as their canonical lines,
 * free texts with the salts of their commitments, the clock as computed, and the evidence by which all of it can be checked
 * without us. The same case gives the same bytes. Throws where a letter's bytes are gone: that is refused before.
 */
export async function caseFile({ tx, platform, services, facts, state }: FileScope): Promise<Uint8Array> {
  const parts = new Map<string, Uint8Array>();
  const contents: { path: string; title: string; number: string | null; on: LocalDate | null; sha256: string }[] = [];
  const put = (path: string, title: string, bytes: Uint8Array, number: string | null = null, on: LocalDate | null = null): void => {
    parts.set(path, bytes);
    contents.push({ path, title, number, on, sha256: createHash('sha256').update(bytes).digest('hex') });
  };

  put('request.json', '政府信息公开申请', json(await requestOf(tx, platform, state)));
  for (const [index, { kind, title, number, format, digest, issued_on }] of (await lettersOf(tx, state.id)).entries()) {
    put(`letters/${numbered(index)}-${kind}.${format.toLowerCase()}`, title, await stored(services, digest), number, issued_on);
  }
  const rounds = [...state.rounds.map(({ round, proposal }) => ({ round, proposal })), { round: state.round, proposal: state.proposal }];
  for (const { round, proposal } of rounds) {
    const content = proposal && (await openContent(tx, proposal.digest, platform.keys));
    if (!content) continue;
    put(`content/r${round}/content.json`, `第${round}轮答复内容`, json(content));
    for (const [index, { name, digest }] of content.attachments.entries()) put(`content/r${round}/${numbered(index)}-${safe(name)}`, `第${round}轮答复附件：${name}`, await stored(services, digest));
  }
  const events = await tx.query<{ seq: number; canonical: string; hash: string; position: string | null; chain: string | null }>(
    'SELECT e.seq, e.canonical, e.hash, l.position, l.chain FROM requests.event e LEFT JOIN requests.log l ON l.stream_id = e.stream_id AND l.seq = e.seq WHERE e.stream_id = $1 ORDER BY e.seq', [state.id]);
  put('events.jsonl', '办理记录', bytesOf(events.map(({ canonical }) => `${canonical}\n`).join('')));
  put('texts.json', '文字内容', json(await tx.query('SELECT id, field, salt, body FROM requests.free_text WHERE stream_id = $1 ORDER BY id', [state.id])));
  put('clock.json', '期限计算', json({ computedOn: facts.today, deadlines: deadlinesOf(state, facts), lateness: lateness(events.map(({ canonical }) => JSON.parse(canonical) as StoredEvent), facts) }));
  put('evidence.json', '完整性证明', json({
    // How to check, for whoever has nothing but this file.
    rules: ['SHA-256 of each line of events.jsonl (without its line feed) is its hash', 'each event names the hash before it', 'chain and position tie the event to the log of the context, whose head is signed outside the database', 'commitment of a text: SHA-256 of salt|body'],
    context: 'requests', stream: state.id, events: events.map(({ seq, hash, position, chain }) => ({ seq, hash, position: position === null ? null : Number(position), chain })),
  }));
  const index = { format: 1, number: state.number, agencyId: state.agencyId, state: shownState(state), round: state.round, receivedOn: state.receivedOn, archivedOn: state.archivedOn, missing: missingFromFile(state).map(({ label }) => label), contents };
  const readable = ['依申请公开政府信息案卷', `登记编号：${state.number ?? '未登记'}`, '', ...contents.map(({ title, number, on, path, sha256 }, at) => `${at + 1}. ${title}${number === null ? '' : ` ${number}`}${on === null ? '' : ` ${on}`}\n   ${path}\n   SHA-256 ${sha256}`), ''].join('\n');
  const files = Object.fromEntries([['index.json', json(index)], ['index.txt', bytesOf(readable)], ...parts] as [string, Uint8Array][]);
  return zipSync(files, { mtime: PACKED_AT, level: 6 });
}

async function stored(services: RequestsServices, digest: string): Promise<Uint8Array> {
  const bytes = await services.store.get(digest);
  if (!bytes) throw new Error(`the store has no file ${digest}`);
  return bytes;
}

/** What was asked for and by whom: the file is the one place where an identity leaves the house whole, and taking it out is recorded. */
async function requestOf(tx: Tx, platform: Platform, state: RequestState): Promise<object> {
  const rows = await tx.query<{ channel: string; applicant_kind: string; form: string; means: string; submitted_on: LocalDate; applicant_name: string; applicant_contact: string | null; applicant_identity: string | null; title: string | null; documentNumber: string | null; description: string | null; clarification: string | null }>(
    `SELECT r.channel, r.applicant_kind, r.form, r.means, r.submitted_on, r.applicant_name, r.applicant_contact, r.applicant_identity, t.body AS title, n.body AS "documentNumber", d.body AS description, c.body AS clarification
     FROM requests.request r LEFT JOIN requests.free_text t ON t.id = r.title_text LEFT JOIN requests.free_text d ON d.id = r.description_text LEFT JOIN requests.free_text c ON c.id = r.clarification_text LEFT JOIN requests.free_text n ON n.id = r.document_number_text WHERE r.id = $1`, [state.id]);
  const row = rows[0];
  if (!row) throw new Error(`request ${state.id} has no row`);
  const { applicant_name: name, applicant_contact: contact, applicant_identity: identity, applicant_kind: kind, submitted_on: submittedOn, ...asked } = row;
  const plain = await unseal(tx, 'requests', [name, contact, identity].filter((id) => id !== null), platform.keys);
  const open = (id: string | null): string | null => (id === null ? null : (plain.get(id) ?? null));
  return { ...asked, submittedOn, receivedOn: state.receivedOn, number: state.number, applicant: { kind, name: open(name), identity: open(identity), contact: JSON.parse(open(contact) ?? 'null') as unknown } };
}
