export * from './gate.migrations.ts';
export * from './gate.ts';
export * from './package.ts';
export * from './public-revision.ts';
