import fc from 'fast-check';
import { distribute } from './distribute.js';
import { fittingAgents } from './fitting-agents.js';
import type { AgentDesk, WaitingWork } from './work-and-desks.js';

const DUE = 1_000;

function work(id: string, given: Partial<WaitingWork> = {}): WaitingWork {
  return {
    id,
    queue: 'collections',
    priority: 3,
    requestedAt: 0,
    dueAt: DUE,
    expectedMinor: 0,
    currency: 'PLN',
    language: 'pl',
    kind: 'consumer',
    skills: [],
    notTo: null,
    forLead: false,
    ...given,
  };
}

function agent(ref: string, given: Partial<AgentDesk> = {}): AgentDesk {
  return {
    id: `id of ${ref}`,
    ref,
    queues: ['collections'],
    languages: [],
    kinds: [],
    skills: [],
    lead: false,
    capacity: 10,
    open: 0,
    dailyLimit: null,
    newToday: 0,
    worksFrom: 0,
    ...given,
  };
}

const pairs = (waiting: WaitingWork[], agents: AgentDesk[], atWorkAt?: number): string[] =>
  distribute(waiting, agents, atWorkAt === undefined ? {} : { atWorkAt }).given.map(
    ({ work: each, agent: to }) => `${each.id}>${to.ref}`,
  );
const waits = (waiting: WaitingWork[], agents: AgentDesk[], atWorkAt?: number) =>
  distribute(waiting, agents, atWorkAt === undefined ? {} : { atWorkAt }).left.map(
    ({ waitsFor }) => waitsFor,
  );

describe('the order in which work is handed out', () => {
  it('is by priority, then by what it may bring, then by age', () => {
    const list = [
      work('old', { requestedAt: 1 }),
      work('older', { requestedAt: 0 }),
      work('rich', { requestedAt: 9, expectedMinor: 500_00 }),
      work('urgent', { requestedAt: 9, priority: 1 }),
    ];
    expect(pairs(list, [agent('anna', { capacity: 3 })])).toEqual(['urgent>anna', 'rich>anna', 'older>anna']);
  });

  it('never compares sums of two currencies: each counts by its place among its own', () => {
    const list = [
      work('pln-low', { expectedMinor: 900_000, requestedAt: 1 }),
      work('pln-high', { expectedMinor: 9_000_000, requestedAt: 2 }),
      work('eur-low', { expectedMinor: 10, currency: 'EUR', requestedAt: 3 }),
      work('eur-high', { expectedMinor: 20, currency: 'EUR', requestedAt: 4 }),
    ];
    const order = distribute(list, [agent('anna')]).given.map(({ work: { id } }) => id);
    expect(order).toEqual(['pln-high', 'eur-high', 'pln-low', 'eur-low']);
  });

  it('is told with each: the place, the figures, and who else could have had it', () => {
    const [first] = distribute(
      [work('a', { expectedMinor: 10 }), work('b', { expectedMinor: 5 })],
      [agent('anna', { open: 8 }), agent('oleh', { queues: ['data'] }), agent('zoe', { open: 5 })],
    ).given;
    expect(first).toMatchObject({ work: { id: 'a' }, agent: { ref: 'zoe' } });
    expect(first?.why).toEqual({
      ...{ place: 1, of: 2, priority: 3, expectedMinor: 10, currency: 'PLN', standing: 750 },
      ...{ candidates: 2, room: 5, notes: [] },
    });
  });
});

