import { warningDays } from '@disclosure/calendar';
import { chineseDate, startOf } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { remedyFor, renderRemedy } from '@disclosure/law';
import { documentNumber } from '@disclosure/platform-letters';
import { nextNumber, unseal } from '@disclosure/platform-persistence';
import type { NoticeSpec, Shell, Stash, Step, TimerSpec } from '@disclosure/platform-persistence';
import { findPerson } from '@disclosure/organisation';
import { correctionAggregate, correctionStageOf } from '@disclosure/requests-domain';
import type { CorrectionState } from '@disclosure/requests-domain';
import { clockOf } from '@disclosure/workflow';
import type { DecisionFacts } from '@disclosure/workflow';
import type { RequestsServices } from '../services.ts';
import { authenticityCode, recordIssued } from './authenticity.ts';
import { writeLetter } from './letters.ts';
import { withPayload } from './noticed.ts';
import { correctionReferral } from './referral-content.ts';
import { preparedAnswer, preparedReceipt, projectReferrals, referralNotices, referralTimers } from './referral.shell.ts';
import { identityOf } from './identity.ts';
import { APPLICANT } from './prepare.ts';
import type { SubmitForm } from './prepare.ts';
import { trackingCode, trackingHash } from './tracking.ts';

export interface CorrectionForm extends Pick<SubmitForm, 'agencyId' | 'channel' | 'applicant'> { readonly title: string; readonly claim: string }
type CompleteStep = Parameters<NonNullable<Shell<CorrectionState>['complete']>>[0];
type Completed = Awaited<ReturnType<NonNullable<Shell<CorrectionState>['complete']>>>;

const textAs = (field: string, key: string) => (input: Readonly<Record<string, string>>, stash: Stash): object => ({ ...input, [key]: stash.text(field, (input[key] ?? '').trim()) });

/** The correction request with its database, letter, timers and notices. */
export function correctionShell(services: RequestsServices): Shell<CorrectionState> {
  return {
    aggregate: correctionAggregate,
    prepare: {
      submitCorrectionRequest: ({ applicant, ...form }: CorrectionForm, stash, { facts }) => {
        const identity = identityOf(applicant);
        return {
          agencyId: form.agencyId ?? facts.organisation.agencies.find((agency) => agency.isOwn)?.id, channel: form.channel, applicantKind: applicant.kind,
          applicant: stash.seal(APPLICANT, 'name', applicant.name.trim()),
          contact: stash.seal(APPLICANT, 'contact', JSON.stringify({ telephone: applicant.telephone, email: applicant.email, postalAddress: applicant.postalAddress, representative: applicant.representative })),
          identity: identity === undefined ? undefined : stash.seal(APPLICANT, 'identity', identity, true),
          title: stash.text('title', form.title.trim()), claim: stash.text('claim', form.claim.trim()),
        };
      },
      verifyCorrection: textAs('findings', 'findings'), correctRecord: textAs('correction', 'correction'), declineCorrection: textAs('reasons', 'reasons'),
      // The agency that can correct it is told (R-41); of one that is not in the directory, or is ours, the guard says so.
      directCorrection: async ({ agencyId }: { agencyId: string }, stash, scope) => ({ agencyId, referrals: [await correctionReferral(agencyId, scope, stash)] }),
      recordCorrectionReferralReceipt: preparedReceipt, answerCorrectionReferral: preparedAnswer,
    },
    complete: (step) => complete(step, services),
    project: async (step) => {
      await project(step);
      await projectReferrals(step, 'CORRECTION');
    },
    timers: (after, facts) => [...referralTimers(after, facts, 'warnCorrectionReferral'), ...warnings(after, facts)],
    notices: (step) => [...notices(step), ...referralNotices(step, step.after.number)],
  };
}

