import { availableActions } from '@disclosure/workflow';
import { lateness } from './lateness.ts';
import { requestAggregate, stageOf } from './request.aggregate.ts';
import { accepted, APPLICANT, assigned, deputyApproved, factsOn, item, officer, PUBLIC, proposal, ref, RequestCase, served, TIMER } from './testing/index.ts';

const WITHHELD = item('WITHHELD', { ground: 'DELIBERATIVE', bases: ['R-16', 'R-36-3'] });
const GIVEN = item('DISCLOSED', { bases: ['R-36-2'] });
/** Served on Friday 13 March 2026. */
function answered(...items: readonly object[]): RequestCase {
  return deputyApproved('2026-02-09', proposal({ items: items.length === 0 ? [GIVEN] : items })).step('2026-03-13', 'draftReplyLetter', 'office').step('2026-03-13', 'proofreadReplyLetter', 'handler').step('2026-03-13', 'signOffReplyLetter', 'disclosure-deputy')
    .step('2026-03-13', 'sealReplyLetter', 'office').step('2026-03-13', 'serveReply', 'office');
}
const reconsidered = (input: object = {}): RequestCase => answered().step('2026-03-30', 'openReconsideration', 'legal', { remedyId: 'x', ...input });
const limitsOf = (trial: RequestCase): readonly string[] => [...new Set(trial.state.effects.map(({ limit }) => limit))].sort();

describe('REM-01, REM-02, REM-04, REM-06: the applicant\'s own time limits hang on the legal basis', () => {
  it('what is withheld goes to reconsideration within 60 days, and nowhere else first', () => {
    const trial = answered(WITHHELD);
    expect(limitsOf(trial)).not.toContain('T20-SUIT');
    expect(trial.clock('T20', '2026-03-20').dueOn).toBe('2026-05-12');
  });
  it('any other decision leaves the choice: 60 days, or six months directly to court; an end on a day off moves on', () => {
    const trial = answered();
    expect([trial.clock('T20', '2026-03-20').dueOn, trial.clock('T20-SUIT', '2026-03-20').dueOn]).toEqual(['2026-05-12', '2026-09-14']);
  });
  it('where only some of it is withheld, each has its own', () => {
    expect(limitsOf(answered(GIVEN, WITHHELD))).toEqual(expect.arrayContaining(['T20', 'T20-SUIT']));
    expect(limitsOf(answered(item('PARTLY_DISCLOSED', { ground: 'THIRD_PARTY_RIGHTS', bases: ['R-15', 'R-37'] })))).toEqual(expect.arrayContaining(['T20', 'T20-SUIT']));
  });
});

