export * from './catalogue.ts';
export * from './disclosure.aggregate.ts';
export { MATTER, standingSignatures } from './disclosure.guards.ts';
export * from './disclosure.roles.ts';
export * from './disclosure.type.ts';
export * from './formation.ts';
export * from './index-number.ts';
export * from './vocabulary.ts';
