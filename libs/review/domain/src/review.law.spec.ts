import { localDate } from '@disclosure/kernel';
import { allActions, deadlinesOf } from '@disclosure/workflow';
import { determinationDueOn, reviewCase, reviewDueOn } from './index.ts';
import type { ScreenedContent } from './index.ts';
import { bothPassed, contentWith, finding, opening, reasoned, ReviewTrial, approval, text, WAYS } from './testing/index.ts';

// Expectations are written from the articles, not from the table.
const codes = (refusals: readonly { code: string }[]): string[] => refusals.map(({ code }) => code);
const reach = (state: keyof typeof WAYS): ReviewTrial => new ReviewTrial().through(...(WAYS[state] as never[]));

describe('A3-8, PRO-07: content review and secrecy review, each answered for itself, before anything is cleared', () => {
  test.each([
    ['both pass', true, true, 'DIVISION_REVIEWED'],
    ['content fails', false, true, 'RETURNED'],
    ['secrecy fails', true, false, 'RETURNED'],
    ['both fail', false, false, 'RETURNED'],
  ])('%s', (_name, content, secrecy, expected) => {
    const trial = reach('OPEN');
    expect(trial.take('head', 'signReview', { contentReview: { passed: content, remarks: text('a') }, secrecyReview: { passed: secrecy, remarks: text('b') }, findings: [] })).toEqual([]);
    expect(trial.at).toBe(expected);
    expect(trial.state.answers).toEqual({ content, secrecy });
    expect(trial.state.clearances).toEqual([]);
  });

  test('a deputy cannot approve what the head has not answered', () => {
    expect(codes(reach('OPEN').take('deputy', 'approveReviewAsSupervisingDeputy', approval()))).toEqual(['WRONG_STATE']);
  });

  test('a record that stands at the deputy without the answers is refused all the same', () => {
    const trial = reach('DIVISION_REVIEWED');
    trial.state = { ...trial.state, answers: null };
    const [refusal] = trial.take('deputy', 'approveReviewAsSupervisingDeputy', approval());
    expect(refusal).toMatchObject({ code: 'ANSWERS_MISSING', clause: 'A3-8' });
  });

  test('an answer that does not pass says why', () => {
    const [refusal] = reach('OPEN').take('head', 'signReview', { contentReview: { passed: true }, secrecyReview: { passed: false }, findings: [] });
    expect(refusal).toMatchObject({ code: 'REMARKS_MISSING', field: 'input.secrecyReview.remarks', clause: 'A3-9-1' });
  });
});

describe('A3-9-1: the division that made the information; its head answers for the content; the author never reviews', () => {
  test('an officer of another division cannot send it in', () => {
    expect(new ReviewTrial().take('handler-2', 'openReview', opening())[0]).toMatchObject({ code: 'NOT_OF_DIVISION', clause: 'A3-9-1' });
  });
  test('a head of another division has no part in it', () => {
    expect(codes(reach('OPEN').take('head-2', 'signReview', bothPassed()))).toEqual(['FORBIDDEN']);
  });
  test('SEC-14: who sent it in cannot sign it, though head of the division', () => {
    const trial = new ReviewTrial().through(['both', 'openReview', opening()]);
    expect(codes(trial.take('both', 'signReview', bothPassed()))).toEqual(['SEPARATION_OF_DUTIES']);
    expect(trial.take('head', 'signReview', bothPassed())).toEqual([]);
  });
  test('SEC-14: who signed as head cannot approve as deputy', () => {
    const trial = new ReviewTrial().through(['handler', 'openReview', opening()], ['both', 'signReview', bothPassed()]);
    expect(codes(trial.take('both', 'approveReviewAsSupervisingDeputy', approval()))).toEqual(['SEPARATION_OF_DUTIES']);
  });
  test('content that the gate does not hold is not reviewed', () => {
    expect(codes(new ReviewTrial().take('handler', 'openReview', opening({ content: { ...contentWith(), held: false } })))).toEqual(['CONTENT_NOT_HELD']);
  });
});

