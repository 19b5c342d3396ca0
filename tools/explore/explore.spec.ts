import { localDate } from '@disclosure/kernel';
import { requestAggregate } from '@disclosure/requests-domain';
import { findAction } from '@disclosure/workflow';
import { explore, forgotten, merged } from './exploration.ts';
import { TRIES } from './moves.ts';
import { attempted, ACTIONS } from './removal.ts';
import { reportOf, storyOf } from './report.ts';
import { TESTED } from './scopes.ts';
import { after, beginning, isCleared, reviewed, stageNow } from './situation.ts';
import type { Situation } from './situation.ts';
import { walk } from './walk.ts';
import type { Scope } from './walk.ts';
import { takeAway } from './without-guard.ts';

describe('every state of a request that can be reached', () => {
  const explored = explore(TESTED);
  const foundBy = (action: string, guard: string): string | null | undefined => explored.removals.find((removal) => removal.action === action && removal.guard === guard)?.foundBy;

  it('breaks no check, and is left by no action untried', () => {
    expect(explored.findings.map(storyOf)).toEqual([]);
    expect(forgotten()).toEqual([]);
    expect(explored.states).toBeGreaterThan(2000);
    for (const action of ['supplyClarification', 'deemAbandoned', 'extendReplyPeriod', 'returnReplyProposal', 'approveReplyAsPrincipalLeader', 'lapseConsultation', 'overrideForPublicInterest', 'lapseFee', 'serveReply', 'archiveRequest']) expect(explored.taken).toContain(action);
  });

  it.each([
    ['approveReplyAsDivisionHead', 'notTheDrafter', 'who drafted it signs it'], ['signOffReplyLetter', 'signs', 'one person signs twice'], ['extendReplyPeriod', 'extensionNotYetUsed', 'extended twice in a round'],
    ['requestClarification', 'clarificationNotYetUsed', 'clarified twice in a round'], ['serveReply', 'isSealed', 'served without a sealed letter'], ['signOffReplyLetter', 'gate', 'signed off without a clearance'],
    ['serveReply', 'gate', 'served without a clearance that stands'], ['replyOnTheSpot', 'gate', 'given on the spot without a clearance'], ['serveReply', 'objectionRespected', 'ReplyServed over an objection'],
  ])('notices that %s is without %s: %s', (action, guard, found) => { expect(foundBy(action, guard)).toBe(found); });
});

const PLAIN: Scope = { asides: [0], removals: false };

describe('a department that has not got one of its rules', () => {
  it('is found out, and the shortest way there is told as a story', () => {
    const { findings } = explore({ ...PLAIN, broken: { action: 'serveReply', guard: 'isSealed' } });
    expect(findings.map(({ check, found }) => [check, found])).toEqual([['nothing is served without a clearance and the signatures that the clause names, each by another person', 'served without a sealed letter']]);
    const [told] = findings.map(storyOf);
    expect(told?.split('\n').slice(-4, -1).map((line) => line.trim().replaceAll(/ +/g, ' '))).toEqual(['2026-02-09 review clears the content', '2026-02-09 disclosure-deputy signOffReplyLetter', '2026-02-09 office serveReply']);
    expect(reportOf({ ...explore(PLAIN), findings }, PLAIN, 1, [])).toContain('✗ nothing is served without a clearance');
  });

  it('without the gate, what nobody cleared is signed', () => {
    expect(explore({ ...PLAIN, broken: { action: 'signOffReplyLetter', guard: 'gate' } }).findings.map(({ found }) => found)).toContain('signed off without a clearance');
  });

  it('where a day is kept by nothing, a deadline is missed', () => {
    expect(explore({ asides: [1], removals: false, broken: { action: 'extendReplyPeriod', guard: 'beforeReplyPeriodEnds' }, without: TESTED.without?.concat('requestClarification', 'consultThirdParty', 'issueFeeNotice', 'draftReplyProposal') ?? [] }).findings.map(({ found }) => found)).toContain('extended after the due date');
  });

  it('without a guard in its row, the attempt that the guard refused is accepted', () => {
    const row = findAction(requestAggregate, 'sealReplyLetter')?.row as { guards: unknown };
    const { guards } = row;
    takeAway('sealReplyLetter', 'notYetSealed');
    expect(row.guards).toEqual([]);
    row.guards = guards;
    expect(() => { takeAway('sealReplyLetter', 'noSuchGuard'); }).toThrow('sealReplyLetter has no guard noSuchGuard');
  });
});

describe('the clearance is of one content', () => {
  /** The plain way, as far as an action. */
  const WAY = ['submitRequest', 'registerRequest', 'acceptRequest', 'assignRequest', 'draftReplyProposal', 'contributeMaterial', 'contributeMaterial', 'submitReplyProposal', 'approveReplyAsDivisionHead', 'approveReplyAsSupervisingDeputy', 'draftReplyLetter', 'proofreadReplyLetter', 'signOffReplyLetter'];
  const step = (at: Situation, name: string): Situation | null => {
    const found = ACTIONS.find((action) => action.name === name);
    for (const each of TRIES[name]?.(at.state, at.today) ?? []) {
      const decision = found ? attempted(at, found, each, null) : null;
      if (decision?.kind === 'ACCEPTED') return after(at, decision, each.actor).situation;
    }
    return null;
  };
  const go = (from: Situation, names: readonly string[]): Situation => names.reduce((at, name) => { const next = step(at, name); if (!next) throw new Error(`${name} in ${stageNow(at)}`); return next; }, from);

  it('cleared, sent back and drafted anew, a reply cannot be signed, served or kept sealed', () => {
    const proofread = reviewed(go(beginning(localDate('2026-02-09')), WAY.slice(0, -1)));
    expect(isCleared(proofread)).toBe(true);
    const signed = go(proofread, ['signOffReplyLetter', 'sealReplyLetter']);
    const anew = go(signed, ['returnReplyProposal', 'draftReplyProposal']);
    expect([isCleared(anew), anew.state.clearanceId, anew.state.sealed, anew.state.letter]).toEqual([false, null, false, null]);
    const again = go(anew, WAY.slice(7, -1));
    expect(step(again, 'signOffReplyLetter')).toBeNull();
    expect(step(reviewed(again), 'signOffReplyLetter')).not.toBeNull();
  });
});

describe('walks side by side', () => {
  it('see together what one sees alone', () => {
    const scope: Scope = { asides: [1], removals: false, without: TESTED.without?.concat('consultThirdParty', 'issueFeeNotice', 'supplyClarification', 'returnReplyProposal') ?? [] };
    const alone = walk(scope);
    const shares = [0, 1].map((nth) => walk(scope, { of: 2, nth }));
    const together = merged(shares);
    expect([together.states, together.transitions]).toEqual([alone.states.size, merged([alone]).transitions]);
    for (const share of shares) expect(share.states.size).toBeLessThan(alone.states.size);
  });

  it('merge by the order of days no state that keeping every date would tell apart by an action or a finding', () => {
    const scope: Scope = { ...PLAIN, without: [...(TESTED.without ?? []), 'replyOnTheSpot', 'contributeMaterial', 'withdrawRequest', 'prepareOnTheSpotReply', 'archiveRequest'] };
    const [byOrder, exact] = [explore(scope), explore({ ...scope, exact: true })];
    expect(exact.states).toBeGreaterThan(byOrder.states);
    expect([exact.taken, exact.findings]).toEqual([byOrder.taken, byOrder.findings]);
  });
});
