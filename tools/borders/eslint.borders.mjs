// The borders alone, without types: a few seconds over the whole tree. The whole lint (eslint.config.mjs) contains them.
import { createProjectGraphAsync } from '@nx/devkit';
import tseslint from 'typescript-eslint';
import { boundariesWithReasons } from './boundaries-with-reasons.mjs';
import { arrows, CIRCLES_OF_TESTS, PURE_FILES, TEST_FILES } from './borders.mjs';

// Nx's rule skips itself, silently but for a line, when there is no graph of packages; and an old graph knows old packages.
process.env.NX_DAEMON = 'false';
process.env.NX_NO_CLOUD = 'true';

const boundaries = (forTests) => ({
  'borders/boundaries': ['error', {
    depConstraints: arrows(forTests),
    ignoredCircularDependencies: CIRCLES_OF_TESTS,
    checkDynamicDependenciesExceptions: ['@disclosure/**'], // only tests and tools load lazily: that forbids no static import
  }],
});

const PURE = 'A pure package is a function of its arguments, so that every decision can be replayed as of its day';
const impure = ['Date', 'performance', 'process', 'crypto', 'fetch', 'console', 'setTimeout', 'setInterval', 'setImmediate'];

export const borders = [
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { borders: { rules: { boundaries: boundariesWithReasons(await createProjectGraphAsync()) } } },
    rules: boundaries(false),
  },
  { files: TEST_FILES, rules: boundaries(true) },
  {
    files: PURE_FILES,
    ignores: TEST_FILES,
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: '^(?!\\.|@disclosure/)', message: `${PURE}: it imports nothing from npm and nothing of Node.` }] }],
      'no-restricted-globals': ['error', ...impure.map((name) => ({ name, message: `${PURE}: no clock, no chance, no input or output.` }))],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: `${PURE}: no chance.` }],
    },
  },
];

export default [{ linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } }, ...borders];
