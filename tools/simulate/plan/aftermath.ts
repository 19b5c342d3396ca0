import type { MeansOfService } from '@disclosure/requests-domain';
import { anyDecision, decisionOf } from './outcomes.ts';
import type { Decision } from './outcomes.ts';
import { reply } from './reply.ts';
import type { Script } from './script.ts';
import { INFORMATION } from './texts.ts';

/** What follows a reply: objections, remedies and new decisions, corrections of what was recorded, promotion, the archive, erasure. */
export function aftermath(script: Script, { means, decision, title, wantedByMany }: { readonly means: MeansOfService; readonly decision: Decision; readonly title: string; readonly wantedByMany: boolean }): void {
  const { random } = script;
  if (script.paths.has('service corrected')) script.act('correctFact', 'OFFICE_HEAD', { fact: 'SERVED_ON', value: '@servedOn-1', reasons: '回执所载签收日期早一日。' }, { wait: script.within(1, 5), marks: [{ corrected: 'SERVED_ON' }] });
  if (script.paths.has('service unproved')) {
    script.act('archiveRequest', 'OFFICE', {}, { refused: 'FILE_INCOMPLETE', wait: script.within(1, 3) });
    script.act('correctFact', 'OFFICE_HEAD', { fact: 'SERVICE_PROOF', proof: '补交的签收单', reasons: '送达时漏附签收单。' }, { wait: script.within(0, 2) });
  }
  if (decision.items.some(({ agencyId }) => agencyId !== undefined)) referral(script, { receipt: 'recordReferralReceipt', answer: 'answerReferral', next: 'referToAgency' });
  if (script.takes('unmasked', 0.02)) script.act('unmaskApplicant', 'OFFICE', { purpose: '核对送达地址' });
  if (script.takes('contested', 0.03)) {
    script.act('contestReply', 'APPLICANT', { objection: '认为答复未涵盖全部申请内容。' }, { wait: script.days(2, 20) });
    if (random.chance(0.3)) script.act('archiveRequest', 'OFFICE', {}, { refused: 'FILE_INCOMPLETE', wait: script.within(0, 1) });
    script.act('explainReply', 'HANDLER', { explanation: '答复已按申请内容逐项作出，未涉及的内容本机关没有制作或者保存。' }, { wait: script.within(1, 5) });
  }
  if (decision.gives && (wantedByMany || script.takes('suggested for publication', 0.012))) promotion(script, title, wantedByMany);
  const archived = script.takes('archived', 0.72);
  if (archived) script.act('archiveRequest', random.chance(0.9) ? 'OFFICE' : 'OFFICE_HEAD', {}, { wait: script.within(1, 12) });
  if (script.takes('exported', 0.012)) script.act('exportFile', random.chance(0.5) ? 'LEGAL' : 'OFFICE', {}, { wait: script.within(0, 3) });
  if (script.takes('remedy', 0.055)) remedy(script, means);
  else if (archived && script.takes('erased', 0.004)) {
    script.act('eraseApplicant', 'OFFICE_HEAD', {}, { wait: script.within(5, 15) });
    script.act('exportFile', 'OFFICE', {}, { refused: 'APPLICANT_ERASED' });
  }
}

/** The agency that a reply names was told of it by its service: it confirms, answers, sends on, or says nothing. */
export function referral(script: Script, names: { readonly receipt: string; readonly answer: string; readonly next?: string }): void {
  const { random } = script;
  const named = { referralId: '@referral' };
  const ends = random.weighted({ accepted: 50, declined: 15, silent: 35 });
  script.path(`referral ${ends}`);
  if (random.chance(ends === 'silent' ? 0.3 : 0.7)) script.act(names.receipt, random.chance(0.7) ? 'REFERRED_CLERK' : 'OFFICE', named, { wait: script.within(1, 5) });
  if (ends === 'silent') return;
  const declined = ends === 'declined';
  if (declined && random.chance(0.3)) script.act(names.answer, 'REFERRED_CLERK', { ...named, result: 'DECLINED' }, { refused: 'DECLINED_WITHOUT_REASONS', wait: script.within(1, 3) });
  script.act(names.answer, random.chance(0.7) ? 'REFERRED_CLERK' : 'OFFICE', { ...named, result: declined ? 'DECLINED' : 'ACCEPTED', ...(declined ? { reasons: '该事项的职责已调整。', competentAgencyId: 'jl-general-office' } : {}) }, { wait: script.within(1, 10) });
  if (declined && names.next !== undefined) script.act(names.next, 'OFFICE', { agencyId: 'jl-general-office' }, { wait: script.within(0, 3) });
}

