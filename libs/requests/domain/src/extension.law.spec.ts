import { shownState } from './request.aggregate.ts';
import { APPLICANT, assigned, awaitingClarification, deputyApproved, registered, ref, RequestCase, served, signedOff, submission, THIRD_PARTY } from './testing/index.ts';

const propose = (workingDays: number) => ({ workingDays, reasons: ref('r') });
/** Received on 9 February, due on 13 March 2026; an extension of ten days is asked for. */
const proposed = (workingDays = 10): RequestCase => assigned().step('2026-03-09', 'proposeExtension', 'handler', propose(workingDays));

describe('A2-9, A1-17-3, R-33: the reply period is extended once, by at most twenty working days, before it ends (CLK-06)', () => {
  it.each([[10, '2026-03-27'], [1, '2026-03-16'], [20, '2026-04-13']])('by %d working days after 13 March 2026: to %s, 清明节 left out', (workingDays, dueOn) => {
    const trial = proposed(workingDays).step('2026-03-10', 'extendReplyPeriod', 'office-head', { workingDays });
    expect(trial.clock('T01', '2026-03-10')).toMatchObject({ dueOn, extended: true, late: false });
  });
  it('may be consented to on the last day, a Friday; on the Saturday after the period is over', () => {
    expect(proposed().codes('2026-03-13', 'extendReplyPeriod', 'office-head', { workingDays: 10 })).toEqual([]);
    expect(proposed().refusals('2026-03-14', 'extendReplyPeriod', 'office-head', { workingDays: 10 })).toEqual([expect.objectContaining({ code: 'REPLY_PERIOD_OVER', clause: 'A2-9', facts: { dueOn: '2026-03-13', today: '2026-03-14' } })]);
    expect(assigned().codes('2026-03-14', 'proposeExtension', 'handler', propose(5))).toEqual(['REPLY_PERIOD_OVER A2-9']);
  });
  it('is granted once: neither asked for nor consented to again', () => {
    const extended = proposed().step('2026-03-10', 'extendReplyPeriod', 'office-head', { workingDays: 10 });
    expect(extended.refusals('2026-03-11', 'extendReplyPeriod', 'office-head', { workingDays: 5 })).toEqual([expect.objectContaining({ code: 'EXTENSION_ALREADY_USED', clause: 'R-33', facts: { extendedOn: '2026-03-10', workingDays: 10 } })]);
    expect(extended.codes('2026-03-11', 'proposeExtension', 'handler', propose(5))).toEqual(['EXTENSION_ALREADY_USED R-33']);
  });
  it.each([0, -1, 21, 1.5])('is of one to twenty whole working days: %d is refused', (workingDays) => {
    expect(assigned().codes('2026-03-09', 'proposeExtension', 'handler', propose(workingDays))).toEqual(['EXTENSION_LENGTH A1-17-3']);
    expect(proposed(20).codes('2026-03-09', 'extendReplyPeriod', 'office-head', { workingDays })).toContain('EXTENSION_LENGTH A1-17-3');
  });
  it('is what the division asked for, or less', () => {
    expect(proposed().codes('2026-03-10', 'extendReplyPeriod', 'office-head', { workingDays: 11 })).toEqual(['EXTENSION_BEYOND_PROPOSAL A2-9']);
    expect(proposed().codes('2026-03-10', 'extendReplyPeriod', 'office-head', { workingDays: 9 })).toEqual([]);
  });
  it('is asked for by the lead division and consented to by the head of the office, nobody else', () => {
    expect(assigned().codes('2026-03-09', 'proposeExtension', 'handler-2', propose(10))).toEqual(['FORBIDDEN A2-9']);
    for (const login of ['office', 'head', 'deputy', 'principal', 'handler']) expect(proposed().codes('2026-03-10', 'extendReplyPeriod', login, { workingDays: 10 })).toEqual(['FORBIDDEN A2-9']);
    expect(assigned().codes('2026-03-10', 'extendReplyPeriod', 'office-head', { workingDays: 10 })).toEqual(['WRONG_STATE A2-9']);
  });
  it('tells all that is missing at once', () =>
    expect(proposed(20).codes('2026-03-14', 'extendReplyPeriod', 'office-head', { workingDays: 30 })).toEqual(['REPLY_PERIOD_OVER A2-9', 'EXTENSION_LENGTH A1-17-3', 'EXTENSION_BEYOND_PROPOSAL A2-9']));
  it('is not for a request that was served, one not yet received, or one that awaits clarification', () => {
    expect(served().codes('2026-02-10', 'proposeExtension', 'handler', propose(5))).toEqual(['WRONG_STATE A2-9']);
    expect(assigned().step('2026-02-10', 'requestClarification', 'office').codes('2026-02-11', 'proposeExtension', 'handler', propose(5))).toEqual(['WRONG_STATE A2-9']);
  });

  it('may be granted while a third party is asked, when nobody knows the day yet: it lengthens the period wherever that then ends', () => {
    // Due on 13 March; asked on Tuesday 10 February, answered on Friday 13 February: three working days are left out, ten are added.
    const asked = assigned().step('2026-02-10', 'consultThirdParty', 'handler').step('2026-02-11', 'proposeExtension', 'handler', propose(10)).step('2026-02-11', 'extendReplyPeriod', 'office-head', { workingDays: 10 });
    expect(asked.clock('T01', '2026-02-11')).toMatchObject({ dueOn: null, extended: true });
    expect(asked.step('2026-02-13', 'answerThirdPartyConsultation', THIRD_PARTY, { consultationId: 'consultation-1', result: 'CONSENT' }).clock('T01', '2026-02-13').dueOn).toBe('2026-04-01');
  });
  it('is kept by a clarification that comes after it: granted once in a round, it lengthens the period that counts anew', () => {
    const trial = assigned('2026-03-02').step('2026-03-03', 'proposeExtension', 'handler', propose(5)).step('2026-03-03', 'extendReplyPeriod', 'office-head', { workingDays: 5 })
      .step('2026-03-04', 'requestClarification', 'office').step('2026-03-09', 'supplyClarification', APPLICANT);
    // 25 working days after 9 March, without 清明节 (4–6 April): 14 April.
    expect(trial.clock('T01', '2026-03-09')).toMatchObject({ dueOn: '2026-04-14', extended: true });
    expect(trial.codes('2026-03-10', 'proposeExtension', 'handler', propose(5))).toEqual(['EXTENSION_ALREADY_USED R-33']);
  });
});

