import { isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { SubgraphContext } from './context.ts';

/** A representation as the gateway sends it: `__typename`, and the fields of one `@key`. Nothing in it is to be trusted but as a key. */
export type EntityKey = { readonly __typename: string } & Readonly<Record<string, unknown>>;

/**
 * The front door of an entity type: takes all keys of one request at once and answers in their order, null for what is
 * absent or invisible to this viewer (foundations 6). May be asked the same key twice.
 */
export interface Reference<C extends SubgraphContext> {
  load(keys: readonly EntityKey[], context: C): Promise<readonly (object | null | undefined)[]> | readonly (object | null | undefined)[];
}
export type References<C extends SubgraphContext> = Readonly<Record<string, Reference<C>>>;

/** `Query._entities` for a set of front doors: groups by type, one call for each, answers in the order asked. */
export function entitiesResolver<C extends SubgraphContext>(references: References<C>) {
  // The type of an answer is remembered beside it: rows may be frozen, or shared with other subgraphs of the process.
  const typeNames = new WeakMap<object, string>();

  async function loadType(typeName: string, keys: readonly EntityKey[], context: C): Promise<readonly (object | null | undefined)[]> {
    const reference = Object.hasOwn(references, typeName) ? references[typeName] : undefined;
    if (!reference) throw new Error(`no front door for entity ${typeName}`);
    const found = await reference.load(keys, context);
    if (found.length !== keys.length) throw new Error(`the front door of ${typeName} gave ${found.length} answers to ${keys.length} keys`);
    return found;
  }

  async function resolve(_source: unknown, { representations }: { readonly representations: readonly EntityKey[] }, context: C): Promise<(object | null)[]> {
    const places = new Map<string, number[]>();
    representations.forEach(({ __typename }, index) => {
      const known = places.get(__typename);
      if (known) known.push(index);
      else places.set(__typename, [index]);
    });
    const answers = new Array<object | null>(representations.length).fill(null);
    await Promise.all([...places].map(async ([typeName, indexes]) => {
      const found = await loadType(typeName, indexes.map((index) => representations[index] as EntityKey), context);
      indexes.forEach((index, n) => {
        const entity = found[n];
        if (entity === null || entity === undefined) return;
        typeNames.set(entity, typeName);
        answers[index] = entity;
      });
    }));
    return answers;
  }

  /** Every entity of the schema has a front door, and every front door an entity. */
  function check(schema: GraphQLSchema): void {
    const union = schema.getType('_Entity');
    const entities = union && 'getTypes' in union ? union.getTypes().map(({ name }) => name) : [];
    const unresolvable = new Set(entities.filter((name) => isStub(schema, name)));
    const missing = entities.filter((name) => !unresolvable.has(name) && !Object.hasOwn(references, name));
    const idle = Object.keys(references).filter((name) => !entities.includes(name));
    if (missing.length > 0) throw new Error(`entities without a front door: ${missing.join(', ')}`);
    if (idle.length > 0) throw new Error(`front doors of types that are no entities here: ${idle.join(', ')}`);
  }

  return { resolve, check, typeOf: (entity: object): string | undefined => typeNames.get(entity) };
}

/** True for a type all of whose keys are `resolvable: false`: it only points at an entity of another subgraph. */
function isStub(schema: GraphQLSchema, name: string): boolean {
  const type = schema.getType(name);
  if (!isObjectType(type)) return false;
  const keys = (type.astNode?.directives ?? []).filter((directive) => directive.name.value === 'key' || directive.name.value === 'federation__key');
  return keys.length > 0 && keys.every((key) => key.arguments?.some(({ name: argument, value }) => argument.value === 'resolvable' && value.kind === 'BooleanValue' && !value.value));
}
