import fc from 'fast-check';
import { addDays, localDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import type { Actor } from '@disclosure/organisation';
import { allActions, availableActions, deadlinesOf, decide, findAction, fold } from '@disclosure/workflow';
import { requestAggregate } from './request.aggregate.ts';
import { AFTER_STAGES } from './vocabulary.ts';
import type { RequestState } from './request.state.ts';
import { hasMatter } from './referral.state.ts';
import { APPLICANT, CLERK, CLIENT, GOOD_INPUTS, officer, OTHER_AGENCY, proposal, PUBLIC, RequestCase, submission, THIRD_PARTY, TIMER } from './testing/index.ts';

const ACTIONS = allActions(requestAggregate).map(({ name }) => name);
/** What ends a walk, or nearly. */
const ENDS = ['withdrawRequest', 'deemAbandoned', 'lapseFee', 'declineToProcess', 'replyOnTheSpot', 'eraseApplicant', 'archiveRequest'];
/** What leaves the way, or waits. */
const CONSULTING = ['recordConsultationReceipt', 'recordConsultationUndelivered', 'resendConsultation', 'giveUpConsultation', 'answerThirdPartyConsultation', 'answerAgencyConsultation', 'overrideForPublicInterest', 'notifyThirdParty'];
const ASIDE = ['consultThirdParty', 'consultAgency', 'recordConsultationReceipt', 'recordConsultationUndelivered', 'resendConsultation', 'giveUpConsultation', 'answerThirdPartyConsultation', 'answerAgencyConsultation', 'lapseConsultation', 'overrideForPublicInterest', 'notifyThirdParty', 'requestClarification', 'supplyClarification', 'proposeExtension', 'extendReplyPeriod', 'returnReplyProposal', 'waiveContribution', 'recordDefence', 'warnRemedy', 'contestReply', 'explainReply',
  'requestReasons', 'giveReasons', 'admitReasons', 'delayReply', 'issueFeeNotice', 'recordFeePayment', 'refundFee', 'recordFeeNoticeReceipt', 'disputeAssignment', 'decideAssignment', 'prepareOnTheSpotReply', 'proposeClarification', 'recordClarificationNoticeReceipt', 'recordReasonsNoticeReceipt', 'recordNoContact', 'confirmOralRequest', 'warnReferral'];
const ACTORS: readonly Actor[] = [PUBLIC, APPLICANT, TIMER, THIRD_PARTY, CLERK, CLIENT, ...['handler', 'handler-2', 'handler-3', 'head', 'head-2', 'deputy', 'office', 'office-head', 'disclosure-deputy', 'principal', 'legal', 'group', 'many'].map(officer)];
const START = localDate('2026-02-09');
/** The way to the end, its last step first: a walk that goes forward takes the first of these that it can. */
const WAY = ['notifyThirdParty', 'overrideForPublicInterest', 'recordRemedyResult', 'openLitigation', 'openReconsideration', 'promoteToProactive', 'proposePromotion', 'serveReply', 'sealReplyLetter', 'signOffReplyLetter', 'proofreadReplyLetter', 'draftReplyLetter', 'approveReplyAsPrincipalLeader', 'approveReplyAsSupervisingDeputy', 'approveReplyAsDivisionHead', 'submitReplyProposal',
  'contributeMaterial', 'waiveContribution', 'draftReplyProposal', 'assignRequest', 'acceptRequest', 'registerRequest', 'submitRequest',
  'recordFeePayment', 'admitReasons', 'giveReasons', 'decideAssignment', 'delayReply', 'recordReferralReceipt', 'answerReferral', 'referToAgency'];

interface Try { readonly action: string; readonly actor: number; readonly days: number; readonly variant: number }
/** `sought`: what a walk is to come by more often. */
const aTryFor = (sought: readonly string[]): fc.Arbitrary<Try> => fc.record({
  action: fc.oneof({ weight: 5, arbitrary: fc.constant('FORWARD') }, { weight: 2, arbitrary: fc.constantFrom(...ACTIONS.filter((action) => !ENDS.includes(action))) }, { weight: 3, arbitrary: fc.constantFrom(...ASIDE) }, { weight: 1, arbitrary: fc.constantFrom(...ENDS) }, ...(sought.length === 0 ? [] : [{ weight: 4, arbitrary: fc.constantFrom(...sought) }])),
  actor: fc.nat(ACTORS.length - 1), days: fc.constantFrom(...Array.from({ length: 14 }, () => 0), 1, 1, 1, 1, 3, 25), variant: fc.nat(3),
});

/** A right input of some kind: other divisions, other lengths, a major reply. */
function inputFor(action: string, variant: number, state: RequestState): object {
  switch (action) {
    case 'submitRequest': return submission({ channel: (['IN_PERSON', 'ORAL', 'ONLINE', 'ONLINE'] as const)[variant] });
    case 'assignRequest': return { leadDivisionId: 'd-planning', supportingDivisionIds: variant === 0 ? [] : variant === 1 ? ['d-energy', 'd-software'] : ['d-energy'] };
    case 'contributeMaterial': case 'waiveContribution': return { ...GOOD_INPUTS[action], divisionId: variant === 3 ? 'd-software' : 'd-energy' };
    case 'draftReplyProposal': return variant === 2 ? OTHER_AGENCY : proposal({ isMajor: variant === 0 });
    // As the shell does: what the reply says is another agency's is told to that agency, unless it has the matter already.
    case 'serveReply': return { means: 'ONLINE', referrals: (state.proposal?.items ?? []).flatMap(({ agencyId }) => (agencyId === null || hasMatter(state, agencyId) ? [] : [{ referralId: `referral-${state.round}`, agencyId, content: { text: 'x' }, asked: [] }])) };
    case 'proposeExtension': case 'extendReplyPeriod': return { ...GOOD_INPUTS[action], workingDays: [1, 5, 10, 20][variant] };
    case 'recordRemedyResult': return { remedyId: variant < 2 ? 'remedy-1' : 'remedy-2', result: (['OVERTURNED', 'UPHELD', 'OTHER', 'PENDING'] as const)[variant], ordersNewDecision: variant === 0 };
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
    for (const someone of [...ACTORS.slice(actor), ...ACTORS.slice(0, actor)]) {
      // The applicant comes with the code in use.
      const who = someone.kind === 'APPLICANT' ? { ...someone, generation: trial.state.trackingGeneration } : someone;
      const decision = trial.decide(day, action, who, inputFor(action, variant, trial.state));
      if (decision.kind !== 'ACCEPTED') continue;
      trial.accept(day, decision, who);
      reached.push(action);
      return true;
    }
    return false;
  };
  for (const attempt of tries) {
    day = addDays(day, ['deemAbandoned', 'lapseFee', 'declineToProcess', 'lapseConsultation', 'warnReferral'].includes(attempt.action) ? 40 : attempt.days);
    if (attempt.action === 'FORWARD' ? WAY.some((action) => taken(action, attempt)) : taken(attempt.action, attempt)) seen?.(trial, day);
  }
  return { trial, day, reached };
}

const walksFor = (sought: readonly string[]): fc.Arbitrary<Try[]> => fc.array(aTryFor(sought), { minLength: 5, maxLength: 60, size: 'max' });
const walks = walksFor([]);
const many = { numRuns: 40 };

describe('any lawful course of a request', () => {
  // These two count what walks come by: a fixed seed, so that they say the same each time.
  it('reaches every action of the tables', () => {
    const reached = new Set<string>();
    const missing = (): readonly string[] => ACTIONS.filter((action) => !reached.has(action));
    // What chance alone comes by too seldom is sought: a few rounds, as many as it takes.
    for (const seed of [11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22]) {
      if (missing().length > 0) fc.assert(fc.property(walksFor(seed === 11 ? [] : missing()), (tries) => { walk(tries).reached.forEach((action) => reached.add(action)); }), { numRuns: 120, seed });
    }
    expect(missing()).toEqual([]);
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
          // While a consultation is out whose letter has come, the last day that it can take is known, and so is the due date.
          const endKnown = limit === 'T01' && trial.state.consultations.some(({ receivedOn }) => receivedOn !== null);
          if (clock.dueOn === null || !endKnown) expect(clock.dueOn === null).toBe(clock.state === 'SUSPENDED');
          expect(clock.startedOn <= day).toBe(true);
          expect(limit).toMatch(/^T(0[134568]|04-REASONS|05-RECEIPT|06-REFERRAL|19|20|20-.+|21|21-.+)$/);
          expect(round).toBeLessThanOrEqual(trial.state.round);
          // What belongs to a decision ends with its round; remedies against it go on, and so does what another agency was told.
          if (limit.startsWith('T0') && limit !== 'T06-REFERRAL' && round < trial.state.round) expect([limit, clock.state]).toEqual([limit, 'STOPPED']);
        }
        const received = trial.state.receivedOn !== null;
        expect(deadlinesOf(trial.state, trial.facts(day)).some(({ limit }) => limit === 'T01')).toBe(received);
        // A case that has ended counts nothing any more; the reply clock of one that has not, counts or stands still.
        const ended = (AFTER_STAGES as readonly string[]).includes(trial.state.positions['request'] ?? '');
        for (const { limit, clock } of deadlinesOf(trial.state, trial.facts(day)).filter(({ round }) => round === trial.state.round)) if (limit === 'T01' || (ended && limit.startsWith('T0') && limit !== 'T06-REFERRAL')) expect([limit, clock.state === 'STOPPED']).toEqual([limit, ended]);
      });
    }), many);
  });

  it('is extended once and clarified once in a round, and its day of receipt changes by a correction only', () => {
    fc.assert(fc.property(walks, (tries) => {
      let receivedOn: string | null = null;
      const { trial } = walk(tries, ({ state }) => {
        if (receivedOn !== null) expect(state.factCorrections.length > 0 || state.receivedOn === receivedOn).toBe(true);
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
      let drafters = new Set<string>();
      let round = 1;
      for (const { type, actor, signature, round: now } of events) {
        if (now > round) [signers, drafters, round] = [[], new Set(), now];
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
      if (state.servedOn === null || state.onTheSpot !== null) return;
      servings += 1;
      const last = events.map(({ type }) => type).lastIndexOf('ReplyProposalDrafted');
      const roles = events.slice(last).flatMap(({ signature }) => signature?.as ?? []);
      expect(roles).toEqual(['DIVISION_HEAD', 'SUPERVISING_DEPUTY', ...(state.proposal?.isMajor ? ['PRINCIPAL_LEADER'] : []), 'DISCLOSURE_DEPUTY']);
      expect(Object.entries(state.positions).filter(([key, position]) => key.startsWith('contribution:') && position === 'ASKED')).toEqual([]);
    }), { numRuns: 80, seed: 7 });
    expect(servings).toBeGreaterThan(5);
  });

  it('offers each person just what decide would then accept, and nothing else', () => {
    fc.assert(fc.property(walks, (tries) => {
      const { trial, day } = walk(tries);
      for (const actor of ACTORS) {
        const facts = trial.facts(day);
        const offered = availableActions(requestAggregate, trial.state, actor, facts).filter(({ refusals }) => refusals.length === 0).map(({ action }) => action);
        // Whether a wrong day can be corrected hangs on the day that is entered: it is offered, and then judged.
        const accepted = ACTIONS.filter((action) => action !== 'correctFact' && !findAction(requestAggregate, action)?.row.internal).filter((action) => inputsFor(trial.state, action).some((input) => decide(requestAggregate, trial.state, action, input, actor, facts).kind === 'ACCEPTED'));
        expect([actor, offered.filter((action) => action !== 'correctFact').sort()]).toEqual([actor, accepted.sort()]);
      }
    }), { numRuns: 20 });
  });
});

/** The other agencies of the test department. */
const OTHERS = ['jl-ecology', 'jl-finance'];
/** Every right input of the few kinds: of those that fit the state one is accepted, if the action can be done at all. */
function inputsFor(state: RequestState, action: string): readonly object[] {
  if (action === 'extendReplyPeriod') return [{ workingDays: 1 }];
  if (action === 'contributeMaterial' || action === 'waiveContribution') return state.supportingDivisions.map((divisionId) => ({ ...GOOD_INPUTS[action], divisionId }));
  if (action === 'recordFeePayment') return state.fees.map(({ noticeOn }) => ({ paidOn: noticeOn }));
  if (action === 'openReconsideration' || action === 'openLitigation') return [{ remedyId: 'remedy-9' }];
  if (['recordDefence', 'recordRemedyResult', 'recordReconsiderationOpinion', 'reportOnOpinion'].includes(action)) return state.remedies.map(({ id }) => ({ remedyId: id, result: 'UPHELD' }));
  if (action === 'consultThirdParty') return [{ ...GOOD_INPUTS[action], consultationId: 'consultation-9' }];
  if (action === 'consultAgency') return OTHERS.map((agencyId) => ({ ...GOOD_INPUTS[action], agencyId, consultationId: 'consultation-9' }));
  if (action === 'referToAgency') return OTHERS.map((agencyId) => ({ ...GOOD_INPUTS[action], agencyId, referralId: 'referral-9' }));
  if (action === 'recordReferralReceipt' || action === 'answerReferral') return state.referrals.map(({ id }) => ({ ...GOOD_INPUTS[action], referralId: id }));
  if (CONSULTING.includes(action)) return state.consultations.map(({ id, sentOn, receivedOn }) => ({ ...GOOD_INPUTS[action], consultationId: id, result: 'CONSENT', answeredOn: receivedOn ?? sentOn }));
  return [GOOD_INPUTS[action] ?? {}];
}
