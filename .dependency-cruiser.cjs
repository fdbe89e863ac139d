/** Imports point one way; type imports count. The road: DESIGN.md, "The road". */
const folder = (names) => `^src/(?:${names})(?:/|\\.ts$)`;
const notFrom = (name, from, to) => ({
  name,
  comment: `${from} may not import ${to}`,
  severity: 'error',
  from: { path: folder(from) },
  to: { path: folder(to) },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans-outside', severity: 'error', from: { path: '^src' }, to: { path: '^(?:test|scripts)' } },
    { name: 'no-test-helpers-in-scripts', severity: 'error', from: { path: '^scripts' }, to: { path: '^test' } },
    {
      name: 'only-declared-packages',
      severity: 'error',
      from: { path: '^src' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown'] },
    },
    notFrom(
      'calculation-knows-nobody',
      'calculation',
      'knowledge|search|answer|legal-case|report|conversation|channel|console|store|model|assemble|main|config',
    ),
    notFrom(
      'knowledge-is-first',
      'knowledge',
      'search|answer|legal-case|report|conversation|channel|console|store|model|assemble|main|config',
    ),
    notFrom('search-below-answer', 'search', 'answer|legal-case|report|conversation|channel|console|store|model|assemble|main|config'),
    notFrom('case-below-conversation', 'legal-case', 'search|answer|report|conversation|channel|console|store|model|assemble|main|config'),
    notFrom('report-beside-conversation', 'report', 'search|conversation|channel|console|store|model|assemble|main|config'),
    notFrom('answer-below-conversation', 'answer', 'legal-case|report|conversation|channel|console|store|model|assemble|main|config'),
    notFrom('conversation-below-channel', 'conversation', 'channel|console|store|model|assemble|main|config'),
    notFrom('channel-and-store-apart', 'channel', 'console|store|model|assemble|main|config'),
    notFrom('console-and-store-apart', 'console', 'search|store|model|assemble|main|config'),
    {
      name: 'console-knows-people-by-the-web-chat',
      comment: 'of the channels, console may only import who is behind the cookie of the web chat',
      severity: 'error',
      from: { path: folder('console') },
      to: { path: folder('channel'), pathNot: '^src/channel/web/web-person\\.ts$' },
    },
    notFrom('store-and-channel-apart', 'store', 'channel|console|model|assemble|main|config'),
    notFrom('model-behind-its-port', 'model', 'search|legal-case|report|conversation|channel|console|store|assemble|main|config'),
    notFrom('only-main-knows-all', 'assemble', 'main'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
