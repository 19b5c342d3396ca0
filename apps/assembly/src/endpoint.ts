import { subgraphEndpoint } from '@disclosure/platform-graphql';
import type { SubgraphContext, SubgraphEndpoint } from '@disclosure/platform-graphql';
import { machineNow } from '@disclosure/platform-identity';
import type { Platform } from '@disclosure/platform-persistence';
import type { ClockControl } from '@disclosure/directory-subgraph';
import type { Manifest } from './contexts.ts';
import type { Services } from './services.ts';

/** A context's subgraph in this process. `nudge` wakes the worker after a command; with `clockControl` the clock can be moved. */
export function endpointOf(manifest: Manifest, platform: Platform, services: Services, { nudge, clockControl }: { readonly nudge: () => void; readonly clockControl: ClockControl | undefined }): SubgraphEndpoint {
  const given = { ...services, platform, nudge, clockControl };
  return subgraphEndpoint<SubgraphContext>({ module: manifest.subgraph, envelopeKey: platform.keys.envelope, machineNow, createContext: (envelope) => manifest.createContext(envelope, given) });
}
