import fc from 'fast-check';
import { stepTypes } from '../cadence/steps/registry.js';
import { stepMakers } from './spec-support/any-step.js';
import { anySimulation, lookAt } from './spec-support/drawn-simulation.js';
import { keepsToEverything } from './spec-support/keeps-to-everything.js';

// What is found is run again, and made smaller, by the seed and the path that are told with it.
const ONCE_OVER = { numRuns: 400, endOnFailure: true };

describe('any campaign over any portfolio, whenever it is launched and whatever debtors do', () => {
  it('is drawn from every type of step that there is', () => {
    expect(Object.keys(stepMakers).sort()).toEqual(stepTypes.map(({ type }) => type).sort());
  });

  it('keeps to hours, caps and wishes, sends once, asks nobody who has paid or rests, and comes to an end', () => {
    keepsToEverything(ONCE_OVER);
  }, 180_000);

  it('is the same to the byte when it is run again', () => {
    fc.assert(
      fc.property(anySimulation, (simulation) => {
        const told = lookAt(simulation).log.join('\n');
        expect(lookAt(structuredClone(simulation)).log.join('\n')).toBe(told);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});
