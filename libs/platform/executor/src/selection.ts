import { getNamedType, isAbstractType, isCompositeType, isInterfaceType, isObjectType, Kind, TypeNameMetaFieldDef } from 'graphql';
import type { DirectiveNode, FieldNode, FragmentDefinitionNode, GraphQLCompositeType, GraphQLOutputType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { UnfitAnswer } from './errors.ts';

/** What selections are read with: the schema, the fragments, and the values of the variables that @skip and @include ask for. */
export interface Reading {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: ReadonlyMap<string, unknown>;
  /** What the client calls fields that were asked for under another name. */
  readonly clientNames: ReadonlyMap<string, string>;
}

/** Selections of one object, and the type that they were written against. */
export interface Selected {
  readonly selectionSet: SelectionSetNode;
  readonly on: GraphQLCompositeType;
}

/** One member of the answer: all fields that were asked for under its name. */
export interface Member {
  /** Its name for the client. */
  readonly key: string;
  /** Its name in what was fetched. */
  readonly source: string;
  readonly kind: 'field' | 'typename' | 'introspection';
  readonly nodes: FieldNode[];
  /** Of a field: its type, and what is asked of its value. */
  readonly type: GraphQLOutputType;
  readonly selected: Selected[];
  /** The type that it was asked of, as the object's own type or a fragment's condition. */
  readonly parent: GraphQLCompositeType;
}

/**
 * The members that an object of type `actual` has in the answer, in order. `actual` is undefined where the subgraph was not
 * asked for the type, since it can be but one.
 */
export function membersOf(reading: Reading, selections: readonly Selected[], actual: GraphQLCompositeType | undefined): Member[] {
  const members = new Map<string, Member>();
  for (const { selectionSet, on } of selections) collect(reading, selectionSet, on, actual ?? on, actual, members);
  return [...members.values()];
}

function collect(reading: Reading, { selections }: SelectionSetNode, on: GraphQLCompositeType, parent: GraphQLCompositeType, actual: GraphQLCompositeType | undefined, members: Map<string, Member>): void {
  const { schema, fragments, clientNames } = reading;
  for (const selection of selections) {
    if (isLeftOut(reading, selection.directives)) continue;
    if (selection.kind === Kind.FIELD) {
      add(members, clientNames, selection, on, parent);
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) continue;
    const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
    if (!condition) collect(reading, fragment.selectionSet, on, parent, actual, members);
    else if (isCompositeType(condition) && isSubtype(schema, condition, actual ?? parent)) collect(reading, fragment.selectionSet, condition, condition, actual, members);
  }
}

export function isSubtype(schema: GraphQLSchema, condition: GraphQLCompositeType, type: GraphQLCompositeType): boolean {
  return condition === type || (isAbstractType(condition) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(condition, type));
}

function add(members: Map<string, Member>, clientNames: Reading['clientNames'], node: FieldNode, on: GraphQLCompositeType, parent: GraphQLCompositeType): void {
  const name = node.name.value;
  const source = node.alias?.value ?? name;
  const key = clientNames.get(source) ?? source;
  const known = members.get(source);
  if (known) {
    known.nodes.push(node);
    const inner = getNamedType(typeOf(node, on) ?? known.type);
    if (node.selectionSet && isCompositeType(inner)) known.selected.push({ selectionSet: node.selectionSet, on: inner });
    return;
  }
  if (name === '__typename') members.set(source, { key, source, kind: 'typename', nodes: [node], type: TypeNameMetaFieldDef.type, selected: [], parent });
  else if (name === '__schema' || name === '__type') members.set(source, { key, source, kind: 'introspection', nodes: [node], type: TypeNameMetaFieldDef.type, selected: [], parent });
  else {
    const type = typeOf(node, on);
    if (!type) throw new UnfitAnswer(`there is no field ${on.name}.${name}`);
    const inner = getNamedType(type);
    const selected = node.selectionSet && isCompositeType(inner) ? [{ selectionSet: node.selectionSet, on: inner }] : [];
    members.set(source, { key, source, kind: 'field', nodes: [node], type, selected, parent });
  }
}

function typeOf(node: FieldNode, on: GraphQLCompositeType): GraphQLOutputType | undefined {
  if (!('getFields' in on)) return undefined;
  const fields = on.getFields();
  return Object.hasOwn(fields, node.name.value) ? fields[node.name.value]?.type : undefined;
}

function isLeftOut({ conditions }: Reading, directives: readonly DirectiveNode[] | undefined): boolean {
  const told = (directiveName: string): boolean | undefined => {
    const argument = directives?.find(({ name }) => name.value === directiveName)?.arguments?.find(({ name }) => name.value === 'if')?.value;
    if (!argument) return undefined;
    const value = argument.kind === Kind.VARIABLE ? conditions.get(argument.name.value) : argument.kind === Kind.BOOLEAN ? argument.value : undefined;
    if (typeof value !== 'boolean') throw new UnfitAnswer(`@${directiveName} asks for a boolean`);
    return value;
  };
  return told('skip') === true || told('include') === false;
}
