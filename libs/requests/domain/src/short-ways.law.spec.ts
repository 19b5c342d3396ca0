import { firstLawEdition } from '@disclosure/law';
import { preview } from '@disclosure/workflow';
import { reportRowFor } from './report.rule.ts';
import { requestAggregate } from './request.aggregate.ts';
import { accepted, APPLICANT, assigned, contributed, GOOD_INPUTS, lapsed, officer, ref, registered, TIMER, THIRD_PARTY } from './testing/index.ts';

describe('A2-10, CLK-04: clarified late, with good reason', () => {
  const reason = GOOD_INPUTS['supplyClarification'] as object;
  it('opens the next round where the request was given up, with the whole period from that day, and asks for no other clarification', () => {
    // Received on 9 February, asked on the 9th, given up on 10 March; supplied on Thursday 12 March: 20 working days end on 10 April (6 April is 清明).
    const trial = lapsed().step('2026-03-12', 'supplyClarification', 'office');
    expect(trial.state).toMatchObject({ round: 2, receivedOn: '2026-02-09', endOutcome: null, abandonedFrom: null, positions: { request: 'REGISTERED', clarification: 'CLARIFIED' }, rounds: [{ round: 1, servedOn: null }] });
    expect(trial.clock('T01', '2026-03-12')).toMatchObject({ state: 'RUNNING', startedOn: '2026-03-12', dueOn: '2026-04-10' });
    expect(trial.codes('2026-03-13', 'requestClarification', 'office')).toEqual(['CLARIFICATION_ALREADY_USED A2-10']);
    expect(reportRowFor(trial.state, firstLawEdition)).toBeNull();
    expect(trial.step('2026-03-13', 'acceptRequest', 'office').state.positions['request']).toBe('ACCEPTED');
  });
  it('leads a request that was being drafted back to drafting, with nothing drafted', () => {
    const trial = contributed().step('2026-02-09', 'draftReplyProposal', 'handler').step('2026-02-10', 'requestClarification', 'office').step('2026-03-10', 'deemAbandoned', TIMER).step('2026-03-12', 'supplyClarification', 'office');
    expect(trial.state).toMatchObject({ round: 2, proposal: null, positions: { request: 'DRAFTING', proposal: 'NONE', 'contribution:d-energy': 'GIVEN' } });
    expect(trial.codes('2026-03-13', 'draftReplyProposal', 'handler')).toEqual([]);
  });
  it('is entered by the office, with the reason; without one, and by the applicant, it is late', () => {
    expect(lapsed().codes('2026-03-12', 'supplyClarification', 'office', { clarification: ref('c') })).toEqual(['CLARIFICATION_LATE R-30']);
    expect(lapsed().codes('2026-03-12', 'supplyClarification', APPLICANT, reason)).toEqual(['CLARIFICATION_LATE R-30']);
    expect(lapsed().step('2026-03-11', 'archiveRequest', 'office').codes('2026-03-12', 'supplyClarification', 'office', reason)).toEqual(['WRONG_STATE A2-10']);
  });
  it('before it was given up it stays in its round, and the clock counts anew', () => {
    const trial = registered().step('2026-02-10', 'requestClarification', 'office').step('2026-03-12', 'supplyClarification', 'office');
    expect(trial.state.round).toBe(1);
    expect(trial.clock('T01', '2026-03-12').dueOn).toBe('2026-04-10');
  });
});

