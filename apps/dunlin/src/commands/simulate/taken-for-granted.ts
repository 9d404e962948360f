import type { SimulationOutcome } from './run-simulation.js';

/** What a reader of these figures has to know that they rest on, in sentences; what goes for every simulation is not among it. */
export function takenForGranted({ promiseTaken, pilotGoesOn }: SimulationOutcome): readonly string[] {
  return [
    ...(promiseTaken === null
      ? []
      : [`The latest promise of every case is taken to be ${promiseTaken}, as the campaign asks for.`]),
    ...(pilotGoesOn
      ? ['The pilot is taken to go on: whether it would have stopped by itself is not simulated.']
      : []),
  ];
}
