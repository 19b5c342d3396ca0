import { addDays, chineseDate, startOf } from '@disclosure/kernel';
import type { Instant, LocalDate, Refusal } from '@disclosure/kernel';
import { warningDays } from '@disclosure/calendar';
import { admissionRefusal, eraseContentOf, fittingClearance, recordRendition, release } from '@disclosure/platform-gate';
import { destroyContent, nextNumber, Rollback } from '@disclosure/platform-persistence';
import type { NoticeSpec, Outgoing, Shell, Step, TimerSpec, Tx } from '@disclosure/platform-persistence';
import { contributionsOf, edited, MEANS_OF_SERVICE, owesProposal, proposalDueOn, requestAggregate, shownState, stageOf } from '@disclosure/requests-domain';
import type { MeansOfService, RequestState } from '@disclosure/requests-domain';
import { clockOf, deadlinesOf } from '@disclosure/workflow';
import type { DecisionFacts, NewEvent, StoredEvent } from '@disclosure/workflow';
import type { RequestsServices } from '../services.ts';
import { serviceReceipt } from '../procedures/archive.ts';
import { RequestRecord } from '../records/request.record.ts';
import type { Contact } from '../schema/mask.ts';
import { recordIssued } from './authenticity.ts';
import { acknowledgement, assignmentSheet, replyLetter, requestFacts } from './letters.ts';
import type { LetterScope, RenderedLetter } from './letters.ts';
import { repliedToSameApplicant } from './likeness.ts';
import { noticed, scope, scopeAfter, withPayload } from './noticed.ts';
import { procedures } from '../procedures/index.ts';
import type { CompleteStep } from '../procedures/procedure.ts';
import { preparations } from './prepare.ts';
import { askedFor, filledForm } from './request-form.ts';
import type { AskedFor } from './request-form.ts';
import { removeLater } from './removals.ts';
import { trackingCode, trackingHash } from './tracking.ts';

const LETTER_TITLES: Readonly<Record<string, string>> = {
  Acknowledgement: '登记回执', AssignmentSheet: '转办单', ClarificationNotice: '补正告知书', ExtensionNotice: '延期答复告知书', ReplyLetter: '政府信息公开申请答复书', ServiceReceipt: '送达回证', ReplyExplanation: '对答复异议的解释', ArchiveCover: '归档封面', ConsultationLetter: '征求意见书', ThirdPartyDisclosureNotice: '公开决定告知书', ReasonsNotice: '说明理由告知书', DelayedReplyNotice: '延迟答复告知书', FeeNotice: '收费通知书', AbandonmentRecord: '不再处理告知书', OnTheSpotRecord: '当场答复记录',
};
/** Not the applicant's to read: sheets of the house; and the reply, which is read through its release. */
const FOR_THE_FILE = new Set(['AssignmentSheet', 'ReplyLetter', 'ServiceReceipt', 'ArchiveCover', 'OnTheSpotRecord', 'ConsultationLetter', 'ThirdPartyDisclosureNotice']);

/** The request with its database, letters, timers and published forms. */
export function requestShell(services: RequestsServices): Shell<RequestState> {
  return {
    aggregate: requestAggregate,
    prepare: Object.assign({}, preparations(services), ...procedures.map((procedure) => procedure.prepare?.(services) ?? {})) as ReturnType<typeof preparations>,
    complete: async (step) => {
      const own = procedures.find((procedure) => procedure.complete?.[step.event.type] !== undefined)?.complete?.[step.event.type];
      return own ? own(step, services) : complete(step, services);
    },
    project: async (step) => {
      await project(step);
      for (const procedure of procedures) await procedure.project?.(step);
    },
    publish: (event, after) => [...publish(event, after), ...procedures.flatMap((procedure) => procedure.publish?.(event, after) ?? [])],
    timers: (after, facts) => [...timers(after, facts), ...procedures.flatMap((procedure) => procedure.timers?.(after, facts) ?? [])],
    notices: (step) => [...notices(step), ...procedures.flatMap((procedure) => procedure.notices?.(step) ?? [])],
  };
}

