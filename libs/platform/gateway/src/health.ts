/** Asks one part that the platform needs (a database) whether it answers. Resolves when it does, rejects when not. */
export type Probe = () => Promise<unknown>;

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'UP' | 'DOWN'>>;
}

const PROBE_TIMEOUT_MS = 2_000;

async function isUp(probe: Probe): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PROBE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([probe().then(() => true, () => false), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks all parts at once; one that takes longer than two seconds is down. Why is not said to the outside. */
export async function readiness(probes: Readonly<Record<string, Probe>>): Promise<Readiness> {
  const checks = Object.fromEntries(await Promise.all(Object.entries(probes).map(async ([name, probe]) => [name, (await isUp(probe)) ? 'UP' : 'DOWN'] as const)));
  return { ready: Object.values(checks).every((state) => state === 'UP'), checks };
}
