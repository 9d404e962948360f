import fc from 'fast-check';
import type { Calendar } from '../calendar/calendar.js';
import type { StoredDecision } from './contact-decision.js';
import { compilePolicy } from './compile-policy.js';
import { decideContact } from './decide-contact.js';
import { anyFacts, permitted, plDefault, plPolicy, warsaw } from './spec-support/policy-facts.js';
import { replayDecision, storeDecision } from './replay-decision.js';

/** Tomorrow's tables, in which everything has changed. */
const otherCalendar: Calendar = {
  zone: () => undefined,
  holidays: () => () => true,
  hasSingleZone: () => false,
};
const laterPolicy = compilePolicy([plDefault], { calendar: otherCalendar });
const byHash = (hash: string) => (hash === laterPolicy.hash ? laterPolicy : undefined);

function stored(facts: typeof permitted): StoredDecision {
  return JSON.parse(JSON.stringify(storeDecision(facts, decideContact(facts, plPolicy)))) as StoredDecision;
}

describe('a stored decision', () => {
  it('is decided the same again after zones and holidays have changed', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const original = decideContact(facts, plPolicy);
        const replay = replayDecision(stored(facts), byHash);
        expect(replay.result).toBe('same');
        if (replay.result === 'same') expect(replay.decision).toEqual(original);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps a clock change that lies within the span it looked at', () => {
    const facts = { ...permitted, at: warsaw('2026-03-28T18:00'), timeBarredOn: '2030-01-01' };
    const record = stored(facts);
    expect(record.resolved.zones[0]).toMatchObject({
      offset: 60,
      before: 60,
      shifts: [[Date.UTC(2026, 2, 29, 1), 120]],
    });
    expect(replayDecision(record, byHash)).toMatchObject({ result: 'same', decision: { outcome: 'defer' } });
  });

  it('that was changed afterwards is found', () => {
    const record = stored({ ...permitted, holds: ['dispute'] });
    const forgiven = { ...record, facts: { ...record.facts, holds: [] } };
    expect(replayDecision(forgiven, byHash).result).toBe('different');
    const allowed = stored(permitted);
    const longer = { ...allowed, decision: { ...allowed.decision, validUntil: warsaw('2026-11-17T22:00') } };
    expect(replayDecision(longer as StoredDecision, byHash).result).toBe('different');
    const zone = allowed.resolved.zones[0];
    if (zone === undefined) throw new Error('no zone');
    const moved = { ...allowed, resolved: { ...allowed.resolved, zones: [{ ...zone, offset: 720 }] } };
    expect(replayDecision(moved, byHash).result).toBe('different');
  });

  it('whose packs are gone says so instead of guessing', () => {
    expect(replayDecision(stored(permitted), () => undefined).result).toBe('policy-unknown');
    const changed = compilePolicy([{ ...plDefault, version: plDefault.version + 1 }]);
    expect(changed.hash).not.toBe(plPolicy.hash);
    expect(replayDecision(stored(permitted), () => changed).result).toBe('policy-unknown');
  });

  it('is compact', () => {
    expect(JSON.stringify(stored(permitted)).length).toBeLessThan(1200);
  });
});
