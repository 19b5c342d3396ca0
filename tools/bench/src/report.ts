import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { CONTENDERS } from './contenders/contenders.ts';
import type { ContenderName } from './contenders/contenders.ts';
import { SERVER_SETTINGS } from './data/cluster.ts';
import { machine } from './machine.ts';
import type { Shares } from './profile.ts';
import { QUESTIONS, VARIANTS } from './questions.ts';
import type { Question, QuestionName } from './questions.ts';
import type { Result, RunOptions, SizeResult } from './run.ts';
import { BENCH, ROOT } from './settings.ts';

type Names = readonly ContenderName[];

const versionOf = (folder: string, name: string): string => {
  try {
    return (JSON.parse(readFileSync(`${folder}node_modules/${name}/package.json`, 'utf8')) as { version: string }).version;
  } catch {
    return '–';
  }
};
const fixed = (value: number | undefined, digits = 1): string => (value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits));
const times = (value: number | undefined): string => (value === undefined || !Number.isFinite(value) ? '–' : `${value.toFixed(2)}×`);
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => [head, head.map((_, at) => (at === 0 ? '---' : '---:')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** Of one size: what a contender showed for a question. */
const resultOf = (size: SizeResult | undefined, name: ContenderName, question: QuestionName): Result | undefined => size?.contenders[name]?.questions[question];
const rate = (size: SizeResult | undefined, name: ContenderName, question: QuestionName): number => resultOf(size, name, question)?.warm.perSecond ?? NaN;

/** Processor milliseconds for one request, PostgreSQL's included: what does not change with how busy the machine is, or little. */
function cost(size: SizeResult | undefined, name: ContenderName, question: QuestionName): number {
  const warmed = resultOf(size, name, question)?.warm;
  return warmed ? warmed.processor + warmed.database : NaN;
}

/** Writes docs/bench.md out of what was measured, aims that were missed included. */
export function writeReport(results: readonly SizeResult[], options: RunOptions, shares: ReadonlyMap<QuestionName, Shares>, serverVersion: string, minutes: number): void {
  const [main] = results;
  if (!main) return;
  const names = (Object.keys(CONTENDERS) as ContenderName[]).filter((name) => main.contenders[name]);
  const questions = QUESTIONS.filter(({ name }) => names.some((contender) => resultOf(main, contender, name)));
  writeFileSync(`${ROOT}docs/bench.md`, [
    head(main, options, serverVersion, minutes), aims(results, main, questions), warm(main, names, questions), footprint(main, names, questions), sizes(results, names, questions), profiles(shares, questions), shape(),
  ].join('\n\n') + '\n');
}

function head(main: SizeResult, options: RunOptions, serverVersion: string, minutes: number): string {
  return `# Measured against the peers

Written by \`npm run bench\`; nothing here is typed in by hand. This run: \`npm run bench -- --sizes ${options.sizes.join(',')} --seconds ${options.seconds} --warm-up ${options.warmUp} --rounds ${options.rounds} --connections ${options.connections}\`, ${minutes} minutes.

- **Machine**: ${machine()}. Load generator, contender and PostgreSQL share these processors, so a contender that asks PostgreSQL for less also leaves it more. Load average over the last quarter of an hour of the run: ${fixed(loadavg()[2])}; what the bench makes by itself is about three, the rest is what else the machine did, and it shows in requests per second and tails more than in CPU per request.
- **Versions**: Node ${process.version}, PostgreSQL ${serverVersion} (${Object.entries(SERVER_SETTINGS).map(([name, value]) => `${name} = ${value}`).join(', ')}, the rest as it comes), @apollo/gateway ${versionOf(ROOT, '@apollo/gateway')}, @apollo/server ${versionOf(ROOT, '@apollo/server')}, @graphql-hive/gateway ${versionOf(BENCH, '@graphql-hive/gateway')}, postgraphile ${versionOf(BENCH, 'postgraphile')}, autocannon ${versionOf(BENCH, 'autocannon')}, graphql ${versionOf(ROOT, 'graphql')}. Peers live in \`tools/bench\` with their own lock file.
- **Load**: autocannon, ${options.connections} connections, each beginning at another of ${VARIANTS} addresses or names; ${options.warmUp} s to warm up, then ${options.seconds} s; at ${main.disclosures.toLocaleString('en')} disclosures ${options.rounds} rounds, two at the other sizes, of which the figures are the medians. All contenders run all the time and are asked one after the other, question by question, so that whatever else the machine does meets all alike; the three gateways stand before the same subgraph processes. All contenders read one PostgreSQL and the same database.
- **Sign-in**: ours verifies the officer's token (Ed25519) and row policies decide what is seen; peers believe a header, and PostGraphile and the floor read as a role that sees everything.`;
}

interface Aim { readonly text: string; readonly measured: string; readonly met: boolean | null }

function aims(results: readonly SizeResult[], main: SizeResult, questions: readonly Question[]): string {
  const over = (a: ContenderName, b: ContenderName, least: number, text: string): Aim => {
    const ratios = questions.map(({ name }) => [name, rate(main, a, name) / rate(main, b, name)] as const).filter(([, ratio]) => Number.isFinite(ratio));
    return { text, measured: ratios.map(([name, ratio]) => `${name} ${times(ratio)} (${times(cost(main, b, name) / cost(main, a, name))})`).join(', ') || '–', met: ratios.length === 0 ? null : ratios.every(([, ratio]) => ratio >= least) };
  };
  const small = results.find(({ disclosures }) => disclosures === 10_000);
  const large = results.find(({ disclosures }) => disclosures === 1_000_000);
  const flat = questions.map(({ name }) => [name, rate(small, 'standalone', name) / rate(large, 'standalone', name)] as const).filter(([, ratio]) => Number.isFinite(ratio));
  const tails = (['standalone', 'split'] as const).flatMap((contender) => questions.flatMap(({ name }) => {
    const warmed = resultOf(main, contender, name)?.warm;
    return warmed ? [[`${contender} ${name}`, warmed.p99 / warmed.median] as const] : [];
  }));
  const list: readonly Aim[] = [
    over('standalone', 'hive', 2, 'standalone at least 2× Hive Gateway (requests per second)'),
    over('standalone', 'postgraphile', 1, 'standalone at least 1× PostGraphile'),
    over('standalone', 'floor', 0.5, 'standalone at most 2× the floor’s time (at least 0.50× its requests per second)'),
    over('split', 'hive', 1.5, 'split at least 1.5× Hive Gateway over the same subgraphs'),
    { text: 'flat: time at 1,000,000 at most 1.3× that at 10,000', measured: flat.map(([name, ratio]) => `${name} ${times(ratio)} (${times(cost(large, 'standalone', name) / cost(small, 'standalone', name))})`).join(', ') || '–', met: flat.length === 0 ? null : flat.every(([, ratio]) => ratio <= 1.3) },
    { text: '99th percentile at most 4× the median', measured: tails.map(([name, ratio]) => `${name} ${times(ratio)}`).join(', ') || '–', met: tails.length === 0 ? null : tails.every(([, ratio]) => ratio <= 4) },
  ];
  return `## The aims\n\nAll without the answer cache. An aim is met when it is for every question, by requests per second. In brackets the same ratio by processor time for one request, PostgreSQL’s included, which says more where the machine had other work.\n\n${table(['Aim', 'Measured', 'Met'], list.map(({ text, measured, met }) => [text, measured, met === null ? 'not measured' : met ? 'yes' : '**no**']))}`;
}

function warm(main: SizeResult, names: Names, questions: readonly Question[]): string {
  const of = (question: Question): string => {
    const rows = names.flatMap((name) => {
      const result = resultOf(main, name, question.name);
      if (!result) return [];
      const { perSecond, median, p99, processor, database, failed } = result.warm;
      const against = (peer: ContenderName): string => (peer === name ? '1' : times(perSecond / rate(main, peer, question.name)));
      return [[CONTENDERS[name], fixed(perSecond, 0), fixed(median), fixed(p99), `${fixed(processor, 2)} + ${fixed(database, 2)}`, against('hive'), against('postgraphile'), against('floor'), result.equal ? (failed > 0 ? `equal; ${failed} failed` : 'equal') : '**differs**']];
    });
    return `### ${question.name}: ${question.title}\n\n${table(['', 'requests/s', 'median ms', '99 % ms', 'CPU ms a request: its own + PostgreSQL', '÷ Hive', '÷ PostGraphile', '÷ floor', 'answers'], rows)}`;
  };
  return `## Warm, ${main.disclosures.toLocaleString('en')} disclosures\n\n${questions.map(of).join('\n\n')}`;
}

function footprint(main: SizeResult, names: Names, questions: readonly Question[]): string {
  const rows = names.map((name) => [CONTENDERS[name], String(main.contenders[name]?.memory ?? '–'), ...questions.flatMap(({ name: question }) => {
    const result = resultOf(main, name, question);
    return [result ? `${fixed(result.cold, 0)} / ${fixed(result.second, 0)}` : '–'];
  })]);
  return `## Memory, and cold\n\nResident memory of all processes of a contender after the load (MiB; the four subgraph processes are counted with each that needs them). Then the first answer of a process that has just started, and the second, in ms: nothing compiled, no plan made, no connection open. ${main.fileCacheDropped ? 'PostgreSQL was started anew and the system’s file cache dropped before the first contender' : 'PostgreSQL was started anew before the first contender; the system’s file cache could not be dropped'}; those after it find its pages.\n\n${table(['', 'MiB', ...questions.map(({ name }) => `${name}: first / second`)], rows)}`;
}

function sizes(results: readonly SizeResult[], names: Names, questions: readonly Question[]): string {
  const ordered = [...results].sort((a, b) => a.disclosures - b.disclosures);
  const first = ordered[0];
  const last = ordered.at(-1);
  const rows = names.flatMap((name) => questions.flatMap(({ name: question }) => (ordered.every((size) => resultOf(size, name, question)) ? [[
    `${CONTENDERS[name]}: ${question}`, ...ordered.map((size) => `${fixed(rate(size, name, question), 0)}/s, ${fixed(resultOf(size, name, question)?.warm.median)} ms`), times(rate(first, name, question) / rate(last, name, question)),
  ]] : [])));
  return `## Growing\n\nRequests per second and median, two rounds at the sizes other than ${results[0]?.disclosures.toLocaleString('en') ?? ''}; the last column is the time at the largest size over that at the smallest. A search finds about 100 items by name at every size. At 1,000,000 most texts are short (120 characters instead of 600), but not those of the items asked for.\n\n${table(['', ...ordered.map(({ disclosures }) => disclosures.toLocaleString('en')), 'growth'], rows)}`;
}

function profiles(shares: ReadonlyMap<QuestionName, Shares>, questions: readonly Question[]): string {
  const SMALLEST = 0.02;
  const said = questions.flatMap(({ name, title }) => {
    const parts = shares.get(name);
    return parts ? [`**${name}** (${title}): ${parts.filter(([, share]) => share >= SMALLEST).map(([part, share]) => `${part} ${Math.round(share * 100)} %`).join('; ')}.`] : [];
  });
  return `## Where the rest of the time goes\n\nA CPU profile of our standalone under the same load, by what the processor was in when it was looked at; PostgreSQL’s own time is in the tables above.\n\n${said.join('\n\n') || 'Not taken in this run.'}`;
}

function shape(): string {
  return `## What is asked, and how alike the answers are

Before anything is measured each contender answers ten requests of each question, and the answers are compared as JSON, keys sorted, cursors left out (they are opaque and each contender has its own).

- The graph’s four contenders are asked the same text. Our gateways check tokens, limits and costs on top of what Hive Gateway and ApolloGateway do.
- **Hive Gateway** runs as one process with its defaults and a plug-in that adds the signed envelope without which our subgraphs answer nobody. Its deduplication of requests in flight is off: its key is made before that header is added, so that one officer would be given what was fetched for another.
- **ApolloGateway** has the same plug-in as a data source, Apollo Server without cache-control, tracing and landing page, on bare node:http.
- **PostGraphile** reads views over the same tables (schema \`bench\`): columns out of the cleared packages, names out of the book of organisation, labels of states. \`id\` is \`rowId\` there, given back its name by an alias; \`cataloguePath\` is a JSON column. It can’t say facets, so the search is the floor’s statement as a function. It can’t fold events: \`desk-clock\` is not asked.
- **The floor** is one prepared statement for each question, whose JSON PostgreSQL makes, behind bare node:http: no graph, no sign-in, no row policies. It can’t fold events either.
- Snippets of a search are not asked for: SQL can’t cut them as we do.
- The **desk** shows due dates as projected into the row; **desk-clock** computes each clock from the case’s events, for 50 cases at once.
- The data are generated from a seed: disclosures with contents, clearances, releases, register facts and search index as publishing writes them (without their events), one in 256 revoked; cases driven through the procedure’s own tables, the newest 2,000 with their chained events.`;
}
