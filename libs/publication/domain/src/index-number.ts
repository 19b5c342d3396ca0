import type { LocalDate } from '@disclosure/kernel';
import { yearOf } from '@disclosure/kernel';

/** The series that an index number is drawn from: one for each body and year. */
export const indexSeries = (bodyCode: string, on: LocalDate): string => `index:${bodyCode}:${yearOf(on)}`;

/** 索引号 `013500001/2026-00001`: the body's nine characters, the year, five figures. Unique, never reused, never changed (CAT-03). */
export function formatIndexNumber(bodyCode: string, on: LocalDate, sequence: number): string {
  if (sequence < 1 || sequence > 99_999) throw new RangeError(`an index number has five figures: ${sequence}`);
  return `${bodyCode}/${yearOf(on)}-${String(sequence).padStart(5, '0')}`;
}

/** The lasting public address of an item: its index number, in a form that a path can hold. */
export const addressOf = (indexNumber: string): string => `/d/${indexNumber.replace('/', '-')}`;
