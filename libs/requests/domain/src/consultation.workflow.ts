import { addDays } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { agencyOf } from '@disclosure/organisation';
import { findLimitOn, limitOn } from '@disclosure/law';
import type { LimitId } from '@disclosure/law';
import { action, defineWorkflow, dueOn, guard, positionIn } from '@disclosure/workflow';
import type { Attempt, DecisionFacts, StoredEvent } from '@disclosure/workflow';
import { lead, noHold, stillOpen } from './conditions.ts';
import {
  agencyToConsult, answeredOn, answerInTime, answerLimit, answerPeriodOver, consultationOf, disclosureDecided, isAwaited, objected, objectionReasoned, objectionToOverride, ofKind, openConsultations, receiptDateFits, undeliveredDayFits,
} from './consultation.guards.ts';
import type { OnConsultation } from './consultation.guards.ts';
import { CONSULTATION_POSITIONS } from './consultation.state.ts';
import type { Consultation, ConsultationKind, ConsultationResult, UndeliveredReason } from './consultation.state.ts';
import { said } from './request.folds.ts';
import type { Folds } from './request.folds.ts';
import type { RequestState } from './request.state.ts';
import type { Stage } from './vocabulary.ts';

interface Ref { readonly [key: string]: string }
export interface ConsultThirdPartyInput extends OnConsultation { readonly thirdParty: Ref; readonly contact?: Ref; readonly content: Ref }
export interface ConsultAgencyInput extends OnConsultation { readonly agencyId: string; readonly content: Ref }
export interface ReceiptInput extends OnConsultation { readonly receivedOn?: LocalDate; readonly proof?: Ref }
export interface UndeliveredInput extends OnConsultation { readonly undeliveredOn?: LocalDate; readonly reason: UndeliveredReason; readonly proof: Ref }
export interface ResendInput extends OnConsultation { readonly contact?: Ref }
export interface ReceiptWarning extends OnConsultation { readonly dueOn: LocalDate }
export interface AnswerInput extends OnConsultation { readonly result: ConsultationResult; readonly answer?: Ref; readonly answeredOn?: LocalDate }
export interface NotifyInput extends OnConsultation { readonly disclosed: Ref; readonly reasons: Ref }

const id = ({ input }: Attempt<RequestState, OnConsultation>): string => input.consultationId;
const kindOf = (attempt: Attempt<RequestState, OnConsultation>): ConsultationKind | undefined => consultationOf(attempt)?.kind;
/** A consulted agency that confirms receipt itself confirms it today. */
const receivedOn = ({ input, facts, actor }: Attempt<RequestState, ReceiptInput>): LocalDate => (actor.kind === 'OFFICER' ? (input.receivedOn ?? facts.today) : facts.today);
/** The last day for the answer to a letter that came on this day, by the law that the case keeps. */
const answerBy = (state: RequestState, kind: ConsultationKind | undefined, received: LocalDate, facts: DecisionFacts): LocalDate =>
  facts.calendar.addWorkingDays(received, limitOn(facts.law, answerLimit(kind), state.lawOn ?? received).length).dueOn;
const isOf = (limit: LimitId) => (attempt: Attempt<RequestState, OnConsultation>): boolean => answerLimit(kindOf(attempt)) === limit;
/** The time in which the receipt of its letter should be known runs (a case that is older than this limit has none). */
const receiptAwaited = ({ state, input }: Attempt<RequestState, OnConsultation>): boolean => positionIn(state, 'consultation', input.consultationId) === 'SENT' && awaitsReceipt(state, input.consultationId);
const awaitsReceipt = (state: RequestState, consultationId: string): boolean => state.effects.some(({ limit, effect, subject }) => limit === 'T05-RECEIPT' && effect === 'START' && subject === consultationId);
const hasBegun = (limit: LimitId) => (attempt: Attempt<RequestState, OnConsultation>): boolean => isOf(limit)(attempt) && consultationOf(attempt)?.receivedOn != null;

