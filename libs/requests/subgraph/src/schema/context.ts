import { actingContext } from '@disclosure/platform-subgraph';
import type { ActingContext } from '@disclosure/platform-subgraph';
import type { Envelope } from '@disclosure/platform-identity';
import type { RequestsServices } from '../services.ts';

export interface RequestsContext extends ActingContext {
  readonly services: RequestsServices;
}

export function requestsContext(envelope: Envelope, services: RequestsServices & { readonly nudge: () => void }): RequestsContext {
  return { ...actingContext(envelope, services.platform, 'requests', services.nudge), services };
}
