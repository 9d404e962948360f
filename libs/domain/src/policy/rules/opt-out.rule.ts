import { z } from 'zod';
import { contactRule } from '../contact-rule.js';

const optedOut = { reason: 'opted-out', review: false };

/** An address that opted out of a channel gets nothing more by it. */
export const optOutRule = contactRule({
  id: 'opt-out',
  version: 1,
  meaning: 'An address that opted out of a channel gets nothing more by it.',
  parameters: z.strictObject({}),
  compile: () => ({ kind: 'state', refuse: ({ facts }) => (facts.optedOut ? optedOut : null) }),
});
