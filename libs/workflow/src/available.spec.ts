import { availableActions } from './available.ts';
import { drafted } from './testing/history.ts';
import { factsOn, officer, permits, permitTable } from './testing/permit.workflow.ts';

const facts = factsOn('2026-03-03');
const offered = (history: ReturnType<typeof drafted>, person: string): readonly string[] => availableActions(permits, history.state, officer(person), facts).map(({ action }) => action);

describe('availableActions', () => {
  it('says title, sentence, effects, where it leads and who is next', () => {
    expect(availableActions(permits, drafted().state, officer('handler'), facts).find(({ action }) => action === 'submitPermit')).toEqual({
      action: 'submitPermit', title: '报送', sentence: '交处室负责人审核', refusals: [], deadlineEffects: [], nextState: 'SUBMITTED', nextHolder: '厅公开办工作人员、处室负责人、分管厅领导', clause: 'A2-9',
    });
  });
  it('names no next state where the input decides, and none where the record stays', () => {
    const approved = drafted().step('2026-03-03', 'submitPermit', 'handler');
    expect(availableActions(permits, approved.state, officer('office'), facts).map(({ action, nextState }) => [action, nextState])).toEqual([['sealPermit', null]]);
    approved.step('2026-03-03', 'approvePermit', 'head');
    expect(availableActions(permits, approved.state, officer('handler'), facts).map(({ action, nextState, nextHolder }) => [action, nextState, nextHolder])).toEqual([['issuePermit', null, null]]);
  });
  it('names as next state what the record shows: of a hold itself, of what runs beside it nothing', () => {
    const next = Object.fromEntries(availableActions(permits, drafted().state, officer('handler'), facts).map(({ action, nextState, nextHolder }) => [action, [nextState, nextHolder]]));
    expect(next['askQuestion']).toEqual(['AWAITING_ANSWER', '申请人']);
    expect(next['askOpinion']).toEqual([null, '政务公开信息员']);
    const asked = drafted().step('2026-03-03', 'askQuestion', 'handler');
    expect(availableActions(permits, asked.state, { kind: 'APPLICANT', caseId: 's' }, facts).map(({ action, nextState }) => [action, nextState])).toEqual([['answerQuestion', 'DRAFT']]);
  });
  it('names the people who act next, the applicant first, and never the platform', () => {
    const [permit, question, opinion] = permits.tables;
    const answer = question?.actions['answerQuestion'];
    if (!permit || !question || !opinion || !answer) throw new Error('the toy has changed');
    const shared = { ...permits, tables: [permit, { ...question, actions: { ...question.actions, answerQuestion: { ...answer, by: ['TIMER', 'DISCLOSURE_OFFICER', 'APPLICANT'] as const } } }, opinion] };
    expect(availableActions(shared, drafted().state, officer('handler'), facts).find(({ action }) => action === 'askQuestion')?.nextHolder).toBe('申请人、厅公开办工作人员');
  });
  it('shows an action that a guard forbids today, with the reason', () => {
    const state = { ...drafted().state, sealed: false };
    expect(availableActions(permits, state, officer('handler'), facts).find(({ action }) => action === 'submitPermit')?.refusals).toMatchObject([{ code: 'NOT_SEALED', clause: 'A2-13' }]);
  });
  it('shows an approval that the same person may not give, with the reason', () => {
    const history = drafted().step('2026-03-03', 'submitPermit', 'everything');
    expect(availableActions(permits, history.state, officer('everything'), facts).find(({ action }) => action === 'approvePermit')?.refusals).toMatchObject([{ code: 'SEPARATION_OF_DUTIES' }]);
    expect(availableActions(permits, history.state, officer('head'), facts).find(({ action }) => action === 'approvePermit')?.refusals).toEqual([]);
  });
  it('leaves out what an open hold forbids, for subjects too', () => {
    expect(offered(drafted(), 'handler')).toEqual(['draftPermit', 'submitPermit', 'askQuestion', 'askOpinion']);
    const approved = drafted().step('2026-03-03', 'submitPermit', 'handler').step('2026-03-03', 'approvePermit', 'head');
    expect(offered(approved, 'handler')).toEqual(['issuePermit']);
  });
  it('offers an answer only while some subject waits for one', () => {
    const history = drafted().step('2026-03-03', 'askOpinion', 'handler', { division: 'd-energy' });
    expect(offered(history, 'handler')).toContain('giveOpinion');
    history.step('2026-03-03', 'giveOpinion', 'handler', { division: 'd-energy' });
    expect(offered(history, 'handler')).not.toContain('giveOpinion');
  });
  it('says of time limits only what can happen to them: what has not begun does not end, what stands still does not stop', () => {
    const effectsOf = (state: ReturnType<typeof drafted>['state'], person: string) => Object.fromEntries(availableActions(permits, state, officer(person), facts).map(({ action, deadlineEffects }) => [action, deadlineEffects]));
    expect(effectsOf(drafted().state, 'handler')).toMatchObject({ askQuestion: [{ limit: 'T01', effect: 'SUSPEND' }], askOpinion: [{ limit: 'T05', effect: 'START' }, { limit: 'T01', effect: 'SUSPEND' }] });
    const asked = drafted().step('2026-03-03', 'askOpinion', 'handler', { division: 'd-energy' });
    expect(effectsOf(asked.state, 'handler')).toMatchObject({ askOpinion: [{ limit: 'T05', effect: 'START' }], giveOpinion: [{ limit: 'T05', effect: 'STOP' }, { limit: 'T01', effect: 'RESUME' }] });
    const approved = drafted().step('2026-03-03', 'submitPermit', 'handler').step('2026-03-03', 'approvePermit', 'head');
    expect(effectsOf(approved.state, 'handler')).toMatchObject({ issuePermit: [{ limit: 'T01', effect: 'STOP' }] });
    expect(effectsOf({ ...approved.state, effects: [] }, 'handler')).toMatchObject({ issuePermit: [] });
  });
  it('gives a record back to whoever has it on the main line when what ran beside it is over, and only to those whom nothing bars', () => {
    const asked = drafted().step('2026-03-03', 'askOpinion', 'handler', { division: 'd-energy' });
    const holders = Object.fromEntries(availableActions(permits, asked.state, officer('handler'), facts).map(({ action, nextHolder }) => [action, nextHolder]));
    expect(holders).toMatchObject({ giveOpinion: '承办人、厅公开办工作人员' });
    asked.step('2026-03-03', 'askQuestion', 'handler');
    const seals = permitTable.actions['sealPermit'];
    if (!seals) throw new Error('the toy has changed');
    const barred = { ...permits, tables: permits.tables.map((table) => (table === permitTable ? { ...table, actions: { ...table.actions, sealPermit: { ...seals, while: [{ table: 'question', in: ['NONE'] }] } } } : table)) };
    expect(availableActions(barred, asked.state, officer('handler'), facts).find(({ action }) => action === 'giveOpinion')?.nextHolder).toBe('承办人');
    const question = drafted().step('2026-03-03', 'askQuestion', 'handler');
    const [permit, hold, opinion] = permits.tables;
    if (!permit || !hold || !opinion) throw new Error('the toy has changed');
    const ends = { ...permits, tables: [permit, { ...hold, positions: { ...hold.positions, ANSWERED: { title: '已回答', terminal: true } } }, opinion] };
    const ofApplicant = (aggregate: typeof permits) => availableActions(aggregate, question.state, { kind: 'APPLICANT', caseId: 's' }, facts).map(({ nextHolder }) => nextHolder);
    expect(ofApplicant(permits)).toEqual(['承办人']);
    expect(ofApplicant(ends)).toEqual(['承办人、厅公开办工作人员']);
  });
});
