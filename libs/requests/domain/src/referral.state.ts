import type { LocalDate } from '@disclosure/kernel';
import type { AggregateState, DecisionFacts } from '@disclosure/workflow';
import { deadlinesOf, positionIn } from '@disclosure/workflow';

export const REFERRAL_POSITIONS = { SENT: '已转送', RECEIVED: '已签收', ANSWERED: '已答复', CLOSED: '因清除申请人信息终止' } as const;
export type ReferralStatus = keyof typeof REFERRAL_POSITIONS;

/** What the agency answers: that it is responsible, or that it is not. */
export const REFERRAL_RESULTS = { ACCEPTED: '由本机关负责', DECLINED: '不属于本机关负责' } as const;
export type ReferralResult = keyof typeof REFERRAL_RESULTS;

/** What was done before and goes along, so that nobody asks the same again. */
export const ASKED_BEFORE = { CLARIFICATION: '告知补正', THIRD_PARTY_CONSULTATION: '征求第三方意见', AGENCY_CONSULTATION: '征求其他机关意见', VERIFICATION: '核实', REFERRAL: '转送' } as const;
export type AskedBefore = keyof typeof ASKED_BEFORE;

/** The limit after which silence is shown to the office; no law sets it. */
export const REFERRAL_LIMIT = 'T06-REFERRAL';

/** What another agency was told of a case: to whom, when, with what answer. Its texts are elsewhere. */
export interface Referral {
  /** Drawn at random, in the form of a code: the one number of it that people and machines quote. */
  readonly id: string;
  readonly agencyId: string;
  readonly round: number;
  readonly sentOn: LocalDate;
  readonly receivedOn: LocalDate | null;
  readonly answeredOn: LocalDate | null;
  readonly result: ReferralResult | null;
  /** Whom the agency that declined holds to be responsible. */
  readonly competentAgencyId: string | null;
  /** The day on which the office was told that no answer had come. */
  readonly warnedOn: LocalDate | null;
}

/** The share of a case's state that referrals have. */
export interface ReferralState { readonly referrals: readonly Referral[] }
export const nothingReferred: ReferralState = { referrals: [] };
/** A case that can be referred: a request for disclosure, or for the correction of a record. */
export type ReferralCase = AggregateState & ReferralState;

export const isOpenReferral = (state: ReferralCase, { id }: Pick<Referral, 'id'>): boolean => ['SENT', 'RECEIVED'].includes(positionIn(state, 'referral', id));
export const openReferrals = (state: ReferralCase): readonly Referral[] => state.referrals.filter((referral) => isOpenReferral(state, referral));

/** The last day before silence is shown, whatever round the case is in by now. */
export const referralDue = (state: ReferralCase, id: string, facts: Pick<DecisionFacts, 'calendar' | 'law' | 'today'>): LocalDate | null =>
  deadlinesOf(state, facts).find(({ limit, subject }) => limit === REFERRAL_LIMIT && subject === id)?.clock.dueOn ?? null;

/** The agency has the matter already: it was told and has not answered, or has said that it is responsible. */
export const hasMatter = (state: ReferralCase, agencyId: string): boolean => state.referrals.some((referral) => referral.agencyId === agencyId && (isOpenReferral(state, referral) || referral.result === 'ACCEPTED'));
