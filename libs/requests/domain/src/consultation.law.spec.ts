import { localDate } from '@disclosure/kernel';
import { deadlinesOf } from '@disclosure/workflow';
import { previewConsultation } from './consultation.preview.ts';
import { requestAggregate } from './request.aggregate.ts';
import { CLERK, contributed, item, officer, proposal, ref, THIRD_PARTY, TIMER } from './testing/index.ts';
import type { RequestCase } from './testing/index.ts';

// Composite example of law.md, chapter 0: received 2026-09-01, due 09-29.
const handled = (): RequestCase => contributed('2026-09-01');
const consulted = (): RequestCase => handled().step('2026-09-08', 'consultThirdParty', 'handler');
const objecting = (): RequestCase => consulted().step('2026-09-17', 'answerThirdPartyConsultation', THIRD_PARTY);
const drafted = (trial: RequestCase, day: string, input = proposal()): RequestCase => trial.step(day, 'draftReplyProposal', 'handler', input);
const due = (trial: RequestCase, day: string): string | null => trial.clock('T01', day).dueOn;
const answer = (result: string): object => ({ consultationId: 'consultation-1', result });
const agencyAnswer = (result: string): object => ({ consultationId: 'consultation-2', result });

describe('CLK-07: the time that a third party is consulted does not count', () => {
  it('leaves out the working days from the day after the letter to the answer: 09-08 to 09-17 are 7, due 10-14; with the whole extension 11-11', () => {
    const trial = consulted().step('2026-09-17', 'answerThirdPartyConsultation', THIRD_PARTY, answer('CONSENT'));
    expect(due(handled(), '2026-09-01')).toBe('2026-09-29');
    expect(due(trial, '2026-09-17')).toBe('2026-10-14');
    trial.step('2026-09-18', 'proposeExtension', 'handler', { workingDays: 20, reasons: ref('r') }).step('2026-09-18', 'extendReplyPeriod', 'office-head', { workingDays: 20 });
    expect(due(trial, '2026-09-18')).toBe('2026-11-11');
  });

  it('leaves out 17 where the letter came on 09-10 and nobody answers: limit 10-08, due 10-28, whenever the timer fires', () => {
    const trial = consulted().step('2026-09-11', 'recordConsultationReceipt', 'office', { consultationId: 'consultation-1', receivedOn: '2026-09-10' });
    expect(trial.clock('T05', '2026-09-11').dueOn).toBe('2026-10-08');
    expect(due(trial, '2026-09-11')).toBe('2026-10-28');
    expect(trial.codes('2026-10-08', 'lapseConsultation', TIMER)).toEqual(['CONSULTATION_PERIOD_RUNNING R-32']);
    trial.step('2026-10-12', 'lapseConsultation', TIMER);
    expect(due(trial, '2026-10-12')).toBe('2026-10-28');
    expect(trial.state.consultations[0]).toMatchObject({ result: 'NO_ANSWER', answeredOn: null });
    expect(trial.clock('T05', '2026-10-12').state).toBe('STOPPED');
  });

  it('has no due date while nobody knows when the letter came, and leaves out only the days to an early answer once it is known', () => {
    const trial = consulted();
    expect(trial.clock('T01', '2026-09-09')).toMatchObject({ state: 'SUSPENDED', dueOn: null });
    trial.step('2026-09-10', 'recordConsultationReceipt', 'handler').step('2026-09-17', 'answerThirdPartyConsultation', THIRD_PARTY, answer('CONSENT'));
    expect(due(trial, '2026-09-17')).toBe('2026-10-14');
    expect(trial.clock('T05', '2026-09-17')).toMatchObject({ state: 'STOPPED', stoppedOn: '2026-09-17' });
  });

  it('leaves out once what two consultations take at the same time (CAL-07)', () => {
    const trial = consulted().step('2026-09-08', 'consultAgency', 'handler').step('2026-09-16', 'answerAgencyConsultation', CLERK).step('2026-09-17', 'answerThirdPartyConsultation', THIRD_PARTY, answer('CONSENT'));
    expect(due(trial, '2026-09-17')).toBe('2026-10-14');
  });

  it('says beforehand what it comes to, by the same clock', () => {
    const { state } = handled();
    const facts = handled().facts('2026-09-08');
    const plan = { kind: 'THIRD_PARTY', sentOn: localDate('2026-09-08'), receivedOn: localDate('2026-09-10') } as const;
    expect(previewConsultation(state, facts, { ...plan, answeredOn: null }, officer('handler'))).toEqual({ refusals: [], answerBy: '2026-10-08', dueOnBefore: '2026-09-29', dueOn: '2026-10-28', provisional: false, workingDaysExcluded: 17 });
    expect(previewConsultation(state, facts, { ...plan, answeredOn: localDate('2026-09-17') }, officer('handler'))).toMatchObject({ dueOn: '2026-10-14', workingDaysExcluded: 7 });
    expect(previewConsultation(state, facts, { ...plan, kind: 'AGENCY', answeredOn: null }, officer('handler'))).toMatchObject({ dueOn: '2026-10-28', answerBy: '2026-10-08' });
    expect(previewConsultation(state, facts, { ...plan, answeredOn: localDate('2026-10-09') }, officer('handler')).refusals.map(({ code }) => code)).toEqual(['CONSULTATION_PERIOD_OVER']);
    expect(previewConsultation(requestAggregate.initial('x'), facts, { ...plan, answeredOn: null }, officer('handler')).refusals.map(({ code }) => code)).toEqual(['WRONG_STATE']);
  });
});

