export * from './clearance.ts';
export * from './events.ts';
