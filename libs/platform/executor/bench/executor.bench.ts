// What the executor itself takes: 50 rows of one subgraph, each joined to one of five entities of another. The subgraphs are
// functions that make their answers at once, so nothing else is measured. Run by: node --import ./tools/register.mjs <this file>
import { createHash } from 'node:crypto';
import { composeServices } from '@apollo/composition';
import { ApolloGateway } from '@apollo/gateway';
import { parse } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { createExecutor } from '../src/index.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const { supergraphSdl } = composeServices([
  { name: 'publication', url: 'http://publication.invalid', typeDefs: parse(`${LINK} type Query { disclosures: Page! } type Page { nodes: [Disclosure!]! totalCount: Int } type Disclosure { id: ID! title: String! publishedOn: String! division: Division } type Division @key(fields: "id", resolvable: false) { id: ID! }`) },
  { name: 'directory', url: 'http://directory.invalid', typeDefs: parse(`${LINK} type Query { divisions: [Division!]! } type Division @key(fields: "id") { id: ID! name: String! kind: String }`) },
]);
if (supergraphSdl === undefined) throw new Error('the subgraphs do not compose');

const divisionOf = (row: number): string => `d${row % 5}`;
function answer(service: string, variables: Readonly<Record<string, unknown>>): Promise<ExecutionResult> {
  if (service === 'directory') return Promise.resolve({ data: { _entities: (variables['representations'] as { id: string }[]).map(({ id }) => ({ __typename: 'Division', name: `处室 ${id}`, kind: 'DIVISION' })) } });
  return Promise.resolve({ data: { disclosures: { totalCount: 50, nodes: Array.from({ length: 50 }, (_, row) => ({ id: `p${row}`, title: `通知 ${row}`, publishedOn: '2026-02-10', division: { __typename: 'Division', id: divisionOf(row) } })) } } });
}

const document = parse('{ disclosures { totalCount nodes { id title publishedOn division { name kind } } } }');
const executor = createExecutor({ supergraphSdl, fetch: (service, { variables }) => answer(service, variables) });

process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
process.env['NODE_ENV'] = 'production';
const logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const gateway = new ApolloGateway({ supergraphSdl, logger, buildService: ({ name }) => ({ process: ({ request }) => answer(name, request.variables ?? {}) as never }) });
await gateway.load();
const queryHash = createHash('sha256').update('bench').digest('hex');

const ways: Readonly<Record<string, () => Promise<ExecutionResult>>> = {
  stock: () => gateway.executor({ request: { variables: {} }, document, queryHash, context: {}, logger, metrics: {} } as never) as Promise<ExecutionResult>,
  compiled: () => executor.execute({ document, context: {} }),
  'subgraphs alone': async () => {
    const rows = await answer('publication', {});
    await answer('directory', { representations: [0, 1, 2, 3, 4].map((row) => ({ id: divisionOf(row) })) });
    return rows;
  },
};
if (JSON.stringify(await ways['stock']?.()) !== JSON.stringify(await ways['compiled']?.())) throw new Error('the answers differ');

const medians = new Map<string, number>();
const rounds = new Map<string, number[]>(Object.keys(ways).map((name) => [name, []]));
for (let round = 0; round < 15; round += 1) {
  for (const [name, run] of Object.entries(ways)) {
    const begun = process.hrtime.bigint();
    for (let n = 0; n < 400; n += 1) await run();
    rounds.get(name)?.push(Number(process.hrtime.bigint() - begun) / 400_000);
  }
}
for (const [name, times] of rounds) medians.set(name, times.sort((a, b) => a - b)[times.length >> 1] as number);
for (const [name, microseconds] of medians) process.stdout.write(`${name.padEnd(16)} ${microseconds.toFixed(1).padStart(8)} µs\n`);
process.stdout.write(`ratio            ${((medians.get('stock') ?? 0) / (medians.get('compiled') ?? 1)).toFixed(1).padStart(8)} ×\n`);
await gateway.stop();
