import { addDays } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';

interface Effect { readonly effect: string; readonly on: LocalDate; readonly seq: number; readonly subject?: string | undefined; readonly days?: number | undefined; readonly until?: LocalDate | undefined }
interface Pause { readonly subject: string; from: LocalDate; to: LocalDate | null }

/** Where the simple count below says nothing. */
export const BEYOND = 'BEYOND';

/**
 * The last day of a period in working days, counted day by day: a second opinion on the platform's clock that shares nothing with it.
 * A day counts when it is worked and nothing was waited for on it. Null: something is still awaited, and nobody can say. BEYOND: a fixed
 * date or a renewed period came together with something else, which this count does not know.
 */
export function secondClock(effects: readonly Effect[], length: number, isWorkingDay: (day: LocalDate) => boolean): LocalDate | null | typeof BEYOND {
  let start: LocalDate | null = null;
  let extension = 0;
  let fixed: LocalDate | null = null;
  let pauses: Pause[] = [];
  const due = (): LocalDate | null => (start === null ? null : (fixed ?? counted(start, length + extension, pauses, isWorkingDay)));
  for (const { effect, on, subject = '', days = 0, until } of [...effects].sort((a, b) => (a.on === b.on ? a.seq - b.seq : a.on < b.on ? -1 : 1))) {
    const last = due();
    switch (effect) {
      case 'START': [start, extension, fixed, pauses] = [on, 0, null, []]; break;
      case 'RESET':
        if (fixed !== null || pauses.some(({ subject: other, to }) => other !== subject && to === null)) return BEYOND;
        [start, pauses] = [on, []];
        break;
      case 'SUSPEND': {
        if (fixed !== null) return BEYOND;
        // Said again with its end; or asked again after it had ended.
        const known = pauses.findLast((pause) => pause.subject === subject);
        if (known && (until !== undefined || known.to === null)) known.to = until ?? null;
        else if (last === null || on <= last) pauses.push({ subject, from: on, to: until ?? null });
        break;
      }
      case 'RESUME': {
        const pause = pauses.findLast((candidate) => candidate.subject === subject);
        if (pause && (pause.to === null || pause.to > on)) pause.to = on;
        break;
      }
      // A delayed reply can be extended too: from the day that was fixed.
      case 'EXTEND': if (fixed === null) extension += days; else fixed = counted(fixed, days, [], isWorkingDay); break;
      case 'REPLACE': if (pauses.length > 0) return BEYOND; fixed = until ?? null; break;
      // Whatever was still awaited is not awaited any more.
      case 'STOP': for (const pause of pauses) pause.to ??= on; return due();
      default: break;
    }
  }
  return due();
}

function counted(start: LocalDate, length: number, pauses: readonly Pause[], isWorkingDay: (day: LocalDate) => boolean): LocalDate | null {
  let left = length;
  for (let day = addDays(start, 1); ; day = addDays(day, 1)) {
    const paused = pauses.find(({ from, to }) => day > from && (to === null || day <= to));
    if (paused?.to === null) return null;
    if (!paused && isWorkingDay(day)) left -= 1;
    if (left <= 0) return day;
  }
}
