import type { Refusal } from '@disclosure/kernel';
import type { Actor, Role } from '@disclosure/organisation';
import { deadlinesOf } from './deadlines.ts';
import type { Deadline } from './deadlines.ts';
import { actingRole, signedBefore, wrongPlace } from './decide.ts';
import { allActions, NONE, positionIn, subjectsOf } from './define.ts';
import type { FoundAction } from './define.ts';
import { roleLabel } from './labels.ts';
import type { Aggregate, AggregateState, Attempt, DecisionFacts } from './types.ts';

/** What an actor can do with a record now, and what still stands in the way: what a client draws its buttons from. */
export interface AvailableAction {
  readonly action: string;
  readonly title: string;
  readonly sentence: string;
  /** Guards that fail today whatever is entered, and a signature of the same person. Empty: it can be done. Guards over the input are judged by the action itself. */
  readonly refusals: readonly Refusal[];
  readonly deadlineEffects: readonly { readonly limit: string; readonly effect: string }[];
  /** The state that the record shows then; null where it stays as it is, or where that depends on what is entered. */
  readonly nextState: string | null;
  /** Who acts next, in Chinese. */
  readonly nextHolder: string | null;
  readonly clause: string;
}

/** The actions that fit where the record stands and that this actor holds a role for; the same table that `decide` enforces. */
export function availableActions<S extends AggregateState>(aggregate: Aggregate<S>, state: S, actor: Actor, facts: DecisionFacts): readonly AvailableAction[] {
  const attempt: Attempt<S, unknown> = { state, input: {}, facts, actor, roles: aggregate.roles(state, actor, facts) };
  const clocks = deadlinesOf(state, facts);
  return allActions(aggregate).flatMap((found) => {
    const { row, name } = found;
    if (row.internal || row.offeredWhen?.(attempt) === false) return [];
    if (row.subject === undefined ? actingRole(found, attempt) === null || wrongPlace(found, attempt, undefined) : !someSubjectFits(found, attempt)) return [];
    const next = nextPosition(found, state);
    return [{
      action: name,
      title: row.title,
      sentence: row.sentence,
      refusals: [...row.guards.flatMap((guard) => (guard.readsInput ? [] : (guard.check(attempt) ?? []))), ...signedBefore(found, attempt)],
      deadlineEffects: row.effects.filter(({ limit, effect, subjects }) => (effect === 'START' ? (subjects?.(attempt).length ?? 1) > 0 : moves(clocks, limit, effect))).map(({ limit, effect }) => ({ limit, effect })),
      nextState: nextState(found, state, next),
      nextHolder: next === null ? null : holderOf(aggregate, found, state, next),
      clause: row.clause,
    }];
  });
}

/** Where the row's own table stands then; null where that depends on what is entered, or on which subject. */
function nextPosition<S extends AggregateState>({ row, table }: FoundAction<S>, state: S): string | null {
  if (row.to === 'SAME') return row.subject === undefined ? positionIn(state, table.name) : null;
  return row.to.length === 1 ? (row.to[0] ?? null) : null;
}

/** What the record shows then: a hold shows itself, or the stage again where it ends; what runs beside the main line shows only where it moves that. */
function nextState<S extends AggregateState>(found: FoundAction<S>, state: S, position: string | null): string | null {
  const { row, table } = found;
  const main = [table, ...found.siblings].find(({ kind }) => kind === 'MAIN');
  const moved = row.moves?.find((move) => move.table === main?.name);
  if (moved && (moved.when || moved.towards)) return null;
  const stage = moved?.to ?? (main === undefined ? null : positionIn(state, main.name));
  switch (table.kind) {
    case 'MAIN': return row.to === 'SAME' ? null : position;
    case 'HOLD': return position === null ? null : (table.positions[position]?.shows ?? stage);
    case 'SIDE': return moved ? moved.to : null;
  }
}

/** True when the action fits, and the actor may take it, for some subject: a new one where the row begins one, or one that stands where the row starts from. */
function someSubjectFits<S extends AggregateState>(found: FoundAction<S>, attempt: Attempt<S, unknown>): boolean {
  const begun = subjectsOf(attempt.state, found.table.name).map(({ subject }) => subject);
  const subjects = [...begun, ...(found.row.from.includes(NONE) ? [UNBEGUN] : [])];
  return subjects.some((subject) => wrongPlace(found, attempt, subject) === null && actingRole(forSubject(found, subject), attempt) !== null);
}

/** The row as it is for one subject; of one that has not begun nobody knows the division, so any that the actor serves may be it. */
function forSubject<S extends AggregateState>(found: FoundAction<S>, subject: string): FoundAction<S> {
  const { divisionOf, ...rest } = found.row;
  if (divisionOf !== 'SUBJECT') return found;
  return { ...found, row: subject === UNBEGUN ? rest : { ...rest, divisionOf: () => subject } };
}

/** Stands for a subject that has not begun; no real one has an empty name. */
const UNBEGUN = '';

/** True where there is a time limit that the effect can change: none ends, or is counted anew, that has not begun; none stops that stands still. */
function moves(clocks: readonly Deadline[], limit: string, effect: string): boolean {
  return clocks.some((deadline) => deadline.limit === limit && (effect === 'SUSPEND' ? deadline.clock.state === 'RUNNING' : deadline.clock.state !== 'STOPPED'));
}

/**
 * The people who may take the next step, the applicant first: what the platform does by itself waits for nobody. Where a hold or what runs
 * beside the main line is over then, the record is with whoever has it on the main line.
 */
function holderOf<S extends AggregateState>(aggregate: Aggregate<S>, found: FoundAction<S>, state: S, next: string): string | null {
  const { row, table } = found;
  const main = aggregate.tables.find(({ kind }) => kind === 'MAIN');
  const waiting = main === undefined || table.kind === 'MAIN' || table.positions[next]?.terminal !== true ? table : main;
  const moved = row.moves?.find((move) => move.table === main?.name && !move.when && !move.towards)?.to;
  const at = waiting === table ? next : (moved ?? positionIn(state, waiting.name));
  const then = { ...state, positions: { ...state.positions, ...(row.subject === undefined ? { [table.name]: next } : {}), ...(main && moved ? { [main.name]: moved } : {}) } };
  const roles = new Set<Role>();
  for (const { row: candidate } of allActions(aggregate).filter((action) => action.table.name === waiting.name)) {
    if (candidate.internal || candidate.from.length > 3 || !candidate.from.includes(at)) continue;
    if ((candidate.while ?? []).every((condition) => condition.in.includes(positionIn(then, condition.table)))) candidate.by.forEach((role) => roles.add(role));
  }
  roles.delete('TIMER');
  const applicant = roles.delete('APPLICANT') ? (['APPLICANT'] as const) : [];
  const named = [...applicant, ...roles];
  return named.length === 0 ? null : named.map(roleLabel).join('、');
}
