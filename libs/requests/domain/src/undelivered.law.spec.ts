import { contributed, item, officer, PUBLIC, proposal, ref, THIRD_PARTY, TIMER } from './testing/index.ts';
import type { RequestCase } from './testing/index.ts';
import { turnOf } from './turn.ts';

// Received on Tuesday 1 September 2026, due on 29 September. The letter goes out on Tuesday 8 September; Sunday 20 September and Saturday
// 10 October are worked, 25–27 September (中秋) and 1–7 October (国庆) are off.
const asked = (): RequestCase => contributed('2026-09-01').step('2026-09-08', 'consultThirdParty', 'handler');
const THIRD = 'consultation-1';
const returned = (more: object = {}): object => ({ consultationId: THIRD, reason: 'MOVED', proof: ref('p'), ...more });
const cameBack = (on = '2026-09-17'): RequestCase => asked().step(on, 'recordConsultationUndelivered', 'office', returned());
const due = (trial: RequestCase, day: string): string | null => trial.clock('T01', day).dueOn;
const drafted = (trial: RequestCase, day: string, input = proposal()): RequestCase => trial.step(day, 'draftReplyProposal', 'handler', input);

describe('R-32, R-33: a letter that does not arrive', () => {
  it('asks nobody any more from the day that its return is known: Wednesday 9 to Thursday 17 September, seven working days, are left out; due on Wednesday 14 October', () => {
    const trial = cameBack();
    expect(trial.clock('T01', '2026-09-17')).toMatchObject({ state: 'RUNNING', dueOn: '2026-10-14' });
    expect(trial.state.positions['consultation:consultation-1']).toBe('UNDELIVERED');
    expect(trial.clock('T05-RECEIPT', '2026-09-17', THIRD).state).toBe('STOPPED');
  });
  it('counts from the day it was known, not the day it was entered', () =>
    expect(due(asked().step('2026-09-23', 'recordConsultationUndelivered', 'office', returned({ undeliveredOn: '2026-09-17' })), '2026-09-23')).toBe('2026-10-14'));
  it('leaves nothing out where it came back on the day it went', () => expect(due(cameBack('2026-09-08'), '2026-09-08')).toBe('2026-09-29'));
  it('never brings the reply forward: whatever the day, it is due on the day it was before the letter, or later', () => {
    for (const on of ['2026-09-08', '2026-09-09', '2026-09-20', '2026-09-30', '2026-10-10', '2026-11-02']) expect([on, (due(cameBack(on), on) ?? '') >= '2026-09-29']).toEqual([on, true]);
  });
  it('is entered with the true day, by who handles the case or the office', () => {
    const on = (undeliveredOn: string) => asked().codes('2026-09-10', 'recordConsultationUndelivered', 'office', returned({ undeliveredOn }));
    expect([on('2026-09-11'), on('2026-09-07'), on('2026-09-08')]).toEqual([['DATE_IN_FUTURE R-32'], ['DATE_BEFORE_LETTER R-32'], []]);
    for (const login of ['handler', 'head', 'office', 'office-head']) expect(asked().codes('2026-09-10', 'recordConsultationUndelivered', login)).toEqual([]);
    for (const who of ['handler-2', 'deputy', 'legal', THIRD_PARTY, TIMER, PUBLIC]) expect(asked().codes('2026-09-10', 'recordConsultationUndelivered', who)).toEqual(['FORBIDDEN R-32']);
  });
  it('is no longer said of a letter whose receipt is known, nor of one that was answered', () => {
    expect(asked().step('2026-09-10', 'recordConsultationReceipt', 'office').codes('2026-09-11', 'recordConsultationUndelivered', 'office')).toEqual(['WRONG_STATE R-32']);
    expect(asked().step('2026-09-10', 'answerThirdPartyConsultation', THIRD_PARTY).codes('2026-09-11', 'recordConsultationUndelivered', 'office')).toEqual(['WRONG_STATE R-32']);
  });
  it('is answered by nobody, and holds up the decision until it is sent again or given up', () => {
    expect(cameBack().codes('2026-09-18', 'answerThirdPartyConsultation', THIRD_PARTY)).toEqual(['WRONG_STATE A2-15']);
    const [refusal] = drafted(cameBack(), '2026-09-18').refusals('2026-09-18', 'submitReplyProposal', 'handler');
    expect(refusal).toMatchObject({ code: 'CONSULTATION_OPEN', clause: 'A2-15', message: expect.stringContaining('未能送达，须再次发出或者不再征求') });
    expect(turnOf(cameBack().state).toAct).toContain('CASE_HANDLER:d-planning');
  });
  it('ends with the case', () => {
    const withdrawn = cameBack().step('2026-09-18', 'withdrawRequest', { kind: 'APPLICANT', caseId: 'case-1' });
    expect(withdrawn.state.positions['consultation:consultation-1']).toBe('CLOSED');
    expect(withdrawn.codes('2026-09-18', 'resendConsultation', 'handler')).toEqual(['WRONG_STATE R-32']);
    expect(asked().step('2026-09-10', 'withdrawRequest', { kind: 'APPLICANT', caseId: 'case-1' }).clock('T05-RECEIPT', '2026-09-18', THIRD)).toMatchObject({ state: 'STOPPED', stoppedOn: '2026-09-10' });
  });
});

