import { deadlinesOf } from './deadlines.ts';
import { preview } from './preview.ts';
import { drafted } from './testing/history.ts';
import { factsOn, officer, permits } from './testing/permit.workflow.ts';

const DAY = '2026-03-03';
const ask = { action: 'askQuestion', input: {} };

describe('preview', () => {
  it('does to the deadlines what the step itself does, and stores nothing', () => {
    const history = drafted();
    const seen = preview(permits, history.state, [ask], officer('handler'), factsOn(DAY));
    expect([history.state.seq, seen.refusals, seen.before]).toEqual([2, [], deadlinesOf(history.state, factsOn(DAY))]);
    const done = history.step(DAY, 'askQuestion', 'handler');
    expect(seen.state.positions).toEqual(done.state.positions);
    expect(seen.after).toEqual(deadlinesOf(done.state, factsOn(DAY)));
    expect(seen.after).not.toEqual(seen.before);
  });
  it('takes several steps one after the other', () => {
    const { state, refusals } = preview(permits, drafted().state, [{ action: 'submitPermit', input: {} }, { action: 'approvePermit', input: {} }], officer('stranger'), factsOn(DAY));
    expect([refusals, state.positions['permit'], state.seq]).toEqual([[], 'APPROVED', 4]);
  });
  it('says what refuses any of them, and leaves everything as it is', () => {
    const { state } = drafted();
    const seen = preview(permits, state, [ask, { action: 'submitPermit', input: {} }], officer('handler'), factsOn(DAY));
    expect([seen.refusals.map(({ code }) => code), seen.state, seen.after]).toEqual([['WRONG_STATE'], state, seen.before]);
    expect(preview(permits, state, [{ action: 'draftPermit', input: { pages: 0 } }], officer('handler'), factsOn(DAY)).refusals).toMatchObject([{ code: 'PAGES_MISSING', field: 'pages', clause: 'A2-10' }]);
  });
  it('does not ask who will take it: that is for whoever shows the record', () => {
    expect(preview(permits, drafted().state, [ask], officer('stranger'), factsOn(DAY)).refusals).toEqual([]);
    expect(() => preview(permits, drafted().state, [{ action: 'noSuchAction', input: {} }], officer('handler'), factsOn(DAY))).toThrow('noSuchAction');
  });
});
