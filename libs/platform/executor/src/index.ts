export * from './executor.ts';
export * from './lru.ts';
