import { decide } from './decide.ts';
import { drafted, History } from './testing/history.ts';
import { factsOn, officer, permits } from './testing/permit.workflow.ts';

const DAY = '2026-03-03';

describe('decide', () => {
  it('forbids who holds no role of the row, before it looks at anything else', () => {
    const decision = decide(permits, permits.initial('s'), 'submitPermit', {}, officer('stranger'), factsOn(DAY));
    expect(decision).toEqual({ kind: 'FORBIDDEN', refusal: { code: 'FORBIDDEN', message: '“报送”应由承办人办理，您在本件中不担任该职务。', clause: 'A2-9', facts: { action: 'submitPermit', roles: 'CASE_HANDLER' } } });
  });

  it('refuses an action that does not fit where the record stands, and says where it stands and should', () => {
    const decision = decide(permits, drafted().state, 'approvePermit', {}, officer('head'), factsOn(DAY));
    expect(decision).toMatchObject({ kind: 'REFUSED', refusals: [{ code: 'WRONG_STATE', message: '许可目前为“草稿”，不能“批准”；须处于“已报送”。', facts: { state: 'DRAFT', required: 'SUBMITTED', table: 'permit' } }] });
    const fresh = decide(permits, permits.initial('s'), 'submitPermit', {}, officer('handler'), factsOn(DAY));
    expect(fresh).toMatchObject({ refusals: [{ message: expect.stringContaining('目前为“未开始”') as string }] });
  });

  it('names four places at most, and has the others among the facts', () => {
    const [permit, ...others] = permits.tables;
    const seal = permit?.actions['sealPermit'];
    if (!permit || !seal) throw new Error('the toy has changed');
    const from = ['SUBMITTED', 'APPROVED', 'ISSUED', 'ARCHIVED', 'NONE'];
    const decision = decide({ ...permits, tables: [{ ...permit, actions: { ...permit.actions, sealPermit: { ...seal, from } } }, ...others] }, drafted().state, 'sealPermit', {}, officer('office'), factsOn(DAY));
    expect(decision).toMatchObject({ refusals: [{ message: '许可目前为“草稿”，不能“用印”；须处于“已报送”、“已批准”、“已发出”、“已归档”等状态。', facts: { required: from.join(' ') } }] });
  });

  it('refuses while another table stands in the way, in that table’s words', () => {
    const history = drafted().step(DAY, 'askQuestion', 'handler');
    const decision = decide(permits, history.state, 'submitPermit', {}, officer('handler'), factsOn(DAY));
    expect(decision).toMatchObject({ kind: 'REFUSED', refusals: [{ code: 'WRONG_STATE', message: '目前为“待回答”，不能“报送”。', facts: { table: 'question', state: 'OPEN' } }] });
    history.step(DAY, 'answerQuestion', { kind: 'APPLICANT', caseId: 's' });
    expect(history.codes(DAY, 'submitPermit', 'handler')).toEqual(['ACCEPTED']);
  });

  it('evaluates all guards at once; the clause is the guard’s unless the refusal names another', () => {
    const state = { ...drafted().state, pages: 0, sealed: false };
    const decision = decide(permits, state, 'submitPermit', {}, officer('handler'), factsOn(DAY));
    expect(decision).toEqual({ kind: 'REFUSED', refusals: [
      { code: 'NO_PAGES', message: '案卷为空。', clause: 'A2-10' },
      { code: 'NOT_SEALED', message: '未用印。', clause: 'A2-13' },
    ] });
  });

  it('reports a second signature beside failing guards, not instead of them', () => {
    const history = drafted().step(DAY, 'submitPermit', 'everything').step(DAY, 'returnPermit', 'head').step(DAY, 'sealPermit', 'office').step(DAY, 'submitPermit', 'everything');
    const state = { ...history.state, positions: { ...history.state.positions, permit: 'DRAFT' }, pages: 0 };
    const decision = decide(permits, state, 'submitPermit', {}, officer('everything'), factsOn(DAY));
    expect(decision.kind === 'REFUSED' && decision.refusals.map(({ code }) => code)).toEqual(['NO_PAGES', 'SEPARATION_OF_DUTIES']);
  });

  it('throws on an action that no table knows, and on a row that leads where it did not say', () => {
    expect(() => decide(permits, permits.initial('s'), 'flyAway', {}, officer('handler'), factsOn(DAY))).toThrow('permit has no action flyAway');
    const [main] = permits.tables;
    const row = main?.actions['issuePermit'];
    if (!main || !row) throw new Error('the toy has changed');
    const astray = { ...permits, tables: [{ ...main, actions: { issuePermit: { ...row, towards: () => 'DRAFT' } } }] };
    expect(() => decide(astray, { ...permits.initial('s'), positions: { permit: 'APPROVED' } }, 'issuePermit', {}, officer('handler'), factsOn(DAY))).toThrow('leads to DRAFT');
  });

  it('gives the event with its day, clause, moves, effects, signature, letter and the acting office with its division', () => {
    const decision = decide(permits, drafted().step(DAY, 'submitPermit', 'handler').state, 'approvePermit', {}, officer('deputy'), factsOn('2026-03-04'));
    expect(decision).toEqual({
      kind: 'ACCEPTED', actingAs: { role: 'SUPERVISING_DEPUTY', divisionId: 'd-planning' },
      event: { type: 'PermitApproved', effectiveOn: '2026-03-04', clause: 'A2-9', payload: {}, effects: [], signature: { matter: 'permit', as: 'SUPERVISING_DEPUTY', personId: 'deputy' }, moves: [{ table: 'permit', to: 'APPROVED' }], part: 'case', round: 1, letter: 'PermitLetter' },
    });
  });

  it('acts in the first office of the row that the actor holds', () => {
    const decision = decide(permits, drafted().step(DAY, 'submitPermit', 'handler').state, 'approvePermit', {}, officer('everything'), factsOn(DAY));
    expect(decision).toMatchObject({ actingAs: { role: 'DIVISION_HEAD' } });
  });

  it('goes where `towards` says', () => {
    const approved = drafted().step(DAY, 'submitPermit', 'handler').step(DAY, 'approvePermit', 'head');
    const to = (input: object): unknown => {
      const decision = decide(permits, approved.state, 'issuePermit', input, officer('handler'), factsOn(DAY));
      return decision.kind === 'ACCEPTED' && decision.event.moves[0]?.to;
    };
    expect([to({}), to({ archive: true })]).toEqual(['ISSUED', 'ARCHIVED']);
  });

  it('addresses the part of its subject: two opinions stand apart', () => {
    const history = drafted().step(DAY, 'askOpinion', 'handler', { division: 'd-energy' });
    expect(history.events.at(-1)).toMatchObject({ part: 'opinion:d-energy', moves: [{ table: 'opinion', subject: 'd-energy', to: 'ASKED' }] });
    expect(history.codes(DAY, 'askOpinion', 'handler', { division: 'd-energy' })).toEqual(['WRONG_STATE']);
    expect(history.codes(DAY, 'askOpinion', 'handler', { division: 'd-software' })).toEqual(['ACCEPTED']);
    expect(history.codes(DAY, 'giveOpinion', 'handler', { division: 'd-software' })).toEqual(['WRONG_STATE']);
  });

  it('records the hour with an effect of today, and none with an effect of another day', () => {
    const [main] = permits.tables;
    const row = main?.actions['draftPermit'];
    if (!main || !row) throw new Error('the toy has changed');
    const late = { ...permits, tables: [{ ...main, actions: { draftPermit: { ...row, effectiveOn: () => '2026-02-27' as never } } }] };
    const effect = (aggregate: typeof permits): unknown => {
      const decision = decide(aggregate, permits.initial('s'), 'draftPermit', { pages: 1 }, officer('handler'), factsOn(DAY));
      return decision.kind === 'ACCEPTED' && decision.event.effects[0];
    };
    expect(effect(permits)).toMatchObject({ on: DAY, at: '2026-03-03T01:00:00.000Z' });
    expect(effect(late)).toMatchObject({ on: '2026-02-27', at: undefined });
  });

  it('applies an effect only where its condition holds', () => {
    expect(new History().step(DAY, 'draftPermit', 'handler', { pages: 1 }).events[0]?.effects).toHaveLength(1);
    expect(new History().step(DAY, 'draftPermit', 'handler', { pages: 1 }).step(DAY, 'draftPermit', 'handler', { pages: 2 }).events[1]?.effects).toEqual([]);
  });
});