/** From the lead division's first look to the seal: afterwards what is decided is not asked about any more. */
const CONSULTED_IN: readonly Stage[] = ['ASSIGNED', 'DRAFTING', 'DIVISION_APPROVED', 'DEPUTY_APPROVED', 'PRINCIPAL_APPROVED', 'REPLY_DRAFTED', 'REPLY_PROOFREAD', 'SIGNED_OFF'];
const handling = [...noHold, { table: 'request', in: CONSULTED_IN }];
const OFFICE = ['CASE_HANDLER', 'DIVISION_HEAD', 'DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'] as const;

/** Who answers: the party itself, of its own consultation only, or an officer for an answer on paper. */
function answerer(attempt: Attempt<RequestState, OnConsultation>): string | null {
  const { actor, input, state } = attempt;
  // Asked only what could be done, nobody has named a consultation yet: `offeredWhen` looks for one of the party's own.
  const named: string | undefined = input.consultationId;
  switch (actor.kind) {
    case 'THIRD_PARTY': return named ?? actor.consultationId;
    // A client without the scope acts for no agency, whatever it may read.
    case 'AGENCY_CLERK': case 'MACHINE': return named === undefined || consultationOf(attempt)?.agencyId === agencyOf(actor, 'consultations:answer') ? agencyOf(actor, 'consultations:answer') : '';
    default: return state.leadDivision;
  }
}

/** For `offeredWhen`: an agency confirms what was sent to itself, an officer what was sent to anybody. */
const sentToMe = ({ state, actor }: Attempt<RequestState, unknown>): boolean =>
  actor.kind === 'OFFICER' || state.consultations.some(({ id: consultationId, agencyId }) => agencyId !== null && agencyId === agencyOf(actor, 'consultations:answer') && positionIn(state, 'consultation', consultationId) === 'SENT');

/** For `offeredWhen`: one of the consultations is such that the action fits it. */
const some = (fits: (consultation: Consultation) => boolean) => ({ state }: { readonly state: RequestState }): boolean => state.consultations.some(fits);
const answerable = (kind: ConsultationKind) => ({ state, actor, facts }: Attempt<RequestState, unknown>): boolean => {
  const inTime = (consultationId: string): boolean => facts.today <= (dueOn(state, answerLimit(kind), facts, consultationId) ?? facts.today);
  return state.consultations.filter((consultation) => consultation.kind === kind && isAwaited(state, consultation.id)).some(({ id: consultationId, agencyId }) => {
    if (actor.kind === 'OFFICER') return true; // an answer on paper may have come in time
    return inTime(consultationId) && (actor.kind === 'THIRD_PARTY' ? actor.consultationId === consultationId : agencyId !== null && agencyOf(actor, 'consultations:answer') === agencyId);
  });
};
const someoneToAsk = ({ state, facts }: Attempt<RequestState, unknown>): boolean => {
  const asked = state.consultations.filter(({ id: consultationId }) => openConsultations(state).includes(consultationId)).map(({ agencyId }) => agencyId);
  return facts.organisation.agencies.some(({ id: agencyId, isOwn }) => !isOwn && !asked.includes(agencyId));
};

/** An end of the case ends what is still being asked: `moves` of the row that leads there. */
export const closesConsultations = <I>() => ({
  table: 'consultation', to: 'CLOSED', when: ({ state }: Attempt<RequestState, I>) => openConsultations(state).length > 0, subjects: ({ state }: Attempt<RequestState, I>) => openConsultations(state),
});

/** And the time for its receipt and its answer: `effects` of the same row. */
export const stopsConsultations = <I>() => {
  const stop = (limit: LimitId, runs: (state: RequestState, consultation: Consultation) => boolean) => ({ limit, effect: 'STOP' as const, subjects: ({ state }: Attempt<RequestState, I>) => state.consultations.filter((consultation) => runs(state, consultation)).map(({ id: consultationId }) => consultationId) });
  const standsAs = (position: string) => (state: RequestState, { id: consultationId }: Consultation): boolean => positionIn(state, 'consultation', consultationId) === position;
  return [
    ...(['THIRD_PARTY', 'AGENCY'] as const).map((kind) => stop(answerLimit(kind), (state, consultation) => consultation.kind === kind && standsAs('RECEIVED')(state, consultation))),
    stop('T05-RECEIPT', (state, consultation) => standsAs('SENT')(state, consultation) && awaitsReceipt(state, consultation.id)),
  ];
};

