import { PersonLife } from './person-life.js';
import type { SimulatedCase } from './simulated-case.js';
import type { SimulationWorld } from './simulation-world.js';

/**
 * Lets the campaign run over the cases on a virtual clock: the engine and the policy that run in earnest, debtors as the
 * behaviour model has them. Pure: the same cases, world and seed tell the watcher the same. Persons are taken one after
 * another, in the order in which their first cases stand, so that memory does not grow with what happens.
 * Agents are taken to answer each escalation when its time is over, and to leave the case as it was.
 */
export function simulate(world: SimulationWorld, cases: readonly SimulatedCase[]): void {
  const persons = new Map<string, [SimulatedCase, ...SimulatedCase[]]>();
  for (const each of cases) {
    const others = persons.get(each.person);
    if (others === undefined) persons.set(each.person, [each]);
    else others.push(each);
  }
  for (const own of persons.values()) new PersonLife(world, own).live();
}
