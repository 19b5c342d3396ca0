import { requestAggregate } from '@disclosure/requests-domain';
import type { RequestState } from '@disclosure/requests-domain';
import { actingRole, allActions, decide, eventOf, positionIn, signedBefore } from '@disclosure/workflow';
import type { Attempt, Decision, FoundAction } from '@disclosure/workflow';
import { violationsOf } from './checks.ts';
import { LEFT_OUT, TRIES } from './moves.ts';
import type { Try } from './moves.ts';
import { after, factsFor, gateRefuses, hasEnded, isCleared, reviewed } from './situation.ts';
import type { Situation } from './situation.ts';

export type Found = FoundAction<RequestState>;
/** One guard of one action that is not there. `signs` is "nobody twice on one matter", `gate` is the clearance that the shell asks for. */
export interface Without { readonly action: string; readonly guard: string }

/** Every action that somebody may try. */
export const ACTIONS: readonly Found[] = allActions(requestAggregate).filter(({ name }) => !(name in LEFT_OUT));
const GATED = ['signOffReplyLetter', 'serveReply', 'replyOnTheSpot'];
export const GUARDS: readonly Without[] = ACTIONS.flatMap(({ name, row }) =>
  [...row.guards.map((guard) => guard.name), ...(row.signs === undefined || row.signs.includes(':') ? [] : ['signs']), ...(GATED.includes(name) ? ['gate'] : [])].map((guard) => ({ action: name, guard })));

export const isPlaced = ({ row, table }: Found, state: RequestState, input: object): boolean => {
  const subject = row.subject?.({ input, state } as Attempt<RequestState, unknown>);
  return row.from.includes(positionIn(state, table.name, subject)) && (row.while ?? []).every((condition) => condition.in.includes(positionIn(state, condition.table)));
};

const attemptOf = (at: Situation, { actor, input }: Try): Attempt<RequestState, unknown> => {
  const facts = factsFor(at.today);
  return { state: at.state, input, facts, actor, roles: requestAggregate.roles(at.state, actor, facts) };
};

/** The event that an attempt would be, whatever guards say; null where the actor holds no role for it. */
function forced(found: Found, attempt: Attempt<RequestState, unknown>): Extract<Decision, { kind: 'ACCEPTED' }> | null {
  const role = actingRole(found, attempt);
  return role === null ? null : { kind: 'ACCEPTED', event: eventOf(found, attempt, found.row.subject?.(attempt), role), actingAs: { role, divisionId: attempt.roles.get(role) ?? null } };
}

/** Guards that refuse an attempt, by name, with the codes they refuse with; the gate where it would not let the event through. */
export function refusing(at: Situation, found: Found, each: Try): readonly { readonly guard: string; readonly code: string }[] {
  const attempt = attemptOf(at, each);
  const guards = found.row.guards.flatMap((guard) => { const refusal = guard.check(attempt); return refusal ? [{ guard: guard.name, code: refusal.code }] : []; });
  const event = GATED.includes(found.name) ? forced(found, attempt)?.event : undefined;
  return [...guards, ...signedBefore(found, attempt).map(({ code }) => ({ guard: 'signs', code })), ...(event && gateRefuses(at, event) ? [{ guard: 'gate', code: 'NOT_CLEARED' }] : [])];
}

/** What happens to an attempt, as `decide` and the gate have it; where one guard is not there, as they would have it without. */
export function attempted(at: Situation, found: Found, each: Try, without: Without | null): Decision {
  const decision = decide(requestAggregate, at.state, found.name, each.input, each.actor, factsFor(at.today));
  if (without === null || without.action !== found.name) return decision.kind === 'ACCEPTED' && gateRefuses(at, decision.event) ? refusedByGate : decision;
  if (decision.kind === 'FORBIDDEN' || !isPlaced(found, at.state, each.input) || refusing(at, found, each).some(({ guard }) => guard !== without.guard)) return decision.kind === 'ACCEPTED' ? refusedByGate : decision;
  return forced(found, attemptOf(at, each)) ?? decision;
}
const refusedByGate: Decision = { kind: 'REFUSED', refusals: [{ code: 'NOT_CLEARED', message: '', clause: 'A3-1' }] };

