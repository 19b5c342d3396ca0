import type { LocalDate } from '@disclosure/kernel';
import type { ActionInput } from '@disclosure/platform-subgraph';
import { LocalDateScalar } from '@disclosure/platform-graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { ClassType } from 'type-graphql';
import { DivisionKind, Office, RemedyClass } from './enums.type.ts';

/** What every change of a book carries. The book itself is named by the mutation: there is one of each. */
@InputType()
class BookInput implements ActionInput {
  @Field(() => ID, { description: 'Chosen by the client; sent again with the same input, it has one effect and one answer (命令编号).' }) commandId!: string;
  @Field(() => Int, { nullable: true, description: 'Version of the book that was read; another means that somebody was faster (期望版本).' }) expectedVersion?: number;
  @Field(() => String, { description: 'Why, in Chinese, for example the paper that ordered it (理由).' }) reason!: string;
}

@InputType({ description: 'A day in a yearly arrangement (放假或者调休的一日).' })
class ArrangedDayInput {
  @Field(() => String, { description: 'The holiday, or the holiday that the day is worked for (节日名称).' }) name!: string;
  @Field(() => LocalDateScalar, { description: 'The day (日期).' }) date!: LocalDate;
  @Field(() => Boolean, { description: 'True: a day off; false: a weekend day that is worked (是否放假).' }) isOffDay!: boolean;
}
@InputType({ description: 'The State Council’s arrangement of one year, from a reviewed file (年度节假日安排).' })
class CalendarArrangementInput {
  @Field(() => Int, { description: 'The year (年份).' }) year!: number;
  @Field(() => [String], { description: 'The papers that fix it (依据的通知).' }) papers!: string[];
  @Field(() => [ArrangedDayInput], { description: 'Days off, and weekend days that are worked (日期).' }) days!: ArrangedDayInput[];
}
@InputType({ description: 'A year’s arrangement to be imported; it takes the place of an earlier one of that year (导入节假日安排).' })
export class ImportCalendarRevisionInput extends BookInput { @Field(() => CalendarArrangementInput, { description: 'The arrangement (安排).' }) arrangement!: CalendarArrangementInput }
@InputType({ description: 'A correction of one day of the calendar (更正一日).' })
export class CorrectCalendarDayInput extends BookInput {
  @Field(() => LocalDateScalar, { description: 'The day (日期).' }) date!: LocalDate;
  @Field(() => Boolean, { description: 'Whether it is worked (是否工作日).' }) isWorkingDay!: boolean;
  @Field(() => String, { nullable: true, description: 'The holiday, or the holiday that a weekend is worked for (节日名称).' }) name?: string;
}

@InputType({ description: 'A change of a time limit from a day on (修改期限).' })
export class ReviseLimitInput extends BookInput {
  @Field(() => ID, { description: 'The limit (期限编号): `T04`.' }) limitId!: string;
  @Field(() => Int, { description: 'Its new length in its unit, 1 to 366 (长度).' }) length!: number;
  @Field(() => LocalDateScalar, { description: 'From this day, not before today (施行日期).' }) validFrom!: LocalDate;
  @Field(() => ID, { nullable: true, description: 'The new clause that it rests on; needed where the law fixes the length (依据条款).' }) clauseId?: string;
}
@InputType({ description: 'A new name of a ground from a day on (修改不予公开理由的名称).' })
export class ReviseGroundInput extends BookInput {
  @Field(() => ID, { description: 'The ground (理由代码).' }) groundId!: string;
  @Field(() => String, { description: 'Its new name (名称).' }) label!: string;
  @Field(() => LocalDateScalar, { description: 'From this day, not before today (施行日期).' }) validFrom!: LocalDate;
}
@InputType({ description: 'A new text of a class of remedies from a day on (修改救济途径告知).' })
export class ReviseRemedyInput extends BookInput {
  @Field(() => RemedyClass, { description: 'The class (类别).' }) remedyClass!: string;
  @Field(() => String, { description: 'The text, with {reconsiderationBody} and {court} (内容).' }) text!: string;
  @Field(() => ID, { description: 'The clause that it rests on (依据条款).' }) clauseId!: string;
  @Field(() => LocalDateScalar, { description: 'From this day, not before today (施行日期).' }) validFrom!: LocalDate;
}
@InputType({ description: 'A clause to be entered into the book of law (录入条款).' })
export class EnterClauseInput extends BookInput {
  @Field(() => ID, { description: 'Its citation, not used before (编号): `R2-33`.' }) clauseId!: string;
  @Field(() => String, { description: 'What people call it (名称).' }) title!: string;
  @Field(() => String, { description: 'Its text, to the letter (内容).' }) text!: string;
  @Field(() => String, { description: 'Where it stands (出处).' }) source!: string;
}