describe('A3-9-2, A1-14-2-3: the supervising deputy, and the principal leader where it is major', () => {
  test('an ordinary one is cleared by the deputy, bound to the digest that was reviewed', () => {
    const trial = reach('DIVISION_REVIEWED').on('2026-03-05').through(['deputy', 'approveReviewAsSupervisingDeputy', approval('c-7')]);
    expect(trial.at).toBe('CLEARED');
    expect(trial.state.clearances).toEqual([{ id: 'c-7', round: 1, clearedOn: '2026-03-05', revokedSeq: null }]);
    expect(trial.events.at(-1)?.payload).toMatchObject({ clearanceId: 'c-7', digest: 'd'.repeat(64) });
  });
  test('a major one goes on to the principal leader and is not cleared before', () => {
    const trial = reach('DEPUTY_APPROVED');
    expect(trial.state.clearances).toEqual([]);
    expect(trial.events.at(-1)?.payload['clearanceId']).toBeUndefined();
    expect(codes(trial.take('deputy', 'approveReviewAsPrincipalLeader', approval()))).toEqual(['FORBIDDEN']);
    trial.through(['principal', 'approveReviewAsPrincipalLeader', approval('c-9')]);
    expect(trial.at).toBe('CLEARED');
    expect(trial.state.clearances.map(({ id }) => id)).toEqual(['c-9']);
  });
  test('another division\'s deputy cannot approve', () => {
    expect(codes(reach('DIVISION_REVIEWED').take('deputy-2', 'approveReviewAsSupervisingDeputy', approval()))).toEqual(['FORBIDDEN']);
  });
  test.each(['handler', 'head', 'deputy', 'principal', 'secrecy'])('%s can mark it major, and then the deputy does not end it', (login) => {
    const trial = reach('DIVISION_REVIEWED').through([login, 'raiseMajorSensitive', reasoned], ['deputy', 'approveReviewAsSupervisingDeputy', approval()]);
    expect(trial.at).toBe('DEPUTY_APPROVED');
  });
  test('only the supervising deputy takes the mark away', () => {
    const trial = reach('DIVISION_REVIEWED').through(['head', 'raiseMajorSensitive', reasoned]);
    for (const login of ['handler', 'head', 'principal', 'secrecy']) expect(codes(trial.take(login, 'lowerMajorSensitive', reasoned))).toEqual(['FORBIDDEN']);
    trial.through(['deputy', 'lowerMajorSensitive', reasoned], ['deputy', 'approveReviewAsSupervisingDeputy', approval()]);
    expect(trial.at).toBe('CLEARED');
  });
  test('once the deputy has passed it on, the mark stays', () => {
    expect(codes(reach('DEPUTY_APPROVED').take('deputy', 'lowerMajorSensitive', reasoned))).toEqual(['WRONG_STATE']);
  });
});

