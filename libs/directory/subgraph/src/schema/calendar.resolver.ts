import { addDays } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { DateTimeScalar, invalidInput, LocalDateScalar } from '@disclosure/platform-graphql';
import { factsOf } from '@disclosure/platform-subgraph';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { DirectoryContext } from '../directory.context.ts';
import { CalendarDay, DueDate } from './calendar.type.ts';
import { DAY_KIND_LABELS } from './enums.type.ts';

/** Longer periods are no limit of any law, and would make answers of thousands of days. */
const MOST_WORKING_DAYS = 1000;
/** The calendar ends with 2199: from here on 1000 working days might not fit. */
const LAST_START = addDays('2199-12-31' as LocalDate, -2 * MOST_WORKING_DAYS);

@Resolver()
export class CalendarResolver {
  @Query(() => CalendarDay, { description: 'Is this a working day, and why (查询工作日)? Without sign-in.' })
  async calendarDay(@Ctx() context: DirectoryContext, @Arg('date', () => LocalDateScalar, { description: 'The day, 1900 to 2199 (日期).' }) date: LocalDate): Promise<CalendarDay> {
    const { calendar } = await factsOf(context);
    const day = calendar.day(date);
    return { ...day, kindLabel: DAY_KIND_LABELS[day.kind], calendarRevision: calendar.revision };
  }

  @Query(() => DueDate, { description: 'The last day of a period in working days (计算届满日). Without sign-in.' })
  async dueDate(
    @Ctx() context: DirectoryContext,
    @Arg('from', () => LocalDateScalar, { description: 'The day of the event; counting begins the day after (起算之日).' }) from: LocalDate,
    @Arg('workingDays', () => Int, { description: 'Length in working days, 0 to 1000; 0 gives the day itself (工作日数).' }) workingDays: number,
  ): Promise<DueDate> {
    if (workingDays < 0 || workingDays > MOST_WORKING_DAYS) throw invalidInput('workingDays', `0 至 ${MOST_WORKING_DAYS} 之间的整数`);
    if (from > LAST_START) throw invalidInput('from', `不晚于 ${LAST_START} 的日期`);
    const { calendar } = await factsOf(context);
    const counted = calendar.addWorkingDays(from, workingDays);
    return { ...counted, excludedDays: [...counted.excludedDays] };
  }

  @Query(() => DateTimeScalar, { description: 'The platform’s clock, by which everything is dated (系统时间). Without sign-in.' })
  async now(@Ctx() context: DirectoryContext): Promise<string> {
    return (await factsOf(context)).now;
  }
}
