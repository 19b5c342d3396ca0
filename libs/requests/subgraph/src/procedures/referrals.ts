import { Field } from 'type-graphql';
import type { Refusal } from '@disclosure/kernel';
import type { PrepareScope, Stash } from '@disclosure/platform-persistence';
import { optionalTextRefusals } from '@disclosure/platform-subgraph';
import { openReferrals, referralDue } from '@disclosure/requests-domain';
import type { RequestState } from '@disclosure/requests-domain';
import { AnswerReferralInput, RecordReferralReceiptInput, ReferToAgencyInput } from '../schema/referral.inputs.ts';
import { visibleReferral } from '../schema/referral.loader.ts';
import { Referral } from '../schema/referral.type.ts';
import { requestReferrals } from '../use-cases/referral-content.ts';
import { preparedAnswer, preparedReceipt, projectReferrals, referralNotices, referralTimers } from '../use-cases/referral.shell.ts';
import type { AnswerForm, ReceiptForm } from '../use-cases/referral.shell.ts';
import type { Procedure } from './procedure.ts';

const long = (field: string, label: string) => ({ field: `input.${field}`, label, max: 4000, multiline: true, clause: 'A1-19-4' });
export const receiptRefusals = ({ proof }: ReceiptForm): readonly Refusal[] => optionalTextRefusals(proof, long('proof', '签收凭证'));
export const answerRefusals = ({ reasons }: AnswerForm): readonly Refusal[] => optionalTextRefusals(reasons, long('reasons', '答复内容和理由'));

/** Referrals of a request: sent by the service of its reply (`prepare.ts`), or by the office onwards; silence by timer, in the row for the board. */
export const referrals: Procedure = {
  inputs: { referToAgency: ReferToAgencyInput, recordReferralReceipt: RecordReferralReceiptInput, answerReferral: AnswerReferralInput },
  // The applicant learns that it was passed on, and that this is no request in their stead.
  plainEvents: { ReferralSent: '已将您申请的内容（不含您的身份信息）转送有关机关；转送不代替您向该机关提出申请', ReferralAnswered: '接受转送的机关已答复' },
  checks: { recordReferralReceipt: receiptRefusals, answerReferral: answerRefusals },
  prepare: () => ({
    // What it carries is what the case says.
    referToAgency: async ({ agencyId }: { agencyId: string }, stash: Stash, scope: PrepareScope<RequestState>) => (await requestReferrals([agencyId], scope, stash))[0],
    recordReferralReceipt: preparedReceipt, answerReferral: preparedAnswer,
  }),
  project: async (step) => {
    await projectReferrals(step, 'REQUEST');
    const { tx, after, facts } = step;
    const days = openReferrals(after).flatMap(({ id }) => referralDue(after, id, facts) ?? []).toSorted();
    await tx.query('UPDATE requests.request SET referral_answer_by = $2 WHERE id = $1 AND referral_answer_by IS DISTINCT FROM $2::date', [after.id, days[0] ?? null]);
  },
  timers: (after, facts) => referralTimers(after, facts, 'warnReferral'),
  notices: (step) => referralNotices(step, step.after.number),
  payloadExtras: Object.fromEntries((['referToAgency', 'recordReferralReceipt', 'answerReferral'] as const).map((action) => [action, {
    fields: (payload) => Field(() => Referral, { nullable: true, description: 'The referral as it is now (转送).' })(payload.prototype, 'referral'),
    values: async (context, _streamId, state, input) => {
      const named = (input as { referralId?: string }).referralId ?? state.referrals.at(-1)?.id;
      return { referral: named === undefined ? null : await visibleReferral(context, named) };
    },
  } satisfies NonNullable<Procedure['payloadExtras']>[string]])),
};
