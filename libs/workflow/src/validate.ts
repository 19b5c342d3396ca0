import { allActions, NONE } from './define.ts';
import type { Aggregate, AggregateState } from './types.ts';

/**
 * What is wrong with an aggregate's tables, as sentences for the engineer who wrote them; empty when sound. Runs at load:
 * a table that fails does not start. Every position is reachable, every position that is not an end has a way out, every row has
 * a clause, an event and somebody who may take it, and an action's name stands in one table only.
 */
export function validateWorkflow<S extends AggregateState>(aggregate: Aggregate<S>): readonly string[] {
  const problems: string[] = [];
  const actions = allActions(aggregate);
  const names = new Set<string>();
  const events = new Map<string, string>();
  for (const { name, row, table } of actions) {
    const at = `${aggregate.name}.${table.name}.${name}`;
    if (names.has(name)) problems.push(`${at}: the action stands in two tables`);
    names.add(name);
    const twin = events.get(row.event);
    if (twin !== undefined) problems.push(`${at}: event ${row.event} is ${twin}'s already`);
    events.set(row.event, name);
    if (!row.clause) problems.push(`${at}: no clause`);
    if (!row.event) problems.push(`${at}: no event`);
    if (!row.title || !row.sentence) problems.push(`${at}: no title or sentence`);
    if (row.by.length === 0) problems.push(`${at}: nobody may take it`);
    if (row.from.length === 0) problems.push(`${at}: it starts from nowhere (NONE is for not begun)`);
    for (const position of row.from) if (position !== NONE && !(position in table.positions)) problems.push(`${at}: starts from ${position}, which the table does not have`);
    if (row.to !== 'SAME') {
      if (row.to.length === 0) problems.push(`${at}: leads nowhere`);
      if (row.to.length > 1 && !row.towards) problems.push(`${at}: leads to several positions and does not say to which`);
      for (const position of row.to) if (!(position in table.positions)) problems.push(`${at}: leads to ${position}, which the table does not have`);
    }
    for (const move of [...(row.moves ?? []).flatMap((move) => [move.to, ...(move.or ?? [])].map((to) => ({ table: move.table, to }))), ...(row.while ?? []).flatMap((condition) => condition.in.map((to) => ({ table: condition.table, to })))]) {
      const target = aggregate.tables.find((candidate) => candidate.name === move.table);
      if (!target || (move.to !== NONE && !(move.to in target.positions))) problems.push(`${at}: names ${move.table} ${move.to}, which does not exist`);
    }
  }
  for (const table of aggregate.tables) {
    const into = new Set<string>([NONE]);
    let grew = true;
    while (grew) {
      const before = into.size;
      for (const { row, table: home } of actions) {
        if (home.name === table.name && row.from.some((position) => into.has(position))) (row.to === 'SAME' ? [] : row.to).forEach((position) => into.add(position));
        for (const move of row.moves ?? []) if (move.table === table.name) [move.to, ...(move.or ?? [])].forEach((to) => into.add(to));
      }
      grew = into.size > before;
    }
    for (const [position, { terminal }] of Object.entries(table.positions)) {
      if (!into.has(position)) problems.push(`${aggregate.name}.${table.name}: ${position} cannot be reached`);
      const leaves = actions.some(({ row, table: home }) => (home.name === table.name && row.to !== 'SAME' && row.from.includes(position) && row.to.some((to) => to !== position)) || (row.moves ?? []).some((move) => move.table === table.name && move.to !== position));
      if (!terminal && !leaves) problems.push(`${aggregate.name}.${table.name}: ${position} has no way out and is not an end`);
    }
  }
  return problems;
}

/** Throws with every problem named when an aggregate's tables are unsound. */
export function assertWorkflow<S extends AggregateState>(aggregate: Aggregate<S>): Aggregate<S> {
  const problems = validateWorkflow(aggregate);
  if (problems.length > 0) throw new Error(`the workflow of ${aggregate.name} is unsound:\n${problems.join('\n')}`);
  return aggregate;
}