describe('A3-2, A3-9-3, A3-4: what is forbidden, and what nobody can tell', () => {
  const mark = finding('f1', 'FORBIDDEN', 'STATE_SECRET_MARK', 'A3-2-1');
  const waved = bothPassed({ findingId: 'f1', disposition: 'NOT_APPLICABLE', reason: text('r') });

  test('a forbidden finding is not waved through, whatever reason is given', () => {
    const trial = new ReviewTrial().through(['handler', 'openReview', opening({ content: contentWith(mark) })]);
    expect(trial.take('head', 'signReview', waved)).toEqual([expect.objectContaining({ code: 'MUST_REFER_TO_SECRECY_OFFICE', clause: 'A3-9-3', facts: { findings: 'f1', clauses: 'A3-2-1' } })]);
  });
  test('determined by the secrecy office that it may be disclosed, the division goes on', () => {
    const trial = new ReviewTrial().through(['handler', 'openReview', opening({ content: contentWith(mark) })], ['head', 'referToSecrecyOffice', reasoned], ['secrecy', 'recordDetermination', { result: 'MAY_DISCLOSE', ...reasoned }]);
    expect(trial.at).toBe('OPEN');
    trial.through(['head', 'signReview', bothPassed()], ['deputy', 'approveReviewAsSupervisingDeputy', approval()]);
    expect(trial.at).toBe('CLEARED');
  });
  test('determined that it must not, it ends withheld on a ground of law', () => {
    const trial = reach('REFERRED_TO_SECRECY_OFFICE');
    expect(codes(trial.take('secrecy', 'recordDetermination', { result: 'MUST_NOT_DISCLOSE', ...reasoned }))).toEqual(['GROUND_MISSING']);
    expect(codes(trial.take('secrecy', 'recordDetermination', { result: 'MUST_NOT_DISCLOSE', ground: 'BECAUSE', ...reasoned }))).toEqual(['GROUND_MISSING']);
    trial.through(['secrecy', 'recordDetermination', { result: 'MUST_NOT_DISCLOSE', ground: 'STATE_SECRET', ...reasoned }]);
    expect(trial.at).toBe('WITHHELD');
    expect(trial.state.ground).toBe('STATE_SECRET');
  });
  test('what was determined against is not cleared in another round or review but by a new determination', () => {
    const against: ScreenedContent = { ...contentWith(), barred: 'MUST_NOT_DISCLOSE' };
    const again = reach('REFERRED_TO_SECRECY_OFFICE').through(['secrecy', 'recordDetermination', { result: 'MUST_NOT_DISCLOSE', ground: 'STATE_SECRET', ...reasoned }], ['handler', 'reopenReview', { ...reasoned, content: against }]);
    const anew = new ReviewTrial().through(['handler', 'openReview', opening({ content: against })]);
    for (const trial of [again, anew]) {
      expect(codes(trial.take('head', 'signReview', bothPassed()))).toEqual(['MUST_REFER_TO_SECRECY_OFFICE']);
      trial.through(['head', 'referToSecrecyOffice', reasoned], ['secrecy', 'recordDetermination', { result: 'MAY_DISCLOSE', ...reasoned }], ['head', 'signReview', bothPassed()]);
      expect(trial.at).toBe('DIVISION_REVIEWED');
    }
  });
  test('a matter is referred once in a round', () => {
    const trial = reach('REFERRED_TO_SECRECY_OFFICE').through(['secrecy', 'recordDetermination', { result: 'MAY_DISCLOSE', ...reasoned }]);
    expect(codes(trial.take('head', 'referToSecrecyOffice', reasoned))).toEqual(['ALREADY_DETERMINED']);
  });
  test('SEC-05: while it is outside nothing moves; the answer is recorded with date and number', () => {
    const trial = reach('REFERRED_OUTSIDE');
    expect(codes(trial.take('head', 'signReview', bothPassed()))).toEqual(['WRONG_STATE']);
    expect(codes(trial.take('handler', 'withdrawReview', reasoned))).toEqual(['WRONG_STATE']);
    expect(trial.take('secrecy', 'recordDetermination', { result: 'MAY_DISCLOSE', ...reasoned })[0]).toMatchObject({ code: 'OUTSIDE_ANSWER_MISSING', clause: 'A3-4', field: 'input.answeredOn' });
    expect(codes(trial.take('secrecy', 'recordDetermination', { result: 'MAY_DISCLOSE', answeredOn: '2026-03-03', answerNumber: text('n'), ...reasoned }))).toEqual(['DATE_IN_FUTURE']);
    expect(trial.take('secrecy', 'recordDetermination', { result: 'MAY_DISCLOSE', answeredOn: '2026-03-02', answerNumber: text('n'), ...reasoned })).toEqual([]);
  });
});

describe('A3-8: every finding is answered', () => {
  const found = contentWith(finding('f1', 'WARN'), finding('f2', 'BLOCK'), finding('f3', 'INFO'));
  const open = (): ReviewTrial => new ReviewTrial().through(['handler', 'openReview', opening({ content: found })]);
  const notApplicable = (findingId: string) => ({ findingId, disposition: 'NOT_APPLICABLE' as const, reason: text('r') });

  test('one left out is named; what only informs needs no answer', () => {
    expect(open().take('head', 'signReview', bothPassed(notApplicable('f1')))).toEqual([expect.objectContaining({ code: 'FINDINGS_NOT_ADDRESSED', facts: { findings: 'f2' } })]);
    expect(open().take('head', 'signReview', bothPassed(notApplicable('f1'), notApplicable('f2')))).toEqual([]);
  });
  test('not applicable needs a reason; unknown and doubled ones are refused', () => {
    expect(codes(open().take('head', 'signReview', bothPassed({ findingId: 'f1', disposition: 'NOT_APPLICABLE' }, notApplicable('f2'))))).toEqual(['DISPOSITION_REASON_MISSING']);
    expect(codes(open().take('head', 'signReview', bothPassed(notApplicable('f1'), notApplicable('f2'), notApplicable('f9'))))).toEqual(['FINDING_UNKNOWN']);
    expect(codes(open().take('head', 'signReview', bothPassed(notApplicable('f1'), notApplicable('f2'), notApplicable('f2'))))).toEqual(['FINDING_ADDRESSED_TWICE']);
  });
  test.each(['REMOVED', 'REDACTED'] as const)('%s means other bytes: this digest cannot pass, it goes back', (disposition) => {
    const given = [notApplicable('f1'), { findingId: 'f2', disposition }];
    expect(codes(open().take('head', 'signReview', bothPassed(...given)))).toEqual(['CONTENT_MUST_CHANGE']);
    const trial = open();
    expect(trial.take('head', 'signReview', { contentReview: { passed: true }, secrecyReview: { passed: false, remarks: text('f2') }, findings: given })).toEqual([]);
    expect(trial.at).toBe('RETURNED');
  });
});

