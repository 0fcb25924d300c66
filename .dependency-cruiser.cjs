// File-level rules (ARCHITECTURE.md). Which module may know which is held by tests/architecture over apps/server/src/module-graph.ts.
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'files that need each other when they run are one file, or a third is missing; a shared type is no such need',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^virtual:', '^\\.\\./dist', '/dist(-ssr)?/'] },
    },
    {
      name: 'packages-know-no-app',
      severity: 'error',
      from: { path: '^(packages|scenarios)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'web-knows-no-server',
      severity: 'error',
      from: { path: '^apps/web/src' },
      to: { path: '^(apps/server|scenarios)/' },
    },
    {
      name: 'server-knows-no-web',
      severity: 'error',
      from: { path: '^apps/server/src' },
      to: { path: '^apps/web/' },
    },
    {
      name: 'packages-by-their-door',
      comment: 'another package only by the doors its package.json exports',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/', pathNot: '(test|testing)/|\\.test\\.tsx?$' },
      to: {
        path: '^packages/[^/]+/',
        pathNot: [
          '^$1/$2/',
          '^packages/[^/]+/(src/index\\.ts|src/(noto|png|node|showing)\\.ts|src/regions/index\\.ts|package\\.json)$',
        ],
      },
    },
    {
      name: 'shipped-code-imports-no-tests',
      severity: 'error',
      from: { path: '^(apps|packages)/[^/]+/src', pathNot: '\\.test\\.tsx?$' },
      to: { path: '(/test/|\\.test\\.tsx?$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-ssr|\\.build|data)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
