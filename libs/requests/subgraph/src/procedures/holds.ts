import { addDays, chineseDate, fen, formatYuan, startOf } from '@disclosure/kernel';
import type { LocalDate, Refusal } from '@disclosure/kernel';
import { clause, constant, renderRemedy } from '@disclosure/law';
import { findDivision } from '@disclosure/organisation';
import { optionalTextRefusals, textRefusals } from '@disclosure/platform-subgraph';
import type { PrepareScope, Stash } from '@disclosure/platform-persistence';
import { FEE_METHODS, feeOf } from '@disclosure/requests-domain';
import type { ProcessingFee, RequestState } from '@disclosure/requests-domain';
import { clockOf, deadlinesOf } from '@disclosure/workflow';
import type { NewEvent } from '@disclosure/workflow';
import { AdmitReasonsInput, DecideAssignmentInput, DeclineToProcessInput, DelayReplyInput, DisputeAssignmentInput, GiveReasonsInput, IssueFeeNoticeInput, LapseFeeInput, RecordFeeNoticeReceiptInput, RecordFeePaymentInput, RecordReasonsNoticeReceiptInput, RefundFeeInput, RequestReasonsInput } from '../schema/holds.inputs.ts';
import { assignmentSheet, requestFacts } from '../use-cases/letters.ts';
import { noticed, scopeAfter, withPayload } from '../use-cases/noticed.ts';
import type { RequestsServices } from '../services.ts';
import type { Completed, CompleteStep, Procedure } from './procedure.ts';

const long = (field: string, label: string, clauseId: string) => ({ field: `input.${field}`, label, max: 4000, multiline: true, clause: clauseId });
const written = (stash: Stash, field: string, body: string): object => stash.text(field, body.trim());
/** A text of the event that this very command brought. */
const bodyOf = ({ event, stash }: CompleteStep, key: string): string => stash.bodyOf((event.payload[key] as { text: string } | undefined)?.text ?? '') ?? '';
const ofRound = ({ round }: RequestState): string => `r${round}`;
const isOnline = ({ means }: RequestState): boolean => means === 'ONLINE' || means === 'EMAIL';
const lines = (text: string | readonly string[]): readonly string[] => (typeof text === 'string' ? text.split('\n') : text);

