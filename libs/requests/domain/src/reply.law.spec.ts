import { availableActions } from '@disclosure/workflow';
import { requestAggregate } from './request.aggregate.ts';
import { factsOn, accepted, assigned, contributed, deputyApproved, item, officer, proposal, ref, registered, RequestCase, served, signedOff, submitted, APPLICANT, TIMER } from './testing/index.ts';

const DAY = '2026-02-10';

describe('A2-8: assignment', () => {
  const assign = (input: object) => accepted().codes(DAY, 'assignRequest', 'office', input);
  it('names one lead division and any supporting ones, in being and none twice', () => {
    expect(assign({ leadDivisionId: 'd-planning', supportingDivisionIds: ['d-energy', 'd-software'] })).toEqual([]);
    expect(assign({ leadDivisionId: 'd-nowhere' })).toEqual(['UNKNOWN_DIVISION A2-8']);
    expect(assign({ leadDivisionId: 'd-planning', supportingDivisionIds: ['d-nowhere'] })).toEqual(['UNKNOWN_DIVISION A2-8']);
    expect(assign({ leadDivisionId: 'd-closed' })).toEqual(['UNKNOWN_DIVISION A2-8']);
    expect(assign({ leadDivisionId: 'd-planning', supportingDivisionIds: ['d-planning'] })).toEqual(['DIVISION_TWICE A2-8']);
    expect(assign({ leadDivisionId: 'd-planning', supportingDivisionIds: ['d-energy', 'd-energy'] })).toEqual(['DIVISION_TWICE A2-8']);
  });
  it('comes after acceptance, by the office', () => {
    expect(registered().codes(DAY, 'assignRequest', 'office')).toEqual(['WRONG_STATE A2-8']);
    expect(accepted().codes(DAY, 'assignRequest', 'head')).toEqual(['FORBIDDEN A2-8']);
  });
  it('leaves the day of receipt as it is', () => expect(accepted().step('2026-02-24', 'assignRequest', 'office').state.receivedOn).toBe('2026-02-09'));
});

describe('A1-16, A2-11: contributions of supporting divisions', () => {
  const drafted = (trial: RequestCase): RequestCase => trial.step(DAY, 'draftReplyProposal', 'handler');
  it('the lead cannot submit before every one is given, and is told whose is missing', () => {
    const trial = drafted(assigned('2026-02-09', ['d-energy', 'd-software']));
    expect(trial.refusals(DAY, 'submitReplyProposal', 'handler')).toEqual([{ code: 'CONTRIBUTIONS_MISSING', clause: 'A2-11', message: '配合处室尚未提供答复材料：节能与综合利用处、信息化和软件服务业处。', facts: { missing: 'd-energy d-software' } }]);
    trial.step(DAY, 'contributeMaterial', 'handler-2');
    expect(trial.refusals(DAY, 'submitReplyProposal', 'handler')).toEqual([expect.objectContaining({ code: 'CONTRIBUTIONS_MISSING', facts: { missing: 'd-software' } })]);
  });
  it('or excused by the office, with a reason', () => {
    const trial = drafted(assigned('2026-02-09', ['d-energy', 'd-software'])).step(DAY, 'contributeMaterial', 'head-2').step(DAY, 'waiveContribution', 'office', { divisionId: 'd-software', reasons: ref('r') });
    expect(trial.codes(DAY, 'submitReplyProposal', 'handler')).toEqual([]);
    expect(drafted(assigned()).codes(DAY, 'waiveContribution', 'handler')).toEqual(['FORBIDDEN A1-16']);
  });
  it('each is given by its own division, once, and only by one that was asked', () => {
    expect(assigned().codes(DAY, 'contributeMaterial', 'handler')).toEqual(['FORBIDDEN A2-11']);
    expect(assigned().codes(DAY, 'contributeMaterial', 'handler-2', { divisionId: 'd-planning', material: ref('m') })).toEqual(['FORBIDDEN A2-11']);
    expect(assigned().codes(DAY, 'contributeMaterial', 'handler', { divisionId: 'd-planning', material: ref('m') })).toEqual(['WRONG_STATE A2-11']);
    expect(contributed().codes(DAY, 'contributeMaterial', 'handler-2')).toEqual(['WRONG_STATE A2-11']);
  });
  it('two divisions act at once: each has a version of its own, and the case’s stays', () => {
    const trial = assigned('2026-02-09', ['d-energy', 'd-software']);
    const before = trial.state.versions['case'];
    trial.step(DAY, 'contributeMaterial', 'handler-2');
    expect(trial.state.versions).toMatchObject({ case: before, 'contribution:d-energy': 1 });
  });
});

