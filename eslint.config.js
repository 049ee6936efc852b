import js from '@eslint/js'
import jsdoc from 'eslint-plugin-jsdoc'
import rxjsX from 'eslint-plugin-rxjs-x'
import { defineConfig, globalIgnores } from 'eslint/config'
import ts from 'typescript-eslint'

/** Syntax that stands nowhere. A later block replaces this rule's whole list, so it spreads these. */
const form = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
  { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
]
const ambientTime = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take time from the data or from a scheduler.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take time from the data or from a scheduler.',
  },
  {
    selector: "CallExpression[callee.object.name='performance'][callee.property.name='now']",
    message: 'Take time from the data or from a scheduler.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Take randomness from a seeded generator that is passed in.',
  },
]
const environment = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Read the environment in src/cli/environment.ts only.',
  },
]
const oneSubscribe = [
  {
    selector: "CallExpression[callee.property.name='subscribe'][callee.object.name!='subscriber']",
    message: 'Compose; the only subscribe of a process stands in src/cli.',
  },
]
const noPromise = [
  {
    selector: ':function[async=true]',
    message: 'No promises here: they do not run in virtual time.',
  },
]
const bareTimers = ['setTimeout', 'setInterval'].map((name) => ({
  name,
  message: 'Use timer() or interval() with the scheduler, so that tests run in virtual time.',
}))

export default defineConfig(
  globalIgnores(['dist', 'coverage', 'reports', '.stryker-tmp', 'data']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['bin/**', '.ci/**', '*.config.js', '*.cjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'module', 'URL', 'fetch', 'performance'].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked, rxjsX.configs.strict],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { jsdoc },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/strict-boolean-expressions': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true, ignoreVoidReturningFunctions: true },
      ],
      'rxjs-x/finnish': [
        'error',
        {
          functions: false,
          methods: false,
          types: {
            '^(Sink|Source|Agent|Subject|BehaviorSubject|OperatorFunction|MonoTypeOperatorFunction|Subscriber)$': false,
          },
          names: { '^(build|write|read|load|connect|open|make|place|send|to|on|source)([A-Z]|$)': false },
        },
      ],
      'rxjs-x/throw-error': ['error', { allowThrowingAny: false, allowThrowingUnknown: true }],
      'rxjs-x/ban-operators': [
        'error',
        { pluck: 'use map', mapTo: 'use map', publish: 'use share', multicast: 'use share' },
      ],
      'rxjs-x/no-ignored-default-value': 'off',
      'no-duplicate-imports': 'error',
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 8],
      'max-depth': ['error', 3],
      'max-params': ['error', 3],
      'no-console': 'error',
      'no-restricted-globals': ['error', ...bareTimers],
      'no-restricted-syntax': ['error', ...form, ...ambientTime, ...environment],
    },
  },
  {
    files: [
      'src/domain/**',
      'src/market/**',
      'operators/**',
      'sinks/**',
      'pipelines/**',
      'src/sources/**',
      'src/journal/**',
      'src/store/**',
      'src/exchange/**',
      'client/**',
    ],
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          contexts: ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration'],
          require: { FunctionDeclaration: true, ArrowFunctionExpression: false },
        },
      ],
    },
  },
  {
    // What a marble test must reach has no promise, and a pipeline is composed, never run.
    files: ['src/domain/**', 'src/market/**', 'pipelines/**', 'src/risk/**', 'src/agents/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...form,
        ...ambientTime,
        ...environment,
        ...oneSubscribe,
        ...noPromise,
      ],
    },
  },
  {
    // An operator from scratch subscribes to its source inside the Observable that it returns.
    files: ['operators/**'],
    rules: { 'no-restricted-syntax': ['error', ...form, ...ambientTime, ...environment, ...noPromise] },
  },
  {
    files: ['sinks/**', 'src/store/**', 'src/server/**', 'src/exchange/**'],
    rules: { 'no-restricted-syntax': ['error', ...form, ...ambientTime, ...environment, ...oneSubscribe] },
  },
  {
    // Where the outside's clock comes in: the wire, the log and the composition root.
    files: ['src/sources/*/connect/**', 'src/sources/*/connect.ts', 'src/journal/**'],
    rules: {
      'no-restricted-syntax': ['error', ...form, ...environment],
      'no-restricted-globals': 'off',
    },
  },
  {
    // A command is stopped in the middle of its chain: what stands above is let go, what stands below writes what it holds.
    files: ['src/cli/**'],
    rules: {
      'rxjs-x/no-unsafe-takeuntil': 'off',
      'no-restricted-syntax': ['error', ...form, ...environment],
      'no-restricted-globals': 'off',
      'no-console': 'off',
    },
  },
  {
    files: ['src/cli/environment.ts', 'src/cli/steady-memory.ts', 'src/testing/golden.ts'],
    rules: { 'no-restricted-syntax': ['error', ...form] },
  },
  {
    files: ['test/**'],
    rules: {
      'no-console': ['error', { allow: ['log', 'warn'] }],
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-params': 'off',
      'rxjs-x/finnish': 'off',
      'rxjs-x/no-ignored-subscription': 'off',
      'rxjs-x/no-ignored-error': 'off',
      'rxjs-x/no-subject-value': 'off',
      'no-restricted-globals': 'off',
      'no-restricted-syntax': ['error', ...form],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // A bench has a clock and timers of its own.
    files: ['bench/**'],
    rules: {
      'no-console': 'off',
      'no-restricted-syntax': 'off',
      'no-restricted-globals': 'off',
      'rxjs-x/finnish': 'off',
    },
  },
  { files: ['*.config.{js,ts}', 'web/*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
)
