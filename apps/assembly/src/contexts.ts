import type { ContextManifest } from '@disclosure/platform-subgraph';

/** The contexts that the platform serves; `gate` and roles are made for these names. */
export const contextNames = ['directory', 'review', 'publication', 'requests'] as const;
export type ContextName = (typeof contextNames)[number];

export const isContextName = (name: string): name is ContextName => (contextNames as readonly string[]).includes(name);

// What each needs of the app differs; `services.ts` gives all of it to whichever are served.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Manifest = ContextManifest<any>;

/** A process that serves one context loads that one alone: half the memory, and half the time to start. */
const LOAD: Readonly<Record<ContextName, () => Promise<Manifest>>> = {
  directory: async () => (await import('@disclosure/directory-subgraph')).directoryManifest,
  review: async () => (await import('@disclosure/review-subgraph')).reviewManifest,
  publication: async () => (await import('@disclosure/publication-subgraph')).publicationManifest,
  requests: async () => (await import('@disclosure/requests-subgraph')).requestsManifest,
};

/** The manifests of these contexts, in this order. */
export async function loadManifests(names: readonly ContextName[]): Promise<readonly Manifest[]> {
  const manifests: Manifest[] = [];
  // One after the other: type-graphql keeps one store of metadata for a process.
  for (const name of names) manifests.push(await LOAD[name]());
  return manifests;
}
