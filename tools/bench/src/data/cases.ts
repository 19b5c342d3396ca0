import { createHash } from 'node:crypto';
import { localDate } from '@disclosure/kernel';
import { canonicalEvent, hashOf } from '@disclosure/platform-persistence';
import { shownState, stageOf } from '@disclosure/requests-domain';
import type { RequestState } from '@disclosure/requests-domain';
import { assigned, deputyApproved, factsOn, registered, served, submitted } from '@disclosure/requests-domain/testing';
import type { RequestCase } from '@disclosure/requests-domain/testing';
import { clockOf } from '@disclosure/workflow';
import type { StoredEvent } from '@disclosure/workflow';
import type { Client } from 'pg';
import { NOW } from '../settings.ts';
import { idOf } from './disclosures.ts';
import { pick, random } from './random.ts';
import { DIVISIONS, enterprise } from './texts.ts';

/** The newest cases have their events; older ones, which no desk folds, only their rows. */
const WITH_EVENTS = 2_000;
const TODAY = localDate(NOW.slice(0, 10));
/** Working days of the last weeks. */
const RECENT = ['2026-10-19', '2026-10-20', '2026-10-21', '2026-10-26', '2026-10-27', '2026-10-28', '2026-11-02', '2026-11-03', '2026-11-04', '2026-11-09', '2026-11-10', '2026-11-11', '2026-11-16', '2026-11-17', '2026-11-18'];
const COURSES: readonly ((on: string) => RequestCase)[] = [registered, assigned, submitted, deputyApproved, served];

interface Template { readonly on: string; readonly events: readonly StoredEvent[]; readonly state: RequestState }

/** Each course on each of these days, driven through the procedure itself. */
const templates = (): readonly Template[] => RECENT.flatMap((on) => COURSES.map((course) => {
  const { events, state } = course(on);
  return { on, events, state };
}));

const COLUMNS = `id, agency_id, number, stage, state, round, version, channel, applicant_kind, form, means, submitted_at, submitted_on, received_on, due_on, provisional, lead_division, is_major, outcomes, proposal_digest, release_id, served_on, late,
  tracking_hash, applicant_name, applicant_contact, applicant_identity, applicant_equality, title_text, description_text, clarification_text, erased`;

/** Loads so many cases, oldest first; the newest with the events that led to their rows. No identities: nobody asks for applicants. */
export async function loadCases(client: Client, count: number): Promise<void> {
  const all = templates();
  const facts = factsOn(TODAY);
  for (let from = 0; from < count; from += 1_000) {
    const rows: Record<'stream' | 'event' | 'free_text' | 'request', unknown[][]> = { stream: [], event: [], free_text: [], request: [] };
    for (let index = from; index < Math.min(count, from + 1_000); index += 1) {
      const next = random(index ^ 0xca5e);
      const id = idOf('case', index);
      // The newest are of the last days, so that pages have an order; those before them go back two years.
      const fromEnd = count - 1 - index;
      const isNew = fromEnd < WITH_EVENTS;
      const day = isNew ? (RECENT.length - 1) - Math.floor((fromEnd * RECENT.length) / WITH_EVENTS) : 0;
      const template = all[day * COURSES.length + (isNew ? index % COURSES.length : COURSES.length - 1)] as Template;
      const { state } = template;
      const second = String(59 - (fromEnd % 60)).padStart(2, '0');
      const minute = String(59 - (Math.floor(fromEnd / 60) % 60)).padStart(2, '0');
      const submittedOn = isNew ? template.on : older(fromEnd);
      const clock = clockOf(state, 'T01', facts)?.clock ?? null;
      const title = idOf('title', index);
      const number = state.number === null ? null : `${submittedOn.slice(0, 4)}-${String(100_000 + index)}`;
      rows.free_text.push([title, id, 'title', '00', `${enterprise(index % 997)}有限公司${pick(next, ['技术改造项目批复文件', '节能审查意见', '专项资金拨付明细', '专精特新认定材料', '项目验收结论'])}`]);
      const events = isNew ? chain(template.events, id) : [];
      rows.stream.push([id, 'DisclosureRequest', events.length, events.at(-1)?.hash ?? '']);
      rows.event.push(...events.map(({ event, hash, canonical }) => [event.id, id, event.seq, event.type, event.recordedAt, event.effectiveOn, hash, canonical]));
      rows.request.push([
        id, state.agencyId, number, stageOf(state), shownState(state), state.round, state.versions['case'] ?? 0, state.channel, state.applicantKind, state.form, state.means, `${submittedOn}T02:${minute}:${second}.000Z`, submittedOn, state.receivedOn,
        clock?.dueOn ?? null, clock?.provisional ?? false, state.leadDivision === null ? null : pickDivision(index), false, `{${state.proposal?.items.map(({ outcome }) => outcome).join(',') ?? ''}}`, state.proposal?.digest ?? null, null, state.servedOn, state.servedLate,
        createHash('sha256').update(`tracking:${index}`).digest('hex'), idOf('name', index), null, null, 'e', title, null, null, false,
      ]);
    }
    await insert(client, 'requests.stream', 'id, kind, seq, head', rows.stream);
    await insert(client, 'requests.event', 'id, stream_id, seq, type, recorded_at, effective_on, hash, canonical', rows.event);
    await insert(client, 'requests.free_text', 'id, stream_id, field, salt, body', rows.free_text);
    await insert(client, 'requests.request', COLUMNS, rows.request);
  }
}

const pickDivision = (index: number): string => DIVISIONS[index % DIVISIONS.length] as string;
const older = (fromEnd: number): string => new Date(Date.UTC(2026, 8, 30) - (fromEnd % 730) * 86_400_000).toISOString().slice(0, 10);

/** The events of a template as those of another case: chained and hashed as the platform does it. */
function chain(events: readonly StoredEvent[], id: string): readonly { readonly event: StoredEvent; readonly hash: string; readonly canonical: string }[] {
  let head: string | null = null;
  return events.map((template) => {
    const event: StoredEvent = { ...template, streamId: id, id: `${id}:${template.seq}`, commandId: null };
    const canonical = canonicalEvent('requests', event, head);
    head = hashOf(canonical);
    return { event, hash: head, canonical };
  });
}

async function insert(client: Client, table: string, columns: string, rows: readonly (readonly unknown[])[]): Promise<void> {
  const names = columns.split(',').map((name) => name.trim());
  const objects = rows.map((row) => Object.fromEntries(names.map((name, at) => [name, typeof row[at] === 'string' && (row[at]).startsWith('{') && name === 'outcomes' ? (row[at]).slice(1, -1).split(',').filter((word) => word !== '') : row[at]])));
  await client.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`, [JSON.stringify(objects)]);
}