/** The time it takes is not counted: from the day after the letter went out; until its answer, or the end of its own limit (R-33; CLK-07, CLK-08). */
const suspends = (reason: string) => ({ limit: 'T01', effect: 'SUSPEND', subject: id, reason }) as const;
/** From the letter on somebody asks after its receipt, since until it is known nobody can say when the reply is due. */
const asksAfterReceipt = {
  limit: 'T05-RECEIPT', effect: 'START', subject: id,
  // A law of before knows no such limit.
  when: ({ state, facts }: Attempt<RequestState, OnConsultation>) => findLimitOn(facts.law, 'T05-RECEIPT', state.lawOn ?? facts.today) !== null,
} as const;
const receiptSettled = { limit: 'T05-RECEIPT', effect: 'STOP', subject: id, when: receiptAwaited } as const;
/** Its receipt is known, so is its last day. Said again when it ends: a calendar may have moved that day meanwhile. */
const knownEnd = { limit: 'T01', effect: 'SUSPEND', subject: id } as const;

const answerRow = (kind: ConsultationKind) => {
  const limit = answerLimit(kind);
  return {
    from: ['SENT', 'RECEIVED'], to: ['ANSWERED'], subject: id, while: [...stillOpen], divisionOf: answerer, guards: [ofKind(kind), answerInTime, objectionReasoned], offeredWhen: answerable(kind),
    effectiveOn: answeredOn,
    effects: [
      receiptSettled,
      { limit, effect: 'STOP', subject: id, when: hasBegun(limit) },
      { ...knownEnd, on: (attempt: Attempt<RequestState, AnswerInput>) => consultationOf(attempt)?.receivedOn as LocalDate, until: (attempt: Attempt<RequestState, AnswerInput>) => dueOn(attempt.state, limit, attempt.facts, attempt.input.consultationId) as LocalDate, when: hasBegun(limit) },
      { limit: 'T01', effect: 'RESUME', subject: id },
    ],
  } as const;
};

