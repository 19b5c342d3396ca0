import { localDate } from '@disclosure/kernel';
import { firstLawEdition } from '@disclosure/law';
import { owesProposal, proposalDueOn } from './internal-due.ts';
import { APPLICANT, assigned, contributed, submitted } from './testing/index.ts';
import type { RequestCase } from './testing/index.ts';

const due = (trial: RequestCase, day: string) => proposalDueOn(trial.state, trial.facts(day));

describe('A2-11: the division answers the office within a clear time', () => {
  it('seven working days before the reply is due: due on Friday 13 March 2026, so on Wednesday 4 March', () => expect(due(assigned(), '2026-02-10')).toBe('2026-03-04'));
  it('moves with the due date: by an extension of ten days to 27 March, to Wednesday 18 March; by a clarification of Thursday 12 February, to Monday 9 March', () => {
    const extended = assigned().step('2026-02-10', 'proposeExtension', 'handler').step('2026-02-10', 'extendReplyPeriod', 'office-head');
    expect(due(extended, '2026-02-11')).toBe('2026-03-18');
    // Supplied on 12 February, due anew on Wednesday 18 March: seven working days before is Monday 9 March.
    const clarified = assigned().step('2026-02-10', 'requestClarification', 'office').step('2026-02-12', 'supplyClarification', APPLICANT);
    expect([clarified.clock('T01', '2026-02-12').dueOn, due(clarified, '2026-02-12')]).toEqual(['2026-03-18', '2026-03-09']);
  });
  it('is not known while the due date is not, nor under a law that has ended such a time', () => {
    expect(due(contributed().step('2026-02-10', 'consultThirdParty', 'handler'), '2026-02-11')).toBeNull();
    expect(proposalDueOn(assigned().state, { ...assigned().facts('2026-02-10'), law: { ...firstLawEdition, limits: firstLawEdition.limits.map((limit) => (limit.id === 'T01-PROPOSAL' ? { ...limit, validTo: localDate('2025-12-31') } : limit)) } })).toBeNull();
  });
  it('is owed until the proposal is submitted, and again once it is sent back', () => {
    expect([owesProposal(assigned().state), owesProposal(submitted().state), owesProposal(submitted().step('2026-02-10', 'returnReplyProposal', 'head').state)]).toEqual([true, false, true]);
  });
});
