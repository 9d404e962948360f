/** A file that breaks one rule of .dependency-cruiser.cjs, and the rules that report it. */
export interface Breach {
  file: string;
  source: string;
  rules: string[];
}

function importing(specifier: string): string {
  return `import * as it from '${specifier}';\nexport const used = it;\n`;
}

function breach(file: string, specifier: string, ...rules: string[]): Breach {
  return { file, source: importing(specifier), rules };
}

/** One breach of each rule at least; more where a rule has several ways to be broken. */
export const BREACHES: Breach[] = [
  breach('libs/domain/src/a.ts', '#contracts', 'domain-imports'),
  breach('libs/contracts/src/a.ts', '#casework', 'contracts-imports'),
  breach('libs/casework/src/a.ts', '#persistence', 'casework-imports'),
  breach('libs/conversation/src/a.ts', '#casework', 'conversation-imports'),
  breach('libs/channels/src/a.ts', '#templating', 'channels-imports'),
  breach('libs/templating/src/a.ts', '#channels', 'templating-imports'),
  breach('libs/persistence/src/a.ts', '#queueing', 'persistence-imports'),
  breach('libs/queueing/src/a.ts', '#persistence', 'queueing-imports'),
  breach('libs/platform/src/a.ts', '#domain', 'platform-imports'),
  // Types are knowledge too.
  {
    file: 'libs/domain/src/b.ts',
    source: "import type { it } from '#contracts';\nexport type Used = typeof it;\n",
    rules: ['domain-imports'],
  },

  breach('libs/casework/src/b.ts', '../../domain/src/inner.js', 'only-through-the-index', 'only-by-its-name'),
  breach('libs/casework/src/c.ts', '../../domain/src/index.js', 'only-by-its-name'),
  breach('apps/sender/src/a.ts', '../../../libs/domain/src/index.js', 'only-by-its-name'),
  breach(
    'test/story/a.ts',
    '../../libs/domain/src/inner.js',
    'only-through-the-index',
    'tests-use-libraries-by-name',
  ),
  breach('test/story/b.ts', '../../libs/domain/src/index.js', 'tests-use-libraries-by-name'),

  breach('apps/sender/src/b.ts', '#apps/tracker', 'apps-keep-apart'),
  breach(
    'apps/dunlin/src/a.ts',
    '../../tracker/src/inner.js',
    'only-by-its-name',
    'dunlin-takes-root-modules',
  ),
  breach('libs/testing/src/a.ts', '#apps/tracker', 'libs-know-no-app'),
  breach('libs/platform/src/b.ts', '#apps/tracker', 'libs-know-no-app', 'platform-imports'),
  breach('apps/sender/src/c.ts', '#testing', 'testing-is-for-tests'),
  breach('libs/casework/src/d.ts', '#testing', 'testing-is-for-tests', 'casework-imports'),

  breach('libs/domain/src/c.ts', 'node:fs', 'domain-does-no-io'),
  breach('libs/domain/src/d.ts', 'node:fs/promises', 'domain-does-no-io'),
  breach('libs/domain/src/e.ts', 'net', 'domain-does-no-io'),

  breach('apps/sender/src/d.ts', 'twilio', 'twilio-stays-home'),
  breach('apps/sender/src/e.ts', 'nodemailer', 'nodemailer-stays-home'),
  breach('apps/portal/src/a.ts', 'stripe', 'stripe-stays-home', 'everything-resolves'),
  breach('apps/tracker/src/a.ts', 'smtp-server', 'smtp-server-stays-home'),
  breach('apps/console/src/a.ts', 'typeorm', 'typeorm-stays-home'),
  breach('apps/console/src/b.ts', 'pg', 'pg-stays-home'),
  breach('libs/casework/src/e.ts', 'pg', 'pg-stays-home'),
  breach('apps/sender/src/f.ts', 'bullmq', 'queue-stays-home'),
  breach('apps/sender/src/g.ts', '@nestjs/bullmq', 'queue-stays-home'),
  breach('libs/platform/src/c.ts', 'ioredis', 'queue-stays-home'),
  breach('apps/sender/src/k.ts', '@opentelemetry/api', 'opentelemetry-stays-home'),
  breach('apps/portal/src/b.ts', 'mjml', 'mjml-stays-home'),
  breach('apps/console/src/p.ts', 'pdfmake', 'pdfmake-stays-home'),
  breach('apps/portal/src/c.ts', 'handlebars', 'handlebars-stays-home'),

  breach('apps/sender/src/h.ts', './i.js', 'no-cycles'),
  breach('apps/sender/src/j.ts', './nothing.js', 'everything-resolves'),
];

/** The other half of a cycle, which is reported once, where it begins. */
export const HALVES: Omit<Breach, 'rules'>[] = [
  { file: 'apps/sender/src/i.ts', source: importing('./h.js') },
];

/** What looks like a breach and is none: the homes themselves, tests, and the composition root. */
export const PERMITTED: Omit<Breach, 'rules'>[] = [
  ['libs/casework/src/ok.ts', '#contracts'],
  ['libs/channels/src/twilio/ok.ts', 'twilio'],
  ['libs/templating/src/ok.ts', 'handlebars'],
  ['libs/persistence/src/ok.ts', 'pg'],
  ['libs/domain/src/ok.ts', 'node:crypto'],
  ['libs/domain/src/ok.spec.ts', 'node:fs'],
  ['libs/casework/src/ok.spec.ts', '#testing'],
  ['apps/sender/src/send.processor.ts', 'bullmq'],
  ['apps/sandbox/src/ok.ts', 'smtp-server'],
  ['apps/portal/src/views/ok.ts', 'handlebars'],
  ['apps/dunlin/src/ok.ts', '#apps/tracker'],
  ['test/story/ok.ts', '#apps/tracker'],
  ['test/integration/ok.ts', '../../apps/tracker/src/inner.js'],
  ['test/bench/ok.ts', 'twilio'],
  ['libs/testing/src/ok.ts', '#persistence'],
].map(([file, specifier]) => ({ file: file ?? '', source: importing(specifier ?? '') }));
