/** Seconds that Twilio takes for a message's validity. */
const VALIDITY = { least: 1, most: 36_000 };

/** How long Twilio may try to deliver, in whole seconds that it takes. */
export function validityPeriod(seconds: number | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  return Math.min(VALIDITY.most, Math.max(VALIDITY.least, Math.floor(seconds)));
}
