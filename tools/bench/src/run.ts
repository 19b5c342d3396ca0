import { writeFile } from 'node:fs/promises';
import pg from 'pg';
import { CONTENDERS, startContender, startSubgraphs } from './contenders/contenders.ts';
import type { ContenderName, Running, World } from './contenders/contenders.ts';
import { postmaster, startCluster } from './data/cluster.ts';
import { openData } from './data/load.ts';
import { difference, normalised } from './equality.ts';
import { dropFileCache, memory } from './machine.ts';
import { measure, medians } from './measure.ts';
import type { Round } from './measure.ts';
import { QUESTIONS } from './questions.ts';
import type { Question, QuestionName } from './questions.ts';
import { profile } from './profile.ts';
import type { Shares } from './profile.ts';
import { writeReport } from './report.ts';
import { ask, requestsFor } from './requests.ts';
import type { HttpRequest, Variants } from './requests.ts';
import { DATA } from './settings.ts';
import { openIssuer } from './sign-in.ts';
import { variantsOf } from './variants.ts';

export interface RunOptions {
  readonly sizes: readonly number[];
  readonly seconds: number;
  readonly warmUp: number;
  readonly rounds: number;
  readonly connections: number;
  readonly contenders: readonly string[] | null;
  readonly questions: readonly string[] | null;
  readonly isReported: boolean;
}

/** What one contender showed for one question; null where it cannot answer it. */
export interface Result { readonly warm: Round; readonly cold: number; readonly second: number; readonly equal: boolean }
export interface ContenderResult { readonly memory: number; readonly questions: Readonly<Partial<Record<QuestionName, Result>>> }
/** What a size showed. The first size is measured with all contenders and in full. */
export interface SizeResult { readonly disclosures: number; readonly contenders: Readonly<Partial<Record<ContenderName, ContenderResult>>>; readonly fileCacheDropped: boolean }

/** Who is asked again at the other sizes: whether a gateway is fast does not depend on the archive. */
const GROWING: readonly ContenderName[] = ['standalone', 'hive', 'postgraphile', 'floor'];

const OVER_SUBGRAPHS: readonly ContenderName[] = ['split', 'apollo', 'hive'];

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const chosen = <T extends string>(all: readonly T[], names: readonly string[] | null): readonly T[] => (names === null ? all : all.filter((name) => names.includes(name)));

/** The whole measurement: for each size the data, then all contenders, one after the other within each round. */
export async function run(options: RunOptions): Promise<void> {
  const began = performance.now();
  let cluster = await startCluster();
  const issuer = await openIssuer();
  const names = chosen(Object.keys(CONTENDERS) as ContenderName[], options.contenders);
  const questions = QUESTIONS.filter(({ name }) => options.questions === null || options.questions.includes(name));
  const results: SizeResult[] = [];
  const shares = new Map<QuestionName, Shares>();
  try {
    for (const [at, disclosures] of options.sizes.entries()) {
      say(`${disclosures} disclosures`);
      const databaseUrl = await openData(cluster.ownerUrl, disclosures, say, (url) => settle({ databaseUrl: url, issuer }));
      const variants = await variantsOf(databaseUrl, disclosures);
      // Cold: the server has just started, and where we may the system's file cache is empty.
      await cluster.stop();
      const fileCacheDropped = await dropFileCache();
      cluster = await startCluster();
      const world: World = { databaseUrl: moved(databaseUrl, cluster.ownerUrl), issuer };
      results.push(await measureSize(world, disclosures, variants, at === 0 ? names : names.filter((name) => GROWING.includes(name)), questions, at === 0 ? options : { ...options, rounds: 2 }, fileCacheDropped));
      if (at > 0 || !options.isReported) continue;
      for (const question of questions) shares.set(question.name, await profile(world, requestsFor('standalone', question, variants, issuer.token('p-office')) ?? [], options.connections, await postmaster()));
    }
    // So that a report can be looked into afterwards.
    await writeFile(`${DATA}/last-run.json`, JSON.stringify({ options, results, shares: [...shares] }));
    if (options.isReported) writeReport(results, options, shares, await versionOf(cluster.ownerUrl), Math.round((performance.now() - began) / 60_000));
  } finally {
    issuer.close();
    await cluster.stop();
  }
}

/** The same database at the port of a server that was started again. */
function moved(databaseUrl: string, ownerUrl: string): string {
  const url = new URL(databaseUrl);
  url.port = new URL(ownerUrl).port;
  return url.toString();
}

