import { APPLICANT, PUBLIC, ref, RequestCase, submission } from './testing/index.ts';

/** Annex 2, article 6: the day of receipt, by the way a request came. 2026-03-02 is a Monday. */
const MONDAY = '2026-03-02';
const submitted = (channel: string, more: object = {}): RequestCase => new RequestCase().step('2026-03-04', 'submitRequest', 'office', submission({ channel, ...more }));

describe('A2-6, R-31: the day of receipt', () => {
  it.each([['IN_PERSON', '当面提交'], ['ORAL', '口头申请'], ['REGISTERED_POST', '邮寄且签收']])('is the day it is handed in or signed for: %s (%s)', (channel) => {
    const trial = submitted(channel, { receivedOn: MONDAY });
    expect(trial.state).toMatchObject({ receivedOn: MONDAY, positions: { request: 'REGISTERED' } });
    // Entered two days later, the period still counts from the true day: 20 working days after 2 March is 30 March.
    expect(trial.clock('T01', MONDAY)).toMatchObject({ startedOn: MONDAY, dueOn: '2026-03-30' });
  });

  it.each([['ORDINARY_POST', '平常信函'], ['ONLINE', '在线'], ['FAX', '传真'], ['EMAIL', '电子邮件']])('is the day both sides confirm: %s (%s)', (channel) => {
    const trial = submitted(channel);
    expect(trial.state).toMatchObject({ receivedOn: null, number: null, positions: { request: 'SUBMITTED' } });
    expect(() => trial.clock('T01', '2026-03-04')).toThrow('has not started');
    trial.step('2026-03-06', 'registerRequest', 'office', { confirmedOn: '2026-03-05' });
    expect(trial.state.receivedOn).toBe('2026-03-05');
    expect(trial.clock('T01', '2026-03-06')).toMatchObject({ startedOn: '2026-03-05', dueOn: '2026-04-02' });
  });

  it('T08: a request that waits for confirmation is to be confirmed on the day it arrives, and shows when it was not', () => {
    const trial = submitted('ORDINARY_POST');
    expect(trial.clock('T08', '2026-03-04')).toMatchObject({ dueOn: '2026-03-04', late: false });
    expect(trial.clock('T08', '2026-03-05')).toMatchObject({ late: true });
    expect(trial.step('2026-03-04', 'registerRequest', 'office').clock('T08', '2026-03-09')).toMatchObject({ state: 'STOPPED', late: false });
  });

  it('is never in the future, never before the request was submitted, and never more than a year back', () => {
    const online = submitted('ONLINE');
    expect(online.codes('2026-03-04', 'registerRequest', 'office', { confirmedOn: '2026-03-05' })).toEqual(['DATE_IN_FUTURE A2-6']);
    expect(online.codes('2026-03-04', 'registerRequest', 'office', { confirmedOn: '2026-03-03' })).toEqual(['DATE_BEFORE_SUBMISSION A2-6']);
    const fresh = new RequestCase();
    expect(fresh.codes('2026-03-04', 'submitRequest', 'office', submission({ channel: 'IN_PERSON', receivedOn: '2026-03-05' }))).toEqual(['DATE_IN_FUTURE A2-6']);
    expect(fresh.codes('2026-03-04', 'submitRequest', 'office', submission({ channel: 'IN_PERSON', receivedOn: '2025-03-02' }))).toEqual(['DATE_TOO_OLD A2-6']);
    expect(fresh.codes('2026-03-04', 'submitRequest', 'office', submission({ channel: 'IN_PERSON', receivedOn: '2025-03-03' }))).toEqual([]);
  });

  it('is entered of what was handed in or signed for; of what is confirmed, the day of confirmation is entered when it is registered', () => {
    const entered = (channel: string, receivedOn: string) => new RequestCase().codes('2026-02-09', 'submitRequest', 'office', submission({ channel, receivedOn }));
    for (const channel of ['ORDINARY_POST', 'FAX', 'EMAIL', 'ONLINE']) expect([entered(channel, '2026-02-06'), entered(channel, '2026-02-09')]).toEqual([['RECEIPT_BY_CONFIRMATION A2-6'], []]);
    for (const channel of ['IN_PERSON', 'ORAL', 'REGISTERED_POST']) expect(entered(channel, '2026-02-06')).not.toContain('RECEIPT_BY_CONFIRMATION A2-6');
  });
  it('A2-5: the public submits online; what came by another way the office enters', () => {
    expect(new RequestCase().codes(MONDAY, 'submitRequest', PUBLIC, submission({ channel: 'IN_PERSON' }))).toEqual(['CHANNEL_NOT_YOURS A2-5']);
    expect(new RequestCase().codes(MONDAY, 'submitRequest', 'handler', submission({ channel: 'IN_PERSON' }))).toEqual(['FORBIDDEN A2-4']);
    // A day of receipt that the public claims decides nothing: online receipt is the day of confirmation.
    expect(new RequestCase().step(MONDAY, 'submitRequest', PUBLIC, submission({ receivedOn: '2026-02-02' })).state.receivedOn).toBeNull();
  });
});

