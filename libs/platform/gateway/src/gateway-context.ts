import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from '@disclosure/organisation';
import type { RequestScope } from '@disclosure/platform-graphql';

/** What the gateway knows of one request. */
export interface GatewayContext {
  readonly actor: Actor;
  /** True when a sample issuer vouched for the actor. */
  readonly sample: boolean;
  readonly requestId: string;
  readonly locale: string;
  /** Address of the client, for rate limits only. */
  readonly clientAddress: string;
  /** Machine time by which reading must be done, milliseconds since 1970. */
  readonly deadline: number;
  /** Contexts of the subgraphs, shared by the fetches of this request. */
  readonly scope: RequestScope;
}

/** Apollo Server formats errors without saying of which request: this carries its id there. */
export const currentRequest = new AsyncLocalStorage<{ readonly requestId: string }>();
