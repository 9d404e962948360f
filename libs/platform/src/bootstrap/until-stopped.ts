/** How long a process may take to finish what it is doing before it is ended. */
const PATIENCE_MS = 20_000;

/** One Ctrl-C can arrive twice, from the terminal and passed on by npm; only one after this is a second. */
const SAME_KEYSTROKE_MS = 1_500;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Waits for Ctrl-C or SIGTERM, then stops in good order. A second signal, or a stop that takes too long, ends the
 * process at once: all that matters is in the database.
 * @param tell writes a line for the person at the terminal.
 */
export async function untilStopped(stop: () => Promise<void>, tell: (line: string) => void): Promise<void> {
  const asked = await new Promise<number>((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve(Date.now()));
  });
  tell('\nStopping …');
  const hurry = (): never => {
    tell('Stopped at once; the next start picks up what was under way.');
    process.exit(1);
  };
  const again = (): void => {
    if (Date.now() - asked > SAME_KEYSTROKE_MS) hurry();
  };
  for (const signal of SIGNALS) process.on(signal, again);
  const timer = setTimeout(hurry, PATIENCE_MS);
  timer.unref();
  await stop();
  clearTimeout(timer);
}
