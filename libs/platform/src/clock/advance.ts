import { type ClockStore, PlainError } from '#contracts';

/** Dates beyond have no four digits. */
const LATEST = Date.parse('9999-01-01T00:00:00Z');

/**
 * Moves stepped time forward for all processes at once.
 * @param target gives the instant to stand at (epoch milliseconds), from the one where the clock stands.
 * @returns the new business instant.
 * @throws PlainError when time is not stepped, would go back, or beyond the years that are written in four digits.
 */
export async function advanceClock(store: ClockStore, target: (from: number) => number): Promise<number> {
  const row = await store.read();
  if (row.mode !== 'stepped') {
    throw new PlainError(
      `This database keeps ${row.mode} time, which passes by itself; only DUNLIN_CLOCK=stepped:<instant> is advanced.`,
    );
  }
  const to = target(row.businessEpoch);
  if (!(to < LATEST)) throw new PlainError('The clock goes no further than the end of the year 9998.');
  if (to < row.businessEpoch) {
    throw new PlainError(
      `The clock stands at ${new Date(row.businessEpoch).toISOString()} and never goes back ` +
        `(asked for ${new Date(to).toISOString()}).`,
    );
  }
  await store.write({ ...row, businessEpoch: to });
  return to;
}
