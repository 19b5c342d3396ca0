import { violationsOf } from './checks.ts';
import { beginning } from './situation.ts';
import { FULL, SMALL, TESTED } from './scopes.ts';
import { explore } from './walk.ts';
import { localDate } from '@disclosure/kernel';

describe('every state of a request that can be reached', () => {
  const walked = explore(TESTED);

  it('breaks no check, with a clarification or an extension or neither', () => {
    expect(walked.findings).toEqual([]);
    expect(walked.states).toBeGreaterThan(500);
    for (const action of ['supplyClarification', 'deemAbandoned', 'extendReplyPeriod', 'returnReplyProposal', 'approveReplyAsPrincipalLeader', 'serveReply', 'archiveRequest']) expect(walked.actionsTaken).toContain(action);
  });

  it('notices when a guard is gone: who drafted signs, an extension comes twice, a letter goes out unsealed', () => {
    const foundBy = (action: string, guard: string): string | null => walked.removals.find((removal) => removal.action === action && removal.guard === guard)?.foundBy ?? null;
    expect(foundBy('approveReplyAsDivisionHead', 'notTheDrafter')).toBe('who drafted it signs it');
    expect(foundBy('signOffReplyLetter', 'signs')).toBe('one person signs twice');
    expect(foundBy('extendReplyPeriod', 'extensionNotYetUsed')).toBe('extended twice in a round');
    expect(foundBy('requestClarification', 'clarificationNotYetUsed')).toBe('clarified twice in a round');
    expect(foundBy('serveReply', 'isSealed')).toBe('served without a sealed letter');
  });

  it('tells what is wrong by the state alone', () => {
    const at = beginning(localDate('2026-02-09'));
    const twice = { ...at, state: { ...at.state, clarifications: [{ round: 1, noticeOn: at.today, receivedOn: at.today, suppliedOn: null }, { round: 1, noticeOn: at.today, receivedOn: at.today, suppliedOn: null }] } };
    const event = { type: 'X', effectiveOn: at.today, effects: [], payload: {}, actor: { kind: 'TIMER' } } as never;
    expect(violationsOf({ before: at, after: twice, event }).map(({ found }) => found)).toContain('clarified twice in a round');
    expect(FULL.procedures).toBeGreaterThan(SMALL.procedures);
  });
});