describe('CLK-08, CLK-10: another agency', () => {
  it('consents by its silence', () => {
    const trial = handled().step('2026-09-08', 'consultAgency', 'handler').step('2026-09-11', 'recordConsultationReceipt', 'office', { consultationId: 'consultation-2', receivedOn: '2026-09-10' });
    expect(trial.clock('T06', '2026-09-11').dueOn).toBe('2026-10-08');
    trial.step('2026-10-09', 'lapseConsultation', TIMER, { consultationId: 'consultation-2' });
    expect(trial.state.consultations[0]).toMatchObject({ kind: 'AGENCY', result: 'DEEMED_CONSENT' });
    expect(due(trial, '2026-10-09')).toBe('2026-10-28');
  });

  it('is one of the directory, not ourselves, and asked once at a time', () => {
    const asked = handled().step('2026-09-08', 'consultAgency', 'handler');
    const ask = (trial: RequestCase, agencyId: string) => trial.codes('2026-09-09', 'consultAgency', 'handler', { consultationId: 'consultation-3', agencyId, content: ref('x') });
    expect(ask(handled(), 'nobody')).toEqual(['UNKNOWN_AGENCY A2-16']);
    expect(ask(handled(), 'jlgxt')).toEqual(['OWN_AGENCY A2-16']);
    expect(ask(asked, 'jl-ecology')).toEqual(['ALREADY_CONSULTED A2-16']);
    expect(asked.codes('2026-09-09', 'answerAgencyConsultation', { kind: 'AGENCY_CLERK', agencyId: 'jl-health', clerkId: 'c' })).toEqual(['FORBIDDEN A2-16']);
    expect(asked.codes('2026-09-09', 'answerThirdPartyConsultation', 'handler', { consultationId: 'consultation-2', result: 'CONSENT' })).toEqual(['WRONG_CONSULTATION A2-15']);
  });
});

