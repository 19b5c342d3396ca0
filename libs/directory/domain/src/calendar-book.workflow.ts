import { correctDay, parseCalendarYear, withYear } from '@disclosure/calendar';
import type { CalendarBook } from '@disclosure/calendar';
import { err, ok } from '@disclosure/kernel';
import type { LocalDate, Refusal } from '@disclosure/kernel';
import { action, defineWorkflow } from '@disclosure/workflow';
import { bookAggregate, opening, PUBLISHED } from './book.state.ts';
import type { BookState, Revisions, WithReason } from './book.state.ts';

export interface ImportCalendarRevision extends WithReason {
  /** The reviewed file: `{ year, papers, days: [{ name, date, isOffDay }] }`. Judged by `parseCalendarYear`. */
  readonly arrangement: { readonly year: number };
}

export interface CorrectCalendarDay extends WithReason {
  readonly date: LocalDate;
  readonly isWorkingDay: boolean;
  /** The holiday, or the holiday that a weekend is worked for. */
  readonly name?: string | undefined;
}

const table = defineWorkflow<BookState>({
  name: 'book', kind: 'MAIN', title: '日历簿', positions: PUBLISHED,
  actions: {
    openCalendarBook: opening('CalendarBookOpened', '建立日历簿', 'HOLIDAYS-YEARLY'),
    importCalendarRevision: action<BookState, ImportCalendarRevision>({
      title: '导入节假日安排',
      sentence: '发布日历簿新版本；未办结事项的届满日随之重新计算，并通知有关人员。',
      from: ['PUBLISHED'], to: 'SAME', by: ['ADMINISTRATOR'], guards: [], effects: [],
      event: 'CalendarRevisionImported', clause: 'HOLIDAYS-YEARLY', rules: ['CAL-01', 'CAL-04'],
      payload: ({ input: { arrangement, reason } }) => ({ year: arrangement.year, reason }),
    }),
    correctCalendarDay: action<BookState, CorrectCalendarDay>({
      title: '更正日历中的一日',
      sentence: '发布日历簿新版本，更正一日是否为工作日；未办结事项的届满日随之重新计算。',
      from: ['PUBLISHED'], to: 'SAME', by: ['ADMINISTRATOR'], guards: [], effects: [],
      event: 'CalendarDayCorrected', clause: 'HOLIDAYS-YEARLY', rules: ['CAL-04'],
      payload: ({ input: { date, isWorkingDay, reason } }) => ({ date, isWorkingDay, reason }),
    }),
  },
});

/** The book of working days: the State Council's yearly arrangements, revised by an administrator from a reviewed file, with reason. */
export const calendarBook = bookAggregate('CalendarBook', table);

// The book that these rules judge is more than the `WorkingCalendar` that guards are given, so its refusals come from here.
export const calendarRevisions: Revisions<CalendarBook> = {
  CalendarRevisionImported: (book, { arrangement }: ImportCalendarRevision) => {
    const year = parseCalendarYear(arrangement);
    return year.ok ? ok(withYear(book, year.value)) : err(under('input.arrangement', year.error));
  },
  CalendarDayCorrected: (book, { date, isWorkingDay, name }: CorrectCalendarDay) => {
    const next = correctDay(book, date, isWorkingDay, name ?? null);
    return next.ok ? next : err(under('input', next.error));
  },
};

/** The calendar names fields within its file; the form that was filled in holds the file. */
const under = (path: string, refusals: readonly Refusal[]): readonly Refusal[] => refusals.map((refusal) => ({ ...refusal, field: refusal.field ? `${path}.${refusal.field}` : path }));
