import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, LocalDateScalar, makeConnection } from '@disclosure/platform-graphql';
import { ContestType, FactCorrectionType, LatenessType, RemedyType } from './after-reply.type.ts';
import { ClarificationProposalType, EndOutcomeEnum, FormPartEnum, OnTheSpotPreparationType, OnTheSpotReplyType, ProcessingFeeType, VolumeReasonsType } from './holds.type.ts';
import { ApplicantKind, common, ContributionStatus, DocumentFormat, FormOfProvision, MeansOfService, Outcome, RequestStateEnum, SubmissionChannel, ThirdPartyRight, WithholdingGround } from './common.ts';

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Division', { simpleResolvers: true, description: 'A division (处室); its facts are the directory\'s.' })
export class DivisionStub {
  @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Agency', { simpleResolvers: true, description: 'An administrative organ (行政机关); its facts are the directory\'s.' })
export class AgencyStub {
  @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Clearance', { simpleResolvers: true, description: 'What review said of a content package (放行); its facts are review\'s.' })
export class ClearanceStub {
  @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
}

@Directive('@key(fields: "id")')
@ObjectType('Disclosure', { description: 'A disclosure (主动公开信息); publication owns it, this subgraph says how many requests led to it.' })
export class DisclosureExtension {
  @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
  @Field(() => Int, { description: 'How many disclosure requests led to its publication (由依申请公开转化的申请数, A2-21).' }) requestCount!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The applicant (申请人), masked: identities are shown whole to nobody through this type.' })
export class Applicant {
  @Field(() => ApplicantKind, { description: 'Kind, by the annual report\'s six columns (类别).' }) kind!: string;
  @Field(() => String, { nullable: true, description: 'Name, masked but for the applicant (姓名或者名称). Null after erasure.' }) name!: string | null;
  @Field(() => String, { nullable: true, description: 'How to reach the applicant, masked (联系方式).' }) contact!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'One item asked for and what is decided on it (处理意见).' })
export class DecidedItemType {
  @Field(() => Outcome, { description: 'The outcome (处理结果).' }) outcome!: string;
  @Field(() => WithholdingGround, { nullable: true, description: 'The ground, where something is withheld (理由).' }) ground!: string | null;
  @Field(() => ThirdPartyRight, { nullable: true, description: 'Which right of the third party, where that is the ground (商业秘密、个人隐私).' }) thirdPartyRight!: string | null;
  @Field(() => [ID], { description: 'The clauses it rests on (依据条款).' }) bases!: string[];
  @Field(() => DisclosureExtension, { nullable: true, description: 'What is published already (已主动公开的信息).' }) disclosure!: { id: string } | null;
  @Field(() => AgencyStub, { nullable: true, description: 'The agency responsible, of OTHER_AGENCY (负责公开的机关).' }) agency!: AgencyStub | null;
}

@ObjectType({ simpleResolvers: true, description: 'A file that goes out with the reply (附件).' })
export class ReplyAttachment {
  @Field(() => String, { description: 'File name (文件名).' }) name!: string;
  @Field(() => String, { description: 'Media type (类型).' }) mediaType!: string;
  @Field(() => Int, { description: 'Bytes (字节数).' }) size!: number;
  @Field(() => String, { description: 'Where it can be fetched for a while (下载地址).' }) url!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a reply says in words (答复内容), as it was reviewed.' })
export class ReplyTexts {
  @Field(() => String, { nullable: true, description: 'Reasons (理由).' }) reasons!: string | null;
  @Field(() => String, { nullable: true, description: 'How, where and when to get it (获取的方式、途径和时间).' }) howToGet!: string | null;
  @Field(() => String, { nullable: true, description: 'What is withheld of it (不予公开的部分).' }) withheldParts!: string | null;
  @Field(() => String, { nullable: true, description: 'Whether what is withheld can be told apart from the rest (区分处理情况).' }) severance!: string | null;
  @Field(() => String, { nullable: true, description: 'What of it is not government information (不属于政府信息的部分).' }) notInformation!: string | null;
  @Field(() => String, { nullable: true, description: 'The search that was made (检索情况).' }) searchRecord!: string | null;
  @Field(() => String, { nullable: true, description: 'The channel for petitions, complaints and reports (渠道).' }) channelAdvice!: string | null;
  @Field(() => String, { nullable: true, description: 'Law and article of the special regime (特别规定).' }) regimeLaw!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The division\'s reply proposal (答复意见) of this round.' })