describe('who answers, when, and how', () => {
  it('is the party itself, of its own consultation only, or an officer with its paper', () => {
    const two = consulted().step('2026-09-08', 'consultThirdParty', 'handler', { consultationId: 'consultation-9', thirdParty: { sealed: 'q' }, content: ref('x') });
    expect(two.codes('2026-09-09', 'answerThirdPartyConsultation', THIRD_PARTY, { consultationId: 'consultation-9', result: 'CONSENT' })).toEqual(['FORBIDDEN A2-15']);
    expect(two.codes('2026-09-09', 'answerThirdPartyConsultation', { kind: 'APPLICANT', caseId: 'case-1' })).toEqual(['FORBIDDEN A2-15']);
    expect(two.step('2026-09-16', 'answerThirdPartyConsultation', 'office', { ...answer('CONSENT'), answeredOn: '2026-09-14' }).state.consultations[0]).toMatchObject({ answeredOn: '2026-09-14', result: 'CONSENT' });
  });

  it('answers once, on a day after the letter and not to come, and says why it objects', () => {
    const on = (answeredOn: string) => consulted().codes('2026-09-10', 'answerThirdPartyConsultation', 'office', { ...answer('CONSENT'), answeredOn });
    expect(on('2026-09-11')).toEqual(['DATE_IN_FUTURE R-32']);
    expect(on('2026-09-07')).toEqual(['DATE_BEFORE_LETTER R-32']);
    expect(consulted().codes('2026-09-10', 'answerThirdPartyConsultation', THIRD_PARTY, answer('OBJECTION'))).toEqual(['OBJECTION_WITHOUT_REASONS A2-15']);
    expect(objecting().codes('2026-09-18', 'answerThirdPartyConsultation', THIRD_PARTY)).toEqual(['WRONG_STATE A2-15']);
  });

  it('comes too late on the day after its limit, even before the timer fired', () => {
    const trial = consulted().step('2026-09-10', 'recordConsultationReceipt', 'office');
    expect(trial.codes('2026-10-09', 'answerThirdPartyConsultation', THIRD_PARTY)).toEqual(['CONSULTATION_PERIOD_OVER R-32']);
    expect(trial.codes('2026-10-08', 'answerThirdPartyConsultation', THIRD_PARTY)).toEqual([]);
  });

  it('is never after its receipt: that lies between the letter and today', () => {
    const on = (receivedOn: string) => consulted().codes('2026-09-10', 'recordConsultationReceipt', 'office', { consultationId: 'consultation-1', receivedOn });
    expect([on('2026-09-11'), on('2026-09-07'), on('2026-09-08')]).toEqual([['DATE_IN_FUTURE R-32'], ['DATE_BEFORE_LETTER R-32'], []]);
  });
});

