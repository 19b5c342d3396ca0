import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';

/** What can be counted in a document without its variables. */
export interface Shape {
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
}

const NOTHING: Shape = { depth: 0, aliases: 0, rootFields: 0, directives: 0 };
/** Introspection is as deep as it is, is answered from memory, and graphql-js limits it by a rule of its own. */
const isIntrospection = (name: string): boolean => name === '__schema' || name === '__type';

/**
 * Measures an operation with its fragments expanded. Each fragment is measured once, so that fragments which spread each
 * other doubly, twenty deep, cost nothing to refuse. The document is valid: fragments have no cycles.
 */
export function shapeOf(document: DocumentNode, operation: OperationDefinitionNode): Shape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const measured = new Map<string, Shape>();

  // `rootFields` of a selection set are the fields directly in it.
  const ofSelection = (node: SelectionNode): Shape => {
    const directives = node.directives?.length ?? 0;
    if (node.kind === Kind.FIELD) {
      const inner = node.selectionSet ? ofSet(node.selectionSet) : NOTHING;
      return { depth: isIntrospection(node.name.value) ? 1 : 1 + inner.depth, aliases: (node.alias ? 1 : 0) + inner.aliases, rootFields: 1, directives: directives + inner.directives };
    }
    const inner = node.kind === Kind.INLINE_FRAGMENT ? ofSet(node.selectionSet) : ofFragment(node.name.value);
    return { ...inner, directives: inner.directives + directives };
  };
  const ofSet = (set: SelectionSetNode): Shape => {
    const total = { ...NOTHING } as { -readonly [K in keyof Shape]: Shape[K] };
    for (const selection of set.selections) {
      const shape = ofSelection(selection);
      total.depth = Math.max(total.depth, shape.depth);
      total.aliases += shape.aliases;
      total.rootFields += shape.rootFields;
      total.directives += shape.directives;
    }
    return total;
  };
  const ofFragment = (name: string): Shape => {
    const known = measured.get(name);
    if (known) return known;
    const fragment = fragments.get(name);
    const shape = fragment ? ofSet(fragment.selectionSet) : NOTHING;
    measured.set(name, shape);
    return shape;
  };

  const shape = ofSet(operation.selectionSet);
  return { ...shape, directives: shape.directives + (operation.directives?.length ?? 0) };
}
