import type { LocalDate } from '@disclosure/kernel';
import type { RequestState } from '@disclosure/requests-domain';
import { RETURNED } from '@disclosure/workflow';
import { hasEnded, isCleared, running } from './situation.ts';
import type { Situation } from './situation.ts';

/**
 * Equal states have equal names; of two with one name only the first found is walked on from.
 *
 * Why that is sound. A guard, an effect or a check reads of a state: positions, who signed, what was decided, marks of what was used in this
 * round, all of which are in the name as they are; and days. Days are only compared, with each other, with today, and with last days (the
 * moves try today, and the days beside what is compared). So the name holds no date but the order of all days that are compared: what was
 * recorded, the last days of the limits that run, and today. Two states of one name give every guard the same answers now; and as `nextDay`
 * goes from one last day to the next, in that order, also later, until an effect makes a new last day. Where that comes to lie among the
 * others can differ: there the first found stands for all (`WHAT_IS_LEFT`). `exact` keeps the dates themselves, and merges nothing by them.
 *
 * What is past is forgotten where nothing reads it: how an ended case was handled; an earlier round, but for what a later one is bound by.
 */
export function nameOf(at: Situation, exact = false): string {
  const { state } = at;
  const ended = hasEnded(at);
  const { round, proposal } = state;
  const now = <T extends { readonly round: number }>(items: readonly T[]): readonly T[] => items.filter((item) => item.round === round);
  const mark = (name: string, is: boolean): string => (is ? name : '');
  const decided = proposal === null ? '' : `${proposal.items.map(({ outcome, ground }) => `${outcome}:${ground}`).join()}${mark('!', proposal.isMajor)}`;
  const owing = Object.entries(state.positions).filter(([key, position]) => key.startsWith('contribution:') && position === 'ASKED').length;
  const always = [
    positionsOf(state, ended), round, decided, state.leadDivision, state.supportingDivisions.length, owing, mark('erased', state.erased), mark('unconfirmed', state.receivedOn === null), state.serviceProved,
    consultationsOf(state, ended), state.remedies.filter(({ round: of, result }) => of === round || result === 'PENDING').map(({ kind, round: of, result, defendedOn }) => `${kind}${round - of}${result}${mark('d', defendedOn !== null)}`).join(),
    now(state.contests).map(({ explainedOn }) => mark('+', explainedOn !== null)).join(), state.factCorrections.map(({ fact }) => fact).join(), state.endOutcome, state.abandonedFrom, mark('paid before', state.fees.some(({ paidOn }) => paidOn !== null)), state.referrals.map(({ id, agencyId, result }) => `${agencyId}${state.positions[`referral:${id}`]}${result ?? ''}`).join(),
  ];
  const days = exact ? exactDays(at) : `${order(at, ended)}${recorded(at)}`;
  if (ended) return [...always, days].join('|');
  return [
    ...always, signaturesOf(state), [...state.drafters].sort().join(' '), mark('sealed', state.sealed), mark('cleared', isCleared(at)), mark('signed under clearance', state.clearanceId !== null), mark('letter', state.letter !== null), days,
    mark('not reached', state.receivedOn === null && state.contactAttempts.length > 0), mark('lacks', state.missingParts.length > 0), state.oralConfirmed, mark('proposed', state.clarificationProposal?.round === round),
    now(state.clarifications).map(({ suppliedOn }) => mark('+', suppliedOn !== null)).join(), now(state.fees).map(({ method, paidOn, refundedOn, lapsed }) => `${method}${mark('+', paidOn !== null)}${mark('back', refundedOn !== null)}${mark('-', lapsed)}`).join(),
    now(state.volumeReasons).map(({ admitted, delayedTo }) => `${String(admitted)}${mark('+', delayedTo !== null)}`).join(), mark('extended', state.effects.some(({ effect, round: of }) => effect === 'EXTEND' && of === round)), state.extensionProposedDays,
  ].join('|');
}

/** Told in other words: contributions (how many are owed), consultations, remedies and referrals (what came of them), exports and unmaskings (nothing asks for them). */
const ELSEWHERE = ['contribution', 'consultation', 'remedy', 'referral', 'keeping'];
/** Once a case has ended, how it was handled matters no more: only what is said of it, and what can follow. */
const FOLLOW_AN_END = ['request', 'contest', 'promotion', 'fact'];
const tableOf = (key: string): string => key.split(':')[0] ?? key;
function positionsOf({ positions }: RequestState, ended: boolean): string {
  return Object.entries(positions).filter(([key, position]) => position !== 'NONE' && !ELSEWHERE.includes(tableOf(key)) && (!ended || FOLLOW_AN_END.includes(tableOf(key)))).map(([key, position]) => `${key}=${position}`).sort().join(' ');
}

