import type { ChannelLeg } from './effects.js';

/**
 * When the leg behind one that was just accepted goes unless that is confirmed (epoch ms); null when only proof of
 * failure moves the message on.
 * @param legNo of the accepted leg, from 1
 * @param now business instant of its acceptance
 */
export function nextLegAt(
  legs: readonly Pick<ChannelLeg, 'moveOn'>[],
  legNo: number,
  now: number,
): number | null {
  const moveOn = legs[legNo - 1]?.moveOn;
  if (!moveOn || moveOn.when === 'undelivered' || moveOn.afterMinutes === null) return null;
  return now + moveOn.afterMinutes * 60_000;
}
