/**
 * How many messages come first and are not timed, one for so many that are: Node compiles what it runs while it runs
 * it, and a service runs for weeks.
 */
const TIMED_FOR_EACH_FIRST = 10;

export function firstOf(messages: number): number {
  return Math.ceil(messages / TIMED_FOR_EACH_FIRST);
}
