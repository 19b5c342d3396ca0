import { availableActions } from '@disclosure/workflow';
import { requestAggregate } from './request.aggregate.ts';
import { turnOf } from './turn.ts';
import { factsOn, officer, accepted, APPLICANT, assigned, awaitingClarification, contributed, deputyApproved, registered, ref, TIMER } from './testing/index.ts';

const ask = { missing: ref('m'), periodWorkingDays: 15 };

describe('A2-10, A1-17-2, R-30: clarification is asked for once, within seven working days of receipt (CLK-02, CLK-05)', () => {
  // Received on Monday 9 February 2026: 10, 11, 12, 13, 14 (Saturday, worked), 24, 25 February; 15–23 are 春节.
  it.each([['2026-02-10', 'the first'], ['2026-02-13', 'the fourth'], ['2026-02-14', 'the fifth, a Saturday that is worked'], ['2026-02-24', 'the sixth, after 春节'], ['2026-02-25', 'the seventh']])('on %s, %s working day, it may be asked for', (day) =>
    expect(registered().codes(day, 'requestClarification', 'office', ask)).toEqual([]));
  it('on 26 February, the eighth, it may not: the refusal says which day was the last', () => {
    expect(registered().refusals('2026-02-26', 'requestClarification', 'office', ask)).toEqual([{
      code: 'CLARIFICATION_WINDOW_CLOSED', clause: 'A2-10', message: expect.stringContaining('最后一日为2026年2月25日'), facts: { receivedOn: '2026-02-09', lastDay: '2026-02-25', today: '2026-02-26' },
    }]);
  });
  it('in weeks without a holiday: received on Monday 2 March, the last day is Wednesday 11 March', () => {
    expect(registered('2026-03-02').codes('2026-03-11', 'requestClarification', 'office', ask)).toEqual([]);
    expect(registered('2026-03-02').codes('2026-03-12', 'requestClarification', 'office', ask)).toEqual(['CLARIFICATION_WINDOW_CLOSED A2-10']);
  });

  it('may be asked for while the request is registered, accepted, assigned or being drafted, and by the office alone (DEC-13)', () => {
    const drafting = contributed().step('2026-02-09', 'draftReplyProposal', 'handler');
    for (const trial of [registered(), accepted(), assigned(), drafting]) expect(trial.codes('2026-02-10', 'requestClarification', 'office', ask)).toEqual([]);
    expect(deputyApproved().codes('2026-02-10', 'requestClarification', 'office', ask)).toEqual(['WRONG_STATE A2-10']);
    expect(drafting.codes('2026-02-10', 'requestClarification', 'handler', ask)).toEqual(['FORBIDDEN A2-10']);
    expect(drafting.codes('2026-02-10', 'requestClarification', 'head', ask)).toEqual(['FORBIDDEN A2-10']);
  });

  it('is never asked for a second time, not even within the seven days', () => {
    const clarified = awaitingClarification('2026-03-02').step('2026-03-04', 'supplyClarification', APPLICANT);
    expect(clarified.refusals('2026-03-05', 'requestClarification', 'office', ask)).toEqual([expect.objectContaining({ code: 'CLARIFICATION_ALREADY_USED', clause: 'A2-10', facts: { noticeOn: '2026-03-02' } })]);
    const waiting = awaitingClarification('2026-03-02');
    expect(waiting.codes('2026-03-03', 'requestClarification', 'office', ask)).toEqual(['CLARIFICATION_ALREADY_USED A2-10']);
    expect(availableActions(requestAggregate, waiting.state, officer('office'), factsOn('2026-03-03')).map(({ action }) => action)).not.toContain('requestClarification');
  });

  it.each([0, -1, 61, 2.5])('states a reasonable period: %d working days is none', (periodWorkingDays) =>
    expect(registered().codes('2026-02-10', 'requestClarification', 'office', { missing: ref('m'), periodWorkingDays })).toEqual(['CLARIFICATION_PERIOD R-30']));

  it('while it is awaited nothing else of the main line can be done', () => {
    const waiting = assigned().step('2026-02-10', 'requestClarification', 'office');
    expect(waiting.codes('2026-02-11', 'draftReplyProposal', 'handler')).toEqual(['WRONG_STATE A1-17-3']);
    expect(waiting.codes('2026-02-11', 'contributeMaterial', 'handler-2')).toEqual(['WRONG_STATE A2-11']);
    expect(awaitingClarification().codes('2026-02-11', 'acceptRequest', 'office')).toEqual(['WRONG_STATE A2-7']);
  });
});

