export { reviewManifest } from './manifest.ts';
export { reviewSchema } from './review.migrations.ts';
export type { ReviewServices } from './review.services.ts';
export { reviewShell } from './review.shell.ts';