async function measureSize(world: World, disclosures: number, variants: Variants, names: readonly ContenderName[], questions: readonly Question[], options: RunOptions, fileCacheDropped: boolean): Promise<SizeResult> {
  const token = world.issuer.token('p-office');
  const server = await postmaster();
  const rounds = new Map<string, Round[]>();
  const first = new Map<string, readonly [number, number]>();
  const equal = new Map<string, boolean>();
  const rss = new Map<ContenderName, number>();
  const reference = new Map<QuestionName, readonly string[]>();
  const asked = (name: ContenderName, question: Question): readonly HttpRequest[] | null => requestsFor(name, question, variants, token);
  const subgraphs = names.some((name) => OVER_SUBGRAPHS.includes(name)) ? await startSubgraphs(world) : null;
  const running = new Map<ContenderName, Running>();
  try {
    for (const name of names) {
      const started = await startContender(name, world, subgraphs);
      running.set(name, started);
      for (const question of questions) {
        const requests = asked(name, question);
        if (requests === null) continue;
        const sample = requests.filter((_, at) => at % Math.ceil(requests.length / 10) === 0);
        const answers = [];
        for (const request of [sample[0], ...sample]) if (request) answers.push(await ask(started.url, request));
        first.set(`${name} ${question.name}`, [answers[0]?.milliseconds ?? NaN, answers[1]?.milliseconds ?? NaN]);
        const texts = answers.slice(1).map(({ text }) => normalised(question.name, text));
        const known = reference.get(question.name) ?? texts;
        reference.set(question.name, known);
        const differs = texts.map((text, at) => difference(known[at] ?? '', text)).find((found) => found !== null) ?? null;
        equal.set(`${name} ${question.name}`, differs === null);
        if (differs !== null) say(`  ${name} answers ${question.name} otherwise: ${differs}`);
      }
    }
    // All run, one is asked: within a round they take turns question by question, so that whatever else the machine does meets all alike.
    for (let round = 0; round < options.rounds; round += 1) {
      for (const question of questions) {
        for (const name of names) {
          const requests = asked(name, question);
          const { url, pids } = running.get(name) as Running;
          if (requests === null) continue;
          const measured = await measure({ url, requests, connections: options.connections, seconds: options.seconds }, round === 0 ? options.warmUp : 0, pids, server);
          const key = `${name} ${question.name}`;
          rounds.set(key, [...(rounds.get(key) ?? []), measured]);
          say(`  ${name.padEnd(18)} ${question.name.padEnd(11)} ${measured.perSecond.toFixed(0).padStart(6)}/s  median ${measured.median.toFixed(1)} ms  p99 ${measured.p99.toFixed(1)} ms  cpu ${measured.processor.toFixed(2)} + ${measured.database.toFixed(2)} ms${measured.failed > 0 ? `  FAILED ${measured.failed}` : ''}`);
        }
      }
    }
    for (const [name, { pids }] of running) rss.set(name, await memory(pids));
  } finally {
    for (const { stop } of running.values()) await stop();
    await subgraphs?.stop();
  }
  return {
    disclosures, fileCacheDropped,
    contenders: Object.fromEntries(names.map((name) => [name, {
      memory: rss.get(name) ?? 0,
      questions: Object.fromEntries(questions.flatMap((question) => {
        const measured = rounds.get(`${name} ${question.name}`);
        const [cold, second] = first.get(`${name} ${question.name}`) ?? [NaN, NaN];
        return measured ? [[question.name, { warm: medians(measured), cold, second, equal: equal.get(`${name} ${question.name}`) ?? false } satisfies Result] as const] : [];
      })),
    } satisfies ContenderResult])),
  };
}

/** Lets the platform's worker do what the new database has waiting, so that nothing is done beside what is measured. */
async function settle(world: World): Promise<void> {
  const running = await startContender('standalone', world, null);
  const client = new pg.Client({ connectionString: world.databaseUrl });
  try {
    await client.connect();
    for (const until = performance.now() + SETTLING_MS; performance.now() < until;) {
      const { rows } = await client.query<{ settled: boolean | null }>(`SELECT (SELECT count(*) FROM directory.unsequenced) = 0 AND (SELECT count(*) FROM requests.timer) = 0
        AND (SELECT count(*) FROM directory.log) > 0 AND (SELECT min(position) FROM requests.relay WHERE source = 'directory') = (SELECT max(position) FROM directory.log) AS settled`);
      if (rows[0]?.settled === true) return;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error('the platform has not settled');
  } finally {
    await client.end();
    await running.stop();
  }
}

const SETTLING_MS = 180_000;

async function versionOf(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query<{ server_version: string }>('SHOW server_version')).rows[0]?.server_version ?? '';
  } finally {
    await client.end();
  }
}