describe('A3-3: trade secrets and privacy', () => {
  const open = (): ReviewTrial => new ReviewTrial().through(['handler', 'openReview', opening({ concernsRightsHolder: true })]);
  const consent = { basis: 'CONSENT', evidence: text('e'), decidedOn: '2026-03-01' };

  test('without consent or the finding on public interest it does not pass', () => {
    expect(open().take('head', 'signReview', bothPassed())[0]).toMatchObject({ code: 'RIGHTS_HOLDER_CONSENT_MISSING', clause: 'A3-3' });
  });
  test('with consent on file it passes', () => {
    expect(open().through(['handler', 'recordRightsHolderConsent', consent]).take('head', 'signReview', bothPassed())).toEqual([]);
  });
  test('the finding on public interest is the head\'s to file', () => {
    const interest = { ...consent, basis: 'PUBLIC_INTEREST' };
    expect(codes(open().take('handler', 'recordRightsHolderConsent', interest))).toEqual(['HEAD_MUST_RECORD']);
    expect(open().through(['head', 'recordRightsHolderConsent', interest]).take('head', 'signReview', bothPassed())).toEqual([]);
  });
  test('a consent of tomorrow is none', () => {
    expect(codes(open().take('handler', 'recordRightsHolderConsent', { ...consent, decidedOn: '2026-03-03' }))).toEqual(['DATE_IN_FUTURE']);
  });
});

describe('A3-5: extent and mode', () => {
  test.each([
    [{ mode: 'PROACTIVE', audience: 'CASE:r1', subjectKind: 'REQUEST', subjectId: 'r1' }, 'MODE_AUDIENCE_MISMATCH'],
    [{ mode: 'ON_REQUEST', audience: 'PUBLIC' }, 'MODE_AUDIENCE_MISMATCH'],
    [{ mode: 'ON_REQUEST', audience: 'EVERYBODY', subjectKind: 'REQUEST', subjectId: 'r1' }, 'AUDIENCE_UNKNOWN'],
    [{ mode: 'ON_REQUEST', audience: 'CASE:r2', subjectKind: 'REQUEST', subjectId: 'r1' }, 'SUBJECT_AUDIENCE_MISMATCH'],
    [{ mode: 'ON_REQUEST', audience: 'CASE:disclosure-1' }, 'SUBJECT_AUDIENCE_MISMATCH'],
    [{ extent: 'WITHHELD' }, 'GROUND_MISSING'],
    [{ extent: 'WITHHELD', ground: 'BECAUSE', reason: text('r') }, 'GROUND_UNKNOWN'],
    [{ divisionId: 'd-nowhere' }, 'DIVISION_UNKNOWN'],
    [{ expiresOn: '2026-03-01' }, 'EXPIRY_PAST'],
    [{ content: { ...contentWith(), owner: 'CASE:r1' } }, 'CONTENT_OF_OTHER_AUDIENCE'],
    [{ content: { ...contentWith(), reviewedBy: ['d-planning', 'd-energy'] } }, 'CONTENT_OF_OTHER_DIVISION'],
  ])('%j is refused: %s', (changed, code) => {
    expect(codes(new ReviewTrial().take('handler', 'openReview', opening(changed as never)))).toContain(code);
  });
  test('a reply for one applicant, and a withholding with its ground, are sent in', () => {
    expect(new ReviewTrial().take('handler', 'openReview', opening({ mode: 'ON_REQUEST', audience: 'CASE:r1', subjectKind: 'REQUEST', subjectId: 'r1', content: { ...contentWith(), owner: 'CASE:r1' } }))).toEqual([]);
    expect(reach('WITHHELD').state).toMatchObject({ ground: 'DELIBERATIVE', clearances: [] });
  });
});

