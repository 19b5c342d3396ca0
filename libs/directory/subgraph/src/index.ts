export { sampleOrganisation } from '@disclosure/directory-domain';
export type { DirectoryServices } from './directory.context.ts';
export * from './manifest.ts';
export type { ClockControl } from './use-cases/advance-clock.use-case.ts';
export { bookShells } from './use-cases/book.shell.ts';
export { seedBooks } from './use-cases/seed-books.use-case.ts';
export type { FirstEditions } from './use-cases/seed-books.use-case.ts';
