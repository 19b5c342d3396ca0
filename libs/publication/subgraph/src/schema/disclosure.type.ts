import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, DigestScalar, LocalDateScalar, makeConnection } from '@disclosure/platform-graphql';
import { CatalogueCategory } from './catalogue.type.ts';
import { common, DisclosureRoute, DisclosureStateEnum, Extent, Mode, PublicationGround, Validity, VersionKind } from './common.ts';

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Division', { simpleResolvers: true, description: 'A division (处室); its facts are the directory\'s.' })
export class DivisionStub {
  @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Clearance', { simpleResolvers: true, description: 'What review said of a content package (放行); its facts are review\'s.' })
export class ClearanceStub {
  @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A file that belongs to a disclosure (附件).' })
export class DisclosureAttachment {
  @Field(() => String, { description: 'File name (文件名).' }) name!: string;
  @Field(() => String, { description: 'Media type (类型).' }) mediaType!: string;
  @Field(() => Int, { description: 'Bytes (字节数).' }) size!: number;
  @Field(() => DigestScalar, { description: 'SHA-256 of the bytes (摘要值).' }) digest!: string;
  @Field(() => String, { description: 'Where it can be fetched (下载地址); lasting for what is public, for a while for what is not.' }) url!: string;
}

@ObjectType({ simpleResolvers: true, description: 'One version of a disclosure (版本), with a clearance of its own.' })
export class DisclosureVersion {
  @Field(() => Int, { description: 'Number, from 1 (版本号).' }) number!: number;
  @Field(() => VersionKind, { description: 'What it is (类型).' }) kind!: string;
  @Field(() => Boolean, { description: 'True for the one that stands at the item\'s address (现行).' }) isCurrent!: boolean;
  @Field(() => LocalDateScalar, { nullable: true, description: 'When it went out; null for one in preparation, which only officers see (公开日期).' }) publishedOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'When the information changed, for a change (变更日期).' }) changedOn!: string | null;
  @Field(() => Extent, { nullable: true, description: 'How much of the information it shows (公开程度).' }) extent!: string | null;
  @Field(() => DigestScalar, { description: 'Digest of the content package; the clearance is bound to it (内容摘要值).' }) digest!: string;
  @Field(() => ClearanceStub, { nullable: true, description: 'The clearance (放行).' }) clearance!: ClearanceStub | null;
  @Field(() => String, { description: 'Title (名称).' }) title!: string;
  @Field(() => String, { description: 'Summary (内容概述).' }) summary!: string;
  @Field(() => String, { description: 'Text (正文).' }) body!: string;
  @Field(() => String, { nullable: true, description: 'The visible note of a correction or change (更正、变更说明).' }) note!: string | null;
  @Field(() => [String], { description: 'Keywords (关键词).' }) keywords!: string[];
  @Field(() => [DisclosureAttachment], { description: 'Files (附件).' }) attachments!: DisclosureAttachment[];
}

@ObjectType({ simpleResolvers: true, description: 'One event of a disclosure (办理记录).' })
export class DisclosureTimelineEntry {
  @Field(() => Int, { description: 'Place in the stream (序号).' }) seq!: number;
  @Field(() => String, { description: 'The event (事件): `DisclosurePublished`.' }) event!: string;
  @Field(() => String, { description: 'In Chinese (名称).' }) title!: string;
  @Field(() => DateTimeScalar, { description: 'When it was recorded (记录时间).' }) recordedAt!: string;
  @Field(() => LocalDateScalar, { description: 'The legal day on which it takes effect (生效日期).' }) effectiveOn!: string;
  @Field(() => ID, { description: 'The clause (依据条款).' }) clause!: string;
  @Field(() => String, { description: 'The office in which it was done (职务).' }) actingAs!: string;
  @Field(() => String, { nullable: true, description: 'Who did it (经办人).' }) actor!: string | null;
  @Field(() => String, { nullable: true, description: 'The reasons that go with it (理由).' }) text!: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'An item of proactive disclosure (主动公开信息), A1 chapters 2 and 3. The public reads what its clearance let out, byte for byte, or nothing.' })
