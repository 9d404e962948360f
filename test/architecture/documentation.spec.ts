import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './sources.js';

const pages = [
  'README.md',
  ...['docs', 'docs/decisions', 'templates'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** Files of the repository that a page links to or shows, as paths below the root. */
function targets(page: string): string[] {
  return [...read(page).matchAll(/\]\(([^)#\s]+)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(page), target));
}

describe('the documentation', () => {
  it.each(pages)('leads to what exists: %s', (page) => {
    expect(targets(page).filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
  });

  it('names every environment variable that is read, and none that is not', () => {
    const schema = read('libs/platform/src/config/environment.schema.ts');
    const known = [...schema.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1]);
    const rows = read('README.md')
      .split('\n')
      .filter((line) => /^\| `[A-Z_]+`/.test(line));
    const told = rows.flatMap((row) => (row.split('|')[1] ?? '').match(/[A-Z][A-Z_]+/g) ?? []);
    expect(known.length).toBeGreaterThan(10);
    expect([...told].sort()).toEqual([...known].sort());
  });

  it('numbers the decisions without a gap', () => {
    const numbers = readdirSync(join(ROOT, 'docs/decisions')).map((name) => Number(name.slice(0, 4)));
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, i) => i + 1));
  });
});