describe('A2-15: what a third party objects to', () => {
  it('holds up the proposal while it is asked', () => {
    expect(drafted(consulted(), '2026-09-09').codes('2026-09-09', 'submitReplyProposal', 'handler')).toEqual(['CONSULTATION_OPEN A2-15']);
    expect(drafted(handled().step('2026-09-08', 'consultAgency', 'handler'), '2026-09-09').codes('2026-09-09', 'submitReplyProposal', 'handler')).toEqual(['CONSULTATION_OPEN A2-16']);
  });

  it('is not disclosed, may be withheld for its sake, and may be disclosed where it said nothing', () => {
    const partly = proposal({ items: [item('PARTLY_DISCLOSED', { ground: 'THIRD_PARTY_RIGHTS' })] });
    expect(drafted(objecting(), '2026-09-18').codes('2026-09-18', 'submitReplyProposal', 'handler')).toEqual(['THIRD_PARTY_OBJECTS A2-15']);
    expect(drafted(objecting(), '2026-09-18', partly).codes('2026-09-18', 'submitReplyProposal', 'handler')).toEqual([]);
    const silent = consulted().step('2026-09-10', 'recordConsultationReceipt', 'office').step('2026-10-09', 'lapseConsultation', TIMER);
    expect(drafted(silent, '2026-10-09').codes('2026-10-09', 'submitReplyProposal', 'handler')).toEqual([]);
  });

  it('CLK-09: where it said nothing the division may still withhold, with reasons that the applicant is told', () => {
    const silent = (): RequestCase => consulted().step('2026-09-10', 'recordConsultationReceipt', 'office').step('2026-10-09', 'lapseConsultation', TIMER);
    const withheld = (carries: readonly string[]): object => proposal({ items: [item('WITHHELD', { ground: 'THIRD_PARTY_RIGHTS' })], carries });
    expect(silent().refusals('2026-10-09', 'draftReplyProposal', 'handler', withheld([]))).toEqual([expect.objectContaining({ code: 'REPLY_INCOMPLETE', clause: 'A2-12', facts: { outcome: 'WITHHELD', missing: 'reasons' } })]);
    expect(drafted(silent(), '2026-10-09', withheld(['reasons'])).codes('2026-10-09', 'submitReplyProposal', 'handler')).toEqual([]);
  });

  it('is disclosed once the leading group has decided so, and served only when the third party was told (CLK-12)', () => {
    const trial = drafted(objecting(), '2026-09-18');
    expect(trial.codes('2026-09-18', 'overrideForPublicInterest', 'principal')).toEqual(['FORBIDDEN A2-15']);
    expect(trial.codes('2026-09-18', 'notifyThirdParty', 'handler')).toEqual(['OVERRIDE_MISSING A2-15']);
    trial.step('2026-09-18', 'overrideForPublicInterest', 'group');
    expect(trial.codes('2026-09-18', 'overrideForPublicInterest', 'group')).toEqual(['ALREADY_OVERRIDDEN A2-15']);
    for (const [action, who] of [['submitReplyProposal', 'handler'], ['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy'], ['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler'], ['signOffReplyLetter', 'disclosure-deputy'], ['sealReplyLetter', 'office']] as const) trial.step('2026-09-18', action, who);
    expect(trial.codes('2026-09-18', 'serveReply', 'office')).toEqual(['THIRD_PARTY_NOT_TOLD A2-15']);
    trial.step('2026-09-18', 'notifyThirdParty', 'handler');
    expect(trial.codes('2026-09-18', 'notifyThirdParty', 'handler')).toEqual(['ALREADY_NOTIFIED A2-15']);
    expect(trial.codes('2026-09-18', 'serveReply', 'office')).toEqual([]);
  });

  it('leaves nothing for the group where nobody objects', () => {
    const consenting = consulted().step('2026-09-17', 'answerThirdPartyConsultation', THIRD_PARTY, answer('CONSENT'));
    expect(consenting.codes('2026-09-17', 'overrideForPublicInterest', 'group')).toEqual(['FORBIDDEN A2-15']);
    expect(consenting.step('2026-09-17', 'consultThirdParty', 'handler', { consultationId: 'consultation-9', thirdParty: { sealed: 'q' }, content: ref('x') })
      .step('2026-09-17', 'answerThirdPartyConsultation', 'office', { consultationId: 'consultation-9', result: 'OBJECTION', answer: ref('a') }).codes('2026-09-17', 'overrideForPublicInterest', 'group')).toEqual(['NOTHING_TO_OVERRIDE A2-15']);
  });

  it('stops nobody from seeing that an agency objected, which binds no decision here', () => {
    const trial = handled().step('2026-09-08', 'consultAgency', 'handler').step('2026-09-09', 'answerAgencyConsultation', CLERK, { ...agencyAnswer('OBJECTION'), answer: ref('a') });
    expect(drafted(trial, '2026-09-09').codes('2026-09-09', 'submitReplyProposal', 'handler')).toEqual([]);
  });
});

it('ends with the case: nothing is awaited of anybody after it was withdrawn', () => {
  const trial = consulted().step('2026-09-10', 'recordConsultationReceipt', 'office').step('2026-09-11', 'withdrawRequest', { kind: 'APPLICANT', caseId: 'case-1' });
  expect(trial.state.positions['consultation:consultation-1']).toBe('CLOSED');
  expect(trial.codes('2026-09-12', 'answerThirdPartyConsultation', THIRD_PARTY)).toEqual(['WRONG_STATE A2-15']);
  expect(trial.clock('T05', '2026-09-12')).toMatchObject({ state: 'STOPPED', stoppedOn: '2026-09-11' });
  expect(deadlinesOf(trial.state, trial.facts('2026-09-12')).find(({ limit }) => limit === 'T01')?.clock.state).toBe('STOPPED');
  expect(requestAggregate.roles(trial.state, officer('group'), trial.facts('2026-09-12')).size).toBe(0);
});
