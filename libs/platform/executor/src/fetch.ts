import type { FetchNode } from '@apollo/query-planner';
import { parse } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema, OperationTypeNode } from 'graphql';
import { subgraphError } from './errors.ts';
import type { SubgraphError } from './errors.ts';
import { copy, merge } from './merge.ts';
import type { Data } from './names.ts';
import { reader } from './names.ts';
import { compileRepresentations } from './representations.ts';
import type { Asked } from './representations.ts';
import { compileRewrites } from './rewrites.ts';
import type { Rewrite } from './rewrites.ts';
import { placeAt } from './walk.ts';
import type { AnswerPath, Place } from './walk.ts';

/** One operation for a subgraph. All but the variables is the same object each time the plan runs. */
export interface SubgraphRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What this request is: a mutation must never be sent twice. */
  readonly kind: OperationTypeNode;
  /** What the client's operation is, of which this is a part. */
  readonly partOf: OperationTypeNode;
}

/** Sends an operation to a subgraph. A rejection becomes an error of the answer; what other subgraphs give is still given. */
export type SubgraphFetch<C> = (service: string, request: SubgraphRequest, context: C) => Promise<ExecutionResult>;

/** One run of a plan. */
export interface Run<C> {
  readonly data: Data;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: C;
  readonly fetch: SubgraphFetch<C>;
  readonly partOf: OperationTypeNode;
  readonly errors: unknown[];
  /** What the client calls fields that were asked for under another name. */
  readonly clientNames: ReadonlyMap<string, string>;
}

export type Step<C> = (run: Run<C>) => Promise<void> | void;

/** Asks a subgraph at a place of the answer, and merges what it gives. Never rejects: what goes wrong is an error of the run. */
export function compileFetch<C>(schema: GraphQLSchema, node: FetchNode, path: readonly (string | number)[]): Step<C> {
  const place = placeAt(path);
  const call = caller<C>(node);
  const rewrite = compileRewrites(schema, node.outputRewrites);
  const ask = node.requires ? entityFetch(call, node, place, rewrite, compileRepresentations(schema, node.requires, compileRewrites(schema, node.inputRewrites))) : plainFetch(call, node, place, rewrite);
  return async (run) => {
    try {
      const objects = place.objects(run.data);
      if (objects.length > 0) await ask(run, objects);
    } catch (error) {
      run.errors.push(error);
    }
  };
}

type Ask<C> = (run: Run<C>, objects: readonly Data[]) => Promise<void>;
type Call<C> = (run: Run<C>, representations?: readonly Data[]) => Promise<ExecutionResult>;

function caller<C>(node: FetchNode): Call<C> {
  const { serviceName, operation: query, operationName, operationKind: kind } = node;
  const document = node.operationDocumentNode ?? parse(query, { noLocation: true });
  const usages = (node.variableUsages ?? []).map((name) => ({ name, read: reader(name) }));
  if (node.requires && usages.some(({ name }) => name === 'representations')) throw new Error('an operation on entities may have no variable named "representations"');
  return (run, representations) => {
    const variables: Data = Object.create(null) as Data;
    for (const { name, read } of usages) {
      const value = read(run.variables);
      if (value !== undefined) variables[name] = value;
    }
    if (representations) variables['representations'] = representations;
    return run.fetch(serviceName, { query, operationName, document, variables, kind, partOf: run.partOf }, run.context);
  };
}

function plainFetch<C>(call: Call<C>, node: FetchNode, place: Place, rewrite: Rewrite | null): Ask<C> {
  return async (run, objects) => {
    const { data, errors } = await call(run);
    if (errors) tell(run, errors, node, ({ path }) => [path && [...place.path, ...path]]);
    if (!data) return;
    rewrite?.(data);
    objects.forEach((object, index) => { if (index === 0) merge(object, data); else merge(object, data, copy); });
  };
}

function entityFetch<C>(call: Call<C>, node: FetchNode, place: Place, rewrite: Rewrite | null, represent: (entities: readonly Data[]) => Asked): Ask<C> {
  return async (run, entities) => {
    const { representations, owners } = represent(entities);
    if (representations.length === 0) return;
    const { data, errors } = await call(run, representations);
    if (errors) tell(run, errors, node, pathsOfEntities(run.data, place, owners));
    if (!data) return;
    const received = data['_entities'];
    if (!Array.isArray(received)) throw new Error(`subgraph ${node.serviceName} gave no list of entities`);
    if (received.length !== representations.length) throw new Error(`subgraph ${node.serviceName} gave ${received.length} entities for ${representations.length}`);
    received.forEach((entity: Data | null, index) => {
      if (!entity) return;
      const all = owners[index] as number[];
      const first = entities[all[0] as number] as Data;
      if (!entity['__typename']) entity['__typename'] = first['__typename'];
      rewrite?.(entity);
      merge(first, entity);
      for (let n = 1; n < all.length; n += 1) merge(entities[all[n] as number] as Data, entity, copy);
    });
  };
}

function tell<C>(run: Run<C>, errors: readonly SubgraphError[], node: FetchNode, pathsOf: (error: SubgraphError) => (AnswerPath | undefined)[]): void {
  for (const error of errors) for (const path of pathsOf(error)) run.errors.push(subgraphError(error, node.serviceName, path?.map((step) => run.clientNames.get(step as string) ?? step)));
}

/** An error about one representation is one about each entity that it stood for. */
function pathsOfEntities(root: Data, place: Place, owners: readonly number[][]): (error: SubgraphError) => (AnswerPath | undefined)[] {
  let paths: AnswerPath[] | undefined;
  return ({ path }) => {
    const index = path?.[1];
    if (!path || typeof index !== 'number') return [path && [...place.path, ...path]];
    const all = (paths ??= place.paths(root));
    return (owners[index] ?? []).map((owner) => [...(all[owner] ?? []), ...path.slice(2)]);
  };
}
