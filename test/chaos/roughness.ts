import type { Dice } from '../harness/dice.js';

/** What a sink does with a submission. */
export type Treatment = 'take' | 'throttle' | 'fail-without' | 'fail-after' | 'drop-without' | 'drop-after';

/** How often a rough sink does what, of all submissions. */
const ROUGHNESS: readonly [Treatment, number][] = [
  ['throttle', 0.05],
  ['fail-without', 0.025],
  ['fail-after', 0.025],
  ['drop-without', 0.015],
  ['drop-after', 0.035],
];

export function chooseTreatment(dice: Dice): Treatment {
  let roll = dice.next();
  for (const [what, share] of ROUGHNESS) {
    if (roll < share) return what;
    roll -= share;
  }
  return 'take';
}

/**
 * Refusals for good, in any mood: a phone without RCS, a route that is not offered, a country that may not be called.
 * Each leaves the next channel open.
 */
export const REFUSALS = {
  sms: { share: 0.03, code: 21612 },
  rcs: { share: 0.08, code: 63036 },
  voice: { share: 0.05, code: 21215 },
} as const;

/** Which legs nobody can know about: told of nothing, and not looked up since. */
export class Doubts {
  private readonly open = new Map<string, string>();

  /** The sender of the leg heard nothing, or what may be wrong. */
  begin(leg: string, to: string): void {
    this.open.set(leg, to);
  }

  isOpen(leg: string): boolean {
    return this.open.has(leg);
  }

  /** The whole list of a number was read. */
  lookedUp(to: string): void {
    for (const [leg, number] of this.open) if (number === to) this.open.delete(leg);
  }
}