export class ReplyProposalType {
  @Field(() => [DecidedItemType], { description: 'What is decided, item by item (处理意见).' }) items!: DecidedItemType[];
  @Field(() => Boolean, { description: 'A major request: the principal leader approves (重大, A1-17-3).' }) isMajor!: boolean;
  @Field(() => String, { description: 'Digest of the stored content package; the clearance is bound to it (内容摘要值).' }) digest!: string;
  @Field(() => ReplyTexts, { nullable: true, description: 'What it says in words (答复内容).' }) texts!: ReplyTexts | null;
  @Field(() => String, { nullable: true, description: 'The information itself, where it is text (所提供的信息).' }) information!: string | null;
  @Field(() => [ReplyAttachment], { description: 'Files that go out with it (附件).' }) attachments!: ReplyAttachment[];
}

@ObjectType({ simpleResolvers: true, description: 'The reply as served (答复): what the applicant was given, byte for byte as cleared.' })
export class ReplyType {
  @Field(() => LocalDateScalar, { description: 'Day of service (送达之日).' }) servedOn!: string;
  @Field(() => Boolean, { description: 'Served after the reply period (逾期).' }) late!: boolean;
  @Field(() => [DecidedItemType], { description: 'What was decided (处理结果).' }) items!: DecidedItemType[];
  @Field(() => ReplyTexts, { nullable: true, description: 'What it says in words (答复内容). Null when the release has ended.' }) texts!: ReplyTexts | null;
  @Field(() => String, { nullable: true, description: 'The information itself, where it is text (所提供的信息). Null when the release has ended.' }) information!: string | null;
  @Field(() => [ReplyAttachment], { description: 'Files given (附件). Empty when the release has ended.' }) attachments!: ReplyAttachment[];
}

