import type { SubmissionChannel } from '@disclosure/requests-domain';
import { referral } from './aftermath.ts';
import { applicantInput } from './intake.ts';
import type { Person } from './plan.ts';
import type { Script } from './script.ts';

/** Writes the script of a request to correct what a record says about the applicant (A2-19). */
export function writeCorrection(script: Script, person: Person, channel: SubmissionChannel): void {
  const { random } = script;
  script.path('correction').act('submitCorrectionRequest', channel === 'ONLINE' ? 'PUBLIC' : 'OFFICE', { channel, applicant: applicantInput(person), title: '企业名录中的登记信息', claim: '名录所载主营业务与登记不一致，附营业执照为证。' });
  script.act('registerCorrectionRequest', 'OFFICE', { leadDivisionId: script.lead, receivedOn: '@today' }, { wait: script.within(0, 1) });
  if (script.takes('correction withdrawn', 0.08)) return void script.act('withdrawCorrectionRequest', 'APPLICANT', {}, { wait: script.days(0, 5) });
  const finding = random.weighted({ INACCURATE: 6, ACCURATE: 3, NOT_OURS: 2 });
  script.path(`correction ${finding}`).act('verifyCorrection', 'HANDLER', { finding, findings: '已调阅原始申报材料并与登记机关核对。' }, { wait: script.takes('correction late', 0.1) ? script.within(21, 24) : script.within(1, 10) });
  const decide = { wait: script.within(0, 3) };
  switch (finding) {
    case 'INACCURATE': script.act('correctRecord', 'HEAD', { correction: '已按登记信息更正名录所载主营业务。' }, decide); break;
    case 'ACCURATE': script.act('declineCorrection', 'HEAD', { reasons: '经核实，名录所载内容与申报时一致。' }, decide); break;
    default:
      script.act('directCorrection', 'HEAD', { agencyId: 'jl-market-regulation' }, decide);
      referral(script, { receipt: 'recordCorrectionReferralReceipt', answer: 'answerCorrectionReferral' });
  }
}
