import { Kind, print, visit } from 'graphql';
import type { DocumentNode, FieldNode, GraphQLSchema } from 'graphql';

/** The names that the planner may ask for by itself, whatever the client asks. */
export interface PlannersNames {
  /** Fields of keys, @requires and @provides, and `__typename`. */
  readonly all: ReadonlySet<string>;
  /** Those among them that are required with arguments. */
  readonly withArguments: ReadonlySet<string>;
}

/** Reads them from the directives of a supergraph. */
export function plannersNames(schema: GraphQLSchema): PlannersNames {
  const all = new Set(['__typename']);
  const withArguments = new Set<string>();
  const read = (fields: string): void => {
    for (const [, name, bracket] of fields.matchAll(/([A-Za-z_]\w*)\s*(\(?)/g)) {
      all.add(name as string);
      if (bracket === '(') withArguments.add(name as string);
    }
  };
  for (const type of Object.values(schema.getTypeMap())) {
    const nodes = [type.astNode, ...type.extensionASTNodes, ...('getFields' in type ? Object.values(type.getFields()).map(({ astNode }) => astNode) : [])];
    for (const node of nodes) {
      for (const { name, arguments: given } of node?.directives ?? []) {
        if (name.value !== 'join__type' && name.value !== 'join__field') continue;
        for (const { name: argument, value } of given ?? []) if (['key', 'requires', 'provides'].includes(argument.value) && value.kind === Kind.STRING) read(value.value);
      }
    }
  }
  return { all, withArguments };
}

/** A document in which no response name can be taken for one of the planner's, and what the client calls those that were changed. */
export interface OwnNames {
  readonly document: DocumentNode;
  readonly clientNames: ReadonlyMap<string, string>;
}

/**
 * The planner puts what it needs (keys, required fields) among what the client asks, under the fields' own names. Where the client
 * means something else by such a name — `id: title`, or `price(currency: "EUR")` where `price` in USD is required — it would get, or a
 * subgraph would be sent, the wrong one of the two. So those are asked for under names of their own.
 */
export function withOwnNames(document: DocumentNode, planners: PlannersNames): OwnNames {
  const clientNames = new Map<string, string>();
  const known = new Map<string, string>();
  const prefix = unusedPrefix(document);

  const ownName = (node: FieldNode, clientName: string): string => {
    // Fields that are merged in an answer must stay so: the same field with the same arguments under the same name.
    const meaning = [clientName, node.name.value, ...(node.arguments ?? []).map(print).sort()].join('\n');
    const name = known.get(meaning) ?? `${prefix}${known.size}`;
    known.set(meaning, name);
    clientNames.set(name, clientName);
    return name;
  };

  const renamed = visit(document, {
    Field(node) {
      const name = node.name.value;
      const clientName = node.alias?.value ?? name;
      if (name === '__schema' || name === '__type' || !planners.all.has(clientName)) return undefined;
      const hasOther = clientName !== name || (node.arguments?.length ?? 0) > 0 || planners.withArguments.has(name);
      return hasOther ? { ...node, alias: { kind: Kind.NAME, value: ownName(node, clientName) } } : undefined;
    },
  });
  return { document: clientNames.size === 0 ? document : renamed, clientNames };
}

function unusedPrefix(document: DocumentNode): string {
  const names = new Set<string>();
  visit(document, { Field({ alias, name }) { names.add((alias ?? name).value); } });
  let prefix = 'own_';
  while ([...names].some((name) => name.startsWith(prefix))) prefix = `${prefix}_`;
  return prefix;
}
