import { type QueuedRow, wordVerificationFault } from '#casework';

/** Lines about what a person must see to: a head, the first of them, and how many more there are. */
export function waitingLines(head: string, listed: readonly string[], total: number): string[] {
  if (listed.length === 0) return [];
  const unlisted = total - listed.length;
  const more = unlisted > 0 ? [`  … and ${unlisted} more.`] : [];
  return [head, ...listed.map((line) => `  ${line}`), ...more];
}

/** Cases that wait for a person, and why. */
export function queuedLines(head: string, queued: readonly QueuedRow[], total: number): string[] {
  const lines = queued.map(
    ({ line, ref, faults }) => `line ${line}, case ${ref}: ${faults.map(wordVerificationFault).join('; ')}`,
  );
  return waitingLines(head, lines, total);
}
