import type { SubgraphContext, SubgraphModule } from '@disclosure/platform-graphql';
import type { Envelope } from '@disclosure/platform-identity';
import type { Chore, Consumer, ContextSchema, Platform, Shell } from '@disclosure/platform-persistence';

/** All that an app needs to serve a context, in one process or as one of many. `Services` is what the context needs besides the platform. */
export interface ContextManifest<Services = unknown> {
  readonly name: string;
  readonly schema: ContextSchema;
  readonly subgraph: SubgraphModule;
  createContext(envelope: Envelope, services: Services & { readonly platform: Platform; readonly nudge: () => void }): SubgraphContext | Promise<SubgraphContext>;
  // Each shell is only called with its own aggregate's state.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  shells(services: Services): readonly Shell<any>[];
  consumers(services: Services): readonly Consumer[];
  /** Work that waits for a commit, done by the worker. */
  chores?(services: Services): readonly Chore[];
}