describe('A1-9: late classification', () => {
  const agrees = { agrees: true, ...reasoned };

  test('division, supervising deputy, classification officer, in this order, and then it is withheld', () => {
    const trial = reach('CLEARED');
    expect(codes(trial.take('deputy', 'classifyLate', agrees))).toEqual(['NOT_YOUR_TURN']);
    trial.through(['head', 'classifyLate', agrees]);
    // What is suspected to be secret is not left outside until the last signature.
    expect(trial.state.positions['clearance']).toBe('REVOKED');
    expect(codes(trial.take('classification', 'classifyLate', agrees))).toEqual(['NOT_YOUR_TURN']);
    trial.through(['deputy', 'classifyLate', agrees], ['classification', 'classifyLate', agrees]);
    expect(trial.at).toBe('WITHHELD');
    const again: ScreenedContent = { ...contentWith(), barred: 'CLASSIFIED' };
    expect(codes(trial.take('handler', 'reopenReview', { ...reasoned, content: again }))).toEqual(['CLASSIFIED']);
    expect(codes(new ReviewTrial().take('handler', 'openReview', opening({ content: again })))).toEqual(['CLASSIFIED']);
  });
  test('while it is pending nothing is approved; declined, the review goes on', () => {
    const trial = reach('DIVISION_REVIEWED').through(['head', 'classifyLate', agrees]);
    expect(codes(trial.take('deputy', 'approveReviewAsSupervisingDeputy', approval()))).toEqual(['LATE_CLASSIFICATION_PENDING']);
    trial.through(['deputy', 'classifyLate', { agrees: false, ...reasoned }], ['deputy', 'approveReviewAsSupervisingDeputy', approval()]);
    expect(trial.at).toBe('CLEARED');
  });
  test('nobody takes two of its steps', () => {
    const trial = reach('OPEN').through(['both', 'raiseMajorSensitive', reasoned], ['head', 'classifyLate', agrees]);
    trial.facts = { ...trial.facts, organisation: { ...trial.facts.organisation, appointments: [{ personId: 'p-head', office: 'SUPERVISING_DEPUTY', divisionId: 'd-planning', from: trial.facts.today, to: null, standsFor: null }] } };
    expect(codes(trial.take('head', 'classifyLate', agrees))).toEqual(['SEPARATION_OF_DUTIES']);
  });
  test('a division that proposes it determines it', () => {
    expect(codes(reach('OPEN').take('head', 'classifyLate', { agrees: false, ...reasoned }))).toEqual(['DETERMINATION_MISSING']);
  });
});

describe('A3-1, A3-10: a clearance ends, and what was decided before stays on record', () => {
  test.each(['head', 'deputy', 'principal', 'secrecy'])('%s can revoke it', (login) => {
    const trial = reach('CLEARED').through([login, 'revokeClearance', reasoned]);
    expect(trial.state.clearances).toEqual([expect.objectContaining({ id: 'clearance-1', revokedSeq: 4 })]);
    expect(codes(trial.take(login, 'revokeClearance', reasoned))).toEqual(['WRONG_STATE']);
  });
  test('it lapses on the day after its last, by the platform itself', () => {
    const trial = new ReviewTrial().through(['handler', 'openReview', opening({ expiresOn: '2026-06-30' as never })], ['head', 'signReview', bothPassed()], ['deputy', 'approveReviewAsSupervisingDeputy', approval()]);
    expect(codes(trial.take('head', 'lapseClearance'))).toEqual(['FORBIDDEN']);
    trial.on('2026-07-01').through([{ kind: 'TIMER' }, 'lapseClearance']);
    expect(trial.state.positions['clearance']).toBe('EXPIRED');
  });
  test('reviewed anew in a second round: by the same people, on a new clearance, the first one kept', () => {
    const trial = reach('CLEARED');
    expect(codes(trial.take('handler', 'reopenReview', { ...reasoned, content: contentWith() }))).toEqual(['CLEARANCE_STILL_VALID']);
    trial.through(['head', 'revokeClearance', reasoned], ['handler', 'reopenReview', { ...reasoned, content: contentWith(finding('f1', 'WARN')) }]);
    expect(trial.state).toMatchObject({ round: 2, answers: null, findings: [expect.objectContaining({ id: 'f1' })] });
    expect(codes(trial.take('handler', 'signReview', bothPassed()))).toEqual(['FORBIDDEN']);
    trial.through(['head', 'signReview', bothPassed({ findingId: 'f1', disposition: 'NOT_APPLICABLE', reason: text('r') })], ['deputy', 'approveReviewAsSupervisingDeputy', approval('clearance-2')]);
    expect(trial.state.clearances.map(({ id, revokedSeq }) => [id, revokedSeq])).toEqual([['clearance-1', 4], ['clearance-2', null]]);
  });
  test('who reopens it is its author then, and does not review it', () => {
    const trial = reach('RETURNED').through(['both', 'reopenReview', { ...reasoned, content: contentWith() }]);
    expect(codes(trial.take('both', 'signReview', bothPassed()))).toEqual(['SEPARATION_OF_DUTIES']);
  });
  test.each([['OPEN', 'head'], ['DIVISION_REVIEWED', 'deputy'], ['DEPUTY_APPROVED', 'principal'], ['REFERRED_TO_SECRECY_OFFICE', 'secrecy']] as const)('at %s it is %s who sends it back', (state, login) => {
    for (const other of ['head', 'deputy', 'principal', 'secrecy'].filter((candidate) => candidate !== login)) expect(codes(reach(state).take(other, 'returnReview', reasoned))).toEqual(['NOT_YOUR_TURN']);
    expect(reach(state).through([login, 'returnReview', reasoned]).at).toBe('RETURNED');
  });
});

