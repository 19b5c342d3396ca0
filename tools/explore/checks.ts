import type { LocalDate } from '@disclosure/kernel';
import { REPORT_ROWS, reportRowFor } from '@disclosure/requests-domain';
import type { RequestState } from '@disclosure/requests-domain';
import { RETURNED, subjectsOf } from '@disclosure/workflow';
import type { Deadline, StoredEvent } from '@disclosure/workflow';
import { clearanceOf, CLEARED_PACKAGE, deadlinesAt, factsFor, hasEnded, isCleared, letterOf } from './situation.ts';
import type { Situation } from './situation.ts';

/** What a lawful case never does, told from states and events alone: none of this asks a guard or a table. */
export interface Violation { readonly check: string; readonly found: string }
type Step = { readonly before: Situation; readonly after: Situation; readonly event: StoredEvent };
type Check = (step: Step) => string | null;

/** Signatures on the reply of this round that still count: those after it was last sent back. */
function signaturesOn(state: RequestState): RequestState['signatures'] {
  const sentBack = state.signatures.reduce((last, { matter, seq }) => (matter === `REPLY${RETURNED}` ? Math.max(last, seq) : last), 0);
  return state.signatures.filter(({ matter, round, seq }) => matter === 'REPLY' && round === state.round && seq > sentBack);
}
const dueBefore = ({ before }: Step, limit: string, subject?: string): LocalDate | null => before.deadlines.find((deadline) => deadline.limit === limit && deadline.round === before.state.round && (subject === undefined || deadline.subject === subject))?.clock.dueOn ?? null;
const nameOfDeadline = ({ limit, round, subject }: Deadline): string => `${limit}/${round}/${limit === 'T01' ? '' : (subject ?? '')}`;
const given = (state: RequestState): boolean => {
  const items = state.proposal?.items ?? [];
  return items.some(({ outcome }) => outcome === 'DISCLOSED' || outcome === 'PARTLY_DISCLOSED') && !items.some(({ ground }) => ground === 'THIRD_PARTY_RIGHTS');
};
const repeated = (rounds: readonly number[]): boolean => new Set(rounds).size !== rounds.length;
const says = (event: StoredEvent, key: string): unknown => event.payload[key];
const workingDays = (value: unknown, most: number): boolean => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most;

