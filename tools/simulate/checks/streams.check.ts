import { reportRowFor, shownState, stageOf, turnOf, contributionsOf, correctionStageOf, referralDue, requestAggregate } from '@disclosure/requests-domain';
import type { CorrectionState, RequestState } from '@disclosure/requests-domain';
import type { DisclosureState } from '@disclosure/publication-domain';
import type { ReviewState } from '@disclosure/review-domain';
import { apply, clockOf, dueOn, positionIn } from '@disclosure/workflow';
import { differing, everyRecord, rowsBy } from './check.ts';
import type { Check, CheckScope, Finding, Folded } from './check.ts';

const NAME = 'streams fold to their rows';
type Row = Readonly<Record<string, unknown>> & { readonly key: string };

/** Every projected column of every record is what its events fold to. */
export const streamsFoldToRows: Check = async (scope) => [...(await requests(scope)), ...(await corrections(scope)), ...(await reviews(scope)), ...(await disclosures(scope))];

/** The day a case ended for the report: of its reply the day of service, as corrected since; otherwise the legal day of the event that ended it. */
function closedOn({ events, facts, id }: Folded<RequestState>): string | null {
  let state = requestAggregate.initial(id);
  let closed: string | null = null;
  for (const event of events) {
    const before = state;
    state = apply(requestAggregate, state, event);
    if (reportRowFor(state, facts.law) === null) closed = null;
    else if (reportRowFor(before, facts.law) === null) closed = event.effectiveOn;
    else if (event.type === 'FactCorrected' && event.payload['fact'] === 'SERVED_ON') closed = state.servedOn;
  }
  return closed;
}

function requestRow(folded: Folded<RequestState>): Readonly<Record<string, unknown>> {
  const { state, facts } = folded;
  const clock = clockOf(state, 'T01', facts)?.clock ?? null;
  const { toAct, toSign } = turnOf(state);
  return {
    number: state.number, stage: stageOf(state), state: shownState(state), round: state.round, version: state.versions['case'] ?? 0, channel: state.channel, applicant_kind: state.applicantKind, form: state.form, means: state.means,
    submitted_on: state.submittedOn, received_on: state.receivedOn, due_on: clock?.dueOn ?? null, provisional: clock?.provisional ?? false, lead_division: state.leadDivision, is_major: state.proposal?.isMajor ?? false,
    outcomes: state.endOutcome === null ? (state.proposal?.items ?? []).map(({ outcome }) => outcome) : [state.endOutcome], proposal_digest: state.proposal?.digest ?? null, release_id: state.releaseId, served_on: state.servedOn, late: state.servedLate,
    erased: state.erased, awaits: toAct, awaits_signature: toSign, report_row: reportRowFor(state, facts.law), closed_on: closedOn(folded),
  };
}

async function requests(scope: CheckScope): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const page of everyRecord<RequestState>(scope, 'DisclosureRequest')) {
    const ids = [page.map(({ id }) => id)];
    const rows = await rowsBy<Row>(scope.q, 'key', 'SELECT id AS key, * FROM requests.request WHERE id = ANY($1)', ids);
    const parts = await rowsBy<Row>(scope.q, 'key', `
      SELECT request_id AS key, 'contribution ' || division_id AS part, to_jsonb(c) AS row FROM requests.contribution c WHERE request_id = ANY($1)
      UNION ALL SELECT request_id, 'consultation ' || id, to_jsonb(c) FROM requests.consultation c WHERE request_id = ANY($1)
      UNION ALL SELECT case_id, 'referral ' || id, to_jsonb(c) FROM requests.referral c WHERE case_id = ANY($1)
      UNION ALL SELECT request_id, 'fee ' || round, to_jsonb(c) FROM requests.fee c WHERE request_id = ANY($1)
      UNION ALL SELECT request_id, 'remedy ' || id, to_jsonb(c) FROM requests.remedy c WHERE request_id = ANY($1)`, ids);
    for (const folded of page) {
      const about = `${folded.state.number ?? folded.id}`;
      findings.push(...differing(NAME, about, requestRow(folded), rows.get(folded.id)?.[0]));
      const found = new Map((parts.get(folded.id) ?? []).map(({ part, row }) => [String(part), row as Row]));
      const expected = partsOf(folded);
      for (const [part, row] of Object.entries(expected)) findings.push(...differing(NAME, `${about} ${part}`, row, found.get(part)));
      for (const part of found.keys()) if (!(part in expected)) findings.push({ check: NAME, about: `${about} ${part}`, found: 'there is a row, and no event of it' });
    }
  }
  return findings;
}

