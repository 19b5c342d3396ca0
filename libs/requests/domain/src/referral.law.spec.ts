import type { Actor } from '@disclosure/organisation';
import { deadlinesOf } from '@disclosure/workflow';
import { APPLICANT, CLERK, CLIENT, contributed, factsOn, item, OTHER_AGENCY, proposal, ref, referred, served, testDepartment, TIMER } from './testing/index.ts';

// Replied and referred on Monday 9 February 2026. Fifteen working days on: 10–14 February (Saturday the 14th is worked for 春节, Tuesday to Saturday: 5),
// 24–28 February (Saturday the 28th is worked: 5, to 10), 2–6 March (5, to 15): the last day is Friday 6 March.
const SENT = '2026-02-09';
const LAST_DAY = '2026-03-06';
const SATURDAY_AFTER = '2026-03-07';
const elsewhere: Actor = { kind: 'AGENCY_CLERK', agencyId: 'jl-finance', clerkId: 'clerk-2' };
const client = (...scopes: readonly string[]): Actor => ({ kind: 'MACHINE', clientId: 'client-1', agencyId: 'jl-ecology', scopes });
const declined = { referralId: 'referral-1', result: 'DECLINED', answer: ref('a') };
const accepted = { referralId: 'referral-1', result: 'ACCEPTED' };

describe('A1-19-4: what is for another agency is told to that agency when the reply is served', () => {
  it('is sent by the event of service, with the time after which silence shows', () => {
    const trial = referred();
    expect(trial.state.referrals).toEqual([{ id: 'referral-1', agencyId: 'jl-ecology', round: 1, sentOn: SENT, receivedOn: null, answeredOn: null, result: null, competentAgencyId: null, warnedOn: null }]);
    expect(trial.events.at(-1)?.type).toBe('ReplyServed');
    expect(trial.clock('T06-REFERRAL', SENT, 'referral-1').dueOn).toBe(LAST_DAY);
  });
  it('touches neither the reply’s clock nor whether it was late', () => {
    const withIt = referred();
    const without = served();
    expect(withIt.clock('T01', '2026-04-01')).toEqual(without.clock('T01', '2026-04-01'));
    expect(withIt.state.servedLate).toBe(without.state.servedLate);
  });
  it('is sent today though the reply took effect before', () => {
    const trial = referred('2026-02-10');
    expect(trial.state.referrals[0]?.sentOn).toBe('2026-02-10');
  });
  it('nothing is sent of a reply that is ours to give', () => expect(served().state.referrals).toEqual([]));
});

