import { Field, ID, InputType, Int } from 'type-graphql';
import { LocalDateScalar } from '@disclosure/platform-graphql';
import { ApplicantKind, FormOfProvision, MeansOfService, Outcome, SubmissionChannel, ThirdPartyRight, WithholdingGround } from './common.ts';

export const COMMAND = { description: 'Chosen by the client: the same id with the same input has one effect and one answer (操作标识). Anonymous ones carry 128 random bits.' };
const RECORD = { description: 'The request (申请标识).' };
const VERSION = { nullable: true, description: 'Version of the part that is acted on, as last read (版本); when it has moved on, the action is refused.' } as const;

@InputType()
export abstract class OnRequest {
  @Field(() => ID, COMMAND) commandId!: string;
  @Field(() => ID, RECORD) id!: string;
  @Field(() => Int, VERSION) expectedVersion?: number | null;
}

@InputType({ description: 'An identity document (身份证明).' })
export class IdentityDocumentInput {
  @Field(() => String, { description: 'Kind of document (证件名称): `居民身份证`, `护照`.' }) type!: string;
  @Field(() => String, { description: 'Number (证件号码); a resident identity number is checked.' }) number!: string;
}

@InputType({ description: 'The applicant (申请人), A2-4. No purpose is asked for (REQ-09).' })
export class ApplicantInput {
  @Field(() => ApplicantKind, { description: 'Kind (类别).' }) kind!: string;
  @Field(() => String, { description: 'Name (姓名或者名称).' }) name!: string;
  @Field(() => IdentityDocumentInput, { nullable: true, description: 'Identity document of a natural person (身份证明).' }) identityDocument?: IdentityDocumentInput | null;
  @Field(() => String, { nullable: true, description: 'Unified social credit code of an organisation (统一社会信用代码).' }) organisationCode?: string | null;
  @Field(() => String, { nullable: true, description: 'Representative of an organisation (法定代表人或者联系人).' }) representative?: string | null;
  @Field(() => String, { nullable: true, description: 'Telephone (联系电话).' }) telephone?: string | null;
  @Field(() => String, { nullable: true, description: 'E-mail (电子邮箱).' }) email?: string | null;
  @Field(() => String, { nullable: true, description: 'Postal address (通信地址).' }) postalAddress?: string | null;
}

@InputType({ description: 'A disclosure request as it is submitted (政府信息公开申请表), A2-4.' })
export class SubmitRequestInput {
  @Field(() => ID, COMMAND) commandId!: string;
  @Field(() => ID, { nullable: true, description: 'The agency asked; default: the department (行政机关).' }) agencyId?: string | null;
  @Field(() => SubmissionChannel, { defaultValue: 'ONLINE', description: 'Channel (提交渠道). The public submits online; the office enters the others.' }) channel!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day it was handed in or signed for, entered by the office (提交或签收之日); default: today.' }) receivedOn?: string | null;
  @Field(() => ApplicantInput, { description: 'The applicant (申请人).' }) applicant!: ApplicantInput;
  @Field(() => String, { description: 'Name of the information asked for (所需信息名称), one line.' }) title!: string;
  @Field(() => String, { nullable: true, description: 'Its document number (文号).' }) documentNumber?: string | null;
  @Field(() => String, { nullable: true, description: 'Other features by which it can be found (其他特征性描述).' }) description?: string | null;
  @Field(() => FormOfProvision, { defaultValue: 'ELECTRONIC_COPY', description: 'Form wanted (提供形式).' }) form!: string;
  @Field(() => MeansOfService, { defaultValue: 'ONLINE', description: 'Means wanted (获取途径).' }) means!: string;
  @Field(() => String, { nullable: true, description: 'Help given to an applicant who has difficulty reading, seeing or hearing, or that is asked for (提供的帮助和便利), A2-20.' }) assistance?: string | null;
  @Field(() => String, { nullable: true, description: 'Of an oral request: how the applicant confirmed what was taken down (申请人对代为填写内容的确认), A2-4. Can be recorded later by confirmOralRequest.' }) oralConfirmation?: string | null;
}

@InputType({ description: 'Confirming receipt and registering (确认收到、登记), A2-6.' })
export class RegisterRequestInput extends OnRequest {
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day both sides confirmed (双方确认之日); default: today.' }) confirmedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Help given to an applicant who has difficulty reading, seeing or hearing, or that is asked for (提供的帮助和便利), A2-20.' }) assistance?: string | null;
}
@InputType({ description: 'Accepting (受理), A2-7.' }) export class AcceptRequestInput extends OnRequest {}