describe('A2-8, REQ-13: a dispute about the assignment', () => {
  it('stops the drafting, not the clock; the office decides again, the day of receipt stays', () => {
    const disputed = assigned().step('2026-02-10', 'disputeAssignment', 'head');
    expect(disputed.codes('2026-02-10', 'draftReplyProposal', 'handler')).toEqual(['WRONG_STATE A1-17-3']);
    expect(disputed.clock('T01', '2026-02-10').dueOn).toBe('2026-03-13');
    const decided = disputed.step('2026-02-11', 'decideAssignment', 'office');
    expect(decided.state).toMatchObject({ receivedOn: '2026-02-09', leadDivision: 'd-energy', supportingDivisions: ['d-software'], positions: { request: 'ASSIGNED', dispute: 'DECIDED', 'contribution:d-energy': 'WAIVED', 'contribution:d-software': 'ASKED' } });
    expect(decided.codes('2026-02-11', 'draftReplyProposal', 'handler-2')).toEqual([]);
    expect(decided.codes('2026-02-11', 'draftReplyProposal', 'handler')).toEqual(['FORBIDDEN A1-17-3']);
    expect(decided.codes('2026-02-11', 'disputeAssignment', 'handler-2')).toEqual([]);
  });
  it('is raised by a division that the request was given to, while it is assigned; decided by the office, for divisions that exist', () => {
    expect(assigned().codes('2026-02-10', 'disputeAssignment', 'handler-2')).toEqual([]);
    expect(assigned().codes('2026-02-10', 'disputeAssignment', 'general')).toEqual(['FORBIDDEN A2-8']);
    expect(contributed().step('2026-02-09', 'draftReplyProposal', 'handler').codes('2026-02-10', 'disputeAssignment', 'head')).toEqual(['WRONG_STATE A2-8']);
    const disputed = assigned().step('2026-02-10', 'disputeAssignment', 'head');
    expect(disputed.codes('2026-02-11', 'decideAssignment', 'head')).toEqual(['FORBIDDEN A2-8']);
    expect(disputed.codes('2026-02-11', 'decideAssignment', 'office', { leadDivisionId: 'd-nowhere', leadersOpinion: ref('o') })).toEqual(['UNKNOWN_DIVISION A2-8']);
  });
  it('keeps what a supporting division gave', () =>
    expect(contributed().step('2026-02-10', 'disputeAssignment', 'head').step('2026-02-11', 'decideAssignment', 'office', { leadDivisionId: 'd-planning', supportingDivisionIds: ['d-energy', 'd-software'], leadersOpinion: ref('o') }).state.positions)
      .toMatchObject({ 'contribution:d-energy': 'GIVEN', 'contribution:d-software': 'ASKED' }));
});