describe('A2-11, A1-17-3: the order of signatures (DEC-11, DEC-12)', () => {
  it('is drafter, division head, supervising deputy, office, proofreader, disclosure deputy, seal, service; none before its turn', () => {
    const way = [['submitReplyProposal', 'handler', 'DRAFTING'], ['approveReplyAsDivisionHead', 'head', 'DIVISION_APPROVED'], ['approveReplyAsSupervisingDeputy', 'deputy', 'DEPUTY_APPROVED'], ['draftReplyLetter', 'office', 'REPLY_DRAFTED'],
      ['proofreadReplyLetter', 'handler', 'REPLY_PROOFREAD'], ['signOffReplyLetter', 'disclosure-deputy', 'SIGNED_OFF'], ['sealReplyLetter', 'office', 'SIGNED_OFF'], ['serveReply', 'office', 'SERVED']] as const;
    const trial = contributed().step(DAY, 'draftReplyProposal', 'handler');
    for (const [at, [action, login, stage]] of way.entries()) {
      for (const [later, by] of way.slice(at + 1)) expect([at, later, trial.codes(DAY, later, by).length]).toEqual([at, later, 1]);
      trial.step(DAY, action, login);
      expect(trial.state.positions['request']).toBe(stage);
    }
  });
  it('a major request goes to the principal leader before the office makes its letter; another never does', () => {
    const major = deputyApproved('2026-02-09', proposal({ isMajor: true }));
    expect(major.codes(DAY, 'draftReplyLetter', 'office')).toEqual(['PRINCIPAL_APPROVAL_MISSING A1-17-3']);
    expect(major.step(DAY, 'approveReplyAsPrincipalLeader', 'principal').codes(DAY, 'draftReplyLetter', 'office')).toEqual([]);
    expect(deputyApproved().codes(DAY, 'approveReplyAsPrincipalLeader', 'principal')).toEqual(['NOT_MAJOR A1-17-3']);
  });
  it('who drafted approves in no office, and nobody signs twice in two offices', () => {
    const own = contributed().step(DAY, 'draftReplyProposal', 'many').step(DAY, 'submitReplyProposal', 'many');
    expect(own.codes(DAY, 'approveReplyAsDivisionHead', 'many')).toEqual(['SEPARATION_OF_DUTIES A2-11']);
    const signed = submitted().step(DAY, 'approveReplyAsDivisionHead', 'many');
    expect(signed.refusals(DAY, 'approveReplyAsSupervisingDeputy', 'many')).toEqual([expect.objectContaining({ code: 'SEPARATION_OF_DUTIES', clause: 'A2-11', facts: { earlierRole: 'DIVISION_HEAD', earlierOn: DAY, matter: 'REPLY' } })]);
    signed.step(DAY, 'approveReplyAsSupervisingDeputy', 'deputy').step(DAY, 'draftReplyLetter', 'office').step(DAY, 'proofreadReplyLetter', 'handler');
    expect(signed.codes(DAY, 'signOffReplyLetter', 'many')).toEqual(['SEPARATION_OF_DUTIES A2-11']);
    expect(signed.codes(DAY, 'signOffReplyLetter', 'disclosure-deputy')).toEqual([]);
  });
  it('whoever had a hand in the draft counts as its drafter, also after another drafted again', () => {
    const trial = contributed().step(DAY, 'draftReplyProposal', 'many').step(DAY, 'draftReplyProposal', 'handler').step(DAY, 'submitReplyProposal', 'handler');
    expect(trial.codes(DAY, 'approveReplyAsDivisionHead', 'many')).toEqual(['SEPARATION_OF_DUTIES A2-11']);
  });
  it('a proposal that is sent back is drafted again and all signatures are given anew', () => {
    const back = deputyApproved().step(DAY, 'returnReplyProposal', 'deputy');
    expect(back.state.positions).toMatchObject({ request: 'DRAFTING', proposal: 'RETURNED' });
    expect(back.codes(DAY, 'submitReplyProposal', 'handler')).toEqual(['WRONG_STATE A2-11']);
    const again = back.step(DAY, 'draftReplyProposal', 'handler').step(DAY, 'submitReplyProposal', 'handler').step(DAY, 'approveReplyAsDivisionHead', 'head');
    expect(again.codes(DAY, 'approveReplyAsSupervisingDeputy', 'deputy')).toEqual([]);
  });
  it.each(['DIVISION_APPROVED', 'DEPUTY_APPROVED', 'PRINCIPAL_APPROVED', 'REPLY_DRAFTED', 'REPLY_PROOFREAD', 'SIGNED_OFF', 'SIGNED_OFF sealed'])('from %s there is a way back, until it is served', (stage) => {
    const isMajor = stage === 'PRINCIPAL_APPROVED';
    const way = [['approveReplyAsDivisionHead', 'head'], ['approveReplyAsSupervisingDeputy', 'deputy'], ...(isMajor ? [['approveReplyAsPrincipalLeader', 'principal']] : []), ['draftReplyLetter', 'office'], ['proofreadReplyLetter', 'handler'], ['signOffReplyLetter', 'disclosure-deputy'], ['sealReplyLetter', 'office']] as const;
    const trial = submitted('2026-02-09', proposal({ isMajor }));
    for (const [action, login] of way) if (`${trial.state.positions['request']}${trial.state.sealed ? ' sealed' : ''}` !== stage) trial.step(DAY, action, login);
    const again = trial.step(DAY, 'returnReplyProposal', 'disclosure-deputy').step(DAY, 'draftReplyProposal', 'handler');
    expect(again.state).toMatchObject({ positions: { request: 'DRAFTING', proposal: 'DRAFTED' }, letter: null, clearanceId: null, sealed: false });
    expect(again.step(DAY, 'submitReplyProposal', 'handler').codes(DAY, 'approveReplyAsDivisionHead', 'head')).toEqual([]);
    expect(served().codes(DAY, 'returnReplyProposal', 'disclosure-deputy')).toEqual(['WRONG_STATE A2-11']);
  });
  it('a reply that was sent back keeps its number (DOC-01)', () => expect(signedOff().step(DAY, 'returnReplyProposal', 'disclosure-deputy').step(DAY, 'draftReplyProposal', 'handler').state.letterNumber).toBe('吉工信公开〔2026〕1号'));
  it('once submitted it is not changed behind its approvers’ backs', () => expect(submitted().codes(DAY, 'draftReplyProposal', 'handler')).toEqual(['WRONG_STATE A1-17-3']));
  it('A2-12: the office words the letter anew, and takes nothing away that the outcome must carry', () => {
    const reword = (carries: readonly string[]): readonly string[] => deputyApproved().step(DAY, 'draftReplyLetter', 'office').codes(DAY, 'draftReplyLetter', 'office', { digest: 'e'.repeat(64), carries });
    expect([reword(['reasons']), reword(['information'])]).toEqual([['REPLY_INCOMPLETE A2-12'], []]);
  });
  it('A2-12: of what was decided the office names one item as the principal one, and none that there is not', () => {
    const named = (principalItem: number): readonly string[] => deputyApproved().codes(DAY, 'draftReplyLetter', 'office', { principalItem });
    expect([named(0), named(1), named(-1), named(0.5)]).toEqual([[], ['NO_SUCH_ITEM A2-12'], ['NO_SUCH_ITEM A2-12'], ['NO_SUCH_ITEM A2-12']]);
  });
  it('DOC-05: sealed after the sign-off, once, and before service', () => {
    expect(signedOff().codes(DAY, 'serveReply', 'office')).toEqual(['NOT_SEALED A2-11']);
    expect(signedOff().step(DAY, 'sealReplyLetter', 'office').codes(DAY, 'sealReplyLetter', 'office')).toEqual(['ALREADY_SEALED A2-11']);
  });
  it('officers of other divisions have no part in it', () => {
    for (const login of ['handler-2', 'head-2', 'deputy-2', 'general', 'general-head', 'auditor', 'analyst', 'admin', 'secrecy']) expect(submitted().decide(DAY, 'approveReplyAsDivisionHead', login).kind).toBe('FORBIDDEN');
  });
});

