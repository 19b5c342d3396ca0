import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';
import { TEST_FILES } from './tools/borders/borders.mjs';
import { borders } from './tools/borders/eslint.borders.mjs';

/** Rules for what a reader or the compiler would not see: lost promises, hidden any, imports that are only types. */
export default tseslint.config(
  { ignores: ['**/node_modules/', 'dist/', '.nx/', 'coverage/', 'data/', '**/.data/', '**/assets/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...borders,
  ...tseslint.configs.strict.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: ['./tsconfig.json'], tsconfigRootDir: fileURLToPath(new URL('.', import.meta.url)) } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A decorated class is the graph's way to name a group of fields: it may hold nothing else, and some are decorated from outside.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/no-dynamic-delete': 'off', // headers and rows are dictionaries that others make
      'no-console': 'error', // what a process says goes through its logger; tools talk to a person
      eqeqeq: ['error', 'always', { null: 'ignore' }], // `== null` means: neither given nor null
      'prefer-const': 'error',
    },
  },
  { files: ['tools/**', 'apps/**', 'libs/*/scripts/**', '**/*.bench.ts'], rules: { 'no-console': 'off' } },
  // A test asserts before it insists, and says so by the `!`.
  { files: TEST_FILES, rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
);
