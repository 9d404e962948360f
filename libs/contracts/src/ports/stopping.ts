/**
 * Tells the parts of a process that it was told to stop, before anything closes: whoever takes work takes no more, and
 * whoever waits for something outside gives back what it has not begun.
 */
export abstract class Stopping {
  /** Aborted once, when the process is told to stop. */
  abstract readonly signal: AbortSignal;
}
