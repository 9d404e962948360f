import type { Assignment, HandOutOccasion } from '#contracts';
import { type RankedWork, rank, spread } from '#domain';
import type { Desk } from '../../desk/desk.js';
import { PORTION, give, leftOf, presenceAt } from './portions.js';
import { type EscalatedWork, workReader } from './waiting-work.js';

/** How many rows one statement notes as left. */
const NOTED_AT_ONCE = 500;

/**
 * Ranks all that a creditor has waiting and hands it out until no desk has room. What is left waits in lines, so that
 * a place that becomes free until the next time is filled from their heads.
 */
export async function handOutAll(desk: Desk, occasion: HandOutOccasion): Promise<Assignment[]> {
  const { handOuts } = desk.store;
  const { creditorId, at } = occasion;
  const toWork = workReader(desk.calendar, await handOuts.terms(creditorId), at);
  let ranked: RankedWork<EscalatedWork>[] = rank((await handOuts.waiting(creditorId)).map(toWork));
  const assignments: Assignment[] = [];
  for (;;) {
    const { given, left, assigned } = await handOuts.portion(at, presenceAt(desk, at), async (portion) => {
      const chosen = spread(ranked, portion.agents, { atMost: PORTION });
      return { ...chosen, assigned: await give(portion, occasion, chosen.given) };
    });
    assignments.push(...assigned);
    if (given.length < PORTION) {
      const waits = leftOf(left);
      for (let from = 0; from < waits.length; from += NOTED_AT_ONCE)
        await handOuts.leave(waits.slice(from, from + NOTED_AT_ONCE));
      return assignments;
    }
    const gone = new Set(given.map(({ work }) => work.id));
    ranked = ranked.filter(({ work }) => !gone.has(work.id));
  }
}
