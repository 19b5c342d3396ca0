import type { MachineClock } from '@disclosure/platform-identity';

export interface RateLimit {
  /** So many at once. */
  readonly burst: number;
  /** And so many an hour after that. */
  readonly perHour: number;
}

/** Clients remembered; beyond it the one seen longest ago is forgotten, and begins with a full bucket. */
const CLIENTS = 10_000;
const HOUR_MS = 3_600_000;

/** A token bucket for each client, in this process's memory, by machine time: kept as the moment at which it is full again. */
export class TokenBuckets {
  readonly #fullAt = new Map<string, number>();
  readonly #tokenMs: number;

  constructor(private readonly limit: RateLimit, private readonly machineNow: MachineClock) {
    this.#tokenMs = HOUR_MS / limit.perHour;
  }

  /** Takes so many tokens; 0 when they were there, otherwise the seconds after which they will be (nothing is taken then). */
  take(client: string, tokens: number): number {
    const now = this.machineNow();
    const empty = now + this.limit.burst * this.#tokenMs;
    // Between full and empty, even where the clock was set back.
    const fullAt = Math.min(Math.max(this.#fullAt.get(client) ?? now, now), empty);
    const then = fullAt + tokens * this.#tokenMs;
    this.#fullAt.delete(client);
    this.#fullAt.set(client, then > empty ? fullAt : then);
    if (this.#fullAt.size > CLIENTS) this.#fullAt.delete(this.#fullAt.keys().next().value as string);
    return then > empty ? Math.ceil((then - empty) / 1000) : 0;
  }
}
