export * from './create-gateway.ts';
export * from './gateway-context.ts';
export * from './graphiql.ts';
export * from './health.ts';
export * from './http-server.ts';
export * from './limits/limits.plugin.ts';
export * from './limits/limits.ts';
export * from './rate-limit.ts';
