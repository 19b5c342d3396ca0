import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));

/** Native ESM; one run over all workspaces. PostgreSQL starts only when a test that needs it runs (`*.int-spec.ts`, `*.e2e-spec.ts`). */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{libs,apps,tools}/**/*.{spec,int-spec,e2e-spec}.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.nx'],
  testTimeout: 60_000,
};
