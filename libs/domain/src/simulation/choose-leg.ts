import type { Channel } from '../cadence/channel.js';
import type { SendEffect } from '../cadence/effects.js';
import { optOutChannel } from '../identity/opt-out-channel.js';
import type { LiveCase, PersonPoint } from './lives.js';

/** A leg of a message that can be tried: its place in the step's channels, from 1, and where it goes. */
export interface ChosenLeg {
  readonly legNo: number;
  readonly channel: Channel;
  readonly point: PersonPoint;
}

/** The first leg from one on that is written, has an address, and goes by a channel that the person takes; null without any. */
export function chooseLeg(
  { of, person }: LiveCase,
  { channels, to }: SendEffect,
  from: number,
  template: string,
): ChosenLeg | null {
  for (let legNo = from; legNo <= channels.length; legNo += 1) {
    const channel = channels[legNo - 1]?.channel;
    if (channel === undefined || !of.channels.has(channel)) continue;
    if (person.refusedChannels.has(optOutChannel(channel))) continue;
    if (!person.world.isWritten(template, of.language, channel)) continue;
    const point = person.pointFor(of, channel, to);
    if (point !== undefined) return { legNo, channel, point };
  }
  return null;
}