describe('the agency confirms and answers, and the answer is an event of the case', () => {
  it('by its clerk, and by a client of its own', () => {
    for (const actor of [CLERK, CLIENT]) {
      const trial = referred().step('2026-02-11', 'recordReferralReceipt', actor, { referralId: 'referral-1', receivedOn: '2026-02-10' });
      expect(trial.state.referrals[0]).toMatchObject({ receivedOn: '2026-02-11' }); // whoever confirms himself confirms today
      trial.step('2026-02-24', 'answerReferral', actor, accepted);
      expect(trial.state.referrals[0]).toMatchObject({ answeredOn: '2026-02-24', result: 'ACCEPTED' });
      expect(trial.events.at(-1)).toMatchObject({ type: 'ReferralAnswered', actingAs: { role: 'AGENCY_LIAISON', divisionId: 'jl-ecology' } });
      expect(trial.clock('T06-REFERRAL', '2026-04-01', 'referral-1')).toMatchObject({ state: 'STOPPED', late: false });
    }
  });
  it('not by another agency, nor by a client without the scope for it, the applicant or a division', () => {
    for (const actor of [elsewhere, client('referrals:read'), client('consultations:answer'), client(), { kind: 'MACHINE', clientId: 'm', scopes: ['referrals:answer'] } as const, APPLICANT]) {
      expect([actor, referred().codes('2026-02-11', 'answerReferral', actor, accepted)]).toEqual([actor, ['FORBIDDEN A1-19-4']]);
    }
    for (const login of ['handler', 'head', 'deputy', 'legal', 'auditor']) expect(referred().codes('2026-02-11', 'answerReferral', login, accepted)).toEqual(['FORBIDDEN A1-19-4']);
  });
  it('on paper, entered by the office with its day: not in the future, not before it was sent or received', () => {
    const trial = referred().step('2026-02-24', 'recordReferralReceipt', 'office', { referralId: 'referral-1', receivedOn: '2026-02-12' });
    expect(trial.state.referrals[0]?.receivedOn).toBe('2026-02-12');
    const answered = (answeredOn: string): readonly string[] => trial.codes('2026-02-24', 'answerReferral', 'office', { ...accepted, answeredOn });
    expect([answered('2026-02-25'), answered('2026-02-11'), answered('2026-02-12')]).toEqual([['DATE_IN_FUTURE A1-19-4'], ['DATE_BEFORE_REFERRAL A1-19-4'], []]);
    expect(referred().codes('2026-02-11', 'recordReferralReceipt', 'office', { referralId: 'referral-1', receivedOn: '2026-02-08' })).toEqual(['DATE_BEFORE_REFERRAL A1-19-4']);
    expect(referred().codes('2026-02-11', 'recordReferralReceipt', 'office', { referralId: 'referral-1', receivedOn: '2026-02-12' })).toEqual(['DATE_IN_FUTURE A1-19-4']);
  });
  it('who declines says why, and may name whom it holds responsible (REQ-16); who accepts names nobody', () => {
    const codes = (input: object): readonly string[] => referred().codes('2026-02-11', 'answerReferral', CLERK, { referralId: 'referral-1', ...input });
    expect(codes({ result: 'DECLINED' })).toEqual(['DECLINED_WITHOUT_REASONS A1-19-4']);
    expect(codes({ ...declined, competentAgencyId: 'nobody' })).toEqual(['UNKNOWN_AGENCY A1-19-4']);
    expect(codes({ ...declined, competentAgencyId: 'jl-ecology' })).toEqual(['AGENCY_CONTRADICTS_ANSWER A1-19-4']);
    expect(codes({ ...accepted, competentAgencyId: 'jl-finance' })).toEqual(['AGENCY_CONTRADICTS_ANSWER A1-19-4']);
    expect(codes({ ...declined, competentAgencyId: 'jl-finance' })).toEqual([]);
  });
  it('once', () => expect(referred().step('2026-02-11', 'answerReferral', CLERK, accepted).codes('2026-02-12', 'answerReferral', CLERK, declined)).toEqual(['WRONG_STATE A1-19-4']));
  it('late too: no law sets it a time', () => {
    const trial = referred().step(SATURDAY_AFTER, 'warnReferral', TIMER).step('2026-05-06', 'answerReferral', CLERK, accepted);
    expect(trial.state.referrals[0]).toMatchObject({ warnedOn: SATURDAY_AFTER, answeredOn: '2026-05-06', result: 'ACCEPTED' });
  });
  it('also after a court has ordered a new decision, in the round that sent it', () => {
    const trial = referred().step('2026-02-10', 'openReconsideration', 'legal').step('2026-02-11', 'recordRemedyResult', 'legal');
    expect(trial.state.round).toBe(2);
    trial.step('2026-02-12', 'answerReferral', CLERK, accepted);
    expect(deadlinesOf(trial.state, factsOn('2026-04-01')).find(({ limit }) => limit === 'T06-REFERRAL')).toMatchObject({ round: 1, clock: { state: 'STOPPED' } });
  });
});

describe('silence shows', () => {
  it('on the day after fifteen working days, once, and never of what was answered', () => {
    expect(referred().codes(LAST_DAY, 'warnReferral', TIMER)).toEqual(['REFERRAL_PERIOD_RUNNING A1-19-4']);
    const trial = referred().step(SATURDAY_AFTER, 'warnReferral', TIMER);
    expect(trial.codes('2026-03-09', 'warnReferral', TIMER)).toEqual(['ALREADY_WARNED A1-19-4']);
    expect(referred().step('2026-02-11', 'answerReferral', CLERK, accepted).codes(SATURDAY_AFTER, 'warnReferral', TIMER)).toEqual(['WRONG_STATE A1-19-4']);
  });
});

