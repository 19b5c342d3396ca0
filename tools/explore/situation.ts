import { addDays, instant, startOf } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import type { Actor } from '@disclosure/organisation';
import { AFTER_STAGES, requestAggregate } from '@disclosure/requests-domain';
import type { RequestState, Stage } from '@disclosure/requests-domain';
import { factsOn } from '@disclosure/requests-domain/testing';
import { apply, deadlinesOf } from '@disclosure/workflow';
import type { Deadline, Decision, DecisionFacts, NewEvent, StoredEvent } from '@disclosure/workflow';

/** Where a walk stands: the case, the day, and which content review lets through. */
export interface Situation {
  readonly state: RequestState;
  readonly today: LocalDate;
  /** Digest of the content under a clearance that lives; null: there is none. A clearance is of one content: what is drafted anew does not have it. */
  readonly cleared: string | null;
  readonly deadlines: readonly Deadline[];
}

const factsByDay = new Map<string, DecisionFacts>();
export function factsFor(today: LocalDate): DecisionFacts {
  const known = factsByDay.get(today) ?? factsOn(today);
  factsByDay.set(today, known);
  return known;
}

// Many cases have the same effects: their clocks are computed once.
const namesOfEffects = new WeakMap<RequestState['effects'], string>();
const clocks = new Map<string, readonly Deadline[]>();
export function deadlinesAt(state: RequestState, today: LocalDate): readonly Deadline[] {
  let name = namesOfEffects.get(state.effects);
  if (name === undefined) {
    name = state.effects.map(({ limit, effect, on, subject, round, days, until }) => `${limit} ${effect} ${on} ${subject} ${round} ${days} ${until}`).join('|');
    namesOfEffects.set(state.effects, name);
  }
  const key = `${today}|${state.lawOn}|${name}`;
  const known = clocks.get(key) ?? deadlinesOf(state, factsFor(today));
  clocks.set(key, known);
  return known;
}

export const situation = (state: RequestState, today: LocalDate, cleared: string | null): Situation => ({ state, today, cleared, deadlines: deadlinesAt(state, today) });
export const beginning = (today: LocalDate): Situation => situation(requestAggregate.initial('case-1'), today, null);
export const stageNow = ({ state }: Situation): Stage | 'NONE' => (state.positions['request'] ?? 'NONE') as Stage | 'NONE';
export const hasEnded = (at: Situation): boolean => AFTER_STAGES.some((stage) => stage === stageNow(at));

/** The content that the case would give out, and whether review lets exactly that through. */
const contentOf = ({ state }: Situation): string | null => state.proposal?.digest ?? null;
export const isCleared = (at: Situation): boolean => at.cleared !== null && at.cleared === contentOf(at);
/** A package given on the spot that review had cleared for this applicant before. */
export const CLEARED_PACKAGE = 'cleared-package';
export const clearanceOf = (digest: string): string => `clearance of ${digest}`;
export const letterOf = (digest: string): string => `letter on ${digest}`;

/** The gate as the shell asks it: at sign-off and at service for the content that the proposal has now, on the spot for what is handed over. Refused: nothing happens. */
export function gateRefuses(at: Situation, { type, payload }: Pick<NewEvent, 'type' | 'payload'>): boolean {
  if (type === 'ReplyLetterSignedOff' || type === 'ReplyServed') return !isCleared(at);
  return type === 'RepliedOnTheSpot' && payload['digest'] !== undefined && payload['digest'] !== CLEARED_PACKAGE;
}

/** The event as the shell completes it (numbers, letters, the clearance), and the situation after it. */
export function after(before: Situation, decision: Extract<Decision, { kind: 'ACCEPTED' }>, actor: Actor): { readonly situation: Situation; readonly event: StoredEvent } {
  const { today, state, cleared } = before;
  const { law, organisation, calendar } = factsFor(today);
  // The office may word the letter: what it says then is the content.
  const digest = (decision.event.type === 'ReplyLetterDrafted' ? (decision.event.payload['digest'] as string | undefined) : undefined) ?? contentOf(before) ?? '';
  const letter = { number: 'N-1', form: 'DISCLOSED', docx: letterOf(digest), pdf: letterOf(digest) };
  const late = before.deadlines.some(({ limit, round, clock }) => limit === 'T01' && round === state.round && clock.dueOn !== null && decision.event.effectiveOn > clock.dueOn);
  const handedOver = decision.event.payload['digest'];
  const shell: Readonly<Record<string, object>> = {
    RequestRegistered: { number: '2026-0001' }, ReplyLetterDrafted: letter, ReplyLetterSignedOff: { ...letter, clearanceId: cleared === null ? null : clearanceOf(cleared) }, ReplyServed: { releaseId: 'release-1', late },
    RepliedOnTheSpot: handedOver === undefined ? {} : { clearanceId: clearanceOf(CLEARED_PACKAGE), releaseId: 'release-1' }, FileExported: { digest: 'f'.repeat(64) },
  };
  const event: StoredEvent = {
    ...decision.event, payload: { ...decision.event.payload, ...shell[decision.event.type] }, id: 'e', streamId: state.id, seq: state.seq + 1, version: 1, recordedAt: nineOn(today), actor, actingAs: decision.actingAs,
    revisions: { calendar: calendar.revision, law: law.revision, organisation: organisation.revision }, commandId: null,
  };
  return { situation: situation(apply(requestAggregate, state, event), today, cleared), event };
}
const mornings = new Map<LocalDate, StoredEvent['recordedAt']>();
function nineOn(day: LocalDate): StoredEvent['recordedAt'] {
  const known = mornings.get(day) ?? instant(startOf(day, 9));
  mornings.set(day, known);
  return known;
}