/** Consultations (征求意见): of a third party whose rights are touched, or of the agency that made the information too. They run beside the main line; it waits for them. */
export const consultationTable = defineWorkflow<RequestState>({
  name: 'consultation',
  kind: 'SIDE',
  title: '征求意见',
  positions: {
    SENT: { title: CONSULTATION_POSITIONS.SENT }, UNDELIVERED: { title: CONSULTATION_POSITIONS.UNDELIVERED }, RECEIVED: { title: CONSULTATION_POSITIONS.RECEIVED }, ANSWERED: { title: CONSULTATION_POSITIONS.ANSWERED, terminal: true },
    LAPSED: { title: CONSULTATION_POSITIONS.LAPSED, terminal: true }, GIVEN_UP: { title: CONSULTATION_POSITIONS.GIVEN_UP, terminal: true }, CLOSED: { title: CONSULTATION_POSITIONS.CLOSED, terminal: true },
  },
  actions: {
    consultThirdParty: action<RequestState, ConsultThirdPartyInput>({
      title: '征求第三方意见', sentence: '书面征求第三方意见，第三方自收到之日起15个工作日内提出意见；自发出之日起至收到意见或者期限届满，不计入答复期限。',
      from: ['NONE'], to: ['SENT'], subject: id, while: handling, by: ['CASE_HANDLER', 'DIVISION_HEAD'], divisionOf: lead, guards: [],
      effects: [suspends('征求第三方意见期间'), asksAfterReceipt], event: 'ThirdPartyConsulted', letter: 'ConsultationLetter', clause: 'A2-15', rules: ['CLK-07', 'DEC-15'],
    }),
    consultAgency: action<RequestState, ConsultAgencyInput>({
      title: '征求其他机关意见', sentence: '征求共同制作机关意见，该机关自收到之日起15个工作日内提出意见，逾期视为同意；所需时间不计入答复期限。',
      from: ['NONE'], to: ['SENT'], subject: id, while: handling, by: ['CASE_HANDLER', 'DIVISION_HEAD'], divisionOf: lead, guards: [agencyToConsult], offeredWhen: someoneToAsk,
      effects: [suspends('征求其他机关意见期间'), asksAfterReceipt], event: 'AgencyConsulted', letter: 'ConsultationLetter', clause: 'A2-16', rules: ['CLK-08', 'DEC-15'],
    }),
    recordConsultationReceipt: action<RequestState, ReceiptInput>({
      title: '记录收到征求意见书', sentence: '记录被征求意见方收到征求意见书之日，被征求意见的机关也可自行确认：15个工作日的期限自次日起算。',
      from: ['SENT'], to: ['RECEIVED'], subject: id, while: [...stillOpen], by: ['AGENCY_LIAISON', ...OFFICE], divisionOf: answerer, guards: [receiptDateFits], effectiveOn: receivedOn, offeredWhen: sentToMe,
      effects: [
        receiptSettled,
        { limit: 'T05', effect: 'START', subject: id, when: isOf('T05') }, { limit: 'T06', effect: 'START', subject: id, when: isOf('T06') },
        { ...knownEnd, until: (attempt) => answerBy(attempt.state, kindOf(attempt), receivedOn(attempt), attempt.facts) },
      ],
      event: 'ConsultationReceiptRecorded', clause: 'R-32', rules: ['CLK-09'],
    }),
    recordConsultationUndelivered: action<RequestState, UndeliveredInput>({
      title: '记录征求意见书未能送达', sentence: '征求意见书被退回，或者查询无签收记录的，记录知悉之日、原因和凭证：征求意见所需时间至该日止，答复期限恢复计算；可以再次发出，或者不再征求。当面拒收并有见证的为已送达，应记录收到之日。',
      from: ['SENT'], to: ['UNDELIVERED'], subject: id, while: [...stillOpen], by: OFFICE, divisionOf: lead, guards: [undeliveredDayFits], effectiveOn: ({ input, facts }) => input.undeliveredOn ?? facts.today,
      // Nobody is being asked from that day on: the time is ours again, however late it is entered.
      effects: [receiptSettled, { limit: 'T01', effect: 'RESUME', subject: id }], event: 'ConsultationUndelivered', clause: 'R-32', rules: ['CLK-07', 'CLK-08', 'CLK-09'],
    }),
    resendConsultation: action<RequestState, ResendInput>({
      title: '再次发出征求意见书', sentence: '向其他地址或者以其他方式再次发出征求意见书；自发出之日起至收到意见或者期限届满，不计入答复期限。',
      from: ['UNDELIVERED'], to: ['SENT'], subject: id, while: handling, by: ['CASE_HANDLER', 'DIVISION_HEAD'], divisionOf: lead, guards: [],
      effects: [suspends('再次征求意见期间'), asksAfterReceipt], event: 'ConsultationResent', letter: 'ConsultationLetter', clause: 'R-32', rules: ['CLK-07', 'CLK-08', 'DEC-15'],
    }),
    giveUpConsultation: action<RequestState, OnConsultation & { reasons: Ref }>({
      title: '不再征求意见', sentence: '征求意见书经查询、再次发出仍无法送达的，说明理由，不再征求；由承办处室提出是否公开的意见，按程序报批。',
      from: ['UNDELIVERED'], to: ['GIVEN_UP'], subject: id, while: [...stillOpen], by: ['CASE_HANDLER', 'DIVISION_HEAD'], divisionOf: lead, guards: [], effects: [], event: 'ConsultationGivenUp', clause: 'A2-15', rules: ['CLK-09'],
    }),
    answerThirdPartyConsultation: action<RequestState, AnswerInput>({
      title: '第三方提出意见', sentence: '第三方提出意见：不同意公开的说明理由；答复期限自次日起恢复计算。', ...answerRow('THIRD_PARTY'), by: ['THIRD_PARTY', ...OFFICE],
      event: 'ThirdPartyConsultationAnswered', clause: 'A2-15', rules: ['CLK-07', 'CLK-11'],
    }),
    answerAgencyConsultation: action<RequestState, AnswerInput>({
      title: '机关提出意见', sentence: '被征求意见的机关提出意见；答复期限自次日起恢复计算。', ...answerRow('AGENCY'), by: ['AGENCY_LIAISON', ...OFFICE],
      event: 'AgencyConsultationAnswered', clause: 'A2-16', rules: ['CLK-08'],
    }),
    lapseConsultation: action<RequestState, OnConsultation>({
      title: '逾期未提出意见', sentence: '期限届满未提出意见：第三方的由承办处室提出处理意见；其他机关的视为同意。', internal: true,
      from: ['RECEIVED'], to: ['LAPSED'], subject: id, while: [...stillOpen], by: ['TIMER'], guards: [answerPeriodOver],
      // A timer that fires late changes no day.
      effectiveOn: (attempt) => addDays(dueOn(attempt.state, answerLimit(kindOf(attempt)), attempt.facts, attempt.input.consultationId) ?? attempt.facts.today, 1),
      effects: [
        { limit: 'T05', effect: 'STOP', subject: id, on: (attempt) => dueOn(attempt.state, 'T05', attempt.facts, attempt.input.consultationId) as LocalDate, when: isOf('T05') },
        { limit: 'T06', effect: 'STOP', subject: id, on: (attempt) => dueOn(attempt.state, 'T06', attempt.facts, attempt.input.consultationId) as LocalDate, when: isOf('T06') },
        { ...knownEnd, on: (attempt) => consultationOf(attempt)?.receivedOn as LocalDate, until: (attempt) => dueOn(attempt.state, answerLimit(kindOf(attempt)), attempt.facts, attempt.input.consultationId) as LocalDate },
      ],
      event: 'ConsultationLapsed', clause: 'A2-15', rules: ['CLK-09', 'CLK-10'],
    }),
    warnConsultation: action<RequestState, ReceiptWarning>({
      title: '提醒查明是否送达', sentence: '征求意见书发出后长期没有签收记录的，提醒承办人、处室负责人和厅公开办查明。', internal: true,
      from: ['SENT'], to: 'SAME', subject: id, while: [...stillOpen], by: ['TIMER'],
      guards: [guard<RequestState, ReceiptWarning>('receiptNotYetWarned', 'R-32', ({ state, input }) => (state.warnings.includes(receiptWarning(input)) ? { code: 'ALREADY_WARNED', message: '已提醒。' } : null), { readsInput: true })],
      effects: [], event: 'ConsultationReceiptWarned', clause: 'R-32', rules: ['CLK-15'],
    }),
    overrideForPublicInterest: action<RequestState, OnConsultation & { reasons: Ref }>({
      title: '公共利益审定', sentence: '领导小组审定：不公开可能对公共利益造成重大影响，予以公开；公开前须书面告知第三方。',
      from: ['ANSWERED'], to: 'SAME', subject: id, while: [...stillOpen], by: ['LEADING_GROUP'], guards: [objectionToOverride], offeredWhen: some((consultation) => objected(consultation) && consultation.overriddenOn === null), effects: [], event: 'PublicInterestOverridden', clause: 'A2-15', rules: ['CLK-11'],
    }),
    notifyThirdParty: action<RequestState, NotifyInput>({
      title: '书面告知第三方', sentence: '将决定公开的内容和理由书面告知第三方；告知后方可送达答复书。',
      from: ['ANSWERED', 'LAPSED'], to: 'SAME', subject: id, while: [...stillOpen], by: OFFICE, divisionOf: lead, guards: [ofKind('THIRD_PARTY'), disclosureDecided],
      offeredWhen: some((consultation) => consultation.kind === 'THIRD_PARTY' && consultation.result !== null && consultation.result !== 'NOT_REACHED' && consultation.notifiedOn === null && (!objected(consultation) || consultation.overriddenOn !== null)), effects: [], event: 'ThirdPartyNotified', letter: 'ThirdPartyDisclosureNotice', clause: 'A2-15', rules: ['CLK-12'],
    }),
  },
});

