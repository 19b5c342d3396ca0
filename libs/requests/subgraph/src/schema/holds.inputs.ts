import { Field, ID, InputType, Int } from 'type-graphql';
import { LocalDateScalar } from '@disclosure/platform-graphql';
import { FEE_METHODS } from '@disclosure/requests-domain';
import { enumOf } from './common.ts';
import { AttachmentInput, OnRequest } from './inputs.ts';

export const FeeMethodEnum = enumOf('FeeMethod', 'The two statutory methods of the processing fee, one of them for a request (计收方式, FEE-02).', FEE_METHODS);

@InputType({ description: 'Asking for the reasons of a number or frequency clearly beyond reasonable (要求说明理由), A2-17.' })
export class RequestReasonsInput extends OnRequest {
  @Field(() => String, { description: 'The number and frequency that were found (所认定的数量、频次), as the applicant reads it.' }) findings!: string;
  @Field(() => Int, { defaultValue: 15, description: 'Period in working days (说明理由期限); 15 by default. The reply clock runs on.' }) periodWorkingDays!: number;
}
@InputType({ description: 'The day on which a notice to state reasons reached the applicant (登记收到说明理由告知书), A2-17.' })
export class RecordReasonsNoticeReceiptInput extends OnRequest {
  @Field(() => LocalDateScalar, { nullable: true, description: 'That day (收到之日); default: today. The period for reasons counts from it.' }) receivedOn?: string | null;
}
@InputType({ description: 'The applicant\'s reasons (说明理由), A2-17.' })
export class GiveReasonsInput extends OnRequest {
  @Field(() => String, { description: 'The reasons (理由).' }) explanation!: string;
}
@InputType({ description: 'Finding the reasons reasonable (认定理由合理), A2-17.' }) export class AdmitReasonsInput extends OnRequest {}
@InputType({ description: 'Not processing the request (不予处理), A2-17.' })
export class DeclineToProcessInput extends OnRequest {
  @Field(() => String, { description: 'Why the reasons do not hold, as the applicant reads it (不予处理的理由).' }) reasons!: string;
}
@InputType({ description: 'A delayed reply (确定延迟答复期限), A2-17.' })
export class DelayReplyInput extends OnRequest {
  @Field(() => Int, { defaultValue: 15, description: 'Working days after the due date (延迟的工作日数); 15 by default. The day they end on replaces it.' }) workingDays!: number;
  @Field(() => String, { description: 'Why it cannot be done in time, as the applicant reads it (延迟的原因).' }) reasons!: string;
}

@InputType({ description: 'The processing fee, computed by one statutory method (收费通知), A2-22.' })
export class IssueFeeNoticeInput extends OnRequest {
  @Field(() => FeeMethodEnum, { description: 'Method (计收方式).' }) method!: string;
  @Field(() => Int, { description: 'Items, or pages, of this request (件数或者页数). What the applicant asked for before in the same calendar month is counted by the system.' }) count!: number;
  @Field(() => String, { description: 'Why number or frequency is clearly beyond reasonable, as the applicant reads it (收费理由).' }) reasons!: string;
  @Field(() => String, { nullable: true, description: 'How one request was split into items, and why so; left out: the reasons say it (拆分说明), FEE-10.' }) splitReasons?: string | null;
}
@InputType({ description: 'The day on which a fee notice reached the applicant (登记收到收费通知).' })
export class RecordFeeNoticeReceiptInput extends OnRequest {
  @Field(() => LocalDateScalar, { nullable: true, description: 'That day (收到之日); default: today. The period of payment counts from it.' }) receivedOn?: string | null;
}
@InputType({ description: 'A payment (缴费), A2-22.' })
export class RecordFeePaymentInput extends OnRequest {
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day of payment (缴费之日); default: today. The reply period counts anew from it.' }) paidOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the finance receipt (财政票据号码).' }) receipt?: string | null;
}
@InputType({ description: 'Giving a fee back (退费), FEE-05.' })
export class RefundFeeInput extends OnRequest {
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day it was given back (退费之日); default: today.' }) refundedOn?: string | null;
  @Field(() => String, { description: 'Why (退费理由).' }) reasons!: string;
  @Field(() => String, { nullable: true, description: 'Number of the receipt (票据号码).' }) receipt?: string | null;
}
@InputType({ description: 'A fee that was not paid in time (逾期不缴), A2-22.' }) export class LapseFeeInput extends OnRequest {}

@InputType({ description: 'A division says that the request is not its own (对分工有不同意见), A2-8.' })
export class DisputeAssignmentInput extends OnRequest {
  @Field(() => String, { description: 'Why, and whose it is (理由).' }) reasons!: string;
}
@InputType({ description: 'The office decides again, having asked the leaders (再次确定分工), A2-8.' })
export class DecideAssignmentInput extends OnRequest {
  @Field(() => ID, { description: 'Lead division (牵头处室).' }) leadDivisionId!: string;
  @Field(() => [ID], { nullable: true, description: 'Supporting divisions (配合处室).' }) supportingDivisionIds?: string[] | null;
  @Field(() => String, { description: 'Which leader was asked, and what was said (请示厅领导的情况).' }) leadersOpinion!: string;
}

@InputType({ description: 'Making ready what can be handed over on the spot (拟备当场提供的信息), A2-9. It is reviewed like any reply: open a review of `onTheSpotPreparation.digest`.' })
export class PrepareOnTheSpotReplyInput extends OnRequest {
  @Field(() => String, { nullable: true, description: 'The information, where it is text (所提供的信息).' }) information?: string | null;
  @Field(() => [AttachmentInput], { nullable: true, description: 'Files to give (附件).' }) attachments?: AttachmentInput[] | null;
}
@InputType({ description: 'Answering on the spot (当场答复), A2-9.' })
export class ReplyOnTheSpotInput extends OnRequest {
  @Field(() => [ID], { nullable: true, description: 'What is public already and was given: disclosures (所提供的已公开条目).' }) disclosureIds?: string[] | null;
  @Field(() => String, { nullable: true, description: 'Digest of a content package that is cleared for this applicant (已放行内容的摘要值); default: what was made ready, where no disclosures are named.' }) digest?: string | null;
  @Field(() => ID, { nullable: true, description: 'Who replied, of the division (答复人); default: whoever records it.' }) repliedBy?: string | null;
  @Field(() => String, { description: 'What was given and said (所提供的信息和答复内容); for the file.' }) given!: string;
}
