import { StopRequest } from './stop-request.js';

/**
 * Waits for Ctrl-C or SIGTERM, then stops in good order; see StopRequest.
 * @param tell writes a line for the person at the terminal.
 */
export async function untilStopped(stop: () => Promise<void>, tell: (line: string) => void): Promise<void> {
  const request = new StopRequest(tell);
  await request.asked();
  await stop();
  request.over();
}
