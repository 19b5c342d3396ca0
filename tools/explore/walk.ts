import type { LocalDate } from '@disclosure/kernel';
import { localDate } from '@disclosure/kernel';
import { requestAggregate } from '@disclosure/requests-domain';
import type { RequestState } from '@disclosure/requests-domain';
import { actingRole, allActions, decide, eventOf, positionIn, signedBefore } from '@disclosure/workflow';
import type { Attempt, Decision, FoundAction } from '@disclosure/workflow';
import type { Actor } from '@disclosure/organisation';
import { CHECK_NAMES, violationsOf } from './checks.ts';
import { LEFT_OUT, TRIES } from './moves.ts';
import type { Try } from './moves.ts';
import { after, beginning, factsFor, hasEnded, nameOf, needsClearance, nextDay, procedures, reviewActs, situation, stageNow } from './situation.ts';
import type { Situation } from './situation.ts';

/** How far a walk goes. */
export interface Scope {
  /** How many side procedures one case has at most. */
  readonly procedures: number;
  readonly rounds: number;
  /** Actions that nobody takes. */
  readonly without?: readonly string[];
  /** Remove each guard in turn. */
  readonly mutants: boolean;
}

/** One step as a reader is told it. */
export interface StoryLine { readonly day: string; readonly who: string; readonly did: string }
export interface Finding { readonly check: string; readonly found: string; readonly story: readonly StoryLine[] }
/** What became of a guard that was taken away. */
export interface Removal { readonly action: string; readonly guard: string; readonly refusedAlone: number; readonly foundBy: string | null; readonly codes: readonly string[] }
export interface Exploration {
  readonly states: number;
  readonly transitions: number;
  readonly attempts: number;
  readonly ends: number;
  readonly depth: number;
  readonly actionsTaken: readonly string[];
  readonly actionsNotTaken: readonly string[];
  readonly findings: readonly Finding[];
  readonly removals: readonly Removal[];
  readonly checks: readonly string[];
}

interface Node { readonly at: Situation; readonly from: number; readonly line: StoryLine | null; readonly depth: number; readonly cameFrom: number[] }
const START = localDate('2026-02-09');
const ACTIONS = allActions(requestAggregate).filter(({ name }) => !LEFT_OUT.includes(name));
export const STUCK = 'someone can act or a timer is set';
export const TRAPPED = 'an end can be reached without the applicant giving up';
/** The applicant's own giving up, and what changes no course. */
const NO_WAY_ON: readonly string[] = ['withdrawRequest', 'exportFile', 'unmaskApplicant', 'correctFact'];
const MOST_TOLD = 3;
const MOST_TRIED = 40;

const nameOfActor = (actor: Actor): string => (actor.kind === 'OFFICER' ? actor.personId.replace(/^p-/, '') : actor.kind.toLowerCase().replaceAll('_', ' '));
const lineOf = (today: LocalDate, name: string, { actor, what }: Try): StoryLine => ({ day: today, who: nameOfActor(actor), did: what === undefined ? name : `${name} (${what})` });
const placed = ({ row, table }: FoundAction<RequestState>, state: RequestState, input: object): boolean => {
  const subject = row.subject?.({ input, state } as Attempt<RequestState, unknown>);
  return row.from.includes(positionIn(state, table.name, subject)) && (row.while ?? []).every((condition) => condition.in.includes(positionIn(state, condition.table)));
};

/** Guards that refuse an attempt (by name; `signs` is "nobody twice on one matter"), with the codes they refuse with. */
function refusing(found: FoundAction<RequestState>, attempt: Attempt<RequestState, unknown>): readonly { readonly guard: string; readonly code: string }[] {
  const guards = found.row.guards.flatMap((guard) => { const refusal = guard.check(attempt); return refusal ? [{ guard: guard.name, code: refusal.code }] : []; });
  return [...guards, ...signedBefore(found, attempt).map(({ code }) => ({ guard: 'signs', code }))];
}