describe('REM-07, REM-08, REM-09, REM-10: our own time limits in reconsideration and in court', () => {
  it.each([
    ['ten working days, 清明节 left out', 'T21', {}, '2026-04-14'], ['five in the simplified procedure', 'T21-SIMPLIFIED', { simplified: true }, '2026-04-07'],
  ] as const)('defence: %s', (_title, limit, input, dueOn) => expect(reconsidered(input).clock(limit, '2026-04-01', 'x').dueOn).toBe(dueOn));
  it('evidence in court: fifteen days, from the day the copy came, not the day it was entered', () =>
    expect(answered().step('2026-04-03', 'openLitigation', 'legal', { remedyId: 'y', receivedOn: '2026-03-31' }).clock('T21-EVIDENCE', '2026-04-03', 'y').dueOn).toBe('2026-04-15'));
  it('are stopped by what was handed in, on its day; late is late', () => {
    expect(reconsidered().step('2026-04-20', 'recordDefence', 'legal', { remedyId: 'x', submittedOn: '2026-04-14' }).clock('T21', '2026-04-20', 'x')).toMatchObject({ state: 'STOPPED', late: false });
    expect(reconsidered().step('2026-04-15', 'recordDefence', 'legal', { remedyId: 'x' }).clock('T21', '2026-04-20', 'x')).toMatchObject({ stoppedOn: '2026-04-15', late: true });
    expect(reconsidered().codes('2026-04-15', 'recordDefence', 'legal', { remedyId: 'x', submittedOn: '2026-03-29' })).toEqual(['DATE_TOO_EARLY A1-18']);
  });
  it('are offered to be recorded until they are, and again for a second remedy', () => {
    const offers = (trial: RequestCase): boolean => availableActions(requestAggregate, trial.state, officer('legal'), factsOn('2026-04-15')).some(({ action }) => action === 'recordDefence');
    const defended = reconsidered().step('2026-04-14', 'recordDefence', 'legal', { remedyId: 'x' });
    expect([offers(reconsidered()), offers(defended), offers(defended.step('2026-04-14', 'openLitigation', 'legal', { remedyId: 'y' }))]).toEqual([true, false, true]);
  });
  it('REM-10: sixty days to report on an opinion of the reconsideration body, whatever was decided; one of each, in order', () => {
    const decided = (): RequestCase => reconsidered().step('2026-05-18', 'recordRemedyResult', 'legal', { remedyId: 'x', result: 'UPHELD' });
    const opinion = decided().step('2026-05-20', 'recordReconsiderationOpinion', 'legal', { remedyId: 'x', receivedOn: '2026-05-19' });
    // Sixty days from Tuesday 19 May end on Saturday 18 July: the next working day is Monday the twentieth.
    expect(opinion.clock('T21-OPINION', '2026-05-20', 'x').dueOn).toBe('2026-07-20');
    const codes = (trial: RequestCase, action: string, input: object): readonly string[] => trial.codes('2026-05-21', action, 'legal', { remedyId: 'x', ...input });
    expect([codes(decided(), 'reportOnOpinion', {}), codes(opinion, 'recordReconsiderationOpinion', {}), codes(opinion, 'reportOnOpinion', { reportedOn: '2026-05-18' }), codes(opinion, 'reportOnOpinion', { reportedOn: '2026-05-22' })]).toEqual([['NO_OPINION A1-18'], ['OPINION_RECORDED A1-18'], ['DATE_TOO_EARLY A1-18'], ['DATE_IN_FUTURE A1-18']]);
    const reported = opinion.step('2026-07-21', 'reportOnOpinion', 'legal', { remedyId: 'x' });
    expect(reported.clock('T21-OPINION', '2026-07-21', 'x')).toMatchObject({ stoppedOn: '2026-07-21', late: true });
    expect(codes(reported, 'reportOnOpinion', {})).toEqual(['ALREADY_REPORTED A1-18']);
    expect(answered().step('2026-04-03', 'openLitigation', 'legal', { remedyId: 'x' }).codes('2026-05-21', 'recordReconsiderationOpinion', 'legal', { remedyId: 'x' })).toEqual(['NO_RECONSIDERATION A1-18']);
  });
  it('are warned of once each', () => {
    const warning = { remedyId: 'x', limit: 'T21', kind: 'DUE_TODAY', dueOn: '2026-04-14' };
    expect(reconsidered().step('2026-04-14', 'warnRemedy', TIMER, warning).codes('2026-04-14', 'warnRemedy', TIMER, warning)).toEqual(['ALREADY_WARNED A1-18']);
  });
  it('REM-05: after reconsideration the applicant has fifteen days to sue; a suit in that time is one after reconsideration', () => {
    const decided = reconsidered().step('2026-05-18', 'recordRemedyResult', 'legal', { remedyId: 'x', result: 'UPHELD' });
    expect(decided.clock('T20-SUIT-AFTER-RECONSIDERATION', '2026-05-20', 'x').dueOn).toBe('2026-06-02');
    const sued = decided.step('2026-05-25', 'openLitigation', 'legal', { remedyId: 'y', reconsiderationId: 'x' });
    expect(sued.state.remedies.map(({ kind, result }) => `${kind} ${result}`)).toEqual(['RECONSIDERATION UPHELD', 'LITIGATION_AFTER_RECONSIDERATION PENDING']);
    expect(sued.clock('T20-SUIT-AFTER-RECONSIDERATION', '2026-06-20', 'x')).toMatchObject({ state: 'STOPPED', late: false });
    expect(answered().codes('2026-05-25', 'openLitigation', 'legal', { remedyId: 'y', reconsiderationId: 'nothing' })).toEqual(['UNKNOWN_RECONSIDERATION A1-18']);
  });
  it('are opened by the legal division, against what was decided, not before it was', () => {
    for (const login of ['office', 'office-head', 'handler', 'principal']) expect(answered().codes('2026-03-30', 'openReconsideration', login, { remedyId: 'x' })).toEqual(['FORBIDDEN A1-18']);
    expect(answered().codes('2026-03-30', 'openReconsideration', 'legal', { remedyId: 'x', receivedOn: '2026-03-12' })).toEqual(['DATE_TOO_EARLY A1-18']);
    expect(assigned().codes('2026-03-30', 'openReconsideration', 'legal', { remedyId: 'x' })).toEqual(['WRONG_STATE A1-18']);
    expect(assigned().step('2026-02-10', 'withdrawRequest', APPLICANT).codes('2026-03-30', 'openReconsideration', 'legal', { remedyId: 'x' })).toEqual([]);
  });
});

