import type { Refusal } from '@disclosure/kernel';
import type { Actor, Role } from '@disclosure/organisation';
import { findAction, NONE, positionIn, positionKey } from './define.ts';
import type { FoundAction } from './define.ts';
import { roleLabel } from './labels.ts';
import type { Aggregate, AggregateState, Attempt, DecisionFacts, NewEvent, RecordedMove } from './types.ts';

/** Ends the `signs` of an action that sends a matter back: earlier signatures on it no longer count. */
export const RETURNED = ':RETURNED';

export type Decision =
  | { readonly kind: 'ACCEPTED'; readonly event: NewEvent; readonly actingAs: { readonly role: Role; readonly divisionId: string | null } }
  | { readonly kind: 'REFUSED'; readonly refusals: readonly Refusal[] }
  /** The actor holds no role that may do this: an access failure, not a refusal of the procedure. */
  | { readonly kind: 'FORBIDDEN'; readonly refusal: Refusal };

/**
 * Decides one action on one state: pure, and the only place where an action becomes an event.
 * Roles are judged first (an outsider learns nothing of the record), then the position, then every guard, so that all that is
 * missing is said at once. An action that no table knows is a fault.
 */
export function decide<S extends AggregateState>(aggregate: Aggregate<S>, state: S, name: string, input: unknown, actor: Actor, facts: DecisionFacts): Decision {
  const found = findAction(aggregate, name);
  if (!found) throw new Error(`${aggregate.name} has no action ${name}`);
  const attempt: Attempt<S, unknown> = { state, input, facts, actor, roles: aggregate.roles(state, actor, facts) };
  const { row } = found;
  const role = actingRole(found, attempt);
  if (role === null) return { kind: 'FORBIDDEN', refusal: forbidden(found) };

  const subject = row.subject?.(attempt);
  const misplaced = wrongPlace(found, attempt, subject);
  if (misplaced) return { kind: 'REFUSED', refusals: [misplaced] };
  const refusals = [...row.guards.flatMap((guard) => guard.check(attempt) ?? []), ...signedBefore(found, attempt)];
  if (refusals.length > 0) return { kind: 'REFUSED', refusals };

  return { kind: 'ACCEPTED', event: eventOf(found, attempt, subject, role), actingAs: { role, divisionId: attempt.roles.get(role) ?? null } };
}

/** The first role of the row that the actor holds; null: none. */
export function actingRole<S extends AggregateState>(found: FoundAction<S>, attempt: Attempt<S, unknown>): Role | null {
  const { by, divisionOf, subject } = found.row;
  const division = divisionOf === 'SUBJECT' ? subject?.(attempt) : divisionOf?.(attempt);
  const counts = (role: Role): boolean => {
    const held = attempt.roles.get(role);
    return held !== undefined && (held === null || divisionOf === undefined || held === division);
  };
  return by.find(counts) ?? null;
}

function forbidden<S extends AggregateState>({ name, row }: FoundAction<S>): Refusal {
  return {
    code: 'FORBIDDEN',
    message: `“${row.title}”应由${row.by.map(roleLabel).join('、')}办理，您在本件中不担任该职务。`,
    clause: row.clause,
    facts: { action: name, roles: row.by.join(' ') },
  };
}

/** The refusal of an action that does not fit where the record stands; null when it fits. */
export function wrongPlace<S extends AggregateState>(found: FoundAction<S>, attempt: Attempt<S, unknown>, subject: string | undefined): Refusal | null {
  const { row, table, name } = found;
  const position = positionIn(attempt.state, table.name, subject);
  const titleOf = (tableName: string, at: string): string => attemptTitle(found, tableName, at);
  if (!row.from.includes(position)) {
    return {
      code: 'WRONG_STATE',
      message: `${table.title}目前为“${titleOf(table.name, position)}”，不能“${row.title}”；${mustStand(row.from.map((at) => titleOf(table.name, at)))}`,
      clause: row.clause,
      facts: { action: name, table: table.name, state: position, required: row.from.join(' ') },
    };
  }
  for (const condition of row.while ?? []) {
    const at = positionIn(attempt.state, condition.table);
    if (!condition.in.includes(at)) {
      return {
        code: 'WRONG_STATE',
        message: `目前为“${titleOf(condition.table, at)}”，不能“${row.title}”。`,
        clause: row.clause,
        facts: { action: name, table: condition.table, state: at, required: condition.in.join(' ') },
      };
    }
  }
  return null;
}

const MOST_ALTERNATIVES = 4;

