import { LocalDateScalar } from '@disclosure/platform-graphql';
import { Field, Int, ObjectType } from 'type-graphql';
import { common, DayKind } from './enums.type.ts';

@ObjectType({ simpleResolvers: true, description: 'A day of the working calendar (日历日), by the State Council’s yearly arrangement.' })
export class CalendarDay {
  @Field(() => LocalDateScalar, { description: 'The day (日期).' }) date!: string;
  @Field(() => Boolean, { description: 'True when it counts as a working day (是否工作日).' }) isWorkingDay!: boolean;
  @Field(() => DayKind, { description: 'What kind of day (类型).' }) kind!: string;
  @Field(() => String, { description: 'The kind in Chinese (类型名称).' }) kindLabel!: string;
  @Field(() => String, { nullable: true, description: 'The holiday in Chinese, or of a make-up working day the holiday it is worked for; null on ordinary days (节日名称).' }) name!: string | null;
  @Field(() => Boolean, { description: 'True in a year whose arrangement is not announced yet: weekends and fixed statutory holidays only (暂定).' }) provisional!: boolean;
  @Field(() => Int, { description: 'Revision of the calendar (日历版本).' }) calendarRevision!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Where a period in working days ends, and why (届满日计算). The day that it counts from is not counted.' })
export class DueDate {
  @Field(() => LocalDateScalar, { description: 'Last day of the period (届满日).' }) dueOn!: string;
  @Field(() => Boolean, { description: 'True when it reaches a year whose arrangement is not announced yet; it may move (暂定).' }) provisional!: boolean;
  @Field(() => Int, { description: 'Revision of the calendar that it was computed by (日历版本).' }) calendarRevision!: number;
  @Field(() => [common.ExcludedDay], { description: 'The days on the way that are not counted, in order (不计算在内的日期).' }) excludedDays!: { date: string; reason: string }[];
}
