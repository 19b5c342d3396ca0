import { renderWorkflow } from '@disclosure/workflow';
import type { Aggregate, AggregateState } from '@disclosure/workflow';

/** The aggregates among a module's exports, each once. */
export function aggregatesIn(module: Readonly<Record<string, unknown>>): readonly Aggregate<AggregateState>[] {
  return [...new Set(Object.values(module))].filter(isAggregate);
}

function isAggregate(value: unknown): value is Aggregate<AggregateState> {
  if (typeof value !== 'object' || value === null) return false;
  const { name, context, tables } = value as Partial<Aggregate<AggregateState>>;
  return typeof name === 'string' && typeof context === 'string' && Array.isArray(tables);
}

/** The page of each aggregate, by file name. Two aggregates of one name, even in two contexts, are a mistake: names are the graph's. */
export function workflowPages(aggregates: readonly Aggregate<AggregateState>[]): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const aggregate of aggregates) {
    const file = `${aggregate.name}.md`;
    if (pages.has(file)) throw new Error(`Two aggregates are called ${aggregate.name}`);
    pages.set(file, renderWorkflow(aggregate));
  }
  return pages;
}

/** The files that are missing, say something else than the tables, or belong to no aggregate any more. */
export function staleWorkflowPages(pages: ReadonlyMap<string, string>, onDisk: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...pages.keys(), ...onDisk.keys()])].filter((file) => pages.get(file) !== onDisk.get(file)).sort();
}
