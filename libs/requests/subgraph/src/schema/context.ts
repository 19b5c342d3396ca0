import { actingContext } from '@disclosure/platform-subgraph';
import type { ActingContext } from '@disclosure/platform-subgraph';
import type { Envelope } from '@disclosure/platform-identity';
import type { RequestsServices } from '../services.ts';

export interface RequestsContext extends ActingContext {
  readonly services: RequestsServices;
}

export function requestsContext(envelope: Envelope, services: RequestsServices & { readonly nudge: () => void }): RequestsContext {
  // Links say for whom they were made: what an auditor fetches is recorded, and a revoked tracking code's links open nothing.
  const downloadUrl: RequestsServices['downloadUrl'] = (grant) => services.downloadUrl({ ...grant, actor: envelope.actor });
  return { ...actingContext(envelope, services.platform, 'requests', services.nudge), services: { ...services, downloadUrl } };
}
