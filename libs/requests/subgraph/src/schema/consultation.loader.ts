import DataLoader from 'dataloader';
import type { LocalDate } from '@disclosure/kernel';
import { once } from '@disclosure/platform-graphql';
import { looked, readAsViewer } from '@disclosure/platform-subgraph';
import type { ConsultationKind } from '@disclosure/requests-domain';
import type { RequestsContext } from './context.ts';

export interface ConsultationRow {
  readonly id: string; readonly request_id: string; readonly kind: ConsultationKind; readonly agency_id: string | null; readonly status: string; readonly version: number; readonly party_name: string | null;
  readonly content_text: string; readonly answer_text: string | null; readonly sent_on: LocalDate; readonly received_on: LocalDate | null; readonly answer_by: LocalDate | null; readonly answered_on: LocalDate | null;
  readonly result: string | null; readonly overridden_on: LocalDate | null; readonly notified_on: LocalDate | null; readonly letter_number: string; readonly letter_digest: string; readonly form_digest: string;
}
export const CONSULTATION_COLUMNS = 'id, request_id, kind, agency_id, status, version, party_name, content_text, answer_text, sent_on, received_on, answer_by, answered_on, result, overridden_on, notified_on, letter_number, letter_digest, form_digest';

/** The one way to a consultation, under the viewer's row policies: its party, its agency's clerks, the officers of the case. */
export const visibleConsultations = (context: RequestsContext): DataLoader<string, ConsultationRow | null> =>
  once(context, 'consultations', () => new DataLoader<string, ConsultationRow | null>(async (ids) => {
    if (context.actor.kind === 'PUBLIC') return ids.map(() => null);
    const rows = await readAsViewer(context, (q) => q.query<ConsultationRow>(`SELECT ${CONSULTATION_COLUMNS} FROM requests.consultation WHERE id = ANY($1)`, [ids]));
    await looked(context, 'CASE', [...new Set(rows.map(({ request_id: requestId }) => requestId))]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  }));

/** The consultations of requests, in the order in which they were sent. */
export const consultationsOfRequests = (context: RequestsContext): DataLoader<string, readonly ConsultationRow[]> =>
  once(context, 'consultationsOfRequests', () => new DataLoader<string, readonly ConsultationRow[]>(async (ids) => {
    const rows = await readAsViewer(context, (q) => q.query<ConsultationRow>(`SELECT ${CONSULTATION_COLUMNS} FROM requests.consultation WHERE request_id = ANY($1) ORDER BY sent_on, length(letter_number), letter_number`, [ids]));
    return ids.map((id) => rows.filter((row) => row.request_id === id));
  }));

export function consultationShape(row: ConsultationRow, viewer: RequestsContext): object {
  const file = (digest: string, name: string): string => viewer.services.downloadUrl({ digest, name: `${name}.pdf`, mediaType: 'application/pdf', releaseId: null, recordId: row.request_id });
  return {
    row, viewer, id: row.id, requestId: row.request_id, kind: row.kind, status: row.status, agency: row.agency_id === null ? null : { id: row.agency_id }, sentOn: row.sent_on, receivedOn: row.received_on, answerBy: row.answer_by, answeredOn: row.answered_on,
    result: row.result, overriddenOn: row.overridden_on, notifiedOn: row.notified_on, letterNumber: row.letter_number, letterUrl: file(row.letter_digest, `征求意见书${row.letter_number}`), answerFormUrl: file(row.form_digest, '征求意见回执'), version: row.version,
  };
}

export async function visibleConsultation(context: RequestsContext, id: string): Promise<object | null> {
  const row = await visibleConsultations(context).load(id);
  return row && consultationShape(row, context);
}
