import { channels, type Channel } from '../cadence/channel.js';

export type Counts = Record<Channel, number>;

export const noCounts = (): Counts => ({ sms: 0, email: 0, rcs: 0, voice: 0 });

export function sumOf(counts: Counts): number {
  return channels.reduce((total, channel) => total + counts[channel], 0);
}

/** A ten-thousandth of a unit of money: prices have up to four decimals. */
export const TEN_THOUSANDTHS = 10_000;

/** Of sums in ten-thousandths, in whole units. */
export function inUnits({ sms, email, rcs, voice }: Counts): Counts {
  return {
    sms: sms / TEN_THOUSANDTHS,
    email: email / TEN_THOUSANDTHS,
    rcs: rcs / TEN_THOUSANDTHS,
    voice: voice / TEN_THOUSANDTHS,
  };
}
