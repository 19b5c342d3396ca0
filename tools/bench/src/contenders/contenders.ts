import { readFile, rm, writeFile } from 'node:fs/promises';
import { freePort, Part } from '../processes.ts';
import type { Issuer } from '../sign-in.ts';
import { BENCH, DATA, SECRET } from '../settings.ts';

export const CONTENDERS = {
  standalone: 'our standalone',
  'standalone-cached': 'our standalone, answers kept',
  split: 'our split gateway',
  apollo: 'stock ApolloGateway, our subgraphs',
  hive: 'Hive Gateway, our subgraphs',
  postgraphile: 'PostGraphile, same tables',
  floor: 'one SQL statement, node:http',
} as const;
export type ContenderName = keyof typeof CONTENDERS;
/** How a question is put to it. */
export type Dialect = 'graph' | 'postgraphile' | 'floor';
export const dialectOf = (name: ContenderName): Dialect => (name === 'postgraphile' || name === 'floor' ? name : 'graph');

export interface Running {
  readonly url: string;
  /** The contender's own processes: the load generator and PostgreSQL are counted apart. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

export interface World { readonly databaseUrl: string; readonly issuer: Issuer }

/** The subgraph processes, one set for all gateways over them. */
export interface Subgraphs { readonly urls: ReadonlyMap<string, string>; readonly pids: readonly number[]; stop(): Promise<void> }

const SUBGRAPHS = ['directory', 'review', 'publication', 'requests'] as const;
const PEER_URL = (databaseUrl: string): string => {
  const url = new URL(databaseUrl);
  url.username = 'bench_peer';
  url.password = 'bench';
  return url.toString();
};

const platformEnv = ({ databaseUrl, issuer }: World): Record<string, string> => ({ DATABASE_URL: databaseUrl, DISCLOSURE_SECRET: SECRET.toString('hex'), DATA: `${DATA}/platform`, LOG_LEVEL: 'error', ...issuer.env });

/** Starts a contender on a database. The subgraph processes count as its own where it stands before them. */
export async function startContender(name: ContenderName, world: World, subgraphs: Subgraphs | null, nodeArgs: readonly string[] = []): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  if (name === 'standalone' || name === 'standalone-cached') {
    await rm(`${DATA}/${name}`, { recursive: true, force: true });
    const part = new Part(name, ['apps/standalone/src/main.ts', '--port', String(port), '--data', `${DATA}/${name}`, ...(name === 'standalone' ? ['--no-answer-cache'] : [])], platformEnv(world), nodeArgs);
    return running([part], part, url, '/health/ready');
  }
  if (name === 'floor') {
    const part = new Part(name, [`${BENCH}src/contenders/floor.ts`], { DATABASE_URL: world.databaseUrl, PORT: String(port) }, nodeArgs);
    return running([part], part, url, '/none');
  }
  if (name === 'postgraphile') {
    const part = new Part(name, [`${BENCH}src/contenders/postgraphile.mjs`], { DATABASE_URL: PEER_URL(world.databaseUrl), PORT: String(port) }, nodeArgs);
    return running([part], part, url, '/none');
  }
  if (!subgraphs) throw new Error(`${name} needs the subgraphs`);
  const { urls } = subgraphs;
  const SUBGRAPH_URLS = [...urls].map(([subgraph, at]) => `${subgraph}=${at}`).join(',');
  const SUPERGRAPH = await supergraphAt(urls);
  const front = name === 'split'
    ? new Part(name, ['apps/gateway/src/main.ts'], { ...platformEnv(world), PORT: String(port), SUBGRAPH_URLS, ANSWER_CACHE: 'off' }, nodeArgs)
    : name === 'apollo'
      ? new Part(name, [`${BENCH}src/contenders/apollo-gateway.ts`], { PORT: String(port), SUPERGRAPH }, nodeArgs)
      : new Part(name, [`${BENCH}node_modules/@graphql-hive/gateway/dist/bin.js`, 'supergraph', '-c', `${BENCH}src/contenders/hive.config.mjs`], { PORT: String(port), SUPERGRAPH, SUBGRAPH_URLS, HIVE_GATEWAY_FORK: '1' }, nodeArgs);
  return running([front], front, url, name === 'split' ? '/health/ready' : '/none', subgraphs.pids);
}

async function running(parts: readonly Part[], front: Part, url: string, probe: string, others: readonly number[] = []): Promise<Running> {
  const stop = async (): Promise<void> => {
    for (const part of [...parts].reverse()) await part.stop();
  };
  try {
    await front.ready(`${url}${probe}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, pids: [...parts.map(({ pid }) => pid), ...others], stop };
}

export async function startSubgraphs(world: World): Promise<Subgraphs> {
  const urls = new Map<string, string>();
  const parts: Part[] = [];
  for (const name of SUBGRAPHS) {
    const port = await freePort();
    urls.set(name, `http://127.0.0.1:${port}`);
    parts.push(new Part(`subgraph-${name}`, ['apps/subgraph/src/main.ts'], { ...platformEnv(world), SUBGRAPH: name, PORT: String(port) }));
  }
  await Promise.all(parts.map((part, at) => part.ready(`${[...urls.values()][at] as string}/health/ready`)));
  return { urls, pids: parts.map(({ pid }) => pid), stop: async () => void (await Promise.all(parts.map((part) => part.stop()))) };
}

/** The supergraph with the addresses at which the subgraphs listen now. */
async function supergraphAt(urls: ReadonlyMap<string, string>): Promise<string> {
  let sdl = await readFile(`${BENCH}../../apps/standalone/supergraph.graphql`, 'utf8');
  for (const [name, url] of urls) sdl = sdl.replace(new RegExp(`(join__graph\\(name: "${name}", url: ")[^"]*"`), `$1${url}/graphql"`);
  const path = `${DATA}/supergraph.graphql`;
  await writeFile(path, sdl);
  return path;
}
