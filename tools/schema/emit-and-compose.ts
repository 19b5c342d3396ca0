// Emits each subgraph's SDL, composes the supergraph and prints the API: `npm run schema`; with --check it only compares.
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { breakingAgainstCheckedIn, staleFiles, writeFiles } from './check.ts';
import { CompositionFailed, graphFiles } from './compose.ts';
import type { ComposedSubgraph } from './compose.ts';

const HELP = `Usage: emit-and-compose [options]

Builds the subgraphs, writes their schema.graphql, the supergraph and the API schema.
Breaking changes of the API are named, and refused unless --allow-breaking is given.

  --subgraphs <file>  module that exports \`subgraphs\`, a list of { name, sdl }
                      (default apps/standalone/src/subgraphs.ts)
  --root <folder>     root of the repository (default: this one)
  --check             write nothing; fail when a file is stale or a change breaks
  --allow-breaking    let breaking changes pass (they are named all the same)
  --help              show this text
`;

export interface Options {
  readonly root: string;
  readonly subgraphs: readonly ComposedSubgraph[];
  readonly check: boolean;
  readonly allowBreaking: boolean;
  readonly say: (line: string) => void;
}

/** Does the work and gives the exit code: 0 done, 1 stale, breaking or not composable. */
export async function emitAndCompose({ root, subgraphs, check, allowBreaking, say }: Options): Promise<0 | 1> {
  let files;
  try {
    files = graphFiles(subgraphs);
  } catch (error) {
    if (!(error instanceof CompositionFailed)) throw error;
    say(error.message);
    return 1;
  }
  const breaking = await breakingAgainstCheckedIn(root, files);
  for (const { path, message } of breaking) say(`breaking: ${path}: ${message}`);
  const refused = breaking.length > 0 && !allowBreaking;
  if (refused) say(`${breaking.length} breaking change(s) of the API. Deprecate first, or pass --allow-breaking and say so in the changelog.`);

  if (check) {
    const stale = staleFiles(root, files);
    for (const path of stale) say(`stale: ${path}`);
    if (stale.length > 0) say('Run the schema command and check the files in.');
    return refused || stale.length > 0 ? 1 : 0;
  }
  if (refused) return 1;
  for (const path of writeFiles(root, files)) say(`written: ${path}`);
  return 0;
}

async function main(): Promise<0 | 1> {
  const { values } = parseArgs({
    options: {
      subgraphs: { type: 'string' }, root: { type: 'string' }, check: { type: 'boolean' }, 'allow-breaking': { type: 'boolean' }, help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const root = resolve(values.root ?? fileURLToPath(new URL('../..', import.meta.url)));
  const path = resolve(values.subgraphs ?? join(root, 'apps/standalone/src/subgraphs.ts'));
  const { subgraphs } = (await import(pathToFileURL(path).href)) as { subgraphs?: readonly ComposedSubgraph[] };
  if (!Array.isArray(subgraphs)) throw new Error(`${path} exports no list named subgraphs`);
  return emitAndCompose({ root, subgraphs, check: values.check ?? false, allowBreaking: values['allow-breaking'] ?? false, say: (line) => process.stdout.write(`${line}\n`) });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = await main();
