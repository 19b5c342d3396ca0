import { firstLawEdition } from '@disclosure/law';
import { APPLICANT, assigned, awaitingFee, GOOD_INPUTS, PUBLIC, registered, RequestCase, TIMER } from './testing/index.ts';
import { reportRowFor } from './report.rule.ts';

const notice = (more: object = {}): object => ({ ...GOOD_INPUTS['issueFeeNotice'], ...more });

describe('R-42, A2-22, 国办函〔2020〕109号: the processing fee (FEE-01..11)', () => {
  // Received on Tuesday 1 September 2026, due on 29 September. 20 September is a Sunday that is worked; 25–27 September (中秋) and 1–7 October (国庆) are off, 10 October, a Saturday, is worked.
  const received = () => assigned('2026-09-01').step('2026-09-15', 'issueFeeNotice', 'office');

  it('the notice of Tuesday 15 September is payable to Monday 19 October, and the reply clock stands still meanwhile (FEE-07)', () => {
    const trial = received();
    expect(trial.clock('T19', '2026-09-16')).toMatchObject({ state: 'RUNNING', dueOn: '2026-10-19' });
    expect(trial.clock('T01', '2026-09-16')).toMatchObject({ state: 'SUSPENDED', dueOn: null });
    expect(assigned('2026-09-01').clock('T01', '2026-09-16').dueOn).toBe('2026-09-29');
  });
  it('paid on Wednesday 30 September, the whole period counts anew from the next day, to Tuesday 3 November (FEE-08)', () => {
    const trial = received().step('2026-09-30', 'recordFeePayment', 'office');
    expect(trial.clock('T01', '2026-09-30')).toMatchObject({ state: 'RUNNING', startedOn: '2026-09-30', dueOn: '2026-11-03' });
    expect(trial.clock('T19', '2026-09-30')).toMatchObject({ state: 'STOPPED', stoppedOn: '2026-09-30', late: false });
    expect(trial.state).toMatchObject({ receivedOn: '2026-09-01', round: 1, positions: { request: 'ASSIGNED', fee: 'PAID' }, fees: [{ total: 38_000, paidOn: '2026-09-30' }] });
  });
  it('a payment that is entered later counts from the day it was made', () =>
    expect(received().step('2026-10-12', 'recordFeePayment', 'office', { paidOn: '2026-09-30' }).clock('T01', '2026-10-12').dueOn).toBe('2026-11-03'));
  it('a notice that came by post counts from the day it came', () => {
    const trial = received().step('2026-09-21', 'recordFeeNoticeReceipt', 'office', { receivedOn: '2026-09-18' });
    expect(trial.clock('T19', '2026-09-21').dueOn).toBe('2026-10-22');
    expect(trial.codes('2026-09-21', 'recordFeeNoticeReceipt', 'office', { receivedOn: '2026-09-14' })).toEqual(['DATE_OUT_OF_ORDER SC-2020-109-6']);
    expect(trial.codes('2026-09-21', 'recordFeeNoticeReceipt', 'office', { receivedOn: '2026-09-22' })).toEqual(['DATE_IN_FUTURE SC-2020-109-6']);
  });

  it('the last day counts whole; on the day after it is given up, whoever says so and whenever (FEE-07)', () => {
    for (const who of [TIMER, 'office']) {
      expect(received().codes('2026-10-19', 'lapseFee', who)).toEqual(['PAYMENT_PERIOD_RUNNING SC-2020-109-6']);
      const over = received().step('2026-10-23', 'lapseFee', who);
      expect(over.events.at(-1)).toMatchObject({ type: 'FeeLapsed', effectiveOn: '2026-10-20' });
      expect(over.state).toMatchObject({ positions: { request: 'ABANDONED', fee: 'LAPSED' }, endOutcome: 'FEE_UNPAID', abandonedFrom: 'ASSIGNED' });
      expect(reportRowFor(over.state, firstLawEdition)).toBe('OTHER_FEE_UNPAID');
      expect(over.clock('T01', '2026-10-23').state).toBe('STOPPED');
    }
    expect(received().codes('2026-10-19', 'recordFeePayment', 'office')).toEqual([]);
    expect(received().codes('2026-10-20', 'recordFeePayment', 'office')).toEqual(['PAYMENT_LATE SC-2020-109-6']);
    expect(received().codes('2026-10-20', 'recordFeePayment', 'office', { paidOn: '2026-10-19' })).toEqual([]);
    expect(received().codes('2026-09-16', 'recordFeePayment', 'office', { paidOn: '2026-09-14' })).toEqual(['DATE_OUT_OF_ORDER SC-2020-109-6']);
  });

  it.each([
    ['PER_PAGE', 30, 0, 'NO_FEE_DUE SC-2020-109-5'], ['PER_PAGE', 31, 0, 1_000], ['PER_PAGE', 68, 0, 38_000], ['PER_PAGE', 201, 0, 274_000],
    ['PER_ITEM', 10, 0, 'NO_FEE_DUE SC-2020-109-4'], ['PER_ITEM', 1, 10, 10_000], ['PER_ITEM', 5, 8, 30_000], ['PER_ITEM', 1, 30, 20_000], ['PER_PAGE', 31, 500, 1_000],
    ['PER_PAGE', 0, 0, 'FEE_COUNT SC-2020-109-4'], ['PER_ITEM', 1.5, 0, 'FEE_COUNT SC-2020-109-4'],
  ])('%s, %d units after %d: %s', (method, count, alreadyCounted, expected) => {
    const [trial, input] = [assigned('2026-09-01'), notice({ method, count, alreadyCounted })];
    if (typeof expected === 'string') return expect(trial.codes('2026-09-02', 'issueFeeNotice', 'office', input)).toEqual([expected]);
    return expect(trial.step('2026-09-02', 'issueFeeNotice', 'office', input).state.fees[0]).toMatchObject({ method, count, total: expected });
  });

  it('exactly one method, one notice (FEE-02)', () => {
    const paid = awaitingFee('2026-09-01').step('2026-09-02', 'recordFeePayment', 'office');
    expect(paid.codes('2026-09-03', 'issueFeeNotice', 'office', notice({ method: 'PER_ITEM', count: 40 }))).toEqual(['FEE_ALREADY_DECIDED SC-2020-109-3']);
  });
  it('within the handling period only (FEE-06): on its last day, not on the day after', () => {
    expect(assigned('2026-09-01').codes('2026-09-29', 'issueFeeNotice', 'office')).toEqual([]);
    expect(assigned('2026-09-01').codes('2026-09-30', 'issueFeeNotice', 'office')).toEqual(['REPLY_PERIOD_OVER SC-2020-109-6']);
  });
  it('by the page only where copies or data are given (FEE-04), never for pointing at what is public (FEE-05)', () => {
    const inspection = registered('2026-09-01');
    inspection.state = { ...inspection.state, form: 'INSPECTION' };
    expect(inspection.codes('2026-09-02', 'issueFeeNotice', 'office')).toEqual(['FEE_METHOD_UNFIT SC-2020-109-5']);
    expect(inspection.codes('2026-09-02', 'issueFeeNotice', 'office', notice({ method: 'PER_ITEM', count: 11 }))).toEqual([]);
  });
  it('by the law of the day of receipt: what came in 2020 is free', () =>
    expect(registered('2020-12-31').codes('2021-01-05', 'issueFeeNotice', 'office')).toEqual(['FEE_NOT_IN_FORCE R-42']));
  it('by the office alone; while a fee is awaited nothing else is done, but the applicant may withdraw', () => {
    expect(assigned('2026-09-01').codes('2026-09-02', 'issueFeeNotice', 'handler')).toEqual(['FORBIDDEN A2-22']);
    const waiting = awaitingFee('2026-09-01');
    for (const [action, by] of [['draftReplyProposal', 'handler'], ['requestClarification', 'office'], ['requestReasons', 'office'], ['replyOnTheSpot', 'office']] as const) expect(waiting.codes('2026-09-02', action, by)).toEqual([expect.stringMatching(/^WRONG_STATE/)]);
    const withdrawn = waiting.step('2026-09-02', 'withdrawRequest', APPLICANT);
    expect(withdrawn.state).toMatchObject({ positions: { request: 'WITHDRAWN', fee: 'CLOSED' }, endOutcome: 'WITHDRAWN' });
    expect([withdrawn.clock('T19', '2026-09-03').state, withdrawn.clock('T01', '2026-09-03').state]).toEqual(['STOPPED', 'STOPPED']);
    expect(reportRowFor(withdrawn.state, firstLawEdition)).toBe('OTHER');
  });
  it('is not charged before the request is received', () =>
    expect(new RequestCase().step('2026-09-01', 'submitRequest', PUBLIC).codes('2026-09-01', 'issueFeeNotice', 'office')).toEqual(['REPLY_PERIOD_NOT_STARTED R-33']));
});
