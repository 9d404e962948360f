import fc from 'fast-check';
import type { AgentLoad, EscalationRecord } from '#contracts';
import { distribute } from './distribute.js';

function waiting(id: string, priority: number, requestedAt: number, queue = 'collections'): EscalationRecord {
  return {
    id,
    caseId: `case of ${id}`,
    personId: 'person',
    creditorId: 'creditor',
    origin: id,
    queue,
    reason: 'no-response',
    priority,
    slaBusinessDays: 2,
    status: 'requested',
    agentId: null,
    requestedAt,
    dueAt: null,
  };
}

const agent = (ref: string, capacity: number, open = 0, queues = ['collections']): AgentLoad => ({
  id: `id of ${ref}`,
  ref,
  queues,
  capacity,
  active: true,
  open,
});

const pairs = (escalations: EscalationRecord[], agents: AgentLoad[]) =>
  distribute(escalations, agents).map(({ escalation, agent: to }) => `${escalation.id}>${to.ref}`);

describe('handing out escalations', () => {
  it('takes the most urgent first, among equals the oldest', () => {
    const three = [waiting('young', 2, 20), waiting('old', 2, 10), waiting('urgent', 1, 30)];
    expect(pairs(three, [agent('anna', 2)])).toEqual(['urgent>anna', 'old>anna']);
  });

  it('gives each to the agent with the most room', () => {
    const three = [waiting('a', 1, 1), waiting('b', 1, 2), waiting('c', 1, 3)];
    expect(pairs(three, [agent('anna', 5, 4), agent('oleh', 3)])).toEqual(['a>oleh', 'b>oleh', 'c>anna']);
  });

  it('gives nothing to whom it does not concern: another queue, a full desk, somebody who has left', () => {
    const gone = { ...agent('gone', 9), active: false };
    expect(pairs([waiting('a', 1, 1)], [agent('data', 9, 0, ['data']), agent('full', 2, 2), gone])).toEqual(
      [],
    );
  });

  it('never overfills a desk and never hands one escalation out twice', () => {
    const many = fc.array(fc.record({ priority: fc.integer({ min: 1, max: 5 }), at: fc.nat(100) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(many, fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 4 }), (list, desks) => {
        const agents = desks.map(([capacity, open], index) => agent(`agent${index}`, capacity, open));
        const given = distribute(
          list.map(({ priority, at }, index) => waiting(`e${index}`, priority, at)),
          agents,
        );
        expect(new Set(given.map(({ escalation }) => escalation.id)).size).toBe(given.length);
        for (const each of agents) {
          const got = given.filter((pair) => pair.agent === each).length;
          expect(got).toBeLessThanOrEqual(Math.max(0, each.capacity - each.open));
        }
      }),
    );
  });
});
