import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { LocalDateScalar, makeConnection } from '@disclosure/platform-graphql';
import { CONSULTATION_KINDS, CONSULTATION_POSITIONS, CONSULTATION_RESULTS, UNDELIVERED_REASONS } from '@disclosure/requests-domain';
import { common, enumOf } from './common.ts';
import { AgencyStub } from './request.type.ts';

export const ConsultationKindEnum = enumOf('ConsultationKind', 'Whom we consult (征求意见的对象).', CONSULTATION_KINDS);
export const ConsultationStatusEnum = enumOf('ConsultationStatus', 'Where a consultation stands (征求意见状态).', CONSULTATION_POSITIONS);
export const ConsultationResultEnum = enumOf('ConsultationResult', 'What the consulted party said; silence is NO_ANSWER of a third party, DEEMED_CONSENT of an agency; NOT_REACHED: no letter arrived (征求意见结果).', CONSULTATION_RESULTS);
export const UndeliveredReasonEnum = enumOf('UndeliveredReason', 'Why a letter did not arrive (未能送达的原因).', UNDELIVERED_REASONS);

@ObjectType({ simpleResolvers: true, description: 'A letter of a consultation (征求意见书): the present one, or one before it that did not arrive.' })
export class ConsultationLetterType {
  @Field(() => String, { description: 'Number (文号).' }) number!: string;
  @Field(() => LocalDateScalar, { description: 'Day it was sent (发出之日).' }) sentOn!: string;
  @Field(() => String, { description: 'The letter as PDF (下载地址).' }) url!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day it was known not to have arrived (知悉未能送达之日).' }) undeliveredOn!: string | null;
  @Field(() => UndeliveredReasonEnum, { nullable: true, description: 'Why it did not (原因).' }) undeliveredReason!: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A consultation of a third party or another agency (征求意见), A2-15, A2-16. Its party sees this, and nothing of the request or the applicant.' })
export class Consultation {
  @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
  @Field(() => ID, { description: 'The case that an answer names as its `id` (所属申请标识); opaque.' }) requestId!: string;
  @Field(() => ConsultationKindEnum, { description: 'Whom (对象类别).' }) kind!: string;
  @Field(() => ConsultationStatusEnum, { description: 'Where it stands (状态).' }) status!: string;
  @Field(() => AgencyStub, { nullable: true, description: 'The agency consulted (被征求意见的机关).' }) agency!: AgencyStub | null;
  @Field(() => String, { nullable: true, description: 'The third party, masked for officers (第三方).' }) thirdParty!: string | null;
  @Field(() => String, { nullable: true, description: 'What is proposed to be disclosed (拟公开的信息).' }) content!: string | null;
  @Field(() => LocalDateScalar, { description: 'Day the letter was sent: from the next on, the time is not counted (发出之日).' }) sentOn!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day it was received (收到之日).' }) receivedOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day for the answer (提出意见期限届满日); null until the receipt is known.' }) answerBy!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day of the answer (提出意见之日).' }) answeredOn!: string | null;
  @Field(() => ConsultationResultEnum, { nullable: true, description: 'Result (结果).' }) result!: string | null;
  @Field(() => String, { nullable: true, description: 'The answer\'s reasons (意见和理由).' }) answer!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day the leading group decided to disclose all the same (公共利益审定之日).' }) overriddenOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day the third party was told in writing (书面告知之日).' }) notifiedOn!: string | null;
  @Field(() => String, { description: 'Number of the letter (征求意见书文号).' }) letterNumber!: string;
  @Field(() => String, { description: 'The letter as PDF (征求意见书下载地址).' }) letterUrl!: string;
  @Field(() => String, { description: 'The answer form as PDF (意见回执下载地址).' }) answerFormUrl!: string;
  @Directive('@listSize(assumedSize: 2)')
  @Field(() => [ConsultationLetterType], { description: 'Every letter that was sent, in order (历次征求意见书); for officers.' }) letters!: ConsultationLetterType[];
  @Field(() => String, { nullable: true, description: 'The code that the letter gives the third party (专用查询码); shown to the officers who send it, while it is open.' }) linkCode!: string | null;
  @Field(() => Int, { description: 'Version of this part, for `expectedVersion` (版本).' }) version!: number;
}

export const ConsultationConnection = makeConnection(common, 'Consultation', () => Consultation).Connection;

@ObjectType({ simpleResolvers: true, description: 'What a consultation would come to, before anybody is consulted: by the functions of the mutations (征求意见预览).' })
export class ConsultationPreview {
  @Field(() => [common.Refusal], { description: 'Why it could not be done so; empty when it could (尚缺条件).' }) refusals!: object[];
  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day for the answer (提出意见期限届满日).' }) answerBy!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Due date of the reply now (现届满日).' }) dueOnBefore!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Due date then (届时届满日).' }) dueOn!: string | null;
  @Field(() => Boolean, { description: 'In a year without an arrangement yet (暂定).' }) provisional!: boolean;
  @Field(() => Int, { nullable: true, description: 'Working days that are not counted (不计入的工作日数).' }) workingDaysExcluded!: number | null;
}
