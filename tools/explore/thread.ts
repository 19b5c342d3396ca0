import { parentPort, workerData } from 'node:worker_threads';
import { walk } from './walk.ts';
import type { Scope, Share } from './walk.ts';

/** One of several walks side by side, in a thread of its own. */
const { scope, share } = workerData as { readonly scope: Scope; readonly share: Share };
const walked = walk(scope, share, (states) => parentPort?.postMessage({ states }));
parentPort?.postMessage({ walked });
