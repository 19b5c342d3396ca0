import { availableActions } from './available.ts';
import { drafted } from './testing/history.ts';
import { factsOn, officer, permits } from './testing/permit.workflow.ts';

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
});
