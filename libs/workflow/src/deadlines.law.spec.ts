import { clockOf, deadlinesOf, dueOn } from './deadlines.ts';
import { drafted, History } from './testing/history.ts';
import { factsOn } from './testing/permit.workflow.ts';

// 2026: 2 March is a Monday; Qingming is off from Saturday 4 to Monday 6 April. Counted by hand on a wall calendar.
describe('deadlines of a record', () => {
  it('counts 20 working days from the day after receipt (A2-9): received on 2 March, due on 30 March', () => {
    expect(dueOn(drafted().state, 'T01', factsOn('2026-03-03'))).toBe('2026-03-30');
    expect(dueOn(new History().state, 'T01', factsOn('2026-03-03'))).toBeNull();
  });

  it('leaves out a consultation once, and two that overlap once together (R-33, CAL-07)', () => {
    const history = drafted().step('2026-03-04', 'askOpinion', 'handler', { division: 'd-energy' });
    expect(dueOn(history.state, 'T01', factsOn('2026-03-05'))).toBeNull(); // nobody can say before the answer
    expect(clockOf(history.state, 'T01', factsOn('2026-03-05'))?.clock.state).toBe('SUSPENDED');
    const one = new History();
    one.state = history.state;
    one.step('2026-03-09', 'giveOpinion', 'handler', { division: 'd-energy' });
    expect(dueOn(one.state, 'T01', factsOn('2026-03-10'))).toBe('2026-04-02'); // 5, 6 and 9 March were not counted
    history.step('2026-03-05', 'askOpinion', 'handler', { division: 'd-software' }).step('2026-03-09', 'giveOpinion', 'handler', { division: 'd-energy' });
    expect(clockOf(history.state, 'T01', factsOn('2026-03-10'))?.clock.state).toBe('SUSPENDED'); // the other is still out
    history.step('2026-03-11', 'giveOpinion', 'handler', { division: 'd-software' });
    expect(dueOn(history.state, 'T01', factsOn('2026-03-12'))).toBe('2026-04-07'); // 5, 6, 9, 10, 11 March; past Qingming
  });

  it('keeps one clock for each consultation, by its subject', () => {
    const history = drafted().step('2026-03-04', 'askOpinion', 'handler', { division: 'd-energy' }).step('2026-03-05', 'askOpinion', 'handler', { division: 'd-software' }).step('2026-03-09', 'giveOpinion', 'handler', { division: 'd-energy' });
    const rows = deadlinesOf(history.state, factsOn('2026-03-10')).map(({ limit, subject, round, clock }) => [limit, subject, round, clock.state, clock.dueOn]);
    expect(rows).toEqual([
      ['T01', null, 1, 'SUSPENDED', null],
      ['T05', 'd-energy', 1, 'STOPPED', '2026-03-25'],
      ['T05', 'd-software', 1, 'RUNNING', '2026-03-26'],
    ]);
    expect(dueOn(history.state, 'T05', factsOn('2026-03-10'), 'd-software')).toBe('2026-03-26');
    expect(dueOn(history.state, 'T05', factsOn('2026-03-10'), 'd-planning')).toBeNull();
  });

  it('begins a clock anew in the next round and leaves the earlier one as it ended', () => {
    const history = drafted().step('2026-03-03', 'submitPermit', 'handler').step('2026-03-04', 'approvePermit', 'head').step('2026-03-10', 'issuePermit', 'handler').step('2026-05-06', 'renewPermit', 'head');
    const facts = factsOn('2026-05-07');
    expect(deadlinesOf(history.state, facts).map(({ limit, round, clock }) => [limit, round, clock.state, clock.startedOn, clock.dueOn, clock.stoppedOn])).toEqual([
      ['T01', 1, 'STOPPED', '2026-03-02', '2026-03-30', '2026-03-10'],
      ['T01', 2, 'RUNNING', '2026-05-06', '2026-06-02', null], // Saturday 9 May is worked for Labour Day
    ]);
    expect(clockOf(history.state, 'T01', facts)?.round).toBe(2);
    history.step('2026-05-07', 'askOpinion', 'handler', { division: 'd-energy' });
    expect(deadlinesOf(history.state, facts).filter(({ limit }) => limit === 'T01').map(({ round, clock }) => [round, clock.state])).toEqual([[1, 'STOPPED'], [2, 'SUSPENDED']]);
  });

  it('takes the length that the starting effect carries, where the department set it', () => {
    const { state } = drafted();
    const shorter = { ...state, effects: state.effects.map((effect) => ({ ...effect, days: 5 })) };
    expect(dueOn(shorter, 'T01', factsOn('2026-03-03'))).toBe('2026-03-09');
  });

  it('ignores what touches a limit that has not started', () => {
    const { state } = drafted();
    const effects = state.effects.map((effect) => ({ ...effect, effect: 'SUSPEND' as const }));
    expect(deadlinesOf({ ...state, effects }, factsOn('2026-03-03'))).toEqual([]);
  });

  it('throws on a limit that the book of law does not have on the day', () => {
    const { state } = drafted();
    const effects = state.effects.map((effect) => ({ ...effect, limit: 'T99' as const }));
    expect(() => deadlinesOf({ ...state, effects }, factsOn('2026-03-03'))).toThrow('limit T99');
  });
});