function warnings(after: CorrectionState, facts: DecisionFacts): readonly TimerSpec[] {
  const clock = clockOf(after, 'T09', facts)?.clock;
  if (!clock || clock.state !== 'RUNNING' || clock.dueOn === null) return [];
  const dueOn = clock.dueOn;
  return warningDays(dueOn, facts.calendar, { startedOn: clock.startedOn }).filter(({ kind }) => !after.warnings.includes(`${kind}:${dueOn}`))
    .map(({ kind, on }) => ({ key: `warn:T09:${kind}`, dueAt: startOf(on, 9), action: 'warnCorrection', input: { kind, dueOn } }));
}

async function complete(step: CompleteStep, services: RequestsServices): Promise<Completed> {
  const { tx, state, event, facts } = step;
  if (event.type === 'CorrectionRequestRegistered') {
    const year = event.effectiveOn.slice(0, 4);
    return withPayload(event, { number: `更正${year}-${String(await nextNumber(tx, 'requests', `CORRECTION:${state.agencyId}:${year}`)).padStart(4, '0')}` });
  }
  if (event.letter !== 'CorrectionReply') return event;
  const agency = facts.organisation.agencies.find(({ id }) => id === state.agencyId);
  const rows = await tx.query<{ applicant_name: string; title: string | null; claim: string | null }>(
    'SELECT c.applicant_name, t.body AS title, k.body AS claim FROM requests.correction c LEFT JOIN requests.free_text t ON t.id = c.title_text LEFT JOIN requests.free_text k ON k.id = c.claim_text WHERE c.id = $1', [state.id]);
  const row = rows[0];
  if (!agency || !row) throw new Error(`correction request ${state.id}: no agency or no row`);
  const name = (await unseal(tx, 'requests', [row.applicant_name], step.platform.keys)).get(row.applicant_name) ?? '';
  const year = Number(facts.today.slice(0, 4));
  const number = documentNumber(`${agency.documentCode}更正`, year, await nextNumber(tx, 'requests', `CORRECTION_REPLY:${state.agencyId}:${year}`));
  const competent = facts.organisation.agencies.find(({ id }) => id === event.payload['agencyId']);
  const block = (key: string): string | undefined => step.stash.bodyOf((event.payload[key] as { text: string } | undefined)?.text ?? '') ?? undefined;
  const [corrected, reasons] = [block('correction'), block('reasons')];
  const on = state.lawOn ?? facts.today;
  const letter = await writeLetter(services, {
    kind: 'CorrectionReply', agency: { name: agency.name, mark: agency.name }, addressee: { name, you: state.applicantKind === 'NATURAL_PERSON' ? '您' : '你单位' }, enclosures: [], date: facts.today, number, seal: services.seal,
    signedBy: step.actor.kind === 'OFFICER' ? (findPerson(facts.organisation, step.actor.personId)?.name ?? null) : null,
    contact: { name: '厅公开办', phone: agency.contact.telephone, address: agency.contact.address }, authenticityCode: authenticityCode(step.platform, number, facts.today),
    fields: {
      requestNumber: state.number ?? '', receivedOn: state.receivedOn as LocalDate, remedy: renderRemedy(facts.law, remedyFor(facts.law, ['R-41'], on), on).split('\n'),
      ...(corrected === undefined ? {} : { correctedOn: event.effectiveOn }), ...(competent ? { competent: [{ name: competent.name, contact: [competent.contact.address, competent.contact.telephone].join('，') }] } : {}),
    },
    blocks: { requested: row.title ?? '', ...(row.claim === null ? {} : { evidence: row.claim }), ...(corrected === undefined ? {} : { corrected }), ...(reasons === undefined ? {} : { reasons }) },
  });
  return 'refusals' in letter ? letter : withPayload(event, { replyNumber: number, ...letter });
}

