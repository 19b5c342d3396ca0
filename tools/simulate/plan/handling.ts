import type { FormOfProvision } from '@disclosure/requests-domain';
import { anyDecision, decisionOf, objectedDecision } from './outcomes.ts';
import type { Decision } from './outcomes.ts';
import { inventedThirdParty } from './people.ts';
import type { Script } from './script.ts';

const DECLINED = [{ closed: 'NOT_PROCESSED_UNREASONABLE_VOLUME' }];

/** Reasons for number or frequency (A2-17): given and admitted, given and not admitted, not given. Gives whether the case goes on. */
export function volumeReasons(script: Script): boolean {
  const { random } = script;
  const periodWorkingDays = random.pick([5, 10]);
  script.act('requestReasons', 'OFFICE', { findings: '近三个月内就同类事项提出申请三十余件。', periodWorkingDays }, { wait: script.within(0, 1) });
  if (random.chance(0.2)) script.act('recordReasonsNoticeReceipt', 'OFFICE', { receivedOn: '@today' }, { wait: script.within(1, 2) });
  const ends = random.weighted({ admitted: 5, delayed: 4, 'not admitted': 4, silent: 3 });
  script.path(`reasons ${ends}`);
  if (ends === 'silent') {
    script.act('declineToProcess', 'OFFICE', { reasons: '申请人未说明理由。' }, { refused: 'REASONS_PERIOD_RUNNING' });
    script.act('declineToProcess', 'OFFICE', { reasons: '申请人逾期未说明理由。' }, { wait: { workingDays: periodWorkingDays + 1 }, marks: DECLINED });
    return false;
  }
  script.act('giveReasons', random.chance(0.8) ? 'APPLICANT' : 'OFFICE', { explanation: '因开展行业研究，需要连续多年的资料。' }, { wait: script.days(1, 4) });
  if (ends === 'not admitted') {
    script.act('declineToProcess', 'OFFICE', { reasons: '所述理由与申请的数量、频次不相称。' }, { wait: script.within(0, 2), marks: DECLINED });
    return false;
  }
  script.act('admitReasons', 'OFFICE', {}, { wait: script.within(0, 1) });
  if (ends === 'delayed') script.act('delayReply', 'OFFICE', { workingDays: random.int(5, 30), reasons: '所涉资料数量较大，需要逐件核对。' }, { wait: script.within(0, 1) });
  return true;
}

/** The processing fee by one of its two methods (A2-22). Gives whether the case goes on. */
export function processingFee(script: Script, form: FormOfProvision): boolean {
  const { random } = script;
  const copies = form === 'PAPER_COPY' || form === 'ELECTRONIC_COPY';
  const method = copies && random.chance(0.6) ? 'PER_PAGE' : 'PER_ITEM';
  script.path(`fee ${method}`);
  if (!copies && random.chance(0.5)) script.act('issueFeeNotice', 'OFFICE', { method: 'PER_PAGE', count: 90, reasons: '数量明显超过合理范围。' }, { refused: 'FEE_METHOD_UNFIT' });
  const counted = method === 'PER_PAGE' ? {} : { splitReasons: '申请表列明多个年度、多个项目，按年度和项目拆分。' };
  if (copies && random.chance(0.2)) script.act('issueFeeNotice', 'OFFICE', { method: 'PER_PAGE', count: 30, reasons: '数量明显超过合理范围。' }, { refused: 'NO_FEE_DUE' });
  script.act('issueFeeNotice', 'OFFICE', { method, ...counted, count: method === 'PER_PAGE' ? random.int(31, 320) : random.int(11, 45), reasons: '申请的数量、频次明显超过合理范围。' }, { wait: script.within(0, 1) });
  if (random.chance(0.4)) script.act('recordFeeNoticeReceipt', 'OFFICE', { receivedOn: '@today' }, { wait: script.within(1, 3) });
  if (script.takes('fee unpaid', 0.3)) {
    script.add({ until: { table: 'fee', position: 'LAPSED' }, marks: [{ closed: 'OTHER_FEE_UNPAID' }] });
    return false;
  }
  script.act('recordFeePayment', 'OFFICE', { paidOn: '@today', ...(random.chance(0.7) ? { receipt: `示例票据${script.index}` } : {}) }, { wait: script.within(1, 12) });
  return true;
}

/** More time (A2-9, R-33): asked for by the division, consented to by the head of the office, once. */
export function extension(script: Script): void {
  const workingDays = script.random.int(5, 20);
  script.act('proposeExtension', 'HANDLER', { workingDays, reasons: '需要核对多个年度的档案。' }, { wait: script.within(1, 3) });
  if (script.takes('extension beyond what was asked refused', 0.1) && workingDays < 20) script.act('extendReplyPeriod', 'OFFICE_HEAD', { workingDays: workingDays + 1 }, { refused: 'EXTENSION_BEYOND_PROPOSAL' });
  script.act('extendReplyPeriod', 'OFFICE_HEAD', { workingDays }, { wait: script.within(0, 1) });
  if (script.takes('second extension refused', 0.15)) script.act('proposeExtension', 'HANDLER', { workingDays: 5, reasons: '仍需时间。' }, { refused: 'EXTENSION_ALREADY_USED', wait: script.within(0, 2) });
}

