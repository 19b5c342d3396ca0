import { hash } from 'node:crypto';
import { localDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import type { Actor } from '@disclosure/organisation';
import { CHECK_NAMES, violationsOf } from './checks.ts';
import { TRIES } from './moves.ts';
import type { Try } from './moves.ts';
import { nameOf } from './name.ts';
import { ACTIONS, attempted, isPlaced, Removals } from './removal.ts';
import type { Removal, Without } from './removal.ts';
import { after, asides, beginning, hasEnded, isCleared, nextDay, reviewActs, reviewed, situation, stageNow } from './situation.ts';
import type { Situation } from './situation.ts';

/** How far a walk goes. */
export interface Scope {
  /** For each round, how many things beside the plain way it has at most (`asides`); no case has more rounds. */
  readonly asides: readonly number[];
  /** Actions that nobody takes. */
  readonly without?: readonly string[];
  /** Remove each guard in turn. */
  readonly removals: boolean;
  /** Merge no states by their dates. */
  readonly exact?: boolean;
  /** A department that has not got this guard at all: for seeing that the checks find it. */
  readonly broken?: Without;
}
/** Of several walks side by side, one: a case that is as full as it may be is walked on by one of them only. */
export interface Share { readonly of: number; readonly nth: number }

/** One step as a reader is told it. */
export interface StoryLine { readonly day: string; readonly who: string; readonly did: string }
export interface Finding { readonly check: string; readonly found: string; readonly story: readonly StoryLine[] }
export interface Walked {
  /** Of each state its name (hashed), and how many steps lead on from it. */
  readonly states: ReadonlyMap<string, number>;
  readonly attempts: number;
  readonly ended: ReadonlySet<string>;
  readonly depth: number;
  readonly taken: readonly string[];
  readonly findings: readonly Finding[];
  readonly removals: readonly Removal[];
}

interface Node { at: Situation | null; readonly name: string; readonly owner: number | null; readonly from: number; readonly line: StoryLine | null; readonly depth: number; readonly cameFrom: number[]; readonly over: boolean; readonly decided: boolean; readonly stage: string }
export const START = localDate('2026-02-09');
export const STUCK = 'someone can act or a timer is set';
export const TRAPPED = 'an end can be reached without the applicant giving up';
export const ALL_CHECKS: readonly string[] = [STUCK, TRAPPED, ...CHECK_NAMES];
/** The applicant's own giving up, and what changes no course. */
const NO_WAY_ON: readonly string[] = ['withdrawRequest', 'exportFile', 'unmaskApplicant', 'correctFact'];
const MOST_TOLD = 3;

const nameOfActor = (actor: Actor): string => (actor.kind === 'OFFICER' ? actor.personId.replace(/^p-/, '') : actor.kind.toLowerCase().replaceAll('_', ' '));
const lineOf = (today: LocalDate, name: string, { actor, what }: Try): StoryLine => ({ day: today, who: nameOfActor(actor), did: what === undefined ? name : `${name} (${what})` });

/** Walks every state that can be reached within the scope, breadth first, so that the first way to anything is a shortest one. */
export function walk(scope: Scope, share: Share = { of: 1, nth: 0 }, seenSoFar?: (states: number) => void): Walked {
  const nodes: Node[] = [];
  const known = new Map<string, number>();
  const waysFrom: number[] = [];
  const findings: Finding[] = [];
  const told = new Map<string, number>();
  const taken = new Set<string>();
  const removals = scope.removals ? new Removals() : null;
  let attempts = 0;

  const storyTo = (index: number): StoryLine[] => {
    const lines: StoryLine[] = [];
    for (let at = nodes[index]; at && at.line; at = nodes[at.from]) lines.unshift(at.line);
    return lines;
  };
  const tell = (check: string, found: string, story: () => readonly StoryLine[]): void => {
    const key = `${check}|${found.replaceAll(/\d{4}-\d\d-\d\d/g, 'DAY')}`;
    const times = told.get(key) ?? 0;
    told.set(key, times + 1);
    if (times === 0 && [...told.keys()].filter((each) => each.startsWith(`${check}|`)).length <= MOST_TOLD) findings.push({ check, found, story: story() });
  };
  const arrive = (index: number, at: Situation, line: StoryLine | null): void => {
    const parent = nodes[index];
    const beside = asides(at);
    const most = scope.asides[at.state.round - 1] ?? -1;
    if (beside.length > most) return;
    if (index >= 0) waysFrom[index] = (waysFrom[index] ?? 0) + 1;
    const owner = parent?.owner ?? (beside.length === most && share.of > 1 ? ownerOf(beside, share.of) : null);
    if (owner !== null && owner !== share.nth) return;
    const name = hash('md5', nameOf(at, scope.exact), 'base64');
    let target = known.get(name);
    if (target === undefined) {
      target = nodes.push({ at, name, owner, from: index, line, depth: (parent?.depth ?? -1) + 1, cameFrom: [], over: hasEnded(at), decided: hasEnded(at) && at.state.endOutcome !== 'WITHDRAWN', stage: stageNow(at) }) - 1;
      known.set(name, target);
      if (target % 20_000 === 0 && target > 0) seenSoFar?.(target);
    }
    if (target !== index && index >= 0) nodes[target]?.cameFrom.push(index);
  };

  const ended = new Set<string>();
  arrive(-1, beginning(START), null);
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index] as Node;
    const at = node.at as Situation;
    node.at = null; // it is walked on from once only
    if (node.over) ended.add(node.name);
    let waysOn = 0;
    for (const found of ACTIONS) {
      if (scope.without?.includes(found.name)) continue;
      for (const each of TRIES[found.name]?.(at.state, at.today) ?? []) {
        if (!isPlaced(found, at.state, each.input)) continue;
        attempts += 1;
        const decision = attempted(at, found, each, scope.broken ?? null);
        if (decision.kind === 'REFUSED') removals?.refused(at, found, each);
        if (decision.kind !== 'ACCEPTED') continue;
        const line = lineOf(at.today, found.name, each);
        const step = after(at, decision, each.actor);
        for (const { check, found: what } of violationsOf({ before: at, after: step.situation, event: step.event })) tell(check, what, () => [...storyTo(index), line]);
        taken.add(found.name);
        if (!NO_WAY_ON.includes(found.name)) waysOn += 1;
        arrive(index, step.situation, line);
      }
    }
    if (reviewActs(at)) {
      waysOn += isCleared(at) ? 0 : 1;
      arrive(index, reviewed(at), { day: at.today, who: 'review', did: isCleared(at) ? 'revokes the clearance' : 'clears the content' });
    }
    const day = nextDay(at);
    if (day !== null) arrive(index, situation(at.state, day, at.cleared), { day, who: '–', did: 'the day comes' });
    if (!node.over && index > 0 && waysOn === 0 && day === null) tell(STUCK, `nobody can act in ${node.stage}, and nothing will happen`, () => storyTo(index));
  }
  for (const index of trapped(nodes)) tell(TRAPPED, `from ${nodes[index]?.stage ?? ''} no reply, and no other end, can be reached`, () => storyTo(index));
  return { states: new Map(nodes.map(({ name }, index) => [name, waysFrom[index] ?? 0])), attempts, ended, depth: nodes.at(-1)?.depth ?? 0, taken: [...taken].sort(), findings, removals: removals?.all ?? [] };
}

/** The walk that a full case belongs to: by what it is full of. */
const ownerOf = (beside: readonly string[], of: number): number => parseInt(hash('md5', [...beside].sort().join(), 'hex').slice(0, 6), 16) % of;

/** States from which no end is reached but by giving up: `cameFrom` of a node holds the nodes that lead to it. */
function trapped(nodes: readonly Node[]): readonly number[] {
  const reached = new Uint8Array(nodes.length);
  const queue = nodes.flatMap(({ decided }, index) => (decided ? [index] : []));
  for (const index of queue) reached[index] = 1;
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const before of nodes[next]?.cameFrom ?? []) if (reached[before] === 0) { reached[before] = 1; queue.push(before); }
  }
  return nodes.flatMap(({ over }, index) => (reached[index] === 0 && !over ? [index] : []));
}
