/**
 * Renders docs/workflows/<Aggregate>.md from the workflow tables of every context; with --check it only compares, and fails when a page is stale.
 * node --import ./tools/register.mjs tools/docs/workflow-docs.ts [--check]
 */
import { globSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Aggregate, AggregateState } from '@disclosure/workflow';
import { aggregatesIn, staleWorkflowPages, workflowPages } from './workflow-pages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'docs/workflows');

/** A context appears here by having a domain package; it is read by its entry, as others see it. */
async function aggregatesOfAllContexts(): Promise<readonly Aggregate<AggregateState>[]> {
  const manifests = globSync('libs/*/domain/package.json', { cwd: root }).sort();
  const found = await Promise.all(manifests.map(async (path) => {
    const entry = (JSON.parse(readFileSync(join(root, path), 'utf8')) as { readonly exports: { readonly '.': string } }).exports['.'];
    return aggregatesIn(await import(pathToFileURL(join(root, path, '..', entry)).href) as Record<string, unknown>);
  }));
  return found.flat();
}

function pagesOnDisk(): ReadonlyMap<string, string> {
  mkdirSync(folder, { recursive: true });
  return new Map(readdirSync(folder).filter((file) => file.endsWith('.md')).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

const pages = workflowPages(await aggregatesOfAllContexts());
const stale = staleWorkflowPages(pages, pagesOnDisk());
if (process.argv.includes('--check')) {
  for (const file of stale) console.error(`stale: docs/workflows/${file}`);
  if (stale.length > 0) console.error('Run `npm run docs:workflows` and check the pages in.');
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const file of stale) {
    const page = pages.get(file);
    if (page === undefined) rmSync(join(folder, file));
    else writeFileSync(join(folder, file), page);
    console.log(`${page === undefined ? 'removed' : 'written'}: docs/workflows/${file}`);
  }
}
