import { addMilliseconds, chineseDateTime, instantOfEpoch, millisecondsBetween } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import type { Database } from './database.ts';
import { withClient } from './sql.ts';
import type { Queryable } from './sql.ts';

/** Machine time, in milliseconds since 1970: for tokens, leases and the base of business time. Tests pass their own. */
export type MachineClock = () => number;

/** The clock was not moved; the message is a sentence for whoever asked. */
export class ClockRefused extends Error {
  override readonly name = 'ClockRefused';
}

/** Business time (foundations 1): machine time plus the one offset of the database, the same for every process. */
export class BusinessClock {
  readonly #machine: MachineClock;

  constructor(machine: MachineClock) {
    this.#machine = machine;
  }

  /** The platform's instant, as the transaction or connection sees the offset. */
  async now(q: Queryable): Promise<Instant> {
    const rows = await q.query<{ offset_ms: number }>('SELECT offset_ms FROM platform.clock');
    return this.nowAt(rows[0]?.offset_ms ?? 0);
  }

  /** The platform's instant by an offset that was read together with something else. */
  nowAt(offsetMs: number): Instant {
    return addMilliseconds(this.machineNow(), offsetMs);
  }

  machineNow(): Instant {
    return instantOfEpoch(this.#machine());
  }

  /**
   * Puts the clock to an instant, from where it runs on; only `directory` may. Throws ClockRefused on a platform whose clock does not
   * move. The caller has made sure that no event is later: by moving forward, or by `setClock`.
   */
  async set(q: Queryable, to: Instant): Promise<void> {
    const rows = await q.query<{ movable: boolean }>('SELECT movable FROM platform.clock');
    if (!rows[0]?.movable) throw new ClockRefused('本平台按真实时间运行，业务时钟不能调整。');
    await q.query('UPDATE platform.clock SET offset_ms = $1', [millisecondsBetween(this.machineNow(), to)]);
  }
}

/** The hour of the latest event of all contexts; null while there is none. Business time is never earlier. */
export async function lastRecordedAt(database: Database): Promise<Instant | null> {
  let last: Instant | null = null;
  for (const { context, writer } of database.contexts) {
    const rows = await writer.query<{ at: Instant | null }>(`SELECT max(recorded_at) AS at FROM ${context}.event`);
    const at = rows[0]?.at ?? null;
    if (at !== null && (last === null || at > last)) last = at;
  }
  return last;
}

/** Puts the clock where a start-up wants it (`--now`); throws ClockRefused where an event is later, or the clock does not move. */
export async function setClock(database: Database, clock: BusinessClock, to: Instant): Promise<void> {
  const last = await lastRecordedAt(database);
  if (last !== null && to < last) throw new ClockRefused(`业务时钟不能早于最近一次办理的时间（${chineseDateTime(last)}）；请改用该时间之后的时间，或用 --fresh 重新开始。`);
  await database.context('directory').write((tx) => clock.set(tx, to));
}

/** How far behind the last event the machine's clock may be found: what a time server puts right, no more. */
const TOLERATED_LAG_MS = 60_000;

/** Throws ClockRefused where business time has fallen behind the last event: the machine's clock is wrong, and what is done now would be dated before what was done. */
export async function checkClock(database: Database, clock: BusinessClock): Promise<void> {
  const last = await lastRecordedAt(database);
  const now = await clock.now(database.context('directory').writer);
  if (last !== null && millisecondsBetween(now, last) > TOLERATED_LAG_MS) {
    throw new ClockRefused(`本机时间使业务时钟为${chineseDateTime(now)}，早于最近一次办理的时间（${chineseDateTime(last)}）；请先校准本机时间。`);
  }
}

/** Says whether this platform's clock may be moved: a demonstration's may, that of real cases never. Only the owner can. */
export async function setClockMovable(ownerUrl: string, movable: boolean): Promise<void> {
  await withClient(ownerUrl, (client) => client.query('UPDATE platform.clock SET movable = $1', [movable]));
}
