export * from './agency-scopes.ts';
export * from './competence.ts';
export * from './lookup.ts';
export * from './types.ts';
