import { addressOf, type StoredText } from '../inbox/stored-message.js';
import { type Listing, within } from './listing.js';

/** How messages are listed; what is still queued has not been sent on any day. */
export const MESSAGES: Listing<StoredText> = {
  token: 'PASM',
  filters: ['To', 'From', 'DateSent', 'DateSent<', 'DateSent>'],
  matching: (query) => {
    const { To: to, From: from } = query;
    const sentWithin = within(query, 'DateSent');
    return (message) => {
      const inbound = message.direction === 'from-debtor';
      if (to !== undefined && to !== (inbound ? message.counterpart : addressOf(message))) return false;
      if (from !== undefined && from !== (inbound ? addressOf(message) : message.counterpart)) return false;
      return sentWithin(message.sentAt ?? null);
    };
  },
};
