import type { MachineClock } from '@disclosure/platform-identity';

export interface CircuitOptions {
  /** Failures in a row after which nobody is let through. Default 5. */
  readonly threshold?: number;
  /** How long at first, milliseconds; doubled each time that the one who is let through to try fails. Default 500. */
  readonly restMs?: number;
  /** Never longer than this, milliseconds. Default 2 s: what has healed must be seen soon. */
  readonly longestRestMs?: number;
}

/** Whether it is worth asking a process that has failed again and again: for a while nobody asks, then one tries. */
export class Circuit {
  readonly #machineNow: MachineClock;
  readonly #threshold: number;
  readonly #restMs: number;
  readonly #longestRestMs: number;
  #failures = 0;
  #rest: number;
  #closedUntil = 0;
  #someoneTries = false;

  constructor(machineNow: MachineClock, { threshold = 5, restMs = 500, longestRestMs = 2_000 }: CircuitOptions = {}) {
    this.#machineNow = machineNow;
    this.#threshold = threshold;
    this.#restMs = restMs;
    this.#longestRestMs = longestRestMs;
    this.#rest = restMs;
  }

  /** True while nobody is let through but for a try. */
  get isOpen(): boolean {
    return this.#failures >= this.#threshold;
  }

  /** True when the caller may ask now; it then says how it went by `succeeded` or `failed`. */
  admits(): boolean {
    if (!this.isOpen) return true;
    if (this.#someoneTries || this.#machineNow() < this.#closedUntil) return false;
    this.#someoneTries = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#rest = this.#restMs;
    this.#someoneTries = false;
  }

  failed(): void {
    this.#failures += 1;
    if (!this.isOpen) return;
    if (this.#someoneTries) this.#rest = Math.min(this.#rest * 2, this.#longestRestMs);
    this.#someoneTries = false;
    this.#closedUntil = this.#machineNow() + this.#rest;
  }
}
