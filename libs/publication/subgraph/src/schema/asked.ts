import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql';

/** True where the operation selects one of these fields anywhere below: for reading along what will be asked for. Directives are not looked at; reading too much is harmless. */
export function asks({ fieldNodes, fragments }: GraphQLResolveInfo, names: ReadonlySet<string>): boolean {
  const within = (set: SelectionSetNode | undefined): boolean => set?.selections.some((node) => {
    if (node.kind === 'Field') return names.has(node.name.value) || within(node.selectionSet);
    return within(node.kind === 'InlineFragment' ? node.selectionSet : fragments[node.name.value]?.selectionSet);
  }) ?? false;
  return fieldNodes.some(({ selectionSet }) => within(selectionSet));
}