/** Reasons for number or frequency (A2-17): asked for, given, judged, and a delayed reply. */
export const reasons: Procedure = {
  inputs: { requestReasons: RequestReasonsInput, recordReasonsNoticeReceipt: RecordReasonsNoticeReceiptInput, giveReasons: GiveReasonsInput, admitReasons: AdmitReasonsInput, declineToProcess: DeclineToProcessInput, delayReply: DelayReplyInput },
  plainEvents: { ReasonsRequested: '请您说明申请数量、频次的理由', ReasonsNoticeReceived: '已登记您收到说明理由告知书', ReasonsGiven: '您已说明理由', ReasonsAdmitted: '您的理由已认定合理，继续办理', ProcessingDeclined: '您的申请不予处理', ReplyDelayed: '已确定延迟答复的期限' },
  checks: {
    requestReasons: (input: { findings: string }) => textRefusals(input.findings, long('findings', '所认定的数量、频次', 'A2-17')),
    giveReasons: (input: { explanation: string }) => textRefusals(input.explanation, long('explanation', '理由', 'A2-17')),
    declineToProcess: (input: { reasons: string }) => textRefusals(input.reasons, long('reasons', '不予处理的理由', 'A2-17')),
    delayReply: (input: { reasons: string }) => textRefusals(input.reasons, long('reasons', '延迟的原因', 'A2-17')),
  },
  prepare: () => ({
    requestReasons: (input: { findings: string; periodWorkingDays: number }, stash) => ({ periodWorkingDays: input.periodWorkingDays, findings: written(stash, 'volumeFindings', input.findings) }),
    giveReasons: (input: { explanation: string }, stash) => ({ explanation: written(stash, 'volumeReasons', input.explanation) }),
    declineToProcess: (input: { reasons: string }, stash) => ({ reasons: written(stash, 'volumeFindings', input.reasons) }),
    delayReply: (input: { workingDays: number; reasons: string }, stash) => ({ workingDays: input.workingDays, reasons: written(stash, 'volumeFindings', input.reasons) }),
  }),
  complete: {
    ReasonsRequested: async (step, services) => {
      const after = scopeAfter(step, services, step.event);
      const shared = await requestFacts(after);
      const giveBy = clockOf(after.state, 'T04-REASONS', step.facts, ofRound(after.state))?.clock.dueOn as LocalDate;
      return noticed(step.event, services, after, 'ReasonsNotice', ['REASONS', '公开说'], (number) => ({ fields: { ...shared.fields, giveBy, periodDays: String(step.event.payload['periodWorkingDays']) }, blocks: { ...shared.blocks, findings: bodyOf(step, 'findings') }, number }));
    },
    ReplyDelayed: async (step, services) => {
      const after = scopeAfter(step, services, step.event);
      const shared = await requestFacts(after);
      const { workingDays, until } = step.event.payload as { workingDays: number; until: LocalDate };
      const dueOn = clockOf(step.state, 'T01', step.facts)?.clock.dueOn as LocalDate;
      const givenOn = step.state.volumeReasons.at(-1)?.givenOn as LocalDate;
      return noticed(step.event, services, after, 'DelayedReplyNotice', ['DELAY', '公开迟'], (number) => ({ fields: { ...shared.fields, dueOn, reasonsGivenOn: givenOn, delayDays: String(workingDays), delayedTo: until }, blocks: { ...shared.blocks, reasons: bodyOf(step, 'reasons') }, number }));
    },
    ProcessingDeclined: async (step, services) => {
      const after = scopeAfter(step, services, step.event);
      const { state, facts } = after;
      const shared = await requestFacts(after);
      const asked = state.volumeReasons.at(-1);
      const on = state.lawOn ?? facts.today;
      const decided = await noticed(step.event, services, after, 'ReplyLetter', ['REPLY', '公开'], (number) => ({
        form: 'UNREASONABLE_VOLUME', number, blocks: { ...shared.blocks, reasons: bodyOf(step, 'reasons') },
        fields: { ...shared.fields, reasonsAskedOn: asked?.askedOn, ...(asked?.givenOn ? { reasonsGivenOn: asked.givenOn } : {}), remedy: lines(renderRemedy(facts.law, 'R2', on, { servedOnline: isOnline(state) })) },
      }));
      return 'refusals' in decided ? decided : withPayload(decided, { form: 'UNREASONABLE_VOLUME' });
    },
  },
  timers: (after, facts) => deadlinesOf(after, facts).flatMap(({ limit, round, clock }) => (limit !== 'T04-REASONS' || clock.state !== 'RUNNING' || clock.dueOn === null || round !== after.round || after.warnings.includes(`${limit}:OVERDUE:${clock.dueOn}`) ? []
    : [{ key: 'warn:T04-REASONS:OVERDUE', dueAt: startOf(addDays(clock.dueOn, 1), 9), action: 'warnDeadline', input: { limit, kind: 'OVERDUE', dueOn: clock.dueOn } }])),
  notices: ({ after, event }) => (event.type === 'ReasonsGiven' ? [{ kind: 'REASONS_GIVEN', recipient: 'office:DISCLOSURE_OFFICER', message: `${after.number ?? ''}：申请人已说明理由，请会同承办处室认定。`, clause: 'A2-17' }] : []),
};

