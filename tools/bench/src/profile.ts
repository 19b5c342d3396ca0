import { readdir, readFile, rm } from 'node:fs/promises';
import { startContender } from './contenders/contenders.ts';
import type { World } from './contenders/contenders.ts';
import { measure } from './measure.ts';
import type { HttpRequest } from './requests.ts';
import { DATA } from './settings.ts';

interface Frame { readonly functionName: string; readonly url: string }
interface CpuProfile { readonly nodes: readonly { readonly id: number; readonly callFrame: Frame }[]; readonly samples: readonly number[]; readonly timeDeltas: readonly number[] }
/** Shares of the busy time of one process, largest first. */
export type Shares = readonly (readonly [part: string, share: number])[];

const WARM_UP_S = 2;
const MEASURED_S = 5;

/** Where our standalone spends its processor time on one question: its own share alone, PostgreSQL's is another process. */
export async function profile(world: World, requests: readonly HttpRequest[], connections: number, postmaster: number): Promise<Shares> {
  const folder = `${DATA}/profile`;
  await rm(folder, { recursive: true, force: true });
  const running = await startContender('standalone', world, null, ['--cpu-prof', `--cpu-prof-dir=${folder}`]);
  try {
    await measure({ url: running.url, requests, connections, seconds: MEASURED_S }, WARM_UP_S, running.pids, postmaster);
  } finally {
    await running.stop();
  }
  const [file] = await readdir(folder);
  return sharesOf(JSON.parse(await readFile(`${folder}/${file ?? ''}`, 'utf8')) as CpuProfile);
}

function sharesOf({ nodes, samples, timeDeltas }: CpuProfile): Shares {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const total = timeDeltas.reduce((sum, delta) => sum + delta, 0);
  const parts = new Map<string, number>();
  let at = 0;
  let busy = 0;
  for (const [index, sample] of samples.entries()) {
    const delta = timeDeltas[index] ?? 0;
    at += delta;
    const frame = frames.get(sample);
    // The last seconds alone: what came before is the start and the warming up.
    if (!frame || frame.functionName === '(idle)' || at < total - (MEASURED_S + 0.5) * 1e6) continue;
    busy += delta;
    const part = partOf(frame);
    parts.set(part, (parts.get(part) ?? 0) + delta);
  }
  return [...parts].map(([part, time]) => [part, time / busy] as const).sort(([, a], [, b]) => b - a);
}

const KINDS: readonly (readonly [pattern: RegExp, part: string])[] = [
  [/node_modules\/(pg|pg-pool|pg-protocol|pg-types|postgres-[a-z]+)\//, 'the PostgreSQL driver in JavaScript'],
  [/node_modules\/@apollo\/server|node_modules\/(negotiator|content-type|body-parser)/, 'Apollo Server’s pipeline'],
  [/node_modules\/(fastify|find-my-way|secure-json-parse|fast-json|light-my-request|avvio)/, 'Fastify'],
  [/node_modules\/(graphql-jit|graphql|type-graphql|dataloader)\//, 'GraphQL in the subgraphs (graphql-jit, resolvers’ glue, loaders)'],
  [/platform\/executor\//, 'our executor of query plans (representations, merging, projection)'],
  [/platform\/identity\/|kernel\/src\/canonical|internal\/crypto|node:crypto/, 'sealing and opening the envelope between gateway and subgraphs (canonical text, SHA-256, HMAC)'],
  [/platform\/(gateway|observability)\//, 'our gateway (limits, text of the answer, measuring)'],
  [/libs\/(publication|requests|review|directory)\/subgraph\/|platform\/(subgraph|persistence|gate|graphql)\//, 'our subgraphs’ reading (rows to types, contents, connections)'],
  [/libs\/(workflow|calendar|law|kernel|organisation|requests\/domain|publication\/domain)\//, 'domain: dates, folding, clocks'],
  [/^node:/, 'Node’s own streams, sockets and timers in JavaScript'],
];

function partOf({ functionName, url }: Frame): string {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (/^(writev|writeUtf8String|writeBuffer|writeLatin1String|writev)$/.test(functionName) && url === '') return 'writing to sockets, in the system (statements to PostgreSQL, answers to clients)';
  return KINDS.find(([pattern]) => pattern.test(url))?.[1] ?? (url === '' ? 'native code (reading sockets, UTF-8, promises, JSON)' : 'other');
}