describe('R-32: sent again', () => {
  const again = (): RequestCase => cameBack().step('2026-09-21', 'resendConsultation', 'handler');
  it('stops the reply clock again from the day after, and the first stretch stays left out', () => {
    expect(again().clock('T01', '2026-09-22')).toMatchObject({ state: 'SUSPENDED', dueOn: null });
    // 9–17 September are seven working days, 22 September to Thursday 8 October are seven; both are left out.
    const answered = again().step('2026-09-23', 'recordConsultationReceipt', 'office').step('2026-10-08', 'answerThirdPartyConsultation', THIRD_PARTY, { consultationId: THIRD, result: 'CONSENT' });
    expect(answered.clock('T01', '2026-10-08').segments.filter(({ effect }) => effect === 'SUSPEND').map(({ from, to }) => [from, to])).toEqual([['2026-09-08', '2026-09-17'], ['2026-09-21', '2026-10-08']]);
    expect(due(answered, '2026-10-08')).toBe('2026-10-23');
  });
  it('gives the party its whole fifteen working days, from the receipt of the new letter', () => {
    const received = again().step('2026-09-24', 'recordConsultationReceipt', 'office', { consultationId: THIRD, receivedOn: '2026-09-23' });
    expect(received.clock('T05', '2026-09-24', THIRD).dueOn).toBe('2026-10-21');
    expect(again().codes('2026-09-24', 'recordConsultationReceipt', 'office', { consultationId: THIRD, receivedOn: '2026-09-18' })).toEqual(['DATE_BEFORE_LETTER R-32']);
    const silent = received.step('2026-10-22', 'lapseConsultation', TIMER);
    // Left out: seven working days, and 22 September to 21 October, seventeen.
    expect(due(silent, '2026-10-22')).toBe('2026-11-06');
  });
  it('is the same consultation, with every letter kept; the agency is not asked twice at a time', () => {
    const twice = again().step('2026-09-28', 'recordConsultationUndelivered', 'office', returned({ reason: 'UNCLAIMED' }));
    expect(twice.state.consultations).toMatchObject([{ id: THIRD, sentOn: '2026-09-21', undelivered: [{ sentOn: '2026-09-08', undeliveredOn: '2026-09-17', reason: 'MOVED' }, { sentOn: '2026-09-21', undeliveredOn: '2026-09-28', reason: 'UNCLAIMED' }] }]);
    const agency = contributed('2026-09-01').step('2026-09-08', 'consultAgency', 'handler').step('2026-09-17', 'recordConsultationUndelivered', 'office', returned({ consultationId: 'consultation-2' }));
    expect(agency.codes('2026-09-18', 'consultAgency', 'handler', { consultationId: 'consultation-3', agencyId: 'jl-ecology', content: ref('x') })).toEqual(['ALREADY_CONSULTED A2-16']);
  });
  it('is for the lead division, while the case is in its hands', () => {
    for (const login of ['office', 'handler-2', 'deputy']) expect(cameBack().codes('2026-09-18', 'resendConsultation', login)).toEqual(['FORBIDDEN R-32']);
    expect(asked().codes('2026-09-18', 'resendConsultation', 'handler')).toEqual(['WRONG_STATE R-32']);
    expect(cameBack().step('2026-09-18', 'issueFeeNotice', 'office').codes('2026-09-18', 'resendConsultation', 'handler')).toEqual(['WRONG_STATE R-32']);
  });
});

