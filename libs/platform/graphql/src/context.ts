import type { Actor } from '@disclosure/organisation';
import type { Envelope } from '@disclosure/platform-identity';

/** What every resolver of every subgraph is given; a subgraph adds its own (its entity manager, the books). */
export interface SubgraphContext {
  /** As the gateway sealed it. */
  readonly envelope: Envelope;
  readonly actor: Actor;
  readonly requestId: string;
  /** DataLoaders and other memory of one request, by name. Use `once`. A use-case that has written clears it. */
  readonly loaders: Map<string, unknown>;
  /** Memory that the subgraphs of one process share for one request: for what is the same in all of them. Use `shared`. */
  shared?: Map<string, unknown>;
}

/** The common part of a context. */
export function baseContext(envelope: Envelope): SubgraphContext {
  return { envelope, actor: envelope.actor, requestId: envelope.requestId, loaders: new Map() };
}

/** The thing of that name that belongs to this request, made when first asked for: `once(ctx, 'divisions', () => new DataLoader(…))`. */
export function once<T>(context: SubgraphContext, name: string, make: () => T): T {
  if (!context.loaders.has(name)) context.loaders.set(name, make());
  return context.loaders.get(name) as T;
}

/** The same for all subgraphs of a process: made once for the request, or for this context alone where it stands alone. */
export function shared<T>(context: SubgraphContext, name: string, make: () => T): T {
  const memory = context.shared;
  if (!memory) return make();
  if (!memory.has(name)) memory.set(name, make());
  return memory.get(name) as T;
}
