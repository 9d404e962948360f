import type { Dice } from '../harness/dice.js';

/** How what a provider took ends, and what anybody hears of it. */
export interface End {
  /** Statuses on the way there, in their order. */
  passing: readonly string[];
  status: string;
  errorCode?: string;
  /** Of a call that was answered. */
  answeredBy?: 'human' | 'machine_end_beep';
  arrives: boolean;
  /**
   * When callbacks tell of it: within three seconds, after the next leg may have gone, or never, so that a look-up
   * alone could.
   */
  told: 'soon' | 'late' | 'never';
}

type Weighted<T> = readonly (readonly [share: number, what: T])[];

/** Nothing is reported of a first status. */
const TEXT_ON_ITS_WAY = ['sent'];
const CALL_ON_ITS_WAY = ['initiated', 'ringing'];

const text = (end: Omit<End, 'passing'>): End => ({ passing: TEXT_ON_ITS_WAY, ...end });
const call = (end: Omit<End, 'passing'>): End => ({ passing: CALL_ON_ITS_WAY, ...end });
const arrived = { status: 'delivered', arrives: true } as const;
const notCapable = { status: 'failed', errorCode: '63036', arrives: false } as const;

const ENDS: Record<'sms' | 'rcs' | 'voice', Weighted<End>> = {
  sms: [
    [0.35, text({ ...arrived, told: 'soon' })],
    [0.43, text({ ...arrived, told: 'never' })],
    [0.12, text({ status: 'undelivered', errorCode: '30008', arrives: false, told: 'soon' })],
    [0.05, text({ status: 'undelivered', errorCode: '30007', arrives: false, told: 'late' })],
    [0.05, text({ status: 'undelivered', errorCode: '30008', arrives: false, told: 'never' })],
  ],
  rcs: [
    [0.2, text({ ...arrived, told: 'soon' })],
    [0.1, text({ status: 'read', arrives: true, told: 'soon' })],
    [0.25, text({ ...notCapable, told: 'soon' })],
    [0.15, text({ ...arrived, told: 'late' })],
    [0.1, text({ ...notCapable, told: 'late' })],
    [0.12, text({ ...arrived, told: 'never' })],
    [0.08, text({ ...notCapable, told: 'never' })],
  ],
  voice: [
    [0.3, call({ status: 'completed', answeredBy: 'human', arrives: true, told: 'soon' })],
    [0.12, call({ status: 'completed', answeredBy: 'machine_end_beep', arrives: false, told: 'soon' })],
    [0.15, call({ status: 'no-answer', arrives: false, told: 'soon' })],
    [0.12, call({ status: 'busy', arrives: false, told: 'soon' })],
    [0.08, call({ status: 'failed', arrives: false, told: 'soon' })],
    [0.08, call({ status: 'no-answer', arrives: false, told: 'late' })],
    [0.08, call({ status: 'no-answer', arrives: false, told: 'never' })],
    [0.07, call({ status: 'completed', answeredBy: 'human', arrives: true, told: 'never' })],
  ],
};

export function chooseEnd(dice: Dice, channel: 'sms' | 'rcs' | 'voice'): End {
  const all = ENDS[channel];
  let roll = dice.next();
  for (const [share, end] of all) {
    if (roll < share) return end;
    roll -= share;
  }
  const [last] = all.slice(-1);
  if (last === undefined) throw new Error(`Nothing becomes of what goes by ${channel}.`);
  return last[1];
}

/** In how many ms something is heard of it. */
export function delayMs(dice: Dice, told: End['told']): number {
  return told === 'late' ? dice.between(8_000, 14_000) : dice.between(0, 3_000);
}
