import { readFileSync, writeFileSync } from 'node:fs';
import { allActions } from '@disclosure/workflow';
import { requestAggregate } from './request.aggregate.ts';
import {
  accepted, APPLICANT, CLERK, CLIENT, assigned, awaitingClarification, awaitingFee, awaitingReasons, lapsed, contributed, deputyApproved, GOOD_INPUTS, officer, proposal, PUBLIC, referred, registered, RequestCase, served, signedOff, submitted, THIRD_PARTY, TIMER,
} from './testing/index.ts';
import { STAGES } from './vocabulary.ts';

// The matrix is a file for people to read against annex 2: who may do what in each position, and what stands in the way of whom.
// Whatever it does not list is refused. After a change of the law: GOLDEN=write, then read the difference.
const FILE = new URL('./__golden__/request-matrix.txt', import.meta.url);

/** One of each role on a case that d-planning leads and d-energy supports, and some who hold none. */
const WHO = {
  public: PUBLIC, applicant: APPLICANT, 'other-applicant': { kind: 'APPLICANT', caseId: 'case-2' }, timer: TIMER, 'lead-handler': officer('handler'), 'lead-head': officer('head'), deputy: officer('deputy'), 'supporting-handler': officer('handler-2'), 'supporting-head': officer('head-2'),
  office: officer('office'), 'office-head': officer('office-head'), 'disclosure-deputy': officer('disclosure-deputy'), principal: officer('principal'), legal: officer('legal'), auditor: officer('auditor'), 'other-handler': officer('general'), 'other-head': officer('general-head'),
  'other-deputy': officer('deputy-2'), secrecy: officer('secrecy'), analyst: officer('analyst'), admin: officer('admin'), group: officer('group'), 'third-party': THIRD_PARTY, clerk: CLERK, client: CLIENT,
} as const;

