// Runs the TypeScript sources directly: Node's own type stripping refuses decorators, so swc compiles each file once
// and the result is kept in node_modules/.cache by content. No build step stands between an edit and a start.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import { transformSync } from '@swc/core';

const root = fileURLToPath(new URL('..', import.meta.url));
const options = readFileSync(join(root, '.swcrc'), 'utf8');
const cache = join(root, 'node_modules', '.cache', 'disclosure-swc');
let cacheUsable = true;
try {
  mkdirSync(cache, { recursive: true });
} catch {
  cacheUsable = false; // a read-only file system still runs, it only compiles each time
}

/** A source file as JavaScript. Exported for filling the cache beforehand, where the file system will be read-only. */
export function compile(path) {
  const source = readFileSync(path, 'utf8');
  const cached = join(cache, `${createHash('sha256').update(options).update(path).update(source).digest('hex')}.mjs`);
  if (cacheUsable) {
    try {
      return readFileSync(cached, 'utf8');
    } catch {
      // not compiled yet
    }
  }
  const { code } = transformSync(source, { ...JSON.parse(options), filename: path, swcrc: false });
  if (cacheUsable) {
    try {
      const partial = `${cached}.${process.pid}.${threadId}`; // threads of one process compile at the same time
      writeFileSync(partial, code);
      renameSync(partial, cached);
    } catch {
      cacheUsable = false; // a folder that may be read and not written
    }
  }
  return code;
}

registerHooks({
  load(url, context, nextLoad) {
    if (url.startsWith('file:') && url.endsWith('.ts')) {
      return { format: 'module', source: compile(fileURLToPath(url)), shortCircuit: true };
    }
    return nextLoad(url, context);
  },
});
