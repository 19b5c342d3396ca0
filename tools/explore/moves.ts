import { addDays } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import type { Actor } from '@disclosure/organisation';
import { hasMatter } from '@disclosure/requests-domain';
import type { Consultation, RequestState } from '@disclosure/requests-domain';
import { APPLICANT, CLERK, item, officer, OTHER_AGENCY, proposal, PUBLIC, ref, submission, TIMER } from '@disclosure/requests-domain/testing';
import { CLEARED_PACKAGE } from './situation.ts';

/** One thing that somebody tries: who, and what is entered. */
export interface Try { readonly actor: Actor; readonly input: object; readonly what?: string }

const by = (login: string, input: object = {}, what?: string): Try => ({ actor: officer(login), input, ...(what === undefined ? {} : { what }) });
const of = (actor: Actor, input: object = {}, what?: string): Try => ({ actor, input, ...(what === undefined ? {} : { what }) });
type Tries = (state: RequestState, today: LocalDate) => readonly Try[];

const LEAD = 'd-planning';
export const SUPPORTING = ['d-energy', 'd-general'] as const;
const CONSULTED = { THIRD_PARTY: 'consultation-1', AGENCY: 'consultation-2' } as const;
/** Each round asks anew. */
const idOf = ({ round }: RequestState, kind: Consultation['kind']): string => (round === 1 ? CONSULTED[kind] : `${CONSULTED[kind]}-r${round}`);
const remedyId = ({ round }: RequestState, kind: 'reconsideration' | 'suit'): string => `${kind}-${round}`;
const ofRound = <T extends { readonly round: number }>(state: RequestState, items: readonly T[]): readonly T[] => items.filter(({ round }) => round === state.round);
/** Every draft is new content: what was cleared before does not clear it. */
const draft = (state: RequestState, more: object = {}): object => proposal({ digest: `draft-${state.round}-${state.seq}`, ...more });
const handlers: Readonly<Record<string, string>> = { [LEAD]: 'handler', 'd-energy': 'handler-2', 'd-general': 'general' };

const third = (state: RequestState, more: object = {}): object => ({ consultationId: idOf(state, 'THIRD_PARTY'), ...more });
const agency = (state: RequestState, more: object = {}): object => ({ consultationId: idOf(state, 'AGENCY'), ...more });
const thirdParty = (state: RequestState): Actor => ({ kind: 'THIRD_PARTY', consultationId: idOf(state, 'THIRD_PARTY') });
const dayBefore = (day: LocalDate): LocalDate => addDays(day, -1);
const dayAfter = (day: LocalDate): LocalDate => addDays(day, 1);
const sentOn = (state: RequestState, id: string): LocalDate | null => state.consultations.find((consultation) => consultation.id === id)?.sentOn ?? null;
/** Separation of duties is for whoever holds several offices: such a person tries too. */
const alsoMany = (login: string, input: object = {}): readonly Try[] => [by(login, input), by('many', input)];

