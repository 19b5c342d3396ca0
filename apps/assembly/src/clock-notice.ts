import { chineseDateTime, millisecondsBetween } from '@disclosure/kernel';
import type { Platform } from '@disclosure/platform-persistence';

/** What a start without `--now` says of a clock that an earlier one has moved: everything is dated by it. Null where it shows real time. */
export async function clockNotice({ database, clock }: Pick<Platform, 'database' | 'clock'>): Promise<string | null> {
  const machine = clock.machineNow();
  const now = await clock.now(database.context('directory').writer);
  return Math.abs(millisecondsBetween(machine, now)) < 60_000 ? null : `现为${chineseDateTime(now)}，不是真实时间（沿用此前 --now 的设定）`;
}
