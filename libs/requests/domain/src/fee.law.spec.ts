import { firstLawEdition } from '@disclosure/law';
import { APPLICANT, assigned, awaitingFee, contributed, GOOD_INPUTS, item, proposal, PUBLIC, ref, registered, RequestCase, served, TIMER } from './testing/index.ts';
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

  it('FEE-01: nothing is charged by itself: a request is answered without a fee, a clock of payment or a hold', () => {
    const trial = served('2026-09-01');
    expect([trial.state.fees, trial.state.effects.filter(({ limit }) => limit === 'T19'), trial.state.positions['fee']]).toEqual([[], [], undefined]);
  });

  it('FEE-02: exactly one method, one notice: not a second by the other method, nor by the same, paid or given back', () => {
    const paid = awaitingFee('2026-09-01').step('2026-09-02', 'recordFeePayment', 'office');
    for (const second of [notice({ method: 'PER_ITEM', count: 40, splitReasons: ref('s') }), notice()]) {
      expect(paid.codes('2026-09-03', 'issueFeeNotice', 'office', second)).toEqual(['FEE_ALREADY_DECIDED SC-2020-109-3']);
    }
    expect(paid.step('2026-09-03', 'refundFee', 'office').codes('2026-09-03', 'issueFeeNotice', 'office')).toEqual(['FEE_ALREADY_DECIDED SC-2020-109-3']);
    expect(awaitingFee('2026-09-01').codes('2026-09-02', 'issueFeeNotice', 'office')).toEqual(['WRONG_STATE A2-22']);
  });

  // By the item: to 10 free, 11–30 at 100 yuan, from 31 in tens, 100 yuan more for each. By the page: to 30 free, to 100 at 10 yuan, to 200 at 20, from 201 at 40.
  it.each([
    ['FEE-03', 'PER_ITEM', 10, 0, 'NO_FEE_DUE SC-2020-109-4'], ['FEE-03', 'PER_ITEM', 11, 0, 100], ['FEE-03', 'PER_ITEM', 30, 0, 2_000], ['FEE-03', 'PER_ITEM', 31, 0, 2_200], ['FEE-03', 'PER_ITEM', 40, 0, 4_000], ['FEE-03', 'PER_ITEM', 41, 0, 4_300],
    ['FEE-03', 'PER_ITEM', 100, 0, 37_000], ['FEE-03', 'PER_ITEM', 101, 0, 37_900],
    ['FEE-03, the month counted on', 'PER_ITEM', 1, 9, 'NO_FEE_DUE SC-2020-109-4'], ['FEE-03, the month counted on', 'PER_ITEM', 1, 10, 100], ['FEE-03, the month counted on', 'PER_ITEM', 5, 8, 300], ['FEE-03, the month counted on', 'PER_ITEM', 1, 29, 100], ['FEE-03, the month counted on', 'PER_ITEM', 1, 30, 200],
    ['FEE-04', 'PER_PAGE', 30, 0, 'NO_FEE_DUE SC-2020-109-5'], ['FEE-04', 'PER_PAGE', 31, 0, 10], ['FEE-04', 'PER_PAGE', 100, 0, 700], ['FEE-04', 'PER_PAGE', 101, 0, 720], ['FEE-04', 'PER_PAGE', 200, 0, 2_700], ['FEE-04', 'PER_PAGE', 201, 0, 2_740],
    ['FEE-04, pages never counted on', 'PER_PAGE', 31, 500, 10],
    ['FEE-11, whole units', 'PER_PAGE', 0, 0, 'FEE_COUNT SC-2020-109-4'], ['FEE-11, whole units', 'PER_ITEM', 1.5, 0, 'FEE_COUNT SC-2020-109-4'], ['FEE-11, whole units', 'PER_PAGE', 100_001, 0, 'FEE_COUNT SC-2020-109-4'],
  ])('%s: %s, %d units after %d: %s yuan', (_rule, method, count, alreadyCounted, expected) => {
    const [trial, input] = [assigned('2026-09-01'), notice({ method, count, alreadyCounted, splitReasons: ref('s') })];
    if (typeof expected === 'string') return expect(trial.codes('2026-09-02', 'issueFeeNotice', 'office', input)).toEqual([expected]);
    // In fen, always whole yuan (FEE-11).
    return expect(trial.step('2026-09-02', 'issueFeeNotice', 'office', input).state.fees[0]).toMatchObject({ method, count, total: expected * 100 });
  });

  it('FEE-04: by the page only where copies or data are given, not for reading and copying on site', () => {
    for (const form of ['INSPECTION', 'TRANSCRIPT'] as const) {
      const onSite = registered('2026-09-01');
      onSite.state = { ...onSite.state, form };
      expect(onSite.codes('2026-09-02', 'issueFeeNotice', 'office')).toEqual(['FEE_METHOD_UNFIT SC-2020-109-5']);
      expect(onSite.codes('2026-09-02', 'issueFeeNotice', 'office', notice({ method: 'PER_ITEM', count: 11, splitReasons: ref('s') }))).toEqual([]);
    }
  });

  describe('FEE-05: no page fee where nothing but a way to the information is given', () => {
    const decided = (items: readonly object[], carries: readonly string[]): RequestCase => contributed('2026-09-01').step('2026-09-02', 'draftReplyProposal', 'handler', proposal({ items, carries }));
    const pointing: readonly (readonly [string, readonly object[], readonly string[]])[] = [
      ['already published (G1)', [item('ALREADY_PUBLISHED', { disclosureId: 'd-1' })], ['howToGet']],
      ['disclosed by saying where and when it can be had (G2)', [item('DISCLOSED')], ['howToGet']],
      ['already published, with a copy as a courtesy', [item('ALREADY_PUBLISHED', { disclosureId: 'd-1' })], ['howToGet', 'attachments']],
      ['not held', [item('NOT_HELD')], ['searchRecord']],
    ];
    it.each(pointing)('refused: %s', (_title, items, carries) => {
      expect(decided(items, carries).codes('2026-09-02', 'issueFeeNotice', 'office')).toEqual(['FEE_METHOD_UNFIT SC-2020-109-5']);
      // By the item it may be charged whatever is decided (article 4).
      expect(decided(items, carries).codes('2026-09-02', 'issueFeeNotice', 'office', notice({ method: 'PER_ITEM', count: 11, splitReasons: ref('s') }))).toEqual([]);
    });
    it.each([['text', ['information']], ['files', ['attachments']]])('charged where %s is given', (_title, carries) =>
      expect(decided([item('DISCLOSED')], carries).codes('2026-09-02', 'issueFeeNotice', 'office')).toEqual([]));
    it('what was charged by the page before anything was decided goes back before such a reply is signed', () => {
      const trial = contributed('2026-09-01').step('2026-09-02', 'issueFeeNotice', 'office').step('2026-09-03', 'recordFeePayment', 'office')
        .step('2026-09-03', 'draftReplyProposal', 'handler', proposal({ items: [item('DISCLOSED')], carries: ['howToGet'] }));
      for (const [action, who] of [['submitReplyProposal', 'handler'], ['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy'], ['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler']] as const) trial.step('2026-09-04', action, who);
      expect(trial.codes('2026-09-04', 'signOffReplyLetter', 'disclosure-deputy')).toEqual(['PAGE_FEE_TO_REFUND SC-2020-109-5']);
      expect(trial.codes('2026-09-04', 'refundFee', 'handler')).toEqual(['FORBIDDEN SC-2020-109-5']);
      const refund = (refundedOn: string) => trial.codes('2026-09-04', 'refundFee', 'office', { refundedOn, reasons: ref('r') });
      expect([refund('2026-09-05'), refund('2026-09-02'), refund('2026-09-03')]).toEqual([['DATE_IN_FUTURE SC-2020-109-5'], ['DATE_OUT_OF_ORDER SC-2020-109-5'], []]);
      const due = trial.clock('T01', '2026-09-04').dueOn;
      trial.step('2026-09-04', 'refundFee', 'office');
      expect([trial.clock('T01', '2026-09-04').dueOn, trial.state.fees[0]?.refundedOn, trial.state.positions['fee']]).toEqual([due, '2026-09-04', 'REFUNDED']);
      expect(trial.codes('2026-09-04', 'refundFee', 'office')).toEqual(['WRONG_STATE SC-2020-109-5']);
      expect(trial.codes('2026-09-04', 'signOffReplyLetter', 'disclosure-deputy')).toEqual([]);
    });
  });

  it('FEE-06: the notice goes out within the handling period: on its last day, not on the day after', () => {
    expect(assigned('2026-09-01').codes('2026-09-29', 'issueFeeNotice', 'office')).toEqual([]);
    expect(assigned('2026-09-01').codes('2026-09-30', 'issueFeeNotice', 'office')).toEqual(['REPLY_PERIOD_OVER SC-2020-109-6']);
  });
  it('FEE-09: the fee itself opens no remedy; giving the request up for want of it does', () => {
    const remedies = (trial: RequestCase): readonly string[] => trial.state.effects.filter(({ limit }) => limit.startsWith('T20')).map(({ limit }) => limit);
    expect(remedies(received())).toEqual([]);
    const over = received().step('2026-10-20', 'lapseFee', TIMER);
    expect(remedies(over)).toEqual(['T20', 'T20-SUIT']);
    // 60 days from 20 October end on Saturday 19 December: on Monday 21 December.
    expect(over.clock('T20', '2026-10-20').dueOn).toBe('2026-12-21');
  });
  it('FEE-10: one request is counted as several only with the reasons of the split', () => {
    expect(assigned('2026-09-01').refusals('2026-09-02', 'issueFeeNotice', 'office', notice({ method: 'PER_ITEM', count: 11 }))).toEqual([expect.objectContaining({ code: 'SPLIT_REASONS_MISSING', field: 'input.splitReasons', clause: 'SC-2020-109-4' })]);
    expect(assigned('2026-09-01').codes('2026-09-02', 'issueFeeNotice', 'office', notice({ method: 'PER_ITEM', count: 1, alreadyCounted: 10 }))).toEqual([]);
    expect(assigned('2026-09-01').step('2026-09-02', 'issueFeeNotice', 'office', notice({ method: 'PER_ITEM', count: 11, splitReasons: ref('s') })).events.at(-1)?.payload['splitReasons']).toEqual(ref('s'));
    // Reasons that are those of the split too are recorded, and told, once.
    expect(assigned('2026-09-01').step('2026-09-02', 'issueFeeNotice', 'office', notice({ method: 'PER_ITEM', count: 11, reasons: ref('r'), splitReasons: ref('r') })).events.at(-1)?.payload).not.toHaveProperty('splitReasons');
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