describe('A2-10: the reply clock stands still and counts anew (CLK-03)', () => {
  it('stands still from the notice, with no known due date', () => {
    expect(registered().clock('T01', '2026-02-11').dueOn).toBe('2026-03-13');
    const waiting = registered().step('2026-02-12', 'requestClarification', 'office');
    expect(waiting.clock('T01', '2026-02-13')).toMatchObject({ state: 'SUSPENDED', dueOn: null, remainingWorkingDays: null });
    expect(waiting.clock('T03', '2026-02-13')).toMatchObject({ state: 'STOPPED', stoppedOn: '2026-02-12', late: false });
  });
  it.each([
    ['2026-03-04', '2026-04-01', 'a Wednesday'],
    ['2026-02-16', '2026-03-20', '除夕, a day off: the first day counted is 24 February'],
    ['2026-02-28', '2026-03-27', 'a Saturday that is worked'],
  ])('supplied on %s the whole period counts again, to %s (%s); the day of receipt stays', (supplied, dueOn) => {
    const trial = awaitingClarification('2026-02-12').step(supplied, 'supplyClarification', APPLICANT);
    expect(trial.clock('T01', supplied)).toMatchObject({ state: 'RUNNING', startedOn: supplied, dueOn });
    expect(trial.state).toMatchObject({ receivedOn: '2026-02-12', round: 1, positions: { request: 'REGISTERED', clarification: 'CLARIFIED' } });
  });
  it('goes on where the request stood: a request that was assigned is assigned still', () => {
    const trial = assigned('2026-03-02').step('2026-03-04', 'requestClarification', 'office').step('2026-03-06', 'supplyClarification', APPLICANT);
    expect(trial.state.positions['request']).toBe('ASSIGNED');
    expect(trial.codes('2026-03-06', 'contributeMaterial', 'handler-2')).toEqual([]);
  });
});

describe('A2-10, CLK-04: not clarified in time', () => {
  // Notice of 10 February for 15 working days: 11, 12, 13, 14, 24, 25, 26, 27, 28 (worked), 2, 3, 4, 5, 6, 9 March.
  const waiting = () => registered().step('2026-02-10', 'requestClarification', 'office');
  it('the last day counts whole; on the day after, a clarification is late', () => {
    expect(waiting().codes('2026-03-09', 'supplyClarification', APPLICANT)).toEqual([]);
    expect(waiting().refusals('2026-03-10', 'supplyClarification', APPLICANT)).toEqual([expect.objectContaining({ code: 'CLARIFICATION_LATE', clause: 'R-30', facts: { lastDay: '2026-03-09', today: '2026-03-10' } })]);
  });
  it('the request is given up only once the period is over, whoever says so', () => {
    for (const who of [TIMER, 'office']) {
      expect(waiting().codes('2026-03-09', 'deemAbandoned', who)).toEqual(['CLARIFICATION_PERIOD_RUNNING A2-10']);
      const over = waiting().step('2026-03-10', 'deemAbandoned', who);
      expect(over.state.positions).toMatchObject({ request: 'ABANDONED', clarification: 'LAPSED' });
      expect(over.clock('T01', '2026-03-11').state).toBe('STOPPED');
    }
    expect(waiting().codes('2026-03-10', 'deemAbandoned', 'handler')).toEqual(['FORBIDDEN A2-10']);
  });
  it('a lapse that is recorded late takes effect on its legal day', () =>
    expect(waiting().step('2026-03-20', 'deemAbandoned', TIMER).events.at(-1)).toMatchObject({ type: 'RequestDeemedAbandoned', effectiveOn: '2026-03-10' }));
});

