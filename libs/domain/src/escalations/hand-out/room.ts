import type { AgentDesk } from './work-and-desks.js';

/** Free places: of the desk, and of the day where that has a limit. */
export function roomOf(agent: Pick<AgentDesk, 'capacity' | 'open' | 'dailyLimit' | 'newToday'>): number {
  const ofDesk = agent.capacity - agent.open;
  const ofDay = agent.dailyLimit === null ? Infinity : agent.dailyLimit - agent.newToday;
  return Math.min(ofDesk, ofDay);
}
