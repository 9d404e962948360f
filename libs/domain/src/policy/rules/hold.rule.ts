import { z } from 'zod';
import { contactRule } from '../contact-rule.js';

/** Holds stack: while one of them is active, whatever its reason, nothing within the rule's purposes leaves. */
export const holdRule = contactRule({
  id: 'hold',
  version: 1,
  meaning: 'While a hold is in force, whatever its reason, nothing leaves. Holds stack.',
  parameters: z.strictObject({}),
  compile: () => ({
    kind: 'state',
    refuse: ({ facts }) =>
      facts.holds.length === 0 ? null : { reason: `held: ${facts.holds[0]}`, review: false },
  }),
});
