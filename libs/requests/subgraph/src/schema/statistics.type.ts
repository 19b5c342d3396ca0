import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { LocalDateScalar, makeConnection } from '@disclosure/platform-graphql';
import { REPORT_ROWS } from '@disclosure/requests-domain';
import { ApplicantKind, common, FormOfProvision, MeansOfService, Outcome, SubmissionChannel } from './common.ts';
import { AgencyStub, DivisionStub } from './request.type.ts';

const rows = Object.fromEntries(REPORT_ROWS.map((row) => [row.id, row.id]));
registerEnumType(rows, { name: 'RequestReportRow', description: 'A row of the annual report\'s table on requests (年度报告第三部分的行次).', valuesConfig: Object.fromEntries(REPORT_ROWS.map((row) => [row.id, { description: `${row.number} ${row.label}` }])) });
export const RequestReportRow = rows;

@ObjectType({ simpleResolvers: true, description: 'One row of the annual report\'s table on requests (表三的一行).' })
export class RequestStatisticsRow {
  @Field(() => RequestReportRow, { description: 'The row (行次).' }) row!: string;
  @Field(() => String, { description: 'Its number on the form (序号): `三（三）6`.' }) number!: string;
  @Field(() => String, { description: 'Its text on the form (名称).' }) label!: string;
  @Field(() => Int, { description: 'Natural persons (自然人).' }) naturalPersons!: number;
  @Field(() => Int, { description: 'Commercial enterprises (商业企业).' }) commercialEnterprises!: number;
  @Field(() => Int, { description: 'Research institutions (科研机构).' }) researchInstitutions!: number;
  @Field(() => Int, { description: 'Public-welfare organisations (社会公益组织).' }) publicWelfareOrganisations!: number;
  @Field(() => Int, { description: 'Legal-service organisations (法律服务机构).' }) legalServiceOrganisations!: number;
  @Field(() => Int, { description: 'Other organisations (其他).' }) otherOrganisations!: number;
  @Field(() => Int, { description: 'All columns (总计).' }) total!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Cells of the table that do not add up (勾稽关系不符).' })
export class StatisticsFault {
  @Field(() => String, { description: 'The check (校验): `AR1`.' }) check!: string;
  @Field(() => String, { description: 'The cells (单元格).' }) cells!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The annual report\'s numbers on requests, counted from the cases (收到和处理政府信息公开申请情况).' })
export class RequestStatistics {
  @Field(() => AgencyStub, { description: 'The agency (行政机关).' }) agency!: AgencyStub;
  @Field(() => Int, { description: 'The year (年度).' }) year!: number;
  @Directive('@listSize(assumedSize: 25)')
  @Field(() => [RequestStatisticsRow], { description: 'Table 3, in the form\'s order (表三).' }) rows!: RequestStatisticsRow[];
  @Field(() => [StatisticsFault], { description: 'What does not add up, by the form\'s own checks; empty when all of it does (校验结果).' }) faults!: StatisticsFault[];
}

@ObjectType({ simpleResolvers: true, description: 'A case of the annual report with nobody in it (脱敏后的办件), for analysis.' })
export class DeidentifiedRequest {
  @Field(() => ID, { description: 'Tells two rows apart; opens nothing (行标识).' }) ref!: string;
  @Field(() => ApplicantKind, { description: 'Kind of applicant (申请人类别).' }) applicantKind!: string;
  @Field(() => SubmissionChannel, { description: 'Channel (提交渠道).' }) channel!: string;
  @Field(() => FormOfProvision, { description: 'Form wanted (提供形式).' }) form!: string;
  @Field(() => MeansOfService, { description: 'Means wanted (获取途径).' }) means!: string;
  @Field(() => LocalDateScalar, { description: 'Date of receipt (收到申请之日).' }) receivedOn!: string;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Day on which it ended (办结之日).' }) closedOn!: string | null;
  @Field(() => RequestReportRow, { nullable: true, description: 'The row in which it counts (行次).' }) row!: string | null;
  @Field(() => [Outcome], { description: 'What was decided (处理结果).' }) outcomes!: string[];
  @Field(() => Boolean, { nullable: true, description: 'Served after the reply period (逾期).' }) late!: boolean | null;
  @Field(() => Boolean, { description: 'A major request (重大).' }) isMajor!: boolean;
  @Field(() => Int, { description: 'Rounds (轮次).' }) rounds!: number;
  @Field(() => DivisionStub, { nullable: true, description: 'Lead division (牵头处室).' }) leadDivision!: DivisionStub | null;
}

export const DeidentifiedRequestConnection = makeConnection(common, 'DeidentifiedRequest', () => DeidentifiedRequest).Connection;