/** What happens to an attempt where one guard (of one action) is not there. */
function attempted(at: Situation, found: FoundAction<RequestState>, { actor, input }: Try, without: { action: string; guard: string } | null): Decision {
  const decision = decide(requestAggregate, at.state, found.name, input, actor, factsFor(at.today));
  if (without === null || without.action !== found.name || decision.kind !== 'REFUSED') return decision;
  const facts = factsFor(at.today);
  const attempt: Attempt<RequestState, unknown> = { state: at.state, input, facts, actor, roles: requestAggregate.roles(at.state, actor, facts) };
  const role = actingRole(found, attempt);
  if (role === null || refusing(found, attempt).some(({ guard }) => guard !== without.guard)) return decision;
  return { kind: 'ACCEPTED', event: eventOf(found, attempt, found.row.subject?.(attempt), role), actingAs: { role, divisionId: attempt.roles.get(role) ?? null } };
}

/** Walks every state that can be reached within the scope, breadth first, so that the first way to anything is a shortest one. */
export function explore(scope: Scope, seenSoFar?: (states: number) => void): Exploration {
  const nodes: Node[] = [{ at: beginning(START), from: -1, line: null, depth: 0, cameFrom: [] }];
  const known = new Map<string, number>([[nameOf(nodes[0]?.at as Situation), 0]]);
  const findings: Finding[] = [];
  const told = new Map<string, number>();
  const taken = new Set<string>();
  const removals = new Map<string, { action: string; guard: string; refusedAlone: number; foundBy: string | null; codes: Set<string> }>();
  for (const { name, row } of ACTIONS) for (const guard of [...row.guards.map((each) => each.name), ...(row.signs === undefined || row.signs.includes(':') ? [] : ['signs'])]) removals.set(`${name} ${guard}`, { action: name, guard, refusedAlone: 0, foundBy: null, codes: new Set() });
  // How many guards of an action are not found yet: where none is, nothing is asked any more.
  const open = new Map<string, number>();
  if (scope.mutants) for (const { action } of removals.values()) open.set(action, (open.get(action) ?? 0) + 1);
  let [transitions, attempts] = [0, 0];

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
  const within = (at: Situation): boolean => at.state.round <= scope.rounds && procedures(at) <= scope.procedures;
  const arrive = (index: number, at: Situation, line: StoryLine): void => {
    transitions += 1;
    const name = nameOf(at);
    let target = known.get(name);
    if (target === undefined) {
      target = nodes.push({ at, from: index, line, depth: (nodes[index] as Node).depth + 1, cameFrom: [] }) - 1;
      known.set(name, target);
      if (target % 10_000 === 0) seenSoFar?.(target);
    }
    if (target !== index) (nodes[target] as Node).cameFrom.push(index);
  };

  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index] as Node;
    const { at } = node;
    let waysOn = 0;
    for (const found of ACTIONS) {
      if (scope.without?.includes(found.name)) continue;
      for (const each of TRIES[found.name]?.(at.state, at.today) ?? []) {
        if (!placed(found, at.state, each.input)) continue;
        attempts += 1;
        const decision = attempted(at, found, each, null);
        if (decision.kind === 'REFUSED' && open.get(found.name)) removeEach(at, found, each);
        if (decision.kind !== 'ACCEPTED' || (needsClearance(decision.event.type) && !at.cleared)) continue;
        const line = lineOf(at.today, found.name, each);
        const step = after(at, decision, each.actor);
        for (const { check, found: what } of violationsOf({ before: at, after: step.situation, event: step.event })) tell(check, what, () => [...storyTo(index), line]);
        taken.add(found.name);
        if (!NO_WAY_ON.includes(found.name)) waysOn += 1;
        if (within(step.situation)) arrive(index, step.situation, line);
      }
    }
    // Review clears what is proposed, or takes the clearance back.
    if (reviewActs(at)) {
      waysOn += at.cleared ? 0 : 1;
      arrive(index, situation(at.state, at.today, !at.cleared), { day: at.today, who: 'review', did: at.cleared ? 'revokes the clearance' : 'clears the content' });
    }
    const day = nextDay(at);
    if (day !== null) arrive(index, situation(at.state, day, at.cleared), { day, who: '–', did: 'the day comes' });
    if (!hasEnded(at) && index > 0 && waysOn === 0 && day === null) tell(STUCK, `nobody can act in ${stageNow(at)}, and nothing will happen`, () => storyTo(index));
  }
  const ends = nodes.flatMap(({ at }, index) => (hasEnded(at) ? [index] : []));
  for (const index of trapped(nodes, ends, ({ state }) => state.endOutcome !== 'WITHDRAWN')) tell(TRAPPED, `from ${stageNow((nodes[index] as Node).at)} no reply, and no other end, can be reached`, () => storyTo(index));
  return {
    states: nodes.length, transitions, attempts, ends: ends.length, depth: Math.max(...nodes.slice(-1).map(({ depth }) => depth)), actionsTaken: [...taken].sort(), actionsNotTaken: ACTIONS.map(({ name }) => name).filter((name) => !taken.has(name)),
    findings, removals: [...removals.values()].map((removal) => ({ ...removal, codes: [...removal.codes].sort() })), checks: [STUCK, TRAPPED, ...CHECK_NAMES],
  };

  /** What one guard alone refuses would happen without it: takes the step, then the nearest way to the end, and looks whether a check finds it. */
  function removeEach(at: Situation, found: FoundAction<RequestState>, each: Try): void {
    if (needsClearance(found.row.event) && !at.cleared) return; // the shell refuses too
    const facts = factsFor(at.today);
    const attempt: Attempt<RequestState, unknown> = { state: at.state, input: each.input, facts, actor: each.actor, roles: requestAggregate.roles(at.state, each.actor, facts) };
    const refusals = refusing(found, attempt);
    const [only] = refusals;
    if (only === undefined || refusals.some(({ guard }) => guard !== only.guard)) return;
    const removal = removals.get(`${found.name} ${only.guard}`);
    if (!removal) throw new Error(`${found.name} is refused by ${only.guard}, which its row does not have`);
    removal.refusedAlone += 1;
    removal.codes.add(only.code);
    if (removal.foundBy !== null || removal.refusedAlone > MOST_TRIED) return;
    removal.foundBy = consequence(at, found, each, removal);
    if (removal.foundBy !== null) open.set(found.name, (open.get(found.name) ?? 1) - 1);
  }
}

