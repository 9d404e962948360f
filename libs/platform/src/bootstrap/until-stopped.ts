/** How long a process may take to finish what it is doing before it is ended. */
const PATIENCE_MS = 20_000;

/** One Ctrl-C can arrive twice, from the terminal and passed on by npm; only one after this is a second. */
const SAME_KEYSTROKE_MS = 1_500;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Waits for Ctrl-C or SIGTERM, then stops in good order. A second signal, or a stop that takes too long, ends the
 * process at once: all that matters is in the database.
 * @param tell writes a line for the person at the terminal.
 * @param abandon lets go, without waiting, of what would outlive the process when it is ended at once.
 */
export async function untilStopped(
  stop: () => Promise<void>,
  tell: (line: string) => void,
  abandon: () => void = () => undefined,
): Promise<void> {
  const asked = await new Promise<number>((resolve) => {
    const stopAsked = (): void => resolve(Date.now());
    for (const signal of SIGNALS) process.once(signal, stopAsked);
    // Whoever started us with a channel to talk by was killed.
    process.once('disconnect', stopAsked);
    process.channel?.unref();
    if (process.send && !process.connected) stopAsked();
    // A reader of our output may go first; that must not cut the stop short.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  });
  tell('\nStopping …');
  const hurry = (): never => {
    abandon();
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
