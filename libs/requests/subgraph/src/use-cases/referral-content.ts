import { randomBytes } from 'node:crypto';
import { competentFor } from '@disclosure/organisation';
import type { PrepareScope, Stash, Tx } from '@disclosure/platform-persistence';
import { hasMatter } from '@disclosure/requests-domain';
import type { AskedStep, CorrectionState, RequestState, SentReferral } from '@disclosure/requests-domain';
import { applicantTraces, withoutTraces } from './applicant-traces.ts';
import { spelled } from './tracking.ts';

/** A number of our own that says nothing of the case and that nobody can guess: 125 random bits, to be read out on the telephone. */
const referralId = (): string => spelled(randomBytes(16), 25, 5);

interface Asked { readonly applicant_name: string; readonly applicant_contact: string | null; readonly applicant_identity: string | null; readonly title: string | null; readonly description: string | null; readonly clarification: string | null; readonly document_number: string | null }

const askedFor = async (tx: Tx, id: string): Promise<Asked> => {
  const [row] = await tx.query<Asked>(
    `SELECT r.applicant_name, r.applicant_contact, r.applicant_identity, t.body AS title, d.body AS description, c.body AS clarification, n.body AS document_number
     FROM requests.request r LEFT JOIN requests.free_text t ON t.id = r.title_text LEFT JOIN requests.free_text d ON d.id = r.description_text LEFT JOIN requests.free_text c ON c.id = r.clarification_text LEFT JOIN requests.free_text n ON n.id = r.document_number_text WHERE r.id = $1`, [id]);
  if (!row) throw new Error(`request ${id} has no row`);
  return row;
};

const lines = (parts: readonly (readonly [string, string | null])[]): string => parts.flatMap(([label, text]) => (text === null || text.trim() === '' ? [] : [`${label}：${text.trim()}`])).join('\n');

/** What an agency is told of a request: what is asked for, and what was already asked. Nothing by which the applicant could be told (DEC-15). */
export async function requestReferrals(agencyIds: readonly string[], { tx, state, platform }: PrepareScope<RequestState>, stash: Stash): Promise<readonly SentReferral[]> {
  if (agencyIds.length === 0) return [];
  const row = await askedFor(tx, state.id);
  const traces = await applicantTraces(tx, platform, row);
  const content = withoutTraces(lines([['所需信息', row.title], ['文号', row.document_number], ['其他特征描述', row.description], ['补正内容', row.clarification]]), traces);
  const notices = await tx.query<{ body: string | null }>("SELECT t.body FROM requests.event e LEFT JOIN requests.free_text t ON t.id = e.canonical::jsonb#>>'{payload,missing,text}' WHERE e.stream_id = $1 AND e.type = 'ClarificationRequested' ORDER BY e.seq", [state.id]);
  const steps = (): readonly AskedStep[] => [
    ...state.clarifications.map(({ noticeOn, suppliedOn }, index): AskedStep => {
      const body = notices[index]?.body ?? null;
      return { what: 'CLARIFICATION', askedOn: noticeOn, ...(suppliedOn === null ? {} : { answeredOn: suppliedOn }), ...(body === null ? {} : { text: stash.text('referralAsked', withoutTraces(body, traces)) }) };
    }),
    // Of a third party the agency learns that it was asked, not who it is.
    ...state.consultations.map(({ kind, agencyId, sentOn, answeredOn, result }): AskedStep => ({
      what: `${kind}_CONSULTATION`, askedOn: sentOn, ...(answeredOn === null ? {} : { answeredOn }), ...(agencyId === null ? {} : { agencyId }), ...(result === null ? {} : { result }),
    })),
    ...state.referrals.map(({ agencyId, sentOn, answeredOn, result }): AskedStep => ({ what: 'REFERRAL', askedOn: sentOn, agencyId, ...(answeredOn === null ? {} : { answeredOn }), ...(result === null ? {} : { result }) })),
  ].toSorted((one, other) => (one.askedOn < other.askedOn ? -1 : one.askedOn > other.askedOn ? 1 : 0));
  return agencyIds.map((agencyId) => ({ referralId: referralId(), agencyId, content: stash.text('referralContent', content), asked: steps() }));
}

/** Whom the service of a reply tells: each agency that the reply names, unless it has the matter already. */
export const toldByReply = (state: RequestState): readonly string[] =>
  [...new Set((state.proposal?.items ?? []).flatMap(({ outcome, agencyId }) => (outcome === 'OTHER_AGENCY' && agencyId !== null ? [agencyId] : [])))].filter((agencyId) => !hasMatter(state, agencyId));

/** What an agency is told of a request to correct a record that is its to correct: which record, what is said to be wrong; not whose it is. */
export async function correctionReferral(agencyId: string, { tx, state, platform, facts }: PrepareScope<CorrectionState>, stash: Stash): Promise<SentReferral> {
  const [row] = await tx.query<Asked & { claim: string | null }>(
    'SELECT c.applicant_name, c.applicant_contact, c.applicant_identity, t.body AS title, k.body AS claim FROM requests.correction c LEFT JOIN requests.free_text t ON t.id = c.title_text LEFT JOIN requests.free_text k ON k.id = c.claim_text WHERE c.id = $1', [state.id]);
  if (!row) throw new Error(`correction request ${state.id} has no row`);
  const content = withoutTraces(lines([['要求更正的信息', row.title], ['不准确之处', row.claim]]), await applicantTraces(tx, platform, row));
  const asked: readonly AskedStep[] = state.receivedOn === null ? [] : [{ what: 'VERIFICATION', askedOn: state.receivedOn, answeredOn: facts.today, ...(state.finding === null ? {} : { result: state.finding }) }];
  return { referralId: referralId(), agencyId, content: stash.text('referralContent', content), asked };
}

/** The agencies that the competence directory names for what a request asks for, first those that it names exactly (A1-19-4). */
export async function competentAgencies({ tx, facts }: PrepareScope<RequestState>, requestId: string): Promise<readonly string[]> {
  const { title, clarification } = await askedFor(tx, requestId);
  const named = [title, clarification].flatMap((text) => (text === null ? [] : competentFor(facts.organisation, text, facts.today).agencies));
  return [...new Set(named.map(({ id }) => id))];
}
