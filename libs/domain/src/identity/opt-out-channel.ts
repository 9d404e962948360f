import type { ContactChannel } from '../policy/contact-facts.js';

/** What an address can be closed to; texts are one, whichever way they go. */
export type OptOutChannel = Exclude<ContactChannel, 'rcs'>;

/** What an opt-out by a channel closes, and what is looked up before something goes out by it: nobody who answers STOP to a card expects the next SMS. */
export function optOutChannel(channel: ContactChannel): OptOutChannel {
  return channel === 'rcs' ? 'sms' : channel;
}
