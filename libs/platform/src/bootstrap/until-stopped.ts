/** How long a process may take to finish what it is doing before it is ended. */
const PATIENCE_MS = 20_000;

/**
 * Waits for Ctrl-C or SIGTERM, then stops in good order. A second signal, or a stop that takes too long, ends the
 * process at once: all that matters is in the database.
 * @param tell writes a line for the person at the terminal.
 */
export async function untilStopped(stop: () => Promise<void>, tell: (line: string) => void): Promise<void> {
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    process.once('SIGHUP', resolve);
  });
  tell(signal === 'SIGINT' ? '\nStopping …' : 'Stopping …');
  const hurry = (): never => {
    tell('Stopped at once; the next start picks up what was under way.');
    process.exit(1);
  };
  process.once('SIGINT', hurry);
  process.once('SIGTERM', hurry);
  const timer = setTimeout(hurry, PATIENCE_MS);
  timer.unref();
  await stop();
  clearTimeout(timer);
  tell('Stopped. Everything is kept for the next start.');
}