describe('foundations 3: a result that orders a new decision opens the next round', () => {
  const reopened = (more: object = {}): RequestCase => reconsidered().step('2026-05-18', 'recordRemedyResult', 'legal', { remedyId: 'x', result: 'OVERTURNED', ordersNewDecision: true, ...more });
  it('back at the lead division, nothing drafted, signed or served; the first round kept', () => {
    const { state } = reopened();
    expect([stageOf(state), state.round, state.proposal, state.letter, state.clearanceId, state.sealed, state.servedOn, state.drafters]).toEqual(['ASSIGNED', 2, null, null, null, false, null, []]);
    expect(state.rounds).toEqual([expect.objectContaining({ round: 1, servedOn: '2026-03-13', servedLate: false, clearanceId: 'clearance-1' })]);
  });
  it('its clock counts from the decision, twenty working days or what the decision sets, from the day that it names', () => {
    // 端午节, 19 June 2026, is after both.
    expect(reopened().clock('T01', '2026-05-18')).toMatchObject({ startedOn: '2026-05-18', dueOn: '2026-06-15' });
    expect(reopened({ newPeriodWorkingDays: 15 }).clock('T01', '2026-05-18').dueOn).toBe('2026-06-08');
    const late = reconsidered().step('2026-05-20', 'recordRemedyResult', 'legal', { remedyId: 'x', result: 'OTHER', ordersNewDecision: true, decidedOn: '2026-05-18', newPeriodFrom: '2026-05-19' });
    expect(late.clock('T01', '2026-05-20')).toMatchObject({ startedOn: '2026-05-19', dueOn: '2026-06-16' });
  });
  it('who signed in the first round may sign in the second; an extension is granted once more', () => {
    const trial = reopened().step('2026-05-19', 'proposeExtension', 'handler').step('2026-05-19', 'extendReplyPeriod', 'office-head').step('2026-05-20', 'draftReplyProposal', 'handler').step('2026-05-20', 'submitReplyProposal', 'handler');
    expect(trial.codes('2026-05-20', 'approveReplyAsDivisionHead', 'head')).toEqual([]);
    expect(trial.codes('2026-05-20', 'proposeExtension', 'handler')).toEqual(['EXTENSION_ALREADY_USED R-33']);
  });
  it('only where something was set aside, once, and never while the case is being decided', () => {
    for (const result of ['UPHELD', 'PENDING']) expect(reconsidered().codes('2026-05-18', 'recordRemedyResult', 'legal', { remedyId: 'x', result, ordersNewDecision: true })).toEqual(['RESULT_ORDERS_NOTHING A1-18']);
    expect(reconsidered().codes('2026-05-18', 'recordRemedyResult', 'legal', { remedyId: 'x', result: 'OVERTURNED', newPeriodWorkingDays: 5 })).toEqual(['NO_NEW_DECISION A1-18']);
    expect(reconsidered().codes('2026-05-18', 'recordRemedyResult', 'legal', { remedyId: 'x', result: 'OVERTURNED', ordersNewDecision: true, newPeriodWorkingDays: 61 })).toEqual(['NEW_PERIOD_LENGTH A1-18']);
    const two = answered().step('2026-03-30', 'openReconsideration', 'legal', { remedyId: 'x' }).step('2026-03-30', 'openLitigation', 'legal', { remedyId: 'y' }).step('2026-05-18', 'recordRemedyResult', 'legal', { remedyId: 'x', result: 'OVERTURNED', ordersNewDecision: true });
    expect(two.codes('2026-05-19', 'recordRemedyResult', 'legal', { remedyId: 'y', result: 'OVERTURNED', ordersNewDecision: true })).toEqual(['ROUND_OPEN A1-18']);
    // Its own clock stays in the round it is about.
    expect(two.step('2026-05-19', 'recordRemedyResult', 'legal', { remedyId: 'y', result: 'UPHELD' }).state.remedies[1]).toMatchObject({ round: 1, result: 'UPHELD' });
  });
});

