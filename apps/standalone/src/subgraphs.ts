import { manifests } from './contexts.ts';

/** What the supergraph is composed of. */
export const subgraphs = manifests.map(({ subgraph }) => ({ name: subgraph.name, sdl: subgraph.sdl }));