/** A person reads a few alternatives, not a table: `facts.required` has them all. */
const mustStand = (titles: readonly string[]): string =>
  titles.length <= MOST_ALTERNATIVES ? `须处于“${titles.join('”或“')}”。` : `须处于“${titles.slice(0, MOST_ALTERNATIVES).join('”、“')}”等状态。`;

function attemptTitle<S extends AggregateState>(found: FoundAction<S>, tableName: string, at: string): string {
  if (at === NONE) return '未开始';
  const positions = (found.table.name === tableName ? found.table : found.siblings.find((table) => table.name === tableName))?.positions;
  return positions?.[at]?.title ?? at;
}

/** Nobody acts twice on one matter in one round: not the drafter as approver, not one approver in two offices. */
export function signedBefore<S extends AggregateState>({ row }: FoundAction<S>, attempt: Attempt<S, unknown>): readonly Refusal[] {
  const { actor, state } = attempt;
  if (row.signs === undefined || row.signs.endsWith(RETURNED) || actor.kind !== 'OFFICER') return [];
  const round = roundOf(row, attempt); // what opens a round is the first to sign in it
  const earlier = state.signatures.find((signature) => signature.matter === row.signs && signature.round === round && signature.personId === actor.personId && signature.seq > lastReturn(state, row.signs));
  if (!earlier) return [];
  return [{
    code: 'SEPARATION_OF_DUTIES',
    message: `您已以${roleLabel(earlier.as)}身份办理过本事项，同一人不得再次签署；请由他人办理。`,
    clause: row.clause,
    facts: { earlierRole: earlier.as, earlierOn: earlier.on, matter: row.signs },
  }];
}

/** A matter that was sent back begins again: signatures before a `RETURNED` mark no longer bind. */
function lastReturn(state: AggregateState, matter: string): number {
  return state.signatures.reduce((last, signature) => (signature.matter === `${matter}${RETURNED}` ? Math.max(last, signature.seq) : last), 0);
}

/** The event of an action that nothing refuses. */
export function eventOf<S extends AggregateState>({ row, table }: FoundAction<S>, attempt: Attempt<S, unknown>, subject: string | undefined, role: Role): NewEvent {
  const { actor, facts } = attempt;
  const effectiveOn = row.effectiveOn?.(attempt) ?? facts.today;
  const round = roundOf(row, attempt);
  const moves: RecordedMove[] = [];
  if (row.to !== 'SAME') {
    const to = row.towards ? row.towards(attempt) : row.to[0];
    if (to === undefined || !row.to.includes(to)) throw new Error(`${row.event}: leads to ${String(to)}, which its row does not name`);
    moves.push({ table: table.name, subject, to });
  }
  for (const move of row.moves ?? []) {
    if (move.when && !move.when(attempt)) continue;
    const to = move.towards?.(attempt) ?? move.to;
    if (to !== move.to && !move.or?.includes(to)) throw new Error(`${row.event}: moves ${move.table} to ${to}, which its row does not name`);
    for (const of of move.subjects?.(attempt) ?? [undefined]) moves.push({ table: move.table, subject: of, to });
  }
  return {
    type: row.event,
    effectiveOn,
    clause: row.clause,
    payload: row.payload ? row.payload(attempt) : (attempt.input as NewEvent['payload']),
    effects: row.effects.filter((rule) => rule.when?.(attempt) ?? true).flatMap((rule) => (rule.subjects?.(attempt) ?? [rule.subject?.(attempt)]).map((of) => {
      const on = rule.on?.(attempt) ?? effectiveOn;
      return {
        limit: rule.limit,
        effect: rule.effect,
        on,
        // The hour is known of today's effects only: one that takes effect on another day did not happen at this moment.
        at: on === facts.today ? facts.now : undefined,
        subject: of,
        round: rule.round?.(attempt) ?? round,
        days: rule.days?.(attempt),
        until: rule.until?.(attempt),
        reason: rule.reason,
      };
    })),
    signature: row.signs !== undefined && actor.kind === 'OFFICER' ? { matter: row.signs, as: role, personId: actor.personId } : null,
    moves,
    part: subject === undefined ? 'case' : positionKey(table.name, subject),
    round,
    letter: row.letter ?? null,
  };
}

/** The round that an action acts in: the next one where its row says so, for this attempt or always. */
function roundOf<S extends AggregateState>(row: FoundAction<S>['row'], attempt: Attempt<S, unknown>): number {
  const starts = typeof row.startsRound === 'function' ? row.startsRound(attempt) : (row.startsRound ?? false);
  return starts ? attempt.state.round + 1 : attempt.state.round;
}
