import { ApolloGateway } from '@apollo/gateway';
import type { GatewayConfig } from '@apollo/gateway';
import { isScalarType } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLScalarType, GraphQLSchema } from 'graphql';
import { createExecutor } from '@disclosure/platform-executor';
import type { SubgraphFetch } from '@disclosure/platform-executor';
import type { GatewayContext } from './gateway-context.ts';

/**
 * Puts our scalars into a schema that was built from text, where a custom scalar takes anything: a date that doesn't exist
 * would get as far as a subgraph before anybody noticed.
 */
function teach(schema: GraphQLSchema, scalars: readonly GraphQLScalarType[]): void {
  for (const scalar of scalars) {
    const known = schema.getType(scalar.name);
    if (isScalarType(known)) Object.assign(known, { parseValue: scalar.parseValue.bind(scalar), parseLiteral: scalar.parseLiteral.bind(scalar) });
  }
}

type SchemaListener = Parameters<ApolloGateway['onSchemaLoadOrUpdate']>[0];

/** What Apollo Server hands over of a request, as far as it is used here. */
interface ServerRequest {
  readonly document: DocumentNode;
  readonly request: { readonly operationName?: string | null | undefined; readonly variables?: Readonly<Record<string, unknown>> | undefined };
  readonly context: GatewayContext;
}

/** A gateway, as Apollo Server takes one, that runs plans as compiled functions. Throws where the supergraph can't be read. */
export class CompiledGateway {
  readonly #executor: ReturnType<typeof createExecutor<GatewayContext>>;
  readonly #listeners = new Set<SchemaListener>();

  constructor(private readonly supergraphSdl: string, fetch: SubgraphFetch<GatewayContext>, scalars: readonly GraphQLScalarType[]) {
    this.#executor = createExecutor({ supergraphSdl, fetch });
    teach(this.#executor.apiSchema, scalars);
  }

  /** The subgraphs that plans may ask. */
  get services(): readonly string[] {
    return this.#executor.services.map(({ name }) => name);
  }

  onSchemaLoadOrUpdate(listener: SchemaListener): () => void {
    this.#listeners.add(listener);
    return () => { this.#listeners.delete(listener); };
  }

  async load(): Promise<{ executor: (request: ServerRequest) => Promise<ExecutionResult> }> {
    for (const listener of this.#listeners) listener({ apiSchema: this.#executor.apiSchema, coreSupergraphSdl: this.supergraphSdl });
    return { executor: ({ document, request, context }) => this.#executor.execute({ document, operationName: request.operationName, variables: request.variables, context }) };
  }

  async stop(): Promise<void> {
    // The subgraphs belong to whoever gave their endpoints.
  }
}

/** Apollo's own gateway, for comparison and in case of need: its executor interprets the plan each time. */
export class StockGateway extends ApolloGateway {
  constructor(config: GatewayConfig, private readonly scalars: readonly GraphQLScalarType[]) {
    super(config);
  }

  override onSchemaLoadOrUpdate(...[listener]: Parameters<ApolloGateway['onSchemaLoadOrUpdate']>): ReturnType<ApolloGateway['onSchemaLoadOrUpdate']> {
    return super.onSchemaLoadOrUpdate((context) => {
      teach(context.apiSchema, this.scalars);
      listener(context);
    });
  }
}
