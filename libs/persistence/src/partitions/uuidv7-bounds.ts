/** A calendar month in UTC: partitions are storage, so they follow no debtor's zone. */
export interface Month {
  year: number;
  /** 1 to 12. */
  month: number;
}

/** The ids that UUIDv7 gives to a span of time: from the first, up to and without the second. */
export interface UuidBounds {
  from: string;
  to: string;
}

/** The 48 bits of time at the head of a UUIDv7. */
const LAST_INSTANT = 2 ** 48 - 1;

/** The month in which an instant (epoch milliseconds) lies. */
export function monthOf(instant: number): Month {
  const date = new Date(instant);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}

/** The month that lies so many months after another. */
export function monthAfter({ year, month }: Month, months: number): Month {
  const index = year * 12 + (month - 1) + months;
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}

/**
 * The bounds of the ids made in a month. Below the time, both ends are zero: smaller than any version and variant,
 * so that every id of the month lies between them.
 * @throws RangeError when the month does not exist or no UUIDv7 can name it.
 */
export function uuidv7Bounds(year: number, month: number): UuidBounds {
  if (!Number.isInteger(year) || !Number.isInteger(month) || month < 1 || month > 12) {
    throw new RangeError(`not a month: ${year}-${month}`);
  }
  const next = monthAfter({ year, month }, 1);
  return { from: smallestId(Date.UTC(year, month - 1)), to: smallestId(Date.UTC(next.year, next.month - 1)) };
}

function smallestId(instant: number): string {
  if (instant < 0 || instant > LAST_INSTANT) throw new RangeError(`no UUIDv7 has the time ${instant}`);
  const time = instant.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}
