/** What Twilio takes as ValidityPeriod. */
const SECONDS = { least: 1, most: 36_000 };

/** How long a message may take to arrive: not a second more than is left of the contact hours, in seconds. */
export function validitySecondsOf(leftMs: number): number {
  return Math.min(SECONDS.most, Math.max(SECONDS.least, Math.floor(leftMs / 1000)));
}