/** From on-request to proactive (A2-21): proposed by the applicant, or by the platform where several asked for the same. */
function promotion(script: Script, title: string, wantedByMany: boolean): void {
  const proposed = { table: 'promotion', position: 'PROPOSED' };
  if (wantedByMany) script.path('wanted by many').act('promoteToProactive', 'HANDLER', {}, { wait: script.within(25, 40), onlyIf: proposed });
  else {
    script.act('proposePromotion', 'APPLICANT', {}, { wait: script.days(1, 15) });
    script.act('promoteToProactive', script.random.chance(0.5) ? 'HANDLER' : 'HEAD', {}, { wait: script.within(1, 8), onlyIf: proposed });
  }
  script.add({ publish: { title, body: script.random.pick(INFORMATION) }, wait: script.within(1, 5) });
}

const RESULTS = { UPHELD: 50, OVERTURNED: 16, NEW_DECISION: 14, OTHER: 10, PENDING: 10 } as const;

/** Reconsideration, a suit, or one after the other (A1-18); where a new decision is ordered, the case begins again. */
function remedy(script: Script, means: MeansOfService): void {
  const { random } = script;
  const kind = random.weighted({ reconsideration: 6, suit: 3, both: 2 });
  script.path(`remedy ${kind}`);
  if (kind !== 'suit' && proceeding(script, 'openReconsideration', { receivedOn: '@today', simplified: random.chance(0.2), ...(random.chance(0.7) ? { caseNumber: `示例复议${script.index}号` } : {}) }, 'RECONSIDERATION') === 'NEW_DECISION') return newDecision(script, means);
  if (kind === 'reconsideration') return;
  const after = kind === 'both';
  if (proceeding(script, 'openLitigation', { receivedOn: '@today', ...(after ? { reconsiderationId: '@remedy' } : {}) }, after ? 'LITIGATION_AFTER_RECONSIDERATION' : 'LITIGATION_DIRECT', after) === 'NEW_DECISION') newDecision(script, means);
}

function proceeding(script: Script, action: string, input: { readonly [key: string]: string | boolean }, kind: 'RECONSIDERATION' | 'LITIGATION_DIRECT' | 'LITIGATION_AFTER_RECONSIDERATION', decidedBefore = false): keyof typeof RESULTS {
  const { random } = script;
  script.act(action, 'LEGAL', input, { wait: script.within(3, 25), marks: [{ remedy: kind }] });
  const result = decidedBefore || kind !== 'RECONSIDERATION' ? random.weighted(RESULTS) : random.weighted({ ...RESULTS, PENDING: 0 });
  script.path(`${kind} ${result}`);
  if (random.chance(0.9)) script.act('recordDefence', 'LEGAL', { remedyId: '@remedy', submittedOn: '@today' }, { wait: script.within(1, 8) });
  if (result === 'PENDING') return result;
  const ordered = result === 'NEW_DECISION';
  script.act('recordRemedyResult', 'LEGAL', { remedyId: '@remedy', result: ordered ? 'OVERTURNED' : result, ordersNewDecision: ordered, ...(ordered && random.chance(0.4) ? { newPeriodWorkingDays: random.int(5, 15) } : {}) },
    { wait: script.within(10, 35), marks: [{ result: ordered ? 'OVERTURNED' : result }, ...(ordered ? [{ reopened: true } as const] : [])] });
  if (kind === 'RECONSIDERATION' && !ordered && random.chance(0.3)) {
    script.act('recordReconsiderationOpinion', 'LEGAL', { remedyId: '@remedy', receivedOn: '@today' }, { wait: script.within(1, 3) });
    script.act('reportOnOpinion', 'LEGAL', { remedyId: '@remedy', reportedOn: '@today' }, { wait: script.within(5, 40) });
  }
  return result;
}

/** The new round, by the straight way. */
function newDecision(script: Script, means: MeansOfService): void {
  // What a third party said of it binds the new decision too.
  const objected = script.paths.has('third party OBJECTION') || script.paths.has('third party PARTIAL_CONSENT');
  const decision = objected ? decisionOf(script.random, ['NOT_HELD']) : anyDecision(script.random);
  script.path('new decision');
  reply(script, { means, decision, first: false });
  if (script.random.chance(0.6)) script.act('archiveRequest', 'OFFICE', {}, { wait: script.within(1, 9) });
}
