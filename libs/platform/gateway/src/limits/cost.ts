import { getNamedType, getNullableType, isCompositeType, isInterfaceType, isListType, isObjectType, Kind, parse, valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLCompositeType, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';

/** Weights that the supergraph gives with `@cost` and `@listSize`, by `Type.field`. */
export interface FieldWeights {
  readonly weight: ReadonlyMap<string, number>;
  readonly assumedSize: ReadonlyMap<string, number>;
}

/** Length assumed of a list that takes no `first` or `last` and has no `@listSize`. */
const LIST_SIZE = 10;

/** Reads `@cost(weight:)` and `@listSize(assumedSize:)` of fields out of the supergraph, which the API schema leaves out. */
export function fieldWeights(supergraphSdl: string): FieldWeights {
  const weight = new Map<string, number>();
  const assumedSize = new Map<string, number>();
  const read = (directives: readonly ConstDirectiveNode[] | undefined, directive: string, argument: string): number | undefined => {
    const node = directives?.find(({ name }) => name.value === directive || name.value.endsWith(`__${directive}`));
    const value = node?.arguments?.find(({ name }) => name.value === argument)?.value;
    return value?.kind === Kind.INT || value?.kind === Kind.STRING ? Number(value.value) : undefined;
  };
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      const place = `${definition.name.value}.${field.name.value}`;
      const cost = read(field.directives, 'cost', 'weight');
      const size = read(field.directives, 'listSize', 'assumedSize');
      if (cost !== undefined) weight.set(place, cost);
      if (size !== undefined) assumedSize.set(place, size);
    }
  }
  return { weight, assumedSize };
}

export interface Cost {
  /** Weighed objects that the answer may hold at most. */
  readonly total: number;
  /** The largest `first` or `last` anywhere in the operation. */
  readonly largestPage: number;
}

/**
 * The cost of an operation with these variables: one for each object, times the sizes of the lists around it. A field with
 * `first` or `last` is that long, or its `edges` and `nodes` are. Linear in the document: a fragment is computed once for
 * each size of page that it stands in.
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>, weights: FieldWeights): Cost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const values: Record<string, unknown> = {};
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    values[name] = Object.hasOwn(variables, name) ? variables[name] : defaultValue && valueFromASTUntyped(defaultValue);
  }
  const known = new Map<string, number>();
  let largestPage = 0;

  const pageOf = (field: FieldNode): number | null => {
    let size: number | null = null;
    for (const { name, value } of field.arguments ?? []) {
      if (name.value !== 'first' && name.value !== 'last') continue;
      const given = valueFromASTUntyped(value, values);
      if (typeof given === 'number' && given >= 0) size = Math.max(size ?? 0, given);
    }
    largestPage = Math.max(largestPage, size ?? 0);
    return size;
  };

  const ofField = (parent: GraphQLCompositeType, node: FieldNode, parentPage: number | null): number => {
    const name = node.name.value;
    if (name.startsWith('__')) return 0;
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (!field) return 0;
    const page = pageOf(node);
    const place = `${parent.name}.${name}`;
    const type = getNamedType(field.type);
    const own = weights.weight.get(place) ?? (isCompositeType(type) ? 1 : 0);
    if (!isListType(getNullableType(field.type))) return own + (node.selectionSet && isCompositeType(type) ? ofSet(type, node.selectionSet, page) : 0);
    const size = page ?? (name === 'edges' || name === 'nodes' ? parentPage : null) ?? weights.assumedSize.get(place) ?? LIST_SIZE;
    return size * (own + (node.selectionSet && isCompositeType(type) ? ofSet(type, node.selectionSet, null) : 0));
  };

  const ofSet = (parent: GraphQLCompositeType, set: SelectionSetNode, page: number | null): number => {
    let total = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) total += ofField(parent, selection, page);
      else if (selection.kind === Kind.INLINE_FRAGMENT) total += ofSet(typeNamed(selection.typeCondition?.name.value, parent), selection.selectionSet, page);
      else total += ofFragment(selection.name.value, parent, page);
    }
    return total;
  };
  const typeNamed = (name: string | undefined, otherwise: GraphQLCompositeType): GraphQLCompositeType => {
    const type = name === undefined ? undefined : schema.getType(name);
    return isCompositeType(type) ? type : otherwise;
  };
  const ofFragment = (name: string, parent: GraphQLCompositeType, page: number | null): number => {
    const key = `${name}:${page}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const fragment = fragments.get(name);
    const cost = fragment ? ofSet(typeNamed(fragment.typeCondition.name.value, parent), fragment.selectionSet, page) : 0;
    known.set(key, cost);
    return cost;
  };

  const root = schema.getRootType(operation.operation);
  const total = root ? ofSet(root, operation.selectionSet, null) : 0;
  return { total, largestPage };
}