/** Adds what only the shell can: numbers, letters, the clearance, the release. */
async function complete(step: CompleteStep, services: RequestsServices): Promise<NewEvent | { refusals: readonly Refusal[] }> {
  const { event, tx, state, facts } = step;
  switch (event.type) {
    case 'RequestSubmitted': {
      const receivedOn = event.effects.find((effect) => effect.limit === 'T01')?.on;
      if (receivedOn === undefined) return event;
      // Handed in or signed for: it is received and registered at once, and its receipt is issued (REQ-11).
      const registered = withPayload(event, { number: await registrationNumber(tx, String(event.payload['agencyId']), receivedOn) });
      const asked = submittedWith(step);
      const after = { ...scopeAfter(step, services, registered), submitting: { name: asked.name, requested: asked.title } };
      return receipt(registered, after, asked);
    }
    case 'RequestRegistered': {
      const number = await registrationNumber(tx, state.agencyId, event.effectiveOn);
      const registered = withPayload(event, { number });
      const after = scopeAfter(step, services, registered);
      return receipt(registered, after, { ...(await askedFor(after)), ...assistanceOf(step) });
    }
    case 'RequestAssigned': {
      const remarks = (event.payload['remarks'] as { text: string } | undefined)?.text;
      const letter = await assignmentSheet(scope(step, services), event, remarks === undefined ? null : step.stash.bodyOf(remarks), step.actor);
      return 'refusals' in letter ? letter : withPayload(event, { ...letter });
    }
    case 'ClarificationRequested': {
      const after = scopeAfter(step, services, event);
      const supplyBy = clockOf(after.state, 'T04', facts)?.clock.dueOn;
      const shared = await requestFacts(after);
      const [items, guidance] = (['missing', 'guidance'] as const).map((key) => step.stash.bodyOf((event.payload[key] as { text: string } | undefined)?.text ?? ''));
      return noticed(event, services, after, 'ClarificationNotice', ['CLARIFICATION', '公开补'], (number) => ({
        fields: { ...shared.fields, supplyBy: supplyBy as LocalDate, periodDays: String(event.payload['periodWorkingDays']) }, blocks: { ...shared.blocks, items: items ?? '', ...(guidance ? { guidance } : {}) }, number,
      }));
    }
    case 'ReplyPeriodExtended': {
      const after = scopeAfter(step, services, event);
      const before = clockOf(state, 'T01', facts)?.clock.dueOn;
      const extendedTo = clockOf(after.state, 'T01', facts)?.clock.dueOn;
      const shared = await requestFacts(after);
      const reasons = await tx.query<{ body: string | null }>("SELECT body FROM requests.free_text WHERE stream_id = $1 AND field = 'reasons' AND id = (SELECT canonical::jsonb#>>'{payload,reasons,text}' FROM requests.event WHERE stream_id = $1 AND type = 'ExtensionProposed' ORDER BY seq DESC LIMIT 1)", [state.id]);
      return noticed(event, services, after, 'ExtensionNotice', ['EXTENSION', '公开延'], (number) => ({
        // While a consultation is out whose letter nobody knows to have come, there is no date yet: the notice says so.
        fields: { ...shared.fields, ...(before ? { dueOn: before } : {}), ...(extendedTo ? { extendedTo } : {}), extensionDays: String(event.payload['workingDays']) }, blocks: { ...shared.blocks, reasons: reasons[0]?.body ?? '' }, number,
      }));
    }
    case 'ReplyProposalDrafted': {
      const missing = await unpublished(tx, event, state.id);
      return missing ? { refusals: [missing] } : event;
    }
    case 'ReplyLetterDrafted': {
      const letter = await replyLetter(scope({ ...step, state: edited(state, event) }, services), 'DRAFT');
      return 'refusals' in letter ? letter : withPayload(event, letter);
    }
    case 'ReplyLetterSignedOff': {
      const fit = await fittingClearance(tx, (state.proposal as { digest: string }).digest, `CASE:${state.id}`, facts.today);
      if (!fit.ok) return { refusals: [fit.error] };
      // The letter bears the day on which it is signed.
      const letter = await replyLetter(scope(step, services), 'SIGNED');
      return 'refusals' in letter ? letter : withPayload(event, { ...letter, clearanceId: fit.value.id });
    }
    case 'ReplyServed': return serve(step, services);
    case 'ApplicantErased': {
      await eraseContentOf(tx, `CASE:${state.id}`);
      await destroyContent(tx, 'requests', state.id);
      await services.uploads(tx).letGo(`request:${state.id}`);
      const letters = await tx.query<{ digest: string }>('SELECT digest FROM requests.document WHERE request_id = $1', [state.id]);
      await removeLater(tx, state.id, [...letters.map(({ digest }) => digest), ...state.exports]);
      return event;
    }
    default: return event;
  }
}

