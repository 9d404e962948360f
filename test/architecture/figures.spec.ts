import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT, typescriptSources } from './sources.js';

/** A figure says what it counts in; cookies and the like do not. */
const NAME =
  /\bdunlin_[a-z_]*(total|seconds|messages|connections|in_doubt|unassigned)(_bucket|_sum|_count)?\b/g;

/** What a histogram is asked by. */
const bare = (name: string): string => name.replace(/_(bucket|sum|count)$/, '');

function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(NAME)].map(([name]) => bare(name)))].sort();
}

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const shown = namesIn(
  typescriptSources()
    .filter(({ path }) => /^(libs|apps)\//.test(path) && !path.endsWith('.spec.ts'))
    .map(({ text }) => [...text.matchAll(/'(dunlin_[a-z_]+)'/g)].map(([, name]) => name).join(' '))
    .join(' '),
);

describe('the figures of /metrics', () => {
  it('are told to operators, each of them, and no other', () => {
    expect(shown.length).toBeGreaterThan(15);
    expect(namesIn(read('docs/operator.md'))).toEqual(shown);
  });

  it('are what the alerts ask for, and each alert says what to do', () => {
    const text = read('docs/prometheus-rules.yaml');
    expect(namesIn(text).filter((name) => !shown.includes(name))).toEqual([]);
    const { groups } = parse(text) as {
      groups: { rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[];
    };
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(10);
    expect(
      rules.filter(({ expr, annotations }) => !expr || !annotations.summary || !annotations.action),
    ).toEqual([]);
  });
});
