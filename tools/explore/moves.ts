import { addDays } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import type { Actor } from '@disclosure/organisation';
import { hasMatter } from '@disclosure/requests-domain';
import type { RequestState } from '@disclosure/requests-domain';
import { APPLICANT, CLERK, item, officer, OTHER_AGENCY, proposal, PUBLIC, ref, submission, THIRD_PARTY, TIMER } from '@disclosure/requests-domain/testing';

/** One thing that somebody tries: who, and what is entered. */
export interface Try { readonly actor: Actor; readonly input: object; readonly what?: string }

const by = (login: string, input: object = {}, what?: string): Try => ({ actor: officer(login), input, ...(what === undefined ? {} : { what }) });
const of = (actor: Actor, input: object = {}, what?: string): Try => ({ actor, input, ...(what === undefined ? {} : { what }) });
type Tries = (state: RequestState, today: LocalDate) => readonly Try[];

const LEAD = 'd-planning';
export const SUPPORTING = ['d-energy', 'd-general'] as const;
const CONSULTATIONS = { third: 'consultation-1', agency: 'consultation-2' } as const;
const WITHHELD = proposal({ items: [item('WITHHELD', { ground: 'THIRD_PARTY_RIGHTS' })], digest: 'w'.repeat(64) });
const handlers: Readonly<Record<string, string>> = { [LEAD]: 'handler', 'd-energy': 'handler-2', 'd-general': 'general' };

