/** Milliseconds since 1970 on the machine's own clock. */
export type MachineClock = () => number;

/**
 * Machine time (foundations 1): it serves tokens, envelopes, leases, time-outs and retries, and nothing that the law counts.
 * Business time is the platform's `Clock`, which is always an argument. This is the one place outside `kernel` and
 * `calendar` that asks the machine what time it is; whoever needs it takes a `MachineClock`, so that a test can set it.
 */
export const machineNow: MachineClock = () => Temporal.Now.instant().epochMilliseconds;