describe('A2-12, A1-19: only lawful combinations of outcome and ground (DEC-01, DEC-02)', () => {
  const refused = (...items: readonly ReturnType<typeof item>[]) => contributed().codes(DAY, 'draftReplyProposal', 'handler', proposal({ items }));
  it('at least one item is decided', () => expect(refused()).toEqual(['NO_OUTCOME A2-12']));
  it.each(['STATE_SECRET', 'FORBIDDEN_BY_LAW', 'SECURITY_AND_STABILITY', 'THIRD_PARTY_RIGHTS', 'INTERNAL_AFFAIRS', 'DELIBERATIVE', 'ENFORCEMENT_FILE'])('withheld for %s', (ground) => expect(refused(item('WITHHELD', { ground }))).toEqual([]));
  it('withheld without a ground, or for one that is for parts or for publications alone, is not', () => {
    expect(refused(item('WITHHELD'))).toEqual(['UNLAWFUL_COMBINATION A1-19-5']);
    expect(refused(item('WITHHELD', { ground: 'NOT_GOVERNMENT_INFORMATION' }))).toEqual(['UNLAWFUL_COMBINATION A1-19-5']);
    expect(refused(item('WITHHELD', { ground: 'APPROVAL_NOT_GIVEN' }))).toEqual(['UNLAWFUL_COMBINATION A1-19-5']);
    expect(refused(item('WITHHELD', { ground: 'BECAUSE' }))).toEqual(['UNKNOWN_GROUND A2-12']);
  });
  it('a part may be withheld, or be no government information, and needs one of these', () => {
    expect(refused(item('PARTLY_DISCLOSED', { ground: 'NOT_GOVERNMENT_INFORMATION' }), item('WITHHELD', { ground: 'DELIBERATIVE' }))).toEqual([]);
    expect(refused(item('PARTLY_DISCLOSED', { ground: 'THIRD_PARTY_RIGHTS' }))).toEqual([]);
    expect(refused(item('PARTLY_DISCLOSED'))).toEqual(['UNLAWFUL_COMBINATION A1-19-6']);
  });
  it.each([
    ['ALREADY_PUBLISHED', 'A1-19-1'], ['DISCLOSED', 'A1-19-2'], ['NOT_HELD', 'A1-19-3'], ['OTHER_AGENCY', 'A1-19-4'], ['REQUIRES_CREATION', 'A1-19-9'], ['REPEATED', 'A1-19-10'], ['PETITION_MATTER', 'A1-19-11'],
    ['STILL_UNCLEAR', 'A2-10'], ['UNREASONABLE_VOLUME', 'A2-17'], ['PUBLISHED_MATERIAL', 'R-39-2'], ['CONFIRM_OR_REISSUE', 'SC-2021-30'], ['SPECIAL_REGIME', 'A2-12-8'],
  ])('%s bears no ground', (outcome, clause) => {
    expect(refused(item(outcome, { ground: 'STATE_SECRET', disclosureId: 'd', earlierRequestId: 'e' }))).toContain(`UNLAWFUL_COMBINATION ${clause}`);
  });
  it('what an outcome must carry is asked for (DEC-05, DEC-06)', () => {
    expect(refused(item('ALREADY_PUBLISHED'))).toEqual(['DISCLOSURE_MISSING A2-12-1']);
    expect(refused(item('REPEATED'))).toEqual(['EARLIER_REQUEST_MISSING A2-12-6']);
    expect(refused(item('OTHER_AGENCY', { agencyId: 'nobody' }))).toEqual(['UNKNOWN_AGENCY A2-12-5']);
    expect(refused(item('OTHER_AGENCY', { agencyId: 'jl-ecology' }))).toEqual([]);
    expect(refused(item('NEVER_HEARD_OF'))).toEqual(['UNKNOWN_OUTCOME A2-12']);
  });
  it('what only a lapse or the applicant brings about is nobody’s proposal', () => {
    for (const outcome of ['NOT_CLARIFIED', 'FEE_UNPAID', 'WITHDRAWN']) expect(refused(item(outcome))).toEqual(['UNKNOWN_OUTCOME A2-12']);
  });
  it.each([
    ['ALREADY_PUBLISHED', ['reasons'], 'howToGet'], ['DISCLOSED', ['reasons'], 'information attachments howToGet'], ['WITHHELD', ['information'], 'reasons'], ['NOT_HELD', ['reasons'], 'searchRecord'],
    ['PARTLY_DISCLOSED', ['attachments', 'reasons', 'notInformation'], 'withheldParts'], ['PETITION_MATTER', ['reasons'], 'channelAdvice'], ['REQUIRES_CREATION', [], 'reasons'], ['SPECIAL_REGIME', ['howToGet'], 'regimeLaw'],
    // Severance: the part that can be given is given (DEC-03); what would have to be made is named, and is no severance (DEC-08).
    ['PARTLY_DISCLOSED', ['reasons', 'withheldParts'], 'information attachments howToGet'],
  ])('%s is not decided with %p alone: %s is missing (DEC-02, DEC-03, DEC-04, DEC-07, DEC-08)', (outcome, carries, missing) => {
    const items = [item(outcome, { disclosureId: 'd', ground: ['WITHHELD', 'PARTLY_DISCLOSED'].includes(outcome) ? 'THIRD_PARTY_RIGHTS' : null })];
    expect(contributed().refusals(DAY, 'draftReplyProposal', 'handler', proposal({ items, carries }))).toEqual([expect.objectContaining({ code: 'REPLY_INCOMPLETE', clause: 'A2-12', facts: { outcome, missing } })]);
    expect(contributed().codes(DAY, 'draftReplyProposal', 'handler', proposal({ items, carries: [...carries, missing.split(' ')[0]] }))).toEqual([]);
  });
  it('A2-12-7: a part that is no government information is named as such, and nothing is withheld beside it without a ground (DEC-02)', () => {
    const carrying = (...carries: readonly string[]) => (...items: readonly ReturnType<typeof item>[]) => contributed().refusals(DAY, 'draftReplyProposal', 'handler', proposal({ items, carries: ['information', 'reasons', ...carries] })).map(({ code, field, clause }) => [code, field, clause]);
    const noInformation = item('PARTLY_DISCLOSED', { ground: 'NOT_GOVERNMENT_INFORMATION' });
    expect(carrying('withheldParts')(noInformation)).toEqual([['REPLY_INCOMPLETE', 'input.items.0.outcome', 'A2-12']]);
    expect(carrying('notInformation')(noInformation)).toEqual([]);
    expect(carrying('notInformation', 'withheldParts')(noInformation)).toEqual([['GROUND_MISSING', 'input.blocks.withheldParts', 'A2-12-7']]);
    expect(carrying('notInformation', 'withheldParts')(noInformation, item('WITHHELD', { ground: 'DELIBERATIVE' }))).toEqual([]);
  });
  it('“still unclear” follows a clarification (A2-10), “unreasonable” the question for reasons (A2-17)', () => {
    expect(refused(item('STILL_UNCLEAR'))).toEqual(['CLARIFICATION_NOT_ASKED A2-10']);
    expect(refused(item('UNREASONABLE_VOLUME'))).toEqual(['REASONS_NOT_ASKED A2-17']);
    const clarified = contributed().step('2026-02-10', 'requestClarification', 'office').step('2026-02-11', 'supplyClarification', APPLICANT);
    expect(clarified.codes('2026-02-11', 'draftReplyProposal', 'handler', proposal({ items: [item('STILL_UNCLEAR')] }))).toEqual([]);
  });
  it('A1-19-6: of several items each is judged, and the refusal says which', () =>
    expect(contributed().refusals(DAY, 'draftReplyProposal', 'handler', proposal({ items: [item('DISCLOSED'), item('WITHHELD')] }))).toEqual([expect.objectContaining({ code: 'UNLAWFUL_COMBINATION', field: 'input.items.1.ground' })]));
});

