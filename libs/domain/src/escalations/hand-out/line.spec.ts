import fc from 'fast-check';
import { spread } from './distribute.js';
import { freeFor, lineOf, workOfLine } from './line.js';
import type { AgentDesk, WaitingWork } from './work-and-desks.js';

const NOW = 5;

const works: fc.Arbitrary<WaitingWork> = fc.record({
  id: fc.constant('w'),
  queue: fc.constantFrom('collections', 'data'),
  priority: fc.integer({ min: 1, max: 4 }),
  requestedAt: fc.nat(5),
  dueAt: fc.constantFrom(NOW + 1, 100),
  expectedMinor: fc.nat(20),
  currency: fc.constant('PLN'),
  language: fc.constantFrom('pl', 'uk'),
  kind: fc.constantFrom('consumer', 'business'),
  skills: fc.subarray(['instalments', 'disputes']),
  notTo: fc.constantFrom(null, 'agent0'),
  forLead: fc.boolean(),
});
const agents: fc.Arbitrary<AgentDesk[]> = fc
  .array(
    fc.record({
      queues: fc.subarray(['collections', 'data']),
      languages: fc.subarray(['pl', 'uk']),
      kinds: fc.subarray(['consumer', 'business']),
      skills: fc.subarray(['instalments', 'disputes']),
      lead: fc.boolean(),
      capacity: fc.nat(3),
      open: fc.nat(2),
      dailyLimit: fc.option(fc.nat(3)),
      newToday: fc.nat(2),
      worksFrom: fc.constantFrom(0, NOW, NOW + 1, 99, Infinity),
    }),
    { maxLength: 5 },
  )
  .map((all) => all.map((each, index) => ({ ...each, id: `agent${index}`, ref: `agent${index}` })));

describe('the line in which work waits', () => {
  it('is one for all that is alike to agents, in whatever order its labels are named', () => {
    const alike = { queue: 'data', kind: 'business', language: 'uk', forLead: false };
    const line = lineOf({ ...alike, skills: ['b', 'a'] });
    expect(lineOf({ ...alike, skills: ['a', 'b'] })).toBe(line);
    expect(workOfLine(line)).toEqual({ ...alike, skills: ['a', 'b'] });
    expect(lineOf({ ...alike, skills: [] })).not.toBe(line);
    expect(lineOf({ ...alike, skills: ['a', 'b'], forLead: true })).not.toBe(line);
  });

  it('never hides from a free agent what would be theirs', () => {
    fc.assert(
      fc.property(works, agents, (work, all) => {
        const { given } = spread([{ work, standing: 500, place: null }], all, { atWorkAt: NOW });
        const free = freeFor(lineOf(work), all, NOW).map(({ id }) => id);
        for (const { agent } of given) expect(free).toContain(agent.id);
      }),
      { numRuns: 10_000 },
    );
  });
});