@InputType({ description: 'Assigning to divisions (转承办处室), A2-8.' })
export class AssignRequestInput extends OnRequest {
  @Field(() => ID, { description: 'Lead division (牵头处室).' }) leadDivisionId!: string;
  @Field(() => [ID], { nullable: true, description: 'Supporting divisions (配合处室).' }) supportingDivisionIds?: string[] | null;
  @Field(() => String, { nullable: true, description: 'Assignment proposal (拟办建议).' }) remarks?: string | null;
}

@InputType({ description: 'An applicant who could not be reached on the day (登记无法联系申请人), A2-6.' })
export class RecordNoContactInput extends OnRequest {
  @Field(() => String, { description: 'When and how it was tried (联系经过).' }) attempts!: string;
}
@InputType({ description: 'The applicant confirms what was taken down (确认代为填写的申请), A2-4.' })
export class ConfirmOralRequestInput extends OnRequest {
  @Field(() => String, { nullable: true, description: 'How the applicant confirmed it; needed where an officer records it (确认方式).' }) how?: string | null;
}
@InputType({ description: 'The handling division says what is missing, for the office to notify (提出补正意见), A2-10.' })
export class ProposeClarificationInput extends OnRequest {
  @Field(() => String, { description: 'What is to be supplied (需要补正的事项).' }) items!: string;
  @Field(() => String, { nullable: true, description: 'Guidance (指导和释明).' }) guidance?: string | null;
}
@InputType({ description: 'The day on which a clarification notice reached the applicant (登记收到补正告知书), A2-10.' })
export class RecordClarificationNoticeReceiptInput extends OnRequest {
  @Field(() => LocalDateScalar, { nullable: true, description: 'That day (收到之日); default: today. The period to clarify counts from it.' }) receivedOn?: string | null;
}

@InputType({ description: 'Asking for clarification, once (一次性告知补正), A2-10.' })
export class RequestClarificationInput extends OnRequest {
  @Field(() => String, { nullable: true, description: 'What is to be supplied (需要补正的事项); default: as the handling division stated it (proposeClarification).' }) items?: string | null;
  @Field(() => String, { nullable: true, description: 'Guidance (指导和释明).' }) guidance?: string | null;
  @Field(() => Int, { defaultValue: 15, description: 'Reasonable period in working days (合理补正期限); 15 by default.' }) periodWorkingDays!: number;
}

@InputType({ description: 'Supplying the clarification (补正), A2-10.' })
export class SupplyClarificationInput extends OnRequest {
  @Field(() => String, { description: 'The clarification (补正内容).' }) clarification!: string;
  @Field(() => String, { nullable: true, description: 'Why it comes late, where that is a good reason; entered by the office (逾期的正当理由), CLK-04.' }) goodReason?: string | null;
}
@InputType({ description: 'Taking a request as given up (视为放弃申请), A2-10.' }) export class DeemAbandonedInput extends OnRequest {}

@InputType({ description: 'A supporting division gives its material (提供答复材料), A2-11.' })
export class ContributeMaterialInput extends OnRequest {
  @Field(() => ID, { description: 'The supporting division (配合处室).' }) divisionId!: string;
  @Field(() => String, { description: 'The material (材料).' }) material!: string;
}

@InputType({ description: 'The office excuses a supporting division (免予提供), A1-16.' })
export class WaiveContributionInput extends OnRequest {
  @Field(() => ID, { description: 'The supporting division (配合处室).' }) divisionId!: string;
  @Field(() => String, { description: 'Why (理由).' }) reasons!: string;
}

@InputType({ description: 'A division asks for more time (提出延期), A2-9.' })
export class ProposeExtensionInput extends OnRequest {
  @Field(() => Int, { description: 'Working days, at most 20 (延长工作日数).' }) workingDays!: number;
  @Field(() => String, { description: 'Why, as the applicant is told (延期理由).' }) reasons!: string;
}
@InputType({ description: 'The head of the office consents to an extension (同意延期), A2-9.' })
export class ExtendReplyPeriodInput extends OnRequest {
  @Field(() => Int, { description: 'Working days, at most what was proposed (延长工作日数).' }) workingDays!: number;
}