/** What a mutant does wrongly from here on; null where the checks see nothing. Fold or effect that cannot cope counts as found. */
function consequence(from: Situation, first: FoundAction<RequestState>, each: Try, without: { action: string; guard: string }): string | null {
  try {
    let at = from;
    let next: { found: FoundAction<RequestState>; each: Try } | null = { found: first, each };
    for (let steps = 0; next !== null && steps < 25; steps += 1) {
      const decision: Decision = attempted(at, next.found, next.each, without);
      if (decision.kind !== 'ACCEPTED') return null;
      if (needsClearance(decision.event.type) && !at.cleared) return null;
      const step = after(at, decision, next.each.actor);
      const [violation] = violationsOf({ before: at, after: step.situation, event: step.event });
      if (violation) return violation.found;
      at = step.situation;
      if (!at.cleared && at.state.proposal !== null && !hasEnded(at)) at = situation(at.state, at.today, true);
      next = wayOn(at, without);
    }
    return null;
  } catch (error) {
    return `a fault: ${(error as Error).message}`;
  }
}

/** The next step of the shortest way to a served reply. */
const WAY = ['serveReply', 'sealReplyLetter', 'signOffReplyLetter', 'proofreadReplyLetter', 'draftReplyLetter', 'approveReplyAsPrincipalLeader', 'approveReplyAsSupervisingDeputy', 'approveReplyAsDivisionHead', 'submitReplyProposal', 'contributeMaterial', 'draftReplyProposal', 'assignRequest', 'acceptRequest', 'registerRequest'];
function wayOn(at: Situation, without: { action: string; guard: string }): { found: FoundAction<RequestState>; each: Try } | null {
  for (const name of WAY) {
    const found = ACTIONS.find((action) => action.name === name);
    if (!found) continue;
    for (const each of (TRIES[name] as (typeof TRIES)[string])(at.state, at.today)) if (placed(found, at.state, each.input) && attempted(at, found, each, without).kind === 'ACCEPTED') return { found, each };
  }
  return null;
}

/** States from which no end is reached but by what is left out: `cameFrom` of a node holds the nodes that lead to it. */
function trapped(nodes: readonly Node[], ends: readonly number[], counts: (at: Situation) => boolean): readonly number[] {
  const reached = new Set(ends.filter((index) => counts((nodes[index] as Node).at)));
  const queue = [...reached];
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) for (const before of (nodes[index] as Node).cameFrom) if (!reached.has(before)) { reached.add(before); queue.push(before); }
  return nodes.flatMap(({ at }, index) => (reached.has(index) || hasEnded(at) ? [] : [index]));
}