@ObjectType({ simpleResolvers: true, description: 'A letter or form of the case (文书).' })
export class RequestDocument {
  @Field(() => String, { description: 'Kind (文书种类): `ReplyLetter`.' }) kind!: string;
  @Field(() => String, { description: 'Name in Chinese (名称).' }) title!: string;
  @Field(() => String, { nullable: true, description: 'Number (文号).' }) number!: string | null;
  @Field(() => DocumentFormat, { description: 'File format (格式).' }) format!: string;
  @Field(() => LocalDateScalar, { description: 'Date (日期).' }) issuedOn!: string;
  @Field(() => String, { description: 'Where it can be fetched for a while (下载地址).' }) url!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a supporting division is to give the lead (配合处室材料).' })
export class Contribution {
  @Field(() => DivisionStub, { description: 'The supporting division (配合处室).' }) division!: DivisionStub;
  @Field(() => ContributionStatus, { description: 'Status (状态).' }) status!: string;
  @Field(() => String, { nullable: true, description: 'The material (材料).' }) material!: string | null;
  @Field(() => Int, { description: 'Version of this part, for `expectedVersion` (版本).' }) version!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One event of the case (办理记录).' })
export class RequestTimelineEntry {
  @Field(() => Int, { description: 'Place in the stream (序号).' }) seq!: number;
  @Field(() => String, { description: 'The event (事件): `ReplyPeriodExtended`.' }) event!: string;
  @Field(() => String, { description: 'In Chinese (名称); for applicants in plain words.' }) title!: string;
  @Field(() => DateTimeScalar, { description: 'When it was recorded (记录时间).' }) recordedAt!: string;
  @Field(() => LocalDateScalar, { description: 'The legal day on which it takes effect (生效日期).' }) effectiveOn!: string;
  @Field(() => ID, { description: 'The clause (依据条款).' }) clause!: string;
  @Field(() => String, { nullable: true, description: 'The office in which it was done; not shown to applicants (职务).' }) actingAs!: string | null;
  @Field(() => String, { nullable: true, description: 'Who did it; not shown to applicants (经办人).' }) actor!: string | null;
  @Field(() => String, { nullable: true, description: 'The texts that go with it: what is to be clarified, remarks, reasons (文字).' }) text!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'An earlier round, frozen when a remedy ordered a new decision (此前轮次).' })
export class RequestRound {
  @Field(() => Int, { description: 'Round (轮次).' }) round!: number;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day its reply was served (送达之日).' }) servedOn!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Served after the reply period (逾期).' }) late!: boolean | null;
  @Field(() => String, { nullable: true, description: 'Number of its reply letter (答复书文号).' }) letterNumber!: string | null;
  @Field(() => [DecidedItemType], { description: 'What was decided (处理结果).' }) items!: DecidedItemType[];
}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'A disclosure request (政府信息公开申请), A1 chapter 4, A2.' })
export class DisclosureRequest {
  @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
  @Field(() => String, { nullable: true, description: 'Registration number, gapless by agency and year (登记号). Null until registered.' }) number!: string | null;
  @Field(() => AgencyStub, { description: 'The agency asked (行政机关).' }) agency!: AgencyStub;
  @Field(() => RequestStateEnum, { description: 'Where it stands (状态); an open hold shows before the stage.' }) state!: string;
  @Field(() => String, { description: 'The same in plain Chinese (状态说明).' }) stateText!: string;
  @Field(() => Int, { description: 'Round: a remedy that orders a new decision opens the next (轮次).' }) round!: number;
  @Field(() => Int, { nullable: true, description: 'Version of the case, for `expectedVersion` (版本); not shown to applicants, whom it would tell of steps inside.' }) version!: number | null;
  @Field(() => SubmissionChannel, { description: 'Channel (提交渠道).' }) channel!: string;
  @Field(() => FormOfProvision, { description: 'Form wanted (提供形式).' }) form!: string;
  @Field(() => MeansOfService, { description: 'Means wanted (获取途径).' }) means!: string;
  @Field(() => LocalDateScalar, { description: 'Day it was submitted (提交之日).' }) submittedOn!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Date of receipt (收到申请之日, A2-6). Null until confirmed.' }) receivedOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Due date of the reply (答复期限届满日). Null until received, and while it stands still without a known end.' }) dueOn!: string | null;
  @Field(() => Boolean, { description: 'The due date reaches a year whose calendar is not announced (暂定).' }) provisional!: boolean;
  @Field(() => String, { nullable: true, description: 'What is asked for (所需信息名称). Null after erasure.' }) title!: string | null;
  @Field(() => String, { nullable: true, description: 'Document number of what is asked for (文号).' }) documentNumber!: string | null;
  @Field(() => String, { nullable: true, description: 'Features by which it can be found (特征性描述).' }) description!: string | null;
  @Field(() => String, { nullable: true, description: 'The clarification given (补正内容).' }) clarification!: string | null;
  @Field(() => Applicant, { description: 'The applicant, masked (申请人).' }) applicant!: Applicant;
  @Field(() => DivisionStub, { nullable: true, description: 'Lead division (牵头处室); not shown to applicants.' }) leadDivision!: DivisionStub | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day by which the division\'s proposal is to be at the office, counted back from the due date (处室反馈期限), A2-11; null once it is there, and for applicants.' }) proposalDueOn!: string | null;
  @Directive('@listSize(assumedSize: 3)')
  @Field(() => [DivisionStub], { description: 'Divisions whose topics the title or the description names, the likeliest first (建议的承办处室), A2-8; for officers. Whoever assigns decides.' }) suggestedDivisions!: DivisionStub[];
  @Directive('@listSize(assumedSize: 5)')
  @Field(() => [Contribution], { description: 'Supporting divisions and their material (配合处室材料); not shown to applicants.' }) contributions!: Contribution[];
  @Field(() => ReplyProposalType, { nullable: true, description: 'The reply proposal of this round (答复意见); not shown to applicants.' }) proposal!: ReplyProposalType | null;
  @Field(() => ClearanceStub, { nullable: true, description: 'The clearance under which the reply was signed off (放行).' }) clearance!: ClearanceStub | null;
  @Field(() => ReplyType, { nullable: true, description: 'The reply, once served (答复).' }) reply!: ReplyType | null;
  @Directive('@listSize(assumedSize: 2)')
  @Field(() => [RequestRound], { description: 'Earlier rounds, as they were when the next one opened (此前轮次).' }) rounds!: RequestRound[];
  @Directive('@listSize(assumedSize: 2)')
  @Field(() => [ContestType], { description: 'Objections to the reply and their explanations (异议和解释).' }) contests!: ContestType[];
  @Directive('@listSize(assumedSize: 2)')
  @Field(() => [RemedyType], { description: 'Reconsiderations and suits (行政复议、行政诉讼); for officers.' }) remedies!: RemedyType[];
  @Directive('@listSize(assumedSize: 2)')
  @Field(() => [FactCorrectionType], { description: 'Recorded facts that were corrected (登记事项更正); for officers.' }) factCorrections!: FactCorrectionType[];
  @Field(() => LatenessType, { nullable: true, description: 'Why the reply of this round is late, and because of whom (逾期归因); null while it is not, and for applicants.' }) lateness!: LatenessType | null;
  @Directive('@listSize(assumedSize: 1)')
  @Field(() => [ProcessingFeeType], { description: 'Processing fees, with their computation (信息处理费).' }) fees!: ProcessingFeeType[];
  @Directive('@listSize(assumedSize: 1)')
  @Field(() => [VolumeReasonsType], { description: 'Reasons asked for because of number or frequency (说明理由).' }) volumeReasons!: VolumeReasonsType[];
  @Field(() => OnTheSpotPreparationType, { nullable: true, description: 'What is made ready to be handed over on the spot (拟备当场提供的信息); not shown to applicants.' }) onTheSpotPreparation!: OnTheSpotPreparationType | null;
  @Field(() => OnTheSpotReplyType, { nullable: true, description: 'What was given on the spot (当场答复).' }) onTheSpot!: OnTheSpotReplyType | null;
  @Field(() => ClarificationProposalType, { nullable: true, description: 'What the handling division says is missing, in this round (补正意见); for officers.' }) clarificationProposal!: ClarificationProposalType | null;
  @Field(() => [FormPartEnum], { description: 'What the form lacked when it was taken in, until a clarification is supplied (申请表缺少的内容), REQ-08.' }) missingParts!: string[];
  @Field(() => Boolean, { nullable: true, description: 'The applicant confirmed what was taken down (口头申请经申请人确认); null where it was not oral.' }) oralConfirmed!: boolean | null;
  @Field(() => EndOutcomeEnum, { nullable: true, description: 'How it ended without a reply (未经答复的办结情形).' }) endOutcome!: string | null;
  @Field(() => String, { nullable: true, description: 'Help given to the applicant (提供的帮助和便利), A2-20.' }) assistance!: string | null;
  @Directive('@listSize(assumedSize: 10)')
  @Field(() => [RequestDocument], { description: 'Letters and forms that the viewer may fetch (文书).' }) documents!: RequestDocument[];
  @Directive('@listSize(assumedSize: 20)')
  @Field(() => [RequestTimelineEntry], { description: 'What has happened, in order (办理记录).' }) timeline!: RequestTimelineEntry[];
  @Field(() => common.Clock, { nullable: true, description: 'The reply clock of this round, explaining itself (答复期限).' }) clock!: object | null;
  @Directive('@listSize(assumedSize: 5)')
  @Field(() => [common.Deadline], { description: 'Every time limit of the case (期限).' }) deadlines!: object[];
  @Directive('@listSize(assumedSize: 8)')
  @Field(() => [common.AvailableAction], { description: 'What the viewer can do now, and what is missing (可办理事项).' }) availableActions!: object[];
}

export const RequestConnection = makeConnection(common, 'DisclosureRequest', () => DisclosureRequest).Connection;

@ObjectType({ simpleResolvers: true, description: 'A message to an officer or an office about a case (提醒).' })
export class RequestNotice {
  @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
  @Field(() => String, { description: 'Kind (种类): `DUE_SOON`, `OVERDUE`, `CALENDAR_MOVED`, `PROMOTION_PROPOSED`.' }) kind!: string;
  @Field(() => String, { description: 'The message in Chinese (内容).' }) message!: string;
  @Field(() => ID, { nullable: true, description: 'The clause (依据条款).' }) clause!: string | null;
  @Field(() => DateTimeScalar, { description: 'When (时间).' }) createdAt!: string;
  @Field(() => DisclosureRequest, { nullable: true, description: 'The case (申请).' }) request!: { id: string } | null;
}
