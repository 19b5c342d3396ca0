export * from './action-mutations.ts';
export * from './context.ts';
export * from './manifest.ts';
export * from './record-fields.ts';
export * from './text.guards.ts';
export * from './looked.ts';
export * from './looks-resolver.ts';