@InputType({ description: 'A person to be entered into the book of organisation (登记工作人员).' })
export class RegisterOfficerInput extends BookInput {
  @Field(() => String, { description: 'Name (姓名).' }) name!: string;
  @Field(() => String, { description: 'Login, never given twice (登录名).' }) login!: string;
}
@InputType()
class PostInput extends BookInput {
  @Field(() => ID, { description: 'The person who holds, or is to hold, the office (工作人员).' }) personId!: string;
  @Field(() => Office, { description: 'The office (职务).' }) office!: string;
  @Field(() => ID, { nullable: true, description: 'The division that it is held for (处室).' }) divisionId?: string;
}
@InputType({ description: 'An appointment (任职).' })
export class AppointOfficerInput extends PostInput {
  @Field(() => LocalDateScalar, { description: 'First day (起始日期).' }) from!: LocalDate;
  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day, where it is known (截止日期).' }) to?: LocalDate;
}
@InputType({ description: 'The end of an appointment or a deputation (免职).' })
export class EndAppointmentInput extends PostInput { @Field(() => LocalDateScalar, { description: 'Last day in office (最后一日).' }) lastDay!: LocalDate }
@InputType({ description: 'A deputation: an office lent for a time (委托代理).' })
export class DeputiseInput extends PostInput {
  @Field(() => ID, { description: 'Who holds it meanwhile (代理人).' }) deputyId!: string;
  @Field(() => LocalDateScalar, { description: 'First day, not before today (起始日期).' }) from!: LocalDate;
  @Field(() => LocalDateScalar, { description: 'Last day (截止日期).' }) to!: LocalDate;
}
@InputType({ description: 'A division to be opened (设立处室).' })
export class OpenDivisionInput extends BookInput {
  @Field(() => ID, { description: 'Its code, not used before (代码): `d-raw-materials`.' }) divisionId!: string;
  @Field(() => String, { description: 'Its name (名称).' }) name!: string;
  @Field(() => DivisionKind, { description: 'What kind of body (类型).' }) kind!: string;
  @Field(() => [String], { description: 'What it is competent for (职责主题).' }) topics!: string[];
  @Field(() => LocalDateScalar, { description: 'First day (起始日期).' }) from!: LocalDate;
}
@InputType({ description: 'A new name of a division (处室更名).' })
export class RenameDivisionInput extends BookInput {
  @Field(() => ID, { description: 'The division (处室).' }) divisionId!: string;
  @Field(() => String, { description: 'Its new name (新名称).' }) name!: string;
}
@InputType({ description: 'The end of a division (撤销处室).' })
export class CloseDivisionInput extends BookInput {
  @Field(() => ID, { description: 'The division (处室).' }) divisionId!: string;
  @Field(() => LocalDateScalar, { description: 'Last day in being (最后一日).' }) lastDay!: LocalDate;
  @Field(() => ID, { nullable: true, description: 'The division that takes over its duties (承接处室).' }) succeededBy?: string;
}

@InputType({ description: 'How an agency is reached (联系方式); one way at least.' })
class AgencyContactInput {
  @Field(() => String, { defaultValue: '', description: 'Address (地址).' }) address!: string;
  @Field(() => String, { defaultValue: '', description: 'Telephone (电话).' }) telephone!: string;
  @Field(() => String, { defaultValue: '', description: 'E-mail (电子邮箱).' }) email!: string;
}
@InputType({ description: 'Another agency to be entered into the directory (登记机关).' })
export class RegisterAgencyInput extends BookInput {
  @Field(() => ID, { description: 'Its code, not used before (代码): `jl-culture`.' }) agencyId!: string;
  @Field(() => String, { description: 'Its full name (全称).' }) name!: string;
  @Field(() => String, { description: 'Its code in document numbers (机关代字): `吉文旅`.' }) documentCode!: string;
  @Field(() => String, { description: 'Nine characters of its unified social credit code, the 9th to the 17th (主体标识码).' }) bodyCode!: string;
  @Field(() => AgencyContactInput, { description: 'How it is reached (联系方式).' }) contact!: AgencyContactInput;
  @Field(() => [String], { description: 'What it is competent for (职责主题).' }) topics!: string[];
}
@InputType({ description: 'A new name, contact or competence of an agency; what is left out stays (变更机关信息).' })
export class ChangeAgencyInput extends BookInput {
  @Field(() => ID, { description: 'The agency (机关).' }) agencyId!: string;
  @Field(() => String, { nullable: true, description: 'Its full name (全称).' }) name?: string;
  @Field(() => AgencyContactInput, { nullable: true, description: 'How it is reached (联系方式).' }) contact?: AgencyContactInput;
  @Field(() => [String], { nullable: true, description: 'What it is competent for, all of it (职责主题).' }) topics?: string[];
}

type Inputs = Readonly<Record<string, ClassType<ActionInput>>>;
export const calendarInputs: Inputs = { importCalendarRevision: ImportCalendarRevisionInput, correctCalendarDay: CorrectCalendarDayInput };
export const lawInputs: Inputs = { reviseLimit: ReviseLimitInput, reviseGround: ReviseGroundInput, reviseRemedy: ReviseRemedyInput, enterClause: EnterClauseInput };
export const organisationInputs: Inputs = {
  registerOfficer: RegisterOfficerInput, appointOfficer: AppointOfficerInput, endAppointment: EndAppointmentInput, deputise: DeputiseInput,
  openDivision: OpenDivisionInput, renameDivision: RenameDivisionInput, closeDivision: CloseDivisionInput,
  registerAgency: RegisterAgencyInput, changeAgency: ChangeAgencyInput,
};
