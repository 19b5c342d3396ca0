import { buildSubgraph } from '@disclosure/platform-graphql';
import type { Shell } from '@disclosure/platform-persistence';
import { actionMutations } from '@disclosure/platform-subgraph';
import type { ContextManifest } from '@disclosure/platform-subgraph';
import { disclosureAggregate } from '@disclosure/publication-domain';
import type { DisclosureState } from '@disclosure/publication-domain';
import { publicationContext } from './publication.context.ts';
import type { PublicationContext } from './publication.context.ts';
import { publicationMigrations } from './publication.migrations.ts';
import type { PublicationServices } from './publication.services.ts';
import { DisclosureRecord } from './records/disclosure.record.ts';
import { catalogueOf } from './schema/catalogue.loader.ts';
import { CatalogueResolver } from './schema/catalogue.resolver.ts';
import { FORM_CHECKS } from './schema/checks.ts';
import { common } from './schema/common.ts';
import { DISCLOSURE_INPUTS } from './schema/disclosure.inputs.ts';
import { DisclosureConnectionResolver, DisclosureResolver, visibleDisclosure } from './schema/disclosure.resolver.ts';
import { ClearanceStub, Disclosure, DivisionStub } from './schema/disclosure.type.ts';
import { DisclosureLooksResolver } from './schema/looks.ts';
import { SearchEdgeResolver, SearchResolver } from './schema/search.resolver.ts';
import { publicationConsumers } from './use-cases/consumers.ts';
import { disclosureShell } from './use-cases/disclosure.shell.ts';

/** One shell for the services of a process: resolvers and worker use the same. */
const shells = new WeakMap<PublicationServices, Shell<DisclosureState>>();
function shellOf(services: PublicationServices): Shell<DisclosureState> {
  const made = shells.get(services) ?? disclosureShell(services);
  shells.set(services, made);
  return made;
}

const mutations = actionMutations<DisclosureState, PublicationContext>({
  shell: (context) => shellOf(context.services),
  aggregate: disclosureAggregate,
  common,
  object: () => Disclosure,
  field: 'disclosure',
  inputs: DISCLOSURE_INPUTS,
  check: FORM_CHECKS,
  load: visibleDisclosure,
});

/** 主动公开: all that an app needs to serve it. */
export const publicationManifest: ContextManifest<PublicationServices> = {
  name: 'publication',
  schema: { context: 'publication', migrations: publicationMigrations, records: [DisclosureRecord] },
  subgraph: buildSubgraph<PublicationContext>({
    name: 'publication',
    resolvers: [mutations, DisclosureResolver, DisclosureConnectionResolver, SearchResolver, SearchEdgeResolver, CatalogueResolver, DisclosureLooksResolver],
    orphanedTypes: [DivisionStub, ClearanceStub],
    references: {
      Disclosure: { load: (keys, context) => Promise.all(keys.map((key) => visibleDisclosure(context, String(key['id'])))) },
      CatalogueCategory: { load: async (keys, context) => { const catalogue = await catalogueOf(context); return keys.map((key) => catalogue.find(String(key['id']))); } },
    },
  }),
  createContext: publicationContext,
  shells: (services) => [shellOf(services)],
  consumers: (services) => publicationConsumers(shellOf(services)),
};
