import { firstCalendarEdition, workingCalendar } from '@disclosure/calendar';
import type { Clock } from '@disclosure/calendar';
import { instant, localDate, startOf } from '@disclosure/kernel';
import type { Refusal } from '@disclosure/kernel';
import { firstLawEdition } from '@disclosure/law';
import type { LimitId } from '@disclosure/law';
import type { Actor } from '@disclosure/organisation';
import { apply, clockOf, decide } from '@disclosure/workflow';
import type { Decision, DecisionFacts, StoredEvent } from '@disclosure/workflow';
import { requestAggregate } from '../request.aggregate.ts';
import type { DecidedItem, RequestState } from '../request.state.ts';
import { officer, testDepartment } from './department.ts';

/** A reference to a text or an identity, as `decide` sees it. */
export const ref = (id: string): { text: string; commitment: string } => ({ text: id, commitment: 'c'.repeat(64) });
const calendar = workingCalendar(firstCalendarEdition);

/** The world on a day at nine in the morning, by the first editions of calendar and law. */
export function factsOn(day: string, changed: Partial<DecisionFacts> = {}): DecisionFacts {
  const today = localDate(day);
  return { now: startOf(today, 9), today, calendar, law: firstLawEdition, organisation: testDepartment, ...changed };
}

export const item = (outcome: string, more: Partial<DecidedItem> = {}): DecidedItem => ({ outcome, ground: null, bases: [], disclosureId: null, agencyId: null, earlierRequestId: null, ...more });
export const submission = (more: object = {}): object => ({ agencyId: 'jlgxt', channel: 'ONLINE', applicantKind: 'NATURAL_PERSON', form: 'ELECTRONIC_COPY', means: 'ONLINE', applicant: { sealed: 'a' }, equality: 'e', title: ref('t'), ...more });
const EVERY_PART = ['reasons', 'howToGet', 'withheldParts', 'notInformation', 'searchRecord', 'channelAdvice', 'regimeLaw', 'information', 'attachments'];
export const proposal = (more: object = {}): object => ({ items: [item('DISCLOSED')], isMajor: false, digest: 'd'.repeat(64), attachments: 0, carries: EVERY_PART, ...more });

/** An input that is right for each action wherever it fits. */
export const GOOD_INPUTS: Readonly<Record<string, object>> = {
  submitRequest: submission(), assignRequest: { leadDivisionId: 'd-planning', supportingDivisionIds: ['d-energy'] }, recordNoContact: { attempts: ref('a') }, confirmOralRequest: { how: ref('h') }, proposeClarification: { missing: ref('m') }, requestClarification: { missing: ref('m'), periodWorkingDays: 15 }, supplyClarification: { clarification: ref('c'), goodReason: ref('g') },
  requestReasons: { findings: ref('f'), periodWorkingDays: 15 }, giveReasons: { explanation: ref('e') }, declineToProcess: { reasons: ref('r') }, delayReply: { workingDays: 15, reasons: ref('r') },
  issueFeeNotice: { method: 'PER_PAGE', count: 68, alreadyCounted: 0, reasons: ref('r') }, recordFeeNoticeReceipt: {}, recordFeePayment: { receipt: ref('p') }, refundFee: { reasons: ref('r') },
  disputeAssignment: { reasons: ref('r') }, decideAssignment: { leadDivisionId: 'd-energy', supportingDivisionIds: ['d-software'], leadersOpinion: ref('o') }, prepareOnTheSpotReply: { digest: 's'.repeat(64), attachments: 1, carries: ['attachments'] }, replyOnTheSpot: { disclosureIds: ['disclosure-1'], repliedBy: 'p-handler', given: ref('g') },
  contributeMaterial: { divisionId: 'd-energy', material: ref('m') }, waiveContribution: { divisionId: 'd-energy', reasons: ref('r') }, proposeExtension: { workingDays: 10, reasons: ref('r') }, extendReplyPeriod: { workingDays: 10 },
  consultThirdParty: { consultationId: 'consultation-1', thirdParty: { sealed: 'p' }, content: ref('x') }, consultAgency: { consultationId: 'consultation-2', agencyId: 'jl-ecology', content: ref('x') }, recordConsultationReceipt: { consultationId: 'consultation-1' },
  answerThirdPartyConsultation: { consultationId: 'consultation-1', result: 'OBJECTION', answer: ref('a') }, answerAgencyConsultation: { consultationId: 'consultation-2', result: 'CONSENT' }, lapseConsultation: { consultationId: 'consultation-1' },
  recordConsultationUndelivered: { consultationId: 'consultation-1', reason: 'MOVED', proof: ref('p') }, resendConsultation: { consultationId: 'consultation-1' }, giveUpConsultation: { consultationId: 'consultation-1', reasons: ref('r') }, warnConsultation: { consultationId: 'consultation-1', dueOn: '2026-03-02' },
  overrideForPublicInterest: { consultationId: 'consultation-1', reasons: ref('r') }, notifyThirdParty: { consultationId: 'consultation-1', disclosed: ref('d'), reasons: ref('r') },
  draftReplyProposal: proposal(), returnReplyProposal: { reasons: ref('r') }, serveReply: { means: 'ONLINE' }, proposePromotion: { similarRequestId: 'case-2' },
  renewTrackingCode: { reasons: ref('r'), identityCheck: 'DOCUMENT_SHOWN' }, revokeTrackingCode: { reasons: ref('r') },
  unmaskApplicant: { purpose: ref('u') }, contestReply: { objection: ref('o') }, explainReply: { explanation: ref('x') }, openReconsideration: { remedyId: 'remedy-1' }, openLitigation: { remedyId: 'remedy-2' }, recordDefence: { remedyId: 'remedy-1' }, recordReconsiderationOpinion: { remedyId: 'remedy-1' }, reportOnOpinion: { remedyId: 'remedy-1' },
  recordRemedyResult: { remedyId: 'remedy-1', result: 'OVERTURNED', ordersNewDecision: true }, warnRemedy: { remedyId: 'remedy-1', limit: 'T21', kind: 'DUE_SOON', dueOn: '2026-03-13' }, correctFact: { fact: 'RECEIVED_ON', value: '2026-02-10', reasons: ref('r') },
  referToAgency: { referralId: 'referral-2', agencyId: 'jl-finance', content: ref('x'), asked: [] }, recordReferralReceipt: { referralId: 'referral-1' }, answerReferral: { referralId: 'referral-1', result: 'DECLINED', answer: ref('a') }, warnReferral: { referralId: 'referral-1' },
  warnDeadline: { limit: 'T01', kind: 'DUE_SOON', dueOn: '2026-03-13' }, adoptCalendar: { revision: 2, moved: [{ limit: 'T01', from: '2026-03-13', to: '2026-03-16' }] },
};