@InputType({ description: 'What is decided on one item asked for (处理意见), A2-12.' })
export class DecidedItemInput {
  @Field(() => Outcome, { description: 'Outcome (处理结果).' }) outcome!: string;
  @Field(() => WithholdingGround, { nullable: true, description: 'Ground, where something is withheld (理由).' }) ground?: string | null;
  @Field(() => ThirdPartyRight, { nullable: true, description: 'Which right of the third party, where that is the ground (商业秘密、个人隐私).' }) thirdPartyRight?: string | null;
  @Field(() => ID, { nullable: true, description: 'The disclosure that is public already (已公开条目).' }) disclosureId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The agency responsible, where known (负责公开的机关).' }) agencyId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'OTHER_AGENCY without one: it cannot be told which agency is responsible (不能确定负责公开的机关). Needed where the directory names one for what is asked for (DEC-05).' }) agencyUndetermined?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'The earlier request, where repeated (此前的申请).' }) earlierRequestId?: string | null;
}

@InputType({ description: 'The free text of a reply (答复内容): every word of it is reviewed. Which are needed depends on the outcome.' })
export class ReplyBlocksInput {
  @Field(() => String, { nullable: true, description: 'Reasons (理由).' }) reasons?: string | null;
  @Field(() => String, { nullable: true, description: 'Way, means and time to get it (获取的方式、途径和时间).' }) howToGet?: string | null;
  @Field(() => String, { nullable: true, description: 'Parts withheld (不予公开的部分).' }) withheldParts?: string | null;
  @Field(() => String, { nullable: true, description: 'Whether what is withheld can be told apart from the rest, and how that was looked into (区分处理情况), R-37, DEC-03.' }) severance?: string | null;
  @Field(() => String, { nullable: true, description: 'Parts that are no government information (不属于政府信息的部分).' }) notInformation?: string | null;
  @Field(() => String, { nullable: true, description: 'The search: where, when, by whom, with what terms (检索情况).' }) searchRecord?: string | null;
  @Field(() => String, { nullable: true, description: 'The proper channel of a petition (信访、投诉、举报的渠道).' }) channelAdvice?: string | null;
  @Field(() => String, { nullable: true, description: 'Name and article of the law that rules access by itself (特别规定的名称和条款).' }) regimeLaw?: string | null;
  @Field(() => String, { nullable: true, description: 'Title of what is published already (已公开信息的标题).' }) publishedTitle?: string | null;
}

@InputType({ description: 'A file uploaded before (上传文件).' })
export class AttachmentInput {
  @Field(() => ID, { description: 'Id of the upload (上传标识).' }) uploadId!: string;
}

@InputType({ description: 'The division\'s reply proposal (拟制答复意见), A2-12.' })
export class DraftReplyProposalInput extends OnRequest {
  @Field(() => [DecidedItemInput], { description: 'What is decided, item by item (处理意见).' }) items!: DecidedItemInput[];
  @Field(() => Boolean, { defaultValue: false, description: 'A major request (重大), A1-17-3.' }) isMajor!: boolean;
  @Field(() => String, { nullable: true, description: 'The information itself, where it is text (所提供的信息).' }) information?: string | null;
  @Field(() => ReplyBlocksInput, { nullable: true, description: 'The free text of the letter (答复内容).' }) blocks?: ReplyBlocksInput | null;
  @Field(() => [AttachmentInput], { nullable: true, description: 'Files to give (附件).' }) attachments?: AttachmentInput[] | null;
}
@InputType({ description: 'Submitting the proposal for approval (报送答复意见), A2-11.' }) export class SubmitReplyProposalInput extends OnRequest {}
@InputType({ description: 'Approval by the division head (审核（处室负责人）), A2-11.' }) export class ApproveReplyAsDivisionHeadInput extends OnRequest {}
@InputType({ description: 'Approval by the supervising deputy (审核（分管厅领导）), A2-11.' }) export class ApproveReplyAsSupervisingDeputyInput extends OnRequest {}
@InputType({ description: 'Approval by the principal leader (批准（主要负责人）), A1-17-3.' }) export class ApproveReplyAsPrincipalLeaderInput extends OnRequest {}
@InputType({ description: 'Sending a proposal back (退回), A2-11.' })
export class ReturnReplyProposalInput extends OnRequest {
  @Field(() => String, { description: 'Why (退回理由).' }) reasons!: string;
}
@InputType({ description: 'Making and numbering the reply letter (制作、审核、编号答复书), A2-11: from the proposal, with other words where the office changes any. Changed words are reviewed again before the letter is signed.' })
export class DraftReplyLetterInput extends OnRequest {
  @Field(() => String, { nullable: true, description: 'The information itself, in other words (所提供的信息); left out: as proposed.' }) information?: string | null;
  @Field(() => ReplyBlocksInput, { nullable: true, description: 'Free text to change (答复内容); a part left out stays as proposed, an empty one is taken out.' }) blocks?: ReplyBlocksInput | null;
  @Field(() => Int, { nullable: true, description: 'Where the items fall in different rows of the annual report: the place, from 0, of the one that the case counts by (主要处理意见); default: the outcome first in the table.' }) principalItem?: number | null;
}
@InputType({ description: 'Proofreading (校核), A2-11.' }) export class ProofreadReplyLetterInput extends OnRequest {}
@InputType({ description: 'Sign-off by the disclosure deputy (签发), A2-11.' }) export class SignOffReplyLetterInput extends OnRequest {}
@InputType({ description: 'Sealing (加盖公章), A2-11.' }) export class SealReplyLetterInput extends OnRequest {}

