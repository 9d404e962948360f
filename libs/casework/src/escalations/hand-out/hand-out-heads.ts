import type { Assignment, HandOutOccasion, HandOutPortion, HeadOfLine, LeftWaiting } from '#contracts';
import { type RankedWork, byRank, freeFor, isLeadLine, roomOf, spread } from '#domain';
import type { Desk } from '../../desk/desk.js';
import { PORTION, give, leftOf, presenceAt } from './portions.js';
import { type EscalatedWork, workReader } from './waiting-work.js';

/** The middle: where stands what was given back before it was ever ranked. */
const UNRANKED = 500;

/**
 * Fills places that are free just now from the heads of the lines that an earlier hand-out left. Looks at as much as
 * there is room for, however much waits.
 * @param ids what has just left a desk: it is looked at in any case
 */
export async function handOutHeads(
  desk: Desk,
  occasion: HandOutOccasion,
  ids: string[],
): Promise<Assignment[]> {
  const { handOuts } = desk.store;
  const { creditorId, at } = occasion;
  const toWork = workReader(desk.calendar, await handOuts.terms(creditorId), at);
  const assignments: Assignment[] = [];
  for (;;) {
    const { assigned, left, full } = await handOuts.portion(at, presenceAt(desk, at), async (portion) => {
      const wanted = wantedOf(portion, await portion.lines(creditorId), at);
      const ranked = (await portion.heads(creditorId, wanted, ids))
        .map((record): RankedWork<EscalatedWork> => ({
          ...{ work: toWork(record), standing: record.standing ?? UNRANKED, place: null },
        }))
        .sort(byRank);
      const chosen = spread(ranked, portion.agents, { atWorkAt: at, atMost: PORTION });
      const given = await give(portion, occasion, chosen.given);
      return { assigned: given, left: leftOf(chosen.left), full: chosen.given.length === PORTION };
    });
    assignments.push(...assigned);
    await note(desk, left);
    // One that found everything claimed meanwhile would find the same again.
    if (!full || assigned.length === 0) return assignments;
  }
}

async function note(desk: Desk, left: LeftWaiting[]): Promise<void> {
  if (left.length > 0) await desk.store.handOuts.leave(left);
}

function wantedOf({ agents }: HandOutPortion, lines: readonly string[], at: number): HeadOfLine[] {
  return lines.flatMap((line) => {
    const free = freeFor(line, agents, at);
    const room = free.reduce((sum, agent) => sum + roomOf(agent), 0);
    if (room === 0) return [];
    // Where one alone is free, what went from their desk would stand in the way of what may come there.
    const [only] = free;
    const notFrom = free.length === 1 && !isLeadLine(line) ? (only?.id ?? null) : null;
    return [{ line, atMost: Math.min(room, PORTION), notFrom }];
  });
}
