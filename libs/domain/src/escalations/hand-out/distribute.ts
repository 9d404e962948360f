import { type Fitting, fittingAgents } from './fitting-agents.js';
import { lineOf } from './line.js';
import { type RankedWork, rank } from './rank.js';
import { roomOf } from './room.js';
import type { AgentDesk, Distribution, HandOut, WaitReason, WaitingWork } from './work-and-desks.js';

export interface DistributeOptions {
  /** Leaves out who is not at work at this business instant (epoch ms); absent: being at work in time is enough. */
  readonly atWorkAt?: number;
  /** Stops when so many are given; what comes after is neither given nor left. */
  readonly atMost?: number;
}

/**
 * Spreads waiting work over agents. Order: priority, then the expected value's place within its currency, then age.
 * Each goes to the fitting agent with the most free places, among equals to who got the fewest today, then the first
 * by ref. Nobody gets more than their desk or their day holds. The same input gives the same answer.
 */
export function distribute<Work extends WaitingWork, Desk extends AgentDesk>(
  waiting: readonly Work[],
  agents: readonly Desk[],
  options: DistributeOptions = {},
): Distribution<Work, Desk> {
  return spread(rank(waiting), agents, options);
}

/** The same for work whose order is known. */
export function spread<Work extends WaitingWork, Desk extends AgentDesk>(
  ranked: readonly RankedWork<Work>[],
  agents: readonly Desk[],
  { atWorkAt, atMost = Infinity }: DistributeOptions = {},
): Distribution<Work, Desk> {
  /** By agent, what this distribution gave them already. */
  const tallies = new Map<string, number>();
  const given = (agent: Desk): number => tallies.get(agent.id) ?? 0;
  const choices = new Choices(agents, atWorkAt);
  const distribution: Distribution<Work, Desk> = { given: [], left: [] };
  for (const { work, standing, place } of ranked) {
    if (distribution.given.length >= atMost) break;
    const choice = choices.for(work);
    const best = choice.missing === null ? roomiest(choice.present, given) : null;
    if (best === null) {
      // Places only fill, so all that is alike has no room from now on.
      choice.missing ??= 'no-room';
      distribution.left.push({ work, standing, waitsFor: choice.missing });
      continue;
    }
    const { priority, expectedMinor, currency } = work;
    const why = {
      ...(place === null ? {} : { place: place.at, of: place.of }),
      ...{ priority, expectedMinor, currency, standing },
      ...{ candidates: choice.present.length, room: best.room, notes: choice.notes },
    };
    tallies.set(best.agent.id, given(best.agent) + 1);
    distribution.given.push({ work, agent: best.agent, why } satisfies HandOut<Work, Desk>);
  }
  return distribution;
}

interface Choice<Desk extends AgentDesk> {
  readonly present: readonly Desk[];
  readonly notes: readonly string[];
  missing: WaitReason | null;
}

/** Who may get a piece of work, asked once for all that is alike. */
class Choices<Desk extends AgentDesk> {
  private readonly known = new Map<string, Choice<Desk>>();
  private readonly byRef: readonly Desk[];

  constructor(
    agents: readonly Desk[],
    private readonly atWorkAt: number | undefined,
  ) {
    this.byRef = [...agents].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  }

  for(work: WaitingWork): Choice<Desk> {
    const key = `${lineOf(work)} ${work.notTo ?? ''} ${work.dueAt}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const choice = this.choiceOf(fittingAgents(work, this.byRef));
    this.known.set(key, choice);
    return choice;
  }

  private choiceOf(fitting: Fitting<Desk> | WaitReason): Choice<Desk> {
    if (typeof fitting === 'string') return { present: [], notes: [], missing: fitting };
    const { atWorkAt } = this;
    const present = fitting.agents.filter(({ worksFrom }) => atWorkAt === undefined || worksFrom <= atWorkAt);
    return { present, notes: fitting.notes, missing: present.length === 0 ? 'nobody-at-work' : null };
  }
}

function roomiest<Desk extends AgentDesk>(
  agents: readonly Desk[],
  gotOf: (agent: Desk) => number,
): { agent: Desk; room: number } | null {
  let best: { agent: Desk; room: number; today: number } | null = null;
  for (const agent of agents) {
    const got = gotOf(agent);
    const room = roomOf(agent) - got;
    const today = agent.newToday + got;
    if (room <= 0) continue;
    if (best === null || room > best.room || (room === best.room && today < best.today))
      best = { agent, room, today };
  }
  return best;
}
