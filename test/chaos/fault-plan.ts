import type { Dice } from '../harness/dice.js';
import type { VictimName } from './victims.js';

export type Fault =
  { kind: 'kill'; victim: VictimName } | { kind: 'empty-queue' } | { kind: 'crash-postgres' };

/** A whole run has this many messages; smaller ones suffer less, so that they are over sooner. */
const WHOLE_RUN = 5_000;

/** How often each process is killed in a whole run. */
const KILLS: Record<VictimName, number> = {
  'sender-1': 13,
  'sender-2': 13,
  scheduler: 10,
  personaliser: 12,
  tracker: 12,
};
const QUEUE_LOSSES = 3;
const POSTGRES_CRASHES = 2;

/** How many of so many faults a run of this size has; at least one. */
export function inProportion(faults: number, messages: number): number {
  return Math.max(1, Math.round(faults * Math.min(1, messages / WHOLE_RUN)));
}

function times(faults: number, messages: number, fault: Fault): Fault[] {
  return Array.from({ length: inProportion(faults, messages) }, () => fault);
}

/** What happens in which order: the kills shuffled, the greater misfortunes spread among them. */
export function planFaults(dice: Dice, messages: number): Fault[] {
  const kills = Object.entries(KILLS).flatMap(([victim, often]) =>
    times(often, messages, { kind: 'kill', victim: victim as VictimName }),
  );
  const great = dice.shuffled<Fault>([
    ...times(QUEUE_LOSSES, messages, { kind: 'empty-queue' }),
    ...times(POSTGRES_CRASHES, messages, { kind: 'crash-postgres' }),
  ]);
  const plan = dice.shuffled(kills);
  const stretch = Math.floor(plan.length / great.length);
  // From the last stretch to the first, so that the places before stay as they are.
  for (let n = great.length - 1; n >= 0; n -= 1) {
    const fault = great[n];
    if (fault) plan.splice(n * stretch + dice.between(1, Math.max(1, stretch - 1)), 0, fault);
  }
  return plan;
}
