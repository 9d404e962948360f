import { z } from 'zod';
import { contactPointStatuses } from '../contact-facts.js';
import { contactRule } from '../contact-rule.js';

/** Only contact points in a permitted state are used; a state that nobody listed is not permitted. */
export const contactPointRule = contactRule({
  id: 'contact-point',
  version: 1,
  meaning: 'Only numbers and addresses in a permitted standing are used.',
  parameters: z.strictObject({ permitted: z.array(z.enum(contactPointStatuses)).min(1) }),
  compile: ({ permitted }) => {
    const usable = new Set<string>(permitted);
    return {
      kind: 'state',
      refuse: ({ facts }) =>
        usable.has(facts.pointStatus)
          ? null
          : { reason: `contact-point: ${facts.pointStatus}`, review: false },
    };
  },
});
