import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { LocalDateScalar, makeConnection } from '@disclosure/platform-graphql';
import { CORRECTION_FINDINGS, CORRECTION_STATES } from '@disclosure/requests-domain';
import { common, enumOf, SubmissionChannel } from './common.ts';
import { AgencyStub, Applicant, DivisionStub, RequestDocument, RequestTimelineEntry } from './request.type.ts';

export const CorrectionStateEnum = enumOf('CorrectionState', 'Where a correction request stands (更正申请状态).', CORRECTION_STATES);
export const CorrectionFindingEnum = enumOf('CorrectionFinding', 'What verification found (核实结论), R-41.', CORRECTION_FINDINGS);

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A request to correct inaccurate government information about oneself (更正政府信息申请), A2-19, R-41.' })
export class CorrectionRequest {
  @Field(() => ID, { description: 'Opaque id (标识).' }) id!: string;
  @Field(() => String, { nullable: true, description: 'Number, gapless by agency and year (登记编号). Null until registered.' }) number!: string | null;
  @Field(() => AgencyStub, { description: 'The agency asked (行政机关).' }) agency!: AgencyStub;
  @Field(() => CorrectionStateEnum, { description: 'Where it stands (状态).' }) state!: string;
  @Field(() => String, { description: 'The same in plain Chinese (状态说明).' }) stateText!: string;
  @Field(() => Int, { nullable: true, description: 'Version, for `expectedVersion` (版本); not shown to applicants.' }) version!: number | null;
  @Field(() => SubmissionChannel, { description: 'Channel (提交渠道).' }) channel!: string;
  @Field(() => LocalDateScalar, { description: 'Day it was submitted (提交之日).' }) submittedOn!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Date of receipt (收到之日).' }) receivedOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Due date (办理期限届满日), T09.' }) dueOn!: string | null;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day it was answered or withdrawn (办结之日).' }) closedOn!: string | null;
  @Field(() => String, { nullable: true, description: 'The information to be corrected (要求更正的信息).' }) title!: string | null;
  @Field(() => String, { nullable: true, description: 'What is inaccurate and the evidence (不准确之处和证据).' }) claim!: string | null;
  @Field(() => Applicant, { description: 'The applicant, masked (申请人).' }) applicant!: Applicant;
  @Field(() => DivisionStub, { nullable: true, description: 'The division that verifies it (承办处室); not shown to applicants.' }) leadDivision!: DivisionStub | null;
  @Field(() => CorrectionFindingEnum, { nullable: true, description: 'What verification found (核实结论); applicants read it when they are told.' }) finding!: string | null;
  @Field(() => AgencyStub, { nullable: true, description: 'The agency that can correct it (有权更正的机关).' }) competentAgency!: AgencyStub | null;
  @Directive('@listSize(assumedSize: 2)')
  @Field(() => [RequestDocument], { description: 'Letters (文书).' }) documents!: RequestDocument[];
  @Directive('@listSize(assumedSize: 6)')
  @Field(() => [RequestTimelineEntry], { description: 'What has happened, in order (办理记录).' }) timeline!: RequestTimelineEntry[];
  @Field(() => common.Clock, { nullable: true, description: 'Its clock, explaining itself (办理期限).' }) clock!: object | null;
  @Directive('@listSize(assumedSize: 1)')
  @Field(() => [common.Deadline], { description: 'Its time limits (期限).' }) deadlines!: object[];
  @Directive('@listSize(assumedSize: 4)')
  @Field(() => [common.AvailableAction], { description: 'What the viewer can do now, and what is missing (可办理事项).' }) availableActions!: object[];
}

export const CorrectionRequestConnection = makeConnection(common, 'CorrectionRequest', () => CorrectionRequest).Connection;
