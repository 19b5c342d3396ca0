import { RETURNED } from './decide.ts';
import { allActions, NONE } from './define.ts';
import { roleLabel } from './labels.ts';
import type { Aggregate, AggregateState } from './types.ts';

/** The tables of an aggregate as a Markdown document: a table of the rows and a state diagram each. Generated, never edited. */
export function renderWorkflow<S extends AggregateState>(aggregate: Aggregate<S>): string {
  const parts = [`# ${aggregate.name}`, '', `Generated from the workflow tables of \`${aggregate.context}\` by \`npm run docs:workflows\`; do not edit.`];
  for (const table of aggregate.tables) {
    const rows = allActions(aggregate).filter((found) => found.table.name === table.name);
    parts.push('', `## ${table.title} (\`${table.name}\`, ${table.kind.toLowerCase()})`, '');
    parts.push('| action | from → to | by | guards | effects | event | letter | clause |', '| --- | --- | --- | --- | --- | --- | --- | --- |');
    for (const { name, row } of rows) {
      const to = row.to === 'SAME' ? '(same)' : row.to.join(' / ');
      parts.push(`| \`${name}\` ${row.title} | ${row.from.join(', ')} → ${to} | ${row.by.map(roleLabel).join('、')} | ${[...row.guards.map((guard) => guard.name), ...signing(row.signs)].join(', ')} | ${row.effects.map(({ limit, effect }) => `${limit} ${effect}`).join(', ')} | ${row.event} | ${row.letter ?? ''} | ${row.clause} |`);
    }
    parts.push('', '```mermaid', 'stateDiagram-v2');
    for (const [position, { title, terminal }] of Object.entries(table.positions)) {
      parts.push(`  ${position}: ${title}`);
      if (terminal) parts.push(`  ${position} --> [*]`);
    }
    for (const { name, row } of rows) {
      if (row.to === 'SAME') continue;
      for (const from of row.from) for (const to of row.to) if (from !== to) parts.push(`  ${from === NONE ? '[*]' : from} --> ${to}: ${name}`);
    }
    parts.push('```');
  }
  return `${parts.join('\n')}\n`;
}

/** How separation of duties shows among the guards: a signature that nobody gives twice, or the return after which all may sign again. */
function signing(signs: string | undefined): readonly string[] {
  if (signs === undefined) return [];
  return [signs.endsWith(RETURNED) ? `signaturesBeginAnew(${signs.slice(0, -RETURNED.length)})` : `neverTwice(${signs})`];
}
