/**
 * Who may import whom. test/architecture runs these rules over the sources and over breaches of each.
 * Everything here speaks of paths below the root; `#x` is resolved to libs/x/src/index.ts.
 */

const TESTS = '\\.(spec|fixture)\\.ts$|/spec-support/|^test/|^libs/testing/';

/** An npm package, found or not, with or without its types package beside it. */
const npm = (...names) => `(^|node_modules/)(@types/)?(${names.join('|')})(/|$)`;

/** What each library may import of ours besides itself. */
const MAY_IMPORT = {
  domain: [],
  contracts: ['domain'],
  casework: ['domain', 'contracts'],
  conversation: ['domain', 'contracts'],
  channels: ['domain', 'contracts'],
  templating: ['domain', 'contracts'],
  persistence: ['domain', 'contracts'],
  queueing: ['domain', 'contracts'],
  platform: ['contracts'],
};

/** Where each third-party package lives. Nowhere else is it imported, but by tests: they play the outside world. */
const HOMES = [
  { name: 'twilio', packages: ['twilio'], homes: ['^libs/channels/'] },
  { name: 'nodemailer', packages: ['nodemailer'], homes: ['^libs/channels/'] },
  { name: 'stripe', packages: ['stripe'], homes: ['^libs/channels/'] },
  { name: 'smtp-server', packages: ['smtp-server'], homes: ['^libs/channels/', '^apps/sandbox/'] },
  { name: 'typeorm', packages: ['typeorm', '@nestjs/typeorm'], homes: ['^libs/persistence/'] },
  {
    name: 'pg',
    packages: ['pg', 'pg-[a-z]+'],
    homes: ['^libs/persistence/', '^libs/queueing/'],
  },
  {
    name: 'queue',
    packages: ['bullmq', '@nestjs/bullmq', 'ioredis'],
    homes: ['^libs/queueing/', '\\.processor\\.ts$'],
  },
  { name: 'opentelemetry', packages: ['@opentelemetry/[a-z-]+'], homes: ['^libs/platform/'] },
  { name: 'mjml', packages: ['mjml', 'mjml-[a-z]+'], homes: ['^libs/templating/'] },
  { name: 'pdfmake', packages: ['pdfmake', 'pdfkit'], homes: ['^libs/templating/'] },
  { name: 'handlebars', packages: ['handlebars'], homes: ['^libs/templating/', '^apps/portal/src/views/'] },
];

/** Built-in modules that reach outside the process, or tell of the machine. Computing (crypto, buffer, util) is no I/O. */
const IO_MODULES =
  '^(node:)?(fs|http|https|http2|net|tls|dgram|dns|child_process|cluster|worker_threads|os|process|readline|repl|timers|tty)(/|$)';

const layerRules = Object.entries(MAY_IMPORT).map(([library, allowed]) => ({
  name: `${library}-imports`,
  comment: `libs/${library} imports ${['itself', ...allowed].join(', ')} of ours, nothing else.`,
  severity: 'error',
  from: { path: `^libs/${library}/`, pathNot: TESTS },
  to: { path: '^(libs|apps|test)/', pathNot: [library, ...allowed].map((name) => `^libs/${name}/`) },
}));

const homeRules = HOMES.map(({ name, packages, homes }) => ({
  name: `${name}-stays-home`,
  comment: `${packages.join(', ')}: only in ${homes.join(', ')}. Elsewhere, use the port that the home implements.`,
  severity: 'error',
  from: { pathNot: [...homes, TESTS] },
  to: { path: npm(...packages) },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'only-through-the-index',
      comment: 'Another library is imported through its index.ts alone.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps/[^/]+|test)/' },
      to: { path: '^libs/[^/]+/', pathNot: ['^$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'only-by-its-name',
      comment: 'Between libraries and apps, import by #name, not by a path.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps/[^/]+)/' },
      to: { path: '^(libs|apps)/[^/]+/', pathNot: '^$1/', dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'tests-use-libraries-by-name',
      comment: 'Tests may open an app, which nothing else imports; a library they use as everybody does.',
      severity: 'error',
      from: { path: '^test/' },
      to: { path: '^libs/', dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'apps-keep-apart',
      comment: 'An app never imports another app.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: ['^apps/dunlin/', TESTS] },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'dunlin-takes-root-modules',
      comment: 'apps/dunlin takes other apps by their index.ts alone.',
      severity: 'error',
      from: { path: '^apps/dunlin/' },
      to: { path: '^apps/', pathNot: ['^apps/dunlin/', '^apps/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'libs-know-no-app',
      comment: 'A library knows no app and no test.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|test)/' },
    },
    {
      name: 'testing-is-for-tests',
      comment: 'libs/testing is imported by tests alone.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'domain-does-no-io',
      comment: 'The domain computes; what it needs from outside is handed to it.',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: TESTS },
      to: { path: IO_MODULES },
    },
    ...homeRules,
    {
      name: 'no-cycles',
      comment: 'A cycle of imports has no order to read it in; a concept in it wants a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      comment: 'What is imported exists.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^dist/|/web/' },
    // Types are knowledge too: an import that TypeScript erases still counts.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    webpackConfig: { fileName: `${__dirname}/test/architecture/subpath-imports.mjs` },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['main', 'types'],
    },
  },
};
