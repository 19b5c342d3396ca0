import { aftermath } from './aftermath.ts';
import { extension, otherAgency, processingFee, thirdParty, volumeReasons } from './handling.ts';
import type { AfterConsultation } from './handling.ts';
import { intake } from './intake.ts';
import { anyDecision, decisionOf } from './outcomes.ts';
import type { Decision } from './outcomes.ts';
import type { Person, Step } from './plan.ts';
import { reply } from './reply.ts';
import type { Script } from './script.ts';
import { INFORMATION } from './texts.ts';

export interface RequestOptions {
  readonly person: Person;
  readonly channel: Parameters<typeof intake>[2];
  readonly title: string;
  readonly wantedByMany: boolean;
  /** The same applicant asked for the same before: the case of that number. */
  readonly earlier: number | null;
}

/** Writes the script of one request, from the form to the archive. */
export function writeRequest(script: Script, options: RequestOptions): void {
  write(script, options);
  if (script.takes('withdrawn', 0.035)) withdraw(script);
}

function write(script: Script, { person, channel, title, wantedByMany, earlier }: RequestOptions): void {
  const { random } = script;
  const { goesOn, form, means } = intake(script, person, channel, title);
  if (!goesOn) return;
  if (channel === 'IN_PERSON' && script.takes('receipt corrected', 0.08)) script.act('correctFact', 'OFFICE_HEAD', { fact: 'RECEIVED_ON', value: '@receivedOn-1', reasons: '收件章所载日期早一日。' }, { wait: script.within(0, 2), marks: [{ corrected: 'RECEIVED_ON' }] });
  if (script.takes('tracking code', 0.02)) trackingCode(script);
  const plainly = !script.paths.has('clarification');
  if (plainly && script.takes('on the spot', 0.035)) {
    if (script.takes('made ready', 0.35)) {
      script.act('prepareOnTheSpotReply', random.chance(0.7) ? 'HANDLER' : 'OFFICE', { information: random.pick(INFORMATION) }, { wait: script.within(0, 1) });
      script.act('replyOnTheSpot', 'OFFICE', { given: '当场提供。' }, { refused: 'NO_CLEARANCE' });
      script.add({ review: 'PASS', of: 'PREPARED', extent: 'FULL_TEXT' });
      script.act('replyOnTheSpot', 'OFFICE', { given: '当场提供拟备的信息一份。' }, { marks: [{ closed: 'DISCLOSED' }] });
    } else script.act('replyOnTheSpot', 'OFFICE', { disclosureIds: ['@disclosure'], given: '当场提供已主动公开的文件并说明查询方法。' }, { wait: script.within(0, 1), marks: [{ closed: 'DISCLOSED' }] });
    if (random.chance(0.7)) script.act('archiveRequest', 'OFFICE', {}, { wait: script.within(1, 9) });
    return;
  }
  if (plainly && script.takes('volume', 0.035) && !volumeReasons(script)) return;
  if (plainly && script.takes('fee', 0.025) && !processingFee(script, form)) return;
  if (script.takes('extension', 0.09)) extension(script);
  const { decision, overridden } = decided(script, earlier);
  if (script.takes('service corrected', 0.006)) script.path('service corrected');
  reply(script, { means, decision, overridden, first: true });
  aftermath(script, { means, decision, title, wantedByMany });
}

/** A code that went astray is stopped and given anew: by its holder, or by the office, which looks at who asks. */
function trackingCode(script: Script): void {
  const reasons = '申请人称查询码遗失。';
  const revoked = script.random.chance(0.5);
  if (revoked) script.act('revokeTrackingCode', script.random.chance(0.5) ? 'APPLICANT' : 'OFFICE', { reasons });
  // Whose code was stopped has none to renew it with.
  if (!revoked && script.random.chance(0.5)) script.act('renewTrackingCode', 'APPLICANT');
  else script.act('renewTrackingCode', 'OFFICE', { reasons, identityCheck: 'DOCUMENT_SHOWN' });
}

/** What is decided: as those who were asked have it, or as the case's way leads to it, or by chance. */
function decided(script: Script, earlier: number | null): AfterConsultation {
  const { random } = script;
  const plain = (decision: Decision): AfterConsultation => ({ decision, overridden: false });
  if (earlier !== null) {
    script.path('repeated').add({ after: earlier });
    return plain(decisionOf(random, ['REPEATED']));
  }
  if (script.paths.has('clarification supplied') && script.takes('still unclear', 0.2)) return plain(decisionOf(random, ['STILL_UNCLEAR']));
  if (script.takes('third party', 0.08)) return thirdParty(script);
  if (script.takes('other agency', 0.04)) return otherAgency(script);
  return plain(anyDecision(random));
}

const closes = (step: Step): boolean => 'marks' in step && (step.marks ?? []).some((mark) => 'closed' in mark);

/** Cuts the script off at some point before it is closed, the applicant taking the request back there. */
function withdraw(script: Script): void {
  const end = script.steps.findIndex(closes);
  if (end < 0 || script.paths.has('clarification withdrawn')) return;
  script.steps.length = script.random.int(1, end);
  script.act('withdrawRequest', 'APPLICANT', {}, { wait: script.days(0, 3), marks: [{ closed: 'OTHER' }] });
}
