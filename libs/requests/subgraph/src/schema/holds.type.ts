import { Field, ID, Int, ObjectType } from 'type-graphql';
import { LocalDateScalar } from '@disclosure/platform-graphql';
import { END_OUTCOMES, FORM_PARTS } from '@disclosure/requests-domain';
import { common, enumOf } from './common.ts';
import { FeeMethodEnum } from './holds.inputs.ts';

export const FormPartEnum = enumOf('FormPart', 'What the form asks of an applicant (申请表的内容).', FORM_PARTS);
export const EndOutcomeEnum = enumOf('EndOutcome', 'How a request ended that no reply decides (未经答复的办结情形).', END_OUTCOMES);

@ObjectType({ simpleResolvers: true, description: 'What the handling division says is missing (补正意见), A2-10: the office notifies the applicant.' })
export class ClarificationProposalType {
  @Field(() => LocalDateScalar, { description: 'Day (提出之日).' }) proposedOn!: string;
  @Field(() => String, { nullable: true, description: 'What is to be supplied, with the guidance (需要补正的事项和指导).' }) text!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'One line of a fee\'s computation (计算).' })
export class FeeLineType {
  @Field(() => Int, { description: 'First unit of the bracket (自).' }) from!: number;
  @Field(() => Int, { description: 'Last unit (至).' }) to!: number;
  @Field(() => Int, { description: 'Units (数量).' }) count!: number;
  @Field(() => Int, { description: 'Yuan for each (单价，元).' }) unitPriceYuan!: number;
  @Field(() => Int, { description: 'Yuan together (金额，元).' }) amountYuan!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A processing fee (信息处理费), A2-22.' })
export class ProcessingFeeType {
  @Field(() => FeeMethodEnum, { description: 'Method (计收方式).' }) method!: string;
  @Field(() => Int, { description: 'Items, or pages, of this request (件数或者页数).' }) count!: number;
  @Field(() => Int, { description: 'Items of the same applicant in the same calendar month before these (当月此前件数).' }) alreadyCounted!: number;
  @Field(() => Int, { description: 'Whole yuan (金额，元).' }) amountYuan!: number;
  @Field(() => [FeeLineType], { description: 'The computation (计算).' }) lines!: FeeLineType[];
  @Field(() => LocalDateScalar, { description: 'Day of the notice (收费通知之日).' }) noticeOn!: string;
  @Field(() => LocalDateScalar, { description: 'Day it reached the applicant (收到之日).' }) receivedOn!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day of payment (缴费之日).' }) paidOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day it was given back (退费之日).' }) refundedOn!: string | null;
  @Field(() => Boolean, { description: 'Not paid in time (逾期未缴).' }) lapsed!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'Reasons asked for because of number or frequency (说明理由), A2-17.' })
export class VolumeReasonsType {
  @Field(() => Int, { description: 'Round (轮次).' }) round!: number;
  @Field(() => LocalDateScalar, { description: 'Day they were asked for (要求之日).' }) askedOn!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day they were given (说明之日).' }) givenOn!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Found reasonable; null while not judged (认定结果).' }) admitted!: boolean | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day that replaces the due date (延迟答复期限).' }) delayedTo!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What is made ready to be handed over on the spot (拟备当场提供的信息): given once review has cleared it.' })
export class OnTheSpotPreparationType {
  @Field(() => String, { description: 'Digest of the stored content package; the clearance is bound to it (内容摘要值).' }) digest!: string;
  @Field(() => LocalDateScalar, { description: 'Day (拟备日期).' }) preparedOn!: string;
  @Field(() => String, { nullable: true, description: 'Who made it ready (拟备人).' }) preparedBy!: string | null;
  @Field(() => String, { nullable: true, description: 'The information, where it is text (所提供的信息).' }) information!: string | null;
  @Field(() => [String], { description: 'Names of the files (附件名称).' }) attachmentNames!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'What was given on the spot (当场答复), A2-9.' })
export class OnTheSpotReplyType {
  @Field(() => LocalDateScalar, { description: 'Day (答复日期).' }) repliedOn!: string;
  @Field(() => String, { nullable: true, description: 'Who replied; not shown to applicants (答复人).' }) repliedBy!: string | null;
  @Field(() => [ID], { description: 'Disclosures given (所提供的已公开条目).' }) disclosureIds!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'What a step would do, before it is taken: by the function of the mutation itself (办理预览).' })
export class RequestPreview {
  @Field(() => [common.Refusal], { description: 'Why it could not be taken; empty when it could (尚缺条件).' }) refusals!: object[];
  @Field(() => String, { description: 'State shown then (届时状态).' }) state!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Due date of the reply now (现届满日).' }) dueOnBefore!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Due date then; null where it stands still (届时届满日).' }) dueOn!: string | null;
  @Field(() => [common.Deadline], { description: 'Every time limit as it stands (现期限).' }) before!: object[];
  @Field(() => [common.Deadline], { description: 'Every time limit as it would stand (届时期限).' }) after!: object[];
}
