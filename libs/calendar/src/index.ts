export * from './types.ts';
export * from './first-edition.ts';
export * from './statutory-holidays.ts';
export * from './working-calendar.ts';
export * from './limit.ts';
export * from './clock.ts';
export * from './warnings.ts';
export * from './import.ts';