/** For each action: inputs that are right, one for each kind of consequence, and inputs that are wrong in each way a guard is there for. */
export const TRIES: Readonly<Record<string, Tries>> = {
  submitRequest: (_, today) => [
    of(PUBLIC, submission(), 'online'), by('office', submission({ channel: 'IN_PERSON' }), 'in person'), of(PUBLIC, submission({ channel: 'IN_PERSON' }), 'in person, by the public\'s own form'),
    of(PUBLIC, submission({ agencyId: 'jl-ecology' }), 'to another agency'), by('office', submission({ channel: 'IN_PERSON', applicantKind: 'ROBOT' }), 'of no kind'), by('office', submission({ channel: 'IN_PERSON', receivedOn: dayAfter(today) }), 'received tomorrow'), by('office', submission({ channel: 'IN_PERSON', receivedOn: addDays(today, -400) }), 'received long ago'),
    by('office', submission({ channel: 'IN_PERSON', missingParts: ['CONTACT'] }), 'in person, the form incomplete'), by('office', submission({ channel: 'ORAL' }), 'orally'),
  ],
  registerRequest: (state, today) => [by('office'), by('office', { confirmedOn: dayAfter(today) }, 'confirmed tomorrow'), by('office', { confirmedOn: dayBefore(state.submittedOn ?? today) }, 'confirmed before it was submitted')],
  recordNoContact: (state) => (state.contactAttempts.length > 0 ? [] : [by('office', { attempts: ref('a') })]),
  confirmOralRequest: () => [by('office', { how: ref('h') }), by('office', {}, 'nobody says how')],
  acceptRequest: () => [by('office')],
  assignRequest: () => [
    by('office', { leadDivisionId: LEAD, supportingDivisionIds: SUPPORTING }, 'two supporting divisions'), by('office', { leadDivisionId: 'd-nowhere' }, 'to no division'), by('office', { leadDivisionId: LEAD, supportingDivisionIds: [LEAD] }, 'the lead as its own support'),
  ],
  proposeClarification: (state) => (state.clarificationProposal?.round === state.round ? [] : [by('handler', { missing: ref('m') })]),
  recordClarificationNoticeReceipt: (state, today) => [by('office'), by('office', { receivedOn: dayAfter(today) }, 'received tomorrow'), by('office', { receivedOn: dayBefore(state.clarifications.at(-1)?.noticeOn ?? today) }, 'received before it was sent')],
  recordReasonsNoticeReceipt: (state, today) => [by('office'), by('office', { receivedOn: dayAfter(today) }, 'received tomorrow'), by('office', { receivedOn: dayBefore(state.volumeReasons.at(-1)?.askedOn ?? today) }, 'received before it was sent')],
  requestClarification: () => [by('office', { missing: ref('m'), periodWorkingDays: 15 }), by('office', { periodWorkingDays: 15 }, 'nothing named'), by('office', { missing: ref('m'), periodWorkingDays: 0 }, 'no days'), by('office', { missing: ref('m'), periodWorkingDays: 61 }, '61 days')],
  supplyClarification: () => [of(APPLICANT, { clarification: ref('c') }), by('office', { clarification: ref('c'), goodReason: ref('g') }, 'with good reason'), by('office', { clarification: ref('c') })],
  deemAbandoned: () => [of(TIMER)],
  requestReasons: () => [by('office', { findings: ref('f'), periodWorkingDays: 15 }), by('office', { findings: ref('f'), periodWorkingDays: 0 }, 'no days')],
  giveReasons: () => [of(APPLICANT, { explanation: ref('e') })],
  admitReasons: () => [by('office')],
  declineToProcess: () => [by('office', { reasons: ref('r') })],
  delayReply: () => [by('office', { workingDays: 15, reasons: ref('r') }), by('office', { workingDays: 61, reasons: ref('r') }, '61 days')],
  issueFeeNotice: () => [
    by('office', { method: 'PER_PAGE', count: 68, alreadyCounted: 0, reasons: ref('r') }), by('office', { method: 'PER_PAGE', count: 1, alreadyCounted: 0, reasons: ref('r') }, 'one page'), by('office', { method: 'PER_PAGE', count: 0, alreadyCounted: 0, reasons: ref('r') }, 'nothing'), by('office', { method: 'PER_ITEM', count: 12, alreadyCounted: 0, reasons: ref('r') }, 'twelve items, and not why so many'),
  ],
  recordFeeNoticeReceipt: (state, today) => [by('office'), by('office', { receivedOn: dayAfter(today) }, 'received tomorrow'), by('office', { receivedOn: dayBefore(state.fees.at(-1)?.noticeOn ?? today) }, 'received before it was sent')],
  recordFeePayment: (state, today) => [by('office'), by('office', { paidOn: dayAfter(today) }, 'paid tomorrow'), by('office', { paidOn: dayBefore(state.fees.at(-1)?.noticeOn ?? today) }, 'paid before the notice')],
  refundFee: (state, today) => [by('office', { reasons: ref('r') }), by('office', { refundedOn: dayAfter(today), reasons: ref('r') }, 'given back tomorrow'), by('office', { refundedOn: dayBefore(state.fees.at(-1)?.paidOn ?? today), reasons: ref('r') }, 'given back before it was paid')],
  lapseFee: () => [of(TIMER)],
  disputeAssignment: () => [by('handler', { reasons: ref('r') })],
  decideAssignment: () => [
    by('office', { leadDivisionId: LEAD, supportingDivisionIds: ['d-energy'], leadersOpinion: ref('o') }, 'one division less'), by('office', { leadDivisionId: LEAD, supportingDivisionIds: SUPPORTING, leadersOpinion: ref('o') }, 'as before'),
    by('office', { leadDivisionId: LEAD, supportingDivisionIds: [LEAD], leadersOpinion: ref('o') }, 'the lead as its own support'),
  ],
  prepareOnTheSpotReply: () => [by('handler', { digest: CLEARED_PACKAGE, attachments: 0, carries: ['information'] }), by('handler', { digest: CLEARED_PACKAGE, attachments: 0, carries: [] }, 'nothing made ready')],
  replyOnTheSpot: () => [
    by('office', { disclosureIds: ['disclosure-1'], repliedBy: 'p-handler', given: ref('g') }), by('office', { disclosureIds: [], repliedBy: 'p-handler', given: ref('g') }, 'nothing given'), by('office', { disclosureIds: ['disclosure-1'], repliedBy: 'p-nobody', given: ref('g') }, 'by nobody'),
    by('office', { disclosureIds: [], digest: CLEARED_PACKAGE, repliedBy: 'p-handler', given: ref('g') }, 'a package that is cleared'), by('office', { disclosureIds: [], digest: 'uncleared-package', repliedBy: 'p-handler', given: ref('g') }, 'a package that is not cleared'),
  ],
  contributeMaterial: (state) => state.supportingDivisions.map((divisionId) => by(handlers[divisionId] ?? 'handler', { divisionId, material: ref('m') }, divisionId)),
  waiveContribution: (state) => state.supportingDivisions.map((divisionId) => by('office', { divisionId, reasons: ref('r') }, divisionId)),
  proposeExtension: () => [by('handler', { workingDays: 10, reasons: ref('r') }), by('handler', { workingDays: 21, reasons: ref('r') }, '21 days')],
  extendReplyPeriod: () => [by('office-head', { workingDays: 10 }), by('office-head', { workingDays: 11 }, 'more than proposed'), by('office-head', { workingDays: 0 }, 'no days')],
  consultThirdParty: (state) => (ofRound(state, state.consultations).some(({ kind }) => kind === 'THIRD_PARTY') ? [] : [by('handler', third(state, { thirdParty: { sealed: 'p' }, content: ref('x') }))]),
  consultAgency: (state) => (ofRound(state, state.consultations).some(({ kind }) => kind === 'AGENCY')
    ? [by('handler', { consultationId: 'consultation-3', agencyId: 'jl-ecology', content: ref('x') }, 'the same agency again')]
    : [by('handler', agency(state, { agencyId: 'jl-ecology', content: ref('x') })), by('handler', agency(state, { agencyId: 'jlgxt', content: ref('x') }), 'of ourselves')]),
  recordConsultationUndelivered: (state, today) => ofRound(state, state.consultations).flatMap(({ id }) => [
    by('office', { consultationId: id, reason: 'MOVED', proof: ref('p') }, id), by('office', { consultationId: id, undeliveredOn: dayAfter(today), reason: 'MOVED', proof: ref('p') }, `${id}, returned tomorrow`),
    by('office', { consultationId: id, undeliveredOn: dayBefore(sentOn(state, id) ?? today), reason: 'MOVED', proof: ref('p') }, `${id}, returned before it was sent`),
  ]),
  resendConsultation: (state) => ofRound(state, state.consultations).map(({ id }) => by('handler', { consultationId: id }, id)),
  giveUpConsultation: (state) => ofRound(state, state.consultations).map(({ id }) => by('handler', { consultationId: id, reasons: ref('r') }, id)),
  recordConsultationReceipt: (state, today) => ofRound(state, state.consultations).flatMap(({ id }) => [
    by('handler', { consultationId: id }, id), by('handler', { consultationId: id, receivedOn: dayAfter(today) }, `${id}, tomorrow`), by('handler', { consultationId: id, receivedOn: dayBefore(sentOn(state, id) ?? today) }, `${id}, before it was sent`),
  ]),
  answerThirdPartyConsultation: (state, today) => [
    of(thirdParty(state), third(state, { result: 'CONSENT' }), 'consents'), of(thirdParty(state), third(state, { result: 'OBJECTION', answer: ref('a') }), 'objects'), of(thirdParty(state), third(state, { result: 'OBJECTION' }), 'objects without a reason'),
    by('handler', third(state, { result: 'CONSENT', answeredOn: dayAfter(today) }), 'answered tomorrow'), by('handler', third(state, { result: 'CONSENT', answeredOn: dayBefore(sentOn(state, idOf(state, 'THIRD_PARTY')) ?? today) }), 'answered before it was asked'), by('handler', agency(state, { result: 'CONSENT' }), 'for the agency'),
  ],
  answerAgencyConsultation: (state) => [of(CLERK, agency(state, { result: 'CONSENT' })), of(CLERK, agency(state, { result: 'OBJECTION' }), 'objects without a reason'), by('handler', third(state, { result: 'CONSENT' }), 'for the third party')],
  lapseConsultation: (state) => ofRound(state, state.consultations).map(({ id }) => of(TIMER, { consultationId: id }, id)),
  overrideForPublicInterest: (state) => state.consultations.map(({ id }) => by('group', { consultationId: id, reasons: ref('r') }, id)),
  notifyThirdParty: (state) => state.consultations.map(({ id }) => by('handler', { consultationId: id, disclosed: ref('d'), reasons: ref('r') }, id)),
  draftReplyProposal: (state) => [
    ...alsoMany('handler', draft(state)), by('handler', draft(state, { isMajor: true }), 'major'), by('handler', draft(state, { items: [item('WITHHELD', { ground: 'THIRD_PARTY_RIGHTS' })], carries: ['reasons'] }), 'withheld for a third party'),
    by('handler', { ...OTHER_AGENCY, digest: `draft-${state.round}-${state.seq}` }, 'for another agency'), by('handler', { ...draft(state, { items: [item('OTHER_AGENCY')] }), competent: ['jl-ecology'] }, 'for an agency that is not named'),
    by('handler', draft(state, { items: [] }), 'nothing decided'), by('handler', draft(state, { carries: [] }), 'without what it must carry'), by('handler', draft(state, { items: [item('WITHHELD')] }), 'withheld without a ground'),
    by('handler', draft(state, { items: [item('UNREASONABLE_VOLUME')] }), 'unreasonable volume, by a reply'), by('handler', draft(state, { items: [item('STILL_UNCLEAR')] }), 'still unclear'),
  ],
  referToAgency: (state) => (state.referrals.some(({ id }) => id === 'referral-9') ? [] : [['jl-finance', 'onwards'], ['jl-ecology', 'the same agency again'], ['jlgxt', 'to ourselves']].map(([agencyId, what]) => by('office', { referralId: 'referral-9', agencyId, content: ref('x'), asked: [] }, what))),
  recordReferralReceipt: (state, today) => state.referrals.flatMap(({ id, sentOn: on }) => [of(CLERK, { referralId: id }, id), by('office', { referralId: id, receivedOn: dayAfter(today) }, `${id}, tomorrow`), by('office', { referralId: id, receivedOn: dayBefore(on) }, `${id}, before it was sent`)]),
  answerReferral: (state, today) => state.referrals.flatMap(({ id, agencyId }) => [
    of(CLERK, { referralId: id, result: 'ACCEPTED' }, `${id}, accepted`), of(CLERK, { referralId: id, result: 'DECLINED', answer: ref('a') }, `${id}, declined`), of(CLERK, { referralId: id, result: 'DECLINED' }, `${id}, declined without a reason`),
    of(CLERK, { referralId: id, result: 'DECLINED', answer: ref('a'), competentAgencyId: agencyId }, `${id}, itself and not`), by('office', { referralId: id, result: 'ACCEPTED', answeredOn: dayAfter(today) }, `${id}, answered tomorrow`),
  ]),
  submitReplyProposal: () => [by('handler')],
  approveReplyAsDivisionHead: () => alsoMany('head'),
  approveReplyAsSupervisingDeputy: () => alsoMany('deputy'),
  approveReplyAsPrincipalLeader: () => alsoMany('principal'),
  returnReplyProposal: () => [by('office-head', { reasons: ref('r') })],
  draftReplyLetter: ({ positions, seq }) => (positions['request'] === 'REPLY_DRAFTED' ? [by('office', { digest: `wording-${seq}`, carries: ['information'] }, 'in other words')] : [by('office'), by('office', { principalItem: 9 }, 'of an item that there is not')]),
  proofreadReplyLetter: () => [by('handler')],
  signOffReplyLetter: () => alsoMany('disclosure-deputy'),
  sealReplyLetter: () => [by('office')],
  serveReply: (state, today) => {
    const signedOff = state.signatures.findLast(({ as, round }) => as === 'DISCLOSURE_DEPUTY' && round === state.round)?.on ?? today;
    // As the shell does: what the reply says is another agency's is told to it, unless it has the matter already.
    const referrals = (state.proposal?.items ?? []).flatMap(({ agencyId }) => (agencyId === null || hasMatter(state, agencyId) ? [] : [{ referralId: `referral-${state.round}`, agencyId, content: ref('x'), asked: [] }]));
    return [
      by('office', { means: 'ONLINE', referrals }), by('office', { means: 'IN_PERSON', reasons: ref('r') }, 'in person, no receipt yet'), by('office', { means: 'IN_PERSON' }, 'not as asked, no reason'),
      by('office', { means: 'POST', reasons: ref('r') }, 'by post, no proof'), by('office', { means: 'ONLINE', servedOn: dayAfter(today) }, 'served tomorrow'), by('office', { means: 'ONLINE', servedOn: dayBefore(signedOff) }, 'served before it was signed'), by('office', { means: 'ONLINE', servedOn: signedOff }, 'served on the day it was signed'),
    ];
  },
  withdrawRequest: () => [of(APPLICANT)],
  archiveRequest: () => [by('office')],
  contestReply: (state) => (ofRound(state, state.contests).length > 0 ? [] : [of(APPLICANT, { objection: ref('o') })]),
  explainReply: () => [by('handler', { explanation: ref('x') })],
  proposePromotion: () => [of(APPLICANT)],
  promoteToProactive: () => [by('handler')],
  eraseApplicant: () => [by('office-head')],
  unmaskApplicant: () => [by('office', { purpose: ref('u') })],
  exportFile: () => [by('office')],
  openReconsideration: (state, today) => {
    const remedy = { remedyId: remedyId(state, 'reconsideration') };
    return ofRound(state, state.remedies).some(({ kind }) => kind === 'RECONSIDERATION') ? [] : [
      by('legal', remedy), by('legal', { ...remedy, receivedOn: dayAfter(today) }, 'the copy came tomorrow'), by('legal', { ...remedy, receivedOn: dayBefore(state.servedOn ?? state.submittedOn ?? today) }, 'the copy came before the reply'),
    ];
  },
  openLitigation: (state, today) => {
    const remedy = { remedyId: remedyId(state, 'suit') };
    return ofRound(state, state.remedies).some(({ kind }) => kind !== 'RECONSIDERATION') ? [] : [
      by('legal', remedy), by('legal', { ...remedy, receivedOn: dayAfter(today) }, 'the complaint came tomorrow'), by('legal', { ...remedy, reconsiderationId: 'remedy-9' }, 'after a reconsideration that there was not'),
      by('legal', { ...remedy, reconsiderationId: remedyId(state, 'reconsideration') }, 'after the reconsideration'),
    ];
  },
  recordDefence: (state, today) => pending(state).flatMap(({ id }) => [by('legal', { remedyId: id }, id), by('legal', { remedyId: id, submittedOn: dayAfter(today) }, `${id}, tomorrow`)]),
  recordRemedyResult: (state, today) => pending(state).flatMap(({ id }) => [
    by('legal', { remedyId: id, result: 'UPHELD' }, `${id} upheld`), by('legal', { remedyId: id, result: 'OVERTURNED', ordersNewDecision: true }, `${id} overturned, a new decision ordered`),
    by('legal', { remedyId: id, result: 'UPHELD', ordersNewDecision: true }, `${id} upheld, a new decision ordered`), by('legal', { remedyId: id, result: 'UPHELD', decidedOn: dayAfter(today) }, `${id} decided tomorrow`),
  ]),
  correctFact: (state, today) => (state.factCorrections.length > 0 ? [] : [
    by('office-head', { fact: 'RECEIVED_ON', value: dayBefore(state.receivedOn ?? today), reasons: ref('r') }, 'received a day before'), by('office-head', { fact: 'RECEIVED_ON', value: dayAfter(today), reasons: ref('r') }, 'received tomorrow'),
    by('office-head', { fact: 'RECEIVED_ON', reasons: ref('r') }, 'received on no day'), by('office-head', { fact: 'SERVICE_PROOF', proof: ref('p'), reasons: ref('r') }, 'the proof of service'), by('office-head', { fact: 'SERVED_ON', value: dayBefore(state.servedOn ?? today), reasons: ref('r') }, 'served a day before'),
  ]),
};

const pending = (state: RequestState): RequestState['remedies'] => state.remedies.filter(({ result }) => result === 'PENDING');

/** Actions that nobody tries, each with the reason. Whatever else has no move above fails the run and its test. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  warnDeadline: 'a reminder, once each: it changes no position, no deadline and no right of anybody',
  recordReconsiderationOpinion: 'beside a reconsideration, with a time of its own that no other row reads',
  reportOnOpinion: 'ends that time, and nothing else',
  warnRemedy: 'a reminder, once each: it changes no position, no deadline and no right of anybody',
  warnReferral: 'a reminder, once each: it changes no position, no deadline and no right of anybody',
  warnConsultation: 'a reminder, once each: it changes no position, no deadline and no right of anybody',
  renewTrackingCode: 'another code for the same door: nothing in the case reads it',
  revokeTrackingCode: 'a code that opens no more: nothing in the case reads it',
  adoptCalendar: 'records which deadlines a new calendar moved; they are computed from the calendar, not from this',
};
