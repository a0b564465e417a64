/** The import table of the project: a folder's name says where its code may run. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: {
    path: '^(shared|renderer|electron|tests|scripts)/',
    pathNot: allowed,
  },
})

const never = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only('shared-alone', '^shared/', '^shared/', 'shared imports nothing of ours'),
    only('renderer', '^renderer/', '^(renderer|shared)/', 'the window knows the contract only'),
    only('vault', '^electron/vault/', '^(electron/(vault|platform)|shared)/', 'alone holds keys'),
    only('main', '^electron/main/', '^(electron/(main|platform)|shared)/', 'never near keys'),
    only('preload', '^electron/preload/', '^(electron/preload|shared)/', 'named methods, no logic'),
    only('sync', '^electron/sync/', '^(electron/sync|shared)/', 'opaque frames only'),
    only('platform', '^electron/platform/', '^(electron/platform|shared)/', 'adapters only'),
    only('hosts', '^electron/hosts/', '^(electron|shared)/', 'hosts wire the parts'),

    never(
      'shared-without-platform',
      '^shared/',
      '^(node:|electron$|react|@mantine)|^(fs|path|os|crypto|child_process|worker_threads)$',
      'shared runs everywhere',
    ),
    {
      name: 'shared-without-node-core',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-without-node-core',
      severity: 'error',
      from: { path: '^(renderer|electron/(preload|sync))/' },
      to: { dependencyTypes: ['core'] },
    },
    never(
      'electron-in-entries-only',
      '^(shared|renderer|electron/(vault|platform|sync))/',
      '(^|/)node_modules/electron/',
      'only main, preload and hosts may know Electron',
    ),
    {
      name: 'vault-without-network',
      severity: 'error',
      comment: 'the process that holds keys never touches the network',
      from: { path: '^electron/vault/' },
      to: { path: '^(node:)?(net|tls|dgram|dns|http|https|http2|inspector|child_process)(/|$)' },
    },
    never(
      'sodium-behind-one-door',
      '^(shared|renderer|electron/(main|preload|sync|hosts|platform)|electron/vault/(?!crypto/))',
      'libsodium',
      'only electron/vault/crypto calls libsodium',
    ),

    never(
      'features-never-sideways',
      '^renderer/features/([^/]+)/',
      '^renderer/(app|features/(?!$1/))',
      'app -> features -> components, hooks, client',
    ),
    never(
      'components-below-features',
      '^renderer/(components|hooks|client)/',
      '^renderer/(app|features)/',
      'common parts know no feature',
    ),
    never(
      'hooks-and-client-below-components',
      '^renderer/client/',
      '^renderer/(components|hooks)/',
      'the client is the lowest part of the window',
    ),

    never(
      'shared-bottom',
      '^shared/(errors|util)/',
      '^shared/(?!(errors|util)/)',
      'errors and util know no domain',
    ),
    never(
      'shared-domain',
      '^shared/domain/',
      '^shared/(contracts|document|formats)/',
      'domain is below contracts, document and formats',
    ),

    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?|^virtual:' },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-tests-in-product',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|demo-out|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
