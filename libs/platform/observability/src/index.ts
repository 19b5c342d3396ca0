export * from './attributes.ts';
export * from './instruments.ts';
export * from './log.ts';
export * from './statement-name.ts';
export * from './telemetry.ts';
