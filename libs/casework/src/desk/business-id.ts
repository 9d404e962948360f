import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const RANDOM_BYTES = 16;
/** Filled as a whole: one call for randomness serves a hundred ids, which an import makes in no time. */
const pool = new Uint8Array(RANDOM_BYTES * 128);
let used = pool.length;

const SEQUENCE = 0x7fff_ffff;
let sequence = 0;

/**
 * A UUIDv7 of a business instant (epoch ms): tables partitioned by the month of their ids and timelines ordered by
 * them follow business time. Ids that one process makes for one instant keep the order in which they were made.
 */
export function businessId(at: number): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + RANDOM_BYTES);
  used += RANDOM_BYTES;
  sequence = (sequence + 1) & SEQUENCE;
  return v7({ msecs: at, seq: sequence, random });
}
