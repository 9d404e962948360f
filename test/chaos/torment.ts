import { setTimeout as sleep } from 'node:timers/promises';
import type { Dice } from '../harness/dice.js';
import { type Fault, inProportion, planFaults } from './fault-plan.js';
import type { Flow } from './flow.js';
import type { OpenAttempts } from './open-attempts.js';
import { type Victim, type VictimName, VICTIMS } from './victims.js';

/** Everything that is made to suffer. */
export interface World {
  victims: ReadonlyMap<VictimName, Victim>;
  flow: Flow;
  attempts: OpenAttempts;
  crashPostgres: () => Promise<void>;
  emptyQueue: () => Promise<void>;
  messages: number;
  dice: Dice;
  /** Told of each fault, for whoever watches. */
  tell: (what: string) => void;
}

export interface TormentCounts {
  kills: Record<VictimName, number>;
  queueLosses: number;
  postgresCrashes: number;
  /** Machine instant of the last fault, epoch ms. */
  lastFaultAt: number;
}

/** How many kills of a whole run have to fall between an attempt's commit and its answer. */
const WINDOW_KILLS = 10;
/** The same of a run of so many messages. */
export const windowKills = (messages: number): number => inProportion(WINDOW_KILLS, messages);
/** More senders are killed until they do, but not for ever. */
const EXTRA_KILLS = 20;

/** Carries out the plan while messages flow; returns when the last fault has happened. */
export async function torment(world: World): Promise<TormentCounts> {
  const counts: TormentCounts = {
    kills: { scheduler: 0, personaliser: 0, 'sender-1': 0, 'sender-2': 0, tracker: 0 },
    queueLosses: 0,
    postgresCrashes: 0,
    lastFaultAt: 0,
  };
  const plan = planFaults(world.dice, world.messages);
  const share = Math.ceil(world.messages / (plan.length + EXTRA_KILLS / 2));
  while (plan.length > 0) {
    await world.flow.release(share);
    await sleep(world.dice.between(100, 600));
    await mostStand(world);
    await world.flow.catchUp(2 * share);
    const [fault] = plan.splice(nextFault(world, plan), 1);
    if (fault) await befall(world, fault, counts);
  }
  const enough = windowKills(world.messages);
  for (let extra = 0; extra < EXTRA_KILLS && world.attempts.killsInWindow < enough; extra += 1) {
    await world.flow.release(share);
    await befall(world, { kind: 'kill', victim: world.dice.pick(['sender-1', 'sender-2']) }, counts);
    await world.attempts.settle();
  }
  return counts;
}

/** Waits until work can be done at all: a sender stands, and at most one other is missing. */
async function mostStand({ victims }: World): Promise<void> {
  const up = (name: VictimName): boolean => victims.get(name)?.isUp === true;
  while (VICTIMS.filter(up).length < VICTIMS.length - 1 || !(up('sender-1') || up('sender-2')))
    await sleep(20);
}

/**
 * The next of the plan that can happen now: what is still starting up is killed a little later. The greater
 * misfortunes keep their places among the kills.
 */
function nextFault(world: World, plan: readonly Fault[]): number {
  if (plan[0]?.kind !== 'kill') return 0;
  const possible = plan.findIndex((fault) => fault.kind === 'kill' && world.victims.get(fault.victim)?.isUp);
  return Math.max(0, possible);
}

async function befall(world: World, fault: Fault, counts: TormentCounts): Promise<void> {
  if (fault.kind === 'kill') {
    await killOne(world, fault.victim);
    counts.kills[fault.victim] += 1;
  } else if (fault.kind === 'empty-queue') {
    await world.emptyQueue();
    counts.queueLosses += 1;
  } else {
    await world.crashPostgres();
    world.attempts.afterKill(false);
    counts.postgresCrashes += 1;
  }
  counts.lastFaultAt = Date.now();
  world.tell(fault.kind === 'kill' ? `killed ${fault.victim}` : fault.kind);
}

/** Only what stands can be killed; a sender is, where possible, with attempts on its hands. */
async function killOne(world: World, name: VictimName): Promise<void> {
  const victim = world.victims.get(name);
  if (!victim) throw new Error(`There is no ${name}.`);
  while (!victim.isUp) {
    await victim.whenUp();
    await sleep(20);
  }
  const sender = name.startsWith('sender');
  if (sender) await world.attempts.appear();
  await victim.kill();
  if (sender) world.attempts.afterKill(true);
}
