import DataLoader from 'dataloader';
import type { LocalDate } from '@disclosure/kernel';
import { once } from '@disclosure/platform-graphql';
import { factsOf, looked, readAsViewer } from '@disclosure/platform-subgraph';
import type { AskedStep } from '@disclosure/requests-domain';
import type { RequestsContext } from './context.ts';

export interface ReferralRow {
  readonly id: string; readonly case_id: string; readonly kind: string; readonly from_agency_id: string; readonly agency_id: string; readonly status: string; readonly version: number; readonly originally_received_on: LocalDate | null;
  readonly content_text: string; readonly asked: readonly AskedStep[]; readonly sent_on: LocalDate; readonly received_on: LocalDate | null; readonly answer_by: LocalDate | null; readonly answered_on: LocalDate | null;
  readonly result: string | null; readonly competent_agency_id: string | null; readonly answer_text: string | null;
}
export const REFERRAL_COLUMNS = 'id, case_id, kind, from_agency_id, agency_id, status, version, originally_received_on, content_text, asked, sent_on, received_on, answer_by, answered_on, result, competent_agency_id, answer_text';

/** The one way to a referral, under the viewer's row policies: its agency's clerks and clients, the officers of the case, its applicant. */
const visibleReferrals = (context: RequestsContext): DataLoader<string, ReferralRow | null> =>
  once(context, 'referrals', () => new DataLoader<string, ReferralRow | null>(async (ids) => {
    if (context.actor.kind === 'PUBLIC') return ids.map(() => null);
    const rows = await readAsViewer(context, (q) => q.query<ReferralRow>(`SELECT ${REFERRAL_COLUMNS} FROM requests.referral WHERE id = ANY($1)`, [ids]));
    await looked(context, 'CASE', [...new Set(rows.map(({ case_id: caseId }) => caseId))]);
    return ids.map((id) => rows.find((row) => row.id === id) ?? null);
  }));

/** The referrals of cases, in the order in which they were sent. */
export const referralsOfCases = (context: RequestsContext): DataLoader<string, readonly ReferralRow[]> =>
  once(context, 'referralsOfCases', () => new DataLoader<string, readonly ReferralRow[]>(async (ids) => {
    const rows = await readAsViewer(context, (q) => q.query<ReferralRow>(`SELECT ${REFERRAL_COLUMNS} FROM requests.referral WHERE case_id = ANY($1) ORDER BY sent_on, round, id`, [ids]));
    return ids.map((id) => rows.filter((row) => row.case_id === id));
  }));

const stub = (id: string | null): { id: string } | null => (id === null ? null : { id });

export async function referralShape(row: ReferralRow, viewer: RequestsContext): Promise<object> {
  const { today } = await factsOf(viewer);
  return {
    row, viewer, id: row.id, caseId: row.case_id, kind: row.kind, status: row.status, unanswered: row.answered_on === null && row.status !== 'CLOSED' && row.answer_by !== null && row.answer_by < today, sender: { id: row.from_agency_id }, agency: { id: row.agency_id },
    originallyReceivedOn: row.originally_received_on, sentOn: row.sent_on, receivedOn: row.received_on, answerBy: row.answer_by, answeredOn: row.answered_on, result: row.result, competentAgency: stub(row.competent_agency_id), version: viewer.actor.kind === 'APPLICANT' ? null : row.version,
  };
}

export async function visibleReferral(context: RequestsContext, id: string): Promise<object | null> {
  const row = await visibleReferrals(context).load(id);
  return row && referralShape(row, context);
}
