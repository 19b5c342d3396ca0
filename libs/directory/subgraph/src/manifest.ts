import { actingContext } from '@disclosure/platform-subgraph';
import type { ContextManifest } from '@disclosure/platform-subgraph';
import type { DirectoryServices } from './directory.context.ts';
import { directorySubgraph } from './directory.subgraph.ts';
import { directoryMigrations } from './records/directory.migrations.ts';
import { bookShells } from './use-cases/book.shell.ts';

/** All that an app needs to serve the three books. It consumes nothing: the others listen to `BookRevised`. */
export const directoryManifest: ContextManifest<DirectoryServices> = {
  name: 'directory',
  schema: { context: 'directory', migrations: directoryMigrations, records: [] },
  subgraph: directorySubgraph,
  createContext: (envelope, { platform, nudge, clockControl }) => ({ ...actingContext(envelope, platform, 'directory', nudge), clockControl }),
  shells: () => Object.values(bookShells),
  consumers: () => [],
};
