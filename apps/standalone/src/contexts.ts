import { directoryManifest } from '@disclosure/directory-subgraph';
import { publicationManifest } from '@disclosure/publication-subgraph';
import { requestsManifest } from '@disclosure/requests-subgraph';
import { reviewManifest } from '@disclosure/review-subgraph';

/** The contexts that this app serves; `gate` and roles are made for these names. */
export const manifests = [directoryManifest, reviewManifest, publicationManifest, requestsManifest] as const;
export const contextNames = manifests.map(({ name }) => name);
