import fc from 'fast-check';
import { decideContact } from './decide-contact.js';
import type { ContactFacts } from './contact-facts.js';
import { anyFacts, permitted, timelyFacts } from './spec-support/policy-facts.js';
import { shippedPacks, shippedPolicy } from './spec-support/shipped-packs.js';

/** What ends collection at once, whoever the creditor is and wherever the debtor lives. */
const ENDS: readonly (readonly [what: string, change: Partial<ContactFacts>])[] = [
  ['a dispute', { holds: ['dispute'] }],
  ['hardship', { holds: ['hardship'] }],
  ['breathing space', { holds: ['breathing-space'] }],
  ['a promise that stands', { holds: ['promise'] }],
  ['an agent who has the case', { holds: ['escalated'] }],
  ['payment in full', { balanceMinor: 0 }],
  ['a closed case', { caseOpen: false }],
  ['an opt-out', { optedOut: true }],
  ['a purged address', { pointStatus: 'purged' }],
  ['a cease request', { personStops: ['cease'] }],
  ['death', { personStops: ['deceased'] }],
  ['a representative', { personStops: ['represented'] }],
  ['insolvency', { personStops: ['insolvent'] }],
];

const packs = [...new Set(shippedPacks.map(({ id }) => id))];

describe.each(packs)('under %s, whatever the facts and the hour', (pack) => {
  const policy = shippedPolicy(pack);

  it('somebody can be contacted at all', () => {
    const facts = { ...permitted, timeBarredOn: '2031-01-01', partyKind: 'business' as const };
    expect(decideContact(facts, policy).outcome).toBe('allow');
  });

  it.each(ENDS)('%s ends collection', (_what, change) => {
    fc.assert(
      fc.property(fc.oneof(anyFacts, timelyFacts), (facts) => {
        const asked = { ...facts, purpose: 'collection' as const, ...change };
        expect(decideContact(asked, policy).outcome).toBe('refuse');
      }),
      { numRuns: 60 },
    );
  });
});