/** What a department without one guard does wrongly from here on, by the attempt that it alone refuses; null where the checks see nothing. A fold or effect that cannot cope counts as found. */
export function consequence(from: Situation, first: Found, each: Try, without: Without): string | null {
  try {
    let at = from;
    let next: { found: Found; each: Try } | null = { found: first, each };
    for (let steps = 0; next !== null && steps < 25; steps += 1) {
      const decision: Decision = attempted(at, next.found, next.each, without);
      if (decision.kind !== 'ACCEPTED') return null;
      const step = after(at, decision, next.each.actor);
      const [violation] = violationsOf({ before: at, after: step.situation, event: step.event });
      if (violation) return violation.found;
      at = step.situation;
      // Review clears what it is given, but where its word is what was taken away.
      if (without.guard !== 'gate' && !isCleared(at) && at.state.proposal !== null && !hasEnded(at)) at = reviewed(at);
      next = wayOn(at, without);
    }
    return null;
  } catch (error) {
    return `a fault: ${(error as Error).message}`;
  }
}

/** The next step of the shortest way to a served reply. */
const WAY = ['serveReply', 'sealReplyLetter', 'signOffReplyLetter', 'proofreadReplyLetter', 'draftReplyLetter', 'approveReplyAsPrincipalLeader', 'approveReplyAsSupervisingDeputy', 'approveReplyAsDivisionHead', 'submitReplyProposal', 'contributeMaterial', 'draftReplyProposal', 'assignRequest', 'acceptRequest', 'registerRequest'];
function wayOn(at: Situation, without: Without): { found: Found; each: Try } | null {
  for (const name of WAY) {
    const found = ACTIONS.find((action) => action.name === name);
    if (!found) continue;
    for (const each of TRIES[name]?.(at.state, at.today) ?? []) if (isPlaced(found, at.state, each.input) && attempted(at, found, each, without).kind === 'ACCEPTED') return { found, each };
  }
  return null;
}

/** What became of a guard that was taken away. */
export interface Removal extends Without { readonly refusedAlone: number; readonly foundBy: string | null; readonly codes: readonly string[] }

/** How many attempts that a guard alone refuses are followed, until one is found. */
const MOST_TRIED = 40;

/** Takes each guard away wherever it alone refuses, and sees whether a check finds what follows. */
export class Removals {
  readonly #all = new Map<string, { refusedAlone: number; foundBy: string | null; codes: Set<string> }>(GUARDS.map(({ action, guard }) => [`${action} ${guard}`, { refusedAlone: 0, foundBy: null, codes: new Set() }]));
  /** How many guards of an action are still to be found: where none is, nothing is asked any more. */
  readonly #open = new Map<string, number>();

  constructor() {
    for (const { action } of GUARDS) this.#open.set(action, (this.#open.get(action) ?? 0) + 1);
  }

  /** An attempt that was refused. */
  refused(at: Situation, found: Found, each: Try): void {
    if (!this.#open.get(found.name)) return;
    const refusals = refusing(at, found, each);
    const [only] = refusals;
    if (only === undefined || refusals.some(({ guard }) => guard !== only.guard)) return;
    const removal = this.#all.get(`${found.name} ${only.guard}`);
    if (!removal) throw new Error(`${found.name} is refused by ${only.guard}, which its row does not have`);
    removal.refusedAlone += 1;
    removal.codes.add(only.code);
    if (removal.foundBy !== null || removal.refusedAlone > MOST_TRIED) return;
    removal.foundBy = consequence(at, found, each, { action: found.name, guard: only.guard });
    if (removal.foundBy !== null || removal.refusedAlone === MOST_TRIED) this.#open.set(found.name, (this.#open.get(found.name) ?? 1) - 1);
  }

  get all(): readonly Removal[] {
    return GUARDS.map(({ action, guard }) => { const { refusedAlone, foundBy, codes } = this.#all.get(`${action} ${guard}`) as { refusedAlone: number; foundBy: string | null; codes: Set<string> }; return { action, guard, refusedAlone, foundBy, codes: [...codes].sort() }; });
  }
}