describe('A2-10, DEC-13: the division says what is missing, the office notifies it', () => {
  it('is for the lead division of an assigned case, within the seven working days and before the notice', () => {
    for (const trial of [assigned(), contributed().step('2026-02-10', 'draftReplyProposal', 'handler')]) {
      for (const login of ['handler', 'head']) expect(trial.codes('2026-02-11', 'proposeClarification', login)).toEqual([]);
      for (const login of ['handler-2', 'office', 'office-head', 'deputy']) expect(trial.codes('2026-02-11', 'proposeClarification', login)).toEqual(['FORBIDDEN A2-10']);
      expect(trial.codes('2026-02-11', 'requestClarification', 'handler', ask)).toEqual(['FORBIDDEN A2-10']);
      // Thursday 26 February is the eighth working day.
      expect(trial.codes('2026-02-25', 'proposeClarification', 'handler')).toEqual([]);
      expect(trial.codes('2026-02-26', 'proposeClarification', 'handler')).toEqual(['CLARIFICATION_WINDOW_CLOSED A2-10']);
    }
    expect(accepted().codes('2026-02-11', 'proposeClarification', 'handler')).toEqual(['FORBIDDEN A2-10']);
    expect(assigned().step('2026-02-10', 'requestClarification', 'office').codes('2026-02-11', 'proposeClarification', 'handler')).toEqual(['WRONG_STATE A2-10']);
    expect(assigned().step('2026-02-10', 'requestClarification', 'office').step('2026-02-11', 'supplyClarification', APPLICANT).codes('2026-02-11', 'proposeClarification', 'handler')).toEqual(['CLARIFICATION_ALREADY_USED A2-10']);
  });
  it('stops no clock and no work, and puts the case on the office\'s desk until the notice goes out', () => {
    const proposed = assigned().step('2026-02-11', 'proposeClarification', 'handler');
    expect(proposed.clock('T01', '2026-02-11')).toMatchObject({ state: 'RUNNING', dueOn: '2026-03-13' });
    expect(turnOf(assigned().state).toAct).not.toContain('DISCLOSURE_OFFICER');
    expect(turnOf(proposed.state).toAct).toContain('DISCLOSURE_OFFICER');
    expect(turnOf(proposed.step('2026-02-12', 'requestClarification', 'office').state).toAct).not.toContain('DISCLOSURE_OFFICER');
  });
  it('a notice says what is missing', () =>
    expect(assigned().refusals('2026-02-11', 'requestClarification', 'office', { periodWorkingDays: 15 })).toEqual([expect.objectContaining({ code: 'ITEMS_MISSING', field: 'input.items', clause: 'A2-10' })]));
});

describe('T04: the applicant\'s time counts from the day the notice arrived', () => {
  // Issued on Monday 9 February: 15 working days end on Friday 6 March; arrived on Saturday 14 February, which is worked: on Friday 13 March.
  const arrived = (receivedOn = '2026-02-14') => awaitingClarification().step('2026-02-24', 'recordClarificationNoticeReceipt', 'office', { receivedOn });
  it('by post it begins anew with the receipt; the reply clock stands still as before', () => {
    expect(awaitingClarification().clock('T04', '2026-02-10').dueOn).toBe('2026-03-06');
    expect(arrived().clock('T04', '2026-02-24').dueOn).toBe('2026-03-13');
    expect(arrived().clock('T01', '2026-02-24')).toMatchObject({ state: 'SUSPENDED', dueOn: null });
    expect(arrived().codes('2026-03-13', 'deemAbandoned', TIMER)).toEqual(['CLARIFICATION_PERIOD_RUNNING A2-10']);
    expect(arrived().codes('2026-03-13', 'supplyClarification', APPLICANT)).toEqual([]);
    expect(arrived().step('2026-03-20', 'deemAbandoned', TIMER).events.at(-1)).toMatchObject({ effectiveOn: '2026-03-14' });
  });
  it('is a day from that of the notice on, and not to come; entered by the office while it is awaited', () => {
    const on = (receivedOn: string) => awaitingClarification().codes('2026-02-11', 'recordClarificationNoticeReceipt', 'office', { receivedOn });
    expect([on('2026-02-08'), on('2026-02-12'), on('2026-02-09')]).toEqual([['DATE_OUT_OF_ORDER A2-10'], ['DATE_IN_FUTURE A2-10'], []]);
    for (const who of ['handler', APPLICANT]) expect(awaitingClarification().codes('2026-02-11', 'recordClarificationNoticeReceipt', who)).toEqual(['FORBIDDEN A2-10']);
    expect(registered().codes('2026-02-11', 'recordClarificationNoticeReceipt', 'office')).toEqual(['WRONG_STATE A2-10']);
  });
});
