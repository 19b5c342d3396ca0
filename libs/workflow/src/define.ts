import type { ClauseId } from '@disclosure/law';
import type { ActionRow, Aggregate, AggregateState, Attempt, Guard, WorkflowTable } from './types.ts';
import type { Refusal } from '@disclosure/kernel';

/** The position of a table that has not begun. */
export const NONE = 'NONE';

/** A table as written, typed for its aggregate. The names of positions and actions stay literal. */
export function defineWorkflow<S extends AggregateState>(table: WorkflowTable<S>): WorkflowTable<S> {
  return table;
}

/** One row, typed for its input. */
export function action<S extends AggregateState, I = Record<string, never>>(row: ActionRow<S, I>): ActionRow<S, I> {
  return row;
}

/** A named condition: its refusal, or null when it holds. The clause of the guard stands in the refusal unless that names another. */
export function guard<S extends AggregateState, I = Record<string, unknown>>(
  name: string,
  clause: ClauseId,
  check: (attempt: Attempt<S, I>) => Omit<Refusal, 'clause'> & { clause?: string } | null,
  options: { readsInput?: boolean } = {},
): Guard<S, I> {
  return {
    name,
    clause,
    ...(options.readsInput === undefined ? {} : { readsInput: options.readsInput }),
    check: (attempt) => {
      const refusal = check(attempt);
      return refusal === null ? null : { ...refusal, clause: refusal.clause ?? clause };
    },
  };
}

export interface FoundAction<S extends AggregateState> {
  readonly name: string;
  readonly row: ActionRow<S, unknown>;
  readonly table: WorkflowTable<S>;
  /** The aggregate's tables, for the titles of their positions. */
  readonly siblings: readonly WorkflowTable<S>[];
}

/** The row of an action, in whichever of the aggregate's tables it stands. */
export function findAction<S extends AggregateState>(aggregate: Aggregate<S>, name: string): FoundAction<S> | null {
  for (const table of aggregate.tables) {
    const row = table.actions[name];
    if (row) return { name, row, table, siblings: aggregate.tables };
  }
  return null;
}

/** All rows of an aggregate, in the order of its tables. */
export function allActions<S extends AggregateState>(aggregate: Aggregate<S>): readonly FoundAction<S>[] {
  return aggregate.tables.flatMap((table) => Object.entries(table.actions).map(([name, row]) => ({ name, row, table, siblings: aggregate.tables })));
}

export const positionKey = (table: string, subject?: string): string => (subject === undefined ? table : `${table}:${subject}`);

/** Where a record stands in a table, `NONE` where it has not begun. */
export function positionIn(state: AggregateState, table: string, subject?: string): string {
  return state.positions[positionKey(table, subject)] ?? NONE;
}

/** The subjects of a table that have begun, with their positions. */
export function subjectsOf(state: AggregateState, table: string): readonly { readonly subject: string; readonly position: string }[] {
  const prefix = `${table}:`;
  return Object.entries(state.positions).flatMap(([key, position]) => (key.startsWith(prefix) ? [{ subject: key.slice(prefix.length), position }] : []));
}
