import { addDays, instant, startOf } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import type { Actor } from '@disclosure/organisation';
import { AFTER_STAGES, requestAggregate } from '@disclosure/requests-domain';
import type { RequestState, Stage } from '@disclosure/requests-domain';
import { factsOn } from '@disclosure/requests-domain/testing';
import { apply, deadlinesOf, RETURNED } from '@disclosure/workflow';
import type { Deadline, Decision, DecisionFacts, StoredEvent } from '@disclosure/workflow';

/** Where a walk stands: the case, the day, and what review said of the content that the proposal has now. */
export interface Situation {
  readonly state: RequestState;
  readonly today: LocalDate;
  readonly cleared: boolean;
  readonly deadlines: readonly Deadline[];
}

const factsByDay = new Map<string, DecisionFacts>();
export function factsFor(today: LocalDate): DecisionFacts {
  const known = factsByDay.get(today) ?? factsOn(today);
  factsByDay.set(today, known);
  return known;
}

export const situation = (state: RequestState, today: LocalDate, cleared: boolean): Situation => ({ state, today, cleared, deadlines: deadlinesOf(state, factsFor(today)) });
export const beginning = (today: LocalDate): Situation => situation(requestAggregate.initial('case-1'), today, false);
export const stageNow = ({ state }: Situation): Stage | 'NONE' => (state.positions['request'] ?? 'NONE') as Stage | 'NONE';
export const hasEnded = (at: Situation): boolean => AFTER_STAGES.some((stage) => stage === stageNow(at));

/** What needs review's word before the shell lets it through; without it the shell refuses, and nothing happens. */
export const needsClearance = (type: string): boolean => type === 'ReplyLetterSignedOff' || type === 'ReplyServed';

/** The event as the shell completes it (numbers, letters, the clearance), and the situation after it. */
export function after(before: Situation, decision: Extract<Decision, { kind: 'ACCEPTED' }>, actor: Actor): { readonly situation: Situation; readonly event: StoredEvent } {
  const { today, state } = before;
  const { law, organisation, calendar } = factsFor(today);
  const letter = { number: 'N-1', form: 'DISCLOSED', docx: 'a'.repeat(64), pdf: 'b'.repeat(64) };
  const late = before.deadlines.some(({ limit, round, clock }) => limit === 'T01' && round === state.round && clock.dueOn !== null && decision.event.effectiveOn > clock.dueOn);
  const shell: Readonly<Record<string, object>> = {
    RequestRegistered: { number: '2026-0001' }, ReplyLetterDrafted: letter, ReplyLetterSignedOff: { ...letter, clearanceId: before.cleared ? 'clearance-1' : null }, ReplyServed: { releaseId: 'release-1', late }, FileExported: { digest: 'f'.repeat(64) },
  };
  const event: StoredEvent = {
    ...decision.event, payload: { ...decision.event.payload, ...shell[decision.event.type] }, id: 'e', streamId: state.id, seq: state.seq + 1, version: 1, recordedAt: instant(startOf(today, 9)), actor, actingAs: decision.actingAs,
    revisions: { calendar: calendar.revision, law: law.revision, organisation: organisation.revision }, commandId: null,
  };
  const next = apply(requestAggregate, state, event);
  // A clearance is of one content for one case: what is drafted anew is cleared anew.
  const cleared = before.cleared && event.type !== 'ReplyProposalDrafted' && next.proposal !== null;
  return { situation: situation(next, today, cleared), event };
}

/** Limits whose passing changes what can be done. Those of remedies (T20, T21) only warn: no action asks for them. */
const THAT_MATTER: readonly string[] = ['T01', 'T03', 'T04', 'T04-REASONS', 'T05', 'T06', 'T08', 'T19'];
/** The time to ask for a clarification is nobody's concern once it was asked for, or where it cannot be asked for. */
const concerns = ({ state }: Situation, limit: string): boolean => limit !== 'T03' || (!state.clarifications.some(({ round }) => round === state.round) && ['REGISTERED', 'ACCEPTED', 'ASSIGNED', 'DRAFTING'].includes(state.positions['request'] ?? ''));
const running = (at: Situation): readonly Deadline[] => at.deadlines.filter(({ limit, round, clock }) => THAT_MATTER.includes(limit) && round === at.state.round && clock.state !== 'STOPPED' && clock.dueOn !== null && concerns(at, limit));

/** The next day on which something is different: the last day of the limit that ends first, or the day after it; null when time changes nothing more. */
export function nextDay(at: Situation): LocalDate | null {
  if (hasEnded(at)) return null;
  const days = running(at).flatMap(({ clock }) => (clock.dueOn === null ? [] : [clock.dueOn, addDays(clock.dueOn, 1)])).filter((day) => day > at.today).sort();
  return days[0] ?? null;
}

const relation = (today: LocalDate, due: LocalDate | null): string => (due === null ? '?' : today < due ? '<' : today === due ? '=' : '>');

