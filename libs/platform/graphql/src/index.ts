import 'reflect-metadata';

export * from './build-subgraph.ts';
export * from './common.type.ts';
export * from './compiled-operations.ts';
export * from './connection.type.ts';
export * from './context.ts';
export * from './endpoint-server.ts';
export * from './endpoint.ts';
export * from './errors.ts';
export * from './mask.ts';
export * from './pagination.ts';
export * from './scalars.ts';
export * from './token-buckets.ts';
