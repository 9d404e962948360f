import { standings } from '../expected-value.js';
import type { WaitingWork } from './work-and-desks.js';

/** Work with its place among all that waits. */
export interface RankedWork<Work extends WaitingWork> {
  readonly work: Work;
  /** Place of what it may bring within its currency, in thousandths. */
  readonly standing: number;
  /** Place among what waited, from 1, and how many those were; null where it was ranked by an earlier hand-out. */
  readonly place: { readonly at: number; readonly of: number } | null;
}

/** All that waits, in the order in which it is handed out. */
export function rank<Work extends WaitingWork>(waiting: readonly Work[]): RankedWork<Work>[] {
  const places = standings(waiting.map(({ currency, expectedMinor: minor }) => ({ currency, minor })));
  return waiting
    .map((work, index) => ({ work, standing: places[index] ?? 0 }))
    .sort(byRank)
    .map(({ work, standing }, index) => ({ work, standing, place: { at: index + 1, of: waiting.length } }));
}

/** The most urgent first; among equals the most promising of its currency; among equals the oldest. */
export function byRank(a: Standing, b: Standing): number {
  return (
    a.work.priority - b.work.priority ||
    b.standing - a.standing ||
    a.work.requestedAt - b.work.requestedAt ||
    (a.work.id < b.work.id ? -1 : 1)
  );
}

interface Standing {
  readonly work: Pick<WaitingWork, 'id' | 'priority' | 'requestedAt'>;
  readonly standing: number;
}
