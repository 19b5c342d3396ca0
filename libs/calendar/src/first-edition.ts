import { addDays, localDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import type { CalendarBook, CalendarYear } from './types.ts';

/** One paragraph of a yearly notice: the days off from the first to the last, and the weekend days worked for them. */
interface Paragraph {
  readonly name: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly worked: readonly LocalDate[];
}

const off = (name: string, from: string, to: string = from, worked: readonly string[] = []): Paragraph => ({
  name,
  from: localDate(from),
  to: localDate(to),
  worked: worked.map(localDate),
});

function arrangement(year: number, notices: readonly string[], paragraphs: readonly Paragraph[]): CalendarYear {
  const daysOff: { date: LocalDate; name: string }[] = [];
  const workedDays: { date: LocalDate; name: string }[] = [];
  for (const { name, from, to, worked } of paragraphs) {
    for (let date = from; date <= to; date = addDays(date, 1)) daysOff.push({ date, name });
    for (const date of worked) workedDays.push({ date, name });
  }
  workedDays.sort((a, b) => (a.date < b.date ? -1 : 1));
  return { year, notices, daysOff, workedDays };
}

const yearly = (year: number, number: string): string => `《国务院办公厅关于${year}年部分节假日安排的通知》(${number})`;

/**
 * The State Council's arrangements as they finally stood, paragraph by paragraph. A day of the year before belongs to the
 * notice that fixed it (2018-12-31 to the notice for 2019). Weekends that a notice only calls 与周末连休 are ordinary weekends.
 */
const years: readonly CalendarYear[] = [
  arrangement(2018, [yearly(2018, '国办发明电〔2017〕12号')], [
    off('元旦', '2018-01-01'),
    off('春节', '2018-02-15', '2018-02-21', ['2018-02-11', '2018-02-24']),
    off('清明节', '2018-04-05', '2018-04-07', ['2018-04-08']),
    off('劳动节', '2018-04-29', '2018-05-01', ['2018-04-28']),
    off('端午节', '2018-06-18'),
    off('中秋节', '2018-09-24'),
    off('国庆节', '2018-10-01', '2018-10-07', ['2018-09-29', '2018-09-30']),
  ]),
  // The second paper, of 22 March 2019, made one day of 劳动节 into four and had two Sundays worked for it.
  arrangement(2019, [yearly(2019, '国办发明电〔2018〕15号'), '《国务院办公厅关于调整2019年劳动节假期安排的通知》(国办发明电〔2019〕3号)'], [
    off('元旦', '2018-12-30', '2019-01-01', ['2018-12-29']),
    off('春节', '2019-02-04', '2019-02-10', ['2019-02-02', '2019-02-03']),
    off('清明节', '2019-04-05'),
    off('劳动节', '2019-05-01', '2019-05-04', ['2019-04-28', '2019-05-05']),
    off('端午节', '2019-06-07'),
    off('中秋节', '2019-09-13'),
    off('国庆节', '2019-10-01', '2019-10-07', ['2019-09-29', '2019-10-12']),
  ]),
  // The second paper, of 26 January 2020, prolonged 春节 to 2 February because of the epidemic, and so took back the
  // Saturday 2020-02-01 that the first had made a working day.
  arrangement(2020, [yearly(2020, '国办发明电〔2019〕16号'), '《国务院办公厅关于延长2020年春节假期的通知》(国办发明电〔2020〕1号)'], [
    off('元旦', '2020-01-01'),
    off('春节', '2020-01-24', '2020-02-02', ['2020-01-19']),
    off('清明节', '2020-04-04', '2020-04-06'),
    off('劳动节', '2020-05-01', '2020-05-05', ['2020-04-26', '2020-05-09']),
    off('端午节', '2020-06-25', '2020-06-27', ['2020-06-28']),
    off('国庆节、中秋节', '2020-10-01', '2020-10-08', ['2020-09-27', '2020-10-10']),
  ]),
  arrangement(2021, [yearly(2021, '国办发明电〔2020〕27号')], [
    off('元旦', '2021-01-01', '2021-01-03'),
    off('春节', '2021-02-11', '2021-02-17', ['2021-02-07', '2021-02-20']),
    off('清明节', '2021-04-03', '2021-04-05'),
    off('劳动节', '2021-05-01', '2021-05-05', ['2021-04-25', '2021-05-08']),
    off('端午节', '2021-06-12', '2021-06-14'),
    off('中秋节', '2021-09-19', '2021-09-21', ['2021-09-18']),
    off('国庆节', '2021-10-01', '2021-10-07', ['2021-09-26', '2021-10-09']),
  ]),
  arrangement(2022, [yearly(2022, '国办发明电〔2021〕11号')], [
    off('元旦', '2022-01-01', '2022-01-03'),
    off('春节', '2022-01-31', '2022-02-06', ['2022-01-29', '2022-01-30']),
    off('清明节', '2022-04-03', '2022-04-05', ['2022-04-02']),
    off('劳动节', '2022-04-30', '2022-05-04', ['2022-04-24', '2022-05-07']),
    off('端午节', '2022-06-03', '2022-06-05'),
    off('中秋节', '2022-09-10', '2022-09-12'),
    off('国庆节', '2022-10-01', '2022-10-07', ['2022-10-08', '2022-10-09']),
  ]),
  arrangement(2023, [yearly(2023, '国办发明电〔2022〕16号')], [
    off('元旦', '2022-12-31', '2023-01-02'),
    off('春节', '2023-01-21', '2023-01-27', ['2023-01-28', '2023-01-29']),
    off('清明节', '2023-04-05'),
    off('劳动节', '2023-04-29', '2023-05-03', ['2023-04-23', '2023-05-06']),
    off('端午节', '2023-06-22', '2023-06-24', ['2023-06-25']),
    off('中秋节、国庆节', '2023-09-29', '2023-10-06', ['2023-10-07', '2023-10-08']),
  ]),
  arrangement(2024, [yearly(2024, '国办发明电〔2023〕7号')], [
    off('元旦', '2024-01-01'),
    off('春节', '2024-02-10', '2024-02-17', ['2024-02-04', '2024-02-18']),
    off('清明节', '2024-04-04', '2024-04-06', ['2024-04-07']),
    off('劳动节', '2024-05-01', '2024-05-05', ['2024-04-28', '2024-05-11']),
    off('端午节', '2024-06-10'),
    off('中秋节', '2024-09-15', '2024-09-17', ['2024-09-14']),
    off('国庆节', '2024-10-01', '2024-10-07', ['2024-09-29', '2024-10-12']),
  ]),
  arrangement(2025, [yearly(2025, '国办发明电〔2024〕12号')], [
    off('元旦', '2025-01-01'),
    off('春节', '2025-01-28', '2025-02-04', ['2025-01-26', '2025-02-08']),
    off('清明节', '2025-04-04', '2025-04-06'),
    off('劳动节', '2025-05-01', '2025-05-05', ['2025-04-27']),
    off('端午节', '2025-05-31', '2025-06-02'),
    off('国庆节、中秋节', '2025-10-01', '2025-10-08', ['2025-09-28', '2025-10-11']),
  ]),
  arrangement(2026, [yearly(2026, '国办发明电〔2025〕7号')], [
    off('元旦', '2026-01-01', '2026-01-03', ['2026-01-04']),
    off('春节', '2026-02-15', '2026-02-23', ['2026-02-14', '2026-02-28']),
    off('清明节', '2026-04-04', '2026-04-06'),
    off('劳动节', '2026-05-01', '2026-05-05', ['2026-05-09']),
    off('端午节', '2026-06-19', '2026-06-21'),
    off('中秋节', '2026-09-25', '2026-09-27'),
    off('国庆节', '2026-10-01', '2026-10-07', ['2026-09-20', '2026-10-10']),
  ]),
];

/** The book that the platform is born with: revision 1, the years 2018–2026. Whatever comes later is a further revision. */
export const firstCalendarEdition: CalendarBook = { revision: 1, years };
