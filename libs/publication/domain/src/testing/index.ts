export * from './department.ts';
export * from './scenario.ts';
