import fc from 'fast-check';
import { stepTypes } from '../../cadence/steps/registry.js';
import { anySimulation, lookAt, read } from './drawn-simulation.js';

/** What must have happened somewhere, or nothing was proved; of hundreds of runs, each happens in dozens. */
const HAPPENS = [
  'allow by contact-hours',
  'answered-call',
  'defer by contact-hours',
  'defer by frequency-cap',
  'escalated',
  'opted-out',
  'paid',
  'promised',
  'refuse by time-barred',
  'skipped as before_entry',
  'skipped as overtaken',
  'talked',
];

/** What is rare, so that only thousands of runs are sure to have met it. */
const RARE = [
  'defer by conversation-pause',
  'refuse by hold',
  'refuse by settled-balance',
  'refuse by zone-known',
  'released',
  'replied',
  'wrong-party',
];
const THOUSANDS = 2_000;

/** Draws simulations and looks at each contact; fails with the first in which something was not to be. */
export function keepsToEverything(runs: { readonly numRuns: number; readonly endOnFailure?: boolean }): void {
  const seen = new Set<string>();
  const types = new Set<string>();
  fc.assert(
    fc.property(anySimulation, (simulation) => {
      const onlooker = lookAt(simulation);
      expect(onlooker.breaches).toEqual([]);
      for (const what of onlooker.seen) seen.add(what);
      for (const { type } of read(simulation.text).steps) types.add(type);
    }),
    runs,
  );
  const awaited = runs.numRuns >= THOUSANDS ? [...HAPPENS, ...RARE] : HAPPENS;
  expect(awaited.filter((what) => !seen.has(what))).toEqual([]);
  expect([...types].sort()).toEqual(stepTypes.map(({ type }) => type).sort());
}
