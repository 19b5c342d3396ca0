import { fold } from './fold.ts';
import { drafted } from './testing/history.ts';
import { factsOn, permits, plainEvent } from './testing/permit.workflow.ts';

describe('fold', () => {
  const history = drafted().step('2026-03-04', 'askOpinion', 'handler', { division: 'd-energy' }).step('2026-03-05', 'submitPermit', 'handler');

  it('gives the state that the events led to, one by one', () => {
    const state = fold(permits, 's', history.events);
    expect(state).toEqual(history.state);
    expect(state).toMatchObject({
      seq: 4, pages: 3, sealed: true, lawOn: '2026-03-02', positions: { permit: 'SUBMITTED', 'opinion:d-energy': 'ASKED' }, versions: { case: 3, 'opinion:d-energy': 1 },
      signatures: [{ matter: 'permit', as: 'CASE_HANDLER', personId: 'handler', round: 1, seq: 4, on: '2026-03-05' }],
    });
    expect(state.effects.map(({ limit, effect, seq, clause }) => [limit, effect, seq, clause])).toEqual([['T01', 'START', 1, 'A2-9'], ['T05', 'START', 3, 'A2-15'], ['T01', 'SUSPEND', 3, 'A2-15']]);
  });

  it('gives the empty state for no events', () => expect(fold(permits, 's', [])).toEqual(permits.initial('s')));

  it('shows what was known at an instant, to the millisecond', () => {
    const third = factsOn('2026-03-04').now;
    expect(fold(permits, 's', history.events, third).seq).toBe(3);
    expect(fold(permits, 's', history.events, '2026-03-04T00:59:59.999Z' as typeof third).seq).toBe(2);
    expect(fold(permits, 's', history.events, factsOn('2026-03-01').now)).toEqual(permits.initial('s'));
  });

  it('refuses a gap, a repetition and a stream that begins late', () => {
    const [first, second, third] = history.events as [never, never, never];
    expect(() => fold(permits, 's', [first, third])).toThrow('event 3 after 1');
    expect(() => fold(permits, 's', [first, second, second])).toThrow('event 2 after 2');
    expect(() => fold(permits, 's', [second])).toThrow('event 2 after 0');
  });

  it('follows the moves that the event recorded, not those of today’s table', () => {
    const state = fold(permits, 's', [plainEvent(1, 'PermitDrafted', '2026-03-02', { payload: { pages: 1 }, moves: [{ table: 'permit', to: 'A_POSITION_OF_OLD' }] })]);
    expect(state.positions).toEqual({ permit: 'A_POSITION_OF_OLD' });
  });

  it('does not touch the state that it starts from', () => {
    const before = structuredClone(history.state);
    fold({ ...permits, initial: () => ({ ...history.state, seq: 0 }) }, 's', [plainEvent(1, 'PermitSealed', '2026-03-06')]);
    expect(history.state).toEqual(before);
  });
});