describe('whom work goes to', () => {
  it('is whoever has the most free places, of the desk and of the day', () => {
    const three = ['a', 'b', 'c'].map((id, at) => work(id, { requestedAt: at }));
    expect(pairs(three, [agent('anna', { capacity: 5, open: 4 }), agent('oleh', { capacity: 3 })])).toEqual([
      'a>oleh',
      'b>oleh',
      'c>anna',
    ]);
    const limited = agent('anna', { dailyLimit: 3, newToday: 2 });
    expect(pairs(three, [limited, agent('oleh', { capacity: 2 })])).toEqual(['a>oleh', 'b>oleh', 'c>anna']);
  });

  it('is somebody of the queue, of the kind, with the skills, and at work before it is due', () => {
    const one = [work('a', { skills: ['instalments'] })];
    const fit = { skills: ['instalments', 'more'] };
    expect(waits(one, [agent('anna', { ...fit, queues: ['data'] })])).toEqual(['queue-unserved']);
    expect(waits(one, [agent('anna', { ...fit, kinds: ['business'] })])).toEqual(['kind-unserved']);
    expect(waits(one, [agent('anna', { skills: ['other'] })])).toEqual(['skill-missing']);
    expect(waits(one, [agent('anna', { ...fit, worksFrom: DUE })])).toEqual(['nobody-at-work']);
    expect(waits(one, [agent('anna', { ...fit, capacity: 0 })])).toEqual(['no-room']);
    expect(waits(one, [agent('anna', { ...fit, dailyLimit: 0 })])).toEqual(['no-room']);
    expect(waits(one, [])).toEqual(['queue-unserved']);
    expect(pairs(one, [agent('anna', { ...fit, worksFrom: DUE - 1 })])).toEqual(['a>anna']);
  });

  it('is nobody who is not at work just now, between two runs', () => {
    expect(waits([work('a')], [agent('anna', { worksFrom: 5 })], 4)).toEqual(['nobody-at-work']);
    expect(pairs([work('a')], [agent('anna', { worksFrom: 5 })], 5)).toEqual(['a>anna']);
  });

  it('is not whoever let it lapse, and only a lead once it was passed on too often', () => {
    const lapsed = [work('a', { notTo: 'id of anna' })];
    expect(waits(lapsed, [agent('anna')])).toEqual(['nobody-else']);
    expect(pairs(lapsed, [agent('anna'), agent('oleh', { open: 9 })])).toEqual(['a>oleh']);
    const often = [work('a', { forLead: true })];
    expect(waits(often, [agent('anna')])).toEqual(['lead-missing']);
    const ewa = agent('ewa', { open: 9, lead: true });
    expect(pairs(often, [agent('anna'), ewa])).toEqual(['a>ewa']);
    // The lead is the last resort, also after having let it lapse.
    expect(pairs([work('a', { forLead: true, notTo: ewa.id })], [agent('anna'), ewa])).toEqual(['a>ewa']);
  });

  it('is whoever speaks the debtor’s language; if nobody does, anybody of the queue, with a note', () => {
    const one = [work('a', { language: 'uk' })];
    const polish = agent('anna', { languages: ['pl'] });
    expect(pairs(one, [polish, agent('oleh', { languages: ['pl', 'uk'], open: 9 })])).toEqual(['a>oleh']);
    expect(distribute(one, [polish]).given[0]).toMatchObject({
      agent: { ref: 'anna' },
      why: { notes: ['language-not-spoken'] },
    });
    // Who speaks it and is only full is waited for; who is away until it is due is not.
    expect(waits(one, [polish, agent('oleh', { languages: ['uk'], capacity: 0 })])).toEqual(['no-room']);
    expect(pairs(one, [polish, agent('oleh', { languages: ['uk'], worksFrom: DUE })])).toEqual(['a>anna']);
  });
});