describe('A1-17-4, CAL-09: service stops the clock on its day', () => {
  /** Everything done by 9 February but the sign-off, which came on 12 March. */
  const sealed = (): RequestCase => deputyApproved().step('2026-02-09', 'draftReplyLetter', 'office').step('2026-02-09', 'proofreadReplyLetter', 'handler').step('2026-03-12', 'signOffReplyLetter', 'disclosure-deputy').step('2026-03-12', 'sealReplyLetter', 'office');
  it('in time on the last day, entered later or not; late on the day after', () => {
    expect(sealed().step('2026-03-13', 'serveReply', 'office').clock('T01', '2026-03-20')).toMatchObject({ state: 'STOPPED', stoppedOn: '2026-03-13', late: false });
    expect(sealed().step('2026-03-17', 'serveReply', 'office', { means: 'POST', reasons: ref('r'), proof: ref('p'), servedOn: '2026-03-13' }).clock('T01', '2026-03-20')).toMatchObject({ stoppedOn: '2026-03-13', late: false });
    expect(sealed().step('2026-03-16', 'serveReply', 'office').clock('T01', '2026-03-20')).toMatchObject({ stoppedOn: '2026-03-16', late: true });
  });
  it('never in the future, never before the sign-off', () => {
    expect(sealed().codes('2026-03-13', 'serveReply', 'office', { means: 'POST', reasons: ref('r'), proof: ref('p'), servedOn: '2026-03-14' })).toEqual(['DATE_IN_FUTURE A1-17-4']);
    expect(sealed().codes('2026-03-13', 'serveReply', 'office', { means: 'POST', reasons: ref('r'), proof: ref('p'), servedOn: '2026-03-11' })).toEqual(['DATE_BEFORE_SIGN_OFF A1-17-4']);
  });
  it('never before the sign-off that counts: what was sent back after the first, on Monday 2 March, was signed again on Thursday 12 March', () => {
    const trial = deputyApproved().step('2026-02-09', 'draftReplyLetter', 'office').step('2026-02-09', 'proofreadReplyLetter', 'handler').step('2026-03-02', 'signOffReplyLetter', 'disclosure-deputy').step('2026-03-02', 'returnReplyProposal', 'disclosure-deputy')
      .step('2026-03-03', 'draftReplyProposal', 'handler').step('2026-03-03', 'submitReplyProposal', 'handler').step('2026-03-03', 'approveReplyAsDivisionHead', 'head').step('2026-03-03', 'approveReplyAsSupervisingDeputy', 'deputy')
      .step('2026-03-03', 'draftReplyLetter', 'office').step('2026-03-03', 'proofreadReplyLetter', 'handler').step('2026-03-12', 'signOffReplyLetter', 'disclosure-deputy').step('2026-03-12', 'sealReplyLetter', 'office');
    expect(trial.codes('2026-03-13', 'serveReply', 'office', { means: 'ONLINE', servedOn: '2026-03-11' })).toEqual(['DATE_BEFORE_SIGN_OFF A1-17-4']);
    expect(trial.codes('2026-03-13', 'serveReply', 'office', { means: 'ONLINE', servedOn: '2026-03-12' })).toEqual([]);
  });
  it('never before what was done since the sign-off on Monday 9 February: a fee paid on Thursday 26 February, an extension of Friday 13 March', () => {
    const paid = signedOff().step('2026-02-09', 'sealReplyLetter', 'office').step('2026-02-10', 'issueFeeNotice', 'office').step('2026-02-26', 'recordFeePayment', 'office');
    const on = (trial: RequestCase, servedOn: string): readonly string[] => trial.codes('2026-03-13', 'serveReply', 'office', { means: 'ONLINE', servedOn });
    expect([on(paid, '2026-02-25'), on(paid, '2026-02-26')]).toEqual([['DATE_OUT_OF_ORDER A1-17-4'], []]);
    // Served on the day of the payment, the clock that it set going again stands still.
    expect(paid.step('2026-03-13', 'serveReply', 'office', { means: 'ONLINE', servedOn: '2026-02-26' }).clock('T01', '2026-03-13').state).toBe('STOPPED');
    const extended = signedOff().step('2026-02-09', 'sealReplyLetter', 'office').step('2026-03-12', 'proposeExtension', 'handler', propose(5)).step('2026-03-13', 'extendReplyPeriod', 'office-head', { workingDays: 5 });
    expect([on(extended, '2026-03-12'), on(extended, '2026-03-13')]).toEqual([['DATE_OUT_OF_ORDER A1-17-4'], []]);
  });
  it('DEC-09, SRV-03: by the means asked for, or by another with a reason; through the internet only where that was asked for', () => {
    const asked = (means: string): RequestCase => { const trial = sealed(); trial.state = { ...trial.state, means: means as never }; return trial; };
    const posted = { servedOn: '2026-03-13', proof: ref('p') };
    expect(asked('ONLINE').codes('2026-03-13', 'serveReply', 'office', { means: 'POST', ...posted })).toEqual(['MEANS_NOT_AS_ASKED A2-14']);
    expect(asked('ONLINE').codes('2026-03-13', 'serveReply', 'office', { means: 'POST', reasons: ref('r'), ...posted })).toEqual([]);
    expect(asked('POST').codes('2026-03-13', 'serveReply', 'office', { means: 'ONLINE', reasons: ref('r') })).toEqual(['ONLINE_SERVICE_NOT_ASKED A2-14']);
    expect(asked('POST').codes('2026-03-13', 'serveReply', 'office', { means: 'POST', ...posted })).toEqual([]);
  });
  it('SRV-01: by post only with the day of posting, which is that of the reply, and its receipt', () => {
    const post = (more: object) => sealed().refusals('2026-03-13', 'serveReply', 'office', { means: 'POST', reasons: ref('r'), ...more }).map(({ code, field, clause }) => `${code} ${field} ${clause}`);
    expect(post({ proof: ref('p') })).toEqual(['POSTING_DAY_MISSING input.servedOn A1-17-4']);
    expect(post({ servedOn: '2026-03-13' })).toEqual(['POSTING_PROOF_MISSING input.proof A1-17-4']);
    expect(post({ servedOn: '2026-03-13', proof: ref('p') })).toEqual([]);
  });
  it('SRV-02: handed over in person on the day of the signature, whenever that is entered; the signed receipt belongs to the file', () => {
    const asked = (): RequestCase => { const trial = sealed(); trial.state = { ...trial.state, means: 'IN_PERSON' }; return trial; };
    const served = (more: object): RequestCase => asked().step('2026-03-16', 'serveReply', 'office', { means: 'IN_PERSON', servedOn: '2026-03-13', ...more });
    // Signed on Friday 13 March, the last day, and entered on the Monday after.
    expect(served({ proof: ref('p') }).clock('T01', '2026-03-16')).toMatchObject({ state: 'STOPPED', stoppedOn: '2026-03-13', late: false });
    expect([served({}).codes('2026-03-16', 'archiveRequest', 'office'), served({ proof: ref('p') }).codes('2026-03-16', 'archiveRequest', 'office')]).toEqual([['FILE_INCOMPLETE A2-3'], []]);
  });
  it('CLK-17: a withdrawal ends the case and its clock, from any open state, at any time before service', () => {
    for (const trial of [registered(), assigned(), awaitingClarification()]) expect(trial.step('2026-02-10', 'withdrawRequest', APPLICANT).clock('T01', '2026-02-11').state).toBe('STOPPED');
    // What was awaited is awaited no more: nothing sets the clock going again.
    const withdrawn = awaitingClarification().step('2026-02-10', 'withdrawRequest', APPLICANT);
    expect(withdrawn.codes('2026-02-11', 'supplyClarification', APPLICANT)).toEqual(['WRONG_STATE A2-10']);
    expect([shownState(withdrawn.state), withdrawn.clock('T04', '2026-02-11').state]).toEqual(['WITHDRAWN', 'STOPPED']);
    expect(new RequestCase().step('2026-02-09', 'submitRequest', 'office', submission()).step('2026-02-10', 'withdrawRequest', APPLICANT).state.positions['request']).toBe('WITHDRAWN');
    expect(new RequestCase().step('2026-02-09', 'submitRequest', 'office', submission()).step('2026-02-10', 'withdrawRequest', APPLICANT).clock('T08', '2026-02-12').state).toBe('STOPPED');
    expect(served().codes('2026-02-10', 'withdrawRequest', APPLICANT)).toEqual(['WRONG_STATE R-33']);
  });
});