describe('A2-9, R-33-1: answered on the spot', () => {
  it('from ACCEPTED or ASSIGNED it is served; the clock stops, both remedies open, what was given and by whom is kept', () => {
    for (const trial of [accepted(), assigned()]) {
      const done = trial.step('2026-02-10', 'replyOnTheSpot', 'office');
      expect(done.state).toMatchObject({ servedOn: '2026-02-10', servedLate: false, onTheSpot: { repliedBy: 'p-handler', disclosureIds: ['disclosure-1'] }, proposal: { items: [{ outcome: 'ALREADY_PUBLISHED', disclosureId: 'disclosure-1' }] }, positions: { request: 'SERVED' } });
      expect([done.clock('T01', '2026-02-10').state, done.clock('T20', '2026-02-10').state, done.clock('T20-SUIT', '2026-02-10').state]).toEqual(['STOPPED', 'RUNNING', 'RUNNING']);
      expect(reportRowFor(done.state, firstLawEdition)).toBe('DISCLOSED');
    }
  });
  it('REQ-15: what is not public yet is made ready first: by the office, once assigned by the lead division too; stage and clock stay', () => {
    for (const [trial, logins] of [[accepted(), ['office', 'office-head']], [assigned(), ['handler', 'office', 'office-head']]] as const) {
      for (const login of logins) expect(trial.codes('2026-02-10', 'prepareOnTheSpotReply', login)).toEqual([]);
      for (const login of ['handler-2', 'head', 'deputy', 'general']) expect(trial.codes('2026-02-10', 'prepareOnTheSpotReply', login)).toEqual(['FORBIDDEN A2-9']);
      const [stage, due] = [trial.state.positions['request'], trial.clock('T01', '2026-02-10').dueOn];
      trial.step('2026-02-10', 'prepareOnTheSpotReply', 'office');
      expect([trial.state.positions['request'], trial.clock('T01', '2026-02-10').dueOn]).toEqual([stage, due]);
    }
    expect(accepted().codes('2026-02-10', 'prepareOnTheSpotReply', 'handler')).toEqual(['FORBIDDEN A2-9']);
    expect(assigned().codes('2026-02-10', 'prepareOnTheSpotReply', 'handler', { digest: 'x', attachments: 0, carries: ['requested'] })).toEqual(['NOTHING_PREPARED A2-9']);
    expect(registered().codes('2026-02-10', 'prepareOnTheSpotReply', 'office')).toEqual(['WRONG_STATE A2-9']);
    expect(contributed().step('2026-02-10', 'draftReplyProposal', 'handler').codes('2026-02-10', 'prepareOnTheSpotReply', 'handler')).toEqual(['WRONG_STATE A2-9']);
    const given = assigned().step('2026-02-10', 'prepareOnTheSpotReply', 'handler').step('2026-02-10', 'replyOnTheSpot', 'office', { disclosureIds: [], digest: 's'.repeat(64), repliedBy: 'p-handler', given: ref('g') });
    expect(given.state).toMatchObject({ prepared: { digest: 's'.repeat(64), preparedBy: 'p-handler', preparedOn: '2026-02-10' }, proposal: { items: [{ outcome: 'DISCLOSED' }], attachments: 1, gives: true } });
  });
  it('leads past no third party: what it objects to is handed over only once the leading group decided so, and it was told (CLK-11, CLK-12)', () => {
    const trial = assigned().step('2026-02-10', 'consultThirdParty', 'handler').step('2026-02-10', 'prepareOnTheSpotReply', 'handler');
    const give = { disclosureIds: [], digest: 's'.repeat(64), repliedBy: 'p-handler', given: ref('g') };
    expect(trial.codes('2026-02-11', 'replyOnTheSpot', 'office', give)).toEqual(['CONSULTATION_OPEN A2-15']);
    trial.step('2026-02-11', 'answerThirdPartyConsultation', THIRD_PARTY);
    expect(trial.codes('2026-02-11', 'replyOnTheSpot', 'office', give)).toEqual(['THIRD_PARTY_OBJECTS A2-15']);
    // What is public already hurts nobody any more.
    expect(trial.codes('2026-02-11', 'replyOnTheSpot', 'office')).toEqual([]);
    trial.step('2026-02-11', 'overrideForPublicInterest', 'group');
    expect(trial.codes('2026-02-11', 'replyOnTheSpot', 'office', give)).toEqual(['THIRD_PARTY_NOT_TOLD A2-15']);
    expect(trial.step('2026-02-11', 'notifyThirdParty', 'handler').codes('2026-02-11', 'replyOnTheSpot', 'office', give)).toEqual([]);
  });
  it('keeps no page fee for what is public already (FEE-05)', () => {
    const paid = assigned().step('2026-02-10', 'issueFeeNotice', 'office').step('2026-02-11', 'recordFeePayment', 'office');
    expect(paid.codes('2026-02-12', 'replyOnTheSpot', 'office')).toEqual(['PAGE_FEE_TO_REFUND SC-2020-109-5']);
    expect(paid.codes('2026-02-12', 'replyOnTheSpot', 'office', { disclosureIds: [], digest: 's'.repeat(64), repliedBy: 'p-handler', given: ref('g') })).toEqual([]);
    expect(paid.step('2026-02-12', 'refundFee', 'office').codes('2026-02-12', 'replyOnTheSpot', 'office')).toEqual([]);
  });
  it('gives something, by a person of the department, and is the office\'s to do', () => {
    expect(accepted().codes('2026-02-10', 'replyOnTheSpot', 'office', { disclosureIds: [], repliedBy: 'p-handler', given: ref('g') })).toEqual(['NOTHING_GIVEN A2-9']);
    expect(accepted().codes('2026-02-10', 'replyOnTheSpot', 'office', { disclosureIds: ['d'], repliedBy: 'p-nobody', given: ref('g') })).toEqual(['UNKNOWN_PERSON A2-9']);
    expect(assigned().codes('2026-02-10', 'replyOnTheSpot', 'handler')).toEqual(['FORBIDDEN A2-9']);
    expect(registered().codes('2026-02-10', 'replyOnTheSpot', 'office')).toEqual(['WRONG_STATE A2-9']);
  });
});

describe('previews say what the mutation will do', () => {
  const facts = assigned().facts('2026-02-11');
  const dueOf = (deadlines: ReturnType<typeof preview>['after'], limit: string) => deadlines.find((deadline) => deadline.limit === limit)?.clock.dueOn;
  it('an extension: the same date as the extension itself', () => {
    const input = { workingDays: 10, reasons: ref('r') };
    const seen = preview(requestAggregate, assigned().state, [{ action: 'proposeExtension', input }, { action: 'extendReplyPeriod', input }], officer('handler'), facts);
    const done = assigned().step('2026-02-11', 'proposeExtension', 'handler').step('2026-02-11', 'extendReplyPeriod', 'office-head');
    expect([dueOf(seen.before, 'T01'), dueOf(seen.after, 'T01'), seen.refusals]).toEqual(['2026-03-13', done.clock('T01', '2026-02-11').dueOn, []]);
  });
  it('what would be refused is refused, and nothing moves', () => {
    const seen = preview(requestAggregate, assigned().state, [{ action: 'requestClarification', input: { missing: ref('m'), periodWorkingDays: 15 } }], officer('office'), assigned().facts('2026-02-26'));
    expect([seen.refusals.map(({ code }) => code), seen.after]).toEqual([['CLARIFICATION_WINDOW_CLOSED'], seen.before]);
  });
});
