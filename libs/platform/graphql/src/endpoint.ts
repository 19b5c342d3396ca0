import type { DocumentNode, ExecutionResult } from 'graphql';
import { bodyDigest, openEnvelope } from '@disclosure/platform-identity';
import type { Envelope, MachineClock } from '@disclosure/platform-identity';
import type { SubgraphModule } from './build-subgraph.ts';
import { CompiledOperations } from './compiled-operations.ts';
import type { SubgraphContext } from './context.ts';
import { unauthenticated } from './errors.ts';

/** Contexts that live as long as one request to the gateway, by subgraph: its fetches share loaders. */
export type RequestScope = Map<string, Promise<SubgraphContext> | SubgraphContext>;

const sharedMemory = new WeakMap<RequestScope, Map<string, unknown>>();

function sharing<C extends SubgraphContext>(context: C, scope: RequestScope): C {
  const memory = sharedMemory.get(scope) ?? new Map<string, unknown>();
  sharedMemory.set(scope, memory);
  context.shared = memory;
  return context;
}

/** One operation sent to a subgraph. */
export interface SubgraphCall {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** The parsed query, where the caller has it. */
  readonly document?: DocumentNode | undefined;
  /** Value of `ENVELOPE_HEADER`. */
  readonly envelope: string | undefined;
  /** Machine time by which the answer is wanted, where the caller waits no longer: a call over a socket is ended then. */
  readonly deadline?: number | undefined;
  /** Digest of query, variables and name, where a caller in this process has just made it. What comes over a socket is digested here. */
  readonly bodyDigest?: string | undefined;
  /** Given by a caller in the same process; without it each call has a context of its own. */
  readonly scope?: RequestScope | undefined;
}

/** A subgraph as its callers see it, in this process or behind a socket: nothing is executed without a sealed envelope for it and for this body. */
export interface SubgraphEndpoint {
  readonly name: string;
  readonly sdl: string;
  handle(call: SubgraphCall): Promise<ExecutionResult>;
}

export interface EndpointOptions<C extends SubgraphContext> {
  readonly module: SubgraphModule;
  /** The key that the gateway seals with. */
  readonly envelopeKey: Uint8Array;
  readonly machineNow: MachineClock;
  /** The context of one request (`baseContext` and what the subgraph adds). */
  createContext(envelope: Envelope): Promise<C> | C;
  /** Operations kept compiled. */
  readonly compiledCapacity?: number;
}

/** Serves a subgraph to whoever holds the key. A call without a good envelope gets UNAUTHENTICATED, and nothing runs. */
export function subgraphEndpoint<C extends SubgraphContext>(options: EndpointOptions<C>): SubgraphEndpoint {
  const { module, envelopeKey, machineNow, createContext } = options;
  const operations = new CompiledOperations(module.schema, options.compiledCapacity);

  const contextOf = (envelope: Envelope, scope: RequestScope | undefined): Promise<SubgraphContext> | SubgraphContext => {
    const known = scope?.get(module.name);
    if (known) return known;
    const made = createContext(envelope);
    if (!scope) return made;
    const context = made instanceof Promise ? made.then((resolved) => sharing(resolved, scope)) : sharing(made, scope);
    scope.set(module.name, context);
    return context;
  };

  return {
    name: module.name,
    sdl: module.sdl,
    async handle(call) {
      const digest = call.bodyDigest ?? bodyDigest(call.query, call.variables, call.operationName);
      const opened = openEnvelope(call.envelope, envelopeKey, { audience: module.name, bodyDigest: digest }, machineNow());
      if (!opened.ok) return { errors: [unauthenticated('子图只接受网关签名的请求。')] };
      const operation = operations.get(call.query, call.operationName, call.document);
      if (!operation.isMutation) return operation.run(await contextOf(opened.value, call.scope), call.variables ?? {});
      // What any subgraph loaded before a mutation is stale after it, and what it loads meanwhile may be.
      const answer = await operation.run(await createContext(opened.value), call.variables ?? {});
      if (call.scope) {
        call.scope.clear();
        sharedMemory.delete(call.scope);
      }
      return answer;
    },
  };
}