/** What a consultation leaves to be done: with the decision, and around it. */
export interface AfterConsultation {
  readonly decision: Decision;
  /** Its objection is overridden by the leading group: the division learns that when it submits, the office when it serves. */
  readonly overridden: boolean;
}

/** The letter arrives; or it comes back, is sent again, and now and then nobody can be reached at all. Gives whether it arrived in the end. */
function delivered(script: Script): boolean {
  const { random } = script;
  const named = { consultationId: '@consultation' };
  if (script.takes('letter came back', 0.12)) {
    script.act('recordConsultationUndelivered', random.chance(0.5) ? 'HANDLER' : 'OFFICE', { ...named, undeliveredOn: '@today', reason: random.pick(['ADDRESS_WRONG', 'MOVED', 'UNCLAIMED', 'NO_RECEIPT_FOUND']), proof: '退回邮件批注' }, { wait: random.chance(0.3) ? script.within(11, 14) : script.within(2, 6) });
    if (script.takes('letter given up', 0.4)) {
      script.act('giveUpConsultation', 'HANDLER', { ...named, reasons: '经向登记机关查询，没有其他可以送达的地址。' }, { wait: script.within(1, 4) });
      return false;
    }
    script.act('resendConsultation', 'HANDLER', { ...named, ...(random.chance(0.6) ? { contact: { telephone: '0431-00000999', postalAddress: '样例市演示街另址' } } : {}) }, { wait: script.within(0, 3) });
  }
  script.act('recordConsultationReceipt', random.chance(0.7) ? 'HANDLER' : 'OFFICE', { ...named, receivedOn: '@today', proof: '邮件跟踪记录' }, { wait: script.within(1, 4) });
  return true;
}

/** A third party is asked (A2-15): it agrees, objects, or says nothing. */
export function thirdParty(script: Script): AfterConsultation {
  const { random } = script;
  const party = inventedThirdParty(script.index);
  const named = { consultationId: '@consultation' };
  script.act('consultThirdParty', 'HANDLER', { thirdParty: { ...party }, content: '拟公开项目名称、承担单位和资金数额，不含报价构成。' }, { wait: script.within(0, 2) });
  if (!delivered(script)) return { decision: decisionOf(random, ['DISCLOSED']), overridden: false };
  const answer = random.weighted({ CONSENT: 40, PARTIAL_CONSENT: 12, OBJECTION: 22, OVERRIDDEN: 10, SILENT: 16 });
  script.path(`third party ${answer}`);
  if (answer === 'SILENT') script.add({ until: { table: 'consultation', position: 'LAPSED', subject: '@consultation' } });
  else {
    const onPaper = random.chance(0.3);
    if (answer !== 'CONSENT' && random.chance(0.1)) script.act('answerThirdPartyConsultation', 'THIRD_PARTY', { ...named, result: 'OBJECTION' }, { refused: 'OBJECTION_WITHOUT_REASONS', wait: { days: 1 } });
    script.act('answerThirdPartyConsultation', onPaper ? 'HANDLER' : 'THIRD_PARTY', {
      ...named, result: answer === 'OVERRIDDEN' ? 'OBJECTION' : answer, ...(answer === 'CONSENT' ? {} : { reasons: '涉及我单位经营信息。' }), ...(onPaper ? { answeredOn: '@today' } : {}),
    }, { wait: script.days(1, 11) });
  }
  switch (answer) {
    case 'OBJECTION': return { decision: objectedDecision(random, true), overridden: false };
    case 'PARTIAL_CONSENT': return { decision: objectedDecision(random, false), overridden: false };
    default: return { decision: decisionOf(random, ['DISCLOSED']), overridden: answer === 'OVERRIDDEN' };
  }
}

/** Another agency that made the information too is asked (A2-16): its silence is consent. */
export function otherAgency(script: Script): AfterConsultation {
  const { random } = script;
  const named = { consultationId: '@consultation' };
  script.act('consultAgency', 'HANDLER', { agencyId: random.pick(['jl-ecology', 'jl-finance', 'jl-development-reform']), content: '拟公开联合评审结论。' }, { wait: script.within(0, 2) });
  script.act('recordConsultationReceipt', 'HANDLER', { ...named, receivedOn: '@today' }, { wait: script.within(0, 2) });
  const answer = random.weighted({ CONSENT: 6, OBJECTION: 1, SILENT: 3 });
  script.path(`agency ${answer}`);
  if (answer === 'SILENT') script.add({ until: { table: 'consultation', position: 'LAPSED', subject: '@consultation' } });
  else script.act('answerAgencyConsultation', random.chance(0.7) ? 'AGENCY_CLERK' : 'HANDLER', { ...named, result: answer, ...(answer === 'OBJECTION' ? { reasons: '尚在审核，建议暂不公开。' } : {}) }, { wait: script.days(1, 12) });
  return { decision: answer === 'OBJECTION' ? { ...decisionOf(random, ['WITHHELD']) } : anyDecision(random), overridden: false };
}