/** What a request that is handed in says, before any row has it. */
function submittedWith({ event, stash }: CompleteStep): AskedFor {
  const plain = (key: string): string | null => { const ref = event.payload[key] as { sealed: string } | undefined; return ref === undefined ? null : (stash.plainOf(ref.sealed) ?? null); };
  const text = (key: string): string | null => { const ref = event.payload[key] as { text: string } | undefined; return ref === undefined ? null : (stash.bodyOf(ref.text) ?? null); };
  return { name: plain('applicant') ?? '', identity: plain('identity'), contact: JSON.parse(plain('contact') ?? '{}') as Contact, title: text('title') ?? '', documentNumber: text('documentNumber'), description: text('description'), assistance: text('assistance') };
}

/** Help that is recorded in this very step goes on the form too. */
function assistanceOf(step: CompleteStep): Partial<AskedFor> {
  const { assistance } = submittedWith(step);
  return assistance === null ? {} : { assistance };
}

/** 登记回执 for the applicant, and the form filled in for the file. */
async function receipt(event: NewEvent, after: LetterScope, asked: AskedFor): Promise<NewEvent | { refusals: readonly Refusal[] }> {
  const letter = await acknowledgement(after);
  if ('refusals' in letter) return letter;
  const form = await filledForm(after, asked);
  return 'refusals' in form ? form : withPayload(event, { ...letter, requestForm: { ...form } });
}

/** Gapless by agency and year of receipt: 2026-0001 (REQ-11). */
async function registrationNumber(tx: Tx, agencyId: string, receivedOn: LocalDate): Promise<string> {
  const year = receivedOn.slice(0, 4);
  return `${year}-${String(await nextNumber(tx, 'requests', `REGISTER:${agencyId}:${year}`)).padStart(4, '0')}`;
}

/** A reply that points at published information points at what is there: it is published first (PRO-17). A repetition names a real earlier reply (DEC-06). */
async function unpublished(tx: Tx, event: NewEvent, id: string): Promise<Refusal | null> {
  const items = event.payload['items'] as unknown as readonly { outcome: string; disclosureId: string | null; earlierRequestId: string | null }[];
  for (const [index, item] of items.entries()) {
    if (item.disclosureId !== null && (await tx.query('SELECT 1 FROM requests.published_disclosure WHERE id = $1 AND live', [item.disclosureId])).length === 0) {
      return { code: 'DISCLOSURE_NOT_PUBLISHED', message: '所指的信息尚未主动公开；应先办理主动公开，再答复申请人。刚公开的请稍候再试。', field: `input.items.${index}.disclosureId`, clause: 'A1-19-1', facts: { disclosureId: item.disclosureId } };
    }
    if (item.earlierRequestId !== null && !(await repliedToSameApplicant(tx, item.earlierRequestId, id))) {
      return { code: 'EARLIER_REPLY_MISSING', message: '没有对同一申请人就该申请作出过的答复，不能按重复申请处理；可在“内容相近的申请”中核对。', field: `input.items.${index}.earlierRequestId`, clause: 'A2-12-6' };
    }
  }
  return null;
}