describe('A2-21, R-44: from on-request to proactive (PRO-16)', () => {
  it('is proposed by the system or the applicant once something was disclosed, and confirmed by the lead division', () => {
    for (const who of [TIMER, APPLICANT]) expect(served().codes(DAY, 'proposePromotion', who)).toEqual([]);
    expect(signedOff().codes(DAY, 'proposePromotion', APPLICANT)).toEqual(['WRONG_STATE A2-21']);
    const proposed = served().step(DAY, 'proposePromotion', TIMER, { similarRequestId: 'case-2' });
    expect(proposed.state.similar).toEqual(['case-2']);
    expect(proposed.codes(DAY, 'promoteToProactive', 'handler-2')).toEqual(['FORBIDDEN A2-21']);
    expect(proposed.codes(DAY, 'promoteToProactive', 'office')).toEqual(['FORBIDDEN A2-21']);
    expect(proposed.step(DAY, 'promoteToProactive', 'head').codes(DAY, 'promoteToProactive', 'head')).toEqual(['WRONG_STATE A2-21']);
    expect(served().codes(DAY, 'promoteToProactive', 'head')).toEqual(['WRONG_STATE A2-21']);
  });
  it('several similar requests are all remembered, once each', () => {
    const trial = served().step(DAY, 'proposePromotion', TIMER, { similarRequestId: 'case-2' }).step(DAY, 'proposePromotion', TIMER, { similarRequestId: 'case-3' }).step(DAY, 'proposePromotion', TIMER, { similarRequestId: 'case-2' });
    expect(trial.state.similar).toEqual(['case-2', 'case-3']);
  });
  it('is not proposed where nothing was disclosed', () => {
    const withheld = deputyApproved('2026-02-09', proposal({ items: [item('NOT_HELD')] })).step(DAY, 'draftReplyLetter', 'office').step(DAY, 'proofreadReplyLetter', 'handler').step(DAY, 'signOffReplyLetter', 'disclosure-deputy').step(DAY, 'sealReplyLetter', 'office').step(DAY, 'serveReply', 'office');
    expect(withheld.codes(DAY, 'proposePromotion', APPLICANT)).toEqual(['NOTHING_DISCLOSED A2-21']);
    const offered = (trial: RequestCase) => availableActions(requestAggregate, trial.state, APPLICANT, factsOn(DAY)).map(({ action }) => action);
    expect([offered(withheld).includes('proposePromotion'), offered(served()).includes('proposePromotion')]).toEqual([false, true]);
  });
});

