import { Field, ID, InputType, Int } from 'type-graphql';
import { DigestScalar, LocalDateScalar } from '@disclosure/platform-graphql';
import { DisclosureRoute, Extent, Mode, PublicationGround, Validity } from './common.ts';

@InputType({ description: 'An attachment (附件): a fresh upload for DISCLOSURE_ATTACHMENT, or a file that this disclosure had before. One of the two.' })
export class DisclosureAttachmentInput {
  @Field(() => ID, { nullable: true, description: 'A finished upload (上传标识).' }) uploadId?: string | null;
  @Field(() => DigestScalar, { nullable: true, description: 'Digest of a file of an earlier content (原附件摘要值).' }) digest?: string | null;
}

const RECORD = { description: 'The disclosure (条目标识).' };

@InputType()
abstract class CommandFields {
  @Field(() => ID, { description: 'Chosen by the client: the same id with the same input has one effect and one answer (操作标识).' }) commandId!: string;
  @Field(() => Int, { nullable: true, description: 'Version of the record as last read; when it has moved on, the action is refused (记录版本).' }) expectedVersion?: number | null;
}

@InputType()
abstract class OnDisclosure extends CommandFields {
  @Field(() => ID, RECORD) id!: string;
}

@InputType()
abstract class AttributeFields extends CommandFields {
  @Field(() => Extent, { nullable: true, description: 'Disclosure attribute: how much (公开程度). Mandatory, but for a document still drafted.' }) extent?: string | null;
  @Field(() => Mode, { nullable: true, description: 'Disclosure attribute: proactively or on request (公开方式). Mandatory likewise.' }) mode?: string | null;
  @Field(() => PublicationGround, { nullable: true, description: 'The ground; mandatory where withheld (不予公开的依据).' }) ground?: string | null;
  @Field(() => String, { nullable: true, description: 'The reasons; mandatory where withheld (不予公开的理由).' }) reasons?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Major sensitive information: the principal leader approves (重大敏感性信息).' }) isMajorSensitive?: boolean | null;
}

@InputType()
abstract class ContentFields extends AttributeFields {
  @Field(() => String, { description: 'Title (名称), at most 200 characters.' }) title!: string;
  @Field(() => String, { description: 'Summary (内容概述); 100 characters are enough, 500 the most.' }) summary!: string;
  @Field(() => String, { description: 'Text (正文).' }) body!: string;
  @Field(() => [String], { nullable: true, description: 'Keywords, at most 10 (关键词).' }) keywords?: string[] | null;
  @Field(() => [DisclosureAttachmentInput], { nullable: true, description: 'Files, at most 20 (附件).' }) attachments?: DisclosureAttachmentInput[] | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Formation date that the information bears (产生时间); without one the day it is signed off counts (A1-13).' }) formedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Document number (文号): `吉工信综合〔2020〕349号`.' }) documentNumber?: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Document date (成文日期).' }) documentDatedOn?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Leaves of the catalogue (类目); at least one before publication.' }) categoryIds?: string[] | null;
  @Field(() => Validity, { nullable: true, description: 'Validity (有效性); default: as before, IN_FORCE for a new one.' }) validity?: string | null;
}

@InputType({ description: 'What a division proposes to disclose (公开意见), A1-14. Without `id` a new disclosure begins.' })
export class ProposeDisclosureInput extends ContentFields {
  @Field(() => ID, { nullable: true, description: 'The disclosure, where one was opened or is proposed anew (条目标识).' }) id?: string;
  @Field(() => DisclosureRoute, { defaultValue: 'OTHER', description: 'The way to publication (公开程序).' }) route!: string;
  @Field(() => ID, { description: 'The holding division (信息拥有处室).' }) divisionId!: string;
}

@InputType({ description: 'A correction of what is public (更正).' })
export class CorrectDisclosureInput extends ContentFields {
  @Field(() => ID, RECORD) id!: string;
  @Field(() => String, { description: 'What is corrected, shown with the new version (更正说明).' }) note!: string;
}

@InputType({ description: 'A change of the information (变更).' })
export class ChangeDisclosureInput extends ContentFields {
  @Field(() => ID, RECORD) id!: string;
  @Field(() => LocalDateScalar, { description: 'The day the information changed; the publication clock counts from it (变更日期).' }) changedOn!: string;
  @Field(() => String, { nullable: true, description: 'What changed, shown with the new version (变更说明).' }) note?: string | null;
}

@InputType({ description: 'The choice on the dispatch form (发文稿纸的公开属性), A1-10.' })
export class ChooseDisclosureAttributeInput extends AttributeFields {
  @Field(() => ID, RECORD) id!: string;
}

@InputType({ description: 'Sending a document to approval (送审签), A1-14.' }) export class SubmitForApprovalInput extends OnDisclosure {}
@InputType({ description: 'Signature of the division head (签批), A1-14.' }) export class ApproveDisclosureAsDivisionHeadInput extends OnDisclosure {}
@InputType({ description: 'Signature of the supervising deputy (签批), A1-14.' }) export class ApproveDisclosureAsSupervisingDeputyInput extends OnDisclosure {}
@InputType({ description: 'Signature of the principal leader (签批), A1-14.' }) export class ApproveDisclosureAsPrincipalLeaderInput extends OnDisclosure {}
@InputType({ description: 'Handing a signed document to the office (交公开办), A1-14.' }) export class HandOverDocumentInput extends OnDisclosure {}
@InputType({ description: 'Publishing (公开), A1-14.' }) export class PublishDisclosureInput extends OnDisclosure {}

@InputType({ description: 'The sign-off of a document (签发).' })
export class SignOffDocumentInput extends OnDisclosure {
  @Field(() => String, { nullable: true, description: 'Document number (文号); mandatory unless given before.' }) documentNumber?: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Document date (成文日期); default: today.' }) documentDatedOn?: string | null;
}

@InputType({ description: 'The withdrawal of what is public (撤回).' })
export class WithdrawDisclosureInput extends OnDisclosure {
  @Field(() => String, { description: 'The reasons, for the record (撤回理由).' }) reasons!: string;
  @Field(() => ID, { description: 'The clause that it rests on, shown at the address (依据条款).' }) clause!: string;
}

/** One input for each action of the aggregate. */
export const DISCLOSURE_INPUTS = {
  proposeDisclosure: ProposeDisclosureInput, chooseDisclosureAttribute: ChooseDisclosureAttributeInput, submitForApproval: SubmitForApprovalInput,
  approveDisclosureAsDivisionHead: ApproveDisclosureAsDivisionHeadInput, approveDisclosureAsSupervisingDeputy: ApproveDisclosureAsSupervisingDeputyInput,
  approveDisclosureAsPrincipalLeader: ApproveDisclosureAsPrincipalLeaderInput, signOffDocument: SignOffDocumentInput, handOverDocument: HandOverDocumentInput,
  publishDisclosure: PublishDisclosureInput, correctDisclosure: CorrectDisclosureInput, changeDisclosure: ChangeDisclosureInput, withdrawDisclosure: WithdrawDisclosureInput,
} as const;