const CHECKS: Readonly<Record<string, Check>> = {
  'nothing is served without a clearance and the signatures that the clause names, each by another person': ({ before, after, event }) => {
    if (event.type === 'RepliedOnTheSpot') return event.payload['digest'] !== undefined && (event.payload['digest'] !== CLEARED_PACKAGE || after.state.clearanceId === null) ? 'given on the spot without a clearance' : null;
    if (event.type !== 'ReplyServed') return null;
    const { state } = before;
    const signed = signaturesOn(state);
    const roles = signed.map(({ as }) => as).join(' ');
    const expected = ['DIVISION_HEAD', 'SUPERVISING_DEPUTY', ...(state.proposal?.isMajor ? ['PRINCIPAL_LEADER'] : []), 'DISCLOSURE_DEPUTY'].join(' ');
    if (state.clearanceId === null || !isCleared(before)) return 'served without a clearance that stands';
    if (roles !== expected) return `served with the signatures ${roles}, not ${expected}`;
    if (new Set(signed.map(({ personId }) => personId)).size !== signed.length) return 'served, and one person signed twice';
    if (signed.some(({ personId }) => state.drafters.includes(personId))) return 'served, and who drafted it signed it';
    if (!state.sealed || state.letter === null) return 'served without a sealed letter';
    if (event.payload['means'] !== state.means && event.payload['reasons'] === undefined) return 'served by other means than asked for, without a reason';
    if (event.payload['means'] === 'POST' && event.payload['proof'] === undefined) return 'posted without a proof';
    return after.state.releaseId === null ? 'served without a release' : null;
  },
  'clearance, letter and seal are of the content that there is: what is drafted anew has none of them': ({ after: { state }, event }) => {
    const content = state.proposal?.digest;
    if (event.type === 'RepliedOnTheSpot' || content === undefined) return null;
    if (event.type === 'ReplyLetterSignedOff' && state.clearanceId === null) return 'signed off without a clearance';
    if (state.clearanceId !== null && state.clearanceId !== clearanceOf(content)) return 'the clearance is of other content';
    if (state.letter !== null && state.endOutcome === null && state.letter.docx !== letterOf(content)) return 'the letter is on other content';
    return state.sealed && state.clearanceId === null ? 'sealed without a clearance' : null;
  },
  'nobody signs what he drafted, nobody twice, the principal leader only what is major': ({ after: { state } }) => {
    const signed = signaturesOn(state);
    if (signed.some(({ personId }) => state.drafters.includes(personId))) return 'who drafted it signs it';
    if (new Set(signed.map(({ personId }) => personId)).size !== signed.length) return 'one person signs twice';
    return signed.some(({ as }) => as === 'PRINCIPAL_LEADER') && !state.proposal?.isMajor ? 'the principal leader approves what is not major' : null;
  },
  'nothing is approved, and no reply made, while somebody is still to be heard or told': (step) => {
    const { before: { state }, event } = step;
    const forward = ['ReplyProposalSubmitted', 'ReplyApprovedByDivisionHead', 'ReplyApprovedByDeputy', 'ReplyApprovedByPrincipal', 'ReplyLetterSignedOff', 'ReplyServed'].includes(event.type);
    const open = subjectsOf(state, 'consultation').filter(({ position }) => ['SENT', 'UNDELIVERED', 'RECEIVED'].includes(position));
    if ((forward || event.type === 'RepliedOnTheSpot') && open.length > 0) return `${event.type} while ${open.map(({ subject }) => subject).join(', ')} is open`;
    if (!forward) return null;
    const missing = subjectsOf(state, 'contribution').filter(({ position }) => position === 'ASKED');
    if (missing.length > 0) return `${event.type} while ${missing.map(({ subject }) => subject).join(', ')} has given nothing`;
    const objections = given(state) ? state.consultations.filter(({ result }) => result === 'OBJECTION' || result === 'PARTIAL_CONSENT') : [];
    if (objections.some(({ overriddenOn }) => overriddenOn === null)) return `${event.type} over an objection`;
    return event.type === 'ReplyServed' && objections.some(({ notifiedOn }) => notifiedOn === null) ? 'served before the third party was told' : null;
  },
  'nothing is extended, clarified, charged, sealed or erased twice in a round': ({ before, after: { state }, event }) => {
    const extended = state.effects.filter(({ effect }) => effect === 'EXTEND').map(({ round }) => round);
    if (repeated(extended)) return 'extended twice in a round';
    if (repeated(state.clarifications.map(({ round }) => round))) return 'clarified twice in a round';
    if (repeated(state.fees.map(({ round }) => round))) return 'two fees in a round';
    if (repeated(state.volumeReasons.map(({ round }) => round))) return 'reasons asked for twice in a round';
    if (state.effects.filter(({ effect, round }) => effect === 'REPLACE' && round === state.round).length > 1) return 'delayed twice in a round';
    if (event.type === 'ReplyLetterSealed' && before.state.sealed) return 'sealed twice';
    if (event.type === 'ApplicantErased' && before.state.erased) return 'erased twice';
    if (event.type === 'DefenceSubmitted' && before.state.remedies.some(({ id, defendedOn }) => id === says(event, 'remedyId') && defendedOn !== null)) return 'defended twice';
    if (event.type === 'PublicInterestOverridden' && before.state.consultations.some(({ id, overriddenOn }) => id === says(event, 'consultationId') && overriddenOn !== null)) return 'overridden twice';
    return event.type === 'ThirdPartyNotified' && before.state.consultations.some(({ id, notifiedOn }) => id === says(event, 'consultationId') && notifiedOn !== null) ? 'told twice' : null;
  },
  'what has its time is done in it': (step) => {
    const { before: { state, today }, event } = step;
    const round = `r${state.round}`;
    const late = (limit: string, day: string, subject?: string): boolean => { const due = dueBefore(step, limit, subject); return due !== null && day > due; };
    const over = (limit: string, subject?: string): boolean => { const due = dueBefore(step, limit, subject); return due !== null && today > due; };
    switch (event.type) {
      case 'ClarificationRequested': return late('T03', today) ? 'clarification asked for after its seven working days' : workingDays(says(event, 'periodWorkingDays'), 60) ? null : 'an unreasonable period for clarification';
      case 'ClarificationSupplied': return late('T04', today, round) && event.payload['goodReason'] === undefined ? 'a late clarification without good reason' : null;
      case 'RequestDeemedAbandoned': return over('T04', round) ? null : 'given up while the time to clarify runs';
      case 'ReasonsRequested': return workingDays(says(event, 'periodWorkingDays'), 60) ? null : 'an unreasonable period for reasons';
      case 'ProcessingDeclined': return state.positions['reasons'] === 'GIVEN' || over('T04-REASONS', round) ? null : 'declined while the time for reasons runs';
      case 'ReplyDelayed': return dueBefore(step, 'T01') === null || late('T01', today) ? 'delayed without a due date, or after it' : workingDays(says(event, 'workingDays'), 60) ? null : 'delayed by an unreasonable time';
      case 'ExtensionProposed': case 'ReplyPeriodExtended': {
        if (late('T01', today)) return 'extended after the due date';
        if (state.effects.some(({ effect, round: of }) => effect === 'EXTEND' && of === state.round)) return 'an extension asked for where there was one';
        if (!workingDays(says(event, 'workingDays'), 20)) return 'extended by more than 20 working days, or by none';
        return event.type === 'ReplyPeriodExtended' && (says(event, 'workingDays') as number) > (state.extensionProposedDays ?? 20) ? 'extended by more than was asked for' : null;
      }
      case 'FeeRefunded': return event.effectiveOn < (state.fees.at(-1)?.paidOn ?? '') ? 'given back before it was paid' : null;
      case 'FeeNoticeIssued': return late('T01', today) ? 'a fee after the due date' : (says(event, 'total') as number) > 0 ? null : 'a fee of nothing';
      case 'FeePaid': return late('T19', event.effectiveOn, round) ? 'paid late, and taken as paid' : event.effectiveOn < (state.fees.at(-1)?.noticeOn ?? '') ? 'paid before the notice' : null;
      case 'FeeNoticeReceived': return event.effectiveOn < (state.fees.at(-1)?.noticeOn ?? '') ? 'received before it was sent' : null;
      case 'FeeLapsed': return over('T19', round) ? null : 'given up while the time to pay runs';
      case 'ConsultationLapsed': return over('T05', String(says(event, 'consultationId'))) || over('T06', String(says(event, 'consultationId'))) ? null : 'taken as silent while the time to answer runs';
      default: return null;
    }
  },
  'a consulted party is asked once, hears before it answers, answers in time, for itself, and with reasons': (step) => {
    const { before: { state }, after, event } = step;
    const asked = after.state.consultations.filter(({ kind, agencyId, id }) => kind === 'AGENCY' && agencyId !== null && ['SENT', 'RECEIVED'].includes(after.state.positions[`consultation:${id}`] ?? '')).map(({ agencyId }) => agencyId);
    if (new Set(asked).size !== asked.length) return 'one agency is asked twice at once';
    if (asked.includes('jlgxt')) return 'the department asks itself';
    const consultation = state.consultations.find(({ id }) => id === says(event, 'consultationId'));
    if (!consultation) return null;
    if (event.effectiveOn < (consultation.receivedOn ?? consultation.sentOn)) return `${event.type} before the letter`;
    const answers = event.type === 'ThirdPartyConsultationAnswered' ? 'THIRD_PARTY' : event.type === 'AgencyConsultationAnswered' ? 'AGENCY' : null;
    if (['PublicInterestOverridden', 'ThirdPartyNotified'].includes(event.type) && consultation.kind !== 'THIRD_PARTY') return `${event.type}, of an agency`;
    if (event.type === 'PublicInterestOverridden' && consultation.result !== 'OBJECTION') return 'overridden without an objection';
    if (event.type === 'ThirdPartyNotified' && consultation.result === 'OBJECTION' && consultation.overriddenOn === null) return 'told of a decision that nobody made';
    if (answers === null) return null;
    if (consultation.kind !== answers) return 'an answer in the name of another kind of party';
    const due = dueBefore(step, answers === 'AGENCY' ? 'T06' : 'T05', consultation.id);
    if (due !== null && event.effectiveOn > due) return 'an answer after its time';
    return says(event, 'result') === 'OBJECTION' && event.payload['answer'] === undefined ? 'an objection without reasons' : null;
  },
  'days keep their order: nothing from the future, receipt after submission, service after signature': ({ before: { state, today }, after, event }) => {
    if (event.effectiveOn > today || event.effects.some(({ on }) => on > today)) return `${event.type} takes effect in the future`;
    const { receivedOn, submittedOn, servedOn, channel } = after.state;
    if (receivedOn !== null && (receivedOn > today || (!['IN_PERSON', 'ORAL'].includes(channel ?? '') && submittedOn !== null && receivedOn < submittedOn))) return 'received before it was submitted, or in the future';
    const signedOff = signaturesOn(after.state).find(({ as }) => as === 'DISCLOSURE_DEPUTY')?.on;
    if (servedOn !== null && signedOff !== undefined && servedOn < signedOff) return 'served before it was signed';
    if (servedOn !== null && servedOn > today) return 'served in the future';
    if (['ReasonsRequested', 'FeeNoticeIssued', 'ExtensionProposed', 'RepliedOnTheSpot'].includes(event.type) && state.receivedOn === null) return `${event.type} before receipt`;
    return event.type === 'FactCorrected' && state.receivedOn === null ? 'a fact corrected that nobody recorded' : null;
  },
  'every deadline is defined, and none outlives the decision that it is for': ({ after }) => {
    const { state } = after;
    for (const { limit, round, clock, subject } of after.deadlines) {
      const endKnown = limit === 'T01' && state.consultations.some(({ receivedOn }) => receivedOn !== null);
      if (clock.dueOn === null && clock.state !== 'SUSPENDED') return `${limit} has no due date and does not stand still`;
      if (clock.dueOn !== null && clock.state === 'SUSPENDED' && !endKnown) return `${limit} stands still and has a due date`;
      // What another agency was told is told of a case that has been answered.
      if (limit.startsWith('T0') && limit !== 'T06-REFERRAL' && (round < state.round || hasEnded(after)) && clock.state !== 'STOPPED' && (limit === 'T01' || hasEnded(after))) return `${limit} ${subject ?? ''} goes on after its end`;
    }
    return (state.receivedOn !== null) === after.deadlines.some(({ limit }) => limit === 'T01') ? null : 'received without a reply period';
  },
  'a deadline moves back only by a correction': (step) => {
    const { before, after, event } = step;
    if (event.type === 'FactCorrected') return null;
    // While a letter is out, all its fifteen days are reckoned with; an answer before that, or the case's end, gives back what it did not take,
    // and not a day more: (the day it was sent, the day of the answer, or the last of the fifteen] stays left out (R-33; law.md, pause arithmetic).
    const isOut = (state: RequestState, id: string): boolean => ['SENT', 'RECEIVED'].includes(state.positions[`consultation:${id}`] ?? '');
    const over = event.type === 'ConsultationLapsed' ? [] : before.state.consultations.filter(({ id }) => isOut(before.state, id) && !isOut(after.state, id));
    const endOf = (id: string): LocalDate => [event.effectiveOn, dueBefore(step, 'T05', id) ?? dueBefore(step, 'T06', id) ?? event.effectiveOn].sort()[0] as LocalDate;
    const took = over.flatMap(({ id, sentOn }) => (['SUSPEND', 'RESUME'] as const).map((effect) => ({ limit: 'T01' as const, effect, on: effect === 'SUSPEND' ? sentOn : endOf(id), subject: id, round: before.state.round, seq: before.state.seq, clause: event.clause })));
    // A letter that came back and was sent again has days of its own before: those that are over stay.
    const lastResumed = (id: string | undefined): number => before.state.effects.findLast(({ effect, subject }) => effect === 'RESUME' && subject === id)?.seq ?? 0;
    const rest = before.state.effects.filter(({ limit, effect, subject, seq }) => limit !== 'T01' || effect !== 'SUSPEND' || !over.some(({ id }) => id === subject) || seq <= lastResumed(subject));
    const earlier = over.length === 0 ? before.deadlines : deadlinesAt({ ...before.state, effects: [...rest, ...took] }, before.today);
    const now = new Map(after.deadlines.map((deadline) => [nameOfDeadline(deadline), deadline.clock.dueOn]));
    for (const deadline of earlier) {
      const moved = now.get(nameOfDeadline(deadline));
      if (moved === undefined) return `${deadline.limit} is gone`;
      const { dueOn } = deadline.clock;
      if (dueOn !== null && moved !== null && moved < dueOn) return `${nameOfDeadline(deadline)} moved back from ${dueOn} to ${moved} by ${event.type}`;
      if (over.length > 0 && deadline.limit === 'T01' && dueOn !== null && moved !== null && moved > dueOn) return `${nameOfDeadline(deadline)} is ${moved}, not ${dueOn}: ${event.type} gave too few days back`;
    }
    return null;
  },
  'every end has exactly one report row, and what goes on has none': ({ before, after, event }) => {
    if (after.state.positions['request'] === 'ARCHIVED') return hasEnded(before) || event.type === 'RequestArchived' ? null : 'archived before its end';
    const row = reportRowFor(after.state, factsFor(after.today).law);
    if (!hasEnded(after)) return row === null ? null : `open, and counted as ${row}`;
    return REPORT_ROWS.filter(({ id, sumOf }) => id === row && sumOf === null).length === 1 ? null : `ended by ${event.type}, and counted in the row ${String(row)}`;
  },
  'the file is whole, the request ours, the divisions real': ({ before: { state }, after, event }) => {
    if (event.type === 'RequestArchived' && ((state.servedOn !== null && !state.serviceProved) || state.positions['contest'] === 'CONTESTED')) return 'filed without proof of service, or with an objection unanswered';
    if (['RequestArchived', 'FileExported', 'ApplicantUnmasked'].includes(event.type) && state.erased) return `${event.type} after the applicant was erased`;
    if (after.state.agencyId !== '' && after.state.agencyId !== 'jlgxt') return 'a request to another agency';
    if (event.type === 'RequestSubmitted' && event.actor.kind === 'PUBLIC' && after.state.channel !== 'ONLINE') return 'the public hands in by its own form';
    const divisions = [after.state.leadDivision, ...after.state.supportingDivisions].filter((division) => division !== null);
    const { organisation } = factsFor(after.today);
    if (divisions.some((division) => !organisation.divisions.some(({ id }) => id === division))) return 'given to no division';
    if (new Set(divisions).size !== divisions.length) return 'a division named twice';
    return ['PromotionProposed'].includes(event.type) && !given(state) && !state.proposal?.items.some(({ outcome }) => outcome === 'DISCLOSED') ? 'to be published, though nothing was given' : null;
  },
  'a reply decides something, on a ground where it withholds, and what goes before it went before': ({ after: { state }, event }) => {
    const fee = state.fees.find(({ round }) => round === state.round);
    const noPages = state.proposal !== null && state.proposal.items.every(({ outcome }) => outcome === 'WITHHELD');
    if (event.type === 'FeeNoticeIssued' && says(event, 'method') === 'PER_PAGE' && noPages) return 'a fee by the page where no page is given';
    if (event.type === 'FeeNoticeIssued' && says(event, 'method') === 'PER_ITEM' && (says(event, 'count') as number) > 1 && event.payload['splitReasons'] === undefined) return 'many items charged, and not why so many';
    if (event.type === 'ReplyLetterSignedOff' && noPages && fee?.method === 'PER_PAGE' && fee.paidOn !== null && fee.refundedOn === null) return 'signed off, no page given, and the fee by the page kept';
    if (event.type === 'RepliedOnTheSpot' && (state.proposal?.items.length ?? 0) === 0) return 'answered on the spot with nothing';
    if (event.type === 'RepliedOnTheSpot' && !factsFor(event.effectiveOn).organisation.people.some(({ id }) => id === state.onTheSpot?.repliedBy)) return 'answered on the spot by nobody';
    if (event.type !== 'ReplyProposalDrafted') return null;
    const items = state.proposal?.items ?? [];
    if (items.length === 0) return 'a reply that decides nothing';
    if (items.some(({ outcome, ground }) => outcome === 'WITHHELD' && ground === null)) return 'withheld without a ground';
    if (items.some(({ outcome }) => outcome === 'UNREASONABLE_VOLUME')) return 'not processed for its volume without asking for reasons';
    return items.some(({ outcome }) => outcome === 'STILL_UNCLEAR') && !state.clarifications.some(({ round, suppliedOn }) => round === state.round && suppliedOn !== null) ? 'still unclear, though nobody asked' : null;
  },
  'a new decision is ordered by a result that can order one, a suit follows a reconsideration that was': ({ before, event }) =>
    event.type === 'LitigationOpened' && event.payload['reconsiderationId'] !== undefined && !before.state.remedies.some(({ id, result }) => id === event.payload['reconsiderationId'] && result !== 'PENDING') ? 'a suit after no reconsideration' : event.type === 'RemedyResultRecorded' && says(event, 'ordersNewDecision') === true && !['OVERTURNED', 'OTHER'].includes(String(says(event, 'result'))) ? 'what was upheld orders a new decision' : null,
};

/** Everything that one step does wrongly. */
export function violationsOf(step: Step): readonly Violation[] {
  return Object.entries(CHECKS).flatMap(([check, judge]) => { const found = judge(step); return found === null ? [] : [{ check, found }]; });
}
export const CHECK_NAMES: readonly string[] = Object.keys(CHECKS);
