import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compilePolicy } from './compile-policy.js';
import { decideContact } from './decide-contact.js';
import { policyPackSchema } from './policy-pack.js';
import { calendar, permitted, plDefault, shown, warsaw } from './spec-support/policy-facts.js';

const pack = policyPackSchema.parse(parse(readFileSync('campaigns/policies/pl-b2b.yaml', 'utf8')));
const policy = compilePolicy([pack], { calendar });
const decide = (at: string, changes: Partial<typeof permitted> = {}) =>
  decideContact({ ...permitted, partyKind: 'business', at: warsaw(at), ...changes }, policy);

describe('the policy for businesses in Poland', () => {
  it.each(['2026-11-17T08:00', '2026-11-18T17:59'])(
    'allows a contact at %s, in the hours of offices',
    (at) => {
      expect(decide(at).outcome).toBe('allow');
    },
  );

  it.each([
    ['2026-11-18T18:00', 'Thu 2026-11-19T08:00'],
    ['2026-11-21T10:00', 'Mon 2026-11-23T08:00'],
    ['2026-11-11T10:00', 'Thu 2026-11-12T08:00'],
  ])('defers a contact at %s to %s', (at, until) => {
    const decision = decide(at);
    expect(decision.outcome === 'defer' && shown(decision.until)).toBe(until);
  });

  it('allows one contact a day and three in seven days, whoever of the business they reach', () => {
    const contact = (at: string) => ({ at: warsaw(at), channel: 'email' as const });
    const sameDay = decide('2026-11-18T12:00', { contacts: [contact('2026-11-18T09:00')] });
    expect(sameDay.outcome).toBe('defer');
    const week = ['2026-11-13T09:00', '2026-11-16T09:00', '2026-11-17T09:00'].map(contact);
    expect(decide('2026-11-18T12:00', { contacts: week }).outcome).toBe('defer');
  });

  it('lacks none of the rules of the policy for consumers', () => {
    const rules = (of: typeof pack): string[] => of.rules.map(({ rule }) => rule).sort();
    expect(rules(pack)).toEqual(rules(plDefault));
  });
});
