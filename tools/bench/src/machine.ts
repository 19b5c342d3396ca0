import { readdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';

const TICKS_PER_SECOND = 100; // USER_HZ of Linux

interface Stat { readonly parent: number; readonly own: number; readonly ended: number }

async function statOf(pid: number): Promise<Stat | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
  const [utime, stime, cutime, cstime] = fields.slice(11, 15) as [number, number, number, number];
  return { parent: fields[1] as number, own: (utime + stime) / TICKS_PER_SECOND, ended: (cutime + cstime) / TICKS_PER_SECOND };
}

/** Processor seconds that these processes, their descendants and descendants that have ended have used so far. */
export async function processorSeconds(roots: readonly number[]): Promise<number> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const stats = new Map<number, Stat>();
  for (const pid of pids) {
    const stat = await statOf(pid);
    if (stat) stats.set(pid, stat);
  }
  const isOurs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = stats.get(at)?.parent) if (roots.includes(at)) return true;
    return false;
  };
  return [...stats].filter(([pid]) => isOurs(pid)).reduce((sum, [, { own, ended }]) => sum + own + ended, 0);
}

/** Resident memory of these processes, mebibytes. */
export async function memory(pids: readonly number[]): Promise<number> {
  let sum = 0;
  for (const pid of pids) sum += Number(/VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1] ?? 0) / 1024;
  return Math.round(sum);
}

/** Empties the system's file cache where we may; says whether. */
export async function dropFileCache(): Promise<boolean> {
  return writeFile('/proc/sys/vm/drop_caches', '3').then(() => true, () => false);
}

export function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}`;
}
