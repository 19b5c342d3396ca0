import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { merge } from './merge.ts';
import { isObject, reader, writer } from './names.ts';
import type { Data } from './names.ts';
import type { Rewrite } from './rewrites.ts';
import { isOfType } from './types.ts';

/** What is asked of a subgraph about entities: each representation once, however many of the entities it stands for. */
export interface Asked {
  readonly representations: Data[];
  /** For each representation, the entities it stands for, by their index. */
  readonly owners: number[][];
}

type Builder = (entity: Data) => Data | null;

/** Gives the representations of entities. An entity of another type, or that lacks a required field, has none. */
export function compileRepresentations(schema: GraphQLSchema, requires: readonly QueryPlanSelectionNode[], rewrite: Rewrite | null): (entities: readonly Data[]) => Asked {
  const builderFor = builders(schema, requires);

  return (entities) => {
    const asked: Asked = { representations: [], owners: [] };
    const known = new Map<unknown, number>();
    entities.forEach((entity, index) => {
      const representation = builderFor(entity['__typename'])(entity);
      if (!representation?.['__typename']) return;
      rewrite?.(representation);
      const key = keyOf(representation);
      const at = known.get(key);
      if (at !== undefined) {
        (asked.owners[at] as number[]).push(index);
        return;
      }
      known.set(key, asked.representations.length);
      asked.representations.push(representation);
      asked.owners.push([index]);
    });
    return asked;
  };
}

/** Equal for representations that are. Most have a type and one id, for which nothing need be written out in full. */
function keyOf(representation: Data): string {
  let id: unknown;
  let members = 0;
  for (const name in representation) {
    members += 1;
    if (name !== '__typename') id = representation[name];
  }
  return members === 2 && typeof id === 'string' ? `${String(representation['__typename'])} ${id}` : JSON.stringify(representation);
}

function builders(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[]): (typeName: unknown) => Builder {
  // Keyed by what a subgraph says: only names of the schema are kept.
  const kept = new Map<unknown, Builder>();
  return (typeName) => {
    let builder = kept.get(typeName);
    if (!builder) {
      builder = build(schema, selections, typeName);
      if (typeName === undefined || (typeof typeName === 'string' && schema.getType(typeName))) kept.set(typeName, builder);
    }
    return builder;
  };
}

/** For objects of one type: fragments that don't apply to it are left out. Null where a field is missing: an error has told why. */
function build(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[], typeName: unknown): Builder {
  const parts: ((entity: Data, into: Data) => boolean)[] = [];
  for (const selection of selections) {
    if (selection.kind === 'Field') parts.push(field(schema, selection.alias ?? selection.name, selection.selections));
    else if (selection.typeCondition !== undefined && isOfType(schema, typeName, selection.typeCondition)) {
      const fragment = build(schema, selection.selections, typeName);
      parts.push((entity, into) => {
        const members = fragment(entity);
        if (members) merge(into, members);
        return true;
      });
    }
  }
  return (entity) => {
    const representation = Object.create(null) as Data;
    for (const part of parts) if (!part(entity, representation)) return null;
    return representation;
  };
}

function field(schema: GraphQLSchema, name: string, selections: readonly QueryPlanSelectionNode[] | undefined): (entity: Data, into: Data) => boolean {
  const read = reader(name);
  const put = writer(name);
  const builderFor = selections && builders(schema, selections);
  const nested = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(nested);
    return builderFor && isObject(value) ? builderFor(value['__typename'])(value) : value;
  };
  return (entity, into) => {
    const value = read(entity);
    if (value === undefined) return false;
    put(into, builderFor ? nested(value) : value);
    return true;
  };
}

