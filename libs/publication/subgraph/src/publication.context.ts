import type { Envelope } from '@disclosure/platform-identity';
import { actingContext } from '@disclosure/platform-subgraph';
import type { ActingContext } from '@disclosure/platform-subgraph';
import type { Platform } from '@disclosure/platform-persistence';
import type { PublicationServices } from './publication.services.ts';

/** What resolvers of this subgraph work with. */
export interface PublicationContext extends ActingContext { readonly services: PublicationServices }

export const publicationContext = (envelope: Envelope, services: PublicationServices & { readonly platform: Platform; readonly nudge: () => void }): PublicationContext =>
  ({ ...actingContext(envelope, services.platform, 'publication', services.nudge), services });
