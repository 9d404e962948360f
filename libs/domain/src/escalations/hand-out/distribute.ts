import { standings } from '../expected-value.js';
import { fittingAgents } from './fitting-agents.js';
import type { AgentDesk, Distribution, HandOut, WaitingWork } from './work-and-desks.js';

export interface DistributeOptions {
  /** Leaves out who is not at work at this business instant (epoch ms); absent: being at work in time is enough. */
  readonly atWorkAt?: number;
}

/**
 * Spreads waiting work over agents. Order: priority, then the expected value's place within its currency, then age.
 * Each goes to the fitting agent with the most free places, among equals to who got the fewest today, then the first
 * by ref. Nobody gets more than their desk or their day holds. The same input gives the same answer.
 */
export function distribute<Work extends WaitingWork, Desk extends AgentDesk>(
  waiting: readonly Work[],
  agents: readonly Desk[],
  { atWorkAt }: DistributeOptions = {},
): Distribution<Work, Desk> {
  /** By agent, what this distribution gave them already. */
  const tallies = new Map<string, number>();
  const byRef = [...agents].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const distribution: Distribution<Work, Desk> = { given: [], left: [] };
  for (const [index, { work, standing }] of ordered(waiting).entries()) {
    const fitting = fittingAgents(work, byRef);
    if (typeof fitting === 'string') {
      distribution.left.push({ work, waitsFor: fitting });
      continue;
    }
    const { agents: candidates, notes } = fitting;
    const present = candidates.filter(({ worksFrom }) => atWorkAt === undefined || worksFrom <= atWorkAt);
    const best = roomiest(present, (agent) => tallies.get(agent.id) ?? 0);
    if (best === null) {
      distribution.left.push({ work, waitsFor: present.length === 0 ? 'nobody-at-work' : 'no-room' });
      continue;
    }
    const { priority, expectedMinor, currency } = work;
    const why = {
      ...{ place: index + 1, of: waiting.length, priority, expectedMinor, currency, standing },
      ...{ candidates: present.length, room: best.room, notes },
    };
    tallies.set(best.agent.id, (tallies.get(best.agent.id) ?? 0) + 1);
    distribution.given.push({ work, agent: best.agent, why } satisfies HandOut<Work, Desk>);
  }
  return distribution;
}

/** The most urgent first; among equals the most promising of its currency; among equals the oldest. */
function ordered<Work extends WaitingWork>(waiting: readonly Work[]): { work: Work; standing: number }[] {
  const places = standings(waiting.map(({ currency, expectedMinor: minor }) => ({ currency, minor })));
  return waiting
    .map((work, index) => ({ work, standing: places[index] ?? 0 }))
    .sort(
      (a, b) =>
        a.work.priority - b.work.priority ||
        b.standing - a.standing ||
        a.work.requestedAt - b.work.requestedAt ||
        (a.work.id < b.work.id ? -1 : 1),
    );
}

/** Free places, counting what this distribution gave already: of the desk, and of the day where that has a limit. */
function roomOf(agent: AgentDesk, got: number): number {
  const ofDesk = agent.capacity - agent.open;
  const ofDay = agent.dailyLimit === null ? Infinity : agent.dailyLimit - agent.newToday;
  return Math.min(ofDesk, ofDay) - got;
}

function roomiest<Desk extends AgentDesk>(
  agents: readonly Desk[],
  gotOf: (agent: Desk) => number,
): { agent: Desk; room: number } | null {
  let best: { agent: Desk; room: number; today: number } | null = null;
  for (const agent of agents) {
    const got = gotOf(agent);
    const room = roomOf(agent, got);
    const today = agent.newToday + got;
    if (room <= 0) continue;
    if (best === null || room > best.room || (room === best.room && today < best.today))
      best = { agent, room, today };
  }
  return best;
}
