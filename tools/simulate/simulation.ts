import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contextNames, loadManifests } from '@disclosure/assembly/contexts';
import { Closers } from '@disclosure/assembly/closers';
import { DataFolder } from '@disclosure/assembly/data-folder';
import { preparePlatform } from '@disclosure/assembly/database';
import { endpointOf } from '@disclosure/assembly/endpoint';
import { openGraph, sampleIssuer } from '@disclosure/assembly/gateway';
import { StartRefused } from '@disclosure/assembly/options';
import { loadSampleDepartment } from '@disclosure/assembly/sample-department';
import { ownerPassword } from '@disclosure/assembly/secrets';
import { buildWorker } from '@disclosure/assembly/worker';
import { addDays, addMilliseconds, startOf } from '@disclosure/kernel';
import type { Instant, LocalDate } from '@disclosure/kernel';
import type { Gateway } from '@disclosure/platform-gateway';
import { machineNow } from '@disclosure/platform-identity';
import type { StandaloneIssuer } from '@disclosure/platform-identity';
import { createLog } from '@disclosure/platform-observability';
import { startEmbeddedPostgres, writeHead } from '@disclosure/platform-persistence';
import type { Worker } from '@disclosure/platform-persistence';
import { crewHere, crewOfThreads } from './crew.ts';
import type { Crew } from './crew.ts';
import { openHouse } from './house.ts';
import type { House, HouseAddress } from './house.ts';
import type { Ledger } from './ledger.ts';
import type { SimulateOptions } from './options.ts';
import type { YearPlan } from './plan/plan.ts';
import { planYear } from './plan/year.ts';

/** A department whose year has been lived through, still open to be looked at. */
export interface Simulated {
  readonly plan: YearPlan;
  readonly house: House;
  readonly ownerUrl: string;
  readonly evidence: string;
  readonly gateway: Gateway;
  readonly issuer: StandaloneIssuer;
  readonly ledger: Ledger;
  /** What the platform wrote into its log meanwhile. */
  readonly log: readonly string[];
  readonly seconds: { readonly cases: number; readonly platform: number };
  close(): Promise<void>;
}

/** What is kept in the data folder of a year that was lived through, so that it can be judged again. */
interface Kept extends Pick<Simulated, 'ledger' | 'log' | 'seconds'> { readonly year: number; readonly requests: number; readonly seed: number }
const keptIn = (folder: string): string => join(folder, 'simulation.json');

type Say = (text: string) => void;

/** Lives through the year: opens the data folder as `npm start` would, then moves the clock from morning to night, day by day. `say`: progress. */
export const simulate = (options: SimulateOptions, say: Say): Promise<Simulated> => closingOnFault((closers) => run(options, say, closers));

/** Opens a year that was lived through before, to be judged again. */
export const reopen = (options: Pick<SimulateOptions, 'data'>): Promise<Simulated> => closingOnFault(async (closers) => {
  const { year, requests, seed, ...kept } = JSON.parse(await readFile(keptIn(options.data), 'utf8').catch(() => { throw new StartRefused(`${options.data} 中没有模拟的年度。`); })) as Kept;
  const folder = new DataFolder(options.data);
  await folder.open(false);
  closers.add(() => folder.release());
  return { ...kept, ...(await openDepartment(folder, null, [], closers)), plan: planYear({ year, requests, seed }), close: () => closers.close() };
});

async function closingOnFault(work: (closers: Closers) => Promise<Simulated>): Promise<Simulated> {
  const closers = new Closers();
  try {
    return await work(closers);
  } catch (error) {
    await closers.close().catch(() => undefined);
    throw error;
  }
}

async function run(options: SimulateOptions, say: Say, closers: Closers): Promise<Simulated> {
  const plan = planYear(options);
  say(`${plan.year} 年：申请人 ${plan.applicants.length} 个，申请 ${options.requests} 件，更正申请 ${plan.plans.length - options.requests} 件（种子 ${plan.seed}）`);
  const folder = new DataFolder(options.data);
  if (!options.fresh && (await readdir(folder.path).catch(() => [])).length > 0) throw new StartRefused(`目录 ${folder.path} 中已有数据；请换一个目录（--data），或加 --fresh 清空重来。`);
  await folder.open(options.fresh);
  closers.add(() => folder.release());
  const log: string[] = [];
  const department = await openDepartment(folder, startOf(plan.from, 7), log, closers);
  const { house, address, gateway, issuer, worker, evidence } = department;
  await loadSampleDepartment({ gateway, issuer, worker, platform: house.platform });
  const crew = options.threads === 0 ? crewHere(house, plan.plans, plan.applicants) : await crewOfThreads(options.threads, address, plan.plans, plan.applicants, (line) => log.push(line));
  closers.add(() => crew.close());
  const seconds = await live(plan, crew, worker, house, evidence, say);
  const ledger = await crew.ledger();
  await writeFile(keptIn(folder.path), JSON.stringify({ year: options.year, requests: options.requests, seed: options.seed, ledger, log, seconds } satisfies Kept));
  return { ...department, plan, ledger, log, seconds, close: () => closers.close() };
}

