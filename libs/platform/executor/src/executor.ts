import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { getOperationAST, getVariableValues, GraphQLError, Kind } from 'graphql';
import type { DocumentNode, ExecutionResult, FieldNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { UnfitAnswer } from './errors.ts';
import type { Run, Step, SubgraphFetch } from './fetch.ts';
import { Lru } from './lru.ts';
import type { Data } from './names.ts';
import { tracedNow } from '@disclosure/platform-observability';
import { conditionVariables, defaultsOf, introspection, projections } from './operation.ts';
import { plannersNames, withOwnNames } from './own-names.ts';
import { compilePlan } from './plan.ts';
import type { compileProjection } from './projection.ts';

export type { SubgraphFetch, SubgraphRequest } from './fetch.ts';

export interface ExecutorOptions<C> {
  readonly supergraphSdl: string;
  readonly fetch: SubgraphFetch<C>;
  /** Plans kept, each with its code. Default 500. */
  readonly plans?: number;
}

export interface ExecutionRequest<C> {
  /** Parsed and valid against `apiSchema`. Plans are kept by the object: give the same one for the same text. */
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  /** Handed to `fetch` as it is. */
  readonly context: C;
}

/** A subgraph of the supergraph, with its address as composed. */
export interface Service {
  readonly name: string;
  readonly url: string;
}

export interface Executor<C> {
  /** What clients see of the graph. */
  readonly apiSchema: GraphQLSchema;
  readonly services: readonly Service[];
  /**
   * Runs an operation over the subgraphs. What goes wrong in them is in `errors`, each at its place, and null in the data.
   * Values that do not fit the graph are null too, and told in `extensions.valueCompletion` where there are no errors.
   * Rejects with a GraphQLError where there is no such operation, or it can't be planned.
   */
  execute(request: ExecutionRequest<C>): Promise<ExecutionResult>;
}

/** An operation, planned and compiled. */
interface Compiled<C> {
  readonly operation: OperationDefinitionNode;
  readonly run: Step<C>;
  readonly clientNames: ReadonlyMap<string, string>;
  /** The projection for the values of the variables that @skip and @include ask for. */
  project(variables: Readonly<Record<string, unknown>>): ReturnType<typeof compileProjection>;
  introspect(variables: Readonly<Record<string, unknown>>): (key: string, nodes: readonly FieldNode[]) => unknown;
}

/** Plans operations over a supergraph with Apollo's planner, and runs the plans as compiled functions. Throws where the supergraph can't be read. */
export function createExecutor<C>(options: ExecutorOptions<C>): Executor<C> {
  const supergraph = Supergraph.build(options.supergraphSdl);
  const api = supergraph.apiSchema();
  const apiSchema = api.toGraphQLJSSchema();
  // What goes between subgraphs may be of types that clients don't know.
  const wholeSchema = supergraph.schema.toGraphQLJSSchema();
  const names = plannersNames(wholeSchema);
  const planner = new QueryPlanner(supergraph, { exposeDocumentNodeInFetchNode: true });
  const documents = new Lru<DocumentNode, Map<string, Compiled<C>>>(options.plans ?? 500);

  function compile(asked: DocumentNode, operationName: string | undefined): Compiled<C> {
    const { document, clientNames } = withOwnNames(asked, names);
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new GraphQLError(operationName === undefined ? 'Must provide an operation.' : `Unknown operation named "${operationName}".`, { extensions: { code: 'INVALID_GRAPHQL' } });
    const plan = planner.buildQueryPlan(operationFromDocument(api, document, operationName === undefined ? undefined : { operationName }), { recursiveSelectionsLimitDisabled: false, nonLocalSelectionsLimitDisabled: false });
    const defaults = defaultsOf(operation);
    const fragments = new Map(document.definitions.flatMap((definition) => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [])));
    return {
      operation,
      run: compilePlan(wholeSchema, plan, defaults),
      clientNames,
      project: projections({ schema: apiSchema, fragments, clientNames }, operation, conditionVariables(document), defaults, plan.node !== undefined),
      introspect: introspection(apiSchema, operation, fragments),
    };
  }

  function compiledOf(document: DocumentNode, operationName: string | undefined): Compiled<C> {
    const key = operationName ?? '';
    const known = documents.get(document);
    const compiled = known?.get(key) ?? tracedNow('graph.plan', {}, () => compile(document, operationName));
    if (known) known.set(key, compiled);
    else documents.set(document, new Map([[key, compiled]]));
    return compiled;
  }

  return {
    apiSchema,
    services: supergraph.subgraphsMetadata().map(({ name, url }) => ({ name, url })),
    async execute({ document, operationName, variables: given, context }) {
      const variables = given ?? {};
      const { operation, run, clientNames, project, introspect } = compiledOf(document, operationName ?? undefined);
      if (operation.variableDefinitions && operation.variableDefinitions.length > 0) {
        const { errors } = getVariableValues(apiSchema, operation.variableDefinitions, variables);
        if (errors) return { errors };
      }
      const running: Run<C> = { data: Object.create(null) as Data, variables, context, fetch: options.fetch, partOf: operation.operation, errors: [], clientNames };
      // What is not a GraphQLError came from the transport: whoever formats errors sees it as it is.
      const errors = running.errors as GraphQLError[];
      const unfit: GraphQLError[] = [];
      try {
        await run(running);
        const data = project(variables)(running.data, { path: [], errors: unfit, introspect: introspect(variables) });
        if (errors.length > 0) return { errors, data };
        return unfit.length > 0 ? { extensions: { valueCompletion: unfit }, data } : { data };
      } catch (error) {
        if (error instanceof UnfitAnswer) return { errors: [new GraphQLError(error.message, { originalError: error })] };
        throw error;
      }
    },
  };
}
