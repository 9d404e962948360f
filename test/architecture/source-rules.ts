import type { Source } from './sources.js';

/** A rule about the text of a source file, with a file that breaks it and one that keeps it. */
export interface SourceRule {
  says: string;
  applies(path: string): boolean;
  /** Comments count as well; by default the rule sees the text without them. */
  readsComments?: boolean;
  /** Finds the breach in a text; null when there is none. */
  breach(text: string): string | null;
  broken: Source;
  kept: Source;
}

const LONGEST_FILE = 300;
/** Specs are read one fact at a time, and may be longer. */
const LONGEST_SPEC = 400;

const isTest = (path: string): boolean =>
  /\.(spec|fixture)\.ts$|\/spec-support\/|^test\/|^libs\/testing\//.test(path);
const isProduct = (path: string): boolean => /^(libs|apps)\//.test(path) && !isTest(path);
const firstMatch = (pattern: RegExp) => (code: string) => pattern.exec(code)?.[0].trim() ?? null;

export const SOURCE_RULES: SourceRule[] = [
  {
    says: 'only libs/platform reads the environment',
    applies: (path) => /^(libs|apps)\//.test(path) && !/^libs\/(platform|testing)\//.test(path),
    breach: firstMatch(/\bprocess\s*(\.|\?\.|\[\s*['"])\s*env\b|\bfrom\s+['"](node:)?process['"]/),
    broken: { path: 'apps/sender/src/a.ts', text: 'const url = process.env.DATABASE_URL;\n' },
    kept: { path: 'libs/platform/src/a.ts', text: 'const url = process.env.DATABASE_URL;\n' },
  },
  {
    says: 'domain, casework and conversation take the time from the clock that they are given',
    applies: (path) => /^libs\/(domain|casework|conversation)\//.test(path) && !isTest(path),
    breach: firstMatch(
      /\bDate\.now\b|\bnew Date\(\s*\)|\bnew Date\b(?!\s*[(.])|\bperformance\.now\b|\bhrtime\b/,
    ),
    broken: { path: 'libs/casework/src/a.ts', text: 'const today = new Date();\n' },
    kept: { path: 'libs/casework/src/a.ts', text: '// not Date.now()\nconst day = new Date(at);\n' },
  },
  {
    says: 'the domain draws no chance numbers but seeded ones',
    applies: (path) => path.startsWith('libs/domain/') && !isTest(path),
    breach: firstMatch(/\bMath\.random\b|\brandom(UUID|Bytes|Int)\b|\bfrom\s+['"]uuid['"]/),
    broken: { path: 'libs/domain/src/a.ts', text: 'const share = Math.random();\n' },
    kept: { path: 'libs/domain/src/a.ts', text: "import { seededRandom } from './seeded-random.js';\n" },
  },
  {
    says: 'an index names what it exports',
    applies: (path) => /^(libs|apps)\/[^/]+\/src\/index\.ts$/.test(path),
    breach: firstMatch(/^export\s+(type\s+)?\*.*$/m),
    broken: { path: 'libs/domain/src/index.ts', text: "export * from './money/money.js';\n" },
    kept: { path: 'libs/domain/src/index.ts', text: "export type { Money } from './money/money.js';\n" },
  },
  {
    says: 'every test runs, always',
    applies: (path) => path.endsWith('.spec.ts'),
    breach: firstMatch(
      /\b(describe|it|test)(\.each)?\.(skip|only|todo|failing)\b|^\s*(xit|xdescribe|xtest|fit|fdescribe|ftest)\b/m,
    ),
    broken: { path: 'libs/domain/src/a.spec.ts', text: "it.skip('pays', () => undefined);\n" },
    kept: { path: 'libs/domain/src/a.spec.ts', text: "it('skips what is past', () => undefined);\n" },
  },
  {
    says: 'what holds tests is named .spec.ts, so that it is run',
    applies: (path) => !path.endsWith('.spec.ts'),
    breach: firstMatch(/^(describe|it|test)(\.each)?\(/m),
    broken: { path: 'libs/domain/src/money-test.ts', text: "describe('money', () => undefined);\n" },
    kept: {
      path: 'libs/channels/src/conformance.ts',
      text: "export function suite() {\n  describe('a', () => {});\n}\n",
    },
  },
  {
    says: `no file of the product is longer than ${LONGEST_FILE} lines`,
    // A migration is a page of history: it is read once and never grows.
    applies: (path) => !isTest(path) && !path.startsWith('libs/persistence/src/migrations/'),
    readsComments: true,
    breach: (text) => {
      const lines = text.split('\n').length - 1;
      return lines > LONGEST_FILE ? `${lines} lines` : null;
    },
    broken: { path: 'apps/sender/src/a.ts', text: 'export {};\n'.repeat(LONGEST_FILE + 1) },
    kept: { path: 'apps/sender/src/a.ts', text: 'export {};\n'.repeat(LONGEST_FILE) },
  },
  {
    says: `no test is longer than ${LONGEST_SPEC} lines`,
    applies: isTest,
    readsComments: true,
    breach: (text) => {
      const lines = text.split('\n').length - 1;
      return lines > LONGEST_SPEC ? `${lines} lines` : null;
    },
    broken: { path: 'test/story/a.spec.ts', text: 'export {};\n'.repeat(LONGEST_SPEC + 1) },
    kept: { path: 'test/story/a.spec.ts', text: 'export {};\n'.repeat(LONGEST_SPEC) },
  },
  {
    says: 'no linter or compiler is told to look away in product code',
    applies: isProduct,
    readsComments: true,
    breach: firstMatch(/@ts-(ignore|nocheck|expect-error)|eslint-disable/),
    broken: { path: 'apps/sender/src/a.ts', text: 'const sent = 1; // @ts-ignore\n' },
    kept: { path: 'apps/sender/src/a.spec.ts', text: '// @ts-expect-error a wrong argument is the point\n' },
  },
];

/** What breaks the rule among the sources, as "path: what". */
export function breachesOf(rule: SourceRule, sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    if (!rule.applies(path)) return [];
    const found = rule.breach(rule.readsComments ? text : withoutComments(text));
    return found === null ? [] : [`${path}: ${found}`];
  });
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}
