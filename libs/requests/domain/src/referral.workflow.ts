import type { Json, LocalDate } from '@disclosure/kernel';
import { agencyOf } from '@disclosure/organisation';
import { action, defineWorkflow, positionIn } from '@disclosure/workflow';
import type { Attempt, StoredEvent, WorkflowTable } from '@disclosure/workflow';
import { agencyToRefer, competentAgencyFits, contentKept, dayOf, declinedWithReasons, referralAnswerFits, referralOf, referralReceiptFits, referralUnanswered, replySaysNotOurs, saidNotOurs } from './referral.guards.ts';
import type { OnReferral } from './referral.guards.ts';
import { hasMatter, openReferrals, REFERRAL_LIMIT, REFERRAL_POSITIONS } from './referral.state.ts';
import type { AskedBefore, Referral, ReferralCase, ReferralResult } from './referral.state.ts';
import type { RequestState } from './request.state.ts';
import { REPLIED_STAGES } from './vocabulary.ts';

interface Ref { readonly [key: string]: string }
/** A step that was taken before, as a referral carries it. */
export interface AskedStep { readonly [key: string]: Json | undefined; readonly what: AskedBefore; readonly askedOn: LocalDate; readonly answeredOn?: LocalDate; readonly agencyId?: string; readonly result?: string; readonly text?: Ref }
/** What goes to the agency: what is asked for, and what was already asked. Nothing of the applicant. */
export interface SentReferral extends OnReferral { readonly [key: string]: Json | undefined; readonly referralId: string; readonly agencyId: string; readonly content: Ref; readonly asked: readonly AskedStep[] }
export interface ReferralReceiptInput extends OnReferral { readonly receivedOn?: LocalDate; readonly proof?: Ref }
export interface ReferralAnswerInput extends OnReferral { readonly result: ReferralResult; readonly answer?: Ref; readonly competentAgencyId?: string; readonly answeredOn?: LocalDate }
interface Opening { readonly referrals?: readonly SentReferral[] }

const id = ({ input }: Attempt<ReferralCase, OnReferral>): string => input.referralId;
/** A case may be in a later round by the time that an answer comes: the time runs in the round that sent it. */
const roundOf = (attempt: Attempt<ReferralCase, OnReferral>): number => referralOf(attempt)?.round ?? attempt.state.round;
const today = ({ facts }: Attempt<ReferralCase, unknown>): LocalDate => facts.today;

/** The agency for which somebody outside answers: of a referral to that agency alone. Officers act for the office, which has no division here. */
function answerer(attempt: Attempt<ReferralCase, OnReferral>): string | null {
  // Asked only what could be done, nobody has named a referral yet.
  const named: string | undefined = attempt.input.referralId;
  const acting = agencyOf(attempt.actor, 'referrals:answer');
  if (acting === null) return null;
  return named === undefined || referralOf(attempt)?.agencyId === acting ? acting : null;
}

/** For `offeredWhen`: an agency acts on what was told to itself, an officer on what was told to anybody. */
const addressed = (...positions: readonly string[]) => ({ state, actor }: Attempt<ReferralCase, unknown>): boolean =>
  actor.kind === 'OFFICER' || state.referrals.some((referral) => referral.agencyId === agencyOf(actor, 'referrals:answer') && positions.includes(positionIn(state, 'referral', referral.id)));

const opened = ({ input }: Attempt<ReferralCase, Opening>): readonly string[] => (input.referrals ?? []).map(({ referralId }) => referralId);
/** What a row does that tells another agency of the case besides: for its `moves` and its `effects`; the shell puts `referrals` into the input. */
export const opensReferrals = {
  moves: { table: 'referral', to: 'SENT', when: (attempt: Attempt<ReferralCase, Opening>) => opened(attempt).length > 0, subjects: opened },
  // Sent today, whatever day the reply takes effect on.
  effects: { limit: REFERRAL_LIMIT, effect: 'START', subjects: opened, on: today },
} as const;

const stillOpen = ({ state }: Attempt<ReferralCase, unknown>): readonly string[] => openReferrals(state).map((referral) => referral.id);
/** With the applicant's data goes what an answer could still be about. */
export const closesReferrals = { table: 'referral', to: 'CLOSED', when: (attempt: Attempt<ReferralCase, unknown>) => stillOpen(attempt).length > 0, subjects: stillOpen } as const;

const OFFICE = ['DISCLOSURE_OFFICER', 'DISCLOSURE_OFFICE_HEAD'] as const;

/**
 * Referral (转送): another agency is told what is asked for that is not ours to disclose (A1-19-4). The law transfers nothing: the applicant is told
 * where to turn in any case; the agency learns the content, the day we received it and what was already asked, never who asked (DEC-15).
 * The same for both kinds of case, under mutation names of their own.
 */
