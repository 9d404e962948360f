import { z } from 'zod';
import { contactRule } from '../contact-rule.js';

const refused = { reason: 'channel-refused', review: false };

/** Whoever asked not to be contacted by a channel is not, on any address. */
export const refusedChannelRule = contactRule({
  id: 'refused-channel',
  version: 1,
  meaning: 'Whoever asked not to be contacted by a channel is not, on any address.',
  parameters: z.strictObject({}),
  compile: () => ({
    kind: 'state',
    refuse: ({ facts }) => (facts.refusedChannels?.includes(facts.channel) ? refused : null),
  }),
});
