import type { TemplateVariables } from '#domain';
import { distinctFillings } from './distinct-fillings.js';
import { worstCaseVariables } from './worst-case.variables.js';

const cases = worstCaseVariables('pl');

describe('distinct fillings', () => {
  it.each<[string, (variables: TemplateVariables) => string]>([
    ['nothing', () => 'x'],
    ['the tone', ({ tone }) => tone],
    ['the form of address', ({ debtor }) => debtor.formOfAddress],
    ['the tone, but of some alone', (given) => (given.creditor.takesReplies ? given.tone : '-')],
    ['an extreme and the sender', (given) => `${given.case.balanceMinor} ${given.creditor.takesReplies}`],
  ])('are all that there are for a text that reads %s, and one of a kind', (_, fill) => {
    const all = new Set(cases.map(fill));
    const distinct = [...distinctFillings(fill, cases)];
    expect(new Set(distinct)).toEqual(all);
    // The two extremes may read alike.
    expect(distinct.length).toBeLessThanOrEqual(2 * all.size);
  });
});