describe('REQ-16: told onwards', () => {
  it('by the office, to an agency that has not got it yet', () => {
    const onwards = { referralId: 'referral-2', agencyId: 'jl-finance', content: ref('x'), asked: [] };
    const trial = referred();
    expect(trial.codes('2026-02-11', 'referToAgency', 'office', { ...onwards, agencyId: 'jl-ecology' })).toEqual(['ALREADY_REFERRED A1-19-4']);
    trial.step('2026-02-11', 'answerReferral', CLERK, declined);
    expect(trial.codes('2026-02-11', 'referToAgency', 'office', { ...onwards, agencyId: 'jl-ecology' })).toEqual([]);
    expect(trial.codes('2026-02-11', 'referToAgency', 'office', { ...onwards, agencyId: 'jlgxt' })).toEqual(['OWN_AGENCY A1-19-4']);
    expect(trial.codes('2026-02-11', 'referToAgency', 'office', { ...onwards, agencyId: 'nobody' })).toEqual(['UNKNOWN_AGENCY A1-19-4']);
    expect(trial.codes('2026-02-11', 'referToAgency', 'handler', onwards)).toEqual(['FORBIDDEN A1-19-4']);
    trial.step('2026-02-11', 'referToAgency', 'office', onwards);
    expect(trial.codes('2026-02-11', 'answerReferral', elsewhere, { referralId: 'referral-2', result: 'ACCEPTED' })).toEqual([]);
    expect(trial.codes('2026-02-11', 'answerReferral', CLERK, { referralId: 'referral-2', result: 'ACCEPTED' })).toEqual(['FORBIDDEN A1-19-4']);
    expect(trial.clock('T06-REFERRAL', '2026-02-11', 'referral-2').dueOn).toBe('2026-03-10'); // 12–14 February 3, 24–28 February 8, 2–6 March 13, 9 and 10 March 15
  });
  it('only of what the reply says is another agency’s, and while its content is kept', () => {
    expect(served().codes('2026-02-11', 'referToAgency', 'office')).toEqual(['NOTHING_TO_REFER A2-12-5']);
    const erased = referred().step('2026-02-10', 'eraseApplicant', 'office-head');
    expect(erased.codes('2026-02-11', 'referToAgency', 'office')).toEqual(['APPLICANT_ERASED R-45']);
    expect(erased.codes('2026-02-11', 'answerReferral', CLERK, accepted)).toEqual(['WRONG_STATE A1-19-4']);
  });
});

describe('DEC-05: whoever can be told is told', () => {
  const refused = (more: object, input: object = {}): readonly string[] => contributed().codes('2026-02-11', 'draftReplyProposal', 'handler', proposal({ items: [item('OTHER_AGENCY', more)], ...input }));
  it('where the directory names an agency, the reply names one, or says that none can be determined', () => {
    expect(refused({}, { competent: ['jl-ecology'] })).toEqual(['AGENCY_NOT_NAMED A2-12-5']);
    expect(refused({ agencyUndetermined: true }, { competent: ['jl-ecology'] })).toEqual([]);
    expect(refused({ agencyId: 'jl-finance' }, { competent: ['jl-ecology'] })).toEqual([]); // a person judges
    expect(refused({})).toEqual([]);
    expect(refused({ agencyId: 'jl-ecology', agencyUndetermined: true })).toEqual(['AGENCY_CONTRADICTS_ANSWER A2-12-5']);
  });
  it('it is another agency than ours', () => expect(refused({ agencyId: 'jlgxt' })).toEqual(['OWN_AGENCY A2-12-5']));
  it('and one that can be reached: a name without a contact is no answer', () => {
    const agencies = testDepartment.agencies.map((agency) => (agency.id === 'jl-ecology' ? { ...agency, contact: { address: ' ', telephone: '', email: '' } } : agency));
    const trial = contributed();
    const without = Object.assign(Object.create(Object.getPrototypeOf(trial)) as typeof trial, trial, { facts: (day: string) => factsOn(day, { organisation: { ...testDepartment, agencies } }) });
    expect(without.codes('2026-02-11', 'draftReplyProposal', 'handler', OTHER_AGENCY)).toEqual(['AGENCY_WITHOUT_CONTACT A2-12-5']);
  });
});