/** Limits whose passing changes what can be done. Those of remedies (T20, T21) only warn: no action asks for them. */
const THAT_MATTER: readonly string[] = ['T01', 'T03', 'T04', 'T04-REASONS', 'T05', 'T06', 'T08', 'T19'];
/** The time to ask for a clarification is nobody's concern once it was asked for, or where it cannot be asked for. */
const concerns = ({ state }: Situation, limit: string): boolean => limit !== 'T03' || (!state.clarifications.some(({ round }) => round === state.round) && ['REGISTERED', 'ACCEPTED', 'ASSIGNED', 'DRAFTING'].includes(state.positions['request'] ?? ''));
/** The limits that run in this round, or stand still, with a last day that is known. */
export const running = (at: Situation): readonly Deadline[] => at.deadlines.filter(({ limit, round, clock }) => THAT_MATTER.includes(limit) && round === at.state.round && clock.state !== 'STOPPED' && clock.dueOn !== null && concerns(at, limit));

/** The next day on which something is different: the last day of the limit that ends first, or the day after it; null when time changes nothing more. */
export function nextDay(at: Situation): LocalDate | null {
  if (hasEnded(at)) return null;
  const days = running(at).flatMap(({ clock }) => (clock.dueOn === null ? [] : [clock.dueOn, addDays(clock.dueOn, 1)])).filter((day) => day > at.today).sort();
  return days[0] ?? null;
}

/** What this round has beside the plain way to a reply: the walk is bounded by how many of these it holds. */
export function asides({ state }: Situation): readonly string[] {
  const { round, positions, proposal } = state;
  const ofRound = <T extends { readonly round: number }>(items: readonly T[], name: (item: T) => string): string[] => items.filter((item) => item.round === round).map(name);
  const begun = (table: string): string[] => ((positions[table] ?? 'NONE') === 'NONE' ? [] : [table]);
  const extended = state.effects.some(({ effect, round: of }) => effect === 'EXTEND' && of === round);
  const holdsSeveralOffices = state.drafters.includes('p-many') || state.signatures.some(({ personId, round: of }) => of === round && personId === 'p-many');
  return [
    ...ofRound(state.clarifications, () => 'clarification'), ...ofRound(state.fees, () => 'fee'), ...ofRound(state.volumeReasons, () => 'reasons'), ...ofRound(state.consultations, ({ kind }) => kind), ...(extended ? ['extension'] : begun('extension')), ...begun('dispute'),
    ...ofRound(state.remedies, ({ kind }) => kind), ...ofRound(state.contests, () => 'contest'), ...begun('promotion'), ...state.factCorrections.map(() => 'correction'),
    ...(state.oralConfirmed === null ? [] : ['oral']), ...(state.missingParts.length > 0 ? ['incomplete form'] : []), ...(state.contactAttempts.length > 0 ? ['not reached'] : []), ...(state.clarificationProposal?.round === round ? ['clarification proposed'] : []),
    ...(holdsSeveralOffices ? ['several offices'] : []), ...(proposal?.isMajor ? ['major'] : []), ...(proposal?.items.some(({ outcome }) => outcome === 'WITHHELD') ? ['withheld'] : []), ...(proposal?.items.some(({ outcome }) => outcome === 'OTHER_AGENCY') ? ['another agency'] : []),
    ...state.referrals.filter(({ id, receivedOn, answeredOn }) => id === 'referral-9' || receivedOn !== null || answeredOn !== null).map(() => 'referral'),
  ];
}

/** Review's word is asked for at sign-off and service only: whether it came before makes no difference, so it comes (and goes) there. */
export const reviewActs = (at: Situation): boolean => ['REPLY_PROOFREAD', 'SIGNED_OFF'].includes(stageNow(at));
/** Review clears the content that there is, or takes that clearance back. */
export const reviewed = (at: Situation): Situation => situation(at.state, at.today, isCleared(at) ? null : contentOf(at));
