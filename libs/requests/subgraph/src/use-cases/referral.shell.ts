import { addDays, chineseDate, startOf } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import type { NoticeSpec, Stash, Step, TimerSpec } from '@disclosure/platform-persistence';
import { openReferrals, referralDue } from '@disclosure/requests-domain';
import type { ReferralCase, ReferralResult, SentReferral } from '@disclosure/requests-domain';
import { positionIn } from '@disclosure/workflow';
import type { DecisionFacts } from '@disclosure/workflow';

// What the shells of both kinds of case do for their referrals.

type Kind = 'REQUEST' | 'CORRECTION';
type Filed = ReferralCase & { readonly agencyId: string; readonly receivedOn: LocalDate | null };
interface TextId { readonly text: string }
const written = (stash: Stash, field: string, body: string | undefined) => (body?.trim() ? stash.text(field, body.trim()) : undefined);

export interface ReceiptForm { readonly referralId: string; readonly receivedOn?: string; readonly proof?: string }
export interface AnswerForm { readonly referralId: string; readonly result: ReferralResult; readonly reasons?: string; readonly competentAgencyId?: string; readonly answeredOn?: string }
export const preparedReceipt = ({ referralId, receivedOn, proof }: ReceiptForm, stash: Stash): object => ({ referralId, receivedOn, proof: written(stash, 'serviceProof', proof) });
export const preparedAnswer = ({ referralId, result, reasons, competentAgencyId, answeredOn }: AnswerForm, stash: Stash): object => ({ referralId, result, competentAgencyId, answeredOn, answer: written(stash, 'referralAnswer', reasons) });

/** Writes the rows of a case's referrals: those that an event opens, and how each stands after it. */
export async function projectReferrals({ tx, after, event, facts }: Step<Filed>, kind: Kind): Promise<void> {
  const payload = event.payload as unknown as { readonly referrals?: readonly SentReferral[]; readonly referralId?: string; readonly answer?: TextId };
  for (const { referralId, agencyId, content, asked } of event.type === 'ReferralSent' ? [event.payload as unknown as SentReferral] : (payload.referrals ?? [])) {
    const sent = after.referrals.find(({ id }) => id === referralId);
    if (!sent) throw new Error(`referral ${referralId} is not folded`);
    await tx.query(
      "INSERT INTO requests.referral (id, case_id, kind, round, from_agency_id, agency_id, status, version, originally_received_on, content_text, asked, sent_on) VALUES ($1, $2, $3, $4, $5, $6, 'SENT', 0, $7, $8, $9, $10)",
      [referralId, after.id, kind, sent.round, after.agencyId, agencyId, after.receivedOn, (content as unknown as TextId).text, JSON.stringify(asked), sent.sentOn]);
  }
  // Any event can move one: a calendar its day, the erasure its end, a corrected fact the day of receipt.
  for (const { id, receivedOn, answeredOn, result, competentAgencyId } of after.referrals) {
    await tx.query(
      'UPDATE requests.referral SET status = $2, version = $3, originally_received_on = $4, received_on = $5, answer_by = $6, answered_on = $7, result = $8, competent_agency_id = $9, answer_text = coalesce($10, answer_text) WHERE id = $1',
      [id, positionIn(after, 'referral', id), after.versions[`referral:${id}`] ?? 0, after.receivedOn, receivedOn, referralDue(after, id, facts), answeredOn, result, competentAgencyId, payload.referralId === id ? (payload.answer?.text ?? null) : null]);
  }
}

/** Wakes the case on the morning after an agency's time, once for each referral. */
export const referralTimers = (after: ReferralCase, facts: DecisionFacts, action: string): readonly TimerSpec[] => openReferrals(after).flatMap(({ id, warnedOn }) => {
  const due = warnedOn === null ? referralDue(after, id, facts) : null;
  return due === null ? [] : [{ key: `referral:${id}`, dueAt: startOf(addDays(due, 1), 9), action, input: { referralId: id } }];
});

/** The office hears of every answer, and of silence; its head of silence too. */
export function referralNotices({ after, event, facts }: Step<ReferralCase>, number: string | null): readonly NoticeSpec[] {
  const referral = after.referrals.find(({ id }) => id === event.payload['referralId']);
  if (!referral) return [];
  const nameOf = (id: string): string => facts.organisation.agencies.find((agency) => agency.id === id)?.name ?? id;
  const tell = (kind: string, said: string, recipients: readonly string[]): readonly NoticeSpec[] => recipients.map((recipient) => ({ kind, recipient, message: `${number ?? ''}：${said}`, clause: 'A1-19-4' }));
  switch (event.type) {
    case 'ReferralAnswered': {
      const elsewhere = referral.competentAgencyId === null ? '' : `，认为由${nameOf(referral.competentAgencyId)}负责`;
      return referral.result === 'ACCEPTED' ? tell('REFERRAL_ACCEPTED', `${nameOf(referral.agencyId)}答复由其负责。`, ['office:DISCLOSURE_OFFICER'])
        : tell('REFERRAL_DECLINED', `${nameOf(referral.agencyId)}答复不属于其负责${elsewhere}；请核实负责的机关，告知申请人，必要时另行转送。`, ['office:DISCLOSURE_OFFICER', 'office:DISCLOSURE_OFFICE_HEAD']);
    }
    case 'ReferralUnanswered': return tell('REFERRAL_UNANSWERED', `${chineseDate(referral.sentOn)}转送${nameOf(referral.agencyId)}的内容至今未答复，请联系该机关。`, ['office:DISCLOSURE_OFFICER', 'office:DISCLOSURE_OFFICE_HEAD']);
    default: return [];
  }
}
