import { clockOf } from '@disclosure/workflow';
import { factsOn, otherInformation, Scenario } from './testing/index.ts';
import { localDate } from '@disclosure/kernel';

const due = (scenario: Scenario, day: string) => {
  const clock = clockOf(scenario.state, 'T07', factsOn(day))?.clock;
  return clock === undefined ? null : { startedOn: clock.startedOn, dueOn: clock.dueOn, state: clock.state, late: clock.late };
};

// Counted by hand on the calendar of the State Council for 2026 (spring festival 15–23 February; 14 and 28 February are worked).
describe('A1-13: within 20 working days of the day the information was formed or changed', () => {
  it('formed on Thursday 8 January 2026, an ordinary stretch: Thursday 5 February', () => {
    // 9 | 12–16 | 19–23 | 26–30 | 2–5 February: 1 + 5 + 5 + 5 + 4 = 20.
    const scenario = new Scenario().take('2026-01-12', 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-01-08') }));
    expect(due(scenario, '2026-01-12')).toEqual({ startedOn: '2026-01-08', dueOn: '2026-02-05', state: 'RUNNING', late: false });
  });
  it('formed on Monday 2 February 2026, over the spring festival: Friday 6 March', () => {
    // 3–6 (4), 9–14 (6: Saturday the 14th is worked), festival 15–23, 24–28 (5: Saturday the 28th is worked), 2–6 March (5) = 20: Friday 6 March.
    const scenario = new Scenario().take('2026-02-03', 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-02-02') }));
    expect(due(scenario, '2026-02-03')).toMatchObject({ startedOn: '2026-02-02', dueOn: '2026-03-06' });
  });
  it('the date in the information counts, not the day of the proposal or the signatures', () => {
    const scenario = new Scenario().take('2026-03-02', 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-01-08') }));
    expect(due(scenario, '2026-03-02')).toMatchObject({ dueOn: '2026-02-05', late: true });
  });
  it('without a date of its own, the day it was signed off counts (PRO-02)', () => {
    const scenario = new Scenario().take('2026-01-05', 'handler', 'proposeDisclosure', otherInformation()).take('2026-01-06', 'head', 'approveDisclosureAsDivisionHead');
    expect(due(scenario, '2026-01-06')).toBeNull();
    scenario.take('2026-01-08', 'deputy', 'approveDisclosureAsSupervisingDeputy');
    expect(due(scenario, '2026-01-08')).toMatchObject({ startedOn: '2026-01-08', dueOn: '2026-02-05' });
    // Signed once more after a new text, the day stays: nobody gains time by an edit.
    scenario.take('2026-01-20', 'handler', 'proposeDisclosure', otherInformation({ digest: 'b'.repeat(64) })).take('2026-01-20', 'head', 'approveDisclosureAsDivisionHead').take('2026-01-21', 'deputy', 'approveDisclosureAsSupervisingDeputy');
    expect(scenario.state.signedOffOn).toBe('2026-01-08');
    expect(due(scenario, '2026-01-21')).toMatchObject({ startedOn: '2026-01-08', dueOn: '2026-02-05' });
  });
  it('a document without a date: the day of its sign-off', () => {
    const scenario = new Scenario().take('2026-01-05', 'handler', 'proposeDisclosure', otherInformation({ route: 'DOCUMENT' })).take('2026-01-05', 'handler', 'submitForApproval')
      .take('2026-01-06', 'head', 'approveDisclosureAsDivisionHead');
    expect(due(scenario, '2026-01-06')).toBeNull();
    scenario.take('2026-01-08', 'deputy', 'signOffDocument', { documentNumber: '测工信〔2026〕3号' });
    expect(due(scenario, '2026-01-08')).toMatchObject({ startedOn: '2026-01-08', dueOn: '2026-02-05' });
    expect(scenario.state).toMatchObject({ documentNumber: '测工信〔2026〕3号', documentDatedOn: '2026-01-08', signedOffOn: '2026-01-08' });
  });
  it('ends with the publication, on time on the last day and late on the next', () => {
    const approved = () => new Scenario().take('2026-01-12', 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-01-08') }))
      .take('2026-01-13', 'head', 'approveDisclosureAsDivisionHead').take('2026-01-14', 'deputy', 'approveDisclosureAsSupervisingDeputy');
    expect(due(approved().take('2026-02-05', 'office', 'publishDisclosure'), '2026-03-01')).toMatchObject({ state: 'STOPPED', late: false });
    expect(due(approved().take('2026-02-06', 'office', 'publishDisclosure'), '2026-03-01')).toMatchObject({ state: 'STOPPED', late: true });
  });
  it('a change counts from the day of the change, in a round of its own', () => {
    const scenario = new Scenario().take('2026-01-12', 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-01-08') }))
      .take('2026-01-13', 'head', 'approveDisclosureAsDivisionHead').take('2026-01-14', 'deputy', 'approveDisclosureAsSupervisingDeputy').take('2026-01-15', 'office', 'publishDisclosure')
      .take('2026-02-03', 'handler', 'changeDisclosure', { ...otherInformation({ digest: 'b'.repeat(64) }), changedOn: '2026-02-02' });
    expect(scenario.state).toMatchObject({ round: 2, kind: 'CHANGE' });
    expect(due(scenario, '2026-02-03')).toMatchObject({ startedOn: '2026-02-02', dueOn: '2026-03-06', state: 'RUNNING' });
  });
  it('a correction has no clock of its own: what is corrected was formed long ago (A2-19)', () => {
    const scenario = new Scenario().take('2026-01-12', 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-01-08') }))
      .take('2026-01-13', 'head', 'approveDisclosureAsDivisionHead').take('2026-01-14', 'deputy', 'approveDisclosureAsSupervisingDeputy').take('2026-01-15', 'office', 'publishDisclosure')
      .take('2026-06-01', 'handler', 'correctDisclosure', otherInformation({ digest: 'b'.repeat(64) })).take('2026-06-02', 'head', 'approveDisclosureAsDivisionHead').take('2026-06-03', 'deputy', 'approveDisclosureAsSupervisingDeputy');
    expect(due(scenario, '2026-06-03')).toBeNull();
  });
  it('no clock for what is given on request or withheld; none any more for what becomes so', () => {
    const onRequest = new Scenario().take('2026-01-12', 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-01-08'), mode: 'ON_REQUEST' }));
    expect(due(onRequest, '2026-01-12')).toBeNull();
    const changed = new Scenario().take('2026-01-12', 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-01-08') }))
      .take('2026-01-13', 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-01-08'), mode: 'ON_REQUEST' }));
    expect(due(changed, '2026-03-01')).toMatchObject({ state: 'STOPPED' });
    expect(changed.codes('2026-01-14', 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-01-08') }))).toEqual(['ATTRIBUTE_SETTLED']);
  });
  it('the day it counts from is not edited; nothing is formed in the future', () => {
    const scenario = new Scenario().take('2026-01-12', 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-01-08') }));
    expect(scenario.codes('2026-01-12', 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-01-09') }))).toEqual(['FORMATION_DATE_FIXED']);
    expect(new Scenario().codes('2026-01-12', 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-01-13') }))).toEqual(['DATE_IN_FUTURE']);
  });
});
