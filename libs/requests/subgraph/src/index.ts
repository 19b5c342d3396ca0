export { requestChecks, requestsManifest } from './manifest.ts';
export * from './services.ts';