/** The processing fee (A2-22): computed, told line by line, kept in a ledger, given up by a timer. */
export const fee: Procedure = {
  inputs: { issueFeeNotice: IssueFeeNoticeInput, recordFeeNoticeReceipt: RecordFeeNoticeReceiptInput, recordFeePayment: RecordFeePaymentInput, refundFee: RefundFeeInput, lapseFee: LapseFeeInput },
  plainEvents: { FeeNoticeIssued: '请您缴纳信息处理费', FeeNoticeReceived: '已登记您收到收费通知', FeePaid: '您已缴费，答复期限重新计算', FeeRefunded: '已退还您缴纳的信息处理费', FeeLapsed: '逾期未缴费，视为放弃申请' },
  checks: {
    issueFeeNotice: (input: { reasons: string; splitReasons?: string }) => [...textRefusals(input.reasons, long('reasons', '收费理由', 'A2-22')), ...optionalTextRefusals(input.splitReasons, long('splitReasons', '拆分说明', 'SC-2020-109-4'))],
    refundFee: (input: { reasons: string; receipt?: string }) => [...textRefusals(input.reasons, long('reasons', '退费理由', 'SC-2020-109-5')), ...optionalTextRefusals(input.receipt, { field: 'input.receipt', label: '票据号码', max: 100, plain: true })],
    recordFeePayment: (input: { receipt?: string }) => optionalTextRefusals(input.receipt, { field: 'input.receipt', label: '财政票据号码', max: 100, plain: true }),
  },
  prepare: () => ({
    issueFeeNotice: async (input: { method: string; count: number; reasons: string; splitReasons?: string }, stash, scope) => {
      const reasons = written(stash, 'volumeFindings', input.reasons);
      // Said once, the reasons are those of the split too (FEE-10 wants them recorded).
      const splitReasons = input.splitReasons?.trim() ? written(stash, 'volumeFindings', input.splitReasons) : input.method === 'PER_ITEM' && input.count > 1 ? reasons : undefined;
      return { method: input.method, count: input.count, alreadyCounted: input.method === 'PER_ITEM' ? await itemsBefore(scope) : 0, reasons, splitReasons };
    },
    refundFee: (input: { refundedOn?: string; reasons: string; receipt?: string }, stash) => ({ refundedOn: input.refundedOn, reasons: written(stash, 'volumeFindings', input.reasons), receipt: input.receipt?.trim() ? stash.text('feeReceipt', input.receipt.trim()) : undefined }),
    recordFeePayment: (input: { paidOn?: string; receipt?: string }, stash) => ({ paidOn: input.paidOn, receipt: input.receipt?.trim() ? stash.text('feeReceipt', input.receipt.trim()) : undefined }),
  }),
  complete: {
    FeeNoticeIssued: async (step, services) => {
      const after = scopeAfter(step, services, step.event);
      const { facts, state } = after;
      const issued = state.fees.at(-1) as ProcessingFee;
      const computed = feeOf(facts.law, state.lawOn ?? facts.today, issued);
      const shared = await requestFacts(after);
      const unit = issued.method === 'PER_ITEM' ? '件' : '页';
      const payBy = clockOf(state, 'T19', facts, ofRound(state))?.clock.dueOn as LocalDate;
      return noticed(step.event, services, after, 'FeeNotice', ['FEE', '公开费'], (number) => ({
        fields: {
          ...shared.fields, method: FEE_METHODS[issued.method], basis: clause(facts.law, issued.method === 'PER_ITEM' ? 'SC-2020-109-4' : 'SC-2020-109-5').text, total: formatYuan(fen(issued.total)), payBy, dispute: constant(facts.law, 'feeNoticeRemedy'),
          lines: (computed?.lines ?? []).map(({ from, to, count, unitPrice, amount }) => ({ range: `第${from}—${to}${unit}`, count: `${count}${unit}`, unitPrice: formatYuan(unitPrice), amount: formatYuan(amount) })),
        },
        blocks: { ...shared.blocks, reasons: bodyOf(step, 'reasons'), ...(step.event.payload['splitReasons'] === undefined ? {} : { splitReasons: bodyOf(step, 'splitReasons') }) }, number,
      }));
    },
    FeeLapsed: (step, services) => abandoned(step, services, ({ fees }) => ({ feeNoticeOn: fees.at(-1)?.noticeOn, payBy: addDays(step.event.effectiveOn, -1) })),
    RequestDeemedAbandoned: (step, services) => abandoned(step, services, ({ clarifications }) => ({ clarificationAskedOn: clarifications.at(-1)?.noticeOn, supplyBy: addDays(step.event.effectiveOn, -1) })),
  },
  project: async ({ tx, after, event }) => {
    if (!event.type.startsWith('Fee')) return;
    const latest = after.fees.at(-1);
    if (!latest) return;
    await tx.query(
      `INSERT INTO requests.fee (request_id, round, method, units, already_counted, amount, notice_on, received_on, paid_on, lapsed, refunded_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (request_id, round) DO UPDATE SET received_on = excluded.received_on, paid_on = excluded.paid_on, lapsed = excluded.lapsed, refunded_on = excluded.refunded_on`,
      [after.id, latest.round, latest.method, latest.count, latest.alreadyCounted, latest.total, latest.noticeOn, latest.receivedOn, latest.paidOn, latest.lapsed, latest.refundedOn]);
  },
  timers: (after, facts) => deadlinesOf(after, facts).flatMap(({ limit, round, clock }) => (limit !== 'T19' || clock.state !== 'RUNNING' || clock.dueOn === null || round !== after.round ? [] : [{ key: 'lapse:T19', dueAt: startOf(addDays(clock.dueOn, 1)), action: 'lapseFee', input: {} }])),
  notices: ({ after, event }) => (event.type === 'FeePaid' && after.leadDivision !== null ? [{ kind: 'FEE_PAID', recipient: `office:CASE_HANDLER:${after.leadDivision}`, message: `${after.number ?? ''}：申请人已于${chineseDate(event.effectiveOn)}缴费，答复期限重新计算。`, clause: 'A2-22' }] : []),
};

