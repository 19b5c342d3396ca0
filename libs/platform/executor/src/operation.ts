import { executeSync, GraphQLError, isCompositeType, Kind, OperationTypeNode, valueFromASTUntyped, visit } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { UnfitAnswer } from './errors.ts';
import { Lru } from './lru.ts';
import { reader } from './names.ts';
import type { Data } from './names.ts';
import { compileProjection } from './projection.ts';
import { membersOf } from './selection.ts';
import type { Reading } from './selection.ts';

/** Projections kept for one operation: two variables have four. */
const PROJECTIONS = 16;

/** The defaults of an operation's variables. */
export function defaultsOf(operation: OperationDefinitionNode): Data {
  const defaults: Data = Object.create(null) as Data;
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) if (defaultValue) defaults[variable.name.value] = valueFromASTUntyped(defaultValue);
  return defaults;
}

/** The variables that @skip and @include ask for. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/** The projections of an operation, one for each combination of its conditions that occurs. */
export function projections(basis: Omit<Reading, 'conditions'>, operation: OperationDefinitionNode, names: readonly string[], defaults: Data, isPlanned: boolean): (variables: Readonly<Record<string, unknown>>) => ReturnType<typeof compileProjection> {
  const root = basis.schema.getRootType(operation.operation);
  if (!root || !isCompositeType(root)) throw new GraphQLError(`there is no ${operation.operation} here`, { extensions: { code: 'INVALID_GRAPHQL' } });
  const made = new Lru<string, ReturnType<typeof compileProjection>>(PROJECTIONS);
  const readers = names.map((name) => [name, reader(name)] as const);
  const selected = [{ selectionSet: operation.selectionSet, on: root }];
  const make = (conditions: ReadonlyMap<string, unknown>) => {
    const reading = { ...basis, conditions };
    // The planner leaves out what no subgraph can resolve. Null would say that there is nothing.
    if (!isPlanned && membersOf(reading, selected, undefined).some(({ kind }) => kind === 'field')) throw new UnfitAnswer('no subgraph can resolve what is asked for');
    return compileProjection(reading, selected);
  };
  if (names.length === 0) {
    const only = make(new Map());
    return () => only;
  }
  return (variables) => {
    const conditions = new Map(readers.map(([name, read]) => { const value = read(variables); return [name, value === undefined ? defaults[name] : value] as const; }));
    const key = [...conditions.values()].map((value) => (value === true ? '1' : value === false ? '0' : '-')).join('');
    const known = made.get(key);
    if (known) return known;
    const projection = make(conditions);
    made.set(key, projection);
    return projection;
  };
}

/** Answers `__schema` and `__type` for the values of a request. */
export function introspection(schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): (variables: Readonly<Record<string, unknown>>) => (key: string, nodes: readonly FieldNode[]) => unknown {
  return (variables) => (key, nodes) => {
    const document: DocumentNode = {
      kind: Kind.DOCUMENT,
      definitions: [{ kind: Kind.OPERATION_DEFINITION, operation: OperationTypeNode.QUERY, variableDefinitions: operation.variableDefinitions ?? [], selectionSet: { kind: Kind.SELECTION_SET, selections: [...nodes] } }, ...fragments.values()],
    };
    const { data, errors } = executeSync({ schema, document, variableValues: variables });
    if (errors?.[0]) throw errors[0];
    return data?.[key];
  };
}