const RECEIVED = '2026-02-09';
const DAY = '2026-02-11';
const at = (title: string, trial: RequestCase, day = DAY): readonly [string, RequestCase, string] => [title, trial, day];
const reconsidered = (): RequestCase => served().step('2026-02-10', 'openReconsideration', 'legal');
const major = (): RequestCase => deputyApproved(RECEIVED, proposal({ isMajor: true }));
const consulted = (): RequestCase => contributed().step('2026-02-10', 'consultThirdParty', 'handler').step('2026-02-10', 'consultAgency', 'handler');
const objecting = (): RequestCase => consulted().step('2026-02-10', 'answerThirdPartyConsultation', THIRD_PARTY).step('2026-02-10', 'answerAgencyConsultation', CLERK);
const SITUATIONS = [
  at('NONE', new RequestCase()),
  at('SUBMITTED', new RequestCase().step(RECEIVED, 'submitRequest', PUBLIC)),
  at('REGISTERED', registered()),
  at('REGISTERED, on the eighth working day', registered(), '2026-02-26'),
  at('REGISTERED, clarification awaited', awaitingClarification()),
  at('REGISTERED, clarification awaited, its period over', awaitingClarification(), '2026-03-10'),
  at('REGISTERED, clarified', awaitingClarification().step('2026-02-10', 'supplyClarification', APPLICANT)),
  at('ABANDONED', awaitingClarification().step('2026-03-10', 'deemAbandoned', TIMER), '2026-03-10'),
  at('ACCEPTED', accepted()),
  at('ASSIGNED, contribution asked', assigned()),
  at('ASSIGNED, contribution given', contributed()),
  at('ASSIGNED, contribution waived', assigned().step(RECEIVED, 'waiveContribution', 'office')),
  at('ASSIGNED, extension proposed', assigned().step('2026-02-10', 'proposeExtension', 'handler')),
  at('ASSIGNED, extension proposed, reply period over', assigned().step('2026-02-10', 'proposeExtension', 'handler'), '2026-03-16'),
  at('ASSIGNED, extended', assigned().step('2026-02-10', 'proposeExtension', 'handler').step('2026-02-10', 'extendReplyPeriod', 'office-head')),
  at('ASSIGNED, third party and agency consulted', consulted()),
  at('ASSIGNED, third party has the letter', consulted().step('2026-02-10', 'recordConsultationReceipt', 'office')),
  at('ASSIGNED, third party has said nothing', consulted().step('2026-02-10', 'recordConsultationReceipt', 'office'), '2026-03-10'),
  at('ASSIGNED, third party silent', consulted().step('2026-02-10', 'recordConsultationReceipt', 'office').step('2026-03-10', 'lapseConsultation', TIMER), '2026-03-10'),
  at('ASSIGNED, the letter to the third party came back', consulted().step('2026-02-11', 'recordConsultationUndelivered', 'office')),
  at('ASSIGNED, third party not asked any longer', consulted().step('2026-02-11', 'recordConsultationUndelivered', 'office').step('2026-02-11', 'giveUpConsultation', 'handler')),
  at('ASSIGNED, third party objects', objecting()),
  at('DRAFTING, third party objects', objecting().step('2026-02-10', 'draftReplyProposal', 'handler')),
  at('DRAFTING, objection overridden', objecting().step('2026-02-10', 'draftReplyProposal', 'handler').step('2026-02-10', 'overrideForPublicInterest', 'group')),
  at('WITHDRAWN, while a third party was asked', consulted().step('2026-02-10', 'withdrawRequest', APPLICANT)),
  at('DRAFTING, contribution asked', assigned().step('2026-02-10', 'draftReplyProposal', 'handler')),
  at('DRAFTING, contribution given', contributed().step('2026-02-10', 'draftReplyProposal', 'handler')),
  at('DRAFTING, submitted', submitted()),
  at('DRAFTING, returned', submitted().step('2026-02-10', 'returnReplyProposal', 'head')),
  at('DIVISION_APPROVED', submitted().step('2026-02-10', 'approveReplyAsDivisionHead', 'head')),
  at('DEPUTY_APPROVED', deputyApproved()),
  at('DEPUTY_APPROVED, major', major()),
  at('PRINCIPAL_APPROVED', major().step('2026-02-10', 'approveReplyAsPrincipalLeader', 'principal')),
  at('REPLY_DRAFTED', deputyApproved().step('2026-02-10', 'draftReplyLetter', 'office')),
  at('REPLY_PROOFREAD', deputyApproved().step('2026-02-10', 'draftReplyLetter', 'office').step('2026-02-10', 'proofreadReplyLetter', 'handler')),
  at('SIGNED_OFF', signedOff()),
  at('SIGNED_OFF, sealed', signedOff().step('2026-02-10', 'sealReplyLetter', 'office')),
  at('ASSIGNED, reasons awaited', awaitingReasons()),
  at('ASSIGNED, reasons awaited, the period over', awaitingReasons(), '2026-03-09'),
  at('ASSIGNED, reasons given', awaitingReasons().step('2026-02-10', 'giveReasons', APPLICANT)),
  at('ASSIGNED, reasons admitted', awaitingReasons().step('2026-02-10', 'giveReasons', APPLICANT).step('2026-02-10', 'admitReasons', 'office')),
  at('ASSIGNED, reply delayed', awaitingReasons().step('2026-02-10', 'giveReasons', APPLICANT).step('2026-02-10', 'admitReasons', 'office').step('2026-02-10', 'delayReply', 'office')),
  at('NOT_PROCESSED', awaitingReasons().step('2026-02-10', 'giveReasons', APPLICANT).step('2026-02-10', 'declineToProcess', 'office')),
  at('WITHDRAWN, while reasons were awaited', awaitingReasons().step('2026-02-10', 'withdrawRequest', APPLICANT)),
  at('ASSIGNED, fee awaited', awaitingFee()),
  at('ASSIGNED, fee awaited, the period over', awaitingFee(), '2026-03-16'),
  at('ASSIGNED, fee paid', awaitingFee().step('2026-02-10', 'recordFeePayment', 'office')),
  at('ASSIGNED, fee given back', awaitingFee().step('2026-02-10', 'recordFeePayment', 'office').step('2026-02-10', 'refundFee', 'office')),
  at('ABANDONED, fee unpaid', awaitingFee().step('2026-03-16', 'lapseFee', TIMER), '2026-03-16'),
  at('WITHDRAWN, while a fee was awaited', awaitingFee().step('2026-02-10', 'withdrawRequest', APPLICANT)),
  at('REGISTERED, clarified late with good reason', lapsed().step('2026-03-12', 'supplyClarification', 'office'), '2026-03-12'),
  at('ASSIGNED, assignment disputed', assigned().step('2026-02-10', 'disputeAssignment', 'head')),
  at('ASSIGNED, assignment decided', assigned().step('2026-02-10', 'disputeAssignment', 'head').step('2026-02-10', 'decideAssignment', 'office')),
  at('SERVED, on the spot', assigned().step('2026-02-10', 'replyOnTheSpot', 'office')),
  at('SERVED', served()),
  at('SERVED, promotion proposed', served().step('2026-02-10', 'proposePromotion', TIMER)),
  at('SERVED, promotion confirmed', served().step('2026-02-10', 'proposePromotion', TIMER).step('2026-02-10', 'promoteToProactive', 'head')),
  at('SERVED, erased', served().step('2026-02-10', 'eraseApplicant', 'office-head')),
  at('SERVED, referred to another agency', referred()),
  at('SERVED, referred, and fifteen working days have passed', referred(), '2026-03-10'),
  at('SERVED, the referral received', referred().step('2026-02-10', 'recordReferralReceipt', CLERK)),
  at('SERVED, the referral declined', referred().step('2026-02-10', 'answerReferral', CLERK)),
  at('SERVED, referred, and erased', referred().step('2026-02-10', 'eraseApplicant', 'office-head')),
  at('SERVED, contested', served().step('2026-02-10', 'contestReply', APPLICANT)),
  at('SERVED, explained', served().step('2026-02-10', 'contestReply', APPLICANT).step('2026-02-10', 'explainReply', 'handler')),
  at('SERVED, reconsideration pending', reconsidered()),
  at('SERVED, reconsideration upheld', reconsidered().step('2026-02-11', 'recordRemedyResult', 'legal', { remedyId: 'remedy-1', result: 'UPHELD' })),
  at('SERVED, reconsideration with another result', reconsidered().step('2026-02-11', 'recordRemedyResult', 'legal', { remedyId: 'remedy-1', result: 'OTHER' })),
  at('ASSIGNED, in the second round', reconsidered().step('2026-02-11', 'recordRemedyResult', 'legal')),
  at('REGISTERED, a fact corrected', new RequestCase().step(RECEIVED, 'submitRequest', PUBLIC).step('2026-02-10', 'registerRequest', 'office').step('2026-02-11', 'correctFact', 'office-head', { ...GOOD_INPUTS['correctFact'], value: RECEIVED })),
  at('ARCHIVED', served().step('2026-02-10', 'archiveRequest', 'office')),
  at('WITHDRAWN, while clarification was awaited', awaitingClarification().step('2026-02-10', 'withdrawRequest', APPLICANT)),
  at('WITHDRAWN', assigned().step('2026-02-10', 'withdrawRequest', APPLICANT)),
];

