import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BREACHES, HALVES, PERMITTED } from './breaches.js';
import { type Cruise, cruise, CRUISE_CONFIG } from './cruise.js';
import { APPS, LIBS } from './layout.js';
import { ROOT } from './sources.js';

/** A cruise of all sources is a few seconds' work, more on a busy machine. */
const PATIENCE_MS = 120_000;

interface Rule {
  name: string;
}

describe('the imports of Dunlin', () => {
  it(
    'follow the rules of the architecture',
    async () => {
      const { violations, modules } = await cruise(ROOT);
      expect(violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`)).toEqual([]);
      expect(modules).toBeGreaterThan(500);
    },
    PATIENCE_MS,
  );
});

describe('each import rule', () => {
  let directory: string;
  let found: Cruise;

  beforeAll(async () => {
    directory = realpathSync(mkdtempSync(join(tmpdir(), 'dunlin-breaches-')));
    for (const name of ['package.json', 'tsconfig.json']) {
      cpSync(join(ROOT, name), join(directory, name));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
    const files = [...BREACHES, ...HALVES, ...PERMITTED];
    for (const folder of [
      ...LIBS.map((name) => `libs/${name}/src`),
      ...APPS.map((name) => `apps/${name}/src`),
    ]) {
      files.push({ file: `${folder}/index.ts`, source: 'export const it = 1;\n' });
      files.push({ file: `${folder}/inner.ts`, source: 'export const it = 1;\n' });
    }
    for (const { file, source } of files) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), source);
    }
    found = await cruise(directory);
  }, PATIENCE_MS);

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('has a breach here', () => {
    const config = createRequire(import.meta.url)(CRUISE_CONFIG) as { forbidden: Rule[] };
    const breached = new Set(BREACHES.flatMap(({ rules }) => rules));
    expect([...breached].sort()).toEqual(config.forbidden.map(({ name }) => name).sort());
  });

  it.each(BREACHES)('is reported: $file breaks $rules', ({ file, rules }) => {
    const reported = found.violations.filter(({ from }) => from === file).map(({ rule }) => rule);
    expect([...new Set(reported)].sort()).toEqual([...rules].sort());
  });

  it('permits what it should', () => {
    const permitted = new Set(PERMITTED.map(({ file }) => file));
    expect(found.violations.filter(({ from }) => permitted.has(from))).toEqual([]);
  });
});
