import DataLoader from 'dataloader';
import type { Instant, LocalDate } from '@disclosure/kernel';
import { once } from '@disclosure/platform-graphql';
import { loadStreams, unseal } from '@disclosure/platform-persistence';
import { looked, readAsViewer } from '@disclosure/platform-subgraph';
import { requestAggregate } from '@disclosure/requests-domain';
import type { RequestState } from '@disclosure/requests-domain';
import { fold } from '@disclosure/workflow';
import type { StoredEvent } from '@disclosure/workflow';
import type { RequestsContext } from './context.ts';

/** A request's row as SQL gives it, with its texts. */
export interface RequestRow {
  readonly id: string; readonly agency_id: string; readonly number: string | null; readonly stage: string; readonly state: string; readonly round: number; readonly version: number; readonly channel: string;
  readonly applicant_kind: string; readonly form: string; readonly means: string; readonly submitted_at: Instant; readonly submitted_on: LocalDate; readonly received_on: LocalDate | null; readonly due_on: LocalDate | null;
  readonly provisional: boolean; readonly lead_division: string | null; readonly proposal_digest: string | null; readonly release_id: string | null; readonly served_on: LocalDate | null; readonly late: boolean | null;
  readonly applicant_name: string; readonly applicant_contact: string | null; readonly title: string | null; readonly description: string | null; readonly clarification: string | null; readonly document_number: string | null;
}

export const REQUEST_COLUMNS = `r.id, r.agency_id, r.number, r.stage, r.state, r.round, r.version, r.channel, r.applicant_kind, r.form, r.means, r.submitted_at, r.submitted_on, r.received_on, r.due_on, r.provisional,
  r.lead_division, r.proposal_digest, r.release_id, r.served_on, r.late, r.applicant_name, r.applicant_contact, t.body AS title, d.body AS description, c.body AS clarification, n.body AS document_number`;
export const REQUEST_TEXTS = `LEFT JOIN requests.free_text t ON t.id = r.title_text LEFT JOIN requests.free_text d ON d.id = r.description_text LEFT JOIN requests.free_text c ON c.id = r.clarification_text LEFT JOIN requests.free_text n ON n.id = r.document_number_text`;

/** Answers in the order of the keys; null for what is absent or invisible. */
function inOrder<T>(keys: readonly string[], rows: readonly T[], keyOf: (row: T) => string): (T | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** The one way to a request: field, list, `_entities` and mutations' answers all look through here, under the viewer's row policies. */
export const visibleRequests = (context: RequestsContext): DataLoader<string, RequestRow | null> =>
  once(context, 'requests', () => new DataLoader<string, RequestRow | null>(async (ids) => {
    if (context.actor.kind === 'PUBLIC') return ids.map(() => null); // the public sees no case, and its role could not
    const rows = await readAsViewer(context, (q) => q.query<RequestRow>(`SELECT ${REQUEST_COLUMNS} FROM requests.request r ${REQUEST_TEXTS} WHERE r.id = ANY($1)`, [ids]));
    await looked(context, 'CASE', rows.map(({ id }) => id));
    return inOrder(ids, rows, (row) => row.id);
  }));

export interface FoldedRequest { readonly state: RequestState; readonly events: readonly StoredEvent[] }

/** The folded state and events of requests that the viewer sees. */
export const foldedRequests = (context: RequestsContext): DataLoader<string, FoldedRequest | null> =>
  once(context, 'states', () => new DataLoader<string, FoldedRequest | null>(async (ids) => {
    const streams = await readAsViewer(context, (q) => loadStreams(q, 'requests', ids));
    await looked(context, 'CASE', [...streams.keys()]);
    return ids.map((id) => {
      const events = streams.get(id);
      return events ? { state: fold(requestAggregate, id, events), events } : null;
    });
  }));

/** Sealed values that the viewer's policies let through, opened; erased ones are null. */
export const unsealed = (context: RequestsContext): DataLoader<string, string | null> =>
  once(context, 'sealed', () => new DataLoader<string, string | null>(async (ids) => {
    const values = await readAsViewer(context, (q) => unseal(q, 'requests', ids, context.platform.keys));
    return ids.map((id) => values.get(id) ?? null);
  }));

/** Free texts by id, as far as the viewer may read them. */
export const texts = (context: RequestsContext): DataLoader<string, string | null> =>
  once(context, 'texts', () => new DataLoader<string, string | null>(async (ids) => {
    const rows = await readAsViewer(context, (q) => q.query<{ id: string; body: string | null }>('SELECT id, body FROM requests.free_text WHERE id = ANY($1)', [ids]));
    return inOrder(ids, rows, (row) => row.id).map((row) => row?.body ?? null);
  }));

/** How many requests led to a disclosure; the same number for everybody. */
export const originCounts = (context: RequestsContext): DataLoader<string, number> =>
  once(context, 'origins', () => new DataLoader<string, number>(async (ids) => {
    const rows = await readAsViewer(context, (q) => q.query<{ disclosure_id: string; request_count: number }>('SELECT disclosure_id, request_count FROM requests.public_origin WHERE disclosure_id = ANY($1)', [ids]));
    return inOrder(ids, rows, (row) => row.disclosure_id).map((row) => row?.request_count ?? 0);
  }));
