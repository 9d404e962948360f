import { constants, setPriority } from 'node:os';
import type { ServiceName } from '../config/services.js';

/** What writes ahead for the senders: a few seconds' later start of theirs is nobody's wait. */
const AHEAD: readonly ServiceName[] = ['scheduler', 'personaliser'];

/**
 * Lets a process that only plans and writes messages stand behind those that send and listen, where they share cores:
 * a campaign is as fast as its sender, and would leave it waiting for what nobody can send yet. Alone on its cores such a
 * process loses nothing, and it never starves.
 * @param lower lowers this process's priority; as Node does it when absent
 */
export function giveWay(
  services: readonly ServiceName[],
  lower: () => void = () => setPriority(constants.priority.PRIORITY_BELOW_NORMAL),
): void {
  if (!services.every((service) => AHEAD.includes(service))) return;
  try {
    lower();
  } catch {
    // A container may forbid it; then all stand as they did.
  }
}
