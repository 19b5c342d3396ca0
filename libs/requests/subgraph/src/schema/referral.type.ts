import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { LocalDateScalar, makeConnection } from '@disclosure/platform-graphql';
import { ASKED_BEFORE, REFERRAL_POSITIONS, REFERRAL_RESULTS } from '@disclosure/requests-domain';
import { common, enumOf } from './common.ts';
import { AgencyStub } from './request.type.ts';

export const ReferralKindEnum = enumOf('ReferralKind', 'What is referred (转送事项类别); it says by which mutations it is received and answered.', { REQUEST: '政府信息公开申请（recordReferralReceipt、answerReferral）', CORRECTION: '更正申请（recordCorrectionReferralReceipt、answerCorrectionReferral）' });
export const ReferralStatusEnum = enumOf('ReferralStatus', 'Where a referral stands (转送状态).', REFERRAL_POSITIONS);
export const ReferralResultEnum = enumOf('ReferralResult', 'What the agency answered (转送答复).', REFERRAL_RESULTS);
export const AskedBeforeEnum = enumOf('AskedBefore', 'A step that was taken before (已办事项).', ASKED_BEFORE);

@ObjectType({ simpleResolvers: true, description: 'What was already asked, so that it need not be asked again (此前已办事项).' })
export class AskedStepType {
  @Field(() => AskedBeforeEnum, { description: 'What (事项).' }) what!: string;
  @Field(() => LocalDateScalar, { description: 'Day it was asked (发出之日).' }) askedOn!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day it was answered (答复之日).' }) answeredOn!: string | null;
  @Field(() => AgencyStub, { nullable: true, description: 'The agency that was asked (机关).' }) agency!: AgencyStub | null;
  @Field(() => String, { nullable: true, description: 'The result, as a code of its procedure (结果).' }) result!: string | null;
  @Field(() => String, { nullable: true, description: 'What was asked, without anything of the applicant (内容); for the agency and the officers of the case.' }) text!: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'What another agency is told of a case that is not ours (转送), A1-19-4: what is asked for, when it came to us, what was already asked. Never who asked. The law transfers nothing: the applicant asks that agency.' })
export class Referral {
  @Field(() => ID, { description: 'Its number, drawn at random: by it people and machines ask “where is this referral?” (转送编号).' }) id!: string;
  @Field(() => ID, { description: 'The case that a receipt and an answer name as their `id` (所属案件标识); opaque.' }) caseId!: string;
  @Field(() => ReferralKindEnum, { description: 'What is referred (事项类别).' }) kind!: string;
  @Field(() => ReferralStatusEnum, { description: 'Where it stands (状态).' }) status!: string;
  @Field(() => Boolean, { description: 'The time in which an answer is expected is over, and none has come (逾期未答复).' }) unanswered!: boolean;
  @Field(() => AgencyStub, { description: 'Who sent it (转送机关).' }) sender!: AgencyStub;
  @Field(() => AgencyStub, { description: 'Whom it is sent to (接受机关).' }) agency!: AgencyStub;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day on which the sender received what is referred (原收到之日).' }) originallyReceivedOn!: string | null;
  @Field(() => String, { nullable: true, description: 'What is asked for (内容); for the agency and the officers of the case. Null once it was erased.' }) content!: string | null;
  @Directive('@listSize(assumedSize: 3)')
  @Field(() => [AskedStepType], { description: 'What was already asked, in order (此前已办事项); for the agency and the officers of the case.' }) asked!: object[];
  @Field(() => LocalDateScalar, { description: 'Day it was sent (转送之日).' }) sentOn!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day the agency confirmed it (签收之日).' }) receivedOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'From the day after, silence is shown to the office; no law sets it (期望答复之日).' }) answerBy!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day of the answer (答复之日).' }) answeredOn!: string | null;
  @Field(() => ReferralResultEnum, { nullable: true, description: 'The answer (答复).' }) result!: string | null;
  @Field(() => AgencyStub, { nullable: true, description: 'Whom the agency that declined holds to be responsible (其认为负责的机关).' }) competentAgency!: AgencyStub | null;
  @Field(() => String, { nullable: true, description: 'Its reasons (理由或者说明); for the agency and the officers of the case.' }) answer!: string | null;
  @Field(() => Int, { nullable: true, description: 'Version of this part, for `expectedVersion` (版本); not shown to applicants.' }) version!: number | null;
}

export const ReferralConnection = makeConnection(common, 'Referral', () => Referral).Connection;
