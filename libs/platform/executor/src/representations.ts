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

/** Makes the representation of entities of one type. */
interface Builder {
  /** Null where a field is missing: an error has told why. */
  build(entity: Data): Data | null;
  /** Reads the one field by which a representation is known, where it is a type and an id: most are. */
  readonly id: ((entity: Data) => unknown) | null;
}

/** Gives the representations of entities. An entity of another type, or that lacks a required field, has none. */
export function compileRepresentations(schema: GraphQLSchema, requires: readonly QueryPlanSelectionNode[], rewrite: Rewrite | null): (entities: readonly Data[]) => Asked {
  const builderFor = builders(schema, requires);

  return (entities) => {
    const asked: Asked = { representations: [], owners: [] };
    const known = new Map<Builder | null, Map<string, number>>();

    entities.forEach((entity, index) => {
      const builder = builderFor(entity['__typename']);
      const id = builder.id?.(entity);
      // Two of one builder with one id are the same; that is seen before a representation is made.
      const ids = typeof id === 'string' ? mapOf(known, builder) : null;
      const same = ids?.get(id as string);
      if (same !== undefined) {
        (asked.owners[same] as number[]).push(index);
        return;
      }
      const representation = builder.build(entity);
      if (!representation?.['__typename']) return;
      rewrite?.(representation);
      const texts = ids ?? mapOf(known, null);
      const key = ids ? (id as string) : JSON.stringify(representation);
      const at = texts.get(key);
      if (at !== undefined) {
        (asked.owners[at] as number[]).push(index);
        return;
      }
      texts.set(key, asked.representations.length);
      asked.representations.push(representation);
      asked.owners.push([index]);
    });
    return asked;
  };
}

function mapOf(maps: Map<Builder | null, Map<string, number>>, of: Builder | null): Map<string, number> {
  let map = maps.get(of);
  if (!map) {
    map = new Map();
    maps.set(of, map);
  }
  return map;
}

function builders(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[]): (typeName: unknown) => Builder {
  // Keyed by what a subgraph says: only names of the schema are kept.
  const kept = new Map<unknown, Builder>();
  return (typeName) => {
    let builder = kept.get(typeName);
    if (!builder) {
      builder = { build: build(schema, selections, typeName), id: idOf(selections, schema, typeName) };
      if (typeName === undefined || (typeof typeName === 'string' && schema.getType(typeName))) kept.set(typeName, builder);
    }
    return builder;
  };
}

/** The one field besides the type's name, where there is but one and it has no parts. */
function idOf(selections: readonly QueryPlanSelectionNode[], schema: GraphQLSchema, typeName: unknown): Builder['id'] {
  const applying = selections.filter((selection) => selection.kind === 'Field' || (selection.typeCondition !== undefined && isOfType(schema, typeName, selection.typeCondition)));
  const only = applying[0];
  if (applying.length === 1 && only?.kind === 'InlineFragment') return idOf(only.selections, schema, typeName);
  const fields = applying.flatMap((selection) => (selection.kind === 'Field' ? [selection] : []));
  const [id, ...others] = fields.filter(({ name }) => name !== '__typename');
  return id && others.length === 0 && fields.length === applying.length && !id.selections ? reader(id.alias ?? id.name) : null;
}

/** For objects of one type: fragments that don't apply to it are left out. */
function build(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[], typeName: unknown): Builder['build'] {
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
    return builderFor && isObject(value) ? builderFor(value['__typename']).build(value) : value;
  };
  return (entity, into) => {
    const value = read(entity);
    if (value === undefined) return false;
    put(into, builderFor ? nested(value) : value);
    return true;
  };
}

