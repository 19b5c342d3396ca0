import { contextNames, loadManifests } from '@disclosure/assembly/contexts';

/** What the supergraph is composed of. */
export const subgraphs = (await loadManifests(contextNames)).map(({ subgraph }) => ({ name: subgraph.name, sdl: subgraph.sdl }));