describe('REQ-03, REQ-05: an applicant who cannot be reached', () => {
  const letter = (): RequestCase => submitted('ORDINARY_POST');
  it('was asked after on the day: nothing is late, and receipt is the day on which contact is restored', () => {
    // Arrived on Wednesday 4 March; reached on Tuesday 10 March: 20 working days end on Wednesday 8 April (清明节, Monday 6 April, is off).
    const trial = letter().step('2026-03-04', 'recordNoContact', 'office');
    expect(trial.clock('T08', '2026-03-09')).toMatchObject({ state: 'STOPPED', late: false });
    expect(() => trial.clock('T01', '2026-03-09')).toThrow('has not started');
    trial.step('2026-03-06', 'recordNoContact', 'office').step('2026-03-10', 'registerRequest', 'office');
    expect(trial.state).toMatchObject({ receivedOn: '2026-03-10', contactAttempts: ['2026-03-04', '2026-03-06'] });
    expect(trial.clock('T01', '2026-03-10').dueOn).toBe('2026-04-08');
  });
  it('on a later day the attempt is late, and shows so', () => expect(letter().step('2026-03-05', 'recordNoContact', 'office').clock('T08', '2026-03-09')).toMatchObject({ state: 'STOPPED', late: true }));
  it('is recorded by the office, of what is not confirmed yet', () => {
    for (const login of ['handler', 'deputy', 'auditor']) expect(letter().codes('2026-03-04', 'recordNoContact', login)).toEqual(['FORBIDDEN A2-6']);
    expect(submitted('IN_PERSON').codes('2026-03-04', 'recordNoContact', 'office')).toEqual(['WRONG_STATE A2-6']);
  });
});

describe('A2-4, REQ-10: an oral request, taken down by an officer', () => {
  it('counts from the day it was taken down, and is confirmed by the applicant: at once, or afterwards', () => {
    expect(submitted('ORAL', { oralConfirmation: ref('o') }).state).toMatchObject({ oralConfirmed: true, receivedOn: '2026-03-04' });
    const later = submitted('ORAL');
    expect(later.state).toMatchObject({ oralConfirmed: false, receivedOn: '2026-03-04' });
    for (const [who, input] of [[APPLICANT, {}], ['office', { how: ref('h') }]] as const) {
      const confirmed = submitted('ORAL').step('2026-03-05', 'confirmOralRequest', who, input);
      expect([confirmed.state.oralConfirmed, confirmed.state.receivedOn]).toEqual([true, '2026-03-04']);
      expect(confirmed.codes('2026-03-06', 'confirmOralRequest', who, input)).toEqual(['ALREADY_CONFIRMED A2-4']);
    }
  });
  it('an officer says how it was confirmed; what was written by the applicant needs no confirmation', () => {
    expect(submitted('ORAL').codes('2026-03-05', 'confirmOralRequest', 'office', {})).toEqual(['CONFIRMATION_HOW_MISSING A2-4']);
    expect(submitted('ORAL').codes('2026-03-05', 'confirmOralRequest', 'handler')).toEqual(['FORBIDDEN A2-4']);
    expect(submitted('IN_PERSON').codes('2026-03-05', 'confirmOralRequest', 'office')).toEqual(['NOT_ORAL A2-4']);
    expect(submitted('IN_PERSON', { oralConfirmation: ref('o') }).state.oralConfirmed).toBeNull();
  });
});