const third = (more: object = {}): object => ({ consultationId: CONSULTATIONS.third, ...more });
const agency = (more: object = {}): object => ({ consultationId: CONSULTATIONS.agency, ...more });
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
    by('office', { method: 'PER_PAGE', count: 68, alreadyCounted: 0, reasons: ref('r') }), by('office', { method: 'PER_PAGE', count: 1, alreadyCounted: 0, reasons: ref('r') }, 'one page'), by('office', { method: 'PER_PAGE', count: 0, alreadyCounted: 0, reasons: ref('r') }, 'nothing'),
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
  prepareOnTheSpotReply: () => [by('handler', { digest: 's'.repeat(64), attachments: 0, carries: ['information'] }), by('handler', { digest: 's'.repeat(64), attachments: 0, carries: [] }, 'nothing made ready')],
  replyOnTheSpot: () => [
    by('office', { disclosureIds: ['disclosure-1'], repliedBy: 'p-handler', given: ref('g') }), by('office', { disclosureIds: [], repliedBy: 'p-handler', given: ref('g') }, 'nothing given'), by('office', { disclosureIds: ['disclosure-1'], repliedBy: 'p-nobody', given: ref('g') }, 'by nobody'),
  ],
  contributeMaterial: (state) => state.supportingDivisions.map((divisionId) => by(handlers[divisionId] ?? 'handler', { divisionId, material: ref('m') }, divisionId)),
  waiveContribution: (state) => state.supportingDivisions.map((divisionId) => by('office', { divisionId, reasons: ref('r') }, divisionId)),
  proposeExtension: () => [by('handler', { workingDays: 10, reasons: ref('r') }), by('handler', { workingDays: 21, reasons: ref('r') }, '21 days')],
  extendReplyPeriod: () => [by('office-head', { workingDays: 10 }), by('office-head', { workingDays: 11 }, 'more than proposed'), by('office-head', { workingDays: 0 }, 'no days')],
  consultThirdParty: (state) => (state.consultations.some(({ kind }) => kind === 'THIRD_PARTY') ? [] : [by('handler', third({ thirdParty: { sealed: 'p' }, content: ref('x') }))]),
  consultAgency: (state) => [
    ...(state.consultations.some(({ kind }) => kind === 'AGENCY') ? [] : [by('handler', agency({ agencyId: 'jl-ecology', content: ref('x') })), by('handler', agency({ agencyId: 'jlgxt', content: ref('x') }), 'of ourselves')]),
    by('handler', { consultationId: 'consultation-3', agencyId: 'jl-ecology', content: ref('x') }, 'the same agency again'),
  ],
  recordConsultationUndelivered: (state, today) => Object.values(CONSULTATIONS).filter((id) => sentOn(state, id) !== null).flatMap((consultationId) => [
    by('office', { consultationId, reason: 'MOVED', proof: ref('p') }), by('office', { consultationId, undeliveredOn: dayAfter(today), reason: 'MOVED', proof: ref('p') }, 'returned tomorrow'),
    by('office', { consultationId, undeliveredOn: dayBefore(sentOn(state, consultationId) ?? today), reason: 'MOVED', proof: ref('p') }, 'returned before it was sent'),
  ]),
  resendConsultation: (state) => Object.values(CONSULTATIONS).filter((id) => sentOn(state, id) !== null).map((consultationId) => by('handler', { consultationId })),
  giveUpConsultation: (state) => Object.values(CONSULTATIONS).filter((id) => sentOn(state, id) !== null).map((consultationId) => by('handler', { consultationId, reasons: ref('r') })),
  recordConsultationReceipt: (state, today) => state.consultations.flatMap(({ id }) => [
    by('handler', { consultationId: id }, id), by('handler', { consultationId: id, receivedOn: dayAfter(today) }, `${id}, tomorrow`), by('handler', { consultationId: id, receivedOn: dayBefore(sentOn(state, id) ?? today) }, `${id}, before it was sent`),
  ]),
  answerThirdPartyConsultation: (state, today) => [
    of(THIRD_PARTY, third({ result: 'CONSENT' }), 'consents'), of(THIRD_PARTY, third({ result: 'OBJECTION', answer: ref('a') }), 'objects'), of(THIRD_PARTY, third({ result: 'OBJECTION' }), 'objects without a reason'),
    by('handler', third({ result: 'CONSENT', answeredOn: dayAfter(today) }), 'answered tomorrow'), by('handler', third({ result: 'CONSENT', answeredOn: dayBefore(sentOn(state, CONSULTATIONS.third) ?? today) }), 'answered before it was asked'), by('handler', agency({ result: 'CONSENT' }), 'for the agency'),
  ],
  answerAgencyConsultation: () => [of(CLERK, agency({ result: 'CONSENT' })), of(CLERK, agency({ result: 'OBJECTION' }), 'objects without a reason'), by('handler', third({ result: 'CONSENT' }), 'for the third party')],
  lapseConsultation: (state) => state.consultations.map(({ id }) => of(TIMER, { consultationId: id }, id)),
  overrideForPublicInterest: (state) => state.consultations.map(({ id }) => by('group', { consultationId: id, reasons: ref('r') }, id)),
  notifyThirdParty: (state) => state.consultations.map(({ id }) => by('handler', { consultationId: id, disclosed: ref('d'), reasons: ref('r') }, id)),
  draftReplyProposal: () => [
    ...alsoMany('handler', proposal()), by('handler', proposal({ isMajor: true }), 'major'), by('handler', WITHHELD, 'withheld for a third party'),
    by('handler', OTHER_AGENCY, 'for another agency'), by('handler', { ...proposal({ items: [item('OTHER_AGENCY')] }), competent: ['jl-ecology'] }, 'for an agency that is not named'),
    by('handler', proposal({ items: [] }), 'nothing decided'), by('handler', proposal({ carries: [] }), 'without what it must carry'), by('handler', proposal({ items: [item('WITHHELD')] }), 'withheld without a ground'),
    by('handler', proposal({ items: [item('UNREASONABLE_VOLUME')] }), 'unreasonable volume, by a reply'), by('handler', proposal({ items: [item('STILL_UNCLEAR')] }), 'still unclear'),
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
  draftReplyLetter: ({ positions }) => (positions['request'] === 'REPLY_DRAFTED' ? [by('office', { digest: 'e'.repeat(64), carries: ['information'] }, 'in other words')] : [by('office')]),
  proofreadReplyLetter: () => [by('handler')],
  signOffReplyLetter: () => alsoMany('disclosure-deputy'),
  sealReplyLetter: () => [by('office')],
  serveReply: (state, today) => {
    const signedOff = state.signatures.findLast(({ as, round }) => as === 'DISCLOSURE_DEPUTY' && round === state.round)?.on ?? today;
    // As the shell does: what the reply says is another agency's is told to it, unless it has the matter already.
    const referrals = (state.proposal?.items ?? []).flatMap(({ agencyId }) => (agencyId === null || hasMatter(state, agencyId) ? [] : [{ referralId: `referral-${state.round}`, agencyId, content: ref('x'), asked: [] }]));
    return [
      by('office', { means: 'ONLINE', referrals }), by('office', { means: 'IN_PERSON', reasons: ref('r') }, 'in person, no receipt yet'), by('office', { means: 'IN_PERSON' }, 'not as asked, no reason'),
      by('office', { means: 'POST', reasons: ref('r') }, 'by post, no proof'), by('office', { means: 'ONLINE', servedOn: dayAfter(today) }, 'served tomorrow'), by('office', { means: 'ONLINE', servedOn: dayBefore(signedOff) }, 'served before it was signed'),
    ];
  },
  withdrawRequest: () => [of(APPLICANT)],
  archiveRequest: () => [by('office')],
  contestReply: (state) => (state.contests.length > 0 ? [] : [of(APPLICANT, { objection: ref('o') })]),
  explainReply: () => [by('handler', { explanation: ref('x') })],
  proposePromotion: () => [of(APPLICANT)],
  promoteToProactive: () => [by('handler')],
  eraseApplicant: () => [by('office-head')],
  unmaskApplicant: () => [by('office', { purpose: ref('u') })],
  exportFile: () => [by('office')],
  openReconsideration: (state, today) => (state.remedies.length > 0 ? [] : [by('legal', { remedyId: 'remedy-1' }), by('legal', { remedyId: 'remedy-1', receivedOn: dayAfter(today) }, 'the copy came tomorrow')]),
  openLitigation: (state, today) => (state.remedies.length > 0 ? [by('legal', { remedyId: 'remedy-2', reconsiderationId: 'remedy-9' }, 'after a reconsideration that there was not')] : [by('legal', { remedyId: 'remedy-1' }), by('legal', { remedyId: 'remedy-1', receivedOn: dayAfter(today) }, 'the complaint came tomorrow')]),
  recordDefence: (_, today) => [by('legal', { remedyId: 'remedy-1' }), by('legal', { remedyId: 'remedy-1', submittedOn: dayAfter(today) }, 'tomorrow')],
  recordRemedyResult: (_, today) => [
    by('legal', { remedyId: 'remedy-1', result: 'UPHELD' }, 'upheld'), by('legal', { remedyId: 'remedy-1', result: 'OVERTURNED', ordersNewDecision: true }, 'overturned, a new decision ordered'),
    by('legal', { remedyId: 'remedy-1', result: 'UPHELD', ordersNewDecision: true }, 'upheld, a new decision ordered'), by('legal', { remedyId: 'remedy-1', result: 'UPHELD', decidedOn: dayAfter(today) }, 'decided tomorrow'),
  ],
  correctFact: (state, today) => (state.factCorrections.length > 0 ? [] : [
    by('office-head', { fact: 'RECEIVED_ON', value: dayBefore(state.receivedOn ?? today), reasons: ref('r') }, 'received a day before'), by('office-head', { fact: 'RECEIVED_ON', value: dayAfter(today), reasons: ref('r') }, 'received tomorrow'),
    by('office-head', { fact: 'RECEIVED_ON', reasons: ref('r') }, 'received on no day'), by('office-head', { fact: 'SERVICE_PROOF', proof: ref('p'), reasons: ref('r') }, 'the proof of service'), by('office-head', { fact: 'SERVED_ON', value: dayBefore(state.servedOn ?? today), reasons: ref('r') }, 'served a day before'),
  ]),
};

/** Actions that are no part of the walk: warnings, a new calendar and another tracking code change no position, no deadline and no right of anybody in the case. */
export const LEFT_OUT: readonly string[] = ['warnDeadline', 'adoptCalendar', 'warnRemedy', 'warnReferral', 'warnConsultation', 'renewTrackingCode', 'revokeTrackingCode'];