describe('DOC-06, A2-3: archiving', () => {
  it('from service or an end; not without proof of service, nor while an objection waits; it closes no remedy', () => {
    expect(served().codes('2026-02-10', 'archiveRequest', 'office')).toEqual([]);
    expect(assigned().codes('2026-02-10', 'archiveRequest', 'office')).toEqual(['WRONG_STATE A2-3']);
    expect(assigned().step('2026-02-10', 'withdrawRequest', APPLICANT).codes('2026-02-11', 'archiveRequest', 'office')).toEqual([]);
    const unproved = served();
    unproved.state = { ...unproved.state, serviceProved: false };
    expect(unproved.refusals('2026-02-10', 'archiveRequest', 'office')).toMatchObject([{ code: 'FILE_INCOMPLETE', facts: { missing: 'SERVICE_PROOF' } }]);
    expect(served().step('2026-02-10', 'contestReply', APPLICANT).refusals('2026-02-10', 'archiveRequest', 'office')).toMatchObject([{ facts: { missing: 'EXPLANATION' } }]);
    expect(served().step('2026-02-10', 'archiveRequest', 'office').codes('2026-02-20', 'openReconsideration', 'legal', { remedyId: 'x' })).toEqual([]);
  });
});

describe('foundations 3: facts that were recorded wrongly', () => {
  const registeredLate = (): RequestCase => new RequestCase().step('2026-02-09', 'submitRequest', PUBLIC).step('2026-02-12', 'registerRequest', 'office');
  it('a day of receipt: clock and law follow, the event stays', () => {
    const trial = registeredLate();
    expect(trial.clock('T01', '2026-02-12').dueOn).toBe('2026-03-18');
    trial.step('2026-02-12', 'correctFact', 'office-head', { fact: 'RECEIVED_ON', value: '2026-02-10', reasons: ref('r') });
    expect([trial.clock('T01', '2026-02-12').dueOn, trial.clock('T03', '2026-02-12').dueOn, trial.state.receivedOn, trial.state.lawOn]).toEqual(['2026-03-16', '2026-02-26', '2026-02-10', '2026-02-10']);
    expect(trial.events.find(({ type }) => type === 'RequestRegistered')?.effectiveOn).toBe('2026-02-12');
    expect(trial.state.factCorrections).toEqual([{ fact: 'RECEIVED_ON', was: '2026-02-12', value: '2026-02-10', on: '2026-02-12' }]);
  });
  it('keeps its place: not before submission, not after what was done on its clock, not in the future, not the same', () => {
    const codes = (value: string): readonly string[] => registeredLate().step('2026-02-13', 'requestClarification', 'office').codes('2026-02-24', 'correctFact', 'office-head', { fact: 'RECEIVED_ON', value, reasons: ref('r') });
    expect([codes('2026-02-08'), codes('2026-02-14'), codes('2026-02-25'), codes('2026-02-12'), codes('2026-02-13')]).toEqual([['DATE_OUT_OF_ORDER R-45'], ['DATE_OUT_OF_ORDER R-45'], ['DATE_IN_FUTURE R-45'], ['NOTHING_CHANGED R-45'], []]);
  });
  it('a day of service is not before what the applicant had to supply first', () => {
    const spot = accepted().step('2026-02-10', 'requestClarification', 'office').step('2026-02-26', 'supplyClarification', 'office').step('2026-02-27', 'replyOnTheSpot', 'office');
    const codes = (value: string): readonly string[] => spot.codes('2026-02-28', 'correctFact', 'office-head', { fact: 'SERVED_ON', value, reasons: ref('r') });
    expect([codes('2026-02-25'), codes('2026-02-26')]).toEqual([['DATE_OUT_OF_ORDER R-45'], []]);
  });
  it('a day of service: what was late may have been in time; only the head of the office says so', () => {
    const correction = { fact: 'SERVED_ON', value: '2026-03-13', reasons: ref('r') };
    const late = deputyApproved().step('2026-03-12', 'draftReplyLetter', 'office').step('2026-03-12', 'proofreadReplyLetter', 'handler').step('2026-03-12', 'signOffReplyLetter', 'disclosure-deputy').step('2026-03-12', 'sealReplyLetter', 'office').step('2026-03-16', 'serveReply', 'office');
    expect(late.clock('T01', '2026-03-16').late).toBe(true);
    expect(late.codes('2026-03-17', 'correctFact', 'office', correction)).toEqual(['FORBIDDEN R-45']);
    expect(late.step('2026-03-17', 'correctFact', 'office-head', correction).clock('T01', '2026-03-17')).toMatchObject({ stoppedOn: '2026-03-13', late: false });
    expect(late.state.servedLate).toBe(false);
  });
});

