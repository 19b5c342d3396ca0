import { Field, ID, InputType, Int } from 'type-graphql';
import { LocalDateScalar } from '@disclosure/platform-graphql';
import { CorrectableFactEnum, RemedyResultEnum } from './after-reply.type.ts';
import { OnRequest } from './inputs.ts';

@InputType({ description: 'Closing the file (归档), A2-3.' }) export class ArchiveRequestInput extends OnRequest {}
@InputType({ description: 'Taking the whole file out as one ZIP (导出案卷), R-45.' }) export class ExportFileInput extends OnRequest {}

@InputType({ description: 'An objection to the reply (对答复的异议), A1-18.' })
export class ContestReplyInput extends OnRequest {
  @Field(() => String, { description: 'What the applicant objects to (异议内容).' }) objection!: string;
}
@InputType({ description: 'The division explains the reply (解释), A1-18.' })
export class ExplainReplyInput extends OnRequest {
  @Field(() => String, { description: 'The explanation, as the applicant reads it (解释内容).' }) explanation!: string;
}

@InputType({ description: 'Recording a reconsideration (登记复议), A1-18.' })
export class OpenReconsiderationInput extends OnRequest {
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day the copy of the application reached us (收到申请书副本之日); default: today.' }) receivedOn?: string | null;
  @Field(() => Boolean, { defaultValue: false, description: 'Simplified procedure: five working days for our defence (简易程序).' }) simplified!: boolean;
  @Field(() => String, { nullable: true, description: 'Case number of the reconsideration body (案号).' }) caseNumber?: string | null;
}
@InputType({ description: 'Recording a suit (登记诉讼), A1-18.' })
export class OpenLitigationInput extends OnRequest {
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day the copy of the complaint reached us (收到起诉状副本之日); default: today.' }) receivedOn?: string | null;
  @Field(() => ID, { nullable: true, description: 'The reconsideration that it follows (所经行政复议); none: a direct suit.' }) reconsiderationId?: string | null;
  @Field(() => String, { nullable: true, description: 'Case number of the court (案号).' }) caseNumber?: string | null;
}
@InputType({ description: 'Recording that defence or evidence was handed in (记录提交答复、证据), A1-18.' })
export class RecordDefenceInput extends OnRequest {
  @Field(() => ID, { description: 'The remedy (复议、诉讼标识).' }) remedyId!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day it was handed in (提交之日); default: today.' }) submittedOn?: string | null;
}
@InputType({ description: 'Recording an opinion of the reconsideration body (登记行政复议意见书), A1-18.' })
export class RecordReconsiderationOpinionInput extends OnRequest {
  @Field(() => ID, { description: 'The reconsideration (复议标识).' }) remedyId!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day it reached us (收到意见书之日); default: today. Sixty days from it to report.' }) receivedOn?: string | null;
}
@InputType({ description: 'Recording that the reconsideration body was told what was done about its opinion (报送意见书办理情况), A1-18.' })
export class ReportOnOpinionInput extends OnRequest {
  @Field(() => ID, { description: 'The reconsideration (复议标识).' }) remedyId!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day of the report (报送之日); default: today.' }) reportedOn?: string | null;
}
@InputType({ description: 'Recording the result of a remedy (记录结果), A1-18.' })
export class RecordRemedyResultInput extends OnRequest {
  @Field(() => ID, { description: 'The remedy (复议、诉讼标识).' }) remedyId!: string;
  @Field(() => RemedyResultEnum, { description: 'Result, by the annual report\'s categories (结果).' }) result!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day the decision reached us (收到决定之日); default: today.' }) decidedOn?: string | null;
  @Field(() => Boolean, { defaultValue: false, description: 'The decision orders a new reply: the next round opens (责令重新作出答复).' }) ordersNewDecision!: boolean;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day from which the new period counts (重新答复期限起算之日); default: that of the decision.' }) newPeriodFrom?: string | null;
  @Field(() => Int, { nullable: true, description: 'Working days that the decision sets for the new reply (重新答复的期限); default: the statutory period.' }) newPeriodWorkingDays?: number | null;
}

@InputType({ description: 'Correcting a fact that was recorded wrongly (更正登记事项), R-45.' })
export class CorrectFactInput extends OnRequest {
  @Field(() => CorrectableFactEnum, { description: 'Which fact (事项).' }) fact!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'The right day (正确日期); for the two dates.' }) value?: string | null;
  @Field(() => String, { nullable: true, description: 'The proof of service, or the right one (送达凭证).' }) proof?: string | null;
  @Field(() => String, { description: 'Why it was wrong, and how that is known (理由).' }) reasons!: string;
}
