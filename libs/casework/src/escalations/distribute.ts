import type { AgentLoad, EscalationRecord } from '#contracts';

export interface Distributed {
  escalation: EscalationRecord;
  agent: AgentLoad;
}

/**
 * Spreads waiting escalations over agents: the most urgent first, among equals the oldest; each to the agent of its
 * queue with the most room, among equals the first by ref. What finds no room waits for the next run.
 */
export function distribute(
  waiting: readonly EscalationRecord[],
  agents: readonly AgentLoad[],
): Distributed[] {
  const room = new Map(
    agents.filter((agent) => agent.active).map((agent) => [agent, agent.capacity - agent.open]),
  );
  const byRef = [...room.keys()].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const distributed: Distributed[] = [];
  for (const escalation of [...waiting].sort(byUrgency)) {
    const agent = roomiest(byRef, room, escalation.queue);
    if (agent === undefined) continue;
    room.set(agent, (room.get(agent) ?? 0) - 1);
    distributed.push({ escalation, agent });
  }
  return distributed;
}

function byUrgency(a: EscalationRecord, b: EscalationRecord): number {
  return a.priority - b.priority || a.requestedAt - b.requestedAt || (a.id < b.id ? -1 : 1);
}

function roomiest(agents: AgentLoad[], room: Map<AgentLoad, number>, queue: string): AgentLoad | undefined {
  let best: AgentLoad | undefined;
  let most = 0;
  for (const agent of agents) {
    const left = room.get(agent) ?? 0;
    if (left <= most || !agent.queues.includes(queue)) continue;
    best = agent;
    most = left;
  }
  return best;
}
