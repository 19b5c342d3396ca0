import { composeServices } from '@apollo/composition';
import { lexicographicSortSchema, parse, printSchema } from 'graphql';

/** A subgraph as composition reads it. */
export interface ComposedSubgraph {
  readonly name: string;
  readonly sdl: string;
}

/** The files of the graph, by their path from the root of the repository. */
export type GraphFiles = ReadonlyMap<string, string>;

export const SUPERGRAPH_FILE = 'apps/standalone/supergraph.graphql';
export const API_FILE = 'apps/standalone/api.graphql';
export const subgraphFile = (name: string): string => `libs/${name}/subgraph/schema.graphql`;

/** The subgraphs do not fit together; each message says which and why. */
export class CompositionFailed extends Error {
  override readonly name = 'CompositionFailed';
  constructor(readonly reasons: readonly string[]) {
    super(`the subgraphs do not compose:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`);
  }
}

/** Composes the subgraphs and gives every file of the graph: each subgraph's SDL, the supergraph, and the API that clients see. Throws `CompositionFailed`. */
export function graphFiles(subgraphs: readonly ComposedSubgraph[]): GraphFiles {
  // By name, so that the order of a list in some app changes no file.
  const sorted = [...subgraphs].sort((a, b) => (a.name < b.name ? -1 : 1));
  const composed = composeServices(// The address is the app's to know; the name stands in, since a supergraph without any is complained of.
    sorted.map(({ name, sdl }) => ({ name, url: `http://${name}.invalid/graphql`, typeDefs: parse(sdl) })));
  if (composed.errors) throw new CompositionFailed(composed.errors.map(({ message }) => message));
  const api = printSchema(lexicographicSortSchema(composed.schema.toAPISchema().toGraphQLJSSchema()));
  return new Map([
    ...sorted.map(({ name, sdl }) => [subgraphFile(name), sdl] as const),
    [SUPERGRAPH_FILE, `${composed.supergraphSdl.trimEnd()}\n`],
    [API_FILE, `${api.trimEnd()}\n`],
  ]);
}
