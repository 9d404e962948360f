/**
 * What work comes to, or undefined when the process is told to stop first. For questions that somebody else can ask
 * again: nobody waits for their answer any more.
 */
export async function beforeStop<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  let stopped = (): void => undefined;
  const stop = new Promise<undefined>((resolve) => {
    stopped = () => resolve(undefined);
    if (signal.aborted) stopped();
    else signal.addEventListener('abort', stopped, { once: true });
  });
  // Left behind, it may still fail; that is nobody's affair.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, stop]);
  } finally {
    signal.removeEventListener('abort', stopped);
  }
}
