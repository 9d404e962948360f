import { breachesOf, SOURCE_RULES } from './source-rules.js';
import { typescriptSources } from './sources.js';

describe('the sources of Dunlin', () => {
  const sources = typescriptSources();

  it('are many, so that a rule over none of them does not pass', () => {
    expect(sources.length).toBeGreaterThan(500);
  });

  it.each(SOURCE_RULES)('keep the rule: $says', (rule) => {
    expect(sources.some(({ path }) => rule.applies(path))).toBe(true);
    expect(breachesOf(rule, sources)).toEqual([]);
  });

  it('have names in kebab case, with their role behind a dot', () => {
    const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.ts$/;
    expect(name.test('sendMessage.ts')).toBe(false);
    expect(name.test('send-message.usecase.spec.ts')).toBe(true);
    const named = sources.map(({ path }) => ({ path, file: path.slice(path.lastIndexOf('/') + 1) }));
    expect(named.filter(({ file }) => !name.test(file)).map(({ path }) => path)).toEqual([]);
  });
});

describe('each rule about sources', () => {
  it.each(SOURCE_RULES)('reports a breach and nothing else: $says', (rule) => {
    expect(breachesOf(rule, [rule.broken])).toHaveLength(1);
    expect(breachesOf(rule, [rule.kept])).toEqual([]);
  });
});