describe('who acts on which case', () => {
  it('an applicant acts on the own case alone', () => {
    expect(registered().decide(DAY, 'withdrawRequest', { kind: 'APPLICANT', caseId: 'case-2' }).kind).toBe('FORBIDDEN');
    expect(registered().decide(DAY, 'withdrawRequest', { kind: 'PUBLIC' }).kind).toBe('FORBIDDEN');
  });
  it('an office is held from a day to a day: who left signs no more, and what was signed stays (foundations 2)', () => {
    const trial = submitted();
    const organisation = { ...trial.facts(DAY).organisation, appointments: trial.facts(DAY).organisation.appointments.map((held) => (held.personId === 'p-head' ? { ...held, to: '2026-02-28' as never } : held)) };
    const left = new RequestCase({ organisation });
    left.state = trial.state;
    expect(left.codes('2026-02-27', 'approveReplyAsDivisionHead', 'head')).toEqual([]);
    expect(left.codes('2026-03-02', 'approveReplyAsDivisionHead', 'head')).toEqual(['FORBIDDEN A2-11']);
    left.step('2026-02-27', 'approveReplyAsDivisionHead', 'head');
    expect(left.events.at(-1)).toMatchObject({ actor: officer('head'), actingAs: { role: 'DIVISION_HEAD', divisionId: 'd-planning' } });
  });
});
