import type { JourneyLeg } from './journeys.js';
import { MINUTE_MS } from './passing-time.js';
import type { Acceptance } from './sink-report.js';

/** A leg as a sink took it, by its place on the message's way. */
export type TakenLeg = Pick<Acceptance, 'at' | 'arrives' | 'toldAt' | 'heardAt'> & { legNo: number };

/** What the sinks' record of one message says of the order of its legs. */
export interface Sequence {
  /** A leg arrived more than once. */
  twice: boolean;
  /** Legs that followed another one. */
  fallbacks: number;
  /** Of these, how many went although nothing proved the earlier leg to have failed and its time was not over. */
  unfounded: number;
  /** Of these, how many went although the earlier leg was known to have arrived. */
  needless: number;
}

/** A minute more or less: when an answer is stored is not when it was given, and clocks tick by the minute. */
const SLACK_MS = 2 * MINUTE_MS;
/** What was committed before a receipt may still be handed over for a second (I6), and takes its way. */
const UNDER_WAY_MS = 1_500;

/**
 * Judges what was sent by what the debtor's side knew, without asking the product: a leg follows another one only where
 * a callback or a look-up had told of its failure, or where its step's time without confirmation was over.
 */
export function judgeSequence(way: readonly JourneyLeg[], taken: readonly TakenLeg[]): Sequence {
  const sequence: Sequence = {
    twice: new Set(taken.map(({ legNo }) => legNo)).size < taken.length,
    fallbacks: 0,
    unfounded: 0,
    needless: 0,
  };
  for (const leg of taken) {
    const earlier = taken.filter(({ legNo }) => legNo < leg.legNo);
    if (earlier.length === 0) continue;
    sequence.fallbacks += 1;
    if (!earlier.every((one) => mayFollow(one, leg, way))) sequence.unfounded += 1;
    if (
      earlier.some(({ arrives, heardAt }) => arrives && heardAt !== null && leg.at > heardAt + UNDER_WAY_MS)
    )
      sequence.needless += 1;
  }
  return sequence;
}

function mayFollow(earlier: TakenLeg, leg: TakenLeg, way: readonly JourneyLeg[]): boolean {
  if (earlier.arrives === false && earlier.toldAt !== null && earlier.toldAt <= leg.at) return true;
  const minutes = way[earlier.legNo - 1]?.moveOnAfter ?? null;
  return minutes !== null && leg.at - earlier.at >= minutes * MINUTE_MS - SLACK_MS;
}

/**
 * Whether a message that ended with these legs should have gone on: its last leg is known to have failed, or was never
 * confirmed, and there is a channel left.
 */
export function shouldGoOn(way: readonly JourneyLeg[], taken: readonly TakenLeg[]): boolean {
  const last = taken.reduce<TakenLeg | undefined>(
    (latest, leg) => (latest === undefined || leg.legNo > latest.legNo ? leg : latest),
    undefined,
  );
  if (last === undefined || last.legNo >= way.length) return false;
  if (last.arrives === false && last.heardAt !== null) return true;
  const unconfirmed = last.arrives === false || last.toldAt === null;
  return way[last.legNo - 1]?.moveOnAfter !== null && unconfirmed;
}
