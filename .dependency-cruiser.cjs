/** Who may import whom. Arrows point one way: domain ← market ← operators ← pipelines ← src/cli, src/server. */
const layers = {
  'src/domain': [],
  'src/market': ['src/domain'],
  operators: ['src/domain', 'src/market'],
  'src/sources': ['src/domain', 'src/market', 'operators', 'src/journal/read-told\\.ts'],
  'src/lineage': ['src/domain', 'operators', 'pipelines', 'src/sources/decode\\.ts'],
  'src/exchange': ['src/domain', 'src/market'],
  'src/journal': ['src/domain'],
  'src/store': ['src/domain'],
  sinks: ['src/domain', 'src/store'],
  pipelines: ['src/domain', 'src/market', 'operators', 'sinks/sink\\.ts', 'src/sources/source\\.ts'],
  'src/testing': [
    'src/domain',
    'pipelines',
    'operators/state/snapshots\\.ts',
    'src/sources/decode\\.ts',
    'src/sources/replay/recording\\.ts',
  ],
  'src/server': ['src/domain', 'src/market', 'operators', 'pipelines', 'sinks', 'src/store', 'src/journal'],
  client: ['src/domain'],
  'web/src': ['client'],
}
const alternatives = (paths) => paths.map((p) => `^${p}(/|$)`).join('|')
/** What each layer may take from npm and from Node. */
const outside = {
  'src/domain': '^$',
  'src/market': '^$',
  operators: 'node_modules/(rxjs|decimal\\.js|technicalindicators)/',
  pipelines: 'node_modules/(rxjs|decimal\\.js|zod)/',
  client: 'node_modules/rxjs/',
}

module.exports = {
  forbidden: [
    ...Object.entries(layers).map(([layer, may]) => ({
      name: `${layer.replace('/', '-')}-imports-only-what-is-below-it`,
      severity: 'error',
      from: { path: `^${layer}/` },
      to: {
        path: '^(src|operators|sinks|pipelines|client|web|test)/',
        pathNot: alternatives([layer, ...may]),
      },
    })),
    ...Object.entries(outside).map(([layer, pathNot]) => ({
      name: `${layer.replace('/', '-')}-needs-nothing-else-from-outside`,
      severity: 'error',
      from: { path: `^${layer}/` },
      to: { dependencyTypes: ['npm', 'core'], pathNot },
    })),
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'A unit that nothing imports and that nobody runs is dead.',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.config\\.|^src/cli/|^web/|\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'server-composes-nothing',
      comment: 'Concrete sources, sinks and brokers are named in src/cli only.',
      severity: 'error',
      from: { path: '^src/server/' },
      to: { path: '^(src/sources|src/exchange)/', pathNot: 'src/sources/source\\.ts' },
    },
    {
      name: 'app-does-not-import-tests',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-dev-dependency-at-run-time',
      severity: 'error',
      from: { path: '^(src|operators|sinks|pipelines|client)/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'no-unlisted',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'rxjs-root-only',
      severity: 'error',
      from: {},
      to: { path: 'rxjs/(operators|internal)', dependencyTypes: ['npm'], pathNot: 'rxjs/dist' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