async function project({ tx, after, event, facts, platform }: Step<CorrectionState>): Promise<void> {
  const { payload } = event;
  const ref = (key: string, kind: 'sealed' | 'text'): string | null => (payload[key] as Record<string, string> | undefined)?.[kind] ?? null;
  if (event.type === 'CorrectionRequestSubmitted') {
    await tx.query(
      `INSERT INTO requests.correction (id, agency_id, state, version, channel, applicant_kind, submitted_at, submitted_on, tracking_hash, applicant_name, applicant_contact, applicant_identity, title_text, claim_text)
       VALUES ($1, $2, 'SUBMITTED', 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [after.id, after.agencyId, after.channel, after.applicantKind, event.recordedAt, event.effectiveOn, trackingHash(trackingCode(platform.keys, after.id, 1)), ref('applicant', 'sealed'), ref('contact', 'sealed'), ref('identity', 'sealed'), ref('title', 'text'), ref('claim', 'text')]);
  }
  await tx.query('UPDATE requests.correction SET number = $2, state = $3, version = $4, received_on = $5, due_on = $6, closed_on = $7, lead_division = $8, finding = $9, competent_agency_id = $10 WHERE id = $1',
    [after.id, after.number, correctionStageOf(after), after.versions['case'] ?? 0, after.receivedOn, clockOf(after, 'T09', facts)?.clock.dueOn ?? null, after.closedOn, after.leadDivision, after.finding, after.competentAgencyId]);
  await recordLetter({ tx, after, event, facts, platform });
}

async function recordLetter({ tx, after, event, facts, platform }: Pick<Step<CorrectionState>, 'tx' | 'after' | 'event' | 'facts' | 'platform'>): Promise<void> {
  const { docx, pdf, replyNumber } = event.payload as { docx?: string; pdf?: string; replyNumber?: string };
  if (docx === undefined || pdf === undefined) return;
  if (replyNumber !== undefined) await recordIssued(tx, platform, { agencyId: after.agencyId, title: CORRECTION_REPLY, number: replyNumber, on: facts.today, pdf });
  for (const [format, digest] of [['DOCX', docx], ['PDF', pdf]] as const) {
    await tx.query("INSERT INTO requests.correction_document (correction_id, seq, kind, title, number, format, digest, issued_on) VALUES ($1, $2, 'CorrectionReply', $7, $3, $4, $5, $6)", [after.id, event.seq, replyNumber ?? null, format, digest, event.effectiveOn, CORRECTION_REPLY]);
  }
}

const CORRECTION_REPLY = '政府信息更正申请答复书';
const WARNINGS: Readonly<Record<string, string>> = { DUE_SOON: '更正期限将于%届满', DUE_TODAY: '更正期限今日（%）届满', OVERDUE: '更正期限已于%届满，现已逾期' };

function notices({ after, event }: Step<CorrectionState>): readonly NoticeSpec[] {
  const division = after.leadDivision;
  const handling = division === null ? [] : [`office:CASE_HANDLER:${division}`, `office:DIVISION_HEAD:${division}`];
  const tell = (kind: string, message: string, recipients: readonly string[]): readonly NoticeSpec[] => recipients.map((recipient) => ({ kind, recipient, message, clause: 'A2-19' }));
  switch (event.type) {
    case 'CorrectionRequestSubmitted': return tell('CONFIRMATION_AWAITED', '收到新的更正申请，请登记并转承办处室核实。', ['office:DISCLOSURE_OFFICER']);
    case 'CorrectionRequestRegistered': return tell('CORRECTION_ASSIGNED', `${after.number ?? ''}：请核实该更正申请。`, handling);
    case 'CorrectionWarned': {
      const { kind, dueOn } = event.payload as { kind: string; dueOn: LocalDate };
      return tell(kind, `${after.number ?? ''}：${(WARNINGS[kind] ?? '%').replace('%', chineseDate(dueOn))}。`, [...handling, 'office:DISCLOSURE_OFFICER', ...(kind === 'OVERDUE' && division !== null ? [`office:SUPERVISING_DEPUTY:${division}`] : [])]);
    }
    default: return [];
  }
}
