export * from './actor-claims.ts';
export * from './envelope.ts';
export * from './issuer.ts';
export * from './keys.ts';
export * from './machine-clock.ts';
export * from './standalone-issuer.ts';
export * from './keys.ts';
export * from './verifier.ts';
