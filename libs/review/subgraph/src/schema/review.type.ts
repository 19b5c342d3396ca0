import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, DigestScalar, LocalDateScalar, LongScalar, makeCommonTypes } from '@disclosure/platform-graphql';
import { ClearanceStateEnum, DispositionEnum, Extent, Mode, ReviewStateEnum, SeverityEnum, SubjectKind } from './enum.type.ts';

/** The value types of this subgraph. */
export const common = makeCommonTypes();

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Division', { simpleResolvers: true, description: 'A division (处室); `directory` knows it.' })
export class DivisionStub {
  @Field(() => ID, { description: 'Id (编号).' }) id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('DisclosureRequest', { simpleResolvers: true, description: 'A disclosure request (政府信息公开申请); `requests` knows it.' })
export class DisclosureRequestStub {
  @Field(() => ID, { description: 'Id (编号).' }) id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Disclosure', { simpleResolvers: true, description: 'An item of proactive disclosure (主动公开条目); `publication` knows it.' })
export class DisclosureStub {
  @Field(() => ID, { description: 'Id (编号).' }) id!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What a review is about (送审事项).' })
export class ReviewSubject {
  @Field(() => SubjectKind, { description: 'Its kind (类别).' }) kind!: string;
  @Field(() => ID, { description: 'Its id (编号).' }) id!: string;
  @Field(() => DisclosureRequestStub, { nullable: true, description: 'The request; null for a disclosure, and where the viewer may not see it (申请).' }) request!: DisclosureRequestStub | null;
  @Field(() => DisclosureStub, { nullable: true, description: 'The disclosure; null for a request, and where the viewer may not see it (公开条目).' }) disclosure!: DisclosureStub | null;
}

@ObjectType({ simpleResolvers: true, description: 'A file in the content under review (附件).' })
export class ReviewAttachment {
  @Field(() => String, { description: 'Its name (文件名).' }) name!: string;
  @Field(() => String, { description: 'Its media type (类型).' }) mediaType!: string;
  @Field(() => LongScalar, { description: 'Bytes (字节数).' }) size!: number;
  @Field(() => DigestScalar, { description: 'Digest of the file (摘要值).' }) digest!: string;
  @Field(() => String, { description: 'Where the reviewer can open it, for a while (下载地址).' }) url!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A redaction: a span with its ground (删减).' })
export class ReviewRedaction {
  @Field(() => Int, { description: 'First character (起).' }) from!: number;
  @Field(() => Int, { description: 'The character after the last (止).' }) to!: number;
  @Field(() => ID, { description: 'Its ground (依据).' }) ground!: string;
  @Field(() => ID, { description: 'Its clause (条款).' }) clause!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A block of a letter that an officer wrote (文书中的自由文本).' })
export class ReviewTextBlock {
  @Field(() => String, { description: 'Which block (名称).' }) key!: string;
  @Field(() => String, { description: 'Its text (内容).' }) text!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The content under review, as frozen under its digest (送审内容).' })
export class ReviewPackage {
  @Field(() => String, { description: 'Title (标题).' }) title!: string;
  @Field(() => String, { description: 'Summary (摘要).' }) summary!: string;
  @Field(() => String, { description: 'Body (正文).' }) body!: string;
  @Field(() => [ReviewAttachment], { description: 'Files (附件).' }) attachments!: ReviewAttachment[];
  @Field(() => [ReviewRedaction], { description: 'Redactions (删减).' }) redactions!: ReviewRedaction[];
  @Field(() => [ReviewTextBlock], { description: 'Blocks of a letter (文书文本).' }) blocks!: ReviewTextBlock[];
}

@ObjectType({ simpleResolvers: true, description: 'Something that screening found (筛查发现).' })
export class ReviewFinding {
  @Field(() => ID, { description: 'Id within the round (编号).' }) id!: string;
  @Field(() => String, { description: 'What it is: `RESIDENT_ID` (类别).' }) kind!: string;
  @Field(() => SeverityEnum, { description: 'How much it weighs (严重程度).' }) severity!: string;
  @Field(() => ID, { description: 'The clause that it rests on (依据条款).' }) clause!: string;
  @Field(() => String, { description: 'The part of the content: `title`, `body`, `attachment:0/…` (位置).' }) where!: string;
  @Field(() => Int, { description: 'First character in that part (起).' }) from!: number;
  @Field(() => Int, { description: 'The character after the last (止).' }) to!: number;
  @Field(() => String, { nullable: true, description: 'The words it stands in; null for who does not see the content, and where it was cleared away (摘录).' }) excerpt!: string | null;
  @Field(() => String, { nullable: true, description: 'What to do about it (处理建议).' }) suggestion!: string | null;
  @Field(() => DispositionEnum, { nullable: true, description: 'What the division head did about it (处理).' }) disposition!: string | null;
  @Field(() => String, { nullable: true, description: 'Why (理由).' }) reason!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'One of the two answers of the division head (一项审查答复).' })
export class ReviewAnswer {
  @Field(() => Boolean, { description: 'Passed (通过).' }) passed!: boolean;
  @Field(() => String, { nullable: true, description: 'Remarks (签注意见).' }) remarks!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Who signed as what, and when (签署).' })
export class ReviewSignature {
  @Field(() => String, { description: 'The action that was signed: `signReview` (环节).' }) action!: string;
  @Field(() => String, { description: 'The same in Chinese (环节名称).' }) step!: string;
  @Field(() => String, { description: 'The office held: `DIVISION_HEAD` (职务).' }) role!: string;
  @Field(() => String, { description: 'The office in Chinese, with the division of that day (职务名称).' }) title!: string;
  @Field(() => String, { description: 'Name of the person (姓名).' }) personName!: string;
  @Field(() => LocalDateScalar, { description: 'The day (日期).' }) signedOn!: string;
  @Field(() => DateTimeScalar, { description: 'The instant (时刻).' }) signedAt!: string;
  @Field(() => String, { nullable: true, description: 'Remarks (签注意见).' }) remarks!: string | null;
  @Field(() => Int, { description: 'The round it belongs to (轮次).' }) round!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One line of what happened in a review (办理过程).' })
export class ReviewTimelineEntry {
  @Field(() => Int, { description: 'Its place (序号).' }) seq!: number;
  @Field(() => String, { description: 'The event (事件).' }) event!: string;
  @Field(() => String, { description: 'The action in Chinese (名称).' }) title!: string;
  @Field(() => DateTimeScalar, { description: 'When it was recorded (记录时间).' }) recordedAt!: string;
  @Field(() => LocalDateScalar, { description: 'The legal day (生效日期).' }) effectiveOn!: string;
  @Field(() => ID, { description: 'The clause (依据条款).' }) clause!: string;
  @Field(() => String, { description: 'In which office, in Chinese (职务).' }) actingAs!: string;
  @Field(() => String, { nullable: true, description: 'Who; null for the platform itself (办理人).' }) personName!: string | null;
  @Field(() => String, { nullable: true, description: 'Remarks or reason (意见).' }) remarks!: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'A secrecy review of one content package (保密审查, annex 3).' })
export class ReviewCase {
  @Field(() => ID, { description: 'Id (编号).' }) id!: string;
  @Field(() => ReviewStateEnum, { description: 'Where it stands (状态).' }) state!: string;
  @Field(() => String, { description: 'The same in Chinese (状态名称).' }) stage!: string;
  @Field(() => String, { nullable: true, description: 'Title of the content; null for who does not see the content, and where it was cleared away (标题).' }) title!: string | null;
  @Field(() => DigestScalar, { description: 'Digest of the content: what a clearance is bound to (摘要值).' }) digest!: string;
  @Field(() => Extent, { description: 'How much is to go out (公开方式).' }) extent!: string;
  @Field(() => Mode, { description: 'Proactively or on request (公开方式).' }) mode!: string;
  @Field(() => String, { description: '`PUBLIC`, or `CASE:<request id>` (公开对象).' }) audience!: string;
  @Field(() => ReviewSubject, { description: 'What it is about (送审事项).' }) subject!: ReviewSubject;
  @Field(() => DivisionStub, { nullable: true, description: 'The division that made the information (信息制作处室).' }) division!: DivisionStub | null;
  @Field(() => Boolean, { description: 'The principal leader must approve (重大敏感性信息).' }) isMajorSensitive!: boolean;
  @Field(() => Boolean, { description: 'Touches a trade secret or somebody\'s privacy (涉及商业秘密、个人隐私).' }) concernsRightsHolder!: boolean;
  @Field(() => ID, { nullable: true, description: 'Ground of a withholding (不予公开的依据).' }) ground!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of the clearance; null: without end (放行有效期至).' }) expiresOn!: string | null;
  @Field(() => LocalDateScalar, { description: 'The day it was sent in (送审日期).' }) openedOn!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'The day by which this round should be decided inside the department; null once it is (内部审查期限).' }) dueOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'The last day for the answer from outside (CLK-16); null where nothing is asked there, or it has answered (报省确定的答复期限).' }) determinationDueOn!: string | null;
  @Field(() => Int, { description: 'How often it has been reviewed (轮次).' }) round!: number;
  @Field(() => Int, { description: 'Version, for `expectedVersion` (版本).' }) version!: number;
  @Field(() => ReviewPackage, { nullable: true, description: 'The content; null for who does not see it, and where it was cleared away (送审内容).' }) package!: ReviewPackage | null;
  @Field(() => [ReviewFinding], { description: 'What screening found (筛查发现).' }) findings!: ReviewFinding[];
  @Field(() => ReviewAnswer, { nullable: true, description: 'Content review of this round (内容审核).' }) contentReview!: ReviewAnswer | null;
  @Field(() => ReviewAnswer, { nullable: true, description: 'Secrecy review of this round (保密审查).' }) secrecyReview!: ReviewAnswer | null;
  @Field(() => [ReviewSignature], { description: 'Who signed as what (签署).' }) signatures!: ReviewSignature[];
  @Field(() => [common.AvailableAction], { description: 'What the viewer can do now (可办理事项).' }) availableActions!: object[];
  @Field(() => [ReviewTimelineEntry], { description: 'What happened, in order (办理过程).' }) timeline!: ReviewTimelineEntry[];
  @Field(() => Clearance, { nullable: true, description: 'The clearance that it led to, the latest one (放行).' }) clearance!: Clearance | null;
  @Field(() => [ReviewCase], { description: 'Other reviews of the same content, newest first (同一内容的其他审查).' }) earlierReviews!: ReviewCase[];
}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'What review says of one content package, byte for byte (放行). The public sees one that something lives on; never who reviewed.' })
export class Clearance {
  @Field(() => ID, { description: 'Id (编号).' }) id!: string;
  @Field(() => DigestScalar, { description: 'Digest of the content (摘要值).' }) digest!: string;
  @Field(() => Extent, { description: 'How much may go out (公开方式).' }) extent!: string;
  @Field(() => Mode, { description: 'Proactively or on request (公开方式).' }) mode!: string;
  @Field(() => String, { description: '`PUBLIC`, or `CASE:<request id>` (公开对象).' }) audience!: string;
  @Field(() => LocalDateScalar, { description: 'The day it was granted (放行日期).' }) clearedOn!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Its last day; null: without end (有效期至).' }) expiresOn!: string | null;
  @Field(() => ClearanceStateEnum, { description: 'Whether it can be used (状态).' }) state!: string;
  @Field(() => ReviewCase, { nullable: true, description: 'The review; null for who may not see it (审查).' }) review!: ReviewCase | null;
}
