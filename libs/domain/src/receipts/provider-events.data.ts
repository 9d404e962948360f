import type { ContactChannel } from '../policy/contact-facts.js';
import { isLegStatus, type LegStatus } from './leg-status.js';

/**
 * Events of e-mail and the status that each proves; null for those that prove none. Mail proxies open and
 * scanners click, so neither moves a status; only a verified visit shows that somebody read.
 */
export const EMAIL_EVENTS: Readonly<Record<string, LegStatus | null>> = {
  accepted: 'accepted',
  deferred: null,
  relayed: 'sent',
  delivered: 'delivered',
  refused: 'failed',
  bounced: 'bounced',
  complained: null,
  opened: null,
  clicked: null,
  visited: 'read',
};

/** Twilio's names that differ from ours; the rest are the same. */
const TWILIO_NAMES: Readonly<Record<string, LegStatus>> = { cancelled: 'canceled', answered: 'in-progress' };

/** The status that a Twilio callback reports; undefined for one that the channel does not have. */
export function twilioStatus(channel: ContactChannel, reported: string): LegStatus | undefined {
  const status = TWILIO_NAMES[reported] ?? reported;
  return isLegStatus(channel, status) ? status : undefined;
}