describe('separation of duties', () => {
  it('lets nobody sign twice on one matter, in whichever office', () => {
    const history = drafted().step(DAY, 'submitPermit', 'everything');
    const decision = decide(permits, history.state, 'approvePermit', {}, officer('everything'), factsOn(DAY));
    expect(decision).toMatchObject({ kind: 'REFUSED', refusals: [{ code: 'SEPARATION_OF_DUTIES', message: expect.stringContaining('承办人') as string, facts: { earlierRole: 'CASE_HANDLER', earlierOn: DAY, matter: 'permit' } }] });
    expect(history.codes(DAY, 'approvePermit', 'head')).toEqual(['ACCEPTED']);
  });

  it('counts signatures anew after a return, and a return itself binds nobody', () => {
    const history = drafted().step(DAY, 'submitPermit', 'everything').step(DAY, 'returnPermit', 'head').step(DAY, 'sealPermit', 'office');
    expect(history.codes(DAY, 'submitPermit', 'everything')).toEqual(['ACCEPTED']);
    history.step(DAY, 'submitPermit', 'handler');
    expect(history.codes(DAY, 'approvePermit', 'head')).toEqual(['ACCEPTED']);
    expect(history.codes(DAY, 'approvePermit', 'everything')).toEqual(['ACCEPTED']);
    history.step(DAY, 'approvePermit', 'deputy');
    expect(history.codes(DAY, 'returnPermit', 'deputy')).toEqual(['ACCEPTED']);
  });

  it('begins anew with the next round', () => {
    const history = drafted().step(DAY, 'submitPermit', 'handler').step(DAY, 'approvePermit', 'everything').step(DAY, 'issuePermit', 'handler').step(DAY, 'renewPermit', 'head');
    expect(history.state.round).toBe(2);
    expect(history.events.at(-1)).toMatchObject({ round: 2, effects: [{ limit: 'T01', effect: 'START', round: 2 }] });
    history.step(DAY, 'submitPermit', 'handler');
    expect(history.codes(DAY, 'approvePermit', 'everything')).toEqual(['ACCEPTED']);
  });
});
