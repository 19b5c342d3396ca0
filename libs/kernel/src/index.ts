export * from './canonical.ts';
export * from './money.ts';
export * from './refusal.ts';
export * from './result.ts';
export * from './time.ts';