export const PUBLIC: Actor = { kind: 'PUBLIC' };
export const THIRD_PARTY: Actor = { kind: 'THIRD_PARTY', consultationId: 'consultation-1' };
export const CLERK: Actor = { kind: 'AGENCY_CLERK', agencyId: 'jl-ecology', clerkId: 'clerk-1' };
/** A client of the same agency that may do all that its clerks may. */
export const CLIENT: Actor = { kind: 'MACHINE', clientId: 'client-1', agencyId: 'jl-ecology', scopes: ['consultations:read', 'consultations:answer', 'referrals:read', 'referrals:answer'] };
export const TIMER: Actor = { kind: 'TIMER' };
export const APPLICANT: Actor = { kind: 'APPLICANT', caseId: 'case-1' };
const actorOf = (by: string | Actor): Actor => (typeof by === 'string' ? officer(by) : by);

/** A request driven through the pure tables, day by day. What is refused throws in `step` and is told by `codes`. */
export class RequestCase {
  state: RequestState = requestAggregate.initial('case-1');
  readonly events: StoredEvent[] = [];
  readonly #changed: Partial<DecisionFacts>;

  constructor(changed: Partial<DecisionFacts> = {}) {
    this.#changed = changed;
  }

  facts(day: string): DecisionFacts {
    return factsOn(day, this.#changed);
  }

  decide(day: string, action: string, by: string | Actor, input: object = GOOD_INPUTS[action] ?? {}): Decision {
    return decide(requestAggregate, this.state, action, input, actorOf(by), this.facts(day));
  }

  step(day: string, action: string, by: string | Actor, input?: object): this {
    const decision = this.decide(day, action, by, input);
    if (decision.kind !== 'ACCEPTED') throw new Error(`${action} on ${day}: ${JSON.stringify(decision)}`);
    return this.accept(day, decision, actorOf(by));
  }

  accept(day: string, decision: Extract<Decision, { kind: 'ACCEPTED' }>, actor: Actor): this {
    const { now, calendar: { revision }, law, organisation } = this.facts(day);
    const seq = this.state.seq + 1;
    // The shell's share of what the fold reads: numbers, letters, the clearance.
    const letter = { number: '吉工信公开〔2026〕1号', form: 'DISCLOSED', docx: 'a'.repeat(64), pdf: 'b'.repeat(64) };
    const shell: Readonly<Record<string, object>> = {
      RequestRegistered: { number: '2026-0001' }, ReplyLetterDrafted: letter, ReplyLetterSignedOff: { ...letter, clearanceId: 'clearance-1' }, ReplyServed: { releaseId: 'release-1', late: false }, FileExported: { digest: 'f'.repeat(64) },
    };
    const event: StoredEvent = {
      ...decision.event, payload: { ...decision.event.payload, ...shell[decision.event.type] }, id: `e${seq}`, streamId: 'case-1', seq, version: 1, recordedAt: instant(now), actor, actingAs: decision.actingAs,
      revisions: { calendar: revision, law: law.revision, organisation: organisation.revision }, commandId: `c${seq}`,
    };
    this.events.push(event);
    this.state = apply(requestAggregate, this.state, event);
    return this;
  }

  refusals(day: string, action: string, by: string | Actor, input?: object): readonly Refusal[] {
    const decision = this.decide(day, action, by, input);
    return decision.kind === 'REFUSED' ? decision.refusals : decision.kind === 'FORBIDDEN' ? [decision.refusal] : [];
  }

  /** Code and clause of each refusal: `EXTENSION_ALREADY_USED R-33`; empty when it would be accepted. */
  codes(day: string, action: string, by: string | Actor, input?: object): readonly string[] {
    return this.refusals(day, action, by, input).map(({ code, clause }) => `${code} ${clause ?? '–'}`);
  }

  clock(limit: LimitId, day: string, subject?: string): Clock {
    const deadline = clockOf(this.state, limit, this.facts(day), subject);
    if (!deadline) throw new Error(`${limit} has not started`);
    return deadline.clock;
  }
}

/** Received on Monday 9 February 2026, due on 13 March. */
export const registered = (on = '2026-02-09', changed?: Partial<DecisionFacts>): RequestCase => new RequestCase(changed).step(on, 'submitRequest', PUBLIC).step(on, 'registerRequest', 'office');
export const accepted = (on?: string): RequestCase => { const trial = registered(on); return trial.step(on ?? '2026-02-09', 'acceptRequest', 'office'); };
export const assigned = (on = '2026-02-09', supportingDivisionIds: readonly string[] = ['d-energy']): RequestCase => accepted(on).step(on, 'assignRequest', 'office', { leadDivisionId: 'd-planning', supportingDivisionIds });
export const contributed = (on = '2026-02-09'): RequestCase => assigned(on).step(on, 'contributeMaterial', 'handler-2');
export const submitted = (on = '2026-02-09', input?: object): RequestCase => contributed(on).step(on, 'draftReplyProposal', 'handler', input).step(on, 'submitReplyProposal', 'handler');
export const deputyApproved = (on = '2026-02-09', input?: object): RequestCase => submitted(on, input).step(on, 'approveReplyAsDivisionHead', 'head').step(on, 'approveReplyAsSupervisingDeputy', 'deputy');
export const signedOff = (on = '2026-02-09', input?: object): RequestCase => deputyApproved(on, input).step(on, 'draftReplyLetter', 'office').step(on, 'proofreadReplyLetter', 'handler').step(on, 'signOffReplyLetter', 'disclosure-deputy');
export const served = (on = '2026-02-09'): RequestCase => signedOff(on).step(on, 'sealReplyLetter', 'office').step(on, 'serveReply', 'office');
/** What the reply says is for another agency, told to that agency when it is served. */
export const OTHER_AGENCY = proposal({ items: [item('OTHER_AGENCY', { agencyId: 'jl-ecology' })] });
export const referred = (on = '2026-02-09'): RequestCase => signedOff(on, OTHER_AGENCY).step(on, 'sealReplyLetter', 'office').step(on, 'serveReply', 'office', { means: 'ONLINE', referrals: [{ referralId: 'referral-1', agencyId: 'jl-ecology', content: ref('x'), asked: [] }] });
export const awaitingReasons = (on = '2026-02-09'): RequestCase => assigned(on).step(on, 'requestReasons', 'office');
export const awaitingFee = (on = '2026-02-09'): RequestCase => assigned(on).step(on, 'issueFeeNotice', 'office');
export const lapsed = (on = '2026-02-09', lapsedOn = '2026-03-10'): RequestCase => awaitingClarification(on).step(lapsedOn, 'deemAbandoned', TIMER);
export const awaitingClarification = (on = '2026-02-09'): RequestCase => registered(on).step(on, 'requestClarification', 'office');