/** Side procedures that were begun: the walk is bounded by how many of them one case has. */
export function procedures({ state }: Situation): number {
  const begun = (table: string): number => ((state.positions[table] ?? 'NONE') === 'NONE' ? 0 : 1);
  const extended = new Set(state.effects.filter(({ effect }) => effect === 'EXTEND').map(({ round }) => round));
  const holdsSeveralOffices = state.drafters.includes('p-many') || state.signatures.some(({ personId }) => personId === 'p-many');
  return state.clarifications.length + state.fees.length + state.volumeReasons.length + state.consultations.length + extended.size + (extended.has(state.round) ? 0 : begun('extension')) + begun('dispute')
    + state.remedies.length + state.contests.length + begun('promotion') + state.factCorrections.length + (holdsSeveralOffices ? 1 : 0)
    + (state.proposal?.isMajor || state.proposal?.items.some(({ outcome }) => outcome === 'WITHHELD' || outcome === 'OTHER_AGENCY') ? 1 : 0) + state.referrals.filter(({ id, receivedOn, answeredOn }) => id === 'referral-9' || receivedOn !== null || answeredOn !== null).length;
}

/** Review's word is asked for at sign-off and service only: whether it came before makes no difference, so it comes (and goes) there. */
export const reviewActs = (at: Situation): boolean => ['REPLY_PROOFREAD', 'SIGNED_OFF'].includes(stageNow(at));

const NOT_TOLD_APART: readonly string[] = ['keeping'];
/** Once a case has ended, how it was handled matters no more: only what is said of it, and what can follow. */
const FOLLOW_AN_END: readonly string[] = ['request', 'contest', 'promotion', 'fact', 'remedy', 'referral'];

/**
 * Equal states have equal names: what stands where, who signed what, what is decided, and today before, on or after each last day, but no
 * date. Not told apart: which of the two supporting divisions still owes its material, given or excused, and, once received, by which way.
 */
export function nameOf(at: Situation): string {
  const { state, today, cleared } = at;
  const ended = hasEnded(at);
  const tableOf = (key: string): string => key.split(':')[0] ?? key;
  const positions = Object.entries(state.positions).filter(([key, position]) => position !== 'NONE' && !NOT_TOLD_APART.includes(key) && tableOf(key) !== 'contribution' && (!ended || FOLLOW_AN_END.includes(tableOf(key)))).map(([key, position]) => `${key}=${position}`).sort();
  const { proposal } = state;
  const decided = proposal === null ? '' : `${proposal.items.map(({ outcome, ground }) => `${outcome}:${ground}`).join()}${proposal.isMajor ? '!' : ''}`;
  const always = [
    positions.join(' '), state.round, decided, state.leadDivision, state.erased ? 'erased' : '', state.receivedOn === null ? 'unconfirmed' : '', state.serviceProved,
    state.remedies.map(({ kind, round, result, defendedOn }) => (round < state.round ? result : `${kind}${round}${result}${defendedOn === null ? '' : 'd'}`)).join(), state.contests.map(({ round, explainedOn }) => `${round}${explainedOn === null ? '' : '+'}`).join(), state.factCorrections.map(({ fact }) => fact).join(), state.referrals.map(({ agencyId, result }) => `${agencyId}${result ?? ''}`).join(), state.endOutcome, state.abandonedFrom,
    state.consultations.map(({ kind, round, result, overriddenOn, notifiedOn, receivedOn }) => (ended ? `${kind === 'AGENCY' ? '' : (result ?? '')}${overriddenOn === null ? '' : 'o'}${notifiedOn === null ? '' : 'n'}` : `${kind}${round}${receivedOn === null ? '' : 'r'}${result ?? ''}${overriddenOn === null ? '' : 'o'}${notifiedOn === null ? '' : 'n'}`)).join(),
  ];
  if (ended) return always.join('|');
  const owing = Object.entries(state.positions).filter(([key, position]) => tableOf(key) === 'contribution' && position === 'ASKED').length;
  const lastReturn = state.signatures.reduce((last, { matter, seq }) => (matter.endsWith(RETURNED) ? Math.max(last, seq) : last), 0);
  const signed = state.signatures.filter(({ round, seq, matter }) => round === state.round && seq > lastReturn && !matter.endsWith(RETURNED)).map(({ as, personId }) => `${as}:${personId}`);
  const limits = running(at).map(({ limit, subject, clock }) => `${limit}${limit === 'T01' ? '' : `:${subject ?? ''}`}${relation(today, clock.dueOn)}${clock.state === 'SUSPENDED' ? 's' : ''}`).sort();
  const waiting = at.deadlines.some(({ limit, round, clock }) => limit === 'T01' && round === state.round && clock.dueOn === null);
  return [
    ...always, owing, signed.join(' '), [...state.drafters].sort().join(' '), state.supportingDivisions.length, state.sealed ? 'sealed' : '', cleared ? 'cleared' : '', state.clearanceId === null ? '' : 'signed under clearance', state.letter === null ? '' : 'letter',
    limits.join(' '), waiting ? 'suspended' : '',
    state.clarifications.map(({ round, suppliedOn }) => `${round}${suppliedOn === null ? '' : '+'}`).join(), state.fees.map(({ round, paidOn, lapsed }) => `${round}${paidOn === null ? '' : '+'}${lapsed ? '-' : ''}`).join(),
    state.volumeReasons.map(({ round, admitted, delayedTo }) => `${round}${String(admitted)}${delayedTo === null ? '' : '+'}`).join(),
    state.effects.some(({ effect, round }) => effect === 'EXTEND' && round === state.round) ? 'extended' : '', state.extensionProposedDays,
  ].join('|');
}