/** The rows that a request has beside its own. */
function partsOf({ state, facts }: Folded<RequestState>): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  return Object.fromEntries([
    ...contributionsOf(state).map(({ divisionId, status, version }) => [`contribution ${divisionId}`, { status, version }]),
    ...state.consultations.map(({ id, kind, agencyId, round, sentOn, receivedOn, answeredOn, result, overriddenOn, notifiedOn, letter }) => [`consultation ${id}`, {
      round, kind, agency_id: agencyId, status: positionIn(state, 'consultation', id), version: state.versions[`consultation:${id}`] ?? 1, sent_on: sentOn, received_on: receivedOn, answer_by: dueOn(state, kind === 'AGENCY' ? 'T06' : 'T05', facts, id),
      letter_number: letter.number, letter_digest: letter.digest, answered_on: answeredOn, result, overridden_on: overriddenOn, notified_on: notifiedOn,
    }]),
    ...state.referrals.map(({ id, round, agencyId, sentOn, receivedOn, answeredOn, result, competentAgencyId }) => [`referral ${id}`, {
      round, agency_id: agencyId, status: positionIn(state, 'referral', id), version: state.versions[`referral:${id}`] ?? 0, originally_received_on: state.receivedOn, sent_on: sentOn, received_on: receivedOn, answer_by: referralDue(state, id, facts), answered_on: answeredOn, result, competent_agency_id: competentAgencyId,
    }]),
    ...state.fees.map(({ round, method, count, alreadyCounted, total, noticeOn, receivedOn, paidOn, refundedOn, lapsed }) => [`fee ${round}`, { method, units: count, already_counted: alreadyCounted, amount: total, notice_on: noticeOn, received_on: receivedOn, paid_on: paidOn, refunded_on: refundedOn, lapsed }]),
    ...state.remedies.map(({ id, round, kind, result, receivedOn, decidedOn }) => [`remedy ${id}`, { round, kind, result, received_on: receivedOn, decided_on: decidedOn, version: state.versions[`remedy:${id}`] ?? 1 }]),
  ]) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

async function corrections(scope: CheckScope): Promise<readonly Finding[]> {
  return compared<CorrectionState>(scope, 'CorrectionRequest', 'requests.correction', ({ state, facts }) => ({
    number: state.number, state: correctionStageOf(state), version: state.versions['case'] ?? 0, channel: state.channel, applicant_kind: state.applicantKind, submitted_on: state.submittedOn, received_on: state.receivedOn,
    due_on: clockOf(state, 'T09', facts)?.clock.dueOn ?? null, closed_on: state.closedOn, lead_division: state.leadDivision, finding: state.finding, competent_agency_id: state.competentAgencyId,
  }));
}

async function reviews(scope: CheckScope): Promise<readonly Finding[]> {
  return compared<ReviewState>(scope, 'ReviewCase', 'review.review_case', ({ state }) => {
    const clearance = state.clearances.at(-1);
    return {
      state: positionIn(state, 'review'), author_id: state.authorId, is_major_sensitive: positionIn(state, 'sensitivity') === 'MAJOR', clearance_id: clearance?.id ?? null, clearance_state: clearance ? positionIn(state, 'clearance') : null,
      digest: state.digest, extent: state.extent, mode: state.mode, audience: state.audience, subject_kind: state.subject.kind, subject_id: state.subject.id, division_id: state.divisionId,
    };
  });
}

async function disclosures(scope: CheckScope): Promise<readonly Finding[]> {
  return compared<DisclosureState>(scope, 'Disclosure', 'publication.disclosure', ({ state }) => ({ stage: positionIn(state, 'disclosure'), release_state: positionIn(state, 'release'), division_id: state.divisionId, digest: state.digest, origin_requests: state.originRequests, version: state.versions['case'] ?? 0 }));
}

async function compared<S extends RequestState | CorrectionState | ReviewState | DisclosureState>(scope: CheckScope, aggregate: string, table: string, row: (folded: Folded<S>) => Readonly<Record<string, unknown>>): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const page of everyRecord<S>(scope, aggregate)) {
    const rows = await rowsBy<Row>(scope.q, 'key', `SELECT id AS key, * FROM ${table} WHERE id = ANY($1)`, [page.map(({ id }) => id)]);
    for (const folded of page) findings.push(...differing(NAME, `${aggregate} ${folded.id}`, row(folded), rows.get(folded.id)?.[0]));
  }
  return findings;
}