export function referralTable<S extends ReferralCase>(names: { readonly receipt: string; readonly answer: string; readonly warn: string }, more: Pick<WorkflowTable<S>, 'positions' | 'actions'> = { positions: {}, actions: {} }): WorkflowTable<S> {
  return defineWorkflow<S>({
    name: 'referral',
    kind: 'SIDE',
    title: '转送',
    positions: { SENT: { title: REFERRAL_POSITIONS.SENT }, RECEIVED: { title: REFERRAL_POSITIONS.RECEIVED }, ANSWERED: { title: REFERRAL_POSITIONS.ANSWERED, terminal: true }, ...more.positions },
    actions: {
      ...more.actions,
      [names.receipt]: action<S, ReferralReceiptInput>({
        title: '签收转送', sentence: '接受转送的机关签收；书面签收的，由厅公开办登记。',
        from: ['SENT'], to: ['RECEIVED'], subject: id, by: ['AGENCY_LIAISON', ...OFFICE], divisionOf: answerer, guards: [referralReceiptFits], offeredWhen: addressed('SENT'), effectiveOn: (attempt) => dayOf(attempt, attempt.input.receivedOn), effects: [],
        event: 'ReferralReceived', clause: 'A1-19-4',
      }),
      [names.answer]: action<S, ReferralAnswerInput>({
        title: '答复转送', sentence: '接受转送的机关答复是否由其负责；不属于其负责的说明理由，并可指明负责的机关。',
        from: ['SENT', 'RECEIVED'], to: ['ANSWERED'], subject: id, by: ['AGENCY_LIAISON', ...OFFICE], divisionOf: answerer, guards: [referralAnswerFits, declinedWithReasons, competentAgencyFits], offeredWhen: addressed('SENT', 'RECEIVED'), effectiveOn: (attempt) => dayOf(attempt, attempt.input.answeredOn),
        effects: [{ limit: REFERRAL_LIMIT, effect: 'STOP', subject: id, round: roundOf }], event: 'ReferralAnswered', clause: 'A1-19-4', rules: ['REQ-16'],
      }),
      [names.warn]: action<S, OnReferral>({
        title: '转送未答复提醒', sentence: '转送后逾期未答复，提醒厅公开办。', internal: true,
        from: ['SENT', 'RECEIVED'], to: 'SAME', subject: id, by: ['TIMER'], guards: [referralUnanswered], effects: [], event: 'ReferralUnanswered', clause: 'A1-19-4',
      }),
    },
  });
}

const someoneToTell = ({ state, facts }: Attempt<RequestState, unknown>): boolean => facts.organisation.agencies.some(({ id: agencyId, isOwn }) => !isOwn && !hasMatter(state, agencyId));

/** Of a request for disclosure. */
export const requestReferralTable = referralTable<RequestState>({ receipt: 'recordReferralReceipt', answer: 'answerReferral', warn: 'warnReferral' }, {
  positions: { CLOSED: { title: REFERRAL_POSITIONS.CLOSED, terminal: true } },
  actions: {
    referToAgency: action<RequestState, SentReferral>({
      title: '转送其他机关', sentence: '将不属于本机关负责公开的内容（不含申请人信息）转送负责的机关；转送不代替申请人向该机关提出申请。',
      from: ['NONE'], to: ['SENT'], subject: id, while: [{ table: 'request', in: REPLIED_STAGES }], by: [...OFFICE], guards: [replySaysNotOurs, agencyToRefer, contentKept],
      offeredWhen: (attempt) => !attempt.state.erased && saidNotOurs(attempt) && someoneToTell(attempt),
      effects: [{ limit: REFERRAL_LIMIT, effect: 'START', subject: id }], event: 'ReferralSent', clause: 'A1-19-4', rules: ['REQ-16', 'DEC-05', 'DEC-15'],
    }),
  },
});

/** Of a request for the correction of a record. */
export const correctionReferralNames = { receipt: 'recordCorrectionReferralReceipt', answer: 'answerCorrectionReferral', warn: 'warnCorrectionReferral' } as const;

const changed = <S extends ReferralCase>(state: S, event: StoredEvent, change: Partial<Referral>): S =>
  ({ ...state, referrals: state.referrals.map((referral) => (referral.id === event.payload['referralId'] ? { ...referral, ...change } : referral)) });

/** What an event does to the referrals of its case: what it opens beside its own business, and the events of a referral itself. */
export function foldReferrals<S extends ReferralCase>(state: S, event: StoredEvent): S {
  const payload = event.payload as unknown as Opening & ReferralAnswerInput;
  switch (event.type) {
    case 'ReferralReceived': return changed(state, event, { receivedOn: event.effectiveOn });
    case 'ReferralAnswered': return changed(state, event, { answeredOn: event.effectiveOn, result: payload.result, competentAgencyId: payload.competentAgencyId ?? null });
    case 'ReferralUnanswered': return changed(state, event, { warnedOn: event.effectiveOn });
    default: {
      const sent = event.type === 'ReferralSent' ? [event.payload as unknown as SentReferral] : (payload.referrals ?? []);
      const begun = sent.map(({ referralId, agencyId }): Referral => ({
        id: referralId, agencyId, round: event.round, sentOn: event.effects.find(({ limit, subject }) => limit === REFERRAL_LIMIT && subject === referralId)?.on ?? event.effectiveOn, receivedOn: null, answeredOn: null, result: null, competentAgencyId: null, warnedOn: null,
      }));
      return begun.length === 0 ? state : { ...state, referrals: [...state.referrals, ...begun] };
    }
  }
}
