import fc from 'fast-check';
import { addDays, localDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import type { Actor } from '@disclosure/organisation';
import { allActions, availableActions, deadlinesOf, decide, findAction, fold } from '@disclosure/workflow';
import { requestAggregate } from './request.aggregate.ts';
import type { RequestState } from './request.state.ts';
import { APPLICANT, GOOD_INPUTS, officer, proposal, PUBLIC, RequestCase, submission, TIMER } from './testing/index.ts';

const ACTIONS = allActions(requestAggregate).map(({ name }) => name);
/** What ends a walk, or nearly. */
const ENDS = ['withdrawRequest', 'deemAbandoned', 'eraseApplicant'];
/** What leaves the way, or waits. */
const ASIDE = ['requestClarification', 'supplyClarification', 'proposeExtension', 'extendReplyPeriod', 'returnReplyProposal', 'waiveContribution'];
const ACTORS: readonly Actor[] = [PUBLIC, APPLICANT, TIMER, ...['handler', 'handler-2', 'handler-3', 'head', 'head-2', 'deputy', 'office', 'office-head', 'disclosure-deputy', 'principal', 'many'].map(officer)];
const START = localDate('2026-02-09');
/** The way to the end, its last step first: a walk that goes forward takes the first of these that it can. */
const WAY = ['promoteToProactive', 'proposePromotion', 'serveReply', 'sealReplyLetter', 'signOffReplyLetter', 'proofreadReplyLetter', 'draftReplyLetter', 'approveReplyAsPrincipalLeader', 'approveReplyAsSupervisingDeputy', 'approveReplyAsDivisionHead', 'submitReplyProposal',
  'contributeMaterial', 'waiveContribution', 'draftReplyProposal', 'assignRequest', 'acceptRequest', 'registerRequest', 'submitRequest'];

interface Try { readonly action: string; readonly actor: number; readonly days: number; readonly variant: number }
const aTry: fc.Arbitrary<Try> = fc.record({
  action: fc.oneof({ weight: 5, arbitrary: fc.constant('FORWARD') }, { weight: 2, arbitrary: fc.constantFrom(...ACTIONS.filter((action) => !ENDS.includes(action))) }, { weight: 2, arbitrary: fc.constantFrom(...ASIDE) }, { weight: 1, arbitrary: fc.constantFrom(...ENDS) }),
  actor: fc.nat(ACTORS.length - 1), days: fc.constantFrom(...Array.from({ length: 14 }, () => 0), 1, 1, 1, 1, 3, 25), variant: fc.nat(3),
});

/** A right input of some kind: other divisions, other lengths, a major reply. */
function inputFor(action: string, variant: number): object {
  switch (action) {
    case 'submitRequest': return submission({ channel: variant === 0 ? 'IN_PERSON' : 'ONLINE' });
    case 'assignRequest': return { leadDivisionId: 'd-planning', supportingDivisionIds: variant === 0 ? [] : variant === 1 ? ['d-energy', 'd-software'] : ['d-energy'] };
    case 'contributeMaterial': case 'waiveContribution': return { ...GOOD_INPUTS[action], divisionId: variant === 3 ? 'd-software' : 'd-energy' };
    case 'draftReplyProposal': return proposal({ isMajor: variant === 0 });
    case 'proposeExtension': case 'extendReplyPeriod': return { ...GOOD_INPUTS[action], workingDays: [1, 5, 10, 20][variant] };
    default: return GOOD_INPUTS[action] ?? {};
  }
}

interface Walk { readonly trial: RequestCase; readonly day: LocalDate; readonly reached: readonly string[] }
/** Each try is taken by the first of the actors, from the one drawn on, of whom it is accepted; if by none, it is not taken. */
function walk(tries: readonly Try[], seen?: (trial: RequestCase, day: LocalDate) => void): Walk {
  const trial = new RequestCase();
  const reached: string[] = [];
  let day = START;
  const taken = (action: string, { actor, variant }: Try): boolean => {
    const found = findAction(requestAggregate, action);
    if (found && found.row.subject === undefined && !found.row.from.includes(trial.state.positions[found.table.name] ?? 'NONE')) return false;
    for (const who of [...ACTORS.slice(actor), ...ACTORS.slice(0, actor)]) {
      const decision = trial.decide(day, action, who, inputFor(action, variant));
      if (decision.kind !== 'ACCEPTED') continue;
      trial.accept(day, decision, who);
      reached.push(action);
      return true;
    }
    return false;
  };
  for (const attempt of tries) {
    day = addDays(day, attempt.action === 'deemAbandoned' ? 30 : attempt.days);
    if (attempt.action === 'FORWARD' ? WAY.some((action) => taken(action, attempt)) : taken(attempt.action, attempt)) seen?.(trial, day);
  }
  return { trial, day, reached };
}

const walks = fc.array(aTry, { minLength: 5, maxLength: 60, size: 'max' });
const many = { numRuns: 40 };

describe('any lawful course of a request', () => {
  // These two count what walks come by: a fixed seed, so that they say the same each time.
  it('reaches every action of the tables', () => {
    const reached = new Set<string>();
    fc.assert(fc.property(walks, (tries) => { walk(tries).reached.forEach((action) => reached.add(action)); }), { numRuns: 150, seed: 7 });
    expect(ACTIONS.filter((action) => !reached.has(action))).toEqual([]);
  });

  it('folds to the same state from its stored text, and earlier states are folds of its beginning', () => {
    fc.assert(fc.property(walks, fc.nat(), (tries, at) => {
      const { trial } = walk(tries);
      const stored = JSON.parse(JSON.stringify(trial.events)) as typeof trial.events;
      expect(fold(requestAggregate, 'case-1', stored)).toEqual(trial.state);
      const cut = stored.slice(0, at % (stored.length + 1));
      expect(fold(requestAggregate, 'case-1', cut).seq).toBe(cut.length);
    }), many);
  });

  it('has a clock for every limit that began, with a due date unless it stands still', () => {
    fc.assert(fc.property(walks, (tries) => {
      walk(tries, (trial, day) => {
        for (const { limit, round, clock } of deadlinesOf(trial.state, trial.facts(day))) {
          expect(clock.dueOn === null).toBe(clock.state === 'SUSPENDED');
          expect(clock.startedOn <= day).toBe(true);
          expect([limit, round]).toEqual([expect.stringMatching(/^T0[1348]$/), trial.state.round]);
        }
        const received = trial.state.receivedOn !== null;
        expect(deadlinesOf(trial.state, trial.facts(day)).some(({ limit }) => limit === 'T01')).toBe(received);
        // A case that has ended counts nothing any more; the reply clock of one that has not, counts or stands still.
        const ended = ['SERVED', 'ABANDONED', 'WITHDRAWN'].includes(trial.state.positions['request'] ?? '');
        for (const { limit, clock } of deadlinesOf(trial.state, trial.facts(day))) if (ended || limit === 'T01') expect([limit, clock.state === 'STOPPED']).toEqual([limit, ended]);
      });
    }), many);
  });

  it('is extended once and clarified once in a round, and its day of receipt never changes', () => {
    fc.assert(fc.property(walks, (tries) => {
      let receivedOn: string | null = null;
      const { trial } = walk(tries, ({ state }) => {
        if (receivedOn !== null) expect(state.receivedOn).toBe(receivedOn);
        receivedOn = state.receivedOn;
      });
      for (const type of ['ReplyPeriodExtended', 'ClarificationRequested', 'ClarificationSupplied', 'RequestRegistered', 'ReplyServed']) {
        const rounds = trial.events.filter((event) => event.type === type).map(({ round }) => round);
        expect(new Set(rounds).size).toBe(rounds.length);
      }
    }), many);
  });

  it('never has one person sign a reply twice, nor anyone who drafted it sign at all', () => {
    fc.assert(fc.property(walks, (tries) => {
      const { events } = walk(tries).trial;
      let signers: string[] = [];
      const drafters = new Set<string>();
      for (const { type, actor, signature } of events) {
        if (actor.kind !== 'OFFICER') continue;
        if (type === 'ReplyProposalDrafted') drafters.add(actor.personId);
        if (type === 'ReplyProposalReturned') signers = [];
        else if (signature) {
          expect(signers).not.toContain(actor.personId);
          expect(drafters.has(actor.personId)).toBe(false);
          signers.push(actor.personId);
        }
      }
    }), many);
  });

  it('is served only after head, deputy, where major the principal leader, and the disclosure deputy signed the proposal as it was last drafted', () => {
    let servings = 0;
    fc.assert(fc.property(walks, (tries) => {
      const { events, state } = walk(tries).trial;
      if (state.positions['request'] !== 'SERVED') return;
      servings += 1;
      const last = events.map(({ type }) => type).lastIndexOf('ReplyProposalDrafted');
      const roles = events.slice(last).flatMap(({ signature }) => signature?.as ?? []);
      expect(roles).toEqual(['DIVISION_HEAD', 'SUPERVISING_DEPUTY', ...(state.proposal?.isMajor ? ['PRINCIPAL_LEADER'] : []), 'DISCLOSURE_DEPUTY']);
      expect(Object.entries(state.positions).filter(([key, position]) => key.startsWith('contribution:') && position === 'ASKED')).toEqual([]);
    }), { ...many, seed: 7 });
    expect(servings).toBeGreaterThan(5);
  });

  it('offers each person just what decide would then accept, and nothing else', () => {
    fc.assert(fc.property(walks, (tries) => {
      const { trial, day } = walk(tries);
      for (const actor of ACTORS) {
        const facts = trial.facts(day);
        const offered = availableActions(requestAggregate, trial.state, actor, facts).filter(({ refusals }) => refusals.length === 0).map(({ action }) => action);
        const accepted = ACTIONS.filter((action) => !findAction(requestAggregate, action)?.row.internal).filter((action) => inputsFor(trial.state, action).some((input) => decide(requestAggregate, trial.state, action, input, actor, facts).kind === 'ACCEPTED'));
        expect([actor, offered.sort()]).toEqual([actor, accepted.sort()]);
      }
    }), { numRuns: 20 });
  });
});

/** Every right input of the few kinds: of those that fit the state one is accepted, if the action can be done at all. */
function inputsFor(state: RequestState, action: string): readonly object[] {
  if (action === 'extendReplyPeriod') return [{ workingDays: 1 }];
  if (action === 'contributeMaterial' || action === 'waiveContribution') return state.supportingDivisions.map((divisionId) => ({ ...GOOD_INPUTS[action], divisionId }));
  return [GOOD_INPUTS[action] ?? {}];
}
