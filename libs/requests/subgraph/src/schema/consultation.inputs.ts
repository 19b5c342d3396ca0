import { Field, ID, InputType } from 'type-graphql';
import { LocalDateScalar } from '@disclosure/platform-graphql';
import { ConsultationKindEnum, ConsultationResultEnum, UndeliveredReasonEnum } from './consultation.type.ts';
import { OnRequest } from './inputs.ts';

@InputType({ description: 'A third party to be consulted (第三方).' })
export class ThirdPartyInput {
  @Field(() => String, { description: 'Name (姓名或者名称).' }) name!: string;
  @Field(() => String, { nullable: true, description: 'Telephone (联系电话).' }) telephone?: string | null;
  @Field(() => String, { nullable: true, description: 'E-mail (电子邮箱).' }) email?: string | null;
  @Field(() => String, { nullable: true, description: 'Postal address (通信地址).' }) postalAddress?: string | null;
}
@InputType({ description: 'Consulting a third party (征求第三方意见), A2-15.' })
export class ConsultThirdPartyInput extends OnRequest {
  @Field(() => ThirdPartyInput, { description: 'The third party (第三方).' }) thirdParty!: ThirdPartyInput;
  @Field(() => String, { description: 'What is proposed to be disclosed about it (拟公开的信息); nothing of the applicant.' }) content!: string;
}
@InputType({ description: 'Consulting another agency (征求其他机关意见), A2-16.' })
export class ConsultAgencyInput extends OnRequest {
  @Field(() => ID, { description: 'The agency (机关).' }) agencyId!: string;
  @Field(() => String, { description: 'What is proposed to be disclosed (拟公开的信息); nothing of the applicant.' }) content!: string;
}

@InputType()
abstract class OnConsultation extends OnRequest {
  @Field(() => ID, { description: 'The consultation (征求意见标识).' }) consultationId!: string;
}
@InputType({ description: 'The letter has reached the consulted party (记录收到征求意见书), R-32.' })
export class RecordConsultationReceiptInput extends OnConsultation {
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day of its receipt (收到之日); default: today.' }) receivedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Proof (送达凭证).' }) proof?: string | null;
}
@InputType({ description: 'The letter did not arrive (记录征求意见书未能送达), R-32. Refused in front of witnesses is received: record its receipt.' })
export class RecordConsultationUndeliveredInput extends OnConsultation {
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day on which that was known: of the return, or of the post\'s answer (知悉之日); default: today. The time that is not counted ends with it.' }) undeliveredOn?: string | null;
  @Field(() => UndeliveredReasonEnum, { description: 'Why (原因).' }) reason!: string;
  @Field(() => String, { description: 'Proof: number of the item, what the post wrote on it, its answer (凭证).' }) proof!: string;
}
@InputType({ description: 'Where a third party may be reached instead (其他联系方式).' })
export class OtherAddressInput {
  @Field(() => String, { nullable: true, description: 'Telephone (联系电话).' }) telephone?: string | null;
  @Field(() => String, { nullable: true, description: 'E-mail (电子邮箱).' }) email?: string | null;
  @Field(() => String, { nullable: true, description: 'Postal address (通信地址).' }) postalAddress?: string | null;
}
@InputType({ description: 'A new letter of the same consultation (再次发出征求意见书), R-32.' })
export class ResendConsultationInput extends OnConsultation {
  @Field(() => OtherAddressInput, { nullable: true, description: 'Where the third party may be reached instead (其他联系方式); default: as before. An agency\'s address is the directory\'s.' }) contact?: OtherAddressInput | null;
}
@InputType({ description: 'Not asking any longer whom no letter reaches (不再征求意见), A2-15.' })
export class GiveUpConsultationInput extends OnConsultation {
  @Field(() => String, { description: 'What was tried, and why nothing more can be (理由).' }) reasons!: string;
}
@InputType()
abstract class AnswerInput extends OnConsultation {
  @Field(() => ConsultationResultEnum, { description: 'CONSENT, PARTIAL_CONSENT or OBJECTION (意见).' }) result!: string;
  @Field(() => String, { nullable: true, description: 'Reasons; needed unless it consents (理由).' }) reasons?: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day an answer on paper came in, entered by an officer (收到意见之日); default: today.' }) answeredOn?: string | null;
}
@InputType({ description: 'A third party\'s answer (第三方提出意见), A2-15.' }) export class AnswerThirdPartyConsultationInput extends AnswerInput {}
@InputType({ description: 'An agency\'s answer (机关提出意见), A2-16.' }) export class AnswerAgencyConsultationInput extends AnswerInput {}
@InputType({ description: 'The leading group decides to disclose over an objection (公共利益审定), A2-15.' })
export class OverrideForPublicInterestInput extends OnConsultation {
  @Field(() => String, { description: 'Why not disclosing would gravely harm the public interest (理由).' }) reasons!: string;
}
@InputType({ description: 'Telling the third party in writing (书面告知第三方), A2-15.' })
export class NotifyThirdPartyInput extends OnConsultation {
  @Field(() => String, { description: 'What is disclosed (决定公开的内容).' }) disclosed!: string;
  @Field(() => String, { description: 'Why (理由).' }) reasons!: string;
}

@InputType({ description: 'A consultation that is thought of (拟征求意见).' })
export class PreviewConsultationInput {
  @Field(() => ID, { description: 'The request (申请标识).' }) id!: string;
  @Field(() => ConsultationKindEnum, { defaultValue: 'THIRD_PARTY', description: 'Whom (对象类别).' }) kind!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day the letter is sent (发出之日); default: today.' }) sentOn?: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day it is received (收到之日); default: the day it is sent.' }) receivedOn?: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day of the answer (提出意见之日); default: none comes.' }) answeredOn?: string | null;
}
@InputType({ description: 'The code of a consultation letter in exchange for a short token (专用查询码换取凭证).' })
export class ExchangeConsultationLinkInput {
  @Field(() => String, { description: 'The code in the letter (专用查询码).' }) linkCode!: string;
}
