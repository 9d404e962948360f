import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './sources.js';

const PAGE = 'docs/faults-considered.md';

interface NamedTest {
  readonly file: string;
  readonly title: string;
}

const text = readFileSync(join(ROOT, PAGE), 'utf8');
const named: readonly NamedTest[] = [...text.matchAll(/^- `([^`]+)`: (.+)$/gm)].map(
  ([, file = '', title = '']) => ({ file, title }),
);
const faults = text.split(/^\*\*/m).slice(1);

/** The titles in a file, with what its quotes escape. */
function titlesIn(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return [...source.matchAll(/\bit(?:\.each\([^`]*?\))?\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g)].map(
    ([, , title = '']) => title.replace(/\\(.)/g, '$1'),
  );
}

describe('the faults of other systems that were considered', () => {
  it('each name a test that proves something', () => {
    expect(faults.length).toBeGreaterThan(12);
    expect(faults.filter((fault) => !/^- `/m.test(fault)).map((fault) => fault.split('**')[0])).toEqual([]);
  });

  it.each(named)('$title: is what $file proves', ({ file, title }) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
    expect(titlesIn(file)).toContain(title);
  });

  it('are told to developers', () => {
    expect(readFileSync(join(ROOT, 'docs/developer.md'), 'utf8')).toContain('(faults-considered.md)');
  });
});
