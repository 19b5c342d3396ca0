import { chineseDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import type { Agency, OrganisationBook } from '@disclosure/organisation';
import { guard } from '@disclosure/workflow';
import type { Attempt } from '@disclosure/workflow';
import { hasMatter, referralDue } from './referral.state.ts';
import type { Referral, ReferralCase, ReferralResult } from './referral.state.ts';
import type { DecidedItem, RequestState } from './request.state.ts';

/** What addresses one referral. */
export interface OnReferral { readonly referralId: string }
export const referralOf = ({ state, input }: { readonly state: ReferralCase; readonly input: OnReferral }): Referral | null => state.referrals.find(({ id }) => id === input.referralId) ?? null;

const agencyIn = (book: OrganisationBook, id: string): Agency | undefined => book.agencies.find((agency) => agency.id === id);
const unknown = (agencyId: string, field: string) => ({ code: 'UNKNOWN_AGENCY', message: `机关名录中没有：${agencyId}。`, field, facts: { agencyId } });

/** Only an officer, for what came on paper, says another day than today. */
export const dayOf = (attempt: Attempt<ReferralCase, unknown>, entered: LocalDate | undefined): LocalDate => (attempt.actor.kind === 'OFFICER' ? (entered ?? attempt.facts.today) : attempt.facts.today);

function misdated(day: LocalDate, today: LocalDate, notBefore: LocalDate | undefined, field: string) {
  if (day > today) return { code: 'DATE_IN_FUTURE', message: `日期${chineseDate(day)}在今天（${chineseDate(today)}）之后。`, field, facts: { date: day, today } };
  return notBefore !== undefined && day < notBefore ? { code: 'DATE_BEFORE_REFERRAL', message: `日期${chineseDate(day)}早于转送或者签收之日（${chineseDate(notBefore)}）。`, field, facts: { date: day, notBefore } } : null;
}

export const referralReceiptFits = guard<ReferralCase, OnReferral & { receivedOn?: LocalDate }>('referralReceiptFits', 'A1-19-4', (attempt) =>
  misdated(dayOf(attempt, attempt.input.receivedOn), attempt.facts.today, referralOf(attempt)?.sentOn, 'input.receivedOn'), { readsInput: true });

export const referralAnswerFits = guard<ReferralCase, OnReferral & { answeredOn?: LocalDate }>('referralAnswerFits', 'A1-19-4', (attempt) => {
  const referral = referralOf(attempt);
  return misdated(dayOf(attempt, attempt.input.answeredOn), attempt.facts.today, referral?.receivedOn ?? referral?.sentOn, 'input.answeredOn');
}, { readsInput: true });

/** Who declines says why: the applicant was told to turn there. */
export const declinedWithReasons = guard<ReferralCase, { result: ReferralResult; answer?: unknown }>('declinedWithReasons', 'A1-19-4', ({ input }) =>
  input.result === 'DECLINED' && input.answer === undefined ? { code: 'DECLINED_WITHOUT_REASONS', message: '不属于本机关负责的，应当说明理由。', field: 'input.reasons' } : null, { readsInput: true });

/** Powers move between agencies (REQ-16): who declines may name whom it holds to be responsible, and nobody else does. */
export const competentAgencyFits = guard<ReferralCase, OnReferral & { result: ReferralResult; competentAgencyId?: string }>('competentAgencyFits', 'A1-19-4', (attempt) => {
  const { input, facts } = attempt;
  const field = 'input.competentAgencyId';
  if (input.competentAgencyId === undefined) return null;
  if (!agencyIn(facts.organisation, input.competentAgencyId)) return unknown(input.competentAgencyId, field);
  if (input.result === 'DECLINED' && input.competentAgencyId !== referralOf(attempt)?.agencyId) return null;
  return { code: 'AGENCY_CONTRADICTS_ANSWER', message: '只有答复不属于本机关负责的，才可指明其他负责的机关。', field, facts: { agencyId: input.competentAgencyId } };
}, { readsInput: true });

/** Silence is shown once, and only when the time is over. */
export const referralUnanswered = guard<ReferralCase, OnReferral>('referralUnanswered', 'A1-19-4', (attempt) => {
  if (referralOf(attempt)?.warnedOn != null) return { code: 'ALREADY_WARNED', message: '已提醒。' };
  const lastDay = referralDue(attempt.state, attempt.input.referralId, attempt.facts);
  return lastDay !== null && attempt.facts.today > lastDay ? null : { code: 'REFERRAL_PERIOD_RUNNING', message: '转送后的答复期限尚未届满。', facts: { lastDay, today: attempt.facts.today } };
}, { readsInput: true });

/** Whether the reply says of something that another agency is responsible for it. */
export const saidNotOurs = ({ state }: { readonly state: RequestState }): boolean => state.proposal?.items.some(({ outcome }) => outcome === 'OTHER_AGENCY') ?? false;
export const replySaysNotOurs = guard<RequestState>('replySaysNotOurs', 'A2-12-5', (attempt) =>
  saidNotOurs(attempt) ? null : { code: 'NOTHING_TO_REFER', message: '答复中没有不属于本机关负责公开的内容，不能转送其他机关。' });

/** What would be told is still there. */
export const contentKept = guard<RequestState>('contentKept', 'R-45', ({ state }) => (state.erased ? { code: 'APPLICANT_ERASED', message: '申请人信息和申请内容已清除，无可转送。' } : null));

/** Another agency of the directory, and not one that has the matter already. */
export const agencyToRefer = guard<RequestState, { agencyId: string }>('agencyToRefer', 'A1-19-4', ({ state, input, facts }) => {
  const field = 'input.agencyId';
  const agency = agencyIn(facts.organisation, input.agencyId);
  if (!agency) return unknown(input.agencyId, field);
  if (agency.isOwn) return { code: 'OWN_AGENCY', message: '转送的对象应为其他机关。', field, facts: { agencyId: agency.id } };
  return hasMatter(state, agency.id) ? { code: 'ALREADY_REFERRED', message: `已转送${agency.name}，尚未答复或者已答复由其负责。`, field, facts: { agencyId: agency.id } } : null;
}, { readsInput: true });

const reachable = ({ contact }: Agency): boolean => [contact.address, contact.telephone, contact.email].some((way) => way.trim() !== '');

/**
 * Whoever can be told is told (A1-19-4, A2-12-5; DEC-05): where the directory names an agency for what is asked for, the reply names one or says
 * that none can be determined; it is another agency than ours, and the directory knows how to reach it. `competent`: whom the directory names.
 */
export const competentAgencyNamed = guard<RequestState, { items: readonly DecidedItem[]; competent?: readonly string[] }>('competentAgencyNamed', 'A2-12-5', ({ input, facts }) => {
  for (const [index, item] of input.items.entries()) {
    if (item.outcome !== 'OTHER_AGENCY') continue;
    const field = `input.items.${index}.agencyId`;
    const competent = (input.competent ?? []).flatMap((id) => agencyIn(facts.organisation, id) ?? []);
    if (item.agencyId === null) {
      if (item.agencyUndetermined === true || competent.length === 0) continue;
      return { code: 'AGENCY_NOT_NAMED', message: `机关名录表明${competent.map(({ name }) => name).join('、')}负责该事项，应当写明负责公开的机关；确实不能确定的，请注明“不能确定”。`, field, facts: { competent: competent.map(({ id }) => id).join(' ') } };
    }
    const named = agencyIn(facts.organisation, item.agencyId);
    if (named?.isOwn) return { code: 'OWN_AGENCY', message: '负责公开的机关应为其他机关。', field, facts: { agencyId: named.id } };
    if (named && !reachable(named)) return { code: 'AGENCY_WITHOUT_CONTACT', message: `机关名录中没有${named.name}的联系方式；应先补充名录，再告知申请人。`, field, facts: { agencyId: named.id } };
    if (item.agencyUndetermined === true) return { code: 'AGENCY_CONTRADICTS_ANSWER', message: '已写明负责公开的机关的，不能同时注明“不能确定”。', field, facts: { agencyId: item.agencyId } };
  }
  return null;
}, { readsInput: true });
