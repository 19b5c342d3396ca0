import { Field, ID, Int, ObjectType } from 'type-graphql';
import { LocalDateScalar } from '@disclosure/platform-graphql';
import { CORRECTABLE_FACTS, REMEDY_KINDS, REMEDY_RESULTS, STAGES } from '@disclosure/requests-domain';
import { enumOf } from './common.ts';

export const RemedyKindEnum = enumOf('RemedyKind', 'Reconsideration, or a suit: direct, or after reconsideration (复议、诉讼类别).', REMEDY_KINDS);
export const RemedyResultEnum = enumOf('RemedyResult', 'Result, by the annual report\'s categories (复议、诉讼结果).', REMEDY_RESULTS);
export const CorrectableFactEnum = enumOf('CorrectableFact', 'A recorded fact that can be corrected (可更正的登记事项).', CORRECTABLE_FACTS);
export const StageEnum = enumOf('RequestStage', 'Stage of the main line (阶段).', STAGES);

@ObjectType({ simpleResolvers: true, description: 'A reconsideration or suit against what was decided (行政复议、行政诉讼), A1-18.' })
export class RemedyType {
  @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
  @Field(() => RemedyKindEnum, { description: 'Kind (类别).' }) kind!: string;
  @Field(() => Int, { description: 'The round it is about (所涉轮次).' }) round!: number;
  @Field(() => LocalDateScalar, { description: 'Day our copy came (收到副本之日).' }) receivedOn!: string;
  @Field(() => Boolean, { description: 'Simplified procedure (简易程序).' }) simplified!: boolean;
  @Field(() => ID, { nullable: true, description: 'The reconsideration that a suit follows (所经行政复议).' }) reconsiderationId!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day our defence and evidence were handed in (提交答复、证据之日).' }) defendedOn!: string | null;
  @Field(() => RemedyResultEnum, { description: 'Result (结果).' }) result!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day the decision reached us (收到决定之日).' }) decidedOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day an opinion of the reconsideration body reached us (收到行政复议意见书之日).' }) opinionOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day we reported what was done about it (报送办理情况之日).' }) opinionReportedOn!: string | null;
  @Field(() => Boolean, { description: 'It ordered a new reply (责令重新作出答复).' }) ordersNewDecision!: boolean;
  @Field(() => Int, { description: 'Version of this part, for `expectedVersion` (版本).' }) version!: number;
}

@ObjectType({ simpleResolvers: true, description: 'An objection to the reply and its explanation (对答复的异议), A1-18.' })
export class ContestType {
  @Field(() => Int, { description: 'The round it is about (轮次).' }) round!: number;
  @Field(() => LocalDateScalar, { description: 'Day of the objection (提出之日).' }) contestedOn!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day it was explained (解释之日); null while it is not.' }) explainedOn!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A correction of a recorded fact (登记事项更正): both values stay readable.' })
export class FactCorrectionType {
  @Field(() => CorrectableFactEnum, { description: 'Which fact (事项).' }) fact!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'What was recorded (原记录).' }) was!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'What is right (更正为).' }) value!: string | null;
  @Field(() => LocalDateScalar, { description: 'Day of the correction (更正之日).' }) on!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Counted working days that a stage and a division used (用时).' })
export class TimeUsedType {
  @Field(() => StageEnum, { description: 'Stage (阶段).' }) stage!: string;
  @Field(() => ID, { nullable: true, description: 'Division that had the case (处室标识).' }) divisionId!: string | null;
  @Field(() => Int, { description: 'Working days used (所用工作日).' }) workingDays!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Why a reply is late and because of whom (逾期归因): the stage and the division that used most of the time, computed from the events.' })
export class LatenessType {
  @Field(() => StageEnum, { description: 'Stage that used most of the time (用时最多的阶段).' }) stage!: string;
  @Field(() => ID, { nullable: true, description: 'Division that had the case then (处室标识).' }) divisionId!: string | null;
  @Field(() => Int, { description: 'Working days it used (所用工作日).' }) workingDays!: number;
  @Field(() => Int, { description: 'Working days after the due date (逾期工作日).' }) overdueWorkingDays!: number;
  @Field(() => [TimeUsedType], { description: 'Every stage that used time, in order (各阶段用时).' }) byStage!: TimeUsedType[];
}

@ObjectType({ simpleResolvers: true, description: 'The whole file of a request as one ZIP (案卷).' })
export class RequestFile {
  @Field(() => String, { description: 'File name (文件名).' }) name!: string;
  @Field(() => String, { description: 'SHA-256 of the bytes (摘要值): the same file has the same.' }) digest!: string;
  @Field(() => String, { description: 'Where it can be fetched for a while (下载地址).' }) url!: string;
}