/** The name under which a letter's missing receipt was warned of, once for each letter. */
export const receiptWarning = ({ consultationId, dueOn: day }: ReceiptWarning): string => `${consultationId}:T05-RECEIPT:${day}`;

interface Sent { readonly number?: string; readonly pdf?: string }
const letterOf = (event: StoredEvent): Consultation['letter'] => ({ number: said<Sent>(event).number ?? '', digest: said<Sent>(event).pdf ?? '' });
const begun = (state: RequestState, consultation: Pick<Consultation, 'id' | 'kind' | 'agencyId' | 'round' | 'sentOn' | 'letter'>): RequestState =>
  ({ ...state, consultations: [...state.consultations, { undelivered: [], receivedOn: null, answeredOn: null, result: null, overriddenOn: null, notifiedOn: null, ...consultation }] });
const changed = (state: RequestState, consultationId: string, change: Partial<Consultation> | ((consultation: Consultation) => Partial<Consultation>)): RequestState =>
  ({ ...state, consultations: state.consultations.map((consultation) => (consultation.id === consultationId ? { ...consultation, ...(typeof change === 'function' ? change(consultation) : change) } : consultation)) });
const answered: Folds[string] = (state, event) => changed(state, said<AnswerInput>(event).consultationId, { answeredOn: event.effectiveOn, result: said<AnswerInput>(event).result });

