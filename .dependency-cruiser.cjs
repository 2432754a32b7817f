/** The walls of the house, made from the list of tiers: lower ones first. A capability may use those below it, through doors. */
const tiers = [
  ['network'],
  ['identity'],
  ['records'],
  ['imaging'],
  ['pharmacy'],
  ['sessions', 'pathways'],
  ['consults', 'visits', 'monitoring'],
  ['programmes', 'library'],
  ['reporting'],
]

const door = 'pixels/index\\.ts$|contract\\.ts$|contract/[^/]+\\.ts$|signal\\.ts$|server/index\\.ts$|web/index\\.tsx$'
const tests = '(\\.test\\.ts|-under-test\\.ts)$'

const upward = tiers.flatMap((tier, height) =>
  tier.map((name) => {
    const above = tiers.slice(height + 1).flat()
    const beside = tier.filter((other) => other !== name)
    const forbidden = [...above, ...beside]
    return {
      name: `${name}-looks-up-or-sideways`,
      comment: `${name} may use only the capabilities below it; the others it hears by events`,
      severity: 'error',
      from: { path: `^capabilities/${name}/`, pathNot: tests },
      to: { path: forbidden.length ? `^capabilities/(${forbidden.join('|')})/` : '^$' },
    }
  }),
)

module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'past-a-door',
      comment: 'a capability is entered through its contract or its doors',
      severity: 'error',
      from: { path: '^capabilities/([^/]+)/', pathNot: tests },
      to: { path: '^capabilities/([^/]+)/', pathNot: `^capabilities/($1/|[^/]+/(${door}))` },
    },
    {
      name: 'apps-past-a-door',
      severity: 'error',
      from: { path: '^(apps|gateways)/', pathNot: tests },
      to: { path: '^capabilities/', pathNot: `^capabilities/[^/]+/(${door})` },
    },
    {
      name: 'platform-knows-no-healthcare',
      severity: 'error',
      from: { path: '^platform/', pathNot: ['^platform/test/', tests] },
      to: { path: '^(capabilities|gateways|apps)/' },
    },
    {
      name: 'capabilities-know-no-apps',
      severity: 'error',
      from: { path: '^capabilities/' },
      to: { path: '^(apps|gateways)/' },
    },
    {
      name: 'contracts-are-pure',
      severity: 'error',
      from: { path: '(^platform/contract/|/contract\\.ts$|/contract/|/signal\\.ts$)', pathNot: tests },
      to: { pathNot: '(^platform/contract/|/contract\\.ts$|/contract/|/signal\\.ts$|node_modules/zod)' },
    },
    {
      name: 'server-sees-no-web',
      severity: 'error',
      from: { path: '/server/' },
      to: { path: '^(capabilities/[^/]+/web|platform/web|apps/web)/' },
    },
    {
      name: 'web-sees-no-server',
      severity: 'error',
      from: { path: '/web/', pathNot: 'vite\\.config' },
      to: { path: '(/server/|^db/|^ops/)' },
    },
    {
      name: 'one-place-for-better-auth',
      severity: 'error',
      from: { path: '^capabilities/', pathNot: 'identity/server/(auth|auth-steps)\\.ts$' },
      to: { path: 'node_modules/better-auth' },
    },
    { name: 'unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^virtual:|\\?url$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^dist/|^\\.cache/|\\.css$)' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.server.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