describe('A2-4, REQ-06, REQ-08: an incomplete form leads to clarification, not to rejection', () => {
  const DAY = '2026-02-09'; // Monday; the seventh working day is Wednesday 25 February
  const lacking = () => new RequestCase().step(DAY, 'submitRequest', 'office', submission({ channel: 'IN_PERSON', missingParts: ['IDENTITY', 'CONTACT'] }));
  it('is received on the day it is handed in, and accepted once it was asked what it lacks', () => {
    expect(lacking().state).toMatchObject({ receivedOn: DAY, missingParts: ['IDENTITY', 'CONTACT'] });
    expect(lacking().refusals(DAY, 'acceptRequest', 'office')).toEqual([expect.objectContaining({ code: 'FORM_INCOMPLETE', clause: 'A2-10', message: '申请表缺少身份证明、联系方式；请先一次性告知申请人补正，再行受理。' })]);
    const supplied = lacking().step(DAY, 'requestClarification', 'office').step('2026-02-11', 'supplyClarification', APPLICANT);
    expect(supplied.state.missingParts).toEqual([]);
    expect(supplied.codes('2026-02-11', 'acceptRequest', 'office')).toEqual([]);
  });
  it('after the seventh working day, when nothing can be asked any more, it is examined as it is (CLK-02)', () => {
    expect(lacking().codes('2026-02-25', 'acceptRequest', 'office')).toEqual(['FORM_INCOMPLETE A2-10']);
    expect(lacking().codes('2026-02-26', 'acceptRequest', 'office')).toEqual([]);
  });
});

describe('A1-19-4: whom a request is put to', () => {
  it('another agency’s information is asked for there: the refusal says where', () => {
    const refusals = new RequestCase().refusals(MONDAY, 'submitRequest', PUBLIC, submission({ agencyId: 'jl-ecology' }));
    expect(refusals).toEqual([expect.objectContaining({ code: 'AGENCY_NOT_OURS', clause: 'A1-19-4', message: expect.stringContaining('吉林省生态环境厅提出（长春市示例大街4号，0431-00000012）') })]);
    expect(new RequestCase().codes(MONDAY, 'submitRequest', PUBLIC, submission({ agencyId: 'nobody' }))).toEqual(['AGENCY_NOT_OURS A1-19-4']);
  });
});

describe('CLK-01, CAL-02, CAL-05: the reply period', () => {
  const due = (on: string): { dueOn: string | null; provisional: boolean } => {
    const { dueOn, provisional } = new RequestCase().step(on, 'submitRequest', 'office', submission({ channel: 'IN_PERSON' })).clock('T01', on);
    return { dueOn, provisional };
  };
  it.each([
    ['2026-02-09', '2026-03-13', 'over 春节, 14 and 28 February worked'],
    ['2026-03-02', '2026-03-30', 'weekends alone'],
    ['2026-03-07', '2026-04-03', 'a Saturday: the first day is Monday 9 March'],
    ['2026-02-17', '2026-03-20', 'within 春节'],
    ['2026-04-20', '2026-05-20', 'over 劳动节, 9 May worked'],
    ['2026-09-21', '2026-10-26', 'over 中秋节 and 国庆节, 20 September and 10 October worked'],
  ])('received on %s it is due on %s: %s', (on, dueOn) => expect(due(on)).toEqual({ dueOn, provisional: false }));

  it('is provisional from the day that it reaches 2027, whose calendar nobody has announced', () => {
    expect(due('2026-12-03')).toEqual({ dueOn: '2026-12-31', provisional: false });
    expect(due('2026-12-04')).toEqual({ dueOn: '2027-01-04', provisional: true });
    expect(due('2026-12-31')).toMatchObject({ provisional: true });
  });
});