describe('late, and because of whom', () => {
  it('attributes every counted working day to the stage and the division that had the case; time not counted is nobody\'s', () => {
    const trial = assigned('2026-03-02', []).step('2026-03-03', 'requestClarification', 'office').step('2026-03-09', 'supplyClarification', APPLICANT)
      .step('2026-03-10', 'draftReplyProposal', 'handler').step('2026-04-02', 'submitReplyProposal', 'handler').step('2026-04-02', 'approveReplyAsDivisionHead', 'head').step('2026-04-03', 'approveReplyAsSupervisingDeputy', 'deputy')
      .step('2026-04-03', 'draftReplyLetter', 'office').step('2026-04-03', 'proofreadReplyLetter', 'handler').step('2026-04-03', 'signOffReplyLetter', 'disclosure-deputy').step('2026-04-03', 'sealReplyLetter', 'office').step('2026-04-09', 'serveReply', 'office');
    // Anew from 9 March: due on 7 April, 清明节 (4–6 April) left out.
    expect(trial.clock('T01', '2026-04-09')).toMatchObject({ dueOn: '2026-04-07', late: true });
    expect(lateness(trial.events, trial.facts('2026-04-09'))).toEqual({
      stage: 'DRAFTING', divisionId: 'd-planning', workingDays: 17, overdueWorkingDays: 2,
      byStage: [{ stage: 'ASSIGNED', divisionId: 'd-planning', workingDays: 1 }, { stage: 'DRAFTING', divisionId: 'd-planning', workingDays: 17 }, { stage: 'DIVISION_APPROVED', divisionId: 'd-planning', workingDays: 1 }, { stage: 'SIGNED_OFF', divisionId: 'd-disclosure', workingDays: 3 }],
    });
  });
  it('is nothing where the reply was in time', () => expect(lateness(answered().events, answered().facts('2026-03-20'))).toBeNull());
});
