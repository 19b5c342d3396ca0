import { Worker } from 'node:worker_threads';
import { requestAggregate } from '@disclosure/requests-domain';
import { findAction } from '@disclosure/workflow';
import { LEFT_OUT, TRIES } from './moves.ts';
import { ACTIONS } from './removal.ts';
import type { Removal } from './removal.ts';
import { ALL_CHECKS, walk } from './walk.ts';
import type { Finding, Scope, Share, Walked } from './walk.ts';

/** What all walks of a scope have found, each state counted once. */
export interface Exploration {
  readonly states: number;
  readonly transitions: number;
  readonly attempts: number;
  readonly ends: number;
  readonly depth: number;
  readonly taken: readonly string[];
  readonly notTaken: readonly string[];
  readonly findings: readonly Finding[];
  readonly removals: readonly Removal[];
  readonly checks: readonly string[];
}

/** Actions that have no move in moves.ts and no reason to be without; moves and reasons of actions that there are not. */
export function forgotten(): readonly string[] {
  const strangers = [...Object.keys(TRIES), ...Object.keys(LEFT_OUT)].filter((name) => !findAction(requestAggregate, name)).map((name) => `${name} is no action`);
  return [...ACTIONS.filter(({ name }) => !(name in TRIES)).map(({ name }) => `${name} has no move`), ...strangers];
}

/** Every walk of a scope in a thread of its own; `threads` of them share the cases that are as full as they may be. */
export async function exploreInThreads(scope: Scope, threads: number, seen?: (states: number) => void): Promise<Exploration> {
  const counts = new Array<number>(threads).fill(0);
  const walked = await Promise.all(counts.map((_, nth) => inThread(scope, { of: threads, nth }, (states) => { counts[nth] = states; seen?.(Math.max(...counts)); })));
  return merged(walked);
}

function inThread(scope: Scope, share: Share, seen: (states: number) => void): Promise<Walked> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: { scope, share } });
    worker.on('message', (message: { readonly states?: number; readonly walked?: Walked }) => (message.walked ? resolve(message.walked) : seen(message.states ?? 0)));
    worker.on('error', reject);
  });
}

export const explore = (scope: Scope): Exploration => merged([walk(scope)]);

/** Walks side by side overlap in what is not full: a state that several saw counts once. A finding is told by its shortest story. */
export function merged(walks: readonly Walked[]): Exploration {
  const states = new Map<string, number>();
  for (const walked of walks) for (const [name, ways] of walked.states) states.set(name, Math.max(states.get(name) ?? 0, ways));
  const taken = [...new Set(walks.flatMap((walked) => walked.taken))].sort();
  const findings = new Map<string, Finding>();
  for (const finding of walks.flatMap((walked) => walked.findings).sort((a, b) => a.story.length - b.story.length)) {
    const key = `${finding.check}|${finding.found.replaceAll(/\d{4}-\d\d-\d\d/g, 'DAY')}`;
    if (!findings.has(key)) findings.set(key, finding);
  }
  const removals = (walks[0]?.removals ?? []).map((removal, index): Removal => {
    const all = walks.map((walked) => walked.removals[index] ?? removal);
    return { ...removal, refusedAlone: Math.max(...all.map(({ refusedAlone }) => refusedAlone)), foundBy: all.find(({ foundBy }) => foundBy !== null)?.foundBy ?? null, codes: [...new Set(all.flatMap(({ codes }) => codes))].sort() };
  });
  return {
    states: states.size, transitions: [...states.values()].reduce((sum, ways) => sum + ways, 0), attempts: walks.reduce((sum, { attempts }) => sum + attempts, 0), ends: new Set(walks.flatMap(({ ended }) => [...ended])).size,
    depth: Math.max(...walks.map(({ depth }) => depth)), taken, notTaken: ACTIONS.map(({ name }) => name).filter((name) => !taken.includes(name)), findings: [...findings.values()], removals, checks: ALL_CHECKS,
  };
}