describe('the internal due date', () => {
  test('five working days from the day it was sent in, through Qingming; anew in a new round; none once decided', () => {
    const trial = new ReviewTrial('2026-04-01').through(['handler', 'openReview', opening()]);
    // 2026: Saturday 4 to Monday 6 April are off for Qingming; 2, 3, 7, 8, 9 April are worked.
    expect(reviewDueOn(trial.state, trial.facts)).toBe('2026-04-09');
    trial.through(['head', 'returnReview', reasoned]);
    expect(reviewDueOn(trial.state, trial.facts)).toBeNull();
    trial.on('2026-04-13').through(['handler', 'reopenReview', { ...reasoned, content: contentWith() }]);
    expect(reviewDueOn(trial.state, trial.facts)).toBe('2026-04-20');
  });
});

describe('CLK-16, SSLI-25: a question sent outside is answered within ten working days; our own clock runs on', () => {
  // Sent on Wednesday 23 September 2026. 24 September is the first day; Friday 25 to Sunday 27 (中秋) and 1–7 October (国庆) are off,
  // 28–30 September the second to fourth, 8 and 9 October the fifth and sixth, Saturday 10 is worked, 12–14 October the eighth to tenth.
  const TIMER = { kind: 'TIMER' } as const;
  const answer = (answeredOn: string, result = 'MAY_DISCLOSE') => ({ result, ground: 'STATE_SECRET', answeredOn, answerNumber: text('n'), ...reasoned });
  const asked = (): ReviewTrial => new ReviewTrial('2026-09-23').through(...(WAYS['REFERRED_OUTSIDE'] as never[]));
  const clock = (trial: ReviewTrial) => deadlinesOf(trial.state, trial.facts).map(({ limit, clause, clock: { state, dueOn, stoppedOn, late } }) => ({ limit, clause, state, dueOn, stoppedOn, late }));

  test('due on Wednesday 14 October; no limit runs before, nor at the department\'s own secrecy office', () => {
    expect(determinationDueOn(asked().state, asked().facts)).toBe('2026-10-14');
    expect(clock(asked())).toEqual([expect.objectContaining({ limit: 'T23-DETERMINATION', clause: 'A3-4', state: 'RUNNING', late: false })]);
    for (const state of ['OPEN', 'REFERRED_TO_SECRECY_OFFICE'] as const) expect([clock(reach(state)), determinationDueOn(reach(state).state, reach(state).facts)]).toEqual([[], null]);
  });
  test.each(['MAY_DISCLOSE', 'MUST_NOT_DISCLOSE'])('ends with the determination %s: on the day of the answer, whenever it is entered', (result) => {
    const trial = asked().on('2026-10-16').through(['secrecy', 'recordDetermination', answer('2026-10-14', result)]);
    expect(clock(trial)).toEqual([expect.objectContaining({ state: 'STOPPED', stoppedOn: '2026-10-14', late: false })]);
    expect(determinationDueOn(trial.state, trial.facts)).toBeNull();
    expect(clock(asked().on('2026-10-16').through(['secrecy', 'recordDetermination', answer('2026-10-15', result)]))).toEqual([expect.objectContaining({ stoppedOn: '2026-10-15', late: true })]);
  });
  test('no answer is from before the question', () => {
    expect(asked().on('2026-10-16').take('secrecy', 'recordDetermination', answer('2026-09-22'))[0]).toMatchObject({ code: 'DATE_BEFORE_LETTER', clause: 'A3-4', field: 'input.answeredOn', facts: { sentOn: '2026-09-23' } });
    expect(asked().on('2026-10-16').take('secrecy', 'recordDetermination', answer('2026-09-23'))).toEqual([]);
  });
  test('ends where the content is classified meanwhile, not where that is only proposed', () => {
    const agrees = { agrees: true, ...reasoned };
    const proposed = asked().on('2026-10-09').through(['head', 'classifyLate', agrees], ['deputy', 'classifyLate', agrees]);
    expect(clock(proposed)).toEqual([expect.objectContaining({ state: 'RUNNING' })]);
    expect(clock(proposed.through(['classification', 'classifyLate', agrees]))).toEqual([expect.objectContaining({ state: 'STOPPED', stoppedOn: '2026-10-09' })]);
    // Nothing was asked outside: nothing ends.
    expect(clock(reach('CLEARED').through(['head', 'classifyLate', agrees], ['deputy', 'classifyLate', agrees], ['classification', 'classifyLate', agrees]))).toEqual([]);
  });
  test('silence is warned of once in a round, by the platform alone, and only while it is outside', () => {
    expect(codes(asked().on('2026-10-15').take('secrecy', 'warnDeterminationDue'))).toEqual(['FORBIDDEN']);
    expect(codes(reach('REFERRED_TO_SECRECY_OFFICE').take(TIMER, 'warnDeterminationDue'))).toEqual(['WRONG_STATE']);
    const warned = asked().on('2026-10-15').through([TIMER, 'warnDeterminationDue']);
    expect(codes(warned.take(TIMER, 'warnDeterminationDue'))).toEqual(['WRONG_STATE']);
    // The internal due date is another matter, and nothing that was asked is answered by it.
    expect(warned.take(TIMER, 'warnReviewDue')).toEqual([]);
    expect(warned.at).toBe('REFERRED_OUTSIDE');
  });
  test('asked again in another round it has its whole time again: from Friday 16 October to Friday 30 October', () => {
    const again = asked().on('2026-10-15').through([TIMER, 'warnDeterminationDue'], ['secrecy', 'recordDetermination', answer('2026-10-15', 'MUST_NOT_DISCLOSE')])
      .on('2026-10-16').through(['handler', 'reopenReview', { ...reasoned, content: { ...contentWith(), barred: 'MUST_NOT_DISCLOSE' } }], ...(WAYS['REFERRED_OUTSIDE'] as never[]).slice(1));
    expect(determinationDueOn(again.state, again.facts)).toBe('2026-10-30');
    expect(again.on('2026-10-31').take(TIMER, 'warnDeterminationDue')).toEqual([]);
  });
  test('where the law book has ended the limit nobody\'s time runs', () => {
    const trial = new ReviewTrial('2026-09-23');
    trial.facts = { ...trial.facts, law: { ...trial.facts.law, limits: trial.facts.law.limits.map((limit) => (limit.id === 'T23-DETERMINATION' ? { ...limit, validTo: localDate('2025-12-31') } : limit)) } };
    trial.through(...(WAYS['REFERRED_OUTSIDE'] as never[]));
    expect([clock(trial), determinationDueOn(trial.state, trial.facts)]).toEqual([[], null]);
    expect(trial.take('secrecy', 'recordDetermination', answer('2026-09-23'))).toEqual([]);
  });
  test('no step of a review touches any other limit, least of all the reply\'s', () =>
    expect(new Set(allActions(reviewCase).flatMap(({ row }) => row.effects.map(({ limit }) => limit)))).toEqual(new Set(['T23-DETERMINATION'])));
});

test('events hold codes, dates, ids and digests: no free text', () => {
  const trial = new ReviewTrial().through(['handler', 'openReview', opening({ content: contentWith(finding('f1', 'WARN')) })], ['head', 'signReview', bothPassed({ findingId: 'f1', disposition: 'NOT_APPLICABLE', reason: text('why') })]);
  expect(JSON.stringify(trial.events.map(({ payload }) => payload))).not.toMatch(/[\u4e00-\u9fff]/u);
  expect(trial.events[0]?.payload).not.toHaveProperty('content');
});
