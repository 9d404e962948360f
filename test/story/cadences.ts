import type { Kind } from './story-case.js';

export type Channel = 'rcs' | 'sms' | 'email' | 'voice';

/** One step of a campaign, as much of it as somebody notices. */
export type Step = { dpd: number; time: string } & (
  | { sends: string; channels: readonly Channel[]; toApprover?: boolean; copies?: string }
  /** A case that nothing has ever arrived of goes to an agent. */
  | { looksWhetherReached: true }
  /** An agent gets the case; outreach rests until the agent says so. `last`: the cadence is over with it. */
  | { asks: string; last?: boolean }
  /** A lead is asked to approve, and in the story none ever does: within so many working days it is an agent's. */
  | { handsOff: string; withinWorkingDays: number }
);

/** The cadences of campaigns/pl-consumer.yaml and pl-business.yaml, written down once more by hand. */
export const CADENCES: Readonly<Record<Kind, readonly Step[]>> = {
  consumer: [
    { dpd: -3, time: '10:00', sends: 'reminder-before-due', channels: ['rcs', 'sms', 'email'] },
    { dpd: 1, time: '09:30', sends: 'first-notice', channels: ['rcs', 'sms', 'email'] },
    { dpd: 4, time: '17:00', sends: 'full-statement', channels: ['email', 'sms'] },
    { dpd: 7, time: '13:00', sends: 'call', channels: ['voice', 'sms'] },
    { dpd: 10, time: '12:00', sends: 'offer-to-spread', channels: ['rcs', 'sms'] },
    { dpd: 14, time: '18:00', sends: 'offer-in-detail', channels: ['email'] },
    { dpd: 21, time: '11:00', sends: 'second-notice', channels: ['sms'] },
    { dpd: 30, time: '09:00', sends: 'demand', channels: ['email', 'sms'] },
    { dpd: 35, time: '09:00', looksWhetherReached: true },
    { dpd: 45, time: '16:00', sends: 'settlement-offer', channels: ['email', 'sms'] },
    { dpd: 60, time: '09:00', sends: 'final-demand', channels: ['email', 'sms'] },
    { dpd: 75, time: '09:00', asks: 'cadence-exhausted', last: true },
  ],
  business: [
    { dpd: -7, time: '09:30', sends: 'reminder-before-due', channels: ['email'] },
    { dpd: 3, time: '10:00', sends: 'statement', channels: ['email', 'sms'] },
    { dpd: 7, time: '09:00', asks: 'overdue-invoices' },
    { dpd: 14, time: '10:00', sends: 'notice-of-interest', channels: ['email'] },
    { dpd: 21, time: '11:00', sends: 'offer-online', channels: ['email', 'sms'] },
    { dpd: 30, time: '09:00', sends: 'demand', channels: ['email', 'sms'] },
    { dpd: 45, time: '09:00', sends: 'precourt-demand', channels: ['email', 'sms'] },
    {
      dpd: 46,
      time: '09:00',
      sends: 'copy-to-approver',
      channels: ['email'],
      toApprover: true,
      copies: 'precourt-demand',
    },
    { dpd: 62, time: '09:00', handsOff: 'law-firm', withinWorkingDays: 3 },
  ],
};

/** Hours after which a card that nobody confirmed is followed by a text. */
export const CARD_WAITS_HOURS = 2;

/** When the account manager does something about the case that came to the desk on the seventh day. */
export const MANAGER_ACTS = { dpd: 9, time: '15:00' };
