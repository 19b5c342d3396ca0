import { firstLawEdition } from '@disclosure/law';
import { APPLICANT, assigned, awaitingReasons, PUBLIC, RequestCase } from './testing/index.ts';
import { reportRowFor } from './report.rule.ts';

describe('A2-17, R-35: number or frequency clearly beyond reasonable (CLK-13)', () => {
  // Received on Monday 9 February 2026, due on 13 March; reasons asked for on Tuesday the 10th, 15 working days: to Monday 9 March (15–23 February are 春节, 28 February is worked).
  const asked = () => assigned().step('2026-02-10', 'requestReasons', 'office');
  const given = () => asked().step('2026-02-11', 'giveReasons', APPLICANT);
  const admitted = () => given().step('2026-02-12', 'admitReasons', 'office');

  it('the applicant\'s time counts from the day the notice arrived: on Thursday 12 February, to Wednesday 11 March; the reply clock does not move', () => {
    const arrived = asked().step('2026-02-24', 'recordReasonsNoticeReceipt', 'office', { receivedOn: '2026-02-12' });
    expect(arrived.clock('T04-REASONS', '2026-02-24').dueOn).toBe('2026-03-11');
    expect(arrived.clock('T01', '2026-02-24')).toMatchObject({ state: 'RUNNING', dueOn: '2026-03-13' });
    expect(arrived.codes('2026-03-11', 'declineToProcess', 'office')).toEqual(['REASONS_PERIOD_RUNNING A2-17']);
    expect(arrived.codes('2026-03-12', 'declineToProcess', 'office')).toEqual([]);
    const on = (receivedOn: string) => asked().codes('2026-02-11', 'recordReasonsNoticeReceipt', 'office', { receivedOn });
    expect([on('2026-02-09'), on('2026-02-12'), on('2026-02-10')]).toEqual([['DATE_OUT_OF_ORDER R-35'], ['DATE_IN_FUTURE R-35'], []]);
    expect(asked().codes('2026-02-11', 'recordReasonsNoticeReceipt', 'handler')).toEqual(['FORBIDDEN R-35']);
    expect(given().codes('2026-02-11', 'recordReasonsNoticeReceipt', 'office')).toEqual(['WRONG_STATE R-35']);
  });
  it('is a hold in which the reply clock runs on', () => {
    expect(asked().clock('T01', '2026-02-11')).toMatchObject({ state: 'RUNNING', dueOn: '2026-03-13' });
    expect(asked().clock('T04-REASONS', '2026-02-11')).toMatchObject({ state: 'RUNNING', dueOn: '2026-03-09' });
    expect(asked().codes('2026-02-11', 'draftReplyProposal', 'handler')).toEqual(['WRONG_STATE A1-17-3']);
    expect(given().codes('2026-02-11', 'draftReplyProposal', 'handler')).toEqual(['WRONG_STATE A1-17-3']);
    expect(admitted().codes('2026-02-12', 'draftReplyProposal', 'handler')).toEqual([]);
  });
  it('asks once, by the office, once the request is received, for a period that is reasonable', () => {
    expect(admitted().codes('2026-02-12', 'requestReasons', 'office')).toEqual(['WRONG_STATE A2-17']);
    expect(assigned().codes('2026-02-10', 'requestReasons', 'handler')).toEqual(['FORBIDDEN A2-17']);
    expect(new RequestCase().step('2026-02-09', 'submitRequest', PUBLIC).codes('2026-02-09', 'requestReasons', 'office')).toEqual(['REPLY_PERIOD_NOT_STARTED R-33']);
    for (const periodWorkingDays of [0, 61, 1.5]) expect(assigned().codes('2026-02-10', 'requestReasons', 'office', { findings: {}, periodWorkingDays })).toEqual(['REASONS_PERIOD R-35']);
  });
  it('none given: not processed once the period is over, not on its last day', () => {
    expect(asked().codes('2026-03-09', 'declineToProcess', 'office')).toEqual(['REASONS_PERIOD_RUNNING A2-17']);
    const declined = asked().step('2026-03-10', 'declineToProcess', 'office');
    expect(declined.state).toMatchObject({ positions: { request: 'NOT_PROCESSED', reasons: 'DECLINED' }, endOutcome: 'UNREASONABLE_VOLUME', volumeReasons: [{ givenOn: null, admitted: false }] });
    expect(reportRowFor(declined.state, firstLawEdition)).toBe('NOT_PROCESSED_UNREASONABLE_VOLUME');
  });
  it('given and unreasonable: not processed at once; both remedies are open (REM-03)', () => {
    const declined = given().step('2026-02-12', 'declineToProcess', 'office');
    expect(declined.clock('T01', '2026-02-12')).toMatchObject({ state: 'STOPPED', stoppedOn: '2026-02-12', late: false });
    // 60 days from 12 February end on Monday 13 April; six months on Wednesday 12 August.
    expect([declined.clock('T20', '2026-02-12').dueOn, declined.clock('T20-SUIT', '2026-02-12').dueOn]).toEqual(['2026-04-13', '2026-08-12']);
    expect(given().codes('2026-02-12', 'admitReasons', APPLICANT)).toEqual(['FORBIDDEN A2-17']);
    expect(asked().codes('2026-02-12', 'admitReasons', 'office')).toEqual(['WRONG_STATE A2-17']);
  });
  it('reasonable but not doable in time: a stated period replaces the due date (CLK-14), once, while it lasts', () => {
    const delayed = admitted().step('2026-03-13', 'delayReply', 'office');
    // 15 working days after Friday 13 March: Friday 3 April.
    expect(delayed.clock('T01', '2026-03-13').dueOn).toBe('2026-04-03');
    expect(delayed.state.volumeReasons[0]).toMatchObject({ delayedTo: '2026-04-03', admitted: true });
    expect(delayed.codes('2026-03-13', 'delayReply', 'office')).toEqual(['DELAY_ALREADY_FIXED A2-17']);
    expect(admitted().codes('2026-03-16', 'delayReply', 'office')).toEqual(['REPLY_PERIOD_OVER A2-17']);
    expect(admitted().codes('2026-03-13', 'delayReply', 'office', { workingDays: 0, reasons: {} })).toEqual(['DELAY_LENGTH R-35']);
    expect(given().codes('2026-02-12', 'delayReply', 'office')).toEqual(['WRONG_STATE A2-17']);
  });
  it('the reply period can be extended meanwhile, since it runs', () => {
    const extended = asked().step('2026-02-11', 'proposeExtension', 'handler').step('2026-02-11', 'extendReplyPeriod', 'office-head');
    expect([extended.clock('T01', '2026-02-11').dueOn, extended.state.positions['reasons']]).toEqual(['2026-03-27', 'AWAITING_REASONS']);
  });
  it('the applicant may withdraw meanwhile', () =>
    expect(awaitingReasons().step('2026-02-10', 'withdrawRequest', APPLICANT).state.positions).toMatchObject({ request: 'WITHDRAWN', reasons: 'CLOSED' }));
});