const someWork = fc.record({
  queue: fc.constantFrom('collections', 'data'),
  priority: fc.integer({ min: 1, max: 4 }),
  requestedAt: fc.nat(50),
  expectedMinor: fc.nat(20),
  currency: fc.constantFrom('PLN', 'EUR'),
  language: fc.constantFrom('pl', 'uk'),
  kind: fc.constantFrom('consumer', 'business'),
  skills: fc.subarray(['instalments']),
  notTo: fc.constantFrom(null, 'id of agent0'),
  forLead: fc.boolean(),
});
const someAgent = fc.record({
  queues: fc.subarray(['collections', 'data']),
  languages: fc.subarray(['pl', 'uk']),
  kinds: fc.subarray(['consumer', 'business']),
  skills: fc.subarray(['instalments']),
  lead: fc.boolean(),
  capacity: fc.nat(4),
  open: fc.nat(4),
  dailyLimit: fc.option(fc.nat(4)),
  newToday: fc.nat(3),
  worksFrom: fc.constantFrom(0, 7, DUE, Infinity),
});
const worlds = fc.record({
  waiting: fc
    .array(someWork, { maxLength: 25 })
    .map((all) => all.map((each, index) => work(`w${String(index).padStart(2, '0')}`, each))),
  agents: fc
    .array(someAgent, { maxLength: 5 })
    .map((all) => all.map((each, index) => agent(`agent${index}`, each))),
  atWorkAt: fc.constantFrom(undefined, 5),
});
type World = { waiting: WaitingWork[]; agents: AgentDesk[]; atWorkAt: number | undefined };

function run({ waiting, agents, atWorkAt }: World) {
  return distribute(waiting, agents, atWorkAt === undefined ? {} : { atWorkAt });
}

/** The agents as they stand once they have what was given. */
function after(agents: AgentDesk[], given: readonly { agent: AgentDesk }[]): AgentDesk[] {
  return agents.map((each) => {
    const got = given.filter(({ agent: to }) => to.id === each.id).length;
    return { ...each, open: each.open + got, newToday: each.newToday + got };
  });
}

describe('whatever waits and whoever is there', () => {
  it('no desk and no day is filled beyond what it holds, and nothing goes out twice or is lost', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { given, left } = run(world);
        const ids = [...given, ...left].map(({ work: { id } }) => id);
        expect(ids.sort()).toEqual(world.waiting.map(({ id }) => id).sort());
        for (const each of after(world.agents, given)) {
          const before = world.agents.find(({ id }) => id === each.id) as AgentDesk;
          if (each.open === before.open) continue;
          expect(each.open).toBeLessThanOrEqual(each.capacity);
          expect(each.newToday).toBeLessThanOrEqual(each.dailyLimit ?? Infinity);
        }
      }),
    );
  });

  it('nobody gets what does not fit them', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        for (const { work: each, agent: to } of run(world).given) {
          const fitting = fittingAgents(each, world.agents);
          expect(typeof fitting === 'string' ? [] : fitting.agents).toContain(to);
          expect(to.worksFrom).toBeLessThan(each.dueAt);
          if (world.atWorkAt !== undefined) expect(to.worksFrom).toBeLessThanOrEqual(world.atWorkAt);
        }
      }),
    );
  });

  it('nothing more urgent is left over for want of room while the same agent got something less urgent', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { given, left } = run(world);
        for (const { work: waiting, waitsFor } of left) {
          if (waitsFor !== 'no-room') continue;
          const fitting = fittingAgents(waiting, world.agents);
          const could = typeof fitting === 'string' ? [] : fitting.agents;
          const less = given.filter(
            ({ work: each, agent: to }) => each.priority > waiting.priority && could.includes(to),
          );
          expect(less).toEqual([]);
        }
      }),
    );
  });

  it('the same is decided again in whatever order it is read, and a second time there is nothing to do', () => {
    fc.assert(
      fc.property(worlds, fc.nat(), (world, turn) => {
        const first = run(world);
        const at = world.waiting.length === 0 ? 0 : turn % world.waiting.length;
        const turned = [...world.waiting.slice(at), ...world.waiting.slice(0, at)];
        const again = run({ ...world, waiting: turned, agents: [...world.agents].reverse() });
        expect(again.given).toEqual(first.given);
        const rest = first.left.map(({ work: each }) => each);
        const second = run({ ...world, waiting: rest, agents: after(world.agents, first.given) });
        expect(second.given).toEqual([]);
      }),
    );
  });
});