function matrix(): string {
  const lines: string[] = [];
  for (const [title, trial, day] of SITUATIONS) {
    lines.push(`[${title}]`);
    for (const { name } of allActions(requestAggregate)) {
      const outcomes = new Map<string, string[]>();
      for (const [who, actor] of Object.entries(WHO)) {
        const decision = trial.decide(day, name, actor, GOOD_INPUTS[name]);
        if (decision.kind === 'FORBIDDEN') continue;
        const codes = decision.kind === 'REFUSED' ? decision.refusals.map(({ code }) => code) : [];
        if (codes.includes('WRONG_STATE')) continue;
        const key = codes.length === 0 ? 'may:' : `${codes.join('+')}:`;
        outcomes.set(key, [...(outcomes.get(key) ?? []), who]);
      }
      for (const [key, who] of outcomes) lines.push(`  ${name} ${key} ${who.join(' ')}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

test('position × action × role is what people have read', () => {
  const now = matrix();
  if (process.env['GOLDEN'] === 'write') writeFileSync(FILE, now);
  expect(now).toBe(readFileSync(FILE, 'utf8'));
});

test('no position of any table is left out', () => {
  const stages = new Set(SITUATIONS.map(([title]) => title.split(',')[0]));
  expect([...stages].sort()).toEqual(['NONE', ...Object.keys(STAGES)].sort());
  const seen = new Set(SITUATIONS.flatMap(([, trial]) => Object.entries(trial.state.positions).map(([key, position]) => `${key.split(':')[0]} ${position}`)));
  const all = requestAggregate.tables.flatMap((table) => Object.keys(table.positions).map((position) => `${table.name} ${position}`));
  expect(all.filter((position) => !seen.has(position))).toEqual([]);
});
