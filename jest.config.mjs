import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));

/** Native ESM; one run over all workspaces. One PostgreSQL serves the run (under a second to start); TEST_NO_DATABASE=1 leaves it out. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{libs,apps,tools}/**/*.{spec,int-spec,e2e-spec}.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.nx'],
  testTimeout: 60_000,
  globalSetup: '<rootDir>/tools/jest-postgres.mjs',
  globalTeardown: '<rootDir>/tools/jest-postgres-stop.mjs',
};