export class Disclosure {
  @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
  @Field(() => String, { nullable: true, description: 'Index number, given at the first publication and never used again (索引号).' }) indexNumber!: string | null;
  @Field(() => String, { nullable: true, description: 'Its lasting public address (地址).' }) address!: string | null;
  @Field(() => DisclosureStateEnum, { description: 'Where it stands (状态).' }) state!: string;
  @Field(() => Boolean, { description: 'True while the public can read it (公开中).' }) isLive!: boolean;
  @Field(() => DisclosureRoute, { nullable: true, description: 'The way to publication; for officers (公开程序).' }) route!: string | null;
  @Field(() => DivisionStub, { nullable: true, description: 'The holding division; null for a withdrawn item (信息拥有处室).' }) division!: DivisionStub | null;
  @Field(() => String, { nullable: true, description: 'Document number (文号).' }) documentNumber!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Formation date: the date it bears, else the day it was signed off (产生时间, A1-13).' }) formedOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Document date (成文日期).' }) documentDatedOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'When its current version went out (公开日期).' }) publishedOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'When it was first published (首次公开日期).' }) firstPublishedOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'When it was withdrawn; what it said is gone, this much stays at its address (撤回日期).' }) withdrawnOn!: string | null;
  @Field(() => ID, { nullable: true, description: 'The clause of its withdrawal (撤回依据).' }) withdrawnClause!: string | null;
  @Field(() => Validity, { nullable: true, description: 'Whether it is in force (有效性).' }) validity!: string | null;
  @Field(() => Extent, { nullable: true, description: 'Disclosure attribute: how much (公开程度).' }) extent!: string | null;
  @Field(() => Mode, { nullable: true, description: 'Disclosure attribute: proactively or on request (公开方式).' }) mode!: string | null;
  @Field(() => PublicationGround, { nullable: true, description: 'Why it is withheld; for officers (不予公开的依据).' }) ground!: string | null;
  @Field(() => String, { nullable: true, description: 'The reasons for withholding; for officers (不予公开的理由).' }) reasons!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Major sensitive information: the principal leader approves; for officers (重大敏感性信息).' }) isMajorSensitive!: boolean | null;
  @Field(() => [ID], { description: 'The disclosure requests that led to it; for officers, empty for others (来源申请, A2-21).' }) originRequests!: string[];
  @Field(() => Int, { nullable: true, description: 'For `expectedVersion`; for officers (记录版本).' }) version!: number | null;

  @Field(() => String, { nullable: true, description: 'Title (名称): of what is public, else, for officers, of what is proposed.' }) title?: string | null;
  @Field(() => String, { nullable: true, description: 'Summary (内容概述).' }) summary?: string | null;
  @Field(() => String, { nullable: true, description: 'Text (正文).' }) body?: string | null;
  @Field(() => [String], { description: 'Keywords (关键词).' }) keywords?: string[];
  @Field(() => DigestScalar, { nullable: true, description: 'Digest of the content package shown here, what review clears (内容摘要值); of a version in preparation beside one that is out, see `versions`.' }) digest?: string | null;
  @Field(() => [DisclosureAttachment], { description: 'Files (附件).' }) attachments?: DisclosureAttachment[];
  @Field(() => ClearanceStub, { nullable: true, description: 'The clearance under which it is public (放行).' }) clearance?: ClearanceStub | null;
  @Field(() => [[CatalogueCategory]], { description: 'Its places in the catalogue, each from the section\'s part down to the leaf (目录路径).' }) cataloguePath?: CatalogueCategory[][];
  @Field(() => [DisclosureVersion], { description: 'Its versions, newest first; one in preparation is shown to officers alone (版本).' }) versions?: DisclosureVersion[];
  @Field(() => [common.Refusal], { description: 'What an editor should look at again, though it stops nothing; for officers (提示).' }) warnings?: object[];
  @Field(() => [common.AvailableAction], { description: 'What the viewer can do with it (可办理事项).' }) availableActions?: object[];
  @Field(() => common.Clock, { nullable: true, description: 'The publication clock: 20 working days from formation or change; for officers (公开期限, A1-13).' }) clock?: object | null;
  @Field(() => [common.Deadline], { description: 'All its time limits; for officers (期限).' }) deadlines?: object[];
  @Field(() => [DisclosureTimelineEntry], { description: 'What happened inside the house, in order; for officers (办理记录).' }) timeline?: DisclosureTimelineEntry[];
}

@ObjectType({ simpleResolvers: true, description: 'A message to an officer, or to whoever holds an office (提醒).' })
export class DisclosureNotice {
  @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
  @Field(() => String, { description: 'Kind (类型).' }) kind!: string;
  @Field(() => String, { description: 'The message in Chinese (内容).' }) message!: string;
  @Field(() => ID, { nullable: true, description: 'The clause (依据条款).' }) clause!: string | null;
  @Field(() => DateTimeScalar, { description: 'When (时间).' }) createdAt!: string;
  @Field(() => Disclosure, { nullable: true, description: 'What it is about (所涉条目).' }) disclosure!: object | null;
}

export const { Connection: DisclosureConnection } = makeConnection(common, 'Disclosure', () => Disclosure, { totalCount: true });