/** 不再处理告知书, with the remedy against it (FEE-09; law.md 1.4, O1 and O2). */
async function abandoned(step: CompleteStep, services: RequestsServices, dates: (state: RequestState) => object): Promise<Completed> {
  const after = scopeAfter(step, services, step.event);
  const { state, facts } = after;
  const shared = await requestFacts(after);
  const remedy = lines(renderRemedy(facts.law, 'R2', state.lawOn ?? facts.today, { servedOnline: isOnline(state) }));
  return noticed(step.event, services, after, 'AbandonmentRecord', ['ABANDONMENT', '公开止'], (number) => ({ fields: { ...shared.fields, ...dates(state), abandonedOn: step.event.effectiveOn, remedy }, blocks: shared.blocks, number }));
}

/** Items of the same applicant in the same calendar month before this request (FEE-03): what a notice split counts as split, any other request as one. */
async function itemsBefore({ tx, state }: PrepareScope<RequestState>): Promise<number> {
  const rows = await tx.query<{ items: number }>(
    `SELECT coalesce(sum(coalesce((SELECT f.units FROM requests.fee f WHERE f.request_id = r.id AND f.method = 'PER_ITEM' ORDER BY f.round DESC LIMIT 1), 1)), 0)::integer AS items
     FROM requests.request me JOIN requests.request r ON r.applicant_equality = me.applicant_equality AND r.agency_id = me.agency_id
     WHERE me.id = $1 AND r.received_on >= date_trunc('month', me.received_on)::date AND (r.received_on, length(r.number), r.number) < (me.received_on, length(me.number), me.number)`, [state.id]);
  return rows[0]?.items ?? 0;
}

/** A division disputes the assignment, the office decides again (A2-8). */
export const dispute: Procedure = {
  inputs: { disputeAssignment: DisputeAssignmentInput, decideAssignment: DecideAssignmentInput },
  checks: {
    disputeAssignment: (input: { reasons: string }) => textRefusals(input.reasons, long('reasons', '理由', 'A2-8')),
    decideAssignment: (input: { leadersOpinion: string }): readonly Refusal[] => textRefusals(input.leadersOpinion, long('leadersOpinion', '请示厅领导的情况', 'A2-8')),
  },
  prepare: () => ({
    disputeAssignment: (input: { reasons: string }, stash) => ({ reasons: written(stash, 'reasons', input.reasons) }),
    decideAssignment: (input: { leadDivisionId: string; supportingDivisionIds?: readonly string[]; leadersOpinion: string }, stash) => ({ leadDivisionId: input.leadDivisionId, supportingDivisionIds: input.supportingDivisionIds, leadersOpinion: written(stash, 'assignmentRemarks', input.leadersOpinion) }),
  }),
  complete: {
    AssignmentDecided: async (step, services): Promise<NewEvent | { refusals: readonly Refusal[] }> => {
      const letter = await assignmentSheet(scopeAfter(step, services, step.event), step.event, bodyOf(step, 'leadersOpinion'), step.actor);
      return 'refusals' in letter ? letter : withPayload(step.event, { ...letter });
    },
  },
  notices: ({ after, event, facts }) => {
    const about = after.number ?? '';
    if (event.type === 'AssignmentDisputed') return [{ kind: 'ASSIGNMENT_DISPUTED', recipient: 'office:DISCLOSURE_OFFICER', message: `${about}：${findDivision(facts.organisation, event.actingAs.divisionId ?? '')?.name ?? '承办处室'}对分工有不同意见，请请示厅领导后再次确定。`, clause: 'A2-8' }];
    if (event.type !== 'AssignmentDecided') return [];
    return [...(after.leadDivision === null ? [] : [after.leadDivision]), ...after.supportingDivisions].map((division) => ({ kind: 'ASSIGNMENT_DECIDED', recipient: `office:CASE_HANDLER:${division}`, message: `${about}：分工已再次确定，请办理。`, clause: 'A2-8' }));
  },
};
