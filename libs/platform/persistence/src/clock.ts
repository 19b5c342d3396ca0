import { addMilliseconds, instantOfEpoch, millisecondsBetween } from '@disclosure/kernel';
import type { Instant } from '@disclosure/kernel';
import type { Queryable } from './sql.ts';

/** Machine time, in milliseconds since 1970: for tokens, leases and the base of business time. Tests pass their own. */
export type MachineClock = () => number;

/** Business time (foundations 1): machine time plus the one offset of the database, the same for every process. */
export class BusinessClock {
  readonly #machine: MachineClock;

  constructor(machine: MachineClock) {
    this.#machine = machine;
  }

  /** The platform's instant, as the transaction or connection sees the offset. */
  async now(q: Queryable): Promise<Instant> {
    const rows = await q.query<{ offset_ms: number }>('SELECT offset_ms FROM platform.clock');
    return addMilliseconds(this.machineNow(), rows[0]?.offset_ms ?? 0);
  }

  machineNow(): Instant {
    return instantOfEpoch(this.#machine());
  }

  /** Puts the clock to an instant, from where it runs on. The caller has made sure that no event is later. */
  async set(q: Queryable, to: Instant): Promise<void> {
    await q.query('UPDATE platform.clock SET offset_ms = $1', [millisecondsBetween(this.machineNow(), to)]);
  }
}