/** The platform on its data folder, with the doors that a simulation needs and no port. `opening`: where the clock is put; null: where it stands. */
async function openDepartment(folder: DataFolder, opening: Instant | null, log: string[], closers: Closers): Promise<Pick<Simulated, 'house' | 'ownerUrl' | 'evidence' | 'gateway' | 'issuer'> & { readonly address: HouseAddress; readonly worker: Worker }> {
  const logger = createLog('warn', { write: (line) => void log.push(line) });
  const secret = await folder.secret();
  // Nothing is lost if the machine fails meanwhile: the year is lived through again.
  const { ownerUrl, stop } = await startEmbeddedPostgres({ folder: folder.database, password: ownerPassword(secret), unsafe: true });
  closers.add(stop);
  const manifests = await loadManifests(contextNames);
  if (opening !== null) await (await preparePlatform(ownerUrl, secret, manifests, opening)).database.close();

  const address = { ownerUrl, secret: secret.toString('hex'), files: folder.files, machineMs: machineNow() };
  const house = await openHouse(address, logger);
  closers.add(() => house.close());
  const { platform } = house;
  // A little later than what preparing recorded; from here the clock moves by being moved alone.
  if (opening !== null) await platform.database.context('directory').write((tx) => platform.clock.set(tx, addMilliseconds(opening, 30 * 60_000)));
  const issuer = await sampleIssuer(folder.path, true);
  if (issuer === null) throw new StartRefused('模拟使用示例身份；请不要设置 OIDC_ISSUER。');
  const subgraphs = manifests.map((manifest) => endpointOf(manifest, platform, house.services, { nudge: () => undefined, clockControl: undefined }));
  const gateway = await openGraph({ subgraphs, envelopeKey: platform.keys.envelope, secret, issuer, log: logger, keepAnswersBy: null });
  closers.add(() => gateway.stop());
  return { house, ownerUrl, evidence: folder.evidence, gateway, issuer, address, worker: buildWorker(platform, manifests, house.services, logger) };
}

/** Every day of the plan, morning and night; the platform's own work first, then people's. */
async function live(plan: YearPlan, crew: Crew, worker: Worker, house: House, evidence: string, say: Say): Promise<Simulated['seconds']> {
  const spent = { cases: 0, platform: 0 };
  const timed = async (what: keyof typeof spent, work: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await work();
    spent[what] += (performance.now() - began) / 1000;
  };
  const { platform } = house;
  const told = new Set<number>();
  const heads = async (at: Instant): Promise<void> => { for (const { context, writer } of platform.database.contexts) await writeHead(writer, context, platform.keys, evidence, at); };
  for (let day: LocalDate = plan.from; day <= plan.to; day = addDays(day, 1)) {
    await timed('platform', () => worker.advance(startOf(day, 9)));
    await timed('cases', () => crew.work('MORNING'));
    await timed('platform', () => worker.advance(startOf(day, 21)));
    await timed('cases', () => crew.work('NIGHT'));
    if (!day.endsWith('-01')) continue;
    await worker.pump();
    await heads(startOf(day, 21));
    const [counted] = await platform.database.context('requests').writer.query<{ cases: number; open: number }>("SELECT count(*)::integer AS cases, count(*) FILTER (WHERE closed_on IS NULL)::integer AS open FROM requests.request");
    say(`${day}  申请 ${counted?.cases} 件，在办 ${counted?.open} 件；办理用时 ${spent.cases.toFixed(0)} 秒，平台定时事项 ${spent.platform.toFixed(0)} 秒`);
    for (const { index, on, action, met } of (await crew.ledger()).surprises) {
      if (!told.has(index)) say(`    意外：第 ${index} 件 ${on} ${action}: ${met}`);
      told.add(index);
    }
  }
  await timed('platform', () => worker.advance(startOf(plan.to, 23)));
  await heads(startOf(plan.to, 23));
  return spent;
}