@InputType({ description: 'Serving the reply (送达), A1-17-4.' })
export class ServeReplyInput extends OnRequest {
  @Field(() => MeansOfService, { description: 'Means of service (送达方式).' }) means!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day of signature or of posting (签收或交邮之日); default: today, but the day of posting is to be given.' }) servedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Why by other means than asked for (未按要求的途径送达的理由), A2-14.' }) reasons?: string | null;
  @Field(() => String, { nullable: true, description: 'Proof of service (送达凭证).' }) proof?: string | null;
}
@InputType({ description: 'Withdrawing (撤回申请).' }) export class WithdrawRequestInput extends OnRequest {}
@InputType({ description: 'Proposing promotion to proactive disclosure (建议纳入主动公开), A2-21.' }) export class ProposePromotionInput extends OnRequest {}
@InputType({ description: 'Confirming promotion (确认纳入主动公开), A2-21.' }) export class PromoteToProactiveInput extends OnRequest {}
@InputType({ description: 'Erasing an applicant\'s identity and texts (清除申请人信息), R-45.' }) export class EraseApplicantInput extends OnRequest {}

@InputType({ description: 'A tracking code in exchange for a short token (查询码换取凭证).' })
export class ExchangeTrackingCodeInput {
  @Field(() => String, { description: 'The tracking code (查询码).' }) trackingCode!: string;
}

@InputType({ description: 'Announcing a file to be uploaded (申请上传).' })
export class StartUploadInput {
  @Field(() => String, { description: 'What for (用途): `REPLY_ATTACHMENT`, `DISCLOSURE_ATTACHMENT`.' }) purpose!: string;
  @Field(() => String, { description: 'File name (文件名).' }) name!: string;
  @Field(() => Int, { description: 'Bytes, exactly (字节数).' }) size!: number;
  @Field(() => String, { description: 'Media type (类型).' }) mediaType!: string;
}

/** One input class for each action that is a mutation. */
export const INPUTS = {
  submitRequest: SubmitRequestInput, registerRequest: RegisterRequestInput, acceptRequest: AcceptRequestInput, assignRequest: AssignRequestInput, requestClarification: RequestClarificationInput,
  supplyClarification: SupplyClarificationInput, deemAbandoned: DeemAbandonedInput, contributeMaterial: ContributeMaterialInput, waiveContribution: WaiveContributionInput, proposeExtension: ProposeExtensionInput,
  extendReplyPeriod: ExtendReplyPeriodInput, draftReplyProposal: DraftReplyProposalInput, submitReplyProposal: SubmitReplyProposalInput, approveReplyAsDivisionHead: ApproveReplyAsDivisionHeadInput,
  approveReplyAsSupervisingDeputy: ApproveReplyAsSupervisingDeputyInput, approveReplyAsPrincipalLeader: ApproveReplyAsPrincipalLeaderInput, returnReplyProposal: ReturnReplyProposalInput, draftReplyLetter: DraftReplyLetterInput,
  proofreadReplyLetter: ProofreadReplyLetterInput, signOffReplyLetter: SignOffReplyLetterInput, sealReplyLetter: SealReplyLetterInput, serveReply: ServeReplyInput, withdrawRequest: WithdrawRequestInput,
  proposePromotion: ProposePromotionInput, promoteToProactive: PromoteToProactiveInput, eraseApplicant: EraseApplicantInput,
} as const;
