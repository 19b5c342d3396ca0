export * from './test-database.ts';
export * from './test-platform.ts';
export * from './toy-contexts.ts';