/** Lets package and letter out to this applicant: the gate admits them only under the clearance that still fits. */
async function serve(step: CompleteStep, services: RequestsServices): Promise<NewEvent | { refusals: readonly Refusal[] }> {
  const { tx, state, event, facts } = step;
  const digest = (state.proposal as { digest: string }).digest;
  const fit = await fittingClearance(tx, digest, `CASE:${state.id}`, facts.today);
  if (!fit.ok) return { refusals: [fit.error] };
  let releaseId: string;
  try {
    releaseId = await release(tx, { digest, clearanceId: fit.value.id, audience: `CASE:${state.id}`, address: `request:${state.id}:r${state.round}`, context: 'requests', at: facts.now, on: facts.today });
  } catch (error) {
    const refusal = admissionRefusal(error);
    if (refusal) throw new Rollback({ kind: 'REFUSED', refusals: [refusal] });
    throw error;
  }
  const letter = state.letter as { number: string; docx: string; pdf: string };
  await recordRendition(tx, releaseId, { kind: 'LETTER', digest: letter.docx, name: `${letter.number}.docx`, mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' });
  await recordRendition(tx, releaseId, { kind: 'LETTER', digest: letter.pdf, name: `${letter.number}.pdf`, mediaType: 'application/pdf' });
  const due = clockOf(state, 'T01', facts)?.clock.dueOn ?? null;
  const served = withPayload(event, { releaseId, late: due !== null && event.effectiveOn > due });
  const receipt = await serviceReceipt(step, services, served, MEANS_OF_SERVICE[event.payload['means'] as MeansOfService]);
  return 'refusals' in receipt ? receipt : withPayload(served, { ...receipt });
}

async function project(step: Step<RequestState>): Promise<void> {
  const { tx, after, event, facts, platform } = step;
  const { payload } = event;
  if (event.type === 'RequestSubmitted') {
    const ref = (key: string, kind: 'sealed' | 'text'): string | null => (payload[key] as Record<string, string> | undefined)?.[kind] ?? null;
    tx.em.persist(tx.em.create(RequestRecord, {
      id: after.id, agencyId: after.agencyId, number: after.number, stage: stageOf(after), state: shownState(after), round: 1, version: 1,
      channel: after.channel as string, applicantKind: after.applicantKind as string, form: after.form as string, means: after.means as string,
      submittedAt: event.recordedAt, submittedOn: event.effectiveOn, receivedOn: after.receivedOn, dueOn: null, provisional: false, leadDivision: null, isMajor: false, outcomes: [],
      proposalDigest: null, releaseId: null, servedOn: null, late: null, trackingHash: trackingHash(trackingCode(platform.keys, after.id, 1)),
      applicantName: ref('applicant', 'sealed') as string, applicantContact: ref('contact', 'sealed'), applicantIdentity: ref('identity', 'sealed'), applicantEquality: payload['equality'] as string,
      titleText: ref('title', 'text') as string, descriptionText: ref('description', 'text'), documentNumberText: ref('documentNumber', 'text'), clarificationText: null, erased: false,
    }));
    await tx.em.flush();
  }
  const clock = clockOf(after, 'T01', facts)?.clock ?? null;
  await tx.em.nativeUpdate(RequestRecord, { id: after.id }, {
    number: after.number, stage: stageOf(after), state: shownState(after), round: after.round, version: after.versions['case'] ?? 0, receivedOn: after.receivedOn,
    dueOn: clock?.dueOn ?? null, provisional: clock?.provisional ?? false, leadDivision: after.leadDivision, isMajor: after.proposal?.isMajor ?? false, outcomes: after.endOutcome === null ? (after.proposal?.items.map((item) => item.outcome) ?? []) : [after.endOutcome],
    proposalDigest: after.proposal?.digest ?? null, servedOn: after.servedOn, late: after.servedLate, erased: after.erased,
    ...(event.type === 'ReplyServed' ? { releaseId: payload['releaseId'] as string } : {}),
    ...(event.type === 'ClarificationSupplied' ? { clarificationText: (payload['clarification'] as { text: string }).text } : {}),
    ...(after.erased ? { applicantEquality: null } : {}),
  });
  for (const contribution of contributionsOf(after)) {
    await tx.query(
      `INSERT INTO requests.contribution (request_id, division_id, status, version, material_text) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (request_id, division_id) DO UPDATE SET status = excluded.status, version = excluded.version, material_text = coalesce(excluded.material_text, contribution.material_text)`,
      [after.id, contribution.divisionId, contribution.status, contribution.version, event.type === 'MaterialContributed' && payload['divisionId'] === contribution.divisionId ? (payload['material'] as { text: string }).text : null]);
  }
  await recordLetters(step);
}

/** The letters that an event brought, and the codes of those that went out. */
async function recordLetters({ tx, after, event, facts, platform }: Step<RequestState>): Promise<void> {
  const { requestForm, ...letter } = event.payload as unknown as Partial<RenderedLetter> & { number?: string; requestForm?: RenderedLetter };
  const record = async (kind: string, title: string, number: string | null, { docx, pdf }: RenderedLetter, forApplicant: boolean): Promise<void> => {
    for (const [format, digest] of [['DOCX', docx], ['PDF', pdf]] as const) {
      await tx.query('INSERT INTO requests.document (request_id, seq, kind, title, number, format, digest, issued_on, for_applicant) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [after.id, event.seq, kind, title, number, format, digest, event.effectiveOn, forApplicant]);
    }
  };
  if (requestForm) await record('RequestForm', '政府信息公开申请表', after.number, requestForm, true);
  const { docx, pdf, number } = letter;
  const kind = event.letter;
  if (docx === undefined || pdf === undefined || kind === null) return;
  const title = LETTER_TITLES[kind] ?? kind;
  const isDraft = event.type === 'ReplyLetterDrafted';
  await record(kind, isDraft ? `${title}（送签稿）` : title, kind === 'Acknowledgement' ? after.number : (number ?? null), { docx, pdf }, event.type === 'ProcessingDeclined' || !FOR_THE_FILE.has(kind));
  // A reply is issued when it is served, as it was signed; every other numbered letter at once.
  const signedOn = after.signatures.findLast(({ as, round }) => as === 'DISCLOSURE_DEPUTY' && round === after.round)?.on;
  if (event.type === 'ReplyServed' && after.letter !== null && signedOn !== undefined) await recordIssued(tx, platform, { agencyId: after.agencyId, title: LETTER_TITLES['ReplyLetter'] as string, number: after.letter.number, on: signedOn, pdf: after.letter.pdf });
  else if (number !== undefined && (kind !== 'ReplyLetter' || event.type === 'ProcessingDeclined')) await recordIssued(tx, platform, { agencyId: after.agencyId, title, number, on: facts.today, pdf });
}

/** What other contexts may know: that a division confirmed a promotion, and of which cases. */
function publish(event: StoredEvent, after: RequestState): readonly Outgoing[] {
  if (event.type !== 'PromotionConfirmed') return [];
  return [{ type: 'PromotionConfirmed', data: { requestIds: [after.id, ...after.similar], digest: after.proposal?.digest ?? '', leadDivisionId: after.leadDivision as string, clause: 'A2-21' } }];
}

const atOpening = (day: LocalDate): Instant => startOf(day, 9);

/** Wake-up calls: warnings before, on and after each running deadline, and the lapse of a clarification period. */
function timers(after: RequestState, facts: DecisionFacts): readonly TimerSpec[] {
  const specs: TimerSpec[] = [];
  for (const deadline of deadlinesOf(after, facts)) {
    const { clock, limit } = deadline;
    if (clock.state !== 'RUNNING' || clock.dueOn === null || deadline.round !== after.round) continue;
    if (limit === 'T04') specs.push({ key: `lapse:${deadline.subject ?? ''}`, dueAt: startOf(addDays(clock.dueOn, 1)), action: 'deemAbandoned', input: {} });
    // A request that nobody confirmed on the day it came (REQ-03, REQ-04).
    if (limit === 'T08' && !after.warnings.includes(`T08:OVERDUE:${clock.dueOn}`)) specs.push({ key: 'warn:T08:OVERDUE', dueAt: atOpening(addDays(clock.dueOn, 1)), action: 'warnDeadline', input: { limit, kind: 'OVERDUE', dueOn: clock.dueOn } });
    if (limit !== 'T01') continue;
    for (const { kind, on } of warningDays(clock.dueOn, facts.calendar, { startedOn: clock.startedOn })) {
      if (after.warnings.includes(`${limit}:${kind}:${clock.dueOn}`)) continue;
      specs.push({ key: `warn:${limit}:${kind}`, dueAt: atOpening(on), action: 'warnDeadline', input: { limit, kind, dueOn: clock.dueOn } });
    }
  }
  // The division's own day, before the statutory one (A2-11).
  const proposalDue = owesProposal(after) && clockOf(after, 'T01', facts)?.clock.state === 'RUNNING' ? proposalDueOn(after, facts) : null;
  if (proposalDue !== null && !after.warnings.includes(`T01-PROPOSAL:PROPOSAL_DUE:${proposalDue}`)) specs.push({ key: 'warn:T01-PROPOSAL', dueAt: atOpening(proposalDue), action: 'warnDeadline', input: { limit: 'T01-PROPOSAL', kind: 'PROPOSAL_DUE', dueOn: proposalDue } });
  return specs;
}

const WARNING_TEXT: Readonly<Record<string, string>> = { DUE_SOON: '答复期限将于%届满', DUE_TODAY: '答复期限今日（%）届满', OVERDUE: '答复期限已于%届满，现已逾期' };

/** Whom a warning, a moved date or a proposal reaches: the division's handler and head, the office; the deputy when overdue. */
function notices({ after, event }: Step<RequestState>): readonly NoticeSpec[] {
  const division = after.leadDivision;
  const concerned = [...(division === null ? [] : [`office:CASE_HANDLER:${division}`, `office:DIVISION_HEAD:${division}`]), 'office:DISCLOSURE_OFFICER'];
  const about = after.number ?? '未登记的申请';
  switch (event.type) {
    case 'RequestSubmitted': return after.receivedOn === null ? [{ kind: 'CONFIRMATION_AWAITED', recipient: 'office:DISCLOSURE_OFFICER', message: '收到新的申请，请于当日与申请人确认收到日期并登记。', clause: 'A2-6' }] : [];
    case 'DeadlineWarned': {
      const { limit, kind, dueOn } = event.payload as { limit: string; kind: string; dueOn: LocalDate };
      if (limit === 'T08') return [{ kind, recipient: 'office:DISCLOSURE_OFFICER', message: `${chineseDate(dueOn)}收到的申请尚未与申请人确认收到日期。`, clause: 'A2-6' }];
      if (limit === 'T01-PROPOSAL') return concerned.slice(0, -1).map((recipient) => ({ kind, recipient, message: `${about}：请于${chineseDate(dueOn)}前将答复意见报厅公开办。`, clause: 'A2-11' }));
      if (limit === 'T04-REASONS') return [{ kind, recipient: 'office:DISCLOSURE_OFFICER', message: `${about}：申请人未在${chineseDate(dueOn)}前说明理由，请会同承办处室决定是否不予处理。`, clause: 'A2-17' }];
      const message = `${about}：${(WARNING_TEXT[kind] ?? '%').replace('%', chineseDate(dueOn))}。`;
      const recipients = kind === 'OVERDUE' && division !== null ? [...concerned, `office:SUPERVISING_DEPUTY:${division}`] : concerned;
      return recipients.map((recipient) => ({ kind, recipient, message, clause: 'A1-17-4' }));
    }
    case 'CalendarAdopted': {
      const dated = (day: LocalDate | null): string => (day === null ? '未定' : chineseDate(day));
      const moved = (event.payload['moved'] as unknown as readonly { limit: string; from: LocalDate | null; to: LocalDate | null }[]).map(({ from, to }) => (from === to ? `${dated(to)}的期限不变，不再是暂定` : `期限由${dated(from)}改为${dated(to)}`)).join('；');
      return concerned.map((recipient) => ({ kind: 'CALENDAR_MOVED', recipient, message: `${about}：放假安排更新，${moved}。`, clause: 'R-33' }));
    }
    case 'RequestAssigned': return [after.leadDivision, ...after.supportingDivisions].filter((id) => id !== null).flatMap((id) => ['CASE_HANDLER', 'DIVISION_HEAD'].map((office) => ({
      kind: 'REQUEST_ASSIGNED', recipient: `office:${office}:${id}`, message: `${about}：已转你处室${id === division ? (after.supportingDivisions.length > 0 ? '牵头办理' : '办理') : '配合办理，请向牵头处室提供答复材料'}；对分工有不同意见的，请尽快提出。`, clause: 'A2-8',
    })));
    case 'PromotionProposed': return division === null ? [] : [`office:CASE_HANDLER:${division}`, `office:DIVISION_HEAD:${division}`].map((recipient) => ({ kind: 'PROMOTION_PROPOSED', recipient, message: `${about}：多个申请人申请相同信息，建议纳入主动公开范围，请确认。`, clause: 'A2-21' }));
    default: return [];
  }
}