export const consultationFolds: Folds = {
  ThirdPartyConsulted: (state, event) => begun(state, { id: said<OnConsultation>(event).consultationId, kind: 'THIRD_PARTY', agencyId: null, round: event.round, sentOn: event.effectiveOn, letter: letterOf(event) }),
  AgencyConsulted: (state, event) => begun(state, { id: said<ConsultAgencyInput>(event).consultationId, kind: 'AGENCY', agencyId: said<ConsultAgencyInput>(event).agencyId, round: event.round, sentOn: event.effectiveOn, letter: letterOf(event) }),
  ConsultationReceiptRecorded: (state, event) => changed(state, said<ReceiptInput>(event).consultationId, { receivedOn: event.effectiveOn }),
  ConsultationUndelivered: (state, event) => changed(state, said<UndeliveredInput>(event).consultationId, ({ letter, sentOn, undelivered }) => ({ undelivered: [...undelivered, { ...letter, sentOn, undeliveredOn: event.effectiveOn, reason: said<UndeliveredInput>(event).reason }] })),
  ConsultationResent: (state, event) => changed(state, said<OnConsultation>(event).consultationId, { sentOn: event.effectiveOn, letter: letterOf(event) }),
  ConsultationReceiptWarned: (state, event) => ({ ...state, warnings: [...state.warnings, receiptWarning(said<ReceiptWarning>(event))] }),
  ConsultationGivenUp: (state, event) => changed(state, said<OnConsultation>(event).consultationId, { result: 'NOT_REACHED' }),
  ThirdPartyConsultationAnswered: answered,
  AgencyConsultationAnswered: answered,
  ConsultationLapsed: (state, event) => changed(state, said<OnConsultation>(event).consultationId, ({ kind }) => ({ result: kind === 'AGENCY' ? 'DEEMED_CONSENT' : 'NO_ANSWER' })),
  PublicInterestOverridden: (state, event) => changed(state, said<OnConsultation>(event).consultationId, { overriddenOn: event.effectiveOn }),
  ThirdPartyNotified: (state, event) => changed(state, said<OnConsultation>(event).consultationId, { notifiedOn: event.effectiveOn }),
};