/** Those of this round as they stand; of earlier ones what the last third party said, for it binds a round that asks nobody again. */
function consultationsOf({ consultations, positions, round }: RequestState, ended: boolean): string {
  const last = Math.max(0, ...consultations.filter(({ kind }) => kind === 'THIRD_PARTY').map((each) => each.round));
  return consultations.filter((each) => (each.round === round && (!ended || each.kind === 'THIRD_PARTY')) || (each.kind === 'THIRD_PARTY' && each.round === last))
    .map(({ id, kind, round: of, result, overriddenOn, notifiedOn }) => `${kind}${round - of}${ended ? '' : positions[`consultation:${id}`]}${result ?? ''}${overriddenOn === null ? '' : 'o'}${notifiedOn === null ? '' : 'n'}`).join();
}

function signaturesOf({ signatures, round }: RequestState): string {
  const lastReturn = signatures.reduce((last, { matter, seq }) => (matter.endsWith(RETURNED) ? Math.max(last, seq) : last), 0);
  return signatures.filter(({ round: of, seq, matter }) => of === round && seq > lastReturn && !matter.endsWith(RETURNED)).map(({ as, personId }) => `${as}:${personId}`).join(' ');
}

/** Of the days that were recorded, those that are compared with one another: who signs off again does so later; what the clock saw since; whether service came later than all of it. */
function recorded({ state }: Situation): string {
  const { round, servedOn } = state;
  const signOffs = state.signatures.filter(({ as, round: of }) => as === 'DISCLOSURE_DEPUTY' && of === round).map(({ on }) => on);
  const signedOn = signOffs.at(-1) ?? null;
  const onClock = state.effects.filter(({ limit, round: of, effect }) => limit === 'T01' && of === round && effect !== 'STOP').map(({ on }) => on).sort().at(-1) ?? null;
  if (signedOn === null) return '';
  const later = servedOn !== null && servedOn > signedOn && (onClock === null || servedOn > onClock);
  return `${signOffs[0] !== signedOn ? 'again' : ''}${onClock !== null && onClock > signedOn ? 'clock' : ''}${later ? 'later' : ''}`;
}

/** The last days of the limits that run, and today, each by its place in the order of them all. */
function order(at: Situation, ended: boolean): string {
  if (ended) return '';
  const limits = running(at).map(({ limit, subject, clock }) => ({ name: `${limit}${limit === 'T01' || subject === null || subject.startsWith('r') ? '' : subject}${clock.state === 'SUSPENDED' ? 's' : ''}`, day: clock.dueOn as LocalDate }));
  const waiting = at.deadlines.some(({ limit, round, clock }) => limit === 'T01' && round === at.state.round && clock.dueOn === null);
  const all = [...new Set([at.today, ...limits.map(({ day }) => day)])].sort();
  return `${all.indexOf(at.today)}/${limits.map(({ name, day }) => `${name}${all.indexOf(day)}`).sort().join(' ')}${waiting ? ' suspended' : ''}`;
}

const datesOf = ({ submittedOn, receivedOn, servedOn, signatures, effects, round }: RequestState): readonly (LocalDate | null)[] => {
  const signed = signatures.filter((signature) => signature.round === round).map(({ on }) => on);
  // What was sent back or came back can be done again and again: of those days each counts once.
  return [submittedOn, receivedOn, servedOn, signed[0] ?? null, signed.at(-1) ?? null, ...new Set(effects.filter((effect) => effect.round === round).map(({ on }) => on))];
};
/** Every day as it is. */
const exactDays = (at: Situation): string => `${at.today}/${datesOf(at.state).join('.')}/${at.state.channel}/${at.deadlines.map(({ limit, subject, clock }) => `${limit}${subject}${clock.state}${clock.dueOn}`).join(' ')}`;

/** What the name does not tell apart, for the report. */
export const WHAT_IS_LEFT: readonly string[] = [
  'by which way a request came, once received', 'which of the two supporting divisions still owes its material, and whether it gave or was excused', 'the number of days between two days, where only their order is compared',
  'the parts of earlier rounds that nothing reads', 'which text a proposal has: each draft is taken as new content',
];