describe('A2-15, A2-16: given up', () => {
  const gaveUp = (): RequestCase => cameBack().step('2026-09-18', 'giveUpConsultation', 'head');
  it('lets the division propose, as where no answer came: to disclose, or not to with reasons', () => {
    expect(due(gaveUp(), '2026-09-18')).toBe('2026-10-14');
    expect(gaveUp().state.consultations[0]).toMatchObject({ result: 'NOT_REACHED', answeredOn: null });
    expect(drafted(gaveUp(), '2026-09-18').codes('2026-09-18', 'submitReplyProposal', 'handler')).toEqual([]);
    const withheld = { items: [item('WITHHELD', { ground: 'THIRD_PARTY_RIGHTS' })] };
    expect(drafted(gaveUp(), '2026-09-18', proposal(withheld)).codes('2026-09-18', 'submitReplyProposal', 'handler')).toEqual([]);
    expect(gaveUp().codes('2026-09-18', 'draftReplyProposal', 'handler', proposal({ ...withheld, carries: [] }))).toEqual(['REPLY_INCOMPLETE A2-12']);
  });
  it('is no consent of an agency, which consents only by silence over a letter that it has', () => {
    const agency = contributed('2026-09-01').step('2026-09-08', 'consultAgency', 'handler').step('2026-09-17', 'recordConsultationUndelivered', 'office', returned({ consultationId: 'consultation-2' })).step('2026-09-18', 'giveUpConsultation', 'handler', { consultationId: 'consultation-2', reasons: ref('r') });
    expect(agency.state.consultations[0]).toMatchObject({ kind: 'AGENCY', result: 'NOT_REACHED' });
  });
  it('comes only after a letter came back, by the lead division, and leaves nothing to override or to tell', () => {
    expect(asked().codes('2026-09-18', 'giveUpConsultation', 'handler')).toEqual(['WRONG_STATE A2-15']);
    for (const login of ['office', 'handler-2', 'principal']) expect(cameBack().codes('2026-09-18', 'giveUpConsultation', login)).toEqual(['FORBIDDEN A2-15']);
    expect(gaveUp().codes('2026-09-18', 'overrideForPublicInterest', 'group')).toEqual(['FORBIDDEN A2-15']);
    expect(gaveUp().codes('2026-09-18', 'notifyThirdParty', 'handler')).toEqual(['WRONG_STATE A2-15']);
  });
});

describe('CLK-15: a letter of which nothing is heard', () => {
  it('is asked after within ten working days of sending: by Monday 21 September; then it is warned of, once for each letter', () => {
    expect(asked().clock('T05-RECEIPT', '2026-09-09', THIRD)).toMatchObject({ state: 'RUNNING', dueOn: '2026-09-21' });
    const warned = asked().step('2026-09-22', 'warnConsultation', TIMER, { consultationId: THIRD, dueOn: '2026-09-21' });
    expect(warned.codes('2026-09-22', 'warnConsultation', TIMER, { consultationId: THIRD, dueOn: '2026-09-21' })).toEqual(['ALREADY_WARNED R-32']);
    expect(warned.step('2026-09-23', 'recordConsultationUndelivered', 'office').codes('2026-09-23', 'warnConsultation', TIMER, { consultationId: THIRD, dueOn: '2026-09-21' })).toEqual(['WRONG_STATE R-32']);
    const again = warned.step('2026-09-24', 'resendConsultation', 'handler');
    expect(again.clock('T05-RECEIPT', '2026-09-24', THIRD).dueOn).toBe('2026-10-15');
    expect(again.codes('2026-10-16', 'warnConsultation', TIMER, { consultationId: THIRD, dueOn: '2026-10-15' })).toEqual([]);
  });
  it('by the platform alone', () => expect(asked().decide('2026-09-22', 'warnConsultation', officer('office')).kind).toBe('FORBIDDEN'));
});
